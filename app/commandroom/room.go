// Package commandroom is the live picture of all centres: who waits, what is
// ready, what was handed over, what became of it, and what needs action by whom.
// It reads tallies that the features keep inside their transactions, so its work
// grows with models and centres and never with units or people, and it changes
// nothing.
package commandroom

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"sync"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

const (
	// pace is how far apart two counts are at least, however many commands are
	// committed.
	pace = 200 * time.Millisecond
	// aged is when a snapshot is counted anew although nothing was committed:
	// days end, and what was due becomes overdue.
	aged = time.Minute
)

// Room keeps the latest Snapshot. It hears of commits through the feed and counts
// anew when somebody looks: one caller counts for all who wait. Where nobody
// looks it does nothing.
type Room struct {
	d    *op.Deps
	book *reference.Book
	boot string // tells the snapshots of two runs of the program apart

	mu     sync.Mutex
	marked uint64        // commits heard of, and other reasons to count
	asOf   time.Time     // of the last mark
	stale  chan struct{} // closed by the next mark, then replaced

	counting sync.Mutex // held by the one who counts
	counted  uint64     // of the marks, how many the pictures have in them
	last     time.Time  // when they were counted, by the machine's clock
	now      pictures
}

// pictures are one count as the two audiences see it.
type pictures struct{ inner, public *Snapshot }

// New returns a Room over d that listens to its feed from now on.
func New(d *op.Deps) (*Room, error) {
	book, err := reference.Load()
	if err != nil {
		return nil, fault.Wrap(err, "reference data")
	}
	r := &Room{d: d, book: book, boot: rand.Text()[:8], stale: make(chan struct{})}
	d.Feed.Listen(func(e op.Entry) {
		if !strings.HasPrefix(string(e.Action), "session.") { // who signs in changes nothing here
			r.mark(e.Recorded)
		}
	})
	return r, nil
}

// Snapshot returns the state of all centres, with every command in it that was
// committed before the call. The public and those who may not see alerts get
// neither them nor any group of fewer than Smallest people. It must not be
// changed. It fails with Denied, NoActor, or the faults of reading.
func (r *Room) Snapshot(ctx context.Context) (*Snapshot, error) {
	by := op.ActorOf(ctx)
	if !policy.May(by, policy.RoomRead, "") {
		return nil, fault.New(fault.Denied, "error.denied", nil)
	}
	p, err := r.upToDate(ctx)
	if err != nil {
		return nil, err
	}
	if SeesAlerts(by) {
		return p.inner, nil
	}
	return p.public, nil
}

// SeesAlerts tells whether somebody gets the inner picture, with alerts.
func SeesAlerts(by policy.Actor) bool { return policy.May(by, policy.RoomAlerts, "") }

// Stale returns a channel that is closed with the next commit. Whoever follows
// the room takes the channel first, then the Snapshot, and waits.
func (r *Room) Stale() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stale
}

// mark says that what was counted is out of date. It never waits.
func (r *Room) mark(at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.marked++
	if at.After(r.asOf) {
		r.asOf = at
	}
	close(r.stale)
	r.stale = make(chan struct{})
}

func (r *Room) marks() (n uint64, asOf time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.marked, r.asOf
}

// upToDate returns pictures that have all marks before the call in them.
func (r *Room) upToDate(ctx context.Context) (pictures, error) {
	want, _ := r.marks()
	r.counting.Lock()
	defer r.counting.Unlock()
	if r.now.inner == nil || time.Since(r.last) > aged {
		r.mark(r.d.Now().UTC())
	} else if r.counted >= want {
		return r.now, nil // somebody else has counted for us
	}
	if err := sleep(ctx, pace-time.Since(r.last)); err != nil {
		return pictures{}, err
	}
	upTo, asOf := r.marks()
	s, err := r.count(ctx, asOf)
	if err != nil {
		return pictures{}, err
	}
	s.Mark = fmt.Sprintf("%s-%d", r.boot, upTo)
	r.now = pictures{inner: s, public: s.forPublic()}
	r.counted, r.last = upTo, time.Now()
	return r.now, nil
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// count takes the snapshot of one reading of the store.
func (r *Room) count(ctx context.Context, asOf time.Time) (s *Snapshot, err error) {
	err = r.d.Store.View(ctx, func(read storage.Reader) (err error) {
		s, err = take(read, r.book, asOf)
		return err
	})
	if err != nil {
		return nil, fault.Wrap(err, "count the command room")
	}
	return s, nil
}
