package handlers

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lumbung/app/identity"
	"lumbung/app/policy"
)

// browser is a person at a real session: it keeps cookies and form tokens.
type browser struct {
	h       *harness
	cookies map[string]string
	token   string
}

func (h *harness) browser() *browser { return &browser{h: h, cookies: map[string]string{}} }

var csrfInput = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

func (b *browser) keep(got answer) answer {
	for _, line := range got.header.Values("Set-Cookie") {
		name, rest, _ := strings.Cut(line, "=")
		value, _, _ := strings.Cut(rest, ";")
		b.cookies[name] = value
		if value == "" {
			delete(b.cookies, name)
		}
	}
	if found := csrfInput.FindStringSubmatch(got.body); found != nil {
		b.token = found[1]
	}
	return got
}

func (b *browser) jar() string {
	var all []string
	for name, value := range b.cookies {
		all = append(all, name+"="+value)
	}
	return strings.Join(all, "; ")
}

func (b *browser) open(path string) answer {
	b.h.t.Helper()
	return b.keep(b.h.send(get, path, "", "Accept", "text/html", "Cookie", b.jar()))
}

// send sends the form of the page that was opened last.
func (b *browser) send(path string, values url.Values) answer {
	b.h.t.Helper()
	values.Set(csrfField, b.token)
	return b.keep(b.h.send(post, path, values.Encode(), "Accept", "text/html", "Content-Type", "application/x-www-form-urlencoded", "Cookie", b.jar()))
}

const password = "gajah naik sepeda"

// member adds a real account.
func (h *harness) member(name string, role policy.Role, centre string) {
	h.t.Helper()
	in := identity.NewAccount{Name: name, Display: "Akun " + name, Role: string(role), Centre: centre, Password: password}
	if _, _, err := h.app.Accounts.Add(h.ctx(as(policy.Admin, "")), in); err != nil {
		h.t.Fatal(err)
	}
	h.journalled()
}

func (b *browser) signIn(name string) answer {
	b.h.t.Helper()
	b.open("/masuk")
	return b.send("/masuk", url.Values{"name": {name}, "password": {password}})
}

func TestSigningInLeadsToThePageThatWasAskedFor(t *testing.T) {
	h := newHarness(t)
	h.member("auditor1", policy.Auditor, "")
	b := h.browser()
	got := b.open("/admin/audit?centre=pusat")
	if got.status != 303 || got.header.Get("Location") != "/masuk?lanjut=%2Fadmin%2Faudit%3Fcentre%3Dpusat" {
		t.Fatalf("nobody at the journal = %d to %s", got.status, got.header.Get("Location"))
	}
	page := b.open(got.header.Get("Location"))
	if !strings.Contains(page.body, `value="/admin/audit?centre=pusat"`) {
		t.Errorf("the form does not carry where to go on")
	}
	got = b.send("/masuk", url.Values{"name": {"auditor1"}, "password": {password}, "lanjut": {"/admin/audit?centre=pusat"}})
	if got.status != 303 || got.header.Get("Location") != "/admin/audit?centre=pusat" {
		t.Fatalf("signed in = %d to %s: %s", got.status, got.header.Get("Location"), short(got.body))
	}
	cookie := got.header.Get("Set-Cookie")
	if !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") {
		t.Errorf("session cookie = %s", cookie)
	}
	if got := b.open("/admin/audit?centre=pusat"); got.status != 200 || !strings.Contains(got.body, "Akun auditor1") || !strings.Contains(got.body, "Menambah akun") {
		t.Errorf("the journal = %d: %s", got.status, short(got.body))
	}
}

func TestWrongPasswordKeepsTheNameAndNotThePassword(t *testing.T) {
	h := newHarness(t)
	h.member("gudang1", policy.Warehouse, soeharso)
	b := h.browser()
	b.open("/masuk")
	got := b.send("/masuk", url.Values{"name": {"gudang1"}, "password": {"salah sekali"}})
	if got.status != 422 || !strings.Contains(got.body, `value="gudang1"`) || strings.Contains(got.body, "salah sekali") || !strings.Contains(got.body, "tidak cocok") {
		t.Errorf("wrong password = %d: %s", got.status, short(got.body))
	}
	if b.cookies[sessionCookie] != "" {
		t.Errorf("a session began")
	}
}

func TestSignInNeverLeadsToAnotherSite(t *testing.T) {
	h := newHarness(t)
	h.member("admin1", policy.Admin, "")
	b := h.browser()
	b.open("/masuk")
	got := b.send("/masuk", url.Values{"name": {"admin1"}, "password": {password}, "lanjut": {"//jahat.example"}})
	if got.header.Get("Location") != "/admin/pengguna" {
		t.Errorf("led to %s, want the landing page of the role", got.header.Get("Location"))
	}
}

func TestFormTokenBelongsToItsSession(t *testing.T) {
	h := newHarness(t)
	h.member("admin1", policy.Admin, "")
	h.member("admin2", policy.Admin, "")
	one, two := h.browser(), h.browser()
	one.signIn("admin1")
	two.signIn("admin2")
	one.open("/akun")
	two.open("/akun")
	two.token = one.token
	if got := two.send("/keluar", url.Values{}); got.status != 403 {
		t.Errorf("a form with the token of another session = %d, want 403", got.status)
	}
	two.open("/akun")
	if got := two.send("/keluar", url.Values{}); got.status != 303 {
		t.Errorf("signing out = %d: %s", got.status, short(got.body))
	}
	if got := two.open("/akun"); got.status != 303 {
		t.Errorf("the account after signing out = %d, want the way to the sign-in page", got.status)
	}
}

func TestFormOfAnotherSiteIsRefused(t *testing.T) {
	h := newHarness(t)
	for _, site := range []string{"cross-site", "same-site"} {
		body := url.Values{csrfField: {maskToken(tokenOf(as(policy.Admin, "").secret()))}, "name": {"tamu"}, "role": {"auditor"}}
		got := h.send(post, "/admin/pengguna", body.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Cookie", cookieOf(as(policy.Admin, "")), "Sec-Fetch-Site", site)
		if got.status != 403 || len(h.journalled()) > 0 {
			t.Errorf("%s form = %d, want 403 and nothing done", site, got.status)
		}
	}
}

func TestNothingTypedIsLostWhenTheSessionIsOver(t *testing.T) {
	h := newHarness(t)
	h.member("admin1", policy.Admin, "")
	b := h.browser()
	b.signIn("admin1")
	b.open("/admin/pengguna")
	old := b.cookies[sessionCookie]
	if err := h.app.Accounts.SignOut(h.ctx(as(policy.Admin, "")), old); err != nil {
		t.Fatal(err)
	}
	h.journalled()
	typed := url.Values{"name": {"petugas.baru"}, "display_name": {"Petugas <Baru>"}, "role": {"auditor"}, "centre": {""}, "idempotency_key": {"k1"}, "password": {"rahasia sekali"}}
	got := b.send("/admin/pengguna", typed)
	if got.status != 401 || len(h.journalled()) > 0 || !strings.Contains(got.body, "Isian Anda tidak hilang") {
		t.Fatalf("a form after the session = %d: %s", got.status, short(got.body))
	}
	carried := hiddenInputs(got.body)
	if strings.Contains(got.body, "rahasia sekali") || carried.Get("bawa.name") != "petugas.baru" || carried.Get("bawa_ke") != "/admin/pengguna" {
		t.Fatalf("carried %v", carried)
	}
	carried.Set("name", "admin1")
	carried.Set("password", "salah lagi")
	got = b.send("/masuk", carried) // a wrong password loses nothing either
	if again := hiddenInputs(got.body); got.status != 422 || again.Get("bawa.name") != "petugas.baru" {
		t.Fatalf("after a wrong password = %d, carried %v", got.status, again)
	}
	carried.Set("password", password)
	got = b.send("/masuk", carried)
	if got.status != 200 || b.cookies[sessionCookie] == old || !strings.Contains(got.body, "Petugas &lt;Baru&gt;") {
		t.Fatalf("signed in again = %d: %s", got.status, short(got.body))
	}
	again := hiddenInputs(got.body)
	h.journalled()
	again.Del(csrfField)
	got = b.send("/admin/pengguna", again)
	if done := h.journalled(); got.status != 200 || len(done) != 1 || done[0] != "account.add" || !strings.Contains(got.body, "petugas.baru") {
		t.Errorf("sent again = %d, journalled %v, of %v: %s", got.status, done, again, short(got.body))
	}
}

func mainOf(body string) string {
	_, rest, _ := strings.Cut(body, "<main")
	return rest
}

var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)

func hiddenInputs(body string) url.Values {
	values := url.Values{}
	for _, m := range hiddenInput.FindAllStringSubmatch(mainOf(body), -1) {
		values.Add(m[1], strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&#34;", `"`).Replace(m[2]))
	}
	return values
}

func TestDemoAccountsAreOfferedOverSampleDataOnly(t *testing.T) {
	h := newHarness(t)
	in := identity.NewAccount{Name: "contoh-gudang", Display: "Gudang Contoh", Role: string(policy.Warehouse), Centre: soeharso, Password: DemoPassword, Sample: true}
	if _, _, err := h.app.Accounts.Add(h.ctx(as(policy.Admin, "")), in); err != nil {
		t.Fatal(err)
	}
	if got := h.get(who{}, "/masuk"); strings.Contains(got.body, "Gudang Contoh") {
		t.Errorf("a real store offers sample accounts")
	}
	if err := h.app.MarkSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := h.browser()
	got := b.open("/masuk")
	if !strings.Contains(got.body, "Gudang Contoh") || !strings.Contains(got.body, "DATA CONTOH") {
		t.Fatalf("sign-in page of a sample store: %s", short(got.body))
	}
	if got := b.send("/masuk", url.Values{"name": {"contoh-gudang"}, "password": {DemoPassword}, "lanjut": {homePage}}); got.status != 303 {
		t.Errorf("one tap = %d: %s", got.status, short(got.body))
	}
}

func TestOwnTokenIsShownOnceAndOpensTheAPI(t *testing.T) {
	h := newHarness(t)
	h.member("admin1", policy.Admin, "")
	b := h.browser()
	b.signIn("admin1")
	b.open("/akun")
	got := b.send("/akun/token", url.Values{"name": {"sambungan"}})
	secret := regexp.MustCompile(`lumbung_[\w-]{43}`).FindString(got.body)
	if got.status != 200 || secret == "" || !strings.Contains(got.header.Get("Cache-Control"), "no-store") {
		t.Fatalf("new token = %d, %s: %s", got.status, got.header.Get("Cache-Control"), short(got.body))
	}
	if got := b.open("/akun"); strings.Contains(got.body, secret) || !strings.Contains(got.body, "sambungan") {
		t.Errorf("the token is shown again, or its name is not")
	}
	if by, err := h.app.Accounts.ByToken(t.Context(), secret); err != nil || by.Name != "Akun admin1" {
		t.Errorf("the token is that of %q, %v", by.Name, err)
	}
	end := regexp.MustCompile(`/akun/token/[0-9a-f]{64}/cabut`).FindString(b.open("/akun").body)
	if got := b.send(end, url.Values{}); got.status != 303 {
		t.Errorf("revoking = %d: %s", got.status, short(got.body))
	}
	if got := b.open("/akun"); !strings.Contains(got.body, "Token dicabut.") {
		t.Errorf("the message after revoking is missing")
	}
	if got := b.open("/akun"); strings.Contains(got.body, "Token dicabut.") {
		t.Errorf("the message is shown twice")
	}
	if got := h.send(get, "/api/v1/openapi.json", "", "Authorization", "Bearer "+secret); got.status != 401 {
		t.Errorf("the API with a revoked token = %d, want 401", got.status)
	}
}

func TestNewPasswordEndsOtherSessions(t *testing.T) {
	h := newHarness(t)
	h.member("kepala1", policy.Head, meohai)
	one, two := h.browser(), h.browser()
	one.signIn("kepala1")
	two.signIn("kepala1")
	one.open("/akun")
	if got := one.send("/akun/sandi", url.Values{"current": {"salah"}, "password": {"sandi yang panjang"}}); got.status != 422 || !strings.Contains(got.body, "Sandi sekarang tidak cocok") {
		t.Errorf("wrong current password = %d: %s", got.status, short(got.body))
	}
	if got := one.send("/akun/sandi", url.Values{"current": {password}, "password": {"sandi yang panjang"}}); got.status != 303 {
		t.Fatalf("new password = %d: %s", got.status, short(got.body))
	}
	if a, b := one.open("/akun").status, two.open("/akun").status; a != 200 || b != 303 {
		t.Errorf("the account in this session = %d, in the other %d; want 200 and 303", a, b)
	}
}

func TestAPITakesNoCookieAndPagesNoToken(t *testing.T) {
	h := newHarnessWith(t, Options{}, failing())
	admin := as(policy.Admin, "")
	if got := h.send(post, "/api/v1/none", "{}", "Content-Type", "application/json", "Cookie", cookieOf(admin)); got.status != 401 {
		t.Errorf("the API with a cookie = %d, want 401", got.status)
	}
	if got := h.send(get, "/akun", "", "Authorization", "Bearer "+admin.secret()); got.status != 303 {
		t.Errorf("a page with a token = %d, want the way to the sign-in page", got.status)
	}
}
