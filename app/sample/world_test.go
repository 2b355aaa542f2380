package sample_test

import (
	"context"
	"testing"
	"time"

	"lumbung/app"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/sample"
	"lumbung/storage"
	"lumbung/storage/kv"
	"lumbung/storage/kv/memkv"
)

// now is when the year of the tests ends, a Tuesday at 14:00 WIB.
var now = time.Date(2026, 5, 26, 7, 0, 0, 0, time.UTC)

// secret is the master key of the tests.
var secret = []byte("a key for tests only, of 32 bytes or more")

// operator is ctx with who works at the command line.
func operator(t *testing.T) context.Context {
	return op.As(t.Context(), policy.Actor{Name: "Operator", Role: policy.Admin})
}

func open(t *testing.T, s storage.Store) *app.App {
	t.Helper()
	a, err := app.New(t.Context(), app.Options{Store: s, Secret: secret, Deps: op.Frozen(s, now)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// filled is an App over a new store in memory with the sample year in it.
func filled(t *testing.T) *app.App {
	t.Helper()
	a := open(t, memkv.New())
	if err := sample.Fill(operator(t), a, nil); err != nil {
		t.Fatal(err)
	}
	return a
}

// checked fails the test when the store contradicts itself.
func checked(t *testing.T, a *app.App) {
	t.Helper()
	reports, err := a.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		for _, f := range r.Findings {
			t.Errorf("%s: %s", f.Kind, f.Text)
		}
	}
}

// entries counts what is in the store, by family.
func entries(t *testing.T, a *app.App) map[string]int {
	t.Helper()
	n := map[string]int{}
	err := a.Deps().Store.View(t.Context(), func(r storage.Reader) error {
		for _, f := range storage.Families() {
			for _, err := range r.Scan(f.Key(), kv.PrefixEnd(f.Key())) {
				if err != nil {
					return err
				}
				n[f.Tag]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
