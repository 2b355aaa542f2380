package stock

import (
	"context"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// NewCut says up to which movement somebody who counted had seen the goods move.
type NewCut struct {
	Count string `json:"count" validate:"required,max=80"`
	Place string `json:"place" validate:"max=120"`
	Model string `json:"model" validate:"required,max=120"`
	Lot   string `json:"lot" validate:"max=80"`            // of a counted model; empty: all lots of the line
	After string `json:"after" validate:"required,max=26"` // id of a movement, or "none": counted before all of them
}

// BeforeAll is the After of goods that were counted before all movements.
const BeforeAll = "none"

// Cut says whether a line was counted before or after the movements that were
// made meanwhile. Posting adds those that came after the count to what was
// counted.
func (s *Stock) Cut(ctx context.Context, in NewCut) (CountLine, error) {
	return op.Write(ctx, s.d, policy.CountRecord, in, func(tx *op.Tx) (CountLine, error) {
		c, err := ownCount(tx, in.Count, StageCounting, StageCounted)
		if err != nil {
			return CountLine{}, err
		}
		l, err := c.namedLine(tx, in.Place, in.Model)
		if err != nil {
			return l, err
		}
		upto, err := c.cutAt(tx, l, in.After)
		if err != nil {
			return l, err
		}
		if !l.Closed.IsZero() {
			l.Upto = upto
		}
		for i := range l.Lots {
			if x := &l.Lots[i]; x.counted() && (in.Lot == "" || in.Lot == x.Lot.String() || strings.EqualFold(in.Lot, x.Code)) {
				x.Upto = upto
			}
		}
		if c.Stage == StageCounted { // what differs may be another thing now
			before := l
			if err := l.judge(tx, c.ID); err != nil {
				return l, err
			}
			c.Sums.judged(before, l)
		}
		c.join(tx.By)
		tx.Changed("counted_after", "", in.After)
		if err := countLines.Put(tx, &l); err != nil {
			return l, err
		}
		return l, c.save(tx)
	})
}

// namedLine finds a line of the count by the names of its place and its model.
func (c *Count) namedLine(r storage.Reader, place, model string) (CountLine, error) {
	at, err := c.placeFor(r, place)
	if err != nil {
		return CountLine{}, err
	}
	m, err := FindModel(r, model)
	if err != nil {
		return CountLine{}, inField(err, "model", "receipt.model_unknown")
	}
	l, err := countLine(r, c.ID, at.Node, m.ID)
	return l, inField(err, "model", "count.line_unknown")
}

// cutAt is the instant up to which movements are in a count.
func (c *Count) cutAt(r storage.Reader, l CountLine, after string) (time.Time, error) {
	if after == BeforeAll {
		return c.Opened, nil
	}
	id, err := op.ParseID(after)
	if err != nil {
		return time.Time{}, fault.InField("after", "field.type_id", nil)
	}
	m, ok, err := movements.Get(r, storage.MovementByID.Key().ID(id))
	if err != nil {
		return time.Time{}, err
	}
	in, out := m.flowAt(l.Model, op.ID{}, l.Node)
	if !ok || in == 0 && out == 0 || m.Occurred.Before(c.Opened) {
		return time.Time{}, fault.InField("after", "count.movement_unknown", nil)
	}
	return m.Occurred, nil
}
