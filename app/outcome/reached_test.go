package outcome

import (
	"slices"
	"testing"

	"lumbung/app/allocation"
	"lumbung/app/policy"
	"lumbung/storage"
)

func TestADeviceIsSeenOnceHoweverOftenSomebodyAsks(t *testing.T) {
	w := newWorld(t)
	rows := w.due(t)
	steps := []struct {
		row           int // of the four follow-ups, out of order on purpose
		use           Use
		reached, seen int64
	}{
		{1, Unreachable, 0, 0},
		{2, Daily, 1, 1},
		{0, Sometimes, 2, 1},
		{3, Returned, 3, 1},
	}
	for _, s := range steps {
		in := visit(rows[s.row])
		in.Use = s.use
		if _, err := w.Record(worker(t), in); err != nil {
			t.Fatal(err)
		}
		if reached, seen := w.tally(t, "reached"), w.tally(t, "seen"); reached != s.reached || seen != s.seen {
			t.Errorf("after %s at %d months: reached %d, seen %d; want %d, %d", s.use, rows[s.row].Month, reached, seen, s.reached, s.seen)
		}
		w.verify(t)
	}
}

func TestTalliesStandInTheMonthOfTheirQuestion(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Record(worker(t), visit(w.due(t)[1])); err != nil {
		t.Fatal(err)
	}
	given := allocation.MonthOf(w.handover.At)
	for name, want := range map[string]int{"reached": allocation.MonthOf(w.handover.At.AddDate(0, 3, 0)), "seen": given} {
		var got []int
		err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
			for row, err := range TalliesOf(r, soeharso, name, given) {
				if err != nil {
					return err
				}
				got = append(got, row.Month)
			}
			return nil
		})
		if err != nil || !slices.Equal(got, []int{want}) {
			t.Errorf("TalliesOf(%s) has months %v, want %d (%v)", name, got, want, err)
		}
	}
}

func TestAReferralCountsForTheOneItWasSentTo(t *testing.T) {
	w := newWorld(t)
	g, err := w.Refer(worker(t), NewReferral{Beneficiary: w.person.Ref, Service: "modal-usaha"})
	if err != nil {
		t.Fatal(err)
	}
	for _, state := range []Stage{Accepted, Started} {
		if _, err := w.Answer(as(t, policy.Ministry, ""), Answer{Referral: g.ID.String(), State: state}); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]int64{"referral_sent_dayasos": 1, "referral_served_dayasos": 1, "referral_sent_linjamsos": 0} {
		if got := w.tally(t, name); got != want {
			t.Errorf("tally %s = %d, want %d", name, got, want)
		}
	}
	w.verify(t)
}
