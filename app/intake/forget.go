package intake

import (
	"context"
	"slices"
	"time"

	"lumbung/app/allocation"
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
			gone, err := a.forget(tx)
			if err != nil {
				return 0, err
			}
			if gone {
				erased++
			}
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

// forget erases, or keeps on what the request of an ask is still open for.
func (a *Ask) forget(tx *op.Tx) (gone bool, err error) {
	needed, err := a.needed(tx, tx.At)
	if err != nil {
		return false, err
	}
	if gone = !needed.After(tx.At); gone {
		a.erase(tx)
	}
	if gone && a.State.Open() {
		a.Reason = silent
		return true, a.move(tx, Closed, DidClose)
	}
	tx.About("ask", a.ID, a.Number)
	if !gone {
		a.Kept = needed
		tx.Changed("kept_until", "", needed.Format(time.DateOnly))
	}
	a.Version++
	return gone, asks.Put(tx, a)
}

// needed is until when the words of an ask are needed that became a request: as
// long as it is open, which is looked at again after some months, and as many
// months after it has ended.
func (a *Ask) needed(r storage.Reader, now time.Time) (time.Time, error) {
	if a.State != Taken {
		return time.Time{}, nil
	}
	q, err := allocation.FindRequest(r, a.Request.String())
	switch {
	case err != nil:
		return time.Time{}, err
	case q.State.Open():
		return now.AddDate(0, keptMonths, 0), nil
	default:
		return q.Ended.AddDate(0, keptMonths, 0), nil
	}
}
