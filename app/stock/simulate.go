package stock

import (
	"slices"
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

// dayTime is the beginning of a day.
func dayTime(day int32) time.Time { return time.Unix(int64(day)*24*60*60-7*60*60, 0).UTC() }

func (s *simulation) refuse(row int32, column, key string, args fault.Args) {
	s.bad.Add(s.rows[row].at, column, key, args)
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
