package handlers

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/stock"
	"lumbung/views"
)

// loanRoutes are loans.
func loanRoutes() []route {
	return []route{
		{get, "/gudang/pinjaman", (*Server).loansPage, 0},
		{post, "/gudang/pinjaman", (*Server).addLoan, 0},
		{get, "/gudang/pinjaman/baru", (*Server).newLoanPage, 0},
		{get, "/gudang/pinjaman/:id", (*Server).loanPage, 0},
		{post, "/gudang/pinjaman/:id/kembali", (*Server).returnLoan, 0},
		{post, "/gudang/pinjaman/:id/perpanjang", (*Server).extendLoan, 0},
		{get, "/api/v1/loans", (*Server).loansAPI, 0},
		{post, "/api/v1/loans", (*Server).addLoanAPI, 0},
		{get, "/api/v1/loans/:id", (*Server).loanAPI, 0},
		{post, "/api/v1/loans/:id/return", (*Server).returnLoanAPI, 0},
		{post, "/api/v1/loans/:id/extend", (*Server).extendLoanAPI, 0},
	}
}

// loansPage lists the loans of a centre.
func (s *Server) loansPage(c *fiber.Ctx) error {
	in, _, err := query[stock.LoansAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Loans(c.UserContext(), in)
	if err != nil {
		return err
	}
	choice, err := s.centreChoice(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "loan.title")
	f.Lead, f.Crumbs = s.centreName(c, list.Centre), []views.Link{warehouseCrumb(f)}
	p := views.LoansPage{Choice: choice, List: list, Pager: pager(c, list.Next, list.Prev, len(list.Loans))}
	for _, state := range []stock.LoanState{stock.LoanOut, stock.LoanClosed} {
		p.Tabs = append(p.Tabs, groupTab(f, "state", string(state), "state.loan_"+string(state), list.Centre, state == list.State))
	}
	return s.page(c, views.Loans(f, p))
}

// newLoanPage is the form of a loan, with a unit when the link to it names one.
func (s *Server) newLoanPage(c *fiber.Ctx) error {
	if err := s.app.Stock.MayLend(c.UserContext()); err != nil {
		return err
	}
	form := s.form(c, "/gudang/pinjaman").Set("borrower", string(stock.ToInstitution)).Set("codes", c.Query("code"))
	return s.showNewLoan(c, form)
}

func (s *Server) showNewLoan(c *fiber.Ctx, form views.Form) error {
	f := s.frame(c, "loan.new")
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/pinjaman", Text: f.T("loan.title")}}
	form.Keep = "loan-new"
	return s.page(c, views.NewLoan(f, views.NewLoanPage{Form: form}))
}

// addLoan hands units out for a time.
func (s *Server) addLoan(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showNewLoan(c, form) }
	return acted(s, c, s.app.Stock.Lend, again, func(l stock.Loan) error {
		return s.redirect(c, views.LoanHref(l.ID.String()), "loan.done_lent", "number", l.Number, "n", l.Out())
	})
}

// loanPage is one loan with what can be done next.
func (s *Server) loanPage(c *fiber.Ctx) error { return s.showLoan(c, func(*views.LoanPage) {}) }

func (s *Server) showLoan(c *fiber.Ctx, change func(*views.LoanPage)) error {
	sheet, err := s.app.Stock.Loan(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f := s.frame(c, "loan.one", "number", sheet.Loan.Number)
	f.Lead = s.centreName(c, sheet.Loan.Centre)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/pinjaman", Text: f.T("loan.title")}}
	path := views.LoanHref(sheet.Loan.ID.String())
	p := views.LoanPage{Sheet: sheet, Return: s.form(c, path+"/kembali"), Extend: s.form(c, path+"/perpanjang")}
	p.Extend.Version = versionText(sheet.Loan.Version)
	if sheet.MayReturn {
		if p.Places, err = s.placeOptions(c, sheet.Loan.Centre); err != nil {
			return err
		}
	}
	change(&p)
	p.Return.ID, p.Extend.ID = "kembali-", "perpanjang-"
	return s.page(c, views.Loan(f, p))
}

// loanStep takes one step of the loan of the page, and shows the page again with
// what was typed when it is refused.
func loanStep[In any](
	s *Server, c *fiber.Ctx, do func(context.Context, In) (stock.Loan, error), at func(*views.LoanPage, views.Form), done string,
) error {
	in, form, err := bind[In](c)
	var l stock.Loan
	if err == nil {
		l, err = do(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showLoan(c, func(p *views.LoanPage) {
			delete(form.Values, "version")
			at(p, form)
		})
	}
	if err != nil {
		return err
	}
	return s.redirect(c, views.LoanHref(l.ID.String()), done, "number", l.Number, "n", l.Out(), "due", l.Due)
}

func (s *Server) returnLoan(c *fiber.Ctx) error {
	return loanStep(s, c, s.app.Stock.ReturnLoan, func(p *views.LoanPage, f views.Form) { p.Return = f }, "loan.done_returned")
}

func (s *Server) extendLoan(c *fiber.Ctx) error {
	return loanStep(s, c, s.app.Stock.ExtendLoan, func(p *views.LoanPage, f views.Form) {
		f.Version = versionText(p.Sheet.Loan.Version)
		p.Extend = f
	}, "loan.done_extended")
}

// The API.

// loanAnswer is a loan as the API shows it.
type loanAnswer struct {
	stock.Loan
	Overdue bool `json:"overdue"`
}

func (s *Server) answerLoan(l stock.Loan) loanAnswer {
	if l.Extended == nil {
		l.Extended = []stock.Extension{}
	}
	return loanAnswer{l, l.Overdue(s.app.Now())}
}

// loansAPI lists the loans of a centre.
func (s *Server) loansAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Loans, func(list stock.LoanList) error {
		return listedAs(c, list.Loans, list.Next, list.Prev, s.answerLoan)
	})
}

// loanAPI answers with one loan.
func (s *Server) loanAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Loan(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return found(c, s.answerLoan(sheet.Loan))
}

// addLoanAPI hands units out for a time.
func (s *Server) addLoanAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.Lend, func(l stock.Loan) error {
		return created(c, "/api/v1/loans/"+l.ID.String(), s.answerLoan(l))
	})
}

func loanStepAPI[In any](s *Server, c *fiber.Ctx, do func(context.Context, In) (stock.Loan, error)) error {
	in, _, err := bind[In](c)
	if err != nil {
		return err
	}
	l, err := do(c.UserContext(), in)
	if err != nil {
		return err
	}
	return found(c, s.answerLoan(l))
}

func (s *Server) returnLoanAPI(c *fiber.Ctx) error { return loanStepAPI(s, c, s.app.Stock.ReturnLoan) }

func (s *Server) extendLoanAPI(c *fiber.Ctx) error { return loanStepAPI(s, c, s.app.Stock.ExtendLoan) }
