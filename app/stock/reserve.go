package stock

import (
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
)

// Reserve binds an available unit to an allocation, within the transaction and
// the action of the caller, and asks the policy about the unit's centre. When
// the unit is not available the error names what is in the way: who, since when
// and by which document.
func Reserve(tx *op.Tx, unit, allocation op.ID) (Unit, error) {
	return ReserveFor(tx, unit, allocation, "")
}

// ReserveFor is Reserve with the number of the document to name in refusals.
func ReserveFor(tx *op.Tx, unit, allocation op.ID, document string) (Unit, error) {
	u, err := ownUnit(tx, unit)
	if err != nil {
		return u, err
	}
	if allocation.IsZero() {
		return u, fault.InField("allocation", "field.required", nil)
	}
	if err := unitUnkept(tx, u); err != nil {
		return u, err
	}
	if err := unrecalled(tx, u); err != nil {
		return u, err
	}
	if !u.Available() {
		return u, refuse(u)
	}
	if err := unitMayLeave(tx, u, tx.At); err != nil {
		return u, err
	}
	after := u
	after.Allocation = allocation
	after.Reserved = Mark{By: tx.By.Name, At: tx.At, Document: document}
	tx.About("unit", u.ID, u.Code)
	tx.Changed("commitment", Word(Ready), Word(Reserved))
	return putUnit(tx, u, after)
}

// Release frees a unit from an allocation. It is always allowed while the
// allocation holds the unit, whatever has become of its condition.
func Release(tx *op.Tx, unit, allocation op.ID) (Unit, error) {
	u, err := ownUnit(tx, unit)
	if err != nil {
		return u, err
	}
	if u.Allocation != allocation || allocation.IsZero() {
		return u, fault.New(fault.Conflict, "unit.not_reserved", fault.Args{"code": u.Code})
	}
	after := u
	after.Allocation, after.Reserved = op.ID{}, Mark{}
	tx.About("unit", u.ID, u.Code)
	tx.Changed("commitment", Word(Reserved), Word(Ready))
	return putUnit(tx, u, after)
}

// ownUnit reads a unit and asks the policy about its centre.
func ownUnit(tx *op.Tx, id op.ID) (Unit, error) {
	u, err := UnitByID(tx, id)
	if err != nil {
		return u, err
	}
	return u, tx.Allow(u.Centre)
}

// MaxIssue is the most units that one hand-over can name.
const MaxIssue = 50

// Issuance is units that leave a warehouse for a person.
type Issuance struct {
	Units       []op.ID
	Allocations []op.ID   // what each unit must be reserved for, in the order of Units
	To          op.ID     // person
	Document    string    // number of the hand-over (BAST)
	Province    string    // two digits, where the person lives; empty when not known
	Occurred    time.Time // zero for now; not before the last movement of a unit
}

// Issue moves reserved units to a person, within the transaction and the action
// of the caller, and asks the policy about the centre of each. The reservation
// ends with it.
func Issue(tx *op.Tx, out Issuance) (Movement, error) {
	if n := len(out.Units); n == 0 || n > MaxIssue || n != len(out.Allocations) {
		return Movement{}, fault.InField("units", "unit.issue_count", fault.Args{"max": MaxIssue})
	}
	if out.Occurred.IsZero() {
		out.Occurred = tx.At
	}
	if len(slices.Compact(slices.SortedFunc(slices.Values(out.Units), byID))) != len(out.Units) {
		return Movement{}, fault.InField("units", "unit.twice", nil)
	}
	to := Node{AtBeneficiary, out.To.String()}
	changes := make([]change, 0, len(out.Units))
	for i, id := range out.Units {
		u, err := ownUnit(tx, id)
		if err != nil {
			return Movement{}, err
		}
		if err := unrecalled(tx, u); err != nil {
			return Movement{}, err
		}
		if err := issuable(u, out.Allocations[i], out.Occurred); err != nil {
			return Movement{}, err
		}
		if err := unitMayLeave(tx, u, out.Occurred); err != nil {
			return Movement{}, err
		}
		after := u
		after.Node, after.Allocation, after.Reserved = to, op.ID{}, Mark{}
		after.Province = out.Province
		after.Issues++
		changes = append(changes, change{before: u, after: after})
		tx.About("unit", u.ID, u.Code)
	}
	m := Movement{Kind: Issued, Centre: changes[0].before.Centre, Occurred: out.Occurred, Document: out.Document}
	return post(tx, m, changes)
}

func issuable(u Unit, allocation op.ID, at time.Time) error {
	switch {
	case u.Allocation.IsZero() && u.Available():
		return fault.New(fault.Conflict, "unit.not_reserved", fault.Args{"code": u.Code})
	case u.Allocation != allocation || bucketOf(u) != Reserved:
		return refuse(u)
	case at.Before(u.Moved.At):
		return fault.InField("occurred_at", "unit.before_last_move", fault.Args{"code": u.Code, "since": u.Moved.At})
	}
	return nil
}

// refuse says what keeps a unit from being reserved or handed over.
func refuse(u Unit) error {
	args := func(m Mark) fault.Args {
		return fault.Args{"code": u.Code, "by": m.By, "since": m.At, "document": m.Document}
	}
	with := func(a fault.Args, name, value string) fault.Args {
		a[name] = value
		return a
	}
	switch {
	case !u.Node.Real():
		return fault.New(fault.Conflict, "unit.not_here", with(args(u.Moved), "state", Word(bucketOf(u))))
	case u.Hold != Free:
		return fault.New(fault.Conflict, "unit.held", with(args(u.Held), "state", Word(u.Hold)))
	case u.Lacks:
		return fault.New(fault.Conflict, "unit.lacks", args(u.Moved))
	case bucketOf(u) == Held:
		return fault.New(fault.Conflict, "unit.unfit", with(args(u.Inspected), "state", Word(u.Condition)))
	case u.Reserved.Document == "":
		return fault.New(fault.Conflict, "unit.reserved", args(u.Reserved))
	default:
		return fault.New(fault.Conflict, "unit.reserved_for", args(u.Reserved))
	}
}
