package stock

import (
	"cmp"
	"fmt"
	"slices"

	"lumbung/app/op"
	"lumbung/storage"
)

// Verify proves the stock: the indexes equal the records, balances, daybooks and
// tallies equal the replay of the ledger, every item sums to zero over all
// nodes, no real node is below zero, every unit is at the one node that its last
// movement led to, and what is reserved is on hand.
func Verify(r storage.Reader) ([]storage.Report, error) {
	w := newWorld()
	var reports []storage.Report
	for _, table := range []func(storage.Reader) (storage.Report, error){
		models.Verify, w.verifyLots, balances.Verify, daybooks.Verify, tallies.Verify, receipts.Verify,
		expectations.Verify, placeLocks.Verify, works.Verify, imports.Verify, importChunks.Verify, periodBooks.Verify, fundRegister.Verify, fundTallies.Verify,
		func(r storage.Reader) (storage.Report, error) { return movements.VerifyEach(r, w.replay) },
	} {
		rep, err := table(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	rep, proof, err := w.proveUnits(r)
	if err != nil {
		return reports, err
	}
	reports = append(reports, rep, proof)
	for _, prove := range []func(storage.Reader, *storage.Report) error{
		w.proveBalances, w.proveDaybooks, w.proveTallies, w.provePeriods, w.proveFunds,
	} {
		var rep storage.Report
		if err := prove(r, &rep); err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	more, err := verifyDocuments(r)
	if reports = append(reports, more...); err != nil {
		return reports, err
	}
	more, err = verifyHanging(r, w)
	return append(reports, more...), err
}

// spot is where a balance stands.
type spot struct {
	node       Node
	model, lot op.ID
}

// world is the ledger replayed from its first movement, and what the units say
// of themselves beside it.
type world struct {
	sums  map[spot]int64
	days  map[shelfBook]dayFlows
	units map[op.ID]stand
	used  map[partKey]int64 // parts that repairs used up

	counted    count // of the units
	serialised map[op.ID]bool
	goods      map[op.ID]goods
	books      map[bookMonth]Amount
}

func newWorld() *world {
	return &world{
		sums: map[spot]int64{}, days: map[shelfBook]dayFlows{}, units: map[op.ID]stand{},
		counted: count{}, serialised: map[op.ID]bool{}, used: map[partKey]int64{}, goods: map[op.ID]goods{}, books: map[bookMonth]Amount{},
	}
}

// stand is where the ledger says that a unit is.
type stand struct {
	node Node
	by   op.ID // movement that led there
}

// dayFlows is what went in and out of a book by day, in the order in which it was
// written, neighbours of one day together: an entry takes 24 bytes, and there are
// millions.
type dayFlows []dayFlow

type dayFlow struct {
	year, day int32
	in, out   int64
}

func (f dayFlows) add(x dayFlow) dayFlows {
	if n := len(f); n > 0 && f[n-1].year == x.year && f[n-1].day == x.day {
		f[n-1].in, f[n-1].out = f[n-1].in+x.in, f[n-1].out+x.out
		return f
	}
	return append(f, x)
}

// sorted gathers all of one day, in the order of days.
func (f dayFlows) sorted() (out dayFlows) {
	slices.SortStableFunc(f, func(a, b dayFlow) int { return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.day, b.day)) })
	for _, x := range f {
		out = out.add(x)
	}
	return out
}

// replay adds a movement; they come in the order in which they were recorded.
func (w *world) replay(m *Movement) error {
	year, day := dayOf(m.Occurred)
	for _, l := range m.Lines {
		w.end(l, l.From, dayFlow{int32(year), int32(day), 0, l.Quantity})
		w.end(l, l.To, dayFlow{int32(year), int32(day), l.Quantity, 0})
		w.partsUsed(m, l)
		w.book(m, l)
		for _, u := range l.Units {
			w.units[u] = stand{l.To, m.ID}
		}
	}
	return nil
}

func (w *world) end(l Line, at Node, x dayFlow) {
	s := spot{at, l.Model, l.Lot}
	if n := w.sums[s] + x.in - x.out; n != 0 {
		w.sums[s] = n
	} else {
		delete(w.sums, s)
	}
	if !at.Real() {
		return
	}
	for _, lot := range []op.ID{l.Lot, {}} {
		k := bookAt(at, l.Model, lot)
		w.days[k] = w.days[k].add(x)
	}
}

func find(rep *storage.Report, format string, args ...any) {
	if len(rep.Findings) < 100 {
		rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf(format, args...)})
	}
}

// proveBalances compares the balances with the replay, and sums each lot over
// all nodes.
func (w *world) proveBalances(r storage.Reader, rep *storage.Report) error {
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
func (w *world) proveDaybooks(r storage.Reader, rep *storage.Report) error {
	rep.Kind = "daybook replay"
	var last daybook
	var left dayFlows // of the book at hand, days of later years
	for b, err := range daybooks.All(r, storage.DaybookByYear.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		opening := int64(0)
		if s := b.shelf(); last.Model == b.Model && last.shelf() == s {
			opening = last.closing(366)
		} else {
			unbooked(rep, last, left)
			left = w.days[s].sorted()
			delete(w.days, s)
		}
		if b.Opening != opening || b.lowest(0) < 0 {
			find(rep, "%s model %s lot %s %d: opens with %d, want %d, lowest %d", b.shelf().node(), b.Model, b.Lot, b.Year, b.Opening, opening, b.lowest(0))
		}
		left = compareDays(rep, b, left)
		last = b
	}
	unbooked(rep, last, left)
	for s := range w.days {
		find(rep, "%s model %s lot %s: no daybook", s.node(), s.Model, s.Lot)
	}
	return nil
}

// compareDays holds a daybook against the days of its year, which come first in
// want, and returns the others.
func compareDays(rep *storage.Report, b daybook, want dayFlows) dayFlows {
	for _, d := range b.Days {
		var w dayFlow
		if len(want) > 0 && int(want[0].year) == b.Year && int(want[0].day) == d.Day {
			w, want = want[0], want[1:]
		}
		if d.In != w.in || d.Out != w.out {
			find(rep, "%s model %s lot %s %d day %d: in %d out %d, the movements give %d and %d",
				b.shelf().node(), b.Model, b.Lot, b.Year, d.Day, d.In, d.Out, w.in, w.out)
		}
	}
	return want
}

// unbooked names days of the ledger that the daybooks of a shelf lack.
func unbooked(rep *storage.Report, b daybook, left dayFlows) {
	for _, x := range left {
		find(rep, "%s model %s lot %s %d day %d: the movements give in %d out %d, no daybook has it",
			b.shelf().node(), b.Model, b.Lot, x.year, x.day, x.in, x.out)
	}
}

// proveUnits verifies the table of units and compares where each is with the
// replay; it counts them on the way.
func (w *world) proveUnits(r storage.Reader) (table, rep storage.Report, err error) {
	rep.Kind = "unit replay"
	at := map[spot]int64{}
	table, err = units.VerifyEach(r, func(u *Unit) error {
		rep.Records++
		want, moved := w.units[u.ID]
		if !moved || want.node != u.Node || want.by != u.LastMove {
			find(&rep, "unit %s is at %s by %s, the movements say %s by %s", u.Code, u.Node, u.LastMove, want.node, want.by)
		}
		if !u.Allocation.IsZero() && !u.Node.Real() {
			find(&rep, "unit %s is reserved, but not on hand: %s", u.Code, u.Node)
		}
		at[spot{u.Node, u.Model, u.Lot}]++
		w.counted.add(u.Model, u.Centre, bucketOf(*u), 1)
		w.serialised[u.Model] = true
		w.countFundOf(*u)
		return nil
	})
	if rep.Records != len(w.units) {
		find(&rep, "%d units stand, the movements name %d", rep.Records, len(w.units))
	}
	for s, n := range at {
		if s.node.bucket() != Void && w.sums[s] != n {
			find(&rep, "%s lot %s: %d units, balance %d", s.node, s.lot, n, w.sums[s])
		}
	}
	return table, rep, err
}

// proveTallies counts every tally anew.
func (w *world) proveTallies(r storage.Reader, rep *storage.Report) error {
	rep.Kind = "tally recount"
	want, err := w.recount(r)
	if err != nil {
		return err
	}
	for t, err := range tallies.All(r, storage.TallyByKey.Key()) {
		if err != nil {
			return err
		}
		rep.Records++
		k := tallyKey{model: t.Model, centre: t.Centre}
		sum := want[k].Tally
		delete(want, k)
		if sum.Model, sum.Centre = t.Model, t.Centre; sum != t {
			find(rep, "tally %+v, counted %+v", t, sum)
		}
	}
	for k, t := range want {
		if t.Tally != (Tally{}) {
			find(rep, "no tally of model %s at %s, counted %+v", k.model, k.centre, t.Tally)
		}
	}
	return nil
}

// recount adds what is only counted, and what was made, to the count of units.
func (w *world) recount(r storage.Reader) (count, error) {
	for b, err := range balances.All(r, storage.BalanceByKey.Key()) {
		if err != nil {
			return nil, err
		}
		if !w.serialised[b.Model] {
			w.counted.add(b.Model, b.Centre, b.Node.bucket(), b.Quantity)
		}
		if !w.serialised[b.Model] || b.Node.origin() {
			w.counted.fundPieces(w.goods[b.Lot].lot(b.Model), b.Centre, b.Node, b.Quantity)
		}
	}
	for s, n := range w.sums {
		if s.node.Kind == AtProduction {
			w.counted.made(s.model, s.node.Ref, -n)
		}
	}
	return w.counted, nil
}
