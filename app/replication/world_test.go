package replication

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/innovation/innovationtest"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

const (
	soeharso = "soeharso" // has the innovation
	meohai   = "meohai"   // would like it
	jaya     = "mulya-jaya"
)

var today = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

// world is a store in which soeharso has published a wheelchair.
type world struct {
	*testing.T
	*Replications
	d           *op.Deps
	clock       *time.Time
	innovations *innovation.Innovations
	stock       *stock.Stock
	people      *beneficiary.People
	allocations *allocation.Allocations
	chair       innovation.Innovation
	model       stock.Model
}

func newWorld(t *testing.T) *world {
	t.Helper()
	store := memkv.New()
	t.Cleanup(func() { _ = store.Close() })
	return worldOn(t, store)
}

func worldOn(t *testing.T, store storage.Store) *world {
	t.Helper()
	ring, err := beneficiary.NewKeyring(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	now := today.AddDate(-1, 0, 0)
	d := op.Frozen(store, today)
	d.Now = func() time.Time { now = now.Add(time.Second); return now }
	w := &world{
		T: t, Replications: New(d), d: d, clock: &now, innovations: innovation.New(d), people: beneficiary.New(d, ring),
		stock: stock.New(d).WithInnovations(func(r storage.Reader, ref string) (op.ID, error) {
			i, err := innovation.Find(r, ref)
			return i.ID, err
		}),
		allocations: allocation.New(d, ring),
	}
	if err := network.New(d).Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.chair = w.publish("Kursi roda adaptif contoh")
	w.model = must(w.stock.AddModel(w.as(policy.SKA, soeharso), stock.ModelDetails{Name: "Kursi roda adaptif", Tracking: stock.Serialised, Innovation: w.chair.Slug}))
	now = today
	return w
}

func (w *world) as(role policy.Role, centre string) context.Context {
	id := op.ID{}
	copy(id[:], string(role)+centre)
	return op.As(w.Context(), policy.Actor{ID: id, Name: "Contoh " + string(role), Role: role, Centre: centre})
}

// must is for what a test stands on.
func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

// publish walks the whole way to the public, with as many reviewers as it takes.
func (w *world) publish(title string) innovation.Innovation {
	w.Helper()
	maker := w.as(policy.SKA, soeharso)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 40, 30))); err != nil {
		w.Fatal(err)
	}
	rec := must(w.innovations.Begin(maker, innovation.NewInnovation{
		Title: title, Problem: "Jalan menanjak tidak terlalui.", Kind: innovation.Service, Photo: picture.Bytes(), Alt: "Kursi roda contoh",
	}))
	rec = must(w.innovations.Change(maker, innovationtest.Whole(rec)))
	rec = must(w.innovations.Design(maker, innovationtest.Drawn(rec)))
	rec = must(w.innovations.Submit(maker, innovation.Submission{Innovation: rec.Slug}))
	for _, centre := range []string{meohai, jaya} {
		if rec.State != innovation.Published {
			rec = must(w.innovations.Review(w.as(policy.Reviewer, centre), innovation.Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: innovation.Publish}))
		}
	}
	return rec
}

func (w *world) ask() Replication {
	w.Helper()
	return must(w.Ask(w.as(policy.SKA, meohai), NewReplication{Innovation: w.chair.Slug, Form: Full}))
}

func (w *world) accept(p Replication) Replication {
	w.Helper()
	return must(w.Answer(w.as(policy.SKA, soeharso), Reply{Replication: p.ID.String(), Decision: Accept, Contact: "Bengkel SKA, telepon kantor 0271-000000"}))
}

func (w *world) step(p Replication, state State) Replication {
	w.Helper()
	return must(w.Advance(w.as(policy.SKA, meohai), NextStep{Replication: p.ID.String(), State: state, Reason: "Catatan contoh"}))
}

// running walks a replication of meohai until it runs.
func (w *world) running() Replication {
	w.Helper()
	p := w.accept(w.ask())
	for _, state := range []State{Planning, Trial, Running} {
		p = w.step(p, state)
	}
	return p
}

// make has the SKA of a centre make units at a cost each, some days ago.
func (w *world) make(centre string, cost int64, daysAgo int, serials ...string) {
	w.Helper()
	must(w.stock.Receive(w.as(policy.Head, centre), stock.NewReceipt{
		Model: w.model.Slug, Source: stock.Production, Fund: "APBN", UnitCost: cost, Serials: serials, Occurred: today.AddDate(0, 0, -daysAgo),
	}))
}

// handOver gives a ready unit of a centre to a new person.
func (w *world) handOver(centre, nik string) {
	w.Helper()
	head := w.as(policy.Head, centre)
	person := must(w.people.Register(head, beneficiary.Details{
		Name: "Orang Contoh", NIK: nik, Address: "Jalan Contoh 99", ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-05-01",
	}))
	q := must(w.allocations.File(head, allocation.NewRequest{Beneficiary: person.Ref, Model: w.model.Slug, Reason: "perlu"}))
	sheet := must(w.allocations.Request(head, q.Number))
	rec := must(w.allocations.Reserve(head, allocation.Choice{Request: q.Number, Unit: sheet.Offers[0].Unit.Code}))
	must(w.allocations.HandOver(head, allocation.Delivery{
		Allocations: []string{rec.ID.String()}, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Kendari",
	}))
}

func (w *world) spreadOf() Spread {
	w.Helper()
	return must(w.Of(w.Context(), w.chair.Slug))
}

// sound fails the test unless the records hold together.
func (w *world) sound() {
	w.Helper()
	optest.Sound(w, w.d, Verify)
}

// wants fails the test unless err is of a code and blames a field.
func wants(t *testing.T, err error, code fault.Code, field string) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Fatalf("got %v, want %s", err, code)
	}
	if field == "" {
		return
	}
	for _, f := range fault.As(err).Fields {
		if f.Name == field {
			return
		}
	}
	t.Errorf("%v does not blame %s", err, field)
}
