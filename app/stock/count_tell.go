package stock

import (
	"context"
	"fmt"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// NewTally is how many pieces of counted models somebody counted at a place.
type NewTally struct {
	Count  string      `json:"count" validate:"required,max=80"`
	Place  string      `json:"place" validate:"max=120"` // empty: where the count begins
	Pieces []LotPieces `json:"pieces" validate:"required,min=1,max=400,dive"`
}

// LotPieces is how many pieces of a lot there are. A lot without a number stays
// uncounted.
type LotPieces struct {
	Model    string `json:"model" validate:"required,max=120"` // slug, code or id
	Lot      string `json:"lot" validate:"max=80"`             // id or batch number; empty: the one there, or the last received
	Quantity *int64 `json:"quantity" validate:"omitempty,min=0,max=1000000"`
}

// Tell records quantities of counted models. What was said of a lot before is
// replaced: who counts may correct themselves until counting ends.
func (s *Stock) Tell(ctx context.Context, in NewTally) (Count, error) {
	return op.Write(ctx, s.d, policy.CountRecord, in, func(tx *op.Tx) (Count, error) {
		c, err := ownCount(tx, in.Count, StageCounting)
		if err != nil {
			return c, err
		}
		at, err := c.placeFor(tx, in.Place)
		if err != nil {
			return c, err
		}
		t := &telling{tx: tx, c: &c, at: at, lines: map[string]*CountLine{}}
		said := 0
		for i, p := range in.Pieces {
			if p.Quantity == nil {
				continue
			}
			if err := t.pieces(fmt.Sprintf("pieces.%d", i), p); err != nil {
				return c, err
			}
			said++
		}
		if said == 0 {
			return c, fault.InField("pieces.0.quantity", "count.nothing_counted", nil)
		}
		return c, t.save()
	})
}

func (t *telling) pieces(field string, p LotPieces) error {
	m, err := FindModel(t.tx, p.Model)
	if err != nil {
		return inField(err, field+".model", "receipt.model_unknown")
	}
	if m.Tracking == Serialised {
		return fault.InField(field+".quantity", "count.scan_it", fault.Args{"model": m.Name})
	}
	l, err := t.line(t.at.Node, m.ID)
	if err != nil {
		return err
	}
	if l == nil && (t.c.Kind == CountCycle || t.c.Kind == CountModel && m.ID != t.c.Model) {
		return fault.InField(field+".model", "count.model_outside", fault.Args{"model": m.Name, "number": t.c.Number})
	}
	if l == nil {
		if l, err = t.newLine(m.ID); err != nil {
			return err
		}
	}
	lot, err := t.lot(field, l, p.Lot)
	if err != nil {
		return err
	}
	done := l.Done()
	t.c.Sums.Seen += *p.Quantity - lot.Counted
	lot.Counted, lot.At, lot.Upto, lot.By = *p.Quantity, t.tx.At, t.tx.At, t.tx.By.Name
	if l.Done() && !done {
		t.c.Sums.Closed++
		l.Closed, l.ClosedBy = t.tx.At, t.tx.By.Name
	}
	l.Recount = l.Recount && !l.Done()
	return nil
}

// lot is the lot of a line that somebody counted; one that the book did not have
// there joins the line.
func (t *telling) lot(field string, l *CountLine, text string) (*CountedLot, error) {
	if text == "" && len(l.Lots) == 1 {
		return &l.Lots[0], nil
	}
	id, err := t.lotID(field, l, text)
	if err != nil {
		return nil, err
	}
	if x := l.lot(id); x != nil {
		return x, nil
	}
	if len(l.Lots) >= MaxCountLots {
		return nil, fault.InField(field+".lot", "count.too_many_lots", fault.Args{"max": MaxCountLots})
	}
	lot, err := LotByID(t.tx, id)
	if err != nil {
		return nil, err
	}
	if l.Done() && len(l.Lots) > 0 {
		t.c.Sums.Closed-- // until this one is counted too
	}
	l.Lots = append(l.Lots, CountedLot{Lot: lot.ID, Code: lot.Code, Expiry: lot.Expiry, UnitCost: lot.UnitCost})
	return &l.Lots[len(l.Lots)-1], nil
}

func (t *telling) lotID(field string, l *CountLine, text string) (op.ID, error) {
	if text != "" {
		return lotIn(t.tx, field+".lot", text, l.Model, l.Node)
	}
	if len(l.Lots) > 1 {
		return op.ID{}, fault.InField(field+".lot", "count.which_lot", fault.Args{"model": l.ModelName})
	}
	for lot, err := range lots.AllBack(t.tx, storage.LotByModel.Key().ID(l.Model).Text(t.c.Centre)) {
		return lot.ID, err
	}
	return op.ID{}, fault.InField(field+".lot", "count.no_lot", fault.Args{"model": l.ModelName})
}
