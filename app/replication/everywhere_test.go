package replication

import (
	"testing"

	"lumbung/app/innovation"
	"lumbung/app/policy"
)

func TestTheListOfAllLeavesOutWhatWasDeclined(t *testing.T) {
	w := newWorld(t)
	p := w.ask()
	must(w.Answer(w.as(policy.SKA, soeharso), Reply{Replication: p.ID.String(), Decision: Decline, Reason: "Uji belum selesai"}))
	nobody := w.as(policy.Public, "")
	if list := must(w.Everywhere(nobody, Ask{})); len(list.Rows) != 0 {
		t.Errorf("everybody reads of what was declined: %+v", list.Rows)
	}
	if pages := must(w.SpreadPages(nobody)); len(pages) != 0 {
		t.Errorf("crawlers are led to %+v", pages)
	}
	next := w.accept(w.ask())
	list, pages := must(w.Everywhere(nobody, Ask{})), must(w.SpreadPages(nobody))
	if len(list.Rows) != 1 || list.Rows[0].Slug != w.chair.Slug || list.Rows[0].Owner != soeharso || list.Rows[0].Centre != meohai || list.Rows[0].State != Accepted {
		t.Errorf("the list is %+v", list.Rows)
	}
	if len(pages) != 1 || pages[0].Slug != w.chair.Slug || !pages[0].ChangedAt.Equal(next.ChangedAt) {
		t.Errorf("the pages are %+v, last changed %s", pages, next.ChangedAt)
	}
}

func TestTheSpreadOfAnArchivedInnovationIsReadButNotLedTo(t *testing.T) {
	w := newWorld(t)
	w.ask()
	rec := must(w.innovations.See(w.as(policy.SKA, soeharso), w.chair.Slug))
	must(w.innovations.Archive(w.as(policy.SKA, soeharso), innovation.Closing{Innovation: rec.Slug, Version: rec.Version, Reason: "Diganti."}))
	nobody := w.as(policy.Public, "")
	if list := must(w.Everywhere(nobody, Ask{})); len(list.Rows) != 1 {
		t.Errorf("%d rows, want that of the archived innovation", len(list.Rows))
	}
	if pages := must(w.SpreadPages(nobody)); len(pages) != 0 {
		t.Errorf("crawlers are led to %+v", pages)
	}
}
