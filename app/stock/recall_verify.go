package stock

import (
	"cmp"
	"slices"

	"lumbung/app/op"
	"lumbung/storage"
)

// verifyRecalls proves the recalls: the guard of each model holds those in force
// and no other, every unit that one names is on its list where it is, no other
// unit is held by one, and the tallies count the lists.
func verifyRecalls(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, table := range []func(storage.Reader) (storage.Report, error){
		recalls.Verify, recallGuards.Verify, recalledUnits.Verify, recallTallies.Verify,
	} {
		rep, err := table(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	for _, prove := range []func(storage.Reader, *storage.Report) error{proveGuards, proveLists, proveRecallTallies} {
		var rep storage.Report
		if err := prove(r, &rep); err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	return reports, nil
}

// proveGuards compares the guards with the recalls in force.
func proveGuards(r storage.Reader, rep *storage.Report) error {
	rep.Kind = "recalls in force"
	force := map[op.ID][]op.ID{}
	for rec, err := range recalls.All(r, storage.RecallByID.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		if rec.InForce() {
			force[rec.Model] = append(force[rec.Model], rec.ID)
		}
	}
	for g, err := range recallGuards.All(r, storage.RecallGuard.Key()) {
		if err != nil {
			return err
		}
		var held []op.ID
		for _, f := range g.Force {
			held = append(held, f.Recall)
		}
		want := force[g.Model]
		slices.SortFunc(held, byID)
		slices.SortFunc(want, byID)
		if !slices.Equal(held, want) {
			find(rep, "model %s: the guard holds %d recalls, %d are in force", g.Model, len(held), len(want))
		}
		delete(force, g.Model)
	}
	for model, list := range force {
		find(rep, "model %s: %d recalls are in force and the guard does not know", model, len(list))
	}
	return nil
}

// proveLists looks at every unit of a model with recalls in force whose lists
// are complete.
func proveLists(r storage.Reader, rep *storage.Report) error {
	rep.Kind = "recalled units"
	for g, err := range recallGuards.All(r, storage.RecallGuard.Key()) {
		if err != nil {
			return err
		}
		complete, err := g.complete(r)
		if err != nil {
			return err
		}
		for u, err := range units.All(r, storage.UnitByModel.Key().ID(g.Model)) {
			if err != nil {
				return err
			}
			rep.Records++
			if err := g.prove(r, u, complete, rep); err != nil {
				return err
			}
		}
	}
	return nil
}

// complete tells whether no recall of the guard has units left to mark.
func (g recallGuard) complete(r storage.Reader) (bool, error) {
	for _, f := range g.Force {
		rec, err := RecallByID(r, f.Recall)
		if err != nil || !rec.Marked {
			return false, err
		}
	}
	return true, nil
}

func (g recallGuard) prove(r storage.Reader, u Unit, complete bool, rep *storage.Report) error {
	if bucketOf(u) == Void {
		return nil
	}
	first, err := g.names(r, u)
	if err != nil {
		return err
	}
	if complete && u.Recall != first.Recall {
		find(rep, "unit %s is held by recall %s, named by %s", u.Code, u.Recall, first.Recall)
	}
	for _, f := range g.Force {
		named, err := f.Scope.has(r, u)
		if err != nil {
			return err
		}
		on, ok, err := recalledUnits.Get(r, recalledKey(f.Recall, u.ID))
		switch {
		case err != nil:
			return err
		case named && !ok && complete:
			find(rep, "unit %s is not on the list of recall %s", u.Code, f.Number)
		case ok && (on.Centre != u.Centre || on.Place != on.place(u)):
			find(rep, "unit %s stands on the list of recall %s at %s of %s, and is at %s", u.Code, f.Number, on.Place, on.Centre, u.Node)
		}
	}
	return nil
}

func proveRecallTallies(r storage.Reader, rep *storage.Report) error {
	rep.Kind = "recall tally"
	counted := map[RecallTally]int64{}
	for u, err := range recalledUnits.All(r, storage.RecalledByUnit.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		counted[RecallTally{Recall: u.Recall, Centre: u.Centre, Place: u.Place}]++
	}
	for t, err := range recallTallies.All(r, storage.RecallTally.Key()) {
		if err != nil {
			return err
		}
		k := t
		k.Units = 0
		if counted[k] != t.Units {
			find(rep, "recall %s: %d units at %s of %s, counted %d", t.Recall, t.Units, t.Place, t.Centre, counted[k])
		}
		delete(counted, k)
	}
	left := make([]RecallTally, 0, len(counted))
	for k := range counted {
		left = append(left, k)
	}
	slices.SortFunc(left, func(a, b RecallTally) int { return cmp.Or(byID(a.Recall, b.Recall), cmp.Compare(a.Place, b.Place)) })
	for _, k := range left {
		find(rep, "recall %s: %d units at %s of %s are not tallied", k.Recall, counted[k], k.Place, k.Centre)
	}
	return nil
}

// EachHeld hands fn every unit that somebody has and that stands on the list of
// a recall in force which is complete, for the proofs of those who follow them.
func EachHeld(r storage.Reader, fn func(Recall, RecalledUnit) error) error {
	for rec, err := range recalls.All(r, storage.RecallByID.Key()) {
		if err != nil {
			return err
		}
		if !rec.InForce() || !rec.Marked {
			continue
		}
		for u, err := range recalledUnits.All(r, storage.RecalledByUnit.Key().ID(rec.ID)) {
			if err != nil {
				return err
			}
			if u.Exempt() || u.Place != string(InUse) {
				continue
			}
			if err := fn(rec, u); err != nil {
				return err
			}
		}
	}
	return nil
}
