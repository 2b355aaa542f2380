package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/innovation"
	"lumbung/app/policy"
	"lumbung/views"
)

// reviewQueuePage lists what waits for the actor's decision.
func (s *Server) reviewQueuePage(c *fiber.Ctx) error {
	in, _, err := query[innovation.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.Innovations.Queue(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "review.title")
	f.Lead = f.T("review.lead")
	return s.page(c, views.ReviewQueue(f, views.ReviewQueuePage{
		Items: list.Items, Centres: s.centreNames(c, list.Items), Pager: pager(c, list.Next, list.Prev, len(list.Items)),
	}))
}

// reviewPage shows a submitted innovation with the form of the decision.
func (s *Server) reviewPage(c *fiber.Ctx) error {
	rec, err := s.app.Innovations.See(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return err
	}
	if by := visitOf(c).by; !policy.May(by, policy.InnovationReview, rec.Centre) {
		return notAllowed(by)
	}
	if rec.State != innovation.Submitted {
		return c.Redirect("/inovasi/"+rec.Slug, fiber.StatusSeeOther)
	}
	form := s.form(c, "/inovasi/"+rec.Slug+"/telaah")
	form.Version = versionText(rec.Version)
	return s.showReview(c, rec, form)
}

func (s *Server) showReview(c *fiber.Ctx, rec innovation.Innovation, form views.Form) error {
	_, p, err := s.innovationSheet(c, workingCopy(rec))
	if err != nil {
		return err
	}
	p.Preview = true
	f := s.frame(c, "review.decide_title", "title", rec.Title)
	f.Crumbs = []views.Link{{Href: "/telaah", Text: f.T("review.title")}}
	page := views.ReviewPage{
		Form: form, Page: p, SubmittedAt: rec.SubmittedAt, Reviews: s.reviewRows(c, rec),
		Approvals: len(rec.Approvals()), Appeal: rec.Appeal, Proof: s.proofRows(c, rec),
	}
	if rec.PublishedVersion > 0 {
		page.Compare = views.VersionsHref(rec.Slug, rec.PublishedVersion, rec.Version)
	}
	return s.page(c, views.Review(f, page))
}

// judge records a decision and opens the next record that waits.
func (s *Server) judge(c *fiber.Ctx) error {
	in, form, err := bind[innovation.Judgement](c)
	if err == nil {
		_, err = s.app.Innovations.Review(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		rec, errSee := s.app.Innovations.See(c.UserContext(), c.Params("innovation"))
		if errSee != nil || rec.State != innovation.Submitted {
			return err
		}
		form.Version = versionText(rec.Version)
		return s.showReview(c, rec, form)
	}
	if err != nil {
		return err
	}
	next, err := s.app.Innovations.Queue(c.UserContext(), innovation.List{Limit: 1})
	if err != nil || len(next.Items) == 0 {
		return s.redirect(c, "/telaah", "review.done_last")
	}
	return s.redirect(c, "/inovasi/"+next.Items[0].Slug+"/telaah", "review.done_next")
}
