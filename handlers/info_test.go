package handlers

import (
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"lumbung/app/stock"
	"lumbung/views"
)

func TestThePagesThatExplainStandInBothLanguages(t *testing.T) {
	h := newHarness(t)
	for _, topic := range views.InfoTopics() {
		for _, prefix := range []string{"/", "/en/"} {
			got := h.get(who{}, prefix+string(topic))
			if got.status != 200 || strings.Contains(got.body, "⟦") || strings.Count(got.body, "<h2") < 3 {
				t.Errorf("%s%s = %d with %d parts: %s", prefix, topic, got.status, strings.Count(got.body, "<h2"), short(got.body))
			}
		}
	}
	h.run([]scenario{
		{name: "the minister", path: "/tentang", status: 200, want: []string{"25 Maret 2021", "kursi roda elektrik sekian", "collective effort of partners"}},
		{name: "in English", path: "/en/tentang", status: 200, want: []string{"25 March 2021", `<blockquote lang="id">`, "collective effort of partners"}},
		{name: "whom to ask", path: "/cara-mendapatkan", status: 200, want: []string{`href="/sentra"`}},
		{name: "the way back to the rights", path: "/en/privasi", status: 200, want: []string{"Law 27 of 2022", "3×24"}},
		{name: "roles", path: "/bantuan", status: 200, want: []string{"Petugas gudang", "Pekerja sosial"}},
	})
}

func TestRobotsAreKeptFromAllThatIsInside(t *testing.T) {
	h := newHarness(t)
	h.run([]scenario{{
		name: "robots", path: "/robots.txt", status: 200,
		want:   []string{"Disallow: /penerima\n", "Disallow: /gudang\n", "Disallow: /admin\n", "Disallow: /api/\n", "Disallow: /inovasi/*/telaah$\n", "Disallow: /sentra/*/sunting$\n"},
		unwant: []string{"Disallow: /\n", "Disallow: /katalog", "Disallow: /sentra\n", "Disallow: /alat\n", "Disallow: /ruang-komando", "Sitemap:"},
	}})
	public := newHarnessWith(t, Options{Origin: "https://lumbung.example"}, nil)
	public.run([]scenario{{name: "robots", path: "/robots.txt", status: 200, want: []string{"Sitemap: https://lumbung.example/sitemap.xml\n"}}})
}

func TestEveryAddressOfTheSitemapAnswers(t *testing.T) {
	h := newHarnessWith(t, Options{Origin: "https://lumbung.example"}, nil)
	_, err := h.app.Stock.AddModel(h.ctx(gudang), stock.ModelDetails{Name: "Kursi roda elektrik", Tracking: stock.Serialised})
	if err != nil {
		t.Fatal(err)
	}
	got := h.get(who{}, "/sitemap.xml")
	var m sitemap
	if err := xml.Unmarshal([]byte(got.body), &m); err != nil || got.status != 200 {
		t.Fatalf("sitemap.xml = %d, %v", got.status, err)
	}
	found := map[string]string{}
	for _, p := range m.Pages {
		path := strings.TrimPrefix(p.Loc, "https://lumbung.example")
		found[path] = p.Mod
		if page := h.get(who{}, path); page.status != 200 || strings.Contains(page.body, `content="noindex"`) {
			t.Errorf("%s is on the map and answers %d, or is kept from crawlers", path, page.status)
		}
	}
	for _, want := range []string{"/", "/en", "/katalog", "/en/katalog", "/tentang", "/sentra", "/sentra/meohai", "/alat/kursi-roda-elektrik"} {
		if _, ok := found[want]; !ok {
			t.Errorf("the map lacks %s: %v", want, found)
		}
	}
	if stamp := regexp.MustCompile(`^2026-11-24T`); !stamp.MatchString(found["/alat/kursi-roda-elektrik"]) {
		t.Errorf("lastmod of a model = %q", found["/alat/kursi-roda-elektrik"])
	}
}
