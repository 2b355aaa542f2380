package stock

import (
	"slices"
	"time"

	"lumbung/storage"
)

// verifyHanging proves what hangs on units: repairs, returns and services.
func verifyHanging(r storage.Reader, w *world) ([]storage.Report, error) {
	reports, err := verifyRepairs(r, w)
	if err != nil {
		return reports, err
	}
	for _, verify := range []func(storage.Reader) ([]storage.Report, error){verifyReturns, verifyCare} {
		some, err := verify(r)
		if reports = append(reports, some...); err != nil {
			return reports, err
		}
	}
	return reports, nil
}

// verifyCare proves that the units of each model stand to its plans as the rule
// says, unless a change of the plans is still being spread.
func verifyCare(r storage.Reader) ([]storage.Report, error) {
	reports := make([]storage.Report, 0, 4)
	for _, table := range []func(storage.Reader) (storage.Report, error){planBooks.Verify, services.Verify, repairRules.Verify} {
		rep, err := table(r)
		if reports = append(reports, rep); err != nil {
			return reports, err
		}
	}
	rep := storage.Report{Kind: "services against plans"}
	for b, err := range planBooks.All(r, storage.PlansByModel.Key()) {
		if err != nil {
			return reports, err
		}
		if _, open, err := works.Get(r, works.ID(&Work{Kind: careWork, ID: b.Model})); err != nil || open {
			if err != nil {
				return reports, err
			}
			continue // the change is still being spread
		}
		for u, err := range units.All(r, storage.UnitByModel.Key().ID(b.Model)) {
			if err != nil {
				return reports, err
			}
			rep.Records++
			if !slices.EqualFunc(u.Care, b.stand(u, time.Time{}), sameCare) {
				find(&rep, "unit %s has services %+v, the plans give %+v", u.Code, u.Care, b.stand(u, time.Time{}))
			}
		}
	}
	return append(reports, rep), nil
}

func sameCare(a, b Care) bool {
	return a.Plan == b.Plan && a.Due.Equal(b.Due) && a.Late.Equal(b.Late) && a.Done.Equal(b.Done) && a.Handed.Equal(b.Handed)
}
