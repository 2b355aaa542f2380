package kvtest

import (
	"context"
	"errors"
	"testing"
	"time"

	"lumbung/storage/kv"
)

var errRefused = errors.New("kvtest: refused")

func absentDiffersFromEmpty(t *testing.T, s kv.Store) {
	check := func(r kv.Reader) error {
		wantGet(t, r, "empty", "")
		wantGet(t, r, "nil", "")
		wantGet(t, r, "absent", "-")
		wantGet(t, r, "empt", "-")
		wantGet(t, r, "emptyy", "-")
		wantGet(t, r, "", "-")
		return nil
	}
	update(t, s, func(w kv.Writer) error {
		err := errors.Join(w.Put([]byte("empty"), []byte{}), w.Put([]byte("nil"), nil))
		return errors.Join(err, check(w))
	})
	if err := s.View(t.Context(), check); err != nil {
		t.Fatal(err)
	}
	wantAll(t, s, "empty=", "nil=")
}

func errorUndoes(t *testing.T, s kv.Store) {
	put(t, s, "a", "1", "b", "1")
	err := s.Update(t.Context(), func(w kv.Writer) error {
		if err := errors.Join(w.Put([]byte("a"), []byte("2")), w.Delete([]byte("b"))); err != nil {
			return err
		}
		return errRefused
	})
	if err != errRefused { //nolint:errorlint // the contract says: as it is
		t.Errorf("Update = %v, want the error of the function as it is", err)
	}
	wantAll(t, s, "a=1", "b=1")
	put(t, s, "a", "3")
	wantAll(t, s, "a=3", "b=1")
}

func panicReachesCaller(t *testing.T, s kv.Store) {
	put(t, s, "a", "1")
	for _, run := range []func(){
		func() {
			_ = s.Update(t.Context(), func(w kv.Writer) error {
				_ = putAll(w, "a", "2")
				panic(errRefused)
			})
		},
		func() { _ = s.View(t.Context(), func(kv.Reader) error { panic(errRefused) }) },
	} {
		func() {
			defer func() {
				if got, want := recover(), any(errRefused); got != want {
					t.Errorf("recovered %v, want %v", got, want)
				}
			}()
			run()
		}()
	}
	wantAll(t, s, "a=1")
	put(t, s, "b", "2")
	wantAll(t, s, "a=1", "b=2")
}

func ownWritesAreSeen(t *testing.T, s kv.Store) {
	put(t, s, "a", "1", "b", "1", "d", "1")
	update(t, s, func(w kv.Writer) error {
		if err := errors.Join(putAll(w, "b", "2", "c", "2", "e", "2"), w.Delete([]byte("d")), w.Delete([]byte("z"))); err != nil {
			return err
		}
		wantGet(t, w, "a", "1")
		wantGet(t, w, "b", "2")
		wantGet(t, w, "c", "2")
		wantGet(t, w, "d", "-")
		wantList(t, w, "", "-", "a=1", "b=2", "c=2", "e=2")
		wantList(t, w, "b", "e", "b=2", "c=2")
		if err := errors.Join(putAll(w, "d", "3", "aa", "3"), w.Delete([]byte("c"))); err != nil {
			return err
		}
		wantGet(t, w, "d", "3")
		wantList(t, w, "", "-", "a=1", "aa=3", "b=2", "d=3", "e=2")
		return nil
	})
	wantAll(t, s, "a=1", "aa=3", "b=2", "d=3", "e=2")
}

func putCopies(t *testing.T, s kv.Store) {
	update(t, s, func(w kv.Writer) error {
		key, value := []byte("key"), []byte("value")
		if err := w.Put(key, value); err != nil {
			return err
		}
		copy(key, "xxx")
		copy(value, "xxxxx")
		gone := []byte("gone")
		if err := errors.Join(putAll(w, "gone", "1"), w.Delete(gone)); err != nil {
			return err
		}
		copy(gone, "xxxx")
		return nil
	})
	wantAll(t, s, "key=value")
}

func deletedIsGone(t *testing.T, s kv.Store) {
	put(t, s, "a", "1", "b", "1", "c", "1")
	update(t, s, func(w kv.Writer) error {
		return errors.Join(w.Delete([]byte("b")), w.Delete([]byte("never there")))
	})
	wantAll(t, s, "a=1", "c=1")
	put(t, s, "b", "2")
	wantAll(t, s, "a=1", "b=2", "c=1")
}

func writerEnds(t *testing.T, s kv.Store) {
	var kept kv.Writer
	update(t, s, func(w kv.Writer) error {
		kept = w
		return nil
	})
	if err := putAll(kept, "a", "1"); err == nil {
		t.Error("Put after the function = nil, want an error")
	}
	if _, _, err := kept.Get([]byte("a")); err == nil {
		t.Error("Get after the function = nil, want an error")
	}
	for _, err := range kept.Scan(nil, nil) {
		if err == nil {
			t.Error("Scan after the function yields an entry, want an error")
		}
	}
	wantAll(t, s)
}

func cancelledContext(t *testing.T, s kv.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ran := func() error {
		t.Error("the function ran")
		return nil
	}
	if err := s.Update(ctx, func(kv.Writer) error { return ran() }); !errors.Is(err, context.Canceled) {
		t.Errorf("Update = %v, want %v", err, context.Canceled)
	}
	if err := s.View(ctx, func(kv.Reader) error { return ran() }); !errors.Is(err, context.Canceled) {
		t.Errorf("View = %v, want %v", err, context.Canceled)
	}
	ctx, cancel = context.WithCancel(t.Context())
	err := s.Update(ctx, func(w kv.Writer) error {
		cancel() // too late: the outcome is awaited
		return putAll(w, "a", "1")
	})
	if err != nil {
		t.Errorf("Update cancelled in its function = %v, want nil", err)
	}
	wantAll(t, s, "a=1")
}

func closedRefuses(t *testing.T, s kv.Store) {
	if err := s.Close(); err != nil {
		t.Fatalf("Close = %v", err)
	}
	for name, err := range map[string]error{
		"Update": s.Update(t.Context(), func(kv.Writer) error { return nil }),
		"View":   s.View(t.Context(), func(kv.Reader) error { return nil }),
		"Close":  s.Close(),
	} {
		if !errors.Is(err, kv.ErrClosed) {
			t.Errorf("%s after Close = %v, want %v", name, err, kv.ErrClosed)
		}
	}
}

func closeWaits(t *testing.T, s kv.Store) {
	inside, closed := make(chan struct{}), make(chan error, 1)
	viewed := make(chan error, 1)
	go func() {
		viewed <- s.View(t.Context(), func(r kv.Reader) error {
			inside <- struct{}{}
			<-inside
			wantGet(t, r, "a", "-")
			return nil
		})
	}()
	<-inside
	go func() { closed <- s.Close() }()
	select {
	case err := <-closed:
		t.Errorf("Close = %v while a View runs", err)
		closed <- err
	case <-time.After(10 * time.Millisecond):
	}
	inside <- struct{}{}
	if err := errors.Join(<-viewed, <-closed); err != nil {
		t.Error(err)
	}
}
