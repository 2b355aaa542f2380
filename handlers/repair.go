package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/stock"
	"lumbung/views"
)

// repairRoutes are repairs.
func repairRoutes() []route {
	return []route{
		{get, "/gudang/perbaikan", (*Server).repairsPage, 0},
		{get, "/gudang/perbaikan/baru", (*Server).newRepairPage, 0},
		{post, "/gudang/perbaikan/baru", (*Server).openRepair, 0},
		{get, "/gudang/perbaikan/aturan", (*Server).repairRulePage, 0},
		{post, "/gudang/perbaikan/aturan", (*Server).setRepairRule, 0},
		{get, "/gudang/perbaikan/:id", (*Server).repairPage, 0},
		{post, "/gudang/perbaikan/:id/langkah", (*Server).stepRepair, 0},
		{post, "/gudang/perbaikan/:id/diagnosis", (*Server).diagnoseRepair, 0},
		{post, "/gudang/perbaikan/:id/komponen", (*Server).usePart, 0},
		{post, "/gudang/perbaikan/:id/komponen-kembali", (*Server).putBackPart, 0},
		{post, "/gudang/perbaikan/:id/biaya", (*Server).spendOnRepair, 0},
		{post, "/gudang/perbaikan/:id/selesai", (*Server).finishRepair, 0},
		{post, "/gudang/perbaikan/:id/batal", (*Server).cancelRepair, 0},
		{post, "/gudang/perbaikan/:id/usul-hapus", (*Server).proposeScrap, 0},
		{post, "/gudang/perbaikan/:id/putusan", (*Server).decideScrap, 0},
		{get, "/api/v1/repairs", (*Server).repairsAPI, 0},
		{post, "/api/v1/repairs", (*Server).addRepairAPI, 0},
		{get, "/api/v1/repairs/:id", (*Server).repairAPI, 0},
		{post, "/api/v1/repairs/:id/state", (*Server).stepRepairAPI, 0},
		{post, "/api/v1/repairs/:id/diagnosis", (*Server).diagnoseAPI, 0},
		{post, "/api/v1/repairs/:id/parts", (*Server).usePartAPI, 0},
		{post, "/api/v1/repairs/:id/parts/back", (*Server).putBackAPI, 0},
		{post, "/api/v1/repairs/:id/costs", (*Server).spendAPI, 0},
		{post, "/api/v1/repairs/:id/finish", (*Server).finishRepairAPI, 0},
		{post, "/api/v1/repairs/:id/cancel", (*Server).cancelRepairAPI, 0},
		{post, "/api/v1/repairs/:id/scrap-proposal", (*Server).proposeScrapAPI, 0},
		{post, "/api/v1/repairs/:id/scrap-decision", (*Server).decideScrapAPI, 0},
		{get, "/api/v1/repair-rule", (*Server).repairRuleAPI, 0},
		{post, "/api/v1/repair-rule", (*Server).setRepairRuleAPI, 0},
	}
}

func repairPath(o stock.RepairOrder) string { return "/gudang/perbaikan/" + o.ID.String() }

// repairsPage lists the repair orders of a centre by state.
func (s *Server) repairsPage(c *fiber.Ctx) error {
	in, _, err := query[stock.RepairsAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Repairs(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "repair.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	f.Lead = s.centreName(c, list.Centre)
	p := views.RepairsPage{List: list, Pager: pager(c, list.Next, list.Prev, len(list.Rows))}
	if p.Choice, err = s.centreChoice(c); err != nil {
		return err
	}
	for _, state := range stock.RepairStates() {
		p.Tabs = append(p.Tabs, stateTab(f, "/gudang/perbaikan", list.Centre, "repair_", string(state), state == list.State))
	}
	return s.page(c, views.Repairs(f, p))
}

// newRepairPage is the form of an order, with the unit filled in when a link says
// so.
func (s *Server) newRepairPage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Code      string `json:"code"`
		Complaint string `json:"complaint"`
	}](c)
	if err != nil {
		return err
	}
	form := s.form(c, "/gudang/perbaikan/baru").Set("code", in.Code).Set("complaint", in.Complaint).Set("where", stock.InWorkshop)
	return s.showNewRepair(c, form)
}

func (s *Server) showNewRepair(c *fiber.Ctx, form views.Form) error {
	if err := s.app.Stock.MayOpenRepair(c.UserContext()); err != nil {
		return err
	}
	places, err := s.placeOptions(c, visitOf(c).by.Centre)
	if err != nil {
		return err
	}
	f := s.frame(c, "repair.new")
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/perbaikan", Text: f.T("repair.title")}}
	form.Keep = "repair-new"
	return s.page(c, views.NewRepair(f, views.NewRepairPage{Form: form, Places: places}))
}

// openRepair opens an order and shows it.
func (s *Server) openRepair(c *fiber.Ctx) error {
	return acted(s, c, s.app.Stock.OpenRepair, func(form views.Form) error { return s.showNewRepair(c, form) },
		func(o stock.RepairOrder) error {
			return s.redirect(c, repairPath(o), "repair.opened", "number", o.Number, "code", o.Code)
		})
}

// repairPage is one order with all that can be done to it.
func (s *Server) repairPage(c *fiber.Ctx) error { return s.showRepair(c, "", views.Form{}) }

// showRepair shows the order in the address. A form that was refused, called by
// its name, keeps what was typed.
func (s *Server) showRepair(c *fiber.Ctx, name string, refused views.Form) error {
	sheet, err := s.app.Stock.Repair(c.UserContext(), idOf(c.Params("id")))
	if err != nil {
		return err
	}
	f := s.frame(c, "repair.one", "number", sheet.Order.Number)
	f.Lead = sheet.Model.Name
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/perbaikan?centre=" + sheet.Order.Centre, Text: f.T("repair.title")}}
	p := views.RepairPage{Sheet: sheet, CentreName: s.centreName(c, sheet.Order.Centre), Forms: map[string]views.Form{}}
	for _, form := range views.RepairForms() {
		p.Forms[form] = s.form(c, repairPath(sheet.Order)+"/"+form)
	}
	if name != "" {
		p.Refused = name
		p.Forms[name] = refused
	}
	if sheet.MayWork {
		if err := s.offerParts(c, sheet, &p); err != nil {
			return err
		}
	}
	return s.page(c, views.Repair(f, views.WithRepair(p)))
}

func (s *Server) offerParts(c *fiber.Ctx, sheet stock.RepairSheet, p *views.RepairPage) (err error) {
	if p.Parts, err = s.app.Stock.PartOffers(c.UserContext(), sheet.Order.Centre); err != nil {
		return err
	}
	p.Places, err = s.placeOptions(c, sheet.Order.Centre)
	return err
}

// repaired shows the order again after a form of it, or the form when it was
// refused.
func repaired[In any](s *Server, c *fiber.Ctx, name, message string, do func(*stock.Stock, *fiber.Ctx, In) (stock.RepairOrder, error)) error {
	in, form, err := bind[In](c)
	var o stock.RepairOrder
	if err == nil {
		o, err = do(s.app.Stock, c, in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showRepair(c, name, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, repairPath(o), message, "number", o.Number)
}

func (s *Server) stepRepair(c *fiber.Ctx) error {
	return repaired(s, c, views.FormStep, "repair.saved", func(st *stock.Stock, c *fiber.Ctx, in stock.RepairStep) (stock.RepairOrder, error) {
		return st.StepRepair(c.UserContext(), in)
	})
}

func (s *Server) diagnoseRepair(c *fiber.Ctx) error {
	return repaired(s, c, views.FormDiagnosis, "repair.saved", func(st *stock.Stock, c *fiber.Ctx, in stock.Diagnosing) (stock.RepairOrder, error) {
		return st.Diagnose(c.UserContext(), in)
	})
}

func (s *Server) usePart(c *fiber.Ctx) error {
	return repaired(s, c, views.FormPart, "repair.part_used", func(st *stock.Stock, c *fiber.Ctx, in stock.UsingPart) (stock.RepairOrder, error) {
		return st.UsePart(c.UserContext(), in)
	})
}

func (s *Server) putBackPart(c *fiber.Ctx) error {
	return repaired(s, c, views.FormPartBack, "repair.part_put_back", func(st *stock.Stock, c *fiber.Ctx, in stock.PuttingBack) (stock.RepairOrder, error) {
		return st.PutBack(c.UserContext(), in)
	})
}

func (s *Server) spendOnRepair(c *fiber.Ctx) error {
	return repaired(s, c, views.FormCost, "repair.saved", func(st *stock.Stock, c *fiber.Ctx, in stock.Spending) (stock.RepairOrder, error) {
		return st.Spend(c.UserContext(), in)
	})
}

func (s *Server) finishRepair(c *fiber.Ctx) error {
	return repaired(s, c, views.FormFinish, "repair.finished", func(st *stock.Stock, c *fiber.Ctx, in stock.Finishing) (stock.RepairOrder, error) {
		return st.FinishRepair(c.UserContext(), in)
	})
}

func (s *Server) cancelRepair(c *fiber.Ctx) error {
	return repaired(s, c, views.FormCancel, "repair.cancelled", func(st *stock.Stock, c *fiber.Ctx, in stock.Stopping) (stock.RepairOrder, error) {
		return st.CancelRepair(c.UserContext(), in)
	})
}

func (s *Server) proposeScrap(c *fiber.Ctx) error {
	return repaired(s, c, views.FormPropose, "repair.proposed", func(st *stock.Stock, c *fiber.Ctx, in stock.Proposing) (stock.RepairOrder, error) {
		return st.ProposeScrap(c.UserContext(), in)
	})
}

func (s *Server) decideScrap(c *fiber.Ctx) error {
	return repaired(s, c, views.FormDecide, "repair.decided", func(st *stock.Stock, c *fiber.Ctx, in stock.Deciding) (stock.RepairOrder, error) {
		return st.DecideScrap(c.UserContext(), in)
	})
}

// repairRulePage is when the centre proposes to scrap.
func (s *Server) repairRulePage(c *fiber.Ctx) error {
	return s.showRepairRule(c, views.Form{})
}

func (s *Server) showRepairRule(c *fiber.Ctx, form views.Form) error {
	rule, err := s.app.Stock.RepairRule(c.UserContext(), c.Query("centre"))
	if err != nil {
		return err
	}
	f := s.frame(c, "repair.rule_title")
	f.Lead = s.centreName(c, rule.Centre)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/perbaikan", Text: f.T("repair.title")}}
	if form.Action == "" {
		form = views.RuleForm(s.form(c, "/gudang/perbaikan/aturan"), rule)
	}
	return s.page(c, views.RepairRule(f, views.RepairRulePage{Rule: rule, Form: form, MayChange: s.app.Stock.MaySetRule(c.UserContext()) == nil}))
}

func (s *Server) setRepairRule(c *fiber.Ctx) error {
	return acted(s, c, s.app.Stock.SetRepairRule, func(form views.Form) error { return s.showRepairRule(c, form) },
		func(stock.RepairRule) error { return s.redirect(c, "/gudang/perbaikan/aturan", "repair.rule_set") })
}
