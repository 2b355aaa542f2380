package innovation

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lumbung/app/fault"
)

// BlueprintEdit is one part of a blueprint, or several, as a form sends it back.
// Parts that it does not name stay as they are; what a named part leaves empty
// becomes empty.
type BlueprintEdit struct {
	Innovation   string            `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version      int64             `json:"version" validate:"required,min=1"`      // that the form was opened with
	Sizes        *SizesEdit        `json:"sizes"`
	Releases     *ReleasesEdit     `json:"releases"`
	Tests        *TestsEdit        `json:"tests"`
	Safety       *SafetyEdit       `json:"safety"`
	Certificates *CertificatesEdit `json:"certificates"`
	Rights       *RightsEdit       `json:"rights"`
	Parts        *PartsEdit        `json:"parts"`
}

// SizesEdit are the measures. The limits are those of what goes through a gate.
type SizesEdit struct {
	Length   int64         `json:"length_mm" validate:"min=0,max=20000"`
	Width    int64         `json:"width_mm" validate:"min=0,max=20000"`
	Height   int64         `json:"height_mm" validate:"min=0,max=20000"`
	Mass     int64         `json:"mass_g" validate:"min=0,max=5000000"`
	MaxLoad  int64         `json:"max_load_kg" validate:"min=0,max=5000"`
	Power    string        `json:"power" validate:"max=120"`
	User     string        `json:"user" validate:"max=200"`
	Fittings []FittingEdit `json:"fittings" validate:"max=40,dive"`
}

// FittingEdit is a row of the fittings; an empty one is left out.
type FittingEdit struct {
	Name string `json:"name" validate:"max=80"`
	From int64  `json:"from" validate:"min=-100000,max=100000"`
	To   int64  `json:"to" validate:"min=-100000,max=100000"`
	Unit string `json:"unit" validate:"omitempty,oneof=mm deg kg size"`
	How  string `json:"how" validate:"max=200"`
}

// ReleasesEdit are the versions of the design.
type ReleasesEdit struct {
	Rows []ReleaseEdit `json:"rows" validate:"max=60,dive"`
}

// ReleaseEdit is a row of the versions; an empty one is left out.
type ReleaseEdit struct {
	Version string    `json:"version" validate:"max=40"`
	Date    time.Time `json:"date"`
	Note    string    `json:"note" validate:"max=500"`
}

// TestsEdit are the results of tests.
type TestsEdit struct {
	Rows []TestEdit `json:"rows" validate:"max=120,dive"`
}

// TestEdit is a row of the tests; an empty one is left out.
type TestEdit struct {
	Parameter string    `json:"parameter" validate:"omitempty,oneof=stability manoeuvring dimensions braking ignition static impact fatigue battery"`
	Batch     string    `json:"batch" validate:"max=40"`
	Result    string    `json:"result" validate:"omitempty,oneof=pass fail"`
	Value     string    `json:"value" validate:"max=60"`
	Limit     string    `json:"limit" validate:"max=60"`
	Date      time.Time `json:"date"`
	By        string    `json:"by" validate:"max=120"`
}

// SafetyEdit is the statement of safety.
type SafetyEdit struct {
	Statement string `json:"statement" validate:"max=2000"`
	NotFor    string `json:"not_for" validate:"max=2000"`
}

// CertificatesEdit are the standards and certificates.
type CertificatesEdit struct {
	Rows []CertificateEdit `json:"rows" validate:"max=40,dive"`
}

// CertificateEdit is a row of the certificates; an empty one is left out.
type CertificateEdit struct {
	Standard string    `json:"standard" validate:"max=120"`
	Number   string    `json:"number" validate:"max=80"`
	Body     string    `json:"body" validate:"max=120"`
	Until    time.Time `json:"until"`
	Link     string    `json:"link" validate:"max=300"`
}

// RightsEdit are licences and intellectual property.
type RightsEdit struct {
	Hardware   string    `json:"hardware" validate:"max=60"`
	Software   string    `json:"software" validate:"max=60"`
	Documents  string    `json:"documents" validate:"max=60"`
	IP         string    `json:"ip" validate:"omitempty,oneof=none filed registered granted secret"`
	IPKind     string    `json:"ip_kind" validate:"omitempty,oneof=patent simple_patent industrial_design copyright trademark"`
	IPNumber   string    `json:"ip_number" validate:"max=80"`
	IPHolder   string    `json:"ip_holder" validate:"max=120"`
	IPDate     time.Time `json:"ip_date"`
	After      time.Time `json:"after"`
	Producer   string    `json:"producer" validate:"omitempty,oneof=anyone centres ask"`
	Repository string    `json:"repository" validate:"max=300"`
	ForkOf     string    `json:"fork_of" validate:"max=300"`
}

// MaxComponents is how many lines a parts list may have.
const MaxComponents = 150

// PartsEdit is the parts list: rows, and lines pasted from a spreadsheet, which
// are added to them.
type PartsEdit struct {
	PricesOn time.Time       `json:"prices_on"`
	Rows     []ComponentEdit `json:"rows" validate:"max=160,dive"`
	Paste    []string        `json:"paste" validate:"max=150,dive,max=600"` // name; quantity; unit; price; source; note
}

// ComponentEdit is a row of the parts list; an empty one is left out.
type ComponentEdit struct {
	Name     string `json:"name" validate:"max=120"`
	Quantity int64  `json:"quantity" validate:"min=0,max=100000"`
	Unit     string `json:"unit" validate:"max=20"`
	Price    int64  `json:"price" validate:"min=0,max=10000000000"`
	Source   string `json:"source" validate:"max=120"`
	Note     string `json:"note" validate:"max=120"`
}

// checked gathers what is wrong with an edit.
type checked []fault.Field

func (c *checked) fail(name, key string, args fault.Args) {
	*c = append(*c, fault.Field{Name: name, Key: key, Args: args})
}

// need asks for a value in a row that is not empty.
func (c *checked) need(name, value string) {
	if value == "" {
		c.fail(name, "field.required", nil)
	}
}

// The years between which a day of a design may lie.
const (
	firstYear = 1950
	lastYear  = 2100
)

// day refuses a year that nobody meant, such as 0024.
func (c *checked) day(name string, t time.Time) {
	if !t.IsZero() && (t.In(wib).Year() < firstYear || t.In(wib).Year() > lastYear) {
		c.fail(name, "blueprint.year", fault.Args{"from": strconv.Itoa(firstYear), "to": strconv.Itoa(lastYear)})
	}
}

// link refuses what is no address of the web, such as javascript:.
func (c *checked) link(name, text string) {
	if text == "" {
		return
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		c.fail(name, "blueprint.link", nil)
	}
}

// Check finds what no tag can say.
func (in BlueprintEdit) Check() []fault.Field {
	var c checked
	if in.Sizes != nil {
		in.Sizes.check(&c)
	}
	if in.Releases != nil {
		in.Releases.check(&c)
	}
	if in.Tests != nil {
		in.Tests.check(&c)
	}
	if in.Certificates != nil {
		in.Certificates.check(&c)
	}
	if in.Rights != nil {
		in.Rights.check(&c)
	}
	if in.Parts != nil {
		in.Parts.check(&c)
	}
	return c
}

// nth is the name of a value in a row.
func nth(list string, i int, name string) string { return fmt.Sprintf("%s.%d.%s", list, i, name) }

func (in SizesEdit) check(c *checked) {
	for i, r := range in.Fittings {
		if r == (FittingEdit{}) {
			continue
		}
		c.need(nth("sizes.fittings", i, "name"), r.Name)
		c.need(nth("sizes.fittings", i, "unit"), r.Unit)
		if r.To < r.From {
			c.fail(nth("sizes.fittings", i, "to"), "blueprint.from_to", nil)
		}
	}
}

// semver is the form of a version: three numbers, and perhaps a pre-release.
var semver = regexp.MustCompile(`^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`)

func (in ReleasesEdit) check(c *checked) {
	seen := map[string]bool{}
	for i, r := range in.Rows {
		if r == (ReleaseEdit{}) {
			continue
		}
		switch name := nth("releases.rows", i, "version"); {
		case !semver.MatchString(r.Version):
			c.fail(name, "blueprint.semver", nil)
		case seen[r.Version]:
			c.fail(name, "blueprint.version_twice", fault.Args{"version": r.Version})
		}
		seen[r.Version] = true
		c.need(nth("releases.rows", i, "note"), r.Note)
		c.day(nth("releases.rows", i, "date"), r.Date)
	}
}

func (in TestsEdit) check(c *checked) {
	for i, r := range in.Rows {
		if r == (TestEdit{}) {
			continue
		}
		c.need(nth("tests.rows", i, "parameter"), r.Parameter)
		c.need(nth("tests.rows", i, "batch"), r.Batch)
		c.need(nth("tests.rows", i, "result"), r.Result)
		c.day(nth("tests.rows", i, "date"), r.Date)
	}
}

func (in CertificatesEdit) check(c *checked) {
	for i, r := range in.Rows {
		if r == (CertificateEdit{}) {
			continue
		}
		c.need(nth("certificates.rows", i, "standard"), r.Standard)
		c.day(nth("certificates.rows", i, "until"), r.Until)
		c.link(nth("certificates.rows", i, "link"), r.Link)
	}
}

func (in RightsEdit) check(c *checked) {
	for use, id := range map[string]string{ForHardware: in.Hardware, ForSoftware: in.Software, ForDocuments: in.Documents} {
		if _, ok := licenceID(id, use); !ok {
			c.fail("rights."+use, "blueprint.licence_unknown", fault.Args{"example": LicencesFor(use)[0].ID})
		}
	}
	if in.IP == "registered" || in.IP == "granted" {
		c.need("rights.ip_kind", in.IPKind)
		c.need("rights.ip_number", in.IPNumber)
	}
	c.day("rights.ip_date", in.IPDate)
	c.day("rights.after", in.After)
	c.link("rights.repository", in.Repository)
	c.link("rights.fork_of", in.ForkOf)
	slices.SortStableFunc(*c, func(a, b fault.Field) int { return strings.Compare(a.Name, b.Name) })
}

func (in PartsEdit) check(c *checked) {
	n := 0
	for i, r := range in.Rows {
		if r == (ComponentEdit{}) {
			continue
		}
		n++
		c.need(nth("parts.rows", i, "name"), r.Name)
		if r.Quantity == 0 {
			c.fail(nth("parts.rows", i, "quantity"), "field.required", nil)
		}
	}
	c.day("parts.prices_on", in.PricesOn)
	for i, line := range in.Paste {
		if strings.TrimSpace(line) == "" {
			continue
		}
		n++
		if _, ok := pasted(line); !ok {
			c.fail("parts.paste", "blueprint.paste_line", fault.Args{"n": i + 1})
			break // one remedy mends them all
		}
	}
	if n > MaxComponents {
		c.fail("parts.paste", "blueprint.too_many_parts", fault.Args{"n": n, "max": MaxComponents})
	}
}

// pasted reads a line as a spreadsheet gives it, with tabs or semicolons; ok is
// false when it has no name or a number that cannot be read.
func pasted(line string) (c Component, ok bool) {
	mark := ";"
	if strings.Contains(line, "\t") {
		mark = "\t"
	}
	cells := make([]string, 6)
	for i, cell := range strings.Split(line, mark) {
		if i == len(cells) {
			return c, strings.TrimSpace(cell) == ""
		}
		cells[i] = strings.TrimSpace(cell)
	}
	quantity, okQuantity := wholeNumber(cells[1], 100_000)
	price, okPrice := wholeNumber(cells[3], 10_000_000_000)
	c = Component{Name: cells[0], Quantity: quantity, Unit: cells[2], Price: price, Source: cells[4], Note: cells[5]}
	long := len([]rune(c.Name)) > 120 || len([]rune(c.Unit)) > 20 || len([]rune(c.Source)) > 120 || len([]rune(c.Note)) > 120
	return c, c.Name != "" && okQuantity && quantity > 0 && okPrice && !long
}

// thousands is a whole number with or without points between its thousands.
var thousands = regexp.MustCompile(`^\d+$|^\d{1,3}(\.\d{3})+$`)

// wholeNumber reads 12, 1.500.000 or Rp12.000; nothing is 0.
func wholeNumber(text string, most int64) (int64, bool) {
	text = strings.TrimSpace(strings.TrimPrefix(text, "Rp"))
	if text == "" {
		return 0, true
	}
	if !thousands.MatchString(text) {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(text, ".", ""), 10, 64)
	return n, err == nil && n <= most
}
