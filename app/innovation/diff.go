package innovation

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// pair is one field of two contents.
type pair struct{ name, from, to string }

func shortFields(a, b Content) []pair {
	return []pair{
		{"title", a.Title, b.Title},
		{"kind", string(a.Kind), string(b.Kind)},
		{"disabilities", strings.Join(a.Disabilities, ","), strings.Join(b.Disabilities, ",")},
		{"iso", a.ISO, b.ISO},
		{"unit_cost", number(a.UnitCost), number(b.UnitCost)},
		{"tkt", number(int64(a.Readiness.TKT)), number(int64(b.Readiness.TKT))},
		{"tkt_on", day(a.Readiness.On), day(b.Readiness.On)},
		{"documentation", number(int64(a.Documentation)), number(int64(b.Documentation))},
		{"evidence", level(a.Evidence), level(b.Evidence)},
		{"diffusion", string(a.Diffusion), string(b.Diffusion)},
		{"photos", photoNames(a.Photos), photoNames(b.Photos)},
	}
}

func longFields(a, b Content) []pair {
	return []pair{
		{"problem", a.Problem, b.Problem},
		{"summary", a.Summary, b.Summary},
		{"easy", a.Easy, b.Easy},
		{"for_whom", a.ForWhom, b.ForWhom},
		{"novelty", a.Novelty, b.Novelty},
		{"warnings", a.Warnings, b.Warnings},
		{"contributors", a.Contributors, b.Contributors},
		{"lessons", a.Lessons, b.Lessons},
		{"evidence_note", a.EvidenceNote, b.EvidenceNote},
		{"tkt_by", a.Readiness.By, b.Readiness.By},
		{"alt", alts(a.Photos), alts(b.Photos)},
	}
}

// Differing names the fields in which two contents differ, in the order of the
// form.
func Differing(a, b Content) []string {
	var names []string
	for _, f := range append(shortFields(a, b), longFields(a, b)...) {
		if f.from != f.to {
			names = append(names, f.name)
		}
	}
	return names
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func level(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func photoNames(photos []Photo) string {
	names := make([]string, len(photos))
	for i, p := range photos {
		names[i] = p.Hash[:min(12, len(p.Hash))]
	}
	return strings.Join(names, ",")
}

func alts(photos []Photo) string {
	var b strings.Builder
	for _, p := range photos {
		fmt.Fprintf(&b, "%s=%q ", p.Hash, p.Alt)
	}
	return b.String()
}
