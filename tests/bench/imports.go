package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// ledgerRows is how many rows the ledger of an older system has here.
const ledgerRows = 100_000

// imports measures how fast the ledger of an older system comes in, reading and
// checking included, beside a bare bbolt that loads the same keys in their order.
func imports(ctx context.Context, _ *os.File) ([]row, error) {
	text := []byte(olderLedger())
	var pairs []kv.Entry
	ours := func() (int, time.Duration, error) {
		b, err := ledgerBarn(ctx)
		if err != nil {
			return 0, 0, err
		}
		defer b.close()
		began := time.Now()
		got, err := b.Stock.ImportStock(op.As(ctx, policy.Actor{ID: op.ID{15: 1}, Name: "Uji", Role: policy.Admin}), stock.StockFile{Data: text})
		took := time.Since(began)
		if err == nil && (!got.Problems.Clean() || got.Import.State != stock.ImportDone) {
			err = fmt.Errorf("the import ended as %s with %d problems", got.Import.State, got.Problems.Count())
		}
		if err == nil && pairs == nil {
			pairs, err = everything(ctx, b.store)
		}
		return ledgerRows, took, err
	}
	ref := func() (int, time.Duration, error) { return loadSorted(pairs) }
	a, b, ratio, err := pair(ours, ref)
	return []row{
		{name: "import of 100,000 ledger rows beside a sorted load of the same keys", ours: perSecond(a), ref: perSecond(b), ratio: ratio, bar: 0.35},
		{name: "import of ledger rows a second", ours: perSecond(a), ref: "15000/s", ratio: a / 15000, bar: 1},
	}, err
}

// ledgerBarn has the places and models of the older system.
func ledgerBarn(ctx context.Context) (*barn, error) {
	b, err := newBarn(ctx)
	if err != nil {
		return nil, err
	}
	var places, models strings.Builder
	places.WriteString("code,centre\n")
	models.WriteString("code,name\n")
	for i := range 20 {
		fmt.Fprintf(&places, "GD-%02d,%s\n", i, centre)
	}
	for i := range 100 {
		fmt.Fprintf(&models, "BRG-%03d,Barang %d\n", i, i)
	}
	admin := op.As(ctx, policy.Actor{ID: op.ID{15: 1}, Name: "Uji", Role: policy.Admin})
	if _, err := b.Centres.ImportPlaces(admin, network.PlaceFile{Data: []byte(places.String()), Commit: true}); err != nil {
		return nil, err
	}
	_, err = b.Stock.ImportModels(admin, stock.ModelFile{Data: []byte(models.String()), Commit: true})
	return b, err
}

// olderLedger is three years of an older system: every row its own paper, hundred
// models in twenty warehouses, some lots of each.
func olderLedger() string {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same ledger in each run
	var out strings.Builder
	out.WriteString("occurred_at,recorded_at,place,model,lot,serial,kind,quantity,from,to,reason,document,fund,unit_cost\n")
	const apart = 3 * 365 * 24 * time.Hour / ledgerRows
	begin := time.Date(2022, 1, 3, 1, 0, 0, 0, time.UTC)
	have := map[string]int{}
	for i := range ledgerRows {
		at := begin.Add(time.Duration(i) * apart)
		place, model, lot := r.IntN(20), r.IntN(100), at.Year()*10+r.IntN(2)
		k := fmt.Sprintf("%02d %03d %d", place, model, lot)
		kind, n := "receive", 1+r.IntN(20)
		switch {
		case have[k] > 40:
			kind = []string{"issue", "issue", "transfer"}[r.IntN(3)]
		case have[k] > 0 && r.IntN(3) > 0:
			kind, n = "issue", min(n, have[k])
		case r.IntN(40) == 0:
			kind = "count"
		}
		from, to := "", ""
		switch kind {
		case "receive":
			have[k] += n
		case "issue":
			have[k] -= n
		case "count":
			have[k] = n
		case "transfer":
			from, to = fmt.Sprintf("GD-%02d", place), fmt.Sprintf("GD-%02d", (place+1)%20)
			have[k] -= n
			have[fmt.Sprintf("%02d %03d %d", (place+1)%20, model, lot)] += n
		}
		stamp := at.Format(time.RFC3339)
		fmt.Fprintf(&out, "%s,%s,GD-%02d,BRG-%03d,L-%d,,%s,%d,%s,%s,,DOK/%06d,APBN %d,12500\n", stamp, stamp, place, model, lot, kind, n, from, to, i, at.Year())
	}
	return out.String()
}

// everything copies what a store holds, in the order of keys.
func everything(ctx context.Context, s storage.Store) (pairs []kv.Entry, err error) {
	err = s.View(ctx, func(r storage.Reader) error {
		for e, err := range r.Scan([]byte{0}, nil) {
			if err != nil {
				return err
			}
			pairs = append(pairs, kv.Entry{Key: slices.Clone(e.Key), Value: slices.Clone(e.Value)})
		}
		return nil
	})
	return pairs, err
}

// loadSorted puts pairs into a new bbolt in their order, in transactions as large
// as the contract of the engines allows.
func loadSorted(pairs []kv.Entry) (int, time.Duration, error) {
	dir, err := os.MkdirTemp("", "lumbung-bench-")
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	db, err := bolt.Open(filepath.Join(dir, "bare.db"), 0o600, nil)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = db.Close() }()
	began := time.Now()
	for some := range slices.Chunk(pairs, kv.MaxWrites) {
		err := db.Update(func(tx *bolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("kv"))
			if err != nil {
				return err
			}
			for _, e := range some {
				if err := b.Put(e.Key, e.Value); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return 0, 0, err
		}
	}
	return ledgerRows, time.Since(began), nil
}
