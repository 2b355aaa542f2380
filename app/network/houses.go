package network

import "lumbung/storage"

// WarehousesOf returns the warehouses of a centre by its code, in the order of
// theirs, for readers within another reading.
func WarehousesOf(r storage.Reader, centre string) (list []Warehouse, err error) {
	for w, err := range warehouses.All(r, storage.WarehouseByCentre.Key().Text(centre)) {
		if err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	return list, nil
}
