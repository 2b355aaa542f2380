package allocation

import (
	"iter"
	"time"

	"lumbung/app/op"
	"lumbung/storage"
)

// Tally is how many units of a model a centre handed over in a month. It is
// moved in the transaction of each hand-over, and Verify counts it anew.
type Tally struct {
	Centre string `cbor:"1,keyasint" json:"centre"`
	Month  int    `cbor:"2,keyasint" json:"month"` // 202605, in WIB
	Model  op.ID  `cbor:"3,keyasint" json:"model"`
	Units  int64  `cbor:"4,keyasint" json:"units"`
	Value  int64  `cbor:"5,keyasint" json:"value"` // whole rupiah
}

var tallies = storage.Table[Tally]{
	Kind: "handover tally",
	ID: func(t *Tally) storage.Key {
		return storage.HandoverTally.Key().Text(t.Centre).Int(int64(t.Month)).ID(t.Model)
	},
}

// MonthOf returns the month of an instant as tallies name it, 202605, in WIB.
func MonthOf(at time.Time) int {
	at = at.In(wib)
	return at.Year()*100 + int(at.Month())
}

// Tallies yields the tallies of a centre in the order of months, those of all
// centres when it is empty.
func Tallies(r storage.Reader, centre string) iter.Seq2[Tally, error] {
	prefix := storage.HandoverTally.Key()
	if centre != "" {
		prefix = prefix.Text(centre)
	}
	return tallies.All(r, prefix)
}

// count adds a hand-over to the tallies of its month.
func count(tx *op.Tx, h Handover) error {
	for _, line := range h.Lines {
		t := Tally{Centre: h.Centre, Month: MonthOf(h.At), Model: line.Model}
		if old, ok, err := tallies.Get(tx, tallies.ID(&t)); err != nil {
			return err
		} else if ok {
			t = old
		}
		t.Units++
		t.Value += line.Value
		if err := tallies.Put(tx, &t); err != nil {
			return err
		}
	}
	return nil
}
