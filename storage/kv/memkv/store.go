// Package memkv is an engine in memory for tests. It is strict on purpose: it
// runs every function given to Update twice, of which the second run counts, and
// it spoils every slice that it has lent once the function has returned.
package memkv

import (
	"context"

	"lumbung/storage/kv"
	"lumbung/storage/kv/internal/gate"
	"lumbung/storage/kv/internal/overlay"
	"lumbung/storage/kv/internal/space"
)

// Store is a kv.Store in memory that runs one Update at a time.
type Store struct {
	gate  gate.Gate
	space *space.Space
	turn  chan struct{} // holds a token while an Update runs
}

// New returns an empty Store.
func New() *Store {
	return &Store{space: space.New(), turn: make(chan struct{}, 1)}
}

// View calls fn with a snapshot.
func (s *Store) View(ctx context.Context, fn func(kv.Reader) error) (err error) {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	defer s.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	lent := &lender{Reader: s.space.Snapshot()}
	defer func() {
		if modified := lent.settle(); modified != nil {
			err = modified
		}
	}()
	return fn(lent)
}

// Update calls fn twice and commits the writes of the second run.
func (s *Store) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	defer s.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.turn }()
	seen := s.space.Snapshot()
	// The first run stands for an attempt lost to a conflict: no outcome of it counts.
	_, _ = attempt(seen, fn)
	layer, err := attempt(seen, fn)
	if err != nil {
		return err
	}
	s.space.Commit(seen, nil, layer)
	return nil
}

// attempt runs fn on a snapshot and returns its writes.
func attempt(seen space.Snapshot, fn func(kv.Writer) error) (layer *overlay.Layer, err error) {
	layer = overlay.NewLayer(seen)
	err = overlay.NewTx(layer, new(overlay.Reads)).Run(func(w kv.Writer) (err error) {
		lent := &lendingWriter{lender: lender{Reader: w}, to: w}
		defer func() {
			if modified := lent.settle(); modified != nil {
				err = modified
			}
		}()
		return fn(lent)
	})
	return layer, err
}

// Close waits for running transactions.
func (s *Store) Close() error { return s.gate.Close() }
