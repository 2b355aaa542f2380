package stock_test

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/op"
	"lumbung/app/stock"
)

func (l *ledger) receives(rt *rapid.T) {
	in := made()
	_, in.Occurred = l.day(rt)
	in.Source = rapid.SampledFrom([]stock.Source{stock.Purchase, stock.Production, stock.Opening}).Draw(rt, "source")
	in.Warehouse = l.somewhere(rt)
	for range rapid.IntRange(1, 3).Draw(rt, "units") {
		l.next++
		in.Serials = append(in.Serials, fmt.Sprintf("S%d", l.next))
	}
	rec, err := l.Receive(l.clerk(), in)
	l.expect(rt, "receive", err, true)
	for _, u := range rec.Units {
		p := &piece{code: l.unit(l.tb, u).Code, receipt: len(l.posted), where: "on hand", place: in.Warehouse, condition: stock.CondNew}
		l.moved(p, in.Occurred)
		p.moves = 0
		l.ids, l.pieces = append(l.ids, u), append(l.pieces, p)
	}
	l.posted = append(l.posted, rec)
}

func (l *ledger) countsIn(rt *rapid.T) {
	l.next++
	in := stock.NewReceipt{Model: l.pad.Slug, Source: stock.Purchase, Fund: "APBN", Lot: fmt.Sprintf("L/%d", l.next), Warehouse: l.somewhere(rt)}
	in.Quantity = rapid.Int64Range(1, 50).Draw(rt, "pieces")
	ago, at := l.day(rt)
	in.Occurred = at
	if rapid.Bool().Draw(rt, "expires") {
		in.Expiry = noon.AddDate(0, rapid.IntRange(1, 9).Draw(rt, "months"), 0)
	}
	rec, err := l.Receive(l.clerk(), in)
	l.expect(rt, "count in", err, true)
	d := &drop{id: rec.Lot, code: in.Lot, expiry: in.Expiry, received: rec.Occurred}
	d.flow(in.Warehouse, ago, in.Quantity)
	l.drops = append(l.drops, d)
	l.padsOf[len(l.posted)] = d
	l.posted = append(l.posted, rec)
}

func (l *ledger) returns(rt *rapid.T) {
	u, p := l.pick(rt)
	rec, err := l.Receive(l.clerk(), stock.NewReceipt{Model: l.chair.Slug, Source: stock.Return, Serials: []string{l.unit(l.tb, u).Serial}})
	if l.expect(rt, "return", err, p.where == "with a person") {
		p.where, p.place, p.hold = "on hand", mainPlace, stock.HoldDecontaminate
		l.moved(p, time.Time{})
		l.posted = append(l.posted, rec)
		l.undone[len(l.posted)-1] = true // the model does not follow the reversal of a return
	}
}

func (l *ledger) undoes(rt *rapid.T) {
	i := rapid.IntRange(0, len(l.posted)-1).Draw(rt, "receipt")
	if l.posted[i].Source == stock.Return {
		return
	}
	ok := !l.undone[i]
	for _, p := range l.pieces {
		ok = ok && (p.receipt != i || p.moves == 0 && p.where == "on hand" && p.allocation.IsZero())
	}
	d := l.padsOf[i]
	if d != nil {
		ok = ok && d.at(d.flows[0].place) >= d.flows[0].n
	}
	_, err := l.Undo(l.clerk(), stock.Undoing{Receipt: l.posted[i].ID, Reason: "uji"})
	if !l.expect(rt, "undo", err, ok) {
		return
	}
	l.undone[i] = true
	if d != nil {
		d.flow(d.flows[0].place, 0, -d.flows[0].n)
	}
	for _, p := range l.pieces {
		if p.receipt == i {
			p.where, p.hold = "void", stock.Free
			l.moved(p, time.Time{})
		}
	}
}

func (l *ledger) reserves(rt *rapid.T) {
	u, p := l.pick(rt)
	l.next++
	_, err := l.reserve(l.clerk(), u, id(uint64(l.next)))
	if l.expect(rt, "reserve", err, p.ready()) {
		p.allocation = id(uint64(l.next))
	}
}

func (l *ledger) releases(rt *rapid.T) {
	u, p := l.pick(rt)
	_, err := l.release(l.clerk(), u, p.allocation)
	if l.expect(rt, "release", err, !p.allocation.IsZero()) {
		p.allocation = op.ID{}
	}
}

func (l *ledger) issues(rt *rapid.T) {
	u, p := l.pick(rt)
	_, err := l.issue(l.clerk(), stock.Issuance{Units: []op.ID{u}, Allocations: []op.ID{p.allocation}, To: id(77)})
	if l.expect(rt, "issue", err, p.where == "on hand" && p.bucket() == stock.Reserved) {
		p.where, p.allocation = "with a person", op.ID{}
		l.moved(p, time.Time{})
	}
}

func (l *ledger) inspects(rt *rapid.T) {
	u, p := l.pick(rt)
	if p.where == "picked" {
		return // whether it may be inspected meanwhile is for the tests of transfers
	}
	found := rapid.SampledFrom(stock.Conditions()).Draw(rt, "condition")
	_, err := l.Inspect(l.clerk(), stock.Inspection{Unit: u.String(), Condition: found})
	if l.expect(rt, "inspect", err, p.where == "on hand") {
		p.condition = found
	}
}

func (l *ledger) holds(rt *rapid.T) {
	u, p := l.pick(rt)
	if p.where == "picked" {
		return
	}
	hold := rapid.SampledFrom([]stock.Hold{stock.HoldQuarantine, stock.HoldFitting, stock.NoHold, stock.NoHold}).Draw(rt, "hold")
	_, err := l.SetHold(l.clerk(), stock.Holding{Unit: u.String(), Hold: hold})
	if l.expect(rt, "hold", err, p.where == "on hand") {
		if p.hold = hold; hold == stock.NoHold {
			p.hold = stock.Free
		}
	}
}

// act posts a movement of one unit.
func (l *ledger) act(rt *rapid.T, what string, p *piece, in stock.NewMove, ok bool, after func(*piece)) {
	in.Units = []string{p.code}
	ok = ok && !in.Occurred.Before(p.since) || ok && in.Occurred.IsZero()
	m, err := l.Move(as(l.tb, head), in)
	if !l.expect(rt, what, err, ok) {
		return
	}
	before := *p
	after(p)
	l.moved(p, in.Occurred)
	l.acts = append(l.acts, &acted{id: m.ID, unit: p, before: before, moves: p.moves})
}

func (l *ledger) putsAway(rt *rapid.T) {
	_, p := l.pick(rt)
	in := stock.NewMove{Kind: stock.Moved, To: l.somewhere(rt)}
	_, in.Occurred = l.day(rt)
	l.act(rt, "put away", p, in, p.where == "on hand" && p.place != in.To, func(p *piece) { p.place = in.To })
}

func (l *ledger) writesOff(rt *rapid.T) {
	_, p := l.pick(rt)
	in := stock.NewMove{Kind: stock.WrittenOff, Reason: stock.Scrapped, Document: "SK-1"}
	_, in.Occurred = l.day(rt)
	l.act(rt, "write off", p, in, p.where == "on hand" && p.allocation.IsZero(), func(p *piece) { p.where = "gone" })
}
