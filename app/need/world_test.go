package need

import (
	"bytes"
	"context"
	"sync"
	"testing"
	"time"

	"lumbung/app/beneficiary"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

const (
	soeharso = "soeharso"
	meohai   = "meohai"
)

var today = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

// world is an empty register over the centres of the seed.
type world struct {
	*testing.T
	*Needs
	d   *op.Deps
	now *time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	store := memkv.New()
	t.Cleanup(func() { _ = store.Close() })
	return worldOn(t, store)
}

func worldOn(t *testing.T, store storage.Store) *world {
	t.Helper()
	var mu sync.Mutex
	now := today
	d := op.Frozen(store, today)
	d.Now = func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	}
	if err := network.New(d).Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &world{T: t, Needs: New(d, must(beneficiary.NewKeyring(bytes.Repeat([]byte{7}, 32))), nil), d: d, now: &now}
}

func (w *world) as(role policy.Role, centre string) context.Context {
	id := op.ID{}
	copy(id[:], string(role)+centre)
	return op.As(w.Context(), policy.Actor{ID: id, Name: "Contoh " + string(role), Role: role, Centre: centre})
}

func (w *world) curator() context.Context { return w.as(policy.Ministry, "") }

func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

func (w *world) say(text, province string) {
	w.Helper()
	must(w.Say(w.Context(), Sentence{Text: text, Province: province}))
}

// raw are the ids of the voices that wait.
func (w *world) raw() (ids []op.ID) {
	w.Helper()
	for _, v := range must(w.Queue(w.curator(), Ask{Limit: 200})).Voices {
		ids = append(ids, v.ID)
	}
	return ids
}

func (w *world) hearOften(words string, times int) {
	w.Helper()
	for range times {
		w.Heard(words)
		if err := w.Flush(w.Context()); err != nil {
			w.Fatal(err)
		}
	}
}

func (w *world) sound() {
	w.Helper()
	optest.Sound(w, w.d, Verify)
}
