package handlers

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/limit"
)

// A form for everybody needs no account and no CAPTCHA, which would shut out
// those it is for. What keeps programs away is a trap that no person sees, and
// limits that a person does not reach. There is no least time to fill it in:
// somebody whose device types for them is quick.

// trapField is an input that is hidden from people, also from screen readers
// and the keyboard; views.Trap puts it into a form. Programs that fill in
// whatever they find fill it in too.
const trapField = "website"

// What those who are not signed in may send. One address can be a whole
// village: telephone companies put thousands of people behind one. So the limit
// of all together keeps the store from being filled, for each form alone, and
// that of an address keeps one sender from using it up.
var (
	perGuest  = limit.Allowance{Size: 20, Every: time.Minute}
	allGuests = limit.Allowance{Size: 300, Every: 2 * time.Second} // 43,200 a day
)

// guest stands before the use case of a form for everybody, or of an open route
// of the API. form names it in the limits and the metrics; err is what bind has
// found, and is given back unless the limits say no: then it fails with TooMany,
// and what was typed is shown again. When it says trapped, a program has sent
// the form: the caller answers as if it had worked, and keeps nothing.
func (s *Server) guest(c *fiber.Ctx, form string, err error) (trapped bool, _ error) {
	if visitOf(c).signedIn() {
		return false, err
	}
	wait := s.guests.Take(s.app.Now(),
		limit.Use{Key: form + " from " + neighbourhood(s.address(c)), Allowance: perGuest},
		limit.Use{Key: form + " from all", Allowance: allGuests})
	switch {
	case wait > 0:
		s.meters.guest(form, "limited")
		return false, fault.New(fault.TooMany, "guest.too_many", fault.Args{"seconds": int(wait/time.Second) + 1})
	case postedBy(c).trap != "":
		s.meters.guest(form, "trapped")
		return true, nil
	case err != nil:
		s.meters.guest(form, "refused")
		return false, err
	}
	s.meters.guest(form, "passed")
	return false, nil
}

// neighbourhood is what counts as one address: of IPv6 the network of 64 bits,
// all of which one sender has.
func neighbourhood(address string) string {
	at, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if at = at.Unmap(); at.Is6() {
		if net, err := at.Prefix(64); err == nil {
			return net.String()
		}
	}
	return at.String()
}

// guest counts what came in by a form for everybody.
func (m *meters) guest(form, result string) {
	m.set.GetOrCreateCounter(fmt.Sprintf(`lumbung_public_forms_total{form=%q,result=%q}`, form, result)).Inc()
}
