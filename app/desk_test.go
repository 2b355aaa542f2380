package app

import (
	"bytes"
	"testing"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage/kv/memkv"
)

func deskWorld(t *testing.T) *App {
	t.Helper()
	a, err := New(t.Context(), Options{Store: memkv.New(), Secret: bytes.Repeat([]byte{7}, 32)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestEveryRoleMayLookAtItsOwnDeskAndEveryQueueIsSomebodys(t *testing.T) {
	a, worked := deskWorld(t), map[string]bool{}
	for _, role := range policy.Roles() {
		for _, centre := range []string{"soeharso", ""} {
			desk, err := a.Desk(op.As(t.Context(), policy.Actor{Name: "Contoh", Role: role, Centre: centre}))
			if err != nil {
				t.Errorf("%s of %q: %v", role, centre, err)
			}
			for _, w := range desk {
				worked[w.Queue] = true
				if w.Count != 0 || w.More {
					t.Errorf("an empty store has %+v", w)
				}
			}
		}
	}
	for _, q := range a.deskQueues() {
		if !worked[q.name] {
			t.Errorf("nobody works on %s", q.name)
		}
	}
	if desk, err := a.Desk(t.Context()); err != nil || len(desk) != 0 {
		t.Errorf("nobody in particular has %+v, %v", desk, err)
	}
}

func TestADeskCountsTheOwnCentreAlone(t *testing.T) {
	a := deskWorld(t)
	mine := op.As(t.Context(), policy.Actor{Name: "Contoh", Role: policy.SKA, Centre: "soeharso"})
	if _, err := a.Innovations.Begin(mine, innovation.NewInnovation{Title: "Meja lipat", Problem: "Meja biasa terlalu tinggi.", Kind: innovation.Device}); err != nil {
		t.Fatal(err)
	}
	for centre, want := range map[string]int{"soeharso": 1, "meohai": 0} {
		desk, err := a.Desk(op.As(t.Context(), policy.Actor{Name: "Contoh", Role: policy.SKA, Centre: centre}))
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range desk {
			if w.Queue == "drafts" && (w.Count != want || want == 1 && (w.First != "Meja lipat" || w.Ref != "meja-lipat")) {
				t.Errorf("%s has %+v, want %d", centre, w, want)
			}
		}
	}
}

func TestTheFirstOfAQueueIsTheOneThatIsNamed(t *testing.T) {
	var w Waits
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	w.add(day, true, "satu", "1")
	w.add(day.AddDate(0, 0, 1), false, "dua", "2")
	if w.Count != 2 || w.Late != 1 || w.First != "satu" || w.Ref != "1" || !w.Since.Equal(day) {
		t.Errorf("the queue is %+v", w)
	}
}
