package views

import (
	"maps"
	"net/url"
	"slices"

	"lumbung/app/allocation"
	"lumbung/views/i18n"
)

// AllocationsPage lists the units that wait for their person (/alokasi).
type AllocationsPage struct {
	Choice CentreChoice
	Shelf  allocation.Shelf
	Tabs   []Link
	Pager  Pager
}

// CentreChoice is how those who belong to no centre choose one; for others it
// is empty.
type CentreChoice struct {
	Form    Form
	Centres []Option
}

// open tells whether a list can be shown: a centre is chosen, or one's own.
func (p CentreChoice) open() bool { return len(p.Centres) == 0 || p.Form.Value("centre") != "" }

func deliverHref(id string) string {
	return "/serah-terima/baru?" + url.Values{"alokasi": {id}}.Encode()
}

func stageTone(s allocation.Stage) Tone {
	switch s {
	case allocation.Reserved:
		return Wait
	case allocation.HandedOver:
		return Good
	default:
		return Neutral
	}
}

func (p AllocationsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("allocation.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("allocation.unit")},
			{Label: l.T("request.model")},
			{Label: l.T("person.name")},
			{Label: l.T("request.number")},
			{Label: l.T("allocation.since")},
			{Label: l.T("allocation.next")},
		},
	}
	for _, x := range p.Shelf.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.UnitCode, Href: "/u/" + x.UnitCode},
			{Text: x.ModelName},
			{Text: x.Who},
			{Text: x.RequestNo, Href: requestHref(x.RequestNo)},
			{Text: l.ShortDate(x.Reserved)},
			p.next(l, x),
		}})
	}
	return t
}

// next is what can be done with an allocation, or what became of it.
func (p AllocationsPage) next(l i18n.Lang, x allocation.Held) Cell {
	switch {
	case x.Stage == allocation.HandedOver:
		return Cell{Text: x.HandoverNo, Href: handoverHref(x.HandoverNo)}
	case x.Stage == allocation.Cancelled:
		return Cell{Text: word(l, "choice", "allocation_cancel_"+x.CancelReason)}
	case p.Shelf.MayDeliver:
		return Cell{Text: l.T("handover.begin"), Href: deliverHref(x.ID.String())}
	}
	return Cell{Content: Badge(stageTone(x.Stage), word(l, "state", "allocation_"+string(x.Stage)))}
}

// texts are the errors of a form, each once.
func (f Form) texts() []string {
	return slices.Compact(slices.Sorted(maps.Values(f.Errors)))
}
