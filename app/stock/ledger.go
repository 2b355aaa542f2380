package stock

import (
	"fmt"
	"slices"

	"lumbung/app/op"
)

// change is one unit before and after a movement.
type change struct {
	before, after Unit
	fresh         bool // the unit is not stored yet
}

// post writes a movement: the lines in it, which are of counted models, and one
// line for each way that units go. Balances, daybooks, units and tallies follow
// in the same transaction. Nothing else writes the ledger.
func post(tx *op.Tx, m Movement, changes []change) (Movement, error) {
	m.ID, m.Recorded, m.By = tx.ID(), tx.At, tx.By
	m.Occurred = m.Occurred.UTC()
	sums := count{}
	m.Lines = append(slices.Clone(m.Lines), linesOf(changes)...)
	for _, l := range m.Lines {
		if err := postLine(tx, sums, m, l); err != nil {
			return m, err
		}
	}
	for _, c := range changes {
		c.after.LastMove = m.ID
		c.after.Moved = Mark{By: tx.By.Name, At: m.Occurred, Document: m.Document}
		if err := c.save(tx); err != nil {
			return m, err
		}
		sums.shift(c.before, c.after)
	}
	tx.Occurred(m.Occurred)
	if err := sums.apply(tx); err != nil {
		return m, err
	}
	return m, movements.Add(tx, &m, nil)
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
	sums := count{}
	sums.shift(before, after)
	if err := sums.apply(tx); err != nil {
		return before, err
	}
	after.Version = before.Version + 1
	return after, units.Put(tx, &after)
}

// linesOf gathers units that go the same way into lines.
func linesOf(changes []change) []Line {
	var lines []Line
	for _, c := range changes {
		way := Line{Model: c.after.Model, Lot: c.after.Lot, From: c.before.Node, To: c.after.Node}
		i := slices.IndexFunc(lines, func(l Line) bool {
			return l.Model == way.Model && l.Lot == way.Lot && l.From == way.From && l.To == way.To
		})
		if i < 0 {
			i, lines = len(lines), append(lines, way)
		}
		lines[i].Units = append(lines[i].Units, c.after.ID)
		lines[i].Quantity++
	}
	return lines
}

func postLine(tx *op.Tx, sums count, m Movement, l Line) error {
	if l.Quantity <= 0 || l.From == l.To || (len(l.Units) > 0 && int64(len(l.Units)) != l.Quantity) {
		return fmt.Errorf("stock: line %+v of movement %s leads nowhere", l, m.ID)
	}
	if err := postEnd(tx, sums, m, l, l.From, -l.Quantity); err != nil {
		return err
	}
	return postEnd(tx, sums, m, l, l.To, l.Quantity)
}

// postEnd books one end of a line. Units count by themselves, so only the tally
// of a counted model follows the line.
func postEnd(tx *op.Tx, sums count, m Movement, l Line, at Node, delta int64) error {
	b, err := moveBalance(tx, Balance{Node: at, Model: l.Model, Lot: l.Lot, Centre: m.Centre}, delta)
	if err != nil {
		return err
	}
	if len(l.Units) == 0 {
		sums.add(l.Model, b.Centre, at.bucket(), delta)
	}
	if at.Kind == AtProduction {
		sums.made(l.Model, at.Ref, -delta)
	}
	if !at.Real() {
		return nil
	}
	return bookDay(tx, at, l.Model, m.Occurred, max(delta, 0), max(-delta, 0))
}
