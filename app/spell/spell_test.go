package spell

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestEdits(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"data", "data", 0}, {"data", "date", 1}, {"listen", "lsiten", 2}, {"kitten", "sitting", 3}} {
		if got := Edits(tt.a, tt.b, math.MaxInt); got != tt.want {
			t.Errorf("Edits(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestEditsGiveUpAtTheBoundAndNoSooner(t *testing.T) {
	word := rapid.StringMatching(`[abc]{0,8}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, most := word.Draw(t, "a"), word.Draw(t, "b"), rapid.IntRange(1, 9).Draw(t, "most")
		whole := Edits(a, b, math.MaxInt)
		if got := Edits(a, b, most); got != min(whole, most) {
			t.Fatalf("Edits(%q, %q, %d) = %d, of %d", a, b, most, got, whole)
		}
		if back := Edits(b, a, math.MaxInt); back != whole {
			t.Fatalf("Edits(%q, %q) = %d, the other way %d", a, b, whole, back)
		}
	})
}

func TestTheNearestNameIsFoundIfAnyIsNear(t *testing.T) {
	names := []string{"GD-01", "GD-02", "Kursi Roda"}
	for text, want := range map[string]string{"GD-O2": "GD-02", "kursi rida": "Kursi Roda", "zzzzzzzzzz": ""} {
		if got := Nearest(text, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", text, got, want)
		}
	}
}
