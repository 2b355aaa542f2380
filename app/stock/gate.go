package stock

import (
	"time"

	"lumbung/app/fault"
	"lumbung/storage"
)

// mayLeave is the one gate through which goods pass on their way out of the
// hands of a centre, at reserving, issuing and shipping: it refuses for reasons
// that stand on the lot and not on the unit. What it rests on is read by Get, so
// a command that passed is tried again when it changes meanwhile.
func mayLeave(r storage.Reader, lot Lot, at time.Time) error {
	switch {
	case lot.Held:
		return fault.New(fault.Conflict, "lot.held", nil)
	case lot.Expired(at):
		return fault.New(fault.Conflict, "lot.expired", fault.Args{"lot": lot.Code, "since": lot.Expiry})
	}
	return nil
}

// unitMayLeave asks the gate for a unit.
func unitMayLeave(r storage.Reader, u Unit, at time.Time) error {
	lot, err := LotByID(r, u.Lot)
	if err != nil {
		return err
	}
	return mayLeave(r, lot, at)
}

// linesMayLeave asks the gate for the lot of each line.
func linesMayLeave(r storage.Reader, lines []Line, at time.Time) error {
	for _, l := range lines {
		lot, err := LotByID(r, l.Lot)
		if err != nil {
			return err
		}
		if err := mayLeave(r, lot, at); err != nil {
			return err
		}
	}
	return nil
}
