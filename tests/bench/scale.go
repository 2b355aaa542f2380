package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// The size at which the stock is measured, beside a small one.
const (
	manyUnits = 200_000
	manyMoves = 2_000_000
	fewUnits  = 1_000
	fewMoves  = 10_000
)

// scale measures the stock of a country: lists and cards beside a small store, a
// receipt of a thousand serial numbers, the proof of it all, and the memory of
// the server.
func scale(ctx context.Context, log *os.File) ([]row, error) {
	small, err := stockOf(ctx, fewUnits, fewMoves, spread{1, 20, 100})
	if err != nil {
		return nil, err
	}
	defer small.close()
	began := time.Now()
	large, err := stockOf(ctx, manyUnits, manyMoves, spread{20, 20, 100})
	if err != nil {
		return nil, err
	}
	defer large.close()
	fmt.Fprintf(log, "  filled a store with %d units and %d movements in %s\n", manyUnits, manyMoves, time.Since(began).Round(time.Second))
	rows, err := besideSmall(ctx, large, small)
	if err != nil {
		return nil, err
	}
	for _, measure := range []func(context.Context, *barn) (row, error){receiveThousand, proveAll, servingMemory} {
		r, err := measure(ctx, large)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// spread is over how many warehouses and models the goods are spread. A small
// store has one warehouse, so that its pages are as full as those of a large one.
type spread struct{ places, devices, goods int }

// stockOf fills a store by imports, as a centre that moves to Lumbung would: units
// of serialised models, and counted goods that come and go.
func stockOf(ctx context.Context, units, moves int, over spread) (*barn, error) {
	b, err := ledgerBarn(ctx)
	if err != nil {
		return nil, err
	}
	admin := op.As(ctx, policy.Actor{ID: op.ID{15: 1}, Name: "Uji", Role: policy.Admin})
	var models strings.Builder
	models.WriteString("code,name,tracking\n")
	for i := range 20 {
		fmt.Fprintf(&models, "ALT-%02d,Alat %d,serialised\n", i, i)
	}
	if _, err := b.Stock.ImportModels(admin, stock.ModelFile{Data: []byte(models.String()), Commit: true}); err != nil {
		return nil, err
	}
	const perFile = 100_000
	for from := 0; from < units; from += perFile {
		if err := bringIn(admin, b, over.serials(from, min(from+perFile, units))); err != nil {
			return nil, err
		}
	}
	for from := units; from < moves; from += perFile {
		if err := bringIn(admin, b, over.counted(from, min(from+perFile, moves), moves)); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func bringIn(ctx context.Context, b *barn, ledger string) error {
	got, err := b.Stock.ImportStock(ctx, stock.StockFile{Data: []byte(ledger)})
	if err == nil && (!got.Problems.Clean() || got.Import.State != stock.ImportDone) {
		err = fmt.Errorf("an import ended as %s with %d problems", got.Import.State, got.Problems.Count())
	}
	return err
}

const ledgerHead = "occurred_at,recorded_at,place,model,lot,serial,kind,quantity,from,to,reason,document,fund,unit_cost\n"

func (s spread) serials(from, to int) string {
	var out strings.Builder
	out.WriteString(ledgerHead)
	begin := time.Date(2022, 1, 3, 0, 0, 0, 0, time.UTC)
	for i := from; i < to; i++ {
		day := begin.AddDate(0, 0, i*300/max(to, 1)).Format(time.DateOnly)
		fmt.Fprintf(&out, "%s,%s,GD-%02d,ALT-%02d,BT-%d,SN-%07d,receive,1,,,,TRM/%d,APBN 2022,4500000\n", day, day, i%s.places, i/s.places%s.devices, i/500, i, i/50)
	}
	return out.String()
}

// counted is pairs of something that comes and the same that goes, so that every
// row is possible.
func (s spread) counted(from, to, all int) string {
	var out strings.Builder
	out.WriteString(ledgerHead)
	begin := time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC)
	for i := from; i < to; i++ {
		day := begin.AddDate(0, 0, i*360/all).Format(time.DateOnly)
		kind := "receive"
		if i%2 == 1 {
			kind = "issue"
		}
		fmt.Fprintf(&out, "%s,%s,GD-%02d,BRG-%03d,L-%d,,%s,%d,,,,D/%d,APBN 2024,2500\n", day, day, i/2%s.places, i/2/s.places%s.goods, i/2/s.places/s.goods%8, kind, 3+i/2%5, i)
	}
	return out.String()
}

// besideSmall compares the work of lists and cards in both stores.
func besideSmall(ctx context.Context, large, small *barn) (rows []row, err error) {
	who := as(ctx, policy.Warehouse)
	bought, used := stock.PeriodAsk{Period: "2022"}, stock.PeriodAsk{Period: "2024"}
	for _, r := range []struct {
		name string
		n    int
		do   func(b *barn) error
	}{
		{"units of a bucket", 100, func(b *barn) error { _, err := b.Stock.Units(who, stock.UnitsAsk{Bucket: stock.Ready}); return err }},
		{"stock of a centre", 50, func(b *barn) error { _, err := b.Stock.OfCentre(who, stock.CentreAsk{}); return err }},
		{"stock card, serialised", 100, func(b *barn) error {
			_, err := b.Stock.StockCard(who, stock.CardAsk{Model: "ALT-01", Place: "GD-00", PeriodAsk: bought})
			return err
		}},
		{"stock card, counted", 100, func(b *barn) error {
			_, err := b.Stock.StockCard(who, stock.CardAsk{Model: "BRG-001", Place: "GD-00", PeriodAsk: used})
			return err
		}},
		{"movements", 100, func(b *barn) error {
			_, err := b.Stock.Movements(who, stock.MovementsAsk{PeriodAsk: used})
			return err
		}},
		{"inventory report", 20, func(b *barn) error {
			_, err := b.Stock.Inventory(who, stock.InventoryAsk{PeriodAsk: used})
			return err
		}},
		{"a scan", 500, func(b *barn) error { _, err := b.Stock.Look(who, "SN-0000007"); return err }},
		{"contents of a place", 50, func(b *barn) error {
			_, err := b.Stock.PlaceContents(who, stock.ContentAsk{Place: "GD-00"})
			return err
		}},
	} {
		a, c, ratio, err := workBeside(r.n, func() error { return r.do(large) }, func() error { return r.do(small) })
		if err != nil {
			return rows, fmt.Errorf("%s: %w", r.name, err)
		}
		rows = append(rows, row{
			name: r.name + ": 200,000 units and 2,000,000 movements beside 1,000 and 10,000",
			ours: a.String(), ref: c.String(), ratio: ratio, bar: 1.5, atMost: true,
		})
	}
	return rows, nil
}

// workBeside is the processor time of one call of each, and the median ratio.
func workBeside(n int, one, other func() error) (a, b time.Duration, ratio float64, err error) {
	spend := func(do func() error) (time.Duration, error) {
		before, err := processorTime()
		if err != nil {
			return 0, err
		}
		for range n {
			if err := do(); err != nil {
				return 0, err
			}
		}
		after, err := processorTime()
		return (after - before) / time.Duration(n), err
	}
	var ratios []float64
	for range rounds {
		if a, err = spend(one); err != nil {
			return a, b, 0, err
		}
		if b, err = spend(other); err != nil {
			return a, b, 0, err
		}
		ratios = append(ratios, float64(a)/float64(b))
	}
	return a, b, median(ratios), nil
}

// receiveThousand is how long one request with a thousand serial numbers takes.
func receiveThousand(ctx context.Context, b *barn) (row, error) {
	var took []float64
	for i := range rounds {
		serials := make([]string, 1000)
		for n := range serials {
			serials[n] = fmt.Sprintf("RIBU-%d-%04d", i, n)
		}
		began := time.Now()
		_, err := b.Stock.Receive(as(ctx, policy.Warehouse), stock.NewReceipt{Model: "ALT-01", Source: stock.Purchase, Fund: "APBN 2026", Serials: serials})
		if err != nil {
			return row{}, err
		}
		took = append(took, time.Since(began).Seconds())
	}
	s := median(took)
	return row{name: "receive 1,000 serials, s beside 0.3 s", ours: fmt.Sprintf("%.2f s", s), ref: "0.3 s", ratio: s / 0.3, bar: 1, atMost: true}, nil
}

// proveAll is how long check takes over all of it.
func proveAll(ctx context.Context, b *barn) (row, error) {
	began := time.Now()
	reports, err := b.Check(ctx)
	if err != nil {
		return row{}, err
	}
	s := time.Since(began).Seconds()
	for _, rep := range reports {
		if len(rep.Findings) > 0 {
			return row{}, fmt.Errorf("check finds %s: %s", rep.Findings[0].Kind, rep.Findings[0].Text)
		}
	}
	return row{name: "check of it all, s beside 30 s", ours: fmt.Sprintf("%.1f s", s), ref: "30 s", ratio: s / 30, bar: 1, atMost: true}, nil
}

// servingMemory is what the built program holds over this store.
func servingMemory(ctx context.Context, b *barn) (row, error) {
	if err := b.store.Close(); err != nil {
		return row{}, err
	}
	var sizes []float64
	for range 3 {
		_, size, err := startOnce(ctx, filepath.Join("bin", "lumbung"), b.dir)
		if err != nil {
			return row{}, err
		}
		sizes = append(sizes, size)
	}
	m := slices.Max(sizes)
	return row{name: "memory of the server, MB beside 300 MB", ours: fmt.Sprintf("%.0f MB", m), ref: "300 MB", ratio: m / 300, bar: 1, atMost: true}, nil
}
