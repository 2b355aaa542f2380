package handlers

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/views"
)

// act answers a call of the API that changes a record and gives it back: read,
// call, show.
func act[In, Out any](c *fiber.Ctx, do func(context.Context, In) (Out, error)) error {
	in, _, err := bind[In](c)
	if err != nil {
		return err
	}
	out, err := do(c.UserContext(), in)
	if err != nil {
		return err
	}
	return found(c, out)
}

// acted does what a form asks for and leads to a page; a form that is refused is
// shown again by again.
func acted[In, Out any](
	s *Server, c *fiber.Ctx, do func(context.Context, In) (Out, error), again func(views.Form) error, done func(Out) error,
) error {
	in, form, err := bind[In](c)
	var out Out
	if err == nil {
		out, err = do(c.UserContext(), in)
	}
	if form, refused := s.refused(c, form, err); refused {
		return again(form)
	}
	if err != nil {
		return err
	}
	return done(out)
}
