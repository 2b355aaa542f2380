package innovation

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Blueprint is how an innovation is built and what makes it safe to use. It is a
// part of Content, so that versions, the reviewer's view and the published copy
// carry it. Each of its parts is saved for itself.
type Blueprint struct {
	Sizes        Sizes         `cbor:"1,keyasint,omitzero" json:"sizes,omitzero"`
	Releases     []Release     `cbor:"2,keyasint,omitempty" json:"releases,omitempty"` // the newest version first
	Tests        []SafetyTest  `cbor:"3,keyasint,omitempty" json:"tests,omitempty"`
	Safety       Safety        `cbor:"4,keyasint,omitzero" json:"safety,omitzero"`
	Certificates []Certificate `cbor:"5,keyasint,omitempty" json:"certificates,omitempty"`
	Rights       Rights        `cbor:"6,keyasint,omitzero" json:"rights,omitzero"`
	Parts        PartsList     `cbor:"7,keyasint,omitzero" json:"parts,omitzero"`
	Files        []File        `cbor:"8,keyasint,omitempty" json:"files,omitempty"` // in the order they came
}

// Sizes are the measures by which a family and a workshop judge a device. All
// are whole numbers; 0 is not stated.
type Sizes struct {
	Length   int64     `cbor:"1,keyasint,omitempty" json:"length_mm"`
	Width    int64     `cbor:"2,keyasint,omitempty" json:"width_mm"`
	Height   int64     `cbor:"3,keyasint,omitempty" json:"height_mm"`
	Mass     int64     `cbor:"4,keyasint,omitempty" json:"mass_g"`
	MaxLoad  int64     `cbor:"5,keyasint,omitempty" json:"max_load_kg"` // 0 also where nothing is carried
	Power    string    `cbor:"6,keyasint,omitempty" json:"power"`       // "tanpa listrik", "baterai 24 V 12 Ah"
	User     string    `cbor:"7,keyasint,omitempty" json:"user"`        // whom it fits: "tinggi 140 sampai 180 cm"
	Fittings []Fitting `cbor:"8,keyasint,omitempty" json:"fittings,omitempty"`
}

// Fitting is a measure that is set to the person: most devices that waited in a
// centre waited for it.
type Fitting struct {
	Name string `cbor:"1,keyasint" json:"name"`
	From int64  `cbor:"2,keyasint,omitempty" json:"from"`
	To   int64  `cbor:"3,keyasint,omitempty" json:"to"` // From where it cannot be set
	Unit string `cbor:"4,keyasint" json:"unit"`         // mm, deg, kg, size
	How  string `cbor:"5,keyasint,omitempty" json:"how"`
}

// FittingUnits are the units of fittings.
func FittingUnits() []string { return []string{"mm", "deg", "kg", "size"} }

// Release is one version of a design, numbered as semver.org tells.
type Release struct {
	Version string    `cbor:"1,keyasint" json:"version"` // 1.2.0
	Date    time.Time `cbor:"2,keyasint,omitzero" json:"date,omitzero"`
	Note    string    `cbor:"3,keyasint" json:"note"` // what changed
}

// SafetyTest is one result of one test on one batch.
type SafetyTest struct {
	Parameter string    `cbor:"1,keyasint" json:"parameter"` // one of TestParameters
	Batch     string    `cbor:"2,keyasint" json:"batch"`
	Result    string    `cbor:"3,keyasint" json:"result"`          // pass or fail
	Value     string    `cbor:"4,keyasint,omitempty" json:"value"` // as measured, with its unit: "12°"
	Limit     string    `cbor:"5,keyasint,omitempty" json:"limit"` // that it was held against: "paling sedikit 10°"
	Date      time.Time `cbor:"6,keyasint,omitzero" json:"date,omitzero"`
	By        string    `cbor:"7,keyasint,omitempty" json:"by"` // a team or a laboratory, no person
}

// Passed tells whether the batch passed.
func (t SafetyTest) Passed() bool { return t.Result == "pass" }

// TestParameters are the eight of the draft Indonesian standard of wheelchairs
// (RSNI, after ISO 7176), and that of batteries with their chargers.
func TestParameters() []string {
	return []string{"stability", "manoeuvring", "dimensions", "braking", "ignition", "static", "impact", "fatigue", "battery"}
}

// Safety is what users and reviewers must know before they rely on the device.
type Safety struct {
	Statement string `cbor:"1,keyasint,omitempty" json:"statement"` // why its makers hold it to be safe
	NotFor    string `cbor:"2,keyasint,omitempty" json:"not_for"`   // contraindications
}

// Certificate is a standard that is kept or a certificate that was given.
type Certificate struct {
	Standard string    `cbor:"1,keyasint" json:"standard"` // ISO 7176-8
	Number   string    `cbor:"2,keyasint,omitempty" json:"number"`
	Body     string    `cbor:"3,keyasint,omitempty" json:"body"` // that gave it
	Until    time.Time `cbor:"4,keyasint,omitzero" json:"until,omitzero"`
	Link     string    `cbor:"5,keyasint,omitempty" json:"link"` // http or https
}

// Expired tells whether the certificate had run out by now; it holds to the end
// of its last day.
func (c Certificate) Expired(now time.Time) bool {
	return !c.Until.IsZero() && !now.Before(c.Until.AddDate(0, 0, 1))
}

// Rights are who owns the design and who may do what with it.
type Rights struct {
	Hardware   string    `cbor:"1,keyasint,omitempty" json:"hardware"` // SPDX identifiers of Licences
	Software   string    `cbor:"2,keyasint,omitempty" json:"software"`
	Documents  string    `cbor:"3,keyasint,omitempty" json:"documents"`
	IP         string    `cbor:"4,keyasint,omitempty" json:"ip"` // one of IPStates; "" is not stated
	IPKind     string    `cbor:"5,keyasint,omitempty" json:"ip_kind"`
	IPNumber   string    `cbor:"6,keyasint,omitempty" json:"ip_number"`
	IPHolder   string    `cbor:"7,keyasint,omitempty" json:"ip_holder"`
	IPDate     time.Time `cbor:"8,keyasint,omitzero" json:"ip_date,omitzero"`
	After      time.Time `cbor:"9,keyasint,omitzero" json:"after,omitzero"` // nothing of the design is public before this day
	Producer   string    `cbor:"10,keyasint,omitempty" json:"producer"`     // one of Producers; "" is not stated
	Repository string    `cbor:"11,keyasint,omitempty" json:"repository"`   // http or https
	ForkOf     string    `cbor:"12,keyasint,omitempty" json:"fork_of"`      // http or https: what it was made from
}

// What is secret, and who may produce what is free to all.
const (
	ipSecret = "secret"
	Anyone   = "anyone"
)

// IPStates are how far the protection of an intellectual property has come.
func IPStates() []string { return []string{"none", "filed", "registered", "granted", ipSecret} }

// IPKinds are what is protected.
func IPKinds() []string {
	return []string{"patent", "simple_patent", "industrial_design", "copyright", "trademark"}
}

// Producers are who may produce a device: anyone, the ministry's centres, or
// those who ask.
func Producers() []string { return []string{Anyone, "centres", "ask"} }

// PartsList is what goes into one device (BOM), with what it costs.
type PartsList struct {
	PricesOn time.Time   `cbor:"1,keyasint,omitzero" json:"prices_on,omitzero"`
	Rows     []Component `cbor:"2,keyasint,omitempty" json:"rows,omitempty"`
}

// Component is one line of a parts list.
type Component struct {
	Name     string `cbor:"1,keyasint" json:"name"`
	Quantity int64  `cbor:"2,keyasint" json:"quantity"`
	Unit     string `cbor:"3,keyasint,omitempty" json:"unit"`
	Price    int64  `cbor:"4,keyasint,omitempty" json:"price"` // of one unit in whole rupiah; 0 is not known
	Source   string `cbor:"5,keyasint,omitempty" json:"source"`
	Note     string `cbor:"6,keyasint,omitempty" json:"note"`
}

// Cost is what the line costs in whole rupiah.
func (c Component) Cost() int64 { return c.Quantity * c.Price }

// Total is what the parts of one device cost in whole rupiah; unpriced counts
// the lines whose price is not known.
func (p PartsList) Total() (rupiah int64, unpriced int) {
	for _, c := range p.Rows {
		rupiah += c.Cost()
		if c.Price == 0 {
			unpriced++
		}
	}
	return rupiah, unpriced
}

// Embargo returns the day from which the design may be public; zero when
// nothing waits at now. What is published before that day would spoil a filing.
func (b *Blueprint) Embargo(now time.Time) time.Time {
	if now.Before(b.Rights.After) {
		return b.Rights.After
	}
	return time.Time{}
}

// Withheld tells whether the public may not see how it is made: it is a secret,
// or the day of Embargo has not come.
func (b *Blueprint) Withheld(now time.Time) bool {
	return b.Rights.IP == ipSecret || !b.Embargo(now).IsZero()
}

// Open tells whether everybody may have and build the design.
func (b *Blueprint) Open(now time.Time) bool {
	hardware, _ := LicenceOf(b.Rights.Hardware)
	return hardware.Open && b.Rights.Producer == Anyone && !b.Withheld(now)
}

// Shown is what the public may see at now: all that keeps a user safe always,
// how it is made unless it is withheld, and never the day it waits for.
func (b Blueprint) Shown(now time.Time) Blueprint {
	withheld := b.Withheld(now)
	b.Rights.After = time.Time{}
	if withheld {
		b.Releases, b.Parts, b.Files = nil, PartsList{}, nil
		b.Rights.Repository, b.Rights.ForkOf, b.Rights.IPNumber = "", "", ""
	}
	return b
}

// Empty tells whether nothing has been said.
func (b *Blueprint) Empty() bool {
	for _, part := range BlueprintParts() {
		if b.Has(part) {
			return false
		}
	}
	return len(b.Files) == 0
}

// Has tells whether anything has been said in a part.
func (b *Blueprint) Has(part string) bool { return b.text(part) != (&Blueprint{}).text(part) }

// clone copies b with all it refers to.
func (b Blueprint) clone() Blueprint {
	b.Sizes.Fittings = slices.Clone(b.Sizes.Fittings)
	b.Releases, b.Tests = slices.Clone(b.Releases), slices.Clone(b.Tests)
	b.Certificates, b.Files = slices.Clone(b.Certificates), slices.Clone(b.Files)
	b.Parts.Rows = slices.Clone(b.Parts.Rows)
	return b
}

// newestFirst sorts by semantic version, the highest first.
func newestFirst(list []Release) {
	slices.SortStableFunc(list, func(a, b Release) int { return compareVersions(b.Version, a.Version) })
}

// compareVersions orders two semantic versions as semver.org tells: by their
// numbers, and one with a pre-release before the same without.
func compareVersions(a, b string) int {
	a, preA, _ := strings.Cut(a, "-")
	b, preB, _ := strings.Cut(b, "-")
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		if n := cmp.Compare(versionNumber(x[i]), versionNumber(y[i])); n != 0 {
			return n
		}
	}
	switch {
	case preA == preB:
		return 0
	case preA == "":
		return 1
	case preB == "":
		return -1
	}
	return comparePre(strings.Split(preA, "."), strings.Split(preB, "."))
}

// comparePre orders pre-releases part by part: numbers by value and before
// words, and the shorter one first where one begins the other.
func comparePre(a, b []string) int {
	for i := range min(len(a), len(b)) {
		x, y := versionNumber(a[i]), versionNumber(b[i])
		n := cmp.Compare(x, y)
		if x < 0 || y < 0 {
			n = cmp.Or(cmp.Compare(worded(a[i]), worded(b[i])), strings.Compare(a[i], b[i]))
		}
		if n != 0 {
			return n
		}
	}
	return cmp.Compare(len(a), len(b))
}

func worded(part string) int {
	if versionNumber(part) < 0 {
		return 1
	}
	return 0
}

// versionNumber reads a number of a version; -1 is not one.
func versionNumber(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return -1
	}
	return n
}
