package stock

import (
	"lumbung/app/op"
	"lumbung/storage"
)

// verifyReturns proves that the record of each device that came back agrees with
// the unit, that each is open once at most, and that the tallies equal a recount.
func verifyReturns(r storage.Reader) ([]storage.Report, error) {
	table, err := comebacks.Verify(r)
	if err != nil {
		return nil, err
	}
	counted, err := returnTallies.Verify(r)
	if err != nil {
		return nil, err
	}
	rep := storage.Report{Kind: "returns against units"}
	want, err := proveReturns(r, &rep)
	if err != nil {
		return nil, err
	}
	err = proveReturnTallies(r, want, &rep)
	return []storage.Report{table, counted, rep}, err
}

func proveReturns(r storage.Reader, rep *storage.Report) (map[countKey]ReturnTally, error) {
	want := map[countKey]ReturnTally{}
	add := func(centre string, model op.ID, t ReturnTally) {
		for _, m := range []op.ID{model, {}} {
			k := countKey{m, centre}
			want[k] = want[k].plus(t, 1)
		}
	}
	for b, err := range comebacks.All(r, storage.ReturnByID.Key()) {
		if err != nil {
			return want, err
		}
		rep.Records++
		came, at := b.tallies()
		add(b.Centre, b.Model, came)
		add(b.At, b.Model, at)
		u, err := UnitByID(r, b.Unit)
		if err != nil {
			return want, err
		}
		switch open := u.Return == b.ID; {
		case open == b.Stage.closed():
			find(rep, "return %s of unit %s is %s, the unit names return %s", b.ID, u.Code, b.Stage, u.Return)
		case open && (stageOf(u, b.Stage) != b.Stage || u.Centre != b.At):
			find(rep, "return %s of unit %s is %s at %s, the unit says %s at %s", b.ID, u.Code, b.Stage, b.At, stageOf(u, b.Stage), u.Centre)
		}
	}
	return want, nil
}

func proveReturnTallies(r storage.Reader, want map[countKey]ReturnTally, rep *storage.Report) error {
	for t, err := range returnTallies.All(r, storage.ReturnTally.Key()) {
		if err != nil {
			return err
		}
		k := countKey{t.Model, t.Centre}
		sum := want[k]
		delete(want, k)
		if sum.Centre, sum.Model = t.Centre, t.Model; sum != t {
			find(rep, "return tally %+v, counted %+v", t, sum)
		}
	}
	for k, t := range want {
		if t != (ReturnTally{}) {
			find(rep, "no return tally of model %s at %s, counted %+v", k.model, k.centre, t)
		}
	}
	return nil
}
