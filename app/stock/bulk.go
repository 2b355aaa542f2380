package stock

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/storage"
)

// bulk posts many movements of one document in one transaction, under the rules
// of post: balances, daybooks, units and tallies are each read and written once,
// however many movements touch them. The document has to hold the locks of all
// warehouses that it touches. Because of them nothing else moves there, so the
// years of a daybook may be listed instead of being asked for one by one.
type bulk struct {
	tx      *op.Tx
	cause   Cause
	spots   map[spot]bulkFlow
	books   map[shelfBook]map[bulkDay]flow
	units   map[op.ID]*change
	order   []op.ID // of the units, as they were first touched
	sums    count
	centres map[string]string // of warehouses
	periods map[bulkMonth]entries
	lots    map[op.ID]Lot
	last    map[op.ID]Movement // of each unit
}

// bulkMonth is a month of the period books.
type bulkMonth struct{ year, month int }

type bulkFlow struct {
	change, counted int64
	centre          string // in whose tally it counts
}

type bulkDay struct{ year, day int }

func newBulk(tx *op.Tx, cause Cause) *bulk {
	return &bulk{
		tx: tx, cause: cause, spots: map[spot]bulkFlow{}, books: map[shelfBook]map[bulkDay]flow{},
		units: map[op.ID]*change{}, sums: count{}, centres: map[string]string{},
		periods: map[bulkMonth]entries{}, lots: map[op.ID]Lot{}, last: map[op.ID]Movement{},
	}
}

// fresh brings a unit that is not stored yet, as it is before its first movement.
func (b *bulk) fresh(u Unit) {
	b.units[u.ID] = &change{before: u, after: u, fresh: true}
	b.order = append(b.order, u.ID)
}

func (b *bulk) unit(id op.ID) (*change, error) {
	if c, ok := b.units[id]; ok {
		return c, nil
	}
	u, err := UnitByID(b.tx, id)
	if err != nil {
		return nil, err
	}
	c := &change{before: u, after: u}
	b.units[id] = c
	b.order = append(b.order, id)
	return c, nil
}

// centre is whose tally the goods at a node count in.
func (b *bulk) centre(at Node, other string) (string, error) {
	switch at.Kind {
	case AtOpening, AtUsed, AtAdjust:
		return at.Ref, nil
	case AtWarehouse, AtBin:
	default:
		return other, nil
	}
	house := at.Warehouse()
	centre, known := b.centres[house]
	if !known {
		w, err := network.WarehouseByCode(b.tx, house)
		if err != nil {
			return "", err
		}
		centre = w.Centre
		b.centres[house] = centre
	}
	return centre, nil
}

// post writes a movement with its id and lines; what follows from it waits for
// flush.
func (b *bulk) post(m Movement) error {
	m.Recorded, m.By, m.Cause = b.tx.At, b.tx.By, b.cause
	day := m.Occurred.In(wib)
	year, n := day.Year(), day.YearDay()
	month := bulkMonth{year, int(day.Month())}
	if b.periods[month] == nil {
		b.periods[month] = entries{}
	}
	for _, l := range m.Lines {
		if err := l.check(m); err != nil {
			return err
		}
		if err := readLot(b.tx, b.lots, l.Lot); err != nil {
			return err
		}
		b.periods[month].add(&m, l, b.lots[l.Lot].goods())
		for _, end := range []struct {
			at      Node
			in, out int64
		}{{l.From, 0, l.Quantity}, {l.To, l.Quantity, 0}} {
			if err := b.book(m, l, end.at, bulkDay{year, n}, flow{in: end.in, out: end.out}); err != nil {
				return err
			}
		}
		for _, id := range l.Units {
			if err := b.moveUnit(m, l, id); err != nil {
				return err
			}
		}
	}
	return movements.Add(b.tx, &m, nil)
}

func (b *bulk) book(m Movement, l Line, at Node, day bulkDay, f flow) error {
	k := spot{at, l.Model, l.Lot}
	x, known := b.spots[k]
	if !known {
		var err error
		if x.centre, err = b.centre(at, m.Centre); err != nil {
			return err
		}
	}
	x.change += f.in - f.out
	if len(l.Units) == 0 {
		x.counted += f.in - f.out
	}
	b.spots[k] = x
	if !at.Real() {
		return nil
	}
	for _, lot := range [2]op.ID{l.Lot, {}} {
		s := bookAt(at, l.Model, lot)
		days, ok := b.books[s]
		if !ok {
			days = map[bulkDay]flow{}
			b.books[s] = days
		}
		d := days[day]
		d.in, d.out = d.in+f.in, d.out+f.out
		days[day] = d
	}
	return nil
}

func (b *bulk) moveUnit(m Movement, l Line, id op.ID) error {
	c, err := b.unit(id)
	if err != nil {
		return err
	}
	u := &c.after
	if u.Node != l.From || !u.Allocation.IsZero() {
		return builtUpon(*u)
	}
	u.Node, u.LastMove = l.To, m.ID
	u.Moved = Mark{By: m.By.Name, At: m.Occurred, Document: m.Document}
	b.last[id] = m
	if m.Kind == Issued {
		u.Issues++
	}
	if !l.To.Real() {
		u.Hold, u.Held = Free, Mark{}
	}
	if l.To.Real() {
		u.Centre, err = b.centre(l.To, "")
	}
	return err
}

// flush writes what follows from the movements that were posted.
func (b *bulk) flush() error {
	if err := b.locked(); err != nil {
		return err
	}
	if err := b.flushSpots(); err != nil {
		return err
	}
	for _, k := range slices.SortedFunc(maps.Keys(b.books), shelfOrder) {
		if err := b.flushBook(k, b.books[k]); err != nil {
			return err
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(b.periods), func(a, b bulkMonth) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.month, b.month))
	}) {
		if err := b.periods[k].post(b.tx, time.Date(k.year, time.Month(k.month), 1, 0, 0, 0, 0, wib)); err != nil {
			return err
		}
	}
	if err := b.flushUnits(); err != nil {
		return err
	}
	return b.sums.apply(b.tx)
}

// flushSpots moves the balances, and counts what they mean for the sums.
func (b *bulk) flushSpots() error {
	totals := map[Node]int64{}
	for _, k := range slices.SortedFunc(maps.Keys(b.spots), spotOrder) {
		x := b.spots[k]
		if k.node.Real() {
			totals[k.node] += x.change
		}
		at, err := moveBalance(b.tx, Balance{Node: k.node, Model: k.model, Lot: k.lot, Centre: x.centre}, x.change)
		if err != nil {
			return err
		}
		b.sums.add(k.model, at.Centre, k.node.bucket(), x.counted)
		if x.counted != 0 {
			b.sums.fundPieces(b.lots[k.lot], at.Centre, k.node, x.counted)
		}
		if k.node.Kind == AtProduction {
			b.sums.made(k.model, k.node.Ref, -x.change)
		}
	}
	return addToTotals(b.tx, totals)
}

// flushUnits stores the units as they are after the last of their movements, with
// what hangs on them: recalls, care, returns.
func (b *bulk) flushUnits() error {
	gs, hang := guards{}, follow(b.tx, Movement{})
	for _, id := range b.order {
		c := b.units[id]
		g, err := gs.of(b.tx, c.after.Model)
		if err != nil {
			return err
		}
		if err := g.mark(b.tx, &c.after); err != nil {
			return err
		}
		hang.m = b.last[id]
		if err := hang.see(c); err != nil {
			return err
		}
		if err := c.save(b.tx); err != nil {
			return err
		}
		b.sums.shift(c.before, c.after)
		if c.fresh { // it was nowhere before, whatever its first node counts as
			b.sums.add(c.before.Model, c.before.Centre, bucketOf(c.before), 1)
		}
	}
	return nil
}

// locked makes sure that the document keeps every warehouse that it touches.
func (b *bulk) locked() error {
	held := map[string]bool{}
	for k := range b.books {
		if held[k.Warehouse] {
			continue
		}
		l, ok, err := placeLocks.Get(b.tx, lockKey(k.Warehouse))
		if err != nil {
			return err
		}
		if !ok || l.Cause != b.cause {
			return fmt.Errorf("stock: %s %s posts in %s without its lock", b.cause.Kind, b.cause.ID, k.Warehouse)
		}
		held[k.Warehouse] = true
	}
	return nil
}

// flushBook books the days into the years of a daybook, and carries them on to
// the years that follow.
func (b *bulk) flushBook(k shelfBook, days map[bulkDay]flow) error {
	years, err := yearsOf(b.tx, k)
	if err != nil {
		return err
	}
	changed := map[int]bool{}
	for d, f := range days {
		i, found := slices.BinarySearchFunc(years, d.year, func(y daybook, year int) int { return cmp.Compare(y.Year, year) })
		if !found {
			years = slices.Insert(years, i, k.year(d.year))
		}
		years[i].add(d.day, f.in, f.out)
		changed[d.year] = true
	}
	opening := int64(0)
	for i := range years {
		y := &years[i]
		if y.Opening != opening {
			y.Opening = opening
			changed[y.Year] = true
		}
		opening = y.closing(366)
		if !changed[y.Year] {
			continue
		}
		if y.lowest(0) < 0 {
			return notThen(k.node(), time.Date(y.Year, 12, 31, 0, 0, 0, 0, wib))
		}
		if err := daybooks.Put(b.tx, y); err != nil {
			return err
		}
	}
	return nil
}

// yearsOf lists the daybooks of a shelf in the order of years.
func yearsOf(r storage.Reader, k shelfBook) (years []daybook, err error) {
	prefix := storage.DaybookByYear.Key().ID(k.Model).Text(k.Warehouse).ID(k.Lot).Text(k.Shelf)
	for y, err := range daybooks.All(r, prefix) {
		if err != nil {
			return nil, err
		}
		years = append(years, y)
	}
	return years, nil
}
