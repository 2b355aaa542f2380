package commandroom

import (
	"cmp"
	"slices"

	"lumbung/app/disclosure"
	"lumbung/app/op"
)

// forPublic is the snapshot as everybody may see it: aggregates alone, no alert,
// and no group of 1 to 4 people, nor any that can be computed from what is told
// (docs/adr/0025). A group is people told apart by centre, device, innovation,
// province or by what became of them; how much all centres together handed over
// in a day or month is not one.
func (s *Snapshot) forPublic() *Snapshot {
	p := *s
	p.Alerts = nil
	p.Centres, p.Models, p.Provinces, p.Latest = slices.Clone(s.Centres), slices.Clone(s.Models), slices.Clone(s.Provinces), slices.Clone(s.Latest)
	p.hideCentres()
	p.Innovations.Newest, p.Innovations.MostUsed = slices.Clone(s.Innovations.Newest), slices.Clone(s.Innovations.MostUsed)
	p.hideModels()
	hide(p.Provinces, s.Totals.ThisYear, nil, func(v *Province) *Count { return &v.Home })
	if p.Totals.InUse.small() {
		p.Totals.InUse = Few
	}
	p.Outcomes = s.Outcomes.forPublic()
	p.Goals = goalsForPublic(s.Goals)
	p.Chain = s.Chain.forPublic(p.Outcomes)
	for i := range p.Latest { // a device that one centre gave at one minute is of one person
		p.Latest[i].Centre = ""
	}
	return &p
}

// hideCentres hides small counts of centres. A month is part of the year, so
// what is left of the year must not be small either.
func (s *Snapshot) hideCentres() {
	months := make([]bool, len(s.Centres))
	for i, c := range s.Centres {
		months[i] = (c.ThisYear - c.ThisMonth).small()
	}
	hide(s.Centres, int64(s.Totals.InUse), nil, func(c *Centre) *Count { return &c.InUse })
	hide(s.Centres, s.Totals.Waiting, nil, func(c *Centre) *Count { return &c.Waiting })
	hide(s.Centres, s.Totals.ThisYear, nil, func(c *Centre) *Count { return &c.ThisYear })
	for i, c := range s.Centres {
		months[i] = months[i] || c.ThisYear.Hidden()
	}
	hide(s.Centres, s.Totals.ThisMonth, months, func(c *Centre) *Count { return &c.ThisMonth })
	slices.SortStableFunc(s.Centres, func(a, b Centre) int { // an order by what is hidden would tell of it
		return cmp.Or(byTold(a.ThisYear, b.ThisYear), byTold(a.Waiting, b.Waiting), cmp.Compare(a.Name, b.Name))
	})
}

// hideModels hides small counts of models, and of innovations, which are the sum
// of theirs: first it is settled of which innovations the sum may be told, beside
// the total of all; then, within each of those, of which models.
func (s *Snapshot) hideModels() {
	families, sums := s.families()
	told := make([]Count, len(sums))
	for f, n := range sums {
		told[f] = Count(n)
	}
	hide(told, int64(s.Totals.InUse), nil, func(n *Count) *Count { return n })
	known := map[op.ID]Count{}
	for f, members := range families {
		rows := make([][]int64, len(members))
		for r, i := range members {
			rows[r] = []int64{int64(s.Models[i].InUse)}
		}
		v := disclosure.Judge(rows, nil)
		for r, i := range members {
			known[s.Models[i].ID] = told[f]
			if told[f].Hidden() || !v.Tells(r) {
				s.Models[i].InUse = Few
			}
		}
	}
	hide(s.Models, s.Totals.Waiting, nil, func(m *Model) *Count { return &m.Waiting })
	slices.SortStableFunc(s.Models, func(a, b Model) int {
		return cmp.Or(byTold(a.Waiting, b.Waiting), byTold(a.InUse, b.InUse), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Slug, b.Slug))
	})
	for _, list := range [][]Offer{s.Innovations.Newest, s.Innovations.MostUsed} {
		for i := range list {
			if len(list[i].models) > 0 {
				list[i].InUse = known[list[i].models[0]]
			}
		}
	}
	s.Innovations.MostUsed = slices.DeleteFunc(s.Innovations.MostUsed, func(o Offer) bool { return o.InUse.Hidden() })
}

// families are the models of each innovation, by their place in the list, and
// what each family has in use. A model of none is a family of its own.
func (s *Snapshot) families() (families [][]int, sums []int64) {
	at := map[op.ID]int{}
	for i, m := range s.Models {
		key := m.family
		if key.IsZero() {
			key = m.ID
		}
		f, seen := at[key]
		if !seen {
			f = len(families)
			at[key], families, sums = f, append(families, nil), append(sums, 0)
		}
		families[f] = append(families[f], i)
		sums[f] += int64(m.InUse)
	}
	return families, sums
}

// byTold orders by what is told, the most first and what is hidden last.
func byTold(a, b Count) int { return cmp.Compare(max(b, Few), max(a, Few)) }

// hide takes out of sight the small counts of a column that is told with its
// total, and those that would give them away. What the rows lack of the total is
// a group as well, of those that no row is about. also are rows that are hidden
// for another reason; nil for none.
func hide[T any](rows []T, total int64, also []bool, column func(*T) *Count) {
	counts := make([][]int64, 0, len(rows)+1)
	rest := total
	for i := range rows {
		n := int64(*column(&rows[i]))
		counts = append(counts, []int64{n})
		rest -= n
	}
	if rest > 0 {
		counts = append(counts, []int64{rest})
	}
	v := disclosure.Judge(counts, also)
	for i := range rows {
		if !v.Tells(i) {
			*column(&rows[i]) = Few
		}
	}
}

// forPublic hides a share of a few people, how many they are when a few of many
// are meant, and how many they are when all but a few are.
func (s Share) forPublic() Share {
	switch {
	case s.Whole.small():
		return Share{Few, Few}
	case s.Part.small():
		return Share{Few, s.Whole}
	case (s.Whole - s.Part).small():
		return Share{Nearly, s.Whole}
	}
	return s
}

func (s Share) minus(o Share) Share { return Share{s.Part - o.Part, s.Whole - o.Whole} }

// exact tells whether nothing of a share has to be hidden.
func (s Share) exact() bool { return s.forPublic() == s }

func (c Count) small() bool { return c > 0 && c < Smallest }

func (o Outcomes) forPublic() Outcomes {
	return Outcomes{
		FollowedUp: o.FollowedUp.forPublic(), StillInUse: o.StillInUse.forPublic(), Satisfied: o.Satisfied.forPublic(),
		GoalReached: o.GoalReached.forPublic(), Orphans: o.Orphans.forPublic(), Fates: o.Fates.forPublic(),
	}
}

func goalsForPublic(goals []Goal) []Goal {
	goals = slices.Clone(goals)
	for i := range goals {
		goals[i] = goals[i].forPublic()
	}
	return goals
}

// forPublic tells the quarters and the months of a goal only where none of them
// is small: they add up to the whole, and to each other.
func (g Goal) forPublic() Goal {
	unknown := Share{Few, Few}
	if !g.Recent.exact() || !g.Before.exact() || !g.Share.minus(g.Recent).minus(g.Before).exact() {
		g.Recent, g.Before = unknown, unknown
	}
	g.Monthly = slices.Clone(g.Monthly)
	if slices.ContainsFunc(g.Monthly, func(s Share) bool { return !s.exact() }) {
		for m := range g.Monthly {
			g.Monthly[m] = unknown
		}
	}
	g.Share, g.Follow = g.Share.forPublic(), g.Follow.forPublic()
	return g
}

// forPublic hides what single directorates general did where it is small, and
// what would give that away beside the goal, which is their sum.
func (c Chain) forPublic(outcomes Outcomes) Chain {
	c.Outcomes, c.Outputs = outcomes, slices.Clone(c.Outputs)
	rows := make([][]int64, len(c.Outputs))
	for i, d := range c.Outputs {
		rows[i] = []int64{int64(d.Served.Part), int64(d.Served.Whole - d.Served.Part)}
	}
	v := disclosure.Judge(rows, nil)
	for i := range c.Outputs {
		if !v.Tells(i) && !c.Outputs[i].Own {
			c.Outputs[i].Served = Share{Few, Few}
		}
	}
	return c
}
