package handlers

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
)

// reorderRoutes are minima, and what has fallen below them.
func reorderRoutes() []route {
	return []route{
		{get, "/gudang/minimum", (*Server).rulesPage, 0},
		{get, "/gudang/minimum/baru", (*Server).newRulePage, 0},
		{post, "/gudang/minimum/baru", (*Server).addRule, 0},
		{get, "/gudang/minimum/:id", (*Server).rulePage, 0},
		{post, "/gudang/minimum/:id", (*Server).changeRule, 0},
		{post, "/gudang/minimum/:id/hapus", (*Server).removeRule, 0},
		{post, "/gudang/minimum/:id/tangani", (*Server).acknowledge, 0},
		{get, "/api/v1/reorder-rules", (*Server).rulesAPI, 0},
		{post, "/api/v1/reorder-rules", (*Server).setRuleAPI, 0},
		{get, "/api/v1/reorder-rules/:id", (*Server).ruleAPI, 0},
		{post, "/api/v1/reorder-rules/:id", (*Server).setRuleAPI, 0},
		{post, "/api/v1/reorder-rules/:id/remove", (*Server).removeRuleAPI, 0},
		{get, "/api/v1/shortages", (*Server).shortagesAPI, 0},
		{post, "/api/v1/shortages/:id/acknowledge", (*Server).acknowledgeAPI, 0},
	}
}

const rulesPath = "/gudang/minimum"

// rulesPage lists the minimums of a centre with what there is.
func (s *Server) rulesPage(c *fiber.Ctx) error {
	in, _, err := query[stock.RulesAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Rules(c.UserContext(), in)
	if err != nil {
		return err
	}
	choice, err := s.centreChoice(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "reorder.title")
	f.Lead, f.Crumbs = s.centreName(c, list.Centre), []views.Link{warehouseCrumb(f)}
	return s.page(c, views.Rules(f, views.RulesPage{
		List: list, CentreName: f.Lead, Choice: choice, Pager: pager(c, list.Next, list.Prev, len(list.Rows)),
	}))
}

func ruleCrumbs(f views.Frame) []views.Link {
	return []views.Link{warehouseCrumb(f), {Href: rulesPath, Text: f.T("reorder.title")}}
}

// newRulePage is the form of a minimum, for a model when the link to it says so.
func (s *Server) newRulePage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Model string `json:"model"`
	}](c)
	if err != nil {
		return err
	}
	return s.showRuleForm(c, s.form(c, rulesPath+"/baru").Set("model", in.Model).Set("window_days", "180"))
}

func (s *Server) showRuleForm(c *fiber.Ctx, form views.Form) error {
	models, err := s.app.Stock.Receivable(c.UserContext())
	if err != nil {
		return err
	}
	warehouses, err := s.warehouseOptions(c, visitOf(c).by.Centre)
	if err != nil {
		return err
	}
	f := s.frame(c, "reorder.new")
	f.Crumbs = ruleCrumbs(f)
	p := views.MinimumFormPage{Form: form, New: true, Warehouses: warehouses}
	for _, m := range models {
		p.Models = append(p.Models, views.Option{Value: m.Slug, Label: f.T("model.option", "name", m.Name, "code", m.Code)})
	}
	return s.page(c, views.MinimumForm(f, p))
}

// addRule sets a minimum and shows it.
func (s *Server) addRule(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showRuleForm(c, form) }
	return acted(s, c, s.app.Stock.SetRule, again, func(rule stock.ReorderRule) error {
		return s.redirect(c, rulesPath+"/"+rule.ID.String(), "reorder.saved")
	})
}

// rulePage is one minimum with its suggestion.
func (s *Server) rulePage(c *fiber.Ctx) error { return s.showRule(c, nil) }

// showRule shows a minimum; change may put a refused form in its place.
func (s *Server) showRule(c *fiber.Ctx, change func(*views.RulePage)) error {
	sheet, err := s.app.Stock.Rule(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	page := rulesPath + "/" + sheet.ID.String()
	f := s.frame(c, "reorder.one", "model", sheet.ModelName)
	f.Lead, f.Crumbs = s.centreName(c, sheet.Centre), ruleCrumbs(f)
	p := views.RulePage{
		Sheet: sheet, CentreName: f.Lead, MakerName: s.centreName(c, sheet.Maker),
		Edit: s.formOf(c, page, views.RuleValues(sheet.ReorderRule)), Remove: s.form(c, page+"/hapus"), Ack: s.form(c, page+"/tangani"),
	}
	p.Edit.ID, p.Ack.ID = "u-", "t-"
	p.Edit.Version, p.Remove.Version = versionText(sheet.Version), versionText(sheet.Version)
	s.sources(c, &p)
	if change != nil {
		change(&p)
	}
	return s.page(c, views.Rule(f, p))
}

// sources are the forms that bring what is missing, for those who may send them.
func (s *Server) sources(c *fiber.Ctx, p *views.RulePage) {
	by, model := visitOf(c).by, url.QueryEscape(p.Sheet.ModelSlug)
	may := func(path string, act policy.Action) bool {
		return s.pages[path] && policy.May(by, act, p.Sheet.Centre)
	}
	if may("/gudang/kiriman/baru", policy.TransferRequest) {
		p.Ask = "/gudang/kiriman/baru?model=" + model
	}
	if may("/gudang/produksi/baru", policy.ReceiptPost) && p.Sheet.Maker == p.Sheet.Centre {
		p.Make = "/gudang/produksi/baru?model=" + model
	}
	if may("/gudang/terima", policy.ReceiptPost) {
		p.Receive = "/gudang/terima?model=" + model
	}
}

// changeRule changes a minimum.
func (s *Server) changeRule(c *fiber.Ctx) error {
	in, form, err := bind[stock.NewRule](c)
	if err == nil {
		_, err = s.app.Stock.SetRule(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleRule(c, form)
	}
	return s.ruleDone(c, form, err, func(p *views.RulePage, f views.Form) {
		f.Version, f.ID = p.Edit.Version, p.Edit.ID
		p.Edit = f
	}, "reorder.saved")
}

func (s *Server) ruleDone(c *fiber.Ctx, form views.Form, err error, put func(*views.RulePage, views.Form), key string) error {
	if form, again := s.refused(c, form, err); again {
		return s.showRule(c, func(p *views.RulePage) { put(p, form) })
	}
	if err != nil {
		return err
	}
	return s.redirect(c, rulesPath+"/"+c.Params("id"), key)
}

// staleRule shows what somebody else has made of the minimum in the meantime.
func (s *Server) staleRule(c *fiber.Ctx, form views.Form) error {
	sheet, err := s.app.Stock.Rule(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	now := current{Version: versionText(sheet.Version), Page: rulesPath + "/" + sheet.ID.String()}
	values := views.RuleValues(sheet.ReorderRule)
	for _, x := range []views.Option{{Value: "minimum", Label: "reorder.minimum"}, {Value: "target", Label: "reorder.target"}, {Value: "lead_days", Label: "reorder.lead"}, {Value: "owner", Label: "reorder.owner"}} {
		now.Fields = append(now.Fields, currentField{Name: x.Value, Label: x.Label, Value: values[x.Value]})
	}
	return s.stale(c, form, now)
}

// removeRule takes a minimum away.
func (s *Server) removeRule(c *fiber.Ctx) error {
	in, form, err := bind[stock.RemovingRule](c)
	if err == nil {
		_, err = s.app.Stock.RemoveRule(c.UserContext(), in)
	}
	if err != nil {
		return s.ruleDone(c, form, err, func(p *views.RulePage, f views.Form) { p.Remove = f }, "")
	}
	return s.redirect(c, rulesPath, "reorder.removed")
}

// acknowledge says who sees to the shortage of a minimum.
func (s *Server) acknowledge(c *fiber.Ctx) error {
	in, form, err := bind[struct {
		Rule  string `json:"id"`
		Doing string `json:"doing"`
	}](c)
	if err == nil {
		err = s.acknowledgeOf(c, in.Rule, in.Doing)
	}
	return s.ruleDone(c, form, err, func(p *views.RulePage, f views.Form) {
		f.ID = p.Ack.ID
		p.Ack = f
	}, "reorder.seen_now")
}

func (s *Server) acknowledgeOf(c *fiber.Ctx, rule, doing string) error {
	sheet, err := s.app.Stock.Rule(c.UserContext(), rule)
	if err != nil {
		return err
	}
	if sheet.Open == nil {
		return fault.New(fault.Conflict, "reorder.not_short", nil)
	}
	_, err = s.app.Stock.Acknowledge(c.UserContext(), stock.Acknowledging{Shortage: sheet.Open.ID.String(), Doing: doing})
	return err
}

// The API.

func (s *Server) rulesAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Rules, func(list stock.RuleList) error {
		return listed(c, list.Rows, list.Next, list.Prev)
	})
}

func (s *Server) setRuleAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.SetRule, func(rule stock.ReorderRule) error {
		return created(c, "/api/v1/reorder-rules/"+rule.ID.String(), rule)
	})
}

func (s *Server) ruleAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Rule(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if sheet.Idle == nil {
		sheet.Idle = []stock.Idle{}
	}
	return found(c, sheet)
}

func (s *Server) removeRuleAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.RemoveRule, func(rule stock.ReorderRule) error {
		return created(c, "/api/v1/reorder-rules", rule)
	})
}

func (s *Server) shortagesAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Shortages, func(list stock.ShortageList) error {
		return listed(c, list.Rows, list.Next, list.Prev)
	})
}

func (s *Server) acknowledgeAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.Acknowledge, func(x stock.Shortage) error {
		return created(c, "/api/v1/shortages", x)
	})
}

// stockAlerts is what the page of a warehouse warns of: the first fifty minimums
// of the centre that are not met, and the open recalls.
func (s *Server) stockAlerts(c *fiber.Ctx, centre string) ([]stock.RuleLine, []stock.RecallLine, error) {
	recalls, err := s.app.Stock.Recalls(c.UserContext(), stock.RecallsAsk{})
	if err != nil || centre == "" {
		return nil, recalls.Rows, err
	}
	short, err := s.app.Stock.ShortRules(c.UserContext(), centre)
	return short, recalls.Rows, err
}
