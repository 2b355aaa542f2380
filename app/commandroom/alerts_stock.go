package commandroom

import (
	"lumbung/app/allocation"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// openRecalls is a row for each recall that is open, with how many people still
// have to be spoken with. The centre that opened it owns it.
func (c *counting) openRecalls() (all []Alert, err error) {
	open, err := stock.OpenRecalls(c)
	if err != nil {
		return nil, err
	}
	for _, rec := range open {
		m, err := stock.ModelByID(c, rec.Model)
		if err != nil {
			return nil, err
		}
		counts, err := allocation.CaseCountsOf(c, rec, c.at)
		if err != nil {
			return nil, err
		}
		a := Alert{
			Kind: OpenRecall, Centre: rec.Centre, Place: rec.Centre, Model: m.Name, Slug: m.Slug, Number: rec.Number,
			Count: int(counts.All.Open()), Since: rec.Opened, Owner: policy.Head,
		}
		for _, centre := range c.centres {
			if centre.Code == rec.Centre {
				a.Place = centre.Name
			}
		}
		all = append(all, a)
	}
	return all, nil
}

// shortages is a row for each model of which a warehouse of the centre has less
// than its minimum.
func (c *counting) shortages(centre *Centre) (all []Alert, err error) {
	open, err := stock.OpenShortages(c, centre.Code, looks)
	if err != nil {
		return nil, err
	}
	for _, s := range open {
		m, err := stock.ModelByID(c, s.Model)
		if err != nil {
			return nil, err
		}
		all = append(all, Alert{
			Kind: Shortage, Centre: centre.Code, Place: centre.Name, Model: m.Name, Slug: m.Slug,
			Count: int(s.Min - s.Level - s.Expected), Since: s.Since, Owner: policy.Warehouse,
		})
	}
	return all, nil
}
