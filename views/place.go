package views

import (
	"net/url"
	"strconv"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// PlacesPage is the warehouses and shelves of a centre (/gudang/tempat).
type PlacesPage struct {
	Tree    stock.PlaceTree
	Shelf   Form // adds a shelf
	Filter  Form // chooses the centre
	Centres []Option
}

func (p PlacesPage) houses() (list []Option) {
	for _, h := range p.Tree.Houses {
		list = append(list, Option{Value: h.Code, Label: h.Name})
	}
	return list
}

func placePath(code string) string { return "/gudang/tempat/isi?place=" + url.QueryEscape(code) }

// share is how long the bar of a place is, of a hundred: against the fullest of
// its warehouse.
func share(n int64, of stock.House) string {
	most := of.Pieces
	for _, s := range of.Shelves {
		most = max(most, s.Pieces)
	}
	if most == 0 {
		return "0"
	}
	return strconv.FormatInt(max(0, n)*100/most, 10)
}

// PlacePage is one warehouse or shelf (/gudang/tempat/isi).
type PlacePage struct {
	Sheet stock.PlaceSheet
	QR    string // SVG of its label; empty until it has one
	Tag   Form   // prints its label
	Pager Pager
}

// kind is what the place is, for its label.
func (p PlacePage) kind() stock.LabelKind {
	if p.Sheet.Node.Shelf() != "" {
		return stock.LabelShelf
	}
	return stock.LabelWarehouse
}

func (p PlacePage) may(a stock.Act) bool {
	for _, x := range p.Sheet.May {
		if x == a {
			return true
		}
	}
	return false
}

func (p PlacePage) stats(l i18n.Lang) []Stat {
	stats := []Stat{{Label: l.T("place.total"), Value: l.Number(p.Sheet.Total())}}
	if len(p.Sheet.Shelves) > 0 {
		stats = append(stats, Stat{Label: l.T("place.loose"), Value: l.Number(p.Sheet.Pieces)})
	}
	return stats
}

func (p PlacePage) contents(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("place.contents"), HideCaption: true, Empty: l.T("place.empty"),
		Columns: []Column{
			{Label: l.T("stock.model")}, {Label: l.T("receipt.lot")}, {Label: l.T("scan.expiry")}, {Label: l.T("place.pieces"), Numeric: true},
		},
	}
	for _, x := range p.Sheet.Contents {
		expiry := ""
		if !x.Lot.Expiry.IsZero() {
			expiry = l.Date(x.Lot.Expiry)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Model.Name, Href: cardHref(x.Model.Slug, p.Sheet.Place.Centre)}, {Text: orDash(x.Lot.Code)}, {Text: orDash(expiry)}, {Text: l.Number(x.Quantity)},
		}})
	}
	return t
}

func (p PlacePage) units(l i18n.Lang) Table { return unitsTable(l, p.Sheet.Units) }

// LookPage is what a search found when it was not one thing (/gudang/cari).
type LookPage struct {
	Form   Form
	Found  stock.Found
	Models map[string]string // names by the id of each unit
}

func (p LookPage) table(l i18n.Lang) Table {
	t := Table{Caption: l.T("unit.list"), HideCaption: true, Columns: []Column{{Label: l.T("unit.code")}, {Label: l.T("unit.serial")}, {Label: l.T("stock.model")}}}
	for _, u := range p.Found.Units {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: u.Code, Href: "/u/" + u.Code}, {Text: u.Serial}, {Text: p.Models[u.ID.String()]}}})
	}
	return t
}
