package stock

import (
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// picking is what leaves which lots when a quantity of a counted model is taken:
// those that expire first before the others. Lots that may not leave are passed
// over; those that have expired can only be written off.
type picking struct {
	Lines  []Line
	Prices []int64   // unit cost of the lot of each line
	Passed []HeldLot // expired lots that were passed over
	There  int64     // what could be taken
}

// pick takes a quantity of a model at a place for another node. A warehouse
// stands for all its shelves too. When there is not enough it fails with
// Conflict, and says so when expired lots are in the way.
func pick(r storage.Reader, model op.ID, at Place, to Node, quantity int64, now time.Time) (picking, error) {
	p, err := lookFor(r, model, at, now)
	if err != nil {
		return p, err
	}
	left := quantity
	taken := picking{Passed: p.Passed, There: p.There}
	for i, l := range p.Lines {
		n := min(left, l.Quantity)
		if n == 0 {
			break
		}
		l.To, l.Quantity = to, n
		taken.Lines, taken.Prices = append(taken.Lines, l), append(taken.Prices, p.Prices[i])
		left -= n
	}
	if left > 0 {
		return taken, taken.short(r, model, at, quantity)
	}
	return taken, nil
}

// lookFor lists all that could be taken of a model at a place, one line for each
// lot and node, in the order in which it should leave.
func lookFor(r storage.Reader, model op.ID, at Place, now time.Time) (picking, error) {
	var p picking
	type stack struct {
		HeldLot
		node Node
	}
	var all []stack
	nodes, err := nodesOf(r, at.Node)
	if err != nil {
		return p, err
	}
	for _, node := range nodes {
		held, err := LotsAt(r, node, model)
		if err != nil {
			return p, err
		}
		for _, h := range held {
			switch why := mayLeave(r, h.Lot, now); {
			case why == nil:
				all = append(all, stack{h, node})
			case h.Expired(now):
				p.Passed = append(p.Passed, h)
			case fault.CodeOf(why) != fault.Conflict:
				return p, why
			}
		}
	}
	slices.SortStableFunc(all, func(a, b stack) int { return firstOut(a.Lot, b.Lot) })
	for _, x := range all {
		p.Lines = append(p.Lines, Line{Model: model, Lot: x.ID, From: x.node, Quantity: x.Quantity})
		p.Prices = append(p.Prices, x.UnitCost)
		p.There += x.Quantity
	}
	return p, nil
}

// short says how much is missing, and that lots were passed over.
func (p picking) short(r storage.Reader, model op.ID, at Place, wanted int64) error {
	m, err := ModelByID(r, model)
	if err != nil {
		return err
	}
	args := fault.Args{"model": m.Name, "place": at.Name, "n": p.There, "wanted": wanted}
	if len(p.Passed) == 0 {
		return fault.New(fault.Conflict, "part.short", args)
	}
	expired := int64(0)
	for _, h := range p.Passed {
		expired += h.Quantity
	}
	args["expired"], args["since"] = expired, p.Passed[0].Expiry
	return fault.New(fault.Conflict, "part.short_expired", args)
}
