package handlers

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

func TestEveryPublicListIsAFileInTwoFormats(t *testing.T) {
	h := wholly(t)
	h.publishedAs("=HYPERLINK(1) alat")
	page := h.get(public0, "/data")
	for _, d := range dataSets() {
		got := h.get(public0, "/data/"+d.name+".csv")
		rows, err := csv.NewReader(strings.NewReader(got.body)).ReadAll()
		if err != nil || got.status != 200 || len(rows) < 2 && d.name != "angka-inovasi" { // nothing is handed over yet
			t.Fatalf("%s.csv = %d, %d rows, %v", d.name, got.status, len(rows), err)
		}
		var list []map[string]any
		if err := json.Unmarshal([]byte(h.get(public0, "/data/"+d.name+".json").body), &list); err != nil || len(list) != len(rows)-1 {
			t.Errorf("%s.json has %d items for %d rows, %v", d.name, len(list), len(rows)-1, err)
		}
		for i, name := range d.columns {
			if rows[0][i] != name {
				t.Errorf("%s: column %d is %s, want %s", d.name, i, rows[0][i], name)
			}
			if len(list) == 0 {
				continue
			}
			if _, ok := list[0][name]; !ok {
				t.Errorf("%s.json lacks %s", d.name, name)
			}
		}
		for _, row := range rows[1:] {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
					t.Errorf("%s: a spreadsheet would run %q", d.name, cell)
				}
			}
		}
		if !strings.Contains(page.body, `href="/data/`+d.name+`.csv"`) || strings.Contains(got.body, "Rencana rahasia") {
			t.Errorf("%s is not on /data, or tells of a draft", d.name)
		}
	}
	if got := h.get(public0, "/data/alat.csv").body; !strings.Contains(got, "available,1,0,,false") || strings.Contains(got, "A1") {
		t.Errorf("the models tell something else than their pages: %s", got)
	}
	for _, path := range []string{"/data/rahasia.csv", "/data/inovasi.xlsx", "/data/inovasi", "/data/..%2f.csv", "/sitemap/1.xml", "/sitemap/x.xml"} {
		if got := h.get(public0, path); got.status != 404 {
			t.Errorf("%s = %d, want 404", path, got.status)
		}
	}
}

func TestAListIsSentAgainOnlyWhenItHasChanged(t *testing.T) {
	h := supplied(t)
	first := h.get(public0, "/data/inovasi.csv")
	tag := first.header.Get("ETag")
	same := h.send(get, "/data/inovasi.csv", "", "If-None-Match", tag)
	if tag == "" || same.status != 304 || same.body != "" {
		t.Errorf("the same list again = %d with %d bytes, tag %q", same.status, len(same.body), tag)
	}
	h.publishedAs("Kursi mandi")
	if again := h.send(get, "/data/inovasi.csv", "", "If-None-Match", tag); again.status != 200 || !strings.Contains(again.body, "Kursi mandi") {
		t.Errorf("a longer list = %d", again.status)
	}
	staff := h.get(manager, "/data/alat.csv")
	if nobody := h.get(public0, "/data/alat.csv"); staff.body != nobody.body {
		t.Error("what is kept for everybody depends on who asked first")
	}
}

func TestTheCatalogueOfTheListsIsDCAT(t *testing.T) {
	h := supplied(t)
	var told struct {
		Type     string `json:"@type"`
		Datasets []struct {
			Type         string `json:"@type"`
			Distribution []struct {
				URL struct {
					ID string `json:"@id"`
				} `json:"dcat:downloadURL"`
			} `json:"dcat:distribution"`
		} `json:"dcat:dataset"`
	}
	got := h.get(public0, "/data/katalog.jsonld")
	if err := json.Unmarshal([]byte(got.body), &told); err != nil || told.Type != "dcat:Catalog" || len(told.Datasets) != len(dataSets()) {
		t.Fatalf("katalog.jsonld = %d %q %d sets, %v", got.status, told.Type, len(told.Datasets), err)
	}
	for _, d := range told.Datasets {
		for _, file := range d.Distribution {
			if got := h.get(public0, strings.TrimPrefix(file.URL.ID, "https://lumbung.example")); got.status != 200 {
				t.Errorf("%s = %d", file.URL.ID, got.status)
			}
		}
	}
}

func TestWhatASearchFindsIsAFileToo(t *testing.T) {
	h := supplied(t)
	h.run([]scenario{
		{name: "all", path: "/katalog.csv", status: 200, want: []string{"type,code,url", "Tongkat adaptif", "https://lumbung.example/alat/kursi-roda-sr-1"}, unwant: []string{"Rencana rahasia"}},
		{name: "searched", path: "/katalog.csv?q=tongkat", status: 200, want: []string{"Tongkat adaptif"}, unwant: []string{"kursi-roda"}},
		{name: "linked", path: "/katalog?q=tongkat", status: 200, want: []string{`href="/katalog.csv?q=tongkat"`}},
		{name: "unknown filter", path: "/katalog.csv?jenis=sulap", status: 422},
		{name: "endless", path: "/katalog.csv?q=" + strings.Repeat("x", 10_000), status: 422},
	})
}

func TestTheFeedTellsOfTheNewTheUpdatedAndTheRecalled(t *testing.T) {
	h := supplied(t)
	_, err := h.app.Stock.OpenRecall(h.ctx(as(policy.Ministry, "")), stock.NewRecall{
		Model: "kursi-roda-sr-1", Scope: "model", Risk: stock.RiskHigh, Reason: "Baut rem <dapat> lepas.",
		Instruction: "Berhenti memakai kursi ini.", Contact: "(0271) 000 000", DecidedBy: "Kepala Sentra Contoh",
	})
	if err != nil {
		t.Fatal(err)
	}
	got := h.get(public0, "/feed.atom")
	var f atomFeed
	if err := xml.Unmarshal([]byte(got.body), &f); err != nil || got.status != 200 {
		t.Fatalf("feed.atom = %d, %v", got.status, err)
	}
	seen, terms := map[string]bool{}, map[string]int{}
	for _, e := range f.Entries {
		if seen[e.ID] {
			t.Errorf("two entries are called %s", e.ID)
		}
		seen[e.ID] = true
		terms[e.Category.Term]++
		if page := h.get(public0, strings.TrimPrefix(e.Link.Href, "https://lumbung.example")); page.status != 200 {
			t.Errorf("%s leads to %d", e.Link.Href, page.status)
		}
	}
	if terms["new"] < 3 || terms["recalled"] != 1 || strings.Contains(got.body, "Rencana rahasia") {
		t.Errorf("the feed has %v", terms)
	}
	if empty := newHarness(t).get(public0, "/feed.atom"); empty.status != 200 {
		t.Errorf("an empty feed = %d", empty.status)
	}
}

func TestALongMapIsSplitIntoPartsOfAnIndex(t *testing.T) {
	h := supplied(t)
	files, err := h.server.sitemapFiles(t.Context(), "https://lumbung.example", 10)
	if err != nil {
		t.Fatal(err)
	}
	var index sitemapIndex
	if err := xml.Unmarshal(files[0].data.small.Bytes(), &index); err != nil || len(index.Parts) != len(files)-1 || len(files) < 4 {
		t.Fatalf("%d parts in the index, %d files, %v", len(index.Parts), len(files), err)
	}
	locs := map[string]bool{}
	for i, f := range files[1:] {
		var m sitemap
		if err := xml.Unmarshal(f.data.small.Bytes(), &m); err != nil || len(m.Pages) == 0 || len(m.Pages) > 10 {
			t.Fatalf("part %d: %d pages, %v", i+1, len(m.Pages), err)
		}
		for _, p := range m.Pages {
			if locs[p.Loc] {
				t.Errorf("%s stands twice", p.Loc)
			}
			locs[p.Loc] = true
		}
	}
	for _, want := range []string{"/alat/kursi-roda-sr-1", "/en/inovasi/tongkat-adaptif", "/en/data"} {
		if !locs["https://lumbung.example"+want] {
			t.Errorf("the map lacks %s", want)
		}
	}
}

func TestWhatWasOnceOnTheMapNeverGoesMissing(t *testing.T) {
	h := supplied(t)
	before := h.mapped()
	rec, err := h.app.Innovations.See(h.ctx(manager), "kursi-roda-elektrik")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Innovations.Archive(h.ctx(manager), innovation.Closing{Innovation: rec.Slug, Version: rec.Version, Reason: "Diganti."}); err != nil {
		t.Fatal(err)
	}
	m, err := h.app.Stock.Model(h.ctx(manager), "kursi-roda-sr-1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Stock.ChangeModel(h.ctx(manager), stock.ModelDetails{Model: m.Model.Slug, Name: "Nama baru", Tracking: m.Model.Tracking, Version: m.Model.Version}); err != nil {
		t.Fatal(err)
	}
	for _, path := range before {
		if got := h.get(public0, path); got.status != 200 {
			t.Errorf("%s = %d after it was archived or renamed", path, got.status)
		}
	}
	after := strings.Join(h.mapped(), "\n")
	if strings.Contains(after, "kursi-roda-elektrik") || !strings.Contains(after, "/alat/kursi-roda-sr-1") {
		t.Errorf("crawlers are led to what is archived, or no longer to what was renamed:\n%s", after)
	}
}

// mapped are the paths of the map.
func (h *harness) mapped() (paths []string) {
	h.t.Helper()
	var m sitemap
	if err := xml.Unmarshal([]byte(h.get(public0, "/sitemap.xml").body), &m); err != nil {
		h.t.Fatal(err)
	}
	for _, p := range m.Pages {
		paths = append(paths, strings.TrimPrefix(p.Loc, "https://lumbung.example"))
	}
	return paths
}

func TestALongFileIsNotMadeForEachWhoAsks(t *testing.T) {
	made := 0
	k := &kept[int]{}
	slow := func() (int, error) { made++; time.Sleep(2 * keptQuick); return made, nil }
	for turn := range uint64(5) {
		if n, err := k.get(turn, slow); n != 1 || err != nil {
			t.Fatalf("turn %d: made %d times, %v", turn, n, err)
		}
	}
	quick := &kept[int]{}
	for turn := range uint64(5) {
		if n, _ := quick.get(turn, func() (int, error) { return int(turn), nil }); n != int(turn) {
			t.Errorf("turn %d gives that of turn %d", turn, n)
		}
	}
	if _, err := quick.get(9, func() (int, error) { return 0, io.ErrUnexpectedEOF }); err == nil {
		t.Error("a failure was kept for a value")
	}
}

func TestAFileThatIsLongIsSentWhole(t *testing.T) {
	h := newHarness(t)
	long := strings.Repeat("baris panjang\n", spoolInMemory/10)
	h.server.files["/data/panjang.csv"] = &kept[*file]{value: &file{kind: "text/csv"}, there: true, turn: h.server.shelf.now()}
	f := h.server.files["/data/panjang.csv"].value
	if err := f.write(func(out io.Writer) error { _, err := fmt.Fprint(out, long); return err }); err != nil {
		t.Fatal(err)
	}
	if f.data.file == nil {
		t.Fatal("it still lies in memory")
	}
	for range 2 { // it is read by many
		got, err := io.ReadAll(io.NewSectionReader(f.data.file, 0, int64(f.data.size)))
		if err != nil || string(got) != long {
			t.Fatalf("%d bytes of %d, %v", len(got), len(long), err)
		}
	}
}
