package stock

import (
	"context"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// BatchUndo is the wish to take a batch back that was recorded by mistake.
type BatchUndo struct {
	Batch  string `json:"batch" validate:"required,max=60"` // id
	Reason string `json:"reason" validate:"required,max=200"`
}

// UndoBatch takes a batch back by a movement that leads each of its lines the
// other way: its pieces were never made, their serial numbers are free again, and
// their parts are in work. It is refused with Conflict when the order has ended,
// and when one of its pieces was reserved or has moved since.
func (s *Stock) UndoBatch(ctx context.Context, in BatchUndo) (Batch, error) {
	return op.Write(ctx, s.d, policy.ProductionUndo, in, func(tx *op.Tx) (Batch, error) {
		id, err := op.ParseID(in.Batch)
		if err != nil {
			return Batch{}, fault.Missing("batch")
		}
		b, err := BatchByID(tx, id)
		if err != nil {
			return b, err
		}
		o, err := openOrder(tx, b.Order.String())
		if err != nil {
			return b, err
		}
		if !b.UndoneBy.IsZero() {
			return b, fault.New(fault.Conflict, "production.undone_already", fault.Args{"number": b.Number})
		}
		first, err := MovementByID(tx, b.Movement)
		if err != nil {
			return b, err
		}
		back, err := reverse(tx, first, in.Reason)
		if err != nil {
			return b, err
		}
		o.takeBack(b, first)
		o.Last = back.Occurred
		b.UndoneBy, b.Version = back.ID, b.Version+1
		tx.About("batch", b.ID, b.Number)
		tx.Changed("reason", "", in.Reason)
		if err := o.keep(tx); err != nil {
			return b, err
		}
		return b, batches.Put(tx, &b)
	})
}

// takeBack puts the parts of a batch into work again in the sums of the order.
func (o *Order) takeBack(b Batch, m Movement) {
	o.Good -= b.Quantity
	o.Carried += b.Carried
	o.Cost = o.Cost.plus(OrderCost{-b.Cost.Parts, -b.Cost.Labour, -b.Cost.Overhead})
	for _, l := range m.Lines {
		if l.From != o.work() {
			continue
		}
		i := slices.IndexFunc(o.Parts, func(p WorkPart) bool { return p.Lot == l.Lot && p.Model == l.Model })
		o.Parts[i].Used -= l.Quantity
	}
}
