package innovation

import (
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/policy"
)

func TestEverybodyReadsTheVersionsThatWerePublic(t *testing.T) {
	b := newBench(t)
	first := b.published()
	e := filled(first)
	e.Title = "Kursi roda elektrik, generasi kedua"
	rec := b.must(b.Change(b.as(maker), e))
	draft := rec.Version
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
	rec = b.approved(rec)
	for _, c := range []struct {
		version int64
		by      policy.Actor
		want    fault.Code
	}{
		{first.PublishedVersion, nobody, ""},
		{rec.PublishedVersion, nobody, ""},
		{draft, nobody, fault.NotFound},
		{1, stranger, fault.NotFound},
		{draft, maker, ""},
		{1, reviewer, ""},
		{0, maker, fault.NotFound},
		{-1, nobody, fault.NotFound},
		{999, maker, fault.NotFound},
	} {
		if _, err := b.At(b.as(c.by), rec.Slug, c.version); fault.CodeOf(err) != c.want {
			t.Errorf("version %d for %q: %v, want %q", c.version, c.by.Name, err, c.want)
		}
	}
	old, err := b.At(b.as(nobody), rec.Slug, first.PublishedVersion)
	if err != nil || old.Content.Title != first.Title || old.Latest || !old.Published || old.Content.Keeping.Responsible != "" {
		t.Errorf("the first edition: %+v, %v", old, err)
	}
	now, err := b.At(b.as(nobody), rec.Slug, rec.PublishedVersion)
	if err != nil || !now.Latest || len(Differing(old.Content, now.Content)) != 1 || Text(now.Content, "title") != e.Title {
		t.Errorf("they differ in %v, %v", Differing(old.Content, now.Content), err)
	}
	s, _ := rec.Sheet()
	if len(s.Editions) != 2 || s.Editions[0].Version != first.PublishedVersion {
		t.Errorf("editions: %+v", s.Editions)
	}
	draftOnly := b.begun()
	if _, err := b.At(b.as(nobody), draftOnly.Slug, 1); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a draft for everybody: %v", err)
	}
}

func TestWhatWaitsForACentreIsListedForIt(t *testing.T) {
	b := newBench(t)
	b.published()
	back := b.submitted()
	b.must(b.judge(reviewer, back, Return))
	now := b.deps.Now
	b.deps.Now = func() time.Time { return now().AddDate(1, 0, 2) }
	fresh := b.published()
	d, err := b.Duties(b.as(maker))
	if err != nil || len(d.Returned) != 1 || len(d.Outdated) != 1 || d.Outdated[0].ID == fresh.ID || d.Empty() {
		t.Errorf("duties: %d returned, %d outdated, %v", len(d.Returned), len(d.Outdated), err)
	}
	b.must(b.Confirm(b.as(maker), Decided{Innovation: d.Outdated[0].Slug}))
	b.must(b.Submit(b.as(maker), Submission{Innovation: back.Slug}))
	for _, by := range []policy.Actor{maker, stranger, ministry} {
		if d, err := b.Duties(b.as(by)); err != nil || !d.Empty() {
			t.Errorf("%s is told to do %+v, %v", by.Name, d, err)
		}
	}
	if _, err := b.Duties(b.as(nobody)); err == nil {
		t.Error("nobody is told of duties")
	}
}
