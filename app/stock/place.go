package stock

import (
	"lumbung/app/network"
	"lumbung/storage"
)

// place is a warehouse and the centre that it belongs to.
type place struct{ Warehouse, Centre string }

// placeOf finds a warehouse by its code; the empty code is the main one of the
// centre.
func placeOf(r storage.Reader, code, centre string) (place, error) {
	if code == "" {
		code = network.MainWarehouse(centre)
	}
	w, err := network.WarehouseByCode(r, code)
	return place{w.Code, w.Centre}, inField(err, "warehouse", "stock.warehouse_unknown")
}

// centreOf finds the code of the centre that a text names; empty stays empty.
func centreOf(r storage.Reader, ref string) (string, error) {
	if ref == "" {
		return "", nil
	}
	c, err := network.CentreByCode(r, ref)
	return c.Code, err
}
