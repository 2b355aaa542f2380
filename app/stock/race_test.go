package stock_test

import (
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"lumbung/app/fault"
	"lumbung/storage"
	"lumbung/storage/kv/boltkv"
	"lumbung/storage/kv/optkv"
)

// TestOfManyAtOnceExactlyOneReservesAUnit is the test of the rule that a unit is
// reserved by its own record, read by its key: a rule on a list would let many
// through on an optimistic engine.
func TestOfManyAtOnceExactlyOneReservesAUnit(t *testing.T) {
	const officers = 64
	for name, engine := range map[string]func(*testing.T) storage.Store{
		"optkv":  func(*testing.T) storage.Store { return optkv.New() },
		"boltkv": openBolt,
	} {
		t.Run(name, func(t *testing.T) {
			store := engine(t)
			defer func() { _ = store.Close() }()
			r := furnish(t, store)
			rounds := 40
			if testing.Short() {
				rounds = 5
			}
			for _, unit := range r.receive(t, made(serials("KRE", rounds)...)).Units {
				var won atomic.Int32
				var wg sync.WaitGroup
				for n := range officers {
					wg.Go(func() {
						_, err := r.reserve(as(t, clerk), unit, id(uint64(1000+n)))
						if err == nil {
							won.Add(1)
						} else if fault.As(err).Key != "unit.reserved_for" {
							t.Errorf("a loser is told %v, want unit.reserved_for", err)
						}
					})
				}
				wg.Wait()
				if got := won.Load(); got != 1 {
					t.Fatalf("%d of %d officers reserved one unit, want 1", got, officers)
				}
			}
			r.verify(t)
		})
	}
}

func openBolt(t *testing.T) storage.Store {
	t.Helper()
	store, err := boltkv.Open(filepath.Join(t.TempDir(), "lumbung.db"), boltkv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return store
}
