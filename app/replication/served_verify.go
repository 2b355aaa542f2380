package replication

import (
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/storage"
)

// verifyServed looks at each month: the last entry holds, none is negative or
// beyond belief, and the centre has the innovation or has asked for it.
func verifyServed(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "served months"}
	parties := map[op.ID]map[string]bool{}
	for m, err := range served.All(r, storage.ServedByMonth.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		if parties[m.Innovation] == nil {
			if parties[m.Innovation], err = partiesOf(r, m.Innovation); err != nil {
				return rep, err
			}
		}
		last := m.last()
		for text, broken := range map[string]bool{
			"nobody has told it":                      len(m.Entries) == 0,
			"the last entry does not hold":            last.People != m.People || last.Cost != m.Cost,
			"its entries do not follow in time":       !told(m.Entries),
			"it was told before it began":             len(m.Entries) > 0 && innovation.MonthOf(m.Entries[0].At) < m.Month,
			"it is no month":                          m.Month%100 < 1 || m.Month%100 > 12,
			"a number of it is beyond belief":         beyond(m.Entries),
			"a centre that has nothing to do with it": !parties[m.Innovation][m.Centre],
		} {
			if broken {
				finding(&rep, "%s in %s at %s: %s", m.Innovation, MonthText(m.Month), m.Centre, text)
			}
		}
	}
	return rep, nil
}

// partiesOf are the owner of an innovation and all who have asked for it.
func partiesOf(r storage.Reader, id op.ID) (map[string]bool, error) {
	rec, err := innovation.ByID(r, id)
	if err != nil {
		return nil, err
	}
	parties := map[string]bool{rec.Centre: true}
	for p, err := range replications.All(r, storage.ReplicationOf.Key().ID(id)) {
		if err != nil {
			return nil, err
		}
		parties[p.Centre] = true
	}
	return parties, nil
}

func told(list []ServedEntry) bool {
	for i := 1; i < len(list); i++ {
		if list[i].At.Before(list[i-1].At) {
			return false
		}
	}
	return true
}

func beyond(list []ServedEntry) bool {
	for _, e := range list {
		if e.People < 0 || e.People > MostPeople || e.Cost < 0 || e.Cost > MostCost {
			return true
		}
	}
	return false
}
