package stock

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// CountLine is one line of a count: a model at a place, with what the book had
// there when the count was opened and what was counted. Of a serialised model
// each unit that was seen has a CountMark of its own; of a counted one the lots
// stand in the line.
type CountLine struct {
	Count     op.ID    `cbor:"1,keyasint" json:"-"`
	Node      Node     `cbor:"2,keyasint" json:"place"`
	Model     op.ID    `cbor:"3,keyasint" json:"model"`
	No        int64    `cbor:"4,keyasint" json:"no"` // 1, 2, 3 … within the count; the snapshot names lines by it
	PlaceName string   `cbor:"5,keyasint" json:"place_name"`
	ModelCode string   `cbor:"6,keyasint" json:"model_code"`
	ModelName string   `cbor:"7,keyasint" json:"model_name"`
	Tracking  Tracking `cbor:"8,keyasint" json:"tracking"`
	Booked    int64    `cbor:"9,keyasint" json:"booked"`
	Added     bool     `cbor:"10,keyasint,omitempty" json:"added"`      // the book had nothing here
	Found     int64    `cbor:"11,keyasint,omitempty" json:"found"`      // units seen where the book has them
	Extra     int64    `cbor:"12,keyasint,omitempty" json:"unexpected"` // units seen here that the book has elsewhere
	Astray    int64    `cbor:"13,keyasint,omitempty" json:"astray"`     // units of here that were seen at another place of the count

	Lots []CountedLot `cbor:"14,keyasint,omitempty" json:"lots,omitempty"`

	Closed   time.Time `cbor:"15,keyasint,omitzero" json:"closed_at,omitzero"` // what was not seen by then is missing
	ClosedBy string    `cbor:"16,keyasint,omitempty" json:"closed_by,omitempty"`
	Upto     time.Time `cbor:"17,keyasint,omitzero" json:"counted_after,omitzero"` // movements up to here were seen by who counted
	Recount  bool      `cbor:"18,keyasint,omitempty" json:"recount"`               // it was sent back and waits to be counted again

	Missing int64       `cbor:"19,keyasint,omitempty" json:"missing"` // units, at the end of counting
	Value   int64       `cbor:"20,keyasint,omitempty" json:"value"`   // whole rupiah of the difference, at the end of counting
	Differs bool        `cbor:"21,keyasint,omitempty" json:"differs"`
	Reason  CountReason `cbor:"22,keyasint,omitempty" json:"reason,omitempty"`
	Note    string      `cbor:"23,keyasint,omitempty" json:"note,omitempty"`

	Lost   int64  `cbor:"24,keyasint,omitempty" json:"lost"`   // pieces posted
	Gained int64  `cbor:"25,keyasint,omitempty" json:"gained"` // pieces posted
	Left   int64  `cbor:"26,keyasint,omitempty" json:"left"`   // pieces that differ and were not posted
	Why    string `cbor:"27,keyasint,omitempty" json:"left_because,omitempty"`
	Worth  int64  `cbor:"28,keyasint,omitempty" json:"posted_value"` // whole rupiah: gains less losses
}

// CountedLot is a lot of a counted model at the place of its line.
type CountedLot struct {
	Lot      op.ID     `cbor:"1,keyasint" json:"lot"`
	Code     string    `cbor:"2,keyasint,omitempty" json:"code,omitempty"` // batch number
	Expiry   time.Time `cbor:"3,keyasint,omitzero" json:"expires_at,omitzero"`
	UnitCost int64     `cbor:"4,keyasint,omitempty" json:"unit_cost"`
	Booked   int64     `cbor:"5,keyasint" json:"booked"`
	Counted  int64     `cbor:"6,keyasint" json:"counted"`
	At       time.Time `cbor:"7,keyasint,omitzero" json:"counted_at,omitzero"` // zero: not counted, and so never changed
	By       string    `cbor:"8,keyasint,omitempty" json:"by,omitempty"`
	Upto     time.Time `cbor:"9,keyasint,omitzero" json:"counted_after,omitzero"`
	Earlier  []int64   `cbor:"10,keyasint,omitempty" json:"earlier,omitempty"`      // what was counted before a recount
	Expected int64     `cbor:"11,keyasint,omitempty" json:"expected"`               // by the book, when counting ended, for the moment of the count
	Posted   int64     `cbor:"12,keyasint,omitempty" json:"posted"`                 // difference that went into the ledger
	Why      string    `cbor:"13,keyasint,omitempty" json:"left_because,omitempty"` // why a difference did not
}

// counted tells whether somebody has said how many there are.
func (l CountedLot) counted() bool { return !l.At.IsZero() }

// Difference is what was counted less what the book expected, at the end of
// counting; 0 for a lot that was not counted.
func (l CountedLot) Difference() int64 {
	if !l.counted() {
		return 0
	}
	return l.Counted - l.Expected
}

var countLines = storage.Table[CountLine]{
	Kind: "count line",
	ID:   func(l *CountLine) storage.Key { return countLineKey(l.Count, l.Node, l.Model) },
}

func countLineKey(count op.ID, at Node, model op.ID) storage.Key {
	return storage.CountLineByItem.Key().ID(count).Text(at.String()).ID(model)
}

// LineState is where a line stands among the others.
type LineState string

// The states of a line.
const (
	LineOpen    LineState = "open"    // not counted to the end
	LineRecount LineState = "recount" // to be counted again
	LineSame    LineState = "same"    // counted, and as the book says
	LineDiffers LineState = "differs"
)

// LineStates lists the states.
func LineStates() []LineState { return []LineState{LineOpen, LineRecount, LineSame, LineDiffers} }

// State is where the line stands.
func (l *CountLine) State() LineState {
	switch {
	case l.Recount:
		return LineRecount
	case l.Differs:
		return LineDiffers
	case l.Done():
		return LineSame
	default:
		return LineOpen
	}
}

// Done tells whether the line was counted to the end: a serialised model when
// its place was closed, a counted one when each lot has its number.
func (l *CountLine) Done() bool {
	if l.Tracking == Serialised {
		return !l.Closed.IsZero()
	}
	for _, lot := range l.Lots {
		if !lot.counted() {
			return false
		}
	}
	return len(l.Lots) > 0
}

// Seen is how many pieces were counted here.
func (l *CountLine) Seen() int64 {
	n := l.Found + l.Extra
	for _, lot := range l.Lots {
		n += lot.Counted
	}
	return n
}

// Difference is what was counted less what the book expected, at the end of
// counting.
func (l *CountLine) Difference() int64 {
	n := l.Extra - l.Missing
	for _, lot := range l.Lots {
		n += lot.Difference()
	}
	return n
}

// lot finds a lot of the line; nil when it has none such.
func (l *CountLine) lot(id op.ID) *CountedLot {
	for i := range l.Lots {
		if l.Lots[i].Lot == id {
			return &l.Lots[i]
		}
	}
	return nil
}

// lineAt reads the line of a model at a place; false when the count has none.
func lineAt(r storage.Reader, count op.ID, at Node, model op.ID) (CountLine, bool, error) {
	return countLines.Get(r, countLineKey(count, at, model))
}

// countLine is lineAt for a line that must be there.
func countLine(r storage.Reader, count op.ID, at Node, model op.ID) (CountLine, error) {
	l, ok, err := lineAt(r, count, at, model)
	if err == nil && !ok {
		err = fault.Missing("count line")
	}
	return l, err
}

// snapPage is part of the snapshot of a count: units in the order of their ids,
// each with the number of the line that the book had it in. It is written when
// the count is opened and never changes.
type snapPage struct {
	Count op.ID  `cbor:"1,keyasint"`
	First op.ID  `cbor:"2,keyasint"`
	Units []byte `cbor:"3,keyasint"` // ids, 16 bytes each
	Lines []byte `cbor:"4,keyasint"` // numbers of lines, 2 bytes each
}

const snapPageUnits = 500

var snapPages = storage.Table[snapPage]{
	Kind: "count snapshot",
	ID:   func(p *snapPage) storage.Key { return storage.CountSnapshot.Key().ID(p.Count).ID(p.First) },
}

func (p *snapPage) add(unit op.ID, line int64) {
	p.Units = append(p.Units, unit[:]...)
	p.Lines = append(p.Lines, byte(line>>8), byte(line))
}

func (p *snapPage) len() int { return len(p.Lines) / 2 }

func (p *snapPage) at(i int) (unit op.ID, line int64) {
	copy(unit[:], p.Units[16*i:])
	return unit, int64(p.Lines[2*i])<<8 | int64(p.Lines[2*i+1])
}

// MarkKind is what a unit is to a count.
type MarkKind string

// The kinds of mark.
const (
	MarkFound   MarkKind = "found"   // seen where the book has it
	MarkExtra   MarkKind = "extra"   // seen where the book does not have it
	MarkMissing MarkKind = "missing" // not seen where the book has it; written when it is explained or posted
)

// CountMark is one unit that a count saw, or missed.
type CountMark struct {
	Count     op.ID        `cbor:"1,keyasint" json:"-"`
	Unit      op.ID        `cbor:"2,keyasint" json:"unit"`
	Kind      MarkKind     `cbor:"3,keyasint" json:"kind"`
	Node      Node         `cbor:"4,keyasint" json:"place"` // where it was seen, or missed
	Model     op.ID        `cbor:"5,keyasint" json:"model"`
	Code      string       `cbor:"6,keyasint" json:"code"`
	Serial    string       `cbor:"7,keyasint" json:"serial"`
	Book      Node         `cbor:"8,keyasint,omitzero" json:"book"`                // where the book had it then
	BookMark  Mark         `cbor:"9,keyasint,omitzero" json:"book_since,omitzero"` // who put it there in the book, when, by which document
	At        time.Time    `cbor:"10,keyasint" json:"at"`
	By        string       `cbor:"11,keyasint" json:"by"`
	Condition Condition    `cbor:"12,keyasint,omitempty" json:"condition,omitempty"` // as whoever counted saw it; empty: not looked at
	Note      string       `cbor:"13,keyasint,omitempty" json:"note,omitempty"`
	Reason    CountReason  `cbor:"14,keyasint,omitempty" json:"reason,omitempty"` // of this unit, when it is not that of its line
	Outcome   CountOutcome `cbor:"15,keyasint,omitempty" json:"outcome,omitempty"`
	Value     int64        `cbor:"16,keyasint,omitempty" json:"value"` // whole rupiah
}

// CountOutcome is what posting did about a unit that differs, or why it did nothing.
type CountOutcome string

// The outcomes. Those from OutcomeReserved on changed nothing.
const (
	OutcomeMoved    CountOutcome = "moved"     // the book now has it where it was seen
	OutcomeBack     CountOutcome = "back"      // it had been lost and is here again
	OutcomeLost     CountOutcome = "lost"      // posted to the losses of the count
	OutcomeReserved CountOutcome = "reserved"  // somebody waits for it: the reservation has to end first
	OutcomeSince    CountOutcome = "since"     // it has moved since it was counted
	OutcomeAbroad   CountOutcome = "abroad"    // another centre answers for it
	OutcomeHeld     CountOutcome = "elsewhere" // another document has it: a person, a transfer, a repair, a loan
	OutcomeArriving CountOutcome = "arriving"  // its receipt is not complete
	OutcomeOpen     CountOutcome = "unexplained"
)

var countMarks = storage.Table[CountMark]{
	Kind: "count mark",
	ID:   func(m *CountMark) storage.Key { return markKey(m.Count, m.Unit) },
	Index: func(m *CountMark) []storage.Key {
		return []storage.Key{storage.CountMarkByLine.Key().ID(m.Count).Text(m.Node.String()).ID(m.Model).Text(string(m.Kind)).ID(m.Unit)}
	},
}

func markKey(count, unit op.ID) storage.Key { return storage.CountMarkByUnit.Key().ID(count).ID(unit) }

// UnknownCode is a code that was scanned and that no unit has. It is listed, and
// nothing is made of it.
type UnknownCode struct {
	Count op.ID     `cbor:"1,keyasint" json:"-"`
	Code  string    `cbor:"2,keyasint" json:"code"`
	Node  Node      `cbor:"3,keyasint" json:"place"`
	At    time.Time `cbor:"4,keyasint" json:"at"`
	By    string    `cbor:"5,keyasint" json:"by"`
}

var unknownCodes = storage.Table[UnknownCode]{
	Kind: "unknown code",
	ID:   func(u *UnknownCode) storage.Key { return storage.CountUnknown.Key().ID(u.Count).Text(u.Code) },
}

// lastCounted is when a model at a place was last counted to the end, by a count
// that was posted.
type lastCounted struct {
	Node  Node      `cbor:"1,keyasint"`
	Model op.ID     `cbor:"2,keyasint"`
	At    time.Time `cbor:"3,keyasint"` // when people looked
	Count op.ID     `cbor:"4,keyasint"`
}

var lastCounts = storage.Table[lastCounted]{
	Kind: "last count",
	ID:   func(l *lastCounted) storage.Key { return storage.CountLast.Key().Text(l.Node.String()).ID(l.Model) },
}
