package outcome

import (
	"bytes"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/storage"
)

func visit(f Task) Visit {
	return Visit{FollowUp: f.ID.String(), Use: Daily, Device: 5, Service: 4, Goal: "yes"}
}

func TestAHandoverPlansFourFollowUps(t *testing.T) {
	w := newWorld(t)
	rows := w.due(t)
	if len(rows) != 4 {
		t.Fatalf("%d follow-ups are due, want 4", len(rows))
	}
	for i, months := range Months() {
		if rows[i].Month != months || !rows[i].Due.Equal(w.handover.At.AddDate(0, months, 0)) || rows[i].Who != "S•••• C." {
			t.Errorf("follow-up %d = month %d due %v for %q", i, rows[i].Month, rows[i].Due, rows[i].Who)
		}
	}
	if got := w.tally(t, "due"); got != 4 {
		t.Errorf("tally due = %d, want 4", got)
	}
	w.verify(t)
}

func TestAnAnswerIsCountedOnce(t *testing.T) {
	w := newWorld(t)
	in := visit(w.due(t)[0])
	in.Repair = true
	in.Problems = []Problem{{"naik ke teras rumah rahasia", 5, 5, 2}, {"pergi ke pasar", 3, 4, 1}}
	f, err := w.Record(worker(t), in)
	if err != nil || f.Before != 37 || f.After != 13 || f.Asked != 2 {
		t.Fatalf("Record = %d before, %d after, %v; want 37 and 13", f.Before, f.After, err)
	}
	_, err = w.Record(worker(t), in)
	optest.WantKey(t, "the same again", err, fault.Conflict, "follow_up.not_due")
	for name, want := range map[string]int64{"recorded": 1, "followed": 1, "in_use": 1, "in_use_1": 1, "daily": 1, "satisfied": 1, "service_satisfied": 1, "goal_reached": 1, "needs_repair": 1, "unused": 0} {
		if got := w.tally(t, name); got != want {
			t.Errorf("tally %s = %d, want %d", name, got, want)
		}
	}
	q, err := w.FollowUp(worker(t), in.FollowUp)
	if err != nil || len(q.Story.Problems) != 2 || q.MayRecord {
		t.Errorf("FollowUp = %+v, %v", q.Story, err)
	}
	w.verify(t)
	if leaks(t, w, "teras rumah rahasia") {
		t.Error("what a person told stands in the store in clear")
	}
}

func leaks(t *testing.T, w world, secret string) (found bool) {
	t.Helper()
	err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
		for e, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			found = found || bytes.Contains(e.Value, []byte(secret))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAVisitIsRefused(t *testing.T) {
	w := newWorld(t)
	first := w.due(t)[0]
	for name, c := range map[string]struct {
		change func(*Visit)
		want   string
	}{
		"an unknown use":             {func(in *Visit) { in.Use = "maybe" }, "field.oneof"},
		"unused without why":         {func(in *Visit) { in.Use = Unused }, "field.required"},
		"reached but not asked":      {func(in *Visit) { in.Device = 0 }, "field.required"},
		"no goal":                    {func(in *Visit) { in.Goal = "" }, "field.required"},
		"six of five":                {func(in *Visit) { in.Device = 6 }, "field.max"},
		"a problem of no importance": {func(in *Visit) { in.Problems = []Problem{{"x", 0, 1, 1}} }, "field.min"},
		"tomorrow":                   {func(in *Visit) { in.OccurredAt = today.AddDate(0, 0, 1) }, "follow_up.when"},
		"before the hand-over":       {func(in *Visit) { in.OccurredAt = today.AddDate(0, -1, 0) }, "follow_up.when"},
	} {
		in := visit(first)
		c.change(&in)
		_, err := w.Record(worker(t), in)
		optest.WantKey(t, name, err, fault.Invalid, c.want)
	}
	_, err := w.Record(worker(t), Visit{FollowUp: op.ID{9}.String(), Use: Unreachable})
	optest.WantKey(t, "nothing of that id", err, fault.NotFound, "error.not_found")
	if _, err := w.Record(worker(t), Visit{FollowUp: first.ID.String(), Use: Unreachable}); err != nil {
		t.Errorf("somebody who was not reached: %v", err)
	}
	if got := w.tally(t, "followed"); got != 0 {
		t.Errorf("tally followed = %d after nobody was reached", got)
	}
	w.verify(t)
}

func TestWhatCameBackIsNotAskedAboutAgain(t *testing.T) {
	w := newWorld(t)
	rows := w.due(t)
	if _, err := w.Record(worker(t), Visit{FollowUp: rows[1].ID.String(), Use: Deceased}); err != nil {
		t.Fatal(err)
	}
	left := w.due(t)
	if len(left) != 1 || left[0].Month != 1 {
		t.Errorf("%d follow-ups are left, want the one of the first month", len(left))
	}
	w.verify(t)
}

func TestAReferralGoesItsWay(t *testing.T) {
	w := newWorld(t)
	g, err := w.Refer(worker(t), NewReferral{Beneficiary: w.person.Ref, Service: "modal-usaha", Note: "warung"})
	if err != nil || g.To != "dayasos" || g.Stage != Sent {
		t.Fatalf("Refer = %s %s, %v", g.To, g.Stage, err)
	}
	ministry := optest.As(t, policy.Ministry, "")
	_, err = w.Answer(ministry, Answer{Referral: g.ID.String(), State: Started})
	optest.WantKey(t, "started before accepted", err, fault.Conflict, "referral.order")
	_, err = w.Answer(ministry, Answer{Referral: g.ID.String(), State: Refused})
	optest.WantKey(t, "refused without a reason", err, fault.Invalid, "field.required")
	if missing := w.lane(t, "dayasos").Missing; !missing {
		t.Error("a referral that was only sent counts as a service")
	}
	for _, to := range []Stage{Accepted, Started, ServiceDone} {
		if _, err := w.Answer(ministry, Answer{Referral: g.ID.String(), State: to}); err != nil {
			t.Fatalf("Answer %s = %v", to, err)
		}
	}
	if w.lane(t, "dayasos").Missing || !w.lane(t, "linjamsos").Missing {
		t.Error("the timeline does not show who serves and who is missing")
	}
	if w.tally(t, "referral_sent") != 1 || w.tally(t, "referral_served") != 1 {
		t.Error("the referral is not counted once")
	}
	_, err = w.Refer(worker(t), NewReferral{Beneficiary: w.person.Ref, Service: "sihir"})
	optest.WantKey(t, "an unknown service", err, fault.Invalid, "referral.service_unknown")
	w.verify(t)
}

func (w world) lane(t *testing.T, directorate string) Lane {
	t.Helper()
	line, err := w.Timeline(worker(t), w.person.Ref)
	if err != nil {
		t.Fatal(err)
	}
	for _, lane := range line.Lanes {
		if lane.Directorate == directorate {
			return lane
		}
	}
	t.Fatalf("no lane for %s", directorate)
	return Lane{}
}

func TestTheTimelineTellsTheWholeWay(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Record(worker(t), visit(w.due(t)[0])); err != nil {
		t.Fatal(err)
	}
	var kinds []EventKind
	for _, e := range w.lane(t, "rehsos").Events {
		kinds = append(kinds, e.Kind)
	}
	want := []EventKind{WillBeAsked, WasAsked, WasGiven, WasRequested, WasRegistered}
	if len(kinds) != len(want) {
		t.Fatalf("events = %v, want %v", kinds, want)
	}
	for i := range want {
		if kinds[i] != want[i] {
			t.Errorf("event %d = %s, want %s", i, kinds[i], want[i])
		}
	}
}

func TestWhoMaySeeOutcomes(t *testing.T) {
	w := newWorld(t)
	f := w.due(t)[0]
	g, err := w.Refer(worker(t), NewReferral{Beneficiary: w.person.Ref, Service: "pkh"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		role                             policy.Role
		centre                           string
		work, record, timeline, referral fault.Code
	}{
		{policy.Public, "", fault.NoActor, fault.NoActor, fault.NoActor, fault.NoActor},
		{policy.SocialWorker, jaya, "", fault.NotFound, fault.NotFound, fault.NotFound},
		{policy.Warehouse, soeharso, fault.Denied, fault.Denied, fault.Denied, fault.Denied},
		{policy.Auditor, "", "", fault.Denied, "", ""},
		{policy.Ministry, "", "", fault.Denied, "", ""},
		{policy.CommandRoom, "", fault.Denied, fault.Denied, fault.Denied, fault.Denied},
		{policy.Admin, "", fault.Denied, fault.Denied, fault.Denied, fault.Denied},
		{policy.SocialWorker, soeharso, "", "", "", ""},
	} {
		ctx := optest.As(t, c.role, c.centre)
		_, work := w.Work(ctx, WorkAsk{})
		_, record := w.Record(ctx, visit(f))
		_, timeline := w.Timeline(ctx, w.person.Ref)
		_, referral := w.Referral(ctx, g.ID.String())
		for name, got := range map[string][2]fault.Code{
			"work": {fault.CodeOf(work), c.work}, "record": {fault.CodeOf(record), c.record},
			"timeline": {fault.CodeOf(timeline), c.timeline}, "referral": {fault.CodeOf(referral), c.referral},
		} {
			if got[0] != got[1] {
				t.Errorf("%s of %q, %s: %q, want %q", c.role, c.centre, name, got[0], got[1])
			}
		}
	}
}
