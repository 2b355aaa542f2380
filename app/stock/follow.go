package stock

import (
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
)

// follower keeps in step with a unit what hangs on it: the repair order that it
// is in, the work that is done on it after it came back, and the services that
// fall due. post and putUnit show it each change before it is stored, so that no
// command can forget one of them.
type follower struct {
	tx    *op.Tx
	m     Movement // zero for a change that moves nothing
	books map[op.ID]PlanBook
}

func follow(tx *op.Tx, m Movement) *follower {
	return &follower{tx: tx, m: m, books: map[op.ID]PlanBook{}}
}

// see is asked with each change; what it finds out stands in c.after then.
func (f *follower) see(c *change) error {
	if err := f.guard(*c); err != nil {
		return err
	}
	if err := f.comeback(c); err != nil {
		return err
	}
	return f.care(c)
}

// guard keeps others from taking a unit out of an open repair order: it may
// change its shelf, but neither its hold nor its centre, nor leave.
func (f *follower) guard(c change) error {
	if c.before.Repair.IsZero() || f.m.Cause.Kind == causeRepair {
		return nil
	}
	stays := c.after.Node == c.before.Node || c.after.Node.Real() && c.before.Node.Real()
	if stays && c.after.Hold == c.before.Hold && c.after.Centre == c.before.Centre {
		return nil
	}
	order, err := RepairByID(f.tx, c.before.Repair)
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "repair.unit_busy", fault.Args{
		"code": c.before.Code, "number": order.Number, "since": order.Opened,
	})
}

// putUnitFor is putUnit for a document that owns the state of the unit.
func putUnitFor(tx *op.Tx, before, after Unit, cause Cause) (Unit, error) {
	if err := heedRecall(tx, &after); err != nil {
		return before, err
	}
	c := change{before: before, after: after}
	if err := follow(tx, Movement{Cause: cause, Occurred: tx.At}).see(&c); err != nil {
		return before, err
	}
	sums := count{}
	sums.shift(before, c.after)
	if err := sums.apply(tx); err != nil {
		return before, err
	}
	c.after.Version = before.Version + 1
	return c.after, units.Put(tx, &c.after)
}

// inUse tells whether somebody has the goods at the node to use them.
func (n Node) inUse() bool { return n.Kind == AtBeneficiary || n.Kind == AtLoan }

// capped adds to a history that keeps its last entries only: a unit that goes to
// and fro for years must not outgrow its record.
func capped[T any](list []T, x T) []T {
	const most = 60
	list = append(slices.Clone(list), x)
	return list[max(0, len(list)-most):]
}
