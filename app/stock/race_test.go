package stock_test

import (
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/boltkv"
	"lumbung/storage/kv/optkv"
)

// TestOfManyAtOnceExactlyOneGetsAUnit lets 64 people of different offices ask for
// the same unit at once, each in the way of their office: reserved for a person,
// picked for another centre, lent, sent to the workshop, written off. A rule on a
// list would let many through on an optimistic engine.
func TestOfManyAtOnceExactlyOneGetsAUnit(t *testing.T) {
	const people = 64
	rounds := 1000
	if testing.Short() {
		rounds = 20
	}
	for name, engine := range map[string]func(*testing.T) storage.Store{
		"optkv":  func(*testing.T) storage.Store { return optkv.New() },
		"boltkv": openBolt,
	} {
		t.Run(name, func(t *testing.T) {
			store := engine(t)
			defer func() { _ = store.Close() }()
			r := furnish(t, store)
			ask := offices(t, r)
			wins := make([]int, len(ask))
			for round, unit := range r.receive(t, made(serials("KRE", rounds)...)).Units {
				u := r.unit(t, unit)
				var won atomic.Int32
				winner := make(chan int, people)
				var wg sync.WaitGroup
				for n := range people {
					office := (n + round) % len(ask)
					wg.Go(func() {
						if err := ask[office](u, round); err == nil {
							won.Add(1)
							winner <- office
						} else if code := fault.CodeOf(err); code != fault.Conflict && code != fault.Invalid {
							t.Errorf("a loser is told %v, want what is in the way", err)
						}
					})
				}
				wg.Wait()
				if got := won.Load(); got != 1 {
					t.Fatalf("round %d: %d of %d got one unit, want 1", round, got, people)
				}
				wins[<-winner]++
			}
			t.Logf("the offices won %v times", wins)
			r.verify(t)
		})
	}
}

// offices are the ways in which a unit is asked for.
func offices(t *testing.T, r *room) []func(u stock.Unit, round int) error {
	const perTransfer = 100
	var mu sync.Mutex
	transfers := map[int]stock.Transfer{}
	transfer := func(round int) (stock.Transfer, error) {
		mu.Lock()
		defer mu.Unlock()
		x, known := transfers[round/perTransfer]
		if known {
			return x, nil
		}
		x, err := r.RequestTransfer(as(t, clerk), wish(perTransfer, 0))
		transfers[round/perTransfer] = x
		return x, err
	}
	return []func(stock.Unit, int) error{
		func(u stock.Unit, round int) error {
			_, err := r.reserve(as(t, clerk), u.ID, id(uint64(100_000+round)))
			return err
		},
		func(u stock.Unit, round int) error {
			x, err := transfer(round)
			if err == nil {
				_, err = r.PickTransfer(as(t, clerk), stock.Picking{Transfer: x.ID.String(), Codes: []string{u.Code}})
			}
			return err
		},
		func(u stock.Unit, _ int) error {
			_, err := r.Lend(as(t, clerk), lend(u.Code))
			return err
		},
		func(u stock.Unit, _ int) error {
			_, err := r.OpenRepair(as(t, clerk), stock.NewRepair{Unit: u.Code, Complaint: "uji", Where: stock.InWorkshop})
			return err
		},
		func(u stock.Unit, _ int) error {
			_, err := r.Move(as(t, head), stock.NewMove{Kind: stock.WrittenOff, Units: []string{u.Code}, Reason: stock.Lost})
			return err
		},
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
