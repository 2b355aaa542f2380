package handlers

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
)

// wish is what the invented form of these tests asks for.
type wish struct {
	Text string `json:"text"`
}

// wishHarness has a form for everybody and counts what arrives by it.
func wishHarness(t *testing.T) (h *harness, kept *int) {
	kept = new(int)
	take := func(s *Server, c *fiber.Ctx) error {
		in, _, err := bind[wish](c)
		trapped, err := s.guest(c, "wish", err)
		if err != nil {
			return err
		}
		if !trapped {
			*kept++
		}
		return c.SendString("thanks for " + in.Text)
	}
	h = newHarnessWith(t, Options{TrustProxy: true}, []route{
		{post, "/wish", take, open},
		{post, "/api/v1/wish", take, open},
	})
	return h, kept
}

func (h *harness) wish(address, body string) answer {
	h.t.Helper()
	return h.send(post, "/api/v1/wish", body, "Content-Type", "application/json", "X-Forwarded-For", address)
}

func TestAFormForEverybodyIsTakenFromNobodyInParticular(t *testing.T) {
	h, kept := wishHarness(t)
	if got := h.post(who{}, "/wish", "text=ramp"); got.status != 200 || *kept != 1 {
		t.Errorf("the form = %d, %d kept", got.status, *kept)
	}
	if got := h.wish("192.0.2.1", `{"text":"ramp"}`); got.status != 200 || *kept != 2 {
		t.Errorf("the API = %d, %d kept", got.status, *kept)
	}
	got := h.send(post, "/wish", "text=ramp", "Content-Type", "application/x-www-form-urlencoded", "Cookie", formCookie+"=guest")
	if got.status != 403 || *kept != 2 {
		t.Errorf("a form without its token = %d, %d kept", got.status, *kept)
	}
}

func TestWhatFallsIntoTheTrapLooksLikeSuccessAndIsNotKept(t *testing.T) {
	h, kept := wishHarness(t)
	if got := h.post(who{}, "/wish", "text=pills", trapField+"=https://pills.example"); got.status != 200 || got.body != "thanks for pills" || *kept != 0 {
		t.Errorf("a trapped form = %d %q, %d kept", got.status, got.body, *kept)
	}
	if got := h.metrics(); !strings.Contains(got, `lumbung_public_forms_total{form="wish",result="trapped"} 1`) {
		t.Errorf("the metrics do not count it:\n%s", got)
	}
}

// metrics is what /metrics says.
func (h *harness) metrics() string {
	rec := httptest.NewRecorder()
	h.server.Admin().ServeHTTP(rec, httptest.NewRequest(get, "/metrics", nil))
	return rec.Body.String()
}

func TestOneAddressCannotFillAFormForEverybody(t *testing.T) {
	h, kept := wishHarness(t)
	for range 40 {
		h.wish("192.0.2.1", `{"text":"a"}`)
	}
	if *kept < 20 || *kept > 21 { // the clock of a harness moves a little
		t.Errorf("%d of 40 from one address are kept, want 20", *kept)
	}
	got := h.wish("192.0.2.1", `{"text":"a"}`)
	if got.status != 429 || got.header.Get("Retry-After") == "" || !strings.Contains(got.body, string(fault.TooMany)) {
		t.Errorf("one more = %d %s", got.status, got.body)
	}
	if got := h.wish("192.0.2.2", `{"text":"a"}`); got.status != 200 {
		t.Errorf("another address = %d", got.status)
	}
	if strings.Contains(h.log.String(), "192.0.2") {
		t.Error("an address stands in the log")
	}
}

func TestOneNetworkOfIPv6CountsAsOneAddress(t *testing.T) {
	for a, b := range map[string]string{
		"2001:db8:1:2::1":  "2001:db8:1:2:ffff::9",
		"::ffff:192.0.2.1": "192.0.2.1",
	} {
		if neighbourhood(a) != neighbourhood(b) {
			t.Errorf("%s and %s count as two", a, b)
		}
	}
	if neighbourhood("2001:db8:1:2::1") == neighbourhood("2001:db8:1:3::1") || neighbourhood("192.0.2.1") == neighbourhood("192.0.2.2") {
		t.Error("two networks count as one")
	}
}

func TestAllAddressesTogetherCannotFillAForm(t *testing.T) {
	h, kept := wishHarness(t)
	for i := range 700 {
		h.wish(fmt.Sprintf("198.51.%d.%d", i/250, i%250), `{"text":"a"}`)
	}
	if *kept < 300 || *kept > 300+700/2 { // a second goes by with each look at the clock
		t.Errorf("%d of 700 are kept", *kept)
	}
	if *kept == 700 {
		t.Error("there is no limit of all together")
	}
}

func TestStaffAreNotCounted(t *testing.T) {
	h, kept := wishHarness(t)
	for range 40 {
		h.post(as(policy.SocialWorker, soeharso), "/wish", "text=a")
	}
	if *kept != 40 {
		t.Errorf("%d of 40 from somebody who is signed in are kept", *kept)
	}
}
