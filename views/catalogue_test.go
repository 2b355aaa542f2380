package views

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"testing"

	"lumbung/app/catalogue"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

func TestAnExcerptStandsInThePlaceOfTheSummaryAndIsEscaped(t *testing.T) {
	e := galleryEntry(1)
	card, err := FinishCard(i18n.EN, e)
	if err != nil {
		t.Fatal(err)
	}
	show := func(spans []catalogue.Span) string {
		var b bytes.Buffer
		if err := (FoundCards{{Card: card, Lang: i18n.EN, Excerpt: spans}}).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if got := show(nil); !strings.Contains(got, `<p lang="id">`+e.Summary+"</p>") || strings.Contains(got, cardSeam) {
		t.Errorf("without an excerpt: %s", got)
	}
	got := show([]catalogue.Span{{Text: "… <script>alert(1)</script> "}, {Text: "roda<i>", Hit: true}, {Text: " & lain"}})
	want := `<p lang="id">… &lt;script&gt;alert(1)&lt;/script&gt; <mark>roda&lt;i&gt;</mark> &amp; lain</p>`
	if !strings.Contains(got, want) || strings.Contains(got, e.Summary) {
		t.Errorf("with an excerpt: %s", got)
	}
}

func TestACardInEnglishShowsWhatIsTranslated(t *testing.T) {
	e := catalogue.Entry{Type: catalogue.OfInnovation, Slug: "tongkat", Title: "Tongkat bergetar", Summary: "Bergetar bila ada halangan."}
	show := func(l i18n.Lang) string {
		card, err := FinishCard(l, e)
		if err != nil {
			t.Fatal(err)
		}
		return string(card.Head) + string(card.Text)
	}
	if got := show(i18n.EN); !strings.Contains(got, `lang="id">Tongkat bergetar<`) || !strings.Contains(got, `lang="id">Bergetar bila`) {
		t.Errorf("nothing is translated: %s", got)
	}
	e.TitleEN, e.SummaryEN = "Cane that shakes", "Shakes when something is near."
	if got := show(i18n.EN); !strings.Contains(got, ">Cane that shakes<") || !strings.Contains(got, "<p>Shakes when") || strings.Contains(got, "Tongkat bergetar") || strings.Contains(got, `lang="id"`) {
		t.Errorf("in English: %s", got)
	}
	if got := show(i18n.ID); !strings.Contains(got, ">Tongkat bergetar<") || strings.Contains(got, "Cane") {
		t.Errorf("in Indonesian: %s", got)
	}
}

func TestEscapingIsThatOfTheLibrary(t *testing.T) {
	for _, text := range []string{"", "biasa", `<a href="x" title='y'>&amp;</a>`, "\u202e\x00é’"} {
		if got, want := string(escape(nil, text)), html.EscapeString(text); got != want {
			t.Errorf("escape(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestAFullPageIsLight renders a page of 24 cards with photos, beside every
// filter that 31 centres in 20 provinces give.
func TestAFullPageIsLight(t *testing.T) {
	const most = 30 << 10 // bytes, before they are packed
	for _, l := range i18n.Langs() {
		f := galleryFrame("Katalog", "/katalog", "")
		f.Lang, f.Bilingual, f.Origin = l, true, "https://lumbung.example.go.id"
		f.Lead, f.Description = f.T("catalogue.lead"), f.T("catalogue.lead")
		p := CataloguePage{Ask: CatalogueAsk{Q: "kursi", Ready: true}, Result: fullResult(), Pager: Pager{Next: "/katalog?cursor=" + strings.Repeat("n", 60), Shown: 24}}
		for i := range 24 {
			e := galleryEntry(1)
			e.Slug, e.Photo.Hash = fmt.Sprint("kursi-roda-elektrik-lipat-", i), strings.Repeat("f", 32)
			card, err := FinishCard(l, e)
			if err != nil {
				t.Fatal(err)
			}
			p.Cards = append(p.Cards, FoundCard{Card: card, Lang: l, Excerpt: []catalogue.Span{
				{Text: "… dengan dua motor yang dikendalikan satu tangan. "},
				{Text: "Kursi", Hit: true},
				{Text: " ini dapat dilipat, sehingga muat di bagasi mobil, dan baterainya diisi …"},
			}})
		}
		var b bytes.Buffer
		if err := Catalogue(f, p).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes, a card %d", l, b.Len(), len(p.Cards[0].Head)+len(p.Cards[0].Tail))
		if b.Len() > most {
			t.Errorf("%s: %d bytes, at most %d", l, b.Len(), most)
		}
	}
}

// fullResult has every value of every filter.
func fullResult() catalogue.Result {
	r := galleryResult()
	book, err := reference.Load()
	if err != nil {
		panic(err)
	}
	r.ISO, r.Disabilities, r.Centres, r.Provinces = nil, nil, nil, nil
	for _, e := range book.ISOChildren("") {
		r.ISO = append(r.ISO, catalogue.Count{Value: e.Code, N: 123})
	}
	for _, d := range reference.Disabilities() {
		r.Disabilities = append(r.Disabilities, catalogue.Count{Value: d.Code, N: 1234})
	}
	for i := range 31 {
		r.Centres = append(r.Centres, catalogue.Count{Value: fmt.Sprint("sentra-contoh-", i), N: 321, Label: fmt.Sprintf("Sentra Terpadu Contoh %d di Kota %d", i, i)})
	}
	for _, p := range book.Provinces()[:20] {
		r.Provinces = append(r.Provinces, catalogue.Count{Value: p.Code, N: 1234})
	}
	return r
}
