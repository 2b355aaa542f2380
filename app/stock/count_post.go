package stock

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// countWork is the kind of the work that posts a count.
const countWork = "count"

// What one step of posting does at the most: a unit that moves takes a dozen
// writes, one that is only looked at two reads.
const (
	postedInStep = 100
	lookedInStep = 600
)

// The phases of posting, in order; they are the stages of the work.
const (
	phaseSeen    = "" // units that were seen elsewhere, and conditions
	phaseMissing = "missing"
	phaseLots    = "lots"
	phaseClose   = "close" // when each line was last counted, and the minutes
)

// ResumeCount goes on with the posting of a count that was cut off, and answers
// with the count as it is then.
func (s *Stock) ResumeCount(ctx context.Context, in CountRef) (Count, error) {
	c, err := op.Read(ctx, s.d, policy.CountReview, func(v *op.View) (Count, error) {
		c, err := FindCount(v, in.Count, v.By.Centre)
		if err != nil {
			return c, err
		}
		return c, v.Allow(c.Centre)
	})
	if err != nil {
		return c, err
	}
	if err := s.RunWork(ctx, countWork, c.ID); err != nil && fault.As(err).Key != "stock.work_done" {
		return c, err
	}
	return op.Read(ctx, s.d, policy.CountReview, func(v *op.View) (Count, error) {
		if err := v.Allow(c.Centre); err != nil {
			return c, err
		}
		return CountByID(v, c.ID)
	})
}

// stepCount posts the next part of a count.
func stepCount(tx *op.Tx, w *Work) (done bool, err error) {
	c, err := CountByID(tx, w.ID)
	if err != nil || c.Stage != StagePosting {
		return true, err
	}
	p := &posting{tx: tx, c: &c, lines: map[string]*CountLine{}, by: map[CountReason]*batch{}}
	before := w.Done
	switch w.Stage {
	case phaseSeen:
		err = p.seen(w)
	case phaseMissing:
		err = p.missing(w)
	case phaseLots:
		err = p.pieces(w)
	default:
		done, err = p.close(w)
	}
	if err != nil {
		return false, err
	}
	if err := p.post(); err != nil {
		return false, err
	}
	tx.Changed("posted", fmt.Sprint(before), fmt.Sprint(w.Done))
	return done, c.save(tx)
}

// posting is one step on its way into the ledger.
type posting struct {
	tx     *op.Tx
	c      *Count
	lines  map[string]*CountLine
	by     map[CountReason]*batch
	posted int
}

// batch is what goes into one movement: all that differs for one reason.
type batch struct {
	lines   []Line
	changes []change
}

func (p *posting) batch(reason CountReason) *batch {
	if p.by[reason] == nil {
		p.by[reason] = &batch{}
	}
	p.posted++
	return p.by[reason]
}

// post writes the movements of the step, one for each reason, and the lines.
func (p *posting) post() error {
	for _, reason := range slices.Sorted(maps.Keys(p.by)) {
		b := p.by[reason]
		m := Movement{
			Kind: CountedOff, Centre: p.c.Centre, Occurred: p.tx.At, Document: p.c.Number,
			Reason: string(reason), Cause: p.c.cause(), Lines: b.lines,
		}
		for _, x := range b.changes {
			p.tx.About("unit", x.after.ID, x.after.Code)
		}
		if _, err := post(p.tx, m, b.changes); err != nil {
			return err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(p.lines)) {
		if err := countLines.Put(p.tx, p.lines[key]); err != nil {
			return err
		}
	}
	return nil
}

// line reads a line once, to be stored again at the end of the step.
func (p *posting) line(at Node, model op.ID) (*CountLine, error) {
	key := string(countLineKey(p.c.ID, at, model))
	if l := p.lines[key]; l != nil {
		return l, nil
	}
	l, err := countLine(p.tx, p.c.ID, at, model)
	if err != nil {
		return nil, err
	}
	p.lines[key] = &l
	return &l, nil
}

// next goes on to a phase.
func (p *posting) next(w *Work, phase string) {
	w.Stage, p.c.Cursor = phase, nil
}

// from is where the phase goes on among keys with a prefix.
func (p *posting) from(prefix storage.Key) []byte {
	if p.c.Cursor == nil {
		return prefix
	}
	return p.c.Cursor
}

// after is the first key behind another.
func after(key storage.Key) []byte { return append(bytes.Clone(key), 0) }

// seen moves units to where they were seen, and notes in which condition.
func (p *posting) seen(w *Work) error {
	prefix := storage.CountMarkByUnit.Key().ID(p.c.ID)
	looked := 0
	for m, err := range countMarks.Range(p.tx, p.from(prefix), kv.PrefixEnd(prefix)) {
		if err != nil {
			return err
		}
		if looked == lookedInStep || p.posted >= postedInStep {
			return nil
		}
		looked++
		p.c.Cursor = after(countMarks.ID(&m))
		if m.Kind == MarkMissing {
			continue
		}
		w.Done++
		if m.Kind == MarkFound && m.Condition == "" {
			continue
		}
		if err := p.settle(m); err != nil {
			return err
		}
	}
	p.next(w, phaseMissing)
	return nil
}

// settle makes the book follow one unit that was seen.
func (p *posting) settle(m CountMark) error {
	u, err := UnitByID(p.tx, m.Unit)
	if err != nil {
		return err
	}
	to := u
	if m.Kind == MarkExtra {
		l, err := p.line(m.Node, m.Model)
		if err != nil {
			return err
		}
		if m.Outcome = p.outcomeOf(m, u, l); m.Outcome == OutcomeMoved || m.Outcome == OutcomeBack {
			to.Node = m.Node
			l.gain(p.c, 1)
			if m.Outcome == OutcomeBack {
				l.value(p.c, u.UnitCost)
			}
		} else {
			p.posted++ // it is written all the same
			l.leave(p.c, 1, string(m.Outcome))
		}
		if err := countMarks.Put(p.tx, &m); err != nil {
			return err
		}
	}
	if m.Condition != "" && m.Condition != u.Condition && to.Node == m.Node && !u.Inspected.At.After(m.At) {
		p.tx.Changed("condition", Word(u.Condition), Word(m.Condition))
		to.Condition, to.Inspected = m.Condition, Mark{By: m.By, At: m.At, Document: p.c.Number}
	}
	switch {
	case to.Node != u.Node:
		b := p.batch(p.reason(m))
		b.changes = append(b.changes, change{before: u, after: to})
	case to.Condition != u.Condition:
		p.posted++
		p.tx.About("unit", u.ID, u.Code)
		_, err = putUnit(p.tx, u, to)
	}
	return err
}

// outcomeOf is what posting does about a unit that was seen where the book did
// not have it.
func (p *posting) outcomeOf(m CountMark, u Unit, l *CountLine) CountOutcome {
	switch {
	case u.Node == m.Node, u.Moved.At.After(m.At):
		return OutcomeSince
	case l.Reason == "":
		return OutcomeOpen
	default:
		return p.c.settles(u)
	}
}

func (p *posting) reason(m CountMark) CountReason {
	if l := p.lines[string(countLineKey(p.c.ID, m.Node, m.Model))]; m.Reason == "" && l != nil {
		return l.Reason
	}
	return m.Reason
}

// close notes when each line was last counted, and at last freezes the minutes
// and gives the warehouse free.
func (p *posting) close(w *Work) (done bool, err error) {
	prefix := storage.CountLineByItem.Key().ID(p.c.ID)
	n := 0
	for l, err := range countLines.Range(p.tx, p.from(prefix), kv.PrefixEnd(prefix)) {
		if err != nil {
			return false, err
		}
		if n++; n > lookedInStep {
			return false, nil
		}
		w.Done++
		p.c.Cursor = after(countLines.ID(&l))
		if !l.Done() {
			continue
		}
		if err := noteCounted(p.tx, lastCounted{Node: l.Node, Model: l.Model, At: l.cut(), Count: p.c.ID}); err != nil {
			return false, err
		}
	}
	return true, p.freeze()
}

// freeze ends the posting: the minutes are from now on what they are.
func (p *posting) freeze() error {
	centre, err := network.CentreByCode(p.tx, p.c.Centre)
	if err != nil {
		return err
	}
	p.c.Head = CountHead{Centre: centre.Name, Address: centre.Address, HeadName: centre.Head.Name, HeadTitle: centre.Head.Title}
	p.c.Stage, p.c.Posted, p.c.Cursor = StagePosted, p.tx.At, nil
	if p.c.Hash, err = p.c.ContentHash(p.tx); err != nil {
		return err
	}
	p.tx.Changed("stage", "count_"+string(StagePosting), "count_"+string(p.c.Stage))
	return unlockPlace(p.tx, p.c.Warehouse)
}
