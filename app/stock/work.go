package stock

import (
	"context"
	"errors"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Work is a document on its way through more than one transaction: which it is,
// who began it, and how far it has come. Its record stands as long as something
// is left to do, so that whoever starts the program finds what a crash cut off.
type Work struct {
	Kind    string       `cbor:"1,keyasint" json:"kind"`
	ID      op.ID        `cbor:"2,keyasint" json:"id"` // of the document
	Centre  string       `cbor:"3,keyasint" json:"centre"`
	By      policy.Actor `cbor:"4,keyasint" json:"by"`                // its steps are done in their name
	Total   int64        `cbor:"5,keyasint,omitempty" json:"total"`   // in whatever the document counts
	Done    int64        `cbor:"6,keyasint,omitempty" json:"done"`    // of Total
	Stage   string       `cbor:"7,keyasint,omitempty" json:"stage"`   // of a work with several
	Started time.Time    `cbor:"8,keyasint" json:"started_at"`        // UTC
	Changed time.Time    `cbor:"9,keyasint" json:"changed_at"`        // at the last step
	Failed  string       `cbor:"10,keyasint,omitempty" json:"failed"` // why the last try ended early
}

var works = storage.Table[Work]{
	Kind: "work",
	ID:   func(w *Work) storage.Key { return storage.WorkByID.Key().Text(w.Kind).ID(w.ID) },
}

// workKind is how works of a kind go on: step does as much as fits well into one
// transaction, moves w.Done on, and tells whether that was the last.
type workKind struct {
	act  policy.Action
	step func(tx *op.Tx, w *Work) (done bool, err error)
}

// workKinds is the table of long work.
func (s *Stock) workKinds() map[string]workKind {
	return map[string]workKind{
		countWork:   {policy.CountReview, stepCount},
		recallWork:  {policy.RecallMark, s.stepRecall},
		receiptWork: {policy.ReceiptPost, stepReceipt},
		undoWork:    {policy.ReceiptPost, stepUndo},
		careWork:    {policy.MaintenancePlan, stepCare},
		ImportWork:  {policy.StockImport, stepImport},
	}
}

// beginWork notes, in the transaction of the command that starts it, that a
// document needs more transactions. RunWork does them.
func beginWork(tx *op.Tx, kind string, id op.ID, centre string, total int64) error {
	return works.Put(tx, &Work{Kind: kind, ID: id, Centre: centre, By: tx.By, Total: total, Started: tx.At, Changed: tx.At})
}

// RunWork does the steps that are left of a work, each a command of its own in
// the name of who began it, and returns when none is. Work that is done already,
// or never was, is no error. A step that fails leaves the work where it was.
func (s *Stock) RunWork(ctx context.Context, kind string, id op.ID) error {
	how, known := s.workKinds()[kind]
	if !known {
		return fault.Missing("work")
	}
	w, found, err := s.WorkOf(ctx, kind, id)
	if err != nil || !found {
		return err
	}
	ctx = op.As(op.Afresh(ctx), w.By)
	for done := false; !done && err == nil; {
		done, err = op.Write(ctx, s.d, how.act, nil, func(tx *op.Tx) (bool, error) { return stepWork(tx, how, kind, id) })
	}
	if errors.Is(err, errWorkDone) {
		return nil
	}
	return err
}

// errWorkDone says that somebody else has done the last step meanwhile.
var errWorkDone = errors.New("stock: the work is done")

// stepWork does one step.
func stepWork(tx *op.Tx, how workKind, kind string, id op.ID) (done bool, err error) {
	key := works.ID(&Work{Kind: kind, ID: id})
	w, found, err := works.Get(tx, key)
	if err != nil {
		return true, err
	}
	if !found {
		return true, errWorkDone
	}
	if err := tx.Allow(w.Centre); err != nil {
		return true, err
	}
	tx.About(kind, id, "")
	if done, err = how.step(tx, &w); err != nil {
		return true, err
	}
	if done {
		return true, works.Delete(tx, key)
	}
	w.Changed, w.Failed = tx.At, ""
	return false, works.Put(tx, &w)
}

// WorkOf tells how far a work is; false when it is done or never was.
func (s *Stock) WorkOf(ctx context.Context, kind string, id op.ID) (w Work, found bool, err error) {
	err = s.d.Store.View(ctx, func(r storage.Reader) (err error) {
		w, found, err = works.Get(r, works.ID(&Work{Kind: kind, ID: id}))
		return err
	})
	return w, found, err
}

// ResumeWorks goes on with everything that a crash cut off. report hears of each
// that fails; it is tried again at the next start.
func (s *Stock) ResumeWorks(ctx context.Context, report func(error)) {
	var left []Work
	err := s.d.Store.View(ctx, func(r storage.Reader) error {
		for w, err := range works.All(r, storage.WorkByID.Key()) {
			if err != nil {
				return err
			}
			left = append(left, w)
		}
		return nil
	})
	if err != nil {
		report(err)
	}
	for _, w := range left {
		if err := s.RunWork(ctx, w.Kind, w.ID); err != nil && ctx.Err() == nil {
			report(fault.Wrap(err, "resume %s %s", w.Kind, w.ID))
		}
	}
}
