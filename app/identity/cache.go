package identity

import (
	"sync"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
)

// maxSeats bounds each cache. A full one begins anew: that costs each who is
// signed in one look at the store.
const maxSeats = 20_000

// seat is somebody who has proved who they are.
type seat struct {
	by    policy.Actor
	begun time.Time // of a session; zero for a token
	seen  time.Time // last request
	saved time.Time // what the store knows of seen
}

// over tells whether a session has ended. A token does not end by itself.
func (s seat) over(now time.Time) bool {
	return !s.begun.IsZero() && !now.Before(endOf(s.begun, s.seen))
}

// cache keeps who stands behind a hashed secret, so that a request costs no
// look at the store and never a write. Whatever changes an account forgets it.
type cache struct {
	mu    sync.Mutex
	seats map[string]*seat
	turn  uint64 // counts what was forgotten
}

func newCache() *cache { return &cache{seats: map[string]*seat{}} }

// find returns the seat of a hash and notes that it was seen. save is true once
// a minute: then the caller writes the time to the store.
func (c *cache) find(hash string, now time.Time) (s seat, save, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := c.seats[hash]
	if at == nil {
		return seat{}, false, false
	}
	if at.over(now) {
		delete(c.seats, hash)
		return seat{}, false, false
	}
	at.seen = now
	if save = now.Sub(at.saved) >= saveEvery; save {
		at.saved = now
	}
	return *at, save, true
}

// now returns the turn that keep asks for. It is taken before the store is read.
func (c *cache) now() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.turn
}

// keep remembers what was read from the store, unless something was forgotten
// since the reading began: then it may be out of date.
func (c *cache) keep(hash string, s seat, turn uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if turn != c.turn {
		return
	}
	if len(c.seats) >= maxSeats {
		clear(c.seats)
	}
	c.seats[hash] = &s
}

// drop forgets one secret.
func (c *cache) drop(hash string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn++
	delete(c.seats, hash)
}

// forget forgets all secrets of an account.
func (c *cache) forget(id op.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn++
	for hash, s := range c.seats {
		if s.by.ID == id {
			delete(c.seats, hash)
		}
	}
}

// clear forgets everybody.
func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn++
	clear(c.seats)
}
