package stock

import (
	"iter"
	"time"

	"lumbung/storage"
)

// HeldUnits yields the units of a centre that are on hand but must not be handed
// over, by model. It is for showing them, never for counting.
func HeldUnits(r storage.Reader, centre string) iter.Seq2[Unit, error] {
	return units.All(r, storage.UnitByBucket.Key().Text(centre).Text(string(Held)))
}

// HeldSince is when the unit was first kept from being handed over: by a hold,
// by what the last inspection found, or as it came in.
func (u Unit) HeldSince() time.Time {
	for _, at := range []time.Time{u.Held.At, u.Inspected.At, u.Moved.At} {
		if !at.IsZero() {
			return at
		}
	}
	return u.ReceivedAt
}
