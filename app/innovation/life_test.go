package innovation

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// TestWhoMayDoWhat asks each step of each actor, on a record of soeharso.
func TestWhoMayDoWhat(t *testing.T) {
	const ok, hidden, denied, noActor = fault.Code(""), fault.NotFound, fault.Denied, fault.NoActor
	actors := []policy.Actor{maker, head, stranger, reviewer, ownEye, auditor, ministry, admin, nobody}
	steps := []struct {
		name string
		from func(bench) Innovation
		do   func(bench, policy.Actor, Innovation) error
		want []fault.Code // in the order of actors
	}{
		{
			"see a draft", bench.begun,
			func(b bench, a policy.Actor, rec Innovation) error { _, err := b.See(b.as(a), rec.Slug); return err },
			[]fault.Code{ok, ok, hidden, ok, ok, ok, ok, ok, noActor},
		},
		{
			"read a draft as the public does", bench.begun,
			func(b bench, a policy.Actor, rec Innovation) error { _, err := b.BySlug(b.as(a), rec.Slug); return err },
			[]fault.Code{hidden, hidden, hidden, hidden, hidden, hidden, hidden, hidden, hidden},
		},
		{
			"read what is published", bench.published,
			func(b bench, a policy.Actor, rec Innovation) error { _, err := b.BySlug(b.as(a), rec.Slug); return err },
			[]fault.Code{ok, ok, ok, ok, ok, ok, ok, ok, ok},
		},
		{
			"edit a draft", bench.begun,
			func(b bench, a policy.Actor, rec Innovation) error {
				_, err := b.Change(b.as(a), filled(rec))
				return err
			},
			[]fault.Code{ok, ok, hidden, denied, denied, denied, denied, denied, noActor},
		},
		{
			"edit what is published", bench.published,
			func(b bench, a policy.Actor, rec Innovation) error {
				_, err := b.Change(b.as(a), filled(rec))
				return err
			},
			[]fault.Code{ok, ok, denied, denied, denied, denied, denied, denied, noActor},
		},
		{
			"add a photo", bench.begun,
			func(b bench, a policy.Actor, rec Innovation) error {
				_, err := b.AddPhoto(b.as(a), NewPhoto{Innovation: rec.Slug, Photo: photo(7)})
				return err
			},
			[]fault.Code{ok, ok, hidden, denied, denied, denied, denied, denied, noActor},
		},
		{
			"submit", bench.complete,
			func(b bench, a policy.Actor, rec Innovation) error {
				_, err := b.Submit(b.as(a), Submission{Innovation: rec.Slug})
				return err
			},
			[]fault.Code{ok, ok, hidden, denied, denied, denied, denied, denied, noActor},
		},
		{
			"decide", bench.submitted,
			func(b bench, a policy.Actor, rec Innovation) error {
				_, err := b.Review(b.as(a), Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: Publish})
				return err
			},
			[]fault.Code{denied, denied, denied, ok, denied, denied, denied, denied, noActor},
		},
		{
			"archive", bench.published,
			func(b bench, a policy.Actor, rec Innovation) error {
				_, err := b.Archive(b.as(a), Closing{Innovation: rec.Slug, Reason: "usang"})
				return err
			},
			[]fault.Code{ok, ok, denied, denied, denied, denied, denied, denied, noActor},
		},
		{
			"list one's own", bench.begun,
			func(b bench, a policy.Actor, _ Innovation) error { _, err := b.Mine(b.as(a), List{}); return err },
			[]fault.Code{ok, ok, ok, ok, ok, ok, ok, ok, noActor},
		},
		{
			"see the queue", bench.submitted,
			func(b bench, a policy.Actor, _ Innovation) error { _, err := b.Queue(b.as(a), List{}); return err },
			[]fault.Code{denied, denied, denied, ok, ok, denied, denied, denied, noActor},
		},
		{
			"see the history", bench.published,
			func(b bench, a policy.Actor, rec Innovation) error {
				_, err := b.History(b.as(a), rec.Slug, List{})
				return err
			},
			[]fault.Code{ok, ok, hidden, ok, ok, ok, ok, ok, noActor},
		},
	}
	for _, s := range steps {
		for i, a := range actors {
			b := newBench(t)
			rec := s.from(b)
			if got := fault.CodeOf(s.do(b, a, rec)); got != s.want[i] {
				t.Errorf("%s by %q: %q, want %q", s.name, a.Name, got, s.want[i])
			}
		}
	}
}

func (b bench) begun() Innovation { return b.must(b.Begin(b.as(maker), wheelchair())) }

func (b bench) complete() Innovation {
	rec := b.begun()
	return b.must(b.Change(b.as(maker), filled(rec)))
}

func (b bench) submitted() Innovation {
	rec := b.complete()
	return b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
}

func TestNobodyDecidesOnTheirOwnWork(t *testing.T) {
	b := newBench(t)
	rec := b.begun()
	rec = b.must(b.Change(b.as(maker), filled(rec)))
	rec = b.must(b.Submit(b.as(head), Submission{Innovation: rec.Slug}))
	for _, was := range []policy.Actor{maker, head} { // who has moved to another centre and become a reviewer since
		moved := policy.Actor{ID: was.ID, Name: was.Name, Role: policy.Reviewer, Centre: "meohai"}
		_, err := b.Review(b.as(moved), Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: Publish})
		if f := fault.As(err); f.Code != fault.Denied || f.Key != "innovation.own_work" {
			t.Errorf("%s decides on their own work: %v", was.Name, err)
		}
		page, err := b.Queue(b.as(moved), List{})
		if err != nil || len(page.Items) != 0 {
			t.Errorf("%s is offered their own work: %d, %v", was.Name, len(page.Items), err)
		}
	}
	page, err := b.Queue(b.as(reviewer), List{})
	if err != nil || len(page.Items) != 1 {
		t.Errorf("the reviewer is offered %d, %v", len(page.Items), err)
	}
}

func TestADecisionHoldsForWhatWasRead(t *testing.T) {
	b := newBench(t)
	rec := b.submitted()
	_, err := b.Review(b.as(reviewer), Judgement{Innovation: rec.Slug, Version: rec.Version - 1, Decision: Publish})
	if fault.CodeOf(err) != fault.Stale {
		t.Errorf("deciding on an older version: %v", err)
	}
	for _, d := range []Decision{Return, Refuse} {
		if _, err := b.Review(b.as(reviewer), Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: d}); fields(err) != "reason" {
			t.Errorf("%s without a reason: %v", d, err)
		}
	}
}

func TestTheQueueServesTheLongestWaitingFirst(t *testing.T) {
	b := newBench(t)
	var want []string
	for range 3 {
		rec := b.submitted()
		want = append(want, rec.Slug)
	}
	page, err := b.Queue(b.as(reviewer), List{Limit: 2})
	if err != nil || len(page.Items) != 2 || page.Next == "" {
		t.Fatalf("first page: %d items, next %q, %v", len(page.Items), page.Next, err)
	}
	rest, err := b.Queue(b.as(reviewer), List{Limit: 2, Cursor: page.Next})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, rec := range append(page.Items, rest.Items...) {
		got = append(got, rec.Slug)
	}
	if !slices.Equal(got, want) {
		t.Errorf("queue = %v, want %v", got, want)
	}
	if _, err := b.Queue(b.as(reviewer), List{Cursor: "tampered"}); fields(err) != "cursor" {
		t.Errorf("a tampered cursor: %v", err)
	}
}

func TestEveryVersionIsKept(t *testing.T) {
	b := newBench(t)
	rec := b.published()
	page, err := b.History(b.as(maker), rec.Slug, List{})
	if err != nil || int64(len(page.Items)) != rec.Version {
		t.Fatalf("%d versions of %d, %v", len(page.Items), rec.Version, err)
	}
	oldest := page.Items[len(page.Items)-1]
	if oldest.Number != 1 || oldest.Content.Summary != "" || oldest.By.ID != maker.ID {
		t.Errorf("the first version: %+v", oldest)
	}
	got := Differing(oldest.Content, page.Items[0].Content)
	if !slices.Contains(got, "summary") || slices.Contains(got, "title") {
		t.Errorf("from first to last differ %v", got)
	}
}

func TestTheJournalNamesTheFieldsAndNoPerson(t *testing.T) {
	b := newBench(t)
	rec := b.begun()
	e := filled(rec)
	e.Contributors = "Nama Seseorang"
	rec = b.must(b.Change(b.as(maker), e))
	err := b.deps.Store.View(b.Context(), func(r storage.Reader) error {
		for entry, err := range op.History(r, "innovation", rec.ID.String()) {
			if err != nil {
				return err
			}
			if entry.Action != policy.InnovationDraft || entry.Centre != "soeharso" || entry.Subjects[0].Name != rec.Code {
				t.Errorf("entry: %+v", entry)
			}
			for _, c := range entry.Changes {
				if strings.Contains(c.From+c.To, "Seseorang") {
					t.Errorf("the journal holds %q", c.To)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestAnyLifeKeepsTheRules lets many people do steps in any order. Whatever
// happens, the record contradicts nothing, and what the public sees changes by a
// decision alone.
func TestAnyLifeKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b := newBench(t)
		rec := b.begun()
		everyone := []policy.Actor{maker, head, stranger, reviewer, second, ownEye, ministry, nobody}
		for range rapid.IntRange(1, 20).Draw(r, "steps") {
			by := rapid.SampledFrom(everyone).Draw(r, "by")
			step := rapid.SampledFrom([]string{"change", "empty", "submit", "publish", "return", "refuse", "archive", "cancel", "withdraw", "confirm"}).Draw(r, "step")
			after, err := b.step(by, step, rec)
			now := b.must(b.See(b.as(admin), rec.Slug))
			if err != nil && (now.Version != rec.Version || now.State != rec.State) {
				r.Fatalf("%s by %q failed (%v) and changed the record", step, by.Name, err)
			}
			if err == nil && !legal(rec, now, by, step) {
				r.Fatalf("%s by %q brought %s to %s", step, by.Name, rec.State, now.State)
			}
			kept := after.Version == rec.Version && (step == "change" || step == "empty") // nothing was changed
			if err == nil && after.Version != rec.Version+1 && !kept {
				r.Fatalf("%s made version %d of %d", step, after.Version, rec.Version)
			}
			rec = now
		}
		b.sound()
	})
}

func (b bench) step(by policy.Actor, step string, rec Innovation) (Innovation, error) {
	switch step {
	case "change":
		return b.Change(b.as(by), filled(rec))
	case "empty":
		e := filled(rec)
		e.Summary, e.Evidence = "", nil
		return b.Change(b.as(by), e)
	case "submit":
		return b.Submit(b.as(by), Submission{Innovation: rec.Slug, Note: "sudah diperbaiki"})
	case "cancel":
		return b.Cancel(b.as(by), Closing{Innovation: rec.Slug, Reason: "tidak jadi"})
	case "withdraw":
		return b.Withdraw(b.as(by), RecallOrder{Innovation: rec.Slug, Reason: "rangka patah"})
	case "confirm":
		return b.Confirm(b.as(by), Decided{Innovation: rec.Slug})
	case "archive":
		return b.Archive(b.as(by), Closing{Innovation: rec.Slug, Reason: "sudah tidak dibuat"})
	default:
		return b.Review(b.as(by), Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: Decision(step), Reason: "alasan"})
	}
}

// legal is the life cycle as a table, written down a second time.
func legal(was, is Innovation, by policy.Actor, step string) bool {
	rest := Published // what a public record falls back to
	if was.Recall != nil {
		rest = Recalled
	}
	open := []State{Draft, Returned, Approved, Published, Refused, Recalled}
	rule := map[string]struct {
		from []State
		to   func() State
	}{
		"change":   {open, edited(was, is)},
		"empty":    {open, edited(was, is)},
		"submit":   {[]State{Draft, Returned, Refused}, always(Submitted)},
		"archive":  {append(open, Archived), always(Archived)},
		"cancel":   {[]State{Draft, Returned, Refused}, always(Cancelled)},
		"confirm":  {[]State{Published}, always(Published)},
		"withdraw": {append(open, Submitted, Archived), withdrawn(was)},
		"publish":  {[]State{Submitted}, agreeing(was)},
		"return":   {[]State{Submitted}, always(Returned)},
		"refuse":   {[]State{Submitted}, refusing(was, rest)},
	}[step]
	decided := step == "publish" || step == "return" || step == "refuse"
	outsider := decided || step == "withdraw" && by.ID == ministry.ID
	switch {
	case outsider == (by.Centre == was.Centre), decided && by.Role != policy.Reviewer:
		return false
	case step == "cancel" && was.Public != nil, step == "withdraw" && was.Public == nil:
		return false
	case (is.Public != nil) != (was.Public != nil || is.State == Published):
		return false
	}
	return slices.Contains(rule.from, was.State) && is.State == rule.to()
}

func always(s State) func() State { return func() State { return s } }

// edited keeps what was returned or refused as it is, and what did not change.
func edited(was, is Innovation) func() State {
	if was.State == Returned || was.State == Refused || is.Version == was.Version {
		return always(was.State)
	}
	return always(Draft)
}

func withdrawn(was Innovation) func() State {
	if was.State == Published || was.State == Archived {
		return always(Recalled)
	}
	return always(was.State)
}

func agreeing(was Innovation) func() State {
	if len(was.Approvals()) == 0 {
		return always(Submitted)
	}
	return always(Published)
}

func refusing(was Innovation, rest State) func() State {
	if was.Public == nil {
		return always(Refused)
	}
	return always(rest)
}
