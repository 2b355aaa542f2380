package handlers

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/intake"
	"lumbung/app/reference"
	"lumbung/views"
)

// askRoutes are what people outside ask, and who answers them.
func askRoutes() []route {
	return []route{
		{get, "/alat/:model/minta", (*Server).askPage, english},
		{post, "/alat/:model/minta", (*Server).ask, open | english},
		{get, "/lacak", (*Server).trackPage, english},
		{post, "/lacak", (*Server).track, open | secret | english},
		{post, "/lacak/tulis", (*Server).replyAsk, open | english},
		{post, "/lacak/tarik", (*Server).withdrawAsk, open | english},
		{post, "/lacak/perbaiki", (*Server).correctAsk, open | english},
		{get, "/permintaan", (*Server).asksPage, 0},
		{get, "/permintaan/:ask", (*Server).askStaffPage, 0},
		{post, "/permintaan/:ask/buka", (*Server).revealAsk, secret},
		{post, "/permintaan/:ask/daftar", (*Server).registerAsker, secret},
		{post, "/permintaan/:ask/jawab", (*Server).answerAsk, 0},
		{post, "/permintaan/:ask/teruskan", (*Server).forwardAsk, 0},
		{post, "/permintaan/:ask/tutup", (*Server).closeAsk, 0},
		{post, "/permintaan/:ask/jadikan", (*Server).takeAsk, 0},
		{post, "/permintaan/:ask/pin", (*Server).renewAsk, 0},
		{post, "/api/v1/asks", (*Server).askAPI, open},
		{post, "/api/v1/asks/status", (*Server).trackAPI, open | secret},
		{post, "/api/v1/asks/reply", (*Server).replyAskAPI, open},
		{post, "/api/v1/asks/withdraw", (*Server).withdrawAskAPI, open},
		{post, "/api/v1/asks/correct", (*Server).correctAskAPI, open},
		{get, "/api/v1/asks", (*Server).asksAPI, 0},
		{get, "/api/v1/asks/:ask", (*Server).askOneAPI, 0},
		{post, "/api/v1/asks/:ask/reveal", (*Server).revealAskAPI, secret},
		{post, "/api/v1/asks/:ask/answer", (*Server).answerAskAPI, 0},
		{post, "/api/v1/asks/:ask/forward", (*Server).forwardAskAPI, 0},
		{post, "/api/v1/asks/:ask/close", (*Server).closeAskAPI, 0},
		{post, "/api/v1/asks/:ask/take", (*Server).takeAskAPI, 0},
		{post, "/api/v1/asks/:ask/pin", (*Server).renewAskAPI, 0},
	}
}

// The limits of what people ask for without an account, by name.
const (
	askForm   = "ask"
	trackForm = "track"
)

// askPage is the form by which anybody asks for a device.
func (s *Server) askPage(c *fiber.Ctx) error {
	return s.showAsk(c, s.form(c, c.Path()))
}

func (s *Server) showAsk(c *fiber.Ctx, form views.Form) error {
	sheet, err := s.app.Stock.Model(c.UserContext(), c.Params("model"))
	if err != nil {
		return err
	}
	f := s.frame(c, "ask.form_title", "model", sheet.Model.Name)
	f.Lead = f.T("ask.form_lead")
	f.Crumbs = []views.Link{{Href: f.Href("/alat/" + sheet.Model.Slug), Text: sheet.Model.Name}}
	p := views.AskFormPage{Form: form}
	if form.Error("place") != "" {
		p.Places = placeChoices(form.Value("place"))
	}
	return s.page(c, views.AskForm(f, p))
}

// placeChoices are the regencies that a name can mean.
func placeChoices(typed string) (options []views.Option) {
	book, err := reference.Load()
	if err != nil {
		return nil
	}
	found, _ := book.FindRegencies(typed, intake.MaxPlaces)
	for _, r := range found {
		options = append(options, views.Option{Value: r.Code, Label: book.RegionName(r.Code)})
	}
	return options
}

// ask takes a request in and shows its number and PIN, in the answer itself. The
// same form sent again gives the same answer.
func (s *Server) ask(c *fiber.Ctx) error {
	in, form, err := bind[intake.NewAsk](c)
	trapped, err := s.guest(c, askForm, err)
	if trapped {
		return s.showAskDone(c, s.app.Intake.Decoy(), in.Model)
	}
	var got intake.Receipt
	if err == nil {
		got, err = s.app.Intake.File(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showAsk(c, form)
	}
	if err != nil {
		return err
	}
	return s.showAskDone(c, got, in.Model)
}

func (s *Server) showAskDone(c *fiber.Ctx, got intake.Receipt, model string) error {
	sheet, err := s.app.Stock.Model(c.UserContext(), model)
	if err != nil {
		return err
	}
	f := s.frame(c, "ask.done_page")
	p := views.AskDonePage{Receipt: got, Model: sheet.Model.Name}
	if one, err := s.app.Centres.One(c.UserContext(), got.Centre); err == nil {
		p.CentreName = one.Name
	}
	return s.page(c, views.AskDone(f, p))
}

// trackPage asks for a number, which a link may bring, and its PIN.
func (s *Server) trackPage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Number string `json:"number"`
	}](c)
	if err != nil {
		return err
	}
	f := s.frame(c, "")
	return s.showTrack(c, s.form(c, f.Href("/lacak")).Set("number", in.Number))
}

func (s *Server) showTrack(c *fiber.Ctx, form views.Form) error {
	f := s.frame(c, "ask.track_title")
	f.Lead = f.T("ask.track_lead")
	form.Idempotency = "" // looking changes nothing
	delete(form.Values, "pin")
	return s.page(c, views.Track(f, views.TrackPage{Form: form}))
}

// track shows how far an ask has come. Number and PIN come in the body, so that
// no address and no log has them together.
func (s *Server) track(c *fiber.Ctx) error {
	in, form, err := bind[intake.Pass](c)
	in.ComesFrom(neighbourhood(s.address(c)))
	trapped, err := s.guest(c, trackForm, err)
	var got intake.Followed
	switch {
	case trapped:
		err = fault.New(fault.Invalid, "ask.no_match", nil)
	case err == nil:
		got, err = s.app.Intake.Follow(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showTrack(c, form)
	}
	if err != nil {
		return err
	}
	return s.showTracked(c, in, got, nil)
}

// showTracked is the page of an ask, with a form on it that was refused, if one was.
func (s *Server) showTracked(c *fiber.Ctx, pass intake.Pass, got intake.Followed, change func(*views.TrackedPage)) error {
	f := s.frame(c, "")
	f.Title = got.Number
	f.Crumbs = []views.Link{{Href: f.Href("/lacak"), Text: f.T("ask.track_title")}}
	p := views.TrackedPage{Ask: got}
	for _, x := range []struct {
		form *views.Form
		id   string
	}{{&p.Reply, "tulis"}, {&p.Correct, "perbaiki"}, {&p.Withdraw, "tarik"}} {
		*x.form = s.form(c, f.Href("/lacak/"+x.id)).Set("number", pass.Number).Set("pin", pass.PIN)
	}
	if change != nil {
		change(&p)
	}
	p.Reply.ID, p.Correct.ID, p.Withdraw.ID = "tulis-", "perbaiki-", "tarik-"
	return s.page(c, views.Tracked(f, p))
}

// passed is an input that comes with a number and a PIN.
type passed[In any] interface {
	*In
	ComesFrom(address string)
}

// trackedStep does what somebody asks on the page of their ask. What is refused
// is shown on it again, where number and PIN still open it.
func trackedStep[In any, P passed[In]](
	s *Server, c *fiber.Ctx, pass func(In) intake.Pass, do func(context.Context, In) (intake.Followed, error), at func(*views.TrackedPage, views.Form),
) error {
	in, form, err := bind[In](c)
	P(&in).ComesFrom(neighbourhood(s.address(c)))
	trapped, err := s.guest(c, trackForm, err)
	if trapped {
		err = fault.New(fault.Invalid, "ask.no_match", nil)
	}
	var got intake.Followed
	if err == nil {
		got, err = do(c.UserContext(), in)
	}
	form, again := s.refused(c, form, err)
	if !again && err != nil {
		return err
	}
	if !again {
		return s.showTracked(c, pass(in), got, nil)
	}
	now, failed := s.app.Intake.Follow(c.UserContext(), pass(in))
	if failed != nil {
		return s.showTrack(c, form)
	}
	return s.showTracked(c, pass(in), now, func(p *views.TrackedPage) { at(p, form) })
}

// replyAsk writes to the centre.
func (s *Server) replyAsk(c *fiber.Ctx) error {
	return trackedStep(s, c, func(in intake.Reply) intake.Pass { return in.Pass }, s.app.Intake.Reply,
		func(p *views.TrackedPage, f views.Form) { p.Reply = f })
}

// correctAsk puts contact and place right.
func (s *Server) correctAsk(c *fiber.Ctx) error {
	return trackedStep(s, c, func(in intake.Correction) intake.Pass { return in.Pass }, s.app.Intake.Correct,
		func(p *views.TrackedPage, f views.Form) {
			p.Correct = f
			if f.Error("place") != "" {
				p.Places = placeChoices(f.Value("place"))
			}
		})
}

// withdrawAsk ends an ask and erases who asked.
func (s *Server) withdrawAsk(c *fiber.Ctx) error {
	return trackedStep(s, c, func(in intake.Pass) intake.Pass { return in }, s.app.Intake.Withdraw,
		func(p *views.TrackedPage, f views.Form) { p.Withdraw = f })
}
