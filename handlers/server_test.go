package handlers

import (
	"encoding/json"
	"errors"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/views"
	"lumbung/views/i18n"
)

// failing are routes that fail in each way.
func failing() []route {
	fail := func(err error) func(*Server, *fiber.Ctx) error {
		return func(*Server, *fiber.Ctx) error { return err }
	}
	secret := errors.New("secret-cause")
	return []route{
		{get, "/gagal/asing", fail(secret), 0},
		{get, "/api/v1/gagal/asing", fail(secret), 0},
		{get, "/gagal/panik", func(*Server, *fiber.Ctx) error { panic("secret-cause") }, 0},
		{get, "/gagal/ditolak", fail(fault.New(fault.Denied, "error.denied", nil)), 0},
		{get, "/gagal/bentrok", fail(fault.New(fault.Conflict, "error.idempotency_key", nil)), 0},
		{get, "/api/v1/gagal/isian", fail(fault.InField("serials.3", "field.required", nil)), 0},
		{get, "/umum/:id", func(s *Server, c *fiber.Ctx) error { return s.page(c, views.ErrorPage(s.frame(c, ""), "404")) }, public | english},
	}
}

func TestEveryCodeHasAStatusAndATitle(t *testing.T) {
	for _, code := range fault.Codes() {
		if statuses[code] < 400 {
			t.Errorf("statuses[%s] = %d, want an error status", code, statuses[code])
		}
		for _, lang := range i18n.Langs() {
			if key := "error.title_" + string(code); !lang.Has(key) {
				t.Errorf("%s has no word for %s", lang, key)
			}
		}
	}
}

func TestInternalErrorShowsAReferenceOnly(t *testing.T) {
	h := newHarnessWith(t, Options{}, failing())
	for _, path := range []string{"/gagal/asing", "/gagal/panik", "/api/v1/gagal/asing"} {
		h.log.Reset()
		got := h.send(get, path, "")
		id := got.header.Get("X-Request-Id")
		if got.status != 500 || strings.Contains(got.body, "secret-cause") || id == "" || !strings.Contains(got.body, id) {
			t.Errorf("%s = %d with id %q:\n%s", path, got.status, id, got.body)
		}
		if log := h.log.String(); strings.Count(log, "secret-cause") != 1 || !strings.Contains(log, id) {
			t.Errorf("%s: the log does not tell the cause once, with the reference:\n%s", path, log)
		}
	}
}

func TestFailureIsAnsweredInTheShapeOfThePath(t *testing.T) {
	h := newHarnessWith(t, Options{}, failing())
	for _, x := range []struct {
		method, path, accept string
		status               int
		kind, want           string
	}{
		{get, "/gagal/ditolak", "text/html", 403, "text/html", "Anda tidak berwenang"},
		{get, "/gagal/ditolak", "application/json", 403, "application/problem+json", `"code":"denied"`},
		{get, "/gagal/bentrok", "text/html", 409, "text/html", "Kunci ulangan"},
		{get, "/tidak-ada", "text/html", 404, "text/html", "Halaman tidak ditemukan"},
		{get, "/en/nowhere", "text/html", 404, "text/html", "Page not found"},
		{get, "/api/v1/tidak-ada", "text/html", 404, "application/problem+json", `"code":"not_found"`},
		{"DELETE", "/healthz", "", 405, "text/html", "Permintaan tidak dikenal"},
		{get, "/api/v1/gagal/isian", "", 422, "application/problem+json", `{"name":"serials.3","message":"Wajib diisi.","key":"field.required"}`},
	} {
		got := h.send(x.method, x.path, "", "Accept", x.accept)
		if got.status != x.status || !strings.HasPrefix(got.header.Get("Content-Type"), x.kind) || !strings.Contains(got.body, x.want) {
			t.Errorf("%s %s = %d %s, want %d %s with %q:\n%s", x.method, x.path, got.status, got.header.Get("Content-Type"), x.status, x.kind, x.want, got.body)
		}
	}
}

func TestProblemSpeaksTheLanguageAskedFor(t *testing.T) {
	h := newHarness(t)
	got := h.send(get, "/api/v1/none", "", "Accept-Language", "en-GB")
	var p problem
	if err := json.Unmarshal([]byte(got.body), &p); err != nil || p.Title != "Page not found" || p.RequestID == "" {
		t.Errorf("problem = %+v, %v", p, err)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	h := newHarnessWith(t, Options{}, failing())
	for _, path := range []string{"/umum/1", "/healthz", "/gagal/asing", "/tidak-ada", "/static/src/lumbung.css"} {
		got := h.send(get, path, "")
		if csp := got.header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.HasPrefix(csp, "default-src 'none'") {
			t.Errorf("%s: policy = %q", path, csp)
		}
		if got.header.Get("X-Content-Type-Options") != "nosniff" || got.header.Get("Server") != "" || got.header.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: headers = %v", path, got.header)
		}
	}
}

func TestTLSIsBelievedOfATrustedProxyOnly(t *testing.T) {
	for _, x := range []struct {
		opt   Options
		proto string
		want  bool
	}{
		{Options{}, "https", false}, {Options{TrustProxy: true}, "https", true}, {Options{TrustProxy: true}, "http", false}, {Options{Secure: true}, "", true},
	} {
		h := newHarnessWith(t, x.opt, nil)
		got := h.send(get, "/healthz", "", "X-Forwarded-Proto", x.proto)
		if hsts := got.header.Get("Strict-Transport-Security") != ""; hsts != x.want {
			t.Errorf("%+v, %q: HSTS %v, want %v", x.opt, x.proto, hsts, x.want)
		}
	}
}

func TestPublicPageIsCachedByItsETag(t *testing.T) {
	h := newHarnessWith(t, Options{}, failing())
	got := h.send(get, "/umum/1", "", "Accept-Encoding", "gzip")
	tag := got.header.Get("Etag")
	if tag == "" || !strings.HasPrefix(got.header.Get("Cache-Control"), "public") || got.header.Get("Content-Encoding") != "gzip" || got.header.Get("Set-Cookie") != "" {
		t.Errorf("headers of a public page = %v", got.header)
	}
	if again := h.send(get, "/umum/1", "", "If-None-Match", tag); again.status != 304 || again.body != "" {
		t.Errorf("asked again = %d with %d bytes, want 304 and none", again.status, len(again.body))
	}
	if got := h.send(get, "/gagal/ditolak", "").header; got.Get("Etag") != "" || !strings.Contains(got.Get("Cache-Control"), "no-store") || got.Get("X-Robots-Tag") != "noindex" {
		t.Errorf("headers of a page that is not public = %v", got)
	}
}

func TestAccessLogHoldsThePatternAndNothingPersonal(t *testing.T) {
	h := newHarnessWith(t, Options{}, failing())
	h.log.Reset()
	h.send(get, "/umum/3201994101900001?nama=Siti", "")
	log := h.log.String()
	if !strings.Contains(log, "route=/umum/:id") || !strings.Contains(log, "status=200") || strings.Contains(log, "3201994101900001") || strings.Contains(log, "Siti") {
		t.Errorf("log = %s", log)
	}
}

func TestMetricsCountByPattern(t *testing.T) {
	h := newHarnessWith(t, Options{Version: "v1"}, failing())
	h.send(get, "/umum/1", "")
	h.send(get, "/umum/2", "")
	h.send(get, "/tidak-ada", "")
	rec := httptest.NewRecorder()
	h.server.Admin().ServeHTTP(rec, httptest.NewRequest(get, "/metrics", nil))
	for _, want := range []string{
		`lumbung_http_requests_total{method="GET",route="/umum/:id",status="2xx"} 2`,
		`lumbung_http_requests_total{method="GET",route="-",status="4xx"} 1`,
		`lumbung_http_request_seconds_count{route="/umum/:id"} 2`,
		`lumbung_build_info{version="v1"} 1`, "lumbung_event_streams 0",
	} {
		if !strings.Contains(rec.Body.String(), want) {
			t.Errorf("metrics lack %s", want)
		}
	}
}

func TestAssetsAreServedAndNothingBesideThem(t *testing.T) {
	h := newHarness(t)
	if got := h.send(get, "/static/src/lumbung.css", ""); got.status != 200 || got.header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("css = %d %s", got.status, got.header.Get("Content-Type"))
	}
	for _, path := range []string{"/static/src/../../frame.go", "/static/src/%2e%2e/%2e%2e/frame.go", "/static/", "/static/none.css"} {
		if got := h.send(get, path, ""); got.status != 404 {
			t.Errorf("%s = %d, want 404", path, got.status)
		}
	}
}

// TestNoRowHidesAnother finds a row of the table that never answers because an
// earlier one matches all its paths.
func TestNoRowHidesAnother(t *testing.T) {
	all := routes()
	for i, later := range all {
		path := strings.NewReplacer(":", "", "*", "x").Replace(later.Path)
		hidden := slices.ContainsFunc(all[:i], func(r route) bool {
			return r.Method == later.Method && fiber.RoutePatternMatch(path, r.Path)
		})
		if hidden {
			t.Errorf("%s %s is hidden by an earlier row", later.Method, later.Path)
		}
	}
}

func TestLocalLeadsNowhereElse(t *testing.T) {
	for path, want := range map[string]string{
		"/gudang?x=1": "/gudang?x=1", "": "/beranda-saya", "//jahat.example": "/beranda-saya", "https://jahat.example/": "/beranda-saya",
		"/\\jahat.example": "/beranda-saya", "gudang": "/beranda-saya", "/a\r\nb": "/beranda-saya", "javascript:alert(1)": "/beranda-saya",
	} {
		if got := local(path); got != want {
			t.Errorf("local(%q) = %q, want %q", path, got, want)
		}
	}
}
