package views

import (
	"strconv"
	"strings"

	"lumbung/app/disclosure"
	"lumbung/app/ska"
	"lumbung/views/i18n"
)

// SKAListPage is every SKA.
type SKAListPage struct {
	Sheets     []ska.Sheet
	Places     map[string]string // names of regions by code
	MayCompare bool
}

// told are those that have told something of themselves, or those that have not.
func (p SKAListPage) told(known bool) (list []ska.Sheet) {
	for _, s := range p.Sheets {
		if s.Known == known {
			list = append(list, s)
		}
	}
	return list
}

func (p SKAListPage) card(f Frame, s ska.Sheet) Card {
	return Card{Title: f.T("ska.of", "centre", s.Name), Href: f.Href("/ska/" + s.Centre), Level: 3, Picture: p.picture(s), Facts: p.facts(f.Lang, s)}
}

// facts are the short lines under the card of an SKA.
func (p SKAListPage) facts(l i18n.Lang, s ska.Sheet) []string {
	facts := []string{p.Places[s.Region]}
	if s.Known {
		facts = append(facts, l.T("ska.card_facts", "lines", len(s.Capacity), "rooms", len(s.Rooms)))
	}
	return facts
}

func (p SKAListPage) picture(s ska.Sheet) Picture {
	cover, ok := s.Cover()
	if !ok {
		return Picture{}
	}
	return thumb(cover)
}

// SKAPage is the public page of an SKA.
type SKAPage struct {
	Sheet     ska.Sheet
	Offerings []ska.Offering
	More      string // where the rest of the offerings are; "" for none
	MayEdit   bool
	MaySee    bool // small groups, drafts and history
}

// contact is how to find the SKA; what is not known is left out.
func (p SKAPage) contact(f Frame) (list []Definition) {
	l, s := f.Lang, p.Sheet
	add := func(key, text, href string) {
		if text != "" {
			list = append(list, Definition{Term: l.T(key), Text: text, Href: href})
		}
	}
	list = append(list, Definition{Term: l.T("ska.centre"), Text: s.Name, Href: f.Href("/sentra/" + s.Centre)})
	add("ska.field_address", s.Address, "")
	add("ska.field_phone", s.Phone, telHref(s.Phone))
	add("ska.field_email", s.Email, "mailto:"+s.Email)
	if s.Hours != "" {
		list = append(list, Definition{Term: l.T("ska.field_hours"), Content: told(l, s.Hours)})
	}
	return list
}

// telHref dials a number from a telephone.
func telHref(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
	return "tel:" + digits
}

// conditions is how good the equipment is, all pieces together.
func (p SKAPage) conditions(l i18n.Lang) ShareChart {
	counts := map[ska.Condition]int64{}
	var all int64
	for _, t := range p.Sheet.Equipment {
		counts[t.Condition] += t.Number
		all += t.Number
	}
	c := ShareChart{
		ChartText: ChartText{
			ID: "kondisi", Headline: l.T("ska.condition_headline", "good", counts[ska.Good], "all", all), Subtitle: l.T("ska.condition_subtitle"),
		},
		Of: l.T("ska.part_equipment"), Rows: []Share{{Label: l.T("ska.pieces")}},
	}
	for _, x := range ska.Conditions() {
		c.Series = append(c.Series, conditionWord(l, x))
		c.Rows[0].Values = append(c.Rows[0].Values, counts[x])
	}
	return c
}

func conditionWord(l i18n.Lang, c ska.Condition) string {
	return l.T("choice.ska_condition_" + string(c))
}

func conditionTone(c ska.Condition) Tone {
	switch c {
	case ska.Good:
		return Good
	case ska.Damaged:
		return Warn
	default:
		return Bad
	}
}

// pieces is how many of something; a list of capacity says what.
func perMonth(l i18n.Lang, x ska.Line) string { return l.Number(x.PerMonth) + " " + x.Unit }

func (p SKAPage) capacity(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("ska.part_capacity"), HideCaption: true,
		Columns: []Column{{Label: l.T("ska.field_product")}, {Label: l.T("ska.field_per_month")}, {Label: l.T("ska.field_note")}},
	}
	noted := false
	for _, x := range p.Sheet.Capacity {
		noted = noted || x.Note != ""
		t.Rows = append(t.Rows, Row{Cells: []Cell{typedCell(x.Product), {Text: perMonth(l, x)}, typedCell(x.Note)}})
	}
	if !noted {
		t.Columns = t.Columns[:2]
		for i := range t.Rows {
			t.Rows[i].Cells = t.Rows[i].Cells[:2]
		}
	}
	return t
}

func (p SKAPage) equipment(f Frame) Table {
	l := f.Lang
	t := Table{
		Caption: l.T("ska.part_equipment"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("ska.field_name")},
			{Label: l.T("ska.field_number"), Numeric: true},
			{Label: l.T("ska.age")},
			{Label: l.T("ska.field_condition")},
			{Label: l.T("ska.field_needs")},
			{Label: l.T("ska.field_cost"), Numeric: true},
		},
	}
	for _, x := range p.Sheet.Equipment {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			typedCell(x.Name),
			{Text: l.Number(x.Number)},
			{Text: ageText(f, x)},
			{Content: Badge(conditionTone(x.Condition), conditionWord(l, x.Condition))},
			typedCell(x.Needs),
			{Text: rupiahOrNone(l, x.Cost)},
		}})
	}
	return t
}

func ageText(f Frame, x ska.Tool) string {
	years, ok := x.Age(f.Now)
	if !ok {
		return f.T("ska.age_unknown")
	}
	return f.T("ska.age_years", "year", strconv.Itoa(x.Year), "n", years)
}

func rupiahOrNone(l i18n.Lang, n int64) string {
	if n == 0 {
		return "–"
	}
	return l.Rupiah(n)
}

func (p SKAPage) rooms(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("ska.part_rooms"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("ska.field_name")},
			{Label: l.T("ska.field_building")},
			{Label: l.T("ska.field_area"), Numeric: true},
			{Label: l.T("ska.field_purpose")},
			{Label: l.T("ska.field_use")},
		},
	}
	for _, x := range p.Sheet.Rooms {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			typedCell(x.Name), typedCell(x.Building), {Text: squareMetres(l, x.Area)}, typedCell(x.Purpose), {Text: l.T("choice.ska_use_" + string(x.Use))},
		}})
	}
	return t
}

func squareMetres(l i18n.Lang, n int64) string {
	if n == 0 {
		return "–"
	}
	return l.Number(n) + " m²"
}

// halfYear is a year, or a half of it in words.
func halfYear(l i18n.Lang, year, half int) string {
	if half == 0 {
		return strconv.Itoa(year)
	}
	return l.T("ska.half_year", "half", strconv.Itoa(half), "year", strconv.Itoa(year))
}

// trainees are the numbers of every period.
func (p SKAPage) trainees(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("ska.trainees_caption"),
		Columns: []Column{
			{Label: l.T("ska.period")}, {Label: l.T("ska.total"), Numeric: true}, {Label: l.T("ska.field_women"), Numeric: true}, {Label: l.T("ska.field_men"), Numeric: true},
		},
	}
	for _, x := range p.Sheet.Trainees {
		t.Rows = append(t.Rows, Row{Cells: Cells(halfYear(l, x.Year, x.Half), peopleText(l, x.Total), peopleText(l, x.Women), peopleText(l, x.Men))})
	}
	return t
}

// latest is the last period by kind of disability; ok is false when nothing is
// told of it.
func (p SKAPage) latest(l i18n.Lang) (c GroupChart, ok bool) {
	if len(p.Sheet.Trainees) == 0 || p.Sheet.Trainees[0].KindsWithheld {
		return c, false
	}
	x := p.Sheet.Trainees[0]
	c.ChartText = ChartText{
		ID: "peserta-ragam", Headline: l.T("ska.trainees_headline", "n", int64(x.Total), "period", halfYear(l, x.Year, x.Half)), Subtitle: l.T("ska.trainees_by_kind"),
		Note: l.T("numbers.hidden_note"),
	}
	c.Numbers = Table{Caption: c.Subtitle, Columns: []Column{{Label: l.T("numbers.kind")}, {Label: l.T("ska.people"), Numeric: true}}}
	for i, code := range ska.KindCodes() {
		if x.Kinds[i] == 0 {
			continue
		}
		c.Rows = append(c.Rows, GroupBar{Label: kindName(l, code), Value: x.Kinds[i]})
		c.Numbers.Rows = append(c.Numbers.Rows, Row{Cells: Cells(kindName(l, code), peopleText(l, x.Kinds[i]))})
	}
	return c, x.Total != disclosure.Few
}

// kindName is a group by kind of disability: one of the law, more than one, none
// or not noted.
func kindName(l i18n.Lang, code string) string {
	switch code {
	case "ganda", "tanpa", "unknown":
		return l.T("numbers.kind_" + code)
	default:
		return disabilityName(l, code)
	}
}

// decreeLinks are where a decree can be read.
func decreeLinks(l i18n.Lang, centre string, d ska.Decree) (links []Link) {
	if d.Link != "" {
		links = append(links, Link{Href: d.Link, Text: l.T("ska.decree_link")})
	}
	if d.File != "" {
		links = append(links, Link{Href: "/ska/" + centre + "/keputusan/" + d.ID.String(), Text: l.T("ska.decree_file")})
	}
	return links
}

// OfferingHref is the page of an offering.
func OfferingHref(slug string) string { return "/produk/" + slug }

// lineName is a line of business.
func lineName(l i18n.Lang, line string) string { return l.T("choice.ska_line_" + line) }

// priceText is the price as information, "" when none is told.
func priceText(l i18n.Lang, t ska.Terms) string {
	text := ""
	switch {
	case t.PriceTo > t.PriceFrom:
		text = l.Rupiah(t.PriceFrom) + " – " + l.Rupiah(t.PriceTo)
	case t.PriceFrom > 0:
		text = l.Rupiah(t.PriceFrom)
	default:
		return ""
	}
	if t.Per != "" {
		text += " / " + t.Per
	}
	return text
}

func offeringCard(f Frame, o ska.Offering) Card {
	c := Card{Title: o.Title, Own: true, Href: f.Href(OfferingHref(o.Slug)), Level: 3, Facts: []string{lineName(f.Lang, o.Line)}}
	if text := priceText(f.Lang, o.Terms); text != "" {
		c.Facts = append(c.Facts, text)
	}
	if cover, ok := o.Cover(); ok {
		c.Picture = thumb(cover)
	}
	return c
}
