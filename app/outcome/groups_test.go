package outcome

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/disclosure"
	"lumbung/storage"
)

func (w world) groups(t *testing.T) map[string]GroupTally {
	t.Helper()
	sums := map[string]GroupTally{}
	err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
		for row, err := range groupTallies.All(r, storage.GroupTally.Key()) {
			if err != nil {
				return err
			}
			sums[row.Group] = sums[row.Group].plus(row, 1)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

func TestADeviceCountsOnceInEachOfItsGroups(t *testing.T) {
	w := newWorld(t)
	rows := w.due(t)
	for _, step := range []struct {
		row            int
		use            Use
		score          int
		inUse, ended   int64
		rated, scores  int64
		asked3, asked6 int64
	}{
		{1, Unreachable, 0, 0, 0, 0, 0, 1, 0},
		{2, Daily, 4, 1, 0, 1, 4, 1, 1},
		{0, Unused, 1, 1, 0, 1, 4, 1, 1}, // an earlier question does not undo the later answer
		{3, Returned, 0, 0, 1, 1, 4, 1, 1},
	} {
		in := visit(rows[step.row])
		in.Use, in.Device, in.Goal = step.use, step.score, "no"
		if step.use == Unused {
			in.Why = "pain"
		}
		if _, err := w.Record(worker(t), in); err != nil {
			t.Fatal(err)
		}
		groups := w.groups(t)
		for _, group := range []string{Everybody, KindGroup(nil), ProvinceGroup("32")} {
			g := groups[group]
			got := []int64{g.Given, g.InUse, g.Ended, g.Rated, g.Score, g.Asked3, g.Asked6}
			want := []int64{1, step.inUse, step.ended, step.rated, step.scores, step.asked3, step.asked6}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%q after %s at %d months: %v, want %v", group, step.use, rows[step.row].Month, got, want)
			}
		}
		w.verify(t)
	}
}

func TestWhoHasTwoKindsIsOfOneGroup(t *testing.T) {
	for want, kinds := range map[string][]string{"kind unknown": nil, "kind netra": {"netra"}, "kind ganda": {"rungu", "wicara"}} {
		if got := KindGroup(kinds); got != want {
			t.Errorf("%v is of %q, want %q", kinds, got, want)
		}
	}
}

func TestAQuarterIsOfWIB(t *testing.T) {
	for at, want := range map[string]int{"2026-03-31T16:59:00Z": 20261, "2026-03-31T17:00:00Z": 20262, "2026-12-31T17:00:00Z": 20271} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := QuarterOf(when); got != want {
			t.Errorf("%s is in %d, want %d", at, got, want)
		}
	}
	if got := endOf(20264).Format(time.RFC3339); got != "2026-12-31T17:00:00Z" {
		t.Errorf("2026 ends at %s", got)
	}
}

func TestNumbersMoveInStepsOfFivePeople(t *testing.T) {
	row := func(quarter int, given, asked int64) GroupTally {
		return GroupTally{Quarter: quarter, Given: given, Asked6: asked}
	}
	for name, tt := range map[string]struct {
		rows []GroupTally
		want int
	}{
		"nothing":                         {nil, 0},
		"this quarter is not over":        {[]GroupTally{row(20263, 9, 0)}, 0},
		"enough":                          {[]GroupTally{row(20261, 9, 0)}, 20261},
		"too few, then enough":            {[]GroupTally{row(20261, 3, 0), row(20262, 2, 0)}, 20262},
		"two more wait for three others":  {[]GroupTally{row(20261, 9, 0), row(20262, 2, 0)}, 20261},
		"answers of a few wait as well":   {[]GroupTally{row(20261, 9, 0), row(20262, 6, 2)}, 20261},
		"answers of many without devices": {[]GroupTally{row(20261, 9, 0), row(20262, 0, 8)}, 20262},
	} {
		if got := publishable(tt.rows, 20263); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
}

// TestNoSmallGroupIsTold draws the devices of a model and what became of them,
// and looks at what is told: the two tables, their common total, and the shares.
func TestNoSmallGroupIsTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []GroupTally
		add := func(quarter int, group string, by GroupTally) {
			by.Quarter, by.Group = quarter, group
			rows = append(rows, by)
		}
		kinds := []string{"fisik", "netra", "rungu", "ganda"}
		provinces := []string{"11", "32", "33", "74", "91"}
		for range rapid.IntRange(0, 60).Draw(t, "devices") {
			quarter := rapid.SampledFrom([]int{20261, 20262, 20264}).Draw(t, "quarter")
			device := GroupTally{Given: 1}
			switch rapid.IntRange(0, 3).Draw(t, "fate") {
			case 0:
				device.Ended, device.Asked6 = 1, 1
			case 1, 2:
				device.InUse, device.Asked6, device.Used6 = 1, 1, 1
				device.Rated, device.Score = 1, rapid.Int64Range(1, 5).Draw(t, "score")
			}
			add(quarter, Everybody, device)
			add(quarter, ofKind+rapid.SampledFrom(kinds).Draw(t, "kind"), device)
			add(quarter, ofProvince+rapid.SampledFrom(provinces).Draw(t, "province"), device)
		}
		var n Numbers
		n.tell(rows, 20264)
		if disclosure.Small(int64(n.HandedOver)) || disclosure.Small(int64(n.Rated)) {
			t.Fatalf("a small total is told: %+v", n)
		}
		for name, b := range map[string]Breakdown{"kinds": n.Kinds, "provinces": n.Provinces} {
			looksSafe(t, name, b, n)
		}
	})
}

func looksSafe(t *rapid.T, name string, b Breakdown, n Numbers) {
	var shown, hidden int64
	for _, row := range b.Rows {
		ended := row.Reached - row.InUse
		for _, c := range []disclosure.Count{row.HandedOver, row.InUse, row.Rated} {
			if disclosure.Small(int64(c)) {
				t.Fatalf("%s tell %+v", name, row)
			}
		}
		switch {
		case row.HandedOver.Hidden():
			hidden++
			if !row.InUse.Hidden() || !row.Rated.Hidden() {
				t.Fatalf("%s tell what became of a hidden group: %+v", name, row)
			}
		default:
			shown += int64(row.HandedOver)
		}
		if !row.InUse.Hidden() {
			if disclosure.Small(int64(ended)) {
				t.Fatalf("%s tell how few do not use it: %+v", name, row)
			}
		}
	}
	rest := int64(n.HandedOver) - shown
	if hidden == 1 || hidden > 1 && rest-(hidden-1) < disclosure.Smallest {
		t.Fatalf("%s: %d groups of together %d are hidden: %+v", name, hidden, rest, b)
	}
	if hidden == 0 && len(b.Rows) > 0 && rest != 0 {
		t.Fatalf("%s do not add up: %+v", name, b)
	}
}
