package intake

import (
	"context"
	"slices"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// forgetAtOnce is how many asks one command of Forget erases.
const forgetAtOnce = 50

// Forget erases who asked, and what was written, where that is due: six months
// after an ask has ended, two years after anybody last touched an open one, which
// ends then. It returns how many it erased; zero means that none is left.
func (n *Intake) Forget(ctx context.Context) (int, error) {
	due, err := n.due(ctx)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	return op.Write(op.Afresh(ctx), n.d, policy.AskErase, nil, func(tx *op.Tx) (int, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return 0, err
		}
		erased := 0
		for _, id := range due {
			a, ok, err := asks.Get(tx, storage.AskByID.Key().ID(id))
			if err != nil {
				return 0, err
			}
			if when := a.due(); !ok || when.IsZero() || when.After(tx.At) {
				continue // somebody was quicker
			}
			if err := a.forget(tx); err != nil {
				return 0, err
			}
			erased++
		}
		return erased, nil
	})
}

// due lists some of the asks that are to be erased.
func (n *Intake) due(ctx context.Context) (ids []op.ID, err error) {
	until := storage.AskByDue.Key().Time(n.d.Now())
	err = n.d.Store.View(ctx, func(r storage.Reader) error {
		ids = nil
		for a, err := range asks.Range(r, storage.AskByDue.Key(), until) {
			if err != nil {
				return err
			}
			if ids = append(ids, a.ID); len(ids) == forgetAtOnce {
				break
			}
		}
		return nil
	})
	return slices.Clip(ids), err
}

func (a *Ask) forget(tx *op.Tx) error {
	a.erase(tx)
	if a.State.Open() {
		a.Reason = silent
		return a.move(tx, Closed, DidClose)
	}
	tx.About("ask", a.ID, a.Number)
	a.Version++
	return asks.Put(tx, a)
}
