package stock_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv"
	"lumbung/storage/kv/memkv"
)

// meter counts what is read of a store.
type meter struct {
	storage.Store
	read int
}

func (m *meter) View(ctx context.Context, fn func(storage.Reader) error) error {
	return m.Store.View(ctx, func(r storage.Reader) error { return fn(metered{r, m}) })
}

type metered struct {
	storage.Reader
	m *meter
}

func (r metered) Get(key []byte) ([]byte, bool, error) {
	r.m.read++
	return r.Reader.Get(key)
}

func (r metered) count(all iter.Seq2[kv.Entry, error]) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		for e, err := range all {
			if r.m.read++; !yield(e, err) {
				return
			}
		}
	}
}

func (r metered) Scan(from, to []byte) iter.Seq2[kv.Entry, error] {
	return r.count(r.Reader.Scan(from, to))
}

func (r metered) ScanBack(from, to []byte) iter.Seq2[kv.Entry, error] {
	return r.count(r.Reader.ScanBack(from, to))
}

// TestReportsReadNoMoreOfALongerLedger holds the work of a card page, an
// inventory report and the trace of a fund against a ledger ten times as long,
// on the same days.
func TestReportsReadNoMoreOfALongerLedger(t *testing.T) {
	work := map[string][]int{}
	for _, movements := range []int{60, 600} {
		store := &meter{Store: memkv.New()}
		d := op.Frozen(store, noon)
		if err := network.New(d).Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		r := &room{Stock: stock.New(d), d: d}
		r.pad = r.model(t, stock.ModelDetails{Name: "Bantalan duduk", Tracking: stock.Counted})
		lot := r.receive(t, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: 100_000, Occurred: noon.AddDate(0, 0, -60)}).Lot
		for i := range movements {
			at := noon.AddDate(0, 0, -i%60).Add(-time.Duration(i) * time.Second)
			_, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Issued, Reason: stock.ForService, Model: r.pad.Slug, Lot: lot.String(), Quantity: 1, Occurred: at})
			if err != nil {
				t.Fatal(err)
			}
		}
		for name, read := range map[string]func() error{
			"card": func() error {
				_, err := r.StockCard(as(t, clerk), stock.CardAsk{Model: r.pad.Slug, Paging: stock.Paging{Limit: 20}})
				return err
			},
			"inventory": func() error {
				_, err := r.Inventory(as(t, clerk), stock.InventoryAsk{PeriodAsk: stock.PeriodAsk{Period: "2026"}})
				return err
			},
			"fund": func() error { _, err := r.Fund(as(t, clerk), "APBN 2026"); return err },
			"movements": func() error {
				_, err := r.Movements(as(t, clerk), stock.MovementsAsk{Paging: stock.Paging{Limit: 20}})
				return err
			},
		} {
			store.read = 0
			if err := read(); err != nil {
				t.Fatal(err)
			}
			work[name] = append(work[name], store.read)
		}
	}
	for name, n := range work {
		if 2*n[1] > 3*n[0] {
			t.Errorf("%s: %s", name, fmt.Sprintf("%d reads of 60 movements, %d of 600", n[0], n[1]))
		}
	}
}
