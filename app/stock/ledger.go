package stock

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// change is one unit before and after a movement.
type change struct {
	before, after Unit
	fresh         bool // the unit is not stored yet
}

// post writes a movement: the lines in it, which are of counted models, and one
// line for each way that units go. Balances, daybooks, units and tallies follow
// in the same transaction, each written once however many lines touch it.
// Nothing else writes the ledger. It refuses a unit that has moved since the
// movement happened, what would bring a real node below zero on any day from
// then on, and a warehouse that another document keeps for itself.
func post(tx *op.Tx, m Movement, changes []change) (Movement, error) {
	m.ID, m.Recorded, m.By = tx.ID(), tx.At, tx.By
	m.Occurred = m.Occurred.UTC()
	m.Lines = append(slices.Clone(m.Lines), linesOf(changes)...)
	if err := heedRecalls(tx, m, changes); err != nil {
		return m, err
	}
	sums, flows, books, known := count{}, flows{}, entries{}, map[op.ID]Lot{}
	for _, l := range m.Lines {
		if err := l.check(m); err != nil {
			return m, err
		}
		if err := readLot(tx, known, l.Lot); err != nil {
			return m, err
		}
		flows.add(l)
		books.add(&m, l, known[l.Lot].goods())
	}
	if err := flows.post(tx, sums, m, known); err != nil {
		return m, err
	}
	if err := books.post(tx, m.Occurred); err != nil {
		return m, err
	}
	if err := flows.total(tx); err != nil {
		return m, err
	}
	if err := postUnits(tx, m, changes, sums); err != nil {
		return m, err
	}
	tx.Occurred(m.Occurred)
	if err := sums.apply(tx); err != nil {
		return m, err
	}
	return m, movements.Add(tx, &m, nil)
}

// postUnits saves the units that a movement moves, and counts them in sums.
func postUnits(tx *op.Tx, m Movement, changes []change, sums count) error {
	hang := follow(tx, m)
	for _, c := range changes {
		if !c.fresh && m.Occurred.Before(c.before.Moved.At) {
			return fault.InField("occurred_at", "unit.before_last_move", fault.Args{"code": c.before.Code, "since": c.before.Moved.At})
		}
		c.after.LastMove = m.ID
		c.after.Moved = Mark{By: tx.By.Name, At: m.Occurred, Document: m.Document}
		if err := hang.see(&c); err != nil {
			return err
		}
		if err := c.save(tx); err != nil {
			return err
		}
		sums.shift(c.before, c.after)
	}
	return nil
}

// save stores the unit as it is after the change.
func (c change) save(tx *op.Tx) error {
	c.after.Version++
	if c.fresh {
		return units.Add(tx, &c.after, nil)
	}
	return units.Put(tx, &c.after)
}

// putUnit stores a unit that changes without moving, with its tally.
func putUnit(tx *op.Tx, before, after Unit) (Unit, error) {
	return putUnitFor(tx, before, after, Cause{})
}

// readLot reads a lot into known, once.
func readLot(r storage.Reader, known map[op.ID]Lot, id op.ID) error {
	if _, read := known[id]; read {
		return nil
	}
	lot, err := LotByID(r, id)
	known[id] = lot
	return err
}

// way is what makes lines one: the same goods from and to the same nodes.
type way struct {
	model, lot op.ID
	from, to   Node
}

// linesOf gathers units that go the same way into lines.
func linesOf(changes []change) []Line {
	var lines []Line
	at := map[way]int{}
	for _, c := range changes {
		w := way{c.after.Model, c.after.Lot, c.before.Node, c.after.Node}
		i, known := at[w]
		if !known {
			i = len(lines)
			at[w], lines = i, append(lines, Line{Model: w.model, Lot: w.lot, From: w.from, To: w.to})
		}
		lines[i].Units = append(lines[i].Units, c.after.ID)
		lines[i].Quantity++
	}
	return lines
}

func (l Line) check(m Movement) error {
	if l.Quantity <= 0 || l.From == l.To || (len(l.Units) > 0 && int64(len(l.Units)) != l.Quantity) {
		return fmt.Errorf("stock: line %+v of movement %s leads nowhere", l, m.ID)
	}
	return nil
}

// flows sums up what the lines of a movement bring to and take from each node.
type flows map[spot]flow

type flow struct {
	in, out int64
	counted int64 // the part of in - out that is of counted models
}

func (f flows) add(l Line) {
	from, to := spot{l.From, l.Model, l.Lot}, spot{l.To, l.Model, l.Lot}
	out, in := f[from], f[to]
	out.out += l.Quantity
	in.in += l.Quantity
	if len(l.Units) == 0 { // units count by themselves
		out.counted -= l.Quantity
		in.counted += l.Quantity
	}
	f[from], f[to] = out, in
}

// post moves balances and daybooks in the order of their keys, and notes in sums
// what tallies have to follow.
func (f flows) post(tx *op.Tx, sums count, m Movement, known map[op.ID]Lot) error {
	days := map[shelfBook]flow{}
	for _, s := range slices.SortedFunc(maps.Keys(f), spotOrder) {
		x := f[s]
		b, err := moveBalance(tx, Balance{Node: s.node, Model: s.model, Lot: s.lot, Centre: m.Centre}, x.in-x.out)
		if err != nil {
			return err
		}
		sums.add(s.model, b.Centre, s.node.bucket(), x.counted)
		if s.node.Kind == AtTransit {
			sums.watch(s.model, s.node, x.in-x.out)
		} else {
			sums.watch(s.model, s.node, x.counted)
		}
		if x.counted != 0 {
			sums.fundPieces(known[s.lot], b.Centre, s.node, x.counted)
		}
		if s.node.Kind == AtProduction {
			sums.made(s.model, s.node.Ref, x.out-x.in)
		}
		if !s.node.Real() {
			continue
		}
		for _, lot := range []op.ID{s.lot, {}} {
			k := bookAt(s.node, s.model, lot)
			d := days[k]
			d.in, d.out = d.in+x.in, d.out+x.out
			days[k] = d
		}
	}
	return postDays(tx, days, m)
}

func postDays(tx *op.Tx, days map[shelfBook]flow, m Movement) error {
	locked := ""
	for _, k := range slices.SortedFunc(maps.Keys(days), shelfOrder) {
		if k.Warehouse != locked {
			if err := unlocked(tx, k.Warehouse, m.Cause); err != nil {
				return err
			}
			locked = k.Warehouse
		}
		if err := bookDay(tx, k, m.Occurred, days[k].in, days[k].out); err != nil {
			return err
		}
	}
	return nil
}

func spotOrder(a, b spot) int {
	return cmp.Or(cmp.Compare(a.node.Kind, b.node.Kind), cmp.Compare(a.node.Ref, b.node.Ref), byID(a.model, b.model), byID(a.lot, b.lot))
}

func shelfOrder(a, b shelfBook) int {
	return cmp.Or(cmp.Compare(a.Warehouse, b.Warehouse), byID(a.Model, b.Model), byID(a.Lot, b.Lot), cmp.Compare(a.Shelf, b.Shelf))
}

func byID(a, b op.ID) int { return bytes.Compare(a[:], b[:]) }
