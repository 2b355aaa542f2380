package boltkv

import (
	"context"
	"errors"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	bolterrors "go.etcd.io/bbolt/errors"

	"lumbung/storage/kv"
)

var errRefused = errors.New("refused")

// errNoReturn stands for an Update that did not return.
var errNoReturn = errors.New("panicked or left")

// grouped lets all functions join one group in their order, and returns what
// each Update returned.
func grouped(s *Store, fns ...func(kv.Writer) error) []error {
	results := slices.Repeat([]error{errNoReturn}, len(fns))
	var wg sync.WaitGroup
	update := func(i int, fn func(kv.Writer) error) {
		wg.Go(func() {
			defer func() { _ = recover() }()
			results[i] = s.Update(context.Background(), fn)
		})
	}
	begun, queued := make(chan struct{}), make(chan struct{})
	update(0, func(w kv.Writer) error {
		close(begun)
		<-queued
		return fns[0](w)
	})
	<-begun
	for i, fn := range fns[1:] {
		update(i+1, fn)
		awaitQueue(s, i+1)
	}
	close(queued)
	wg.Wait()
	return results
}

func awaitQueue(s *Store, n int) {
	for len(s.queue) < n {
		time.Sleep(10 * time.Microsecond)
	}
}

func puts(key string) func(kv.Writer) error {
	return func(w kv.Writer) error { return w.Put([]byte(key), nil) }
}

// refusesOver refuses, and fails in another way unless key is there.
func refusesOver(key string) func(kv.Writer) error {
	return func(w kv.Writer) error {
		if _, ok, err := w.Get([]byte(key)); err != nil || !ok {
			return errors.Join(err, errors.New("the write before is not seen"))
		}
		return errors.Join(w.Put([]byte("refused"), nil), errRefused)
	}
}

func newStore(t *testing.T) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "store"))
}

func wantResults(t *testing.T, got []error, want ...error) {
	t.Helper()
	for i := range want {
		if !errors.Is(got[i], want[i]) {
			t.Errorf("Update %d = %v, want %v", i, got[i], want[i])
		}
	}
}

func TestGroupSharesOneCommitAndDropsFailures(t *testing.T) {
	s := newStore(t)
	results := grouped(s,
		puts("a"),
		refusesOver("a"),
		func(w kv.Writer) error { return errors.Join(puts("panicked")(w), puts("")(w)) },
		func(w kv.Writer) error { _ = puts("panicked")(w); panic("on purpose") },
		func(w kv.Writer) error { _ = puts("left")(w); runtime.Goexit(); return nil },
		func(kv.Writer) error { return nil },
		puts("b"),
	)
	wantResults(t, results, nil, errRefused, kv.ErrBadKey, errNoReturn, errNoReturn, nil, nil)
	if got, want := keys(t, s), []string{"a", "b"}; !slices.Equal(got, want) {
		t.Errorf("keys = %q, want %q", got, want)
	}
	if got, want := s.Stats(), (Stats{Updates: 3, Commits: 1}); got != want {
		t.Errorf("Stats = %+v, want %+v", got, want)
	}
}

func TestUpdateWithoutWritesTakesNoCommit(t *testing.T) {
	s := newStore(t)
	results := grouped(s,
		func(kv.Writer) error { return nil },
		func(w kv.Writer) error { return errors.Join(puts("a")(w), errRefused) },
		func(kv.Writer) error { return nil },
	)
	wantResults(t, results, nil, errRefused, nil)
	if got := s.Stats().Commits; got != 0 {
		t.Errorf("%d commits, want 0", got)
	}
}

func TestFailedCommitFailsAllThatRestOnIt(t *testing.T) {
	s := newStore(t)
	put(t, s, "before", "")
	s.db.MaxSize = 1 // bbolt may not grow the file: as good as a full disk
	results := grouped(s,
		func(kv.Writer) error { return errRefused },
		func(w kv.Writer) error { return w.Put([]byte("big"), make([]byte, kv.MaxBytes/2)) },
		refusesOver("big"),
		func(kv.Writer) error { return nil },
		puts("small"),
	)
	full := bolterrors.ErrMaxSizeReached
	wantResults(t, results, errRefused, full, full, full, full)
	if got, want := keys(t, s), []string{"before"}; !slices.Equal(got, want) {
		t.Errorf("keys after the failed commit = %q, want %q", got, want)
	}
	s.db.MaxSize = 0
	put(t, s, "after", strings.Repeat("v", kv.MaxBytes/2))
	if got, want := keys(t, s), []string{"after", "before"}; !slices.Equal(got, want) {
		t.Errorf("keys after the disk has room = %q, want %q", got, want)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got, want := keys(t, openAt(t, s.Path())), []string{"after", "before"}; !slices.Equal(got, want) {
		t.Errorf("keys after opening again = %q, want %q", got, want)
	}
}

func TestContextThatEndsInTheQueueStopsTheUpdate(t *testing.T) {
	s := newStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	results := grouped(s,
		func(w kv.Writer) error {
			left := make(chan error)
			go func() {
				left <- s.Update(ctx, func(kv.Writer) error {
					t.Error("the function ran")
					return nil
				})
			}()
			awaitQueue(s, 2)
			cancel()
			if err := <-left; !errors.Is(err, context.Canceled) {
				t.Errorf("Update = %v, want %v", err, context.Canceled)
			}
			return puts("a")(w)
		},
		puts("b"),
	)
	wantResults(t, results, nil, nil)
	if got, want := keys(t, s), []string{"a", "b"}; !slices.Equal(got, want) {
		t.Errorf("keys = %q, want %q", got, want)
	}
}

func TestGroupEndsWhenItHasGrownLarge(t *testing.T) {
	s := newStore(t)
	var fns []func(kv.Writer) error
	for _, key := range []string{"a", "b", "c", "d", "e", "f"} {
		fns = append(fns, func(w kv.Writer) error {
			return w.Put([]byte(key), make([]byte, kv.MaxBytes-1))
		})
	}
	wantResults(t, grouped(s, fns...), make([]error, len(fns))...)
	if got, want := s.Stats(), (Stats{Updates: 6, Commits: 2}); got != want {
		t.Errorf("Stats = %+v, want %+v", got, want)
	}
}

// TestFunctionsOfAGroupSeeTheWritesBefore lets each function list what is there,
// which mixes the three layers in every order.
func TestFunctionsOfAGroupSeeTheWritesBefore(t *testing.T) {
	s := newStore(t)
	put(t, s, "m", "")
	var fns []func(kv.Writer) error
	for i, key := range []string{"z", "a", "n", "b", "y"} {
		fns = append(fns, func(w kv.Writer) error {
			return errors.Join(wantEntries(t, w, i+1), puts(key)(w))
		})
	}
	fns = append(fns,
		func(w kv.Writer) error { return errors.Join(w.Delete([]byte("m")), w.Delete([]byte("z"))) },
		func(w kv.Writer) error {
			for _, key := range []string{"m", "z"} {
				if _, ok, err := w.Get([]byte(key)); ok || err != nil {
					t.Errorf("Get(%q) = %v, %v after it was deleted in the group", key, ok, err)
				}
			}
			return errors.Join(wantEntries(t, w, 4), puts("z")(w))
		},
	)
	wantResults(t, grouped(s, fns...), make([]error, len(fns))...)
	if got, want := keys(t, s), []string{"a", "b", "n", "y", "z"}; !slices.Equal(got, want) {
		t.Errorf("keys = %q, want %q", got, want)
	}
}

// wantEntries checks how many entries a function sees in each direction.
func wantEntries(t *testing.T, r kv.Reader, want int) error {
	t.Helper()
	for _, seq := range []iter.Seq2[kv.Entry, error]{r.Scan(nil, nil), r.ScanBack(nil, nil)} {
		seen := 0
		for _, err := range seq {
			if err != nil {
				return err
			}
			seen++
		}
		if seen != want {
			t.Errorf("saw %d entries, want %d", seen, want)
		}
	}
	return nil
}
