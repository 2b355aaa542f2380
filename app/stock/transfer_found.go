package stock

import (
	"context"
	"fmt"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Finding names units that were written off as missing from a transfer and have
// turned up.
type Finding struct {
	Transfer string    `json:"id" validate:"required,max=40"`
	Codes    []string  `json:"codes" validate:"max=120,dive,max=200"`
	Place    string    `json:"place" validate:"max=120"` // empty: where the transfer leads
	Reason   string    `json:"reason" validate:"required,max=200"`
	Occurred time.Time `json:"occurred_at"`
}

// Check finds what no tag can say.
func (in Finding) Check() []fault.Field {
	if len(in.Codes) == 0 {
		return []fault.Field{{Name: "codes", Key: "transfer.nothing_scanned"}}
	}
	return nil
}

// FindLost takes units in that were written off as missing, also after the
// transfer has closed: out of the losses into quarantine at the receiver. That
// they were missing stays on the part that said so.
func (s *Stock) FindLost(ctx context.Context, in Finding) (Transfer, error) {
	in.Codes = heard(in.Codes)
	return op.Write(ctx, s.d, policy.TransferReceive, in, func(tx *op.Tx) (Transfer, error) {
		t, err := transferAt(tx, in.Transfer, 0, receiver, TransferShipped, TransferClosed)
		if err != nil {
			return t, err
		}
		part, err := t.arriving(tx, Arriving{Place: in.Place, Reason: in.Reason, Occurred: in.Occurred})
		if err != nil {
			return t, err
		}
		if err := part.find(in.Codes); err != nil {
			return t, err
		}
		if err := part.post(); err != nil {
			return t, err
		}
		part.note()
		if len(t.Arrivals) >= maxTransferArrivals {
			return t, fault.New(fault.Conflict, "transfer.too_many_parts", fault.Args{"max": maxTransferArrivals})
		}
		t.Arrivals = append(t.Arrivals, part.Arrival)
		return t, t.save(tx)
	})
}

// find takes each unit out of the losses.
func (a *arrivalPart) find(codes []string) error {
	var bad []fault.Field
	for i, code := range codes {
		line, p, err := a.t.parcelOf(a.tx, code, a.tx.At)
		if err != nil {
			return err
		}
		if p == nil || p.Lost == 0 {
			bad = append(bad, fault.Field{Name: fmt.Sprintf("codes.%d", i), Key: "transfer.not_lost", Args: fault.Args{"code": shown(code)}})
			continue
		}
		u, err := UnitByID(a.tx, p.Unit)
		if err != nil {
			return err
		}
		if u.Node.Kind != AtLoss {
			bad = append(bad, fault.Field{Name: fmt.Sprintf("codes.%d", i), Key: "transfer.gone_since", Args: standing(u)})
			continue
		}
		p.Lost, p.Good = 0, 1
		a.Entries = append(a.Entries, ArrivalEntry{Line: line + 1, Unit: u.ID, Code: u.Code, Lot: u.Lot, Outcome: FoundAgain, Quantity: 1})
		a.move(u, ArrivedDamaged)
	}
	if len(bad) > 0 {
		return fault.InFields(bad...)
	}
	return nil
}
