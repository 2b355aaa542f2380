package storage_test

import (
	"errors"
	"slices"
	"testing"

	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

func TestExportHandsOutEveryRecordAndEndsWithTheFirstError(t *testing.T) {
	s := memkv.New()
	put(t, s, thing{idOf(2), "B", "meohai", 1}, thing{idOf(1), "A", "meohai", 2})
	view(t, s, func(r storage.Reader) error {
		var got []string
		note := func(kind string, record any) error {
			got = append(got, kind+" "+record.(thing).Code)
			return nil
		}
		if err := storage.Export(r, note, &things); err != nil || !slices.Equal(got, []string{"unit A", "unit B"}) {
			t.Errorf("Export = %q, %v", got, err)
		}
		full, n := errors.New("full"), 0
		stop := func(string, any) error { n++; return full }
		if err := storage.Export(r, stop, &things, &things); !errors.Is(err, full) || n != 1 {
			t.Errorf("Export into what is full = %v after %d records", err, n)
		}
		return nil
	})
}
