package handlers

import (
	"context"
	"strconv"
	"strings"

	"lumbung/app/disclosure"
	"lumbung/app/op"
	"lumbung/app/outcome"
	"lumbung/app/stock"
)

// groupSet is what became of the devices by kind of disability and province, as
// the pages of the numbers tell it: of all models of an innovation together, as
// of the end of a quarter, without small groups (docs/adr/0025).
func groupSet() dataSet {
	return dataSet{"angka-inovasi", "/katalog", []string{
		"innovation", "models", "url", "group", "group_code", "handed_over", "reached", "in_use", "rated", "satisfaction", "until_at",
	}, groupRows}
}

func groupRows(ctx context.Context, s *Server, row func(...any) error) error {
	told := map[op.ID]bool{} // innovations, told once for all their models
	for ask, more := (stock.ModelsAsk{Paging: stock.Paging{Limit: 200}}), true; more; more = ask.Cursor != "" {
		page, err := s.app.Stock.Models(ctx, ask)
		if err != nil {
			return err
		}
		for _, m := range page.Items {
			if !m.ForPeople() || told[m.Innovation] && !m.Innovation.IsZero() {
				continue
			}
			told[m.Innovation] = true
			if err := s.groupsOf(ctx, m, row); err != nil {
				return err
			}
		}
		ask.Cursor = page.Next
	}
	return nil
}

// groupsOf writes the rows of a model, or of all models of its innovation.
func (s *Server) groupsOf(ctx context.Context, m stock.Model, row func(...any) error) error {
	n, err := s.app.Outcomes.OfModel(ctx, m.Slug)
	if err != nil || n.Until.IsZero() {
		return err
	}
	var work any
	page := "/alat/" + m.Slug
	if !n.Realises.IsZero() {
		if x, err := s.app.Innovations.BySlug(ctx, n.Realises.String()); err == nil {
			work, page = x.Code, "/inovasi/"+x.Slug
		}
	}
	names := make([]string, len(n.Models))
	for i, x := range n.Models {
		names[i] = x.Slug
	}
	write := func(group, code string, g outcome.GroupRow) error {
		return row(work, strings.Join(names, " "), s.opt.Origin+page+"/angka", group, code, tellable(g.HandedOver), tellable(g.Reached), tellable(g.InUse), tellable(g.Rated),
			halves(g.Halves), instant(n.Until))
	}
	all := outcome.GroupRow{HandedOver: n.HandedOver, Reached: disclosure.Few, InUse: disclosure.Few, Rated: n.Rated, Halves: n.Halves}
	if err := write("all", "", all); err != nil {
		return err
	}
	for _, part := range []struct {
		group string
		outcome.Breakdown
	}{{"disability", n.Kinds}, {"province", n.Provinces}} {
		for _, g := range part.Rows {
			if err := write(part.group, g.Code, g); err != nil {
				return err
			}
		}
	}
	return nil
}

// halves is a mean that is told in halves, nil for one that is not told.
func halves(n int) any {
	if n == 0 {
		return nil
	}
	return strconv.FormatFloat(float64(n)/2, 'f', 1, 64)
}
