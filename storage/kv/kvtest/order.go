package kvtest

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"testing"

	"lumbung/storage/kv"
)

// wantList checks Scan and ScanBack between two bounds; "-" is a nil bound.
func wantList(t *testing.T, r kv.Reader, from, to string, want ...string) {
	t.Helper()
	if got := list(t, r.Scan(bound(from), bound(to))); !slices.Equal(got, want) {
		t.Errorf("Scan(%q, %q) = %q, want %q", from, to, got, want)
	}
	back := slices.Clone(want)
	slices.Reverse(back)
	if got := list(t, r.ScanBack(bound(from), bound(to))); !slices.Equal(got, back) {
		t.Errorf("ScanBack(%q, %q) = %q, want %q", from, to, got, back)
	}
}

func bound(s string) []byte {
	if s == "-" {
		return nil
	}
	return []byte(s)
}

func orderAndBounds(t *testing.T, s kv.Store) {
	keys := []string{"\x00", "\x00\x00", "\x00\xff", "a", "a\x00", "a\xff", "b", "\xff", "\xff\x00", "\xff\xff"}
	check := func(r kv.Reader) error {
		for i, from := range keys {
			for j, to := range keys {
				wantList(t, r, from, to, pairs(keys[i:max(i, j)])...)
			}
			wantList(t, r, from, "-", pairs(keys[i:])...)
			wantList(t, r, "-", from, pairs(keys[:i])...)
			wantList(t, r, "", from, pairs(keys[:i])...)
		}
		wantList(t, r, "-", "-", pairs(keys)...)
		wantList(t, r, "-", "")
		wantList(t, r, "\x00\x01", "a\x01", pairs(keys[2:5])...)
		wantList(t, r, "c", "d")
		wantList(t, r, "\xff\xff\x00", "-")
		wantList(t, r, "a", string(kv.PrefixEnd([]byte("a"))), pairs(keys[3:6])...)
		return nil
	}
	update(t, s, func(w kv.Writer) error {
		for _, i := range []int{3, 0, 9, 5, 1, 8, 2, 7, 4, 6} {
			if err := putAll(w, keys[i], "v"); err != nil {
				return err
			}
		}
		return check(w)
	})
	if err := s.View(t.Context(), check); err != nil {
		t.Fatal(err)
	}
	update(t, s, func(w kv.Writer) error { return check(w) })
}

func pairs(keys []string) (all []string) {
	for _, key := range keys {
		all = append(all, key+"=v")
	}
	return all
}

// numbered puts n keys beginning with prefix.
func numbered(t *testing.T, s kv.Store, prefix string, n int) {
	t.Helper()
	update(t, s, func(w kv.Writer) error {
		for i := range n {
			if err := putAll(w, fmt.Sprintf("%s%04d", prefix, i), "1"); err != nil {
				return err
			}
		}
		return nil
	})
}

// leave walks a sequence up to its n-th entry and returns the key of that.
func leave(t *testing.T, seq iter.Seq2[kv.Entry, error], n int) (key string) {
	t.Helper()
	seen := 0
	for e, err := range seq {
		if err != nil {
			t.Errorf("Scan yields %v", err)
		}
		if seen++; seen == n {
			return string(e.Key)
		}
	}
	t.Errorf("the sequence has %d entries, want to leave at %d", seen, n)
	return ""
}

func scanLeftEarly(t *testing.T, s kv.Store) {
	numbered(t, s, "k", 300)
	check := func(r kv.Reader) error {
		seq := r.Scan(nil, nil)
		for n := range 300 {
			if got, want := leave(t, seq, n+1), fmt.Sprintf("k%04d", n); got != want {
				t.Errorf("entry %d = %q, want %q", n+1, got, want)
			}
		}
		if got, want := leave(t, r.ScanBack(nil, nil), 1), "k0299"; got != want {
			t.Errorf("first of ScanBack = %q, want %q", got, want)
		}
		return getsInside(t, r, seq)
	}
	if err := s.View(t.Context(), check); err != nil {
		t.Fatal(err)
	}
	update(t, s, func(w kv.Writer) error { return check(w) })
	update(t, s, func(w kv.Writer) error {
		if err := putAll(w, "a", "1", "z", "1", "k0000x", "1"); err != nil {
			return err
		}
		for n, want := range []string{"a", "k0000", "k0000x", "k0001"} {
			if got := leave(t, w.Scan(nil, nil), n+1); got != want {
				t.Errorf("entry %d = %q, want %q", n+1, got, want)
			}
		}
		if got, want := leave(t, w.ScanBack(nil, []byte("z")), 1), "k0299"; got != want {
			t.Errorf("first of ScanBack below z = %q, want %q", got, want)
		}
		return w.Delete([]byte("z"))
	})
}

// getsInside checks that Get and a second walk inside a scan do not move it.
func getsInside(t *testing.T, r kv.Reader, seq iter.Seq2[kv.Entry, error]) error {
	n := 0
	for e, err := range seq {
		if err != nil {
			return err
		}
		wantGet(t, r, "k0007", "1")
		leave(t, r.ScanBack(nil, nil), 2)
		if got, want := string(e.Key), fmt.Sprintf("k%04d", n); got != want {
			t.Errorf("entry %d = %q, want %q", n+1, got, want)
		}
		n++
	}
	if n != 300 {
		t.Errorf("saw %d entries, want 300", n)
	}
	return nil
}

func writeWhileScanning(t *testing.T, s kv.Store) {
	numbered(t, s, "k", 300)
	update(t, s, func(w kv.Writer) error {
		seen := 0
		for e, err := range w.Scan(nil, nil) {
			if err != nil {
				return err
			}
			seen++
			if err := w.Put(append([]byte("new"), e.Key...), e.Value); err != nil {
				return err
			}
			if err := w.Delete(e.Key); err != nil {
				return err
			}
			if bytes.Equal(e.Key, []byte("k0299")) {
				break
			}
		}
		if seen != 300 {
			t.Errorf("saw %d entries, want 300", seen)
		}
		return nil
	})
	update(t, s, func(w kv.Writer) error {
		kept := list(t, w.Scan(nil, nil))
		if len(kept) != 300 || kept[0] != "newk0000=1" {
			t.Errorf("%d keys from %q on, want 300 from newk0000 on", len(kept), kept[0])
		}
		return nil
	})
}
