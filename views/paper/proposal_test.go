package paper

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestAProposalSetsEachSectionWithItsWarning(t *testing.T) {
	p := Proposal{
		Title: "Formulir: Kursi roda", Date: time.Date(2026, 3, 25, 3, 0, 0, 0, time.UTC), Sample: true, Facts: []Fact{{"Sentra", "Sentra Contoh"}},
		Sections: []Section{
			{Heading: "1. Ringkasan", Note: "Bobot 0%. 2 kata.", Paragraphs: []string{"Dua kata."}},
			{Heading: "2. Kebaruan", Warning: "Bagian ini kosong.", Note: "Bobot 15%."},
			{Heading: "3. Signifikansi", Paragraphs: []string{strings.Repeat("panjang sekali ", 2000)}},
		},
	}
	var out bytes.Buffer
	if err := p.Render(&out); err != nil {
		t.Fatal(err)
	}
	got := pages(t, out.Bytes())
	wants(t, strings.Join(got, " "), "Formulir: Kursi roda", "Sentra Contoh", "1. Ringkasan", "Dua kata.", "! Bagian ini kosong.", "DATA CONTOH", "3. Signifikansi")
	if len(got) < 3 {
		t.Errorf("%d pages, want several", len(got))
	}
	for i, page := range got {
		if !strings.Contains(page, "DATA CONTOH") {
			t.Errorf("page %d is not marked", i+1)
		}
	}
}

func TestAProposalNeedsATitleADayAndSections(t *testing.T) {
	whole := Proposal{Title: "x", Date: time.Unix(0, 0), Sections: []Section{{Heading: "1"}}}
	for name, change := range map[string]func(*Proposal){
		"title": func(p *Proposal) { p.Title = "" }, "day": func(p *Proposal) { p.Date = time.Time{} }, "sections": func(p *Proposal) { p.Sections = nil },
	} {
		p := whole
		change(&p)
		if err := p.Render(&bytes.Buffer{}); !errors.Is(err, ErrIncomplete) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}
