package stock

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Outcome is what became of goods that were shipped.
type Outcome string

// The outcomes.
const (
	ArrivedGood    Outcome = "good"
	ArrivedDamaged Outcome = "damaged" // a unit waits in quarantine; pieces of a counted model are written off
	ArrivedNot     Outcome = "lost"    // written off from transit, with reason and person
	SentBack       Outcome = "back"    // on their way back with another transfer
	FoundAgain     Outcome = "found"   // a unit that was written off has turned up; it waits in quarantine
)

// Arrival is one part of a transfer that was received.
type Arrival struct {
	Deed      `cbor:"1,keyasint"`
	Place     TransferEnd    `cbor:"2,keyasint,omitzero" json:"place"`
	Entries   []ArrivalEntry `cbor:"3,keyasint,omitempty" json:"entries"`
	Surprises []Surprise     `cbor:"4,keyasint,omitempty" json:"unexpected,omitempty"`
	Return    string         `cbor:"5,keyasint,omitempty" json:"return,omitempty"` // number of the transfer that takes back what was not accepted
}

// ArrivalEntry says what became of a unit, or of pieces of a lot.
type ArrivalEntry struct {
	Line     int     `cbor:"1,keyasint" json:"line"` // of the transfer, from 1
	Unit     op.ID   `cbor:"2,keyasint,omitzero" json:"unit,omitzero"`
	Code     string  `cbor:"3,keyasint,omitempty" json:"code,omitempty"`
	Lot      op.ID   `cbor:"4,keyasint" json:"lot"`
	Outcome  Outcome `cbor:"5,keyasint" json:"outcome"`
	Quantity int64   `cbor:"6,keyasint" json:"quantity"`
}

// Arriving is what came of a transfer, in whatever part of it. Units are named
// by code or serial number.
type Arriving struct {
	Transfer   string        `json:"id" validate:"required,max=40"`
	Codes      []string      `json:"codes" validate:"max=120,dive,max=200"` // came in good order
	Damaged    []string      `json:"damaged" validate:"max=120,dive,max=200"`
	Missing    []string      `json:"missing" validate:"max=120,dive,max=200"`
	Lines      []ArrivedLine `json:"lines" validate:"max=30,dive"`
	Place      string        `json:"place" validate:"max=120"` // warehouse or shelf of the receiver; empty: where the transfer leads
	Reason     string        `json:"reason" validate:"max=200"`
	Unexpected bool          `json:"unexpected"`  // record what is not on the transfer as lines of its own
	Occurred   time.Time     `json:"occurred_at"` // zero for now
}

// ArrivedLine says what came of a counted model; the line is its place on the
// transfer, from 1.
type ArrivedLine struct {
	Line    int   `json:"line" validate:"required,min=1,max=30"`
	Good    int64 `json:"good" validate:"min=0,max=1000000"`
	Damaged int64 `json:"damaged" validate:"min=0,max=1000000"`
	Missing int64 `json:"missing" validate:"min=0,max=1000000"`
}

func (l ArrivedLine) none() bool { return l.Good == 0 && l.Damaged == 0 && l.Missing == 0 }

// Check finds what no tag can say.
func (in Arriving) Check() []fault.Field {
	counted := slices.ContainsFunc(in.Lines, func(l ArrivedLine) bool { return !l.none() })
	if len(in.Codes)+len(in.Damaged)+len(in.Missing) == 0 && !counted {
		return []fault.Field{{Name: "codes", Key: "transfer.nothing_scanned"}}
	}
	wrong := slices.ContainsFunc(in.Lines, func(l ArrivedLine) bool { return l.Damaged+l.Missing > 0 })
	if in.Reason == "" && (wrong || len(in.Damaged)+len(in.Missing) > 0) {
		return []fault.Field{{Name: "reason", Key: "transfer.reason_needed"}}
	}
	return nil
}

// ReceiveTransfer records a part of a transfer that came: what is good goes to
// the warehouse, damaged units into quarantine there, and what is missing is
// written off from transit with its reason. What was shipped stays as it is. A
// code that is not on the transfer is refused with where its unit stands; when
// the receiver confirms it, it becomes a line of its own. The units belong to
// the receiver from here on; fund, donor, lot and history stay theirs.
func (s *Stock) ReceiveTransfer(ctx context.Context, in Arriving) (Transfer, error) {
	in.Codes, in.Damaged, in.Missing = heard(in.Codes), heard(in.Damaged), heard(in.Missing)
	return op.Write(ctx, s.d, policy.TransferReceive, in, func(tx *op.Tx) (Transfer, error) {
		t, err := transferAt(tx, in.Transfer, 0, receiver, TransferShipped)
		if err != nil {
			return t, err
		}
		part, err := t.arriving(tx, in)
		if err != nil {
			return t, err
		}
		if err := part.scan(in); err != nil {
			return t, err
		}
		if err := part.count(in.Lines); err != nil {
			return t, err
		}
		if err := part.post(); err != nil {
			return t, err
		}
		part.note()
		return t, t.arrived(tx, part.Arrival)
	})
}

// arrived adds an arrival to the transfer and closes it when nothing is in
// transit any more.
func (t *Transfer) arrived(tx *op.Tx, a Arrival) error {
	if len(t.Arrivals) >= maxTransferArrivals {
		return fault.New(fault.Conflict, "transfer.too_many_parts", fault.Args{"max": maxTransferArrivals})
	}
	t.Arrivals = append(t.Arrivals, a)
	if t.Sum().Open() == 0 {
		t.enter(tx, TransferClosed)
		t.Ended = Deed{By: tx.By.Name, Occurred: a.Occurred, Recorded: tx.At}
	}
	return t.save(tx)
}

// arrivalPart is an arrival in the making.
type arrivalPart struct {
	Arrival
	tx      *op.Tx
	t       *Transfer
	in      Arriving
	moved   []Line   // of counted models, to the receiver
	written []Line   // of counted models, written off
	came    []change // units to the receiver
	gone    []change // units written off
}

// arriving checks where and when the part came.
func (t *Transfer) arriving(tx *op.Tx, in Arriving) (*arrivalPart, error) {
	at, err := happened(in.Occurred, tx.At)
	if err != nil {
		return nil, err
	}
	if at.Before(t.Shipped.Occurred) {
		return nil, fault.InField("occurred_at", "transfer.before_shipping", fault.Args{"since": t.Shipped.Occurred})
	}
	a := &arrivalPart{tx: tx, t: t, in: in}
	a.Deed = Deed{By: tx.By.Name, Occurred: at, Recorded: tx.At, Note: in.Reason}
	a.Place = t.To
	if in.Place != "" {
		p, err := placeIn(tx, "place", in.Place, t.To.Centre)
		if err != nil {
			return nil, err
		}
		if p.Centre != t.To.Centre {
			return nil, fault.InField("place", "transfer.place_elsewhere", nil)
		}
		a.Place = endAt(p)
	}
	return a, nil
}

// scan takes the codes in, each list with its outcome.
func (a *arrivalPart) scan(in Arriving) error {
	var bad []fault.Field
	seen := map[string]bool{}
	for _, list := range []struct {
		name    string
		outcome Outcome
		codes   []string
	}{{"codes", ArrivedGood, in.Codes}, {"damaged", ArrivedDamaged, in.Damaged}, {"missing", ArrivedNot, in.Missing}} {
		for i, code := range list.codes {
			key, args, err := a.take(code, list.outcome, seen)
			if err != nil {
				return err
			}
			if key != "" {
				bad = append(bad, fault.Field{Name: fmt.Sprintf("%s.%d", list.name, i), Key: key, Args: args})
			}
		}
	}
	if len(bad) > 0 {
		return fault.InFields(bad...)
	}
	return nil
}

// take records one code. It returns what is wrong with it.
func (a *arrivalPart) take(text string, outcome Outcome, seen map[string]bool) (string, fault.Args, error) {
	line, parcel, err := a.t.parcelOf(a.tx, text, a.tx.At)
	if err != nil {
		return "", nil, err
	}
	if parcel == nil {
		return a.surprise(text, outcome, seen)
	}
	args := fault.Args{"code": parcel.Code}
	switch {
	case seen[parcel.Code]:
		return "transfer.code_again", args, nil
	case parcel.Open() == 0:
		return a.already(*parcel, args)
	}
	seen[parcel.Code] = true
	u, err := UnitByID(a.tx, parcel.Unit)
	if err != nil {
		return "", nil, err
	}
	parcel.add(outcome, 1)
	a.Entries = append(a.Entries, ArrivalEntry{Line: line + 1, Unit: u.ID, Code: u.Code, Lot: u.Lot, Outcome: outcome, Quantity: 1})
	a.move(u, outcome)
	return "", nil, nil
}

// move leads a unit out of transit.
func (a *arrivalPart) move(u Unit, outcome Outcome) {
	after := u
	if outcome == ArrivedNot {
		after.Node = Node{AtLoss, a.t.Owner}
		a.gone = append(a.gone, change{before: u, after: after})
		return
	}
	after.Node, after.Centre = a.Place.Node, a.t.To.Centre
	if outcome == ArrivedDamaged {
		after.Hold = HoldQuarantine
		after.Held = Mark{By: a.By, At: a.Recorded, Document: a.t.Number}
	}
	a.came = append(a.came, change{before: u, after: after})
}

// already says when and by whom a unit was received before.
func (a *arrivalPart) already(p Parcel, args fault.Args) (string, fault.Args, error) {
	for _, x := range a.t.Arrivals {
		for _, e := range x.Entries {
			if e.Unit == p.Unit {
				args["by"], args["since"], args["state"] = x.By, x.Occurred, "transfer_"+string(e.Outcome)
			}
		}
	}
	return "transfer.received_already", args, nil
}

// count takes in the pieces of counted models, lot after lot.
func (a *arrivalPart) count(lines []ArrivedLine) error {
	for i, in := range lines {
		if in.none() {
			continue
		}
		at := fmt.Sprintf("lines.%d.", i)
		if in.Line > len(a.t.Lines) {
			return fault.InField(at+"line", "transfer.no_line", nil)
		}
		l := &a.t.Lines[in.Line-1]
		if len(l.Parcels) > 0 && !l.Parcels[0].Unit.IsZero() {
			return fault.InField(at+"good", "transfer.units_scanned", nil)
		}
		if open := l.Sum().Open(); in.Good+in.Damaged+in.Missing > open {
			return fault.InField(at+"good", "transfer.more_than_shipped", fault.Args{"n": open, "shipped": l.Sum().Shipped})
		}
		for _, part := range []struct {
			outcome Outcome
			n       int64
		}{{ArrivedGood, in.Good}, {ArrivedDamaged, in.Damaged}, {ArrivedNot, in.Missing}} {
			a.countOut(in.Line, part.outcome, part.n)
		}
	}
	return nil
}

// countOut spreads pieces with one outcome over the lots of a line.
func (a *arrivalPart) countOut(line int, outcome Outcome, n int64) {
	l := &a.t.Lines[line-1]
	for j := range l.Parcels {
		p := &l.Parcels[j]
		part := min(n, p.Open())
		if part == 0 {
			continue
		}
		p.add(outcome, part)
		n -= part
		a.Entries = append(a.Entries, ArrivalEntry{Line: line, Lot: p.Lot, Outcome: outcome, Quantity: part})
		moved := Line{Model: l.Model, Lot: p.Lot, From: a.t.transit(), Quantity: part}
		switch outcome {
		case ArrivedGood:
			moved.To = a.Place.Node
			a.moved = append(a.moved, moved)
		case ArrivedDamaged:
			moved.To = Node{AtScrap, a.t.Owner}
			a.written = append(a.written, moved)
		default:
			moved.To = Node{AtLoss, a.t.Owner}
			a.written = append(a.written, moved)
		}
	}
}

// post writes the ledger: what came into that of the receiver, what is written
// off into that of the sender, who answered for it until it arrived.
func (a *arrivalPart) post() error {
	if lots := a.lots(); lots > MaxArrivalLots {
		return fault.InField("codes", "transfer.too_many_lots", fault.Args{"max": MaxArrivalLots, "n": lots})
	}
	m := Movement{
		Kind: Arrived, Centre: a.t.To.Centre, Occurred: a.Occurred, Document: a.t.Number, Cause: a.t.cause(), Reason: a.Note, Lines: a.moved,
	}
	if len(a.moved)+len(a.came) > 0 {
		if _, err := post(a.tx, m, a.came); err != nil {
			return err
		}
	}
	if len(a.written)+len(a.gone) == 0 {
		return nil
	}
	m.Kind, m.Centre, m.Lines = WrittenOff, a.t.Owner, a.written
	_, err := post(a.tx, m, a.gone)
	return err
}

// lots counts the lots that come into the warehouse.
func (a *arrivalPart) lots() int {
	seen := map[op.ID]bool{}
	for _, l := range a.moved {
		seen[l.Lot] = true
	}
	for _, c := range a.came {
		seen[c.after.Lot] = true
	}
	return len(seen)
}

// note tells the journal how many came and how.
func (a *arrivalPart) note() {
	sums := map[Outcome]int64{}
	for _, e := range a.Entries {
		sums[e.Outcome] += e.Quantity
	}
	for _, o := range []Outcome{ArrivedGood, ArrivedDamaged, ArrivedNot, SentBack, FoundAgain} {
		if sums[o] > 0 {
			a.tx.Changed(string(o), "0", fmt.Sprint(sums[o]))
		}
	}
	if n := len(a.Surprises); n > 0 {
		a.tx.Changed("unexpected", "0", fmt.Sprint(n))
	}
	if a.Note != "" {
		a.tx.Changed("reason", "", a.Note)
	}
}
