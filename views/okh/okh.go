// Package okh writes the manifest by which open hardware is found: Open
// Know-How (OKH-LOSH) 2.4, a TOML file that crawlers of the IoP Alliance read.
package okh

import (
	"fmt"
	"io"

	"github.com/BurntSushi/toml"
)

// Manifest is what is told of one device. Addresses are absolute; what is empty
// is left out, as the template of the standard asks.
type Manifest struct {
	Version       string   `toml:"okhv"`
	Name          string   `toml:"name"`
	Repo          string   `toml:"repo"`
	License       string   `toml:"license"` // an SPDX expression
	Licensor      string   `toml:"licensor"`
	Function      string   `toml:"function"`
	Language      string   `toml:"documentation-language"`
	Release       string   `toml:"version,omitempty"`
	ForkOf        string   `toml:"fork-of,omitempty"`
	Organization  string   `toml:"organization,omitempty"`
	Readme        string   `toml:"readme,omitempty"`
	Readiness     string   `toml:"technology-readiness-level,omitempty"`
	Documentation string   `toml:"documentation-readiness-level,omitempty"`
	Attestation   []string `toml:"attestation,omitempty"`
	Standards     []string `toml:"standard-compliance,omitempty"`
	BOM           string   `toml:"bom,omitempty"`
	Instructions  []string `toml:"manufacturing-instructions,omitempty"`
	Manual        []string `toml:"user-manual,omitempty"`
	Source        []string `toml:"source,omitempty"`
	Mass          float64  `toml:"mass,omitzero"` // g

	Outer  *Dimensions `toml:"outer-dimensions,omitempty"`
	Images []Image     `toml:"image,omitempty"`
}

// Dimensions are those of the box around the device, mm.
type Dimensions struct {
	Width  int64 `toml:"width"`
	Depth  int64 `toml:"depth"`
	Height int64 `toml:"height"`
}

// Image is a picture of the device.
type Image struct {
	Location string   `toml:"location"`
	Depicts  string   `toml:"depicts,omitempty"`
	Slots    []string `toml:"slots,omitempty"`
	Tags     []string `toml:"tags,omitempty"`
}

// MainPhoto is the slot of the picture that stands for the device.
const MainPhoto = "photo-thing-main"

// Write writes the manifest.
func (m Manifest) Write(w io.Writer) error {
	m.Version = "2.4"
	e := toml.NewEncoder(w)
	e.Indent = ""
	if err := e.Encode(m); err != nil {
		return fmt.Errorf("okh: %w", err)
	}
	return nil
}

// Readiness is the level of OKH (OTRL-1 to OTRL-6) that a level of the
// Indonesian TKT (1 to 9) comes to; "" for none. The steps are those of the
// standard's names: ideation, conception, development, prototyping and testing,
// manufacturing development, product qualification.
func Readiness(tkt int) string {
	steps := []string{"", "OTRL-1", "OTRL-1", "OTRL-2", "OTRL-3", "OTRL-4", "OTRL-4", "OTRL-5", "OTRL-5", "OTRL-6"}
	if tkt < 0 || tkt >= len(steps) {
		return ""
	}
	return steps[tkt]
}

// Documentation is the level of OKH (ODRL-1 to ODRL-4); "" for none.
func Documentation(level int) string {
	if level < 1 || level > 4 {
		return ""
	}
	return fmt.Sprintf("ODRL-%d", level)
}
