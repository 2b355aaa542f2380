package kvtest

import (
	"encoding/binary"
	"errors"
	"testing"

	"lumbung/storage/kv"
)

func number(i int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(i)) }

// wantUpdate checks the error of an Update; nil wants none.
func wantUpdate(t *testing.T, s kv.Store, what string, want error, fn func(kv.Writer) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); !errors.Is(err, want) {
		t.Errorf("%s: Update = %v, want %v", what, err, want)
	}
}

func badKey(t *testing.T, s kv.Store) {
	longest, longer := make([]byte, kv.MaxKey), make([]byte, kv.MaxKey+1)
	wantUpdate(t, s, "put a nil key", kv.ErrBadKey, func(w kv.Writer) error { return w.Put(nil, nil) })
	wantUpdate(t, s, "put an empty key", kv.ErrBadKey, func(w kv.Writer) error { return w.Put([]byte{}, nil) })
	wantUpdate(t, s, "delete an empty key", kv.ErrBadKey, func(w kv.Writer) error { return w.Delete(nil) })
	wantUpdate(t, s, "put too long a key", kv.ErrBadKey, func(w kv.Writer) error { return w.Put(longer, nil) })
	wantUpdate(t, s, "delete too long a key", kv.ErrBadKey, func(w kv.Writer) error { return w.Delete(longer) })
	wantAll(t, s)
	wantUpdate(t, s, "put the longest key", nil, func(w kv.Writer) error { return w.Put(longest, nil) })
	wantAll(t, s, string(longest)+"=")
	wantUpdate(t, s, "get what cannot be there", nil, func(w kv.Writer) error {
		wantGet(t, w, "", "-")
		wantGet(t, w, string(longer), "-")
		return nil
	})
}

func readsLimited(t *testing.T, s kv.Store) {
	read := func(w kv.Writer, from, to int) error {
		for range 2 { // a key that is read again is not another key
			for i := from; i < to; i++ {
				if _, _, err := w.Get(number(i)); err != nil {
					return err
				}
			}
		}
		return nil
	}
	wantUpdate(t, s, "most reads", nil, func(w kv.Writer) error { return read(w, 0, kv.MaxReads) })
	wantUpdate(t, s, "as many others", nil, func(w kv.Writer) error { return read(w, kv.MaxReads, 2*kv.MaxReads) })
	wantUpdate(t, s, "a read too many", kv.ErrTooLarge, func(w kv.Writer) error { return read(w, 0, kv.MaxReads+1) })
	err := s.View(t.Context(), func(r kv.Reader) error {
		for i := range kv.MaxReads + 1 {
			if _, _, err := r.Get(number(i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Errorf("View of %d keys = %v, want no limit", kv.MaxReads+1, err)
	}
}

func writesLimited(t *testing.T, s kv.Store) {
	write := func(w kv.Writer, n int) error {
		for range 2 { // a key that is written again is not another key
			for i := range n {
				if err := w.Put(number(i), nil); err != nil {
					return err
				}
			}
		}
		return nil
	}
	wantUpdate(t, s, "a write too many", kv.ErrTooLarge, func(w kv.Writer) error { return write(w, kv.MaxWrites+1) })
	wantUpdate(t, s, "a delete too many", kv.ErrTooLarge, func(w kv.Writer) error {
		return errors.Join(write(w, kv.MaxWrites), w.Delete(number(kv.MaxWrites)))
	})
	wantAll(t, s)
	wantUpdate(t, s, "most writes", nil, func(w kv.Writer) error {
		return errors.Join(write(w, kv.MaxWrites), w.Delete(number(0)))
	})
	err := s.View(t.Context(), func(r kv.Reader) error {
		if got, want := len(list(t, r.Scan(nil, nil))), kv.MaxWrites-1; got != want {
			t.Errorf("%d keys, want %d", got, want)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func bytesLimited(t *testing.T, s kv.Store) {
	half := make([]byte, kv.MaxBytes/2-1) // two of them with keys of 1 byte fill the limit
	fill := func(w kv.Writer) error {
		// Written twice: only what is to be committed counts.
		return errors.Join(w.Put([]byte("a"), half), w.Put([]byte("b"), half), w.Put([]byte("b"), half))
	}
	wantUpdate(t, s, "most bytes", nil, fill)
	wantUpdate(t, s, "a byte too many in a value", kv.ErrTooLarge, func(w kv.Writer) error {
		return errors.Join(fill(w), w.Put([]byte("b"), make([]byte, len(half)+1)))
	})
	wantUpdate(t, s, "a byte too many in a deleted key", kv.ErrTooLarge, func(w kv.Writer) error {
		return errors.Join(fill(w), w.Delete([]byte("c")))
	})
	wantUpdate(t, s, "room made by a delete", nil, func(w kv.Writer) error {
		return errors.Join(fill(w), w.Delete([]byte("a")), w.Put([]byte("c"), half[1:]))
	})
}

func ignoredFailure(t *testing.T, s kv.Store) {
	wantUpdate(t, s, "ignored bad key", kv.ErrBadKey, func(w kv.Writer) error {
		_ = w.Put(nil, nil)
		return putAll(w, "a", "1")
	})
	wantUpdate(t, s, "ignored limit of reads", kv.ErrTooLarge, func(w kv.Writer) error {
		for i := range kv.MaxReads + 1 {
			_, _, _ = w.Get(number(i))
		}
		return putAll(w, "a", "1")
	})
	wantAll(t, s)
}
