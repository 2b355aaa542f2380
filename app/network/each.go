package network

import (
	"iter"

	"lumbung/storage"
)

// Each yields every centre by its code, those that are no longer at work too.
func Each(r storage.Reader) iter.Seq2[Centre, error] {
	return centres.All(r, storage.CentreByCode.Key())
}
