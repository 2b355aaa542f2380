package commandroom

import (
	"math/rand/v2"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/outcome"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// recount is what the room says, counted anew from the records themselves.
func (w world) recount() (t Totals, o Outcomes) {
	w.Helper()
	for _, u := range records[stock.Unit](w, stock.Export) {
		switch u.Bucket() {
		case stock.Ready:
			t.Ready++
		case stock.Reserved:
			t.Reserved++
		case stock.Held:
			t.Held++
		case stock.InUse:
			t.InUse++
		}
		t.Made++ // all of them are made by a centre in this world
	}
	for _, q := range records[allocation.Request](w, allocation.Export) {
		if q.State == allocation.Filed {
			t.Waiting++
		}
	}
	now := w.d.Now()
	for _, h := range records[allocation.Handover](w, allocation.Export) {
		t.ThisYear += int64(len(h.Lines))
		if allocation.MonthOf(h.At) == allocation.MonthOf(now) {
			t.ThisMonth += int64(len(h.Lines))
		}
		if allocation.DayOf(h.At) == allocation.DayOf(now) {
			t.Today += int64(len(h.Lines))
		}
	}
	latest := map[string]outcome.FollowUp{}
	for _, f := range records[outcome.FollowUp](w, outcome.Export) {
		if old, ok := latest[f.UnitCode]; f.State == outcome.Done && f.Use != outcome.Unreachable && (!ok || f.Month > old.Month) {
			latest[f.UnitCode] = f
		}
		reached := f.State == outcome.Done && f.Use != outcome.Unreachable
		add := func(s *Share, whole, part bool) {
			if whole {
				s.Whole++
			}
			if part {
				s.Part++
			}
		}
		if allocation.MonthOf(f.Due) <= allocation.MonthOf(now) {
			add(&o.FollowedUp, f.State != outcome.Dropped, reached)
		}
		add(&o.StillInUse, reached, f.Use == outcome.Daily || f.Use == outcome.Sometimes)
		add(&o.Satisfied, f.Device > 0, f.Device >= 4)
		add(&o.GoalReached, f.Goal != "", f.Goal == "yes")
	}
	for _, f := range latest {
		switch inUse := f.Use == outcome.Daily || f.Use == outcome.Sometimes; {
		case inUse && f.Goal == "yes":
			o.Fates.Helped++
		case inUse:
			o.Fates.Used++
		default:
			o.Fates.Ended++
		}
	}
	o.Fates.Unasked = Count(t.ThisYear) - o.Fates.Known()
	return t, o
}

func (w world) compare(after string) {
	w.Helper()
	want, wantOutcomes := w.recount()
	s := w.look(policy.CommandRoom)
	got := s.Totals
	got.Centres, got.CentresReady, got.Provinces = 0, 0, 0
	if got != want {
		w.Errorf("%s: totals = %+v, counted %+v", after, got, want)
	}
	outcomes := s.Outcomes
	outcomes.Orphans = Share{}
	if outcomes != wantOutcomes {
		w.Errorf("%s: outcomes = %+v, counted %+v", after, outcomes, wantOutcomes)
	}
	var sum Totals
	for _, c := range s.Centres {
		sum.Ready, sum.Reserved, sum.Held, sum.InUse, sum.Made = sum.Ready+c.Ready, sum.Reserved+c.Reserved, sum.Held+c.Held, sum.InUse+c.InUse, sum.Made+c.Made
		sum.Waiting, sum.ThisMonth, sum.ThisYear = sum.Waiting+int64(c.Waiting), sum.ThisMonth+int64(c.ThisMonth), sum.ThisYear+int64(c.ThisYear)
	}
	sum.Today = want.Today
	if sum != want {
		w.Errorf("%s: the centres sum to %+v, counted %+v", after, sum, want)
	}
}

func TestTheNumbersEqualARecountAfterAnyCommands(t *testing.T) {
	w := newWorld(t)
	random := rand.New(rand.NewPCG(2021, 3))
	var free []string
	var waiting []allocation.Request
	var reserved []allocation.Allocation
	take := func(n int) int { return random.IntN(n) }
	for step := range 120 {
		switch choice := random.IntN(7); {
		case choice == 0:
			free = append(free, w.receive(soeharso, 1+take(3))...)
		case choice <= 2:
			waiting = append(waiting, w.request(soeharso))
		case choice == 3 && len(free) > 0 && len(waiting) > 0:
			reserved = append(reserved, w.reserve(waiting[0], free[0]))
			free, waiting = free[1:], waiting[1:]
		case choice == 4 && len(reserved) > 0:
			w.handOver(reserved[0])
			reserved = reserved[1:]
		case choice == 5 && len(reserved) > 0 && step%3 == 0:
			q, err := w.allocations.Cancel(w.head(soeharso), allocation.Cancellation{Allocation: reserved[0].ID.String(), Reason: "declined"})
			must(w, q, err)
			reserved = reserved[1:]
		case choice == 6:
			w.pass(time.Duration(take(9)) * 24 * time.Hour)
			if work, err := w.outcomes.Work(w.head(soeharso), outcome.WorkAsk{}); err == nil && len(work.Rows) > 0 {
				w.asked(soeharso, 1, []outcome.Use{outcome.Daily, outcome.Unused, outcome.Unreachable}[take(2)*2], []string{"yes", ""}[0])
			}
		}
	}
	w.compare("120 commands")
	s := w.look(policy.Ministry)
	if s.Totals.ThisYear == 0 || s.Totals.Waiting == 0 || s.Outcomes.GoalReached.Whole == 0 {
		t.Errorf("the commands did too little: %+v, %+v", s.Totals, s.Outcomes)
	}
}

func TestAHandOverIsInTheNextSnapshot(t *testing.T) {
	w := newWorld(t)
	before := w.look(policy.Public)
	stale := w.room.Stale()
	w.give(soeharso, 1)
	select {
	case <-stale:
	default:
		t.Error("Stale is open after a commit")
	}
	begun := time.Now()
	after := w.look(policy.Public)
	if took := time.Since(begun); took > time.Second {
		t.Errorf("the snapshot took %v", took)
	}
	if after.Totals.Today != before.Totals.Today+1 || after.Mark == before.Mark {
		t.Errorf("today %d at %s, before it was %d at %s", after.Totals.Today, after.Mark, before.Totals.Today, before.Mark)
	}
	if len(after.Latest) != 1 || after.Latest[0].Device != "Kursi roda elektrik" || w.look(policy.Ministry).Latest[0].Centre != "Sentra Terpadu Prof. Dr. Soeharso" {
		t.Errorf("Latest = %+v", after.Latest)
	}
	if again := w.look(policy.Public); again != after {
		t.Error("nothing was committed, yet it was counted again")
	}
}

func TestWhatNobodyAskedAfterIsAnOrphan(t *testing.T) {
	w := newWorld(t)
	w.give(soeharso, 6)
	if got := w.look(policy.Ministry).Outcomes.Orphans; got != (Share{}) {
		t.Errorf("orphans at once = %+v, want none", got)
	}
	w.pass(130 * 24 * time.Hour)
	w.asked(soeharso, 2, outcome.Daily, "yes")
	w.asked(soeharso, 1, outcome.Unreachable, "")
	if got, want := w.look(policy.Ministry).Outcomes.Orphans, (Share{4, 6}); got != want {
		t.Errorf("orphans after 130 days = %+v, want %+v", got, want)
	}
}

func TestTheChainShowsWhoContributesNothing(t *testing.T) {
	w := newWorld(t)
	q := w.request(soeharso)
	refer := func(service string) outcome.Referral {
		g, err := w.outcomes.Refer(w.head(soeharso), outcome.NewReferral{Beneficiary: q.PersonRef, Service: service})
		return must(w, g, err)
	}
	refer("modal-usaha")
	started := refer("pkh")
	for _, state := range []outcome.Stage{outcome.Accepted, outcome.Started} {
		g, err := w.outcomes.Answer(w.as(policy.Ministry, ""), outcome.Answer{Referral: started.ID.String(), State: state})
		must(w, g, err)
	}
	for _, d := range w.look(policy.Ministry).Chain.Outputs {
		want := map[string]Share{"rehsos": {}, "linjamsos": {1, 1}, "dayasos": {0, 1}}[d.Code]
		if d.Served != want || d.Missing() != (d.Code == "dayasos") {
			t.Errorf("%s: served %+v, missing %v", d.Code, d.Served, d.Missing())
		}
	}
}

func TestAlertsSayWhatWhereSinceWhenAndWhoActs(t *testing.T) {
	w := newWorld(t)
	w.request(soeharso)
	filed := w.d.Now()
	w.receive(jaya, 2)
	units := w.receive(soeharso, 1)
	h := w.handOver(w.reserve(w.request(soeharso), units[0]))
	g, err := w.outcomes.Refer(w.head(soeharso), outcome.NewReferral{Beneficiary: h.PersonRef, Service: "modal-usaha"})
	must(w, g, err)
	if got := w.look(policy.Ministry).Alerts; len(got) != 1 || got[0].Kind != Elsewhere || got[0].Other != "Sentra Mulya Jaya" {
		t.Errorf("alerts at once = %+v, want that another centre has one", got)
	}
	w.pass(70 * 24 * time.Hour)
	must(w, w.request(jaya), nil) // a commit, so that the day is seen
	var kinds []AlertKind
	for _, a := range w.look(policy.Head).Alerts {
		kinds = append(kinds, a.Kind)
		if a.Owner == "" || a.Since.IsZero() || a.Since.Before(filed.Add(-time.Hour)) || a.Count == 0 || a.Place == "" && a.Ditjen == "" {
			t.Errorf("an alert without what, where, since when or owner: %+v", a)
		}
	}
	if want := []AlertKind{LateReferral, LateFollowUp, LongWait, Elsewhere}; len(kinds) != len(want) || kinds[0] != want[0] || kinds[1] != want[1] || kinds[2] != want[2] || kinds[3] != want[3] {
		t.Errorf("alerts after 70 days = %v, want %v", kinds, want)
	}
}

func TestThereAreSevenAlertsAtMostAndOfEachKindSome(t *testing.T) {
	var all []Alert
	for i := range 20 {
		all = append(all, Alert{Kind: LongWait, Count: 1, Since: begin.AddDate(0, 0, -i)})
	}
	all = append(all, Alert{Kind: StuckUnit, Count: 1, Since: begin}, Alert{Kind: LateReferral, Count: 1, Since: begin})
	got := choose(all)
	if len(got) != MaxAlerts || got[0].Kind != LateReferral || got[MaxAlerts-1].Kind != StuckUnit {
		t.Errorf("choose = %+v", got)
	}
	if !got[1].Since.Equal(begin.AddDate(0, 0, -19)) {
		t.Errorf("the oldest wait is %v", got[1].Since)
	}
}

func TestScrewsAndClothAreNoDevicesThatWaitForSomebody(t *testing.T) {
	w := newWorld(t)
	w.receive(soeharso, 2)
	m, err := w.stock.AddModel(w.head(soeharso), stock.ModelDetails{Name: "Baut M6", Tracking: stock.Counted})
	must(w, m, err)
	rec, err := w.stock.Receive(w.head(soeharso), stock.NewReceipt{Model: m.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: 4500})
	must(w, rec, err)
	s := w.look(policy.Ministry)
	if s.Totals.Ready != 2 || len(s.Models) != 1 {
		t.Errorf("ready = %d of %d models, want the 2 chairs alone", s.Totals.Ready, len(s.Models))
	}
}
