package storage_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

// thing stands in for a record of a feature; it borrows the keys of units.
type thing struct {
	ID     storage.ID `cbor:"1,keyasint"`
	Code   string     `cbor:"2,keyasint"`
	Centre string     `cbor:"3,keyasint"`
	Rank   int64      `cbor:"4,keyasint"`
}

var things = storage.Table[thing]{
	Kind: "unit",
	ID:   func(t *thing) storage.Key { return storage.UnitByID.Key().ID(t.ID) },
	Claims: func(t *thing) []storage.Claim {
		return []storage.Claim{{Key: storage.UnitByCode.Key().Text(t.Code), Field: "code"}}
	},
	Index: func(t *thing) []storage.Key {
		return []storage.Key{storage.UnitByNode.Key().Text(t.Centre).Int(t.Rank).ID(t.ID)}
	},
}

func idOf(n int) storage.ID { return storage.CountedID(time.UnixMilli(1), uint64(n)) }

func update(t testing.TB, s storage.Store, fn func(storage.Writer) error) {
	t.Helper()
	if err := s.Update(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func view(t testing.TB, s storage.Store, fn func(storage.Reader) error) {
	t.Helper()
	if err := s.View(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func put(t testing.TB, s storage.Store, recs ...thing) {
	t.Helper()
	update(t, s, func(w storage.Writer) error {
		for _, rec := range recs {
			if err := things.Put(w, &rec); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestIndexesFollowTheRecord(t *testing.T) {
	s := memkv.New()
	put(t, s, thing{idOf(1), "A", "meohai", 1}, thing{idOf(2), "B", "meohai", 2})
	put(t, s, thing{idOf(1), "C", "soeharso", 1})
	view(t, s, func(r storage.Reader) error {
		if _, ok, _ := things.Find(r, storage.UnitByCode.Key().Text("A")); ok {
			t.Error("the code that was given up is still found")
		}
		if got, ok, _ := things.Find(r, storage.UnitByCode.Key().Text("C")); !ok || got.ID != idOf(1) {
			t.Errorf("Find(C) = %+v, %v", got, ok)
		}
		rep, err := things.Verify(r)
		if err != nil || len(rep.Findings) > 0 || rep.Records != 2 || rep.Entries != 4 {
			t.Errorf("Verify = %+v, %v; want 2 records, 4 entries, no finding", rep, err)
		}
		return nil
	})
	update(t, s, func(w storage.Writer) error { return things.Delete(w, things.ID(&thing{ID: idOf(1)})) })
	put(t, s, thing{idOf(3), "C", "meohai", 3}) // the code is free again
}

func TestAUniqueKeyIsHeldByOneRecord(t *testing.T) {
	s := memkv.New()
	put(t, s, thing{idOf(1), "A", "meohai", 1})
	err := s.Update(t.Context(), func(w storage.Writer) error {
		return things.Put(w, &thing{idOf(2), "A", "soeharso", 1})
	})
	clash, ok := errors.AsType[*storage.ClashError](err)
	if !ok || clash.Field != "code" || clash.Kind != "unit" {
		t.Errorf("second holder of a code: %v, want a clash over unit code", err)
	}
}

func TestVerifyFindsWhatDiffers(t *testing.T) {
	harm := map[string]func(storage.Writer) error{
		"an index entry is missing": func(w storage.Writer) error {
			return w.Delete(storage.UnitByNode.Key().Text("meohai").Int(1).ID(idOf(1)))
		},
		"an index entry leads nowhere": func(w storage.Writer) error {
			return w.Put(storage.UnitByNode.Key().Text("meohai").Int(9).ID(idOf(9)), things.ID(&thing{ID: idOf(9)}))
		},
		"a record is unreadable": func(w storage.Writer) error {
			return w.Put(things.ID(&thing{ID: idOf(1)}), []byte("\x01\xff"))
		},
		"a unique key leads to another record": func(w storage.Writer) error {
			return w.Put(storage.UnitByCode.Key().Text("A"), things.ID(&thing{ID: idOf(2)}))
		},
	}
	for name, do := range harm {
		t.Run(name, func(t *testing.T) {
			s := memkv.New()
			put(t, s, thing{idOf(1), "A", "meohai", 1}, thing{idOf(2), "B", "meohai", 2})
			update(t, s, do)
			view(t, s, func(r storage.Reader) error {
				rep, err := things.Verify(r)
				if err == nil && len(rep.Findings) == 0 {
					t.Error("Verify found nothing")
				}
				return err
			})
		})
	}
}

// TestPagesCoverAListOnceInBothDirections walks lists of drawn sizes forwards
// to the end and back to the start again.
func TestPagesCoverAListOnceInBothDirections(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(rt, "records")
		limit := rapid.IntRange(1, 12).Draw(rt, "limit")
		newest := rapid.Bool().Draw(rt, "newest first")
		s := memkv.New()
		var want []string
		for i := range n {
			put(t, s, thing{idOf(i + 1), fmt.Sprint(i), "meohai", int64(i)}, thing{idOf(100 + i), fmt.Sprint("x", i), "other", int64(i)})
			want = append(want, fmt.Sprint(i))
		}
		if newest {
			slices.Reverse(want)
		}
		prefix := storage.UnitByNode.Key().Text("meohai")
		view(t, s, func(r storage.Reader) error {
			there, pages := collect(rt, r, prefix, storage.Ask{Limit: limit, Newest: newest})
			if !slices.Equal(there, want) {
				rt.Fatalf("forwards: %v, want %v", there, want)
			}
			if len(pages) > 1 {
				last := pages[len(pages)-1]
				for i := len(pages) - 2; i >= 0; i-- {
					back, err := things.Page(r, prefix, storage.Ask{Cursor: last.Prev, Limit: limit, Newest: newest})
					if err != nil || !slices.Equal(codes(back), codes(pages[i])) {
						rt.Fatalf("back to page %d: %v, %v; want %v", i, codes(back), err, codes(pages[i]))
					}
					last = back
				}
				if last.Prev != "" {
					rt.Fatalf("the first page says that there is one before it")
				}
			}
			return nil
		})
	})
}

func collect(t *rapid.T, r storage.Reader, prefix storage.Key, ask storage.Ask) (all []string, pages []storage.Page[thing]) {
	for {
		page, err := things.Page(r, prefix, ask)
		if err != nil {
			t.Fatal(err)
		}
		all, pages = append(all, codes(page)...), append(pages, page)
		if page.Next == "" {
			return all, pages
		}
		ask.Cursor = page.Next
	}
}

func codes(p storage.Page[thing]) (out []string) {
	for _, it := range p.Items {
		out = append(out, it.Code)
	}
	return out
}

func TestATamperedCursorIsRefused(t *testing.T) {
	s := memkv.New()
	put(t, s, thing{idOf(1), "A", "meohai", 1})
	view(t, s, func(r storage.Reader) error {
		for _, cursor := range []string{"!", "eA", "bg", "../..", "AAAA"} {
			if _, err := things.Page(r, storage.UnitByNode.Key(), storage.Ask{Cursor: cursor}); !errors.Is(err, storage.ErrCursor) {
				t.Errorf("Page with cursor %q: %v, want ErrCursor", cursor, err)
			}
		}
		return nil
	})
}

func TestARecordWithNewFieldsStillReads(t *testing.T) {
	type newer struct {
		ID    storage.ID `cbor:"1,keyasint"`
		Code  string     `cbor:"2,keyasint"`
		Added []string   `cbor:"99,keyasint"`
	}
	data, err := storage.Encode(newer{ID: idOf(1), Code: "A", Added: []string{"x"}})
	if err != nil {
		t.Fatal(err)
	}
	var got thing
	if err := storage.Decode(data, &got); err != nil || got != (thing{ID: idOf(1), Code: "A"}) {
		t.Errorf("Decode of a newer record = %+v, %v", got, err)
	}
}

func FuzzDecodeNeverPanics(f *testing.F) {
	good, _ := storage.Encode(thing{idOf(1), "A", "meohai", 1})
	f.Add(good)
	f.Add([]byte{1, 0xbf})
	f.Fuzz(func(t *testing.T, data []byte) {
		var rec thing
		if err := storage.Decode(data, &rec); err != nil && !errors.Is(err, storage.ErrCodec) {
			t.Errorf("Decode(%x): %v, want ErrCodec", data, err)
		}
	})
}

func TestMigrationsRunInChunksAndGoOnWhereTheyStopped(t *testing.T) {
	s := memkv.New()
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	about, err := storage.Prepare(t.Context(), s, at, nil)
	if err != nil || about.Schema != storage.SchemaVersion || about.Epoch.IsZero() {
		t.Fatalf("Prepare = %+v, %v", about, err)
	}
	update(t, s, func(w storage.Writer) error {
		about.Schema = 0
		return storage.WriteAbout(w, about)
	})
	broken := errors.New("power cut")
	fail := true
	m := storage.Migration{To: 1, Name: "count to three", Step: func(w storage.Writer, from string) (string, error) {
		if from == "xx" && fail {
			return "", broken
		}
		if err := w.Put(storage.UnitByID.Key().Text(from+"x"), nil); err != nil || len(from) == 2 {
			return "", err
		}
		return from + "x", nil
	}}
	if _, err := storage.Prepare(t.Context(), s, at, []storage.Migration{m}); !errors.Is(err, broken) {
		t.Fatalf("Prepare = %v, want the failure of the third step", err)
	}
	fail = false
	about, err = storage.Prepare(t.Context(), s, at, []storage.Migration{m})
	if err != nil || about.Schema != 1 || about.Pending != "" {
		t.Fatalf("Prepare = %+v, %v; want schema 1 and nothing pending", about, err)
	}
}

func TestANewerStoreIsRefused(t *testing.T) {
	s := memkv.New()
	update(t, s, func(w storage.Writer) error {
		return storage.WriteAbout(w, storage.About{Schema: storage.SchemaVersion + 1})
	})
	if _, err := storage.Prepare(t.Context(), s, time.Now(), nil); err == nil {
		t.Error("Prepare opened a store of a newer program")
	}
}
