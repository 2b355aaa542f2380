package views

import (
	"strings"
	"time"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// LoansPage lists the loans of a centre (/gudang/pinjaman).
type LoansPage struct {
	Choice CentreChoice
	List   stock.LoanList
	Tabs   []Link
	Pager  Pager
}

// NewLoanPage is the form of a loan (/gudang/pinjaman/baru).
type NewLoanPage struct{ Form Form }

// LoanPage is one loan with what can be done next (/gudang/pinjaman/{id}).
type LoanPage struct {
	Sheet          stock.LoanSheet
	Places         []Option
	Return, Extend Form
}

// LoanHref is the address of a loan.
func LoanHref(id string) string { return "/gudang/pinjaman/" + id }

func borrowerOptions(l i18n.Lang) (list []Option) {
	for _, b := range stock.Borrowers() {
		list = append(list, Option{Value: string(b), Label: l.T("choice.loan_borrower_" + string(b)), Hint: l.T("choice.loan_borrower_" + string(b) + "_hint")})
	}
	return list
}

func loanTone(x stock.Loan, now time.Time) Tone {
	switch {
	case x.Overdue(now):
		return Bad
	case x.State == stock.LoanOut:
		return Wait
	default:
		return Good
	}
}

// loanState is the state in a word, or by how many days it is late.
func loanState(l i18n.Lang, x stock.Loan, now time.Time) string {
	if x.Overdue(now) {
		return l.T("loan.overdue", "n", int(now.Sub(x.Due).Hours()/24)+1)
	}
	return l.T("state.loan_" + string(x.State))
}

func (p LoansPage) table(f Frame) Table {
	l := f.Lang
	t := Table{
		Caption: l.T("loan.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("loan.number")},
			{Label: l.T("loan.borrower")},
			{Label: l.T("loan.what")},
			{Label: l.T("loan.due")},
			{Label: l.T("transfer.state")},
		},
	}
	for _, x := range p.List.Loans {
		r := Row{Cells: []Cell{
			{Text: x.Number, Href: LoanHref(x.ID.String())},
			{Text: x.Name},
			{Text: p.goods(l, x)},
			{Text: l.ShortDate(x.Due)},
			{Content: Badge(loanTone(x, f.Now), loanState(l, x, f.Now))},
		}}
		if x.Overdue(f.Now) {
			r.Tone = Bad
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// goods counts the units of a loan by model.
func (p LoansPage) goods(l i18n.Lang, x stock.Loan) string {
	var names []string
	counts := map[string]int{}
	for _, u := range x.Units {
		name := p.List.Models[u.Model].Name
		if counts[name]++; counts[name] == 1 {
			names = append(names, name)
		}
	}
	for i, name := range names {
		names[i] = l.T("transfer.pieces", "n", counts[name], "model", name)
	}
	return strings.Join(names, ", ")
}

func (p LoanPage) facts(l i18n.Lang) []Definition {
	x := p.Sheet.Loan
	who := Definition{Term: l.T("loan.borrower"), Text: x.Name}
	if x.Borrower == stock.ToPerson {
		who.Href = personHref(x.Name)
	}
	facts := []Definition{
		who,
		{Term: l.T("loan.borrower_kind"), Text: l.T("choice.loan_borrower_" + string(x.Borrower))},
		{Term: l.T("loan.purpose"), Text: x.Purpose},
		{Term: l.T("loan.lent_at"), Text: l.T("receipt.recorded_by", "name", x.Lent.By, "time", l.DateTime(x.Lent.Occurred))},
		{Term: l.T("loan.due"), Text: l.Date(x.Due)},
	}
	for _, e := range x.Extended {
		facts = append(facts, Definition{Term: l.T("loan.extended"), Text: l.T("loan.extended_line", "from", e.From, "to", e.To, "reason", e.Note, "by", e.By)})
	}
	return facts
}

func (p LoanPage) units(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("unit.list"), HideCaption: true,
		Columns: []Column{{Label: l.T("unit.code")}, {Label: l.T("unit.serial")}, {Label: l.T("stock.model")}, {Label: l.T("loan.back")}},
	}
	for _, u := range p.Sheet.Loan.Units {
		back := Cell{Content: Badge(Wait, l.T("state.loan_out"))}
		if at := u.Back; !at.Recorded.IsZero() {
			tone, text := Good, l.T("loan.back_on", "date", at.Occurred, "by", at.By)
			if u.Lost {
				tone, text = Bad, l.T("loan.lost_on", "date", at.Occurred, "reason", at.Note)
			}
			back = Cell{Content: Badge(tone, text)}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: u.Code, Href: "/u/" + u.Code}, {Text: u.Serial}, {Text: p.Sheet.Models[u.Model].Name}, back}})
	}
	return t
}

// outUnits are the units that are still lent or were written off and may turn up.
func (p LoanPage) outUnits() (list []Option) {
	for _, u := range p.Sheet.Loan.Units {
		if u.Back.Recorded.IsZero() || u.Lost {
			list = append(list, Option{Value: u.Code, Label: u.Code + " · " + u.Serial, Hint: p.Sheet.Models[u.Model].Name})
		}
	}
	return list
}
