package stock

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// Balance is how many pieces of a lot are at a node, kept in the transaction of
// each movement. Zero is no record.
type Balance struct {
	Node     Node   `cbor:"1,keyasint" json:"node"`
	Model    op.ID  `cbor:"2,keyasint" json:"model"`
	Lot      op.ID  `cbor:"3,keyasint" json:"lot"`
	Centre   string `cbor:"4,keyasint" json:"centre"` // in whose tally they count
	Quantity int64  `cbor:"5,keyasint" json:"quantity"`

	Expiry time.Time `cbor:"6,keyasint,omitzero" json:"expires_at,omitzero"` // of the lot, at a real node; zero for none
}

var balances = storage.Table[Balance]{
	Kind: "balance",
	ID: func(b *Balance) storage.Key {
		return storage.BalanceByKey.Key().Text(b.Node.String()).ID(b.Model).ID(b.Lot)
	},
	Index: func(b *Balance) []storage.Key {
		if b.Expiry.IsZero() {
			return nil
		}
		return []storage.Key{storage.BalanceByExpiry.Key().Text(b.Centre).Time(b.Expiry).Text(b.Node.String()).ID(b.Model).ID(b.Lot)}
	},
}

// expire notes when goods that come to a real node expire, so that they are
// listed by that day.
func (b *Balance) expire(r storage.Reader) error {
	if !b.Node.Real() {
		return nil
	}
	lot, _, err := lots.Get(r, lots.ID(&Lot{ID: b.Lot}))
	b.Expiry = lot.Expiry
	return err
}

// moveBalance adds delta to the balance at a node and returns it as it is then.
// A real node is never brought below zero.
func moveBalance(tx *op.Tx, b Balance, delta int64) (Balance, error) {
	old, ok, err := balances.Get(tx, balances.ID(&b))
	if err != nil {
		return b, err
	}
	if ok {
		b = old
	} else if err := b.expire(tx); err != nil {
		return b, err
	}
	b.Quantity += delta
	if b.Node.Real() && b.Quantity < 0 {
		return b, fault.New(fault.Conflict, "stock.not_enough", fault.Args{
			"place": b.Node.Ref, "n": old.Quantity, "wanted": -delta,
		})
	}
	if b.Quantity == 0 {
		return b, balances.Delete(tx, balances.ID(&b))
	}
	return b, balances.Put(tx, &b)
}
