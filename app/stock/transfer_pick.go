package stock

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Picking sets goods aside for a transfer: units by code or serial number, one
// or many at once, and of counted models how many pieces of which line.
type Picking struct {
	Transfer string       `json:"id" validate:"required,max=40"`
	Codes    []string     `json:"codes" validate:"max=120,dive,max=200"`
	Lines    []PickedLine `json:"lines" validate:"max=30,dive"`
}

// PickedLine says how many pieces of a counted model are set aside in all; the
// line is its place on the transfer, from 1.
type PickedLine struct {
	Line     int   `json:"line" validate:"required,min=1,max=30"`
	Quantity int64 `json:"quantity" validate:"min=0,max=1000000"`
	Lot      op.ID `json:"lot"` // zero: what expires first
}

// Check finds what no tag can say.
func (in Picking) Check() []fault.Field {
	if len(in.Codes) == 0 && len(in.Lines) == 0 {
		return []fault.Field{{Name: "codes", Key: "transfer.nothing_scanned"}}
	}
	return nil
}

// PickTransfer sets goods aside. A unit is then held for the transfer: it cannot
// be reserved, handed over or moved otherwise until it is shipped or let go. The
// pieces of a counted model are taken when they are shipped. It is refused as a
// whole, each code with what is in its way: who has it, since when, by which
// document.
func (s *Stock) PickTransfer(ctx context.Context, in Picking) (Transfer, error) {
	in.Codes = heard(in.Codes)
	return op.Write(ctx, s.d, policy.TransferPick, in, func(tx *op.Tx) (Transfer, error) {
		t, err := transferAt(tx, in.Transfer, 0, sender, TransferApproved)
		if err != nil {
			return t, err
		}
		before := t.Picked()
		if err := t.pickAll(tx, in.Codes); err != nil {
			return t, err
		}
		for i, l := range in.Lines {
			if err := t.pickCounted(tx, l, fmt.Sprintf("lines.%d.", i)); err != nil {
				return t, err
			}
		}
		tx.Changed("quantity", fmt.Sprint(before), fmt.Sprint(t.Picked()))
		return t, t.save(tx)
	})
}

func (t *Transfer) pickAll(tx *op.Tx, codes []string) error {
	var bad []fault.Field
	seen := map[op.ID]int{}
	for i, code := range codes {
		line, u, err := t.wantedUnit(tx, code, tx.At)
		if first, twice := seen[u.ID]; twice && !u.ID.IsZero() {
			err = fault.New(fault.Conflict, "transfer.code_twice", fault.Args{"code": u.Code, "first": first + 1})
		} else if err == nil {
			seen[u.ID] = i
			err = t.pick(tx, line, u)
		}
		if err == nil {
			continue
		}
		f := fault.As(err)
		if f.Code != fault.Conflict && f.Code != fault.NotFound {
			return err
		}
		bad = append(bad, fault.Field{Name: fmt.Sprintf("codes.%d", i), Key: f.Key, Args: f.Args})
	}
	if len(bad) > 0 {
		return fault.InFields(bad...)
	}
	return nil
}

// wantedUnit finds the unit of a code, or of a serial number of a model on the
// transfer, and the line that it can fill.
func (t Transfer) wantedUnit(r storage.Reader, text string, now time.Time) (line int, u Unit, err error) {
	u, err = heardUnit(r, text, t.modelIDs(), now)
	if fault.CodeOf(err) == fault.NotFound {
		return 0, u, fault.New(fault.NotFound, "transfer.code_unknown", fault.Args{"code": shown(text)})
	}
	if err != nil {
		return 0, u, err
	}
	line = slices.IndexFunc(t.Lines, func(l TransferLine) bool { return l.Model == u.Model })
	if line < 0 {
		return 0, u, fault.New(fault.Conflict, "transfer.model_unasked", fault.Args{"code": u.Code})
	}
	return line, u, nil
}

// pick binds a unit to a line.
func (t *Transfer) pick(tx *op.Tx, line int, u Unit) error {
	l := &t.Lines[line]
	if err := t.reachable(u); err != nil {
		return err
	}
	if l.Picked >= l.Asked {
		return fault.New(fault.Conflict, "transfer.line_full", fault.Args{"code": u.Code, "n": l.Asked})
	}
	after := u
	after.Allocation = t.ID
	after.Reserved = Mark{By: tx.By.Name, At: tx.At, Document: t.Number}
	if _, err := putUnit(tx, u, after); err != nil {
		return err
	}
	tx.About("unit", u.ID, u.Code)
	l.Parcels = append(l.Parcels, Parcel{Unit: u.ID, Code: u.Code, Serial: u.Serial, Lot: u.Lot})
	l.Picked++
	return nil
}

// reachable tells whether the unit can be set aside: it stands in the warehouse
// that sends, no hold keeps it, and nobody else has it. A broken one may go, to
// where it can be repaired.
func (t Transfer) reachable(u Unit) error {
	switch {
	case u.Allocation == t.ID:
		return fault.New(fault.Conflict, "transfer.picked_already", fault.Args{"code": u.Code, "since": u.Reserved.At, "by": u.Reserved.By})
	case u.Node.Real() && u.Node.Warehouse() != t.From.Node.Warehouse(), !u.Node.Real() && u.Centre != t.From.Centre:
		return fault.New(fault.Conflict, "transfer.not_at_sender", standing(u))
	case !u.Node.Real(), u.Hold != Free, !u.Recall.IsZero(), !u.Allocation.IsZero():
		return refuse(u)
	}
	return nil
}

// pickedForTransfer tells whether what a unit is held for is a transfer: then
// nothing else may move it, not even from shelf to shelf.
func pickedForTransfer(r storage.Reader, u Unit) (bool, error) {
	if u.Allocation.IsZero() {
		return false, nil
	}
	_, picked, err := transfers.Get(r, storage.TransferByID.Key().ID(u.Allocation))
	return picked, err
}

// pickCounted notes how many pieces of a counted model go.
func (t *Transfer) pickCounted(r storage.Reader, in PickedLine, at string) error {
	if in.Line > len(t.Lines) {
		return fault.InField(at+"line", "transfer.no_line", nil)
	}
	l := &t.Lines[in.Line-1]
	m, err := ModelByID(r, l.Model)
	switch {
	case err != nil:
		return err
	case m.Tracking == Serialised:
		return fault.InField(at+"quantity", "transfer.units_by_code", fault.Args{"model": m.Name})
	case in.Quantity > l.Asked:
		return fault.InField(at+"quantity", "transfer.more_than_asked", fault.Args{"n": l.Asked})
	}
	if !in.Lot.IsZero() {
		lot, err := LotByID(r, in.Lot)
		if err == nil && lot.Model != m.ID {
			err = fault.Missing("lot")
		}
		if err != nil {
			return inField(err, at+"lot", "transfer.lot_unknown")
		}
		l.Lot = in.Lot
	}
	if _, err := t.taken(r, *l, in.Quantity); err != nil {
		return atField(err, at+"quantity")
	}
	l.Picked = in.Quantity
	return nil
}

// taken are the lines of the ledger that take pieces of a counted model out of
// the warehouse that sends and its shelves: what expires first before the rest.
func (t Transfer) taken(r storage.Reader, l TransferLine, quantity int64) ([]Line, error) {
	held, err := t.held(r, l)
	if err != nil {
		return nil, err
	}
	var lines []Line
	left := quantity
	for _, x := range held {
		if n := min(left, x.Quantity); n > 0 {
			lines = append(lines, Line{Model: l.Model, Lot: x.ID, From: x.at, To: t.transit(), Quantity: n})
			left -= n
		}
	}
	if left > 0 {
		return nil, fault.New(fault.Conflict, "stock.not_enough", fault.Args{"place": t.From.Name, "n": quantity - left, "wanted": quantity})
	}
	return lines, nil
}

// stackedLot is a lot at one place of a warehouse.
type stackedLot struct {
	HeldLot
	at Node
}

// held lists what the warehouse that sends has for a line of a counted model, in
// the order in which it should leave.
func (t Transfer) held(r storage.Reader, l TransferLine) ([]stackedLot, error) {
	places, err := nodesOf(r, t.From.Node)
	if err != nil {
		return nil, err
	}
	var all []stackedLot
	for _, at := range places {
		lots, err := LotsAt(r, at, l.Model)
		if err != nil {
			return nil, err
		}
		for _, x := range lots {
			if l.Lot.IsZero() || l.Lot == x.ID {
				all = append(all, stackedLot{x, at})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b stackedLot) int { return firstOut(a.Lot, b.Lot) })
	return all, nil
}

// atField shows a refusal of the ledger beside a field of the form.
func atField(err error, name string) error {
	var f *fault.Error
	if errors.As(err, &f) && f.Code == fault.Conflict {
		return fault.InField(name, f.Key, f.Args)
	}
	return err
}

// LettingGo takes units off a transfer again before it is shipped.
type LettingGo struct {
	Transfer string   `json:"id" validate:"required,max=40"`
	Codes    []string `json:"codes" validate:"max=120,dive,max=200"`
}

// Check finds what no tag can say.
func (in LettingGo) Check() []fault.Field {
	if len(in.Codes) == 0 {
		return []fault.Field{{Name: "codes", Key: "transfer.nothing_scanned"}}
	}
	return nil
}

// UnpickTransfer lets picked units go, whatever has become of them since.
func (s *Stock) UnpickTransfer(ctx context.Context, in LettingGo) (Transfer, error) {
	in.Codes = heard(in.Codes)
	return op.Write(ctx, s.d, policy.TransferPick, in, func(tx *op.Tx) (Transfer, error) {
		t, err := transferAt(tx, in.Transfer, 0, sender, TransferApproved)
		if err != nil {
			return t, err
		}
		before := t.Picked()
		var bad []fault.Field
		for i, code := range in.Codes {
			line, parcel, err := t.parcelOf(tx, code, tx.At)
			if err != nil {
				return t, err
			}
			if parcel == nil {
				bad = append(bad, fault.Field{Name: fmt.Sprintf("codes.%d", i), Key: "transfer.not_picked", Args: fault.Args{"code": shown(code)}})
				continue
			}
			unit := parcel.Unit
			if err := t.letGo(tx, line, func(p Parcel) bool { return p.Unit == unit }); err != nil {
				return t, err
			}
		}
		if len(bad) > 0 {
			return t, fault.InFields(bad...)
		}
		tx.Changed("quantity", fmt.Sprint(before), fmt.Sprint(t.Picked()))
		return t, t.save(tx)
	})
}

// letGo frees the units of a line that are chosen.
func (t *Transfer) letGo(tx *op.Tx, line int, chosen func(Parcel) bool) error {
	l := &t.Lines[line]
	var kept []Parcel
	for _, p := range l.Parcels {
		if !chosen(p) {
			kept = append(kept, p)
			continue
		}
		u, err := UnitByID(tx, p.Unit)
		if err != nil {
			return err
		}
		l.Picked--
		if u.Allocation != t.ID {
			continue
		}
		after := u
		after.Allocation, after.Reserved = op.ID{}, Mark{}
		if _, err := putUnit(tx, u, after); err != nil {
			return err
		}
		tx.About("unit", u.ID, u.Code)
	}
	l.Parcels = kept
	return nil
}
