package stock

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Undoing is the wish to take a receipt back.
type Undoing struct {
	Receipt op.ID  `json:"id" validate:"required"`
	Reason  string `json:"reason" validate:"required,max=200"`
}

// Undo takes a receipt back by a movement that leads each of its lines the other
// way. It is refused with Conflict when anything was built upon the receipt: a
// unit is reserved or has moved since, or its goods are no longer there.
func (s *Stock) Undo(ctx context.Context, in Undoing) (Receipt, error) {
	return op.Write(ctx, s.d, policy.ReceiptPost, in, func(tx *op.Tx) (Receipt, error) {
		rec, err := ReceiptByID(tx, in.Receipt)
		if err != nil {
			return rec, err
		}
		if err := tx.Allow(rec.Centre); err != nil {
			return rec, err
		}
		if !rec.ReversedBy.IsZero() {
			return rec, fault.New(fault.Conflict, "receipt.reversed", fault.Args{"number": rec.Number, "since": rec.ReversedAt})
		}
		moved, err := reverse(tx, rec, in.Reason)
		if err != nil {
			return rec, err
		}
		rec.ReversedBy, rec.ReversedAt = moved.ID, tx.At
		rec.Version++
		tx.About("receipt", rec.ID, rec.Number)
		tx.Changed("state", "receipt_posted", "receipt_reversed")
		tx.Changed("reason", "", in.Reason)
		return rec, receipts.Put(tx, &rec)
	})
}

// reverse posts the opposite of the movement of a receipt, dated now: the past
// stays as it was known.
func reverse(tx *op.Tx, rec Receipt, reason string) (Movement, error) {
	first, ok, err := movements.Get(tx, movements.ID(&Movement{ID: rec.Movement}))
	if err != nil || !ok {
		return first, fault.Wrap(err, "movement %s of receipt %s", rec.Movement, rec.ID)
	}
	back := Movement{
		Kind: Reverse, Centre: first.Centre, Occurred: tx.At, Document: first.Document,
		Receipt: rec.ID, Reverses: first.ID, Reason: reason,
	}
	var changes []change
	for _, l := range first.Lines {
		if len(l.Units) == 0 {
			l.From, l.To = l.To, l.From
			back.Lines = append(back.Lines, l)
			continue
		}
		for _, id := range l.Units {
			c, err := takenBack(tx, id, first.ID, l.From)
			if err != nil {
				return back, err
			}
			changes = append(changes, c)
		}
	}
	if back, err = post(tx, back, changes); err != nil {
		return back, err
	}
	first.ReversedBy = back.ID
	return back, movements.Put(tx, &first)
}

func takenBack(tx *op.Tx, id, movement op.ID, to Node) (change, error) {
	u, err := UnitByID(tx, id)
	if err != nil {
		return change{}, err
	}
	if u.LastMove != movement || !u.Allocation.IsZero() {
		at := u.Moved
		if !u.Allocation.IsZero() {
			at = u.Reserved
		}
		return change{}, fault.New(fault.Conflict, "receipt.built_upon", fault.Args{
			"code": u.Code, "state": Word(bucketOf(u)), "by": at.By, "since": at.At, "document": at.Document,
		})
	}
	after := u
	after.Node, after.Hold, after.Held = to, Free, Mark{}
	return change{before: u, after: after}, nil
}
