package stock

import (
	"context"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Undoing is the wish to take a receipt back.
type Undoing struct {
	Receipt op.ID  `json:"id" validate:"required"`
	Reason  string `json:"reason" validate:"required,max=200"`
}

// Undo takes a receipt back by movements that lead each of its lines the other
// way. It is refused with Conflict when anything was built upon the receipt: a
// unit is reserved or has moved since, or its goods are no longer there.
func (s *Stock) Undo(ctx context.Context, in Undoing) (Receipt, error) {
	rec, err := s.beginUndo(ctx, in)
	if err != nil || !rec.Posting {
		return rec, err
	}
	if err := s.RunWork(ctx, undoWork, rec.ID); err != nil {
		return rec, err
	}
	return s.receiptNow(ctx, rec.ID)
}

func (s *Stock) beginUndo(ctx context.Context, in Undoing) (Receipt, error) {
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
		if rec.Posting {
			return rec, fault.New(fault.Conflict, "receipt.posting", fault.Args{"number": rec.Number})
		}
		tx.About("receipt", rec.ID, rec.Number)
		tx.Changed("state", "receipt_posted", "receipt_reversed")
		tx.Changed("reason", "", in.Reason)
		if len(rec.More) > 0 {
			return rec, rec.beginUndo(tx, in.Reason)
		}
		return rec, rec.takeBack(tx, rec.Movement, in.Reason)
	})
}

// takeBack reverses a movement of the receipt; with its first the receipt is
// taken back as a whole.
func (r *Receipt) takeBack(tx *op.Tx, id op.ID, reason string) error {
	first, err := MovementByID(tx, id)
	if err != nil {
		return fault.Wrap(err, "movement %s of receipt %s", id, r.ID)
	}
	back, err := reverse(tx, first, reason)
	if err != nil {
		return err
	}
	if id == r.Movement {
		r.ReversedBy, r.ReversedAt, r.Posting = back.ID, tx.At, false
	}
	r.Version++
	return receipts.Put(tx, r)
}

// undoWork is the kind of the work that takes back a receipt of many movements.
const undoWork = "receipt-undo"

// beginUndo makes sure that every unit is where the receipt brought it and keeps
// the whole lot there, so that each part that follows will pass.
func (r *Receipt) beginUndo(tx *op.Tx, reason string) error {
	came := append([]op.ID{r.Movement}, r.More...)
	for _, id := range r.Units {
		u, err := UnitByID(tx, id)
		if err != nil {
			return err
		}
		if !slices.Contains(came, u.LastMove) || !u.Allocation.IsZero() {
			return builtUpon(u)
		}
	}
	lot, err := LotByID(tx, r.Lot)
	if err != nil {
		return err
	}
	lot.Held = true
	if err := lots.Put(tx, &lot); err != nil {
		return err
	}
	r.Posting, r.Undoing = true, reason
	if err := beginWork(tx, undoWork, r.ID, r.Centre, int64(len(came))); err != nil {
		return err
	}
	return receipts.Put(tx, r)
}

// stepUndo takes the last movement back that still stands.
func stepUndo(tx *op.Tx, w *Work) (done bool, err error) {
	rec, err := ReceiptByID(tx, w.ID)
	if err != nil {
		return false, err
	}
	left := append([]op.ID{rec.Movement}, rec.More...)[:w.Total-w.Done]
	w.Done++
	return len(left) == 1, rec.takeBack(tx, left[len(left)-1], rec.Undoing)
}

// builtUpon says what has become of a unit since.
func builtUpon(u Unit) error {
	at := u.Moved
	if !u.Allocation.IsZero() {
		at = u.Reserved
	}
	return fault.New(fault.Conflict, "receipt.built_upon", fault.Args{
		"code": u.Code, "state": Word(bucketOf(u)), "by": at.By, "since": at.At, "document": at.Document,
	})
}
