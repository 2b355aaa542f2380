package allocation

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

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

// world is a store with a model and some persons, and all rooms below this one.
type world struct {
	*Allocations
	d       *op.Deps
	centres *network.Centres
	people  *beneficiary.People
	stock   *stock.Stock
	model   stock.Model
	told    *[]string // numbers of hand-overs that the follower heard of
}

// follower hears of hand-overs, on an optimistic engine of several attempts at
// once.
type follower struct {
	mu   *sync.Mutex
	told *[]string
}

func (f follower) HandedOver(_ *op.Tx, h Handover) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	*f.told = append(*f.told, h.Number)
	return nil
}

func newWorld(t *testing.T) world { return newWorldOn(t, memkv.New()) }

func newWorldOn(t *testing.T, store storage.Store) world {
	t.Helper()
	ring, err := beneficiary.NewKeyring(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	d := op.Frozen(optest.Closing(t, store), today)
	told := &[]string{}
	w := world{Allocations: New(d, ring, follower{new(sync.Mutex), told}), d: d, people: beneficiary.New(d, ring), stock: stock.New(d), centres: network.New(d), told: told}
	if err := network.New(d).Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.model, err = w.stock.AddModel(head(t, soeharso), stock.ModelDetails{Name: "Kursi roda elektrik", ISO: "12 23 06", Tracking: stock.Serialised, MakerCentre: soeharso})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func head(t *testing.T, centre string) context.Context { return optest.As(t, policy.Head, centre) }

// receive brings n units into a centre and returns their codes.
func (w world) receive(t *testing.T, centre string, n int) []string {
	t.Helper()
	in := stock.NewReceipt{Model: w.model.Slug, Source: stock.Production, Fund: "APBN 2026", UnitCost: 7_500_000}
	for i := range n {
		in.Serials = append(in.Serials, fmt.Sprintf("%s-%03d", strings.ToUpper(centre), i+1))
	}
	rec, err := w.stock.Receive(head(t, centre), in)
	if err != nil {
		t.Fatalf("Receive = %v", err)
	}
	sheet, err := w.stock.Receipt(head(t, centre), rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, u := range sheet.Units {
		codes = append(codes, u.Code)
	}
	return codes
}

// person registers the n-th invented person of a centre; district 99 exists
// nowhere.
func (w world) person(t *testing.T, centre string, n int) beneficiary.Person {
	t.Helper()
	p, err := w.people.Register(head(t, centre), beneficiary.Details{
		Name: "Sekar Wulandari Contoh", NIK: fmt.Sprintf("320199410190%04d", n), Address: "Jalan Contoh 99",
		ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-05-01",
	})
	if err != nil {
		t.Fatalf("Register = %v", err)
	}
	return p
}

func (w world) wish(who string) NewRequest {
	return NewRequest{Beneficiary: who, Model: w.model.Slug, Reason: "Paraplegia rahasia", Fit: "dudukan 42 cm", Risk: 2, Function: 3, Frequency: 3, Change: 1}
}

func (w world) file(t *testing.T, p beneficiary.Person) Request {
	t.Helper()
	q, err := w.File(head(t, p.Centre), w.wish(p.Ref))
	if err != nil {
		t.Fatalf("File = %v", err)
	}
	return q
}

func (w world) reserve(t *testing.T, q Request, unit string) Allocation {
	t.Helper()
	rec, err := w.Reserve(head(t, q.Centre), Choice{Request: q.Number, Unit: unit})
	if err != nil {
		t.Fatalf("Reserve = %v", err)
	}
	return rec
}

func delivery(allocations ...Allocation) Delivery {
	in := Delivery{IdentityChecked: true, Receiver: ToSelf, Place: "Surakarta", Basis: []string{"SK KPA 2592/4.11/RH.00.01/4/2026"}}
	for _, rec := range allocations {
		in.Allocations = append(in.Allocations, rec.ID.String())
	}
	return in
}

// verify runs every check of the rooms that a hand-over passes through.
func (w world) verify(t *testing.T) {
	t.Helper()
	optest.Sound(t, w.d, Verify, stock.Verify, beneficiary.Verify)
}
