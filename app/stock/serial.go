package stock

import (
	"strings"

	"lumbung/app/op"
	"lumbung/storage"
)

// serialKey is the unique key of a serial number: one per model, whatever the
// case it is typed in.
func serialKey(model op.ID, serial string) storage.Key {
	return storage.UnitBySerial.Key().ID(model).Text(strings.ToUpper(serial))
}
