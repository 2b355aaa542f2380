// Package boltkv is the default engine: one file, kept by bbolt. Updates that
// arrive at the same time share one commit, so many writers pay for one fsync.
package boltkv

import (
	"context"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"

	"lumbung/storage/kv"
	"lumbung/storage/kv/internal/gate"
)

// Store is a kv.Store in one file. Make one with Open.
//
// An Update inside the function of another Update waits for itself, and so may
// one inside a View: bbolt moves its map only when nobody reads. A View inside
// an Update sees what was committed before it.
type Store struct {
	db      *bolt.DB
	path    string
	gate    gate.Gate
	queue   chan *request
	ran     chan outcome  // how the one function whose turn it is has ended
	stopped chan struct{} // closed once the committer has ended
	updates atomic.Uint64
	commits atomic.Uint64
}

// Stats counts since Open.
type Stats struct {
	Updates uint64 // functions committed
	Commits uint64 // commits they took, each with its fsync
}

// start returns a Store over db with its committer running.
func start(db *bolt.DB) *Store {
	s := &Store{
		db:      db,
		path:    db.Path(), // bbolt forgets it on Close
		queue:   make(chan *request, maxGroup),
		ran:     make(chan outcome),
		stopped: make(chan struct{}),
	}
	go s.commitGroups()
	return s
}

// Path returns the path of the file as it was given to Open.
func (s *Store) Path() string { return s.path }

// Stats returns the counters.
func (s *Store) Stats() Stats {
	return Stats{Updates: s.updates.Load(), Commits: s.commits.Load()}
}

// View calls fn with a snapshot.
func (s *Store) View(ctx context.Context, fn func(kv.Reader) error) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	defer s.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.db.View(func(tx *bolt.Tx) error { return fn(newReader(tx)) })
}

// Close waits for running transactions and releases the file.
func (s *Store) Close() error {
	if err := s.gate.Close(); err != nil {
		return err
	}
	close(s.queue)
	<-s.stopped
	return s.db.Close()
}
