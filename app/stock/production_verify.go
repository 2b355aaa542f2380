package stock

import (
	"lumbung/app/op"
	"lumbung/storage"
)

// verifyProduction proves the production orders against the ledger: what an
// order says is in work is the balance at its node, of each lot; nothing is in
// work for an order that has ended; what went in was used, scrapped, returned or
// is there; the batches add up to the order and their lots to their cost.
func verifyProduction(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, table := range []func(storage.Reader) (storage.Report, error){
		designs.Verify, orders.Verify, batches.Verify, partLists.Verify, lackings.Verify, assemblies.Verify,
	} {
		rep, err := table(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	work := map[spot]int64{}
	for _, prove := range []func(storage.Reader, map[spot]int64, *storage.Report) error{proveOrders, proveWork, proveKits, proveLacks} {
		var rep storage.Report
		if err := prove(r, work, &rep); err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	return reports, nil
}

// proveOrders adds up each order and notes what should be in work.
func proveOrders(r storage.Reader, work map[spot]int64, rep *storage.Report) error {
	rep.Kind = "production order sums"
	for o, err := range orders.All(r, storage.OrderByID.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		for _, p := range o.Parts {
			if p.Left() < 0 || !o.Stage.Open() && p.Left() != 0 {
				find(rep, "order %s (%s): %d pieces of lot %s are left in work", o.ID, o.Stage, p.Left(), p.Lot)
			}
			if p.Left() != 0 {
				work[spot{o.work(), p.Model, p.Lot}] += p.Left()
			}
		}
		if err := proveBatches(r, o, rep); err != nil {
			return err
		}
	}
	return nil
}

func proveBatches(r storage.Reader, o Order, rep *storage.Report) error {
	good, cost := int64(0), OrderCost{}
	for b, err := range batches.All(r, storage.BatchByOrder.Key().ID(o.ID)) {
		if err != nil {
			return err
		}
		if b.UndoneBy.IsZero() {
			good += b.Quantity
			cost = cost.plus(b.Cost)
		}
		pieces, worth := int64(0), int64(0)
		for _, l := range b.Lots {
			pieces += l.Quantity
			worth += l.Quantity * l.UnitCost
		}
		if pieces != b.Quantity || worth != b.Cost.Total() {
			find(rep, "batch %s: its lots hold %d pieces worth %d, it says %d and %d", b.Number, pieces, worth, b.Quantity, b.Cost.Total())
		}
	}
	spent := int64(0)
	for _, p := range o.Parts {
		spent += (p.Used + p.Scrapped) * p.Price
	}
	if good != o.Good || cost != o.Cost {
		find(rep, "order %s: its batches have %d pieces at %+v, it says %d at %+v", o.ID, good, cost, o.Good, o.Cost)
	}
	if spent != cost.Parts+o.Carried+o.Waste {
		find(rep, "order %s: parts worth %d were spent, pieces bear %d, %d are carried, %d wasted", o.ID, spent, cost.Parts, o.Carried, o.Waste)
	}
	return nil
}

// proveWork compares what the orders say with the balances at their nodes.
func proveWork(r storage.Reader, work map[spot]int64, rep *storage.Report) error {
	rep.Kind = "goods in work"
	for b, err := range balances.All(r, append(storage.BalanceByKey.Key(), string(AtWork)+":"...)) {
		if err != nil {
			return err
		}
		rep.Records++
		s := spot{b.Node, b.Model, b.Lot}
		if work[s] != b.Quantity {
			find(rep, "%s lot %s: %d in the ledger, the order says %d", b.Node, b.Lot, b.Quantity, work[s])
		}
		delete(work, s)
	}
	for s, n := range work {
		find(rep, "%s lot %s: the order says %d, the ledger nothing", s.node, s.lot, n)
	}
	return nil
}

// proveKits makes sure that what is in the kits of an assembly is what its kits
// are made of.
func proveKits(r storage.Reader, _ map[spot]int64, rep *storage.Report) error {
	rep.Kind = "kits"
	for a, err := range assemblies.All(r, storage.AssemblyByID.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		inside := map[op.ID]int64{}
		for _, k := range a.Inside {
			inside[k.Model] += k.Quantity
		}
		for _, p := range a.Each {
			if want := p.Quantity * (a.Quantity - a.Unpacked); inside[p.Model] != want {
				find(rep, "assembly %s: %d pieces of %s are inside, its kits take %d", a.Number, inside[p.Model], p.Model, want)
			}
		}
	}
	return nil
}

// proveLacks makes sure that a unit lacks something exactly when somebody found
// that it does.
func proveLacks(r storage.Reader, _ map[spot]int64, rep *storage.Report) error {
	rep.Kind = "incomplete units"
	for l, err := range lackings.All(r, storage.LackingByUnit.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		u, err := UnitByID(r, l.Unit)
		if err != nil {
			return err
		}
		if u.Lacks && len(l.Parts) == 0 {
			find(rep, "unit %s is marked incomplete, but nothing is missing", u.Code)
		}
	}
	return nil
}
