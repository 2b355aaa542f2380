package innovation

import (
	"time"

	"lumbung/app/op"
	"lumbung/storage"
)

// waiting are the records of the actor's centre in a state, the longest first.
func waiting(v *op.View, state State) (list []Innovation, err error) {
	looked := 0
	for rec, err := range innovations.All(v, storage.InnovationByState.Key().Text(string(state))) {
		if err != nil {
			return nil, err
		}
		if rec.Centre == v.By.Centre {
			list = append(list, rec)
		}
		if looked++; looked == mostLooked || len(list) == mostDuties {
			break
		}
	}
	return list, nil
}

// outdatedOf are the public records of the actor's centre that nobody has
// touched since their day came. They stand first in the list by change: whatever
// was changed since is being worked on.
func outdatedOf(v *op.View, now time.Time) (list []Innovation, err error) {
	mine, looked := storage.InnovationByCentre.Key().Text(v.By.Centre), 0
	for rec, err := range innovations.Range(v, mine, mine.Time(now.AddDate(-1, 0, 0))) {
		if err != nil {
			return nil, err
		}
		if rec.State == Published && rec.Outdated(now) {
			list = append(list, rec)
		}
		if looked++; looked == mostLooked || len(list) == mostDuties {
			break
		}
	}
	return list, nil
}
