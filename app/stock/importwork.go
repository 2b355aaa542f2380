package stock

import (
	"context"
	"errors"
	"sync"

	"lumbung/app/op"
	"lumbung/storage"
)

// postersAtOnce is how many chunks wait for a commit together: each transaction
// takes the next chunk, and the engine commits as many as there are at once.
const postersAtOnce = 16

// FinishImport does what is left of an import, as RunWork does, with several
// transactions on their way at a time.
func (s *Stock) FinishImport(ctx context.Context, id op.ID) error {
	errs := make([]error, postersAtOnce)
	var all sync.WaitGroup
	for n := range errs {
		all.Go(func() { errs[n] = s.RunWork(ctx, ImportWork, id) })
	}
	all.Wait()
	return errors.Join(errs...)
}

// ImportWork is the kind of the work of an import, undoing it included.
const ImportWork = "import"

// stepImport does the next part of an import: it posts a chunk, reverses some
// movements, or lets go of the places of one that came to nothing.
func stepImport(tx *op.Tx, w *Work) (done bool, err error) {
	i, err := ImportByID(tx, w.ID)
	if err != nil {
		return false, err
	}
	switch i.State {
	case ImportPosting:
		done, err = i.postChunk(tx, w)
	case ImportUndoing:
		done, err = i.undoSome(tx, w)
	default:
		return i.abandon(tx)
	}
	if err != nil {
		return false, err
	}
	i.Version++
	return done, imports.Put(tx, &i)
}

// abandon takes away an import of which nothing was posted.
func (i *Import) abandon(tx *op.Tx) (done bool, err error) {
	if left, err := i.dropChunks(tx); err != nil || left {
		return false, err
	}
	if err := i.letGo(tx); err != nil {
		return false, err
	}
	return true, imports.Delete(tx, imports.ID(i))
}

// dropChunks deletes some of the chunks that are left, and tells whether there
// were any.
func (i *Import) dropChunks(tx *op.Tx) (left bool, err error) {
	n := 0
	var keys []storage.Key
	for c, err := range importChunks.All(tx, storage.ImportChunk.Key().ID(i.ID)) {
		if err != nil {
			return false, err
		}
		keys = append(keys, importChunks.ID(&c))
		if n++; n == 100 {
			break
		}
	}
	for _, k := range keys {
		if err := importChunks.Delete(tx, k); err != nil {
			return false, err
		}
	}
	return n > 0, nil
}

// letGo gives the warehouses free.
func (i *Import) letGo(tx *op.Tx) error {
	for _, house := range i.Warehouses {
		if err := unlockPlace(tx, house); err != nil {
			return err
		}
	}
	return nil
}
