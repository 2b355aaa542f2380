package catalogue

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"unicode/utf8"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/reference"
)

// Sort is the order of the results.
type Sort string

// The orders. ByRelevance puts those with every word in the title first, then
// those with some; of each the newest first. Without words it is ByNewest.
const (
	ByRelevance Sort = ""
	ByNewest    Sort = "newest"
	ByTitle     Sort = "title"
	ByReady     Sort = "ready"
)

// Sorts lists the orders.
func Sorts() []Sort { return []Sort{ByRelevance, ByNewest, ByTitle, ByReady} }

func (s Sort) ordering() ordering {
	switch s {
	case ByTitle:
		return alphabetical
	case ByReady:
		return readiest
	default:
		return newest
	}
}

// Query is what is looked for. Values of one filter add up, filters narrow.
type Query struct {
	Q            string   `json:"q"`
	Kind         []string `json:"kind"`
	Disabilities []string `json:"disabilities"`
	Centre       []string `json:"centre"`
	Province     []string `json:"province"`
	ISO          []string `json:"iso"`       // classes of ISO 9999, "12"
	Stages       []string `json:"readiness"` // see Stage
	Ready        bool     `json:"ready"`     // some are ready now
	Open         bool     `json:"open"`      // everybody may make it
	Sort         Sort     `json:"sort"`
	Cursor       string   `json:"cursor"`
	Limit        int      `json:"limit"` // entries, 1 to 100; 0 means 24
}

// The limits of a query.
const (
	MaxQuery  = 120 // letters
	maxValues = 20  // of one filter
	pageful   = 24
	maxPage   = 100
)

// filters are the values of each group that the query narrows by.
func (q Query) filters() [groups][]string {
	f := [groups][]string{
		byKind: q.Kind, byDisability: q.Disabilities, byCentre: q.Centre, byProvince: q.Province, byISO: q.ISO, byStage: q.Stages,
	}
	if q.Ready {
		f[byReady] = []string{"1"}
	}
	if q.Open {
		f[byOpen] = []string{"1"}
	}
	return f
}

// Narrowed tells whether the query asks for less than everything.
func (q Query) Narrowed() bool {
	f := q.filters()
	return q.Q != "" || slices.ContainsFunc(f[:], func(values []string) bool { return len(values) > 0 })
}

// check names what in the query cannot be: an overlong text, a value that does
// not exist.
func (q Query) check(known func(group, string) bool) error {
	var wrong []fault.Field
	blame := func(name, key string, args fault.Args) {
		wrong = append(wrong, fault.Field{Name: name, Key: key, Args: args})
	}
	if utf8.RuneCountInString(q.Q) > MaxQuery {
		blame("q", "field.max_letters", fault.Args{"param": MaxQuery})
	}
	for g, values := range q.filters() {
		if len(values) > maxValues {
			blame(groupNames[g], "field.max_items", fault.Args{"param": maxValues})
			continue
		}
		for _, v := range values {
			if !known(group(g), v) {
				blame(groupNames[g], "catalogue.unknown_value", nil)
				break
			}
		}
	}
	if !slices.Contains(Sorts(), q.Sort) {
		blame("sort", "field.oneof", nil)
	}
	if q.Limit < 0 || q.Limit > maxPage {
		blame("limit", "field.max", fault.Args{"param": maxPage})
	}
	if len(wrong) > 0 {
		return fault.InFields(wrong...)
	}
	return nil
}

var groupNames = [groups]string{
	byKind: "kind", byDisability: "disabilities", byCentre: "centre", byProvince: "province", byISO: "iso", byStage: "readiness",
	byReady: "ready", byOpen: "open",
}

// less is the query without one of its filters.
func (q Query) less(g group) Query {
	switch g {
	case byKind:
		q.Kind = nil
	case byDisability:
		q.Disabilities = nil
	case byCentre:
		q.Centre = nil
	case byProvince:
		q.Province = nil
	case byISO:
		q.ISO = nil
	case byStage:
		q.Stages = nil
	case byReady:
		q.Ready = false
	case byOpen:
		q.Open = false
	}
	return q
}

// knows tells whether a filter can have a value. A centre is known once it has
// an entry.
func (x *index) knows(g group, value string) bool {
	switch g {
	case byKind:
		return slices.Contains(Kinds(), value)
	case byDisability:
		_, ok := reference.DisabilityByCode(value)
		return ok
	case byProvince:
		book, err := reference.Load()
		if err != nil {
			return false
		}
		r, ok := book.Region(value)
		return ok && r.Level == reference.Province
	case byISO:
		book, err := reference.Load()
		if err != nil {
			return false
		}
		_, ok := book.ISO9999(value)
		return ok && len(value) == 2
	case byStage:
		return slices.Contains(Stages(), Stage(value))
	case byCentre:
		_, ok := x.facets.number[facet{g, value}]
		return ok
	default:
		return true
	}
}

// cursor is the place of an entry at the edge of a page, and which way the page
// goes on from it. It says its order, so that it fits no other list.
func writeCursor(s Sort, p place, back bool) string {
	way := byte('n')
	if back {
		way = 'p'
	}
	b := append([]byte{way, byte(s.ordering()), p.tier}, p.id[:]...)
	b = binary.AppendVarint(b, p.num)
	return base64.RawURLEncoding.EncodeToString(append(b, p.text...))
}

func readCursor(s Sort, cursor string) (p place, back bool, err error) {
	const head = 3 + len(op.ID{})
	bad := fault.InField("cursor", "field.cursor", nil)
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) < head+1 || len(raw) > 1024 || !bytes.ContainsRune([]byte("np"), rune(raw[0])) || raw[1] != byte(s.ordering()) || raw[2] > lastTier {
		return p, false, bad
	}
	p.tier = raw[2]
	copy(p.id[:], raw[3:])
	num, n := binary.Varint(raw[head:])
	if n <= 0 {
		return p, false, bad
	}
	p.num, p.text = num, string(raw[head+n:])
	return p, raw[0] == 'p', nil
}
