package identity

import (
	"fmt"
	"testing"
	"time"

	"lumbung/app/fault"
)

func TestAnAccountBearsFewWrongPasswords(t *testing.T) {
	a, c := setup(t)
	worker(t, a, "peksos")
	try := func(name, pw, address string) *fault.Error {
		_, err := a.SignIn(t.Context(), Credentials{Name: name, Password: pw}, Origin{Address: address})
		if err == nil {
			return &fault.Error{}
		}
		return fault.As(err)
	}
	for i := range 5 {
		if f := try("peksos", "salah-salah", "192.0.2.1"); f.Key != "session.refused" {
			t.Fatalf("attempt %d: %v", i, f)
		}
	}
	f := try("PEKSOS", password, "192.0.2.2") // right, but too soon, from wherever
	if f.Code != fault.TooMany || f.Args["seconds"] != 31 {
		t.Errorf("sixth attempt: %v %v, want too many for 31 seconds", f, f.Args)
	}
	c.move(30 * time.Second)
	if f := try("peksos", password, "192.0.2.1"); f.Code != "" {
		t.Errorf("after the wait: %v", f)
	}
	for i := range 5 { // the allowance is whole again
		if f := try("peksos", "salah-salah", "192.0.2.1"); f.Key != "session.refused" {
			t.Errorf("attempt %d after a success: %v", i, f)
		}
	}
}

func TestAnUnknownNameIsAnsweredLikeAWrongPassword(t *testing.T) {
	a, _ := setup(t)
	worker(t, a, "peksos")
	for i := range 7 {
		_, known := a.SignIn(t.Context(), Credentials{Name: "peksos", Password: "salah-salah"}, Origin{Address: "192.0.2.1"})
		_, unknown := a.SignIn(t.Context(), Credentials{Name: "siapa", Password: "salah-salah"}, Origin{Address: "192.0.2.2"})
		if known == nil || unknown == nil || known.Error() != unknown.Error() {
			t.Errorf("attempt %d: %v for a known name, %v for an unknown one", i, known, unknown)
		}
	}
}

func TestAnAddressBearsMoreButNotAll(t *testing.T) {
	l := newLimits()
	passed := 0
	for i := range 100 {
		if l.take(attempt{name: fmt.Sprint(i), address: "192.0.2.1", at: noon}) == nil {
			passed++
		}
	}
	if passed != int(perAddress.Size) {
		t.Errorf("%d attempts of one address passed, want %v", passed, perAddress.Size)
	}
	if err := l.take(attempt{name: "x", address: "192.0.2.2", at: noon}); err != nil {
		t.Errorf("another address: %v", err)
	}
	if err := l.take(attempt{name: "y", address: "192.0.2.1", at: noon.Add(perAddress.Every)}); err != nil {
		t.Errorf("the same address later: %v", err)
	}
}

func TestTheMemoryOfTheCacheIsBounded(t *testing.T) {
	c := newCache()
	for i := range maxSeats + 10 {
		c.keep(fmt.Sprint(i), seat{}, c.now())
	}
	if len(c.seats) > maxSeats {
		t.Errorf("%d seats, want at most %d", len(c.seats), maxSeats)
	}
}
