package handlers

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/views"
)

// act answers a call of the API that changes a record and gives it back: read,
// call, show.
func act[In, Out any](c *fiber.Ctx, do func(context.Context, In) (Out, error)) error {
	return actThen(c, do, func(out Out) error { return found(c, out) })
}

// actThen is act for what is shown otherwise than it is.
func actThen[In, Out any](c *fiber.Ctx, do func(context.Context, In) (Out, error), show func(Out) error) error {
	in, _, err := bind[In](c)
	return then(c, in, err, do, show)
}

// askThen is actThen for a question, which stands in the address.
func askThen[In, Out any](c *fiber.Ctx, do func(context.Context, In) (Out, error), show func(Out) error) error {
	in, _, err := query[In](c)
	return then(c, in, err, do, show)
}

func then[In, Out any](c *fiber.Ctx, in In, err error, do func(context.Context, In) (Out, error), show func(Out) error) error {
	if err != nil {
		return err
	}
	out, err := do(c.UserContext(), in)
	if err != nil {
		return err
	}
	return show(out)
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
