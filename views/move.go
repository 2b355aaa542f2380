package views

import (
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// MovePage is the form of a movement of staff (/gudang/mutasi/baru).
type MovePage struct {
	Form        Form
	Models      []Option
	Places      []Option // warehouses and shelves of the own centre
	MayWriteOff bool     // also to correct the book
}

// kinds are the movements that the actor may post.
func (p MovePage) kinds(l i18n.Lang) (list []Option) {
	kinds := []stock.MovementKind{stock.Moved, stock.Issued}
	if p.MayWriteOff {
		kinds = append(kinds, stock.WrittenOff, stock.Adjusted)
	}
	for _, k := range kinds {
		key := "choice.move_" + wordKey(string(k))
		list = append(list, Option{Value: string(k), Label: l.T(key), Hint: l.T(key + "_hint")})
	}
	return list
}

// reasons are those of all kinds that the actor may post, each with its kind.
func (p MovePage) reasons(l i18n.Lang) (list []Option) {
	for _, k := range p.kinds(l) {
		for _, r := range stock.Reasons(stock.MovementKind(k.Value)) {
			list = append(list, Option{Value: string(r), Label: k.Label + ": " + l.T("choice.reason_"+string(r))})
		}
	}
	return list
}
