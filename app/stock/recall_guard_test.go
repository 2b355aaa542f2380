package stock_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/optkv"
)

// TestARecallThatComesBetweenLookingAndCommittingWins opens the recall from within
// a command of another centre that has looked already: the command is tried again
// and refused, because it read the guard by its key. Nothing else that the two
// touch is the same.
func TestARecallThatComesBetweenLookingAndCommittingWins(t *testing.T) {
	r := furnish(t, optkv.New())
	rec, err := r.Receive(as(t, far), made("KRE-0001"))
	if err != nil {
		t.Fatal(err)
	}
	pads, err := r.Receive(as(t, far), stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: 9, Lot: "B1"})
	if err != nil {
		t.Fatal(err)
	}
	lot := recall("", "")
	lot.Model, lot.Scope, lot.Lot = r.pad.Slug, stock.RecallLot, "B1"
	for name, x := range map[string]struct {
		in   stock.NewRecall
		act  policy.Action
		key  string
		look func(tx *op.Tx) error
	}{
		"a unit is reserved": {recall("KRE-0001", ""), policy.AllocationReserve, "unit.recalled", func(tx *op.Tx) error {
			_, err := stock.ReserveFor(tx, rec.Units[0], id(7), "PMH-1")
			return err
		}},
		"pieces are used up": {lot, policy.StockMove, "stock.recalled", func(tx *op.Tx) error {
			return stock.UseUp(tx, pads.Lot, stock.WarehouseNode("meohai-utama"), 3)
		}},
	} {
		tries := 0
		_, err := op.Write(as(t, far), r.d, x.act, nil, func(tx *op.Tx) (int, error) {
			tries++
			err := x.look(tx)
			if tries == 1 {
				if err != nil {
					t.Errorf("%s: refused before the recall: %v", name, err)
				}
				r.open(t, x.in)
			}
			return 0, err
		})
		if tries != 2 || fault.As(err).Key != x.key {
			t.Errorf("%s: %d tries, %v; want it refused at the second", name, tries, err)
		}
	}
	r.verify(t)
}

// TestNothingIsLetOutAfterARecall is the race of the guard: 64 officers reserve
// and hand over while the recall is opened. Whatever committed must have done so
// before it, and nothing can be let out after it, on an optimistic engine too.
func TestNothingIsLetOutAfterARecall(t *testing.T) {
	const officers = 64
	rounds := 12
	if testing.Short() {
		rounds = 2
	}
	for round := range rounds {
		r := furnish(t, optkv.New())
		ids := r.receive(t, made(serials("KRE", officers)...)).Units
		for n := range officers / 2 {
			if _, err := r.reserve(as(t, clerk), ids[n], id(uint64(1000+n))); err != nil {
				t.Fatal(err)
			}
		}
		var opened atomic.Bool
		var late atomic.Int32
		var wg sync.WaitGroup
		for n := range officers {
			wg.Go(func() {
				after := opened.Load()
				var err error
				if n < officers/2 {
					_, err = r.issue(as(t, clerk), stock.Issuance{Units: ids[n : n+1], Allocations: []op.ID{id(uint64(1000 + n))}, To: id(950)})
				} else {
					_, err = r.reserve(as(t, clerk), ids[n], id(uint64(1000+n)))
				}
				if err == nil && after {
					late.Add(1)
				}
				if err != nil && fault.As(err).Key != "unit.recalled" {
					t.Errorf("refused with %v, want unit.recalled", err)
				}
			})
			if n == officers/4 {
				wg.Go(func() {
					in := recall("KRE-0001", fmt.Sprintf("KRE-%04d", officers))
					if _, err := r.OpenRecall(as(t, chief), in); err != nil {
						t.Error(err)
					}
					opened.Store(true)
				})
			}
		}
		wg.Wait()
		if n := late.Load(); n > 0 {
			t.Fatalf("round %d: %d units were let out after the recall", round, n)
		}
		r.letOutBefore(t)
		r.verify(t)
	}
}

// letOutBefore looks at the journal of the centre, whose order is that of the
// commits: after the recall there is neither reservation nor hand-over.
func (r *room) letOutBefore(tb testing.TB) {
	tb.Helper()
	err := r.d.Store.View(tb.Context(), func(rd storage.Reader) error {
		recalled := false
		cursor := ""
		for {
			page, err := op.Journal(rd, "soeharso", storage.Ask{Limit: storage.MaxPage, Cursor: cursor})
			if err != nil {
				return err
			}
			for _, e := range page.Items {
				switch e.Action {
				case policy.RecallOpen:
					recalled = true
				case policy.AllocationReserve, policy.HandoverPost:
					if recalled {
						tb.Errorf("entry %d, %s, was committed after the recall", e.Seq, e.Action)
					}
				}
			}
			if cursor = page.Next; cursor == "" {
				return nil
			}
		}
	})
	if err != nil {
		tb.Fatal(err)
	}
}
