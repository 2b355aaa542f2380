package views

import (
	"net/url"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// NumberPage answers why the numbers of a model at a centre are so
// (/gudang/angka/{model}).
type NumberPage struct {
	Proof      stock.NumberProof
	CentreName string
}

func holdsBadge(l i18n.Lang, holds bool) Cell {
	if holds {
		return Cell{Content: Badge(Good, l.T("reckon.holds"))}
	}
	return Cell{Content: Badge(Bad, l.T("reckon.fails"))}
}

func (p NumberPage) buckets(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("reckon.by_units"), HideCaption: true,
		Columns: []Column{{Label: l.T("unit.state")}, {Label: l.T("reckon.tallied"), Numeric: true}, {Label: l.T("reckon.counted"), Numeric: true}, {Label: l.T("reckon.result")}},
	}
	for _, b := range p.Proof.Buckets {
		if b.Tallied == 0 && b.Counted == 0 {
			continue
		}
		row := Row{Cells: []Cell{
			{Text: l.T("state.unit_" + string(b.Bucket)), Href: unitsHref(p.Proof.Centre, b.Bucket, p.Proof.Model.Slug)},
			{Text: l.Number(b.Tallied)},
			{Text: l.Number(b.Counted)},
			holdsBadge(l, b.Holds()),
		}}
		if b.Capped {
			row.Cells[2].Text, row.Cells[3] = l.T("reckon.more_than", "n", b.Counted), Cell{Text: l.T("reckon.nightly")}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p NumberPage) places(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("reckon.by_place"), HideCaption: true, Empty: l.T("card.none"),
		Columns: []Column{
			{Label: l.T("card.place")},
			{Label: l.T("card.opening"), Numeric: true},
			{Label: l.T("reckon.plus_in"), Numeric: true},
			{Label: l.T("reckon.minus_out"), Numeric: true},
			{Label: l.T("reckon.reckoned"), Numeric: true},
			{Label: l.T("reckon.stored"), Numeric: true},
			{Label: l.T("reckon.result")},
		},
	}
	for _, x := range p.Proof.Places {
		href := "/gudang/kartu/" + url.PathEscape(p.Proof.Model.Slug) + "?" + url.Values{"centre": {p.Proof.Centre}, "place": {x.Code}}.Encode()
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Place.Name, Href: href},
			{Text: l.Number(x.Opening)},
			{Text: l.Number(x.In)},
			{Text: l.Number(x.Out)},
			{Text: l.Number(x.Reckoned)},
			{Text: l.Number(x.Stored)},
			holdsBadge(l, x.Holds()),
		}})
	}
	return t
}

// since says how far back the movements were read.
func (p NumberPage) since(l i18n.Lang) []string {
	var lines []string
	for _, x := range p.Proof.Places {
		if x.Since.IsZero() {
			lines = append(lines, l.T("reckon.from_first", "place", x.Place.Name, "n", x.Movements))
		} else {
			lines = append(lines, l.T("reckon.since", "place", x.Place.Name, "n", x.Movements, "since", l.Date(x.Since)))
		}
	}
	return lines
}

// stats say what is on hand, by the tally and by the places.
func (p NumberPage) stats(l i18n.Lang) []Stat {
	reckoned, stored := p.Proof.OnHand()
	t := p.Proof.Tally
	return []Stat{
		{Label: l.T("reckon.on_hand"), Value: l.Number(t.OnHand()), Note: l.T("reckon.on_hand_sum", "ready", t.Ready, "reserved", t.Reserved, "held", t.Held)},
		{Label: l.T("reckon.reckoned"), Value: l.Number(reckoned), Note: p.CentreName},
		{Label: l.T("reckon.stored"), Value: l.Number(stored), Note: p.CentreName},
	}
}
