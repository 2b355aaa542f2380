package stock

import "lumbung/storage"

// bookMonth is one entry of the period books, as a replay counts it.
type bookMonth struct {
	entryKey
	year, month int
}

// verifyLots verifies the table of lots and keeps what the replay needs of them.
func (w *world) verifyLots(r storage.Reader) (storage.Report, error) {
	texts := map[string]string{} // each once: there are few, and many lots
	once := func(s string) string {
		if _, known := texts[s]; !known {
			texts[s] = s
		}
		return texts[s]
	}
	return lots.VerifyEach(r, func(l *Lot) error {
		w.goods[l.ID] = goods{once(l.Fund), once(l.Account), l.UnitCost}
		return nil
	})
}

// book counts a line for the period books of the replayed world.
func (w *world) book(m *Movement, l Line) {
	flow, n := m.grows(l)
	if n == 0 {
		return
	}
	g := w.goods[l.Lot]
	at := m.Occurred.In(wib)
	e := bookMonth{entryKey{account{m.Centre, l.Model, g.fund, g.account}, flow}, at.Year(), int(at.Month())}
	if w.books[e] = w.books[e].Plus(Amount{n, n * g.cost}); w.books[e] == (Amount{}) {
		delete(w.books, e)
	}
}

// countFundOf counts a unit for the fund that paid for it. One that is back
// where it came from is counted by the balance there.
func (w *world) countFundOf(u Unit) {
	if u.Node.origin() {
		u.Node = Node{}
	}
	w.counted.fundUnit(u, 1)
}

// provePeriods compares each month of the period books with the replay, and each
// opening with the closing of the year before.
func (w *world) provePeriods(r storage.Reader, rep *storage.Report) error {
	rep.Kind = "period book replay"
	months := 0
	var last periodBook
	for b, err := range periodBooks.All(r, storage.PeriodBookByYear.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		var opening Amount
		if last.of() == b.of() {
			opening = last.closing(12)
		}
		if b.Opening != opening {
			find(rep, "%s model %s fund %q account %q %d: opens with %+v, want %+v", b.Centre, b.Model, b.Fund, b.Account, b.Year, b.Opening, opening)
		}
		for _, e := range b.Months {
			months++
			if want := w.books[bookMonth{entryKey{b.of(), e.Flow}, b.Year, e.Month}]; want != e.Amount {
				find(rep, "%s model %s fund %q account %q %d-%02d %+v: %+v, the movements give %+v",
					b.Centre, b.Model, b.Fund, b.Account, b.Year, e.Month, e.Flow, e.Amount, want)
			}
		}
		last = b
	}
	if months != len(w.books) {
		find(rep, "%d months stand, the movements give %d", months, len(w.books))
	}
	return nil
}

// proveFunds compares each fund tally with the count, and proves that everything
// which came in is somewhere.
func (w *world) proveFunds(r storage.Reader, rep *storage.Report) error {
	rep.Kind = "fund tally recount"
	left := map[tallyKey]int64{}
	for t, err := range fundTallies.All(r, storage.FundTallyByKey.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		sum := w.counted[t.key()].fund
		delete(w.counted, t.key())
		if sum.Fund, sum.Model, sum.Centre, sum.Province = t.Fund, t.Model, t.Centre, t.Province; sum != t {
			find(rep, "fund tally %+v, counted %+v", t, sum)
		}
		left[tallyKey{model: t.Model, fund: t.Fund}] += t.Received + t.Found - t.Accounted()
	}
	for k, t := range w.counted {
		if k.ofFund && !t.fund.empty() {
			find(rep, "no tally of fund %q model %s, counted %+v", k.fund, k.model, t.fund)
		}
	}
	for k, n := range left {
		if n != 0 {
			find(rep, "fund %q model %s: %d pieces came in and are nowhere", k.fund, k.model, n)
		}
	}
	return nil
}

// origin tells a node that goods come from: pieces there are below zero.
func (n Node) origin() bool {
	switch n.Kind {
	case AtSupplier, AtProduction, AtDonor, AtOpening, AtCountGain, AtAdjust:
		return true
	default:
		return false
	}
}
