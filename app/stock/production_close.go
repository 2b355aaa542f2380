package stock

import (
	"context"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
)

// What becomes of the parts that are left in work when an order is closed.
const (
	LeftReturned = "return" // they go back into the warehouse
	LeftUsed     = "use"    // they are used up; no good piece bears them
)

// Closing is the end of an order.
type Closing struct {
	Order    string    `json:"id" validate:"required,max=60"`
	Left     string    `json:"left" validate:"required,oneof=return use"`
	Place    string    `json:"place" validate:"max=120"` // where they go; empty for the main warehouse
	Occurred time.Time `json:"occurred_at"`              // zero for now
	Note     string    `json:"note" validate:"max=300"`
}

// CloseOrder ends an order. What is left in work goes back or is used up, so
// that the work is empty. The cost of what is used up now, and of what was
// spoiled after the last batch, is waste: the pieces are priced already, and
// what is wasted beyond measure is no part of their cost (PSAP 05, IPSAS 12).
func (s *Stock) CloseOrder(ctx context.Context, in Closing) (Order, error) {
	return op.Write(ctx, s.d, policy.ProductionClose, in, func(tx *op.Tx) (Order, error) {
		o, err := openOrder(tx, in.Order)
		if err != nil {
			return o, err
		}
		at, err := ownPlace(tx, in.Place, o.Centre)
		if err != nil {
			return o, err
		}
		occurred, err := when(in.Occurred, tx)
		if err != nil {
			return o, err
		}
		m := o.movement(OutOfWork, in.Note)
		if in.Left == LeftUsed {
			m = o.movement(Consumed, in.Note)
		}
		m.Occurred = occurred
		if m.Lines, err = o.clear(tx, in.Left, at); err != nil {
			return o, err
		}
		o.Waste += o.Carried
		tx.Changed("stage", "order_"+string(o.Stage), "order_closed")
		o.Carried, o.Stage, o.Ended = 0, OrderClosed, Mark{By: tx.By.Name, At: tx.At, Document: in.Note}
		if len(m.Lines) == 0 {
			return o, o.keep(tx)
		}
		_, err = o.post(tx, m, nil)
		return o, err
	})
}

// clear empties the work.
func (o *Order) clear(tx *op.Tx, left string, at Place) ([]Line, error) {
	var lines []Line
	for _, p := range o.leftover() {
		to, book := at.Node, func(w *WorkPart, n int64) { w.Back += n }
		if left == LeftUsed {
			to, book = Node{AtUsed, o.Centre}, func(w *WorkPart, n int64) {
				w.Used += n
				o.Waste += n * w.Price
			}
		}
		taken, err := o.take(tx, p, to, book)
		if err != nil {
			return nil, err
		}
		lines = append(lines, taken...)
	}
	return lines, nil
}
