package outcome

import (
	"slices"
	"testing"

	"lumbung/app/allocation"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/storage"
)

func TestADeviceHasOneFateHoweverOftenSomebodyAsks(t *testing.T) {
	w := newWorld(t)
	rows := w.due(t)
	steps := []struct {
		row     int // of the four follow-ups, out of order on purpose
		use     Use
		goal    string
		reached int64
		want    Fate
	}{
		{1, Unreachable, "", 0, Unasked},
		{2, Daily, "partly", 1, Used},
		{0, Unused, "no", 2, Used}, // an earlier question does not undo the later answer
		{3, Sometimes, "yes", 3, Helped},
	}
	for _, s := range steps {
		in := visit(rows[s.row])
		in.Use, in.Goal = s.use, s.goal
		if s.use == Unused {
			in.Why = "pain"
		}
		if _, err := w.Record(worker(t), in); err != nil {
			t.Fatal(err)
		}
		if got := w.tally(t, "reached"); got != s.reached {
			t.Errorf("after %s at %d months: reached %d, want %d", s.use, rows[s.row].Month, got, s.reached)
		}
		for _, fate := range Fates() {
			want := int64(0)
			if fate == s.want {
				want = 1
			}
			if got := w.tally(t, string(fate)); got != want {
				t.Errorf("after %s at %d months: %s = %d, want %d", s.use, rows[s.row].Month, fate, got, want)
			}
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
	for name, want := range map[string]int{"reached": allocation.MonthOf(w.handover.At.AddDate(0, 3, 0)), string(Helped): given} {
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
		if _, err := w.Answer(optest.As(t, policy.Ministry, ""), Answer{Referral: g.ID.String(), State: state}); err != nil {
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
