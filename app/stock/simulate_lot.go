package stock

import (
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
)

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
