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
