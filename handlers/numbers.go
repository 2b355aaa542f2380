package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/outcome"
)

// innovationNumbersAPI answers with what is counted of an innovation.
func (s *Server) innovationNumbersAPI(c *fiber.Ctx) error {
	n, err := s.app.Outcomes.OfInnovation(c.UserContext(), c.Params("innovation"))
	return answerNumbers(c, n, err)
}

// modelNumbersAPI answers with what is counted of a model.
func (s *Server) modelNumbersAPI(c *fiber.Ctx) error {
	n, err := s.app.Outcomes.OfModel(c.UserContext(), c.Params("id"))
	return answerNumbers(c, n, err)
}

func answerNumbers(c *fiber.Ctx, n outcome.Numbers, err error) error {
	if err != nil {
		return err
	}
	return found(c, n)
}
