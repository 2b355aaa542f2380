package outcome

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
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
	store := memkv.New()
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
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
	head, shelf := as(t, policy.Head, soeharso), stock.New(w.d)
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

func as(t *testing.T, role policy.Role, centre string) context.Context {
	t.Helper()
	actor := policy.Actor{Name: "Petugas " + string(role), Role: role, Centre: centre}
	copy(actor.ID[:], fmt.Sprintf("%-8s%-8s", role, centre))
	return op.As(t.Context(), actor)
}

func worker(t *testing.T) context.Context { t.Helper(); return as(t, policy.SocialWorker, soeharso) }

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
	err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
		for _, verify := range []func(storage.Reader) ([]storage.Report, error){Verify, allocation.Verify} {
			reports, err := verify(r)
			if err != nil {
				return err
			}
			for _, rep := range reports {
				for _, f := range rep.Findings {
					t.Errorf("%s: %s", rep.Kind, f.Text)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
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

func wantKey(t *testing.T, what string, err error, code fault.Code, key string) {
	t.Helper()
	f := fault.As(err)
	if err == nil || f.Code != code || f.Key != key && (len(f.Fields) == 0 || f.Fields[0].Key != key) {
		t.Errorf("%s: %v, want %s %s", what, err, code, key)
	}
}
