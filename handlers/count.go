package handlers

import (
	"encoding/csv"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/stock"
	"lumbung/views"
)

// countRoutes are the pages of counts.
func countRoutes() []route {
	return []route{
		{get, "/gudang/opname", (*Server).countsPage, 0},
		{get, "/gudang/opname/baru", (*Server).newCountPage, 0},
		{post, "/gudang/opname/baru", (*Server).openCount, 0},
		{get, "/gudang/opname/:count", (*Server).countPage, 0},
		{get, "/gudang/opname/:count/hitung", (*Server).countingPage, 0},
		{post, "/gudang/opname/:count/hitung", (*Server).scanCount, 0},
		{post, "/gudang/opname/:count/jumlah", (*Server).tellCount, 0},
		{post, "/gudang/opname/:count/hapus", (*Server).forgetScan, 0},
		{post, "/gudang/opname/:count/selesai", (*Server).finishCount, 0},
		{get, "/gudang/opname/:count/baris", (*Server).countLinePage, 0},
		{post, "/gudang/opname/:count/baris", (*Server).cutCount, 0},
		{get, "/gudang/opname/:count/baris.csv", (*Server).countCSV, 0},
		{get, "/gudang/opname/:count/telaah", (*Server).reviewCountPage, 0},
		{post, "/gudang/opname/:count/telaah", (*Server).explainCount, 0},
		{post, "/gudang/opname/:count/ulang", (*Server).recountLines, 0},
		{post, "/gudang/opname/:count/setujui", (*Server).approveCount, 0},
		{post, "/gudang/opname/:count/lanjut", (*Server).resumeCount, 0},
		{post, "/gudang/opname/:count/batal", (*Server).cancelCount, 0},
		{post, "/gudang/opname/:count/tanda-tangan", (*Server).signCount, 0},
		{get, "/gudang/opname/:count/berita-acara", (*Server).countMinutes, 0},
		{get, "/bukti-opname/:count", (*Server).countProofPage, public},
	}
}

func countPath(c stock.Count) string { return "/gudang/opname/" + c.ID.String() }

// countsPage lists the stock-takings of a centre.
func (s *Server) countsPage(c *fiber.Ctx) error {
	in, _, err := query[stock.CountsAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Counts(c.UserContext(), in)
	if err != nil {
		return err
	}
	choice, err := s.centreChoice(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "count.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	f.Lead = s.centreName(c, list.Centre)
	return s.page(c, views.Counts(f, views.CountsPage{Choice: choice, List: list, Stage: in.Stage, Pager: pager(c, list.Next, list.Prev, len(list.Counts))}))
}

// newCountPage is the form that opens a stock-taking.
func (s *Server) newCountPage(c *fiber.Ctx) error {
	return s.showNewCount(c, s.form(c, "/gudang/opname/baru").Set("kind", string(stock.CountShelf)))
}

func (s *Server) showNewCount(c *fiber.Ctx, form views.Form) error {
	models, err := s.app.Stock.Countable(c.UserContext())
	if err != nil {
		return err
	}
	places, err := s.placeOptions(c, visitOf(c).by.Centre)
	if err != nil {
		return err
	}
	f := s.frame(c, "count.new")
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/opname", Text: f.T("count.title")}}
	p := views.NewCountPage{Form: form, Places: places}
	for _, m := range models {
		p.Models = append(p.Models, views.Option{Value: m.Slug, Label: f.T("model.option", "name", m.Name, "code", m.Code)})
	}
	return s.page(c, views.NewCount(f, p))
}

// openCount opens a stock-taking and leads to its counting.
func (s *Server) openCount(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showNewCount(c, form) }
	return acted(s, c, s.app.Stock.OpenCount, again, func(done stock.Count) error {
		return s.redirect(c, countPath(done), "count.opened", "number", done.Number, "n", done.Sums.Slots)
	})
}

// countFrame is the frame of a page about one count.
func (s *Server) countFrame(c *fiber.Ctx, count stock.Count, title string) views.Frame {
	f := s.frame(c, "")
	f.Title, f.Lead = count.Number, count.Scope
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/opname?centre=" + count.Centre, Text: f.T("count.title")}}
	if title != "" {
		f.Title = f.T(title)
		f.Crumbs = append(f.Crumbs, views.Link{Href: countPath(count), Text: count.Number})
	}
	return f
}

// countPage shows how far a count is, and what comes next.
func (s *Server) countPage(c *fiber.Ctx) error {
	return s.showCount(c, c.Params("count"), views.Form{}, "")
}

// showCount shows a count; form is one of its forms that was refused, with the
// last part of the address that it was sent to.
func (s *Server) showCount(c *fiber.Ctx, ref string, form views.Form, part string) error {
	sheet, err := s.app.Stock.Count(c.UserContext(), ref)
	if err != nil {
		return err
	}
	ask := stock.CountLinesAsk{Count: ref, State: stock.LineState(c.Query("state"))}
	ask.After, _ = strconv.ParseInt(c.Query("after"), 10, 64) // anything else is the beginning
	lines, err := s.app.Stock.CountLines(c.UserContext(), ask)
	if err != nil {
		return err
	}
	f := s.countFrame(c, sheet.Count, "")
	p := views.CountPage{Sheet: sheet, Lines: lines, State: ask.State, CentreName: s.centreName(c, sheet.Count.Centre)}
	path := countPath(sheet.Count)
	choose := func(name string) views.Form {
		if part == name {
			return form
		}
		out := s.form(c, path+"/"+name)
		out.ID = name + "-"
		return out
	}
	p.Finish, p.Cancel, p.Sign, p.Resume, p.Forget = choose("selesai"), choose("batal"), choose("tanda-tangan"), choose("lanjut"), choose("hapus")
	return s.page(c, views.Count(f, p))
}

// countingPage is where somebody counts: one place, scan after scan.
func (s *Server) countingPage(c *fiber.Ctx) error {
	in, _, err := query[stock.CountLineAsk](c)
	if err != nil {
		return err
	}
	return s.showCounting(c, in, countingForms{})
}

// countingForms are the two forms of the counting page as they were sent, and
// what came of the scans.
type countingForms struct {
	scan, tell *views.Form
	results    []stock.Scanned
}

func (s *Server) showCounting(c *fiber.Ctx, ask stock.CountLineAsk, forms countingForms) error {
	ask.Count = c.Params("count")
	at, err := s.app.Stock.CountAt(c.UserContext(), ask)
	if err != nil {
		return err
	}
	f := s.countFrame(c, at.Count, "count.counting")
	path := countPath(at.Count)
	p := views.CountingPage{At: at, Results: forms.results}
	p.Scan, p.Tell = s.form(c, path+"/hitung").Set("place", at.Place.Code), s.form(c, path+"/jumlah")
	if forms.scan != nil {
		p.Scan = *forms.scan
	}
	if forms.tell != nil {
		p.Tell = *forms.tell
	}
	p.Scan.ID, p.Tell.ID = "pindai-", "jumlah-"
	p.Forget = s.form(c, path+"/hapus")
	return s.page(c, views.Counting(f, p))
}

// countLinePage shows what stands behind a line of a count.
func (s *Server) countLinePage(c *fiber.Ctx) error {
	in, _, err := query[stock.CountLineAsk](c)
	if err != nil {
		return err
	}
	return s.showCountLine(c, in, nil)
}

func (s *Server) showCountLine(c *fiber.Ctx, ask stock.CountLineAsk, form *views.Form) error {
	ask.Count = c.Params("count")
	sheet, err := s.app.Stock.CountLine(c.UserContext(), ask)
	if err != nil {
		return err
	}
	f := s.countFrame(c, sheet.Count, "count.line")
	f.Lead = f.T("count.model_at", "model", sheet.Line.ModelName, "place", sheet.Line.PlaceName)
	p := views.CountLinePage{Sheet: sheet, Cut: s.form(c, countPath(sheet.Count)+"/baris").Set("place", sheet.Place).Set("model", sheet.Line.ModelCode)}
	if form != nil {
		p.Cut = *form
	}
	return s.page(c, views.CountLine(f, p))
}

// reviewCountPage is where differences get their reasons and another person than
// the counters decides.
func (s *Server) reviewCountPage(c *fiber.Ctx) error { return s.showCountReview(c, nil, "") }

func (s *Server) showCountReview(c *fiber.Ctx, form *views.Form, part string) error {
	ref := c.Params("count")
	sheet, err := s.app.Stock.Count(c.UserContext(), ref)
	if err != nil {
		return err
	}
	ask := stock.CountLinesAsk{Count: ref, State: stock.LineDiffers}
	ask.After, _ = strconv.ParseInt(c.Query("after"), 10, 64)
	lines, err := s.app.Stock.CountLines(c.UserContext(), ask)
	if err != nil {
		return err
	}
	f := s.countFrame(c, sheet.Count, "count.review")
	p := views.ReviewCountPage{Sheet: sheet, Lines: lines}
	path := countPath(sheet.Count)
	p.Explain, p.Recount, p.Approve = s.form(c, path+"/telaah"), s.form(c, path+"/ulang"), s.form(c, path+"/setujui")
	p.Approve.Version = versionText(sheet.Count.Version)
	for i, l := range lines.Lines {
		p.Explain = p.Explain.Set("lines."+strconv.Itoa(i)+".reason", string(l.Reason)).Set("lines."+strconv.Itoa(i)+".note", l.Note)
	}
	switch {
	case form == nil:
	case part == "telaah":
		p.Explain = *form
	case part == "ulang":
		p.Recount = *form
	default:
		form.Version = p.Approve.Version
		p.Approve = *form
	}
	p.Explain.ID, p.Recount.ID, p.Approve.ID = "alasan-", "ulang-", "setuju-"
	return s.page(c, views.ReviewCount(f, p))
}

// countCSV is all lines of a count as a table for machines.
func (s *Server) countCSV(c *fiber.Ctx) error {
	rows := [][]string{{
		"no", "place", "place_name", "model", "model_name", "lot", "booked", "counted", "state", "difference", "value", "reason", "note",
		"lost", "gained", "not_posted", "because", "closed_at", "closed_by",
	}}
	count, err := s.app.Stock.EachCountLine(c.UserContext(), c.Params("count"), func(l stock.CountLine) error {
		rows = append(rows, countRows(l)...)
		return nil
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+count.Number+`.csv"`)
	if err := csv.NewWriter(c.Response().BodyWriter()).WriteAll(rows); err != nil {
		return fault.Wrap(err, "write csv")
	}
	return nil
}

// countRows are the rows of one line: one for a serialised model, one for each
// lot of a counted one.
func countRows(l stock.CountLine) (rows [][]string) {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	row := func(lot string, booked, difference, value, lost, gained int64, counted, why string) []string {
		return []string{
			number(l.No), l.Node.Ref, plainCell(l.PlaceName), plainCell(l.ModelCode), plainCell(l.ModelName), plainCell(lot),
			number(booked), counted, string(l.State()), number(difference), number(value), string(l.Reason), plainCell(l.Note),
			number(lost), number(gained), number(l.Left), why, stamp(l.Closed), plainCell(l.ClosedBy),
		}
	}
	if l.Tracking == stock.Serialised {
		counted := number(l.Seen())
		if !l.Done() && l.Seen() == 0 {
			counted = ""
		}
		return [][]string{row("", l.Booked, l.Difference(), l.Value, l.Lost, l.Gained, counted, l.Why)}
	}
	for _, x := range l.Lots {
		counted := ""
		if !x.At.IsZero() {
			counted = number(x.Counted)
		}
		name := x.Code
		if name == "" {
			name = x.Lot.String()
		}
		rows = append(rows, row(name, x.Booked, x.Difference(), x.Difference()*x.UnitCost, max(-x.Posted, 0), max(x.Posted, 0), counted, x.Why))
	}
	return rows
}

func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// placeQuery is the query of a page about one place of a count.
func placeQuery(place string) string {
	if strings.TrimSpace(place) == "" {
		return ""
	}
	return "?" + url.Values{"place": {place}}.Encode()
}
