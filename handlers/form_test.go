package handlers

import (
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/views"
)

// warehousing are routes as a feature writes them, over a use case that is there.
func warehousing() []route {
	return []route{
		{post, "/gudang-uji", func(s *Server, c *fiber.Ctx) error {
			in, form, err := bind[network.NewWarehouse](c)
			var out network.Warehouse
			if err == nil {
				out, err = s.app.Centres.AddWarehouse(c.UserContext(), in)
			}
			if form, again := s.refused(c, form, err); again {
				return s.page(c, views.StalePage(s.frame(c, "account.title"), views.StaleChoice{Form: form}))
			}
			if err != nil {
				return err
			}
			return s.redirect(c, "/gudang-uji/"+out.Code, "account.added", "name", out.Name)
		}, 0},
		{post, "/api/v1/gudang-uji", func(s *Server, c *fiber.Ctx) error {
			in, _, err := bind[network.NewWarehouse](c)
			if err != nil {
				return err
			}
			out, err := s.app.Centres.AddWarehouse(c.UserContext(), in)
			if err != nil {
				return err
			}
			return created(c, "/api/v1/gudang-uji/"+out.Code, out)
		}, 0},
		{post, "/basi", func(s *Server, c *fiber.Ctx) error {
			_, form, _ := bind[network.NewWarehouse](c)
			return s.stale(c, form, current{Version: "5", Page: "/gudang", Fields: []currentField{
				{Name: "name", Label: "account.display", Value: "Gudang kini"}, {Name: "centre", Label: "account.centre", Value: "soeharso"},
			}})
		}, 0},
		{post, "/daftar", func(s *Server, c *fiber.Ctx) error {
			_, form, _ := bind[order](c)
			err := fault.InFields(fault.Field{Name: "serials.1", Key: "field.required"}, fault.Field{Name: "title", Key: "field.required"})
			form, _ = s.refused(c, form, err)
			return c.Status(422).JSON(form.Errors)
		}, 0},
	}
}

func TestBodyOverTheLimitIsAnsweredWith413(t *testing.T) {
	h := newHarnessWith(t, Options{}, warehousing())
	body := strings.Repeat("x", maxBody+1)
	for path, want := range map[string]string{"/gudang-uji": "8 MiB", "/api/v1/gudang-uji": `"code":"too_large"`} {
		got := h.send(post, path, body, "Content-Type", "multipart/form-data; boundary=b", "Cookie", cookieOf(as(policy.Head, soeharso)),
			"Authorization", "Bearer "+as(policy.Head, soeharso).secret())
		if got.status != 413 || !strings.Contains(got.body, want) {
			t.Errorf("%s = %d, want 413 with %q: %s", path, got.status, want, short(got.body))
		}
	}
}

func TestDoubleClickIsOneCommand(t *testing.T) {
	h := newHarnessWith(t, Options{}, warehousing())
	head := as(policy.Head, soeharso)
	for range 2 {
		got := h.post(head, "/gudang-uji", "name=Gudang dua", "centre=soeharso", "idempotency_key=k-1")
		if got.status != 303 || !strings.HasPrefix(got.header.Get("Location"), "/gudang-uji/") {
			t.Fatalf("sent = %d to %s: %s", got.status, got.header.Get("Location"), short(got.body))
		}
	}
	if done := h.journalled(); len(done) != 1 {
		t.Errorf("journalled %v, want one entry", done)
	}
	got := h.post(head, "/gudang-uji", "name=Gudang tiga", "centre=soeharso", "idempotency_key=k-1")
	if got.status != 409 || len(h.journalled()) > 0 {
		t.Errorf("the same key with other input = %d, want 409 and nothing done", got.status)
	}
}

func TestIdempotencyKeyOfTheAPIIsHonoured(t *testing.T) {
	h := newHarnessWith(t, Options{}, warehousing())
	auth := "Bearer " + as(policy.Head, soeharso).secret()
	send := func(body string) answer {
		return h.send(post, "/api/v1/gudang-uji", body, "Content-Type", "application/json", "Authorization", auth, "Idempotency-Key", "k-1")
	}
	one, two := send(`{"name":"Gudang dua","centre":"soeharso"}`), send(`{"name":"Gudang dua","centre":"soeharso"}`)
	if one.status != 201 || two.status != 201 || one.body != two.body || one.header.Get("Location") == "" || len(h.journalled()) != 1 {
		t.Errorf("answers %d %s and %d %s, want the same twice", one.status, one.body, two.status, two.body)
	}
	if got := send(`{"name":"Gudang tiga","centre":"soeharso"}`); got.status != 409 {
		t.Errorf("the same key with another body = %d, want 409", got.status)
	}
}

func TestRefusedFormComesBackAsItWasTyped(t *testing.T) {
	h := newHarnessWith(t, Options{}, warehousing())
	got := h.post(as(policy.Head, soeharso), "/gudang-uji", "name=", "centre=soeharso", "jumlah=3", "idempotency_key=k-1")
	typed := hiddenInputs(got.body)
	if got.status != 422 || typed.Get("centre") != "soeharso" || typed.Get("jumlah") != "3" || !strings.Contains(got.body, "Isian ini tidak dikenal") {
		t.Errorf("refused = %d with %v: %s", got.status, typed, short(got.body))
	}
	if key := typed.Get("idempotency_key"); key == "k-1" || key == "" {
		t.Errorf("idempotency key = %q, want a new one", key)
	}
	if !strings.Contains(got.body, "<title>Galat:") {
		t.Errorf("the title does not say that there is an error")
	}
}

func TestStaleFormShowsBothVersions(t *testing.T) {
	h := newHarnessWith(t, Options{}, warehousing())
	got := h.post(as(policy.Head, soeharso), "/basi", "name=Gudang saya", "centre=soeharso", "version=4")
	carried := hiddenInputs(got.body)
	if got.status != 409 || !strings.Contains(got.body, "Gudang kini") || !strings.Contains(got.body, "Gudang saya") || strings.Count(got.body, ">soeharso<") > 0 {
		t.Errorf("stale = %d: %s", got.status, short(got.body))
	}
	want := url.Values{"name": {"Gudang saya"}, "centre": {"soeharso"}, "version": {"5"}}
	for name := range want {
		if carried.Get(name) != want.Get(name) || len(carried[name]) != 1 {
			t.Errorf("%s = %v, want %v", name, carried[name], want[name])
		}
	}
}

func TestErrorOfAnItemStandsAtItsList(t *testing.T) {
	h := newHarnessWith(t, Options{}, warehousing())
	got := h.post(as(policy.Head, soeharso), "/daftar", "serials=A\nB", "title=")
	if want := `{"serials":"Nomor 2: Wajib diisi.","title":"Wajib diisi."}`; got.body != want {
		t.Errorf("errors = %s, want %s", got.body, want)
	}
}

func TestMessageIsShownOnceAfterwards(t *testing.T) {
	h := newHarnessWith(t, Options{}, append(warehousing(), failing()...))
	got := h.post(as(policy.Head, soeharso), "/gudang-uji", "name=Gudang <b>", "centre=soeharso")
	cookie := got.header.Get("Set-Cookie")
	flash, _, _ := strings.Cut(cookie, ";")
	if !strings.Contains(cookie, "HttpOnly") || !strings.HasPrefix(flash, flashCookie+"=") {
		t.Fatalf("cookie = %s", cookie)
	}
	page := h.send(get, "/umum/1", "", "Cookie", flash)
	if !strings.Contains(page.body, "Gudang &lt;b&gt;") || !strings.Contains(page.header.Get("Set-Cookie"), flashCookie+"=;") || !strings.Contains(page.header.Get("Cache-Control"), "no-store") {
		t.Errorf("the page after it: %v %s", page.header, short(page.body))
	}
	if again := h.send(get, "/umum/1", ""); strings.Contains(again.body, "Gudang") {
		t.Errorf("the message is kept for others")
	}
	if made := h.send(get, "/umum/1", "", "Cookie", flashCookie+"=key%3Dfoo.bar"); strings.Contains(made.body, "foo.bar") {
		t.Errorf("a message that does not exist is shown")
	}
}
