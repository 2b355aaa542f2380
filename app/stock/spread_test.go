package stock

import (
	"testing"

	"pgregory.net/rapid"
)

func TestASpreadLosesNoRupiahAndIsFair(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		total := rapid.Int64Range(0, maxCost).Draw(rt, "total")
		pieces := rapid.Int64Range(1, 10_000).Draw(rt, "pieces")
		sum, n := int64(0), int64(0)
		shares := spread(total, pieces)
		for _, s := range shares {
			if s.Pieces < 1 || s.Price < total/pieces || s.Price > total/pieces+1 {
				rt.Fatalf("spread(%d, %d) has %+v: want pieces, within one rupiah of the mean", total, pieces, s)
			}
			sum, n = sum+s.Pieces*s.Price, n+s.Pieces
		}
		if sum != total || n != pieces || len(shares) > 2 {
			rt.Fatalf("spread(%d, %d) = %+v: %d pieces worth %d", total, pieces, shares, n, sum)
		}
	})
}

func TestADivisionByWeightsLosesNoRupiah(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		total := rapid.Int64Range(0, maxCost).Draw(rt, "total")
		weights := rapid.SliceOfN(rapid.Uint64Range(1, 1e17), 1, maxLines).Draw(rt, "weights")
		sum := int64(0)
		for i, part := range divide(total, weights) {
			if part < 0 {
				rt.Fatalf("part %d is %d", i, part)
			}
			sum += part
		}
		if sum != total {
			rt.Fatalf("the parts are worth %d, want %d", sum, total)
		}
	})
}

func TestWorthRefusesWhatNoDocumentCanBe(t *testing.T) {
	if _, err := worth(MaxQuantity, 100_000_000_000); err == nil {
		t.Error("a million pieces at a hundred billion each were taken")
	}
	if got, err := worth(3, 333); got != 999 || err != nil {
		t.Errorf("worth(3, 333) = %d, %v", got, err)
	}
}
