package handlers

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
)

// stockRoutes are what lies in a warehouse, unit by unit.
func stockRoutes() []route {
	return []route{
		{get, "/gudang", (*Server).stockPage, 0},
		{get, "/gudang/unit", (*Server).unitsPage, 0},
		{get, "/u/:code", (*Server).unitPage, public},
		{post, "/u/:code/periksa", (*Server).inspectUnit, 0},
		{post, "/u/:code/tahan", (*Server).holdUnit, 0},
		{get, "/api/v1/units", (*Server).unitsAPI, 0},
		{get, "/api/v1/units/:code", (*Server).unitAPI, 0},
	}
}

// toolGroup is a group of the work in a warehouse with its title.
type toolGroup struct {
	key   string
	tools []section
}

// warehouseTools is the menu of the warehouse, shown to those who may.
var warehouseTools = []toolGroup{
	{"stock.tools_daily", []section{
		{"/gudang/mutasi/baru", "move.new", policy.StockMove},
		{"/gudang/kiriman", "transfer.title", policy.TransferRead},
		{"/gudang/pinjaman", "loan.title", policy.LoanRead},
		{"/gudang/kembali", "return.new", policy.UnitReturn},
	}},
	{"stock.tools_care", []section{
		{"/gudang/kembali/antrean", "return.queue", policy.ReturnRead},
		{"/gudang/perbaikan", "repair.title", policy.RepairRead},
		{"/gudang/pemeliharaan", "care.title", policy.MaintenanceRead},
		{"/gudang/penarikan", "recall.title", policy.RecallRead},
	}},
	{"stock.tools_make", []section{
		{"/gudang/produksi", "production.title", policy.ProductionRead},
		{"/gudang/paket", "kit.title", policy.KitAssemble},
		{"/gudang/minimum", "reorder.title", policy.ReorderRead},
		{"/gudang/kedaluwarsa", "expiry.title", policy.StockRead},
	}},
	{"stock.tools_look", []section{
		{"/gudang/opname", "count.title", policy.CountRead},
		{"/gudang/laporan", "inventory.title", policy.StockRead},
		{"/gudang/mutasi", "movement.list", policy.StockRead},
		{"/gudang/dana", "fund.title", policy.FundRead},
	}},
	{"stock.tools_keep", []section{
		{"/gudang/tempat", "place.title", policy.StockRead},
		{"/gudang/label", "label.title", policy.LabelPrint},
		{"/gudang/impor", "import.title", policy.ImportRead},
	}},
}

// tools leads to what the actor may do in a warehouse.
func (s *Server) tools(c *fiber.Ctx, f views.Frame) (groups []views.ToolGroup) {
	for _, g := range warehouseTools {
		shown := views.ToolGroup{Title: f.T(g.key)}
		for _, x := range g.tools {
			if policy.Reach(visitOf(c).by.Role, x.act) != policy.Never && s.pages[x.path] {
				shown.Links = append(shown.Links, views.Link{Href: x.path, Text: f.T(x.key)})
			}
		}
		if len(shown.Links) > 0 {
			groups = append(groups, shown)
		}
	}
	return groups
}

// stockPage shows what a centre has.
func (s *Server) stockPage(c *fiber.Ctx) error {
	in, form, err := query[stock.CentreAsk](c)
	if err != nil {
		return err
	}
	sheet, err := s.app.Stock.OfCentre(c.UserContext(), in)
	if err != nil {
		return err
	}
	centres, err := s.centreOptions(c)
	if err != nil {
		return err
	}
	name := labelOf(centres, sheet.Centre)
	f := s.frame(c, "stock.title_of", "centre", name)
	if sheet.Centre == "" {
		f = s.frame(c, "site.warehouse")
		f.Lead = f.T("stock.choose_centre")
	}
	form.Lang = f.Lang
	tools := s.tools(c, f)
	if by := visitOf(c).by; mayAskTransfer(by) && sheet.Centre != by.Centre {
		ask := views.Link{Href: views.AskTransferHref(sheet.Centre, "", ""), Text: f.T("transfer.ask_here")}
		tools = append([]views.ToolGroup{{Title: f.T("transfer.title"), Links: []views.Link{ask}}}, tools...)
	}
	short, recalls, err := s.stockAlerts(c, sheet.Centre)
	if err != nil {
		return err
	}
	return s.page(c, views.Stock(f, views.StockPage{
		Short: short, Recalls: recalls,
		Sheet: sheet, CentreName: name, Filter: form.Set("centre", sheet.Centre), Centres: centres,
		Pager:    pager(c, sheet.Next, sheet.Prev, len(sheet.Rows)),
		MayModel: s.app.Stock.MayAddModel(c.UserContext()) == nil, Tools: tools,
	}))
}

// pager leads to the parts of a list around the one at hand.
func pager(c *fiber.Ctx, next, prev string, shown int) views.Pager {
	return views.Pager{Next: withCursor(c, next), Prev: withCursor(c, prev), Shown: shown}
}

// warehouseCrumb leads back from the pages under /gudang.
func warehouseCrumb(f views.Frame) views.Link {
	return views.Link{Href: "/gudang", Text: f.T("site.warehouse")}
}

// unitsPage lists the units behind a number.
func (s *Server) unitsPage(c *fiber.Ctx) error {
	in, _, err := query[stock.UnitsAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Units(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "unit.list_title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	p := views.UnitsPage{List: list, CentreName: s.centreName(c, list.Centre), Pager: pager(c, list.Next, list.Prev, len(list.Units))}
	f.Lead = p.CentreName
	p.Tags, p.Model = views.UnitTags(f.Lang, list.Centre, in.Bucket, in.Model), in.Model
	return s.page(c, views.Units(f, p))
}

// warehouseOptions are the warehouses of a centre to choose from.
func (s *Server) warehouseOptions(c *fiber.Ctx, centre string) ([]views.Option, error) {
	all, err := s.app.Centres.Warehouses(c.UserContext(), centre)
	options := make([]views.Option, 0, len(all))
	for _, w := range all {
		options = append(options, views.Option{Value: w.Code, Label: w.Name})
	}
	return options, err
}

// placeOptions are the warehouses of a centre with their shelves.
func (s *Server) placeOptions(c *fiber.Ctx, centre string) ([]views.Option, error) {
	houses, err := s.warehouseOptions(c, centre)
	if err != nil {
		return nil, err
	}
	var options []views.Option
	for _, house := range houses {
		options = append(options, house)
		shelves, err := s.app.Centres.Shelves(c.UserContext(), house.Value)
		if err != nil {
			return nil, err
		}
		for _, x := range shelves {
			options = append(options, views.Option{Value: x.Warehouse + "/" + x.Code, Label: house.Label + " · " + x.Name})
		}
	}
	return options, nil
}

// unitsAPI lists units by centre, bucket and model.
func (s *Server) unitsAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Units, func(list stock.UnitList) error {
		return listed(c, list.Units, list.Next, list.Prev)
	})
}

// keptNotices say which warehouses are in the middle of a document that takes
// more than one transaction, on every page of the warehouse: its numbers are not
// complete until then.
func (s *Server) keptNotices(c *fiber.Ctx, f views.Frame) []views.Flash {
	if f.Path != "/gudang" && !strings.HasPrefix(f.Path, "/gudang/") {
		return nil
	}
	kept, err := s.app.Stock.Kept(c.UserContext())
	if err != nil {
		return nil // who may not see the stock sees no page of it either
	}
	var out []views.Flash
	for len(kept) > 0 {
		first := kept[0]
		var places []string
		kept = slices.DeleteFunc(kept, func(k stock.Kept) bool {
			if k.Cause == first.Cause {
				places = append(places, k.Warehouse)
			}
			return k.Cause == first.Cause
		})
		text := f.T("stock.kept", "place", strings.Join(places, ", "), "done", first.Done, "total", first.Total)
		out = append(out, views.Flash{Tone: views.Warn, Text: text})
	}
	return out
}
