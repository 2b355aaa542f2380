package allocation

import (
	"context"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Wait is how long somebody who asks for a device today is likely to wait for
// it: those who wait already, through what was handed over of late.
type Wait struct {
	Weeks int       // 1 or more; 0 where nobody can tell
	Since time.Time // the day from which hand-overs were counted
}

// Known tells whether there is an answer.
func (w Wait) Known() bool { return w.Weeks > 0 }

const (
	waitMonths = 6 // whole months that are looked back on, beside the one that runs
	waitLeast  = 6 // hand-overs in that time below which a rate would be a guess
)

// Waits reckons the wait for each of some models, open to everybody. It tells
// weeks alone: how many people wait is for those who serve them.
func (a *Allocations) Waits(ctx context.Context, models ...op.ID) (map[op.ID]Wait, error) {
	return op.Read(ctx, a.d, policy.ModelRead, func(v *op.View) (map[op.ID]Wait, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return nil, err
		}
		centres, err := centreCodes(v)
		if err != nil {
			return nil, err
		}
		out := make(map[op.ID]Wait, len(models))
		for _, m := range models {
			w, err := waitFor(v, centres, m, a.d.Now())
			if err != nil {
				return nil, err
			}
			out[m] = w
		}
		return out, nil
	})
}

// waitFor adds up the queues and the hand-overs of every centre: whoever asks
// may be served by any of them.
func waitFor(r storage.Reader, centres []string, model op.ID, now time.Time) (Wait, error) {
	months, since := monthsBefore(now)
	var ahead, handed int64
	for _, centre := range centres {
		d, _, err := demands.Get(r, demands.ID(&Demand{Centre: centre, Model: model}))
		if err != nil {
			return Wait{}, err
		}
		ahead += d.Waiting + d.Allocated
		for _, month := range months {
			t, _, err := tallies.Get(r, tallies.ID(&Tally{Centre: centre, Month: month, Model: model}))
			if err != nil {
				return Wait{}, err
			}
			handed += t.Units
		}
	}
	return Wait{Weeks: weeks(ahead+1, handed, now.Sub(since)), Since: since}, nil
}

// monthsBefore are the months that count, as tallies name them, and when the
// first of them began in WIB.
func monthsBefore(now time.Time) (months []int, since time.Time) {
	now = now.In(wib)
	since = time.Date(now.Year(), now.Month()-waitMonths, 1, 0, 0, 0, 0, wib)
	for at := since; !at.After(now); at = at.AddDate(0, 1, 0) {
		months = append(months, MonthOf(at))
	}
	return months, since
}

// weeks is how long n people take at the pace of handed units in a time, rounded
// up; 0 where too little was handed over to know the pace.
func weeks(n, handed int64, in time.Duration) int {
	const week = 7 * 24 * time.Hour
	if handed < waitLeast || in < week {
		return 0
	}
	return int((n*int64(in/time.Hour) + handed*int64(week/time.Hour) - 1) / (handed * int64(week/time.Hour)))
}
