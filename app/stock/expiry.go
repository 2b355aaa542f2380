package stock

import (
	"context"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// ExpiriesAsk is whose lots are wanted, those that expire first before the others.
type ExpiriesAsk struct {
	Centre string `json:"centre"` // empty: the actor's own
	Paging
}

// Expiring is a quantity of a lot at a place that expires.
type Expiring struct {
	Balance Balance
	Lot     Lot
	Model   Model
	Expired bool
	Days    int // until it expires; below zero after
}

// ExpiryList is part of what expires at a centre.
type ExpiryList struct {
	Centre      string
	Rows        []Expiring
	Next, Prev  string
	MayWriteOff bool
}

// Expiries pages through the lots that lie in the warehouses of a centre and
// expire, by their day. Lots without a day are not in it.
func (s *Stock) Expiries(ctx context.Context, ask ExpiriesAsk) (ExpiryList, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (ExpiryList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return ExpiryList{}, err
		}
		list := ExpiryList{Centre: centre, MayWriteOff: policy.May(v.By, policy.StockWriteOff, centre)}
		page, err := balances.Page(v, storage.BalanceByExpiry.Key().Text(centre), ask.ask(false))
		if err != nil {
			return list, err
		}
		list.Next, list.Prev = page.Next, page.Prev
		for _, b := range page.Items {
			row, err := expiringOf(v, b, s.d.Now())
			if err != nil {
				return list, err
			}
			list.Rows = append(list.Rows, row)
		}
		return list, nil
	})
}

func expiringOf(r storage.Reader, b Balance, now time.Time) (x Expiring, err error) {
	x.Balance = b
	if x.Lot, err = LotByID(r, b.Lot); err != nil {
		return x, err
	}
	x.Expired = x.Lot.Expired(now)
	x.Days = daysBetween(now, x.Lot.Expiry)
	x.Model, err = ModelByID(r, b.Model)
	return x, err
}

// daysBetween counts the midnights from one instant to another.
func daysBetween(from, to time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.In(wib).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(to).Sub(day(from)) / (24 * time.Hour))
}
