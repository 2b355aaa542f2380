package identity

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv/optkv"
)

func TestASessionSaysWhoItIs(t *testing.T) {
	a, _ := setup(t)
	acc := worker(t, a, "peksos")
	in := signIn(t, a, "PEKSOS ")
	for range 2 { // from the store, then from memory
		got, err := a.BySession(t.Context(), in.Secret)
		if err != nil || got != acc.Actor() {
			t.Errorf("BySession = %+v, %v; want %+v", got, err, acc.Actor())
		}
	}
	if _, err := a.BySession(t.Context(), "rekaan"); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("an invented secret: %v, want no actor", err)
	}
	verify(t, a)
}

func TestASessionEndsWhenIdleAndWhenOld(t *testing.T) {
	tests := []struct {
		name  string
		steps []time.Duration // a request after each
		over  bool
	}{
		{"at once", []time.Duration{0}, false},
		{"just before it is idle", []time.Duration{IdleFor - time.Second}, false},
		{"idle", []time.Duration{IdleFor}, true},
		{"kept alive", []time.Duration{20 * time.Minute, 20 * time.Minute, 20 * time.Minute}, false},
		{"kept alive, then idle", []time.Duration{20 * time.Minute, IdleFor}, true},
		{"old", append(slicesOf(20*time.Minute, 35), 20*time.Minute), true},
		{"nearly old", slicesOf(20*time.Minute, 35), false},
	}
	a, c := setup(t)
	worker(t, a, "peksos")
	for _, restart := range []bool{false, true} {
		for _, tt := range tests {
			in := signIn(t, a, "peksos")
			var err error
			for _, step := range tt.steps {
				c.move(step)
				if restart {
					a.sessions.clear()
				}
				_, err = a.BySession(t.Context(), in.Secret)
			}
			if over := fault.CodeOf(err) == fault.NoActor; over != tt.over {
				t.Errorf("%s (restarts: %v): over is %v (%v), want %v", tt.name, restart, over, err, tt.over)
			}
		}
	}
}

func slicesOf(d time.Duration, n int) (out []time.Duration) {
	for range n {
		out = append(out, d)
	}
	return out
}

// counting counts the updates of a store.
type counting struct {
	storage.Store
	updates, views atomic.Int64
}

func (s *counting) Update(ctx context.Context, fn func(storage.Writer) error) error {
	s.updates.Add(1)
	return s.Store.Update(ctx, fn)
}

func (s *counting) View(ctx context.Context, fn func(storage.Reader) error) error {
	s.views.Add(1)
	return s.Store.View(ctx, fn)
}

func TestARequestCostsNoWriteAndNoLookAtTheStore(t *testing.T) {
	store := &counting{Store: optkv.New()}
	a, c := open(t, store)
	worker(t, a, "peksos")
	in := signIn(t, a, "peksos")
	if _, err := a.BySession(t.Context(), in.Secret); err != nil {
		t.Fatal(err)
	}
	store.updates.Store(0)
	store.views.Store(0)
	for range 590 { // almost ten minutes
		c.move(time.Second)
		if _, err := a.BySession(t.Context(), in.Secret); err != nil {
			t.Fatal(err)
		}
	}
	if u, v := store.updates.Load(), store.views.Load(); u != 9 || v != 0 {
		t.Errorf("590 requests in ten minutes cost %d updates and %d views, want 9 and 0", u, v)
	}
}

func TestSigningInRotatesTheSession(t *testing.T) {
	a, _ := setup(t)
	worker(t, a, "peksos")
	first := signIn(t, a, "peksos")
	second, err := a.SignIn(t.Context(), Credentials{Name: "peksos", Password: password}, Origin{Session: first.Secret})
	if err != nil || second.Secret == first.Secret {
		t.Fatalf("second sign-in: %v, same secret %v", err, second.Secret == first.Secret)
	}
	if _, err := a.BySession(t.Context(), first.Secret); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("the session before: %v, want no actor", err)
	}
	if _, err := a.BySession(t.Context(), second.Secret); err != nil {
		t.Errorf("the session after: %v", err)
	}
}

func TestSigningOutEndsTheSession(t *testing.T) {
	a, _ := setup(t)
	acc := worker(t, a, "peksos")
	in := signIn(t, a, "peksos")
	if _, err := a.BySession(t.Context(), in.Secret); err != nil {
		t.Fatal(err)
	}
	if err := a.SignOut(by(t.Context(), acc.Actor()), in.Secret); err != nil {
		t.Fatal(err)
	}
	if _, err := a.BySession(t.Context(), in.Secret); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("after signing out: %v, want no actor", err)
	}
	verify(t, a)
}

func TestDisablingAnAccountEndsItsSessionsForGood(t *testing.T) {
	a, _ := setup(t)
	acc := worker(t, a, "peksos")
	in := signIn(t, a, "peksos")
	_, token, err := a.AddToken(by(t.Context(), admin), NewToken{Account: "peksos", Name: "uji"})
	if err != nil {
		t.Fatal(err)
	}
	works := func() (session, bearer bool) {
		_, err1 := a.BySession(t.Context(), in.Secret)
		_, err2 := a.ByToken(t.Context(), token)
		return err1 == nil, err2 == nil
	}
	if s, tok := works(); !s || !tok {
		t.Fatalf("before: session %v, token %v", s, tok)
	}
	acc = disable(t, a, acc, true)
	if s, tok := works(); s || tok {
		t.Errorf("disabled: session %v, token %v", s, tok)
	}
	if _, err := a.SignIn(t.Context(), Credentials{Name: "peksos", Password: password}, Origin{}); fault.As(err).Key != "session.refused" {
		t.Errorf("signing in while disabled: %v", err)
	}
	disable(t, a, acc, false)
	if s, tok := works(); s || !tok {
		t.Errorf("enabled again: session %v, token %v; want the token alone", s, tok)
	}
}

func TestAChangedRoleCountsFromTheNextRequest(t *testing.T) {
	a, _ := setup(t)
	acc := worker(t, a, "peksos")
	in := signIn(t, a, "peksos")
	if _, err := a.BySession(t.Context(), in.Secret); err != nil {
		t.Fatal(err)
	}
	change := Change{Account: acc.Name, Version: acc.Version, Display: "Baru", Role: "head", Centre: "efata"}
	if _, err := a.Change(by(t.Context(), admin), change); err != nil {
		t.Fatal(err)
	}
	got, err := a.BySession(t.Context(), in.Secret)
	if err != nil || got.Role != "head" || got.Centre != "efata" || got.Name != "Baru" {
		t.Errorf("BySession = %+v, %v", got, err)
	}
}

func TestANewPasswordEndsTheOtherSessions(t *testing.T) {
	a, _ := setup(t)
	acc := worker(t, a, "peksos")
	other := signIn(t, a, "peksos")
	self := by(t.Context(), acc.Actor())
	for _, bad := range []NewPassword{
		{Current: "salah-sekali", Password: "sandi-baru-panjang"},
		{Current: password, Password: "pendek"},
		{Current: password, Password: ""},
	} {
		if _, err := a.ChangePassword(self, bad, Origin{}); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("ChangePassword(%+v): %v, want invalid", bad, err)
		}
	}
	in, err := a.ChangePassword(self, NewPassword{Current: password, Password: "sandi-baru-panjang"}, Origin{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.BySession(t.Context(), other.Secret); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("another session: %v, want no actor", err)
	}
	if _, err := a.BySession(t.Context(), in.Secret); err != nil {
		t.Errorf("the new session: %v", err)
	}
	if _, err := a.SignIn(t.Context(), Credentials{Name: "peksos", Password: password}, Origin{}); err == nil {
		t.Error("the old password still works")
	}
}

func TestSweepDeletesWhatHasEnded(t *testing.T) {
	a, c := setup(t)
	worker(t, a, "peksos")
	signIn(t, a, "peksos")
	c.move(IdleFor)
	kept := signIn(t, a, "peksos")
	c.move(time.Second)
	if n, err := a.Sweep(t.Context()); err != nil || n != 1 {
		t.Errorf("Sweep = %d, %v; want 1", n, err)
	}
	if _, err := a.BySession(t.Context(), kept.Secret); err != nil {
		t.Errorf("a session that holds: %v", err)
	}
	verify(t, a)
}

// TestNoRequestOutlivesTheDisabling asks while an account is disabled. Whatever
// comes first, once Change has returned no request may get through.
func TestNoRequestOutlivesTheDisabling(t *testing.T) {
	a, _ := open(t, optkv.New())
	acc := worker(t, a, "peksos")
	for round := range 20 {
		in := signIn(t, a, "peksos")
		var stop atomic.Bool
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for !stop.Load() {
					_, _ = a.BySession(t.Context(), in.Secret)
					a.sessions.drop("nobody's") // makes the next one look at the store now and then
				}
			})
		}
		acc = disable(t, a, acc, true)
		if _, err := a.BySession(t.Context(), in.Secret); fault.CodeOf(err) != fault.NoActor {
			t.Errorf("round %d: a disabled account got through: %v", round, err)
		}
		stop.Store(true)
		wg.Wait()
		if _, err := a.BySession(t.Context(), in.Secret); fault.CodeOf(err) != fault.NoActor {
			t.Errorf("round %d: memory kept a disabled account: %v", round, err)
		}
		acc = disable(t, a, acc, false)
	}
}

// TestOneNameIsTakenOnce lets many want the same name at the same time.
func TestOneNameIsTakenOnce(t *testing.T) {
	a, _ := open(t, optkv.New())
	var taken atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			_, _, err := a.Add(op.As(context.Background(), admin), NewAccount{Name: "sama", Role: "auditor", Password: password})
			switch {
			case err == nil:
				taken.Add(1)
			case fault.CodeOf(err) != fault.Invalid:
				t.Errorf("the loser got %v", err)
			}
		})
	}
	wg.Wait()
	if taken.Load() != 1 {
		t.Errorf("%d got the name, want 1", taken.Load())
	}
	verify(t, a)
}

func TestAWaitForAPasswordEndsWithTheRequest(t *testing.T) {
	h := hasher{slots: make(chan struct{})} // all places taken
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.matches(ctx, "", password); !errors.Is(err, context.Canceled) {
		t.Errorf("matches = %v, want canceled", err)
	}
}
