package handlers

import (
	"context"
	"strconv"
	"strings"
	"time"

	"lumbung/app/catalogue"
	"lumbung/app/innovation"
	"lumbung/app/ska"
	"lumbung/app/stock"
	"lumbung/views"
)

// dataSet is a public list for machines. Its columns have the same names for
// good; new ones come at the end. A cell is a string, an int64 or nil for what
// is not known or not told. What a column means stands among the words, as
// choice.data_col_{name}: the same name means the same in every list. Those that
// end in _at are instants; the latest of them is when the list last changed.
type dataSet struct {
	name    string // as in /data/{name}.csv
	page    string // where people read the same
	columns []string
	rows    func(ctx context.Context, s *Server, row func(...any) error) error
}

// dataSets are all public lists, in the order of the page. A list of another
// feature is one more row here.
func dataSets() []dataSet {
	return []dataSet{
		{"inovasi", "/katalog", []string{
			"code", "url", "title", "summary", "kind", "disabilities", "iso9999", "centre", "tkt", "evidence", "documentation",
			"diffusion", "unit_cost", "published_at", "renewed_at", "archived_at",
		}, innovationRows},
		{"alat", "/katalog?jenis=alat", []string{
			"code", "url", "name", "summary", "iso9999", "maker_centre", "maker", "innovation", "availability", "centres_ready",
			"handed_over", "wait_weeks", "recalled", "changed_at",
		}, modelRows},
		{"sentra", "/sentra", []string{
			"code", "url", "name", "type", "region_code", "region", "address", "former_names", "ska", "makes", "valid_from", "valid_to", "merged_into", "changed_at",
		}, centreRows},
		{"produk", "/ska", []string{
			"slug", "url", "title", "kind", "line", "text", "centre", "place", "price_from", "price_to", "per", "hours", "available", "published_at", "changed_at",
		}, offeringRows},
		skaSet(), skaRoomSet(), skaToolSet(), skaCapacitySet(), skaTraineeSet(),
		needSet(),
		spreadSet(),
		groupSet(),
		{"angka", "/ruang-komando", []string{"set", "code", "name", "measure", "value", "hidden", "counted_at"}, numberRows},
	}
}

// instant is a moment as data writes it, nil for none.
func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339)
}

// known is a number that is nil while it is 0.
func known(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

func innovationRows(ctx context.Context, s *Server, row func(...any) error) error {
	for ask, more := (innovation.List{Limit: 200}), true; more; more = ask.Cursor != "" {
		page, err := s.app.Innovations.PublishedBy(ctx, ask)
		if err != nil {
			return err
		}
		for _, x := range page.Items {
			err := row(s.innovationRow(x)...)
			if err != nil {
				return err
			}
		}
		ask.Cursor = page.Next
	}
	return nil
}

// innovationRow is an innovation as a row of the public list.
func (s *Server) innovationRow(x innovation.Sheet) []any {
	var evidence any
	if x.Evidence != nil {
		evidence = int64(*x.Evidence)
	}
	return []any{
		x.Code, s.opt.Origin + "/inovasi/" + x.Slug, x.Title, x.Summary, string(x.Kind), strings.Join(x.Disabilities, " "), x.ISO, x.Centre,
		known(int64(x.Readiness.TKT)), evidence, known(int64(x.Documentation)), string(x.Diffusion), known(x.UnitCost),
		instant(x.PublishedAt), instant(x.RenewedAt), instant(x.ArchivedAt),
	}
}

func modelRows(ctx context.Context, s *Server, row func(...any) error) error {
	for ask, more := (stock.ModelsAsk{Paging: stock.Paging{Limit: 200}}), true; more; more = ask.Cursor != "" {
		page, err := s.app.Stock.Models(ctx, ask)
		if err != nil {
			return err
		}
		for _, m := range page.Items {
			if !m.ForPeople() {
				continue
			}
			if err := s.modelRow(ctx, m, row); err != nil {
				return err
			}
		}
		ask.Cursor = page.Next
	}
	return nil
}

// modelRow tells of a model what its page tells: bands, no place, and how many
// were handed over of all models of its innovation, as package outcome lets it
// be told.
func (s *Server) modelRow(ctx context.Context, m stock.Model, row func(...any) error) error {
	sheet, err := s.app.Stock.Model(ctx, m.ID.String())
	if err != nil {
		return err
	}
	e := catalogue.Entry{Kind: catalogue.KindModel, Supply: sheet.Supply}
	var centres, weeks any
	switch e.Band() {
	case catalogue.Available:
		centres = int64(sheet.Supply.Centres)
	case catalogue.Waiting:
		waits, err := s.app.Allocations.Waits(ctx, m.ID)
		if err != nil {
			return err
		}
		weeks = known(int64(waits[m.ID].Weeks))
	}
	given, err := s.app.Outcomes.OfModel(ctx, m.Slug)
	if err != nil {
		return err
	}
	notices, err := s.app.Stock.Notices(ctx, m.ID)
	if err != nil {
		return err
	}
	recalled := false
	for _, n := range notices {
		recalled = recalled || n.State == stock.RecallOpen
	}
	var work any
	if !m.Innovation.IsZero() {
		if x, err := s.app.Innovations.BySlug(ctx, m.Innovation.String()); err == nil {
			work = x.Code
		}
	}
	return row(m.Code, s.opt.Origin+"/alat/"+m.Slug, m.Name, m.Summary, m.ISO, m.MakerCentre, m.Maker, work, string(e.Band()), centres,
		tellable(given.HandedOver), weeks, strconv.FormatBool(recalled), instant(m.ChangedAt))
}

func centreRows(ctx context.Context, s *Server, row func(...any) error) error {
	list, err := s.app.Centres.All(ctx)
	if err != nil {
		return err
	}
	for _, x := range list {
		err := row(x.Code, s.opt.Origin+"/sentra/"+x.Code, x.Name, string(x.Type), x.Region, regionName(x.Region), x.Address, strings.Join(x.Aliases, "; "),
			strconv.FormatBool(x.SKA), strings.Join(x.Makes, "; "), views.DayValue(x.ValidFrom), views.DayValue(x.ValidTo), x.MergedInto, instant(x.Changed))
		if err != nil {
			return err
		}
	}
	return nil
}

// numberRows are the numbers of the command room as everybody may see them: a
// small group is hidden there already.
func numberRows(ctx context.Context, s *Server, row func(...any) error) error {
	snap, err := s.app.Room.Snapshot(ctx)
	if err != nil {
		return err
	}
	for _, line := range roomLines(snap)[1:] {
		cells := make([]any, len(line))
		for i, text := range line {
			cells[i] = text
		}
		if n, err := strconv.ParseInt(line[4], 10, 64); err == nil {
			cells[4] = n
		} else {
			cells[4] = nil
		}
		if err := row(append(cells, instant(snap.AsOf))...); err != nil {
			return err
		}
	}
	return nil
}

// offeringRows are the products and services of all SKA. Prices are information,
// in whole rupiah.
func offeringRows(ctx context.Context, s *Server, row func(...any) error) error {
	for ask, more := (ska.List{Limit: 200}), true; more; more = ask.Cursor != "" {
		page, err := s.app.SKA.Offerings(ctx, ask)
		if err != nil {
			return err
		}
		for _, o := range page.Items {
			err := row(o.Slug, s.opt.Origin+"/produk/"+o.Slug, o.Title, string(o.Kind), o.Line, o.Text, o.Centre, o.Place, known(o.PriceFrom), known(o.PriceTo),
				o.Per, o.Hours, strconv.FormatBool(o.Available), instant(o.PublishedAt), instant(o.ChangedAt))
			if err != nil {
				return err
			}
		}
		ask.Cursor = page.Next
	}
	return nil
}
