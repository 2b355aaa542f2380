package views

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"lumbung/app/commandroom"
	"lumbung/views/i18n"
)

// RoomPage is the command room (/ruang-komando) as one audience sees it.
type RoomPage struct {
	Snap    *commandroom.Snapshot
	Stream  string                              // address of its event stream; empty for a still picture
	Inner   bool                                // shows what needs action
	MayOpen func(commandroom.Alert) bool        // whether the reader may go where an alert leads
	Photo   func(hash string, width int) string // address of a picture
	Turn    int                                 // seconds for each slide of the wall
}

// RoomPart is a part of the room that the stream sends anew when it changed. Its
// component is one element whose id is ID.
type RoomPart struct {
	ID        string
	Component templ.Component
}

// RoomParts lists the parts of the page in order.
func RoomParts(l i18n.Lang, p RoomPage) []RoomPart {
	parts := []RoomPart{
		{"room-answer", roomAnswer(l, p)},
		{"room-latest", roomLatest(l, p)},
		{"room-goals", roomGoals(l, p)},
		{"room-chain", roomChain(l, p)},
		{"room-honest", roomHonest(l, p)},
		{"room-alerts", roomAlerts(l, p)},
		{"room-flow", roomFlow(l, p)},
		{"room-offers", roomOffers(l, p)},
		{"room-land", roomLand(l, p)},
	}
	if !p.Inner {
		parts = append(parts[:5], parts[6:]...)
	}
	return parts
}

// WallParts lists the slides of the wall.
func WallParts(l i18n.Lang, p RoomPage) []RoomPart {
	return []RoomPart{
		{"wall-answer", wallAnswer(l, p)},
		{"wall-chain", wallChain(l, p)},
		{"wall-now", wallNow(l, p)},
		{"wall-land", wallLand(l, p)},
	}
}

// countText writes a number of people as far as it may be told.
func countText(l i18n.Lang, n commandroom.Count) string {
	if n.Hidden() {
		return l.T("room.hidden")
	}
	return l.Number(int64(n))
}

// partText is countText for the part of a share, which is hidden only when it
// is from 1 to 4, or leaves so few over.
func partText(l i18n.Lang, n commandroom.Count) string {
	switch n {
	case commandroom.Few:
		return l.T("room.few")
	case commandroom.Nearly:
		return l.T("room.nearly")
	default:
		return l.Number(int64(n))
	}
}

// percentText writes a share in per cent: what it is at most or at least when its
// part is hidden, and a dash when it is not known at all.
func percentText(l i18n.Lang, s commandroom.Share) string {
	switch {
	case s.Known():
		return l.Percent(int64(s.Part), int64(s.Whole))
	case s.Part == commandroom.Nearly && s.Whole > 0:
		return l.T("room.at_least", "percent", l.Percent(int64(s.Whole)-commandroom.Smallest+1, int64(s.Whole)))
	case s.Part.Hidden() && s.Whole > 0:
		return l.T("room.at_most", "percent", l.Percent(commandroom.Smallest-1, int64(s.Whole)))
	default:
		return l.Percent(0, 0)
	}
}

// shareText puts both numbers of a share into the text of key.
func shareText(l i18n.Lang, key string, s commandroom.Share) string {
	switch {
	case s.Whole.Hidden():
		return l.T("room.goal_few")
	case s.Whole == 0:
		return l.T("room.goal_unknown")
	}
	return l.Say(key, map[string]any{"part": partText(l, s.Part), "whole": int64(s.Whole)})
}

func (p RoomPage) asOf(l i18n.Lang) string { return l.Clock(p.Snap.AsOf) }

// answer is the one sentence that answers the question of the room.
func (p RoomPage) answer(l i18n.Lang) string {
	f := p.Snap.Outcomes.Fates
	switch {
	case f.Total() == 0:
		return l.T("room.answer_none")
	case f.Asked > 0:
		return l.T("room.answer_hidden", "total", int64(f.Total()), "asked", int64(f.Known()))
	}
	return l.T("room.answer", "helped", int64(f.Helped), "total", int64(f.Total()))
}

// rest says what the answer leaves out.
func (p RoomPage) rest(l i18n.Lang) string {
	f := p.Snap.Outcomes.Fates
	switch {
	case f.Total() == 0:
		return l.T("room.answer_rest_none")
	case f.Asked > 0:
		return l.T("room.answer_rest_hidden", "unasked", int64(f.Unasked))
	}
	return l.T("room.answer_rest", "used", int64(f.Used), "ended", int64(f.Ended), "unasked", int64(f.Unasked))
}

// goalView is a goal in words.
type goalView struct {
	commandroom.Goal
	Title, Text, Follow, Trend, Word string
	Tone                             Tone
}

func (p RoomPage) goals(l i18n.Lang) []goalView {
	var views []goalView
	for _, g := range p.Snap.Goals {
		v := goalView{Goal: g, Trend: trendText(l, g), Word: verdictWord(l, g.Verdict()), Tone: verdictTone(g.Verdict())}
		switch g.Code {
		case commandroom.Answered:
			v.Title, v.Text = l.T("room.goal_answered"), shareText(l, "room.goal_answered_text", g.Share)
		case commandroom.Helped:
			v.Title, v.Text = l.T("room.goal_helped"), shareText(l, "room.goal_helped_text", g.Share)
		case commandroom.Connected:
			v.Title, v.Text = l.T("room.goal_connected"), shareText(l, "room.goal_connected_text", g.Share)
		}
		if g.Follow.Known() {
			v.Follow = l.T("room.goal_follow", "percent", percentText(l, g.Follow), "part", int64(g.Follow.Part), "whole", int64(g.Follow.Whole))
		}
		views = append(views, v)
	}
	return views
}

func verdictTone(v commandroom.Verdict) Tone {
	switch v {
	case commandroom.Reached:
		return Good
	case commandroom.Near:
		return Warn
	case commandroom.Short:
		return Bad
	default:
		return Neutral
	}
}

func verdictWord(l i18n.Lang, v commandroom.Verdict) string {
	switch v {
	case commandroom.Reached:
		return l.T("room.verdict_reached")
	case commandroom.Near:
		return l.T("room.verdict_near")
	case commandroom.Short:
		return l.T("room.verdict_short")
	default:
		return l.T("room.verdict_unknown")
	}
}

func trendText(l i18n.Lang, g commandroom.Goal) string {
	points, ok := g.Trend()
	switch {
	case !ok:
		return ""
	case points > 0:
		return l.T("room.trend_up", "n", points)
	case points < 0:
		return l.T("room.trend_down", "n", -points)
	default:
		return l.T("room.trend_same")
	}
}

// spark is the months of a goal that can be told, in per cent.
func (g goalView) spark() (values []int64) {
	for _, s := range g.Monthly {
		if s.Known() {
			values = append(values, s.Percent())
		}
	}
	return values
}

// months is the chart of hand-overs.
func (p RoomPage) months(l i18n.Lang) MonthChart {
	list := p.Snap.Months
	c := MonthChart{Unit: l.T("room.unit"), ChartText: ChartText{ID: "months", Headline: p.monthsHeadline(l), CSV: roomCSV(l)}}
	for _, m := range list {
		c.Bars = append(c.Bars, Bar{Label: l.ShortMonth(m.Month), Long: l.MonthYear(m.Month), Value: m.Units})
	}
	if len(list) > 0 {
		c.Subtitle = l.T("room.months_text", "from", l.MonthYear(list[0].Month), "to", l.MonthYear(list[len(list)-1].Month))
	}
	return c
}

// monthsHeadline compares the last three whole months with those before.
func (p RoomPage) monthsHeadline(l i18n.Lang) string {
	list := p.Snap.Months
	sum := func(from, to int) (n int64) {
		for _, m := range list[max(from, 0):max(to, 0)] {
			n += m.Units
		}
		return n
	}
	last := len(list) - 1
	recent, before := sum(last-3, last), sum(last-6, last-3)
	switch {
	case p.Snap.Totals.ThisYear == 0:
		return l.T("room.months_none")
	case before == 0:
		return l.T("room.months_new", "n", p.Snap.Totals.ThisYear)
	}
	switch change := (recent - before) * 100 / before; {
	case change > 2:
		return l.T("room.months_up", "n", change)
	case change < -2:
		return l.T("room.months_down", "n", -change)
	default:
		return l.T("room.months_same")
	}
}

func roomCSV(l i18n.Lang) string { return localPath(l, "/ruang-komando.csv") }

// land is the map of where devices went.
func (p RoomPage) land(l i18n.Lang) ProvinceMap {
	m := ProvinceMap{
		ChartText: ChartText{
			ID: "land", Headline: l.T("room.map", "n", p.Snap.Totals.Provinces, "all", len(p.Snap.Provinces)), Subtitle: l.T("room.map_text"), CSV: roomCSV(l),
		},
		Unit: l.T("room.unit"), Values: map[string]Province{},
	}
	for _, v := range p.Snap.Provinces {
		m.Values[v.Code] = Province{Value: max(int64(v.Home), 0), Hidden: v.Home.Hidden()}
	}
	return m
}

// stores is what the centres have, the fullest first.
func (p RoomPage) stores(l i18n.Lang) ShareChart {
	c := ShareChart{
		ChartText: ChartText{
			ID: "stores", Headline: l.T("room.centres_head", "n", p.Snap.Totals.CentresReady, "all", p.Snap.Totals.Centres), Subtitle: l.T("room.centres_text"), CSV: roomCSV(l),
		},
		Of: l.T("room.col_centre"), Series: []string{l.T("state.unit_ready"), l.T("state.unit_reserved"), l.T("state.unit_held")},
	}
	for _, x := range p.Snap.Centres {
		if x.Ready+x.Reserved+x.Held > 0 && len(c.Rows) < shownStores {
			c.Rows = append(c.Rows, Share{Label: x.Name, Href: centreHref(l, x.Code), Values: []int64{x.Ready, x.Reserved, x.Held}})
		}
	}
	return c
}

const (
	shownStores = 8
	shownModels = 6
)

func centreHref(l i18n.Lang, code string) string { return localPath(l, "/sentra/"+code) }

// centreTable is all centres with all their numbers.
func (p RoomPage) centreTable(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("room.centres_table"),
		Columns: []Column{
			{Label: l.T("room.col_centre")},
			{Label: l.T("room.balance_waiting"), Numeric: true},
			{Label: l.T("room.balance_ready"), Numeric: true},
			{Label: l.T("state.unit_reserved"), Numeric: true},
			{Label: l.T("state.unit_held"), Numeric: true},
			{Label: l.T("room.in_use"), Numeric: true},
			{Label: l.T("room.col_year"), Numeric: true},
			{Label: l.T("room.col_innovations"), Numeric: true},
		},
	}
	for _, x := range p.Snap.Centres {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Name, Href: centreHref(l, x.Code)},
			{Text: countText(l, x.Waiting)},
			{Text: l.Number(x.Ready)},
			{Text: l.Number(x.Reserved)},
			{Text: l.Number(x.Held)},
			{Text: countText(l, x.InUse)},
			{Text: countText(l, x.ThisYear)},
			{Text: l.Number(x.Published)},
		}})
	}
	return t
}

// offerCard shows an innovation with its picture and what came of it.
func (p RoomPage) offerCard(l i18n.Lang, o commandroom.Offer) Card {
	c := Card{Title: o.Title, Own: true, Href: localPath(l, "/inovasi/"+o.Slug), Text: l.T("room.offer_by", "centre", o.Centre), Level: 3}
	if o.Photo != "" && p.Photo != nil && len(o.PhotoWidths) > 0 {
		width := o.PhotoWidths[0]
		for _, w := range o.PhotoWidths {
			if w <= 800 {
				width = w
			}
		}
		c.Picture = Picture{Src: p.Photo(o.Photo, width), Alt: o.PhotoAlt, Width: width, Height: max(o.PhotoHeight*width/max(o.PhotoWidth, 1), 1)}
	}
	switch {
	case o.InUse.Hidden():
		c.Facts = append(c.Facts, l.T("room.offer_used_few"))
	case o.InUse > 0:
		c.Facts = append(c.Facts, l.T("room.offer_used", "n", int64(o.InUse)))
	}
	if o.Ready > 0 {
		c.Facts = append(c.Facts, l.T("room.offer_ready", "n", o.Ready))
	}
	return c
}

// latestText is a line of the ticker.
func latestText(l i18n.Lang, h commandroom.Handed) string {
	if h.Centre == "" {
		return l.T("room.ticker_line_all", "n", h.Units, "device", h.Device)
	}
	return l.T("room.ticker_line", "centre", h.Centre, "n", h.Units, "device", h.Device)
}

// latestWhen is the clock for today, how long ago for this week, else the day.
func latestWhen(l i18n.Lang, at, now time.Time) string {
	switch age := now.Sub(at); {
	case age < 12*time.Hour:
		return l.Clock(at)
	case age < 7*24*time.Hour:
		return l.Relative(at, now)
	default:
		return l.ShortDate(at)
	}
}

// initialCap writes the first letter large, for words that begin a line.
func initialCap(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
