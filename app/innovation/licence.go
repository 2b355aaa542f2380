package innovation

import (
	"slices"
	"strings"
)

// Licence is one that a design may be under, by its SPDX identifier
// (spdx.org/licenses, list 3.25).
type Licence struct {
	ID   string
	Name string
	For  string // hardware, software or documents
	Open bool   // anybody may use, change and share it, for money too
}

// The uses of a licence.
const (
	ForHardware  = "hardware"
	ForSoftware  = "software"
	ForDocuments = "documents"
)

// Licences are those that matter for devices, software and documents of the
// centres; the whole list of SPDX has over 600, which nobody chooses well from.
func Licences() []Licence {
	return []Licence{
		{"CERN-OHL-P-2.0", "CERN Open Hardware Licence 2, permissive", ForHardware, true},
		{"CERN-OHL-W-2.0", "CERN Open Hardware Licence 2, weakly reciprocal", ForHardware, true},
		{"CERN-OHL-S-2.0", "CERN Open Hardware Licence 2, strongly reciprocal", ForHardware, true},
		{"TAPR-OHL-1.0", "TAPR Open Hardware License 1.0", ForHardware, true},
		{"SHL-2.1", "Solderpad Hardware License 2.1", ForHardware, true},

		{"MIT", "MIT License", ForSoftware, true},
		{"Apache-2.0", "Apache License 2.0", ForSoftware, true},
		{"BSD-2-Clause", "BSD 2-Clause", ForSoftware, true},
		{"BSD-3-Clause", "BSD 3-Clause", ForSoftware, true},
		{"ISC", "ISC License", ForSoftware, true},
		{"MPL-2.0", "Mozilla Public License 2.0", ForSoftware, true},
		{"EUPL-1.2", "European Union Public Licence 1.2", ForSoftware, true},
		{"LGPL-2.1-or-later", "GNU Lesser General Public License 2.1 or later", ForSoftware, true},
		{"LGPL-3.0-or-later", "GNU Lesser General Public License 3.0 or later", ForSoftware, true},
		{"GPL-2.0-only", "GNU General Public License 2.0", ForSoftware, true},
		{"GPL-2.0-or-later", "GNU General Public License 2.0 or later", ForSoftware, true},
		{"GPL-3.0-only", "GNU General Public License 3.0", ForSoftware, true},
		{"GPL-3.0-or-later", "GNU General Public License 3.0 or later", ForSoftware, true},
		{"AGPL-3.0-or-later", "GNU Affero General Public License 3.0 or later", ForSoftware, true},
		{"Unlicense", "The Unlicense", ForSoftware, true},

		{"CC0-1.0", "Creative Commons Zero 1.0", ForDocuments, true},
		{"CC-BY-4.0", "Creative Commons Attribution 4.0", ForDocuments, true},
		{"CC-BY-SA-4.0", "Creative Commons Attribution ShareAlike 4.0", ForDocuments, true},
		{"CC-BY-NC-4.0", "Creative Commons Attribution NonCommercial 4.0", ForDocuments, false},
		{"CC-BY-NC-SA-4.0", "Creative Commons Attribution NonCommercial ShareAlike 4.0", ForDocuments, false},
		{"CC-BY-ND-4.0", "Creative Commons Attribution NoDerivatives 4.0", ForDocuments, false},
		{"GFDL-1.3-or-later", "GNU Free Documentation License 1.3 or later", ForDocuments, true},
	}
}

// LicencesFor are the licences that suit a use. Some of documents are given to
// hardware as well, so those are offered for it too.
func LicencesFor(use string) []Licence {
	return slices.DeleteFunc(Licences(), func(l Licence) bool {
		return l.For != use && (use != ForHardware || l.For != ForDocuments)
	})
}

// LicenceOf finds a licence by its identifier, whatever its letters' case; ok is
// false when it is none of ours.
func LicenceOf(id string) (l Licence, ok bool) {
	for _, l := range Licences() {
		if strings.EqualFold(l.ID, id) {
			return l, true
		}
	}
	return Licence{}, false
}

// licenceID brings an identifier into its form; ok is false when it does not
// suit the use.
func licenceID(id, use string) (string, bool) {
	if id == "" {
		return "", true
	}
	for _, l := range LicencesFor(use) {
		if strings.EqualFold(l.ID, id) {
			return l.ID, true
		}
	}
	return "", false
}
