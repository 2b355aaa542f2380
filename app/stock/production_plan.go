package stock

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
)

// NewOrder is the wish to make pieces of a model.
type NewOrder struct {
	Model   string    `json:"model" validate:"required,max=120"` // slug, code or id
	Design  string    `json:"design" validate:"required,max=20"` // version
	Planned int64     `json:"planned" validate:"min=1,max=10000"`
	Due     time.Time `json:"due"` // a day; zero for none
	Fund    string    `json:"fund" validate:"required,max=80"`
	Donor   string    `json:"donor" validate:"max=120"`
	Account string    `json:"account" validate:"max=6"`
	Note    string    `json:"note" validate:"max=500"`
}

// Check finds what no tag can say.
func (in NewOrder) Check() (bad []fault.Field) {
	if in.Account != "" && !reference.ValidAccountCode(in.Account) {
		bad = append(bad, fault.Field{Name: "account", Key: "receipt.account"})
	}
	return bad
}

// furthestDue is how many years ahead an order can be due: more is a slip.
const furthestDue = 5

// BeginOrder gives the SKA of the actor's centre an order. The version of the
// design is fixed with it and cannot be changed from then on.
func (s *Stock) BeginOrder(ctx context.Context, in NewOrder) (Order, error) {
	return op.Write(ctx, s.d, policy.ProductionPlan, in, func(tx *op.Tx) (Order, error) {
		if err := tx.Allow(tx.By.Centre); err != nil {
			return Order{}, err
		}
		m, err := FindModel(tx, in.Model)
		if err != nil {
			return Order{}, inField(err, "model", "receipt.model_unknown")
		}
		d, err := DesignOf(tx, m.ID, in.Design)
		if err != nil {
			return Order{}, inField(err, "design", "production.design_unknown")
		}
		if err := checkDue(in.Due, tx.At); err != nil {
			return Order{}, err
		}
		o := Order{
			ID: tx.ID(), Centre: tx.By.Centre, Model: m.ID, Design: d.Version, Planned: in.Planned, Due: in.Due.UTC(),
			Fund: in.Fund, Donor: in.Donor, Account: in.Account, Note: in.Note, Stage: OrderPlanned,
			Begun: Mark{By: tx.By.Name, At: tx.At},
		}
		if o.Number, err = orderNumber(tx, o.Centre); err != nil {
			return o, err
		}
		tx.About("order", o.ID, o.Number)
		tx.About("model", m.ID, m.Code)
		tx.Changed("design", "", d.Version)
		if !d.Used {
			d.Used = true
			if err := designs.Put(tx, &d); err != nil {
				return o, err
			}
		}
		return o, o.keep(tx)
	})
}

// checkDue refuses a day that is past or out of sight.
func checkDue(due, now time.Time) error {
	if due.IsZero() {
		return nil
	}
	y, m, d := now.In(wib).Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, wib)
	switch {
	case due.Before(today):
		return fault.InField("due", "production.due_past", nil)
	case due.After(today.AddDate(furthestDue, 0, 0)):
		return fault.InField("due", "production.due_far", fault.Args{"years": furthestDue})
	}
	return nil
}

// Cancelling is the wish to drop an order.
type Cancelling struct {
	Order  string `json:"id" validate:"required,max=60"`
	Reason string `json:"reason" validate:"required,max=200"`
}

// CancelOrder drops an order for which nothing has gone into work.
func (s *Stock) CancelOrder(ctx context.Context, in Cancelling) (Order, error) {
	return op.Write(ctx, s.d, policy.ProductionCancel, in, func(tx *op.Tx) (Order, error) {
		o, err := openOrder(tx, in.Order)
		if err != nil {
			return o, err
		}
		if o.Stage != OrderPlanned {
			return o, fault.New(fault.Conflict, "production.running", fault.Args{"number": o.Number})
		}
		o.Stage, o.Ended = OrderCancelled, Mark{By: tx.By.Name, At: tx.At, Document: in.Reason}
		tx.Changed("stage", "order_planned", "order_cancelled")
		return o, o.keep(tx)
	})
}

// MayPlan is refused to those who may not give an order at their centre.
func (s *Stock) MayPlan(ctx context.Context) error {
	_, err := op.Read(ctx, s.d, policy.ProductionPlan, func(v *op.View) (struct{}, error) {
		return struct{}{}, v.Allow(v.By.Centre)
	})
	return err
}
