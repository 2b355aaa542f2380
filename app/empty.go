package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// stays tells which families Empty leaves alone: the description of the store,
// the centres with their warehouses and shelves, the days off, and the accounts, of which only those that
// the demo made go.
func stays(f storage.Family) bool {
	return slices.Contains([]string{"meta", "centre", "warehouse", "shelf", "holiday", "holiday seed", "account", "session", "token"}, f.Kind)
}

// business tells which families hold what the work of the centres records.
func business(f storage.Family) bool {
	bookkeeping := strings.HasPrefix(f.Kind, "journal") || slices.Contains([]string{"entry", "replay", "counter", "proof"}, f.Kind)
	return f.Role == storage.RoleRecord && !stays(f) && !bookkeeping
}

// Fresh tells whether nothing of the work of the centres has been recorded yet.
func (a *App) Fresh(ctx context.Context) (fresh bool, err error) {
	err = a.deps.Store.View(ctx, func(r storage.Reader) error {
		fresh = true
		for _, f := range storage.Families() {
			if !business(f) {
				continue
			}
			for _, err := range r.Scan(f.Key(), kv.PrefixEnd(f.Key())) {
				fresh = false
				return err
			}
		}
		return nil
	})
	return fresh, err
}

// Empty takes everything out of a sample store but its centres and the accounts
// that an operator made, clears the sample mark last, and gives the store a new
// epoch (docs/adr/0005). Cut off in the middle it goes on from there when it is
// called again. progress may be nil. It fails with Conflict for a store that is
// not sample. No server should work with the store meanwhile.
func (a *App) Empty(ctx context.Context, progress func(done, total int, what string)) error {
	if by := op.ActorOf(ctx); !policy.May(by, policy.StoreOperate, op.Headquarters) {
		return fault.New(fault.Denied, "error.denied", nil)
	}
	families := emptied()
	for i, f := range families {
		if progress != nil {
			progress(i, len(families)+1, f.Kind)
		}
		if err := a.clear(ctx, f); err != nil {
			return err
		}
	}
	if _, err := a.Accounts.RemoveSamples(ctx); err != nil {
		return err
	}
	if err := a.beginAnew(ctx); err != nil {
		return err
	}
	if progress != nil {
		progress(len(families)+1, len(families)+1, "")
	}
	return nil
}

// emptied are the families that go, those that lead to records before the
// records.
func emptied() []storage.Family {
	order := []storage.Role{storage.RoleIndex, storage.RoleUnique, storage.RoleRecord, storage.RoleSingle}
	gone := slices.DeleteFunc(storage.Families(), stays)
	slices.SortStableFunc(gone, func(x, y storage.Family) int {
		return cmp.Compare(slices.Index(order, x.Role), slices.Index(order, y.Role))
	})
	return gone
}

// clear empties a family. Each transaction looks at the mark again: nothing that
// is real is ever deleted.
func (a *App) clear(ctx context.Context, f storage.Family) error {
	for left := true; left; {
		err := a.deps.Store.Update(ctx, func(w storage.Writer) error {
			if _, err := sampleOnly(w); err != nil {
				return err
			}
			n, err := storage.ClearSome(w, f)
			left = n > 0
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func sampleOnly(r storage.Reader) (About, error) {
	about, _, err := storage.ReadAbout(r)
	if err == nil && !about.Sample {
		err = fault.New(fault.Conflict, "sample.none", nil)
	}
	return about, err
}

// beginAnew takes the mark off and says so in a new journal.
func (a *App) beginAnew(ctx context.Context) error {
	about, err := op.Write(ctx, a.deps, policy.StoreOperate, nil, func(tx *op.Tx) (About, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return About{}, err
		}
		about, err := sampleOnly(tx)
		if err != nil {
			return about, err
		}
		about.Sample, about.Epoch = false, tx.ID()
		tx.Changed("sample", "true", "false")
		return about, storage.WriteAbout(tx, about)
	})
	if err == nil {
		a.about.Store(&about)
	}
	return err
}
