package storage_test

import (
	"fmt"
	"testing"

	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

func TestClearSomeEmptiesOneFamilyAndLeavesTheOthers(t *testing.T) {
	s := memkv.New()
	const n = 1500
	for from := 0; from < n; from += 500 {
		if err := s.Update(t.Context(), func(w storage.Writer) error {
			for i := from; i < from+500; i++ {
				if err := w.Put(storage.UnitByID.Key().Int(int64(i)), []byte("unit")); err != nil {
					return err
				}
			}
			return w.Put(storage.UnitByCode.Key().Text(fmt.Sprint(from)), []byte("code"))
		}); err != nil {
			t.Fatal(err)
		}
	}
	total, calls := 0, 0
	for more := true; more; calls++ {
		var cleared int
		if err := s.Update(t.Context(), func(w storage.Writer) (err error) {
			cleared, err = storage.ClearSome(w, storage.UnitByID)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		total += cleared
		more = cleared > 0
	}
	if total != n || calls < 3 {
		t.Errorf("cleared %d in %d calls, want %d in chunks", total, calls, n)
	}
	if err := s.View(t.Context(), func(r storage.Reader) error {
		_, ok, err := r.Get(storage.UnitByCode.Key().Text("500"))
		if !ok {
			t.Error("the neighbouring family lost an entry")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
