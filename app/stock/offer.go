package stock

import (
	"iter"

	"lumbung/app/op"
	"lumbung/storage"
)

// ReadyUnits yields the units of a model that a centre can hand over, those
// that came in first before the others. It is for offering: whether a unit is
// still free is decided when it is reserved.
func ReadyUnits(r storage.Reader, model op.ID, centre string) iter.Seq2[Unit, error] {
	return units.All(r, storage.UnitByBucket.Key().Text(centre).Text(string(Ready)).ID(model))
}
