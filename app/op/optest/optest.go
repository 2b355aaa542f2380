// Package optest gives tests of every room what all of them need: somebody who
// acts, a look at whether the records hold together, and a look at a refusal.
package optest

import (
	"context"
	"fmt"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// As is the context of somebody invented with a role at a centre. The same role
// at the same centre is the same person.
func As(t testing.TB, role policy.Role, centre string) context.Context {
	t.Helper()
	actor := policy.Actor{Name: "Petugas " + string(role), Role: role, Centre: centre}
	copy(actor.ID[:], fmt.Sprintf("%-8s%-8s", role, centre))
	return op.As(t.Context(), actor)
}

// Closing closes a store when the test ends.
func Closing[S storage.Store](t testing.TB, store S) S {
	t.Helper()
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

// reporter is what a test and a test of properties have in common.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

// Sound fails the test with each finding of the verifiers.
func Sound(t reporter, d *op.Deps, verifiers ...func(storage.Reader) ([]storage.Report, error)) {
	t.Helper()
	err := d.Store.View(context.Background(), func(r storage.Reader) error {
		for _, verify := range verifiers {
			reports, err := verify(r)
			if err != nil {
				return err
			}
			for _, rep := range reports {
				for _, f := range rep.Findings {
					t.Errorf("%s: %s", f.Kind, f.Text)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// WantKey fails the test unless err is of a code, with the key of the fault or of
// its first field.
func WantKey(t testing.TB, what string, err error, code fault.Code, key string) {
	t.Helper()
	f := fault.As(err)
	if err == nil || f.Code != code || f.Key != key && (len(f.Fields) == 0 || f.Fields[0].Key != key) {
		t.Errorf("%s: %v, want %s %s", what, err, code, key)
	}
}
