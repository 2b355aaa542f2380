package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/innovation"
	"lumbung/app/intake"
	"lumbung/app/policy"
	"lumbung/views"
)

// questionRoutes are questions on a record.
func questionRoutes() []route {
	return []route{
		{get, "/inovasi/:innovation/tanya", (*Server).questionPage, english},
		{post, "/inovasi/:innovation/tanya", (*Server).askQuestion, open | english},
		{get, "/inovasi/:innovation/tanya-jawab", (*Server).questionsPage, public | english},
		{get, "/pertanyaan", (*Server).questionQueuePage, 0},
		{get, "/pertanyaan/:question", (*Server).questionStaffPage, 0},
		{post, "/pertanyaan/:question/buka", (*Server).revealQuestion, secret},
		{post, "/pertanyaan/:question/jawab", (*Server).answerQuestion, 0},
		{post, "/pertanyaan/:question/tolak", (*Server).rejectQuestion, 0},
		{post, "/api/v1/questions", (*Server).askQuestionAPI, open},
		{get, "/api/v1/questions", (*Server).questionQueueAPI, 0},
		{get, "/api/v1/questions/:question", (*Server).questionAPI, 0},
		{post, "/api/v1/questions/:question/reveal", (*Server).revealQuestionAPI, secret},
		{post, "/api/v1/questions/:question/answer", (*Server).answerQuestionAPI, 0},
		{post, "/api/v1/questions/:question/reject", (*Server).rejectQuestionAPI, 0},
		{get, "/api/v1/innovations/:innovation/questions", (*Server).shownQuestionsAPI, public},
	}
}

// questionForm is the name of the limits of questions.
const questionForm = "question"

// questionsHere is how many questions stand on the page of an innovation.
const questionsHere = 5

// questionsOf are the newest questions about an innovation that the actor may read.
func (s *Server) questionsOf(c *fiber.Ctx, sheet innovation.Sheet) (*views.QuestionsPage, error) {
	page, err := s.app.Intake.Questions(c.UserContext(), intake.ShownAsk{Innovation: sheet.ID.String(), Limit: questionsHere})
	if err != nil {
		return nil, err
	}
	return &views.QuestionsPage{Slug: sheet.Slug, Items: page.Items, Pager: views.Pager{Next: page.Next}}, nil
}

// questionsPage are all questions about an innovation that the actor may read.
func (s *Server) questionsPage(c *fiber.Ctx) error {
	in, _, err := query[intake.ShownAsk](c)
	if err != nil {
		return err
	}
	page, err := s.app.Intake.Questions(c.UserContext(), in)
	if err != nil {
		return err
	}
	f, sheet, err := s.questionFrame(c, "question.page")
	if err != nil {
		return err
	}
	return s.page(c, views.Questions(f, views.QuestionsPage{Slug: sheet.Slug, Items: page.Items, Pager: pager(c, page.Next, page.Prev, len(page.Items))}))
}

// questionFrame is the frame of a page below that of an innovation.
func (s *Server) questionFrame(c *fiber.Ctx, title string) (views.Frame, innovation.Sheet, error) {
	sheet, err := s.app.Innovations.BySlug(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return views.Frame{}, sheet, err
	}
	f := s.frame(c, title, "title", sheet.Title)
	f.Crumbs = []views.Link{{Href: f.Href("/inovasi/" + sheet.Slug), Text: sheet.Title}}
	return f, sheet, nil
}

// asksAsStaff tells whether the visitor asks as a member of staff.
func asksAsStaff(c *fiber.Ctx) bool {
	return policy.Reach(visitOf(c).by.Role, policy.QuestionPeer) != policy.Never
}

// questionPage asks something about an innovation.
func (s *Server) questionPage(c *fiber.Ctx) error { return s.showQuestion(c, s.form(c, c.Path())) }

func (s *Server) showQuestion(c *fiber.Ctx, form views.Form) error {
	f, _, err := s.questionFrame(c, "question.form_title")
	if err != nil {
		return err
	}
	return s.page(c, views.QuestionForm(f, views.QuestionFormPage{Form: form, Peer: asksAsStaff(c)}))
}

// askQuestion takes a question in, of staff or of anybody.
func (s *Server) askQuestion(c *fiber.Ctx) error {
	if asksAsStaff(c) {
		return acted(s, c, s.app.Intake.PeerQuestion, func(f views.Form) error { return s.showQuestion(c, f) }, func(intake.Question) error {
			return s.redirect(c, "/inovasi/"+c.Params("innovation")+"/tanya-jawab", "question.done_peer")
		})
	}
	in, form, err := bind[intake.NewQuestion](c)
	trapped, err := s.guest(c, questionForm, err)
	if err == nil && !trapped {
		_, err = s.app.Intake.Question(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showQuestion(c, form)
	}
	if err != nil {
		return err
	}
	f := s.frame(c, "")
	return s.redirect(c, f.Href("/inovasi/"+c.Params("innovation")), "question.done")
}

// questionQueuePage lists the questions to the actor's centre.
func (s *Server) questionQueuePage(c *fiber.Ctx) error {
	in, _, err := query[intake.QuestionsAsk](c)
	if err != nil {
		return err
	}
	page, err := s.app.Intake.QuestionQueue(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "question.queue")
	p := views.QuestionQueuePage{Items: page.Items, Pager: pager(c, page.Next, page.Prev, len(page.Items))}
	for _, state := range intake.QuestionStates() {
		current := state == in.State || in.State == "" && state == intake.QuestionWaiting
		p.Tabs = append(p.Tabs, stateTab(f, "/pertanyaan", in.Centre, "question_", string(state), current))
	}
	return s.page(c, views.QuestionQueue(f, p))
}

// questionStaffPage is one question for its centre.
func (s *Server) questionStaffPage(c *fiber.Ctx) error {
	return s.showQuestionStaff(c, func(*views.QuestionPage) {})
}

func (s *Server) showQuestionStaff(c *fiber.Ctx, change func(*views.QuestionPage)) error {
	sheet, err := s.app.Intake.OneQuestion(c.UserContext(), c.Params("question"))
	if err != nil {
		return err
	}
	return s.showQuestionSheet(c, sheet, change)
}

func (s *Server) showQuestionSheet(c *fiber.Ctx, sheet intake.QuestionSheet, change func(*views.QuestionPage)) error {
	f := s.frame(c, "question.staff_title", "title", sheet.Title)
	f.Crumbs = []views.Link{{Href: "/pertanyaan", Text: f.T("question.queue")}}
	path := views.QuestionHref(sheet.ID.String())
	words := sheet.Text
	if words == "" {
		words = sheet.Words
	}
	p := views.QuestionPage{
		Sheet: sheet, Reveal: s.form(c, path+"/buka"), Reject: s.form(c, path+"/tolak"),
		Answer: s.form(c, path+"/jawab").Set("text", words).Set("answer", sheet.Answer),
	}
	p.Answer.Version, p.Reject.Version = versionText(sheet.Version), versionText(sheet.Version)
	change(&p)
	p.Answer.ID, p.Reject.ID = "jawab-", "tolak-"
	return s.page(c, views.QuestionStaff(f, p))
}

// revealQuestion opens who asks. Each time is a line of the journal.
func (s *Server) revealQuestion(c *fiber.Ctx) error {
	in, _, err := bind[intake.QuestionNaming](c)
	if err != nil {
		return err
	}
	sheet, err := s.app.Intake.RevealQuestion(c.UserContext(), in)
	if err != nil {
		return err
	}
	return s.showQuestionSheet(c, sheet, func(*views.QuestionPage) {})
}

// againOn shows a question again with a form that was refused.
func (s *Server) againOn(c *fiber.Ctx, at func(*views.QuestionPage) *views.Form) func(views.Form) error {
	return func(form views.Form) error {
		return s.showQuestionStaff(c, func(p *views.QuestionPage) {
			delete(form.Values, "version")
			form.Version = versionText(p.Sheet.Version)
			*at(p) = form
		})
	}
}

func (s *Server) answerQuestion(c *fiber.Ctx) error {
	again := s.againOn(c, func(p *views.QuestionPage) *views.Form { return &p.Answer })
	return acted(s, c, s.app.Intake.AnswerQuestion, again, func(q intake.Question) error {
		return s.redirect(c, views.QuestionHref(q.ID.String()), "question.answered_done")
	})
}

func (s *Server) rejectQuestion(c *fiber.Ctx) error {
	again := s.againOn(c, func(p *views.QuestionPage) *views.Form { return &p.Reject })
	return acted(s, c, s.app.Intake.RejectQuestion, again, func(q intake.Question) error {
		return s.redirect(c, views.QuestionHref(q.ID.String()), "question.rejected_done")
	})
}
