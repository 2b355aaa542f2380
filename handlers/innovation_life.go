package handlers

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/innovation"
	"lumbung/app/policy"
	"lumbung/views"
)

// innovationLifeRoutes are the life of a record: submitted, reviewed, released, recalled; its versions.
func innovationLifeRoutes() []route {
	return []route{
		{get, "/inovasi/:innovation/ajukan", (*Server).submitInnovationPage, 0},
		{post, "/inovasi/:innovation/ajukan", (*Server).submitInnovation, 0},
		{post, "/inovasi/:innovation/arsip", (*Server).archiveInnovation, 0},
		{post, "/inovasi/:innovation/batal", (*Server).cancelInnovation, 0},
		{post, "/inovasi/:innovation/terbit", (*Server).releaseInnovation, 0},
		{post, "/inovasi/:innovation/pastikan", (*Server).confirmInnovation, 0},
		{post, "/inovasi/:innovation/tarik", (*Server).withdrawInnovation, 0},
		{post, "/inovasi/:innovation/bukti/:proof", (*Server).verifyProof, 0},
		{get, "/inovasi/:innovation/versi", (*Server).versionsPage, 0},
		{get, "/inovasi/:innovation/versi/:versi", (*Server).versionPage, public | english},
		{get, "/telaah", (*Server).reviewQueuePage, 0},
		{get, "/inovasi/:innovation/telaah", (*Server).reviewPage, 0},
		{post, "/inovasi/:innovation/telaah", (*Server).judge, 0},
		{post, "/api/v1/innovations/:innovation/submit", (*Server).submitInnovationAPI, 0},
		{post, "/api/v1/innovations/:innovation/review", (*Server).reviewInnovationAPI, 0},
		{post, "/api/v1/innovations/:innovation/archive", (*Server).archiveInnovationAPI, 0},
		{get, "/api/v1/innovations/:innovation/versions", (*Server).versionsAPI, 0},
		{get, "/api/v1/innovations/:innovation/versions/:version", (*Server).versionAPI, public},
		{post, "/api/v1/innovations/:innovation/cancel", (*Server).cancelInnovationAPI, 0},
		{post, "/api/v1/innovations/:innovation/release", (*Server).releaseInnovationAPI, 0},
		{post, "/api/v1/innovations/:innovation/confirm", (*Server).confirmInnovationAPI, 0},
		{post, "/api/v1/innovations/:innovation/recall", (*Server).recallInnovationAPI, 0},
		{post, "/api/v1/innovations/:innovation/verify", (*Server).verifyProofAPI, 0},
	}
}

// innovationActs are the steps of its life that the actor may take with a record.
func (s *Server) innovationActs(c *fiber.Ctx, rec innovation.Innovation) views.InnovationActs {
	by := visitOf(c).by
	offer := func(act policy.Action, now bool, path string) *views.Form {
		if !now || !policy.May(by, act, rec.Centre) {
			return nil
		}
		form := s.form(c, "/inovasi/"+rec.Slug+path)
		form.ID, form.Version = path[1:]+"-", versionText(rec.Version)
		return &form
	}
	acts := views.InnovationActs{
		Release:     offer(policy.InnovationRelease, rec.State == innovation.Approved, "/terbit"),
		Confirm:     offer(policy.InnovationConfirm, rec.State == innovation.Published, "/pastikan"),
		Cancel:      offer(policy.InnovationCancel, rec.Cancellable(), "/batal"),
		Withdraw:    offer(policy.InnovationRecall, rec.Public != nil && rec.Recall == nil, "/tarik"),
		Versions:    policy.May(by, policy.InnovationSee, rec.Centre),
		PublicAfter: rec.Blueprint.Rights.After,
	}
	if acts.Withdraw != nil {
		acts.Withdraw.Version = "" // a warning does not wait for who reads first
	}
	return acts
}

// innovationStep is a form of one step: it does it and shows the record again.
func innovationStep[In any](s *Server, c *fiber.Ctx, do func(context.Context, In) (innovation.Innovation, error), message string) error {
	in, _, err := bind[In](c)
	if err != nil {
		return err
	}
	rec, err := do(c.UserContext(), in)
	if err != nil {
		return err
	}
	return s.redirect(c, "/inovasi/"+rec.Slug, message, "code", rec.Code)
}

func (s *Server) cancelInnovation(c *fiber.Ctx) error {
	return innovationStep(s, c, s.app.Innovations.Cancel, "innovation.cancelled_done")
}

func (s *Server) releaseInnovation(c *fiber.Ctx) error {
	return innovationStep(s, c, s.app.Innovations.Release, "innovation.released")
}

func (s *Server) confirmInnovation(c *fiber.Ctx) error {
	return innovationStep(s, c, s.app.Innovations.Confirm, "innovation.confirmed")
}

func (s *Server) withdrawInnovation(c *fiber.Ctx) error {
	return innovationStep(s, c, s.app.Innovations.Withdraw, "innovation.withdrawn")
}

// verifyProof notes that the reviewer has looked at a piece of evidence, and goes
// back to the review.
func (s *Server) verifyProof(c *fiber.Ctx) error {
	in, _, err := bind[innovation.ProofCheck](c)
	if err != nil {
		return err
	}
	rec, err := s.app.Innovations.VerifyProof(c.UserContext(), in)
	if err != nil {
		return err
	}
	return s.redirect(c, "/inovasi/"+rec.Slug+"/telaah", "innovation.verified_done")
}

// proofRows are the pieces of evidence of what is under review.
func (s *Server) proofRows(c *fiber.Ctx, rec innovation.Innovation) []views.ProofRow {
	by, f := visitOf(c).by, s.frame(c, "")
	rows := make([]views.ProofRow, len(rec.Proof))
	for i, p := range rec.Proof {
		rows[i].Text = views.ProofText(f, p)
		if v := rec.VerifiedBy(p.ID); v != nil {
			rows[i].Verified = s.centreName(c, v.By.Centre)
		} else if policy.May(by, policy.InnovationVerify, rec.Centre) {
			form := s.form(c, "/inovasi/"+rec.Slug+"/bukti/"+p.ID.String())
			rows[i].Verify = &form
		}
	}
	return rows
}
