package views

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// CountsPage lists the stock-takings of a centre (/gudang/opname).
type CountsPage struct {
	Choice CentreChoice
	List   stock.CountList
	Stage  stock.CountStage // the filter in force
	Pager  Pager
}

// NewCountPage is the form that opens one (/gudang/opname/baru).
type NewCountPage struct {
	Form   Form
	Places []Option
	Models []Option
}

// CountPage is one stock-taking (/gudang/opname/{id}).
type CountPage struct {
	Sheet                                stock.CountSheet
	Lines                                stock.CountLineList
	State                                stock.LineState // the filter in force
	CentreName                           string
	Finish, Cancel, Sign, Resume, Forget Form
}

// CountingPage is where somebody counts one place (/gudang/opname/{id}/hitung).
type CountingPage struct {
	At      stock.CountPlace
	Results []stock.Scanned // of the scans that were just sent
	Scan    Form
	Tell    Form
	Forget  Form
}

// CountLinePage is one line with what stands behind it (/gudang/opname/{id}/baris).
type CountLinePage struct {
	Sheet stock.CountLineSheet
	Cut   Form
}

// ReviewCountPage is the review (/gudang/opname/{id}/telaah).
type ReviewCountPage struct {
	Sheet                     stock.CountSheet
	Lines                     stock.CountLineList
	Explain, Recount, Approve Form
}

// CountProofPage is what everybody may know of posted minutes.
type CountProofPage struct {
	Proof stock.CountProof
}

func countHref(c stock.Count) string { return "/gudang/opname/" + c.ID.String() }

func countingHref(c stock.Count, place string) string {
	return countHref(c) + "/hitung?" + url.Values{"place": {place}}.Encode()
}

func countLineHref(c stock.Count, l stock.CountLine) string {
	return countHref(c) + "/baris?" + url.Values{"place": {l.Node.Ref}, "model": {l.ModelCode}}.Encode()
}

func countTone(s stock.CountStage) Tone {
	switch s {
	case stock.StagePosted:
		return Good
	case stock.StageCounted, stock.StagePosting:
		return Wait
	case stock.StageCounting:
		return Info
	default:
		return Neutral
	}
}

func countWord(l i18n.Lang, s stock.CountStage) string { return l.T("state.count_" + string(s)) }

func (p CountsPage) tabs(l i18n.Lang) []Link {
	href := "/gudang/opname?centre=" + url.QueryEscape(p.List.Centre)
	links := []Link{{Href: href, Text: l.T("count.all"), Current: p.Stage == ""}}
	for _, s := range []stock.CountStage{stock.StageCounting, stock.StageCounted, stock.StagePosted} {
		links = append(links, Link{Href: href + "&stage=" + string(s), Text: countWord(l, s), Current: p.Stage == s})
	}
	return links
}

func (p CountsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.list"), HideCaption: true, Empty: l.T("count.none"),
		Columns: []Column{
			{Label: l.T("count.number")},
			{Label: l.T("count.opened_at")},
			{Label: l.T("count.kind")},
			{Label: l.T("count.scope")},
			{Label: l.T("count.stage_label")},
			{Label: l.T("count.lines"), Numeric: true},
			{Label: l.T("count.differing"), Numeric: true},
		},
	}
	for _, c := range p.List.Counts {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: c.Number, Href: countHref(c)},
			{Text: l.DateTime(c.Opened)},
			{Text: l.T("choice.count_kind_" + string(c.Kind))},
			{Text: c.Scope},
			{Content: Badge(countTone(c.Stage), countWord(l, c.Stage))},
			{Text: l.T("count.of", "n", c.Sums.Closed, "all", c.Sums.Slots)},
			{Text: l.Number(c.Sums.Differs)},
		}})
	}
	return t
}

func countKinds(l i18n.Lang) (list []Option) {
	for _, k := range []stock.CountKind{stock.CountShelf, stock.CountFull, stock.CountModel, stock.CountCycle} {
		key := "choice.count_kind_" + string(k)
		list = append(list, Option{Value: string(k), Label: l.T(key), Hint: l.T(key + "_hint")})
	}
	return list
}

func countReasons(l i18n.Lang) (list []Option) {
	for _, r := range stock.CountReasons() {
		list = append(list, Option{Value: string(r), Label: reasonWord(l, string(r))})
	}
	return list
}

// stats are the count in a few numbers.
func (p CountPage) stats(l i18n.Lang) []Stat {
	s := p.Sheet.Count.Sums
	stats := []Stat{
		{Label: l.T("count.lines_closed"), Value: l.T("count.of", "n", s.Closed, "all", s.Slots)},
		{Label: l.T("count.pieces_seen"), Value: l.Number(s.Seen), Note: l.T("count.book_had", "n", s.Booked)},
		{Label: l.T("count.unexpected"), Value: l.Number(s.Extra)},
		{Label: l.T("count.unknown"), Value: l.Number(s.Unknown)},
	}
	if p.Sheet.Count.Stage != stock.StageCounting {
		stats = append(stats, Stat{Label: l.T("count.differing"), Value: l.Number(s.Differs)})
	}
	if p.Sheet.Count.Stage == stock.StagePosted {
		stats = append(stats,
			Stat{Label: l.T("count.lost"), Value: l.Number(s.Lost)}, Stat{Label: l.T("count.gained"), Value: l.Number(s.Gained)},
			Stat{Label: l.T("count.left"), Value: l.Number(s.Left)}, Stat{Label: l.T("count.value"), Value: l.Rupiah(s.Value)},
		)
	}
	return stats
}

// maxPlaces is how many places the picture shows; the table has them all.
const maxPlaces = 40

// chart is the picture of the progress: each place with its lines that are as
// the book says, that differ, and that nobody has counted.
func (p CountPage) chart(l i18n.Lang) ShareChart {
	s := p.Sheet.Count.Sums
	chart := ShareChart{
		ChartText: ChartText{
			ID: "kemajuan", Headline: l.T("count.progress", "n", s.Closed, "all", s.Slots), Subtitle: l.T("count.progress_unit"),
			CSV: countHref(p.Sheet.Count) + "/baris.csv",
		},
		Of: l.T("count.place"), Series: []string{l.T("count.same"), l.T("count.differs"), l.T("count.open")},
	}
	for i, x := range p.Sheet.Places {
		if i == maxPlaces {
			break
		}
		row := Share{Label: x.Name, Values: []int64{x.Closed - x.Differs, x.Differs, x.Lines - x.Closed}}
		if row.Values[0] < 0 { // what differs may not be counted to the end
			row.Values = []int64{0, x.Differs, x.Lines - x.Differs}
		}
		if p.Sheet.MayRecord && p.Sheet.Count.Stage == stock.StageCounting {
			row.Href = countingHref(p.Sheet.Count, x.Node.Ref)
		}
		chart.Rows = append(chart.Rows, row)
	}
	return chart
}

func (p CountPage) facts(l i18n.Lang) []Definition {
	c := p.Sheet.Count
	facts := []Definition{
		{Term: l.T("count.stage_label"), Content: Badge(countTone(c.Stage), countWord(l, c.Stage))},
		{Term: l.T("count.kind"), Text: l.T("choice.count_kind_" + string(c.Kind))},
		{Term: l.T("stock.centre"), Text: p.CentreName},
		{Term: l.T("count.opened_at"), Text: l.T("receipt.recorded_by", "name", c.By.Name, "time", l.DateTime(c.Opened))},
	}
	add := func(key, text string) {
		if text != "" {
			facts = append(facts, Definition{Term: l.T(key), Text: text})
		}
	}
	add("count.basis", c.Basis)
	add("count.seed", c.Seed)
	add("receipt.note", c.Note)
	for _, t := range c.Team {
		add("count.counter", t.Name+" · "+l.T("role."+wordKey(string(t.Role))))
	}
	if !c.Approved.IsZero() {
		add("count.reviewer", l.T("receipt.recorded_by", "name", c.Reviewer.Name, "time", l.DateTime(c.Approved)))
	}
	if c.Rounds > 0 {
		add("count.rounds", l.Number(c.Rounds))
	}
	if len(c.Hash) > 0 {
		add("handover.hash", fingerprint(c.Hash))
	}
	if !c.Signed.On.IsZero() {
		add("count.signed", l.T("count.signed_by", "date", l.Date(c.Signed.On), "signers", c.Signed.Signers))
		add("count.filed", c.Signed.Archive)
	}
	if !c.Cancelled.At.IsZero() {
		add("count.cancelled_because", l.T("count.cancelled_by", "name", c.Cancelled.By, "time", l.DateTime(c.Cancelled.At), "reason", c.Cancelled.Document))
	}
	return facts
}

func lineTone(s stock.LineState) Tone {
	switch s {
	case stock.LineSame:
		return Good
	case stock.LineDiffers:
		return Warn
	case stock.LineRecount:
		return Wait
	default:
		return Neutral
	}
}

func lineWord(l i18n.Lang, s stock.LineState) string { return l.T("state.count_line_" + string(s)) }

func (p CountPage) tabs(l i18n.Lang) []Link {
	href := countHref(p.Sheet.Count)
	links := []Link{{Href: href + "#baris", Text: l.T("count.all"), Current: p.State == ""}}
	for _, s := range stock.LineStates() {
		links = append(links, Link{Href: href + "?state=" + string(s) + "#baris", Text: lineWord(l, s), Current: p.State == s})
	}
	return links
}

func (p CountPage) pager() Pager {
	pager := Pager{Shown: len(p.Lines.Lines)}
	href := countHref(p.Sheet.Count) + "?" + url.Values{"state": {string(p.State)}}.Encode()
	if p.Lines.Next > 0 {
		pager.Next = href + "&after=" + strconv.FormatInt(p.Lines.Next, 10)
	}
	if len(p.Lines.Lines) > 0 && p.Lines.Lines[0].No > 1 && p.State == "" {
		pager.First = href
	}
	return pager
}

func (p CountPage) lines(l i18n.Lang) Table {
	t := countLineTable(l)
	for _, x := range p.Lines.Lines {
		t.Rows = append(t.Rows, countLineRow(l, p.Sheet.Count, x))
	}
	return t
}

func countLineTable(l i18n.Lang) Table {
	return Table{
		Caption: l.T("count.lines_list"), HideCaption: true, Empty: l.T("count.no_lines"),
		Columns: []Column{
			{Label: l.T("stock.model")},
			{Label: l.T("count.place")},
			{Label: l.T("count.book"), Numeric: true},
			{Label: l.T("count.counted"), Numeric: true},
			{Label: l.T("count.difference"), Numeric: true},
			{Label: l.T("count.value"), Numeric: true},
			{Label: l.T("count.state")},
			{Label: l.T("count.reason")},
		},
	}
}

func countLineRow(l i18n.Lang, c stock.Count, x stock.CountLine) Row {
	row := Row{Cells: []Cell{
		{Text: x.ModelName, Href: countLineHref(c, x)},
		{Text: x.PlaceName},
		{Text: l.Number(x.Booked)},
		{Text: countedText(l, x)},
		{Text: differenceText(l, x.Difference())},
		{Text: orNone(l, x.Value)},
		{Content: Badge(lineTone(x.State()), lineWord(l, x.State()))},
		{Text: reasonOf(l, x)},
	}}
	if x.State() == stock.LineDiffers {
		row.Tone = Warn
	}
	return row
}

// countedText is how much was counted; what nobody counted is a dash.
func countedText(l i18n.Lang, x stock.CountLine) string {
	if !x.Done() && x.Seen() == 0 {
		return "–"
	}
	return l.Number(x.Seen())
}

func differenceText(l i18n.Lang, n int64) string {
	switch {
	case n > 0:
		return "+" + l.Number(n)
	case n < 0:
		return "−" + l.Number(-n)
	default:
		return "–"
	}
}

func orNone(l i18n.Lang, rupiah int64) string {
	if rupiah == 0 {
		return "–"
	}
	return l.Rupiah(rupiah)
}

func reasonOf(l i18n.Lang, x stock.CountLine) string {
	text := ""
	if x.Reason != "" && x.Differs {
		text = reasonWord(l, string(x.Reason))
	}
	if x.Why != "" {
		text = l.T("count.reason_left", "reason", orDash(text), "why", l.T("choice.count_outcome_"+x.Why), "n", x.Left)
	}
	return orDash(text)
}

// anyText is what is wrong with a form that shows no fields.
func (f Form) anyText() string {
	text := ""
	for _, name := range slices.Sorted(maps.Keys(f.Errors)) {
		text = strings.TrimSpace(text + " " + f.Errors[name])
	}
	return text
}
