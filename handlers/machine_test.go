package handlers

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"html"
	"image/jpeg"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/need"
	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/app/replication"
	"lumbung/app/ska"
	"lumbung/app/stock"
)

// here is the public address of the harness of supplied.
const here = "https://lumbung.example"

// wholly is a program in which each kind of public record can be found.
func wholly(t *testing.T) *harness {
	t.Helper()
	h := supplied(t)
	h.needed(6)
	h.offers("Kopi contoh")
	_, err := h.app.SKA.Describe(h.ctx(skaManager), ska.Description{
		Centre: soeharso, About: `Bengkel </script><script>alert(1)</script> & "kafe"`, Address: "Jalan Contoh 1", Phone: "(0271) 000-000", Hours: "Senin–Jumat 08.00–16.00 WIB",
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.SKA.Offer(h.ctx(skaManager), ska.TermsForm{
		Offering: "kopi-contoh", Title: "Kopi contoh", Kind: ska.Product, Line: "cafe", Text: "Kopi </script>", Place: "Galeri", Hours: "Setiap hari 08.00–16.00",
		Phone: "0271 000", PriceFrom: 15_000, Per: "cangkir", Available: true,
	}); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		told(h.app.SKA.SetRoom(h.ctx(skaManager), ska.RoomForm{At: ska.At{Centre: soeharso}, Name: "Ruang batik", Area: 60, Use: ska.InUse})),
		told(h.app.SKA.SetTool(h.ctx(skaManager), ska.ToolForm{At: ska.At{Centre: soeharso}, Name: "=Mesin las", Number: 2, Condition: ska.Good})),
		told(h.app.SKA.SetLine(h.ctx(skaManager), ska.LineForm{At: ska.At{Centre: soeharso}, Product: "Batik", PerMonth: 80, Unit: "potong"})),
		told(h.app.SKA.SetIntake(h.ctx(skaManager), ska.IntakeForm{At: ska.At{Centre: soeharso}, Year: 2026, Women: 3, Men: 24, Physical: 24, Visual: 3})),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	p, err := h.app.Replications.Ask(h.ctx(manager2), replication.NewReplication{Innovation: "kursi-roda-elektrik", Form: replication.Full})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Replications.Answer(h.ctx(manager), replication.Reply{Replication: p.ID.String(), Decision: replication.Accept, Contact: "Bengkel"}); err != nil {
		t.Fatal(err)
	}
	return h
}

func told[T any](_ T, err error) error { return err }

// sitemapOf are the pages of the map by their path.
func (h *harness) sitemapOf() map[string]mapPage {
	h.t.Helper()
	var m struct {
		Pages []struct {
			Loc   string `xml:"loc"`
			Mod   string `xml:"lastmod"`
			Langs []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(h.get(public0, "/sitemap.xml").body), &m); err != nil {
		h.t.Fatal(err)
	}
	pages := map[string]mapPage{}
	for _, p := range m.Pages {
		x := mapPage{Loc: p.Loc, Mod: p.Mod}
		for _, l := range p.Langs {
			x.Langs = append(x.Langs, mapLang{Lang: l.Lang, Href: l.Href})
		}
		path := strings.TrimPrefix(p.Loc, here)
		if path == "" {
			path = "/"
		}
		pages[path] = x
	}
	return pages
}

var (
	canonicalTag = regexp.MustCompile(`<link rel="canonical" href="([^"]*)">`)
	alternateTag = regexp.MustCompile(`<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">`)
	imageTag     = regexp.MustCompile(`property="og:image" content="([^"]*)"`)
	linkedData   = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)
)

func TestThePagesOfEachKindOfRecordAreOnTheMapWithTheirLastChange(t *testing.T) {
	h := wholly(t)
	pages := h.sitemapOf()
	for _, path := range []string{
		"/inovasi/kursi-roda-elektrik", "/inovasi/kursi-roda-elektrik/replikasi", "/alat/kursi-roda-sr-1", "/sentra/soeharso", "/ska/soeharso", "/produk/kopi-contoh", "/kebutuhan/ramp-lipat",
	} {
		for _, at := range []string{path, "/en" + path} {
			p, ok := pages[at]
			mod, err := time.Parse(time.RFC3339, p.Mod)
			if !ok || err != nil || mod.After(noon.Add(time.Hour)) || mod.Before(noon.AddDate(0, 0, -1)) {
				t.Errorf("%s is on the map: %v, last changed %q, %v", at, ok, p.Mod, err)
			}
		}
	}
	if _, ok := pages["/inovasi/tongkat-adaptif/replikasi"]; ok {
		t.Error("crawlers are led to a page of a spread that has nothing to tell")
	}
}

func TestEveryPageOfTheMapNamesItsOneAddressAndItsOtherLanguage(t *testing.T) {
	h := wholly(t)
	pages := h.sitemapOf()
	for path, p := range pages {
		mark := "?"
		body := h.get(public0, path+mark+"utm_source=x&fbclid=y").body
		m := canonicalTag.FindStringSubmatch(body)
		if m == nil || m[1] != p.Loc && m[1] != p.Loc+"/" {
			t.Errorf("%s calls itself %v, the map calls it %s", path, m, p.Loc)
		}
		var told []mapLang
		for _, a := range alternateTag.FindAllStringSubmatch(body, -1) {
			told = append(told, mapLang{Lang: a[1], Href: a[2]})
		}
		if !slices.Equal(told, p.Langs) {
			t.Errorf("%s: the page names %v, the map %v", path, told, p.Langs)
		}
		for _, l := range p.Langs {
			other, ok := pages[pathOf(l.Href)]
			if !ok || !slices.Equal(other.Langs, p.Langs) {
				t.Errorf("%s names %s, which does not name it back", path, l.Href)
			}
		}
	}
}

func pathOf(address string) string {
	if path := strings.TrimPrefix(address, here); path != "" {
		return path
	}
	return "/"
}

func TestEachKindOfPageHasALargePictureForSharing(t *testing.T) {
	h := wholly(t)
	for _, path := range []string{
		"/", "/katalog", "/inovasi/kursi-roda-elektrik", "/inovasi/kursi-roda-elektrik/replikasi", "/alat/kursi-roda-sr-1", "/sentra/soeharso", "/ska/soeharso", "/produk/kopi-contoh",
		"/kebutuhan/ramp-lipat", "/data", "/en/produk/kopi-contoh",
	} {
		m := imageTag.FindStringSubmatch(h.get(public0, path).body)
		if m == nil || !strings.HasPrefix(m[1], here+"/kartu/") {
			t.Errorf("%s has the picture %v", path, m)
			continue
		}
		got := h.get(public0, strings.TrimPrefix(html.UnescapeString(m[1]), here))
		pic, err := jpeg.DecodeConfig(strings.NewReader(got.body))
		if err != nil || pic.Width != 1200 || pic.Height != 630 || !strings.Contains(got.header.Get("Cache-Control"), "immutable") {
			t.Errorf("the picture of %s = %d, %d by %d, %v", path, got.status, pic.Width, pic.Height, err)
		}
	}
}

// required are what a thing of a type must say, after Google's and schema.org's
// own examples.
var required = map[string][]string{
	"Product":                   {"name", "url", "image"},
	"Service":                   {"name", "url", "provider"},
	"CreativeWork":              {"name", "url", "description"},
	"GovernmentOrganization":    {"name"},
	"Place":                     {},
	"PostalAddress":             {"addressCountry"},
	"Offer":                     {"price", "priceCurrency", "availability"},
	"AggregateOffer":            {"lowPrice", "highPrice", "priceCurrency"},
	"UnitPriceSpecification":    {"price", "priceCurrency"},
	"OpeningHoursSpecification": {"dayOfWeek", "opens", "closes"},
	"DataCatalog":               {"name", "description", "dataset"},
	"Dataset":                   {"name", "description", "license", "creator", "distribution", "dateModified"},
	"DataDownload":              {"contentUrl", "encodingFormat"},
	"PeopleAudience":            {"audienceType"},
	"ProductGroup":              {"name", "url"},
}

func TestWhatPagesTellMachinesIsWholeAndNothingRuns(t *testing.T) {
	h := wholly(t)
	h.server.opt.Licence = "CC-BY-4.0"
	for path, kind := range map[string]string{
		"/inovasi/kursi-roda-elektrik": "Product", "/alat/kursi-roda-sr-1": "Product", "/sentra/soeharso": "GovernmentOrganization", "/ska/soeharso": "GovernmentOrganization",
		"/produk/kopi-contoh": "Product", "/en/ska/soeharso": "GovernmentOrganization", "/en/produk/kopi-contoh": "Product",
	} {
		blocks := linkedData.FindAllStringSubmatch(h.get(public0, path).body, -1)
		if len(blocks) != 1 {
			t.Errorf("%s has %d blocks of linked data", path, len(blocks))
			continue
		}
		var told map[string]any
		if err := json.Unmarshal([]byte(blocks[0][1]), &told); err != nil {
			t.Errorf("%s: %v in %s", path, err, blocks[0][1])
			continue
		}
		if told["@type"] != kind || told["@context"] != "https://schema.org" {
			t.Errorf("%s is %v in %v", path, told["@type"], told["@context"])
		}
		sound(t, path, told)
	}
	var lists map[string]any
	if err := json.Unmarshal([]byte(linkedData.FindStringSubmatch(h.get(public0, "/data").body)[1]), &lists); err != nil {
		t.Fatal(err)
	}
	for _, x := range lists["dataset"].([]any) {
		if d := x.(map[string]any); d["name"] != "Angka setiap inovasi" { // nothing is handed over yet
			sound(t, "/data", d)
		}
	}
	if got := h.get(public0, "/ska/soeharso").body; strings.Contains(got, "<script>alert") || !strings.Contains(got, `"opens":"08:00"`) {
		t.Error("the SKA runs a script, or does not tell when it is open")
	}
	if got := h.get(public0, "/produk/kopi-contoh").body; !strings.Contains(got, `"price":"15000"`) || !strings.Contains(got, "schema.org/InStock") {
		t.Errorf("the product tells no price: %s", linkedData.FindString(got))
	}
}

// sound looks through linked data for what is missing and for addresses that are
// not whole.
func sound(t *testing.T, at string, x any) {
	t.Helper()
	switch x := x.(type) {
	case []any:
		for _, y := range x {
			sound(t, at, y)
		}
	case map[string]any:
		kind, _ := x["@type"].(string)
		needs, known := required[kind]
		if !known {
			t.Errorf("%s: nobody looks after %q: %v", at, kind, x)
		}
		for _, name := range needs {
			if v := x[name]; v == nil || v == "" {
				t.Errorf("%s: %s lacks %s", at, kind, name)
			}
		}
		for name, v := range x {
			if text, ok := v.(string); ok && slices.Contains([]string{"@id", "url", "image", "contentUrl", "license"}, name) {
				if u, err := url.Parse(text); err != nil || u.Scheme != "https" || u.Host == "" {
					t.Errorf("%s: %s of %s is %q", at, name, kind, text)
				}
			}
			sound(t, at, v)
		}
	}
}

func TestWhatWasOncePublicNeverAnswersNotFound(t *testing.T) {
	h := wholly(t)
	paths := []string{"/inovasi/kursi-roda-elektrik/versi/1", "/inovasi/kursi-roda-elektrik/angka", "/alat/kursi-roda-sr-1/angka"}
	for path := range h.sitemapOf() {
		if first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "/en"), "/"), "/"); slices.Contains([]string{"inovasi", "alat", "ska", "produk", "kebutuhan"}, first) {
			paths = append(paths, path)
		}
	}
	paths = append(paths, "/sentra/soeharso", "/sentra/Sentra%20Terpadu%20Prof.%20Dr.%20Soeharso", "/en/sentra/meohai", "/ska/meohai")
	for _, path := range slices.Clone(paths) {
		body := h.get(public0, path).body
		paths = append(paths, regexp.MustCompile(`/(?:gambar|kartu)/[^"\s?&]+`).FindAllString(body, -1)...)
	}
	versions := h.get(public0, "/inovasi/kursi-roda-elektrik").body
	for _, m := range regexp.MustCompile(`href="(/inovasi/[^"]*/versi/\d+)"`).FindAllStringSubmatch(versions, -1) {
		paths = append(paths, m[1], "/en"+m[1])
	}
	slices.Sort(paths)
	paths = slices.Compact(paths)
	before := map[string]int{}
	for _, path := range paths {
		before[path] = h.get(public0, path).status
	}
	h.ended()
	for _, path := range paths {
		if got := h.get(public0, path); before[path] != 404 && (got.status == 404 || got.status >= 500) {
			t.Errorf("%s answered %d, and %d after its record had ended", path, before[path], got.status)
		}
	}
	if len(paths) < 35 {
		t.Errorf("only %d addresses were looked at: %v", len(paths), paths)
	}
}

// ended brings every public record to an end: archived, recalled, renamed,
// merged, its photos taken off.
func (h *harness) ended() {
	h.t.Helper()
	must := func(err error) {
		h.t.Helper()
		if err != nil {
			h.t.Fatal(err)
		}
	}
	head := as(policy.Ministry, "")
	rec, err := h.app.Innovations.See(h.ctx(manager), "kursi-roda-elektrik")
	must(err)
	_, err = h.app.Innovations.Withdraw(h.ctx(head), innovation.RecallOrder{Innovation: rec.Slug, Reason: "Baut lepas."})
	must(err)
	rec, err = h.app.Innovations.See(h.ctx(manager), "tongkat-adaptif")
	must(err)
	_, err = h.app.Innovations.Archive(h.ctx(manager), innovation.Closing{Innovation: rec.Slug, Version: rec.Version, Reason: "Diganti."})
	must(err)
	_, err = h.app.Stock.OpenRecall(h.ctx(head), stock.NewRecall{
		Model: "kursi-roda-sr-1", Scope: "model", Risk: stock.RiskHigh, Reason: "Baut lepas.", Instruction: "Berhenti memakai.", Contact: "(0271) 000 000", DecidedBy: "Kepala",
	})
	must(err)
	m, err := h.app.Stock.Model(h.ctx(manager), "kursi-roda-sr-1")
	must(err)
	_, err = h.app.Stock.ChangeModel(h.ctx(manager), stock.ModelDetails{Model: m.Model.Slug, Name: "Nama lain", Tracking: m.Model.Tracking, Version: m.Model.Version})
	must(err)
	o, err := h.app.SKA.Offering(h.ctx(skaManager), "kopi-contoh")
	must(err)
	_, err = h.app.SKA.Archive(h.ctx(skaManager), ska.Closing{Step: ska.Step{Offering: o.Slug, Version: o.Version}, Reason: "Habis"})
	must(err)
	_, err = h.app.SKA.ChangeOfferingPhoto(h.ctx(skaManager), ska.OfferingPhotoChange{Offering: o.Slug, Hash: o.Photos[0].Hash, Alt: "x", Remove: true})
	must(err)
	x, err := h.app.Needs.One(h.ctx(curator), "ramp-lipat")
	must(err)
	_, err = h.app.Needs.Reword(h.ctx(curator), need.Rewording{Need: x.Slug, Version: x.Need.Version, Title: "Tanjakan lipat", Text: "Lain"})
	must(err)
	for code, into := range map[string]string{soeharso: meohai, meohai: ""} {
		c, err := h.app.Centres.One(h.ctx(head), code)
		must(err)
		in := network.Details{Code: c.Code, Version: c.Version, Name: "Sentra bernama lain " + code, Type: string(c.Type), Region: c.Region, Aliases: append(c.Aliases, c.Name), MergedInto: into}
		if into != "" {
			in.ValidTo = "2026-11-01"
		}
		_, err = h.app.Centres.Change(h.ctx(as(policy.Admin, "")), in)
		must(err)
	}
}

func TestAnotherNameOfARecordLeadsToItsOneAddress(t *testing.T) {
	h := wholly(t)
	rec, err := h.app.Innovations.BySlug(h.t.Context(), "kursi-roda-elektrik")
	if err != nil {
		t.Fatal(err)
	}
	o, err := h.app.SKA.Offering(h.t.Context(), "kopi-contoh")
	if err != nil {
		t.Fatal(err)
	}
	m, err := h.app.Stock.Model(h.t.Context(), "kursi-roda-sr-1")
	if err != nil {
		t.Fatal(err)
	}
	x, err := h.app.Needs.One(h.t.Context(), "ramp-lipat")
	if err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{
		"/inovasi/" + rec.Code:                       "/inovasi/kursi-roda-elektrik",
		"/inovasi/" + rec.ID.String() + "/replikasi": "/inovasi/kursi-roda-elektrik/replikasi",
		"/inovasi/" + rec.ID.String() + "/angka":     "/inovasi/kursi-roda-elektrik/angka",
		"/alat/" + m.Model.ID.String():               "/alat/kursi-roda-sr-1",
		"/alat/" + m.Model.ID.String() + "/angka":    "/alat/kursi-roda-sr-1/angka",
		"/produk/" + o.ID.String():                   "/produk/kopi-contoh",
		"/produk/Kopi-Contoh":                        "/produk/kopi-contoh",
		"/kebutuhan/" + x.ID.String():                "/kebutuhan/ramp-lipat",
		"/en/produk/" + o.ID.String():                "/en/produk/kopi-contoh",
		"/en/inovasi/" + rec.Code:                    "/en/inovasi/kursi-roda-elektrik",
	} {
		if got := h.get(public0, from); got.status != 301 || got.header.Get("Location") != to {
			t.Errorf("%s = %d to %s, want %s", from, got.status, got.header.Get("Location"), to)
		}
	}
}

func TestTheFeedIsAtomWithNamesThatStay(t *testing.T) {
	h := wholly(t)
	read := func() (f struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  []struct {
			Name string `xml:"name"`
		} `xml:"author"`
		Links []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
			Category struct {
				Term string `xml:"term,attr"`
			} `xml:"category"`
		} `xml:"entry"`
	},
	) {
		if err := xml.Unmarshal([]byte(h.get(public0, "/feed.atom").body), &f); err != nil {
			t.Fatal(err)
		}
		return f
	}
	first := read()
	if first.ID != here+"/feed.atom" || first.Title == "" || len(first.Author) != 1 || first.Author[0].Name == "" || first.Links[0].Rel != "self" || first.Links[0].Href != first.ID {
		t.Errorf("the head of the feed is %+v", first)
	}
	if _, err := time.Parse(time.RFC3339, first.Updated); err != nil || len(first.Entries) < 3 {
		t.Errorf("updated %q with %d entries", first.Updated, len(first.Entries))
	}
	was := map[string]bool{}
	for _, e := range first.Entries {
		if u, err := url.Parse(e.ID); err != nil || !u.IsAbs() || e.Title == "" || e.Link.Href == "" || was[e.ID] {
			t.Errorf("entry %+v, %v", e, err)
		}
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil {
			t.Error(err)
		}
		was[e.ID] = true
	}
	h.publishedAs("Kursi mandi")
	kept, more := 0, 0
	for _, e := range read().Entries {
		if was[e.ID] {
			kept++
		} else {
			more++
		}
	}
	if kept != len(first.Entries) || more != 1 {
		t.Errorf("after one more was published, %d entries of %d kept their names and %d are new", kept, len(first.Entries), more)
	}
}

func TestEveryColumnOfEveryListIsDescribedUnderALicence(t *testing.T) {
	h := wholly(t)
	h.server.opt.Licence = "CC-BY-4.0"
	got := h.get(public0, "/data/katalog.jsonld")
	var told struct {
		Datasets []struct {
			ID       string         `json:"dct:identifier"`
			Licence  map[string]any `json:"dct:license"`
			Modified map[string]any `json:"dct:modified"`
			Files    []struct {
				Schema struct {
					Columns struct {
						List []struct {
							Name string              `json:"csvw:name"`
							Text []map[string]string `json:"dct:description"`
						} `json:"@list"`
					} `json:"csvw:column"`
				} `json:"csvw:tableSchema"`
			} `json:"dcat:distribution"`
		} `json:"dcat:dataset"`
	}
	if err := json.Unmarshal([]byte(got.body), &told); err != nil {
		t.Fatal(err)
	}
	for i, d := range told.Datasets {
		if d.Licence["@id"] != "https://creativecommons.org/licenses/by/4.0/" || len(d.Files) != 2 || len(d.Files[0].Schema.Columns.List) != len(dataSets()[i].columns) {
			t.Errorf("%s: %+v", d.ID, d)
		}
		for _, c := range d.Files[0].Schema.Columns.List {
			if len(c.Text) != 2 || strings.HasPrefix(c.Text[0]["@value"], "choice.") || c.Text[0]["@value"] == c.Text[1]["@value"] {
				t.Errorf("%s: column %s is described as %v", d.ID, c.Name, c.Text)
			}
		}
		if at, _ := d.Modified["@value"].(string); at == "" && len(h.listed(d.ID)) > 0 && d.ID != "angka-inovasi" {
			t.Errorf("%s does not tell when it last changed", d.ID)
		}
	}
	if again := h.get(public0, "/data/katalog.jsonld"); again.body != got.body {
		t.Error("the catalogue differs when it is made again")
	}
	if head := h.get(public0, "/data/inovasi.csv").header.Get("Last-Modified"); !strings.HasPrefix(head, "Tue, 24 Nov 2026 05:") {
		t.Errorf("the innovations last changed at %q", head)
	}
	page := h.get(public0, "/data").body
	if !strings.Contains(page, `rel="license"`) || len(page) > 60_000 {
		t.Errorf("the page names no licence, or has %d bytes", len(page))
	}
	h.server.opt.Licence = ""
	h.server.shelf.renew()
	if bytes.Contains([]byte(h.get(public0, "/data").body), []byte(`rel="license"`)) {
		t.Error("a licence is named where the ministry names none")
	}
}

// listed are the rows of a public list.
func (h *harness) listed(name string) (list []map[string]any) {
	h.t.Helper()
	if err := json.Unmarshal([]byte(h.get(public0, "/data/"+name+".json").body), &list); err != nil {
		h.t.Fatal(err)
	}
	return list
}
