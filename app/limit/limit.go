// Package limit slows those down who try too often: wrong passwords, wrong
// PINs, a form sent again and again. What it counts lives in memory and under a
// keyed hash, so that no address and no name can be read out of it.
package limit

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"
)

// Max is how many buckets are kept at most: the memory is bounded whatever
// comes.
const Max = 10_000

// Allowance is a bucket of attempts that fills up again over time.
type Allowance struct {
	Size  float64       // attempts when full
	Every time.Duration // in which one more comes
}

// Use is one attempt on the account of a key, such as "address 192.0.2.1".
type Use struct {
	Key string
	Allowance
}

type bucket struct {
	Allowance
	level float64
	at    time.Time
}

// now is the level of the bucket at an instant.
func (b bucket) now(at time.Time) float64 {
	return min(b.Size, b.level+max(0, at.Sub(b.at).Seconds())/b.Every.Seconds())
}

// sum is a key as it is kept.
type sum [16]byte

// Buckets counts attempts. Only buckets that are not full are kept. It may be
// used by several goroutines.
type Buckets struct {
	mu     sync.Mutex
	secret [32]byte
	kept   map[sum]bucket
}

// New returns Buckets that are all full.
func New() *Buckets {
	b := &Buckets{kept: map[sum]bucket{}}
	_, _ = rand.Read(b.secret[:]) // never fails, see crypto/rand
	return b
}

// Take spends one attempt from each bucket, or from none, and returns how long
// to wait until all have one; 0 means that it was spent. It is to be asked
// before the work is done, so that many at once get no more than many in turn.
func (b *Buckets) Take(at time.Time, uses ...Use) (wait time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, u := range uses {
		if level := b.at(u).now(at); level < 1 {
			wait = max(wait, time.Duration((1-level)*float64(u.Every)))
		}
	}
	if wait > 0 {
		return wait
	}
	for _, u := range uses {
		b.set(u, at, b.at(u).now(at)-1)
	}
	return 0
}

// GiveBack returns an attempt that Take has spent.
func (b *Buckets) GiveBack(at time.Time, u Use) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.set(u, at, b.at(u).now(at)+1)
}

// Fill gives a key its whole allowance.
func (b *Buckets) Fill(u Use) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.kept, b.sum(u.Key))
}

func (b *Buckets) sum(key string) (out sum) {
	mac := hmac.New(sha256.New, b.secret[:])
	mac.Write([]byte(key))
	copy(out[:], mac.Sum(nil))
	return out
}

func (b *Buckets) at(u Use) bucket {
	if old, ok := b.kept[b.sum(u.Key)]; ok {
		return old
	}
	return bucket{Allowance: u.Allowance, level: u.Size}
}

func (b *Buckets) set(u Use, at time.Time, level float64) {
	key := b.sum(u.Key)
	if _, known := b.kept[key]; !known && len(b.kept) >= Max {
		b.shrink(at)
	}
	b.kept[key] = bucket{Allowance: u.Allowance, level: min(level, u.Size), at: at}
}

// shrink drops the buckets that have filled up, and where that is not enough,
// others.
func (b *Buckets) shrink(at time.Time) {
	for key, old := range b.kept {
		if old.now(at) >= old.Size {
			delete(b.kept, key)
		}
	}
	for key := range b.kept {
		if len(b.kept) < Max*9/10 {
			return
		}
		delete(b.kept, key)
	}
}
