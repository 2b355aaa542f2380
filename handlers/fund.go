package handlers

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/reference"
	"lumbung/app/stock"
	"lumbung/views"
	"lumbung/views/sheet"
)

// fundRoutes are funds and donors.
func fundRoutes() []route {
	return []route{
		{get, "/gudang/dana", (*Server).fundsPage, 0},
		{get, "/gudang/dana.csv", (*Server).fundsCSV, 0},
		{get, "/gudang/dana/baru", (*Server).newFundPage, 0},
		{post, "/gudang/dana/baru", (*Server).addFund, 0},
		{get, "/gudang/dana/unit", (*Server).fundUnitsPage, 0},
		{get, "/gudang/dana/unit.csv", (*Server).fundUnitsCSV, 0},
		{get, "/gudang/dana/:fund.csv", (*Server).fundCSV, 0},
		{get, "/gudang/dana/:fund", (*Server).fundPage, 0},
		{get, "/gudang/dana/:fund/sunting", (*Server).editFundPage, 0},
		{post, "/gudang/dana/:fund/sunting", (*Server).changeFund, 0},
		{get, "/dana/:fund.csv", (*Server).donorCSV, public | english},
		{get, "/dana/:fund", (*Server).donorPage, public | english},
		{get, "/api/v1/funds", (*Server).fundsAPI, 0},
		{post, "/api/v1/funds", (*Server).addFundAPI, 0},
		{get, "/api/v1/fund-units", (*Server).fundUnitsAPI, 0},
		{get, "/api/v1/funds/:fund", (*Server).fundAPI, 0},
		{post, "/api/v1/funds/:fund", (*Server).changeFundAPI, 0},
		{get, "/api/v1/donors/:fund", (*Server).donorAPI, public},
	}
}

// fundsPage lists the funds.
func (s *Server) fundsPage(c *fiber.Ctx) error {
	in, _, err := query[stock.FundsAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Funds(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "fund.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	p := views.FundsPage{List: list, Pager: views.Pager{Shown: len(list.Rows)}, Downloads: downloads(c, "/gudang/dana", "csv")}
	if list.Next != "" {
		p.Pager.Next = "/gudang/dana?after=" + url.QueryEscape(list.Next)
	}
	if in.After != "" {
		p.Pager.First = "/gudang/dana"
	}
	return s.page(c, views.Funds(f, p))
}

// fundsCSV answers with all funds as a file.
func (s *Server) fundsCSV(c *fiber.Ctx) error {
	list, err := s.app.Stock.Funds(c.UserContext(), stock.FundsAsk{Limit: 100})
	if err != nil {
		return err
	}
	l := visitOf(c).lang
	return answerTable(c, sheet.CSV, "dana", l.T("fund.title"), views.FundColumns(l), func(row func(...any) error) error {
		for {
			if err := writeRows((views.FundsPage{List: list}).FundRows(l))(row); err != nil || list.Next == "" {
				return err
			}
			if list, err = s.app.Stock.Funds(c.UserContext(), stock.FundsAsk{Limit: 100, After: list.Next}); err != nil {
				return err
			}
		}
	})
}

// fundUnitsCSV answers with the units of a fund as a file.
func (s *Server) fundUnitsCSV(c *fiber.Ctx) error {
	in, _, err := query[stock.FundUnitsAsk](c)
	if err != nil {
		return err
	}
	in.Limit = 200
	list, err := s.app.Stock.FundUnits(c.UserContext(), in)
	if err != nil {
		return err
	}
	l := visitOf(c).lang
	return answerTable(c, sheet.CSV, "unit-dana", l.T("unit.list"), views.FundUnitColumns(l), func(row func(...any) error) error {
		for {
			if err := writeRows(views.FundUnitRows(l, list))(row); err != nil || list.Next == "" {
				return err
			}
			in.Cursor = list.Next
			if list, err = s.app.Stock.FundUnits(c.UserContext(), in); err != nil {
				return err
			}
		}
	})
}

// fundPage shows what became of a fund.
func (s *Server) fundPage(c *fiber.Ctx) error {
	p, err := s.fundAsked(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "")
	f.Title = p.Trace.Fund.Name
	if f.Title == "" {
		f.Title = f.T("fund.none")
	}
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/dana", Text: f.T("fund.title")}}
	if p.Trace.Fund.Public {
		p.Share = s.base(c) + "/dana/" + p.Trace.Fund.Code
	}
	if p.Trace.Registered {
		p.Downloads = []views.Link{{Href: "/gudang/dana/" + p.Trace.Fund.Code + ".csv", Text: "CSV"}}
	}
	return s.page(c, views.Fund(f, p))
}

// fundAsked is the fund that the address names: by its code, or as "sebutan" by
// any text that lots name it with.
func (s *Server) fundAsked(c *fiber.Ctx) (views.FundPage, error) {
	ref := numberOf(c, "fund")
	if ref == "sebutan" {
		ref = c.Query("fund")
	}
	trace, err := s.app.Stock.Fund(c.UserContext(), ref)
	p := views.FundPage{Trace: trace, Centres: map[string]string{}}
	if err != nil {
		return p, err
	}
	for _, x := range trace.Centres {
		p.Centres[x.Centre] = s.centreName(c, x.Centre)
	}
	p.Provinces, err = provinceNames()
	return p, err
}

func provinceNames() (map[string]string, error) {
	book, err := reference.Load()
	if err != nil {
		return nil, fault.Wrap(err, "reference data")
	}
	names := map[string]string{}
	for _, p := range book.Provinces() {
		names[p.Code] = p.Name
	}
	return names, nil
}

// fundCSV answers with a fund as a file.
func (s *Server) fundCSV(c *fiber.Ctx) error {
	p, err := s.fundAsked(c)
	if err != nil {
		return err
	}
	l := visitOf(c).lang
	return answerTable(c, sheet.CSV, "dana-"+p.Trace.Fund.Code, l.T("fund.title"), views.FundColumns(l), writeRows(p.FundRows(l)))
}

// writeRows hands rows that are few to a table.
func writeRows(rows [][]any) func(func(...any) error) error {
	return func(row func(...any) error) error {
		for _, r := range rows {
			if err := row(r...); err != nil {
				return err
			}
		}
		return nil
	}
}

// fundUnitsPage lists the units that a fund paid for.
func (s *Server) fundUnitsPage(c *fiber.Ctx) error {
	in, _, err := query[stock.FundUnitsAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.FundUnits(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "fund.units_title", "name", in.Fund)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/dana", Text: f.T("fund.title")}}
	for _, m := range list.Models {
		f.Lead = m.Name
	}
	return s.page(c, views.FundUnits(f, views.FundUnitsPage{
		List: list, Pager: pager(c, list.Next, list.Prev, len(list.Units)), Downloads: downloads(c, "/gudang/dana/unit", "csv"),
	}))
}

// newFundPage is the form of a fund.
func (s *Server) newFundPage(c *fiber.Ctx) error {
	if err := s.app.Stock.MayAddFund(c.UserContext()); err != nil {
		return err
	}
	return s.showFundForm(c, s.form(c, "/gudang/dana/baru").Set("name", c.Query("name")), true)
}

func (s *Server) showFundForm(c *fiber.Ctx, form views.Form, fresh bool) error {
	f := s.frame(c, "fund.new")
	if !fresh {
		f = s.frame(c, "fund.edit_title", "name", form.Value("name"))
	}
	form.Keep = "fund" + form.Action
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/dana", Text: f.T("fund.title")}}
	return s.page(c, views.FundForm(f, views.FundFormPage{Form: form, New: fresh}))
}

// addFund enters a fund into the register.
func (s *Server) addFund(c *fiber.Ctx) error {
	in, form, err := bindFund(c)
	var fund stock.Fund
	if err == nil {
		fund, err = s.app.Stock.AddFund(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showFundForm(c, form, true)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/dana/"+fund.Code, "fund.saved", "name", fund.Name)
}

// bindFund reads the form of a fund; its other names stand one on a line.
func bindFund(c *fiber.Ctx) (stock.FundDetails, views.Form, error) {
	in, form, err := bind[stock.FundDetails](c)
	if !isAPI(c.Path()) {
		in.Texts = strings.Split(strings.Join(in.Texts, "\n"), "\n")
	}
	return in, form, err
}

// editFundPage is the form of a fund as it stands.
func (s *Server) editFundPage(c *fiber.Ctx) error {
	trace, err := s.app.Stock.Fund(c.UserContext(), numberOf(c, "fund"))
	if err != nil {
		return err
	}
	if !trace.MayChange {
		return fault.New(fault.Denied, "error.denied", nil)
	}
	form := s.formOf(c, "/gudang/dana/"+trace.Fund.Code+"/sunting", views.FundValues(trace.Fund))
	form.Version = versionText(trace.Fund.Version)
	return s.showFundForm(c, form, false)
}

// changeFund describes a fund anew.
func (s *Server) changeFund(c *fiber.Ctx) error {
	in, form, err := bindFund(c)
	var fund stock.Fund
	if err == nil {
		fund, err = s.app.Stock.ChangeFund(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleFund(c, form)
	}
	if form, again := s.refused(c, form, err); again {
		form.Version = form.Value("version")
		return s.showFundForm(c, form, false)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/dana/"+fund.Code, "fund.saved", "name", fund.Name)
}

// staleFund shows what somebody else has made of the fund meanwhile.
func (s *Server) staleFund(c *fiber.Ctx, form views.Form) error {
	trace, err := s.app.Stock.Fund(c.UserContext(), numberOf(c, "fund"))
	if err != nil {
		return err
	}
	now := current{Version: versionText(trace.Fund.Version), Page: "/gudang/dana/" + trace.Fund.Code + "/sunting"}
	values := views.FundValues(trace.Fund)
	for _, x := range views.FundLabels() {
		now.Fields = append(now.Fields, currentField{x.Value, x.Label, values[x.Value]})
	}
	return s.stale(c, form, now)
}

// donorPage answers where the goods of a public fund are.
func (s *Server) donorPage(c *fiber.Ctx) error {
	p, err := s.app.Stock.DonorPage(c.UserContext(), numberOf(c, "fund"))
	if err != nil {
		return err
	}
	f := s.frame(c, "donor.title", "name", p.Name)
	f.Lead, f.Description = p.Donor, f.T("donor.description", "name", p.Name)
	return s.page(c, views.Donor(f, views.DonorPage{Page: p, Share: s.base(c) + "/dana/" + p.Code}))
}

// donorCSV answers with the same as a file.
func (s *Server) donorCSV(c *fiber.Ctx) error {
	p, err := s.app.Stock.DonorPage(c.UserContext(), numberOf(c, "fund"))
	if err != nil {
		return err
	}
	provinces, err := provinceNames()
	if err != nil {
		return err
	}
	l := visitOf(c).lang
	return answerTable(c, sheet.CSV, "dana-"+p.Code, l.T("fund.title"), views.DonorColumns(l), writeRows(views.DonorPage{Page: p}.DonorRows(l, provinces)))
}
