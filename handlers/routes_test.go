package handlers

import (
	"strings"
	"testing"

	"lumbung/app/policy"
)

// sampled is the path of a row with something in the place of its parameters.
func sampled(path string) string {
	return strings.ReplaceAll(parameter.ReplaceAllString(path, "tidak-ada"), "*", "tidak-ada")
}

func TestEveryPageAnswersNobodyWithSense(t *testing.T) {
	h := newHarness(t)
	for _, r := range routes() {
		if r.Method != get || isAPI(r.Path) || r.has(stream) {
			continue
		}
		got := h.get(who{}, sampled(r.Path))
		switch got.status {
		case 200, 403, 404:
		case 303:
			if to := got.header.Get("Location"); !strings.HasPrefix(to, "/masuk") && !r.has(public) {
				t.Errorf("GET %s leads nobody to %s", r.Path, to)
			}
		default:
			t.Errorf("GET %s answers nobody with %d", r.Path, got.status)
		}
		if strings.Contains(got.body, "⟦") {
			t.Errorf("GET %s lacks words: %s", r.Path, around(got.body, "⟦"))
		}
	}
}

func TestNoPageFailsForAnyRole(t *testing.T) {
	h := newHarness(t)
	for _, w := range everybody() {
		for _, r := range routes() {
			if r.Method != get || r.has(stream) {
				continue
			}
			headers := []string{"Accept", "text/html", "Cookie", cookieOf(w)}
			if isAPI(r.Path) && w.role != policy.Public {
				headers = []string{"Authorization", "Bearer " + w.secret()}
			}
			if got := h.send(get, sampled(r.Path), "", headers...); got.status >= 500 {
				t.Errorf("GET %s answers %s with %d", r.Path, w, got.status)
			}
		}
	}
}

func TestEveryFormWithoutItsTokenIsRefused(t *testing.T) {
	h := newHarness(t)
	for _, r := range routes() {
		if r.Method == get || isAPI(r.Path) {
			continue
		}
		for _, w := range []who{as(policy.Admin, ""), as(policy.Head, soeharso)} {
			got := h.send(r.Method, sampled(r.Path), "name=x", "Content-Type", "application/x-www-form-urlencoded", "Cookie", cookieOf(w))
			if got.status != 403 || len(h.journalled()) > 0 {
				t.Errorf("%s %s without a token answers %s with %d, want 403", r.Method, r.Path, w, got.status)
			}
		}
		got := h.send(r.Method, sampled(r.Path), "name=x", "Content-Type", "application/x-www-form-urlencoded")
		if got.status != 403 && got.status != 401 {
			t.Errorf("%s %s without a token answers nobody with %d, want 401 or 403", r.Method, r.Path, got.status)
		}
	}
}

func TestEveryWritingAPIRouteAsksForAToken(t *testing.T) {
	h := newHarness(t)
	for _, r := range routes() {
		if r.Method == get || !isAPI(r.Path) || r.has(open) {
			continue
		}
		if got := h.send(r.Method, sampled(r.Path), "{}", "Content-Type", "application/json"); got.status != 401 {
			t.Errorf("%s %s without a token = %d, want 401", r.Method, r.Path, got.status)
		}
	}
}
