package handlers

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/outcome"
	"lumbung/app/reference"
	"lumbung/views"
)

// followUpRoutes are follow-ups and referrals.
func followUpRoutes() []route {
	return []route{
		{get, "/tindak-lanjut", (*Server).followUpsPage, 0},
		{get, "/tindak-lanjut/:follow_up", (*Server).followUpPage, 0},
		{post, "/tindak-lanjut/:follow_up", (*Server).recordFollowUp, 0},
		{get, "/rujukan", (*Server).referralsPage, 0},
		{post, "/rujukan", (*Server).refer, 0},
		{get, "/rujukan/:referral", (*Server).referralPage, 0},
		{post, "/rujukan/:referral", (*Server).answerReferral, 0},
		{get, "/api/v1/follow-ups", (*Server).listFollowUps, 0},
		{get, "/api/v1/follow-ups/:follow_up", (*Server).oneFollowUp, 0},
		{post, "/api/v1/follow-ups/:follow_up", (*Server).createVisit, 0},
		{get, "/api/v1/referrals", (*Server).listReferrals, 0},
		{post, "/api/v1/referrals", (*Server).createReferral, 0},
		{get, "/api/v1/referrals/:referral", (*Server).oneReferral, 0},
		{post, "/api/v1/referrals/:referral", (*Server).moveReferral, 0},
	}
}

// followUpsPage is the working list of a social worker.
func (s *Server) followUpsPage(c *fiber.Ctx) error {
	in, _, err := query[outcome.WorkAsk](c)
	if err != nil {
		return err
	}
	work, err := s.app.Outcomes.Work(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "follow_up.title")
	f.Lead = work.CentreName
	choice, err := s.centreChoice(c)
	if err != nil {
		return err
	}
	p := views.FollowUpsPage{
		Choice: choice, Work: work,
		Pager: views.Pager{Prev: withCursor(c, work.Prev), Next: withCursor(c, work.Next), Shown: len(work.Rows)},
	}
	for _, state := range []outcome.State{outcome.Due, outcome.Done, outcome.Dropped} {
		p.Tabs = append(p.Tabs, stateTab(f, "/tindak-lanjut", work.Centre, "follow_up_", string(state), state == work.State))
	}
	return s.page(c, views.FollowUps(f, p))
}

// followUpPage is one follow-up.
func (s *Server) followUpPage(c *fiber.Ctx) error {
	return s.showFollowUp(c, s.form(c, "/tindak-lanjut/"+c.Params("follow_up")))
}

func (s *Server) showFollowUp(c *fiber.Ctx, form views.Form) error {
	question, err := s.app.Outcomes.FollowUp(c.UserContext(), c.Params("follow_up"))
	if err != nil {
		return err
	}
	f := s.frame(c, "follow_up.one", "n", question.Month)
	f.Lead = question.ModelName
	f.Crumbs = []views.Link{{Href: "/tindak-lanjut", Text: f.T("follow_up.title")}}
	return s.page(c, views.FollowUp(f, views.FollowUpPage{Question: question, Form: form}))
}

// recordFollowUp takes the answers and leads back to the list, where the next
// one waits.
func (s *Server) recordFollowUp(c *fiber.Ctx) error {
	in, form, err := bindVisit(c)
	if err == nil {
		_, err = s.app.Outcomes.Record(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showFollowUp(c, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/tindak-lanjut", "follow_up.done")
}

// bindVisit leaves out the lines for problems that nobody filled in.
func bindVisit(c *fiber.Ctx) (outcome.Visit, views.Form, error) {
	in, form, err := bind[outcome.Visit](c)
	in.Problems = slices.DeleteFunc(in.Problems, func(p outcome.Problem) bool { return p == outcome.Problem{} })
	return in, form, err
}

// referralsPage lists referrals.
func (s *Server) referralsPage(c *fiber.Ctx) error {
	in, _, err := query[outcome.SentAsk](c)
	if err != nil {
		return err
	}
	letters, err := s.app.Outcomes.Referrals(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "referral.title")
	p := views.ReferralsPage{
		Letters: letters,
		Pager:   views.Pager{Prev: withCursor(c, letters.Prev), Next: withCursor(c, letters.Next), Shown: len(letters.Rows)},
	}
	if letters.Centre == "" {
		for _, d := range reference.Directorates() {
			p.Tabs = append(p.Tabs, views.Link{Href: "/rujukan?to=" + d.Code, Text: f.T("ditjen." + d.Code), Current: d.Code == letters.To})
		}
	}
	return s.page(c, views.Referrals(f, p))
}

// refer sends a person to a service, from the page of the person.
func (s *Server) refer(c *fiber.Ctx) error {
	in, form, err := bind[outcome.NewReferral](c)
	var letter outcome.Referral
	if err == nil {
		letter, err = s.app.Outcomes.Refer(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again && in.Beneficiary != "" {
		return s.showPerson(c, in.Beneficiary, func(p *views.PersonPage) { p.Refer = form })
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/penerima/"+letter.PersonRef, "referral.sent_done")
}

// referralPage is one referral.
func (s *Server) referralPage(c *fiber.Ctx) error {
	return s.showReferral(c, s.form(c, "/rujukan/"+c.Params("referral")))
}

func (s *Server) showReferral(c *fiber.Ctx, form views.Form) error {
	letter, err := s.app.Outcomes.Referral(c.UserContext(), c.Params("referral"))
	if err != nil {
		return err
	}
	f := s.frame(c, "referral.one")
	f.Crumbs = []views.Link{{Href: "/rujukan", Text: f.T("referral.title")}}
	return s.page(c, views.Referral(f, views.ReferralPage{Letter: letter, Form: form}))
}

// answerReferral moves a referral on.
func (s *Server) answerReferral(c *fiber.Ctx) error {
	in, form, err := bind[outcome.Answer](c)
	if err == nil {
		_, err = s.app.Outcomes.Answer(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showReferral(c, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/rujukan/"+in.Referral, "referral.answered_done")
}

// The API.

func (s *Server) listFollowUps(c *fiber.Ctx) error {
	return askThen(c, s.app.Outcomes.Work, func(work outcome.Work) error {
		return listedAs(c, work.Rows, work.Next, work.Prev, func(x outcome.Task) outcome.Task {
			x.Sealed = nil
			return x
		})
	})
}

// followUpShape is a follow-up with what was told.
type followUpShape struct {
	outcome.Task
	Story outcome.Story `json:"story"`
}

func (s *Server) oneFollowUp(c *fiber.Ctx) error {
	question, err := s.app.Outcomes.FollowUp(c.UserContext(), c.Params("follow_up"))
	if err != nil {
		return err
	}
	question.Task.Sealed = nil
	return found(c, followUpShape{question.Task, question.Story})
}

func (s *Server) createVisit(c *fiber.Ctx) error {
	in, _, err := bindVisit(c)
	if err != nil {
		return err
	}
	f, err := s.app.Outcomes.Record(c.UserContext(), in)
	if err != nil {
		return err
	}
	f.Sealed = nil
	return created(c, "/api/v1/follow-ups/"+f.ID.String(), f)
}

func (s *Server) listReferrals(c *fiber.Ctx) error {
	return askThen(c, s.app.Outcomes.Referrals, func(letters outcome.Letters) error {
		return listedAs(c, letters.Rows, letters.Next, letters.Prev, func(x outcome.Letter) outcome.Letter {
			x.Sealed = nil
			return x
		})
	})
}

func (s *Server) createReferral(c *fiber.Ctx) error {
	return actThen(c, s.app.Outcomes.Refer, func(letter outcome.Referral) error {
		letter.Sealed = nil
		return created(c, "/api/v1/referrals/"+letter.ID.String(), letter)
	})
}

func (s *Server) oneReferral(c *fiber.Ctx) error {
	letter, err := s.app.Outcomes.Referral(c.UserContext(), c.Params("referral"))
	if err != nil {
		return err
	}
	letter.Letter.Sealed = nil
	return found(c, letter.Letter)
}

func (s *Server) moveReferral(c *fiber.Ctx) error {
	return actThen(c, s.app.Outcomes.Answer, func(letter outcome.Referral) error {
		letter.Sealed = nil
		return found(c, letter)
	})
}
