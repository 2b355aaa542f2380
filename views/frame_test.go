package views

import (
	"strings"
	"testing"

	"lumbung/views/i18n"
)

func TestPageTitle(t *testing.T) {
	tests := []struct {
		name string
		f    Frame
		want string
	}{
		{"the site comes last", Frame{Lang: i18n.ID, Title: "Katalog"}, "Katalog · Lumbung"},
		{"the front page says the site once", Frame{Lang: i18n.ID, Title: "Lumbung"}, "Lumbung"},
		{"an error comes first", Frame{Lang: i18n.ID, Title: "Masuk", Failed: true}, "Galat: Masuk · Lumbung"},
	}
	for _, tt := range tests {
		if got := tt.f.pageTitle(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestEnglishPagesLieUnderEn(t *testing.T) {
	en := Frame{Lang: i18n.EN}
	for path, want := range map[string]string{"/": "/en", "/katalog": "/en/katalog"} {
		if got := en.Href(path); got != want {
			t.Errorf("Href(%q) = %q, want %q", path, got, want)
		}
	}
	if got := (Frame{Lang: i18n.ID}).Href("/"); got != "/" {
		t.Errorf("Href(/) = %q, want /", got)
	}
}

func TestBilingualPagesNameEachOther(t *testing.T) {
	f := Frame{Lang: i18n.EN, Title: "Catalogue", Origin: "https://lumbung.example", Path: "/katalog", Bilingual: true}
	page, _ := render(t, inPage(f))
	for _, want := range []string{
		`rel="canonical" href="https://lumbung.example/en/katalog"`,
		`hreflang="id" href="https://lumbung.example/katalog"`,
		`hreflang="x-default" href="https://lumbung.example/katalog"`,
		`href="/katalog" hreflang="id" lang="id"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("page lacks %s", want)
		}
	}
}

func TestNoindexPagesHaveNoCanonicalAddress(t *testing.T) {
	page, _ := render(t, inPage(Frame{Lang: i18n.ID, Title: "Gudang", Path: "/gudang", Noindex: true}))
	if strings.Contains(page, "canonical") || !strings.Contains(page, `content="noindex"`) {
		t.Errorf("an internal page offers itself to search engines")
	}
}

func TestNavigationMarksTheSection(t *testing.T) {
	f := Frame{Lang: i18n.ID, Path: "/sentra/contoh-satu"}
	var current []string
	for _, l := range f.PublicNav() {
		if l.Current {
			current = append(current, l.Href)
		}
	}
	if got := strings.Join(current, " "); got != "/sentra" {
		t.Errorf("current = %q, want /sentra alone", got)
	}
}

func TestSampleDataIsMarkedOnEveryFrame(t *testing.T) {
	f := Frame{Lang: i18n.ID, Title: "X", Demo: true}
	for name, c := range map[string]func() string{
		"page": func() string { p, _ := render(t, inPage(f)); return p },
		"wall": func() string { p, _ := render(t, withChildren(TV(f), Empty("", ""))); return p },
	} {
		if !strings.Contains(c(), "DATA CONTOH: bukan data sebenarnya") {
			t.Errorf("%s lacks the banner of sample data", name)
		}
	}
}

func TestOnlyAGoodFlashSaysThatTheInputArrived(t *testing.T) {
	for _, tone := range Tones() {
		f := Frame{Flashes: []Flash{{tone, "x"}}}
		if got, want := f.delivered(), tone == Good; got != want {
			t.Errorf("delivered with a %s flash = %v, want %v", tone, got, want)
		}
	}
}

func TestInternalErrorShowsTheReferenceAlone(t *testing.T) {
	f := Frame{Lang: i18n.ID, RequestID: "LB-7Q4M"}
	page, _ := render(t, ErrorPage(f, "anything"))
	if !strings.Contains(page, "Nomor rujukan: LB-7Q4M") {
		t.Errorf("the page lacks the reference number")
	}
}

func TestEveryToneHasItsOwnOutline(t *testing.T) {
	seen := map[string]Tone{}
	for _, tone := range Tones() {
		path := iconPath(string(tone))
		if other, ok := seen[path]; ok || path == iconPath("no such icon") {
			t.Errorf("%s looks like %s", tone, other)
		}
		seen[path] = tone
	}
}

func TestALongNavigationIsARowAndAMenu(t *testing.T) {
	var f Frame
	for i := range 15 {
		f.Nav = append(f.Nav, Link{Text: "x", Current: i == 12})
	}
	shown, folded, current := f.navRow()
	if len(shown) != 6 || len(folded) != 9 || !current {
		t.Errorf("%d stand in the row and %d in the menu, current: %v", len(shown), len(folded), current)
	}
	f.Nav = f.Nav[:8]
	if shown, folded, _ := f.navRow(); len(shown) != 8 || len(folded) != 0 {
		t.Errorf("eight are %d and %d", len(shown), len(folded))
	}
}
