package holiday

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/sheet"
	"lumbung/storage"
)

func inOrder(days []Day) {
	slices.SortStableFunc(days, func(x, y Day) int { return cmp.Or(x.On.Compare(y.On), cmp.Compare(x.Name, y.Name)) })
}

// NewDay is the input of Add.
type NewDay struct {
	Day    string `json:"day" validate:"required,datetime=2006-01-02"`
	Name   string `json:"name" validate:"required,max=120"`
	Yearly bool   `json:"yearly"` // on that date in every year
}

// Check tells what the tags cannot say.
func (in NewDay) Check() []fault.Field {
	if year, err := strconv.Atoi(in.Day[:4]); err != nil || year < firstYear || year > lastYear {
		return []fault.Field{{Name: "day", Key: "holiday.year", Args: fault.Args{"first": firstYear, "last": lastYear}}}
	}
	return nil
}

func (in NewDay) holiday() Holiday {
	name := strings.Join(strings.Fields(in.Name), " ")
	if in.Yearly {
		return Holiday{Day: "-" + in.Day[4:], Name: name}
	}
	return Holiday{Day: in.Day, Name: name}
}

// Add makes a day a day off. It fails with Invalid for one that is off already.
func (h *Holidays) Add(ctx context.Context, in NewDay) (Holiday, error) {
	return op.Write(ctx, h.d, policy.HolidayChange, in, func(tx *op.Tx) (Holiday, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return Holiday{}, err
		}
		x := in.holiday()
		old, taken, err := holidays.Get(tx, dayKey(x.Day))
		if err != nil {
			return Holiday{}, err
		}
		if taken {
			return Holiday{}, fault.InField("day", "holiday.taken", fault.Args{"name": old.Name})
		}
		if err := room(tx, 1); err != nil {
			return Holiday{}, err
		}
		return x, put(tx, x)
	})
}

// room fails when so many days more would be too many. It counts a list, and
// may: a few days above the limit do no harm.
func room(r storage.Reader, more int) error {
	for _, err := range holidays.All(r, storage.HolidayByDay.Key()) {
		if err != nil {
			return err
		}
		more++
	}
	if more > maxDays {
		return fault.New(fault.Conflict, "holiday.full", fault.Args{"n": maxDays})
	}
	return nil
}

// Naming names a day off as Holiday.Day writes it.
type Naming struct {
	Day string `json:"day" validate:"required,max=10"`
}

// Remove makes a day a working day again.
func (h *Holidays) Remove(ctx context.Context, in Naming) (Holiday, error) {
	return op.Write(ctx, h.d, policy.HolidayChange, in, func(tx *op.Tx) (Holiday, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return Holiday{}, err
		}
		x, ok, err := holidays.Get(tx, dayKey(in.Day))
		if err != nil {
			return Holiday{}, err
		}
		if !ok {
			return Holiday{}, fault.Missing("holiday")
		}
		tx.About("holiday", op.ID{}, x.Day)
		tx.Changed("name", x.Name, "")
		return x, holidays.Delete(tx, dayKey(x.Day))
	})
}

// File is a table of days off: the columns tanggal and nama, or date and name.
type File struct {
	Data   []byte `json:"file"`
	Commit bool   `json:"commit"` // else it is looked at alone
}

// Imported is what became of a file, or would become of it.
type Imported struct {
	Problems sheet.Problems `json:"-"`
	Added    int            `json:"added"`
	Same     int            `json:"same"` // that were there already
}

// Import adds the days of a file: all of them, or none when one row is wrong.
// Days that are off already stay as they are, so a file can be sent twice.
func (h *Holidays) Import(ctx context.Context, in File) (Imported, error) {
	var fresh []Holiday
	out, err := op.Read(ctx, h.d, policy.HolidayChange, func(v *op.View) (out Imported, err error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return out, err
		}
		var rows []Holiday
		rows, out.Problems = read(in.Data)
		for _, x := range rows {
			_, taken, err := holidays.Get(v, dayKey(x.Day))
			if err != nil {
				return out, err
			}
			if taken {
				out.Same++
			} else {
				fresh = append(fresh, x)
			}
		}
		out.Added = len(fresh)
		return out, nil
	})
	if err != nil || !out.Problems.Clean() || !in.Commit || len(fresh) == 0 {
		return out, err
	}
	_, err = op.Write(ctx, h.d, policy.HolidayChange, nil, func(tx *op.Tx) (struct{}, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return struct{}{}, err
		}
		for _, x := range fresh {
			if err := put(tx, x); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, room(tx, 0)
	})
	return out, err
}

// maxRows is how many days one file has at most: the days off of ten years.
const maxRows = 400

// Columns are the columns of a file, as Indonesians and programs call them.
func Columns() (indonesian, english []sheet.Column) {
	return []sheet.Column{{Name: "tanggal", Required: true}, {Name: "nama", Required: true}},
		[]sheet.Column{{Name: "date", Required: true}, {Name: "name", Required: true}}
}

func read(data []byte) (rows []Holiday, bad sheet.Problems) {
	form, english := Columns()
	t, bad := sheet.Read(data, []string{"tanggal", "nama", "date", "name"})
	if bad.Clean() {
		if t.Has("date") && !t.Has("tanggal") {
			form = english
		}
		bad = t.Match(form)
	}
	if !bad.Clean() {
		return nil, bad
	}
	if len(t.Rows) > maxRows {
		bad.Add(1, "", "holiday.many", fault.Args{"n": maxRows})
		return nil, bad
	}
	seen := map[string]int{}
	for _, row := range t.Rows {
		c := t.Cells(row, &bad)
		c.Need(form[0].Name, 40)
		day, given := c.Day(form[0].Name)
		x := Holiday{Day: day.Format(time.DateOnly), Name: c.Need(form[1].Name, 120)}
		first, twice := seen[x.Day]
		switch {
		case c.Wrong || !given:
		case twice:
			c.Refuse(form[0].Name, "holiday.twice", fault.Args{"first": first})
		default:
			rows = append(rows, x)
		}
		seen[x.Day] = row.At
	}
	return rows, bad
}
