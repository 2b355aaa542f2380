package stock

import (
	"iter"
	"time"

	"lumbung/app/op"
	"lumbung/storage"
)

// MadeLot is what a centre's own SKA made of a model at one cost.
type MadeLot struct {
	Quantity int64     // pieces, above zero
	UnitCost int64     // whole rupiah; 0 is not known
	At       time.Time // when they came into the warehouse
}

// MadeAt yields what the SKA of a centre has made of a model, a lot at a time in
// no order. A batch that was taken back has no lot any more. It is read from the
// balances of the production node: what left it was made.
func MadeAt(r storage.Reader, model op.ID, centre string) iter.Seq2[MadeLot, error] {
	from := Node{AtProduction, centre}
	return func(yield func(MadeLot, error) bool) {
		for b, err := range balances.All(r, storage.BalanceByKey.Key().Text(from.String()).ID(model)) {
			var made MadeLot
			if err == nil && b.Quantity < 0 {
				var lot Lot
				lot, err = LotByID(r, b.Lot)
				made = MadeLot{Quantity: -b.Quantity, UnitCost: lot.UnitCost, At: lot.ReceivedAt}
			}
			if err == nil && made.Quantity == 0 {
				continue
			}
			if !yield(made, err) || err != nil {
				return
			}
		}
	}
}

// ModelsRealising yields the models that realise an innovation, in the order
// that they were added.
func ModelsRealising(r storage.Reader, innovation op.ID) iter.Seq2[Model, error] {
	return models.All(r, storage.ModelByInnovation.Key().ID(innovation))
}
