package stock

import (
	"context"
	"fmt"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Receive posts a receipt: a document, a lot, a movement into the warehouse, and
// for a serialised model a unit for each serial number. One piece and two
// hundred take the same path. It fails with Invalid naming each field, also the
// position of a serial number that is known already. A receipt of many units
// comes in part by part: until the last is there, none can be reserved.
func (s *Stock) Receive(ctx context.Context, in NewReceipt) (Receipt, error) {
	in.Serials = trimmed(in.Serials)
	rec, err := s.beginReceipt(ctx, in)
	if err != nil || !rec.Posting {
		return rec, err
	}
	if err := s.RunWork(ctx, receiptWork, rec.ID); err != nil {
		return rec, err
	}
	return s.receiptNow(ctx, rec.ID)
}

// receiptNow reads a receipt again after the work on it.
func (s *Stock) receiptNow(ctx context.Context, id op.ID) (rec Receipt, err error) {
	err = s.d.Store.View(ctx, func(r storage.Reader) (err error) {
		rec, err = ReceiptByID(r, id)
		return err
	})
	return rec, err
}

func (s *Stock) beginReceipt(ctx context.Context, in NewReceipt) (Receipt, error) {
	return op.Write(ctx, s.d, policy.ReceiptPost, in, func(tx *op.Tx) (Receipt, error) {
		m, err := FindModel(tx, in.Model)
		if err != nil {
			return Receipt{}, inField(err, "model", "receipt.model_unknown")
		}
		place, err := placeIn(tx, "warehouse", in.Warehouse, tx.By.Centre)
		if err != nil {
			return Receipt{}, err
		}
		if err := tx.Allow(place.Centre); err != nil {
			return Receipt{}, err
		}
		attempt := in
		if attempt.Occurred.IsZero() {
			attempt.Occurred = tx.At
		}
		if err := checkOccurred(attempt.Occurred, tx.At); err != nil {
			return Receipt{}, err
		}
		return receive(tx, attempt, m, place)
	})
}

func receive(tx *op.Tx, in NewReceipt, m Model, at Place) (Receipt, error) {
	if err := checkTracking(in, m); err != nil {
		return Receipt{}, err
	}
	rec := Receipt{
		ID: tx.ID(), Centre: at.Centre, Warehouse: at.Warehouse, Shelf: at.Node.Shelf(), Model: m.ID, Source: in.Source,
		Fund: in.Fund, Donor: in.Donor, Account: in.Account, UnitCost: in.UnitCost,
		Quantity: max(in.Quantity, int64(len(in.Serials))),
		Occurred: in.Occurred.UTC(), Recorded: tx.At, By: tx.By, Note: in.Note, Version: 1,
	}
	if err := rec.number(tx); err != nil {
		return rec, err
	}
	tx.About("receipt", rec.ID, rec.Number)
	tx.About("model", m.ID, m.Code)
	tx.Changed("quantity", "0", fmt.Sprint(rec.Quantity))
	if len(in.Serials) > unitsAtOnce {
		return rec, rec.expect(tx, in, m)
	}
	lines, changes, err := bring(tx, &rec, in, m)
	if err != nil {
		return rec, err
	}
	if err := rec.post(tx, lines, changes); err != nil {
		return rec, err
	}
	return rec, receipts.Add(tx, &rec, nil)
}

// post moves goods of the receipt in.
func (r *Receipt) post(tx *op.Tx, lines []Line, changes []change) error {
	kind := Receive
	if r.Source == Return {
		kind = Returned
	}
	moved, err := post(tx, Movement{
		Kind: kind, Centre: r.Centre, Occurred: r.Occurred, Document: r.Number, Receipt: r.ID,
		Cause: Cause{receiptWork, r.ID}, Lines: lines,
	}, changes)
	if r.Movement.IsZero() {
		r.Movement = moved.ID
	} else {
		r.More = append(r.More, moved.ID)
	}
	for _, c := range changes {
		r.Units = append(r.Units, c.after.ID)
	}
	return err
}

// number gives the receipt the next number of its centre and year.
func (r *Receipt) number(tx *op.Tx) error {
	year, _ := dayOf(tx.At)
	n, err := tx.Count(r.Centre, "receipt", year)
	r.Number = fmt.Sprintf("TRM-%d-%04d", year, n)
	return err
}

func checkTracking(in NewReceipt, m Model) error {
	switch {
	case m.Tracking == Serialised && len(in.Serials) == 0:
		return fault.InField("serials", "receipt.serials_needed", fault.Args{"model": m.Name})
	case m.Tracking == Counted && len(in.Serials) > 0:
		return fault.InField("serials", "receipt.serials_refused", fault.Args{"model": m.Name})
	case m.Tracking == Counted && in.Source == Return:
		return fault.InField("source", "receipt.return_counted", nil)
	}
	return nil
}

// bring prepares what comes in: a line of a new lot for a counted model, new
// units of a new lot for a serialised one, or for a return the units themselves.
func bring(tx *op.Tx, rec *Receipt, in NewReceipt, m Model) ([]Line, []change, error) {
	if in.Source == Return {
		changes, err := comeBack(tx, rec, in)
		return nil, changes, err
	}
	lot, err := rec.newLot(tx, in, m)
	if err != nil {
		return nil, nil, err
	}
	from, to := in.Source.node(rec.Centre), rec.node()
	if m.Tracking == Counted {
		return []Line{{Model: m.ID, Lot: lot.ID, From: from, To: to, Quantity: in.Quantity}}, nil, nil
	}
	labelled, serials, err := labelsIn(tx, in.Serials, rec.Centre)
	if err != nil {
		return nil, nil, err
	}
	if err := freeSerials(tx, m.ID, serials, 0); err != nil {
		return nil, nil, err
	}
	changes, err := newUnits(tx, lot, serials, labelled, from, to)
	return nil, changes, err
}

// newLot stores the lot of what the receipt brings.
func (r *Receipt) newLot(tx *op.Tx, in NewReceipt, m Model) (Lot, error) {
	lot := Lot{
		ID: tx.ID(), Model: r.Model, Centre: r.Centre, Source: in.Source, Fund: in.Fund, Donor: in.Donor,
		Account: in.Account, UnitCost: in.UnitCost, Receipt: r.ID, ReceivedAt: r.Occurred,
		Code: in.Lot, Expiry: in.Expiry, Design: in.Design, Warranty: warrantyEnd(m, r.Occurred),
	}
	r.Lot = lot.ID
	return lot, lots.Add(tx, &lot, nil)
}

// freeSerials names all serial numbers of a model that a unit has already, or
// that a receipt on its way expects; first is the position of the first in the
// list of the form.
func freeSerials(r storage.Reader, model op.ID, serials []string, first int) error {
	var bad []fault.Field
	for i, serial := range serials {
		known, taken, err := units.Find(r, serialKey(model, serial))
		if err != nil {
			return err
		}
		if taken {
			bad = append(bad, fault.Field{Name: fmt.Sprintf("serials.%d", first+i), Key: "receipt.serial_taken", Args: fault.Args{
				"serial": known.Serial, "code": known.Code, "document": known.Moved.Document, "since": known.Moved.At,
			}})
			continue
		}
		if _, expected, err := r.Get(expectedKey(model, serial)); err != nil {
			return err
		} else if expected {
			bad = append(bad, fault.Field{Name: fmt.Sprintf("serials.%d", first+i), Key: "receipt.serial_expected", Args: fault.Args{"serial": serial}})
		}
	}
	if len(bad) > 0 {
		return fault.InFields(bad...)
	}
	return nil
}

// newUnits makes a unit for each serial number; labelled are those that bring
// their code along on a label printed ahead.
func newUnits(tx *op.Tx, lot Lot, serials []string, labelled map[string]Label, from, to Node) (changes []change, err error) {
	changes = make([]change, 0, len(serials))
	drawn := make(map[string]bool, len(serials))
	for _, serial := range serials {
		u := Unit{
			ID: tx.ID(), Serial: serial, Model: lot.Model, Lot: lot.ID, Centre: lot.Centre, Node: from, Condition: CondNew,
			Fund: lot.Fund, Donor: lot.Donor, Account: lot.Account, UnitCost: lot.UnitCost,
			Receipt: lot.Receipt, ReceivedAt: lot.ReceivedAt, Design: lot.Design, Warranty: lot.Warranty,
		}
		if u.Code, err = codeFor(tx, u, labelled, drawn); err != nil {
			return nil, err
		}
		after := u
		after.Node = to
		changes = append(changes, change{before: u, after: after, fresh: true})
	}
	return changes, nil
}

// comeBack brings units home from the persons who had them. They keep their fund
// and lot, and wait for decontamination and an inspection.
func comeBack(tx *op.Tx, rec *Receipt, in NewReceipt) ([]change, error) {
	var bad []fault.Field
	changes := make([]change, 0, len(in.Serials))
	for i, serial := range in.Serials {
		u, known, err := units.Find(tx, serialKey(rec.Model, serial))
		if err != nil {
			return nil, err
		}
		if key, args := returnable(u, known, rec.Centre, in); key != "" {
			args["serial"] = serial
			bad = append(bad, fault.Field{Name: fmt.Sprintf("serials.%d", i), Key: key, Args: args})
			continue
		}
		after := u
		after.Node, after.Hold = rec.node(), HoldDecontaminate
		after.Held = Mark{By: tx.By.Name, At: tx.At, Document: rec.Number}
		changes = append(changes, change{before: u, after: after})
	}
	if len(bad) > 0 {
		return nil, fault.InFields(bad...)
	}
	return changes, nil
}

func returnable(u Unit, known bool, centre string, in NewReceipt) (key string, args fault.Args) {
	switch {
	case !known, u.Centre != centre: // a unit of another centre comes home by a transfer
		return "receipt.serial_unknown", fault.Args{}
	case u.Node.Kind == AtLoan:
		return "receipt.on_loan", fault.Args{"since": u.Moved.At, "document": u.Moved.Document}
	case bucketOf(u) != InUse:
		return "receipt.not_in_use", fault.Args{"state": Word(bucketOf(u)), "since": u.Moved.At, "document": u.Moved.Document}
	case in.Occurred.Before(u.Moved.At):
		return "unit.before_last_move", fault.Args{"code": u.Code, "since": u.Moved.At}
	}
	return "", nil
}

// inField blames a field for a record that is not there.
func inField(err error, name, key string) error {
	if fault.CodeOf(err) == fault.NotFound {
		return fault.InField(name, key, nil)
	}
	return err
}
