package stock

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// Along is a part that belongs to a unit and goes with it to its person.
type Along struct {
	Unit     Unit
	Part     Model
	Quantity int64
	Optional bool
	There    int64 // in the warehouse where the unit is; 0: it can only be in the box of the unit
}

// AlongWith lists what has to go with a unit, as its model's list of parts says.
func AlongWith(r storage.Reader, unit op.ID, now time.Time) ([]Along, error) {
	u, err := UnitByID(r, unit)
	if err != nil || !u.Node.Real() {
		return nil, err
	}
	list, err := PartListOf(r, u.Model)
	if err != nil {
		return nil, err
	}
	at, err := FindPlace(r, u.Node.Warehouse(), u.Centre)
	if err != nil {
		return nil, err
	}
	var along []Along
	for _, a := range list.Parts {
		m, err := ModelByID(r, a.Model)
		if err != nil {
			return nil, err
		}
		found, err := lookFor(r, a.Model, at, now)
		if err != nil {
			return nil, err
		}
		along = append(along, Along{Unit: u, Part: m, Quantity: a.Quantity, Optional: a.Optional, There: found.There})
	}
	return along, nil
}

// Sent is what of one lot went along with a unit. Price is zero, and no lot is
// named, for a part that was in the box of the unit and not in the books.
type Sent struct {
	Along
	Lot    op.ID
	Price  int64 // unit cost of the lot, whole rupiah
	Pieces int64
}

// SendAlong issues parts to a person within the transaction and the action of
// the caller, from the warehouses of their units, and asks the policy about the
// centre of each. What the warehouse does not have is only noted: it came in the
// box. It has to be called before the units themselves are issued.
func SendAlong(tx *op.Tx, parts []Along, to op.ID, document string, at time.Time) ([]Sent, error) {
	person := Node{AtBeneficiary, to.String()}
	m := Movement{Kind: Issued, Occurred: at, Document: document}
	var sent []Sent
	taken := map[spot]int64{} // by earlier parts of this command
	for _, p := range parts {
		if err := tx.Allow(p.Unit.Centre); err != nil {
			return nil, err
		}
		m.Centre = p.Unit.Centre
		place, err := FindPlace(tx, p.Unit.Node.Warehouse(), p.Unit.Centre)
		if err != nil {
			return nil, err
		}
		lines, prices, err := takeAlong(tx, p, place, at, taken)
		if err != nil {
			return nil, err
		}
		if len(lines) == 0 {
			sent = append(sent, Sent{Along: p, Pieces: p.Quantity})
		}
		for i, l := range lines {
			l.To = person
			m.Lines = append(m.Lines, l)
			sent = append(sent, Sent{p, l.Lot, prices[i], l.Quantity})
		}
	}
	if len(m.Lines) == 0 {
		return sent, nil
	}
	_, err := post(tx, m, nil)
	return sent, err
}

// takeAlong takes one part from a place, less what this command has taken there
// already; nothing when there is not enough.
func takeAlong(r storage.Reader, p Along, at Place, now time.Time, taken map[spot]int64) (lines []Line, prices []int64, err error) {
	found, err := lookFor(r, p.Part.ID, at, now)
	if err != nil {
		return nil, nil, err
	}
	left := p.Quantity
	for i, l := range found.Lines {
		here := spot{l.From, l.Model, l.Lot}
		n := min(left, l.Quantity-taken[here])
		if n <= 0 {
			continue
		}
		l.Quantity = n
		left -= n
		lines, prices = append(lines, l), append(prices, found.Prices[i])
	}
	if left > 0 {
		return nil, nil, nil
	}
	for _, l := range lines {
		taken[spot{l.From, l.Model, l.Lot}] += l.Quantity
	}
	return lines, prices, nil
}

// Missing is the refusal of a unit whose required part stays behind.
func (a Along) Missing() fault.Field {
	return fault.Field{Name: "parts", Key: "handover.part_left", Args: fault.Args{"model": a.Part.Name, "code": a.Unit.Code}}
}
