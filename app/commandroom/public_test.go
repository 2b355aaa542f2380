package commandroom

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/beneficiary"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// anySnapshot draws a snapshot of any size of groups, whose lists add up to its
// totals.
func anySnapshot(r *rapid.T) *Snapshot {
	count := rapid.Custom(func(r *rapid.T) Count { return Count(rapid.Int64Range(0, 12).Draw(r, "count")) })
	share := rapid.Custom(func(r *rapid.T) Share {
		whole := rapid.Int64Range(0, 12).Draw(r, "whole")
		return Share{Count(rapid.Int64Range(0, whole).Draw(r, "part")), Count(whole)}
	})
	s := &Snapshot{Alerts: []Alert{{Kind: LongWait, Count: 1}}, Latest: []Handed{{Centre: "Sentra"}}}
	for i := range rapid.IntRange(0, 6).Draw(r, "centres") {
		c := Centre{Code: fmt.Sprint(i), Name: fmt.Sprint(i), Stock: Stock{InUse: count.Draw(r, "use")}, Waiting: count.Draw(r, "waiting"), ThisMonth: count.Draw(r, "month")}
		c.ThisYear = c.ThisMonth + count.Draw(r, "rest of the year")
		s.Centres = append(s.Centres, c)
		s.Totals.InUse += c.InUse
		s.Totals.Waiting += int64(c.Waiting)
		s.Totals.ThisMonth += int64(c.ThisMonth)
		s.Totals.ThisYear += int64(c.ThisYear)
	}
	left, waiting := s.Totals.InUse, Count(s.Totals.Waiting)
	for i := range rapid.IntRange(0, 8).Draw(r, "models") {
		m := Model{ID: op.ID{byte(i + 1)}, Slug: fmt.Sprint(i), Stock: Stock{InUse: min(left, count.Draw(r, "use"))}, Waiting: min(waiting, count.Draw(r, "waiting"))}
		left, waiting = left-m.InUse, waiting-m.Waiting
		if n := rapid.IntRange(0, 3).Draw(r, "innovation"); n > 0 {
			m.family = op.ID{0xee, byte(n)}
		}
		s.Models = append(s.Models, m)
	}
	families, sums := s.families()
	for f, members := range families {
		s.Innovations.MostUsed = append(s.Innovations.MostUsed, Offer{Slug: fmt.Sprint(f), InUse: Count(sums[f]), models: []op.ID{s.Models[members[0]].ID}})
	}
	home := Count(s.Totals.ThisYear)
	for i := range rapid.IntRange(0, 38).Draw(r, "provinces") {
		v := Province{Code: fmt.Sprint(i), Home: min(home, count.Draw(r, "home"))}
		home -= v.Home
		s.Provinces = append(s.Provinces, v)
	}
	s.Outcomes = Outcomes{share.Draw(r, "a"), share.Draw(r, "b"), share.Draw(r, "c"), share.Draw(r, "d"), share.Draw(r, "e"), Fates{count.Draw(r, "helped"), count.Draw(r, "used"), count.Draw(r, "ended"), 0, count.Draw(r, "unasked")}}
	g := Goal{Follow: share.Draw(r, "i")}
	for m := range months {
		x := share.Draw(r, "month of a goal")
		g.Monthly, g.Share = append(g.Monthly, x), Share{g.Share.Part + x.Part, g.Share.Whole + x.Whole}
		if m >= months-3 {
			g.Recent = Share{g.Recent.Part + x.Part, g.Recent.Whole + x.Whole}
		} else if m >= months-6 {
			g.Before = Share{g.Before.Part + x.Part, g.Before.Whole + x.Whole}
		}
	}
	s.Goals = []Goal{g}
	s.Chain = Chain{Outputs: []Ditjen{{Own: true}, {Served: share.Draw(r, "k")}, {Served: share.Draw(r, "l")}, {Served: share.Draw(r, "m")}}, Outcomes: s.Outcomes}
	return s
}

// column is a list of the snapshot with what everybody knows it to add up to.
type column struct {
	name   string
	truth  []Count
	told   []Count
	total  Count
	exempt bool // the total is of all centres in a month or 12, which is no group
	zeros  bool // a zero may be hidden too: a month, for what it would tell of the year
}

// columns are the counts of people in the lists of a snapshot, each beside what
// the public sees of it.
func (s *Snapshot) columns(p *Snapshot) []column {
	centre := func(name string, total int64, exempt bool, of func(*Centre) Count) column {
		c := column{name: "centre " + name, total: Count(total), exempt: exempt}
		for i := range s.Centres {
			at := slices.IndexFunc(p.Centres, func(x Centre) bool { return x.Code == s.Centres[i].Code })
			c.truth, c.told = append(c.truth, of(&s.Centres[i])), append(c.told, of(&p.Centres[at]))
		}
		return c
	}
	waiting := column{name: "model waiting", total: Count(s.Totals.Waiting), exempt: true}
	for i := range s.Models {
		waiting.truth, waiting.told = append(waiting.truth, s.Models[i].Waiting), append(waiting.told, p.model(s.Models[i].ID).Waiting)
	}
	home := column{name: "province", total: Count(s.Totals.ThisYear), exempt: true}
	for i := range s.Provinces {
		home.truth, home.told = append(home.truth, s.Provinces[i].Home), append(home.told, p.Provinces[i].Home)
	}
	list := []column{
		centre("in use", int64(p.Totals.InUse), false, func(c *Centre) Count { return c.InUse }), centre("waiting", s.Totals.Waiting, true, func(c *Centre) Count { return c.Waiting }),
		centre("month", s.Totals.ThisMonth, true, func(c *Centre) Count { return c.ThisMonth }), centre("year", s.Totals.ThisYear, true, func(c *Centre) Count { return c.ThisYear }),
		waiting, home,
	}
	list[2].zeros = true
	families, sums := s.families()
	top := column{name: "innovations in use", total: p.Totals.InUse}
	for f, members := range families {
		told := Few
		if at := slices.IndexFunc(p.Innovations.MostUsed, func(o Offer) bool { return o.Slug == fmt.Sprint(f) }); at >= 0 {
			told = p.Innovations.MostUsed[at].InUse
		}
		top.truth, top.told = append(top.truth, Count(sums[f])), append(top.told, told)
		c := column{name: "models of an innovation", total: told}
		for _, i := range members {
			c.truth, c.told = append(c.truth, s.Models[i].InUse), append(c.told, p.model(s.Models[i].ID).InUse)
		}
		list = append(list, c)
	}
	return append(list, top)
}

func (s *Snapshot) model(id op.ID) Model {
	return s.Models[slices.IndexFunc(s.Models, func(m Model) bool { return m.ID == id })]
}

// attack solves the equation of a column: the hidden numbers add up to the total
// less those that are told. It tells which hidden number can be nothing but 1 to
// 4. Whoever sees some zeros told knows that what is hidden is above zero,
// but for months.
func (c column) attack() (found []Count) {
	if c.total.Hidden() || c.total.small() && c.exempt || len(c.told) == 0 {
		return nil
	}
	left, least, hidden := c.total, Count(1), Count(0)
	all := true
	for _, n := range c.told {
		if n.Hidden() {
			hidden++
		} else {
			left, all = left-n, false
		}
	}
	if all || c.zeros {
		least = 0
	}
	rest := c.total
	for _, n := range c.truth {
		rest -= n
	}
	for i, n := range c.told {
		if !n.Hidden() {
			continue
		}
		most, fewest := left-(hidden-1)*least, least
		if hidden == 1 && rest <= 0 {
			fewest = left
		}
		if fewest >= 1 && fewest <= most && most < Smallest { // what contradicts itself tells nothing
			found = append(found, c.truth[i])
		}
	}
	if hidden == 0 && rest.small() { // of whom no row is
		found = append(found, rest)
	}
	return found
}

func (s *Snapshot) shares() []Share {
	o, c := s.Outcomes, s.Chain.Outcomes
	list := []Share{o.FollowedUp, o.StillInUse, o.Satisfied, o.GoalReached, o.Orphans, c.FollowedUp, c.StillInUse, c.Satisfied, c.GoalReached, c.Orphans}
	for _, g := range s.Goals {
		list = append(append(list, g.Share, g.Recent, g.Before, g.Follow), g.Monthly...)
	}
	for _, d := range s.Chain.Outputs {
		list = append(list, d.Served)
	}
	return list
}

func TestThePublicSeesNoSmallGroup(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := anySnapshot(r)
		before := fmt.Sprintf("%+v", *s)
		p := s.forPublic()
		if len(p.Alerts) > 0 {
			r.Error("the public sees alerts")
		}
		for _, c := range s.columns(p) {
			for i, n := range c.told {
				if n.small() || !n.Hidden() && n != c.truth[i] {
					r.Errorf("%s shows %d for %d", c.name, n, c.truth[i])
				}
			}
			if found := c.attack(); len(found) > 0 {
				r.Errorf("%s: of %v are told %v, with %d in all: %v can be computed", c.name, c.truth, c.told, c.total, found)
			}
		}
		for _, c := range p.Centres {
			if !c.ThisYear.Hidden() && !c.ThisMonth.Hidden() && (c.ThisYear - c.ThisMonth).small() {
				r.Errorf("a centre tells %d of the month and %d of the year", c.ThisMonth, c.ThisYear)
			}
		}
		if p.Latest[0].Centre != "" {
			r.Error("the public reads which centre has just given a device")
		}
		for _, x := range p.shares() {
			if x.Part.small() || x.Whole.small() || !x.Part.Hidden() && (x.Whole-x.Part).small() {
				r.Errorf("a share shows %d of %d", x.Part, x.Whole)
			}
		}
		g := p.Goals[0]
		if told := g.Recent != (Share{Few, Few}); told && !g.Share.Part.Hidden() && !g.Share.minus(g.Recent).minus(g.Before).exact() {
			r.Errorf("two quarters tell the rest of the year: %+v", g)
		}
		f := p.Outcomes.Fates
		if f.Total() != s.Outcomes.Fates.Total() {
			r.Errorf("fates of %d are told as %d", s.Outcomes.Fates.Total(), f.Total())
		}
		for _, n := range []Count{f.Helped, f.Used, f.Ended, f.Asked} {
			if n.small() && n != f.Known() {
				r.Errorf("fates tell %d alone: %+v", n, f)
			}
		}
		if after := fmt.Sprintf("%+v", *s); after != before {
			r.Error("the inner snapshot was changed")
		}
	})
}

func TestAVerdictHoldsForEveryNumberThatIsHidden(t *testing.T) {
	for _, c := range []struct {
		share Share
		want  Verdict
	}{
		{Share{}, Unknown},
		{Share{Few, Few}, Unknown},
		{Share{0, 10}, Short},
		{Share{6, 10}, Near},
		{Share{7, 10}, Reached},
		{Share{Few, 37}, Short},
		{Share{Few, 5}, Unknown}, // 1 to 4 of 5 can be anything
		{Share{Nearly, 37}, Reached},
		{Share{Nearly, 8}, Unknown}, // 4 to 7 of 8
	} {
		if got := (Goal{Share: c.share, Target: 70}).Verdict(); got != c.want {
			t.Errorf("Verdict(%+v) = %s, want %s", c.share, got, c.want)
		}
	}
}

func TestWhoSeesAlerts(t *testing.T) {
	w := newWorld(t)
	w.receive(jaya, 1)
	w.request(soeharso)
	for _, role := range append(policy.Roles(), policy.Public) {
		want := 0
		switch role {
		case policy.Admin, policy.Ministry, policy.Head, policy.Auditor, policy.CommandRoom:
			want = 1
		}
		if got := len(w.look(role).Alerts); got != want {
			t.Errorf("%q sees %d alerts, want %d", role, got, want)
		}
	}
}

func TestNobodyFindsAPersonInTheRoom(t *testing.T) {
	w := newWorld(t)
	w.give(soeharso, 3)
	w.request(soeharso)
	w.pass(100 * 24 * time.Hour)
	w.request(soeharso)
	var secrets []string
	for _, p := range records[beneficiary.Person](w, beneficiary.Export) {
		secrets = append(secrets, p.Ref, p.ID.String(), p.MaskedName, p.MaskedNIK)
	}
	secrets = append(secrets, "Sekar", "Wulandari", "32019941", "Rahasia", "Jalan Contoh")
	for _, role := range []policy.Role{policy.Public, policy.CommandRoom, policy.Ministry} {
		data, err := json.Marshal(w.look(role))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range secrets {
			if secret != "" && strings.Contains(string(data), secret) {
				t.Errorf("%q finds %q in the room", role, secret)
			}
		}
	}
}
