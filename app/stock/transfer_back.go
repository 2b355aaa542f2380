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

// SendingBack returns what the receiver does not accept.
type SendingBack struct {
	Transfer string         `json:"id" validate:"required,max=40"`
	Codes    []string       `json:"codes" validate:"max=120,dive,max=200"` // with no code and no line: all that is in transit
	Lines    []ReturnedLine `json:"lines" validate:"max=30,dive"`
	Reason   string         `json:"reason" validate:"required,max=200"`
	Carrier  string         `json:"carrier" validate:"max=120"`
	Occurred time.Time      `json:"occurred_at"`
}

// ReturnedLine is pieces of a counted model; the line is its place on the
// transfer, from 1.
type ReturnedLine struct {
	Line     int   `json:"line" validate:"required,min=1,max=30"`
	Quantity int64 `json:"quantity" validate:"min=0,max=1000000"`
}

// SendBack turns around what is in transit and not accepted: it goes straight
// into the transit of a transfer back to the sender, which receives it like any
// other. It returns that transfer.
func (s *Stock) SendBack(ctx context.Context, in SendingBack) (Transfer, error) {
	in.Codes = heard(in.Codes)
	return op.Write(ctx, s.d, policy.TransferReceive, in, func(tx *op.Tx) (Transfer, error) {
		t, err := transferAt(tx, in.Transfer, 0, receiver, TransferShipped)
		if err != nil {
			return t, err
		}
		part, err := t.arriving(tx, Arriving{Occurred: in.Occurred, Reason: in.Reason})
		if err != nil {
			return t, err
		}
		part.Place = TransferEnd{}
		back := t.turned(tx, part.Deed, in)
		if err := back.number(tx, back.From.Centre); err != nil {
			return back, err
		}
		if err := part.turn(&back, in); err != nil {
			return back, err
		}
		moved, err := post(tx, Movement{
			Kind: Shipped, Centre: t.Owner, Occurred: part.Occurred, Document: back.Number, Cause: back.cause(), Reason: in.Reason, Lines: part.moved,
		}, part.came)
		if err != nil {
			return back, err
		}
		back.Movement, part.Return = moved.ID, back.Number
		tx.About(transferKind, back.ID, back.Number)
		part.note()
		if err := t.arrived(tx, part.Arrival); err != nil {
			return back, err
		}
		if err := transfers.Add(tx, &back, nil); err != nil {
			return back, err
		}
		return back, back.expectAll(tx)
	})
}

// turned is the transfer that takes goods back, on its way already.
func (t Transfer) turned(tx *op.Tx, at Deed, in SendingBack) Transfer {
	return Transfer{
		ID: tx.ID(), From: t.To, To: t.From, State: TransferShipped, Reason: in.Reason, Asked: at, Approved: at, Shipped: at,
		Carrier: in.Carrier, Returns: t.ID, ReturnNo: t.Number, Owner: t.Owner, Version: 1,
	}
}

// turn chooses what goes back. The goods never arrived: whoever
// answered for them still does.
func (a *arrivalPart) turn(back *Transfer, in SendingBack) error {
	all := len(in.Codes) == 0 && !slices.ContainsFunc(in.Lines, func(l ReturnedLine) bool { return l.Quantity > 0 })
	codes, lines := in.Codes, in.Lines
	if all {
		codes, lines = a.t.open()
	}
	var bad []fault.Field
	for i, code := range codes {
		line, p, err := a.t.parcelOf(a.tx, code, a.tx.At)
		if err != nil {
			return err
		}
		if p == nil || p.Open() == 0 {
			bad = append(bad, fault.Field{Name: fmt.Sprintf("codes.%d", i), Key: "transfer.not_in_transit", Args: fault.Args{"code": shown(code)}})
			continue
		}
		if err := a.turnUnit(back, line, p); err != nil {
			return err
		}
	}
	for i, l := range lines {
		if l.Quantity == 0 {
			continue
		}
		if err := a.turnPieces(back, l, fmt.Sprintf("lines.%d.", i)); err != nil {
			return err
		}
	}
	if len(bad) > 0 {
		return fault.InFields(bad...)
	}
	return nil
}

// open names all that is still in transit.
func (t Transfer) open() (codes []string, lines []ReturnedLine) {
	for i, l := range t.Lines {
		pieces := int64(0)
		for _, p := range l.Parcels {
			if p.Unit.IsZero() {
				pieces += p.Open()
			} else if p.Open() > 0 {
				codes = append(codes, p.Unit.String())
			}
		}
		if pieces > 0 {
			lines = append(lines, ReturnedLine{Line: i + 1, Quantity: pieces})
		}
	}
	return codes, lines
}

func (a *arrivalPart) turnUnit(back *Transfer, line int, p *Parcel) error {
	u, err := UnitByID(a.tx, p.Unit)
	if err != nil {
		return err
	}
	after := u
	after.Node = back.transit()
	a.came = append(a.came, change{before: u, after: after})
	a.turnParcel(back, line, p, 1)
	return nil
}

func (a *arrivalPart) turnPieces(back *Transfer, in ReturnedLine, at string) error {
	if in.Line > len(a.t.Lines) {
		return fault.InField(at+"line", "transfer.no_line", nil)
	}
	l := &a.t.Lines[in.Line-1]
	if len(l.Parcels) > 0 && !l.Parcels[0].Unit.IsZero() {
		return fault.InField(at+"quantity", "transfer.units_scanned", nil)
	}
	if open := l.Sum().Open(); in.Quantity > open {
		return fault.InField(at+"quantity", "transfer.more_than_shipped", fault.Args{"n": open, "shipped": l.Sum().Shipped})
	}
	n := in.Quantity
	for j := range l.Parcels {
		p := &l.Parcels[j]
		if part := min(n, p.Open()); part > 0 {
			a.moved = append(a.moved, Line{Model: l.Model, Lot: p.Lot, From: a.t.transit(), To: back.transit(), Quantity: part})
			a.turnParcel(back, in.Line-1, p, part)
			n -= part
		}
	}
	return nil
}

// turnParcel writes pieces off one transfer and onto the other.
func (a *arrivalPart) turnParcel(back *Transfer, line int, p *Parcel, n int64) {
	p.add(SentBack, n)
	a.Entries = append(a.Entries, ArrivalEntry{Line: line + 1, Unit: p.Unit, Code: p.Code, Lot: p.Lot, Outcome: SentBack, Quantity: n})
	model := a.t.Lines[line].Model
	i := slices.IndexFunc(back.Lines, func(l TransferLine) bool { return l.Model == model })
	if i < 0 {
		i, back.Lines = len(back.Lines), append(back.Lines, TransferLine{Model: model})
	}
	l := &back.Lines[i]
	l.Asked += n
	l.Picked += n
	l.Parcels = append(l.Parcels, Parcel{Unit: p.Unit, Code: p.Code, Serial: p.Serial, Lot: p.Lot, Shipped: n})
}
