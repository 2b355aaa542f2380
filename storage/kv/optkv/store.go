// Package optkv is an engine in memory for tests that behaves like a distributed
// store: functions run at the same time, each on its own snapshot, and one whose
// reads have changed by the time it commits runs again. A rule that rests on a
// list passes on boltkv, which runs one function at a time, and fails here.
package optkv

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"lumbung/storage/kv"
	"lumbung/storage/kv/internal/gate"
	"lumbung/storage/kv/internal/overlay"
	"lumbung/storage/kv/internal/space"
)

// maxAttempts is when Update gives up; maxPause is the longest wait between two.
const (
	maxAttempts = 1000
	maxPause    = 200 * time.Microsecond
)

// Store is a kv.Store in memory with optimistic concurrency.
type Store struct {
	gate  gate.Gate
	space *space.Space
}

// New returns an empty Store.
func New() *Store { return &Store{space: space.New()} }

// View calls fn with a snapshot.
func (s *Store) View(ctx context.Context, fn func(kv.Reader) error) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	defer s.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	return fn(s.space.Snapshot())
}

// Update calls fn until no key that it read with Get was changed meanwhile.
func (s *Store) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	defer s.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	for attempt := range maxAttempts {
		committed, err := s.attempt(fn)
		if committed || err != nil {
			return err
		}
		pause(attempt)
	}
	return fmt.Errorf("%w: %d", kv.ErrConflict, maxAttempts)
}

// attempt runs fn once; committed is false when it is to run again.
func (s *Store) attempt(fn func(kv.Writer) error) (committed bool, err error) {
	seen := s.space.Snapshot()
	layer, reads := overlay.NewLayer(seen), new(overlay.Reads)
	if err := overlay.NewTx(layer, reads).Run(fn); err != nil {
		return false, err
	}
	return s.space.Commit(seen, reads.Keys(), layer), nil
}

// pause waits the longer the more attempts were lost, and never equally long for
// two that lost to each other.
func pause(attempt int) {
	longest := min(time.Microsecond<<min(attempt, 20), maxPause)
	time.Sleep(rand.N(longest + 1)) //nolint:gosec // chance, not a secret
}

// Close waits for running transactions.
func (s *Store) Close() error { return s.gate.Close() }
