package handlers

import (
	"context"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/intake"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/views"
	"lumbung/views/i18n"
)

// asksPage is the queue of a centre.
func (s *Server) asksPage(c *fiber.Ctx) error {
	in, _, err := query[intake.QueueAsk](c)
	if err != nil {
		return err
	}
	queue, err := s.app.Intake.Queue(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "ask.title")
	f.Lead = queue.CentreName
	if queue.Centre == op.Headquarters {
		f.Lead = f.T("ask.ministry")
	}
	p := views.AsksPage{Queue: queue, Pager: pager(c, queue.Next, queue.Prev, len(queue.Rows))}
	for _, state := range intake.Queues() {
		p.Tabs = append(p.Tabs, stateTab(f, "/permintaan", in.Centre, "ask_", string(state), state == queue.State))
	}
	return s.page(c, views.Asks(f, p))
}

// askStaffPage is one ask with what can be done about it.
func (s *Server) askStaffPage(c *fiber.Ctx) error {
	return s.showAskStaff(c, func(p *views.AskPage) {
		n, _ := strconv.Atoi(c.Query("kalimat")) // anything else is no sentence
		if text := views.AskTemplate(visitOf(c).lang, n); text != "" {
			p.Answer = p.Answer.Set("text", text)
		}
		p.Take = p.Take.Set("beneficiary", c.Query("beneficiary"))
	})
}

func (s *Server) showAskStaff(c *fiber.Ctx, change func(*views.AskPage)) error {
	sheet, err := s.app.Intake.Ask(c.UserContext(), c.Params("ask"))
	if err != nil {
		return err
	}
	return s.showAskSheet(c, sheet, change)
}

func (s *Server) showAskSheet(c *fiber.Ctx, sheet intake.Sheet, change func(*views.AskPage)) error {
	f := s.frame(c, "")
	f.Title, f.Lead = sheet.Number, sheet.CentreName
	f.Crumbs = []views.Link{{Href: "/permintaan", Text: f.T("ask.title")}}
	path := views.AskHref(sheet.Number)
	p := views.AskPage{
		Sheet: sheet, Reveal: s.form(c, path+"/buka"), Register: s.form(c, path+"/daftar"), Answer: s.form(c, path+"/jawab"),
		Forward: s.form(c, path+"/teruskan"), Close: s.form(c, path+"/tutup"), Take: s.form(c, path+"/jadikan").Set("model", sheet.ModelSlug),
		Renew: s.form(c, path+"/pin"),
	}
	for _, name := range []string{"risk", "function", "frequency", "change"} {
		p.Take = p.Take.Set(name, "0")
	}
	if sheet.MayTake {
		var err error
		if p.Models, err = s.modelOptions(c); err != nil {
			return err
		}
	}
	for _, form := range []*views.Form{&p.Answer, &p.Forward, &p.Close, &p.Take, &p.Renew} {
		form.Version = versionText(sheet.Version)
	}
	change(&p)
	p.Answer.ID, p.Forward.ID, p.Close.ID, p.Take.ID, p.Renew.ID = "jawab-", "teruskan-", "tutup-", "jadikan-", "pin-"
	return s.page(c, views.AskStaff(f, p))
}

// revealAsk opens who asks in the answer itself, which no cache keeps. Each time
// is a line of the journal.
func (s *Server) revealAsk(c *fiber.Ctx) error {
	in, _, err := bind[intake.Naming](c)
	if err != nil {
		return err
	}
	sheet, err := s.app.Intake.Reveal(c.UserContext(), in)
	if err != nil {
		return err
	}
	return s.showAskSheet(c, sheet, func(*views.AskPage) {})
}

// registerAsker opens the form of a new person with what the ask says of them,
// so that nobody types it twice. What the form is sent to leads back here.
func (s *Server) registerAsker(c *fiber.Ctx) error {
	in, _, err := bind[intake.Naming](c)
	if err != nil {
		return err
	}
	if err := s.app.People.Begin(c.UserContext()); err != nil {
		return err
	}
	sheet, err := s.app.Intake.Reveal(c.UserContext(), in)
	if err != nil {
		return err
	}
	form := s.form(c, "").Set("consent_on", i18n.ISODate(s.app.Now())).Set("region", sheet.Region).
		Set("phone", sheet.Contact.Phone).Set("disabilities", sheet.Contact.Disabilities...)
	if sheet.ForWhom == "self" {
		form = form.Set("name", sheet.Contact.Name)
	} else {
		form = form.Set("guardian_name", sheet.Contact.Name).Set("guardian_phone", sheet.Contact.Phone).Set("phone", "")
	}
	c.Request().URI().QueryArgs().Set("permintaan", sheet.Number)
	return s.showRegister(c, form)
}

// askHref is an ask with the person whom it may become a request for.
func askHref(number, ref string) string {
	return views.AskHref(url.PathEscape(number)) + "?" + url.Values{"beneficiary": {ref}}.Encode() + "#jadikan"
}

// askStep changes the ask of the page, and shows the page again with what was
// typed when it is refused.
func askStep[In any](
	s *Server, c *fiber.Ctx, do func(context.Context, In) (intake.Row, error), at func(*views.AskPage) *views.Form, done string,
) error {
	in, form, err := bind[In](c)
	var row intake.Row
	if err == nil {
		row, err = do(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showAskStaff(c, func(p *views.AskPage) {
			delete(form.Values, "version")
			form.Version = versionText(p.Sheet.Version)
			*at(p) = form
		})
	}
	if err != nil {
		return err
	}
	number := row.Number
	if row.RequestNo != "" {
		return s.redirect(c, requestPath(row.RequestNo), done, "number", row.RequestNo)
	}
	next := views.AskHref(number)
	if !policy.May(visitOf(c).by, policy.AskRead, row.Centre) {
		next = "/permintaan" // it is forwarded, and nobody's business here any more
	}
	return s.redirect(c, next, done, "number", number)
}

func (s *Server) answerAsk(c *fiber.Ctx) error {
	return askStep(s, c, s.app.Intake.Answer, func(p *views.AskPage) *views.Form { return &p.Answer }, "ask.answered_done")
}

func (s *Server) forwardAsk(c *fiber.Ctx) error {
	return askStep(s, c, s.app.Intake.Forward, func(p *views.AskPage) *views.Form { return &p.Forward }, "ask.forwarded_done")
}

func (s *Server) closeAsk(c *fiber.Ctx) error {
	return askStep(s, c, s.app.Intake.Close, func(p *views.AskPage) *views.Form { return &p.Close }, "ask.closed_done")
}

func (s *Server) takeAsk(c *fiber.Ctx) error {
	return askStep(s, c, s.app.Intake.Take, func(p *views.AskPage) *views.Form { return &p.Take }, "ask.taken_done")
}

// renewAsk gives out another PIN, shown in the answer itself, which no cache
// keeps. The same form sent again gives the same PIN.
func (s *Server) renewAsk(c *fiber.Ctx) error {
	in, form, err := bind[intake.Renewal](c)
	var got intake.Receipt
	if err == nil {
		got, err = s.app.Intake.Renew(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showAskStaff(c, func(p *views.AskPage) {
			delete(form.Values, "version")
			form.Version = versionText(p.Sheet.Version)
			p.Renew = form
		})
	}
	if err != nil {
		return err
	}
	sheet, err := s.app.Intake.Ask(c.UserContext(), got.Number)
	if err != nil {
		return err
	}
	f := s.frame(c, "ask.renewed_page")
	f.Crumbs = []views.Link{{Href: "/permintaan", Text: f.T("ask.title")}, {Href: views.AskHref(got.Number), Text: got.Number}}
	return s.page(c, views.AskRenewed(f, views.AskDonePage{Receipt: got, Model: sheet.ModelName}))
}
