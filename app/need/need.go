// Package need is the register of what people and centres lack and nobody has
// built yet. Voices come from a public form of one sentence, from centres, and
// from searches that found nothing; requests that nobody could answer are
// counted and never typed. A curator groups voices into needs; what was said is
// shown to the public only after a curator has accepted it. Whether somebody
// builds an answer is read from the innovations that name the need.
package need

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

// Source is where a voice comes from.
type Source string

// The sources.
const (
	FromPublic Source = "public" // one sentence of anybody
	FromCentre Source = "centre"
	FromSearch Source = "search" // words that found nothing
)

// Sources lists the sources.
func Sources() []Source { return []Source{FromPublic, FromCentre, FromSearch} }

// State is how far an answer is. It is read from the innovations.
type State string

// The states.
const (
	Open     State = "open"
	Building State = "building" // a draft names it
	Answered State = "answered" // a published innovation does
)

// Need is something that is lacking, told by a curator in their own words.
type Need struct {
	ID        op.ID        `cbor:"1,keyasint" json:"id"`
	Slug      string       `cbor:"2,keyasint" json:"slug"` // as in /kebutuhan/{slug}; never used again
	Title     string       `cbor:"3,keyasint" json:"title"`
	Text      string       `cbor:"4,keyasint,omitempty" json:"text"`
	ISO       string       `cbor:"5,keyasint,omitempty" json:"iso"`    // ISO 9999, any level
	Models    []op.ID      `cbor:"6,keyasint,omitempty" json:"models"` // whose unmet requests say the same
	Voices    int64        `cbor:"7,keyasint,omitempty" json:"voices"` // that were grouped into it
	People    int64        `cbor:"8,keyasint,omitempty" json:"people"` // whom centres have counted
	Stems     string       `cbor:"9,keyasint,omitempty" json:"-"`      // of the title, parted by blanks
	At        time.Time    `cbor:"10,keyasint" json:"created_at"`
	By        policy.Actor `cbor:"11,keyasint" json:"-"`
	ChangedAt time.Time    `cbor:"12,keyasint" json:"changed_at"`
	Version   int64        `cbor:"13,keyasint" json:"version"`
}

const kind = "need"

var needs = storage.Table[Need]{
	Kind: kind,
	ID:   func(n *Need) storage.Key { return storage.NeedByID.Key().ID(n.ID) },
	Claims: func(n *Need) []storage.Claim {
		return []storage.Claim{{Key: slugKey(n.Slug), Field: "title"}}
	},
	Index: func(n *Need) []storage.Key {
		keys := []storage.Key{
			storage.NeedByCount.Key().Int(n.Voices).ID(n.ID),
			storage.NeedByTime.Key().Time(n.At).ID(n.ID),
		}
		for s := range strings.FieldsSeq(n.Stems) {
			keys = append(keys, storage.NeedByStem.Key().Text(s).ID(n.ID))
		}
		for _, m := range n.Models {
			keys = append(keys, storage.NeedByModel.Key().ID(m).ID(n.ID))
		}
		return keys
	},
}

func slugKey(slug string) storage.Key { return storage.NeedBySlug.Key().Text(slug) }

// ByID returns a need, or a NotFound fault.
func ByID(r storage.Reader, id op.ID) (Need, error) {
	n, ok, err := needs.Get(r, storage.NeedByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing(kind)
	}
	return n, err
}

// Known tells whether the register has a need; see innovation.ChooseNeeds.
func Known(r storage.Reader, id op.ID) (bool, error) {
	_, ok, err := needs.Get(r, storage.NeedByID.Key().ID(id))
	return ok, err
}

// Find returns the need that a text names by its slug or id, or a NotFound fault.
func Find(r storage.Reader, ref string) (Need, error) {
	if id, err := op.ParseID(ref); err == nil && !id.IsZero() {
		return ByID(r, id)
	}
	if ref == "" || len(ref) > 200 {
		return Need{}, fault.Missing(kind)
	}
	n, ok, err := needs.Find(r, slugKey(strings.ToLower(ref)))
	if err == nil && !ok {
		err = fault.Missing(kind)
	}
	return n, err
}

// Needs are the use cases of the register.
type Needs struct {
	d     *op.Deps
	ring  *beneficiary.Keyring
	stems func(text string) []string
	ear   ear
}

// New returns the use cases over d. ring veils words that were searched for too
// rarely to be read; stems brings the words of a text back to their roots, as the
// search of the catalogue does, and nil takes them as they are.
func New(d *op.Deps, ring *beneficiary.Keyring, stems func(string) []string) *Needs {
	if stems == nil {
		stems = innovation.PlainWords
	}
	return &Needs{d: d, ring: ring, stems: stems}
}

// fillers say nothing about what is lacking.
var fillers = []string{
	"ada", "agar", "alat", "atau", "bagi", "bantu", "belum", "bisa", "buat", "dan", "dapat", "dari", "dengan", "di", "for", "ingin", "ini", "itu", "kami", "ke", "mau",
	"of", "oleh", "orang", "pada", "perlu", "saya", "serta", "tidak", "the", "untuk", "yang",
}

// mostStems is how many roots of a text are compared.
const mostStems = 10

// roots are the stems that tell what a text is about, in order, each once.
func (s *Needs) roots(text string) []string {
	var list []string
	for _, w := range s.stems(text) {
		if len(w) >= 3 && !slices.Contains(fillers, w) && !strings.ContainsAny(w, "0123456789") {
			list = append(list, w)
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	return list[:min(len(list), mostStems)]
}

// hidden are characters that nobody sees: controls, marks that turn the direction
// of text around, and spaces of no width. They are taken out of what anybody may
// send.
var hidden = regexp.MustCompile(`[\x{0}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{2069}\x{feff}]`)

// plain is a sentence as it is kept: without what nobody sees, on one line.
func plain(text string) string {
	return strings.Join(strings.Fields(hidden.ReplaceAllString(text, " ")), " ")
}

// A link or an address sells something or leads away; a long run of digits is
// the number of a person. Neither belongs into a sentence about what is lacking.
var (
	link   = regexp.MustCompile(`(?i)https?:|javascript:|www\.|\S@\S|\b[a-z0-9-]+\.(com|net|org|id|io|co|info|biz|xyz|site|online|shop|me|ru|cn)\b`)
	digits = regexp.MustCompile(`\d[\d .-]{7,}\d`)
)

// unfit says why a text cannot be taken; nil when it can.
func unfit(name, text string) []fault.Field {
	switch {
	case link.MatchString(text):
		return []fault.Field{{Name: name, Key: "need.no_links"}}
	case digits.MatchString(text):
		return []fault.Field{{Name: name, Key: "need.no_numbers"}}
	}
	return nil
}

// province tells whether a code is that of a province. None is fine.
func province(code string) bool {
	book, err := reference.Load()
	if err != nil {
		return false
	}
	return code == "" || slices.ContainsFunc(book.Provinces(), func(r reference.Region) bool { return r.Code == code })
}
