package views

import (
	"net/url"

	"lumbung/app/allocation"
	"lumbung/views/i18n"
)

// AllocationsPage lists the units that wait for their person (/alokasi).
type AllocationsPage struct {
	Shelf allocation.Shelf
	Tabs  []Link
	Pager Pager
}

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
			{Label: l.T("allocation.unit")}, {Label: l.T("request.model")}, {Label: l.T("person.name")},
			{Label: l.T("request.number")}, {Label: l.T("allocation.since")}, {Label: l.T("allocation.next")},
		},
	}
	for _, x := range p.Shelf.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.UnitCode, Href: "/u/" + x.UnitCode}, {Text: x.ModelName}, {Text: x.Who},
			{Text: x.RequestNo, Href: requestHref(x.RequestNo)}, {Text: l.ShortDate(x.Reserved)}, p.next(l, x),
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
