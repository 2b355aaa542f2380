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
)

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
			for _, n := range []Node{l.From, l.To} {
				keys = append(keys, storage.MovementByItem.Key().ID(l.Model).Text(n.String()).Time(m.Occurred).ID(m.ID))
			}
			for _, u := range l.Units {
				keys = append(keys, storage.MovementByUnit.Key().ID(u).Time(m.Occurred).ID(m.ID))
			}
		}
		slices.SortFunc(keys, func(a, b storage.Key) int { return bytes.Compare(a, b) })
		return slices.CompactFunc(keys, func(a, b storage.Key) bool { return bytes.Equal(a, b) })
	},
}
