package views

import (
	"lumbung/app/allocation"
	"lumbung/views/i18n"
)

// RecallCasesPage lists the people who hold recalled devices: of one recall, or
// of a centre (/gudang/penarikan/kontak).
type RecallCasesPage struct {
	Choice CentreChoice
	List   allocation.CaseList
	Tabs   []Link
	Pager  Pager
}

func (p RecallCasesPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("recall_case.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("person.name")},
			{Label: l.T("person.ref")},
			{Label: l.T("recall.number")},
			{Label: l.T("recall_case.unit")},
			{Label: l.T("recall_case.stage")},
			{Label: l.T("recall_case.due")},
		},
	}
	for _, x := range p.List.Rows {
		row := Row{Cells: []Cell{
			{Text: orDash(x.Who), Href: caseHref(x.ID.String())},
			{Text: orDash(x.PersonRef)},
			{Text: x.RecallNo, Href: recallHref(x.RecallNo)},
			{Text: l.T("handover.item", "model", x.ModelName, "code", x.UnitCode)},
			{Content: Badge(contactTone(x.Stage), l.T("state.contact_"+string(x.Stage)))},
			{Content: caseDue(l, x)},
		}}
		if x.PersonRef != "" {
			row.Cells[1].Href = personHref(x.PersonRef)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func contactTone(k allocation.ContactKind) Tone {
	switch stageSeries(k) {
	case 4:
		return Bad
	case 1, 3:
		return Warn
	case 2:
		return Wait
	default:
		return Good
	}
}

// RecallCasePage is one device with the person who holds it
// (/gudang/penarikan/kontak/{case}).
type RecallCasePage struct {
	Sheet      allocation.CaseSheet
	CentreName string
	Form       Form
}

func (p RecallCasePage) facts(l i18n.Lang) []Definition {
	x := p.Sheet
	who := "person.one"
	if x.Borrower != "" {
		who = "loan.borrower"
	}
	facts := []Definition{
		{Term: l.T("recall.number"), Text: x.RecallNo, Href: recallHref(x.RecallNo)},
		{Term: l.T(who), Text: orDash(x.Who)},
		{Term: l.T("recall_case.unit"), Text: l.T("handover.item", "model", x.ModelName, "code", x.UnitCode), Href: "/u/" + x.UnitCode},
		{Term: l.T("unit.serial"), Text: x.Serial},
		{Term: l.T("stock.centre"), Text: p.CentreName},
		{Term: l.T("recall_case.stage"), Content: Badge(contactTone(x.Stage), l.T("state.contact_"+string(x.Stage)))},
		{Term: l.T("recall_case.due"), Content: caseDue(l, x.CaseRow)},
	}
	if x.PersonRef != "" {
		facts[1].Href = personHref(x.PersonRef)
	}
	if x.Loan != "" {
		facts = append(facts, Definition{Term: l.T("loan.document"), Text: x.Loan})
	}
	return facts
}

func contactOptions(l i18n.Lang) (list []Option) {
	for _, k := range allocation.ContactKinds() {
		o := Option{Value: string(k), Label: l.T("state.contact_" + string(k))}
		if k.Closes() {
			o.Hint = l.T("recall_case.closes")
		}
		list = append(list, o)
	}
	return list
}

// moments is the log, the newest first, under the day that the recall began.
func (p RecallCasePage) moments(l i18n.Lang) []Moment {
	list := []Moment{{When: l.DateTime(p.Sheet.Opened), ISO: i18n.ISODate(p.Sheet.Opened), Tone: Bad, Title: l.T("recall_case.opened", "number", p.Sheet.RecallNo)}}
	for i, c := range p.Sheet.Contacts {
		m := Moment{When: l.Date(c.At), ISO: i18n.ISODate(c.At), Tone: contactTone(c.Kind), Title: l.T("state.contact_" + string(c.Kind)), Actor: c.By}
		if i < len(p.Sheet.Notes) {
			m.Text = p.Sheet.Notes[i]
		}
		if !c.Next.IsZero() {
			m.Title = l.T("recall_case.appointment_on", "date", c.Next)
		}
		list = append([]Moment{m}, list...)
	}
	return list
}
