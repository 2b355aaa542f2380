package app

import (
	"bytes"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

func TestTheStoreIsProvedInTheNight(t *testing.T) {
	at := func(text string) time.Time {
		when, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for name, c := range map[string]struct{ now, last, want string }{
		"in the evening":      {"2026-11-25T20:00:00+07:00", "2026-11-25T01:00:00+07:00", "2026-11-26T01:00:00+07:00"},
		"just after":          {"2026-11-25T01:00:40+07:00", "2026-11-25T01:00:00+07:00", "2026-11-26T01:00:00+07:00"},
		"missed":              {"2026-11-25T20:00:00+07:00", "2026-11-23T01:00:00+07:00", "2026-11-25T20:01:00+07:00"},
		"never before":        {"2026-11-25T20:00:00+07:00", "0001-01-01T00:00:00Z", "2026-11-25T20:01:00+07:00"},
		"before dawn in Aceh": {"2026-11-25T00:30:00+07:00", "2026-11-24T01:00:00+07:00", "2026-11-25T01:00:00+07:00"},
	} {
		if got := nextProof(at(c.now), at(c.last)); !got.Equal(at(c.want)) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestAProofNamesWhatContradictsItself(t *testing.T) {
	store := memkv.New()
	a, err := New(t.Context(), Options{Store: store, Secret: bytes.Repeat([]byte{7}, 32)})
	if err != nil {
		t.Fatal(err)
	}
	ctx := op.As(t.Context(), policy.Actor{Name: "Uji", Role: policy.Admin})
	first, err := a.Prove(ctx)
	if err != nil || !first.Whole() {
		t.Fatalf("a new store: %+v, %v", first, err)
	}
	key := storage.WarehouseByCentre.Key().Text("meohai").Text("meohai-utama")
	if err := store.Update(t.Context(), func(w storage.Writer) error { return w.Delete(key) }); err != nil {
		t.Fatal(err)
	}
	if second, err := a.Prove(ctx); err != nil || second.Findings() == 0 {
		t.Errorf("with an index entry gone: %+v, %v", second, err)
	}
	kept, err := a.Proofs(ctx)
	if err != nil || len(kept) != 2 || kept[0].Whole() || !kept[1].Whole() {
		t.Errorf("kept: %d, %v", len(kept), err)
	}
	if last, ok := a.LastProof(t.Context()); !ok || last.ID != kept[0].ID {
		t.Error("the last proof is not the newest one")
	}
	if _, err := a.Prove(op.As(t.Context(), policy.Actor{Role: policy.Head, Centre: "meohai"})); fault.CodeOf(err) != fault.Denied {
		t.Errorf("by a head of centre: %v", err)
	}
}
