package views

import (
	"strconv"
	"time"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// UnitPage is one unit as staff see it (/u/{code}).
type UnitPage struct {
	Recall     *stock.Notice // that the unit is under; nil for none
	Sheet      stock.UnitSheet
	CentreName string
	Inspect    Form
	Hold       Form
	Care       stock.CareSheet
	Acts       []Link // what can be done with it here, the likeliest first
	PlaceHref  string // page of the warehouse or shelf; empty where it is in none
}

// axes say where the unit is, in which condition and for whom, each with since
// when and by whom.
func (p UnitPage) axes(l i18n.Lang) []Definition {
	u := p.Sheet.Unit
	free := l.T("unit.free")
	if !u.Allocation.IsZero() {
		free = markText(l, l.T("state.unit_reserved"), u.Reserved)
	}
	axes := []Definition{
		{Term: l.T("unit.where"), Text: markText(l, p.place(l), u.Moved), Href: p.PlaceHref},
		{Term: l.T("unit.condition"), Text: markText(l, l.T("state.unit_"+string(u.Condition)), u.Inspected)},
		{Term: l.T("unit.commitment"), Text: free},
	}
	if u.Lacks {
		axes = append(axes, Definition{Term: l.T("kit.list"), Text: l.T("unit.lacks_word"), Href: "/u/" + u.Code + "/kelengkapan"})
	}
	if u.Hold != stock.Free {
		axes = append(axes, Definition{Term: l.T("stock.held"), Text: markText(l, l.T("state.unit_"+string(u.Hold)), u.Held)})
	}
	return axes
}

func (p UnitPage) place(l i18n.Lang) string {
	word := l.T("state.node_" + nodeWord(p.Sheet.Unit.Node))
	if p.Sheet.Unit.Node.Real() {
		return l.T("unit.at", "place", word, "centre", p.CentreName)
	}
	return word
}

// markText adds since when, by whom and under which document to a state.
func markText(l i18n.Lang, state string, m stock.Mark) string {
	if m.At.IsZero() {
		return state
	}
	text := l.T("unit.since", "state_text", state, "date", m.At, "by", m.By)
	if m.Document != "" {
		text = l.T("unit.by_document", "text", text, "document", m.Document)
	}
	return text
}

func (p UnitPage) facts(l i18n.Lang) []Definition {
	u := p.Sheet.Unit
	facts := []Definition{
		{Term: l.T("stock.model"), Text: p.Sheet.Model.Name, Href: "/alat/" + p.Sheet.Model.Slug},
		{Term: l.T("unit.serial"), Text: u.Serial},
		{Term: l.T("unit.centre"), Text: p.CentreName, Href: "/gudang?centre=" + u.Centre},
		{Term: l.T("unit.received"), Text: l.Date(u.ReceivedAt), Href: "/gudang/penerimaan/" + u.Receipt.String()},
		{Term: l.T("unit.issues"), Text: l.Number(u.Issues)},
	}
	if u.Receipt.IsZero() { // made by a production order, or counted in
		facts[3].Href = ""
	}
	if u.Design != "" {
		facts = append(facts, Definition{Term: l.T("design.version"), Text: u.Design, Href: "/alat/" + p.Sheet.Model.Slug + "/komponen"})
	}
	return append(facts, fundFacts(l, u.Fund, u.Donor, u.Account, u.UnitCost)...)
}

func (p UnitPage) moments(l i18n.Lang) []Moment {
	var list []Moment
	for _, s := range p.Sheet.Timeline() {
		m := Moment{When: l.DateTime(s.At), ISO: s.At.Format(time.RFC3339), Actor: s.By.Name, Tone: Neutral}
		if s.Movement != nil {
			m.Title, m.Text, m.Href = movementWord(l, *s.Movement), s.Movement.Document, causeHref(s.Movement.Cause)
		} else {
			m.Title, m.Text = entryWord(l, s), changesText(l, s)
		}
		list = append(list, m)
	}
	return list
}

// entryWord names an action of the journal on a unit.
func entryWord(l i18n.Lang, s stock.Step) string {
	return l.T("event.unit_" + eventOf(string(s.Entry.Action)))
}

func eventOf(action string) string {
	switch action {
	case "unit.inspect":
		return "inspected"
	case "allocation.reserve":
		return "reserved"
	case "allocation.cancel":
		return "released"
	case "unit.refurbish":
		return "worked_up"
	case "repair.open", "repair.work", "repair.scrap":
		return "repair"
	case "maintenance.record":
		return "serviced"
	default:
		return "changed"
	}
}

// changesText says what changed in the words of the screen.
func changesText(l i18n.Lang, s stock.Step) string {
	text := ""
	for _, c := range s.Entry.Changes {
		if c.Field != "condition" && c.Field != "hold" {
			continue
		}
		if text != "" {
			text += ". "
		}
		text += l.T("event.change_"+c.Field, "from", stateOrNone(l, c.From), "to", stateOrNone(l, c.To))
	}
	return text
}

func stateOrNone(l i18n.Lang, state string) string {
	if state == "" {
		return l.T("unit.none_held")
	}
	return l.T("state." + state)
}

func conditionOptions(l i18n.Lang) (list []Option) {
	for _, c := range stock.Conditions() {
		list = append(list, Option{Value: string(c), Label: l.T("state.unit_" + string(c))})
	}
	return list
}

func holdOptions(l i18n.Lang) (list []Option) {
	for _, h := range stock.Holds() {
		list = append(list, Option{Value: string(h), Label: l.T("state.unit_" + string(h))})
	}
	return list
}

// UnitForms are the two forms of a unit as it stands: the inspection carries its
// condition, the hold its hold, and both its version.
func UnitForms(u stock.Unit, inspect, hold Form) (Form, Form) {
	inspect.ID, hold.ID = "i-", "h-"
	inspect.Version = strconv.FormatInt(u.Version, 10)
	hold.Version = inspect.Version
	if inspect.Values == nil {
		inspect = inspect.Set("condition", string(u.Condition))
	}
	if hold.Values == nil && u.Hold != stock.Free {
		hold = hold.Set("hold", string(u.Hold))
	}
	return inspect, hold
}

// endHold is the form that ends a hold.
func endHold(f Form) Form {
	f.Values = map[string][]string{"hold": {string(stock.NoHold)}}
	return f
}
