// Package space keeps keys in memory, in order, with cheap snapshots. The
// engines for tests are built on it.
package space

import (
	"bytes"
	"iter"
	"sync"

	"github.com/google/btree"

	"lumbung/storage/kv"
	"lumbung/storage/kv/internal/overlay"
)

// record is one key; version is the number of the commit that wrote it last.
type record struct {
	key, value []byte
	version    uint64
}

func before(a, b record) bool { return bytes.Compare(a.key, b.key) < 0 }

// Space is the current state. Make one with New.
type Space struct {
	mu      sync.Mutex
	tree    *btree.BTreeG[record]
	commits uint64
}

// New returns an empty Space.
func New() *Space {
	return &Space{tree: btree.NewG(32, before)}
}

// Snapshot returns the state as it is now; later commits do not touch it.
func (s *Space) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Snapshot{s.tree.Clone()}
}

// Commit applies all writes of layer, provided that every key of reads still is
// as it was in the snapshot seen, in the sense of the contract. Otherwise it
// changes nothing and returns false.
func (s *Space) Commit(seen Snapshot, reads [][]byte, layer *overlay.Layer) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range reads {
		if version(s.tree, key) != version(seen.tree, key) {
			return false
		}
	}
	s.commits++
	for key, w := range layer.Writes() {
		if w.Deleted {
			s.tree.Delete(record{key: []byte(key)})
			continue
		}
		s.tree.ReplaceOrInsert(record{key: []byte(key), value: bytes.Clone(w.Value), version: s.commits})
	}
	return true
}

// version is 0 for an absent key.
func version(tree *btree.BTreeG[record], key []byte) uint64 {
	rec, _ := tree.Get(record{key: key})
	return rec.version
}

// Snapshot is a kv.Reader of one state. It may be used by many goroutines.
type Snapshot struct {
	tree *btree.BTreeG[record]
}

// Get returns the value of key.
func (s Snapshot) Get(key []byte) ([]byte, bool, error) {
	rec, ok := s.tree.Get(record{key: key})
	return rec.value, ok, nil
}

// Scan yields the entries with from <= key < to in ascending order.
func (s Snapshot) Scan(from, to []byte) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		s.tree.AscendGreaterOrEqual(record{key: from}, func(rec record) bool {
			if to != nil && bytes.Compare(rec.key, to) >= 0 {
				return false
			}
			return yield(kv.Entry{Key: rec.key, Value: rec.value}, nil)
		})
	}
}

// ScanBack yields the same entries in descending order.
func (s Snapshot) ScanBack(from, to []byte) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		visit := func(rec record) bool {
			if bytes.Equal(rec.key, to) && to != nil {
				return true // DescendLessOrEqual starts with the bound itself
			}
			if bytes.Compare(rec.key, from) < 0 {
				return false
			}
			return yield(kv.Entry{Key: rec.key, Value: rec.value}, nil)
		}
		if to == nil {
			s.tree.Descend(visit)
			return
		}
		s.tree.DescendLessOrEqual(record{key: to}, visit)
	}
}
