package allocation

import (
	"slices"
	"testing"

	"lumbung/storage"
)

func (w world) demand(t *testing.T) (rows []Demand) {
	t.Helper()
	err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
		for d, err := range Demands(r) {
			if err != nil {
				return err
			}
			rows = append(rows, d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestDemandFollowsARequestThroughItsStates(t *testing.T) {
	w := newWorld(t)
	codes := w.receive(t, soeharso, 1)
	first, second := w.file(t, w.person(t, soeharso, 1)), w.file(t, w.person(t, soeharso, 2))
	row := func(waiting, allocated int64) []Demand {
		return []Demand{{Centre: soeharso, Model: w.model.ID, Waiting: waiting, Allocated: allocated}}
	}
	check := func(after string, want []Demand) {
		t.Helper()
		if got := w.demand(t); !slices.Equal(got, want) {
			t.Errorf("demand after %s = %+v, want %+v", after, got, want)
		}
		w.verify(t)
	}
	check("two requests", row(2, 0))
	rec := w.reserve(t, first, codes[0])
	check("a reservation", row(1, 1))
	if _, err := w.HandOver(head(t, soeharso), delivery(rec)); err != nil {
		t.Fatal(err)
	}
	check("a hand-over", row(1, 0))
	if _, err := w.Close(head(t, soeharso), Closing{Request: second.Number, Reason: "withdrawn"}); err != nil {
		t.Fatal(err)
	}
	check("a closed request", row(0, 0))
}

func TestAHandOverCountsInItsMonthAndOnItsDayAtHome(t *testing.T) {
	w := newWorld(t)
	codes := w.receive(t, soeharso, 2)
	for i, code := range codes {
		rec := w.reserve(t, w.file(t, w.person(t, soeharso, i+1)), code)
		if _, err := w.HandOver(head(t, soeharso), delivery(rec)); err != nil {
			t.Fatal(err)
		}
	}
	for _, period := range []int{202605, 20260504} {
		var got []Period
		err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
			for p, err := range Periods(r, period, period) {
				if err != nil {
					return err
				}
				got = append(got, p)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []Period{{Period: period, Centre: soeharso, Province: "32", Units: 2, Handovers: 2}}
		if !slices.Equal(got, want) {
			t.Errorf("Periods(%d) = %+v, want %+v", period, got, want)
		}
	}
}
