package catalogue

import (
	"context"
	"errors"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/innovation/innovationtest"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage/kv/memkv"
)

var (
	maker     = policy.Actor{ID: op.ID{1}, Role: policy.SKA, Centre: "soeharso"}
	reviewer  = policy.Actor{ID: op.ID{2}, Role: policy.Reviewer, Centre: "meohai"}
	second    = policy.Actor{ID: op.ID{4}, Role: policy.Reviewer, Centre: "kartini"}
	storeroom = policy.Actor{ID: op.ID{3}, Role: policy.Warehouse, Centre: "soeharso"}
)

// world is a catalogue over a real registry and stock in an empty store.
type world struct {
	*testing.T
	*Catalogue
	registry *innovation.Innovations
	stock    *stock.Stock
}

func newWorld(t *testing.T) world {
	t.Helper()
	store := memkv.New()
	t.Cleanup(func() { _ = store.Close() })
	d := op.Frozen(store, time.Date(2026, 3, 25, 2, 0, 0, 0, time.UTC))
	if err := network.New(d).Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	registry, shelves := innovation.New(d), stock.New(d)
	c := New(d, Innovations{Deps: d, From: registry, Stock: shelves}, Models{Deps: d, Stock: shelves, From: registry})
	return world{t, c, registry, shelves}
}

func (w world) as(a policy.Actor) context.Context { return op.As(w.Context(), a) }

func (w world) check(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w world) draft(title string) innovation.Innovation {
	w.Helper()
	rec, err := w.registry.Begin(w.as(maker), innovation.NewInnovation{Title: title, Problem: "Jalan menanjak.", Kind: innovation.Device, Photo: gif, Alt: "Foto alat"})
	w.check(err)
	in := innovationtest.Whole(rec)
	in.Summary, in.ISO = "Ringkasan.", "04 19 04"
	rec, err = w.registry.Change(w.as(maker), in)
	w.check(err)
	rec, err = w.registry.Design(w.as(maker), innovationtest.Drawn(rec))
	w.check(err)
	return rec
}

func (w world) publish(title string) innovation.Innovation {
	w.Helper()
	rec := w.draft(title)
	rec, err := w.registry.Submit(w.as(maker), innovation.Submission{Innovation: rec.Slug})
	w.check(err)
	for _, by := range []policy.Actor{reviewer, second} {
		rec, err = w.registry.Review(w.as(by), innovation.Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: innovation.Publish})
		w.check(err)
	}
	return rec
}

// gif is one white pixel.
var gif = []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")

func (w world) found(q string) (names []string) {
	w.Helper()
	w.check(w.Sync(w.Context()))
	r, err := w.Search(w.Context(), Query{Q: q})
	w.check(err)
	for _, h := range r.Hits {
		names = append(names, string(h.Entry().Type)+":"+h.Entry().Title)
	}
	return names
}

func TestUntilItIsBuiltTheCatalogueSaysSo(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Search(t.Context(), Query{}); fault.CodeOf(err) != fault.Unready {
		t.Errorf("Search = %v", err)
	}
	if _, ok := w.Totals(); ok || w.Ready() || w.Generation() != 0 || w.Ways(Query{Q: "x"}) != nil {
		t.Error("an unbuilt catalogue gives numbers")
	}
	if _, ok := w.One(op.ID{1}); ok {
		t.Error("an unbuilt catalogue gives an entry")
	}
}

func TestOnlyWhatIsPublishedIsFound(t *testing.T) {
	w := newWorld(t)
	w.draft("Kursi roda rahasia")
	first := w.publish("Kursi roda elektrik") // before the catalogue is built
	if got := w.found("kursi roda"); len(got) != 1 {
		t.Errorf("found %v", got)
	}
	w.publish("Wheelchair lipat") // after
	if got := w.found("kursi roda"); len(got) != 2 {
		t.Errorf("found %v", got)
	}
	_, err := w.registry.Archive(w.as(maker), innovation.Closing{Innovation: first.Slug, Reason: "usang"})
	w.check(err)
	if got := w.found("kursi roda"); len(got) != 1 || got[0] != "innovation:Wheelchair lipat" {
		t.Errorf("after archiving one: %v", got)
	}
}

func TestTheCardFollowsTheStock(t *testing.T) {
	w := newWorld(t)
	rec := w.publish("Kursi roda elektrik")
	changes := 0
	w.Watch(func() { changes++ })
	if got := w.found(""); len(got) != 1 || changes != 1 {
		t.Fatalf("found %v after %d changes", got, changes)
	}
	if w.found(""); changes != 1 {
		t.Error("a catalogue that stands still tells of a change")
	}
	before := w.Generation()
	model, err := w.stock.AddModel(w.as(maker), stock.ModelDetails{Name: "Kursi roda SR-1", Code: "SR-1", Tracking: "serialised", Innovation: rec.ID.String(), ISO: "12 23 06"})
	w.check(err)
	_, err = w.stock.Receive(w.as(storeroom), stock.NewReceipt{Model: model.ID.String(), Source: "production", Fund: "APBN", Serials: []string{"A1", "A2", "A3", "A4", "A5", "A6"}})
	w.check(err)
	if got := w.found("kursi"); len(got) != 2 {
		t.Fatalf("found %v", got)
	}
	for _, id := range []op.ID{rec.ID, model.ID} {
		h, ok := w.One(id)
		if e := h.Entry(); !ok || e.Supply.Ready != 6 || e.Supply.Centres != 1 || e.Band() != Available || e.Photo.Hash == "" || e.Province != "33" {
			t.Errorf("entry of %s: %+v", id, e)
		}
	}
	totals, ok := w.Totals()
	if want := (Totals{Innovations: 1, Models: 1, Centres: 1, Ready: 6}); !ok || totals != want {
		t.Errorf("totals = %+v, want %+v", totals, want)
	}
	if w.Generation() == before {
		t.Error("the generation stands still")
	}
}

func TestWhatAWorkshopBuildsInIsNotOffered(t *testing.T) {
	w := newWorld(t)
	rec := w.publish("Kursi roda elektrik")
	tube, err := w.stock.AddModel(w.as(maker), stock.ModelDetails{Name: "Kursi: pipa", Code: "PIPA", Tracking: stock.Counted, Class: stock.ClassRaw, Innovation: rec.ID.String()})
	w.check(err)
	if got := w.found("kursi"); len(got) != 1 {
		t.Errorf("built with it: %v", got)
	}
	_, err = w.stock.Receive(w.as(storeroom), stock.NewReceipt{Model: tube.ID.String(), Source: "purchase", Fund: "APBN", Quantity: 4000})
	w.check(err)
	if got := w.found("kursi"); len(got) != 1 {
		t.Errorf("brought up to date with it: %v", got)
	}
	if totals, _ := w.Totals(); totals.Ready != 0 || totals.Models != 0 {
		t.Errorf("totals = %+v: the workshop's tubes are counted as devices", totals)
	}
}

func TestACardIsMadeOncePerVersion(t *testing.T) {
	w := newWorld(t)
	rec := w.publish("Kursi roda elektrik")
	w.found("")
	made := 0
	card := func() string {
		h, _ := w.One(rec.ID)
		c, err := h.Card(0, func(e Entry) (Card, error) {
			made++
			return Card{Head: []byte(e.Title)}, nil
		})
		w.check(err)
		return string(c.Head)
	}
	if first, again := card(), card(); first != rec.Title || again != rec.Title || made != 1 {
		t.Errorf("made %d times", made)
	}
	h, _ := w.One(rec.ID)
	if _, err := h.Card(1, func(Entry) (Card, error) { return Card{}, errors.New("broken") }); err == nil {
		t.Error("a failing card gives no error")
	}
}

func TestTheCatalogueFollowsByItself(t *testing.T) {
	w := newWorld(t)
	ctx, stop := context.WithCancel(t.Context())
	w.Start(ctx, func(err error) { t.Error(err) })
	w.publish("Tongkat adaptif")
	deadline := time.Now().Add(5 * time.Second)
	for {
		r, err := w.Search(ctx, Query{Q: "tongkat"})
		if err == nil && r.Total == 1 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("not found in time: %d, %v", r.Total, err)
		}
		time.Sleep(time.Millisecond)
	}
	stop()
}

func TestAfterTooManyCommitsItIsBuiltAnew(t *testing.T) {
	w := newWorld(t)
	w.publish("Batik ciprat")
	w.found("")
	before := w.Generation()
	for range maxPending + 1 {
		w.hear(op.Entry{})
	}
	if got := w.found("batik"); len(got) != 1 || w.Generation() <= before {
		t.Errorf("found %v at generation %d, before %d", got, w.Generation(), before)
	}
}
