package replication

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/optkv"
)

// class is a published service of soeharso that no device stands for.
func (w *world) class() innovation.Innovation {
	w.Helper()
	*w.clock = today.AddDate(-1, 0, 0)
	rec := w.publish("Kelas menjahit contoh")
	*w.clock = today
	return rec
}

// runs walks a replication of meohai until it runs; the trial began on a day.
func (w *world) runs(rec innovation.Innovation, trial time.Time) Replication {
	w.Helper()
	head := w.as(policy.SKA, meohai)
	p := must(w.Ask(head, NewReplication{Innovation: rec.Slug, Form: Full, Occurred: trial.AddDate(0, 0, -9)}))
	p = must(w.Answer(w.as(policy.SKA, soeharso), Reply{Replication: p.ID.String(), Decision: Accept, Contact: "Bengkel", Occurred: trial.AddDate(0, 0, -8)}))
	for _, s := range []State{Planning, Trial, Running} {
		p = must(w.Advance(head, NextStep{Replication: p.ID.String(), State: s, Occurred: trial}))
	}
	return p
}

// tell has a centre tell a month for the first time.
func (w *world) tell(centre, slug, month string, people, cost int64) Served {
	w.Helper()
	return must(w.Serve(w.as(policy.SKA, centre), ServedMonth{Innovation: slug, Month: month, People: &people, Cost: cost}))
}

func TestAServiceCountsByThePersonsThatItsCentreTells(t *testing.T) {
	w := newWorld(t)
	class := w.class()
	p := w.runs(class, today.AddDate(0, -3, 0))
	of := func() Spread { return must(w.Of(w.Context(), class.Slug)) }
	if got := of(); got.Counted != 0 || !got.ByMonth {
		t.Errorf("running, and nobody served: %+v", got)
	}
	w.tell(meohai, class.Slug, "2026-10", 3, 0)
	got := of()
	if got.Counted != 1 || got.Places[0].Served != nil {
		t.Errorf("three persons count, and the public is not told that they are three: %+v", got.Places[0])
	}
	w.tell(meohai, class.Slug, "2026-11", 12, 0)
	w.tell(meohai, class.Slug, "2026-09", 9, 0)
	if got = of(); got.Places[0].Served == nil || *got.Places[0].Served != 12 {
		t.Errorf("the month with most of them had 12: %+v", got.Places[0])
	}
	sheet := must(w.One(w.as(policy.SKA, soeharso), p.ID.String()))
	if !sheet.Counts || sheet.Numbers.Served != 12 || sheet.Numbers.LastMonth != 202611 || sheet.MayServe {
		t.Errorf("to the owner: %+v", sheet)
	}
	*w.clock = today.AddDate(0, 5, 0)
	if got = of(); got.Counted != 1 {
		t.Errorf("five months later November is one of the last six: %+v", got)
	}
	*w.clock = today.AddDate(0, 6, 0)
	if got = of(); got.Counted != 0 || *got.Places[0].Served != 0 {
		t.Errorf("six months later it is not: %+v", got)
	}
	w.sound()
}

func TestACostOfAPersonIsComparedWhereNoDeviceStandsForIt(t *testing.T) {
	w := newWorld(t)
	class := w.class()
	w.runs(class, today.AddDate(0, -3, 0))
	w.tell(soeharso, class.Slug, "2026-05", 10, 1_000_000)
	w.tell(soeharso, class.Slug, "2026-06", 30, 5_000_000)
	w.tell(soeharso, class.Slug, "2026-07", 50, 0) // nobody knows what it cost
	w.tell(meohai, class.Slug, "2026-10", 4, 900_000)
	got := must(w.Of(w.Context(), class.Slug)).Costs
	if len(got.Makers) != 1 || got.Min != 150_000 || got.Makers[0].Months != 2 || got.Makers[0].Made != 0 {
		t.Errorf("four persons have no mean that is told: %+v", got)
	}
	w.tell(meohai, class.Slug, "2026-11", 6, 1_100_000)
	got = must(w.Of(w.Context(), class.Slug)).Costs
	if got.Min != 150_000 || got.Median != 175_000 || got.Max != 200_000 || len(got.Makers) != 2 {
		t.Errorf("costs = %+v", got)
	}
	w.sound()
}

func TestAMonthIsToldByThoseWhoReachSomebody(t *testing.T) {
	w := newWorld(t)
	class := w.class()
	planning := w.publish("Metode contoh lain")
	w.runs(class, today.AddDate(0, -3, 0))
	p := must(w.Ask(w.as(policy.SKA, meohai), NewReplication{Innovation: planning.Slug, Form: Full}))
	w.step(w.accept(p), Planning)
	draft := must(w.innovations.Begin(w.as(policy.SKA, soeharso), innovation.NewInnovation{Title: "Draf contoh", Problem: "Belum ada.", Kind: innovation.Service}))
	n := func(n int64) *int64 { return &n }
	for name, c := range map[string]struct {
		role   policy.Role
		centre string
		in     ServedMonth
		code   fault.Code
		field  string
	}{
		"a device in the stock":        {policy.SKA, soeharso, ServedMonth{Innovation: w.chair.Slug, Month: "2026-10", People: n(5)}, fault.Conflict, ""},
		"a centre without replication": {policy.SKA, jaya, ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(5)}, fault.Conflict, ""},
		"one that only plans":          {policy.SKA, meohai, ServedMonth{Innovation: planning.Slug, Month: "2026-11", People: n(5)}, fault.Conflict, ""},
		"a draft":                      {policy.SKA, soeharso, ServedMonth{Innovation: draft.Slug, Month: "2026-10", People: n(5)}, fault.NotFound, ""},
		"what does not exist":          {policy.SKA, soeharso, ServedMonth{Innovation: "tidak-ada", Month: "2026-10", People: n(5)}, fault.NotFound, ""},
		"nothing told":                 {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-10"}, fault.Invalid, "people"},
		"fewer than nobody":            {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(-1)}, fault.Invalid, "people"},
		"more than anybody":            {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(MostPeople + 1)}, fault.Invalid, "people"},
		"a cost below nothing":         {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(5), Cost: -1}, fault.Invalid, "cost"},
		"a month to come":              {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-12", People: n(5)}, fault.Invalid, "month"},
		"before its trial":             {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-07", People: n(5)}, fault.Invalid, "month"},
		"years ago":                    {policy.SKA, soeharso, ServedMonth{Innovation: class.Slug, Month: "2019-07", People: n(5)}, fault.Invalid, "month"},
		"no month":                     {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-13", People: n(5)}, fault.Invalid, "month"},
		"a NIK":                        {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(5), Note: "7471994101900002"}, fault.Invalid, "note"},
		"text that runs back":          {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(5), Note: "a\u202eb"}, fault.Invalid, "note"},
		"a note without end":           {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(5), Note: strings.Repeat("x", 1<<20)}, fault.Invalid, "note"},
		"the warehouse":                {policy.Warehouse, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(5)}, fault.Denied, ""},
		"the ministry":                 {policy.Ministry, "", ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(5)}, fault.Denied, ""},
		"nobody":                       {policy.Public, "", ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(5)}, fault.NoActor, ""},
		"a month told before":          {policy.SKA, meohai, ServedMonth{Innovation: class.Slug, Month: "2026-10", People: n(5), Version: 3}, fault.Stale, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.Serve(w.as(c.role, c.centre), c.in)
			wants(t, err, c.code, c.field)
		})
	}
	w.tell(meohai, class.Slug, "2026-08", 0, 0) // nobody is a number too
	w.sound()
}

func TestAMonthIsCorrectedByALaterEntry(t *testing.T) {
	w := newWorld(t)
	class := w.class()
	var entries []op.Entry
	defer w.d.Feed.Listen(func(e op.Entry) { entries = append(entries, e) })()
	w.tell(soeharso, class.Slug, "2026-10", 3, 0)
	again := int64(31)
	m := must(w.Serve(w.as(policy.Head, soeharso), ServedMonth{Innovation: class.Slug, Month: "2026-10", Version: 1, People: &again, Note: "Satu angka tertinggal"}))
	if m.People != 31 || len(m.Entries) != 2 || m.Entries[0].People != 3 || m.Entries[1].Note != "Satu angka tertinggal" {
		t.Errorf("corrected: %+v", m)
	}
	sheet := must(w.ServedBy(w.as(policy.SKA, soeharso), class.Slug, ServedAsk{}))
	if len(sheet.Months) != 1 || !sheet.MayTell || sheet.First != "2023-11" {
		t.Errorf("sheet = %+v", sheet)
	}
	if other := must(w.ServedBy(w.as(policy.Auditor, ""), class.Slug, ServedAsk{Centre: soeharso})); other.MayTell || len(other.Months) != 1 {
		t.Errorf("to an auditor: %+v", other)
	}
	if _, err := w.ServedBy(w.as(policy.SKA, meohai), class.Slug, ServedAsk{Centre: soeharso}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("to another centre: %v", err)
	}
	for _, e := range entries {
		if text := fmt.Sprint(e.Changes); strings.Contains(text, " 3 ") || strings.Contains(text, "tertinggal") {
			t.Errorf("the journal says %s", text)
		}
	}
	if len(entries) != 2 || entries[1].Occurred.In(wib).Format("2006-01-02") != "2026-10-31" {
		t.Errorf("entries = %+v", entries)
	}
	w.sound()
}

func TestOfManyWhoTellAMonthAtOnceOneWins(t *testing.T) {
	store := optkv.New()
	t.Cleanup(func() { _ = store.Close() })
	w := worldOn(t, store)
	class := w.class()
	const at = 12
	errs := make(chan error, at)
	var group sync.WaitGroup
	for i := range int64(at) {
		group.Go(func() {
			people := 10 + i
			_, err := w.Serve(w.as(policy.SKA, soeharso), ServedMonth{Innovation: class.Slug, Month: "2026-10", People: &people})
			errs <- err
		})
	}
	group.Wait()
	close(errs)
	won := 0
	for err := range errs {
		if err == nil {
			won++
			continue
		}
		clash, ok := fault.ClashOf(err)
		if !ok || clash.Version != 1 || len(clash.Fields) != 1 || clash.Fields[0].Name != "people" {
			t.Errorf("a loser is told %v, %+v", err, clash)
		}
	}
	if sheet := must(w.ServedBy(w.as(policy.SKA, soeharso), class.Slug, ServedAsk{})); won != 1 || len(sheet.Months[0].Entries) != 1 {
		t.Errorf("%d won, the month is %+v", won, sheet.Months)
	}
	w.sound()
}

func TestACheckFindsAMonthThatCannotBe(t *testing.T) {
	w := newWorld(t)
	class := w.class()
	m := w.tell(soeharso, class.Slug, "2026-10", 12, 0)
	m.People, m.Centre = 99, jaya
	findings := 0
	err := w.d.Store.Update(w.Context(), func(tx storage.Writer) error { return served.Put(tx, &m) })
	if err != nil {
		t.Fatal(err)
	}
	err = w.d.Store.View(w.Context(), func(r storage.Reader) error {
		rep, err := verifyServed(r)
		findings = len(rep.Findings)
		return err
	})
	if err != nil || findings != 2 {
		t.Errorf("%d findings, %v", findings, err)
	}
}
