package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"lumbung/app/stock"
	"lumbung/views/i18n"
	"lumbung/views/paper"
	"lumbung/views/sheet"
)

// CardPage is a stock card (/gudang/kartu/{model}).
type CardPage struct {
	Card       stock.Card
	CentreName string
	Filter     Form // chooses place, lot and period
	Places     []Option
	Lots       []Option
	Periods    []Option
	Downloads  []Link
	Pager      Pager
}

// LotOptions are the lots of a card to choose from.
func LotOptions(l i18n.Lang, card stock.Card) []Option {
	options := make([]Option, 0, len(card.Lots))
	for _, x := range card.Lots {
		options = append(options, Option{Value: x.ID.String(), Label: lotName(l, x)})
	}
	return options
}

// lotName is how people know a lot: by its batch number, else by when it came in
// and from which fund.
func lotName(l i18n.Lang, x stock.Lot) string {
	name := x.Code
	if name == "" {
		name = l.ShortDate(x.ReceivedAt)
	}
	if x.Fund != "" {
		name += " · " + x.Fund
	}
	return name
}

// PeriodOptions are the periods of this year and the last to choose from.
func PeriodOptions(l i18n.Lang, now time.Time) (options []Option) {
	year := now.In(i18n.WIB).Year()
	for _, y := range []int{year, year - 1} {
		for _, name := range stock.Periods(y, now) {
			options = append(options, Option{Value: name, Label: PeriodName(l, name)})
		}
	}
	return options
}

// PeriodName is a period in words: Semester I 2026.
func PeriodName(l i18n.Lang, name string) string {
	year, part, cut := strings.Cut(name, "-")
	switch {
	case !cut:
		return l.T("period.year", "year", year)
	case part[0] == 'S' || part[0] == 's':
		return l.T("period.half", "n", strings.Repeat("I", int(part[1]-'0')), "year", year)
	case part[0] > '9':
		return l.T("period.quarter", "n", []string{"I", "II", "III", "IV"}[(part[1]-'1')&3], "year", year)
	}
	first, err := time.ParseInLocation("2006-01", name, i18n.WIB)
	if err != nil {
		return name
	}
	return l.MonthYear(first)
}

// periodText is a period in full: its name with its days.
func periodText(l i18n.Lang, p stock.Period) string {
	days := l.T("period.days", "from", p.From, "to", p.To)
	if p.Name == "" {
		return days
	}
	return PeriodName(l, p.Name) + " (" + days + ")"
}

func cardHref(model, centre string) string {
	return "/gudang/kartu/" + url.PathEscape(model) + "?" + url.Values{"centre": {centre}}.Encode()
}

func proofHref(model, centre string) string {
	return "/gudang/angka/" + url.PathEscape(model) + "?" + url.Values{"centre": {centre}}.Encode()
}

func movementHref(m stock.Movement) string { return "/gudang/mutasi/" + m.ID.String() }

func (p CardPage) stats(l i18n.Lang) []Stat {
	c := p.Card
	stats := []Stat{{Label: l.T("card.opening"), Value: l.Number(c.Opening), Note: l.ShortDate(c.Period.From)}}
	if c.Summed {
		stats = append(stats, Stat{Label: l.T("card.in"), Value: l.Number(c.In)}, Stat{Label: l.T("card.out"), Value: l.Number(c.Out)})
	}
	closing := Stat{Label: l.T("card.closing"), Value: l.Number(c.Closing), Note: l.ShortDate(c.Period.To)}
	if c.Current {
		closing.Label, closing.Note = l.T("card.balance_now"), p.Card.Place.Name
		closing.Href = proofHref(c.Model.Slug, c.Place.Centre)
	}
	return append(stats, closing)
}

func (p CardPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("card.caption", "model", p.Card.Model.Name), HideCaption: true, Empty: l.T("card.none"),
		Columns: []Column{
			{Label: l.T("card.time")},
			{Label: l.T("card.document")},
			{Label: l.T("card.what")},
			{Label: l.T("card.in"), Numeric: true},
			{Label: l.T("card.out"), Numeric: true},
			{Label: l.T("card.balance"), Numeric: true},
			{Label: l.T("card.by")},
		},
	}
	if len(p.Card.Lines) == 0 {
		return t
	}
	t.Rows = append(t.Rows, Row{Cells: Cells(l.T("card.before"), "", "", "", "", l.Number(p.Card.Before), "")})
	for _, x := range p.Card.Lines {
		m := x.Movement
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: cardTime(l, m), Href: movementHref(m)},
			documentCell(m),
			{Text: movementWord(l, m)},
			{Text: orZero(l, x.In)},
			{Text: orZero(l, x.Out)},
			{Text: l.Number(x.Balance)},
			{Text: m.By.Name},
		}})
	}
	return t
}

// documentCell is the number of the paper behind a movement, with the way to it.
func documentCell(m stock.Movement) Cell {
	return Cell{Text: orDash(m.Document), Href: documentHref(m)}
}

// documentHref is the page of the document behind a movement; empty for one that
// has none of its own.
func documentHref(m stock.Movement) string {
	if !m.Receipt.IsZero() {
		return "/gudang/penerimaan/" + m.Receipt.String()
	}
	if href := causeHref(m.Cause); href != "" {
		return href
	}
	for _, l := range m.Lines {
		if (l.To.Kind == stock.AtBeneficiary || l.From.Kind == stock.AtBeneficiary) && strings.Contains(m.Document, "/BAST/") {
			return "/serah-terima/" + strings.ReplaceAll(m.Document, "/", "-")
		}
	}
	return ""
}

// cardTime is when goods moved, to the minute; what was written down on a later
// day says so.
func cardTime(l i18n.Lang, m stock.Movement) string {
	at := l.ShortDate(m.Occurred) + " " + l.Clock(m.Occurred)
	if l.ShortDate(m.Recorded) != l.ShortDate(m.Occurred) {
		at = l.T("card.recorded_later", "date", at, "recorded", l.ShortDate(m.Recorded))
	}
	return at
}

// StepChart is a balance over time: it stays until something moves it.
type StepChart struct {
	ChartText
	Unit     string
	From, To time.Time
	Opening  int64
	Points   []stock.CardPoint
}

const stepHeight = 120 // of the plot

func (p CardPage) chart(l i18n.Lang) StepChart {
	c := p.Card
	key := "card.chart_same"
	switch {
	case c.Closing > c.Opening:
		key = "card.chart_up"
	case c.Closing < c.Opening:
		key = "card.chart_down"
	}
	return StepChart{
		ChartText: ChartText{
			Top: true,
			ID:  "saldo", Headline: l.T(key, "from", c.Opening, "to", c.Closing),
			Subtitle: l.T("card.chart_of", "model", c.Model.Name, "place", c.Place.Name, "period", periodText(l, c.Period)),
		},
		Unit: l.T("card.balance"), From: c.Period.From, To: c.Period.To, Opening: c.Opening, Points: c.Points,
	}
}

func (c StepChart) top() (top, step int64) {
	largest := c.Opening
	for _, p := range c.Points {
		largest = max(largest, p.Balance)
	}
	return scale(max(largest, 1))
}

func (c StepChart) lines(l i18n.Lang) (lines []gridline) {
	top, step := c.top()
	for v := int64(0); v <= top; v += step {
		lines = append(lines, gridline{Y: c.y(v, top), Label: l.Number(v)})
	}
	return lines
}

func (c StepChart) y(value, top int64) int { return plotTop + stepHeight - int(value*stepHeight/top) }

func (c StepChart) x(day time.Time) int {
	days := max(int64(c.To.Sub(c.From)/(24*time.Hour)), 1)
	return axisWidth + int(int64(day.Sub(c.From)/(24*time.Hour))*(chartWidth-axisWidth)/days)
}

// path is the line of the picture: level until a day, then up or down.
func (c StepChart) path() string {
	top, _ := c.top()
	var b strings.Builder
	b.WriteString("M" + strconv.Itoa(axisWidth) + " " + strconv.Itoa(c.y(c.Opening, top)))
	for _, p := range c.Points {
		b.WriteString("H" + strconv.Itoa(c.x(p.Day)) + "V" + strconv.Itoa(c.y(p.Balance, top)))
	}
	b.WriteString("H" + strconv.Itoa(chartWidth))
	return b.String()
}

// maxPoints is how many days the table under the picture has: those of a longer
// card are the last of each month.
const maxPoints = 62

func (c StepChart) table(l i18n.Lang) Table {
	t := Table{Caption: c.Subtitle, Columns: []Column{{Label: l.T("chart.period")}, {Label: c.Unit, Numeric: true}}}
	points := c.Points
	if len(points) > maxPoints {
		points = nil
		for i, p := range c.Points {
			if i+1 == len(c.Points) || c.Points[i+1].Day.Month() != p.Day.Month() || c.Points[i+1].Day.Year() != p.Day.Year() {
				points = append(points, p)
			}
		}
	}
	t.Rows = append(t.Rows, Row{Cells: Cells(l.Date(c.From), l.Number(c.Opening))})
	for _, p := range points {
		t.Rows = append(t.Rows, Row{Cells: Cells(l.Date(p.Day), l.Number(p.Balance))})
	}
	return t
}

// CardColumns are the columns of a stock card as a file.
func CardColumns(l i18n.Lang) []sheet.Column {
	return []sheet.Column{
		{Title: l.T("card.time"), Width: 18},
		{Title: l.T("card.recorded"), Width: 18},
		{Title: l.T("card.document"), Width: 24},
		{Title: l.T("card.what"), Width: 48},
		{Title: l.T("card.in")},
		{Title: l.T("card.out")},
		{Title: l.T("card.balance")},
		{Title: l.T("card.by"), Width: 24},
	}
}

// CardOpening is the first row of a stock card as a file.
func CardOpening(l i18n.Lang, c stock.Card) []any {
	return []any{c.Period.From, nil, nil, l.T("card.opening"), nil, nil, c.Opening, nil}
}

// CardValues is one line of a stock card as a file.
func CardValues(l i18n.Lang, x stock.CardLine) []any {
	m := x.Movement
	return []any{m.Occurred, m.Recorded, m.Document, movementWord(l, m), x.In, x.Out, x.Balance, m.By.Name}
}

// CardPaper is a stock card on paper, to be filled with lines. Paper is
// Indonesian by law.
func CardPaper(c stock.Card, head paper.Letterhead, now time.Time) paper.Report {
	l := i18n.ID
	r := paper.Report{
		Letterhead: head, Title: l.T("card.paper_title"), Date: now.In(i18n.WIB),
		Facts: []paper.Fact{
			{Label: l.T("stock.model"), Value: c.Model.Name + " (" + c.Model.Code + ")"},
			{Label: l.T("card.place"), Value: c.Place.Name},
			{Label: l.T("card.period"), Value: periodText(l, c.Period)},
		},
		Columns: []paper.ReportColumn{
			{Title: l.T("card.time"), Share: 15, Align: "L"},
			{Title: l.T("card.document"), Share: 18, Align: "L"},
			{Title: l.T("card.what"), Share: 32, Align: "L"},
			{Title: l.T("card.in"), Share: 9, Align: "R"},
			{Title: l.T("card.out"), Share: 9, Align: "R"},
			{Title: l.T("card.balance"), Share: 10, Align: "R"},
			{Title: l.T("card.by"), Share: 17, Align: "L"},
		},
		Signers: []paper.Signer{{Role: l.T("paper.made_by"), Title: l.T("role.warehouse")}, {Role: l.T("paper.seen_by"), Title: l.T("paper.head")}},
	}
	if !c.Lot.ID.IsZero() {
		r.Facts = slices.Insert(r.Facts, 2, paper.Fact{Label: l.T("card.lot"), Value: lotName(l, c.Lot)})
	}
	r.Rows = append(r.Rows, paper.ReportRow{Strong: true, Cells: []string{l.ShortDate(c.Period.From), "", l.T("card.opening"), "", "", l.Number(c.Opening), ""}})
	return r
}

// CardPaperRow is one line of a stock card on paper.
func CardPaperRow(x stock.CardLine) paper.ReportRow {
	l, m := i18n.ID, x.Movement
	return paper.ReportRow{Cells: []string{cardTime(l, m), m.Document, movementWord(l, m), orZero(l, x.In), orZero(l, x.Out), l.Number(x.Balance), m.By.Name}}
}

// CardPaperEnd is the last line of a stock card on paper: its sums and what the
// card closes with.
func CardPaperEnd(c stock.Card, in, out int64) paper.ReportRow {
	l := i18n.ID
	return paper.ReportRow{Strong: true, Cells: []string{l.ShortDate(c.Period.To), "", l.T("card.closing"), l.Number(in), l.Number(out), l.Number(c.Opening + in - out), ""}}
}
