package stock

import (
	"time"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// inventoryOf reads what the warehouses of a centre held, gained and lost in a
// period, a row for each account: from the period books, and from the ledger for
// the days of a month that lie outside the period.
func inventoryOf(r storage.Reader, centre string, p Period, now time.Time) ([]InventoryRow, error) {
	head, tail, err := aroundPeriod(r, centre, p, now)
	if err != nil {
		return nil, err
	}
	var rows []InventoryRow
	err = eachAccount(r, centre, func(of account) error {
		row, err := accountIn(r, of, p)
		if err != nil {
			return err
		}
		for f, a := range head[of] { // in the first month, but before the first day
			row.Opening = row.Opening.Plus(a.times(f.sign()))
			row.book(f, a.times(-1))
		}
		for f, a := range tail[of] {
			row.book(f, a.times(-1))
			row.Closing = row.Closing.Minus(a.times(f.sign()))
		}
		rows = append(rows, row)
		return nil
	})
	return rows, err
}

// eachAccount calls fn with every account of a centre, skipping from one to the
// next without reading the years between.
func eachAccount(r storage.Reader, centre string, fn func(account) error) error {
	prefix := storage.PeriodBookByYear.Key().Text(centre)
	from, to := prefix, storage.Key(kv.PrefixEnd(prefix))
	for {
		var of account
		found := false
		for b, err := range periodBooks.Range(r, from, to) {
			if err != nil {
				return err
			}
			of, found = b.of(), true
			break
		}
		if !found {
			return nil
		}
		if err := fn(of); err != nil {
			return err
		}
		from = kv.PrefixEnd(of.key())
	}
}

// accountIn is an account in the whole months that a period touches.
func accountIn(r storage.Reader, of account, p Period) (InventoryRow, error) {
	row := InventoryRow{Centre: of.centre, Model: of.model, Fund: of.fund, Account: of.account}
	b, known, err := lastBook(r, of, p.From.Year())
	if err != nil {
		return row, err
	}
	if known {
		month := 12
		if b.Year == p.From.Year() {
			month = int(p.From.Month()) - 1
		}
		row.Opening = b.closing(month)
	}
	row.Closing = row.Opening
	for year := p.From.Year(); year <= p.To.Year(); year++ {
		b, ok, err := periodBooks.Get(r, of.key().Int(int64(year)))
		if err != nil || !ok {
			if err != nil {
				return row, err
			}
			continue
		}
		for _, e := range b.Months {
			at := firstOf(year, e.Month)
			if at.AddDate(0, 1, 0).After(p.From) && !at.After(p.To) {
				row.book(e.Flow, e.Amount)
				row.Closing = row.Closing.Plus(e.signed())
			}
		}
	}
	return row, nil
}

// lastBook is the book of the last year, up to the given one, that has one.
func lastBook(r storage.Reader, of account, year int) (b periodBook, ok bool, err error) {
	for e, err := range r.ScanBack(of.key(), of.key().Int(int64(year)+1)) {
		if err != nil {
			return b, false, err
		}
		b, ok, err = periodBooks.Get(r, e.Key)
		return b, ok, err
	}
	return b, false, nil
}

// accountFlows are amounts by account and by the way they went.
type accountFlows map[account]map[Flow]Amount

// aroundPeriod reads from the ledger what a centre gained and lost in the first
// and the last month of a period, but outside of it.
func aroundPeriod(r storage.Reader, centre string, p Period, now time.Time) (head, tail accountFlows, err error) {
	known := map[op.ID]Lot{}
	from := p.From.In(wib)
	head, err = flowsBetween(r, centre, firstOf(from.Year(), int(from.Month())), from, known)
	if err != nil || p.Current(now) { // nothing happens after today
		return head, nil, err
	}
	to := p.To.In(wib)
	tail, err = flowsBetween(r, centre, p.end(), firstOf(to.Year(), int(to.Month())+1), known)
	return head, tail, err
}

// flowsBetween sums up the movements of a centre from an instant to before
// another, as the period books would. Lots that it reads stay in known.
func flowsBetween(r storage.Reader, centre string, from, to time.Time, known map[op.ID]Lot) (accountFlows, error) {
	sums := accountFlows{}
	if !from.Before(to) {
		return sums, nil
	}
	x := entries{}
	prefix := storage.MovementByCentre.Key().Text(centre)
	for m, err := range movements.Range(r, prefix.Time(from), prefix.Time(to)) {
		if err != nil {
			return nil, err
		}
		for _, l := range m.Lines {
			if err := readLot(r, known, l.Lot); err != nil {
				return nil, err
			}
			x.add(&m, l, known[l.Lot].goods())
		}
	}
	for k, a := range x {
		if sums[k.account] == nil {
			sums[k.account] = map[Flow]Amount{}
		}
		sums[k.account][k.flow] = a
	}
	return sums, nil
}
