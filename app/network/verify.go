package network

import (
	"fmt"

	"lumbung/app/fault"
	"lumbung/storage"
)

// Verify recomputes the keys of centres and warehouses, and looks at what ties
// them together: each centre has its main warehouse, each warehouse a centre,
// and who was merged is led on to a centre that stands.
func Verify(r storage.Reader) ([]storage.Report, error) {
	first, err := centres.Verify(r)
	if err != nil {
		return nil, err
	}
	second, err := warehouses.Verify(r)
	if err != nil {
		return nil, err
	}
	racks, err := shelves.Verify(r)
	if err != nil {
		return nil, err
	}
	third := storage.Report{Kind: "centre with its warehouses"}
	find := func(format string, args ...any) {
		third.Findings = append(third.Findings, storage.Finding{Kind: third.Kind, Text: fmt.Sprintf(format, args...)})
	}
	for c, err := range centres.All(r, storage.CentreByCode.Key()) {
		if err != nil {
			return nil, err
		}
		third.Records++
		if err := verifyCentre(r, c, find); err != nil {
			return nil, err
		}
	}
	if err := verifyPlaces(r, find); err != nil {
		return nil, err
	}
	return []storage.Report{first, second, racks, third}, nil
}

// verifyPlaces makes sure that every warehouse stands at a centre, and every shelf
// in a warehouse of its centre.
func verifyPlaces(r storage.Reader, find func(string, ...any)) error {
	for w, err := range warehouses.All(r, storage.WarehouseByCode.Key()) {
		if err != nil {
			return err
		}
		if _, ok, err := centres.Get(r, centreKey(w.Centre)); err != nil || !ok {
			find("warehouse %s: no centre %q", w.Code, w.Centre)
		}
	}
	for s, err := range shelves.All(r, storage.ShelfByCode.Key()) {
		if err != nil {
			return err
		}
		if w, ok, err := warehouses.Get(r, warehouseKey(s.Warehouse)); err != nil || !ok || w.Centre != s.Centre {
			find("shelf %s/%s: no such warehouse at centre %q", s.Warehouse, s.Code, s.Centre)
		}
	}
	return nil
}

func verifyCentre(r storage.Reader, c Centre, find func(string, ...any)) error {
	_, ok, err := warehouses.Get(r, warehouseKey(MainWarehouse(c.Code)))
	if err != nil {
		return err
	}
	if !ok {
		find("centre %s: no main warehouse", c.Code)
	}
	if _, err := c.NumberTemplate(); err != nil {
		find("centre %s: %v", c.Code, err)
	}
	if c.MergedInto == "" {
		return nil
	}
	if _, err := mergedInto(r, c.Code, c.MergedInto); fault.CodeOf(err) == fault.Invalid {
		find("centre %s: merged into %q, which leads nowhere", c.Code, c.MergedInto)
	} else if err != nil {
		return err
	}
	return nil
}

// Export emits every centre, warehouse and shelf.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	return storage.Export(r, emit, &centres, &warehouses, &shelves)
}
