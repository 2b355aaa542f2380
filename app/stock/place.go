package stock

import (
	"strings"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/storage"
)

// Place is a real node with whoever answers for it: a warehouse, or a shelf of
// one.
type Place struct {
	Node      Node
	Code      string // as people gave it: "soeharso-utama", or for a shelf "soeharso-utama/a1"
	Name      string
	Centre    string
	Warehouse string // code of the warehouse, also for a shelf
}

// FindPlace returns the place of a code, in whatever case it is typed. The empty
// code is the main warehouse of centre. It fails with NotFound.
func FindPlace(r storage.Reader, code, centre string) (Place, error) {
	if code = strings.TrimSpace(code); code == "" {
		code = network.MainWarehouse(centre)
	}
	ref, err := network.PlaceByCode(r, code)
	if err != nil {
		return Place{}, err
	}
	return placeOf(ref), nil
}

func placeOf(ref network.PlaceRef) Place {
	p := Place{Node: WarehouseNode(ref.Warehouse), Code: ref.Code, Name: ref.Name, Centre: ref.Centre, Warehouse: ref.Warehouse}
	if ref.Shelf != "" {
		p.Node = ShelfNode(ref.Warehouse, ref.Shelf)
	}
	return p
}

// placeIn is FindPlace that blames an input field.
func placeIn(r storage.Reader, field, code, centre string) (Place, error) {
	p, err := FindPlace(r, code, centre)
	return p, inField(err, field, "stock.place_unknown")
}

// centreOf finds the code of the centre that a text names; empty stays empty.
func centreOf(r storage.Reader, ref string) (string, error) {
	if ref == "" {
		return "", nil
	}
	c, err := network.CentreByCode(r, ref)
	return c.Code, err
}

// placeLock keeps a warehouse for one document while it is posted in more than
// one transaction: nothing else moves there until it is complete.
type placeLock struct {
	Warehouse string `cbor:"1,keyasint"`
	Cause     Cause  `cbor:"2,keyasint"`
}

var placeLocks = storage.Table[placeLock]{
	Kind: "place lock",
	ID:   func(l *placeLock) storage.Key { return lockKey(l.Warehouse) },
}

func lockKey(warehouse string) storage.Key {
	return storage.PlaceLock.Key().Text(strings.ToLower(warehouse))
}

// lockPlace keeps a warehouse for a document; unlockPlace gives it free.
func lockPlace(tx *op.Tx, warehouse string, cause Cause) error {
	if err := unlocked(tx, warehouse, cause); err != nil {
		return err
	}
	return placeLocks.Put(tx, &placeLock{Warehouse: warehouse, Cause: cause})
}

func unlockPlace(tx *op.Tx, warehouse string) error { return placeLocks.Delete(tx, lockKey(warehouse)) }

// unlocked refuses to post in a warehouse that another document keeps.
func unlocked(r storage.Reader, warehouse string, cause Cause) error {
	l, locked, err := placeLocks.Get(r, lockKey(warehouse))
	if err == nil && locked && l.Cause != cause {
		err = fault.New(fault.Conflict, "stock.place_locked", fault.Args{"place": warehouse})
	}
	return err
}
