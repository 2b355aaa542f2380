package innovation

import (
	"slices"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

func TestAnEditOfSomeAnswersLeavesTheOthers(t *testing.T) {
	b := newBench(t)
	rec := b.complete()
	in := Edit{Innovation: rec.Slug, Version: rec.Version, Only: []string{"lessons", "tkt_by"}, Lessons: "Lain lagi.", TKTBy: "Tim lain", TKT: rec.Readiness.TKT}
	was := rec.Content
	rec, err := b.Change(b.as(maker), in)
	if err != nil {
		t.Fatal(err)
	}
	if got := Differing(was, rec.Content); !slices.Equal(got, []string{"tkt_by", "lessons"}) {
		t.Errorf("it changed %v", got)
	}
	_, err = b.Change(b.as(maker), Edit{Innovation: rec.Slug, Version: rec.Version, Only: []string{"photos.0", "sulap"}})
	if fault.CodeOf(err) != fault.Invalid {
		t.Errorf("answers that do not exist: %v", err)
	}
	_, err = b.Change(b.as(maker), Edit{Innovation: rec.Slug, Version: rec.Version, Only: []string{"title"}})
	if fault.CodeOf(err) != fault.Invalid {
		t.Errorf("a title of nothing: %v", err)
	}
}

func TestTwoWhoFillDifferentAnswersDoNotMeet(t *testing.T) {
	b := newBench(t)
	rec := b.complete()
	first := Edit{Innovation: rec.Slug, Version: rec.Version, Only: []string{"lessons"}, Lessons: "Satu."}
	second := Edit{Innovation: rec.Slug, Version: rec.Version, Only: []string{"tools"}, Tools: "Dua."}
	third := Edit{Innovation: rec.Slug, Version: rec.Version, Only: []string{"lessons", "skills"}, Lessons: "Tiga.", Skills: "Tiga."}
	for _, in := range []Edit{first, second} {
		if _, err := b.Change(b.as(maker), in); err != nil {
			t.Fatal(err)
		}
	}
	_, err := b.Change(b.as(maker), third)
	if clash, ok := fault.ClashOf(err); !ok || clash.Fields[0].Name != "skills" && clash.Fields[0].Name != "lessons" {
		t.Errorf("two who fill the same answer: %v, %+v", err, clash)
	}
}

func TestFillingHandsInOnlyWhatIsWhole(t *testing.T) {
	b := newBench(t)
	rec := b.complete()
	in := Filling{Edit: Edit{Innovation: rec.Slug, Version: rec.Version, Only: []string{"novelty"}}, Submit: true}
	_, err := b.Fill(b.as(maker), in)
	if fault.CodeOf(err) != fault.Invalid || fault.As(err).Fields[0].Name != "novelty" {
		t.Fatalf("handed in without its novelty: %v", err)
	}
	if again, _ := b.See(b.as(maker), rec.Slug); again.Version != rec.Version || again.Novelty == "" {
		t.Errorf("something was saved: %+v", again.Content)
	}
	in.Novelty = "Lain dari yang ada."
	for _, c := range []struct {
		role   policy.Role
		centre string
		want   fault.Code
	}{{policy.SKA, "meohai", fault.NotFound}, {policy.Reviewer, "meohai", fault.NotFound}, {policy.Auditor, "", fault.NotFound}, {policy.Public, "", fault.NoActor}} {
		if _, err := b.Fill(b.as(policy.Actor{ID: op.ID{9}, Role: c.role, Centre: c.centre}), in); fault.CodeOf(err) != c.want && fault.CodeOf(err) != fault.Denied {
			t.Errorf("%s of %q: %v", c.role, c.centre, err)
		}
	}
	rec, err = b.Fill(b.as(maker), in)
	if err != nil || rec.State != Submitted || rec.SubmittedVersion != rec.Version || rec.Blueprint.Rights.IP != "none" {
		t.Fatalf("handed in: %v, %s %d %d", err, rec.State, rec.SubmittedVersion, rec.Version)
	}
	if _, err := b.Fill(b.as(maker), in); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("twice: %v", err)
	}
}

func TestAFillingOfNothingChangesNoAnswer(t *testing.T) {
	b := newBench(t)
	rec := b.complete()
	was := rec.Content
	rec, err := b.Fill(b.as(maker), Filling{Edit: Edit{Innovation: rec.Slug, Version: rec.Version}, IP: "secret"})
	if got := Differing(was, rec.Content); err != nil || len(got) != 0 {
		t.Errorf("it changed %v, %v", got, err)
	}
}

func TestWhatHasToBeFilledBringsWhatBelongsToIt(t *testing.T) {
	c := Content{Title: "x", Problem: "x", Kind: Device}
	got := c.ToFill()
	for _, name := range []string{"photo", "summary", "tkt_until", "priced_on", "applied_on", "names_agreed", "ip"} {
		if !slices.Contains(got, name) {
			t.Errorf("%s is not asked for: %v", name, got)
		}
	}
	for _, name := range c.Missing(ToSubmit) {
		if !slices.Contains(got, name) {
			t.Errorf("%s is missing and not asked for", name)
		}
	}
}
