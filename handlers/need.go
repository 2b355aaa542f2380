package handlers

import (
	"context"
	"io"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/disclosure"
	"lumbung/app/innovation"
	"lumbung/app/need"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/views"
	"lumbung/views/sheet"
)

// needRoutes are what is lacked and nobody has built.
func needRoutes() []route {
	return []route{
		{get, "/kebutuhan", (*Server).needsPage, public | english},
		{get, "/kebutuhan.csv", (*Server).needsCSV, public},
		{get, "/kebutuhan/baru", (*Server).sayPage, open | english},
		{post, "/kebutuhan/baru", (*Server).say, open | english},
		{get, "/kebutuhan/sentra", (*Server).tellPage, 0},
		{post, "/kebutuhan/sentra", (*Server).tell, 0},
		{get, "/kebutuhan/telaah", (*Server).curatePage, 0},
		{post, "/kebutuhan/telaah", (*Server).groupVoices, 0},
		{post, "/kebutuhan/telaah/singkirkan", (*Server).dropVoices, 0},
		{get, "/kebutuhan/:need", (*Server).needPage, public | english},
		{post, "/kebutuhan/:need/sunting", (*Server).rewordNeed, 0},
		{get, "/inovasi/:innovation/kebutuhan", (*Server).innovationNeedsPage, 0},
		{post, "/inovasi/:innovation/kebutuhan", (*Server).chooseNeeds, 0},
		{get, "/api/v1/needs", (*Server).needsAPI, public},
		{post, "/api/v1/needs", (*Server).groupVoicesAPI, 0},
		{get, "/api/v1/needs/:need", (*Server).needAPI, public},
		{post, "/api/v1/needs/:need/edit", (*Server).rewordNeedAPI, 0},
		{get, "/api/v1/need-voices", (*Server).needVoicesAPI, 0},
		{post, "/api/v1/need-voices", (*Server).sayAPI, open},
		{post, "/api/v1/need-voices/drop", (*Server).dropVoicesAPI, 0},
		{post, "/api/v1/need-statements", (*Server).tellAPI, 0},
		{post, "/api/v1/innovations/:innovation/needs", (*Server).chooseNeedsAPI, 0},
	}
}

// needsPage is the public register of what is lacking.
func (s *Server) needsPage(c *fiber.Ctx) error {
	in, _, err := query[need.Ask](c)
	if err != nil {
		return err
	}
	list, err := s.app.Needs.List(c.UserContext(), in)
	if err != nil {
		return err
	}
	by, f := visitOf(c).by, s.frame(c, "need.title")
	f.Lead, f.Description = f.T("need.lead"), f.T("need.lead")
	return s.page(c, views.Needs(f, views.NeedsPage{
		List: list, Pager: pager(c, list.Next, list.Prev, len(list.Rows)),
		MayTell: policy.May(by, policy.NeedTell, by.Centre), MayCurate: policy.May(by, policy.NeedCurate, op.Headquarters),
	}))
}

// needSet is the register as a public list for machines.
func needSet() dataSet {
	return dataSet{"kebutuhan", "/kebutuhan", []string{"slug", "url", "title", "text", "iso9999", "state", "voices", "people", "created_at", "changed_at"}, needRows}
}

func needRows(ctx context.Context, s *Server, row func(...any) error) error {
	for ask, more := (need.Ask{Limit: 200}), true; more; more = ask.Cursor != "" {
		list, err := s.app.Needs.List(ctx, ask)
		if err != nil {
			return err
		}
		for _, x := range list.Rows {
			if err := row(x.Slug, s.opt.Origin+"/kebutuhan/"+x.Slug, x.Title, x.Text, x.ISO, string(x.State), tellable(x.Voices), tellable(x.People), instant(x.At), instant(x.ChangedAt)); err != nil {
				return err
			}
		}
		ask.Cursor = list.Next
	}
	return nil
}

// tellable is a number, nil for one that is not told.
func tellable(n disclosure.Count) any {
	if n.Hidden() {
		return nil
	}
	return int64(n)
}

// needsCSV is the register as a table.
func (s *Server) needsCSV(c *fiber.Ctx) error {
	return answerFile(c, "kebutuhan.csv", sheet.CSV.ContentType(), func(out io.Writer) error { return needSet().writeCSV(nobody(c), s, out) })
}

// needPage is one need with what speaks for it.
func (s *Server) needPage(c *fiber.Ctx) error { return s.showNeed(c, nil) }

func (s *Server) showNeed(c *fiber.Ctx, refused *views.Form) error {
	x, err := s.app.Needs.One(c.UserContext(), c.Params("need"))
	if err != nil {
		return err
	}
	f := s.frame(c, "")
	if x.Slug != c.Params("need") && refused == nil {
		return c.Redirect(f.Href("/kebutuhan/"+x.Slug), fiber.StatusMovedPermanently)
	}
	f = f.With(x.Title, views.Link{Href: f.Href("/kebutuhan"), Text: f.T("need.title")})
	f.Own = true
	f.Description, f.Image = x.Text, needCard(x.Row).address()
	p := views.NeedPage{Sheet: x}
	switch {
	case refused != nil:
		p.Edit = *refused
		p.Edit.Version = versionText(x.Need.Version)
	case x.MayCurate:
		rec, models, err := s.app.Needs.ToReword(c.UserContext(), x.Slug)
		if err != nil {
			return err
		}
		p.Edit = s.form(c, "/kebutuhan/"+x.Slug+"/sunting")
		p.Edit.Values, p.Edit.Version = views.NeedValues(rec, models), versionText(rec.Version)
		delete(p.Edit.Values, "version")
	}
	return s.page(c, views.NeedSheet(f, p))
}

// rewordNeed tells a need in better words.
func (s *Server) rewordNeed(c *fiber.Ctx) error {
	again := func(form views.Form) error {
		delete(form.Values, "version")
		return s.showNeed(c, &form)
	}
	return acted(s, c, s.app.Needs.Reword, again, func(n need.Need) error {
		return s.redirect(c, "/kebutuhan/"+n.Slug, "need.done_reworded")
	})
}

// sayPage is the form of one sentence; a search that found nothing may have
// begun it.
func (s *Server) sayPage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Words string `json:"kata"`
	}](c)
	if err != nil {
		return err
	}
	form := s.form(c, c.Path())
	if words := firstLetters(in.Words, 120); words != "" {
		form = form.Set("sentence", form.Lang.T("need.sentence_start", "words", words))
	}
	return s.showSay(c, form)
}

// firstLetters is the beginning of a text.
func firstLetters(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most])
	}
	return text
}

func (s *Server) showSay(c *fiber.Ctx, form views.Form) error {
	f := s.frame(c, "need.say")
	f.Lead, f.Crumbs, f.Noindex = f.T("need.say_lead"), []views.Link{{Href: f.Href("/kebutuhan"), Text: f.T("need.title")}}, true
	return s.page(c, views.Say(f, views.SayPage{Form: form}))
}

// say keeps the sentence of anybody.
func (s *Server) say(c *fiber.Ctx) error {
	in, form, err := bind[need.Sentence](c)
	trapped, err := s.guest(c, "need", err)
	if err == nil && !trapped {
		_, err = s.app.Needs.Say(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showSay(c, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, s.frame(c, "").Href("/kebutuhan"), "need.done_said")
}

// tellPage is the form of a centre.
func (s *Server) tellPage(c *fiber.Ctx) error {
	if err := s.app.Needs.MayTell(c.UserContext()); err != nil {
		return err
	}
	return s.showTell(c, s.form(c, "/kebutuhan/sentra"))
}

func (s *Server) showTell(c *fiber.Ctx, form views.Form) error {
	f := s.frame(c, "need.tell")
	f.Crumbs = []views.Link{{Href: "/kebutuhan", Text: f.T("need.title")}}
	form.Keep = "kebutuhan-sentra"
	return s.page(c, views.Tell(f, views.TellPage{Form: form, Centre: s.centreName(c, visitOf(c).by.Centre)}))
}

// tell keeps what a centre lacks.
func (s *Server) tell(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showTell(c, form) }
	return acted(s, c, s.app.Needs.Tell, again, func(need.Voice) error { return s.redirect(c, "/kebutuhan", "need.done_told") })
}

// curatePage is what waits for a curator.
func (s *Server) curatePage(c *fiber.Ctx) error {
	return s.showCurate(c, func(*views.CuratePage) {})
}

func (s *Server) showCurate(c *fiber.Ctx, change func(*views.CuratePage)) error {
	in, _, err := query[struct {
		Cursor string `json:"cursor"`
	}](c)
	if err != nil {
		return err
	}
	const shown = 30
	q, err := s.app.Needs.Queue(c.UserContext(), need.Ask{Cursor: in.Cursor, Limit: shown})
	if err != nil {
		return err
	}
	f := s.frame(c, "need.curate")
	f.Crumbs = []views.Link{{Href: "/kebutuhan", Text: f.T("need.title")}}
	p := views.CuratePage{
		Queue: q, Centres: map[string]string{}, Pager: pager(c, q.Next, q.Prev, len(q.Voices)),
		Group: s.form(c, "/kebutuhan/telaah").Set("need", ""), Drop: s.form(c, "/kebutuhan/telaah/singkirkan"),
	}
	for _, v := range q.Voices {
		s.nameCentres(c, p.Centres, v.Centre)
	}
	change(&p)
	p.Group.ID, p.Drop.ID = "kelompok-", "singkir-"
	return s.page(c, views.Curate(f, p))
}

// groupVoices brings voices together in a need.
func (s *Server) groupVoices(c *fiber.Ctx) error {
	again := func(form views.Form) error {
		return s.showCurate(c, func(p *views.CuratePage) { p.Group = form })
	}
	return acted(s, c, s.app.Needs.Group, again, func(n need.Need) error {
		return s.redirect(c, "/kebutuhan/telaah", "need.done_grouped", "title", n.Title)
	})
}

// dropVoices takes voices out of the queue.
func (s *Server) dropVoices(c *fiber.Ctx) error {
	again := func(form views.Form) error {
		return s.showCurate(c, func(p *views.CuratePage) { p.Drop = form })
	}
	return acted(s, c, s.app.Needs.Drop, again, func(n need.Dropped) error {
		return s.redirect(c, "/kebutuhan/telaah", "need.done_dropped", "n", n.Count)
	})
}

// innovationNeedsPage says which needs an innovation answers; q looks for more.
func (s *Server) innovationNeedsPage(c *fiber.Ctx) error {
	return s.showInnovationNeeds(c, nil)
}

func (s *Server) showInnovationNeeds(c *fiber.Ctx, refused *views.Form) error {
	rec, err := s.mayEdit(c)
	if err != nil {
		return err
	}
	q := firstLetters(c.Query("q"), 120)
	text := q
	if text == "" {
		text = rec.Title
	}
	f := s.frame(c, "need.choose")
	f.Lead, f.Crumbs = rec.Title, []views.Link{innovationsCrumb(f), {Href: "/inovasi/" + rec.Slug, Text: rec.Title}}
	p := views.InnovationNeedsPage{Record: rec, Form: s.form(c, "/inovasi/"+rec.Slug+"/kebutuhan"), Find: s.form(c, "/inovasi/"+rec.Slug+"/kebutuhan").Set("q", q)}
	if p.Choices, err = s.app.Needs.Choices(c.UserContext(), rec.Needs, text); err != nil {
		return err
	}
	var chosen []string
	for _, id := range rec.Needs {
		chosen = append(chosen, id.String())
	}
	p.Form = p.Form.Set("needs", chosen...)
	if refused != nil {
		p.Form = *refused
	}
	p.Form.Version, p.Find.Method, p.Find.Idempotency, p.Find.ID = versionText(rec.Version), "get", "", "cari-"
	return s.page(c, views.InnovationNeeds(f, p))
}

// chooses changes which needs an innovation answers.
func (s *Server) chooses(ctx context.Context, in innovation.NeedsChoice) (innovation.Innovation, error) {
	return s.app.Innovations.ChooseNeeds(ctx, in, need.Known)
}

func (s *Server) chooseNeeds(c *fiber.Ctx) error {
	again := func(form views.Form) error {
		delete(form.Values, "version")
		return s.showInnovationNeeds(c, &form)
	}
	return acted(s, c, s.chooses, again, func(rec innovation.Innovation) error {
		return s.redirect(c, "/inovasi/"+rec.Slug+"/kebutuhan", "need.done_chosen")
	})
}

// The API.

func (s *Server) needsAPI(c *fiber.Ctx) error {
	in, _, err := query[need.Ask](c)
	if err != nil {
		return err
	}
	list, err := s.app.Needs.List(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listed(c, list.Rows, list.Next, list.Prev)
}

func (s *Server) needAPI(c *fiber.Ctx) error {
	x, err := s.app.Needs.One(c.UserContext(), c.Params("need"))
	if err != nil {
		return err
	}
	return found(c, x)
}

// sayAPI keeps the sentence of anybody.
func (s *Server) sayAPI(c *fiber.Ctx) error {
	in, _, err := bind[need.Sentence](c)
	trapped, err := s.guest(c, "need", err)
	said := need.Said{At: s.app.Now()}
	if err == nil && !trapped {
		said, err = s.app.Needs.Say(c.UserContext(), in)
	}
	if err != nil {
		return err
	}
	return found(c, said)
}

func (s *Server) tellAPI(c *fiber.Ctx) error { return act(c, s.app.Needs.Tell) }

// needVoicesAPI answers with what waits for a curator.
func (s *Server) needVoicesAPI(c *fiber.Ctx) error {
	in, _, err := query[need.Ask](c)
	if err != nil {
		return err
	}
	q, err := s.app.Needs.Queue(c.UserContext(), in)
	if err != nil {
		return err
	}
	return found(c, struct {
		need.Queue
		Next string `json:"next"`
		Prev string `json:"prev"`
	}{q, q.Next, q.Prev})
}

func (s *Server) groupVoicesAPI(c *fiber.Ctx) error { return act(c, s.app.Needs.Group) }

func (s *Server) dropVoicesAPI(c *fiber.Ctx) error { return act(c, s.app.Needs.Drop) }

func (s *Server) rewordNeedAPI(c *fiber.Ctx) error { return act(c, s.app.Needs.Reword) }

func (s *Server) chooseNeedsAPI(c *fiber.Ctx) error { return act(c, s.chooses) }
