package stock

import (
	"context"
	"fmt"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// RepairStep moves an order on.
type RepairStep struct {
	Repair op.ID       `json:"id" validate:"required"`
	State  RepairState `json:"state" validate:"required,oneof=parts work test"`
	Note   string      `json:"note" validate:"max=300"`
}

// steps are the states that an order may go to from each.
func (s RepairState) steps() []RepairState {
	switch s {
	case RepairOpen:
		return []RepairState{RepairWork, RepairParts, RepairTest}
	case RepairParts:
		return []RepairState{RepairWork, RepairTest}
	case RepairWork:
		return []RepairState{RepairTest, RepairParts}
	case RepairTest:
		return []RepairState{RepairWork, RepairParts}
	default:
		return nil
	}
}

// Next lists the states that the order may go to now.
func (o RepairOrder) Next() []RepairState { return o.State.steps() }

// StepRepair moves an order on: work takes the unit into the workshop, the
// function test brings it back to its shelf with a hold.
func (s *Stock) StepRepair(ctx context.Context, in RepairStep) (RepairOrder, error) {
	return op.Write(ctx, s.d, policy.RepairWork, in, func(tx *op.Tx) (RepairOrder, error) {
		o, u, err := openRepair(tx, in.Repair)
		if err != nil {
			return o, err
		}
		if !slices.Contains(o.State.steps(), in.State) {
			return o, o.elsewhere()
		}
		if err := o.follow(tx, u, in.State); err != nil {
			return o, err
		}
		o.reach(tx, in.State, in.Note)
		return o, o.save(tx)
	})
}

// follow puts the unit where a state wants it.
func (o *RepairOrder) follow(tx *op.Tx, u Unit, s RepairState) error {
	after := u
	switch {
	case s == RepairWork && !o.In:
		return o.enter(tx, u)
	case s == RepairTest:
		after.Hold, after.Held = HoldTest, o.held(tx)
		return o.leave(tx, u, after)
	case s == RepairParts && !o.In:
		after.Hold, after.Held = HoldParts, o.held(tx)
		return o.leave(tx, u, after)
	}
	return nil
}

// Diagnosing says what was found and what it will still cost.
type Diagnosing struct {
	Repair    op.ID  `json:"id" validate:"required"`
	Diagnosis string `json:"diagnosis" validate:"required,max=1000"`
	Estimate  int64  `json:"estimate" validate:"min=0,max=100000000000"` // whole rupiah still to be spent
	Version   int64  `json:"version" validate:"min=0"`                   // that the form was opened with; 0 does not ask
}

// Diagnose sets the diagnosis and the estimate of an order. It fails with Stale
// when somebody else has changed the order since the form was opened.
func (s *Stock) Diagnose(ctx context.Context, in Diagnosing) (RepairOrder, error) {
	return op.Write(ctx, s.d, policy.RepairWork, in, func(tx *op.Tx) (RepairOrder, error) {
		o, _, err := openRepair(tx, in.Repair)
		if err != nil {
			return o, err
		}
		if in.Version != 0 && in.Version != o.Version {
			return o, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Version), "now": fmt.Sprint(o.Version)})
		}
		tx.Changed("estimate", fmt.Sprint(o.Estimate), fmt.Sprint(in.Estimate))
		o.Diagnosis, o.Estimate = in.Diagnosis, in.Estimate
		return o, o.save(tx)
	})
}

// Finishing ends a repair with its inspection.
type Finishing struct {
	Repair    op.ID     `json:"id" validate:"required"`
	Condition Condition `json:"condition" validate:"required,oneof=new good"`
	Note      string    `json:"note" validate:"max=300"`
	Back      bool      `json:"back"` // a unit that a person brought goes back to them; else it stays as a return
}

// FinishRepair ends an order after its function test: the inspection sets the
// condition and the hold ends. A unit that somebody brought goes back to them, or
// stays and is worked up like every device that came back. A unit that fails the
// test goes back to work, or is proposed for scrap.
func (s *Stock) FinishRepair(ctx context.Context, in Finishing) (RepairOrder, error) {
	return op.Write(ctx, s.d, policy.RepairWork, in, func(tx *op.Tx) (RepairOrder, error) {
		o, u, err := openRepair(tx, in.Repair)
		if err != nil {
			return o, err
		}
		if o.State != RepairTest {
			return o, o.elsewhere()
		}
		after := u
		after.Condition = in.Condition
		after.Inspected = Mark{By: tx.By.Name, At: tx.At, Document: o.Number}
		tx.Changed("condition", Word(u.Condition), Word(in.Condition))
		if err := o.release(tx, u, after, in.Back); err != nil {
			return o, err
		}
		o.reach(tx, RepairDone, in.Note)
		return o, o.save(tx)
	})
}

// release lets the unit go when the order ends: back to who had it, or to its
// shelf. What a person leaves behind has come back and is worked up as such.
func (o *RepairOrder) release(tx *op.Tx, u, after Unit, back bool) error {
	after.Repair, after.Hold, after.Held = op.ID{}, Free, Mark{}
	switch {
	case o.FromPerson() && back:
		after.Node = o.Owner
	case o.FromPerson():
		after.Hold, after.Held = HoldDecontaminate, o.held(tx)
		if o.In {
			after.Node = o.Home
		}
		c := change{before: Unit{ID: u.ID, Node: o.Owner, Centre: u.Centre}, after: after}
		b := Comeback{ID: tx.ID(), Number: o.Number, Reason: ReturnUnused, Came: tx.At}
		if err := b.open(tx, &c); err != nil {
			return err
		}
		after = c.after
	}
	return o.leave(tx, u, after)
}

// Stopping ends an order without a repair.
type Stopping struct {
	Repair op.ID  `json:"id" validate:"required"`
	Reason string `json:"reason" validate:"required,max=300"`
	Back   bool   `json:"back"` // as in Finishing
}

// CancelRepair ends an order without a repair, in the condition that the unit
// has. Parts that were built in stay counted unless they were put back.
func (s *Stock) CancelRepair(ctx context.Context, in Stopping) (RepairOrder, error) {
	return op.Write(ctx, s.d, policy.RepairWork, in, func(tx *op.Tx) (RepairOrder, error) {
		o, u, err := openRepair(tx, in.Repair)
		if err != nil {
			return o, err
		}
		if o.State == RepairJudged {
			return o, o.elsewhere()
		}
		if err := o.release(tx, u, u, in.Back); err != nil {
			return o, err
		}
		o.reach(tx, RepairCancelled, in.Reason)
		return o, o.save(tx)
	})
}
