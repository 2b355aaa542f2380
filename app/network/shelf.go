package network

import (
	"context"
	"regexp"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Shelf is a shelf or bin of a warehouse. With its warehouse its code names a
// node of the ledger and never changes.
type Shelf struct {
	Warehouse string `cbor:"1,keyasint" json:"warehouse"` // code of the warehouse
	Code      string `cbor:"2,keyasint" json:"code"`      // "a1", as people gave it; holds no slash
	Name      string `cbor:"3,keyasint" json:"name"`
	Centre    string `cbor:"4,keyasint" json:"centre"`
	Given     string `cbor:"5,keyasint,omitempty" json:"given,omitempty"` // a code of its own, where people do not say warehouse/shelf
}

var shelves = storage.Table[Shelf]{
	Kind: "shelf",
	ID:   func(s *Shelf) storage.Key { return shelfKey(s.Warehouse, s.Code) },
	Claims: func(s *Shelf) []storage.Claim {
		if s.Given == "" {
			return nil
		}
		return []storage.Claim{{Key: givenKey(s.Given), Field: "code"}}
	},
}

func shelfKey(warehouse, code string) storage.Key {
	fold := func(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
	return storage.ShelfByCode.Key().Text(fold(warehouse)).Text(fold(code))
}

// ShelfByCode looks a shelf of a warehouse up. It fails with NotFound.
func ShelfByCode(r storage.Reader, warehouse, code string) (Shelf, error) {
	s, ok, err := shelves.Get(r, shelfKey(warehouse, code))
	if err == nil && !ok {
		err = fault.Missing("shelf")
	}
	return s, err
}

// ShelvesOf returns the shelves of a warehouse in the order of their codes, for
// readers within another reading.
func ShelvesOf(r storage.Reader, warehouse string) (list []Shelf, err error) {
	for s, err := range shelves.All(r, storage.ShelfByCode.Key().Text(strings.ToLower(warehouse))) {
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

// Shelves returns the shelves of a warehouse in the order of their codes.
func (c *Centres) Shelves(ctx context.Context, warehouse string) ([]Shelf, error) {
	return op.Read(ctx, c.d, policy.CentreRead, func(v *op.View) ([]Shelf, error) {
		w, err := WarehouseByCode(v, warehouse)
		if err != nil {
			return nil, err
		}
		if err := v.Allow(w.Centre); err != nil {
			return nil, err
		}
		return ShelvesOf(v, w.Code)
	})
}

// NewShelf is the input of AddShelf.
type NewShelf struct {
	Warehouse string `json:"warehouse" validate:"required,max=80"`
	Code      string `json:"code" validate:"required,max=32"`
	Name      string `json:"name" validate:"max=80"` // empty: the code
}

var shelfForm = regexp.MustCompile(`^[\pL\pN](?:[\pL\pN ._\-]*[\pL\pN])?$`)

// Check finds what no tag can say.
func (in NewShelf) Check() []fault.Field {
	if !shelfForm.MatchString(in.Code) {
		return []fault.Field{{Name: "code", Key: "centre.shelf_form"}}
	}
	return nil
}

// AddShelf gives a warehouse one more shelf. A code that the warehouse has
// already is refused.
func (c *Centres) AddShelf(ctx context.Context, in NewShelf) (Shelf, error) {
	return op.Write(ctx, c.d, policy.WarehouseAdd, in, func(tx *op.Tx) (Shelf, error) {
		w, err := WarehouseByCode(tx, in.Warehouse)
		if fault.CodeOf(err) == fault.NotFound {
			err = fault.InField("warehouse", "stock.warehouse_unknown", nil)
		}
		if err != nil {
			return Shelf{}, err
		}
		if err := tx.Allow(w.Centre); err != nil {
			return Shelf{}, err
		}
		s := Shelf{Warehouse: w.Code, Code: in.Code, Name: tidy(in.Name), Centre: w.Centre}
		if s.Name == "" {
			s.Name = s.Code
		}
		_, taken, err := shelves.Get(tx, shelves.ID(&s))
		if err != nil {
			return s, err
		}
		if taken {
			return s, fault.InField("code", "centre.shelf_taken", fault.Args{"code": s.Code, "place": w.Name})
		}
		tx.About("shelf", op.ID{}, s.Warehouse+"/"+s.Code)
		return s, shelves.Put(tx, &s)
	})
}
