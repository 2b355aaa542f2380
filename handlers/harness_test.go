package handlers

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"lumbung/app"
	"lumbung/app/identity"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage/kv/memkv"
)

// noon is when the clock of a harness starts.
var noon = time.Date(2026, 11, 24, 5, 0, 0, 0, time.UTC)

// harness is a whole program but for the network: an App on a store in memory,
// with a frozen clock, and a Server over it.
type harness struct {
	t       testing.TB
	app     *app.App
	server  *Server
	log     *bytes.Buffer // what the server has logged, as text
	entries *[]op.Entry   // what was journalled since the last look
	door    testDoor
}

// testDoor knows the actors of a harness by their role and centre, without the
// work of passwords; other secrets are those of real accounts.
type testDoor struct {
	door
	actors map[string]policy.Actor
}

func (d testDoor) BySession(ctx context.Context, secret string) (policy.Actor, error) {
	if by, ok := d.actors[secret]; ok {
		return by, nil
	}
	return d.door.BySession(ctx, secret)
}

func (d testDoor) ByToken(ctx context.Context, secret string) (policy.Actor, error) {
	if by, ok := d.actors[secret]; ok {
		return by, nil
	}
	return d.door.ByToken(ctx, secret)
}

// The centres of a harness.
const (
	soeharso = "soeharso"
	meohai   = "meohai"
)

// who is an actor of a harness: as(policy.Warehouse, soeharso). The zero who is
// nobody in particular.
type who struct {
	role   policy.Role
	centre string
}

// as is an actor of a role at a centre; roles of the ministry have none.
func as(role policy.Role, centre string) who { return who{role, centre} }

// secret is the actor's session and token alike.
func (w who) secret() string {
	if w.role == policy.Public {
		return ""
	}
	return "secret-of-" + string(w.role) + "-" + w.centre
}

// String names the actor in failing tests.
func (w who) String() string {
	if w.role == policy.Public {
		return "nobody"
	}
	return string(w.role) + " of " + w.centre
}

// everybody lists nobody and an actor of each role at each centre.
func everybody() []who {
	list := []who{{}}
	for _, role := range policy.Roles() {
		if !identity.NeedsCentre(role) {
			list = append(list, as(role, ""))
			continue
		}
		list = append(list, as(role, soeharso), as(role, meohai))
	}
	return list
}

// actor is the actor before the use cases, to prepare data with.
func (h *harness) actor(w who) policy.Actor { return h.door.actors[w.secret()] }

// ctx is a context in which w acts.
func (h *harness) ctx(w who) context.Context { return op.As(h.t.Context(), h.actor(w)) }

func actors() map[string]policy.Actor {
	all := map[string]policy.Actor{}
	for i, w := range append(everybody(), as(policy.Reviewer, "kartini")) { // two centres review what a third has made
		if w.role != policy.Public {
			id := op.ID{0xac, 15: byte(i)}
			all[w.secret()] = policy.Actor{ID: id, Name: w.String(), Role: w.role, Centre: w.centre}
		}
	}
	return all
}

// newHarness starts with the centres of the seed and an actor of each role at
// soeharso and at meohai.
func newHarness(t testing.TB) *harness { return newHarnessWith(t, Options{}, nil) }

// newHarnessWith serves more routes than the table has, before those of the table.
func newHarnessWith(t testing.TB, opt Options, more []route) *harness {
	t.Helper()
	store := memkv.New()
	deps := op.Frozen(store, noon)
	a, err := app.New(t.Context(), app.Options{Store: store, Secret: bytes.Repeat([]byte{7}, 32), Deps: deps})
	if err != nil {
		t.Fatal(err)
	}
	h := &harness{t: t, app: a, log: &bytes.Buffer{}, entries: &[]op.Entry{}}
	opt.Log = slog.New(slog.NewTextHandler(h.log, nil))
	if h.server, err = newServer(a, opt, append(more, routes()...)); err != nil {
		t.Fatal(err)
	}
	h.door = testDoor{door: a.Accounts, actors: actors()}
	h.server.door = h.door
	a.Feed().Listen(func(e op.Entry) { *h.entries = append(*h.entries, e) })
	return h
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

// send sends a request; headers come in pairs.
func (h *harness) send(method, path, body string, headers ...string) answer {
	h.t.Helper()
	if err := h.app.Catalogue.Sync(h.t.Context()); err != nil { // it follows in the background else
		h.t.Fatal(err)
	}
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Add(headers[i], headers[i+1])
	}
	res, err := h.server.web.Test(req, -1)
	if err != nil {
		h.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = res.Body.Close() }() // only read
	data, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer{res.StatusCode, res.Header, string(data)}
}

// get opens a page as w.
func (h *harness) get(w who, path string) answer {
	h.t.Helper()
	return h.send(get, path, "", "Accept", "text/html", "Cookie", cookieOf(w))
}

// post sends a form as w from a page of ours: fields are "name=value", escaped
// here.
func (h *harness) post(w who, path string, fields ...string) answer {
	h.t.Helper()
	secret := w.secret()
	if secret == "" {
		secret = "guest"
	}
	values := url.Values{csrfField: {maskToken(tokenOf(secret))}}
	for _, f := range fields {
		name, value, _ := strings.Cut(f, "=")
		values.Add(name, value)
	}
	return h.send(post, path, values.Encode(), "Accept", "text/html", "Content-Type", "application/x-www-form-urlencoded", "Cookie", cookieOf(w))
}

func cookieOf(w who) string {
	if w.secret() == "" {
		return formCookie + "=guest"
	}
	return sessionCookie + "=" + w.secret()
}

// api calls the API as w, with a body unless it is empty. The answer is checked
// against the description of the API.
func (h *harness) api(w who, method, path, body string, headers ...string) answer {
	h.t.Helper()
	headers = append(headers, "Content-Type", "application/json")
	if w.secret() != "" {
		headers = append(headers, "Authorization", "Bearer "+w.secret())
	}
	got := h.send(method, path, body, headers...)
	checkResponse(h.t, method, path, got)
	return got
}

// journalled returns the actions journalled since it was last asked.
func (h *harness) journalled() []string {
	var actions []string
	for _, e := range *h.entries {
		actions = append(actions, string(e.Action))
	}
	*h.entries = nil
	return actions
}

// scenario is one request and what must come of it. A path under /api/ is called
// with a token and JSON, any other opened or sent as a form from a page of ours;
// the body of a form is "a=1&b=2", not escaped.
type scenario struct {
	name    string
	method  string // GET unless said
	path    string
	actor   who
	body    string
	status  int
	want    []string // in the body or, for a redirect, in its address
	unwant  []string
	actions []string // journalled by it, all of them
}

// run runs scenarios in order against one program.
func (h *harness) run(list []scenario) {
	h.t.Helper()
	for _, x := range list {
		h.journalled()
		got := h.do(x)
		if got.status != x.status {
			h.t.Errorf("%s: status = %d, want %d: %s", x.name, got.status, x.status, short(got.body))
			continue
		}
		text := got.header.Get("Location") + "\n" + got.body
		for _, want := range x.want {
			if !strings.Contains(text, want) {
				h.t.Errorf("%s: the answer lacks %q: %s", x.name, want, short(text))
			}
		}
		for _, unwant := range append(x.unwant, "⟦") {
			if strings.Contains(text, unwant) {
				h.t.Errorf("%s: the answer has %q: %s", x.name, unwant, around(text, unwant))
			}
		}
		if done := h.journalled(); !slices.Equal(done, x.actions) {
			h.t.Errorf("%s: journalled %v, want %v", x.name, done, x.actions)
		}
	}
}

func (h *harness) do(x scenario) answer {
	method := x.method
	if method == "" {
		method = get
	}
	switch {
	case isAPI(x.path):
		return h.api(x.actor, method, x.path, x.body)
	case method == get:
		return h.get(x.actor, x.path)
	default:
		return h.post(x.actor, x.path, strings.FieldsFunc(x.body, func(r rune) bool { return r == '&' })...)
	}
}

// short is the beginning of the content of a page.
func short(body string) string {
	if _, rest, ok := strings.Cut(body, "<main"); ok {
		body = rest
	}
	return body[:min(len(body), 1500)]
}

func around(text, part string) string {
	at := strings.Index(text, part)
	return text[max(0, at-80):min(len(text), at+len(part)+80)]
}
