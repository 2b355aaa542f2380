package stock

import (
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// simulation plays the rows of a file in memory, in the order in which they
// happened, over what the store holds already. Each rule of the ledger lies
// within one model, so it goes model by model. What comes out is a plan: which
// lots and units are new, and the lines of each movement.
type simulation struct {
	*importReader
	base op.ID // ids are counted on from here
	ids  uint64

	lots  []planLot
	units []*planUnit
	plan  []planMove

	older   map[op.ID]bool // models of which the store holds something
	moves   int64          // of the plan
	pieces  int64          // that come in
	fefo    int            // rows that named no lot and took from one with a batch number
	nothing int            // counts that found what the book said
	onto    int            // opening rows that add to what is there already

	// Of the model at hand.
	made    map[lotKey]int32        // lots of this file
	byCode  map[string][]int32      // all lots, by folded batch number
	spots   map[planSpot]*planStock // what is where
	coded   map[codedPlace][]int32  // lots of a batch number that were ever at a place
	atPlace map[int32][]int32       // lots that may be at a place
	serials map[string]*planUnit    // by folded serial number
	nodes   map[Node]int32          // places of the file
}

// codedPlace is a batch number, folded, at a place.
type codedPlace struct {
	place int32
	code  string
}

// planLot is a lot that the file makes or takes from.
type planLot struct {
	Lot
	fresh  bool
	folded string // its batch number
}

type lotKey struct {
	code   string // folded
	centre string
	lotFacts
}

// planSpot is a lot at a place.
type planSpot struct{ place, lot int32 }

// planStock is how many pieces of a lot are at a place, at the point of time that
// the simulation has come to.
type planStock struct {
	quantity int64
	later    []dayChange // what the store knows of the days that follow
	row      int32       // the row that took from it last; -1 for none
	listed   bool        // it stands in atPlace
}

type dayChange struct {
	day    int32
	change int64
}

// planUnit is a unit that the file makes or moves.
type planUnit struct {
	Unit
	fresh bool
	known bool  // it stands in the book, since before or by a row of this file
	lot   int32 // in lots; -1 for a unit of the store that has not moved yet
	index int32 // in units
	row   int32 // the row that moved it last; -1 for none
}

// planMove is one movement to be, or two: what goes to another centre is on the
// way between them, since each centre has its own book.
type planMove struct {
	row   int32
	away  bool // to another centre
	lines []planLine
}

type planLine struct {
	lot      int32
	unit     int32 // in units; -1 for a counted model
	from, to Node
	quantity int64
}

func (s *simulation) next() op.ID {
	s.ids++
	return s.base.Next(s.ids)
}

// run plays all rows. What is wrong is noted in bad.
func (s *simulation) run() error {
	s.nodes, s.older = map[Node]int32{}, map[op.ID]bool{}
	for i, p := range s.places {
		s.nodes[p.Node] = int32(i)
	}
	s.plan = make([]planMove, 0, len(s.rows))
	model := int32(-1)
	for _, i := range s.ordered() {
		row := &s.rows[i]
		if row.model != model {
			if err := s.end(); err != nil {
				return err
			}
			model = row.model
			if err := s.begin(model); err != nil {
				return err
			}
		}
		if s.tainted[model] {
			continue
		}
		var err error
		if s.models[model].Tracking == Serialised {
			err = s.playUnit(i, row)
		} else {
			s.play(i, row)
		}
		if err != nil {
			return err
		}
	}
	return s.end()
}

// begin forgets the model before and reads what the store holds of the next.
func (s *simulation) begin(model int32) error {
	s.made, s.byCode = map[lotKey]int32{}, map[string][]int32{}
	s.spots, s.coded, s.atPlace = map[planSpot]*planStock{}, map[codedPlace][]int32{}, map[int32][]int32{}
	s.serials = map[string]*planUnit{}
	if s.tainted[model] {
		return nil
	}
	held := map[op.ID]int32{}
	for b, err := range daybooks.All(s.r, storage.DaybookByYear.Key().ID(s.models[model].ID)) {
		if err != nil {
			return err
		}
		s.older[b.Model] = true
		place, ours := s.nodes[b.shelf().node()]
		if b.Lot.IsZero() || !ours {
			continue
		}
		lot, known := held[b.Lot]
		if !known {
			l, err := LotByID(s.r, b.Lot)
			if err != nil {
				return err
			}
			lot = s.keepLot(planLot{Lot: l})
			held[b.Lot] = lot
		}
		spot := s.spot(place, lot)
		first := dayNumber(time.Date(b.Year, 1, 1, 0, 0, 0, 0, wib))
		for _, d := range b.Days {
			spot.later = append(spot.later, dayChange{first + int32(d.Day) - 1, d.In - d.Out})
		}
	}
	return nil
}

// end makes sure that what the store knows of later days still holds after the
// rows of the model.
func (s *simulation) end() error {
	for spot, x := range s.spots {
		for len(x.later) > 0 {
			s.advance(spot, x, x.later[0].day)
		}
	}
	return nil
}

func (s *simulation) keepLot(l planLot) int32 {
	i := int32(len(s.lots))
	l.folded = strings.ToUpper(l.Code)
	s.lots = append(s.lots, l)
	s.byCode[l.folded] = append(s.byCode[l.folded], i)
	return i
}

func (s *simulation) spot(place, lot int32) *planStock {
	k := planSpot{place, lot}
	x, ok := s.spots[k]
	if !ok {
		x = &planStock{row: -1}
		s.spots[k] = x
		code := codedPlace{place, s.lots[lot].folded}
		s.coded[code] = append(s.coded[code], lot)
	}
	if !x.listed {
		x.listed = true
		s.atPlace[place] = append(s.atPlace[place], lot)
	}
	return x
}

// advance brings the stock of a spot to a day: what the store knows of that day
// and those before comes first.
func (s *simulation) advance(k planSpot, x *planStock, day int32) {
	for len(x.later) > 0 && x.later[0].day <= day {
		next := x.later[0]
		x.later = x.later[1:]
		if x.quantity += next.change; x.quantity < 0 {
			if x.row >= 0 {
				s.refuse(x.row, "quantity", "import.not_enough_later", fault.Args{
					"place": s.places[k.place].Code, "date": dayTime(next.day), "n": -x.quantity,
				})
			}
			x.quantity = 0
		}
	}
}

// dayTime is the beginning of a day.
func dayTime(day int32) time.Time { return time.Unix(int64(day)*24*60*60-7*60*60, 0).UTC() }

func (s *simulation) refuse(row int32, column, key string, args fault.Args) {
	s.bad.Add(s.rows[row].at, column, key, args)
}

// there is the stock of a lot at a place on a day.
func (s *simulation) there(place, lot, day int32) *planStock {
	x := s.spot(place, lot)
	if len(x.later) > 0 {
		s.advance(planSpot{place, lot}, x, day)
	}
	return x
}

// codedAt are the lots of a batch number at a place with what there is of them on
// a day, in the order in which they should leave.
func (s *simulation) codedAt(place int32, code string, day int32) (held []int32, sum int64) {
	for _, lot := range s.coded[codedPlace{place, strings.ToUpper(code)}] {
		if n := s.there(place, lot, day).quantity; n > 0 {
			held, sum = append(held, lot), sum+n
		}
	}
	s.firstOut(held)
	return held, sum
}

// allAt is codedAt for all lots. Those that are used up it forgets until they
// come in again, so that a long history of lots costs nothing.
func (s *simulation) allAt(place, day int32) (held []int32, sum int64) {
	s.atPlace[place] = slices.DeleteFunc(s.atPlace[place], func(lot int32) bool {
		x := s.there(place, lot, day)
		if x.quantity > 0 {
			held, sum = append(held, lot), sum+x.quantity
		}
		x.listed = x.quantity > 0 || len(x.later) > 0
		return !x.listed
	})
	s.firstOut(held)
	return held, sum
}

func (s *simulation) firstOut(lots []int32) {
	if len(lots) > 1 {
		slices.SortFunc(lots, func(a, b int32) int { return firstOut(s.lots[a].Lot, s.lots[b].Lot) })
	}
}

// lotFor is the lot that goods of a row come in with: one for all rows of the file
// that say the same of it.
func (s *simulation) lotFor(row *importRow, centre string) int32 {
	k := lotKey{strings.ToUpper(row.lot), centre, row.lotFacts}
	lot, ok := s.made[k]
	if !ok {
		l := planLot{fresh: true, Lot: Lot{
			ID: s.next(), Model: s.models[row.model].ID, Centre: centre, Source: Opening, Fund: row.fund, Account: row.account,
			UnitCost: row.cost, Code: row.lot, ReceivedAt: time.UnixMilli(row.occurred).UTC(),
		}}
		if row.expiry != 0 {
			l.Expiry = time.UnixMilli(row.expiry).UTC()
		}
		lot = s.keepLot(l)
		s.made[k] = lot
	}
	return lot
}

// play plays a row of a counted model.
func (s *simulation) play(i int32, row *importRow) {
	here := s.places[row.place]
	switch row.kind {
	case Receive:
		if !s.ledger {
			s.ontoStock(row)
		}
		s.bring(i, row, Node{AtOpening, here.Centre}, s.lotFor(row, here.Centre), row.quantity)
	case Issued:
		s.takeAny(i, row, Node{AtUsed, here.Centre}, -1)
	case Moved:
		s.takeAny(i, row, s.places[row.to].Node, row.to)
	case Adjusted:
		if row.quantity > 0 {
			s.bring(i, row, Node{AtAdjust, here.Centre}, s.joined(row, here.Centre), row.quantity)
			return
		}
		held, sum := s.codedAt(row.place, row.lot, row.day)
		s.take(i, row, held, sum, -row.quantity, Node{AtAdjust, here.Centre}, -1)
	case CountedOff:
		s.count(i, row)
	}
}

// ontoStock notes an opening row where the store holds stock already.
func (s *simulation) ontoStock(row *importRow) {
	held, _ := s.codedAt(row.place, row.lot, row.day)
	if slices.ContainsFunc(held, func(lot int32) bool { return !s.lots[lot].fresh }) {
		s.onto++
	}
}

// count sets what there is of a batch number at a place.
func (s *simulation) count(i int32, row *importRow) {
	held, sum := s.codedAt(row.place, row.lot, row.day)
	switch {
	case row.quantity > sum:
		s.bring(i, row, Node{AtCountGain, s.base.String()}, s.joined(row, s.places[row.place].Centre), row.quantity-sum)
	case row.quantity < sum:
		s.take(i, row, held, sum, sum-row.quantity, Node{AtCountLoss, s.base.String()}, -1)
	default:
		s.nothing++
	}
}

// joined is the lot that pieces join which were there all along: of those with
// the batch number the one at the place that came last, else any, else a new one.
func (s *simulation) joined(row *importRow, centre string) int32 {
	best := int32(-1)
	bestHere := false
	for _, lot := range s.byCode[strings.ToUpper(row.lot)] {
		_, here := s.spots[planSpot{row.place, lot}]
		newer := best < 0 || !s.lots[lot].ReceivedAt.Before(s.lots[best].ReceivedAt)
		if here && !bestHere || here == bestHere && newer {
			best, bestHere = lot, here
		}
	}
	if best < 0 {
		return s.lotFor(row, centre)
	}
	return best
}

// bring adds pieces to a lot at the place of a row.
func (s *simulation) bring(i int32, row *importRow, from Node, lot int32, n int64) {
	x := s.there(row.place, lot, row.day)
	x.quantity += n
	s.pieces += n
	s.add(i, planLine{lot: lot, unit: -1, from: from, to: s.places[row.place].Node, quantity: n})
}

// takeAny takes pieces from the batch number of a row. A row that names none takes
// from the lots without one, and what these lack from those that expire first,
// then from those that came first.
func (s *simulation) takeAny(i int32, row *importRow, to Node, toPlace int32) {
	held, sum := s.codedAt(row.place, row.lot, row.day)
	if row.lot == "" && sum < row.quantity {
		all, total := s.allAt(row.place, row.day)
		rest := slices.DeleteFunc(all, func(lot int32) bool { return slices.Contains(held, lot) })
		if len(rest) > 0 {
			s.fefo++
		}
		held, sum = append(held, rest...), total
	}
	s.take(i, row, held, sum, row.quantity, to, toPlace)
}

// take takes n pieces from lots at the place of a row, in their order. toPlace is
// the place that they go to; -1 for one that is not real.
func (s *simulation) take(i int32, row *importRow, held []int32, sum, n int64, to Node, toPlace int32) {
	here := s.places[row.place]
	if sum < n {
		key := "import.not_enough"
		if row.lot != "" {
			key = "import.not_enough_lot"
		}
		s.refuse(i, "quantity", key, fault.Args{"place": here.Code, "date": dayTime(row.day), "n": sum, "wanted": n, "lot": row.lot})
		return
	}
	var lines []planLine
	for _, lot := range held {
		x := s.there(row.place, lot, row.day)
		m := min(n, x.quantity)
		if m == 0 {
			continue
		}
		x.quantity -= m
		x.row = i
		n -= m
		if toPlace >= 0 {
			s.there(toPlace, lot, row.day).quantity += m
		}
		lines = append(lines, planLine{lot: lot, unit: -1, from: here.Node, to: to, quantity: m})
		if n == 0 {
			break
		}
	}
	s.add(i, lines...)
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

// add adds a movement to the plan.
func (s *simulation) add(i int32, lines ...planLine) {
	from, real := s.nodes[lines[0].from]
	to, both := s.nodes[lines[0].to]
	away := real && both && s.places[from].Centre != s.places[to].Centre
	if s.moves++; away {
		s.moves++
	}
	s.plan = append(s.plan, planMove{i, away, lines})
}

func (s *simulation) codeOf(at Node) string {
	if i, ok := s.nodes[at]; ok {
		return s.places[i].Code
	}
	return at.Ref
}
