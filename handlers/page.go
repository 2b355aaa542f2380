package handlers

import (
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/views"
	"lumbung/views/i18n"
)

// page answers with a page. The status is 200 unless it was set before.
func (s *Server) page(c *fiber.Ctx, page templ.Component) error {
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	if err := page.Render(c.UserContext(), c.Response().BodyWriter()); err != nil {
		c.Response().ResetBody()
		return fault.Wrap(err, "render")
	}
	return nil
}

// frame is everything a page has besides its content. The title is a key of the
// words with its arguments in pairs.
func (s *Server) frame(c *fiber.Ctx, title string, pairs ...any) views.Frame {
	v := visitOf(c)
	f := views.Frame{
		Lang:      v.lang,
		Demo:      s.app.About().Sample,
		Origin:    s.opt.Origin,
		Path:      homePath(c.Path()),
		Bilingual: v.route.has(english),
		Noindex:   !v.route.has(public),
		Failed:    c.Response().StatusCode() == fiber.StatusUnprocessableEntity,
		Now:       s.app.Now(),
		Assets:    s.assets,
		Flashes:   s.takeFlash(c),
	}
	if title != "" {
		f.Title = f.T(title, pairs...)
	}
	if v.route.has(public) {
		f.Image = siteCard().address() // a page with a card of its own says so
	}
	if v.signedIn() {
		f.User = &views.User{Ref: v.by.ID.String(), Name: v.by.Name, Role: f.T("role." + roleKey(v.by.Role)), Centre: s.centreName(c, v.by.Centre)}
		f.Nav = s.navigation(v, f)
		f.Flashes = append(f.Flashes, s.keptNotices(c, f)...)
	}
	if v.signedIn() || !v.route.has(public) {
		f.CSRF = s.formToken(c)
	}
	return f
}

// homePath is the Indonesian path of a page that may be asked for in English.
func homePath(path string) string {
	if path == "/en" {
		return "/"
	}
	if rest, ok := strings.CutPrefix(path, "/en/"); ok {
		return "/" + rest
	}
	return path
}

// roleKey is the name of a role in keys of words.
func roleKey(r policy.Role) string { return strings.ReplaceAll(string(r), "-", "_") }

// form starts a form of the page at hand that posts to action: one key for as
// long as the page is open, so that a double click is one command.
func (s *Server) form(c *fiber.Ctx, action string) views.Form {
	return views.Form{Lang: visitOf(c).lang, Action: action, CSRF: s.formToken(c), Idempotency: newRequestID()}
}

// formOf starts a form with the values of a record, for editing.
func (s *Server) formOf(c *fiber.Ctx, action string, values map[string]string) views.Form {
	f := s.form(c, action)
	f.Values = make(map[string][]string, len(values))
	for name, value := range values {
		f.Values[name] = []string{value}
	}
	return f
}

// section is a part of the navigation, shown to those who may do act at any
// centre.
type section struct {
	path, key string
	act       policy.Action
}

// sections is the navigation of those who are signed in, in order.
var sections = []section{
	{"/katalog", "site.catalogue", policy.CatalogueRead},
	{"/inovasi", "site.innovations", policy.InnovationSee},
	{"/telaah", "site.review", policy.InnovationReview},
	{"/replikasi", "site.replications", policy.ReplicationRead},
	{"/ska", "site.ska", policy.SKASee},
	{"/kebutuhan/telaah", "site.needs", policy.NeedCurate},
	{"/gudang", "site.warehouse", policy.StockRead},
	{"/pertanyaan", "question.queue", policy.QuestionRead},
	{"/permintaan", "site.asks", policy.AskRead},
	{"/penerima", "site.people", policy.PersonRead},
	{"/permohonan", "site.requests", policy.RequestRead},
	{"/alokasi", "site.allocations", policy.AllocationRead},
	{"/serah-terima", "site.handovers", policy.HandoverRead},
	{"/tindak-lanjut", "site.follow_ups", policy.FollowUpRead},
	{"/rujukan", "site.referrals", policy.ReferralRead},
	{"/ruang-komando", "site.command_room", policy.RoomRead},
	{"/admin/pengguna", "site.accounts", policy.AccountList},
	{holidayPath, "holiday.title", policy.HolidayChange},
	{"/admin/audit", "site.journal", policy.JournalRead},
	{proofPath, "proof.title", policy.StoreVerify},
}

// navigation leads only to what the actor may do somewhere and what is there.
func (s *Server) navigation(v *visit, f views.Frame) []views.Link {
	var links []views.Link
	for _, x := range sections {
		if policy.Reach(v.by.Role, x.act) == policy.Never || !s.pages[x.path] {
			continue
		}
		current := f.Path == x.path || strings.HasPrefix(f.Path, x.path+"/")
		links = append(links, views.Link{Href: f.Href(x.path), Text: f.T(x.key), Current: current})
	}
	return links
}

const flashCookie = "lumbung_flash"

// redirect answers a form that was accepted: the browser goes to path, where it
// shows the message of key once. The arguments are those of the message.
func (s *Server) redirect(c *fiber.Ctx, path, key string, pairs ...any) error {
	if key != "" {
		words := url.Values{"key": {key}}
		for i := 0; i+1 < len(pairs); i += 2 {
			if name, ok := pairs[i].(string); ok {
				words.Set(name, visitOf(c).lang.T("form.value", "value", pairs[i+1]))
			}
		}
		flash := s.cookie(c, flashCookie, url.QueryEscape(words.Encode()))
		flash.SessionOnly, flash.MaxAge = false, int(time.Minute.Seconds())
		c.Cookie(flash)
	}
	return c.Redirect(path, fiber.StatusSeeOther)
}

// takeFlash returns the message that the last request left, and forgets it.
func (s *Server) takeFlash(c *fiber.Ctx) []views.Flash {
	raw := c.Cookies(s.cookieName(c, flashCookie))
	if raw == "" {
		return nil
	}
	s.forgetCookie(c, flashCookie)
	noStore(c)
	text, err := url.QueryUnescape(raw)
	if err != nil {
		return nil
	}
	words, err := url.ParseQuery(text)
	key := words.Get("key")
	lang := visitOf(c).lang
	if err != nil || !lang.Has(key) {
		return nil
	}
	args := fault.Args{}
	for name := range words {
		args[name] = words.Get(name)
	}
	return []views.Flash{{Tone: views.Good, Text: lang.Say(key, args)}}
}

func (s *Server) forgetCookie(c *fiber.Ctx, name string) {
	gone := s.cookie(c, name, "")
	gone.SessionOnly, gone.MaxAge, gone.Expires = false, -1, time.Unix(1, 0)
	c.Cookie(gone)
}

// errorPage answers a failure to a person.
func (s *Server) errorPage(c *fiber.Ctx, f failure) error {
	v := visitOf(c)
	if f.Code == fault.NoActor {
		return s.askToSignIn(c)
	}
	frame := s.frame(c, "error.title_"+string(f.Code))
	frame.Noindex, frame.RequestID = true, v.id
	switch {
	case f.ours():
		return s.page(c, views.ErrorPage(frame, "500"))
	case f.Code == fault.NotFound:
		return s.page(c, views.ErrorPage(frame, "404"))
	case f.Code == fault.Denied && f.Key == "error.denied":
		return s.page(c, views.ErrorPage(frame, "403"))
	default:
		return s.page(c, views.Refusal(frame, views.NewRefusal(say(v.lang, f.Error), fieldTexts(v.lang, f.Fields))))
	}
}

// fieldTexts says what is wrong with each field, for a page without a form.
func fieldTexts(l i18n.Lang, fields []fault.Field) []string {
	texts := make([]string, len(fields))
	for i, x := range fields {
		texts[i] = x.Name + ": " + l.Say(x.Key, x.Args)
	}
	return texts
}

// stale answers a form whose record has changed since it was opened: it shows
// what was typed beside what now stands, and lets the sender choose. theirs are
// the values that stand, version the one to write over; labels are the keys of
// the names of the fields to compare.
func (s *Server) stale(c *fiber.Ctx, form views.Form, now current) error {
	mine := s.form(c, form.Action).With(form.Values, nil)
	mine.Version, mine.Values = now.Version, without(form.Values, "version")
	var changes []views.Difference
	for _, x := range now.Fields {
		if yours := form.Value(x.Name); yours != x.Value {
			changes = append(changes, views.Difference{Label: mine.Lang.T(x.Label), Theirs: x.Value, Yours: yours})
		}
	}
	c.Status(fiber.StatusConflict)
	f := s.frame(c, "stale.title")
	return s.page(c, views.StalePage(f, views.StaleChoice{Form: mine, Changes: changes, Discard: now.Page}))
}

// current is a record as it stands, for stale. Page shows it.
type current struct {
	Version string
	Page    string
	Fields  []currentField
}

// currentField is one value of a record; Label is the key of its name.
type currentField struct{ Name, Label, Value string }

func without(values map[string][]string, name string) map[string][]string {
	out := make(map[string][]string, len(values))
	for key, value := range values {
		if key != name {
			out[key] = value
		}
	}
	return out
}

// centreName is the name of a centre, or its code when it cannot be read: no
// page fails for its header.
func (s *Server) centreName(c *fiber.Ctx, code string) string {
	if code == "" {
		return ""
	}
	centre, err := s.app.Centres.One(c.UserContext(), code)
	if err != nil {
		return code
	}
	return centre.Name
}
