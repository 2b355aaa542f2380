package views

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func marks(list []stretch) string {
	var b strings.Builder
	for _, s := range list {
		switch {
		case s.Gone:
			b.WriteString("[-" + s.Text + "-]")
		case s.Added:
			b.WriteString("[+" + s.Text + "+]")
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func TestWordsThatDifferAreMarked(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"", "", ""},
		{"satu dua", "satu dua", "satu dua"},
		{"", "satu", "[+satu+]"},
		{"satu", "", "[-satu-]"},
		{"Motor 250 watt cukup.", "Motor 350 watt cukup.", "Motor [-250 -][+350 +]watt cukup."},
		{"satu dua tiga", "satu tiga", "satu [-dua -]tiga"},
		{"baris satu\nbaris dua", "baris satu\n\nbaris dua", "baris [-satu\n-][+satu\n\n+]baris dua"},
	} {
		if got := marks(wordDiff(c.from, c.to)); got != c.want {
			t.Errorf("%q to %q: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestBothTextsCanBeReadFromTheirDifference(t *testing.T) {
	text := rapid.StringMatching(`([a-c]{1,2}[ \n]{0,2}){0,12}`)
	rapid.Check(t, func(r *rapid.T) {
		from, to := text.Draw(r, "from"), text.Draw(r, "to")
		var a, b strings.Builder
		for _, s := range wordDiff(from, to) {
			if !s.Added {
				a.WriteString(s.Text)
			}
			if !s.Gone {
				b.WriteString(s.Text)
			}
		}
		if a.String() != from || b.String() != to {
			r.Fatalf("%q and %q came back as %q and %q", from, to, a.String(), b.String())
		}
	})
}

func TestAVeryLongTextIsReplacedAsAWhole(t *testing.T) {
	long := strings.Repeat("kata ", mostWords+1)
	if got := wordDiff(long, long+"lagi"); len(got) != 2 {
		t.Errorf("%d stretches", len(got))
	}
}

func TestListsDifferLineByLine(t *testing.T) {
	if got := marks(lineDiff("satu dua\ntiga", "satu lima\ntiga\nempat")); got != "[-satu dua\n-][+satu lima\n+]tiga\n[+empat\n+]" {
		t.Errorf("lines: %q", got)
	}
}
