package commandroom

import (
	"bytes"
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/innovation"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/outcome"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

const (
	soeharso = "soeharso"
	jaya     = "mulya-jaya"
)

var begin = time.Date(2026, 5, 4, 3, 0, 0, 0, time.UTC)

// world is a room over a store with all that it reads of. Its clock can be set
// forward.
type world struct {
	*testing.T
	room        *Room
	d           *op.Deps
	stock       *stock.Stock
	people      *beneficiary.People
	allocations *allocation.Allocations
	outcomes    *outcome.Outcomes
	innovations *innovation.Innovations
	model       stock.Model
	later       *atomic.Int64 // nanoseconds after begin
	persons     *int
}

func newWorld(t *testing.T) world {
	t.Helper()
	store := optest.Closing(t, memkv.New())
	ring, err := beneficiary.NewKeyring(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	d := op.Frozen(store, begin)
	later, ticking := &atomic.Int64{}, d.Now
	d.Now = func() time.Time { return ticking().Add(time.Duration(later.Load())) }
	w := world{T: t, d: d, later: later, persons: new(int), stock: stock.New(d), people: beneficiary.New(d, ring), innovations: innovation.New(d)}
	w.outcomes = outcome.New(d, ring)
	w.allocations = allocation.New(d, ring, w.outcomes)
	if err := network.New(d).Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w.room, err = New(d); err != nil {
		t.Fatal(err)
	}
	w.model, err = w.stock.AddModel(w.head(soeharso), stock.ModelDetails{Name: "Kursi roda elektrik", ISO: "12 23 06", Tracking: stock.Serialised, MakerCentre: soeharso})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// pass lets time go by.
func (w world) pass(d time.Duration) { w.later.Add(int64(d)) }

func (w world) as(role policy.Role, centre string) context.Context {
	return optest.As(w.T, role, centre)
}

func (w world) head(centre string) context.Context { return w.as(policy.Head, centre) }

func must[T any](w world, out T, err error) T {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// receive brings n units that the centre made into its warehouse.
func (w world) receive(centre string, n int) (codes []string) {
	w.Helper()
	in := stock.NewReceipt{Model: w.model.Slug, Source: stock.Production, Fund: "APBN 2026", UnitCost: 7_500_000}
	for i := range n {
		in.Serials = append(in.Serials, fmt.Sprintf("%s-%d-%03d", centre, *w.persons, i+1))
	}
	*w.persons++
	rec, err := w.stock.Receive(w.head(centre), in)
	must(w, rec, err)
	sheet, err := w.stock.Receipt(w.head(centre), rec.ID)
	for _, u := range must(w, sheet, err).Units {
		codes = append(codes, u.Code)
	}
	return codes
}

// request registers an invented person of district 99 and files their request.
func (w world) request(centre string) allocation.Request {
	w.Helper()
	*w.persons++
	p, err := w.people.Register(w.head(centre), beneficiary.Details{
		Name: "Sekar Wulandari Contoh", NIK: fmt.Sprintf("320199410190%04d", *w.persons), Address: "Jalan Contoh 99",
		ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-05-01",
	})
	must(w, p, err)
	q, err := w.allocations.File(w.head(centre), allocation.NewRequest{Beneficiary: p.Ref, Model: w.model.Slug, Reason: "Rahasia", Risk: 2})
	return must(w, q, err)
}

func (w world) reserve(q allocation.Request, unit string) allocation.Allocation {
	w.Helper()
	rec, err := w.allocations.Reserve(w.head(q.Centre), allocation.Choice{Request: q.Number, Unit: unit})
	return must(w, rec, err)
}

func (w world) handOver(rec allocation.Allocation) allocation.Handover {
	w.Helper()
	h, err := w.allocations.HandOver(w.head(rec.Centre), allocation.Delivery{
		Allocations: []string{rec.ID.String()}, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Surakarta",
	})
	return must(w, h, err)
}

// give walks the whole way of n devices.
func (w world) give(centre string, n int) {
	w.Helper()
	for _, code := range w.receive(centre, n) {
		w.handOver(w.reserve(w.request(centre), code))
	}
}

// asked answers the first n follow-ups that are due at a centre.
func (w world) asked(centre string, n int, use outcome.Use, goal string) {
	w.Helper()
	for range n {
		work, err := w.outcomes.Work(w.head(centre), outcome.WorkAsk{})
		if len(must(w, work, err).Rows) == 0 {
			w.Fatal("no follow-up is due")
		}
		in := outcome.Visit{FollowUp: work.Rows[0].ID.String(), Use: use}
		if goal != "" {
			in.Device, in.Goal = 4, goal
		}
		f, err := w.outcomes.Record(w.head(centre), in)
		must(w, f, err)
	}
}

// look is the snapshot that a role of the ministry gets; the public has none.
func (w world) look(role policy.Role) *Snapshot {
	w.Helper()
	s, err := w.room.Snapshot(w.as(role, ""))
	return must(w, s, err)
}

// records reads every record of some features.
func records[T any](w world, exports ...func(storage.Reader, func(string, any) error) error) (list []T) {
	w.Helper()
	err := w.d.Store.View(w.Context(), func(r storage.Reader) error {
		for _, export := range exports {
			err := export(r, func(_ string, rec any) error {
				if x, ok := rec.(T); ok {
					list = append(list, x)
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return list
}
