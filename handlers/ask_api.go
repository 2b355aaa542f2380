package handlers

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/intake"
)

// What anybody asks for, and how staff answer, for programs.

// askAPI takes a request in. It is open, within the limits of the form.
func (s *Server) askAPI(c *fiber.Ctx) error {
	in, _, err := bind[intake.NewAsk](c)
	if _, err = s.guest(c, askForm, err); err != nil {
		return err
	}
	got, err := s.app.Intake.File(c.UserContext(), in)
	if err != nil {
		return err
	}
	return created(c, "/lacak?number="+got.Number, got)
}

// trackedAPI is a call of somebody who has a number and a PIN.
func trackedAPI[In any, P passed[In]](s *Server, c *fiber.Ctx, do func(context.Context, In) (intake.Followed, error)) error {
	in, _, err := bind[In](c)
	P(&in).ComesFrom(neighbourhood(s.address(c)))
	if _, err = s.guest(c, trackForm, err); err != nil {
		return err
	}
	got, err := do(c.UserContext(), in)
	if err != nil {
		return err
	}
	return found(c, got)
}

func (s *Server) trackAPI(c *fiber.Ctx) error      { return trackedAPI(s, c, s.app.Intake.Follow) }
func (s *Server) replyAskAPI(c *fiber.Ctx) error   { return trackedAPI(s, c, s.app.Intake.Reply) }
func (s *Server) correctAskAPI(c *fiber.Ctx) error { return trackedAPI(s, c, s.app.Intake.Correct) }

func (s *Server) withdrawAskAPI(c *fiber.Ctx) error { return trackedAPI(s, c, s.app.Intake.Withdraw) }

// asksAPI lists the queue of a centre.
func (s *Server) asksAPI(c *fiber.Ctx) error {
	in, _, err := query[intake.QueueAsk](c)
	if err != nil {
		return err
	}
	queue, err := s.app.Intake.Queue(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listed(c, queue.Rows, queue.Next, queue.Prev)
}

// askOneAPI answers with one ask, without who asks.
func (s *Server) askOneAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Intake.Ask(c.UserContext(), c.Params("ask"))
	if err != nil {
		return err
	}
	return found(c, sheet.Row)
}

// revealedAsk is an ask with who asks and what was written.
type revealedAsk struct {
	intake.Row
	Contact intake.Contact  `json:"contact"`
	Moments []intake.Moment `json:"moments"`
}

// revealAskAPI answers with who asks. Each call is a line of the journal.
func (s *Server) revealAskAPI(c *fiber.Ctx) error {
	in, _, err := bind[intake.Naming](c)
	if err != nil {
		return err
	}
	sheet, err := s.app.Intake.Reveal(c.UserContext(), in)
	if err != nil {
		return err
	}
	return found(c, revealedAsk{sheet.Row, sheet.Contact, sheet.Moments})
}

func (s *Server) answerAskAPI(c *fiber.Ctx) error  { return act(c, s.app.Intake.Answer) }
func (s *Server) forwardAskAPI(c *fiber.Ctx) error { return act(c, s.app.Intake.Forward) }
func (s *Server) closeAskAPI(c *fiber.Ctx) error   { return act(c, s.app.Intake.Close) }
func (s *Server) takeAskAPI(c *fiber.Ctx) error    { return act(c, s.app.Intake.Take) }
func (s *Server) renewAskAPI(c *fiber.Ctx) error   { return act(c, s.app.Intake.Renew) }
