package stock

import (
	"cmp"
	"encoding/binary"
	"errors"
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

// shelfBook names the daybooks of one model at one real node: of one lot, or of
// all lots together when Lot is zero.
type shelfBook struct {
	Model     op.ID
	Warehouse string
	Lot       op.ID
	Shelf     string // empty for what stands in the warehouse on no shelf
}

func bookAt(n Node, model, lot op.ID) shelfBook {
	return shelfBook{Model: model, Warehouse: n.Warehouse(), Lot: lot, Shelf: n.Shelf()}
}

func (s shelfBook) node() Node {
	if s.Shelf == "" {
		return WarehouseNode(s.Warehouse)
	}
	return ShelfNode(s.Warehouse, s.Shelf)
}

// daybook holds what went in and out of a real node in one year, day by day, so
// that the balance at the end of any day is one read, and back-dating can be
// checked against every balance from that day on.
type daybook struct {
	Model     op.ID  `cbor:"1,keyasint"`
	Warehouse string `cbor:"2,keyasint"`
	Lot       op.ID  `cbor:"3,keyasint,omitzero"`
	Shelf     string `cbor:"4,keyasint,omitempty"`
	Year      int    `cbor:"5,keyasint"`
	Opening   int64  `cbor:"6,keyasint,omitempty"`
	Days      dayRun `cbor:"7,keyasint"` // ascending, those with movements only
}

func (s shelfBook) year(y int) daybook {
	return daybook{Model: s.Model, Warehouse: s.Warehouse, Lot: s.Lot, Shelf: s.Shelf, Year: y}
}

func (b *daybook) shelf() shelfBook {
	return shelfBook{Model: b.Model, Warehouse: b.Warehouse, Lot: b.Lot, Shelf: b.Shelf}
}

type day struct {
	Day int // 1 to 366
	In  int64
	Out int64
}

// dayRun is stored as varints, three a day, each day as its distance from the
// one before: a full year takes about a kilobyte.
type dayRun []day

var errDays = errors.New("stock: days of a daybook cannot be read")

// MarshalBinary writes the days.
func (r dayRun) MarshalBinary() ([]byte, error) {
	out := make([]byte, 0, 4*len(r))
	last := 0
	for _, d := range r {
		out = binary.AppendUvarint(out, uint64(d.Day-last))
		out = binary.AppendUvarint(out, uint64(d.In))
		out = binary.AppendUvarint(out, uint64(d.Out))
		last = d.Day
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (r *dayRun) UnmarshalBinary(data []byte) error {
	*r = make(dayRun, 0, len(data)/3+1)
	last := 0
	for len(data) > 0 {
		var v [3]uint64
		for i := range v {
			n := 0
			if v[i], n = binary.Uvarint(data); n <= 0 {
				return errDays
			}
			data = data[n:]
		}
		last += int(v[0])
		*r = append(*r, day{Day: last, In: int64(v[1]), Out: int64(v[2])})
	}
	return nil
}

var daybooks = storage.Table[daybook]{
	Kind: "daybook",
	ID: func(b *daybook) storage.Key {
		return storage.DaybookByYear.Key().ID(b.Model).Text(b.Warehouse).ID(b.Lot).Text(b.Shelf).Int(int64(b.Year))
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

// bookDay books what went in and out of a node on a day into its daybooks and
// refuses what would bring a balance below zero on that day or any later one.
func bookDay(tx *op.Tx, s shelfBook, at time.Time, in, out int64) error {
	year, n := dayOf(at)
	b, err := openYear(tx, s, year)
	if err != nil {
		return err
	}
	b.add(n, in, out)
	if b.lowest(n) < 0 {
		return notThen(s.node(), at)
	}
	if err := daybooks.Put(tx, &b); err != nil {
		return err
	}
	last, _ := dayOf(tx.At)
	for y := year + 1; y <= last; y++ {
		next := s.year(y)
		later, ok, err := daybooks.Get(tx, daybooks.ID(&next))
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		later.Opening += in - out
		if later.lowest(0) < 0 {
			return notThen(s.node(), at)
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
func openYear(r storage.Reader, s shelfBook, year int) (daybook, error) {
	fresh := s.year(year)
	for y := year; y >= firstYear; y-- {
		want := s.year(y)
		b, ok, err := daybooks.Get(r, daybooks.ID(&want))
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

// BalanceOn is the balance of a model at a place at the end of a day: of one lot,
// or of all when lot is zero; a warehouse counts with all its shelves. It reads
// one or two daybooks for each shelf that ever held the model.
func BalanceOn(r storage.Reader, at Node, model, lot op.ID, day time.Time) (int64, error) {
	year, n := dayOf(day)
	prefix := storage.DaybookByYear.Key().ID(model).Text(at.Warehouse()).ID(lot)
	if at.Kind == AtBin {
		prefix = prefix.Text(at.Shelf())
	}
	sum, last := int64(0), int64(0) // of the shelves before, and of the one at hand
	var shelf string
	for b, err := range daybooks.All(r, prefix) {
		if err != nil {
			return 0, err
		}
		if b.Shelf != shelf {
			sum, last, shelf = sum+last, 0, b.Shelf
		}
		if b.Year < year {
			last = b.closing(366)
		} else if b.Year == year {
			last = b.closing(n)
		}
	}
	return sum + last, nil
}
