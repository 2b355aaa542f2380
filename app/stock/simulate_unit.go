package stock

import (
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
)

// planUnit is a unit that the file makes or moves.
type planUnit struct {
	Unit
	fresh bool
	known bool  // it stands in the book, since before or by a row of this file
	lot   int32 // in lots; -1 for a unit of the store that has not moved yet
	index int32 // in units
	row   int32 // the row that moved it last; -1 for none
}

// playUnit plays a row of a serialised model.
func (s *simulation) playUnit(i int32, row *importRow) error {
	u, err := s.unit(row)
	if err != nil || !s.free(i, row, u) {
		return err
	}
	here := s.places[row.place]
	isHere := u.known && u.Node == here.Node
	switch {
	case row.kind == CountedOff:
		s.countUnit(i, row, u, isHere)
	case row.kind == Receive, row.quantity > 0 && row.kind == Adjusted:
		s.receiveUnit(i, row, u)
	case !isHere:
		s.notHere(i, row, u)
	case row.kind == Issued:
		s.moveUnit(i, u, Node{AtUsed, here.Centre})
	case row.kind == Moved:
		s.moveUnit(i, u, s.places[row.to].Node)
	default:
		s.moveUnit(i, u, Node{AtAdjust, here.Centre})
	}
	return nil
}

// countUnit sets whether a unit is at a place: one that was elsewhere is found
// here, one that should be here and is not is gone.
func (s *simulation) countUnit(i int32, row *importRow, u *planUnit, isHere bool) {
	_, named := s.nodes[u.Node]
	switch {
	case row.quantity == 0 && isHere:
		s.moveUnit(i, u, Node{AtCountLoss, s.base.String()})
	case row.quantity == 0 || isHere:
		s.nothing++
	case u.known && u.Node.Real() && !named:
		s.notHere(i, row, u)
	default:
		s.appear(i, row, u, Node{AtCountGain, s.base.String()})
	}
}

// receiveUnit brings in a unit that is not on hand.
func (s *simulation) receiveUnit(i int32, row *importRow, u *planUnit) {
	if u.known && u.Node.Real() {
		args := fault.Args{"serial": row.serial, "place": s.codeOf(u.Node), "since": u.Moved.At, "document": u.Moved.Document}
		if u.row < 0 {
			s.refuse(i, "serial", "import.serial_there", args)
			return
		}
		args["row"] = s.rows[u.row].at
		s.refuse(i, "serial", "import.serial_there_row", args)
		return
	}
	from := Node{AtOpening, s.places[row.place].Centre}
	if row.kind == Adjusted {
		from.Kind = AtAdjust
	}
	s.appear(i, row, u, from)
}

// notHere says where a unit is that is not where a row wants it.
func (s *simulation) notHere(i int32, row *importRow, u *planUnit) {
	args := fault.Args{"serial": row.serial, "place": s.places[row.place].Code, "date": dayTime(row.day)}
	if u.known && u.Node.Real() {
		args["where"] = s.codeOf(u.Node)
		s.refuse(i, "serial", "import.serial_elsewhere", args)
		return
	}
	s.refuse(i, "serial", "import.serial_away", args)
}

// unit finds the unit of a row, in the file or in the store.
func (s *simulation) unit(row *importRow) (*planUnit, error) {
	k := strings.ToUpper(row.serial)
	if u, ok := s.serials[k]; ok {
		return u, nil
	}
	model := s.models[row.model].ID
	old, found, err := units.Find(s.r, serialKey(model, row.serial))
	if err != nil {
		return nil, err
	}
	u := &planUnit{Unit: old, known: found, lot: -1, row: -1}
	if !found {
		_, taken, err := expectations.Get(s.r, expectedKey(model, row.serial))
		if err != nil {
			return nil, err
		}
		if taken {
			u.Hold = HoldArriving
		}
	}
	s.serials[k] = u
	return u, nil
}

// free tells whether the file may move a unit: one of the store only when nothing
// of today hangs on it and the row is not older than its last movement.
func (s *simulation) free(i int32, row *importRow, u *planUnit) bool {
	key, args := "", fault.Args{"serial": row.serial, "code": u.Code, "since": u.Moved.At, "document": u.Moved.Document}
	switch {
	case u.Hold == HoldArriving:
		key = "import.serial_arriving"
	case u.fresh || !u.known:
	case !u.Allocation.IsZero() || !u.Recall.IsZero() || !u.Repair.IsZero():
		key = "import.serial_bound"
	case !u.Node.Real() && !slices.Contains([]NodeKind{AtUsed, AtAdjust, AtCountGain, AtCountLoss, AtOpening, AtLoss}, u.Node.Kind):
		key = "import.serial_out"
	case u.row < 0 && row.occurred < u.Moved.At.UnixMilli():
		key = "import.serial_later"
	}
	if key == "" && u.known && row.lot != "" && !strings.EqualFold(row.lot, s.lotOf(u)) {
		key = "import.serial_lot"
		args["lot"] = s.lotOf(u)
	}
	if key != "" {
		s.refuse(i, "serial", key, args)
	}
	return key == ""
}

func (s *simulation) lotOf(u *planUnit) string {
	if u.lot >= 0 {
		return s.lots[u.lot].Code
	}
	l, err := LotByID(s.r, u.Lot)
	if err != nil {
		return ""
	}
	return l.Code
}

// appear brings a unit to the place of a row: a new one from a node, one that is
// away from wherever it is.
func (s *simulation) appear(i int32, row *importRow, u *planUnit, from Node) {
	here := s.places[row.place]
	if !u.known {
		u.lot = s.lotFor(row, here.Centre)
		lot := s.lots[u.lot].Lot
		u.Unit = Unit{
			ID: s.next(), Serial: row.serial, Model: lot.Model, Lot: lot.ID, Centre: here.Centre, Node: from, Condition: CondGood,
			Fund: lot.Fund, Account: lot.Account, UnitCost: lot.UnitCost, ReceivedAt: time.UnixMilli(row.occurred).UTC(),
		}
		u.fresh, u.known = true, true
	}
	s.moveUnit(i, u, here.Node)
	s.pieces++
}

func (s *simulation) moveUnit(i int32, u *planUnit, to Node) {
	if u.row < 0 {
		u.index = int32(len(s.units))
		s.units = append(s.units, u)
	}
	if u.lot < 0 {
		u.lot = s.keepLot(planLot{Lot: Lot{ID: u.Lot, Model: u.Model, Code: s.lotOf(u)}})
	}
	line := planLine{lot: u.lot, unit: u.index, from: u.Node, to: to, quantity: 1}
	u.Node, u.row = to, i
	s.add(i, line)
}
