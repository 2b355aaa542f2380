package catalogue

import (
	"slices"
	"testing"
)

func TestOthersCompareTextsByTheRootsOfTheSearch(t *testing.T) {
	if got := Stems("Memakai kursi-roda, berjalan"); !slices.Contains(got, "pakai") || !slices.Contains(got, "jalan") || !slices.Contains(got, "kursi") {
		t.Errorf("Stems = %v", got)
	}
}
