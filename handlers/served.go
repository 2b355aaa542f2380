package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/replication"
	"lumbung/views"
)

// servedRoutes are whom a centre reaches, month by month, where no device in the
// stock can tell.
func servedRoutes() []route {
	return []route{
		{get, "/inovasi/:innovation/layanan", (*Server).servedPage, 0},
		{post, "/inovasi/:innovation/layanan", (*Server).tellServed, 0},
		{get, "/api/v1/innovations/:innovation/served", (*Server).servedAPI, 0},
		{post, "/api/v1/innovations/:innovation/served", (*Server).tellServedAPI, 0},
	}
}

// servedPage shows the months of the actor's centre, with the form of the one
// that the address names or of the newest that was not told.
func (s *Server) servedPage(c *fiber.Ctx) error {
	ask, _, err := query[struct {
		Month string `json:"bulan"`
	}](c)
	if err != nil {
		return err
	}
	sheet, err := s.servedSheet(c)
	if err != nil {
		return err
	}
	month, ok := views.ServedMonthOf(sheet, ask.Month, s.app.Now())
	if !ok {
		return fault.Missing("month")
	}
	form := s.form(c, c.Path()).Set("month", month)
	form.Values, form.Version = views.ServedValues(sheet, month)
	return s.showServed(c, sheet, form)
}

// servedSheet reads the months of the actor's centre for those who may tell them.
func (s *Server) servedSheet(c *fiber.Ctx) (replication.ServedSheet, error) {
	if by := visitOf(c).by; policy.Reach(by.Role, policy.ReplicationServe) == policy.Never {
		return replication.ServedSheet{}, notAllowed(by)
	}
	return s.app.Replications.ServedBy(c.UserContext(), c.Params("innovation"), replication.ServedAsk{})
}

func (s *Server) showServed(c *fiber.Ctx, sheet replication.ServedSheet, form views.Form) error {
	f := s.frame(c, "served.title")
	f.Lead, f.Crumbs = sheet.Title, []views.Link{{Href: "/inovasi/" + sheet.Slug, Text: sheet.Title}, {Href: "/replikasi", Text: f.T("replication.title")}}
	return s.page(c, views.Served(f, views.ServedPage{Sheet: sheet, Form: form, Centre: s.centreName(c, sheet.Centre)}))
}

// tellServed tells a month. What was typed is shown again when it is refused, and
// beside what stands when somebody else was first.
func (s *Server) tellServed(c *fiber.Ctx) error {
	in, form, err := bind[replication.ServedMonth](c)
	if err == nil {
		_, err = s.app.Replications.Serve(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleServed(c, form)
	}
	if form, again := s.refused(c, form, err); again {
		sheet, err := s.servedSheet(c)
		if err != nil {
			return err
		}
		form.Version = form.Value("version")
		return s.showServed(c, sheet, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, c.Path(), "served.done", "month", views.ServedMonthName(visitOf(c).lang, in.Month))
}

// staleServed lets the sender choose between their number and the one that was
// told meanwhile.
func (s *Server) staleServed(c *fiber.Ctx, form views.Form) error {
	sheet, err := s.servedSheet(c)
	if err != nil {
		return err
	}
	values, version := views.ServedValues(sheet, form.Value("month"))
	now := current{Version: version, Page: c.Path() + "?bulan=" + form.Value("month")}
	for _, name := range []string{"people", "cost", "note"} {
		now.Fields = append(now.Fields, currentField{Name: name, Label: "served." + name, Value: firstOf(values[name])})
	}
	return s.stale(c, form, now)
}

// servedAPI answers with the months of a centre.
func (s *Server) servedAPI(c *fiber.Ctx) error {
	in, _, err := query[replication.ServedAsk](c)
	if err != nil {
		return err
	}
	sheet, err := s.app.Replications.ServedBy(c.UserContext(), c.Params("innovation"), in)
	if err != nil {
		return err
	}
	return found(c, sheet)
}

func (s *Server) tellServedAPI(c *fiber.Ctx) error { return act(c, s.app.Replications.Serve) }

// mayServe tells whether the actor's centre tells whom it has reached with an
// innovation that has spread so far.
func mayServe(by policy.Actor, spread replication.Spread) bool {
	if !spread.ByMonth || !policy.May(by, policy.ReplicationServe, by.Centre) {
		return false
	}
	if by.Centre == spread.Owner {
		return true
	}
	for _, x := range spread.Places {
		if x.Centre == by.Centre && (x.State == replication.Trial || x.State == replication.Running) {
			return true
		}
	}
	return false
}
