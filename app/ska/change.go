package ska

import (
	"slices"
	"strconv"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// field is one value of an item as text.
type field struct{ name, value string }

// Change is one field that a version changed, with the whole of both values.
type Change struct {
	Field string `cbor:"1,keyasint" json:"field"`
	From  string `cbor:"2,keyasint,omitempty" json:"from"`
	To    string `cbor:"3,keyasint,omitempty" json:"to"`
}

// Version is one change of a profile or an offering. None is ever deleted, and
// together they give back each state that there was, but for the groups of
// trainees: of those they keep the sum.
type Version struct {
	Subject op.ID        `cbor:"1,keyasint" json:"subject"`
	Number  int64        `cbor:"2,keyasint" json:"number"`
	Part    Part         `cbor:"3,keyasint" json:"part"` // empty for an offering
	Name    string       `cbor:"4,keyasint,omitempty" json:"name"`
	Removed bool         `cbor:"5,keyasint,omitempty" json:"removed,omitempty"`
	By      policy.Actor `cbor:"6,keyasint" json:"by"`
	At      time.Time    `cbor:"7,keyasint" json:"at"`
	Changes []Change     `cbor:"8,keyasint,omitempty" json:"changes"`
}

var versions = storage.Table[Version]{
	Kind: "ska version",
	ID: func(v *Version) storage.Key {
		return storage.SKAVersion.Key().ID(v.Subject).Int(v.Number)
	},
}

// diff lists the fields in which two items differ; was or is may be nil.
func diff(was, is []field) (changes []Change) {
	for i := range max(len(was), len(is)) {
		var c Change
		if i < len(was) {
			c.Field, c.From = was[i].name, was[i].value
		}
		if i < len(is) {
			c.Field, c.To = is[i].name, is[i].value
		}
		if c.From != c.To {
			changes = append(changes, c)
		}
	}
	return changes
}

// shortText is the longest value that goes into the journal as it is, in bytes;
// of longer ones it holds the fact alone.
const shortText = 120

// note writes a version and the journal.
func note(tx *op.Tx, v Version) error {
	v.By, v.At = tx.By, tx.At
	prefix := ""
	if v.Part != "" {
		prefix = string(v.Part) + "."
		tx.Changed(string(v.Part), "", v.Name)
	}
	for _, c := range v.Changes {
		if len(c.From) > shortText || len(c.To) > shortText {
			c.From, c.To = "", ""
		}
		tx.Changed(prefix+c.Field, c.From, c.To)
	}
	return versions.Put(tx, &v)
}

// item is a part of a profile that is one of a list.
type item interface {
	mark() Mark
	label() string
	fields() []field
}

func (m Mark) mark() Mark { return m }

// find is the place of an item in its list, or a NotFound fault.
func find[T item](list []T, id string) (int, error) {
	i := slices.IndexFunc(list, func(x T) bool { return x.mark().ID.String() == id })
	if i < 0 {
		return i, fault.Missing("ska_item")
	}
	return i, nil
}

// stale is the refusal of a form that is older than what it is about.
func stale(yours, theirs int64) error {
	return fault.New(fault.Stale, "error.stale", fault.Args{"yours": yours, "theirs": theirs})
}

// At names an item of the profile of a centre.
type At struct {
	Centre  string `json:"centre" validate:"required,max=120"` // code or name
	Item    string `json:"item" validate:"max=26"`             // id; empty adds one
	Version int64  `json:"version" validate:"min=0"`           // of the item, that the form was opened with
}

// Removal takes an item out of a profile.
type Removal struct {
	At
	Part Part `json:"part" validate:"required,oneof=rooms equipment capacity trainees decrees"`
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func (b Basics) fields() []field {
	return []field{{"about", b.About}, {"address", b.Address}, {"phone", b.Phone}, {"email", b.Email}, {"hours", b.Hours}}
}

func (r Room) label() string { return r.Name }
func (r Room) fields() []field {
	return []field{{"building", r.Building}, {"name", r.Name}, {"area", number(r.Area)}, {"purpose", r.Purpose}, {"use", string(r.Use)}}
}

func (t Tool) label() string { return t.Name }
func (t Tool) fields() []field {
	return []field{
		{"name", t.Name},
		{"number", number(t.Number)},
		{"year", number(int64(t.Year))},
		{"condition", string(t.Condition)},
		{"needs", t.Needs},
		{"cost", number(t.Cost)},
	}
}

func (l Line) label() string { return l.Product }
func (l Line) fields() []field {
	return []field{{"product", l.Product}, {"per_month", number(l.PerMonth)}, {"unit", l.Unit}, {"note", l.Note}}
}

func (i Intake) label() string {
	if i.Half == 0 {
		return strconv.Itoa(i.Year)
	}
	return strconv.Itoa(i.Year) + "/" + strconv.Itoa(i.Half)
}

// fields tells only the sums: small groups stay out of the journal.
func (i Intake) fields() []field {
	return []field{{"period", i.label()}, {"total", number(i.Total())}}
}

func (d Decree) label() string { return d.Number }
func (d Decree) fields() []field {
	return []field{
		{"kind", string(d.Kind)},
		{"number", d.Number},
		{"date", d.Date.In(wib).Format(time.DateOnly)},
		{"title", d.Title},
		{"link", d.Link},
		{"file", d.File},
	}
}
