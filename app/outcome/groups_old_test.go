package outcome

import (
	"slices"
	"testing"
	"time"

	"lumbung/storage"
)

// old makes the store one from before groups were counted: no device is in any,
// and no group has a number.
func (w world) old(t *testing.T) {
	t.Helper()
	err := w.d.Store.Update(t.Context(), func(tx storage.Writer) error {
		var rows []GroupTally
		for row, err := range groupTallies.All(tx, storage.GroupTally.Key()) {
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		for _, row := range rows {
			if err := groupTallies.Delete(tx, groupTallies.ID(&row)); err != nil {
				return err
			}
		}
		var firsts []FollowUp
		for f, err := range followUps.All(tx, storage.FollowUpByID.Key()) {
			if err != nil {
				return err
			}
			if f.ID == f.First {
				firsts = append(firsts, f)
			}
		}
		for _, f := range firsts {
			f.Groups, f.Opened, f.Standing = nil, time.Time{}, standing{}
			if err := followUps.Put(tx, &f); err != nil {
				return err
			}
		}
		about, _, err := storage.ReadAbout(tx)
		if err != nil {
			return err
		}
		about.Schema = 1
		return storage.WriteAbout(tx, about)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAStoreFromBeforeGroupsWereCountedGetsThemWhenItIsOpened(t *testing.T) {
	w := newWorld(t)
	rows := w.due(t)
	for _, row := range []int{2, 0} {
		in := visit(rows[row])
		in.Use, in.Device, in.Goal = Daily, 4+row/2, "no"
		if _, err := w.Record(worker(t), in); err != nil {
			t.Fatal(err)
		}
	}
	want := w.groups(t)
	w.old(t)
	var named bool
	err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
		reports, err := Verify(r)
		named = slices.ContainsFunc(reports, func(rep storage.Report) bool { return len(rep.Findings) > 0 })
		return err
	})
	if err != nil || !named {
		t.Fatalf("the check of an old store names nothing, %v", err)
	}
	later := w.d.Now().AddDate(1, 0, 0)
	for range 2 { // the second time there is nothing to do
		about, err := storage.Prepare(t.Context(), w.d.Store, later, []storage.Migration{CountOldGroups(later)})
		if err != nil || about.Schema != storage.SchemaVersion || about.Pending != "" {
			t.Fatalf("opened: %+v, %v", about, err)
		}
	}
	got := w.groups(t)
	if len(got) != len(want) {
		t.Errorf("%d groups, want %d", len(got), len(want))
	}
	for group, g := range want {
		if have := got[group]; !slices.Equal(have.counts(), g.counts()) {
			t.Errorf("%q is counted as %v, want %v", group, have.counts(), g.counts())
		}
		if q := got[group].Quarter; q != 0 && q != QuarterOf(later) {
			t.Errorf("%q counts in %d: what was told of that quarter has changed", group, q)
		}
	}
	w.verify(t)

	in := visit(rows[3])
	in.Use = Returned
	if _, err := w.Record(worker(t), in); err != nil {
		t.Fatal(err)
	}
	if all := w.groups(t)[Everybody]; all.InUse != 0 || all.Ended != 1 {
		t.Errorf("after it came back: %+v", all)
	}
	w.verify(t)
}
