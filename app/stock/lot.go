package stock

import (
	"time"

	"lumbung/app/op"
	"lumbung/storage"
)

// Source is how goods came into the hands of a centre.
type Source string

// The sources.
const (
	Purchase   Source = "purchase"
	Production Source = "production" // made by the centre's own SKA
	Donation   Source = "donation"
	Return     Source = "return" // a unit comes back from a person
)

// Sources lists the sources.
func Sources() []Source { return []Source{Purchase, Production, Donation, Return} }

// node is where goods of the source come from, seen from a centre. A return has
// none of its own: it comes from wherever the unit is.
func (s Source) node(centre string) Node {
	switch s {
	case Production:
		return Node{AtProduction, centre}
	case Donation:
		return Node{AtDonor, centre}
	default:
		return Node{AtSupplier, centre}
	}
}

// Lot is goods that came in together: of one model, from one fund, at one cost.
// Fund, donor and account stay with the goods wherever they go.
type Lot struct {
	ID         op.ID     `cbor:"1,keyasint" json:"id"`
	Model      op.ID     `cbor:"2,keyasint" json:"model"`
	Centre     string    `cbor:"3,keyasint" json:"centre"` // that received it first
	Source     Source    `cbor:"4,keyasint" json:"source"`
	Fund       string    `cbor:"5,keyasint,omitempty" json:"fund,omitempty"`
	Donor      string    `cbor:"6,keyasint,omitempty" json:"donor,omitempty"`
	Account    string    `cbor:"7,keyasint,omitempty" json:"account,omitempty"`   // budget account, an attribute and never a constant
	UnitCost   int64     `cbor:"8,keyasint,omitempty" json:"unit_cost,omitempty"` // whole rupiah
	Expiry     time.Time `cbor:"9,keyasint,omitzero" json:"expires_at,omitzero"`  // of batteries and pads; zero for none
	Receipt    op.ID     `cbor:"10,keyasint" json:"receipt"`
	ReceivedAt time.Time `cbor:"11,keyasint" json:"received_at"`
}

var lots = storage.Table[Lot]{
	Kind: "lot",
	ID:   func(l *Lot) storage.Key { return storage.LotByID.Key().ID(l.ID) },
	Index: func(l *Lot) []storage.Key {
		return []storage.Key{storage.LotByModel.Key().ID(l.Model).Text(l.Centre).ID(l.ID)}
	},
}
