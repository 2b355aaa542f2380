package views

import (
	"fmt"
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
		{Text: x.ModelName, Href: countLineHref(c, x)}, {Text: x.PlaceName}, {Text: l.Number(x.Booked)},
		{Text: countedText(l, x)}, {Text: differenceText(l, x.Difference())}, {Text: orNone(l, x.Value)},
		{Content: Badge(lineTone(x.State()), lineWord(l, x.State()))}, {Text: reasonOf(l, x)},
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

// results are the answers to the scans that were just sent, the last one first.
func (p CountingPage) results(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.results"), HideCaption: true,
		Columns: []Column{{Label: l.T("count.code")}, {Label: l.T("count.result")}, {Label: l.T("count.detail")}},
	}
	for i := len(p.Results) - 1; i >= 0; i-- {
		x := p.Results[i]
		row := Row{Cells: []Cell{
			{Text: x.Code},
			{Content: Badge(scanTone(x.Word), l.T("choice.count_scan_"+string(x.Word)))},
			{Text: scanDetail(l, x)},
		}}
		if x.Unit != "" {
			row.Cells[0].Href = "/u/" + x.Unit
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func scanTone(w stock.ScanWord) Tone {
	switch w {
	case stock.ScanFound:
		return Good
	case stock.ScanPlace:
		return Info
	case stock.ScanExtra, stock.ScanTwice:
		return Warn
	default:
		return Bad
	}
}

// scanDetail says what a person needs to judge a scan: of an unexpected unit
// where the book has it, who put it there, since when and by which document.
func scanDetail(l i18n.Lang, x stock.Scanned) string {
	switch x.Word {
	case stock.ScanExtra:
		return l.T("count.book_has_it", "place", NodeText(l, x.Book), "by", orDash(x.Since.By), "since", x.Since.At, "document", orDash(x.Since.Document)) +
			" " + l.T("choice.count_will_"+string(x.Will))
	case stock.ScanTwice:
		return l.T("count.seen_before", "place", orDash(x.Place))
	case stock.ScanPlace:
		return l.T("count.next_place", "place", x.Place)
	case stock.ScanFound:
		return x.Serial
	default:
		return l.T("choice.count_scan_" + string(x.Word) + "_hint")
	}
}

// NodeText is a node as people say it: the code of a real place, the kind of any
// other.
func NodeText(l i18n.Lang, n stock.Node) string {
	if n.Real() {
		return n.Ref
	}
	return l.T("state.node_" + nodeWord(n))
}

// tally says in a word how the scans went.
func (p CountingPage) tally(l i18n.Lang) string {
	n := map[stock.ScanWord]int{}
	for _, x := range p.Results {
		n[x.Word]++
	}
	return l.T("count.tally", "found", n[stock.ScanFound], "extra", n[stock.ScanExtra], "twice", n[stock.ScanTwice], "unknown", n[stock.ScanUnknown])
}

func (p CountingPage) places() (list []Option) {
	for _, x := range p.At.Places {
		list = append(list, Option{Value: x.Code, Label: x.Name})
	}
	return list
}

// conditions can be noted while counting; leaving them open says nothing.
func countConditions(l i18n.Lang) (list []Option) {
	for _, c := range stock.Conditions() {
		list = append(list, Option{Value: string(c), Label: l.T("state.unit_" + string(c))})
	}
	return list
}

// lot is one number to type: a lot of a counted model at the place.
type lotField struct {
	Name, Model, Lot, Label, Hint string
}

// lots are the numbers to type. What the book has is not shown: whoever counts
// should see the shelf, not the book.
func (p CountingPage) lots(l i18n.Lang) (list []lotField) {
	for _, x := range p.At.Lines {
		for _, lot := range x.Lots {
			f := lotField{Name: fmt.Sprintf("pieces.%d.", len(list)), Model: x.ModelCode, Lot: lot.Lot.String(), Label: x.ModelName}
			if lot.Code != "" {
				f.Label = l.T("count.model_lot", "model", x.ModelName, "lot", lot.Code)
			}
			if !lot.Expiry.IsZero() {
				f.Hint = l.T("count.expires", "date", l.Date(lot.Expiry))
			}
			if !lot.At.IsZero() {
				f.Hint = l.T("count.told_before", "n", lot.Counted, "by", lot.By, "time", l.DateTime(lot.At)) + " " + f.Hint
			}
			list = append(list, f)
		}
	}
	return list
}

// units are the serialised models of the place, with how many were seen: not how
// many the book has.
func (p CountingPage) units(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.seen_here"), HideCaption: true, Empty: l.T("count.no_units_here"),
		Columns: []Column{{Label: l.T("stock.model")}, {Label: l.T("count.counted"), Numeric: true}, {Label: l.T("count.state")}},
	}
	for _, x := range p.At.Lines {
		if x.Tracking != stock.Serialised {
			continue
		}
		word := l.T("state.count_line_open")
		if x.Recount {
			word = l.T("state.count_line_recount")
		} else if x.Done() {
			word = l.T("count.closed_at", "time", l.DateTime(x.Closed), "by", x.ClosedBy)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: x.ModelName, Href: countLineHref(p.At.Count, x)}, {Text: l.Number(x.Seen())}, {Text: word}}})
	}
	return t
}

func (p CountLinePage) facts(l i18n.Lang) []Definition {
	x := p.Sheet.Line
	facts := []Definition{
		{Term: l.T("count.book_then"), Text: l.Number(x.Booked)},
		{Term: l.T("count.book_now"), Text: l.Number(p.Sheet.Now)},
		{Term: l.T("count.counted"), Text: countedText(l, x)},
		{Term: l.T("count.difference"), Text: differenceText(l, x.Difference())},
		{Term: l.T("count.state"), Content: Badge(lineTone(x.State()), lineWord(l, x.State()))},
	}
	if x.Done() && !x.Closed.IsZero() {
		facts = append(facts, Definition{Term: l.T("count.closed"), Text: l.T("receipt.recorded_by", "name", x.ClosedBy, "time", l.DateTime(x.Closed))})
	}
	if x.Note != "" {
		facts = append(facts, Definition{Term: l.T("receipt.note"), Text: x.Note})
	}
	return facts
}

func (p CountLinePage) lots(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.lots"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("receipt.lot")}, {Label: l.T("count.book_then"), Numeric: true}, {Label: l.T("count.expected"), Numeric: true},
			{Label: l.T("count.counted"), Numeric: true}, {Label: l.T("count.difference"), Numeric: true}, {Label: l.T("count.earlier")},
		},
	}
	for _, x := range p.Sheet.Line.Lots {
		counted, earlier := "–", ""
		if !x.At.IsZero() {
			counted = l.Number(x.Counted)
		}
		for _, n := range x.Earlier {
			earlier += l.Number(n) + " "
		}
		t.Rows = append(t.Rows, Row{Cells: Cells(orDash(x.Code), l.Number(x.Booked), l.Number(x.Expected), counted, differenceText(l, x.Difference()), orDash(earlier))})
	}
	return t
}

// moves are what was moved while they counted, and whether the count has it.
func (p CountLinePage) moves(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.moves"), HideCaption: true, Empty: l.T("count.no_moves"),
		Columns: []Column{
			{Label: l.T("count.moved_at")}, {Label: l.T("card.document")}, {Label: l.T("card.what")},
			{Label: l.T("card.in"), Numeric: true}, {Label: l.T("card.out"), Numeric: true}, {Label: l.T("count.counted_when")},
		},
	}
	for _, x := range p.Sheet.Moves {
		when := l.T("count.before")
		if x.Seen {
			when = l.T("count.after")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: l.DateTime(x.Movement.Occurred)}, {Text: orDash(x.Movement.Document)}, {Text: movementWord(l, x.Movement)},
			{Text: orZero(l, x.In)}, {Text: orZero(l, x.Out)}, {Text: when},
		}})
	}
	return t
}

// cuts are what whoever counted can say of the movements.
func (p CountLinePage) cuts(l i18n.Lang) []Option {
	list := []Option{{Value: stock.BeforeAll, Label: l.T("count.before_all")}}
	for _, x := range p.Sheet.Moves {
		list = append(list, Option{
			Value: x.Movement.ID.String(),
			Label: l.T("count.after_move", "document", orDash(x.Movement.Document), "time", l.DateTime(x.Movement.Occurred)),
		})
	}
	return list
}

func (p CountLinePage) marks(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.units"), HideCaption: true, Empty: l.T("count.no_units"),
		Columns: []Column{{Label: l.T("unit.code")}, {Label: l.T("unit.serial")}, {Label: l.T("count.result")}, {Label: l.T("count.detail")}, {Label: l.T("count.counter")}},
	}
	for _, m := range p.Sheet.Marks {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: m.Code, Href: "/u/" + m.Code}, {Text: m.Serial}, {Content: Badge(markTone(m), l.T("choice.count_mark_"+string(m.Kind)))},
			{Text: markDetail(l, m)}, {Text: m.By},
		}})
	}
	for _, u := range p.Sheet.Unseen {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: u.Code, Href: "/u/" + u.Code}, {Text: u.Serial}, {Content: Badge(Wait, l.T("count.unseen"))},
			{Text: l.T("count.since_document", "since", u.Moved.At, "document", orDash(u.Moved.Document))}, {Text: "–"},
		}})
	}
	return t
}

func markTone(m stock.CountMark) Tone {
	switch m.Kind {
	case stock.MarkFound:
		return Good
	case stock.MarkExtra:
		return Warn
	default:
		return Bad
	}
}

func markDetail(l i18n.Lang, m stock.CountMark) string {
	text := ""
	if m.Kind == stock.MarkExtra {
		text = l.T("count.book_has_it", "place", NodeText(l, m.Book), "by", orDash(m.BookMark.By), "since", m.BookMark.At, "document", orDash(m.BookMark.Document))
	}
	if m.Condition != "" {
		text += " " + l.T("count.condition_seen", "state", "unit_"+string(m.Condition))
	}
	if m.Reason != "" {
		text += " " + reasonWord(l, string(m.Reason))
	}
	if m.Outcome != "" {
		text += " " + l.T("choice.count_outcome_"+string(m.Outcome))
	}
	return orDash(text)
}

// explained names the fields of one line on the form of reasons.
func explained(i int, field string) string { return fmt.Sprintf("lines.%d.%s", i, field) }

// lineTitle is a line as the review says it.
func lineTitle(l i18n.Lang, x stock.CountLine) string {
	return l.T("count.model_at", "model", x.ModelName, "place", x.PlaceName)
}

// lineSum is what differs on a line, in a sentence.
func lineSum(l i18n.Lang, x stock.CountLine) string {
	expected := x.Seen() - x.Difference()
	return l.T("count.line_sum", "book", expected, "counted", x.Seen(), "difference", differenceText(l, x.Difference()), "value", orNone(l, x.Value)) + lineParts(l, x)
}

func lineParts(l i18n.Lang, x stock.CountLine) string {
	if x.Tracking != stock.Serialised {
		return ""
	}
	return " " + l.T("count.line_parts", "missing", x.Missing, "extra", x.Extra, "astray", x.Astray)
}

func (p ReviewCountPage) choices(l i18n.Lang) (list []Option) {
	for _, x := range p.Lines.Lines {
		list = append(list, Option{Value: strconv.FormatInt(x.No, 10), Label: lineTitle(l, x)})
	}
	return list
}

func (p ReviewCountPage) pager() Pager {
	pager := Pager{Shown: len(p.Lines.Lines)}
	href := countHref(p.Sheet.Count) + "/telaah"
	if p.Lines.Next > 0 {
		pager.First, pager.Next = href, href+"?after="+strconv.FormatInt(p.Lines.Next, 10)
	}
	return pager
}

func (p CountProofPage) facts(l i18n.Lang) []Definition {
	return []Definition{
		{Term: l.T("count.number"), Text: p.Proof.Number},
		{Term: l.T("stock.centre"), Text: p.Proof.Centre},
		{Term: l.T("count.scope"), Text: p.Proof.Scope},
		{Term: l.T("count.posted_at"), Text: l.Date(p.Proof.Posted)},
		{Term: l.T("count.lines"), Text: l.Number(p.Proof.Lines)},
		{Term: l.T("handover.hash"), Text: fingerprint(p.Proof.Hash)},
	}
}

// anyText is what is wrong with a form that shows no fields.
func (f Form) anyText() string {
	text := ""
	for _, name := range slices.Sorted(maps.Keys(f.Errors)) {
		text = strings.TrimSpace(text + " " + f.Errors[name])
	}
	return text
}
