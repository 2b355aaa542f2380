package stock

import (
	"cmp"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// The first year that the ledger knows. A date before it is a slip of the pen,
// such as the year 0024.
const firstYear = 2000

// wib is the zone whose midnight ends a day of the ledger, at every centre.
var wib = time.FixedZone("WIB", 7*60*60)

func dayOf(t time.Time) (year, day int) {
	t = t.In(wib)
	return t.Year(), t.YearDay()
}

// daybook holds what went in and out of a real node in one year, day by day, so
// that the balance at the end of any day is one read, and back-dating can be
// checked against every balance from that day on.
type daybook struct {
	Node    Node  `cbor:"1,keyasint"`
	Model   op.ID `cbor:"2,keyasint"`
	Year    int   `cbor:"3,keyasint"`
	Opening int64 `cbor:"4,keyasint,omitempty"`
	Days    []day `cbor:"5,keyasint"` // ascending, those with movements only
}

type day struct {
	_   struct{} `cbor:",toarray"`
	Day int      // 1 to 366
	In  int64
	Out int64
}

var daybooks = storage.Table[daybook]{
	Kind: "daybook",
	ID: func(b *daybook) storage.Key {
		return storage.DaybookByYear.Key().Text(b.Node.String()).ID(b.Model).Int(int64(b.Year))
	},
}

// add books a quantity on a day.
func (b *daybook) add(n int, in, out int64) {
	i, found := slices.BinarySearchFunc(b.Days, n, func(d day, n int) int { return cmp.Compare(d.Day, n) })
	if !found {
		b.Days = slices.Insert(b.Days, i, day{Day: n})
	}
	b.Days[i].In += in
	b.Days[i].Out += out
}

// closing is the balance at the end of day n.
func (b *daybook) closing(n int) int64 {
	sum := b.Opening
	for _, d := range b.Days {
		if d.Day > n {
			break
		}
		sum += d.In - d.Out
	}
	return sum
}

// lowest is the lowest balance at the end of any day from n on.
func (b *daybook) lowest(n int) int64 {
	low, sum := b.closing(n), b.closing(n)
	for _, d := range b.Days {
		if d.Day > n {
			sum += d.In - d.Out
			low = min(low, sum)
		}
	}
	return low
}

// bookDay books a line at a real node into its daybooks and refuses what would
// bring a balance below zero on that day or any later one.
func bookDay(tx *op.Tx, node Node, model op.ID, at time.Time, in, out int64) error {
	year, n := dayOf(at)
	b, err := openYear(tx, node, model, year)
	if err != nil {
		return err
	}
	b.add(n, in, out)
	if b.lowest(n) < 0 {
		return notThen(node, at)
	}
	if err := daybooks.Put(tx, &b); err != nil {
		return err
	}
	last, _ := dayOf(tx.At)
	for y := year + 1; y <= last; y++ {
		later, ok, err := daybooks.Get(tx, daybooks.ID(&daybook{Node: node, Model: model, Year: y}))
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		later.Opening += in - out
		if later.lowest(0) < 0 {
			return notThen(node, at)
		}
		if err := daybooks.Put(tx, &later); err != nil {
			return err
		}
	}
	return nil
}

func notThen(node Node, at time.Time) error {
	return fault.InField("occurred_at", "stock.not_enough_then", fault.Args{"place": node.Ref, "date": at})
}

// openYear returns the daybook of a year, a new one with the closing balance of
// the last year that has one.
func openYear(r storage.Reader, node Node, model op.ID, year int) (daybook, error) {
	fresh := daybook{Node: node, Model: model, Year: year}
	for y := year; y >= firstYear; y-- {
		b, ok, err := daybooks.Get(r, daybooks.ID(&daybook{Node: node, Model: model, Year: y}))
		if err != nil {
			return fresh, err
		}
		if ok && y == year {
			return b, nil
		}
		if ok {
			fresh.Opening = b.closing(366)
			break
		}
	}
	return fresh, nil
}
