package allocation

import (
	"time"

	"lumbung/app/op"
	"lumbung/storage"
)

// LongWait is how long a request waits before it says that something is lacking.
const LongWait = 90 * 24 * time.Hour

// unmetSpan is how far back requests are looked at: what is older was asked for
// when other things were lacking.
const unmetSpan = 2 * 366 * 24 * time.Hour

// Unmet is requests for a model that nobody could answer.
type Unmet struct {
	Long       int64 // wait for longer than LongWait
	Unsuitable int64 // closed because what there is does not suit
}

// Sum is all of them.
func (u Unmet) Sum() int64 { return u.Long + u.Unsuitable }

// UnmetOf counts the unmet requests for a model at an instant, of those that were
// filed in the last two years. each is called with the centre of every one of
// them.
func UnmetOf(r storage.Reader, model op.ID, now time.Time, each func(centre string)) (u Unmet, err error) {
	since := now.Add(-unmetSpan)
	state := func(s State) storage.Key { return storage.RequestByModel.Key().ID(model).Text(string(s)) }
	for q, err := range requests.Range(r, state(Filed).Time(since), state(Filed).Time(now.Add(-LongWait))) {
		if err != nil {
			return u, err
		}
		u.Long++
		each(q.Centre)
	}
	for q, err := range requests.Range(r, state(Closed).Time(since), state(Closed).Time(now)) {
		if err != nil {
			return u, err
		}
		if q.CloseReason == "unsuitable" {
			u.Unsuitable++
			each(q.Centre)
		}
	}
	return u, nil
}
