package stock_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

var (
	noon   = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	clerk  = actor(1, policy.Warehouse, "soeharso")
	far    = actor(2, policy.Warehouse, "meohai")
	admin  = actor(3, policy.Admin, "")
	peksos = actor(4, policy.SocialWorker, "soeharso")
)

func actor(n uint64, role policy.Role, centre string) policy.Actor {
	return policy.Actor{ID: storage.CountedID(noon, n), Name: "Petugas Contoh", Role: role, Centre: centre}
}

// room is a store with the centres in it and the stock over it.
type room struct {
	*stock.Stock
	d     *op.Deps
	chair stock.Model // serialised
	pad   stock.Model // counted
}

func furnish(tb testing.TB, store storage.Store) *room {
	tb.Helper()
	d := op.Frozen(store, noon)
	if err := network.New(d).Load(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	r := &room{Stock: stock.New(d), d: d}
	r.chair = r.model(tb, stock.ModelDetails{Name: "Kursi roda elektrik", ISO: "12.23.06", Tracking: stock.Serialised, MakerCentre: "soeharso"})
	r.pad = r.model(tb, stock.ModelDetails{Name: "Bantalan duduk", Tracking: stock.Counted})
	return r
}

func newRoom(tb testing.TB) *room {
	tb.Helper()
	return furnish(tb, memkv.New())
}

func as(tb testing.TB, a policy.Actor) context.Context { return op.As(tb.Context(), a) }

func (r *room) model(tb testing.TB, in stock.ModelDetails) stock.Model {
	tb.Helper()
	m, err := r.AddModel(as(tb, clerk), in)
	if err != nil {
		tb.Fatalf("AddModel(%q): %v", in.Name, err)
	}
	return m
}

// made is a receipt of chairs that the SKA made.
func made(serials ...string) stock.NewReceipt {
	return stock.NewReceipt{Model: "kursi-roda-elektrik", Source: stock.Production, Fund: "APBN 2026", Serials: serials}
}

func serials(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s-%04d", prefix, i+1)
	}
	return out
}

func (r *room) receive(tb testing.TB, in stock.NewReceipt) stock.Receipt {
	tb.Helper()
	rec, err := r.Receive(as(tb, clerk), in)
	if err != nil {
		tb.Fatalf("Receive: %v", err)
	}
	return rec
}

func (r *room) unit(tb testing.TB, id op.ID) stock.Unit {
	tb.Helper()
	sheet, err := r.Unit(as(tb, admin), id.String())
	if err != nil {
		tb.Fatalf("Unit(%s): %v", id, err)
	}
	return sheet.Unit
}

func (r *room) tally(tb testing.TB, model op.ID, centre string) (t stock.Tally) {
	tb.Helper()
	err := r.d.Store.View(tb.Context(), func(rd storage.Reader) (err error) {
		t, err = stock.TallyOf(rd, model, centre)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// The three that other features ask for, each in a command of its own.

func (r *room) reserve(ctx context.Context, unit, allocation op.ID) (stock.Unit, error) {
	return op.Write(ctx, r.d, policy.AllocationReserve, nil, func(tx *op.Tx) (stock.Unit, error) {
		return stock.ReserveFor(tx, unit, allocation, "PMH-2026-0007")
	})
}

func (r *room) release(ctx context.Context, unit, allocation op.ID) (stock.Unit, error) {
	return op.Write(ctx, r.d, policy.AllocationCancel, nil, func(tx *op.Tx) (stock.Unit, error) {
		return stock.Release(tx, unit, allocation)
	})
}

func (r *room) issue(ctx context.Context, out stock.Issuance) (stock.Movement, error) {
	return op.Write(ctx, r.d, policy.HandoverPost, nil, func(tx *op.Tx) (stock.Movement, error) {
		return stock.Issue(tx, out)
	})
}

func (r *room) verify(tb testing.TB) {
	tb.Helper()
	optest.Sound(tb, r.d, stock.Verify)
}

// keys lists the fields of an error with their message keys.
func keys(err error) map[string]string {
	out := map[string]string{}
	if err == nil {
		return out
	}
	for _, f := range fault.As(err).Fields {
		out[f.Name] = f.Key
	}
	return out
}

func id(n uint64) op.ID { return storage.CountedID(noon, n) }
