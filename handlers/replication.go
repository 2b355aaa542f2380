package handlers

import (
	"context"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/policy"
	"lumbung/app/replication"
	"lumbung/views"
)

// replicationRoutes are who takes over whose innovation.
func replicationRoutes() []route {
	return []route{
		{get, "/replikasi", (*Server).replicationsPage, 0},
		{get, "/replikasi/:id", (*Server).replicationPage, 0},
		{post, "/replikasi/:id/jawab", (*Server).answerReplication, 0},
		{post, "/replikasi/:id/langkah", (*Server).advanceReplication, 0},
		{post, "/replikasi/:id/rincian", (*Server).describeReplication, 0},
		{get, "/inovasi/:innovation/replikasi", (*Server).spreadPage, public | english},
		{get, "/inovasi/:innovation/replikasi/minta", (*Server).askReplicationPage, 0},
		{post, "/inovasi/:innovation/replikasi/minta", (*Server).askReplication, 0},
		{get, "/api/v1/replications", (*Server).replicationsAPI, 0},
		{post, "/api/v1/replications", (*Server).askReplicationAPI, 0},
		{get, "/api/v1/replications/:id", (*Server).replicationAPI, 0},
		{post, "/api/v1/replications/:id/answer", (*Server).answerReplicationAPI, 0},
		{post, "/api/v1/replications/:id/advance", (*Server).advanceReplicationAPI, 0},
		{post, "/api/v1/replications/:id/describe", (*Server).describeReplicationAPI, 0},
		{get, "/api/v1/innovations/:innovation/spread", (*Server).spreadAPI, public},
	}
}

// replicationsPage lists what the actor's centre replicates and what others
// replicate of it.
func (s *Server) replicationsPage(c *fiber.Ctx) error {
	in, _, err := query[replication.Ask](c)
	if err != nil {
		return err
	}
	list, err := s.app.Replications.Mine(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "replication.title")
	p := views.ReplicationsPage{List: list, Own: visitOf(c).by.Centre, Centres: map[string]string{}, Pager: pager(c, list.Next, list.Prev, len(list.Rows))}
	for _, x := range list.Rows {
		s.nameCentres(c, p.Centres, x.Centre, x.Owner)
	}
	p.Tabs = append(p.Tabs, views.Link{Href: "/replikasi", Text: f.T("replication.all"), Current: list.State == ""})
	for _, state := range replication.States() {
		values := url.Values{"state": {string(state)}}
		p.Tabs = append(p.Tabs, views.Link{Href: "/replikasi?" + values.Encode(), Text: f.T("state.replication_" + string(state)), Current: state == list.State})
	}
	return s.page(c, views.Replications(f, p))
}

// nameCentres adds the names of centres by code.
func (s *Server) nameCentres(c *fiber.Ctx, names map[string]string, codes ...string) {
	for _, code := range codes {
		if _, known := names[code]; !known {
			names[code] = s.centreName(c, code)
		}
	}
}

// replicationPage is one replication with what can be done next.
func (s *Server) replicationPage(c *fiber.Ctx) error {
	return s.showReplication(c, func(*views.ReplicationPage) {})
}

func (s *Server) showReplication(c *fiber.Ctx, change func(*views.ReplicationPage)) error {
	sheet, err := s.app.Replications.One(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f := s.frame(c, "replication.one", "title", sheet.Title)
	f.Crumbs = []views.Link{{Href: "/replikasi", Text: f.T("replication.title")}}
	path := views.ReplicationHref(sheet.ID.String())
	p := views.ReplicationPage{
		Sheet: sheet, Centres: map[string]string{},
		Accept: s.form(c, path+"/jawab"), Decline: s.form(c, path+"/jawab"), Next: s.form(c, path+"/langkah"), Stop: s.form(c, path+"/langkah"),
		Described: s.form(c, path+"/rincian").Set("form", string(sheet.Form)).
			Set("changes", sheet.Changes).Set("obstacles", sheet.Obstacles).Set("evidence", sheet.Evidence),
	}
	s.nameCentres(c, p.Centres, sheet.Centre, sheet.Owner)
	change(&p)
	p.Accept, p.Decline = p.Accept.Set("decision", replication.Accept), p.Decline.Set("decision", replication.Decline)
	p.Next, p.Stop = p.Next.Set("state", string(sheet.State.Next())), p.Stop.Set("state", string(replication.Stopped))
	for id, form := range map[string]*views.Form{"terima-": &p.Accept, "tolak-": &p.Decline, "langkah-": &p.Next, "henti-": &p.Stop, "rinci-": &p.Described} {
		form.ID, form.Version = id, versionText(sheet.Version)
	}
	return s.page(c, views.Replication(f, p))
}

// replicationStep takes one step of the replication of the page, and shows the
// page again with what was typed when it is refused.
func replicationStep[In any](
	s *Server, c *fiber.Ctx, do func(context.Context, In) (replication.Replication, error), at func(*views.ReplicationPage, views.Form), done string,
) error {
	in, form, err := bind[In](c)
	var rec replication.Replication
	if err == nil {
		rec, err = do(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showReplication(c, func(p *views.ReplicationPage) {
			delete(form.Values, "version")
			at(p, form)
		})
	}
	if err != nil {
		return err
	}
	return s.redirect(c, views.ReplicationHref(rec.ID.String()), done)
}

func (s *Server) answerReplication(c *fiber.Ctx) error {
	return replicationStep(s, c, s.app.Replications.Answer, func(p *views.ReplicationPage, f views.Form) {
		if f.Value("decision") == replication.Decline {
			p.Decline = f
		} else {
			p.Accept = f
		}
	}, "replication.done_answered")
}

func (s *Server) advanceReplication(c *fiber.Ctx) error {
	return replicationStep(s, c, s.app.Replications.Advance, func(p *views.ReplicationPage, f views.Form) {
		if f.Value("state") == string(replication.Stopped) {
			p.Stop = f
		} else {
			p.Next = f
		}
	}, "replication.done_step")
}

func (s *Server) describeReplication(c *fiber.Ctx) error {
	return replicationStep(s, c, s.app.Replications.Describe, func(p *views.ReplicationPage, f views.Form) { p.Described = f }, "replication.done_described")
}

// askReplicationPage is the form of a centre that would like to replicate.
func (s *Server) askReplicationPage(c *fiber.Ctx) error {
	return s.showAskReplication(c, s.form(c, c.Path()).Set("form", string(replication.Full)))
}

func (s *Server) showAskReplication(c *fiber.Ctx, form views.Form) error {
	by := visitOf(c).by
	if policy.Reach(by.Role, policy.ReplicationAsk) == policy.Never {
		return notAllowed(by)
	}
	sheet, err := s.app.Innovations.BySlug(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return err
	}
	f := s.frame(c, "replication.here")
	f.Lead, f.Crumbs = sheet.Title, []views.Link{{Href: "/inovasi/" + sheet.Slug, Text: sheet.Title}}
	p := views.ReplicationAskPage{Form: form, Sheet: sheet, Owner: s.centreName(c, sheet.Centre), Own: s.centreName(c, by.Centre)}
	return s.page(c, views.ReplicationAsk(f, p))
}

// askReplication asks for an innovation for the actor's centre.
func (s *Server) askReplication(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showAskReplication(c, form) }
	return acted(s, c, s.app.Replications.Ask, again, func(rec replication.Replication) error {
		return s.redirect(c, views.ReplicationHref(rec.ID.String()), "replication.done_asked", "owner", s.centreName(c, rec.Owner))
	})
}

// spreadPage is how far an innovation has come, for everybody.
func (s *Server) spreadPage(c *fiber.Ctx) error {
	sheet, err := s.app.Innovations.BySlug(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return err
	}
	p, err := s.spreadOf(c, sheet)
	if err != nil {
		return err
	}
	f := s.frame(c, "replication.spread_of", "title", sheet.Title)
	if c.Params("innovation") != sheet.Slug { // one address for each page
		return c.Redirect(f.Href("/inovasi/"+sheet.Slug+"/replikasi"), fiber.StatusMovedPermanently)
	}
	f.Crumbs = []views.Link{{Href: f.Href("/inovasi/" + sheet.Slug), Text: sheet.Title, Own: true}}
	f.Description, f.Noindex = f.T("replication.spread_description", "title", sheet.Title), f.Noindex || sheet.Archived
	f.Image = s.innovationCard(c, sheet).address()
	return s.page(c, views.Spread(f, *p))
}

// spreadOf gathers how far a published innovation has come.
func (s *Server) spreadOf(c *fiber.Ctx, sheet innovation.Sheet) (*views.SpreadPage, error) {
	spread, err := s.app.Replications.Of(c.UserContext(), sheet.ID.String())
	if err != nil {
		return nil, err
	}
	by := visitOf(c).by
	p := &views.SpreadPage{
		Sheet: sheet, Spread: spread, Centres: map[string]string{}, Provinces: map[string]string{},
		MayReplicate: by.Centre != sheet.Centre && policy.May(by, policy.ReplicationAsk, by.Centre) && !sheet.Archived,
		MayServe:     mayServe(by, spread),
	}
	codes := []string{spread.Owner}
	for _, x := range spread.Places {
		codes = append(codes, x.Centre)
	}
	for _, m := range spread.Costs.Makers {
		codes = append(codes, m.Centre)
	}
	for _, code := range codes {
		if _, known := p.Centres[code]; known {
			continue
		}
		p.Centres[code] = code
		centre, err := s.app.Centres.One(c.UserContext(), code)
		switch {
		case err == nil:
			p.Centres[code], p.Provinces[code] = centre.Name, centre.Region[:min(2, len(centre.Region))]
		case fault.CodeOf(err) != fault.NotFound:
			return nil, err
		}
	}
	return p, nil
}

// waitingReplications counts the questions that wait for an answer of the
// actor's centre; none for those who could not answer.
func (s *Server) waitingReplications(c *fiber.Ctx) (int, error) {
	if by := visitOf(c).by; !policy.May(by, policy.ReplicationAnswer, by.Centre) {
		return 0, nil
	}
	return s.app.Replications.Waiting(c.UserContext())
}

// The API.

// replicationsAPI lists the replications of the actor's centre, or all.
func (s *Server) replicationsAPI(c *fiber.Ctx) error {
	in, _, err := query[replication.Ask](c)
	if err != nil {
		return err
	}
	list, err := s.app.Replications.Mine(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listed(c, list.Rows, list.Next, list.Prev)
}

// replicationAPI answers with one replication.
func (s *Server) replicationAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Replications.One(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return found(c, sheet.Row)
}

func (s *Server) askReplicationAPI(c *fiber.Ctx) error {
	in, _, err := bind[replication.NewReplication](c)
	if err != nil {
		return err
	}
	rec, err := s.app.Replications.Ask(c.UserContext(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/replications/"+rec.ID.String(), rec)
}

func (s *Server) answerReplicationAPI(c *fiber.Ctx) error { return act(c, s.app.Replications.Answer) }

func (s *Server) advanceReplicationAPI(c *fiber.Ctx) error { return act(c, s.app.Replications.Advance) }

func (s *Server) describeReplicationAPI(c *fiber.Ctx) error {
	return act(c, s.app.Replications.Describe)
}

// spreadAPI answers with how far an innovation has come.
func (s *Server) spreadAPI(c *fiber.Ctx) error {
	spread, err := s.app.Replications.Of(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return err
	}
	return found(c, spread)
}
