package stock

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// NewReasons says why lines differ.
type NewReasons struct {
	Count string        `json:"count" validate:"required,max=80"`
	Lines []Explanation `json:"lines" validate:"max=400,dive"`
	Rest  CountReason   `json:"rest" validate:"omitempty,oneof=lost broken used miswritten found"` // of all lines that have none
}

// Explanation is why one line differs, or one missing unit of it. Without a
// reason it says nothing.
type Explanation struct {
	Line   int64       `json:"line" validate:"min=1"`  // its number within the count
	Unit   string      `json:"unit" validate:"max=80"` // a missing unit that has another reason than its line
	Reason CountReason `json:"reason" validate:"omitempty,oneof=lost broken used miswritten found"`
	Note   string      `json:"note" validate:"max=300"`
}

// ExplainCount notes the reasons. Whoever counted may: they know best. To judge
// them is another person's.
func (s *Stock) ExplainCount(ctx context.Context, in NewReasons) (Count, error) {
	return op.Write(ctx, s.d, policy.CountRecord, in, func(tx *op.Tx) (Count, error) {
		c, err := ownCount(tx, in.Count, StageCounted)
		if err != nil {
			return c, err
		}
		said := 0
		for i, x := range in.Lines {
			if x.Reason == "" {
				continue
			}
			if err := c.explain(tx, fmt.Sprintf("lines.%d", i), x); err != nil {
				return c, err
			}
			said++
		}
		if in.Rest != "" {
			if err := c.explainRest(tx, in.Rest); err != nil {
				return c, err
			}
		}
		if said == 0 && in.Rest == "" {
			return c, fault.InField("rest", "count.no_reason", nil)
		}
		tx.Changed("unexplained", "", fmt.Sprint(c.Sums.Open))
		return c, c.save(tx)
	})
}

func (c *Count) explain(tx *op.Tx, field string, x Explanation) error {
	l, err := c.numberedLine(tx, x.Line)
	if err != nil {
		return inField(err, field+".line", "count.line_unknown")
	}
	if !l.Differs {
		return fault.InField(field+".reason", "count.no_difference", fault.Args{"model": l.ModelName, "place": l.PlaceName})
	}
	if x.Unit != "" {
		return c.explainUnit(tx, field, l, x)
	}
	before := l
	l.Reason, l.Note = x.Reason, x.Note
	c.Sums.judged(before, l)
	return countLines.Put(tx, &l)
}

// numberedLine finds a line of the count by its number.
func (c *Count) numberedLine(r storage.Reader, no int64) (CountLine, error) {
	for l, err := range countLines.All(r, storage.CountLineByItem.Key().ID(c.ID)) {
		if err != nil {
			return l, err
		}
		if l.No == no {
			return countLine(r, c.ID, l.Node, l.Model) // now by Get
		}
	}
	return CountLine{}, fault.Missing("count line")
}

// explainUnit gives one missing unit a reason of its own.
func (c *Count) explainUnit(tx *op.Tx, field string, l CountLine, x Explanation) error {
	u, err := unitAt(tx, x.Unit, l.Model.String())
	if err != nil {
		return inField(err, field+".unit", "count.not_missing")
	}
	m, known, err := countMarks.Get(tx, markKey(c.ID, u.ID))
	if err != nil {
		return err
	}
	if known && m.Kind != MarkMissing || u.Model != l.Model || !l.misses(u) {
		return fault.InField(field+".unit", "count.not_missing", nil)
	}
	m = c.missed(tx, l, u)
	m.Reason, m.Note = x.Reason, x.Note
	return countMarks.Put(tx, &m)
}

// missed is the mark of a unit that was not seen.
func (c *Count) missed(tx *op.Tx, l CountLine, u Unit) CountMark {
	return CountMark{
		Count: c.ID, Unit: u.ID, Kind: MarkMissing, Node: l.Node, Model: u.Model, Code: u.Code, Serial: u.Serial,
		Book: u.Node, BookMark: u.Moved, At: tx.At, By: tx.By.Name, Value: u.UnitCost,
	}
}

func (c *Count) explainRest(tx *op.Tx, reason CountReason) error {
	for l, err := range countLines.All(tx, storage.CountLineByItem.Key().ID(c.ID)) {
		if err != nil {
			return err
		}
		if !l.Differs || l.Reason != "" {
			continue
		}
		before := l
		l.Reason = reason
		c.Sums.judged(before, l)
		if err := countLines.Put(tx, &l); err != nil {
			return err
		}
	}
	return nil
}

// NewRecount sends lines back to be counted again.
type NewRecount struct {
	Count string  `json:"count" validate:"required,max=80"`
	Lines []int64 `json:"lines" validate:"max=400,dive,min=1"` // their numbers within the count
	All   bool    `json:"all"`                                 // every line that differs
	Note  string  `json:"note" validate:"max=300"`
}

// Recount opens the counting again for lines that differ. What was counted of
// lots is kept beside the new number; units that were seen stay seen.
func (s *Stock) Recount(ctx context.Context, in NewRecount) (Count, error) {
	return op.Write(ctx, s.d, policy.CountReview, in, func(tx *op.Tx) (Count, error) {
		c, err := ownCount(tx, in.Count, StageCounted)
		if err != nil {
			return c, err
		}
		back, err := c.toRecount(tx, in)
		if err != nil {
			return c, err
		}
		if len(back) == 0 {
			return c, fault.InField("lines", "count.choose_lines", nil)
		}
		for _, l := range back {
			l.sendBack(&c)
			if err := countLines.Put(tx, &l); err != nil {
				return c, err
			}
		}
		c.Stage, c.Rounds = StageCounting, c.Rounds+1
		tx.Changed("stage", "count_"+string(StageCounted), "count_"+string(c.Stage))
		tx.Changed("recount", "", fmt.Sprint(len(back)))
		if in.Note != "" {
			tx.Changed("note", "", in.Note)
		}
		return c, c.save(tx)
	})
}

func (c *Count) toRecount(tx *op.Tx, in NewRecount) (back []CountLine, err error) {
	if in.All {
		for l, err := range countLines.All(tx, storage.CountLineByItem.Key().ID(c.ID)) {
			if err != nil {
				return nil, err
			}
			if l.Differs {
				back = append(back, l)
			}
		}
		return back, nil
	}
	for i, no := range in.Lines {
		l, err := c.numberedLine(tx, no)
		if err != nil {
			return nil, inField(err, fmt.Sprintf("lines.%d", i), "count.line_unknown")
		}
		back = append(back, l)
	}
	return back, nil
}

func (l *CountLine) sendBack(c *Count) {
	before := *l
	if l.Done() {
		c.Sums.Closed--
	}
	l.Closed, l.Upto, l.ClosedBy, l.Recount = time.Time{}, time.Time{}, "", true
	l.Missing, l.Value, l.Differs, l.Reason, l.Note = 0, 0, false, "", ""
	for i := range l.Lots {
		x := &l.Lots[i]
		if !x.counted() {
			continue
		}
		c.Sums.Seen -= x.Counted
		*x = CountedLot{Lot: x.Lot, Code: x.Code, Expiry: x.Expiry, UnitCost: x.UnitCost, Booked: x.Booked, Earlier: append(x.Earlier, x.Counted)}
	}
	c.Sums.judged(before, *l)
}

// ApproveCount accepts a count and posts it: from here on nothing else moves in
// the warehouse until all of it is in the ledger. Only somebody who counted
// nothing may, and only when each difference has its reason.
func (s *Stock) ApproveCount(ctx context.Context, in CountRef) (Count, error) {
	c, err := op.Write(ctx, s.d, policy.CountReview, in, func(tx *op.Tx) (Count, error) {
		c, err := ownCount(tx, in.Count, StageCounted)
		if err != nil {
			return c, err
		}
		if err := c.approvable(tx, in); err != nil {
			return c, err
		}
		c.Stage, c.Reviewer, c.Approved = StagePosting, tellerOf(tx.By), tx.At
		tx.Changed("stage", "count_"+string(StageCounted), "count_"+string(c.Stage))
		if err := lockPlace(tx, c.Warehouse, c.cause()); err != nil {
			return c, err
		}
		if err := beginWork(tx, countWork, c.ID, c.Centre, c.Sums.Seen+c.Sums.Booked+c.Sums.Slots); err != nil {
			return c, err
		}
		return c, c.save(tx)
	})
	if err != nil {
		return c, err
	}
	return s.ResumeCount(ctx, CountRef{Count: c.ID.String()})
}

// approvable refuses a review by a person who counted, one that is not explained
// to the end, and one that would take from somebody what is kept for them.
func (c *Count) approvable(tx *op.Tx, in CountRef) error {
	switch {
	case in.Version != 0 && in.Version != c.Version:
		return fault.New(fault.Conflict, "count.changed", fault.Args{"number": c.Number})
	case c.counters(tx.By.ID):
		return fault.New(fault.Conflict, "count.own_eyes", fault.Args{"number": c.Number})
	case c.Sums.Open > 0:
		return fault.New(fault.Conflict, "count.unexplained", fault.Args{"n": c.Sums.Open})
	}
	return c.nothingKept(tx)
}

// nothingKept finds missing units that are reserved. It is a look ahead, so that
// people hear of it in time; posting passes over one that is reserved later.
func (c *Count) nothingKept(r storage.Reader) error {
	unseen, err := unseenBy(r, c.ID)
	if err != nil {
		return err
	}
	var kept []string
	for l, err := range countLines.All(r, storage.CountLineByItem.Key().ID(c.ID)) {
		if err != nil {
			return err
		}
		if l.Missing == 0 {
			continue
		}
		for _, id := range unseen[l.No] {
			u, err := peek(r, &units, storage.UnitByID.Key().ID(id))
			if err != nil {
				return err
			}
			if l.misses(u) && !u.Allocation.IsZero() && len(kept) < 10 {
				kept = append(kept, strings.TrimSpace(u.Code+" "+u.Reserved.Document))
			}
		}
	}
	if len(kept) > 0 {
		return fault.New(fault.Conflict, "count.reserved", fault.Args{"units": strings.Join(kept, ", ")})
	}
	return nil
}

// CancelCount ends a count of which nothing was posted.
func (s *Stock) CancelCount(ctx context.Context, in CountCancel) (Count, error) {
	return op.Write(ctx, s.d, policy.CountOpen, in, func(tx *op.Tx) (Count, error) {
		c, err := ownCount(tx, in.Count, StageCounting, StageCounted)
		if err != nil {
			return c, err
		}
		tx.Changed("stage", "count_"+string(c.Stage), "count_"+string(StageCancelled))
		tx.Changed("reason", "", in.Reason)
		c.Stage, c.Cancelled = StageCancelled, Mark{By: tx.By.Name, At: tx.At, Document: in.Reason}
		return c, c.save(tx)
	})
}

// CountCancel is the wish to end a count without posting it.
type CountCancel struct {
	Count  string `json:"count" validate:"required,max=80"`
	Reason string `json:"reason" validate:"required,max=200"`
}
