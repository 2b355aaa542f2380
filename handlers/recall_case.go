package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/allocation"
	"lumbung/app/stock"
	"lumbung/views"
)

const casesPath = "/gudang/penarikan/kontak"

// recallCasesPage lists who holds recalled devices: of a centre, or of one recall
// when the address names it.
func (s *Server) recallCasesPage(c *fiber.Ctx) error {
	in, _, err := query[allocation.CasesAsk](c)
	if err != nil {
		return err
	}
	page := casesPath
	if id := c.Params("id"); id != "" {
		in.Recall, page = id, "/gudang/penarikan/"+id+"/kontak"
	}
	list, err := s.app.Allocations.RecallCases(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "recall_case.title")
	f.Lead, f.Crumbs = list.CentreName, recallCrumbs(f)
	p := views.RecallCasesPage{List: list, Pager: pager(c, list.Next, list.Prev, len(list.Rows))}
	if list.Recall.Number != "" {
		f.Crumbs = append(f.Crumbs, views.Link{Href: "/gudang/penarikan/" + list.Recall.Number, Text: list.Recall.Number})
	} else if p.Choice, err = s.centreChoice(c); err != nil {
		return err
	}
	for _, state := range []allocation.CaseState{allocation.CaseOpen, allocation.CaseClosed} {
		p.Tabs = append(p.Tabs, stateTab(f, page, in.Centre, "recall_case_", string(state), state == list.State))
	}
	return s.page(c, views.RecallCases(f, p))
}

// recallCasePage is one device with the person who holds it.
func (s *Server) recallCasePage(c *fiber.Ctx) error {
	return s.showCase(c, s.form(c, casesPath+"/"+c.Params("case")))
}

func (s *Server) showCase(c *fiber.Ctx, form views.Form) error {
	sheet, err := s.app.Allocations.RecallCase(c.UserContext(), c.Params("case"))
	if err != nil {
		return err
	}
	f := s.frame(c, "recall_case.one", "code", sheet.UnitCode)
	f.Lead = sheet.ModelName
	f.Crumbs = append(recallCrumbs(f), views.Link{Href: casesPath, Text: f.T("recall_case.title")})
	form.Version = versionText(sheet.Version)
	return s.page(c, views.RecallCase(f, views.RecallCasePage{Sheet: sheet, CentreName: s.centreName(c, sheet.Centre), Form: form}))
}

// recordContact notes a contact and stays with the case.
func (s *Server) recordContact(c *fiber.Ctx) error {
	in, form, err := bind[allocation.NewContact](c)
	if err == nil {
		_, err = s.app.Allocations.RecordContact(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showCase(c, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, casesPath+"/"+c.Params("case"), "recall_case.saved")
}

// closeRecall closes a recall by hand.
func (s *Server) closeRecall(c *fiber.Ctx) error {
	in, form, err := bind[allocation.ClosingRecall](c)
	var rec stock.Recall
	if err == nil {
		rec, err = s.app.Allocations.CloseRecall(c.UserContext(), in)
	}
	return s.recallDone(c, form, err, func(x *recallForms, f views.Form) { x.end = f }, "recall.closed_now", rec.Number)
}

// The API.

func (s *Server) closeRecallAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Allocations.CloseRecall, func(rec stock.Recall) error {
		return created(c, "/api/v1/recalls/"+rec.Number, rec)
	})
}

func (s *Server) recallCasesAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Allocations.RecallCases, func(list allocation.CaseList) error {
		return listed(c, list.Rows, list.Next, list.Prev)
	})
}

// caseShape is a case in answers, with what was said.
type caseShape struct {
	allocation.CaseRow
	Notes []string `json:"notes"`
}

func (s *Server) recallCaseAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Allocations.RecallCase(c.UserContext(), c.Params("case"))
	if err != nil {
		return err
	}
	return found(c, caseShape{sheet.CaseRow, sheet.Notes})
}

func (s *Server) recordContactAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Allocations.RecordContact, func(done allocation.RecallCase) error {
		done.Sealed = nil
		return created(c, "/api/v1/recall-cases/"+done.ID.String(), done)
	})
}
