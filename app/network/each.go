package network

import (
	"iter"

	"lumbung/storage"
)

// Each yields every centre by its code, those that are no longer at work too.
func Each(r storage.Reader) iter.Seq2[Centre, error] {
	return centres.All(r, storage.CentreByCode.Key())
}

// WarehousesOf yields the warehouses of a centre by their codes, for readers
// within another reading.
func WarehousesOf(r storage.Reader, centre string) iter.Seq2[Warehouse, error] {
	return warehouses.All(r, storage.WarehouseByCentre.Key().Text(centre))
}
