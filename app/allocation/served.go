package allocation

import (
	"slices"
	"time"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// ServedSince counts the persons to whom a centre handed over a device of one of
// the models at or after an instant. It reads the hand-overs of the time only
// when the tallies of its months have any, so that a centre without costs little.
func ServedSince(r storage.Reader, centre string, models []op.ID, since time.Time) (persons int64, err error) {
	some, err := handedSince(r, centre, models, since)
	if err != nil || !some {
		return 0, err
	}
	seen := map[op.ID]bool{}
	prefix := storage.HandoverByCentre.Key().Text(centre)
	for h, err := range handovers.Range(r, prefix.Time(since), kv.PrefixEnd(prefix)) {
		if err != nil {
			return 0, err
		}
		if slices.ContainsFunc(h.Lines, func(l Line) bool { return slices.Contains(models, l.Model) }) {
			seen[h.Person] = true
		}
	}
	return int64(len(seen)), nil
}

func handedSince(r storage.Reader, centre string, models []op.ID, since time.Time) (bool, error) {
	prefix := storage.HandoverTally.Key().Text(centre)
	for t, err := range tallies.Range(r, prefix.Int(int64(MonthOf(since))), kv.PrefixEnd(prefix)) {
		if err != nil {
			return false, err
		}
		if t.Units > 0 && slices.Contains(models, t.Model) {
			return true, nil
		}
	}
	return false, nil
}
