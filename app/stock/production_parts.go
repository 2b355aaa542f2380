package stock

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// The movements of production.
const (
	IntoWork  MovementKind = "work"    // parts from a warehouse into an order
	OutOfWork MovementKind = "unwork"  // parts that were not needed come back
	Yielded   MovementKind = "produce" // good pieces come out, and their parts are used
)

// maxWorkParts is the most lots that one order can hold: its record stays small.
const maxWorkParts = 300

// PartsMove is parts that go into an order or come back from it. Codes are what
// a scanner reads, the code of a model for each piece.
type PartsMove struct {
	Order    string     `json:"id" validate:"required,max=60"`
	Lines    []PartLine `json:"lines" validate:"dive"`
	Codes    []string   `json:"codes" validate:"max=500,dive,max=120"`
	Place    string     `json:"place" validate:"max=120"` // warehouse or shelf; empty for the main warehouse
	Occurred time.Time  `json:"occurred_at"`              // zero for now
	Note     string     `json:"note" validate:"max=300"`
}

// Check finds what no tag can say.
func (in PartsMove) Check() []fault.Field {
	bad := checkPartLines(in.Lines)
	if len(bad) == 0 && len(in.Codes) == 0 && !slices.ContainsFunc(in.Lines, func(l PartLine) bool { return !l.empty() }) {
		bad = append(bad, fault.Field{Name: "lines", Key: "production.nothing"})
	}
	return bad
}

// parts are the models with what is wanted of each, the lines and the scans
// taken together.
func (in PartsMove) parts(tx *op.Tx, o Order) ([]Part, error) {
	parts, err := partsOf(tx, in.Lines, o.Model)
	if err != nil {
		return nil, err
	}
	for i, code := range in.Codes {
		found, err := partsOf(tx, []PartLine{{Model: code, Quantity: 1}}, o.Model)
		if err != nil {
			return nil, renamed(err, fmt.Sprintf("codes.%d", i))
		}
		at := slices.IndexFunc(parts, func(p Part) bool { return p.Model == found[0].Model })
		if at < 0 {
			parts = append(parts, found[0])
		} else {
			parts[at].Quantity++
		}
	}
	return parts, nil
}

// renamed blames another field for what a helper found.
func renamed(err error, name string) error {
	f := fault.As(err)
	if f.Code != fault.Invalid || len(f.Fields) == 0 {
		return err
	}
	return fault.InField(name, f.Fields[0].Key, f.Fields[0].Args)
}

// IssueParts moves parts from a warehouse of the centre into the work of an
// order. Lots leave as they expire; what has expired stays. It fails with
// Conflict part.short when there is not enough, and takes all or nothing.
func (s *Stock) IssueParts(ctx context.Context, in PartsMove) (Order, error) {
	return op.Write(ctx, s.d, policy.ProductionIssue, in, func(tx *op.Tx) (Order, error) {
		o, at, err := in.open(tx)
		if err != nil {
			return o, err
		}
		parts, err := in.parts(tx, o)
		if err != nil {
			return o, err
		}
		m := o.movement(IntoWork, in.Note)
		if m.Occurred, err = when(in.Occurred, tx); err != nil {
			return o, err
		}
		for _, p := range parts {
			taken, err := pick(tx, p.Model, at, o.work(), p.Quantity, m.Occurred)
			if err != nil {
				return o, err
			}
			m.Lines = append(m.Lines, taken.Lines...)
			for i, l := range taken.Lines {
				o.part(l.Model, l.Lot, taken.Prices[i]).In += l.Quantity
			}
		}
		if err := o.fits(); err != nil {
			return o, err
		}
		o.Stage = OrderRunning
		_, err = o.post(tx, m, nil)
		return o, err
	})
}

// fits refuses an order that has become too large to be kept in one record or
// worth more than any order can be.
func (o Order) fits() error {
	if len(o.Parts) > maxWorkParts {
		return fault.New(fault.Invalid, "production.too_many_lots", fault.Args{"max": maxWorkParts})
	}
	sum := int64(0)
	for _, p := range o.Parts {
		w, err := worth(p.In, p.Price)
		if sum += w; err != nil || sum > maxCost {
			return fault.New(fault.Invalid, "cost.too_large", nil)
		}
	}
	return nil
}

// open reads the order and the place that belongs to its centre.
func (in PartsMove) open(tx *op.Tx) (Order, Place, error) {
	o, err := openOrder(tx, in.Order)
	if err != nil {
		return o, Place{}, err
	}
	at, err := ownPlace(tx, in.Place, o.Centre)
	return o, at, err
}

// ownPlace is a place of a centre; those of others are not known here.
func ownPlace(tx *op.Tx, code, centre string) (Place, error) {
	at, err := FindPlace(tx, code, centre)
	if err == nil && at.Centre != centre {
		err = fault.Missing("place")
	}
	return at, inField(err, "place", "stock.place_unknown")
}

// movement begins a movement for the order.
func (o Order) movement(kind MovementKind, note string) Movement {
	return Movement{Kind: kind, Centre: o.Centre, Document: o.Number, Cause: o.cause(), Note: note}
}

// post writes a movement and the order after it. What was done for an order
// before its last movement cannot be told afterwards: the parts of that time may
// be gone.
func (o *Order) post(tx *op.Tx, m Movement, changes []change) (Movement, error) {
	if m.Occurred.Before(o.Last) {
		return m, fault.InField("occurred_at", "production.before_last", fault.Args{"since": o.Last})
	}
	o.Last = m.Occurred
	pieces := int64(0)
	for _, l := range m.Lines {
		pieces += l.Quantity
	}
	posted, err := post(tx, m, changes)
	if err != nil {
		return m, err
	}
	tx.Changed("pieces", "", fmt.Sprint(pieces))
	return posted, o.keep(tx)
}

// part is the record of a lot in the work, a new one if there is none.
func (o *Order) part(model, lot op.ID, price int64) *WorkPart {
	i := slices.IndexFunc(o.Parts, func(p WorkPart) bool { return p.Lot == lot && p.Model == model })
	if i < 0 {
		i = len(o.Parts)
		o.Parts = append(o.Parts, WorkPart{Model: model, Lot: lot, Price: price})
	}
	return &o.Parts[i]
}

// take leads a quantity of a model out of the work, from the lots that went in
// first, and tells book of each. It fails with Conflict when less is in work.
func (o *Order) take(tx *op.Tx, p Part, to Node, book func(*WorkPart, int64)) ([]Line, error) {
	var lines []Line
	left := p.Quantity
	for i := range o.Parts {
		w := &o.Parts[i]
		n := min(left, w.Left())
		if w.Model != p.Model || n == 0 {
			continue
		}
		lines = append(lines, Line{Model: w.Model, Lot: w.Lot, From: o.work(), To: to, Quantity: n})
		book(w, n)
		left -= n
	}
	if left == 0 {
		return lines, nil
	}
	m, err := ModelByID(tx, p.Model)
	if err != nil {
		return nil, err
	}
	return nil, fault.New(fault.Conflict, "production.not_in_work", fault.Args{"model": m.Name, "n": p.Quantity - left, "wanted": p.Quantity})
}

// ReturnParts brings parts that were not needed back into a warehouse of the
// centre. They are of the lots that they were.
func (s *Stock) ReturnParts(ctx context.Context, in PartsMove) (Order, error) {
	return op.Write(ctx, s.d, policy.ProductionReturn, in, func(tx *op.Tx) (Order, error) {
		o, at, err := in.open(tx)
		if err != nil {
			return o, err
		}
		parts, err := in.parts(tx, o)
		if err != nil {
			return o, err
		}
		m := o.movement(OutOfWork, in.Note)
		if m.Occurred, err = when(in.Occurred, tx); err != nil {
			return o, err
		}
		for _, p := range parts {
			lines, err := o.take(tx, p, at.Node, func(w *WorkPart, n int64) { w.Back += n })
			if err != nil {
				return o, err
			}
			m.Lines = append(m.Lines, lines...)
		}
		_, err = o.post(tx, m, nil)
		return o, err
	})
}

// Spoiling is parts that were spoiled in the work. Pieces is how many half-made
// pieces they were in; without lines the parts of so many pieces are meant.
type Spoiling struct {
	Order    string     `json:"id" validate:"required,max=60"`
	Pieces   int64      `json:"pieces" validate:"min=0,max=10000"`
	Lines    []PartLine `json:"lines" validate:"dive"`
	Reason   string     `json:"reason" validate:"required,max=200"`
	Occurred time.Time  `json:"occurred_at"` // zero for now
}

// Check finds what no tag can say.
func (in Spoiling) Check() []fault.Field {
	bad := checkPartLines(in.Lines)
	if len(bad) == 0 && in.Pieces == 0 && !slices.ContainsFunc(in.Lines, func(l PartLine) bool { return !l.empty() }) {
		bad = append(bad, fault.Field{Name: "pieces", Key: "production.nothing"})
	}
	return bad
}

// ScrapParts takes what was spoiled out of the work for good. The good pieces of
// the next batch bear its cost.
func (s *Stock) ScrapParts(ctx context.Context, in Spoiling) (Order, error) {
	return op.Write(ctx, s.d, policy.ProductionScrap, in, func(tx *op.Tx) (Order, error) {
		o, err := openOrder(tx, in.Order)
		if err != nil {
			return o, err
		}
		parts, err := in.parts(tx, o)
		if err != nil {
			return o, err
		}
		m := o.movement(WrittenOff, "")
		m.Reason = in.Reason
		if m.Occurred, err = when(in.Occurred, tx); err != nil {
			return o, err
		}
		for _, p := range parts {
			lines, err := o.take(tx, p, Node{AtScrap, o.Centre}, func(w *WorkPart, n int64) {
				w.Scrapped += n
				o.Carried += n * w.Price
			})
			if err != nil {
				return o, err
			}
			m.Lines = append(m.Lines, lines...)
		}
		o.Spoiled += in.Pieces
		tx.Changed("reason", "", in.Reason)
		_, err = o.post(tx, m, nil)
		return o, err
	})
}

func (in Spoiling) parts(tx *op.Tx, o Order) ([]Part, error) {
	parts, err := partsOf(tx, in.Lines, o.Model)
	if err != nil || len(parts) > 0 {
		return parts, err
	}
	d, err := DesignOf(tx, o.Model, o.Design)
	return timesParts(d.Parts, in.Pieces), err
}

// timesParts are the parts for so many pieces.
func timesParts(parts []Part, pieces int64) []Part {
	out := slices.Clone(parts)
	for i := range out {
		out[i].Quantity *= pieces
	}
	return out
}
