package stock

import (
	"bytes"
	"slices"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// missing posts units that were not seen to the losses of the count.
func (p *posting) missing(w *Work) error {
	named := map[int64]CountLine{}
	for l, err := range countLines.All(p.tx, storage.CountLineByItem.Key().ID(p.c.ID)) {
		if err != nil {
			return err
		}
		named[l.No] = l
	}
	looked := 0
	for pos, err := range p.unitsFrom() {
		if err != nil {
			return err
		}
		if looked == lookedInStep || p.posted >= postedInStep {
			return nil
		}
		looked++
		w.Done++
		p.c.Cursor = after(pos.unit[:])
		if l := named[pos.line]; !l.Closed.IsZero() && l.Missing > 0 {
			if err := p.miss(pos.unit, l); err != nil {
				return err
			}
		}
	}
	p.next(w, phaseLots)
	return nil
}

// unitsFrom yields the units of the snapshot from the cursor on, which is here
// the id of a unit.
func (p *posting) unitsFrom() func(yield func(numbered, error) bool) {
	return func(yield func(numbered, error) bool) {
		for page, err := range snapPages.All(p.tx, storage.CountSnapshot.Key().ID(p.c.ID)) {
			if err != nil {
				yield(numbered{}, err)
				return
			}
			for i := range page.len() {
				unit, line := page.at(i)
				if bytes.Compare(unit[:], p.c.Cursor) >= 0 && !yield(numbered{unit, line}, nil) {
					return
				}
			}
		}
	}
}

func (p *posting) miss(unit op.ID, l CountLine) error {
	m, known, err := countMarks.Get(p.tx, markKey(p.c.ID, unit))
	if err != nil || known && m.Kind != MarkMissing {
		return err
	}
	u, err := UnitByID(p.tx, unit)
	if err != nil || !l.misses(u) {
		return err
	}
	if !known {
		m = p.c.missed(p.tx, l, u)
	}
	kept, err := p.line(l.Node, l.Model)
	if err != nil {
		return err
	}
	reason := m.Reason
	if reason == "" {
		reason = kept.Reason
	}
	switch {
	case reason == "":
		m.Outcome = OutcomeOpen
	case !u.Allocation.IsZero():
		m.Outcome = OutcomeReserved
	default:
		m.Outcome, m.Reason = OutcomeLost, reason
	}
	if m.Outcome == OutcomeLost {
		gone := u
		gone.Node = Node{AtCountLoss, p.c.ID.String()}
		b := p.batch(reason)
		b.changes = append(b.changes, change{before: u, after: gone})
		kept.lose(p.c, 1)
		kept.value(p.c, -u.UnitCost)
	} else {
		p.posted++
		kept.leave(p.c, 1, string(m.Outcome))
	}
	return countMarks.Put(p.tx, &m)
}

// pieces sets the lots of counted models to what was counted.
func (p *posting) pieces(w *Work) error {
	prefix := storage.CountLineByItem.Key().ID(p.c.ID)
	for l, err := range countLines.Range(p.tx, p.from(prefix), kv.PrefixEnd(prefix)) {
		if err != nil {
			return err
		}
		if p.posted >= postedInStep/4 { // a line may have many lots
			return nil
		}
		p.c.Cursor = after(countLines.ID(&l))
		if l.Tracking != Counted || l.Seen() == 0 && !l.tellsAny() {
			continue
		}
		kept, err := p.line(l.Node, l.Model)
		if err != nil {
			return err
		}
		for i := range kept.Lots {
			if err := p.set(kept, &kept.Lots[i]); err != nil {
				return err
			}
		}
	}
	p.next(w, phaseClose)
	return nil
}

func (l *CountLine) tellsAny() bool {
	return slices.ContainsFunc(l.Lots, func(x CountedLot) bool { return x.counted() })
}

// set brings a lot to what was counted of it, with what has moved since. The
// balance is read by Get: whatever moves meanwhile makes the step run again.
func (p *posting) set(l *CountLine, x *CountedLot) error {
	if !x.counted() {
		return nil
	}
	b, _, err := balances.Get(p.tx, balances.ID(&Balance{Node: l.Node, Model: l.Model, Lot: x.Lot}))
	if err != nil {
		return err
	}
	later, err := netAfter(p.tx, l, x.Lot, x.Upto)
	if err != nil {
		return err
	}
	target := x.Counted + later
	delta := target - b.Quantity
	switch {
	case delta == 0:
		return nil
	case l.Reason == "":
		x.Why = string(OutcomeOpen)
	case target < 0: // more has left since than was counted
		x.Why = string(OutcomeSince)
	}
	if x.Why != "" {
		l.leave(p.c, max(delta, -delta), x.Why)
		return nil
	}
	x.Posted = delta
	line := Line{Model: l.Model, Lot: x.Lot, From: Node{AtCountGain, p.c.ID.String()}, To: l.Node, Quantity: delta}
	if delta < 0 {
		line = Line{Model: l.Model, Lot: x.Lot, From: l.Node, To: Node{AtCountLoss, p.c.ID.String()}, Quantity: -delta}
		l.lose(p.c, -delta)
	} else {
		l.gain(p.c, delta)
	}
	l.value(p.c, delta*x.UnitCost)
	into := p.batch(l.Reason)
	into.lines = append(into.lines, line)
	return nil
}

func (l *CountLine) gain(c *Count, n int64) { l.Gained += n; c.Sums.Gained += n }
func (l *CountLine) lose(c *Count, n int64) { l.Lost += n; c.Sums.Lost += n }
func (l *CountLine) value(c *Count, rupiah int64) {
	l.Worth += rupiah
	c.Sums.Value += rupiah
}

func (l *CountLine) leave(c *Count, n int64, why string) {
	l.Left += n
	c.Sums.Left += n
	l.Why = why
}
