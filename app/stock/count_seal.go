package stock

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// cut is up to when the line has everything in it: the first moment after which
// something of it was not looked at again.
func (l *CountLine) cut() time.Time {
	at := l.Upto
	for _, x := range l.Lots {
		if at.IsZero() || x.Upto.Before(at) {
			at = x.Upto
		}
	}
	return at
}

// noteCounted keeps when people last looked; a count that was posted late does
// not hide a later look.
func noteCounted(tx *op.Tx, l lastCounted) error {
	old, known, err := lastCounts.Get(tx, lastCounts.ID(&l))
	if err != nil || known && old.At.After(l.At) {
		return err
	}
	return lastCounts.Put(tx, &l)
}

// unsealed refuses to take back a movement whose goods have been counted since,
// and the count posted: people looked at the shelf after it, so whatever was
// wrong with it the count has put right. One that happened after they looked can
// still be taken back.
func unsealed(r storage.Reader, m Movement) error {
	for _, l := range m.Lines {
		for _, at := range []Node{l.From, l.To} {
			if !at.Real() {
				continue
			}
			last, counted, err := lastCounts.Get(r, lastCounts.ID(&lastCounted{Node: at, Model: l.Model}))
			if err != nil {
				return err
			}
			if counted && !m.Occurred.After(last.At) {
				return fault.New(fault.Conflict, "count.sealed", fault.Args{"place": at.Ref, "since": last.At})
			}
		}
	}
	return nil
}
