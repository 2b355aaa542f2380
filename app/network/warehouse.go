package network

import (
	"context"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Warehouse is a place of a centre where stock lies. Its code names a node of
// the ledger and never changes.
type Warehouse struct {
	Code   string `cbor:"1,keyasint" json:"code"` // "soeharso-utama"
	Name   string `cbor:"2,keyasint" json:"name"`
	Centre string `cbor:"3,keyasint" json:"centre"`
}

var warehouses = storage.Table[Warehouse]{
	Kind: "warehouse",
	ID:   func(w *Warehouse) storage.Key { return warehouseKey(w.Code) },
	Index: func(w *Warehouse) []storage.Key {
		return []storage.Key{storage.WarehouseByCentre.Key().Text(w.Centre).Text(w.Code)}
	},
}

// MainWarehouse is the code of the warehouse that every centre has.
func MainWarehouse(centre string) string { return centre + "-utama" }

func mainWarehouse(centre string) Warehouse {
	return Warehouse{Code: MainWarehouse(centre), Name: "Gudang utama", Centre: centre}
}

// WarehouseByCode looks a warehouse up. It fails with NotFound.
func WarehouseByCode(r storage.Reader, code string) (Warehouse, error) {
	w, ok, err := warehouses.Get(r, warehouseKey(strings.ToLower(strings.TrimSpace(code))))
	if err == nil && !ok {
		err = fault.Missing("warehouse")
	}
	return w, err
}

// Warehouses returns the warehouses of a centre in the order of their codes.
func (c *Centres) Warehouses(ctx context.Context, centre string) ([]Warehouse, error) {
	return op.Read(ctx, c.d, policy.CentreRead, func(v *op.View) ([]Warehouse, error) {
		rec, err := CentreByCode(v, centre)
		if err != nil {
			return nil, err
		}
		if err := v.Allow(rec.Code); err != nil {
			return nil, err
		}
		var list []Warehouse
		for w, err := range warehouses.All(v, storage.WarehouseByCentre.Key().Text(rec.Code)) {
			if err != nil {
				return nil, err
			}
			list = append(list, w)
		}
		return list, nil
	})
}

// NewWarehouse is the input of AddWarehouse.
type NewWarehouse struct {
	Centre string `json:"centre" validate:"required,max=120"`
	Name   string `json:"name" validate:"required,max=80"`
}

// AddWarehouse gives a centre one more warehouse. Its code is made of the centre
// and the name; a name that gives a code in use is refused.
func (c *Centres) AddWarehouse(ctx context.Context, in NewWarehouse) (Warehouse, error) {
	return op.Write(ctx, c.d, policy.WarehouseAdd, in, func(tx *op.Tx) (Warehouse, error) {
		centre, err := CentreByCode(tx, in.Centre)
		if err != nil {
			return Warehouse{}, err
		}
		if err := tx.Allow(centre.Code); err != nil {
			return Warehouse{}, err
		}
		w := Warehouse{Name: strings.TrimSpace(in.Name), Centre: centre.Code}
		w.Code = centre.Code + "-" + Fold(w.Name)
		_, taken, err := warehouses.Get(tx, warehouseKey(w.Code))
		switch {
		case err != nil:
			return Warehouse{}, err
		case Fold(w.Name) == "":
			return Warehouse{}, fault.InField("name", "centre.name_letters", nil)
		case taken:
			return Warehouse{}, fault.InField("name", "centre.warehouse_taken", fault.Args{"code": w.Code})
		}
		tx.About("warehouse", op.ID{}, w.Code)
		return w, warehouses.Put(tx, &w)
	})
}
