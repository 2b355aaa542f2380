package allocation

import (
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/storage"
)

// Accessory is a part that went along with a unit, as it was.
type Accessory struct {
	UnitCode  string `cbor:"1,keyasint" json:"unit"`
	Model     op.ID  `cbor:"2,keyasint" json:"-"`
	ModelName string `cbor:"3,keyasint" json:"model"`
	Quantity  int64  `cbor:"4,keyasint" json:"quantity"`
	Price     int64  `cbor:"5,keyasint,omitempty" json:"price"`      // of one, whole rupiah
	FromStock bool   `cbor:"6,keyasint,omitempty" json:"from_stock"` // issued from the warehouse; else it was in the box
}

// PartKey names a part of a unit in a Delivery: unit code/model code.
func PartKey(a stock.Along) string { return a.Unit.Code + "/" + a.Part.Code }

// alongOf lists what has to go with the chosen units.
func alongOf(r storage.Reader, chosen []Allocation, now time.Time) ([]stock.Along, error) {
	var all []stock.Along
	for _, rec := range chosen {
		list, err := stock.AlongWith(r, rec.Unit, now)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}

// sendAlong lets the parts that were ticked go with the units. A part that a
// unit has to have stays behind only with a reason.
func sendAlong(tx *op.Tx, h *Handover, chosen []Allocation, ticked []string, reason string) error {
	all, err := alongOf(tx, chosen, h.At)
	if err != nil {
		return err
	}
	var going []stock.Along
	var bad []fault.Field
	for _, key := range ticked {
		if !slices.ContainsFunc(all, func(a stock.Along) bool { return PartKey(a) == key }) {
			bad = append(bad, fault.Field{Name: "parts", Key: "handover.part_unknown", Args: fault.Args{"part": key}})
		}
	}
	for _, a := range all {
		switch {
		case slices.Contains(ticked, PartKey(a)):
			going = append(going, a)
		case !a.Optional && reason == "":
			bad = append(bad, a.Missing())
		}
	}
	if len(bad) > 0 {
		return fault.InFields(bad...)
	}
	sent, err := stock.SendAlong(tx, going, h.Person, h.Number, h.At)
	for _, s := range sent {
		h.Parts = append(h.Parts, Accessory{
			UnitCode: s.Unit.Code, Model: s.Part.ID, ModelName: s.Part.Name, Quantity: s.Pieces, Price: s.Price, FromStock: !s.Lot.IsZero(),
		})
		h.Total += s.Pieces * s.Price
	}
	h.PartsLeft = reason
	return err
}
