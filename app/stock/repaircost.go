package stock

import (
	"context"
	"fmt"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// UsingPart takes parts of a counted model from a place and builds them in.
type UsingPart struct {
	Repair   op.ID  `json:"id" validate:"required"`
	Part     string `json:"part" validate:"required,max=120"` // slug, code or id of the model
	Quantity int64  `json:"quantity" validate:"required,min=1,max=1000"`
	Place    string `json:"place" validate:"max=120"` // code; empty for the main warehouse of the order's centre
	Lot      op.ID  `json:"lot"`                      // zero: those that expire first
}

// UsePart takes parts out of the stock for an order, those that expire first, and
// adds their cost by the lots that they came from.
func (s *Stock) UsePart(ctx context.Context, in UsingPart) (RepairOrder, error) {
	return op.Write(ctx, s.d, policy.RepairWork, in, func(tx *op.Tx) (RepairOrder, error) {
		o, err := spendable(tx, in.Repair)
		if err != nil {
			return o, err
		}
		m, place, err := partOf(tx, in, o)
		if err != nil {
			return o, err
		}
		lines, err := takeLots(tx, m.ID, place.Node, Node{AtUsed, o.Centre}, in.Quantity, in.Lot)
		if err != nil {
			return o, err
		}
		if len(o.Costs)+len(lines) > maxCosts {
			return o, tooManyCosts()
		}
		moved, err := post(tx, Movement{
			Kind: Consumed, Centre: o.Centre, Occurred: tx.At, Document: o.Number, Cause: o.cause(), Lines: lines,
		}, nil)
		if err != nil {
			return o, err
		}
		for _, l := range lines {
			lot, err := LotByID(tx, l.Lot)
			if err != nil {
				return o, err
			}
			o.Costs = append(o.Costs, Cost{
				Kind: CostPart, Text: m.Name, Model: m.ID, Lot: lot.ID, Quantity: l.Quantity, Amount: l.Quantity * lot.UnitCost,
				Fund: lot.Fund, Movement: moved.ID, By: tx.By.Name, At: tx.At,
			})
		}
		tx.About("model", m.ID, m.Code)
		tx.Changed("quantity", "0", fmt.Sprint(in.Quantity))
		return o, o.save(tx)
	})
}

// spendable is an order that costs can be added to.
func spendable(tx *op.Tx, id op.ID) (RepairOrder, error) {
	o, _, err := openRepair(tx, id)
	switch {
	case err != nil:
		return o, err
	case o.State == RepairJudged:
		return o, o.elsewhere()
	case len(o.Costs) >= maxCosts:
		return o, tooManyCosts()
	}
	return o, nil
}

func tooManyCosts() error {
	return fault.New(fault.Conflict, "repair.costs_full", fault.Args{"max": maxCosts})
}

func partOf(tx *op.Tx, in UsingPart, o RepairOrder) (Model, Place, error) {
	m, err := FindModel(tx, in.Part)
	if err != nil {
		return m, Place{}, inField(err, "part", "receipt.model_unknown")
	}
	if m.Tracking != Counted {
		return m, Place{}, fault.InField("part", "repair.part_serialised", fault.Args{"model": m.Name})
	}
	place, err := placeIn(tx, "place", in.Place, o.Centre)
	if err == nil && place.Centre != o.Centre {
		err = fault.InField("place", "repair.place_elsewhere", nil)
	}
	return m, place, err
}

// PuttingBack returns parts that were not needed after all.
type PuttingBack struct {
	Repair   op.ID `json:"id" validate:"required"`
	Movement op.ID `json:"movement" validate:"required"` // by which they were taken
}

// PutBack brings the parts of one taking back to where they lay. The lines stay
// on the order, marked, and cost nothing any more.
func (s *Stock) PutBack(ctx context.Context, in PuttingBack) (RepairOrder, error) {
	return op.Write(ctx, s.d, policy.RepairWork, in, func(tx *op.Tx) (RepairOrder, error) {
		o, err := spendable(tx, in.Repair)
		if err != nil && fault.As(err).Key != "repair.costs_full" {
			return o, err
		}
		n := 0
		for i, c := range o.Costs {
			if c.Movement == in.Movement && c.Kind == CostPart && c.Back.IsZero() {
				o.Costs[i].Back = tx.At
				n++
			}
		}
		if n == 0 {
			return o, fault.New(fault.Conflict, "repair.part_back", fault.Args{"number": o.Number})
		}
		if err := o.takeBack(tx, in.Movement); err != nil {
			return o, err
		}
		return o, o.save(tx)
	})
}

// takeBack posts the opposite of a taking of parts.
func (o RepairOrder) takeBack(tx *op.Tx, id op.ID) error {
	first, ok, err := movements.Get(tx, movements.ID(&Movement{ID: id}))
	if err != nil || !ok {
		return fault.Wrap(err, "movement %s of repair %s", id, o.ID)
	}
	back := Movement{
		Kind: Reverse, Centre: first.Centre, Occurred: tx.At, Document: o.Number, Reverses: first.ID, Cause: o.cause(),
	}
	for _, l := range first.Lines {
		l.From, l.To = l.To, l.From
		back.Lines = append(back.Lines, l)
	}
	if back, err = post(tx, back, nil); err != nil {
		return err
	}
	first.ReversedBy = back.ID
	return movements.Put(tx, &first)
}

// Spending is a cost that no stock knows of: hours or an outside workshop.
type Spending struct {
	Repair  op.ID    `json:"id" validate:"required"`
	Kind    CostKind `json:"kind" validate:"required,oneof=labour outside"`
	Text    string   `json:"text" validate:"required,max=120"` // what was done, or which workshop did it
	Minutes int64    `json:"minutes" validate:"min=0,max=10000"`
	Amount  int64    `json:"amount" validate:"min=0,max=100000000000"` // whole rupiah
}

// Check finds a line that says nothing.
func (in Spending) Check() []fault.Field {
	if in.Kind == CostLabour && in.Minutes == 0 {
		return []fault.Field{{Name: "minutes", Key: "field.required"}}
	}
	if in.Kind == CostOutside && in.Amount == 0 {
		return []fault.Field{{Name: "amount", Key: "field.required"}}
	}
	return nil
}

// Spend adds hours or the bill of an outside workshop to an order.
func (s *Stock) Spend(ctx context.Context, in Spending) (RepairOrder, error) {
	return op.Write(ctx, s.d, policy.RepairWork, in, func(tx *op.Tx) (RepairOrder, error) {
		o, err := spendable(tx, in.Repair)
		if err != nil {
			return o, err
		}
		o.Costs = append(o.Costs, Cost{
			Kind: in.Kind, Text: in.Text, Minutes: in.Minutes, Amount: in.Amount, By: tx.By.Name, At: tx.At,
		})
		tx.Changed("cost", "0", fmt.Sprint(in.Amount))
		return o, o.save(tx)
	})
}
