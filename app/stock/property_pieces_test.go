package stock_test

import (
	"cmp"
	"slices"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/stock"
)

// stack is pieces of one lot at one place.
type stack struct {
	*drop
	place string
}

// firstOut are the lots at places in the order in which they leave.
func (l *ledger) firstOut(places ...string) []stack {
	var there []stack
	for _, place := range places {
		for _, d := range l.drops {
			if d.at(place) > 0 {
				there = append(there, stack{d, place})
			}
		}
	}
	never := noon.AddDate(100, 0, 0)
	slices.SortStableFunc(there, func(a, b stack) int {
		x, y := a.expiry, b.expiry
		if x.IsZero() {
			x = never
		}
		if y.IsZero() {
			y = never
		}
		if c := cmp.Or(x.Compare(y), a.received.Compare(b.received)); c != 0 {
			return c
		}
		return slices.Index(l.drops, a.drop) - slices.Index(l.drops, b.drop)
	})
	return there
}

// take posts a movement of pads out of a place, of one lot or of those that
// leave first. What is used up may come from any shelf of a warehouse.
func (l *ledger) take(rt *rapid.T, what string, in stock.NewMove, to string) {
	in.Model, in.From = l.pad.Slug, l.somewhere(rt)
	in.Quantity = rapid.Int64Range(1, 30).Draw(rt, "pieces")
	ago, at := l.day(rt)
	in.Occurred = at
	lots := l.firstOut(in.From)
	if named := rapid.Bool().Draw(rt, "named lot"); named && len(lots) > 0 {
		lots = lots[:1]
		in.Lot = lots[0].id.String()
	} else if in.Kind == stock.Issued && in.From == mainPlace {
		lots = l.firstOut(mainPlace, shelfPlace)
	}
	left, ok := in.Quantity, in.From != to
	a := &acted{to: to}
	for _, d := range lots {
		if n := min(left, d.at(d.place)); n > 0 {
			a.lots, a.amounts = append(a.lots, d), append(a.amounts, n)
			left -= n
			ok = ok && d.allows(d.place, ago, n)
		}
	}
	if in.Kind == stock.Adjusted {
		in.Quantity = -in.Quantity
	}
	m, err := l.Move(as(l.tb, head), in)
	if !l.expect(rt, what, err, ok && left == 0) {
		return
	}
	for i, d := range a.lots {
		d.flow(d.place, ago, -a.amounts[i])
		if to != "" {
			d.flow(to, ago, a.amounts[i])
		}
	}
	a.id = m.ID
	l.acts = append(l.acts, a)
}

func (l *ledger) usesUp(rt *rapid.T) {
	l.take(rt, "use up", stock.NewMove{Kind: stock.Issued, Reason: stock.ForService}, "")
}

func (l *ledger) movesPads(rt *rapid.T) {
	to := l.somewhere(rt)
	l.take(rt, "move pads", stock.NewMove{Kind: stock.Moved, To: to}, to)
}

func (l *ledger) corrects(rt *rapid.T) {
	if rapid.Bool().Draw(rt, "down") {
		l.take(rt, "correct down", stock.NewMove{Kind: stock.Adjusted, Reason: stock.Miscounted}, "")
		return
	}
	place := l.somewhere(rt)
	lots := l.firstOut(place)
	if len(lots) == 0 {
		return
	}
	ago, at := l.day(rt)
	in := stock.NewMove{Kind: stock.Adjusted, Reason: stock.Miscounted, Model: l.pad.Slug, From: place, Lot: lots[0].id.String(), Quantity: 3, Occurred: at}
	m, err := l.Move(as(l.tb, head), in)
	l.expect(rt, "correct up", err, true)
	lots[0].flow(place, ago, 3)
	l.acts = append(l.acts, &acted{id: m.ID, to: place, lots: []stack{{lots[0].drop, ""}}, amounts: []int64{3}})
}

func (l *ledger) reverses(rt *rapid.T) {
	if len(l.acts) == 0 {
		return
	}
	a := rapid.SampledFrom(l.acts).Draw(rt, "movement")
	ok := !a.gone
	if a.unit != nil {
		ok = ok && a.unit.moves == a.moves && a.unit.allocation.IsZero() && a.unit.where != "picked"
	}
	for i, d := range a.lots {
		ok = ok && (a.to == "" || d.at(a.to) >= a.amounts[i])
	}
	_, err := l.Reverse(as(l.tb, head), stock.Reversal{Movement: a.id, Reason: "uji"})
	if !l.expect(rt, "reverse", err, ok) {
		return
	}
	a.gone = true
	if p := a.unit; p != nil {
		p.where, p.place = a.before.where, a.before.place
		l.moved(p, time.Time{})
	}
	for i, d := range a.lots {
		if d.place != "" {
			d.flow(d.place, 0, a.amounts[i])
		}
		if a.to != "" {
			d.flow(a.to, 0, -a.amounts[i])
		}
	}
}
