// Package holiday keeps the days on which the centres do not work, and reckons
// in working days. Days that fall on a fixed date come with a new store; the
// movable ones, and the days off that go with them (cuti bersama), are set each
// year by a joint decree of three ministers (SKB), so somebody enters them.
package holiday

import (
	"context"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Holiday is a day off. All of it may be shown to everybody.
type Holiday struct {
	Day     string    `cbor:"1,keyasint" json:"day"` // 2026-03-20, or --12-25 for every year
	Name    string    `cbor:"2,keyasint" json:"name"`
	Changed time.Time `cbor:"3,keyasint" json:"changed_at"`
}

// Yearly tells whether the day is off in every year.
func (h Holiday) Yearly() bool { return strings.HasPrefix(h.Day, "--") }

// In is the day in a year, and whether it is off in that year. 29 February is
// none in most years.
func (h Holiday) In(year int) (time.Time, bool) {
	text := h.Day
	if h.Yearly() {
		text = time.Date(year, 1, 1, 0, 0, 0, 0, wib).Format("2006") + h.Day[1:]
	}
	at, err := time.ParseInLocation(time.DateOnly, text, wib)
	return at, err == nil && at.Year() == year
}

var holidays = storage.Table[Holiday]{
	Kind: "holiday",
	ID:   func(h *Holiday) storage.Key { return dayKey(h.Day) },
}

func dayKey(day string) storage.Key { return storage.HolidayByDay.Key().Text(day) }

// planted says that a store has had its first holidays: whoever takes all of
// them out does not get them back.
type planted struct {
	At time.Time `cbor:"1,keyasint"`
}

var seeded = storage.Table[planted]{
	Kind: "holiday seed",
	ID:   func(*planted) storage.Key { return storage.HolidaySeeded.Key() },
}

// wib is the zone in which a day begins and ends for all centres.
var wib = time.FixedZone("WIB", 7*60*60)

// Holidays are the use cases around days off.
type Holidays struct{ d *op.Deps }

// New returns the use cases over d. Load fills a new store.
func New(d *op.Deps) *Holidays { return &Holidays{d: d} }

// fixed are the national holidays of a fixed date: Keppres 24/1953 as amended,
// Keppres 24/2013 (1 May), Keppres 24/2016 (1 June).
func fixed() []Holiday {
	return []Holiday{
		{Day: "--01-01", Name: "Tahun Baru Masehi"},
		{Day: "--05-01", Name: "Hari Buruh Internasional"},
		{Day: "--06-01", Name: "Hari Lahir Pancasila"},
		{Day: "--08-17", Name: "Hari Kemerdekaan"},
		{Day: "--12-25", Name: "Hari Raya Natal"},
	}
}

// Load puts the holidays of a fixed date into a store that never had any.
func (h *Holidays) Load(ctx context.Context) error {
	done := false
	err := h.d.Store.View(ctx, func(r storage.Reader) (err error) {
		_, done, err = seeded.Get(r, storage.HolidaySeeded.Key())
		return err
	})
	if err != nil || done {
		return err
	}
	ctx = op.As(ctx, policy.Actor{Name: "Lumbung", Role: policy.Admin})
	_, err = op.Write(op.Afresh(ctx), h.d, policy.HolidayChange, nil, func(tx *op.Tx) (struct{}, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return struct{}{}, err
		}
		for _, x := range fixed() {
			if err := put(tx, x); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, seeded.Put(tx, &planted{At: tx.At})
	})
	return err
}

func put(tx *op.Tx, x Holiday) error {
	tx.About("holiday", op.ID{}, x.Day)
	tx.Changed("name", "", x.Name)
	x.Changed = tx.At
	return holidays.Put(tx, &x)
}

// Listed is the days off of one year, in order.
type Listed struct {
	Year      int
	Days      []Day
	MayChange bool
}

// Day is a holiday in the year of a list.
type Day struct {
	Holiday
	On time.Time `json:"on"`
}

// List returns the days off of a year; 0 means this one.
func (h *Holidays) List(ctx context.Context, year int) (Listed, error) {
	return op.Read(ctx, h.d, policy.HolidayRead, func(v *op.View) (Listed, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return Listed{}, err
		}
		if year == 0 {
			year = h.d.Now().In(wib).Year()
		}
		out := Listed{Year: year, MayChange: policy.May(v.By, policy.HolidayChange, op.Headquarters)}
		if year < firstYear || year > lastYear {
			return out, fault.InField("year", "holiday.year", fault.Args{"first": firstYear, "last": lastYear})
		}
		for x, err := range holidays.All(v, storage.HolidayByDay.Key()) {
			if err != nil {
				return out, err
			}
			if on, is := x.In(year); is {
				out.Days = append(out.Days, Day{x, on})
			}
		}
		inOrder(out.Days)
		return out, nil
	})
}

// The years that a day off can be in, and how many days off are kept at most:
// forty a year for fifty years.
const (
	firstYear = 2000
	lastYear  = 2100
	maxDays   = 2000
)
