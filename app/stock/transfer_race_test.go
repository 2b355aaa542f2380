package stock_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/optkv"
)

// TestOfManyReceiversExactlyOneReceivesALine has 64 receivers scan the same
// unit, or count the same pieces: a rule on a list would let many through.
func TestOfManyReceiversExactlyOneReceivesALine(t *testing.T) {
	const receivers = 64
	for name, engine := range map[string]func(*testing.T) storage.Store{
		"optkv":  func(*testing.T) storage.Store { return optkv.New() },
		"boltkv": openBolt,
	} {
		t.Run(name, func(t *testing.T) {
			store := engine(t)
			defer func() { _ = store.Close() }()
			r := furnish(t, store)
			x, chairs := r.underway(t)
			for what, in := range map[string]stock.Arriving{
				"unit":   {Codes: []string{chairs[0].Code}},
				"pieces": {Lines: []stock.ArrivedLine{{Line: 2, Good: 10}}},
				"loss":   {Missing: []string{chairs[1].Code}, Reason: "hilang"},
			} {
				in.Transfer = x.ID.String()
				var won atomic.Int32
				var wg sync.WaitGroup
				for range receivers {
					wg.Go(func() {
						_, err := r.ReceiveTransfer(as(t, far), in)
						if err == nil {
							won.Add(1)
						} else if code := fault.CodeOf(err); code != fault.Invalid {
							t.Errorf("a loser is told %v, want what came before", err)
						}
					})
				}
				wg.Wait()
				if got := won.Load(); got != 1 {
					t.Errorf("%s: %d of %d receivers took it in, want 1", what, got, receivers)
				}
			}
			r.verify(t)
		})
	}
}

// TestAUnitGoesToOneOfManyWhoWantIt has officers pick a unit for a transfer, lend
// it and reserve it at once.
func TestAUnitGoesToOneOfManyWhoWantIt(t *testing.T) {
	store := optkv.New()
	defer func() { _ = store.Close() }()
	r := furnish(t, store)
	ok := done(t)
	for round, unit := range r.receive(t, made(serials("R", 6)...)).Units {
		u := r.unit(t, unit)
		x := ok(r.RequestTransfer(as(t, clerk), wish(1, 0)))
		var won atomic.Int32
		var wg sync.WaitGroup
		for n := range 21 {
			wg.Go(func() {
				var err error
				switch n % 3 {
				case 0:
					_, err = r.PickTransfer(as(t, clerk), stock.Picking{Transfer: x.ID.String(), Codes: []string{u.Code}})
				case 1:
					_, err = r.Lend(as(t, clerk), lend(u.Code))
				default:
					_, err = r.reserve(as(t, clerk), unit, id(uint64(5000+100*round+n)))
				}
				if err == nil {
					won.Add(1)
				}
			})
		}
		wg.Wait()
		if got := won.Load(); got != 1 {
			t.Fatalf("%d won unit %s, want 1", got, u.Code)
		}
		r.verify(t)
	}
}
