package allocation

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTheWaitIsTheQueueAtTheLatePace(t *testing.T) {
	const week = 7 * 24 * time.Hour
	for _, c := range []struct {
		name      string
		n, handed int64
		in        time.Duration
		want      int
	}{
		{"one a week, nobody before", 1, 26, 26 * week, 1},
		{"one a week, ten before", 11, 26, 26 * week, 11},
		{"two a week round up", 11, 52, 26 * week, 6},
		{"one a month", 3, 6, 26 * week, 13},
		{"too few to tell", 3, 5, 26 * week, 0},
		{"nothing handed over", 3, 0, 26 * week, 0},
		{"no time to look back on", 3, 60, time.Hour, 0},
	} {
		if got := weeks(c.n, c.handed, c.in); got != c.want {
			t.Errorf("%s: weeks(%d, %d, %v) = %d, want %d", c.name, c.n, c.handed, c.in, got, c.want)
		}
	}
}

func TestAShorterQueueNeverWaitsLonger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, handed := rapid.Int64Range(1, 100_000).Draw(t, "n"), rapid.Int64Range(waitLeast, 1_000_000).Draw(t, "handed")
		in := time.Duration(rapid.Int64Range(7*24, 400*24).Draw(t, "hours")) * time.Hour
		w := weeks(n, handed, in)
		if w < 1 || weeks(n+1, handed, in) < w || weeks(n, handed+1, in) > w {
			t.Fatalf("weeks(%d, %d, %v) = %d does not follow the queue", n, handed, in, w)
		}
	})
}

func TestTheMonthsOfTheWaitAreThoseOfTheCalendarInWIB(t *testing.T) {
	months, since := monthsBefore(time.Date(2026, 2, 28, 20, 0, 0, 0, time.UTC)) // 1 March in WIB
	want := []int{202509, 202510, 202511, 202512, 202601, 202602, 202603}
	if len(months) != len(want) || months[0] != want[0] || months[6] != want[6] || !since.Equal(time.Date(2025, 9, 1, 0, 0, 0, 0, wib)) {
		t.Errorf("months = %v since %v, want %v", months, since, want)
	}
}

func TestTheWaitCountsTheQueuesAndHandOversOfAllCentres(t *testing.T) {
	w := newWorld(t)
	waits := func() Wait {
		all, err := w.Waits(t.Context(), w.model.ID)
		if err != nil {
			t.Fatal(err)
		}
		return all[w.model.ID]
	}
	if waits().Known() {
		t.Errorf("nothing was handed over and the wait is told: %+v", waits())
	}
	for i, code := range w.receive(t, soeharso, waitLeast) {
		rec := w.reserve(t, w.file(t, w.person(t, soeharso, i+1)), code)
		if _, err := w.HandOver(head(t, soeharso), delivery(rec)); err != nil {
			t.Fatal(err)
		}
	}
	alone := waits() // six in 26 weeks: one in about 26/6
	if alone.Weeks < 4 || alone.Weeks > 6 {
		t.Errorf("nobody waits and the wait is %d weeks", alone.Weeks)
	}
	for i := range 6 {
		centre := []string{soeharso, jaya}[i%2]
		w.file(t, w.person(t, centre, 100+i))
	}
	if got := waits(); got.Weeks < 6*alone.Weeks || got.Weeks > 7*alone.Weeks {
		t.Errorf("six wait at two centres and the wait is %d weeks, alone %d", got.Weeks, alone.Weeks)
	}
}
