package identity

import (
	"sync"
	"time"

	"lumbung/app/fault"
)

// allowance is a bucket of attempts that fills up again over time.
type allowance struct {
	size  float64       // attempts when full
	every time.Duration // in which one more comes
}

// An account bears few wrong passwords, an address more: an office of many
// people has one address. Nobody is locked out for good, since that would let
// anybody lock anybody out.
var (
	perAccount = allowance{size: 5, every: 30 * time.Second}
	perAddress = allowance{size: 30, every: 5 * time.Second}
)

// maxBuckets bounds the memory of the limits.
const maxBuckets = 10_000

type bucket struct {
	allowance
	level float64
	at    time.Time
}

// now is the level of the bucket at an instant.
func (b bucket) now(at time.Time) float64 {
	return min(b.size, b.level+max(0, at.Sub(b.at).Seconds())/b.every.Seconds())
}

// limits counts attempts to sign in, by account and by address. Only buckets
// that are not full are kept.
type limits struct {
	mu      sync.Mutex
	buckets map[string]bucket
}

func newLimits() *limits { return &limits{buckets: map[string]bucket{}} }

// attempt is one try to sign in.
type attempt struct {
	name, address string
	at            time.Time
}

func (a attempt) keys() map[string]allowance {
	return map[string]allowance{"name " + a.name[:min(len(a.name), maxName)]: perAccount, "address " + a.address: perAddress}
}

// take spends one attempt before the password is looked at, so that many at once
// get no more than many in turn. It fails with TooMany and the seconds to wait.
func (l *limits) take(a attempt) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	var wait time.Duration
	for key, rule := range a.keys() {
		if level := l.at(key, rule).now(a.at); level < 1 {
			wait = max(wait, time.Duration((1-level)*float64(rule.every)))
		}
	}
	if wait > 0 {
		return fault.New(fault.TooMany, "session.too_many", fault.Args{"seconds": int(wait/time.Second) + 1})
	}
	for key, rule := range a.keys() {
		l.set(key, a.at, l.at(key, rule).now(a.at)-1, rule)
	}
	return nil
}

// succeeded gives the attempt back, and the account its whole allowance.
func (l *limits) succeeded(a attempt) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for key, rule := range a.keys() {
		if rule == perAccount {
			delete(l.buckets, key)
			continue
		}
		l.set(key, a.at, l.at(key, rule).now(a.at)+1, rule)
	}
}

func (l *limits) at(key string, rule allowance) bucket {
	if b, ok := l.buckets[key]; ok {
		return b
	}
	return bucket{allowance: rule, level: rule.size}
}

func (l *limits) set(key string, at time.Time, level float64, rule allowance) {
	if _, known := l.buckets[key]; !known && len(l.buckets) >= maxBuckets {
		l.shrink(at)
	}
	l.buckets[key] = bucket{allowance: rule, level: min(level, rule.size), at: at}
}

// shrink drops the buckets that have filled up, and where that is not enough,
// others: the memory is bounded whatever comes.
func (l *limits) shrink(at time.Time) {
	for key, b := range l.buckets {
		if b.now(at) >= b.size {
			delete(l.buckets, key)
		}
	}
	for key := range l.buckets {
		if len(l.buckets) < maxBuckets*9/10 {
			return
		}
		delete(l.buckets, key)
	}
}
