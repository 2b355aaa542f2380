package views

import (
	"bytes"
	"strings"
	"testing"

	"lumbung/app/catalogue"
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
		if err := (FoundCard{Card: card, Lang: i18n.EN, Excerpt: spans}).Render(t.Context(), &b); err != nil {
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
