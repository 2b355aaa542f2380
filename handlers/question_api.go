package handlers

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/intake"
)

// questionReceipt is what a program gets that has asked something.
type questionReceipt struct {
	ID     string               `json:"id"`
	Centre string               `json:"centre"` // that answers
	State  intake.QuestionState `json:"state"`
	Asked  time.Time            `json:"asked_at"`
}

// askQuestionAPI takes a question in: of staff by a token, else of anybody,
// within the limits of the form.
func (s *Server) askQuestionAPI(c *fiber.Ctx) error {
	var q intake.Question
	if asksAsStaff(c) {
		in, _, err := bind[intake.PeerQuestion](c)
		if err != nil {
			return err
		}
		if q, err = s.app.Intake.PeerQuestion(c.UserContext(), in); err != nil {
			return err
		}
	} else {
		in, _, err := bind[intake.NewQuestion](c)
		if _, err = s.guest(c, questionForm, err); err != nil {
			return err
		}
		if q, err = s.app.Intake.Question(c.UserContext(), in); err != nil {
			return err
		}
	}
	return created(c, "/api/v1/questions/"+q.ID.String(), questionReceipt{q.ID.String(), q.Centre, q.State, q.Asked})
}

// shownQuestionsAPI lists the questions about an innovation that the caller may
// read.
func (s *Server) shownQuestionsAPI(c *fiber.Ctx) error {
	in, _, err := query[intake.ShownAsk](c)
	if err != nil {
		return err
	}
	page, err := s.app.Intake.Questions(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listed(c, page.Items, page.Next, page.Prev)
}

// questionQueueAPI lists the questions to a centre.
func (s *Server) questionQueueAPI(c *fiber.Ctx) error {
	in, _, err := query[intake.QuestionsAsk](c)
	if err != nil {
		return err
	}
	page, err := s.app.Intake.QuestionQueue(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listed(c, page.Items, page.Next, page.Prev)
}

// questionAPI answers with one question to its centre.
func (s *Server) questionAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Intake.OneQuestion(c.UserContext(), c.Params("question"))
	if err != nil {
		return err
	}
	return found(c, sheet)
}

// revealQuestionAPI answers with who asks. Each call is a line of the journal.
func (s *Server) revealQuestionAPI(c *fiber.Ctx) error {
	in, _, err := bind[intake.QuestionNaming](c)
	if err != nil {
		return err
	}
	sheet, err := s.app.Intake.RevealQuestion(c.UserContext(), in)
	if err != nil {
		return err
	}
	return found(c, sheet.Who)
}

func (s *Server) answerQuestionAPI(c *fiber.Ctx) error { return act(c, s.app.Intake.AnswerQuestion) }

func (s *Server) rejectQuestionAPI(c *fiber.Ctx) error { return act(c, s.app.Intake.RejectQuestion) }
