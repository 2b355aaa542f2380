package views

import (
	"slices"
	"strconv"

	"lumbung/app/ska"
	"lumbung/views/i18n"
)

// SKAEditPage is one step of the profile of an SKA.
type SKAEditPage struct {
	Profile ska.Profile
	Part    ska.Part
	Form    Form // of the basics, or of the item that is added or changed
	Item    string
	Photo   Form // like Form, for each photo that is there
	Remove  Form // to which item and version are added
}

// skaParts are the steps with the addresses of their pages.
var skaParts = formParts[ska.Part]{ska.Parts(), map[ska.Part]string{
	ska.PartBasics: "dasar", ska.PartRooms: "ruang", ska.PartEquipment: "peralatan", ska.PartCapacity: "kapasitas",
	ska.PartTrainees: "peserta", ska.PartDecrees: "keputusan", ska.PartPhotos: "foto",
}}

// SKAPart is the step that stands at a part of an address.
func SKAPart(path string) (ska.Part, bool) { return skaParts.at(path) }

// SKAEditHref is the address of a step.
func SKAEditHref(centre string, p ska.Part) string {
	return "/ska/" + centre + "/sunting/" + skaParts.paths[p]
}

func (p SKAEditPage) steps(l i18n.Lang) (list []Step) {
	x := p.Profile
	for _, part := range ska.Parts() {
		done := map[ska.Part]bool{
			ska.PartBasics: x.Address != "" && x.Phone != "", ska.PartRooms: len(x.Rooms) > 0, ska.PartEquipment: len(x.Equipment) > 0,
			ska.PartCapacity: len(x.Capacity) > 0, ska.PartTrainees: len(x.Trainees) > 0, ska.PartDecrees: len(x.Decrees) > 0, ska.PartPhotos: len(x.Photos) > 0,
		}[part]
		list = append(list, Step{Label: l.T("ska.part_" + string(part)), Href: SKAEditHref(x.Centre, part), Done: done, Current: part == p.Part})
	}
	return list
}

// links lead to the steps beside this one, and to the page of the SKA.
func (p SKAEditPage) links(f Frame) []Link {
	return skaParts.links(f, p.Part, Link{Href: "/ska/" + p.Profile.Centre, Text: f.T("ska.see_page")},
		func(part ska.Part) string { return SKAEditHref(p.Profile.Centre, part) },
		func(part ska.Part) string { return f.T("ska.part_" + string(part)) })
}

// skaItem is one item of a step as its list shows it.
type skaItem struct {
	Mark  ska.Mark
	Texts []string
}

// items are what stands in a step, with the heads of their columns.
func (p SKAEditPage) items(l i18n.Lang) (heads []string, list []skaItem) {
	x := p.Profile
	switch p.Part {
	case ska.PartRooms:
		heads = []string{"ska.field_name", "ska.field_area", "ska.field_use"}
		for _, i := range x.Rooms {
			list = append(list, skaItem{i.Mark, []string{i.Name, squareMetres(l, i.Area), l.T("choice.ska_use_" + string(i.Use))}})
		}
	case ska.PartEquipment:
		heads = []string{"ska.field_name", "ska.field_number", "ska.field_condition", "ska.field_cost"}
		for _, i := range x.Equipment {
			list = append(list, skaItem{i.Mark, []string{i.Name, l.Number(i.Number), conditionWord(l, i.Condition), rupiahOrNone(l, i.Cost)}})
		}
	case ska.PartCapacity:
		heads = []string{"ska.field_product", "ska.field_per_month"}
		for _, i := range x.Capacity {
			list = append(list, skaItem{i.Mark, []string{i.Product, perMonth(l, i)}})
		}
	case ska.PartTrainees:
		heads = []string{"ska.period", "ska.total", "ska.field_women", "ska.field_men"}
		for _, i := range x.Trainees {
			list = append(list, skaItem{i.Mark, []string{halfYear(l, i.Year, i.Half), l.Number(i.Total()), l.Number(i.Women), l.Number(i.Men)}})
		}
	case ska.PartDecrees:
		heads = []string{"ska.field_number_of", "ska.field_date", "ska.field_title"}
		for _, i := range x.Decrees {
			list = append(list, skaItem{i.Mark, []string{i.Number, l.Date(i.Date), i.Title}})
		}
	}
	return heads, list
}

// table lists the items of a step, each with the ways to change and remove it.
func (p SKAEditPage) table(f Frame) Table {
	heads, list := p.items(f.Lang)
	t := Table{Caption: f.T("ska.part_" + string(p.Part)), HideCaption: true, Empty: f.T("ska.no_items")}
	for _, h := range heads {
		t.Columns = append(t.Columns, Column{Label: f.T(h)})
	}
	t.Columns = append(t.Columns, Column{Label: f.T("ska.act")})
	for _, x := range list {
		row := Row{Cells: Cells(x.Texts...)}
		remove := p.Remove.Set("item", x.Mark.ID.String())
		remove.Version = strconv.FormatInt(x.Mark.Version, 10)
		row.Cells = append(row.Cells, Cell{Content: skaItemActs(f, SKAEditHref(p.Profile.Centre, p.Part)+"?item="+x.Mark.ID.String()+"#formulir", x.Texts[0], remove)})
		t.Rows = append(t.Rows, row)
	}
	return t
}

// SKAFields are the names of the fields of a step, in the order of its form.
func SKAFields(p ska.Part) []string {
	return map[ska.Part][]string{
		ska.PartBasics:    {"about", "address", "phone", "email", "hours"},
		ska.PartRooms:     {"building", "name", "area", "purpose", "use"},
		ska.PartEquipment: {"name", "number", "year", "condition", "needs", "cost"},
		ska.PartCapacity:  {"product", "per_month", "unit", "note"},
		ska.PartTrainees:  {"year", "half", "women", "men", "fisik", "intelektual", "mental", "netra", "rungu", "wicara", "ganda", "tanpa"},
		ska.PartDecrees:   {"kind", "number", "date", "title", "link"},
	}[p]
}

// SKAFieldKey is the key of the label of a field of a step.
func SKAFieldKey(p ska.Part, name string) string {
	switch {
	case p == ska.PartDecrees && name == "number":
		return "ska.field_number_of"
	case p == ska.PartTrainees && slices.Contains(ska.KindCodes(), name):
		return "ska.field_kind_" + name
	default:
		return "ska.field_" + name
	}
}

// SKAValues are what stands in a step, or in an item of it, for its form; ok is
// false when there is no such item.
func SKAValues(x ska.Profile, p ska.Part, item string) (values map[string]string, version int64, ok bool) {
	values = map[string]string{}
	put := func(m ska.Mark, texts ...string) {
		if m.ID.String() != item {
			return
		}
		version, ok = m.Version, true
		for i, name := range SKAFields(p) {
			values[name] = texts[i]
		}
	}
	switch p {
	case ska.PartBasics:
		for i, text := range []string{x.About, x.Address, x.Phone, x.Email, x.Hours} {
			values[SKAFields(p)[i]] = text
		}
		return values, x.BasicsVersion, true
	case ska.PartRooms:
		for _, i := range x.Rooms {
			put(i.Mark, i.Building, i.Name, numberValue(i.Area), i.Purpose, string(i.Use))
		}
	case ska.PartEquipment:
		for _, i := range x.Equipment {
			put(i.Mark, i.Name, numberValue(i.Number), numberValue(int64(i.Year)), string(i.Condition), i.Needs, numberValue(i.Cost))
		}
	case ska.PartCapacity:
		for _, i := range x.Capacity {
			put(i.Mark, i.Product, numberValue(i.PerMonth), i.Unit, i.Note)
		}
	case ska.PartTrainees:
		for _, i := range x.Trainees {
			texts := []string{strconv.Itoa(i.Year), strconv.Itoa(i.Half), numberValue(i.Women), numberValue(i.Men)}
			for _, n := range i.Kinds() {
				texts = append(texts, numberValue(n))
			}
			put(i.Mark, texts...)
		}
	case ska.PartDecrees:
		for _, i := range x.Decrees {
			put(i.Mark, string(i.Kind), i.Number, i18n.ISODate(i.Date), i.Title, i.Link)
		}
	}
	return values, version, ok
}

func skaUses(l i18n.Lang) (list []Option) {
	for _, x := range ska.Uses() {
		list = append(list, Option{Value: string(x), Label: l.T("choice.ska_use_" + string(x))})
	}
	return list
}

func skaConditions(l i18n.Lang) (list []Option) {
	for _, x := range ska.Conditions() {
		list = append(list, Option{Value: string(x), Label: conditionWord(l, x)})
	}
	return list
}

func skaDecreeKinds(l i18n.Lang) (list []Option) {
	for _, x := range ska.DecreeKinds() {
		list = append(list, Option{Value: string(x), Label: l.T("choice.ska_decree_" + string(x))})
	}
	return list
}

func skaHalves(l i18n.Lang) []Option {
	return []Option{{Value: "0", Label: l.T("ska.whole_year")}, {Value: "1", Label: l.T("ska.first_half")}, {Value: "2", Label: l.T("ska.second_half")}}
}

// SKAHistoryPage is what has changed of an SKA or of one of its offerings.
type SKAHistoryPage struct {
	Versions []ska.Version
	Pager    Pager
}

func (p SKAHistoryPage) moments(l i18n.Lang) (list []Moment) {
	for _, v := range p.Versions {
		m := Moment{When: l.DateTime(v.At), ISO: i18n.ISODate(v.At), Title: v.Name, Actor: v.By.Name}
		if v.Part != "" {
			m.Title = l.T("ska.part_" + string(v.Part))
			if v.Name != "" {
				m.Title += ": " + v.Name
			}
		}
		if v.Removed {
			m.Title += " (" + l.T("ska.removed") + ")"
		}
		for i, c := range v.Changes {
			if i > 0 {
				m.Text += "; "
			}
			m.Text += l.T("ska.was_is", "field", c.Field, "from", orDash(c.From), "to", orDash(c.To))
		}
		list = append(list, m)
	}
	return list
}
