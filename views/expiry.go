package views

import (
	"net/url"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// ExpiryPage is what expires at a centre, by the day (/gudang/kedaluwarsa).
type ExpiryPage struct {
	Choice CentreChoice
	List   stock.ExpiryList
	Pager  Pager
}

// soonDays is how many days before its day a lot is marked.
const soonDays = 90

func (p ExpiryPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("expiry.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("expiry.day")},
			{Label: l.T("stock.model")},
			{Label: l.T("expiry.lot")},
			{Label: l.T("production.place")},
			{Label: l.T("receipt.amount"), Numeric: true},
			{Label: l.T("unit.state")},
			{Label: l.T("expiry.act")},
		},
	}
	for _, x := range p.List.Rows {
		tone, word := Good, l.T("expiry.in_days", "n", x.Days)
		act := Cell{Text: l.T("expiry.use_first"), Href: cardHref(x.Model.Slug, p.List.Centre)}
		switch {
		case x.Expired:
			tone, word = Bad, l.T("expiry.expired")
			act = Cell{Text: "–"}
			if p.List.MayWriteOff {
				act = Cell{Text: l.T("expiry.write_off"), Href: writeOffHref(x)}
			}
		case x.Days <= soonDays:
			tone = Warn
		}
		t.Rows = append(t.Rows, Row{Tone: tone, Cells: []Cell{
			{Text: l.Date(x.Lot.Expiry)},
			{Text: x.Model.Name, Href: "/alat/" + x.Model.Slug},
			{Text: workLot(l, x.Lot)},
			{Text: x.Balance.Node.Ref},
			{Text: l.Number(x.Balance.Quantity)},
			{Content: Badge(tone, word)},
			act,
		}})
	}
	return t
}

// writeOffHref leads to the form that writes an expired lot off, filled in.
func writeOffHref(x stock.Expiring) string {
	return "/gudang/mutasi/baru?" + url.Values{
		"kind": {string(stock.WrittenOff)}, "model": {x.Model.Slug}, "lot": {x.Lot.ID.String()}, "from": {x.Balance.Node.Ref}, "reason": {string(stock.Expired)},
	}.Encode()
}

// KitsPage puts kits together and takes them apart (/gudang/paket).
type KitsPage struct {
	Kits             []Option
	Places           []Option
	Assemble, Unpack Form
	May              bool
}
