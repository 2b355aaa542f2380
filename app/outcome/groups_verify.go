package outcome

import (
	"cmp"
	"fmt"
	"slices"

	"lumbung/app/op"
	"lumbung/storage"
)

// told is one device with what was answered about it.
type told struct {
	first   FollowUp
	answers []FollowUp
}

// recountGroups counts the groups of every model anew from the follow-ups.
func recountGroups(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "group tally counted"}
	devices := map[op.ID]told{}
	for f, err := range followUps.All(r, storage.FollowUpByID.Key()) {
		if err != nil {
			return rep, err
		}
		d := devices[f.First]
		if f.ID == f.First {
			d.first = f
		}
		if f.State == Done {
			d.answers = append(d.answers, f)
		}
		devices[f.First] = d
	}
	want := map[string]GroupTally{}
	for _, d := range devices {
		if text := d.count(want); text != "" {
			rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: text})
		}
	}
	return compareGroups(r, want, rep)
}

// count adds a device to what is wanted. It tells how its standing differs from
// its answers, or "" when it does not. Within a quarter the order of the answers
// does not matter, so they are taken by their months.
func (d told) count(want map[string]GroupTally) string {
	if d.first.Opened.IsZero() {
		return fmt.Sprintf("follow-up %s: the device is counted in no group", d.first.ID)
	}
	d.add(want, QuarterOf(d.first.Opened), GroupTally{Given: 1})
	slices.SortFunc(d.answers, func(a, b FollowUp) int {
		return cmp.Or(cmp.Compare(d.first.quarterOf(a), d.first.quarterOf(b)), cmp.Compare(a.Month, b.Month))
	})
	var now standing
	for _, f := range d.answers {
		after := now.with(f)
		d.add(want, d.first.quarterOf(f), after.counts().plus(now.counts(), -1).plus(f.asked(), 1))
		now = after
	}
	if now != d.first.Standing {
		return fmt.Sprintf("follow-up %s: stored %+v, answered %+v", d.first.ID, d.first.Standing, now)
	}
	return ""
}

func (d told) add(want map[string]GroupTally, quarter int, by GroupTally) {
	for _, group := range d.first.Groups {
		t := GroupTally{Model: d.first.Model, Quarter: quarter, Group: group}
		key := string(groupTallies.ID(&t))
		if old, ok := want[key]; ok {
			t = old
		}
		want[key] = t.plus(by, 1)
	}
}

// compareGroups looks for rows that differ. A row of nothing is as good as none.
func compareGroups(r storage.Reader, want map[string]GroupTally, rep storage.Report) (storage.Report, error) {
	find := func(what string, t, counted GroupTally) {
		text := fmt.Sprintf("%s %d %q: %s %v, counted %v", t.Model, t.Quarter, t.Group, what, t.counts(), counted.counts())
		rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: text})
	}
	for t, err := range groupTallies.All(r, storage.GroupTally.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		key := string(groupTallies.ID(&t))
		if !slices.Equal(want[key].counts(), t.counts()) {
			find("stored", t, want[key])
		}
		delete(want, key)
	}
	for _, t := range want {
		if t.plus(t, -1) != t {
			find("missing", t, t)
		}
	}
	return rep, nil
}
