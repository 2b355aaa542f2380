package handlers

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
)

// programRoutes are the program itself.
func programRoutes() []route {
	return []route{
		{get, "/healthz", (*Server).healthz, bare},
		{get, "/readyz", (*Server).readyz, bare},
		{get, "/static/*", (*Server).static, bare},
		{get, "/api/v1/openapi.json", (*Server).openAPI, public},
	}
}

// healthz tells that the program runs, whatever it can do.
func (s *Server) healthz(c *fiber.Ctx) error { return c.SendString("ok\n") }

// readyz tells that the program can be given requests: the store answers and no
// shutdown has begun.
func (s *Server) readyz(c *fiber.Ctx) error {
	if err := s.ready(c.UserContext()); err != nil {
		return err
	}
	return c.SendString("ready\n")
}

func (s *Server) ready(ctx context.Context) error {
	if s.draining.Load() {
		return fault.New(fault.Unready, "error.going", nil)
	}
	if err := s.app.Ready(ctx); err != nil {
		return &fault.Error{Code: fault.Unready, Key: "error.not_ready", Err: err}
	}
	return nil
}
