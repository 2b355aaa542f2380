package commandroom

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/beneficiary"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// anySnapshot draws a snapshot of any size of groups.
func anySnapshot(r *rapid.T) *Snapshot {
	count := rapid.Custom(func(r *rapid.T) Count { return Count(rapid.Int64Range(0, 12).Draw(r, "count")) })
	share := rapid.Custom(func(r *rapid.T) Share {
		whole := rapid.Int64Range(0, 12).Draw(r, "whole")
		return Share{Count(rapid.Int64Range(0, whole).Draw(r, "part")), Count(whole)}
	})
	s := &Snapshot{Alerts: []Alert{{Kind: LongWait, Count: 1}}}
	for i := range rapid.IntRange(0, 6).Draw(r, "centres") {
		s.Centres = append(s.Centres, Centre{
			Code: fmt.Sprint(i), Stock: Stock{InUse: count.Draw(r, "use")}, Waiting: count.Draw(r, "waiting"),
			ThisMonth: count.Draw(r, "month"), ThisYear: count.Draw(r, "year"),
		})
	}
	for i := range rapid.IntRange(0, 6).Draw(r, "models") {
		m := Model{ID: op.ID{byte(i + 1)}, Stock: Stock{InUse: count.Draw(r, "use")}, Waiting: count.Draw(r, "waiting")}
		s.Models = append(s.Models, m)
		s.Innovations.MostUsed = append(s.Innovations.MostUsed, Offer{InUse: m.InUse, models: []op.ID{m.ID}})
	}
	for range rapid.IntRange(0, 38).Draw(r, "provinces") {
		s.Provinces = append(s.Provinces, Province{Home: count.Draw(r, "home")})
	}
	s.Outcomes = Outcomes{share.Draw(r, "a"), share.Draw(r, "b"), share.Draw(r, "c"), share.Draw(r, "d"), share.Draw(r, "e"), Fates{count.Draw(r, "helped"), count.Draw(r, "used"), count.Draw(r, "ended"), 0, count.Draw(r, "unasked")}}
	s.Goals = []Goal{{Share: share.Draw(r, "f"), Recent: share.Draw(r, "g"), Before: share.Draw(r, "h"), Follow: share.Draw(r, "i"), Monthly: []Share{share.Draw(r, "j")}}}
	s.Chain = Chain{Outputs: []Ditjen{{Served: share.Draw(r, "k")}}, Outcomes: s.Outcomes}
	return s
}

// columns are the counts of people in the lists of a snapshot.
func (s *Snapshot) columns() map[string][]Count {
	out := map[string][]Count{}
	for _, c := range s.Centres {
		out["centre use"], out["centre waiting"] = append(out["centre use"], c.InUse), append(out["centre waiting"], c.Waiting)
		out["centre month"], out["centre year"] = append(out["centre month"], c.ThisMonth), append(out["centre year"], c.ThisYear)
	}
	for _, m := range s.Models {
		out["model use"], out["model waiting"] = append(out["model use"], m.InUse), append(out["model waiting"], m.Waiting)
	}
	for _, p := range s.Provinces {
		out["home"] = append(out["home"], p.Home)
	}
	return out
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
		for name, column := range p.columns() {
			hidden := 0
			for _, n := range column {
				if n > 0 && n < Smallest {
					r.Errorf("%s shows %d", name, n)
				}
				if n.Hidden() {
					hidden++
				}
			}
			if hidden == 1 && len(column) > 1 {
				r.Errorf("%s hides one alone: %v, the sum of the list tells it", name, column)
			}
		}
		for _, x := range p.shares() {
			if x.Part.small() || x.Whole.small() {
				r.Errorf("a share shows %d of %d", x.Part, x.Whole)
			}
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
		for i, o := range p.Innovations.MostUsed {
			if o.InUse != p.Models[i].InUse {
				r.Errorf("an innovation tells %d, its model %d", o.InUse, p.Models[i].InUse)
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
