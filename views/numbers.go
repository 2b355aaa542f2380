package views

import (
	"net/url"
	"strconv"
	"time"

	"lumbung/app/disclosure"
	"lumbung/app/outcome"
	"lumbung/views/i18n"
)

// NumbersPart is what is counted of an innovation or a model, as a part of its
// page and on a page of its own.
type NumbersPart struct {
	Numbers   outcome.Numbers
	Href      string            // of the page that says where each number comes from, in Indonesian
	Provinces map[string]string // names by code
	OfModel   bool              // it stands at one model; the numbers can be of several
	Staff     bool              // may see movements
	FollowUps bool              // may see follow-ups
}

// shared tells whether a model shows what is counted of others with it.
func (p NumbersPart) shared() bool { return p.OfModel && len(p.Numbers.Models) > 1 }

// any tells whether there is anything to count: a method makes no devices.
func (p NumbersPart) any() bool { return len(p.Numbers.Models) > 0 }

// told tells whether numbers of people are told yet.
func (p NumbersPart) told() bool { return !p.Numbers.Until.IsZero() }

func (p NumbersPart) stats(f Frame) []Stat {
	l, n := f.Lang, p.Numbers
	why := func(part string) string { return f.Href(p.Href) + "#" + part }
	list := []Stat{
		{Label: l.T("numbers.made"), Value: l.Number(n.Made), Href: why("dibuat"), Why: l.T("numbers.why")},
		{Label: l.T("numbers.ready"), Value: l.Number(n.Ready), Href: why("siap"), Why: l.T("numbers.why")},
	}
	if !p.told() {
		return list
	}
	given := Stat{Label: l.T("numbers.handed_over"), Value: peopleText(l, n.HandedOver), Href: why("diserahkan"), Why: l.T("numbers.why")}
	happy := Stat{Label: l.T("numbers.satisfaction"), Value: "–", Note: l.T("numbers.few_rated"), Href: why("kepuasan"), Why: l.T("numbers.why")}
	if n.Halves > 0 {
		happy.Value, happy.Note = halvesText(l, n.Halves), l.T("numbers.rated_by", "word", l.T(satisfied(n.Halves)), "n", int64(n.Rated))
	}
	return append(list, given, happy)
}

// halvesText is a mean score: 9 halves are 4,5 of 5.
func halvesText(l i18n.Lang, halves int) string {
	places := halves % 2
	return l.T("numbers.of_five", "n", l.Decimal(float64(halves)/2, places))
}

// satisfied is the key of a mean score in words.
func satisfied(halves int) string {
	switch {
	case halves >= 9:
		return "choice.satisfied_very"
	case halves >= 7:
		return "choice.satisfied_yes"
	case halves >= 5:
		return "choice.satisfied_fairly"
	default:
		return "choice.satisfied_no"
	}
}

// until is the last day that the numbers are of.
func (p NumbersPart) until() time.Time { return p.Numbers.Until.Add(-time.Second) }

// used draws how many of those asked still use it.
func (p NumbersPart) used(l i18n.Lang, id string) GroupChart {
	c := GroupChart{ChartText: ChartText{ID: id, Headline: l.T("numbers.used_headline"), Subtitle: l.T("numbers.used_subtitle")}}
	c.Numbers = Table{
		Caption: c.Subtitle,
		Columns: []Column{{Label: l.T("numbers.after")}, {Label: l.T("numbers.asked"), Numeric: true}, {Label: l.T("numbers.in_use"), Numeric: true}},
	}
	for _, x := range p.Numbers.Used {
		label := l.T("numbers.months", "n", x.Months)
		if x.Used.Whole == 0 {
			continue
		}
		c.Rows = append(c.Rows, GroupBar{Label: label, Value: x.Used.Part, Text: usedText(l, x.Used), Of: x.Used.Whole})
		c.Numbers.Rows = append(c.Numbers.Rows, Row{Cells: Cells(label, peopleText(l, x.Used.Whole), usedNumber(l, x.Used))})
	}
	return c
}

// usedText is a share as it stands at its bar.
func usedText(l i18n.Lang, s disclosure.Share) string {
	switch {
	case s.Whole.Hidden():
		return l.T("numbers.hidden")
	case !s.Part.Hidden():
		return l.T("numbers.share", "part", int64(s.Part), "whole", int64(s.Whole))
	default:
		return l.T("numbers.share_words", "words", usedNumber(l, s), "whole", int64(s.Whole))
	}
}

func usedNumber(l i18n.Lang, s disclosure.Share) string {
	switch {
	case !s.Part.Hidden():
		return l.Number(int64(s.Part))
	case s.Words == disclosure.Untold:
		return l.T("numbers.hidden")
	default:
		return l.T("numbers.part_" + string(s.Words))
	}
}

// groups draws one breakdown; name turns its codes into words.
func (p NumbersPart) groups(l i18n.Lang, id, headline, head string, b outcome.Breakdown, name func(string) string) GroupChart {
	c := GroupChart{ChartText: ChartText{ID: id, Headline: l.T(headline), Subtitle: l.T("numbers.groups_subtitle"), Note: l.T("numbers.hidden_note")}}
	c.Numbers = Table{
		Caption: l.T(headline),
		Columns: []Column{
			{Label: l.T(head)},
			{Label: l.T("numbers.handed_over"), Numeric: true},
			{Label: l.T("numbers.reached"), Numeric: true},
			{Label: l.T("numbers.in_use"), Numeric: true},
			{Label: l.T("numbers.satisfaction"), Numeric: true},
		},
	}
	for _, row := range b.Rows {
		score := l.T("numbers.hidden")
		if !row.Rated.Hidden() {
			score = "–"
		}
		if row.Halves > 0 {
			score = halvesText(l, row.Halves) + " (n = " + l.Number(int64(row.Rated)) + ")"
		}
		c.Rows = append(c.Rows, GroupBar{Label: name(row.Code), Value: row.HandedOver})
		c.Numbers.Rows = append(c.Numbers.Rows, Row{Cells: Cells(
			name(row.Code), peopleText(l, row.HandedOver), peopleText(l, row.Reached), peopleText(l, row.InUse), score,
		)})
	}
	return c
}

func (p NumbersPart) kinds(l i18n.Lang, id string) GroupChart {
	return p.groups(l, id, "numbers.kinds_headline", "numbers.kind", p.Numbers.Kinds, func(code string) string { return kindName(l, code) })
}

func (p NumbersPart) provinces(l i18n.Lang, id string) GroupChart {
	return p.groups(l, id, "numbers.provinces_headline", "numbers.province", p.Numbers.Provinces, func(code string) string {
		if name := p.Provinces[code]; name != "" {
			return name
		}
		return l.T("numbers.kind_unknown")
	})
}

// NumbersPage says where each number of an innovation or a model comes from.
type NumbersPage struct {
	NumbersPart
	Page Link // that the numbers are of
}

// source is one number with what it means, and the records behind it for staff.
type numberSource struct {
	ID, Title, Value, Text string
	Links                  []Link
}

func (p NumbersPage) sources(f Frame) []numberSource {
	l, n := f.Lang, p.Numbers
	list := []numberSource{
		{"dibuat", l.T("numbers.made"), l.Number(n.Made), l.T("numbers.made_means"), p.movements(l, "produced")},
		{"siap", l.T("numbers.ready"), l.Number(n.Ready), l.T("numbers.ready_means"), p.stock(l)},
		{"diserahkan", l.T("numbers.handed_over"), "–", l.T("numbers.handed_over_means"), p.movements(l, "handed_over")},
		{"dipakai", l.T("numbers.in_use"), "", l.T("numbers.used_means"), p.followUps(l)},
		{"kepuasan", l.T("numbers.satisfaction"), "–", l.T("numbers.satisfaction_means"), p.followUps(l)},
		{"kelompok", l.T("numbers.groups"), "", l.T("numbers.groups_mean"), nil},
	}
	if p.told() {
		list[2].Value = peopleText(l, n.HandedOver)
		if n.Halves > 0 {
			list[4].Value = halvesText(l, n.Halves)
		}
	}
	return list
}

// movements lead staff to the movements of their centre behind a number.
func (p NumbersPage) movements(l i18n.Lang, change string) (links []Link) {
	if !p.Staff {
		return nil
	}
	for _, m := range p.Numbers.Models {
		href := "/gudang/mutasi?" + url.Values{"model": {m.Slug}, "change": {change}}.Encode()
		links = append(links, Link{Href: href, Text: l.T("numbers.movements_of", "model", m.Name)})
	}
	return links
}

// stock leads staff to how many lie where, with the proof of each number.
func (p NumbersPage) stock(l i18n.Lang) (links []Link) {
	if !p.Staff {
		return nil
	}
	for _, m := range p.Numbers.Models {
		links = append(links, Link{Href: "/alat/" + m.Slug + "#stok", Text: l.T("numbers.stock_of", "model", m.Name)})
	}
	return links
}

func (p NumbersPage) followUps(l i18n.Lang) []Link {
	if !p.FollowUps {
		return nil
	}
	return []Link{{Href: "/tindak-lanjut", Text: l.T("numbers.follow_ups")}}
}

// barWidth is the width of a bar in the picture.
func (c GroupChart) barWidth(r GroupBar) int {
	if r.Of > 0 && !r.Value.Hidden() {
		return int(r.Value) * chartWidth / int(r.Of)
	}
	return c.width(r.Value)
}

func (r GroupBar) text(l i18n.Lang) string {
	if r.Text != "" {
		return r.Text
	}
	return peopleText(l, r.Value)
}

// height is the height of the picture.
func (c GroupChart) height() string { return strconv.Itoa(max(len(c.Rows), 1) * shareRow) }
