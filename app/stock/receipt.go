package stock

import (
	"fmt"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

// MaxQuantity is the most pieces of a counted model that one receipt can bring:
// more is a slip of the finger.
const MaxQuantity = 1_000_000

// Receipt is the document of goods that came in. It is never edited; Undo takes
// it back.
type Receipt struct {
	ID         op.ID        `cbor:"1,keyasint" json:"id"`
	Number     string       `cbor:"2,keyasint" json:"number"` // within the centre: TRM-2026-0001
	Centre     string       `cbor:"3,keyasint" json:"centre"`
	Warehouse  string       `cbor:"4,keyasint" json:"warehouse"`
	Model      op.ID        `cbor:"5,keyasint" json:"model"`
	Lot        op.ID        `cbor:"6,keyasint,omitzero" json:"lot"` // zero for a return, whose units keep theirs
	Movement   op.ID        `cbor:"7,keyasint" json:"movement"`
	Source     Source       `cbor:"8,keyasint" json:"source"`
	Fund       string       `cbor:"9,keyasint,omitempty" json:"fund,omitempty"`
	Donor      string       `cbor:"10,keyasint,omitempty" json:"donor,omitempty"`
	Account    string       `cbor:"11,keyasint,omitempty" json:"account,omitempty"`
	UnitCost   int64        `cbor:"12,keyasint,omitempty" json:"unit_cost,omitempty"`
	Quantity   int64        `cbor:"13,keyasint" json:"quantity"`
	Units      []op.ID      `cbor:"14,keyasint,omitempty" json:"units,omitempty"`
	Occurred   time.Time    `cbor:"15,keyasint" json:"occurred_at"`
	Recorded   time.Time    `cbor:"16,keyasint" json:"recorded_at"`
	By         policy.Actor `cbor:"17,keyasint" json:"by"`
	Note       string       `cbor:"18,keyasint,omitempty" json:"note,omitempty"`
	ReversedBy op.ID        `cbor:"19,keyasint,omitzero" json:"reversed_by"` // movement that took it back
	ReversedAt time.Time    `cbor:"20,keyasint,omitzero" json:"reversed_at,omitzero"`
	Version    int64        `cbor:"21,keyasint" json:"version"`
	Shelf      string       `cbor:"22,keyasint,omitempty" json:"shelf,omitempty"`
	Posting    bool         `cbor:"23,keyasint,omitempty" json:"posting,omitempty"` // its units are still coming in: none can be reserved
	Serials    []string     `cbor:"24,keyasint,omitempty" json:"-"`                 // while it is posting: those that have no unit yet
	Undoing    string       `cbor:"26,keyasint,omitempty" json:"-"`                 // why it is being taken back, part by part
	More       []op.ID      `cbor:"25,keyasint,omitempty" json:"-"`                 // further movements of a large receipt
}

// node is the place that the goods came to.
func (r *Receipt) node() Node {
	if r.Shelf != "" {
		return ShelfNode(r.Warehouse, r.Shelf)
	}
	return WarehouseNode(r.Warehouse)
}

var receipts = storage.Table[Receipt]{
	Kind: "receipt",
	ID:   func(r *Receipt) storage.Key { return storage.ReceiptByID.Key().ID(r.ID) },
	Index: func(r *Receipt) []storage.Key {
		return []storage.Key{storage.ReceiptByCentre.Key().Text(r.Centre).Time(r.Occurred).ID(r.ID)}
	},
}

// ReceiptByID returns a receipt, or a NotFound fault.
func ReceiptByID(r storage.Reader, id op.ID) (Receipt, error) {
	rec, ok, err := receipts.Get(r, storage.ReceiptByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("receipt")
	}
	return rec, err
}

// NewReceipt is what is said of goods that come in: once for all of them, then
// one serial number after the other, or a quantity when the model is counted.
type NewReceipt struct {
	Model     string    `json:"model" validate:"required,max=120"` // slug, code or id
	Source    Source    `json:"source" validate:"required,oneof=purchase production donation return opening"`
	Fund      string    `json:"fund" validate:"max=80"` // e.g. APBN 2026; required but for a return
	Donor     string    `json:"donor" validate:"max=120"`
	Account   string    `json:"account" validate:"max=6"`
	Serials   []string  `json:"serials"`
	Quantity  int64     `json:"quantity"`
	UnitCost  int64     `json:"unit_cost" validate:"min=0,max=100000000000"`
	Occurred  time.Time `json:"occurred_at"`                  // zero for now
	Warehouse string    `json:"warehouse" validate:"max=120"` // code of a warehouse or shelf; empty for the main one of the actor's centre
	Lot       string    `json:"lot" validate:"max=80"`        // batch number as it is printed
	Expiry    time.Time `json:"expires_at"`                   // last day of use; zero for none
	Design    string    `json:"design" validate:"max=40"`     // version of the design that it was made after
	Note      string    `json:"note" validate:"max=500"`
}

// Check finds what no tag can say.
func (in NewReceipt) Check() (bad []fault.Field) {
	if in.Source != Return && in.Fund == "" {
		bad = append(bad, fault.Field{Name: "fund", Key: "field.required"})
	}
	if in.Source == Donation && in.Donor == "" {
		bad = append(bad, fault.Field{Name: "donor", Key: "field.required"})
	}
	if in.Account != "" && !reference.ValidAccountCode(in.Account) {
		bad = append(bad, fault.Field{Name: "account", Key: "receipt.account"})
	}
	switch {
	case len(in.Serials) > 0 && in.Quantity != 0 && in.Quantity != int64(len(in.Serials)):
		bad = append(bad, fault.Field{Name: "quantity", Key: "receipt.quantity_differs", Args: fault.Args{"n": len(in.Serials)}})
	case in.Quantity < 0, len(in.Serials) == 0 && in.Quantity == 0:
		bad = append(bad, fault.Field{Name: "quantity", Key: "receipt.quantity"})
	case in.Quantity > MaxQuantity:
		bad = append(bad, fault.Field{Name: "quantity", Key: "field.max", Args: fault.Args{"param": fmt.Sprint(MaxQuantity)}})
	}
	if !in.Expiry.IsZero() && in.Expiry.Year() < firstYear {
		bad = append(bad, fault.Field{Name: "expires_at", Key: "stock.too_early", Args: fault.Args{"year": fmt.Sprint(firstYear)}})
	}
	most := MaxSerials
	if in.Source == Return {
		most = MaxMove
	}
	return append(bad, checkSerials(in.Serials, most)...)
}

// checkOccurred refuses a time that cannot be one of the ledger.
func checkOccurred(at, now time.Time) error {
	switch {
	case at.After(now):
		return fault.InField("occurred_at", "stock.future", nil)
	case at.In(wib).Year() < firstYear:
		return fault.InField("occurred_at", "stock.too_early", fault.Args{"year": fmt.Sprint(firstYear)})
	}
	return nil
}
