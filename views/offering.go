package views

import (
	"lumbung/app/ska"
	"lumbung/views/i18n"
)

// OfferingPage is a product or a service of an SKA for everybody, with what those
// who keep it may do.
type OfferingPage struct {
	Offering   ska.Offering
	CentreName string
	Staff      *OfferingStaff // nil for everybody else
}

// OfferingStaff is what the actor may do with an offering; a form that is nil is
// not theirs to send.
type OfferingStaff struct {
	MayEdit                bool
	Publish, Close, Toggle *Form
}

func (p OfferingPage) facts(f Frame) (list []Definition) {
	l, o := f.Lang, p.Offering
	add := func(key, text, href string) {
		if text != "" {
			list = append(list, Definition{Term: l.T(key), Text: text, Href: href})
		}
	}
	lines := func(key, text string) {
		if text != "" {
			list = append(list, Definition{Term: l.T(key), Content: told(l, text)})
		}
	}
	lines("ska.field_place", o.Place)
	add("ska.price", priceText(l, o.Terms), "")
	lines("ska.field_hours", o.Hours)
	lines("ska.field_order", o.Order)
	add("ska.field_phone", o.Phone, telHref(o.Phone))
	if o.MadeBy != "" {
		list = append(list, Definition{Term: l.T("ska.field_made_by"), Text: o.MadeBy, Own: true})
	}
	add("ska.by_ska", l.T("ska.of", "centre", p.CentreName), f.Href("/ska/"+o.Centre))
	return list
}

// OfferingEditPage is the form of an offering, new or changed, with its photos.
type OfferingEditPage struct {
	Form     Form
	Record   *ska.Offering // nil for a new one
	Photo    Form          // adds one
	Photos   Form          // changes one that is there
	MayWrite bool
}

func (p OfferingEditPage) missing(l i18n.Lang) (list []string) {
	if p.Record == nil {
		return nil
	}
	for _, name := range p.Record.Missing() {
		list = append(list, l.T("ska.missing_"+name))
	}
	return list
}

// OfferingFields are the names of the fields of an offering, in the order of its
// form.
func OfferingFields() []string {
	return []string{"title", "kind", "line", "text", "place", "price_from", "price_to", "per", "hours", "order", "phone", "made_by", "available"}
}

// OfferingFieldKey is the key of the label of a field of an offering.
func OfferingFieldKey(name string) string {
	switch name {
	case "kind":
		return "ska.field_offering_kind"
	case "title":
		return "ska.field_offering_title"
	default:
		return "ska.field_" + name
	}
}

// OfferingValues are the values of an offering for its form.
func OfferingValues(o ska.Offering) map[string]string {
	available := ""
	if o.Available {
		available = "1"
	}
	values := map[string]string{}
	for i, text := range []string{
		o.Title, string(o.Kind), o.Line, o.Text, o.Place, numberValue(o.PriceFrom), numberValue(o.PriceTo), o.Per, o.Hours, o.Order, o.Phone, o.MadeBy, available,
	} {
		values[OfferingFields()[i]] = text
	}
	return values
}

func offeringKinds(l i18n.Lang) (list []Option) {
	for _, k := range ska.Kinds() {
		list = append(list, Option{Value: string(k), Label: l.T("choice.offering_" + string(k))})
	}
	return list
}

func offeringLines(l i18n.Lang) (list []Option) {
	for _, x := range ska.Lines() {
		list = append(list, Option{Value: x, Label: lineName(l, x)})
	}
	return list
}

// OfferingsPage lists the offerings of an SKA for those who keep them.
type OfferingsPage struct {
	Centre    string
	Offerings []ska.Offering
	Pager     Pager
	MayBegin  bool
}

func (p OfferingsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("ska.own_offerings"), HideCaption: true,
		Columns: []Column{{Label: l.T("ska.field_offering_title")}, {Label: l.T("ska.state")}, {Label: l.T("ska.field_available")}, {Label: l.T("ska.price")}},
	}
	for _, o := range p.Offerings {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: o.Title, Href: OfferingHref(o.Slug)},
			{Content: Badge(offeringTone(o.State), l.T("choice.state_"+string(o.State)))},
			{Content: availability(l, o)},
			{Text: orDash(priceText(l, o.Terms))},
		}})
	}
	return t
}

func offeringTone(s ska.State) Tone {
	switch s {
	case ska.Published:
		return Good
	case ska.Draft:
		return Wait
	default:
		return Neutral
	}
}
