package stock

import (
	"math/bits"

	"lumbung/app/fault"
)

// maxCost is the largest sum of money that one document can come to, in whole
// rupiah: a thousand times the yearly budget of the ministry's centres.
const maxCost = 1_000_000_000_000_000

// share is how many pieces get one whole price.
type share struct {
	Pieces, Price int64
}

// spread divides an amount over pieces into whole rupiah without losing one: the
// first total mod pieces of them bear one rupiah more (largest remainder). At
// most two shares come out, none of zero pieces.
func spread(total, pieces int64) []share {
	low, more := total/pieces, total%pieces
	if more == 0 {
		return []share{{pieces, low}}
	}
	return []share{{more, low + 1}, {pieces - more, low}}
}

// worth is a quantity at a price; it fails for a sum that no document can have.
func worth(quantity, price int64) (int64, error) {
	high, low := bits.Mul64(uint64(quantity), uint64(price))
	if high > 0 || low > maxCost {
		return 0, fault.New(fault.Invalid, "cost.too_large", nil)
	}
	return int64(low), nil
}
