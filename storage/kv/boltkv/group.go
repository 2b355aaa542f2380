package boltkv

import (
	"context"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"lumbung/storage/kv"
	"lumbung/storage/kv/internal/overlay"
)

// A group takes whatever is queued, up to these bounds. They keep the wait of
// the first in a group, and the memory of all, within reason.
const (
	maxGroup      = 512
	maxGroupBytes = 4 << 20
)

// request is one Update on its way through the committer.
type request struct {
	gone <-chan struct{}  // closed when the caller no longer waits for its turn
	turn chan *overlay.Tx // gives the caller its turn
	done chan error       // gives the caller its result; holds one
	err  error            // of the function
}

// outcome is how a function ended. One that panicked is neither of both, and
// nobody waits for its result.
type outcome struct {
	returned bool
	err      error
}

// Update queues fn for the next commit. fn runs in the caller's goroutine, one
// function at a time, so a panic keeps its stack and unwinds where it belongs.
func (s *Store) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	defer s.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	req := &request{gone: ctx.Done(), turn: make(chan *overlay.Tx), done: make(chan error, 1)}
	select {
	case s.queue <- req:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case tx := <-req.turn:
		s.takeTurn(tx, fn)
		return <-req.done
	case err := <-req.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// takeTurn runs fn and tells the committer how it ended, also when fn panics.
func (s *Store) takeTurn(tx *overlay.Tx, fn func(kv.Writer) error) {
	var end outcome
	defer func() { s.ran <- end }()
	end.err = tx.Run(fn)
	end.returned = true
}

// committer is the state of the one goroutine that writes.
type committer struct {
	*Store
	group   *overlay.Layer // writes of all functions of the group so far
	own     *overlay.Layer // writes of the function whose turn it is
	reads   overlay.Reads  // of the function whose turn it is
	waiting []*request     // whose results hang on the commit
}

// commitGroups commits until the queue is closed.
func (s *Store) commitGroups() {
	defer close(s.stopped)
	c := &committer{Store: s, group: overlay.NewLayer(nil)}
	c.own = c.group.Above()
	for first := range s.queue {
		c.commit(first)
	}
}

// commit runs first, and whatever is queued behind it, in one transaction.
func (c *committer) commit(first *request) {
	tx, err := c.db.Begin(true)
	if err != nil {
		first.done <- fmt.Errorf("boltkv: begin: %w", err)
		return
	}
	c.group.Reset(newReader(tx))
	for req := first; req != nil; req = c.next() {
		c.run(req)
	}
	c.answer(c.write(tx))
}

// next returns the request to join the group, or nil when it is to be committed.
func (c *committer) next() *request {
	if len(c.waiting) >= maxGroup || c.group.Bytes() >= maxGroupBytes {
		return nil
	}
	select {
	case req := <-c.queue: // nil when closed
		return req
	default:
		return nil
	}
}

// run gives req its turn, and keeps or drops what it wrote.
func (c *committer) run(req *request) {
	select {
	case req.turn <- overlay.NewTx(c.own, &c.reads):
	case <-req.gone:
		return
	}
	end := <-c.ran
	req.err = end.err
	if end.returned && end.err == nil {
		c.group.Absorb(c.own)
	}
	c.own.Discard()
	c.reads.Reset()
	c.settle(req, end)
}

// settle answers req at once if all it can have seen is committed already, and
// else after the commit: even a refusal may rest on a write that is not yet safe.
func (c *committer) settle(req *request, end outcome) {
	switch {
	case !end.returned:
	case c.group.Len() == 0:
		req.done <- req.err
	default:
		c.waiting = append(c.waiting, req)
	}
}

// write commits the writes of the group in the order of their keys: bbolt splits
// pages only in its commit, so unsorted keys make a large group quadratic.
func (c *committer) write(tx *bolt.Tx) error {
	if c.group.Len() == 0 {
		return tx.Rollback()
	}
	if err := apply(tx.Bucket(bucketName), c.group); err != nil {
		return fmt.Errorf("boltkv: write: %w", errors.Join(err, tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("boltkv: commit: %w", err)
	}
	c.commits.Add(1)
	return nil
}

// apply gives bucket the writes of layer. bbolt copies keys, but keeps values as
// they are until the commit.
func apply(bucket *bolt.Bucket, layer *overlay.Layer) error {
	buf := make([]byte, 0, kv.MaxKey)
	for key, w := range layer.Writes() {
		buf = append(buf[:0], key...)
		var err error
		if w.Deleted {
			err = bucket.Delete(buf)
		} else {
			err = bucket.Put(buf, w.Value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// answer tells all that wait how the commit went. When it failed, nothing of the
// group is kept.
func (c *committer) answer(err error) {
	for _, req := range c.waiting {
		switch {
		case err != nil:
			req.done <- err
		case req.err != nil:
			req.done <- req.err
		default:
			c.updates.Add(1)
			req.done <- nil
		}
	}
	clear(c.waiting)
	c.waiting = c.waiting[:0]
}
