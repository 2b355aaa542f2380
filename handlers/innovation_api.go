package handlers

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/innovation"
)

// innovationsAPI lists what is published, the newest first.
func (s *Server) innovationsAPI(c *fiber.Ctx) error {
	in, _, err := query[innovation.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.Innovations.PublishedBy(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listed(c, list.Items, list.Next, list.Prev)
}

// innovationAPI is one innovation: the whole record for those who may see it,
// what is published for everybody else.
func (s *Server) innovationAPI(c *fiber.Ctx) error {
	ref := c.Params("innovation")
	if rec, err := s.app.Innovations.See(c.UserContext(), ref); err == nil {
		return found(c, rec)
	}
	sheet, err := s.app.Innovations.BySlug(c.UserContext(), ref)
	if err != nil {
		return err
	}
	return found(c, sheet)
}

// addInnovationAPI begins a draft.
func (s *Server) addInnovationAPI(c *fiber.Ctx) error {
	in, _, err := bind[innovation.NewInnovation](c)
	if err != nil {
		return err
	}
	rec, err := s.app.Innovations.Begin(c.UserContext(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/innovations/"+rec.ID.String(), rec)
}

// innovationCommand is a route of the API that does one thing to a record and
// answers with it.
func innovationCommand[In any](c *fiber.Ctx, do func(context.Context, In) (innovation.Innovation, error)) error {
	in, _, err := bind[In](c)
	if err != nil {
		return err
	}
	rec, err := do(c.UserContext(), in)
	if err != nil {
		return err
	}
	return found(c, rec)
}

func (s *Server) editInnovationAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.Change)
}

func (s *Server) addPhotoAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.AddPhoto)
}

func (s *Server) submitInnovationAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.Submit)
}

func (s *Server) reviewInnovationAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.Review)
}

func (s *Server) archiveInnovationAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.Archive)
}

func (s *Server) cancelInnovationAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.Cancel)
}

func (s *Server) releaseInnovationAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.Release)
}

func (s *Server) confirmInnovationAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.Confirm)
}

func (s *Server) recallInnovationAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.Withdraw)
}

func (s *Server) verifyProofAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.VerifyProof)
}
