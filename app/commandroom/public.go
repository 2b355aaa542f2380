package commandroom

import (
	"slices"

	"lumbung/app/op"
)

// forPublic is the snapshot as everybody may see it: aggregates alone, no alert,
// and no group of 1 to 4 people. A group is people told apart by centre, device,
// province or by what became of them; how much all centres together handed over
// in a day or month is not one. Where only one group of a list would be hidden
// the sum of the list would give it away, so the next smallest is hidden too.
func (s *Snapshot) forPublic() *Snapshot {
	p := *s
	p.Alerts = nil
	p.Centres = slices.Clone(s.Centres)
	p.Models = slices.Clone(s.Models)
	p.Provinces = slices.Clone(s.Provinces)
	for _, column := range []func(*Centre) *Count{
		func(c *Centre) *Count { return &c.InUse }, func(c *Centre) *Count { return &c.Waiting },
		func(c *Centre) *Count { return &c.ThisMonth }, func(c *Centre) *Count { return &c.ThisYear },
	} {
		hide(p.Centres, column)
	}
	hide(p.Models, func(m *Model) *Count { return &m.InUse })
	hide(p.Models, func(m *Model) *Count { return &m.Waiting })
	hide(p.Provinces, func(v *Province) *Count { return &v.Home })
	secret := map[op.ID]bool{}
	for _, m := range p.Models {
		secret[m.ID] = m.InUse.Hidden()
	}
	p.Innovations.Newest = offersForPublic(s.Innovations.Newest, secret)
	p.Innovations.MostUsed = offersForPublic(s.Innovations.MostUsed, secret)
	p.Outcomes = s.Outcomes.forPublic()
	p.Goals = goalsForPublic(s.Goals)
	p.Chain = s.Chain.forPublic(p.Outcomes)
	return &p
}

// hide takes the small counts of a column out of sight.
func hide[T any](rows []T, column func(*T) *Count) {
	hidden := 0
	for i := range rows {
		if n := column(&rows[i]); n.small() {
			*n = Few
			hidden++
		}
	}
	if hidden != 1 {
		return
	}
	var next *Count // the smallest of those that are told; one of nobody only if there is no other
	for i := range rows {
		n := column(&rows[i])
		if !n.Hidden() && (next == nil || *n > 0 && (*next == 0 || *n < *next)) {
			next = n
		}
	}
	if next != nil {
		*next = Few
	}
}

// offersForPublic hides how many people use an innovation when that is hidden of
// one of its models.
func offersForPublic(list []Offer, secret map[op.ID]bool) []Offer {
	list = slices.Clone(list)
	for i := range list {
		if slices.ContainsFunc(list[i].models, func(id op.ID) bool { return secret[id] }) {
			list[i].InUse = Few
		}
	}
	return list
}

// forPublic hides a share of a few people, and how many they are when a few of
// many are meant.
func (s Share) forPublic() Share {
	switch {
	case s.Whole.small():
		return Share{Few, Few}
	case s.Part.small():
		return Share{Few, s.Whole}
	}
	return s
}

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
		g := &goals[i]
		g.Share, g.Recent, g.Before, g.Follow = g.Share.forPublic(), g.Recent.forPublic(), g.Before.forPublic(), g.Follow.forPublic()
		g.Monthly = slices.Clone(g.Monthly)
		for m := range g.Monthly {
			g.Monthly[m] = g.Monthly[m].forPublic()
		}
	}
	return goals
}

func (c Chain) forPublic(outcomes Outcomes) Chain {
	c.Outcomes, c.Outputs = outcomes, slices.Clone(c.Outputs)
	for i := range c.Outputs {
		c.Outputs[i].Served = c.Outputs[i].Served.forPublic()
	}
	return c
}
