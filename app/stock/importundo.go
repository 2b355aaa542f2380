package stock

import (
	"bytes"
	"context"
	"fmt"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// UndoneImport is the wish to take an import back.
type UndoneImport struct {
	Import op.ID  `json:"id" validate:"required"`
	Reason string `json:"reason" validate:"required,max=200"`
}

// UndoImport takes an import back by movements that lead each of its lines the
// other way, dated as the lines were: what it said of the past was wrong, and a
// corrected file may say it again. It is refused with Conflict when anything was
// built upon it: something moved since where it brought goods, or one of its
// units is reserved. One that is still being posted is stopped where it is; it
// keeps its warehouses, so nothing can be built upon it.
func (s *Stock) UndoImport(ctx context.Context, in UndoneImport) (Import, error) {
	i, err := s.beginImportUndo(ctx, in)
	if err != nil {
		return i, err
	}
	ctx = op.Afresh(ctx)
	if i.Checked {
		if err := s.RunWork(ctx, ImportWork, i.ID); err != nil {
			return i, err
		}
		return s.importNow(ctx, i.ID)
	}
	built := s.builtUponImport(ctx, i)
	if i, err = s.decideImportUndo(ctx, i, built == nil); err != nil {
		return i, err
	}
	if built != nil {
		return i, built
	}
	if err := s.RunWork(ctx, ImportWork, i.ID); err != nil {
		return i, err
	}
	return s.importNow(ctx, i.ID)
}

// beginImportUndo keeps the warehouses, so that nothing is built upon the import while
// it is looked at.
func (s *Stock) beginImportUndo(ctx context.Context, in UndoneImport) (Import, error) {
	return op.Write(ctx, s.d, policy.StockImport, in, func(tx *op.Tx) (Import, error) {
		i, err := ImportByID(tx, in.Import)
		if err != nil {
			return i, err
		}
		if err := tx.Allow(i.Centre); err != nil {
			return i, err
		}
		if i.State != ImportDone && i.State != ImportPosting {
			return i, fault.New(fault.Conflict, "import.not_done", fault.Args{"number": i.Number})
		}
		for _, house := range i.Warehouses { // it keeps them already while it is posted
			if err := lockPlace(tx, house, i.cause()); err != nil {
				return i, err
			}
		}
		i.Checked = i.State == ImportPosting
		i.State, i.Reversed = ImportUndoing, op.ID{}
		i.UndoneAt, i.UndoneBy, i.Reason = tx.At, tx.By, in.Reason
		i.Version++
		if err := beginWork(tx, ImportWork, i.ID, i.Centre, i.Movements); err != nil {
			return i, err
		}
		tx.About("import", i.ID, i.Number)
		tx.Changed("reason", "", in.Reason)
		return i, imports.Put(tx, &i)
	})
}

// decideImportUndo goes on with the undoing, or leaves the import as it was.
func (s *Stock) decideImportUndo(ctx context.Context, i Import, free bool) (Import, error) {
	return op.Write(ctx, s.d, policy.StockImport, nil, func(tx *op.Tx) (Import, error) {
		i, err := ImportByID(tx, i.ID)
		if err != nil {
			return i, err
		}
		if err := tx.Allow(i.Centre); err != nil {
			return i, err
		}
		tx.About("import", i.ID, i.Number)
		if free {
			i.Checked = true
			return i, imports.Put(tx, &i)
		}
		if err := i.keep(tx); err != nil {
			return i, err
		}
		if err := works.Delete(tx, works.ID(&Work{Kind: ImportWork, ID: i.ID})); err != nil {
			return i, err
		}
		return i, imports.Put(tx, &i)
	})
}

// keep leaves the import as it was before somebody wished to undo it.
func (i *Import) keep(tx *op.Tx) error {
	i.State, i.Reason = ImportDone, ""
	i.UndoneAt, i.UndoneBy = i.UndoneAt.Truncate(0), policy.Actor{}
	i.Version++
	return i.letGo(tx)
}

// builtUponImport returns what was built upon an import; nil for nothing.
func (s *Stock) builtUponImport(ctx context.Context, i Import) error {
	return s.d.Store.View(ctx, func(r storage.Reader) error {
		type item struct {
			model op.ID
			at    Node
		}
		seen := map[item]bool{}
		return i.each(r, op.ID{}, func(m Movement) (bool, error) {
			for _, l := range m.Lines {
				for _, at := range [2]Node{l.From, l.To} {
					k := item{l.Model, at}
					if !at.Real() || seen[k] {
						continue
					}
					seen[k] = true
					if err := i.movedSince(r, l.Model, at); err != nil {
						return false, err
					}
				}
				for _, id := range l.Units {
					u, err := UnitByID(r, id)
					if err != nil {
						return false, err
					}
					if !u.Allocation.IsZero() || !i.holds(u.LastMove) {
						return false, builtUpon(u)
					}
				}
			}
			return true, nil
		})
	})
}

// holds tells whether a movement is one of the import.
func (i *Import) holds(movement op.ID) bool {
	end := i.ID.Next(i.IDs)
	return bytes.Compare(movement[:], i.ID[:]) > 0 && bytes.Compare(movement[:], end[:]) < 0
}

// movedSince finds a movement of a model at a place that was written after the
// import.
func (i *Import) movedSince(r storage.Reader, model op.ID, at Node) error {
	prefix := storage.MovementByItem.Key().ID(model).Text(at.String())
	end := i.ID.Next(i.IDs)
	for e, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
		if err != nil {
			return err
		}
		id := e.Key[len(e.Key)-len(end):]
		if bytes.Compare(id, end[:]) < 0 {
			continue
		}
		m, err := MovementByID(r, op.ID(id))
		if err != nil {
			return err
		}
		return fault.New(fault.Conflict, "import.built_upon", fault.Args{
			"number": i.Number, "place": at.Ref, "document": m.Document, "since": m.Recorded, "by": m.By.Name,
		})
	}
	return nil
}

// undoAtOnce is how many movements one transaction reverses at the most.
const undoAtOnce = 60

// undoSome reverses the next movements, the newest first.
func (i *Import) undoSome(tx *op.Tx, w *Work) (done bool, err error) {
	if !i.Checked { // cut off before anybody had looked
		return true, i.keep(tx)
	}
	b := newBulk(tx, i.cause())
	n := 0
	err = i.each(tx, i.Reversed, func(m Movement) (bool, error) {
		n++
		i.Reversed = m.ID
		return n < undoAtOnce, i.takeBack(tx, b, m)
	})
	if err != nil {
		return false, err
	}
	if err := b.flush(); err != nil {
		return false, err
	}
	w.Done += int64(n)
	if n == undoAtOnce {
		return false, nil
	}
	if left, err := i.dropChunks(tx); err != nil || left {
		return false, err
	}
	i.State = ImportUndone
	return true, i.letGo(tx)
}

func (i *Import) takeBack(tx *op.Tx, b *bulk, first Movement) error {
	back := Movement{
		ID: tx.ID(), Kind: Reverse, Centre: first.Centre, Occurred: first.Occurred, Document: first.Document,
		Reverses: first.ID, Reason: i.Reason,
	}
	for _, l := range first.Lines {
		l.From, l.To = l.To, l.From
		back.Lines = append(back.Lines, l)
		if first.Kind != Issued {
			continue
		}
		for _, id := range l.Units {
			c, err := b.unit(id)
			if err != nil {
				return err
			}
			c.after.Issues--
		}
	}
	if err := b.post(back); err != nil {
		return fmt.Errorf("undo %s: %w", first.ID, err)
	}
	first.ReversedBy = back.ID
	return movements.Put(tx, &first)
}
