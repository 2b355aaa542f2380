package stock

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// CountRef names a count, and the version of it that somebody looked at; 0 does
// not ask.
type CountRef struct {
	Count   string `json:"count" validate:"required,max=80"`
	Version int64  `json:"version"`
}

// FinishCount ends the counting and says what differs. Lines that nobody counted
// to the end stay as they are: they are neither found nor missing.
func (s *Stock) FinishCount(ctx context.Context, in CountRef) (Count, error) {
	return op.Write(ctx, s.d, policy.CountRecord, in, func(tx *op.Tx) (Count, error) {
		c, err := ownCount(tx, in.Count, StageCounting)
		if err != nil {
			return c, err
		}
		if len(c.Team) == 0 { // that nothing is there has to be said, too
			return c, fault.New(fault.Conflict, "count.nothing_yet", fault.Args{"number": c.Number})
		}
		if err := c.judgeAll(tx); err != nil {
			return c, err
		}
		c.Stage, c.Ended = StageCounted, tx.At
		c.join(tx.By)
		tx.Changed("stage", "count_"+string(StageCounting), "count_"+string(c.Stage))
		tx.Changed("differs", "", fmt.Sprint(c.Sums.Differs))
		return c, c.save(tx)
	})
}

// judgeAll says of each line what differs, and sums it up. It looks at lists:
// what posting does is decided anew, by records.
func (c *Count) judgeAll(tx *op.Tx) error {
	unseen, err := unseenBy(tx, c.ID)
	if err != nil {
		return err
	}
	c.Sums.Differs, c.Sums.Open = 0, 0
	for l, err := range countLines.All(tx, storage.CountLineByItem.Key().ID(c.ID)) {
		if err != nil {
			return err
		}
		before := l
		if err := l.judgeWith(tx, unseen[l.No]); err != nil {
			return err
		}
		before.Differs, before.Reason = false, ""
		c.Sums.judged(before, l)
		if err := countLines.Put(tx, &l); err != nil {
			return err
		}
	}
	return nil
}

// judged follows one line in the sums, from how it was to how it is.
func (s *CountSums) judged(before, after CountLine) {
	n := func(is bool) int64 {
		if is {
			return 1
		}
		return 0
	}
	s.Differs += n(after.Differs) - n(before.Differs)
	s.Open += n(after.Differs && after.Reason == "") - n(before.Differs && before.Reason == "")
}

// judge is judgeWith for one line.
func (l *CountLine) judge(r storage.Reader, count op.ID) error {
	unseen, err := unseenBy(r, count)
	if err != nil {
		return err
	}
	return l.judgeWith(r, unseen[l.No])
}

// judgeWith says what differs on a line: units that the book has there and that
// were not seen, and lots of which there are more or fewer than the book had at
// the moment of the count.
func (l *CountLine) judgeWith(r storage.Reader, unseen []op.ID) error {
	l.Missing, l.Value, l.Differs = 0, 0, l.Extra > 0
	if !l.Closed.IsZero() && l.Tracking == Serialised {
		for _, id := range unseen {
			u, err := peek(r, &units, storage.UnitByID.Key().ID(id))
			if err != nil {
				return err
			}
			if l.misses(u) {
				l.Missing++
				l.Value -= u.UnitCost
			}
		}
	}
	l.Differs = l.Differs || l.Missing > 0
	for i := range l.Lots {
		if err := l.expectLot(r, &l.Lots[i]); err != nil {
			return err
		}
	}
	return nil
}

// misses tells whether a unit that was not seen should have been: the book has
// it here, and had when the place was closed.
func (l *CountLine) misses(u Unit) bool {
	return u.Node == l.Node && !u.Moved.At.After(l.Upto) && u.Hold != HoldArriving
}

func (l *CountLine) expectLot(r storage.Reader, x *CountedLot) error {
	if !x.counted() {
		return nil
	}
	b, err := peek(r, &balances, balances.ID(&Balance{Node: l.Node, Model: l.Model, Lot: x.Lot}))
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return err
	}
	later, err := netAfter(r, l, x.Lot, x.Upto)
	if err != nil {
		return err
	}
	x.Expected = b.Quantity - later
	l.Value += x.Difference() * x.UnitCost
	l.Differs = l.Differs || x.Difference() != 0
	return nil
}

// unseenBy lists, by the number of their line, the units of a snapshot that the
// count has not seen.
func unseenBy(r storage.Reader, count op.ID) (map[int64][]op.ID, error) {
	seen := map[op.ID]bool{}
	for m, err := range countMarks.All(r, storage.CountMarkByUnit.Key().ID(count)) {
		if err != nil {
			return nil, err
		}
		seen[m.Unit] = m.Kind != MarkMissing
	}
	unseen := map[int64][]op.ID{}
	for p, err := range snapPages.All(r, storage.CountSnapshot.Key().ID(count)) {
		if err != nil {
			return nil, err
		}
		for i := range p.len() {
			if unit, no := p.at(i); !seen[unit] {
				unseen[no] = append(unseen[no], unit)
			}
		}
	}
	return unseen, nil
}

// flowAt is what a movement brought to exactly one node and took from it, of one
// model and, unless lot is zero, of one lot. Unlike on a stock card, a warehouse
// does not stand for its shelves here.
func (m Movement) flowAt(model, lot op.ID, at Node) (in, out int64) {
	for _, l := range m.Lines {
		if l.Model != model || !lot.IsZero() && l.Lot != lot {
			continue
		}
		if l.To == at {
			in += l.Quantity
		}
		if l.From == at {
			out += l.Quantity
		}
	}
	return in, out
}

// movesSince lists the movements of a model to and from a node that happened
// after an instant, the oldest first. It is for showing, and for sums whose
// balance is read by Get in the same transaction: no movement can pass by that.
func movesSince(r storage.Reader, model op.ID, at Node, since time.Time) ([]Movement, error) {
	nodes := []Node{at}
	if at.Kind == AtWarehouse { // what goes from the floor to a shelf is listed by the shelf
		places, err := placesOf(r, at.Ref)
		if err != nil {
			return nil, err
		}
		for _, p := range places[1:] {
			nodes = append(nodes, p.Node)
		}
	}
	known := map[op.ID]bool{}
	var list []Movement
	for _, n := range nodes {
		prefix := storage.MovementByItem.Key().ID(model).Text(n.String())
		for e, err := range r.Scan(prefix.Time(since.Add(time.Millisecond)), kv.PrefixEnd(prefix)) {
			if err != nil {
				return nil, err
			}
			id := op.ID(e.Key[len(e.Key)-16:])
			if known[id] {
				continue
			}
			known[id] = true
			m, err := peek(r, &movements, storage.MovementByID.Key().ID(id))
			if err != nil {
				return nil, err
			}
			if in, out := m.flowAt(model, op.ID{}, at); in != 0 || out != 0 {
				list = append(list, m)
			}
		}
	}
	slices.SortFunc(list, func(a, b Movement) int { return cmp.Or(a.Occurred.Compare(b.Occurred), byID(a.ID, b.ID)) })
	return list, nil
}

// netAfter is what came to the place of a line, less what left it, of a lot
// after an instant.
func netAfter(r storage.Reader, l *CountLine, lot op.ID, upto time.Time) (net int64, err error) {
	moves, err := movesSince(r, l.Model, l.Node, upto)
	if err != nil {
		return 0, err
	}
	for _, m := range moves {
		carried, err := m.carried(r, upto)
		if err != nil {
			return 0, err
		}
		if in, out := m.flowAt(l.Model, lot, l.Node); carried {
			net += in - out
		}
	}
	return net, nil
}

// carried tells whether goods were carried after an instant by a movement that
// happened after it. Another count and a correction of the book move no goods,
// and a reversal says that those of an earlier movement never moved.
func (m Movement) carried(r storage.Reader, upto time.Time) (bool, error) {
	switch m.Kind {
	case CountedOff, Adjusted:
		return false, nil
	case Reverse:
		first, err := peek(r, &movements, storage.MovementByID.Key().ID(m.Reverses))
		if fault.CodeOf(err) == fault.NotFound {
			return true, nil
		}
		return first.Occurred.After(upto), err
	default:
		return true, nil
	}
}
