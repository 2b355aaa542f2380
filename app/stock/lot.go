package stock

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
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
	Return     Source = "return"  // a unit comes back from a person
	Opening    Source = "opening" // it lay there when this book was opened
)

// Sources lists the sources.
func Sources() []Source { return []Source{Purchase, Production, Donation, Return, Opening} }

// node is where goods of the source come from, seen from a centre. A return has
// none of its own: it comes from wherever the unit is.
func (s Source) node(centre string) Node {
	switch s {
	case Production:
		return Node{AtProduction, centre}
	case Donation:
		return Node{AtDonor, centre}
	case Opening:
		return Node{AtOpening, centre}
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
	Code       string    `cbor:"12,keyasint,omitempty" json:"code,omitempty"`         // batch number as people gave it; several lots may share one
	Design     string    `cbor:"13,keyasint,omitempty" json:"design,omitempty"`       // version of the design that it was made after
	MadeAt     time.Time `cbor:"14,keyasint,omitzero" json:"made_at,omitzero"`        // as printed on it; zero for not known
	Held       bool      `cbor:"15,keyasint,omitempty" json:"held,omitempty"`         // its receipt is being taken back: nothing of it may go
	Warranty   time.Time `cbor:"40,keyasint,omitzero" json:"warranty_until,omitzero"` // see warranty.go
}

var lots = storage.Table[Lot]{
	Kind: "lot",
	ID:   func(l *Lot) storage.Key { return storage.LotByID.Key().ID(l.ID) },
	Index: func(l *Lot) []storage.Key {
		keys := []storage.Key{storage.LotByModel.Key().ID(l.Model).Text(l.Centre).ID(l.ID)}
		if l.Code != "" {
			keys = append(keys, lotCodeKey(l.Model, l.Code).ID(l.ID))
		}
		if !l.Warranty.IsZero() {
			keys = append(keys, l.warrantyKey())
		}
		return keys
	},
}

// lotCodeKey begins the keys of the lots of a model that share a batch number,
// in whatever case it was typed.
func lotCodeKey(model op.ID, code string) storage.Key {
	return storage.LotByCode.Key().ID(model).Text(strings.ToUpper(code))
}

// LotByID returns a lot, or a NotFound fault.
func LotByID(r storage.Reader, id op.ID) (Lot, error) {
	l, ok, err := lots.Get(r, storage.LotByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("lot")
	}
	return l, err
}

// LotsByCode yields the lots of a model that carry a batch number, oldest first.
func LotsByCode(r storage.Reader, model op.ID, code string) iter.Seq2[Lot, error] {
	return lots.All(r, lotCodeKey(model, code))
}

// Expired tells whether the lot must not be handed out any more at an instant.
func (l Lot) Expired(at time.Time) bool { return !l.Expiry.IsZero() && at.After(l.Expiry) }

// HeldLot is a lot with how many pieces of it are at a place.
type HeldLot struct {
	Lot
	Quantity int64
}

// LotsAt returns the lots of a model that are at a node, those that expire first
// before the others, then those that were received first. It is for offering:
// whether enough is left is decided when it is posted.
func LotsAt(r storage.Reader, at Node, model op.ID) ([]HeldLot, error) {
	var held []HeldLot
	for b, err := range balances.All(r, storage.BalanceByKey.Key().Text(at.String()).ID(model)) {
		if err != nil {
			return nil, err
		}
		l, err := LotByID(r, b.Lot)
		if err != nil {
			return nil, err
		}
		if b.Quantity > 0 {
			held = append(held, HeldLot{l, b.Quantity})
		}
	}
	slices.SortStableFunc(held, func(a, b HeldLot) int { return firstOut(a.Lot, b.Lot) })
	return held, nil
}

// firstOut orders lots as they should leave: first expired first out, and among
// those without an expiry first received first out.
func firstOut(a, b Lot) int {
	if a.Expiry.IsZero() != b.Expiry.IsZero() {
		if a.Expiry.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(a.Expiry.Compare(b.Expiry), a.ReceivedAt.Compare(b.ReceivedAt), byID(a.ID, b.ID))
}

// takeLots splits a quantity of a counted model over the lots at a node into
// lines that lead to another: all of it from lot when that is not zero, else
// from those that should leave first. It fails with Conflict when there is not
// enough, naming what there is.
func takeLots(r storage.Reader, model op.ID, from, to Node, quantity int64, lot op.ID) ([]Line, error) {
	held, err := LotsAt(r, from, model)
	if err != nil {
		return nil, err
	}
	var lines []Line
	left, there := quantity, int64(0)
	for _, l := range held {
		if !lot.IsZero() && l.ID != lot {
			continue
		}
		there += l.Quantity
		if n := min(left, l.Quantity); n > 0 {
			lines = append(lines, Line{Model: model, Lot: l.ID, From: from, To: to, Quantity: n})
			left -= n
		}
	}
	if left > 0 {
		return nil, fault.New(fault.Conflict, "stock.not_enough", fault.Args{"place": from.Ref, "n": there, "wanted": quantity})
	}
	return lines, nil
}
