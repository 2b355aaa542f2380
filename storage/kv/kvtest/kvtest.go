// Package kvtest is the one suite that every engine has to pass. A rule of the
// contract that is not tested here is not a rule.
package kvtest

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"lumbung/storage/kv"
)

// Run tests an engine. open returns a new and empty store for the test t; Run
// closes it.
func Run(t *testing.T, open func(t *testing.T) kv.Store) {
	cases := []struct {
		rule string
		test func(*testing.T, kv.Store)
	}{
		{"an absent key differs from an empty value", absentDiffersFromEmpty},
		{"an error of the function undoes its writes", errorUndoes},
		{"a panic reaches the caller and undoes the writes", panicReachesCaller},
		{"a function sees its own writes", ownWritesAreSeen},
		{"put copies its arguments", putCopies},
		{"a deleted key is gone", deletedIsGone},
		{"a writer is useless after its function", writerEnds},
		{"a cancelled context stops what has not begun", cancelledContext},
		{"a closed store refuses", closedRefuses},
		{"close waits for what is running", closeWaits},
		{"keys are in byte order within the bounds", orderAndBounds},
		{"a scan may be left early and walked again", scanLeftEarly},
		{"a function may write what it scans", writeWhileScanning},
		{"a bad key is refused", badKey},
		{"reads are limited", readsLimited},
		{"writes are limited", writesLimited},
		{"bytes are limited", bytesLimited},
		{"an ignored failure fails all the same", ignoredFailure},
		{"one of many claims a key", oneClaims},
		{"a counter loses no step", counterIsExact},
		{"a view sees one state", viewIsOneState},
		{"a committed write is seen by the next view", commitIsSeen},
		{"any history agrees with a map", agreesWithMap},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			s := open(t)
			t.Cleanup(func() { _ = s.Close() }) // some rules have closed it
			c.test(t, s)
		})
	}
}

// update runs fn and fails the test on an error.
func update(t *testing.T, s kv.Store, fn func(kv.Writer) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatalf("Update = %v", err)
	}
}

// put sets pairs of key and value.
func put(t *testing.T, s kv.Store, pairs ...string) {
	t.Helper()
	update(t, s, func(w kv.Writer) error { return putAll(w, pairs...) })
}

func putAll(w kv.Writer, pairs ...string) error {
	for pair := range slices.Chunk(pairs, 2) {
		if err := w.Put([]byte(pair[0]), []byte(pair[1])); err != nil {
			return err
		}
	}
	return nil
}

// wantAll checks the whole content of the store, given as "key=value".
func wantAll(t *testing.T, s kv.Store, want ...string) {
	t.Helper()
	err := s.View(t.Context(), func(r kv.Reader) error {
		if got := list(t, r.Scan(nil, nil)); !slices.Equal(got, want) {
			t.Errorf("store = %q, want %q", got, want)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("View = %v", err)
	}
}

// wantGet checks what Get returns; "-" stands for absent.
func wantGet(t *testing.T, r kv.Reader, key, want string) {
	t.Helper()
	value, ok, err := r.Get([]byte(key))
	if err != nil {
		t.Errorf("Get(%q) = %v", key, err)
		return
	}
	if got := shown(value, ok); got != want {
		t.Errorf("Get(%q) = %q, want %q", key, got, want)
	}
}

func shown(value []byte, ok bool) string {
	if !ok {
		return "-"
	}
	return string(value)
}

// list returns a sequence as "key=value".
func list(t *testing.T, seq iter.Seq2[kv.Entry, error]) []string {
	t.Helper()
	var all []string
	for e, err := range seq {
		if err != nil {
			t.Errorf("Scan yields %v", err)
			return all
		}
		all = append(all, fmt.Sprintf("%s=%s", e.Key, e.Value))
	}
	return all
}
