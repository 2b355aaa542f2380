package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
)

// recallRoutes are recalls and who must be told of them.
func recallRoutes() []route {
	return []route{
		{get, "/gudang/penarikan", (*Server).recallsPage, 0},
		{get, "/gudang/penarikan/baru", (*Server).newRecallPage, 0},
		{post, "/gudang/penarikan/baru", (*Server).openRecall, 0},
		{get, "/gudang/penarikan/kontak", (*Server).recallCasesPage, 0},
		{get, "/gudang/penarikan/kontak/:case", (*Server).recallCasePage, 0},
		{post, "/gudang/penarikan/kontak/:case", (*Server).recordContact, 0},
		{get, "/gudang/penarikan/:id", (*Server).recallPage, 0},
		{get, "/gudang/penarikan/:id/unit", (*Server).recalledUnitsPage, 0},
		{get, "/gudang/penarikan/:id/kontak", (*Server).recallCasesPage, 0},
		{post, "/gudang/penarikan/:id/bebas", (*Server).freeUnit, 0},
		{post, "/gudang/penarikan/:id/cabut", (*Server).liftRecall, 0},
		{post, "/gudang/penarikan/:id/tutup", (*Server).closeRecall, 0},
		{post, "/gudang/penarikan/:id/lanjut", (*Server).markRecall, 0},
		{get, "/api/v1/recalls", (*Server).recallsAPI, 0},
		{post, "/api/v1/recalls", (*Server).openRecallAPI, 0},
		{post, "/api/v1/recalls/preview", (*Server).previewRecallAPI, 0},
		{get, "/api/v1/recalls/:id", (*Server).recallAPI, 0},
		{get, "/api/v1/recalls/:id/units", (*Server).recalledUnitsAPI, 0},
		{post, "/api/v1/recalls/:id/free", (*Server).freeUnitAPI, 0},
		{post, "/api/v1/recalls/:id/lift", (*Server).liftRecallAPI, 0},
		{post, "/api/v1/recalls/:id/close", (*Server).closeRecallAPI, 0},
		{get, "/api/v1/recall-cases", (*Server).recallCasesAPI, 0},
		{get, "/api/v1/recall-cases/:case", (*Server).recallCaseAPI, 0},
		{post, "/api/v1/recall-cases/:case/contacts", (*Server).recordContactAPI, 0},
	}
}

// recallsPage lists the recalls in one state.
func (s *Server) recallsPage(c *fiber.Ctx) error {
	in, _, err := query[stock.RecallsAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Recalls(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "recall.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	p := views.RecallsPage{List: list, Pager: pager(c, list.Next, list.Prev, len(list.Rows)), MayCases: mayCases(c)}
	for _, state := range stock.RecallStates() {
		p.Tabs = append(p.Tabs, views.Link{
			Href: "/gudang/penarikan?state=" + string(state), Text: f.T("state.recall_" + string(state)), Current: state == list.State,
		})
	}
	return s.page(c, views.Recalls(f, p))
}

// mayCases tells whether the actor may read who holds recalled devices somewhere.
func mayCases(c *fiber.Ctx) bool {
	return policy.Reach(visitOf(c).by.Role, policy.RecallCases) != policy.Never
}

// recallForm is the form of a recall: it is confirmed only once its preview has
// been seen.
type recallForm struct {
	stock.NewRecall
	Confirmed bool `json:"confirmed"`
	Change    bool `json:"change"` // go back from the preview
}

func recallCrumbs(f views.Frame) []views.Link {
	return []views.Link{warehouseCrumb(f), {Href: "/gudang/penarikan", Text: f.T("recall.title")}}
}

// newRecallPage is the form of a recall, for a model when the link to it says so.
func (s *Server) newRecallPage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Model string `json:"model"`
	}](c)
	if err != nil {
		return err
	}
	return s.showNewRecall(c, s.form(c, "/gudang/penarikan/baru").Set("model", in.Model).Set("scope", string(stock.RecallAll)), nil)
}

func (s *Server) showNewRecall(c *fiber.Ctx, form views.Form, preview *stock.RecallPreview) error {
	models, err := s.app.Stock.Recallable(c.UserContext())
	if err != nil {
		return err
	}
	f := s.frame(c, "recall.new")
	f.Crumbs = recallCrumbs(f)
	p := views.RecallFormPage{Form: form, Preview: preview}
	for _, m := range models {
		p.Models = append(p.Models, views.Option{Value: m.Slug, Label: f.T("model.option", "name", m.Name, "code", m.Code)})
	}
	if p.Centres, err = s.namesOfCentres(c); err != nil {
		return err
	}
	return s.page(c, views.RecallForm(f, p))
}

// namesOfCentres are the names of all centres by their codes.
func (s *Server) namesOfCentres(c *fiber.Ctx) (map[string]string, error) {
	all, err := s.centreOptions(c)
	names := make(map[string]string, len(all))
	for _, x := range all {
		names[x.Value] = x.Label
	}
	return names, err
}

// openRecall shows what a recall would stop, and opens it once that was
// confirmed.
func (s *Server) openRecall(c *fiber.Ctx) error {
	in, form, err := bind[recallForm](c)
	delete(form.Values, "confirmed")
	delete(form.Values, "change")
	fresh := s.form(c, "/gudang/penarikan/baru").With(form.Values, nil)
	if err == nil && in.Change {
		return s.showNewRecall(c, fresh, nil)
	}
	var rec stock.Recall
	if err == nil && in.Confirmed {
		rec, err = s.app.Stock.OpenRecall(c.UserContext(), in.NewRecall)
	} else if err == nil {
		var preview stock.RecallPreview
		if preview, err = s.app.Stock.PreviewRecall(c.UserContext(), in.NewRecall); err == nil {
			return s.showNewRecall(c, fresh, &preview)
		}
	}
	if form, again := s.refused(c, form, err); again {
		return s.showNewRecall(c, form, nil)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/penarikan/"+rec.Number, "recall.opened", "number", rec.Number)
}

// recallForms are the forms on the page of a recall, as they were sent or fresh.
type recallForms struct{ free, lift, end views.Form }

func (s *Server) recallForms(c *fiber.Ctx) recallForms {
	base := "/gudang/penarikan/" + c.Params("id")
	return recallForms{s.form(c, base+"/bebas"), s.form(c, base+"/cabut"), s.form(c, base+"/tutup")}
}

// recallPage is one recall.
func (s *Server) recallPage(c *fiber.Ctx) error { return s.showRecall(c, s.recallForms(c)) }

func (s *Server) showRecall(c *fiber.Ctx, forms recallForms) error {
	sheet, err := s.app.Stock.Recall(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	counts, err := s.app.Allocations.CaseCounts(c.UserContext(), sheet.ID)
	if err != nil {
		return err
	}
	f := s.frame(c, "recall.one", "number", sheet.Number, "model", sheet.ModelName)
	f.Crumbs = recallCrumbs(f)
	p := views.RecallPage{
		Sheet: sheet, Counts: counts, MayCases: mayCases(c), Free: forms.free, Lift: forms.lift, Close: forms.end,
		MayFree: sheet.InForce() && policy.Reach(visitOf(c).by.Role, policy.RecallFree) != policy.Never,
		Mark:    s.form(c, "/gudang/penarikan/"+sheet.Number+"/lanjut"),
	}
	p.Free.ID, p.Lift.ID = "b-", "c-"
	if p.Centres, err = s.namesOfCentres(c); err != nil {
		return err
	}
	w, going, err := s.app.Stock.RecallWork(c.UserContext(), sheet.ID)
	if err != nil {
		return err
	}
	if going {
		p.Work = &w
	}
	return s.page(c, views.Recall(f, p))
}

// liftRecall takes a recall out of force.
func (s *Server) liftRecall(c *fiber.Ctx) error {
	in, form, err := bind[stock.LiftingRecall](c)
	var rec stock.Recall
	if err == nil {
		rec, err = s.app.Stock.LiftRecall(c.UserContext(), in)
	}
	return s.recallDone(c, form, err, func(x *recallForms, f views.Form) { x.lift = f }, "recall.lifted_now", rec.Number)
}

// recallDone answers a form on the page of a recall.
func (s *Server) recallDone(c *fiber.Ctx, form views.Form, err error, put func(*recallForms, views.Form), key, number string) error {
	if form, again := s.refused(c, form, err); again {
		forms := s.recallForms(c)
		put(&forms, form)
		return s.showRecall(c, forms)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/penarikan/"+c.Params("id"), key, "number", number)
}

// freeUnit sets a unit free that was put right.
func (s *Server) freeUnit(c *fiber.Ctx) error {
	in, form, err := bind[stock.FreeingUnit](c)
	var on stock.RecalledUnit
	if err == nil {
		on, err = s.app.Stock.FreeUnit(c.UserContext(), in)
	}
	return s.recallDone(c, form, err, func(x *recallForms, f views.Form) { x.free = f }, "recall.freed_now", on.Code)
}

// markRecall goes on with work on a recall that was cut off.
func (s *Server) markRecall(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Recall(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if !sheet.MayMark {
		return fault.New(fault.Denied, "error.denied", nil)
	}
	if _, err := s.app.Stock.MarkRecall(c.UserContext(), sheet.ID); err != nil {
		return err
	}
	return s.redirect(c, "/gudang/penarikan/"+sheet.Number, "recall.marked_now", "number", sheet.Number)
}

// recalledUnitsPage lists the units of a recall by centre and place.
func (s *Server) recalledUnitsPage(c *fiber.Ctx) error {
	in, _, err := query[stock.RecalledAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.RecalledUnits(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "recall.list_units")
	f.Lead = list.Recall.Number
	page := "/gudang/penarikan/" + list.Recall.Number
	f.Crumbs = append(recallCrumbs(f), views.Link{Href: page, Text: list.Recall.Number})
	p := views.RecalledPage{List: list, Pager: pager(c, list.Next, list.Prev, len(list.Rows))}
	if p.Centres, err = s.namesOfCentres(c); err != nil {
		return err
	}
	if in.Centre != "" {
		p.Tags = append(p.Tags, views.FilterTag{Text: p.Centres[in.Centre], Href: page + "/unit"})
	}
	return s.page(c, views.RecalledUnits(f, p))
}

// The API.

func (s *Server) recallsAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Recalls, func(list stock.RecallList) error {
		return listed(c, list.Rows, list.Next, list.Prev)
	})
}

func (s *Server) openRecallAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.OpenRecall, func(rec stock.Recall) error {
		return created(c, "/api/v1/recalls/"+rec.Number, rec)
	})
}

// previewRecallAPI tells what a recall would stop, and opens none.
func (s *Server) previewRecallAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.PreviewRecall, func(p stock.RecallPreview) error {
		return found(c, recallPreviewShape{p.Model.Code, p.Names, p.Units, p.People, p.More, p.Places})
	})
}

type recallPreviewShape struct {
	Model  string        `json:"model"`
	Names  stock.Scope   `json:"names"`
	Units  int64         `json:"units"`
	People int64         `json:"people"`
	More   bool          `json:"more"`
	Places []stock.Tally `json:"places"`
}

// recallShape is a recall with its list added up.
type recallShape struct {
	stock.RecallLine
	Places []stock.RecallTally `json:"places"`
	Cases  map[string]int64    `json:"cases"` // people by stage
}

func (s *Server) recallAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Recall(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	counts, err := s.app.Allocations.CaseCounts(c.UserContext(), sheet.ID)
	if err != nil {
		return err
	}
	shape := recallShape{RecallLine: sheet.RecallLine, Places: sheet.Tallies, Cases: map[string]int64{}}
	if shape.Places == nil {
		shape.Places = []stock.RecallTally{}
	}
	for stage, n := range counts.All.Stages {
		shape.Cases[string(stage)] = n
	}
	return found(c, shape)
}

func (s *Server) liftRecallAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.LiftRecall, func(rec stock.Recall) error {
		return created(c, "/api/v1/recalls/"+rec.Number, rec)
	})
}

func (s *Server) freeUnitAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.FreeUnit, func(on stock.RecalledUnit) error {
		return created(c, "/api/v1/recalls/"+c.Params("id")+"/units", on)
	})
}

func (s *Server) recalledUnitsAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.RecalledUnits, func(list stock.RecalledList) error {
		return listed(c, list.Rows, list.Next, list.Prev)
	})
}
