package intake

import (
	"time"

	"lumbung/app/allocation"
	"lumbung/storage"
)

// usualMost is how many of the last asks of a centre a usual time is taken from.
const usualMost = 60

// usual is how many days the next step of an ask takes of late: the median of
// the last ones at its centre, and for the waiting list what the pace of
// hand-overs says. 0 where nobody can tell; the first answer has a promise
// instead, see AnswerWithin.
func usual(r storage.Reader, a Ask, request allocation.State, now time.Time) (int, error) {
	switch {
	case a.State == Answered:
		return usualTaken(r, a.Centre)
	case a.State == Taken && request == allocation.Filed:
		q, err := allocation.FindRequest(r, a.Request.String())
		if err != nil {
			return 0, err
		}
		wait, err := allocation.WaitIn(r, q.Model, now)
		return wait.Weeks * 7, err
	case a.State == Taken && request == allocation.Allocated:
		return allocation.UsualHandover(r, a.Centre)
	default:
		return 0, nil
	}
}

// usualTaken is in how many days asks of a centre have become requests.
func usualTaken(r storage.Reader, centre string) (int, error) {
	var times []time.Duration
	for a, err := range asks.AllBack(r, storage.AskByState.Key().Text(centre).Text(string(Taken))) {
		if err != nil {
			return 0, err
		}
		for _, s := range a.Steps {
			if s.Kind == DidTake {
				times = append(times, s.At.Sub(a.Filed))
			}
		}
		if len(times) >= usualMost {
			break
		}
	}
	return allocation.UsualDays(times), nil
}
