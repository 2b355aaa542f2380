package stock_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/boltkv"
)

// The benches stand on boltkv, with every commit on the disk, as in service.

func benchRoom(b *testing.B, n int) (*room, []op.ID) {
	b.Helper()
	store, err := boltkv.Open(filepath.Join(b.TempDir(), "lumbung.db"), boltkv.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	r := furnish(b, store)
	var ids []op.ID
	for i := 0; len(ids) < n; i++ {
		ids = append(ids, r.receive(b, made(serials(fmt.Sprintf("S%d", i), stock.MaxSerials)...)).Units...)
	}
	return r, ids
}

// BenchmarkReceive100 posts one receipt of a hundred units.
func BenchmarkReceive100(b *testing.B) {
	r, _ := benchRoom(b, 0)
	ctx := as(b, clerk)
	n := 0
	for b.Loop() {
		n++
		if _, err := r.Receive(ctx, made(serials(fmt.Sprintf("B%d", n), 100)...)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/100, "µs/unit")
}

// BenchmarkReserveIssueReturn takes a unit through its whole round. The work at
// 100,000 units is to be at most 1.5 times that at 1,000.
func BenchmarkReserveIssueReturn(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r, ids := benchRoom(b, n)
			ctx := as(b, clerk)
			i := 0
			for b.Loop() {
				unit := ids[(i*7919)%len(ids)]
				i++
				round(ctx, b, r, unit, id(uint64(1000+i)))
			}
		})
	}
}

func round(ctx context.Context, b *testing.B, r *room, unit, allocation op.ID) {
	u, err := r.reserve(ctx, unit, allocation)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := r.issue(ctx, stock.Issuance{Units: []op.ID{unit}, Allocations: []op.ID{allocation}, To: id(77)}); err != nil {
		b.Fatal(err)
	}
	in := stock.NewReceipt{Model: u.Model.String(), Source: stock.Return, Serials: []string{u.Serial}}
	if _, err := r.Receive(ctx, in); err != nil {
		b.Fatal(err)
	}
	if _, err := r.SetHold(ctx, stock.Holding{Unit: u.Code, Hold: stock.NoHold}); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkUnitByCode reads a unit the way a scan does; BenchmarkOneGet is the
// least that any store must do for it: one Get and one copy.
func BenchmarkUnitByCode(b *testing.B) {
	r, ids := benchRoom(b, 1_000)
	code := r.unit(b, ids[500]).Code
	b.Run("find", func(b *testing.B) {
		err := r.d.Store.View(b.Context(), func(rd storage.Reader) error {
			for b.Loop() {
				if _, err := stock.FindUnit(rd, code); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	})
	b.Run("get and copy", func(b *testing.B) {
		key := storage.UnitByID.Key().ID(ids[500])
		var into []byte
		err := r.d.Store.View(b.Context(), func(rd storage.Reader) error {
			for b.Loop() {
				data, _, err := rd.Get(key)
				if err != nil {
					return err
				}
				into = append(into[:0], data...)
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	})
	b.Run("page", func(b *testing.B) {
		ctx := as(b, clerk)
		for b.Loop() {
			if _, err := r.Unit(ctx, code); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkUnitsPage lists fifty ready units of one model.
func BenchmarkUnitsPage(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r, _ := benchRoom(b, n)
			ctx := as(b, clerk)
			ask := stock.UnitsAsk{Centre: "soeharso", Bucket: stock.Ready, Model: r.chair.Slug}
			for b.Loop() {
				if _, err := r.Units(ctx, ask); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
