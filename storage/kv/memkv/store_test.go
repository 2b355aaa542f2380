package memkv

import (
	"bytes"
	"errors"
	"testing"

	"lumbung/storage/kv"
	"lumbung/storage/kv/kvtest"
)

func TestStoreKeepsTheContract(t *testing.T) {
	kvtest.Run(t, func(*testing.T) kv.Store { return New() })
}

func TestUpdateRunsItsFunctionTwiceAndOnceCounts(t *testing.T) {
	s, runs := New(), 0
	err := s.Update(t.Context(), func(w kv.Writer) error {
		runs++
		if _, ok, _ := w.Get([]byte("k")); ok {
			t.Error("the second run sees a write of the first")
		}
		return w.Put([]byte("k"), []byte{byte(runs)})
	})
	if err != nil || runs != 2 {
		t.Fatalf("Update ran %d times with %v, want 2 times", runs, err)
	}
	err = s.View(t.Context(), func(r kv.Reader) error {
		if got, _, _ := r.Get([]byte("k")); !bytes.Equal(got, []byte{2}) {
			t.Errorf("value = %v, want that of run 2", got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSlicesKeptBeyondTheTransactionAreSpoiled(t *testing.T) {
	s := New()
	put(t, s, "k", "value")
	var kept [][]byte
	keep := func(r kv.Reader) error {
		value, _, err := r.Get([]byte("k"))
		kept = append(kept, value)
		for e := range r.Scan(nil, nil) {
			kept = append(kept, e.Key, e.Value)
		}
		for e := range r.ScanBack(nil, nil) {
			kept = append(kept, e.Key, e.Value)
		}
		return err
	}
	if err := s.View(t.Context(), keep); err != nil {
		t.Fatal(err)
	}
	if err := s.Update(t.Context(), func(w kv.Writer) error { return keep(w) }); err != nil {
		t.Fatal(err)
	}
	if len(kept) != 15 {
		t.Fatalf("%d slices kept, want 15", len(kept))
	}
	for i, b := range kept {
		if want := bytes.Repeat([]byte{scribble}, len(b)); !bytes.Equal(b, want) {
			t.Errorf("slice %d = %q after its transaction, want it spoiled", i, b)
		}
	}
	put(t, s, "other", "value")
}

func TestModifyingALentSliceFails(t *testing.T) {
	s := New()
	put(t, s, "k", "value")
	modify := func(r kv.Reader) error {
		value, _, err := r.Get([]byte("k"))
		value[0] = 'V'
		return err
	}
	if err := s.View(t.Context(), modify); !errors.Is(err, errModified) {
		t.Errorf("View = %v, want %v", err, errModified)
	}
	if err := s.Update(t.Context(), func(w kv.Writer) error { return modify(w) }); !errors.Is(err, errModified) {
		t.Errorf("Update = %v, want %v", err, errModified)
	}
}

func put(t *testing.T, s *Store, key, value string) {
	t.Helper()
	err := s.Update(t.Context(), func(w kv.Writer) error { return w.Put([]byte(key), []byte(value)) })
	if err != nil {
		t.Fatal(err)
	}
}
