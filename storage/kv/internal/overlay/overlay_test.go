package overlay

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"lumbung/storage/kv"
)

// fixed is a base of sorted keys; with an error it breaks off after the last.
type fixed struct {
	keys []string
	err  error
}

func (f fixed) Get(key []byte) ([]byte, bool, error) {
	return nil, slices.ContainsFunc(f.keys, func(k string) bool { return k == string(key) }), f.err
}

func (f fixed) Scan(_, _ []byte) iter.Seq2[kv.Entry, error] { return f.each(f.keys) }

func (f fixed) ScanBack(_, _ []byte) iter.Seq2[kv.Entry, error] {
	back := slices.Clone(f.keys)
	slices.Reverse(back)
	return f.each(back)
}

func (f fixed) each(keys []string) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		for _, key := range keys {
			if !yield(kv.Entry{Key: []byte(key)}, nil) {
				return
			}
		}
		if f.err != nil {
			yield(kv.Entry{}, f.err)
		}
	}
}

func TestErrorOfTheBaseEndsAScanAndFailsTheTx(t *testing.T) {
	broken := errors.New("broken")
	layer := NewLayer(fixed{keys: []string{"b"}, err: broken})
	err := NewTx(layer, new(Reads)).Run(func(w kv.Writer) error {
		if err := errors.Join(w.Put([]byte("a"), nil), w.Put([]byte("c"), nil)); err != nil {
			return err
		}
		for name, seq := range map[string]iter.Seq2[kv.Entry, error]{"ab": w.Scan(nil, nil), "cb": w.ScanBack(nil, nil)} {
			var seen string
			var last error
			for e, err := range seq {
				seen, last = seen+string(e.Key), err
			}
			if seen != name || !errors.Is(last, broken) {
				t.Errorf("saw %q and %v, want %q and %v", seen, last, name, broken)
			}
		}
		_, _, _ = w.Get([]byte("x"))
		return nil
	})
	if !errors.Is(err, broken) {
		t.Errorf("Run = %v, want %v", err, broken)
	}
}

func TestScanMayBeLeftAtAnyEntry(t *testing.T) {
	layer := NewLayer(fixed{keys: []string{"b", "d", "f"}})
	err := NewTx(layer, new(Reads)).Run(func(w kv.Writer) error {
		for _, key := range []string{"a", "d", "e", "g"} {
			if err := w.Put([]byte(key), nil); err != nil {
				return err
			}
		}
		for n := 1; n <= 6; n++ {
			for _, seq := range []iter.Seq2[kv.Entry, error]{w.Scan(nil, nil), w.ScanBack(nil, nil)} {
				seen := 0
				for range seq {
					if seen++; seen == n {
						break
					}
				}
				if seen != n {
					t.Errorf("saw %d entries, want to leave after %d", seen, n)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWritesAreInOrderHoweverTheyCame(t *testing.T) {
	layer := NewLayer(fixed{})
	above := layer.Above()
	for _, i := range rand.Perm(keptWrites + 500) {
		tx := NewTx(above, new(Reads))
		if err := tx.Put(fmt.Appendf(nil, "%05d", i), []byte("v")); err != nil {
			t.Fatal(err)
		}
		if i%3 == 0 {
			layer.Absorb(above)
		}
		if i%50 == 0 {
			layer.order() // as a scan in between
		}
	}
	layer.Absorb(above)
	next := 0
	for key, w := range layer.Writes() {
		if want := fmt.Sprintf("%05d", next); key != want || string(w.Value) != "v" {
			t.Fatalf("write %d = %q, %q, want %q", next, key, w.Value, want)
		}
		next++
	}
	if next != keptWrites+500 || layer.Len() != next || layer.Bytes() != 6*next {
		t.Errorf("%d writes, Len %d, Bytes %d, want %d of 6 bytes", next, layer.Len(), layer.Bytes(), keptWrites+500)
	}
	layer.Reset(fixed{})
	if layer.Len() != 0 || layer.Bytes() != 0 || len(layer.order()) != 0 {
		t.Errorf("Len %d, Bytes %d after Reset, want 0", layer.Len(), layer.Bytes())
	}
}

func TestReadsTellsKeysApartOnlyWhenFull(t *testing.T) {
	var reads Reads
	for range 2 {
		for i := range 3 * kv.MaxReads {
			if !reads.note(fmt.Appendf(nil, "%d", i%(kv.MaxReads-1))) {
				t.Fatalf("note %d = false below the limit", i)
			}
		}
		if !reads.note([]byte("last")) || reads.note([]byte("one more")) || !reads.note([]byte("last")) {
			t.Error("the limit is not after MaxReads distinct keys")
		}
		if got := len(reads.Keys()); got != kv.MaxReads {
			t.Errorf("%d keys, want %d", got, kv.MaxReads)
		}
		reads.Reset()
	}
}

func TestArenaCopiesDoNotTouchEachOther(t *testing.T) {
	var a arena
	var kept [][]byte
	for i := range 2000 {
		kept = append(kept, a.keep(bytes.Repeat([]byte{byte(i)}, i%300)))
	}
	big := a.keep(make([]byte, 3*arenaChunk))
	_ = append(kept[1], 0xff)
	for i, b := range kept {
		if !bytes.Equal(b, bytes.Repeat([]byte{byte(i)}, i%300)) || b == nil {
			t.Fatalf("copy %d has changed", i)
		}
	}
	if len(big) != 3*arenaChunk {
		t.Errorf("big copy has %d bytes", len(big))
	}
}

func TestAllocationsOfATransactionStayFew(t *testing.T) {
	group := NewLayer(fixed{})
	own, reads := group.Above(), new(Reads)
	keys := make([][]byte, 12)
	for i := range keys {
		keys[i] = fmt.Appendf(nil, "family/%032d", i)
	}
	value := make([]byte, 200)
	post := func(w kv.Writer) error {
		for _, key := range keys {
			if _, _, err := w.Get(key); err != nil {
				return err
			}
			if err := w.Put(key, value); err != nil {
				return err
			}
		}
		return nil
	}
	allocs := testing.AllocsPerRun(100, func() {
		if err := NewTx(own, reads).Run(post); err != nil {
			t.Fatal(err)
		}
		group.Absorb(own)
		reads.Reset()
		group.Reset(fixed{})
	})
	// One for each written key, and a handful for the transaction.
	if want := float64(len(keys) + 4); allocs > want {
		t.Errorf("%v allocations for %d reads and writes, want at most %v", allocs, len(keys), want)
	}
}
