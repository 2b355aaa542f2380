package stock

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Where a unit waits for its repair.
const (
	InWorkshop = "workshop"
	OnShelf    = "shelf"
)

// NewRepair opens a repair order.
type NewRepair struct {
	Unit      string `json:"code" validate:"required,max=200"` // code as scanned, or id
	Complaint string `json:"complaint" validate:"required,max=500"`
	Where     string `json:"where" validate:"required,oneof=workshop shelf"` // a unit from a person is in the workshop always
	Loaner    string `json:"loaner" validate:"max=200"`                      // code of a unit lent meanwhile; it is linked, not moved
	Place     string `json:"place" validate:"max=120"`                       // where a unit from a person waits afterwards; empty: the main warehouse
}

// OpenRepair opens an order for a unit on hand, or for one that a person brings
// in. The unit goes into the workshop or stays on its shelf with
// a hold. It is refused while another order is open for the unit, before the
// decontamination of one that came back, and, for the workshop, while the unit is
// reserved for somebody.
func (s *Stock) OpenRepair(ctx context.Context, in NewRepair) (RepairOrder, error) {
	return op.Write(ctx, s.d, policy.RepairOpen, in, func(tx *op.Tx) (RepairOrder, error) {
		u, err := unitAt(tx, in.Unit, "")
		if err != nil {
			return RepairOrder{}, inField(err, "code", "return.code_unknown")
		}
		if err := tx.Allow(u.Centre); err != nil {
			return RepairOrder{}, err
		}
		if err := repairable(tx, u); err != nil {
			return RepairOrder{}, err
		}
		o := RepairOrder{
			ID: tx.ID(), Centre: u.Centre, Unit: u.ID, Code: u.Code, Model: u.Model, State: RepairOpen,
			Complaint: in.Complaint, Opened: tx.At, Home: u.Node,
		}
		if o.Loaner, err = loanerOf(tx, in.Loaner, u); err != nil {
			return o, err
		}
		if o.Warranty, err = WarrantyOf(tx, u); err != nil {
			return o, err
		}
		if o.Number, err = documentNumber(tx, o.Centre, "PBK", "repair"); err != nil {
			return o, err
		}
		if err := o.take(tx, u, in); err != nil {
			return o, err
		}
		o.Steps = []RepairLog{{State: RepairOpen, At: tx.At, By: tx.By.Name, Note: in.Complaint}}
		tx.Changed("state", "", "repair_open")
		return o, o.save(tx)
	})
}

// take brings the unit in, or holds it where it is.
func (o *RepairOrder) take(tx *op.Tx, u Unit, in NewRepair) error {
	if u.Node.Kind == AtBeneficiary {
		place, err := placeIn(tx, "place", in.Place, o.Centre)
		if err != nil {
			return err
		}
		if place.Centre != o.Centre {
			return fault.InField("place", "repair.place_elsewhere", nil)
		}
		o.Owner, o.Home = u.Node, place.Node
		return o.enter(tx, u)
	}
	if in.Where == InWorkshop {
		return o.enter(tx, u)
	}
	after := u
	after.Repair, after.Hold, after.Held = o.ID, HoldParts, o.held(tx)
	_, err := putUnitFor(tx, u, after, o.cause())
	return err
}

func repairable(tx *op.Tx, u Unit) error {
	if !u.Repair.IsZero() {
		o, err := RepairByID(tx, u.Repair)
		if err != nil {
			return err
		}
		return fault.New(fault.Conflict, "repair.already", fault.Args{"code": u.Code, "number": o.Number, "since": o.Opened})
	}
	switch {
	case u.Node.Kind == AtLoan: // it comes back first, so that the loan knows
		return fault.New(fault.Conflict, "repair.on_loan", fault.Args{"code": u.Code, "document": u.Moved.Document})
	case !u.Node.Real() && u.Node.Kind != AtBeneficiary:
		return refuse(u)
	case u.Hold == HoldDecontaminate:
		return fault.New(fault.Conflict, "repair.unclean", fault.Args{"code": u.Code})
	}
	return nil
}

// loanerOf finds the unit that is lent meanwhile, of the same centre.
func loanerOf(tx *op.Tx, text string, of Unit) (string, error) {
	if text == "" {
		return "", nil
	}
	l, err := unitAt(tx, text, "")
	if err == nil && (l.Centre != of.Centre || l.ID == of.ID || bucketOf(l) == Gone || bucketOf(l) == Void) {
		err = fault.Missing("unit")
	}
	return l.Code, inField(err, "loaner", "repair.loaner_unknown")
}
