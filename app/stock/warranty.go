package stock

import (
	"context"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// The warranty of a maker runs from the day on which goods were received: that is
// the day on the papers that the maker asks for. It is fixed for a lot when it
// comes in, so that a change of the model does not touch what was promised, and
// it stays with the centre that received the lot, which holds the contract.

// warrantyEnd is when the warranty of goods of a model ends; zero for none.
func warrantyEnd(m Model, received time.Time) time.Time {
	if m.Warranty <= 0 || received.IsZero() {
		return time.Time{}
	}
	return received.AddDate(0, m.Warranty, 0)
}

// WarrantyOf is when the warranty of a unit ends, zero for none: as it was fixed
// at its receipt, or by its model for one received before that was done.
func WarrantyOf(r storage.Reader, u Unit) (time.Time, error) {
	if !u.Warranty.IsZero() {
		return u.Warranty, nil
	}
	m, err := ModelByID(r, u.Model)
	return warrantyEnd(m, u.ReceivedAt), err
}

// UnitWarranty is the warranty of one unit; a zero Until is none.
type UnitWarranty struct {
	Until time.Time
	Over  bool
}

// WarrantiesAsk is whose warranties are wanted, and how far ahead.
type WarrantiesAsk struct {
	Centre string `json:"centre"` // empty: the actor's own
	Days   int    `json:"days"`   // that end within so many days; 0 is 90
	Paging
}

// Covered is a lot whose warranty ends.
type Covered struct {
	Lot     Lot
	Model   Model
	Receipt Receipt // zero for a lot of an older system
}

// Warranties is part of the lots of a centre whose warranty ends soon.
type Warranties struct {
	Centre string
	Days   int
	Until  time.Time
	Rows   []Covered
	Next   string // cursor: the id of the last lot shown; empty where the list ends
}

// Warranties pages through the lots of a centre whose warranty ends within the
// days asked for, the first to end first.
func (s *Stock) Warranties(ctx context.Context, ask WarrantiesAsk) (Warranties, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (Warranties, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return Warranties{}, err
		}
		list := Warranties{Centre: centre, Days: ask.Days}
		if list.Days <= 0 || list.Days > 3660 {
			list.Days = 90
		}
		now := s.d.Now().UTC()
		list.Until = now.AddDate(0, 0, list.Days)
		from := storage.LotByWarranty.Key().Text(centre).Time(now)
		if ask.Cursor != "" {
			if from, err = warrantyCursor(v, ask.Cursor); err != nil {
				return list, err
			}
		}
		limit := ask.Limit
		if limit <= 0 || limit > storage.MaxPage {
			limit = 50
		}
		return list, list.fill(v, from, limit)
	})
}

// warrantyCursor is the key just after the lot that the last page ended with.
func warrantyCursor(r storage.Reader, cursor string) (storage.Key, error) {
	id, err := op.ParseID(cursor)
	if err != nil {
		return nil, storage.ErrCursor
	}
	l, err := LotByID(r, id)
	if err != nil || l.Warranty.IsZero() {
		return nil, storage.ErrCursor
	}
	return l.warrantyKey().Text(""), nil
}

func (w *Warranties) fill(r storage.Reader, from storage.Key, limit int) error {
	to := storage.LotByWarranty.Key().Text(w.Centre).Time(w.Until)
	for l, err := range lots.Range(r, from, to) {
		if err != nil {
			return err
		}
		if len(w.Rows) == limit {
			w.Next = w.Rows[limit-1].Lot.ID.String()
			return nil
		}
		row := Covered{Lot: l}
		if row.Model, err = ModelByID(r, l.Model); err != nil {
			return err
		}
		if row.Receipt, _, err = receipts.Get(r, storage.ReceiptByID.Key().ID(l.Receipt)); err != nil {
			return err
		}
		w.Rows = append(w.Rows, row)
	}
	return nil
}

func (l Lot) warrantyKey() storage.Key {
	return storage.LotByWarranty.Key().Text(l.Centre).Time(l.Warranty).ID(l.ID)
}
