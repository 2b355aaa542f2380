package stock

import (
	"lumbung/app/op"
	"lumbung/storage"
)

// verifyRepairs proves that the node of each workshop holds exactly the unit of
// an open order that is in, that a unit names the one open order it is in, and
// that the parts on each order are those that the ledger used up for it.
func verifyRepairs(r storage.Reader, w *world) ([]storage.Report, error) {
	table, err := repairs.Verify(r)
	if err != nil {
		return nil, err
	}
	rep := storage.Report{Kind: "repairs against the ledger"}
	used := w.used
	in := map[op.ID]bool{} // units that an open order has
	for o, err := range repairs.All(r, storage.RepairByID.Key()) {
		if err != nil {
			return nil, err
		}
		rep.Records++
		if err := proveRepair(r, o, &rep); err != nil {
			return nil, err
		}
		if !o.State.ended() {
			in[o.Unit] = true
		}
		proveParts(o, used, &rep)
	}
	for k, n := range used {
		if n != 0 {
			find(&rep, "%d pieces of lot %s were used up for repair %s, no order has them", n, k.lot, k.repair)
		}
	}
	err = proveIn(r, in, &rep)
	return []storage.Report{table, rep}, err
}

func proveRepair(r storage.Reader, o RepairOrder, rep *storage.Report) error {
	u, err := UnitByID(r, o.Unit)
	if err != nil {
		return err
	}
	open := !o.State.ended()
	if (u.Repair == o.ID) != open {
		find(rep, "repair %s is %s, unit %s names order %s", o.Number, o.State, u.Code, u.Repair)
	}
	if at := u.Node == o.node(); at != (open && o.In) {
		find(rep, "repair %s is %s and in the workshop: %t, unit %s is at %s", o.Number, o.State, o.In, u.Code, u.Node)
	}
	if open && !o.In && !u.Node.Real() {
		find(rep, "repair %s waits on hand, unit %s is at %s", o.Number, u.Code, u.Node)
	}
	return nil
}

// partKey is a lot that was used up for an order.
type partKey struct{ repair, lot op.ID }

func proveParts(o RepairOrder, used map[partKey]int64, rep *storage.Report) {
	want := map[partKey]int64{}
	for _, c := range o.Costs {
		if c.Kind == CostPart && c.Back.IsZero() {
			want[partKey{o.ID, c.Lot}] += c.Quantity
		}
	}
	for k, n := range want {
		if used[k] != n {
			find(rep, "repair %s has %d pieces of lot %s, the ledger used up %d", o.Number, n, k.lot, used[k])
		}
		delete(used, k)
	}
}

// partsUsed adds what a movement used up for a repair, or brought back.
func (w *world) partsUsed(m *Movement, l Line) {
	if m.Cause.Kind != causeRepair || len(l.Units) > 0 {
		return
	}
	k := partKey{m.Cause.ID, l.Lot}
	if l.To.Kind == AtUsed {
		w.used[k] += l.Quantity
	}
	if l.From.Kind == AtUsed {
		w.used[k] -= l.Quantity
	}
}

// proveIn finds units in a workshop that no open order has. The texts of nodes
// sort by their kind, so that those of the workshops stand together.
func proveIn(r storage.Reader, in map[op.ID]bool, rep *storage.Report) error {
	from, to := string(AtWorkshop)+":", string(AtWorkshop)+";"
	for u, err := range units.Range(r, storage.UnitByNode.Key().Text(from), storage.UnitByNode.Key().Text(to)) {
		if err != nil {
			return err
		}
		if !in[u.ID] {
			find(rep, "unit %s is at %s with order %s, which is not open", u.Code, u.Node, u.Repair)
		}
	}
	return nil
}
