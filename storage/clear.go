package storage

import (
	"slices"

	"lumbung/storage/kv"
)

// clearChunk is how many entries one call of ClearSome deletes: half of what a
// transaction may write, so that its caller has room for more.
const clearChunk = kv.MaxWrites / 2

// ClearSome deletes entries of a family, as many as fit well into a transaction,
// and returns how many; zero means that none is left. It looks neither at what
// the entries mean nor at other families, so it is for taking whole families
// away: indexes and unique keys first, so that no list leads to a record that is
// gone.
func ClearSome(w Writer, f Family) (int, error) {
	var keys [][]byte
	for e, err := range w.Scan(f.Key(), kv.PrefixEnd(f.Key())) {
		if err != nil {
			return 0, err
		}
		if keys = append(keys, slices.Clone(e.Key)); len(keys) == clearChunk {
			break
		}
	}
	for _, k := range keys {
		if err := w.Delete(k); err != nil {
			return 0, err
		}
	}
	return len(keys), nil
}
