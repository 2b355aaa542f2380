package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
)

// careRoutes are services, their plans, and guarantees.
func careRoutes() []route {
	return []route{
		{get, "/gudang/pemeliharaan", (*Server).duePage, 0},
		{get, "/gudang/pemeliharaan/catat", (*Server).servicePage, 0},
		{post, "/gudang/pemeliharaan/catat", (*Server).recordService, 0},
		{get, "/gudang/garansi", (*Server).warrantiesPage, 0},
		{get, "/alat/:model/pemeliharaan", (*Server).plansPage, 0},
		{post, "/alat/:model/pemeliharaan", (*Server).putPlan, 0},
		{post, "/alat/:model/pemeliharaan/hapus", (*Server).dropPlan, 0},
		{get, "/api/v1/services/due", (*Server).dueAPI, 0},
		{post, "/api/v1/services", (*Server).recordServiceAPI, 0},
		{get, "/api/v1/units/:code/services", (*Server).servicesAPI, 0},
		{get, "/api/v1/models/:model/plans", (*Server).plansAPI, 0},
		{post, "/api/v1/models/:model/plans", (*Server).putPlanAPI, 0},
		{post, "/api/v1/models/:model/plans/:plan/drop", (*Server).dropPlanAPI, 0},
		{get, "/api/v1/warranties", (*Server).warrantiesAPI, 0},
	}
}

// duePage lists what needs a service, the first due first: at the centre, or with
// those who use its devices.
func (s *Server) duePage(c *fiber.Ctx) error {
	in, _, err := query[stock.DueAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.DueServices(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "care.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	f.Lead = s.centreName(c, list.Centre)
	p := views.DuePage{List: list, Pager: pager(c, list.Next, list.Prev, len(list.Rows)), Refs: s.personRefs(c, list)}
	if p.Choice, err = s.centreChoice(c); err != nil {
		return err
	}
	for _, where := range []string{stock.CareHere, stock.CareOut} {
		tab := stateTab(f, "/gudang/pemeliharaan", list.Centre, "care_", where, where == list.Where)
		p.Tabs = append(p.Tabs, tab)
	}
	return s.page(c, views.DueServices(f, p))
}

// personRefs are the references of the persons who use the devices of a list, by
// the id of the unit, for those who may read persons: whom to call, without a
// name.
func (s *Server) personRefs(c *fiber.Ctx, list stock.DueList) map[string]string {
	refs := map[string]string{}
	if list.Where != stock.CareOut || !policy.May(visitOf(c).by, policy.PersonRead, list.Centre) {
		return refs
	}
	for _, x := range list.Rows {
		if x.Unit.Node.Kind != stock.AtBeneficiary {
			continue
		}
		if person, err := s.app.People.Person(c.UserContext(), x.Unit.Node.Ref); err == nil {
			refs[x.Unit.ID.String()] = person.Ref
		}
	}
	return refs
}

// servicePage is the form of a service that was done to a unit.
func (s *Server) servicePage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Code string `json:"code"`
		Plan op.ID  `json:"plan"`
	}](c)
	if err != nil {
		return err
	}
	form := s.form(c, "/gudang/pemeliharaan/catat").Set("code", in.Code)
	if !in.Plan.IsZero() {
		form = form.Set("plan", in.Plan.String())
	}
	return s.showService(c, in.Code, form)
}

func (s *Server) showService(c *fiber.Ctx, code string, form views.Form) error {
	if err := s.app.Stock.MayService(c.UserContext()); err != nil {
		return err
	}
	f := s.frame(c, "care.record")
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/pemeliharaan", Text: f.T("care.title")}}
	p := views.ServicePage{Form: form}
	if code != "" {
		sheet, err := s.app.Stock.CareOf(c.UserContext(), code)
		if err != nil {
			return err
		}
		p.Sheet, f.Lead = sheet, sheet.Model.Name
	}
	return s.page(c, views.RecordService(f, p))
}

// recordService records a service; one that found something to repair goes on to
// the order.
func (s *Server) recordService(c *fiber.Ctx) error {
	return acted(s, c, s.app.Stock.RecordService, func(form views.Form) error { return s.showService(c, form.Value("code"), form) },
		func(x stock.Service) error {
			if x.Repair {
				return s.redirect(c, views.RepairFor(x), "care.recorded_repair", "number", x.Number, "code", x.Code)
			}
			return s.redirect(c, "/u/"+x.Code, "care.recorded", "number", x.Number, "code", x.Code)
		})
}

// plansPage is the plans of a model.
func (s *Server) plansPage(c *fiber.Ctx) error {
	return s.showPlans(c, s.form(c, "/alat/"+c.Params("model")+"/pemeliharaan").Set("basis", string(stock.FromReceipt)))
}

func (s *Server) showPlans(c *fiber.Ctx, form views.Form) error {
	sheet, err := s.app.Stock.Plans(c.UserContext(), c.Params("model"))
	if err != nil {
		return err
	}
	f := s.frame(c, "care.plans")
	f.Lead = sheet.Model.Name
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/alat/" + sheet.Model.Slug, Text: sheet.Model.Name}}
	return s.page(c, views.Plans(f, views.PlansPage{Sheet: sheet, Form: form, Drop: s.form(c, "/alat/"+sheet.Model.Slug+"/pemeliharaan/hapus")}))
}

func (s *Server) putPlan(c *fiber.Ctx) error {
	return acted(s, c, s.app.Stock.PutPlan, func(form views.Form) error { return s.showPlans(c, form) },
		func(b stock.PlanBook) error {
			return s.redirect(c, "/alat/"+c.Params("model")+"/pemeliharaan", "care.plan_saved", "n", len(b.Plans))
		})
}

func (s *Server) dropPlan(c *fiber.Ctx) error {
	return acted(s, c, s.app.Stock.DropPlan, func(form views.Form) error { return s.showPlans(c, form) },
		func(b stock.PlanBook) error {
			return s.redirect(c, "/alat/"+c.Params("model")+"/pemeliharaan", "care.plan_saved", "n", len(b.Plans))
		})
}

// warrantiesPage lists warranties that end soon.
func (s *Server) warrantiesPage(c *fiber.Ctx) error {
	in, form, err := query[stock.WarrantiesAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Warranties(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "warranty.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	f.Lead = s.centreName(c, list.Centre)
	form.Lang = f.Lang
	p := views.WarrantiesPage{List: list, Filter: views.DaysForm(form, list), Pager: pager(c, list.Next, "", len(list.Rows))}
	if p.Choice, err = s.centreChoice(c); err != nil {
		return err
	}
	return s.page(c, views.Warranties(f, p))
}

// The API.

func (s *Server) dueAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.DueServices, func(list stock.DueList) error {
		return listedAs(c, list.Rows, list.Next, list.Prev, dueShapeOf)
	})
}

// dueShape is a unit with what falls due, without who uses it.
type dueShape struct {
	Code  string      `json:"code"`
	Model string      `json:"model"`
	Place string      `json:"place"` // kind of the node: never a person
	Due   string      `json:"due_at"`
	Plans []planShape `json:"plans"`
}

type planShape struct {
	Plan string `json:"plan"`
	Name string `json:"name"`
	stock.Care
}

func dueShapeOf(x stock.Due) dueShape {
	out := dueShape{
		Code: x.Unit.Code, Model: x.Model.Slug, Place: string(x.Unit.Node.Kind), Due: x.First.UTC().Format("2006-01-02T15:04:05Z"), Plans: []planShape{},
	}
	for _, p := range x.Plans {
		out.Plans = append(out.Plans, planShape{Plan: p.Plan.ID.String(), Name: p.Plan.Name, Care: p.Care})
	}
	return out
}

func (s *Server) recordServiceAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.RecordService, func(x stock.Service) error {
		return created(c, "/api/v1/units/"+x.Code+"/services", x)
	})
}

func (s *Server) plansAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Plans(c.UserContext(), c.Params("model"))
	if err != nil {
		return err
	}
	return listed(c, sheet.Book.Plans, "", "")
}

func (s *Server) putPlanAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.PutPlan, func(b stock.PlanBook) error {
		return listed(c, b.Plans, "", "")
	})
}

func (s *Server) dropPlanAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.DropPlan, func(b stock.PlanBook) error {
		return listed(c, b.Plans, "", "")
	})
}

func (s *Server) servicesAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.CareOf(c.UserContext(), c.Params("code"))
	if err != nil {
		return err
	}
	return listed(c, sheet.Services, "", "")
}

func (s *Server) warrantiesAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Warranties, func(list stock.Warranties) error {
		return listedAs(c, list.Rows, list.Next, "", func(x stock.Covered) warrantyShape {
			return warrantyShape{x.Lot.ID.String(), x.Model.Slug, x.Receipt.Number, x.Receipt.Quantity, x.Lot.Warranty.UTC().Format("2006-01-02T15:04:05Z")}
		})
	})
}

// warrantyShape is a lot whose warranty ends.
type warrantyShape struct {
	Lot      string `json:"lot"`
	Model    string `json:"model"`
	Receipt  string `json:"receipt"`
	Quantity int64  `json:"quantity"`
	Until    string `json:"until"`
}
