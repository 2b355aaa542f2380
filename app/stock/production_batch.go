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

// MaxYield is the most units that come out of an order at once: each has a dozen
// writes, and its serial number may have to be counted.
const MaxYield = 100

// Batch is good pieces that came out of an order at once. Its cost is set with
// it and never changes: what is worth something is worth the same in every
// report, and in the minutes of every hand-over.
type Batch struct {
	ID       op.ID        `cbor:"1,keyasint" json:"id"`
	Order    op.ID        `cbor:"2,keyasint" json:"order"`
	Number   string       `cbor:"3,keyasint" json:"number"` // PRD-2026-0001/2
	Centre   string       `cbor:"4,keyasint" json:"centre"`
	Model    op.ID        `cbor:"5,keyasint" json:"model"`
	Design   string       `cbor:"6,keyasint" json:"design"`
	Quantity int64        `cbor:"7,keyasint" json:"quantity"`
	Units    []op.ID      `cbor:"8,keyasint,omitempty" json:"units,omitempty"`
	Lots     []BatchLot   `cbor:"9,keyasint" json:"lots"`
	Cost     OrderCost    `cbor:"10,keyasint" json:"cost"`
	Used     []Part       `cbor:"11,keyasint,omitempty" json:"used"` // parts that went into it
	Minutes  int64        `cbor:"12,keyasint,omitempty" json:"minutes"`
	Movement op.ID        `cbor:"13,keyasint" json:"movement"`
	Place    string       `cbor:"14,keyasint" json:"place"` // code of the warehouse or shelf
	Occurred time.Time    `cbor:"15,keyasint" json:"occurred_at"`
	Recorded time.Time    `cbor:"16,keyasint" json:"recorded_at"`
	By       policy.Actor `cbor:"17,keyasint" json:"by"`
	Note     string       `cbor:"18,keyasint,omitempty" json:"note,omitempty"`
	Verdict  BatchVerdict `cbor:"19,keyasint,omitempty" json:"verdict"`
	Tests    []Test       `cbor:"20,keyasint,omitempty" json:"tests"`
	Tested   Mark         `cbor:"21,keyasint,omitzero" json:"tested,omitzero"`
	Version  int64        `cbor:"22,keyasint" json:"version"`
	Carried  int64        `cbor:"23,keyasint,omitempty" json:"carried"`           // of its cost for parts: what was spoiled before it
	UndoneBy op.ID        `cbor:"24,keyasint,omitzero" json:"undone_by,omitzero"` // movement that took it back
}

// BatchLot is the pieces of a batch that cost the same.
type BatchLot struct {
	Lot      op.ID `cbor:"1,keyasint" json:"lot"`
	Quantity int64 `cbor:"2,keyasint" json:"quantity"`
	UnitCost int64 `cbor:"3,keyasint" json:"unit_cost"` // whole rupiah
}

var batches = storage.Table[Batch]{
	Kind: "production batch",
	ID:   func(b *Batch) storage.Key { return storage.BatchByID.Key().ID(b.ID) },
	Index: func(b *Batch) []storage.Key {
		return []storage.Key{storage.BatchByOrder.Key().ID(b.Order).ID(b.ID)}
	},
}

// BatchByID returns a batch, or a NotFound fault.
func BatchByID(r storage.Reader, id op.ID) (Batch, error) {
	b, ok, err := batches.Get(r, storage.BatchByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("batch")
	}
	return b, err
}

// NewBatch is what is said of good pieces that come out. Without lines they took
// the parts of the design; with lines exactly those. A final batch takes all
// that is left in work. A serialised model gets the serial numbers given, or
// numbers of its own when there is but a quantity.
type NewBatch struct {
	Order    string     `json:"id" validate:"required,max=60"`
	Quantity int64      `json:"quantity" validate:"min=0,max=10000"`
	Serials  []string   `json:"serials"`
	Lines    []PartLine `json:"lines" validate:"dive"`
	Minutes  int64      `json:"minutes" validate:"min=0,max=10000000"` // of labour for all of them; 0: as the design says
	Final    bool       `json:"final"`
	Place    string     `json:"place" validate:"max=120"` // where they are put; empty for the main warehouse
	Expiry   time.Time  `json:"expires_at"`               // a day; zero for none
	Occurred time.Time  `json:"occurred_at"`              // zero for now
	Note     string     `json:"note" validate:"max=300"`
}

// Check finds what no tag can say.
func (in NewBatch) Check() []fault.Field {
	bad := append(checkPartLines(in.Lines), checkSerials(in.Serials, MaxYield)...)
	switch n := int64(len(in.Serials)); {
	case n > 0 && in.Quantity != 0 && in.Quantity != n:
		bad = append(bad, fault.Field{Name: "quantity", Key: "receipt.quantity_differs", Args: fault.Args{"n": n}})
	case n == 0 && in.Quantity == 0:
		bad = append(bad, fault.Field{Name: "quantity", Key: "receipt.quantity"})
	}
	return bad
}

func (in NewBatch) pieces() int64 { return max(in.Quantity, int64(len(in.Serials))) }

// Yield takes good pieces out of an order into a warehouse of its centre: their
// parts are used up, their cost is spread over them, and the version of the
// design stays on each unit. Units wait under the hold test until the batch has
// passed its tests.
func (s *Stock) Yield(ctx context.Context, in NewBatch) (Batch, error) {
	in.Serials = trimmed(in.Serials)
	return op.Write(ctx, s.d, policy.ProductionMake, in, func(tx *op.Tx) (Batch, error) {
		o, err := openOrder(tx, in.Order)
		if err != nil {
			return Batch{}, err
		}
		at, err := ownPlace(tx, in.Place, o.Centre)
		if err != nil {
			return Batch{}, err
		}
		o.Batches++
		b := Batch{
			ID: tx.ID(), Order: o.ID, Number: fmt.Sprintf("%s/%d", o.Number, o.Batches), Centre: o.Centre, Model: o.Model, Design: o.Design,
			Quantity: in.pieces(), Place: at.Code, Recorded: tx.At, By: tx.By, Note: in.Note,
		}
		if b.Occurred, err = when(in.Occurred, tx); err != nil {
			return b, err
		}
		if err := s.makeBatch(tx, &o, &b, in, at); err != nil {
			return b, err
		}
		tx.About("batch", b.ID, b.Number)
		b.Version++
		return b, batches.Put(tx, &b)
	})
}

// makeBatch uses the parts, prices the pieces and posts both as one movement.
func (s *Stock) makeBatch(tx *op.Tx, o *Order, b *Batch, in NewBatch, at Place) error {
	m, err := ModelByID(tx, o.Model)
	if err != nil {
		return err
	}
	if err := fitting(m, in); err != nil {
		return err
	}
	d, err := DesignOf(tx, o.Model, o.Design)
	if err != nil {
		return err
	}
	moved := o.movement(Yielded, in.Note)
	moved.Document, moved.Occurred = b.Number, b.Occurred
	if moved.Lines, err = o.use(tx, b, d, in); err != nil {
		return err
	}
	made, changes, err := bringOut(tx, m, o, b, in, at)
	if err != nil {
		return err
	}
	moved.Lines = append(moved.Lines, made...)
	o.Stage = OrderRunning
	o.Good += b.Quantity
	o.Cost = o.Cost.plus(b.Cost)
	posted, err := o.post(tx, moved, changes)
	b.Movement = posted.ID
	return err
}

func fitting(m Model, in NewBatch) error {
	switch {
	case m.Tracking == Counted && len(in.Serials) > 0:
		return fault.InField("serials", "receipt.serials_refused", fault.Args{"model": m.Name})
	case m.Tracking == Serialised && in.pieces() > MaxYield:
		return fault.InField("quantity", "field.max", fault.Args{"param": fmt.Sprint(MaxYield)})
	}
	return nil
}

// use takes out of the work what the batch is made of, and sums up its cost.
func (o *Order) use(tx *op.Tx, b *Batch, d Design, in NewBatch) ([]Line, error) {
	parts, err := partsOf(tx, in.Lines, o.Model)
	switch {
	case err != nil:
		return nil, err
	case in.Final:
		parts = o.leftover()
	case len(parts) == 0:
		parts = timesParts(d.Parts, b.Quantity)
	}
	var lines []Line
	for _, p := range parts {
		taken, err := o.take(tx, p, Node{AtUsed, o.Centre}, func(w *WorkPart, n int64) {
			w.Used += n
			b.Cost.Parts += n * w.Price
		})
		if err != nil {
			return nil, err
		}
		lines = append(lines, taken...)
	}
	b.Used = parts
	b.Cost.Parts += o.Carried
	b.Carried, o.Carried = o.Carried, 0
	if b.Minutes = in.Minutes; b.Minutes == 0 {
		b.Minutes = d.Minutes * b.Quantity
	}
	b.Cost.Labour, b.Cost.Overhead = labourOf(b.Minutes, d.HourRate), d.Overhead*b.Quantity
	if b.Cost.Total() > maxCost {
		return nil, fault.New(fault.Invalid, "cost.too_large", nil)
	}
	return lines, nil
}

// leftover is all that is in work, by model.
func (o Order) leftover() []Part {
	var parts []Part
	seen := map[op.ID]bool{}
	for _, w := range o.Parts {
		if n := o.LeftOf(w.Model); n > 0 && !seen[w.Model] {
			seen[w.Model] = true
			parts = append(parts, Part{Model: w.Model, Quantity: n})
		}
	}
	return parts
}

// bringOut makes the lots of a batch, one for each price, and leads its pieces
// into the warehouse.
func bringOut(tx *op.Tx, m Model, o *Order, b *Batch, in NewBatch, at Place) ([]Line, []change, error) {
	from := Node{AtProduction, o.Centre}
	var lines []Line
	for _, x := range spread(b.Cost.Total(), b.Quantity) {
		lot := Lot{
			ID: tx.ID(), Model: m.ID, Centre: o.Centre, Source: Production, Fund: o.Fund, Donor: o.Donor, Account: o.Account,
			UnitCost: x.Price, Expiry: in.Expiry.UTC(), ReceivedAt: b.Occurred, Code: b.Number, Design: o.Design, MadeAt: b.Occurred,
		}
		if err := lots.Add(tx, &lot, nil); err != nil {
			return nil, nil, err
		}
		b.Lots = append(b.Lots, BatchLot{Lot: lot.ID, Quantity: x.Pieces, UnitCost: x.Price})
		lines = append(lines, Line{Model: m.ID, Lot: lot.ID, From: from, To: at.Node, Quantity: x.Pieces})
	}
	if m.Tracking == Counted {
		return lines, nil, nil
	}
	changes, err := makeUnits(tx, m, o, b, in.Serials, at)
	return nil, changes, err
}

// makeUnits makes the units of a batch: the first ones of the first lot, and so on.
func makeUnits(tx *op.Tx, m Model, o *Order, b *Batch, serials []string, at Place) ([]change, error) {
	var err error
	if len(serials) == 0 {
		serials, err = ownSerials(tx, o.Centre, m, int(b.Quantity))
	} else {
		err = freeSerials(tx, m.ID, serials, 0)
	}
	if err != nil {
		return nil, err
	}
	first, err := LotByID(tx, b.Lots[0].Lot)
	if err != nil {
		return nil, err
	}
	changes, err := newUnits(tx, first, serials, nil, Node{AtProduction, o.Centre}, at.Node)
	if err != nil {
		return nil, err
	}
	lot, left := 0, b.Lots[0].Quantity
	for i := range changes {
		if left == 0 {
			lot++
			left = b.Lots[lot].Quantity
		}
		left--
		for _, u := range []*Unit{&changes[i].before, &changes[i].after} {
			u.Lot, u.UnitCost, u.Design = b.Lots[lot].Lot, b.Lots[lot].UnitCost, b.Design
		}
		after := &changes[i].after
		after.Hold, after.Held = HoldTest, Mark{By: tx.By.Name, At: tx.At, Document: b.Number}
		b.Units = append(b.Units, after.ID)
	}
	return changes, nil
}

// ownSerials counts out serial numbers of a centre for a model it makes:
// SKA-SOEHARSO-KRE-01-2026-0001. Numbers that somebody typed before are passed over.
func ownSerials(tx *op.Tx, centre string, m Model, n int) ([]string, error) {
	year, _ := dayOf(tx.At)
	stem := fmt.Sprintf("SKA-%s-%s", strings.ToUpper(centre), strings.ToUpper(m.Code))
	stem = strings.TrimRight(stem[:min(len(stem), maxSerial-len("-2026-00000"))], "-")
	list := make([]string, 0, n)
	for len(list) < n {
		seq, err := tx.Count(centre, "serial "+m.ID.String(), year)
		if err != nil {
			return nil, err
		}
		serial := fmt.Sprintf("%s-%d-%04d", stem, year, seq)
		switch err := freeSerials(tx, m.ID, []string{serial}, 0); {
		case err == nil:
			list = append(list, serial)
		case fault.CodeOf(err) != fault.Invalid:
			return nil, err
		}
	}
	return list, nil
}
