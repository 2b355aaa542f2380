package stock

import (
	"strings"

	"lumbung/app/op"
	"lumbung/storage"
)

// receiptWork is the kind of the work of a receipt of more units than one
// transaction holds.
const receiptWork = "receipt"

// expected keeps a serial number for a receipt that has not come to it yet.
type expected struct {
	Model   op.ID  `cbor:"1,keyasint"`
	Serial  string `cbor:"2,keyasint"`
	Receipt op.ID  `cbor:"3,keyasint"`
}

var expectations = storage.Table[expected]{
	Kind: "expected serial",
	ID:   func(e *expected) storage.Key { return expectedKey(e.Model, e.Serial) },
}

func expectedKey(model op.ID, serial string) storage.Key {
	return storage.SerialExpected.Key().ID(model).Text(strings.ToUpper(serial))
}

// expect begins a receipt of many units: it makes sure that all serial numbers
// are free and keeps them, so that whatever else comes in meanwhile, every part
// that follows will pass.
func (r *Receipt) expect(tx *op.Tx, in NewReceipt, m Model) error {
	if _, err := r.newLot(tx, in, m); err != nil {
		return err
	}
	if err := freeSerials(tx, m.ID, in.Serials, 0); err != nil {
		return err
	}
	for _, serial := range in.Serials {
		if err := expectations.Add(tx, &expected{Model: m.ID, Serial: serial, Receipt: r.ID}, nil); err != nil {
			return err
		}
	}
	r.Posting, r.Serials = true, in.Serials
	if err := beginWork(tx, receiptWork, r.ID, r.Centre, r.Quantity); err != nil {
		return err
	}
	return receipts.Add(tx, r, nil)
}

// stepReceipt brings the next units in, held; when all are there it lets them go
// part by part, and the receipt is complete.
func stepReceipt(tx *op.Tx, w *Work) (done bool, err error) {
	rec, err := ReceiptByID(tx, w.ID)
	if err != nil {
		return false, err
	}
	if len(rec.Serials) > 0 {
		return false, rec.bringPart(tx, w)
	}
	return rec.letGo(tx, w)
}

func (r *Receipt) bringPart(tx *op.Tx, w *Work) error {
	part := r.Serials[:min(unitsAtOnce, len(r.Serials))]
	lot, err := LotByID(tx, r.Lot)
	if err != nil {
		return err
	}
	changes, err := newUnits(tx, lot, part, nil, r.Source.node(r.Centre), r.node())
	if err != nil {
		return err
	}
	for i := range changes {
		changes[i].after.Hold = HoldArriving
		if err := expectations.Delete(tx, expectedKey(r.Model, part[i])); err != nil {
			return err
		}
	}
	if err := r.post(tx, nil, changes); err != nil {
		return err
	}
	if r.Serials = r.Serials[len(part):]; len(r.Serials) == 0 {
		w.Stage = "release"
	}
	r.Version++
	return receipts.Put(tx, r)
}

// letGo ends the hold of the next units. Work counts them from the first again.
func (r *Receipt) letGo(tx *op.Tx, w *Work) (done bool, err error) {
	sums := count{}
	part := r.Units[w.Done:min(int(w.Done)+unitsAtOnce, len(r.Units))]
	for _, id := range part {
		u, err := UnitByID(tx, id)
		if err != nil {
			return false, err
		}
		c := change{before: u, after: u}
		c.after.Hold = Free
		sums.shift(c.before, c.after)
		if err := c.save(tx); err != nil {
			return false, err
		}
	}
	if err := sums.apply(tx); err != nil {
		return false, err
	}
	w.Done += int64(len(part))
	if w.Done < int64(len(r.Units)) {
		return false, nil
	}
	r.Posting = false
	r.Version++
	return true, receipts.Put(tx, r)
}
