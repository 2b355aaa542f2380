package stock

import (
	"context"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Reversal is the wish to take a movement back.
type Reversal struct {
	Movement op.ID  `json:"id" validate:"required"`
	Reason   string `json:"reason" validate:"required,max=200"`
}

// Reversible tells whether staff can take a movement back by itself. Receipts,
// hand-overs, transfers and the like are taken back by their own documents.
func (m Movement) Reversible() bool {
	return slices.Contains([]MovementKind{Moved, Issued, WrittenOff, Adjusted}, m.Kind) && m.Cause == (Cause{}) && m.ReversedBy.IsZero() && m.Receipt.IsZero()
}

// Reverse takes a movement of staff back by one that leads each of its lines the
// other way, dated now: the past stays as it was known. It is refused with
// Conflict when it was reversed before, when one of its units has moved or was
// reserved since, and when its goods are no longer there.
func (s *Stock) Reverse(ctx context.Context, in Reversal) (Movement, error) {
	return op.Write(ctx, s.d, policy.StockMove, in, func(tx *op.Tx) (Movement, error) {
		first, err := MovementByID(tx, in.Movement)
		if err != nil {
			return first, err
		}
		if err := tx.Allow(first.Centre); err != nil {
			return first, err
		}
		if act := first.Kind.action(); !policy.May(tx.By, act, first.Centre) {
			return first, fault.New(fault.Denied, "error.denied", nil)
		}
		if !first.ReversedBy.IsZero() {
			return first, fault.New(fault.Conflict, "move.reversed", nil)
		}
		if !first.Reversible() || handedOver(first) {
			return first, fault.New(fault.Conflict, "move.not_reversible", fault.Args{"document": first.Document})
		}
		tx.About("movement", first.ID, first.Document)
		tx.Changed("reason", "", in.Reason)
		return reverse(tx, first, in.Reason)
	})
}

// handedOver tells a hand-over to a person, which has its own paper.
func handedOver(m Movement) bool {
	for _, l := range m.Lines {
		if l.To.Kind == AtBeneficiary {
			return true
		}
	}
	return false
}

// MovementByID returns a movement, or a NotFound fault.
func MovementByID(r storage.Reader, id op.ID) (Movement, error) {
	m, ok, err := movements.Get(r, movements.ID(&Movement{ID: id}))
	if err == nil && !ok {
		err = fault.Missing("movement")
	}
	return m, err
}

// reverse posts the opposite of a movement, dated now.
func reverse(tx *op.Tx, first Movement, reason string) (Movement, error) {
	if err := unsealed(tx, first); err != nil {
		return Movement{}, err
	}
	back := Movement{
		Kind: Reverse, Centre: first.Centre, Occurred: tx.At, Document: first.Document,
		Receipt: first.Receipt, Reverses: first.ID, Reason: reason, Cause: first.Cause,
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
	back, err := post(tx, back, changes)
	if err != nil {
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
		return change{}, builtUpon(u)
	}
	after := u
	after.Node = to
	if !to.Real() {
		after.Hold, after.Held = Free, Mark{}
	}
	return change{before: u, after: after}, nil
}
