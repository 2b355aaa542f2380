package views

import (
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// UnitPartsPage is the list of parts of a unit (/u/{code}/kelengkapan).
type UnitPartsPage struct {
	Sheet stock.UnitPartsSheet
	Form  Form
}

// NewUnitParts ticks what was found missing, unless the form holds what was typed.
func NewUnitParts(sheet stock.UnitPartsSheet, form Form) UnitPartsPage {
	if form.Values == nil {
		var missing []string
		for _, id := range sheet.Lacking.Parts {
			missing = append(missing, sheet.Parts[id].Code)
		}
		form = form.Set("missing", missing...)
	}
	return UnitPartsPage{sheet, form}
}

func (p UnitPartsPage) options(l i18n.Lang) (list []Option) {
	for _, a := range p.Sheet.List.Parts {
		m := p.Sheet.Parts[a.Model]
		hint := l.T("kit.required")
		if a.Optional {
			hint = l.T("kit.optional")
		}
		list = append(list, Option{Value: m.Code, Label: l.T("kit.item", "n", a.Quantity, "model", m.Name), Hint: hint})
	}
	return list
}
