package identity

import (
	"context"
	"sync"
	"testing"
	"time"

	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

var (
	noon  = time.Date(2026, 3, 25, 5, 0, 0, 0, time.UTC)
	admin = policy.Actor{ID: storage.CountedID(noon, 1), Name: "Admin Contoh", Role: policy.Admin}
)

const password = "sandi-contoh-panjang"

// clock stands still until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(by)
}

// open returns the accounts of a store that has the centres meohai and efata.
func open(t *testing.T, store storage.Store) (*Accounts, *clock) {
	t.Helper()
	d, c := op.Frozen(store, noon), &clock{at: noon}
	d.Now = c.now
	err := store.Update(t.Context(), func(w storage.Writer) error {
		for _, code := range []string{"meohai", "efata"} {
			if err := w.Put(centreKey(code), []byte("a centre")); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return New(d), c
}

func setup(t *testing.T) (*Accounts, *clock) {
	t.Helper()
	return open(t, memkv.New())
}

func by(ctx context.Context, a policy.Actor) context.Context { return op.As(ctx, a) }

// worker adds a social worker of meohai with the password of the tests.
func worker(t *testing.T, a *Accounts, name string) Account {
	t.Helper()
	acc, _, err := a.Add(by(t.Context(), admin), NewAccount{Name: name, Role: "social worker", Centre: "meohai", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	return acc
}

func signIn(t *testing.T, a *Accounts, name string) SignedIn {
	t.Helper()
	in, err := a.SignIn(t.Context(), Credentials{Name: name, Password: password}, Origin{Address: "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func disable(t *testing.T, a *Accounts, acc Account, off bool) Account {
	t.Helper()
	acc, err := a.Change(by(t.Context(), admin), Change{
		Account: acc.Name, Version: acc.Version, Display: acc.Display, Role: string(acc.Role), Centre: acc.Centre, Disabled: off,
	})
	if err != nil {
		t.Fatal(err)
	}
	return acc
}

func verify(t *testing.T, a *Accounts) {
	t.Helper()
	optest.Sound(t, a.d, Verify)
}

// contents returns all that the store holds, as one text.
func contents(t *testing.T, a *Accounts) (all []byte) {
	t.Helper()
	err := a.d.Store.View(t.Context(), func(r storage.Reader) error {
		for e, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			all = append(append(all, e.Key...), e.Value...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
