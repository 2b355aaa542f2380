package catalogue

import (
	"fmt"
	"math"
	"strings"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/stock"
)

// record is an entry as the index keeps it, in less than half the room: its texts
// stand in one string, and what many entries have in common is kept once.
type record struct {
	id, innovation     op.ID
	text               string
	ends               [texts]uint32 // where each text ends in it
	nature             *nature
	home               *home
	photo              *innovation.Photo // without what is its own
	published, changed stamp
	supply             stock.Supply
	recalled           bool
}

// The texts of a record.
const (
	codeText = iota
	slugText
	titleText
	summaryText
	photoText // its hash
	altText
	foldedText // the title, as it sorts
	titleENText
	summaryENText
	texts
)

// nature is what an entry is, and home where it comes from.
type (
	nature struct {
		kindOf       Type
		kind, iso    string
		tkt          int
		open         bool
		disabilities []string
	}
	home struct{ centre, name, province string }
)

// stamp is an instant in nanoseconds since 1970; never stands for none.
type stamp int64

const never = stamp(math.MinInt64 + 1) // which can be negated

func stampOf(t time.Time) stamp {
	if t.IsZero() {
		return never
	}
	return stamp(t.UnixNano())
}

func (s stamp) time() time.Time {
	if s == never {
		return time.Time{}
	}
	return time.Unix(0, int64(s)).UTC()
}

// shares is what records have in common.
type shares struct {
	natures map[string]*nature
	homes   map[home]*home
	photos  map[string]*innovation.Photo
}

func newShares() shares {
	return shares{map[string]*nature{}, map[home]*home{}, map[string]*innovation.Photo{}}
}

// record makes the record of an entry; fold is its title as it sorts.
func (s *shares) record(e *Entry, fold string) record {
	r := record{
		id: e.ID, innovation: e.Innovation, published: stampOf(e.PublishedAt), changed: stampOf(e.ChangedAt),
		supply: e.Supply, recalled: e.Recalled,
	}
	n := nature{e.Type, e.Kind, e.ISO, e.TKT, e.Open, e.Disabilities}
	r.nature = once(s.natures, fmt.Sprint(n), n)
	h := home{e.Centre, e.CentreName, e.Province}
	r.home = once(s.homes, h, h)
	p := e.Photo
	p.Hash, p.Alt = "", ""
	r.photo = once(s.photos, fmt.Sprint(p), p)
	var all strings.Builder
	for i, text := range [texts]string{e.Code, e.Slug, e.Title, e.Summary, e.Photo.Hash, e.Photo.Alt, fold, e.TitleEN, e.SummaryEN} {
		all.WriteString(text)
		r.ends[i] = uint32(all.Len())
	}
	r.text = strings.Clone(all.String()) // without the room to grow
	return r
}

// once is the one copy of a value.
func once[K comparable, V any](kept map[K]*V, key K, value V) *V {
	if v := kept[key]; v != nil {
		return v
	}
	kept[key] = &value
	return &value
}

// part is one of the texts.
func (r *record) part(n int) string {
	from := uint32(0)
	if n > 0 {
		from = r.ends[n-1]
	}
	return r.text[from:r.ends[n]]
}

// entry is what the record was made of, but for the words that were indexed.
func (r *record) entry() Entry {
	e := Entry{
		ID: r.id, Type: r.nature.kindOf, Code: r.part(codeText), Slug: r.part(slugText), Title: r.part(titleText),
		Summary: r.part(summaryText), Kind: r.nature.kind, Disabilities: r.nature.disabilities, Centre: r.home.centre,
		CentreName: r.home.name, Province: r.home.province, TKT: r.nature.tkt, ISO: r.nature.iso, Open: r.nature.open, Photo: *r.photo,
		PublishedAt: r.published.time(), ChangedAt: r.changed.time(), Innovation: r.innovation, Supply: r.supply, Recalled: r.recalled,
	}
	e.Photo.Hash, e.Photo.Alt = r.part(photoText), r.part(altText)
	e.TitleEN, e.SummaryEN = r.part(titleENText), r.part(summaryENText)
	return e
}
