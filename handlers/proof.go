package handlers

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/views"
)

// proofRoutes are the proofs of the store.
func proofRoutes() []route {
	return []route{
		{get, proofPath, (*Server).proofsPage, 0},
		{post, proofPath, (*Server).runProof, 0},
		{get, "/api/v1/proofs", (*Server).proofsAPI, 0},
	}
}

const proofPath = "/admin/pemeriksaan"

// proofsPage shows what the last proofs of the store have found, and how far the
// one under way has come.
func (s *Server) proofsPage(c *fiber.Ctx) error {
	list, err := s.app.Proofs(c.UserContext())
	if err != nil {
		return err
	}
	f := s.frame(c, "proof.title")
	p := views.ProofsPage{Proofs: list, Run: s.form(c, proofPath), MayRun: policy.May(visitOf(c).by, policy.StoreOperate, op.Headquarters)}
	if p.Done, p.Total, p.Running = s.app.Proving(); p.Running {
		f.Refresh = 3
	}
	return s.page(c, views.Proofs(f, p))
}

// runProof starts a proof in the background: it may take longer than a browser
// waits. The page shows how far it is.
func (s *Server) runProof(c *fiber.Ctx) error {
	by := visitOf(c).by
	if !policy.May(by, policy.StoreOperate, op.Headquarters) {
		return fault.New(fault.Denied, "error.denied", nil)
	}
	if _, _, running := s.app.Proving(); running {
		return s.redirect(c, proofPath, "proof.running")
	}
	go func() {
		ctx, cancel := context.WithTimeout(op.As(context.Background(), by), time.Hour)
		defer cancel()
		if _, err := s.app.Prove(ctx); err != nil {
			s.log.Error("proof of the store", "error", err.Error())
		}
	}()
	return s.redirect(c, proofPath, "proof.started")
}

// proofsAPI answers with the last proofs.
func (s *Server) proofsAPI(c *fiber.Ctx) error {
	list, err := s.app.Proofs(c.UserContext())
	if err != nil {
		return err
	}
	return listed(c, list, "", "")
}

// watchProofs shows the last proof among the metrics: -1 findings is a run that
// did not come to its end.
func (s *Server) watchProofs() {
	last := func(value func(at time.Time, took time.Duration, findings int) float64) func() float64 {
		return func() float64 {
			p, ok := s.app.LastProof(context.Background())
			if !ok {
				return 0
			}
			return value(p.Began, p.Took, p.Findings())
		}
	}
	s.meters.watch("lumbung_check_timestamp_seconds", last(func(at time.Time, _ time.Duration, _ int) float64 { return float64(at.Unix()) }))
	s.meters.watch("lumbung_check_duration_seconds", last(func(_ time.Time, took time.Duration, _ int) float64 { return took.Seconds() }))
	s.meters.watch("lumbung_check_findings", last(func(_ time.Time, _ time.Duration, n int) float64 { return float64(n) }))
}
