package stock

import (
	"bytes"
	"slices"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// MovementKind is why goods moved.
type MovementKind string

// The kinds of movement.
const (
	Receive MovementKind = "receive"
	Issued  MovementKind = "issue"
	Reverse MovementKind = "reverse" // takes a movement back, line by line

	Moved      MovementKind = "move"      // between places of a centre
	Shipped    MovementKind = "ship"      // into transit, to another centre or warehouse
	Arrived    MovementKind = "arrive"    // out of transit
	CountedOff MovementKind = "count"     // a stock-taking sets the book right
	WrittenOff MovementKind = "write-off" // lost or scrapped
	Adjusted   MovementKind = "adjust"    // the book is corrected, with a reason
	LoanedOut  MovementKind = "loan"      // on loan for use
	Repaired   MovementKind = "repair"    // into a workshop and out of it
	Consumed   MovementKind = "consume"   // used up or built into something
	Returned   MovementKind = "return"    // from whoever had it
)

// Cause is the document behind a movement: what kind of record and which. The
// zero Cause is a movement that stands for itself.
type Cause struct {
	Kind string `cbor:"1,keyasint,omitempty" json:"kind"` // e.g. "transfer"
	ID   op.ID  `cbor:"2,keyasint,omitzero" json:"id"`
}

// Movement is one entry of the ledger. Its lines never change; ReversedBy alone
// is set later, when another movement takes it back.
type Movement struct {
	ID         op.ID        `cbor:"1,keyasint" json:"id"`
	Kind       MovementKind `cbor:"2,keyasint" json:"kind"`
	Centre     string       `cbor:"3,keyasint" json:"centre"`
	Occurred   time.Time    `cbor:"4,keyasint" json:"occurred_at"` // when it happened
	Recorded   time.Time    `cbor:"5,keyasint" json:"recorded_at"` // when it was written
	By         policy.Actor `cbor:"6,keyasint" json:"by"`          // as they were
	Document   string       `cbor:"7,keyasint,omitempty" json:"document,omitempty"`
	Receipt    op.ID        `cbor:"8,keyasint,omitzero" json:"receipt"`
	Reverses   op.ID        `cbor:"9,keyasint,omitzero" json:"reverses"`
	ReversedBy op.ID        `cbor:"10,keyasint,omitzero" json:"reversed_by"`
	Reason     string       `cbor:"11,keyasint,omitempty" json:"reason,omitempty"`
	Lines      []Line       `cbor:"12,keyasint" json:"lines"`
	Cause      Cause        `cbor:"13,keyasint,omitzero" json:"cause,omitzero"`
	Note       string       `cbor:"14,keyasint,omitempty" json:"note,omitempty"`
}

// Line is a quantity of one lot that went from a node to a node. For serialised
// models it names the units, as many as the quantity.
type Line struct {
	Model    op.ID   `cbor:"1,keyasint" json:"model"`
	Lot      op.ID   `cbor:"2,keyasint" json:"lot"`
	From     Node    `cbor:"3,keyasint" json:"from"`
	To       Node    `cbor:"4,keyasint" json:"to"`
	Quantity int64   `cbor:"5,keyasint" json:"quantity"` // pieces, above zero
	Units    []op.ID `cbor:"6,keyasint,omitempty" json:"units,omitempty"`
}

var movements = storage.Table[Movement]{
	Kind: "movement",
	ID:   func(m *Movement) storage.Key { return storage.MovementByID.Key().ID(m.ID) },
	Index: func(m *Movement) []storage.Key {
		keys := []storage.Key{storage.MovementByCentre.Key().Text(m.Centre).Time(m.Occurred).ID(m.ID)}
		for _, l := range m.Lines {
			keys = l.index(keys, m)
		}
		if len(keys) == 2 {
			return keys
		}
		slices.SortFunc(keys, func(a, b storage.Key) int { return bytes.Compare(a, b) })
		return slices.CompactFunc(keys, func(a, b storage.Key) bool { return bytes.Equal(a, b) })
	},
}

// index adds the keys under which a line is found: by item and, of counted
// models, by lot at each place that it touches, and by each of its units.
func (l Line) index(keys []storage.Key, m *Movement) []storage.Key {
	for _, at := range l.touched() {
		node := at.String()
		keys = append(keys, storage.MovementByItem.Key().ID(l.Model).Text(node).Time(m.Occurred).ID(m.ID))
		if len(l.Units) == 0 {
			keys = append(keys, storage.MovementByLot.Key().ID(l.Lot).Text(node).Time(m.Occurred).ID(m.ID))
		}
	}
	for _, u := range l.Units {
		keys = append(keys, storage.MovementByUnit.Key().ID(u).Time(m.Occurred).ID(m.ID))
	}
	return keys
}

// touched are the places on whose cards the line stands: a shelf, and the
// warehouse with all its shelves unless the line stays within it.
func (l Line) touched() (at []Node) {
	within := l.From.Real() && l.To.Real() && l.From.Warehouse() == l.To.Warehouse()
	for _, n := range []Node{l.From, l.To} {
		if n.Kind == AtBin {
			at = append(at, n)
		}
		if n.Real() && !within {
			at = append(at, WarehouseNode(n.Warehouse()))
		} else if !n.Real() && n.traced() {
			at = append(at, n)
		}
	}
	return at
}

// Flow is what a movement brought to a place and took from it, of one model and,
// unless lot is zero, of one lot. A warehouse stands for all its shelves: what
// goes from one to another is no flow of it.
func (m Movement) Flow(model, lot op.ID, at Node) (in, out int64) {
	holds := func(n Node) bool {
		return n == at || at.Kind == AtWarehouse && n.Real() && n.Warehouse() == at.Ref
	}
	for _, l := range m.Lines {
		if l.Model != model || !lot.IsZero() && l.Lot != lot || holds(l.From) == holds(l.To) {
			continue
		}
		if holds(l.To) {
			in += l.Quantity
		} else {
			out += l.Quantity
		}
	}
	return in, out
}
