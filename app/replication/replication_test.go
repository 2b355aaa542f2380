package replication

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/optkv"
)

func TestACentreAsksPlansTriesRunsAndStops(t *testing.T) {
	w := newWorld(t)
	p := w.running()
	p = w.step(p, Stopped)
	var states []State
	for _, s := range p.Steps {
		states = append(states, s.State)
	}
	want := []State{Asked, Accepted, Planning, Trial, Running, Stopped}
	if len(states) != len(want) {
		t.Fatalf("steps = %v, want %v", states, want)
	}
	for i := range want {
		if states[i] != want[i] {
			t.Errorf("step %d = %s, want %s", i, states[i], want[i])
		}
	}
	if p.Centre != meohai || p.Owner != soeharso || p.Published != w.chair.PublishedVersion {
		t.Errorf("it is %+v", p)
	}
	again := w.ask() // what has stopped may begin anew
	if again.ID == p.ID {
		t.Error("the second question is the first record")
	}
	w.sound()
}

func TestOnlyThePublishedInnovationOfAnotherCentreIsAskedFor(t *testing.T) {
	w := newWorld(t)
	draft := must(w.innovations.Begin(w.as(policy.SKA, soeharso), innovation.NewInnovation{Title: "Draf contoh", Problem: "Belum ada.", Kind: innovation.Service}))
	old := w.publish("Tongkat lama contoh")
	must(w.innovations.Archive(w.as(policy.SKA, soeharso), innovation.Closing{Innovation: old.Slug, Reason: "Diganti"}))
	for name, c := range map[string]struct {
		role   policy.Role
		centre string
		ref    string
		form   Form
		note   string
		code   fault.Code
	}{
		"its own":               {policy.SKA, soeharso, w.chair.Slug, Full, "", fault.Conflict},
		"a draft":               {policy.SKA, meohai, draft.Slug, Full, "", fault.NotFound},
		"an archived one":       {policy.SKA, meohai, old.Slug, Full, "", fault.Conflict},
		"what does not exist":   {policy.SKA, meohai, "tidak-ada", Full, "", fault.NotFound},
		"an unknown form":       {policy.SKA, meohai, w.chair.Slug, "all", "", fault.Invalid},
		"a NIK in the note":     {policy.SKA, meohai, w.chair.Slug, Full, "untuk 7471994101900002", fault.Invalid},
		"a note without end":    {policy.SKA, meohai, w.chair.Slug, Full, strings.Repeat("x", 1<<20), fault.Invalid},
		"by warehouse staff":    {policy.Warehouse, meohai, w.chair.Slug, Full, "", fault.Denied},
		"by the ministry":       {policy.Ministry, "", w.chair.Slug, Full, "", fault.Denied},
		"text that runs back":   {policy.SKA, meohai, w.chair.Slug, Full, "a\u202eb", fault.Invalid},
		"by nobody in particul": {policy.Public, "", w.chair.Slug, Full, "", fault.NoActor},
	} {
		_, err := w.Ask(w.as(c.role, c.centre), NewReplication{Innovation: c.ref, Form: c.form, Note: c.note})
		if fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	w.ask()
	_, err := w.Ask(w.as(policy.Head, meohai), NewReplication{Innovation: w.chair.Slug, Form: Partial})
	wants(t, err, fault.Conflict, "")
	w.sound()
}

func TestTheOwnerAnswersWithAContactOrAReason(t *testing.T) {
	w := newWorld(t)
	p := w.ask()
	owner := w.as(policy.SKA, soeharso)
	id := p.ID.String()
	_, err := w.Answer(owner, Reply{Replication: id, Decision: Accept})
	wants(t, err, fault.Invalid, "contact")
	_, err = w.Answer(owner, Reply{Replication: id, Decision: Accept, Contact: "NIK 3201 9941 0190 0001"})
	wants(t, err, fault.Invalid, "contact")
	_, err = w.Answer(owner, Reply{Replication: id, Decision: Decline})
	wants(t, err, fault.Invalid, "reason")
	_, err = w.Answer(w.as(policy.SKA, meohai), Reply{Replication: id, Decision: Accept, Contact: "kami sendiri"})
	wants(t, err, fault.Denied, "")
	_, err = w.Answer(w.as(policy.SKA, jaya), Reply{Replication: id, Decision: Accept, Contact: "orang lain"})
	wants(t, err, fault.NotFound, "")
	_, err = w.Answer(owner, Reply{Replication: id, Version: 7, Decision: Accept, Contact: "Bengkel"})
	wants(t, err, fault.Conflict, "")

	declined := must(w.Answer(owner, Reply{Replication: id, Decision: Decline, Reason: "Uji belum selesai"}))
	if declined.State != Declined || declined.Last().Note != "Uji belum selesai" {
		t.Errorf("declined: %+v", declined)
	}
	_, err = w.Answer(owner, Reply{Replication: id, Decision: Accept, Contact: "Bengkel"})
	wants(t, err, fault.Conflict, "")
	_, err = w.Advance(w.as(policy.SKA, meohai), NextStep{Replication: id, State: Planning})
	wants(t, err, fault.Conflict, "")
	w.ask()
	w.sound()
}

func TestTheJournalNeverHoldsTheContact(t *testing.T) {
	w := newWorld(t)
	var entries []op.Entry
	defer w.d.Feed.Listen(func(e op.Entry) { entries = append(entries, e) })()
	p := w.accept(w.ask())
	must(w.Describe(w.as(policy.SKA, meohai), Details{Replication: p.ID.String(), Version: p.Version, Form: Adapted, Changes: "Rangka lebih sempit", Obstacles: "Baja", Evidence: "Uji"}))
	for _, e := range entries {
		data := must(storage.Encode(e))
		for _, word := range []string{"0271", "Bengkel", "Rangka lebih sempit"} {
			if strings.Contains(string(data), word) {
				t.Errorf("%s says %q", e.Action, word)
			}
		}
	}
	if len(entries) != 3 {
		t.Errorf("%d entries, want 3", len(entries))
	}
}

func TestNoStepIsSkippedOrTakenBack(t *testing.T) {
	w := newWorld(t)
	p := w.ask()
	adopter := w.as(policy.Head, meohai)
	_, err := w.Advance(adopter, NextStep{Replication: p.ID.String(), State: Planning})
	wants(t, err, fault.Conflict, "")
	p = w.accept(p)
	for _, state := range []State{Trial, Running} {
		_, err = w.Advance(adopter, NextStep{Replication: p.ID.String(), State: state})
		wants(t, err, fault.Conflict, "")
	}
	_, err = w.Advance(adopter, NextStep{Replication: p.ID.String(), State: Stopped})
	wants(t, err, fault.Invalid, "reason")
	_, err = w.Advance(w.as(policy.SKA, soeharso), NextStep{Replication: p.ID.String(), State: Planning})
	wants(t, err, fault.Denied, "")
	p = w.step(w.step(p, Planning), Stopped)
	for _, state := range States() {
		_, err = w.Advance(adopter, NextStep{Replication: p.ID.String(), State: state, Reason: "x"})
		if err == nil {
			t.Errorf("stopped went on to %s", state)
		}
	}
	w.sound()
}

func TestADayIsNeitherToComeNorBeforeTheLastOne(t *testing.T) {
	w := newWorld(t)
	adopter := w.as(policy.SKA, meohai)
	_, err := w.Ask(adopter, NewReplication{Innovation: w.chair.Slug, Form: Full, Occurred: today.AddDate(0, 0, 1)})
	wants(t, err, fault.Invalid, "occurred_at")
	_, err = w.Ask(adopter, NewReplication{Innovation: w.chair.Slug, Form: Full, Occurred: w.chair.PublishedAt.AddDate(0, 0, -1)})
	wants(t, err, fault.Invalid, "occurred_at")
	p := must(w.Ask(adopter, NewReplication{Innovation: w.chair.Slug, Form: Full, Occurred: today.AddDate(0, 0, -30)}))
	_, err = w.Answer(w.as(policy.SKA, soeharso), Reply{Replication: p.ID.String(), Decision: Accept, Contact: "Bengkel", Occurred: today.AddDate(0, 0, -31)})
	wants(t, err, fault.Invalid, "occurred_at")
	p = must(w.Answer(w.as(policy.SKA, soeharso), Reply{Replication: p.ID.String(), Decision: Accept, Contact: "Bengkel", Occurred: today.AddDate(0, 0, -30)}))
	p = must(w.Advance(adopter, NextStep{Replication: p.ID.String(), State: Planning, Occurred: today}))
	if got := p.Since().In(wib).Format("2006-01-02"); got != "2026-11-24" {
		t.Errorf("planned on %s", got)
	}
	w.sound()
}

func TestItCountsOnlyWhileItRunsAndHasMadeOrServedLately(t *testing.T) {
	w := newWorld(t)
	p := w.accept(w.ask())
	w.make(meohai, 4_000_000, 10, "M-1", "M-2")
	for _, state := range []State{Planning, Trial} {
		p = w.step(p, state)
		if got := w.spreadOf(); got.Counted != 0 {
			t.Errorf("%s counts", state)
		}
	}
	p = w.step(p, Running)
	got := w.spreadOf()
	if got.Counted != 1 || got.Tally.Running != 1 || got.Places[0].Made != 2 || got.Places[0].UnitCost != 4_000_000 {
		t.Errorf("running with two made: %+v", got)
	}
	*w.clock = today.AddDate(0, 7, 0)
	if got := w.spreadOf(); got.Counted != 0 || got.Places[0].Made != 2 {
		t.Errorf("seven months later: %+v", got)
	}
	w.handOver(meohai, "3201994101900001")
	got = w.spreadOf()
	if got.Counted != 1 || got.Places[0].Served != nil {
		t.Errorf("one person served counts, and the public is not told that it is one: %+v", got.Places[0])
	}
	sheet := must(w.One(w.as(policy.SKA, soeharso), p.ID.String()))
	if !sheet.Counts || sheet.Numbers.Served != 1 || sheet.Numbers.MadeLately != 0 {
		t.Errorf("to its centres: %+v", sheet.Numbers)
	}
	w.step(p, Stopped)
	if got := w.spreadOf(); got.Counted != 0 {
		t.Error("it counts after it stopped")
	}
	w.sound()
}

func TestInterestIsNeverReplication(t *testing.T) {
	w := newWorld(t)
	w.make(meohai, 4_000_000, 10, "M-1")
	w.accept(w.ask())
	got := w.spreadOf()
	if got.Interest() != 1 || got.Counted != 0 {
		t.Errorf("spread = %+v", got)
	}
	err := w.d.Store.View(w.Context(), func(r storage.Reader) error {
		n, of, err := Counted(r, today)
		if n != 0 || of != 0 {
			t.Errorf("the command room counts %d of %d", n, of)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheCostsOfThoseWhoMakeItAreCompared(t *testing.T) {
	w := newWorld(t)
	w.make(soeharso, 3_000_000, 200, "S-1", "S-2", "S-3")
	w.make(soeharso, 5_000_000, 20, "S-4")
	w.make(meohai, 6_000_000, 10, "M-1")
	w.make(jaya, 4_000_000, 10, "J-1")
	w.make("wirajaya", 0, 10, "W-1") // nobody knows what it cost
	got := w.spreadOf().Costs
	if got.Min != 3_500_000 || got.Median != 4_000_000 || got.Max != 6_000_000 || len(got.Makers) != 3 {
		t.Errorf("costs = %+v", got)
	}
	if got.Makers[0].Centre != soeharso || got.Makers[0].Made != 4 {
		t.Errorf("the cheapest is %+v", got.Makers[0])
	}
}

func TestOnlyTheTwoCentresAndThoseWhoSeeAllReadACase(t *testing.T) {
	w := newWorld(t)
	p := w.accept(w.ask())
	for _, c := range []struct {
		role   policy.Role
		centre string
		want   fault.Code
	}{
		{policy.SKA, meohai, ""},
		{policy.Head, soeharso, ""},
		{policy.Ministry, "", ""},
		{policy.Auditor, "", ""},
		{policy.SKA, jaya, fault.NotFound},
		{policy.Warehouse, meohai, fault.Denied},
		{policy.Public, "", fault.NoActor},
	} {
		_, err := w.One(w.as(c.role, c.centre), p.ID.String())
		if fault.CodeOf(err) != c.want {
			t.Errorf("%s of %q: %v, want %q", c.role, c.centre, err, c.want)
		}
	}
	for _, c := range []struct {
		role   policy.Role
		centre string
		want   int
	}{{policy.SKA, meohai, 1}, {policy.SKA, soeharso, 1}, {policy.SKA, jaya, 0}, {policy.Ministry, "", 1}} {
		list := must(w.Mine(w.as(c.role, c.centre), Ask{}))
		if len(list.Rows) != c.want {
			t.Errorf("%s of %q lists %d", c.role, c.centre, len(list.Rows))
		}
	}
	if list := must(w.Mine(w.as(policy.SKA, meohai), Ask{State: Running})); len(list.Rows) != 0 || list.State != Running {
		t.Errorf("running: %+v", list)
	}
	_, err := w.Mine(w.as(policy.SKA, meohai), Ask{Cursor: "rusak"})
	wants(t, err, fault.Invalid, "cursor")
}

func TestTheOwnerHearsOfWhatWaits(t *testing.T) {
	w := newWorld(t)
	p := w.ask()
	if n := must(w.Waiting(w.as(policy.SKA, soeharso))); n != 1 {
		t.Errorf("%d wait for the owner", n)
	}
	if n := must(w.Waiting(w.as(policy.SKA, meohai))); n != 0 {
		t.Errorf("%d wait for whoever asked", n)
	}
	w.accept(p)
	if n := must(w.Waiting(w.as(policy.SKA, soeharso))); n != 0 {
		t.Errorf("%d wait after the answer", n)
	}
}

func TestANewerVersionIsTakenOver(t *testing.T) {
	w := newWorld(t)
	p := w.accept(w.ask())
	adopter := w.as(policy.SKA, meohai)
	_, err := w.Describe(adopter, Details{Replication: p.ID.String(), Version: 1, Form: Full})
	wants(t, err, fault.Conflict, "")
	_, err = w.Describe(w.as(policy.SKA, soeharso), Details{Replication: p.ID.String(), Version: p.Version, Form: Full})
	wants(t, err, fault.Denied, "")
	p = must(w.Describe(adopter, Details{Replication: p.ID.String(), Version: p.Version, Form: Partial, Changes: "Tanpa motor", Renew: true}))
	if p.Form != Partial || p.Changes != "Tanpa motor" || p.Published != w.chair.PublishedVersion {
		t.Errorf("described: %+v", p)
	}
}

func TestOfManyWhoAskAtOnceOneWins(t *testing.T) {
	store := optkv.New()
	t.Cleanup(func() { _ = store.Close() })
	w := worldOn(t, store)
	const at = 12
	errs := make(chan error, at)
	var group sync.WaitGroup
	for range at {
		group.Go(func() {
			_, err := w.Ask(w.as(policy.SKA, meohai), NewReplication{Innovation: w.chair.Slug, Form: Full})
			errs <- err
		})
	}
	group.Wait()
	close(errs)
	won := 0
	for err := range errs {
		var f *fault.Error
		switch {
		case err == nil:
			won++
		case !errors.As(err, &f) || f.Code != fault.Conflict:
			t.Errorf("a loser is told %v", err)
		}
	}
	if won != 1 || w.spreadOf().Tally.Asked != 1 {
		t.Errorf("%d won, the tally says %+v", won, w.spreadOf().Tally)
	}
	w.sound()
}
