package network

import (
	"context"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// PlaceRef is a warehouse or a shelf under the one code that people use.
type PlaceRef struct {
	Code      string // as people gave it; for a shelf without a code of its own "warehouse/shelf"
	Name      string
	Centre    string
	Warehouse string // code of the warehouse, also for a shelf
	Shelf     string // code of the shelf within it; empty for the warehouse itself
}

// Ref is the shelf as a place.
func (s Shelf) Ref() PlaceRef {
	code := s.Given
	if code == "" {
		code = s.Warehouse + "/" + s.Code
	}
	return PlaceRef{Code: code, Name: s.Name, Centre: s.Centre, Warehouse: s.Warehouse, Shelf: s.Code}
}

// Ref is the warehouse as a place.
func (w Warehouse) Ref() PlaceRef {
	return PlaceRef{Code: w.Code, Name: w.Name, Centre: w.Centre, Warehouse: w.Code}
}

// PlaceByCode returns the place of a code in whatever case: a warehouse, a shelf
// by a code of its own, or "warehouse/shelf". It fails with NotFound.
func PlaceByCode(r storage.Reader, code string) (PlaceRef, error) {
	code = strings.TrimSpace(code)
	w, err := WarehouseByCode(r, code)
	if err == nil || fault.CodeOf(err) != fault.NotFound {
		return w.Ref(), err
	}
	s, ok, err := shelves.Find(r, givenKey(code))
	if err != nil || ok {
		return s.Ref(), err
	}
	i := strings.LastIndexByte(code, '/')
	if i < 0 {
		return PlaceRef{}, fault.Missing("place")
	}
	s, err = ShelfByCode(r, code[:i], code[i+1:])
	if err != nil {
		return PlaceRef{}, err
	}
	return s.Ref(), nil
}

func givenKey(code string) storage.Key { return storage.ShelfByGiven.Key().Text(strings.ToLower(code)) }

// EachPlace calls fn with every place: each warehouse by centre and code, and
// after it its shelves.
func (c *Centres) EachPlace(ctx context.Context, fn func(PlaceRef) error) error {
	_, err := op.Read(ctx, c.d, policy.CentreRead, func(v *op.View) (struct{}, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, EachPlace(v, fn)
	})
	return err
}

// EachPlace calls fn with every place, within a reading. It is for lists, never
// for rules.
func EachPlace(r storage.Reader, fn func(PlaceRef) error) error {
	for w, err := range warehouses.All(r, storage.WarehouseByCentre.Key()) {
		if err != nil {
			return err
		}
		if err := fn(w.Ref()); err != nil {
			return err
		}
		list, err := ShelvesOf(r, w.Code)
		if err != nil {
			return err
		}
		for _, s := range list {
			if err := fn(s.Ref()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p PlaceRef) kind() string {
	if p.Shelf != "" {
		return kindShelf
	}
	return kindWarehouse
}

// Kind is "warehouse" or "shelf".
func (p PlaceRef) Kind() string { return p.kind() }
