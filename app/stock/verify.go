package stock

import (
	"fmt"

	"lumbung/app/op"
	"lumbung/storage"
)

// Verify proves the stock: the indexes equal the records, balances, daybooks and
// tallies equal the replay of the ledger, every item sums to zero over all
// nodes, no real node is below zero, every unit is at the one node that its last
// movement led to, and what is reserved is on hand.
func Verify(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, table := range []func(storage.Reader) (storage.Report, error){
		models.Verify, units.Verify, lots.Verify, movements.Verify, balances.Verify, daybooks.Verify, tallies.Verify, receipts.Verify,
		expectations.Verify, placeLocks.Verify, works.Verify, transfers.Verify, verifyTransfers, loans.Verify, verifyLoans,
	} {
		rep, err := table(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	w, err := replay(r)
	if err != nil {
		return reports, err
	}
	for _, prove := range []func(storage.Reader, *world, *storage.Report) error{
		proveBalances, proveDaybooks, proveUnits, proveTallies,
	} {
		var rep storage.Report
		if err := prove(r, w, &rep); err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	more, err := verifyRecalls(r)
	return append(reports, more...), err
}

// spot is where a balance stands.
type spot struct {
	node       Node
	model, lot op.ID
}

// world is the ledger replayed from its first movement.
type world struct {
	sums  map[spot]int64
	days  map[bookDayKey]flow
	units map[op.ID]stand
}

type bookDayKey struct {
	shelf shelfBook
	year  int
	day   int
}

// stand is where the ledger says that a unit is.
type stand struct {
	node Node
	by   op.ID // movement that led there
}

func replay(r storage.Reader) (*world, error) {
	w := &world{sums: map[spot]int64{}, days: map[bookDayKey]flow{}, units: map[op.ID]stand{}}
	for m, err := range movements.All(r, storage.MovementByID.Key()) {
		if err != nil {
			return nil, err
		}
		for _, l := range m.Lines {
			w.end(m, l, l.From, -l.Quantity)
			w.end(m, l, l.To, l.Quantity)
			for _, u := range l.Units {
				w.units[u] = stand{l.To, m.ID}
			}
		}
	}
	return w, nil
}

func (w *world) end(m Movement, l Line, at Node, delta int64) {
	s := spot{at, l.Model, l.Lot}
	if w.sums[s] += delta; w.sums[s] == 0 {
		delete(w.sums, s)
	}
	if !at.Real() {
		return
	}
	year, n := dayOf(m.Occurred)
	for _, lot := range []op.ID{l.Lot, {}} {
		k := bookDayKey{bookAt(at, l.Model, lot), year, n}
		d := w.days[k]
		d.in += max(delta, 0)
		d.out += max(-delta, 0)
		w.days[k] = d
	}
}

func find(rep *storage.Report, format string, args ...any) {
	if len(rep.Findings) < 100 {
		rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf(format, args...)})
	}
}

// proveBalances compares the balances with the replay, and sums each lot over
// all nodes.
func proveBalances(r storage.Reader, w *world, rep *storage.Report) error {
	rep.Kind = "balance replay"
	total := map[op.ID]int64{}
	for b, err := range balances.All(r, storage.BalanceByKey.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		s := spot{b.Node, b.Model, b.Lot}
		if want := w.sums[s]; b.Quantity != want {
			find(rep, "%s lot %s: balance %d, the movements give %d", b.Node, b.Lot, b.Quantity, want)
		}
		if b.Node.Real() && b.Quantity < 0 {
			find(rep, "%s lot %s: %d pieces at a real place", b.Node, b.Lot, b.Quantity)
		}
		total[b.Lot] += b.Quantity
	}
	if rep.Records != len(w.sums) {
		find(rep, "%d balances stand, the movements give %d", rep.Records, len(w.sums))
	}
	for lot, sum := range total {
		if sum != 0 {
			find(rep, "lot %s: all nodes sum to %d", lot, sum)
		}
	}
	return nil
}

// proveDaybooks compares each day with the replay, and each opening with the
// closing of the year before.
func proveDaybooks(r storage.Reader, w *world, rep *storage.Report) error {
	rep.Kind = "daybook replay"
	days := 0
	var last daybook
	for b, err := range daybooks.All(r, storage.DaybookByYear.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		opening := int64(0)
		s := b.shelf()
		if last.shelf() == s {
			opening = last.closing(366)
		}
		if b.Opening != opening || b.lowest(0) < 0 {
			find(rep, "%s model %s lot %s %d: opens with %d, want %d, lowest %d", s.node(), b.Model, b.Lot, b.Year, b.Opening, opening, b.lowest(0))
		}
		for _, d := range b.Days {
			days++
			want := w.days[bookDayKey{s, b.Year, d.Day}]
			if d.In != want.in || d.Out != want.out {
				find(rep, "%s model %s lot %s %d day %d: in %d out %d, the movements give %d and %d",
					s.node(), b.Model, b.Lot, b.Year, d.Day, d.In, d.Out, want.in, want.out)
			}
		}
		last = b
	}
	if days != len(w.days) {
		find(rep, "%d days stand, the movements give %d", days, len(w.days))
	}
	return nil
}

// proveUnits compares where each unit is with the replay.
func proveUnits(r storage.Reader, w *world, rep *storage.Report) error {
	rep.Kind = "unit replay"
	at := map[spot]int64{}
	for u, err := range units.All(r, storage.UnitByID.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		want, moved := w.units[u.ID]
		if !moved || want.node != u.Node || want.by != u.LastMove {
			find(rep, "unit %s is at %s by %s, the movements say %s by %s", u.Code, u.Node, u.LastMove, want.node, want.by)
		}
		if !u.Allocation.IsZero() && !u.Node.Real() {
			find(rep, "unit %s is reserved, but not on hand: %s", u.Code, u.Node)
		}
		at[spot{u.Node, u.Model, u.Lot}]++
	}
	if rep.Records != len(w.units) {
		find(rep, "%d units stand, the movements name %d", rep.Records, len(w.units))
	}
	for s, n := range at {
		if s.node.bucket() != Void && w.sums[s] != n {
			find(rep, "%s lot %s: %d units, balance %d", s.node, s.lot, n, w.sums[s])
		}
	}
	return nil
}

// proveTallies counts every tally anew.
func proveTallies(r storage.Reader, w *world, rep *storage.Report) error {
	rep.Kind = "tally recount"
	want, err := recount(r, w)
	if err != nil {
		return err
	}
	for t, err := range tallies.All(r, storage.TallyByKey.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		k := countKey{t.Model, t.Centre}
		sum := want[k]
		delete(want, k)
		if sum.Model, sum.Centre = t.Model, t.Centre; sum != t {
			find(rep, "tally %+v, counted %+v", t, sum)
		}
	}
	for k, t := range want {
		if t != (Tally{}) {
			find(rep, "no tally of model %s at %s, counted %+v", k.model, k.centre, t)
		}
	}
	return nil
}

func recount(r storage.Reader, w *world) (count, error) {
	want := count{}
	serialised := map[op.ID]bool{}
	for u, err := range units.All(r, storage.UnitByID.Key()) {
		if err != nil {
			return nil, err
		}
		want.add(u.Model, u.Centre, bucketOf(u), 1)
		serialised[u.Model] = true
	}
	for b, err := range balances.All(r, storage.BalanceByKey.Key()) {
		if err != nil {
			return nil, err
		}
		if !serialised[b.Model] {
			want.add(b.Model, b.Centre, b.Node.bucket(), b.Quantity)
		}
	}
	for s, n := range w.sums {
		if s.node.Kind == AtProduction {
			want.made(s.model, s.node.Ref, -n)
		}
	}
	return want, nil
}
