package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

const (
	soeharso = "soeharso" // in Surakarta, 33.72
	jaya     = "mulya-jaya"
)

var monday = time.Date(2026, 5, 4, 3, 0, 0, 0, time.UTC)

// world is a store with a model, and all rooms below this one.
type world struct {
	*Intake
	d           *op.Deps
	now         *time.Time
	ring        *beneficiary.Keyring
	centres     *network.Centres
	people      *beneficiary.People
	stock       *stock.Stock
	allocations *allocation.Allocations
	model       stock.Model
	entries     *[]op.Entry
}

func newWorld(t *testing.T) world { return newWorldOn(t, memkv.New()) }

func newWorldOn(t *testing.T, store storage.Store) world {
	t.Helper()
	ring, err := beneficiary.NewKeyring(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	d := op.Frozen(optest.Closing(t, store), monday)
	now := monday
	d.Now = func() time.Time { return now }
	w := world{
		Intake: New(d, ring), d: d, now: &now, ring: ring, centres: network.New(d), people: beneficiary.New(d, ring),
		stock: stock.New(d), allocations: allocation.New(d, ring), entries: &[]op.Entry{},
	}
	if err := w.centres.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.model, err = w.stock.AddModel(as(t, policy.Head, soeharso), stock.ModelDetails{Name: "Kursi roda elektrik", ISO: "12 23 06", Tracking: stock.Serialised, MakerCentre: soeharso})
	if err != nil {
		t.Fatal(err)
	}
	d.Feed.Listen(func(e op.Entry) { *w.entries = append(*w.entries, e) })
	return w
}

func as(t *testing.T, role policy.Role, centre string) context.Context {
	t.Helper()
	return optest.As(t, role, centre)
}

func worker(t *testing.T, centre string) context.Context {
	return as(t, policy.SocialWorker, centre)
}

const (
	secretName  = "Kenanga Rahasia Contoh"
	secretPhone = "0812-0000-9999"
)

// wish is what somebody in Surakarta asks for.
func (w world) wish() NewAsk {
	return NewAsk{Model: w.model.Slug, Name: secretName, Phone: secretPhone, Place: "surakarta", ForWhom: "family", Disabilities: []string{"fisik"}, Consent: true}
}

func (w world) file(t *testing.T) Receipt {
	t.Helper()
	got, err := w.File(t.Context(), w.wish())
	if err != nil {
		t.Fatalf("File = %v", err)
	}
	return got
}

func pass(r Receipt) Pass { return Pass{Number: r.Number, PIN: r.PIN} }

func (w world) follow(t *testing.T, r Receipt) Followed {
	t.Helper()
	got, err := w.Follow(t.Context(), pass(r))
	if err != nil {
		t.Fatalf("Follow = %v", err)
	}
	return got
}

func (w world) ask(t *testing.T, number string) Ask {
	t.Helper()
	var a Ask
	err := w.d.Store.View(t.Context(), func(r storage.Reader) (err error) {
		a, err = find(r, number)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// person registers an invented person; district 99 exists nowhere.
func (w world) person(t *testing.T, centre string) beneficiary.Person {
	t.Helper()
	p, err := w.people.Register(worker(t, centre), beneficiary.Details{
		Name: secretName, NIK: "3201994101900001", Address: "Jalan Contoh 99", ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-05-01",
	})
	if err != nil {
		t.Fatalf("Register = %v", err)
	}
	return p
}

func (w world) taking(r Receipt, who string) Taking {
	return Taking{Opened{Ask: r.Number}, allocation.NewRequest{Beneficiary: who, Model: w.model.Slug, Reason: "Tidak dapat berjalan", Risk: 2, Function: 3, Frequency: 3}}
}

// verify runs the checks of this room and of those below.
func (w world) verify(t *testing.T) {
	t.Helper()
	optest.Sound(t, w.d, Verify, allocation.Verify, stock.Verify)
}

// nothingPersonal fails when a name, a telephone number or the words of anybody
// stand in the journal, or in clear anywhere in the store.
func (w world) nothingPersonal(t *testing.T, secrets ...string) {
	t.Helper()
	journal, err := json.Marshal(*w.entries)
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	err = w.d.Store.View(t.Context(), func(r storage.Reader) error {
		for e, err := range r.Scan([]byte{0}, []byte{0xff}) {
			if err != nil {
				return err
			}
			all = append(append(all, e.Key...), e.Value...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(secrets, secretName, "81200009999", secretPhone) {
		if bytes.Contains(journal, []byte(s)) {
			t.Errorf("%q stands in the journal", s)
		}
		if bytes.Contains(all, []byte(s)) {
			t.Errorf("%q stands in the store in clear", s)
		}
	}
}

func wantKey(t *testing.T, what string, err error, code fault.Code, key string) {
	t.Helper()
	optest.WantKey(t, what, err, code, key)
}

func kinds(list []Moment) string {
	var words []string
	for _, m := range list {
		words = append(words, string(m.Kind))
	}
	return strings.Join(words, " ")
}
