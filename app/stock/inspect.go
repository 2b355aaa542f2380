package stock

import (
	"context"
	"fmt"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Inspection is what somebody found when they looked at a unit.
type Inspection struct {
	Unit      string    `json:"code" validate:"required,max=80"` // code or id
	Condition Condition `json:"condition" validate:"required,oneof=new good needs_repair broken unfit"`
	Note      string    `json:"note" validate:"max=300"`
	Version   int64     `json:"version"` // of the unit on the form; 0 does not ask
}

// Inspect sets the condition of a unit. A reservation stays: it is for the
// people who made it to decide what becomes of it.
func (s *Stock) Inspect(ctx context.Context, in Inspection) (Unit, error) {
	return s.changeUnit(ctx, in, in.Unit, in.Version, func(tx *op.Tx, u *Unit) {
		tx.Changed("condition", Word(u.Condition), Word(in.Condition))
		u.Condition = in.Condition
		u.Inspected = Mark{By: tx.By.Name, At: tx.At, Document: in.Note}
	})
}

// NoHold is what a Holding says to end a hold: leaving the choice open must not.
const NoHold Hold = "none"

// Holding sets a hold or ends it.
type Holding struct {
	Unit    string `json:"code" validate:"required,max=80"`
	Hold    Hold   `json:"hold" validate:"required,oneof=none quarantine parts fitting decontamination test"`
	Note    string `json:"note" validate:"max=300"`
	Version int64  `json:"version"`
}

// SetHold sets the work state that keeps a unit from being handed over, or ends
// it. Only a unit in a warehouse can be held.
func (s *Stock) SetHold(ctx context.Context, in Holding) (Unit, error) {
	return s.changeUnit(ctx, in, in.Unit, in.Version, func(tx *op.Tx, u *Unit) {
		hold := in.Hold
		if hold == NoHold {
			hold = Free
		}
		tx.Changed("hold", Word(u.Hold), Word(hold))
		u.Hold, u.Held = hold, Mark{}
		if hold != Free {
			u.Held = Mark{By: tx.By.Name, At: tx.At, Document: in.Note}
		}
	})
}

// changeUnit is the path of every change of a unit in a warehouse that does not
// move it.
func (s *Stock) changeUnit(ctx context.Context, in any, codeOrID string, version int64, set func(*op.Tx, *Unit)) (Unit, error) {
	return op.Write(ctx, s.d, policy.UnitInspect, in, func(tx *op.Tx) (Unit, error) {
		u, err := FindUnit(tx, codeOrID)
		if err != nil {
			return u, err
		}
		if err := tx.Allow(u.Centre); err != nil {
			return u, err
		}
		if version != 0 && version != u.Version {
			return u, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(version), "now": fmt.Sprint(u.Version)})
		}
		if !u.Node.Real() {
			return u, refuse(u)
		}
		after := u
		set(tx, &after)
		tx.About("unit", u.ID, u.Code)
		return putUnit(tx, u, after)
	})
}
