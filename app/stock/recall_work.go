package stock

import (
	"context"
	"fmt"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// A step of the work on a recall looks at up to looksPerStep units and changes
// up to marksPerStep of them, far within the limits of a transaction: each unit
// takes about fifteen reads and ten writes with its case.
const (
	looksPerStep = 600
	marksPerStep = 60
)

// Holder is who has a recalled unit: a person to whom it was handed over, or the
// borrower of a loan.
type Holder struct {
	Person op.ID  // zero for a loan
	Loan   string // number of the loan
	Ref    string // of the file of the person who borrowed it
	Name   string // of the institution or the position that borrowed it; never of a person
	Centre string // whose unit it is
}

// Holders is told, within the transaction that marks a unit, of each recalled
// unit that somebody has, and when a recall no longer concerns it. It lets the
// feature that knows persons open and end cases without this one knowing it.
type Holders interface {
	// Held hears of a unit on the list of a recall in force that somebody has.
	Held(tx *op.Tx, rec Recall, u Unit, by Holder) error
	// Freed hears that a unit was set free, or that the recall was lifted.
	Freed(tx *op.Tx, rec Recall, u Unit) error
}

// tellHolders says what has become of a unit on the list of a recall.
func (s *Stock) tellHolders(tx *op.Tx, rec Recall, u Unit, on RecalledUnit) error {
	switch {
	case s.holders == nil:
		return nil
	case on.Exempt() || !rec.InForce():
		return s.holders.Freed(tx, rec, u)
	case !u.Node.inUse():
		return nil
	}
	by, err := holderOf(tx, u)
	if err != nil {
		return err
	}
	return s.holders.Held(tx, rec, u, by)
}

// holderOf is who has a unit that is in use.
func holderOf(r storage.Reader, u Unit) (Holder, error) {
	id, err := op.ParseID(u.Node.Ref)
	if err != nil || u.Node.Kind == AtBeneficiary {
		return Holder{Person: id, Centre: u.Centre}, err
	}
	l, err := LoanByID(r, id)
	by := Holder{Loan: l.Number, Name: l.Name, Centre: u.Centre}
	if l.Borrower == ToPerson {
		by.Ref, by.Name = l.Name, ""
	}
	return by, err
}

// recallWork is the kind of the work on a recall.
const recallWork = "recall"

// atOnce is up to how many units of a model the work on a recall is waited for;
// larger work goes on by itself, and at the next start when it is cut off.
const atOnce = 3_000

// begin notes the work that a recall needs, in the transaction that opens or
// lifts it. The units of its model are what is to be looked at.
func (r *Recall) begin(tx *op.Tx) error {
	var total int64
	for t, err := range TalliesOfModel(tx, r.Model) {
		if err != nil {
			return err
		}
		total += t.Total() + t.Gone
	}
	return beginWork(tx, recallWork, r.ID, r.Centre, total)
}

// MarkRecall brings every unit that a recall names onto its list and holds it,
// or frees the units of one that was lifted, and returns the recall as it is
// then. The recall itself blocks from the moment it is opened; this makes lists
// and tallies follow. Large work goes on in the background.
func (s *Stock) MarkRecall(ctx context.Context, id op.ID) (rec Recall, err error) {
	w, found, err := s.WorkOf(ctx, recallWork, id)
	if err != nil {
		return rec, err
	}
	if found && w.Total > atOnce {
		go func() { _ = s.RunWork(context.WithoutCancel(ctx), recallWork, id) }() // what fails is resumed at the next start
	} else if err := s.RunWork(ctx, recallWork, id); err != nil {
		return rec, err
	}
	err = s.d.Store.View(ctx, func(r storage.Reader) (err error) {
		rec, err = RecallByID(r, id)
		return err
	})
	return rec, err
}

// stepRecall is one step of the work.
func (s *Stock) stepRecall(tx *op.Tx, w *Work) (done bool, err error) {
	rec, err := RecallByID(tx, w.ID)
	if err != nil || rec.settled() {
		return true, err
	}
	tx.About("model", rec.Model, "")
	before := w.Done
	if err := s.markSome(tx, &rec, w); err != nil {
		return false, err
	}
	if w.Done == before && !rec.settled() {
		return false, fmt.Errorf("stock: the work on recall %s stands still", rec.Number)
	}
	return rec.settled(), nil
}

// settled tells whether no unit is left to mark or to free.
func (r Recall) settled() bool {
	if r.InForce() {
		return r.Marked
	}
	return r.Cleared
}

// markSome is one step: it walks on through the serial numbers of the model,
// which stand still while units move, and touches those that the recall names.
// Units that come in behind it are marked as they come in.
func (s *Stock) markSome(tx *op.Tx, rec *Recall, w *Work) error {
	prefix := storage.UnitBySerial.Key().ID(rec.Model)
	from := prefix
	if rec.Cursor != "" {
		from = append(prefix.Text(rec.Cursor), 0)
	}
	looked, marked := 0, 0
	for e, err := range tx.Scan(from, kv.PrefixEnd(prefix)) {
		if err != nil {
			return err
		}
		if looked == looksPerStep || marked == marksPerStep {
			rec.Version++
			return recalls.Put(tx, rec)
		}
		looked++
		w.Done++
		rec.Cursor = serialOfKey(e.Key, prefix)
		if rec.Scope.Kind == RecallSerial && !(SerialRange{rec.Scope.From, rec.Scope.To}).Has(rec.Cursor) {
			continue
		}
		touched, err := s.touch(tx, *rec, e.Value)
		if err != nil {
			return err
		}
		if touched {
			marked++
		}
	}
	rec.Cursor = ""
	rec.Marked, rec.Cleared = true, !rec.InForce()
	rec.Version++
	return recalls.Put(tx, rec)
}

// touch marks or frees the unit at a primary key when the recall names it.
func (s *Stock) touch(tx *op.Tx, rec Recall, key []byte) (bool, error) {
	u, ok, err := units.Get(tx, key)
	if err != nil || !ok {
		return false, err
	}
	named, err := rec.Scope.has(tx, u)
	if err != nil || !named {
		return false, err
	}
	if _, err := putUnit(tx, u, u); err != nil {
		return false, err
	}
	on, _, err := recalledUnits.Get(tx, recalledKey(rec.ID, u.ID))
	if err != nil {
		return false, err
	}
	return true, s.tellHolders(tx, rec, u, on)
}
