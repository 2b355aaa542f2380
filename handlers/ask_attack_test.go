package handlers

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

// openForms are the forms that anybody may send, each with an input that is right.
func openForms(h *harness) map[string]url.Values {
	model, innovation := h.askable()
	return map[string]url.Values{
		"/alat/" + model + "/minta":         {"for_whom": {"self"}, "name": {askerName}, "phone": {askerPhone}, "place": {"surakarta"}, "consent": {"1"}},
		"/kebutuhan/baru":                   {"sentence": {"Alat untuk menulis dengan mulut"}},
		"/inovasi/" + innovation + "/tanya": {"text": {"Apakah baterainya tahan lama?"}},
		"/lacak":                            {"number": {"PMT-2026-00001-AA"}, "pin": {"123456"}},
		"/lacak/tulis":                      {"number": {"PMT-2026-00001-AA"}, "pin": {"123456"}, "text": {"Halo"}},
		"/lacak/perbaiki":                   {"number": {"PMT-2026-00001-AA"}, "pin": {"123456"}, "phone": {askerPhone}},
		"/lacak/tarik":                      {"number": {"PMT-2026-00001-AA"}, "pin": {"123456"}},
	}
}

// askable are a model and a published innovation.
func (h *harness) askable() (model, innovation string) {
	h.t.Helper()
	m, err := h.app.Stock.AddModel(h.ctx(as(policy.Head, soeharso)), stock.ModelDetails{Name: "Kursi roda elektrik", Tracking: stock.Serialised, MakerCentre: soeharso})
	if err != nil {
		h.t.Fatal(err)
	}
	return m.Slug, h.publishedAs("Kursi roda uji").Slug
}

func TestAFormWithoutCookiesIsTakenFromOurOwnPageAlone(t *testing.T) {
	h := newHarness(t)
	for path, values := range openForms(h) {
		body := values.Encode()
		for _, x := range []struct {
			name    string
			headers []string
			denied  bool
		}{
			{"from our page", []string{"Sec-Fetch-Site", "same-origin"}, false},
			{"from our page, of an older browser", []string{"Origin", "http://example.com"}, false},
			{"from another site", []string{"Sec-Fetch-Site", "cross-site"}, true},
			{"from a sister of ours", []string{"Sec-Fetch-Site", "same-site"}, true},
			{"from another site, of an older browser", []string{"Origin", "https://evil.example"}, true},
			{"from nowhere", nil, true},
			{"typed into the address", []string{"Sec-Fetch-Site", "none"}, true},
			{"with a cookie and no token", []string{"Sec-Fetch-Site", "same-origin", "Cookie", formCookie + "=guest"}, true},
		} {
			got := h.send(post, path, body, append([]string{"Content-Type", "application/x-www-form-urlencoded", "Host", "example.com"}, x.headers...)...)
			if (got.status == 403) != x.denied || got.status >= 500 {
				t.Errorf("%s %s = %d, denied should be %v: %s", path, x.name, got.status, x.denied, short(got.body))
			}
		}
	}
	got := h.send(post, "/permintaan/PMT-2026-00001-AA/jawab", "text=x", "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")
	if got.status != 401 {
		t.Errorf("a form of the staff = %d", got.status)
	}
}

// typedBack is what a refused form shows again of a line that was typed: an
// attribute, in which a mark that turns text around reaches nothing else.
var typedBack = regexp.MustCompile(`value="[^"]*"`)

func TestOpenFormsBearWhateverIsSent(t *testing.T) {
	h := newHarnessWith(t, Options{TrustProxy: true}, nil)
	forms, sender := openForms(h), 0
	for name, bad := range map[string]string{
		"a script":              `<script>alert(1)</script>"><img src=x onerror=alert(1)>`,
		"a link that runs":      "javascript:alert(1)",
		"text turned around":    "Contoh \u202egnp.exe",
		"a megabyte":            strings.Repeat("a", 1<<20),
		"no text":               "\xff\xfe\x00",
		"a null":                "Contoh\x00Contoh",
		"marks on marks":        "a" + strings.Repeat("\u0301", 500),
		"a thousand lines":      strings.Repeat("\n", 1000),
		"a formula":             `=HYPERLINK("https://evil.example")`,
		"an object, not a text": "[object Object]",
	} {
		for path, values := range forms {
			for field := range values {
				sent := maps.Clone(values)
				sent.Set(field, bad)
				sent.Set(csrfField, maskToken(tokenOf("guest")))
				sender++ // the limits are for another test
				got := h.send(post, path, sent.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Cookie", cookieOf(who{}), "X-Forwarded-For", fmt.Sprintf("192.0.2.%d", sender%250))
				if got.status >= 500 || got.status == 403 || got.status == 429 && !strings.HasPrefix(path, "/lacak") {
					t.Errorf("%s in %s of %s = %d: %s", name, field, path, got.status, short(got.body))
				}
				body := typedBack.ReplaceAllString(got.body, "")
				for _, raw := range []string{"<script>alert", "<img src=x", `href="javascript:`, "\u202e"} {
					if strings.Contains(body, raw) {
						t.Errorf("%s in %s of %s: %q stands in the answer", name, field, path, raw)
					}
				}
			}
		}
	}
	if strings.Contains(h.log.String(), askerName) || strings.Contains(h.log.String(), "alert(1)") {
		t.Error("what was sent stands in the log")
	}
}
