package allocation

import (
	"slices"
	"time"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/storage"
)

// How many of the last cases a usual time is taken from, and the fewest that are
// no guess, nor the story of a single person.
const (
	usualMost  = 60
	usualLeast = 6
)

// UsualDays is the median of some times in whole days, rounded up; 0 for fewer
// than six, which tell nothing.
func UsualDays(times []time.Duration) int {
	if len(times) < usualLeast {
		return 0
	}
	slices.Sort(times)
	const day = 24 * time.Hour
	return max(1, int((times[len(times)/2]+day-1)/day))
}

// UsualHandover is in how many days a centre of late has handed over what it had
// set apart; 0 where too little was handed over to tell.
func UsualHandover(r storage.Reader, centre string) (int, error) {
	var times []time.Duration
	for rec, err := range allocations.AllBack(r, storage.AllocationByState.Key().Text(centre).Text(string(HandedOver))) {
		if err != nil {
			return 0, err
		}
		if times = append(times, rec.Ended.Sub(rec.Reserved)); len(times) == usualMost {
			break
		}
	}
	return UsualDays(times), nil
}

// WaitIn is Waits for one model within another reading.
func WaitIn(r storage.Reader, model op.ID, now time.Time) (Wait, error) {
	centres, err := centreCodes(r)
	if err != nil {
		return Wait{}, err
	}
	return waitFor(r, centres, model, now)
}

func centreCodes(r storage.Reader) (codes []string, err error) {
	for c, err := range network.Each(r) {
		if err != nil {
			return nil, err
		}
		codes = append(codes, c.Code)
	}
	return codes, nil
}
