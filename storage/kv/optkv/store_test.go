package optkv

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"lumbung/storage/kv"
	"lumbung/storage/kv/kvtest"
)

func TestStoreKeepsTheContract(t *testing.T) {
	kvtest.Run(t, func(*testing.T) kv.Store { return New() })
}

var errNoneLeft = errors.New("none left")

// officers lets n officers reserve the same unit. All have run rule once before
// the first of them commits, as on nodes that do not know of each other. It
// returns how many got the unit.
func officers(t *testing.T, s kv.Store, n int, rule func(w kv.Writer) error) (winners int) {
	t.Helper()
	var got atomic.Int64
	var ready, gone sync.WaitGroup
	ready.Add(n)
	for i := range n {
		gone.Go(func() {
			met := false
			err := s.Update(t.Context(), func(w kv.Writer) error {
				err := rule(w)
				if !met {
					met = true
					ready.Done()
					ready.Wait()
				}
				if err != nil {
					return err
				}
				return w.Put(fmt.Appendf(nil, "reservation/%02d", i), []byte("1"))
			})
			switch {
			case err == nil:
				got.Add(1)
			case !errors.Is(err, errNoneLeft):
				t.Errorf("Update = %v", err)
			}
		})
	}
	gone.Wait()
	return int(got.Load())
}

// A list takes no part in conflicts: each officer saw an empty list, and nothing
// tells them of the others.
func TestRuleThatSumsAListLetsAllThrough(t *testing.T) {
	winners := officers(t, New(), 40, func(w kv.Writer) error {
		for _, err := range w.Scan([]byte("reservation/"), kv.PrefixEnd([]byte("reservation/"))) {
			return errors.Join(err, errNoneLeft)
		}
		return nil
	})
	if winners != 40 {
		t.Errorf("%d of 40 officers got the unit, want the fault to show with 40", winners)
	}
}

func TestRuleOnABalanceLetsOneThrough(t *testing.T) {
	s, balance := New(), []byte("balance")
	err := s.Update(t.Context(), func(w kv.Writer) error { return w.Put(balance, []byte("1")) })
	if err != nil {
		t.Fatal(err)
	}
	winners := officers(t, s, 40, func(w kv.Writer) error {
		value, _, err := w.Get(balance)
		if err != nil {
			return err
		}
		left, err := strconv.Atoi(string(value))
		if err != nil {
			return err
		}
		if left < 1 {
			return errNoneLeft
		}
		return w.Put(balance, strconv.AppendInt(nil, int64(left-1), 10))
	})
	if winners != 1 {
		t.Errorf("%d of 40 officers got the unit, want 1", winners)
	}
}

func TestReadOfAnAbsentKeyConflictsWithItsCreation(t *testing.T) {
	winners := officers(t, New(), 40, func(w kv.Writer) error {
		_, taken, err := w.Get([]byte("claim"))
		if err != nil || taken {
			return errors.Join(err, errNoneLeft)
		}
		return w.Put([]byte("claim"), nil)
	})
	if winners != 1 {
		t.Errorf("%d of 40 officers hold the claim, want 1", winners)
	}
}

func TestUpdateGivesUpWhenItNeverWins(t *testing.T) {
	s, key, runs := New(), []byte("busy"), 0
	err := s.Update(t.Context(), func(w kv.Writer) error {
		runs++
		if _, _, err := w.Get(key); err != nil {
			return err
		}
		return s.Update(t.Context(), func(w kv.Writer) error { return w.Put(key, nil) })
	})
	if !errors.Is(err, kv.ErrConflict) || runs != maxAttempts {
		t.Errorf("Update = %v after %d runs, want %v after %d", err, runs, kv.ErrConflict, maxAttempts)
	}
}
