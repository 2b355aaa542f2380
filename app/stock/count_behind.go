package stock

import (
	"context"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// CountMove is a movement at the place of a line since the count was opened.
type CountMove struct {
	Movement Movement
	In, Out  int64
	Seen     bool // it is in what was counted
}

// maxMarks is how many units of a line a page shows.
const maxMarks = 500

// CountLineSheet is a line with what stands behind its numbers.
type CountLineSheet struct {
	Count     Count
	Line      CountLine
	Place     string // code
	Now       int64  // what the book has there now
	Moves     []CountMove
	Marks     []CountMark // seen there, or posted as missing
	Unseen    []Unit      // of the snapshot, and still there by the book
	MayRecord bool
}

// CountLine returns a line of a count with its units and with what has moved
// since the count was opened.
func (s *Stock) CountLine(ctx context.Context, ask CountLineAsk) (CountLineSheet, error) {
	return op.Read(ctx, s.d, policy.CountRead, func(v *op.View) (CountLineSheet, error) {
		c, err := ownCountView(v, ask.Count)
		if err != nil {
			return CountLineSheet{}, err
		}
		sheet := CountLineSheet{Count: c, MayRecord: policy.May(v.By, policy.CountRecord, c.Centre) && c.expect(StageCounting, StageCounted) == nil}
		if sheet.Line, err = c.namedLine(v, ask.Place, ask.Model); err != nil {
			return sheet, err
		}
		sheet.Place = sheet.Line.Node.Ref
		return sheet, sheet.fill(v)
	})
}

// CountLineAsk names a line of a count.
type CountLineAsk struct {
	Count string `json:"count"`
	Place string `json:"place"`
	Model string `json:"model"`
}

func (sheet *CountLineSheet) fill(r storage.Reader) error {
	l := sheet.Line
	for b, err := range balances.All(r, storage.BalanceByKey.Key().Text(l.Node.String()).ID(l.Model)) {
		if err != nil {
			return err
		}
		sheet.Now += b.Quantity
	}
	moves, err := movesSince(r, l.Model, l.Node, sheet.Count.Opened)
	if err != nil {
		return err
	}
	for _, m := range moves {
		if m.Cause == sheet.Count.cause() {
			continue
		}
		x := CountMove{Movement: m, Seen: l.sees(m)}
		x.In, x.Out = m.flowAt(l.Model, op.ID{}, l.Node)
		sheet.Moves = append(sheet.Moves, x)
	}
	for m, err := range countMarks.All(r, storage.CountMarkByLine.Key().ID(sheet.Count.ID).Text(l.Node.String()).ID(l.Model)) {
		if err != nil {
			return err
		}
		if sheet.Marks = append(sheet.Marks, m); len(sheet.Marks) == maxMarks {
			break
		}
	}
	return sheet.findUnseen(r)
}

// sees tells whether a movement is in what was counted: of a counted model, in
// the number of every lot that it touched.
func (l *CountLine) sees(m Movement) bool {
	if l.Tracking == Serialised {
		return !l.Upto.IsZero() && !m.Occurred.After(l.Upto)
	}
	for _, x := range l.Lots {
		if in, out := m.flowAt(l.Model, x.Lot, l.Node); (in != 0 || out != 0) && (!x.counted() || m.Occurred.After(x.Upto)) {
			return false
		}
	}
	return true
}

func (sheet *CountLineSheet) findUnseen(r storage.Reader) error {
	if sheet.Line.Tracking != Serialised || sheet.Count.Stage == StagePosted {
		return nil
	}
	unseen, err := unseenBy(r, sheet.Count.ID)
	if err != nil {
		return err
	}
	for _, id := range unseen[sheet.Line.No] {
		u, err := UnitByID(r, id)
		if err != nil {
			return err
		}
		if u.Node == sheet.Line.Node {
			sheet.Unseen = append(sheet.Unseen, u)
		}
		if len(sheet.Unseen) == maxMarks {
			break
		}
	}
	return nil
}
