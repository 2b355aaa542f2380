package outcome

import (
	"bytes"
	"context"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

const (
	soeharso = "soeharso"
	jaya     = "mulya-jaya"
)

var today = time.Date(2026, 5, 4, 3, 0, 0, 0, time.UTC)

// world is a store in which a device was handed over to one person.
type world struct {
	*Outcomes
	d        *op.Deps
	people   *beneficiary.People
	person   beneficiary.Person
	handover allocation.Handover
}

func newWorld(t *testing.T) world {
	t.Helper()
	store := optest.Closing(t, memkv.New())
	ring, err := beneficiary.NewKeyring(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	d := op.Frozen(store, today)
	w := world{Outcomes: New(d, ring), d: d, people: beneficiary.New(d, ring)}
	if err := network.New(d).Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.person = w.register(t, "3201994101900001")
	w.handOver(t, allocation.New(d, ring, w.Outcomes))
	return w
}

func (w world) register(t *testing.T, nik string) beneficiary.Person {
	t.Helper()
	p, err := w.people.Register(worker(t), beneficiary.Details{
		Name: "Sekar Wulandari Contoh", NIK: nik, Address: "Jalan Contoh 99",
		ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-05-01",
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// handOver takes a new unit through request and reservation to the person.
func (w *world) handOver(t *testing.T, a *allocation.Allocations) {
	t.Helper()
	head, shelf := optest.As(t, policy.Head, soeharso), stock.New(w.d)
	model, err := shelf.AddModel(head, stock.ModelDetails{Name: "Kursi roda elektrik", Tracking: stock.Serialised})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := shelf.Receive(head, stock.NewReceipt{Model: model.Slug, Source: stock.Production, Fund: "APBN", Serials: []string{"A-1"}}); err != nil {
		t.Fatal(err)
	}
	q, err := a.File(head, allocation.NewRequest{Beneficiary: w.person.Ref, Model: model.Slug, Reason: "perlu"})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := a.Request(head, q.Number)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := a.Reserve(head, allocation.Choice{Request: q.Number, Unit: sheet.Offers[0].Unit.Code})
	if err != nil {
		t.Fatal(err)
	}
	w.handover, err = a.HandOver(head, allocation.Delivery{
		Allocations: []string{rec.ID.String()}, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Surakarta",
	})
	if err != nil {
		t.Fatal(err)
	}
}

func worker(t *testing.T) context.Context {
	t.Helper()
	return optest.As(t, policy.SocialWorker, soeharso)
}

// due lists the follow-ups that are due, the first first.
func (w world) due(t *testing.T) []Task {
	t.Helper()
	work, err := w.Work(worker(t), WorkAsk{})
	if err != nil {
		t.Fatal(err)
	}
	return work.Rows
}

func (w world) verify(t *testing.T) {
	t.Helper()
	optest.Sound(t, w.d, Verify, allocation.Verify)
}

// tally adds the counts of one name over all months.
func (w world) tally(t *testing.T, name string) (n int64) {
	t.Helper()
	err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
		for row, err := range Tallies(r, soeharso) {
			if err != nil {
				return err
			}
			if row.Name == name {
				n += row.Count
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
