package ska

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// Columns are what the table of all SKA can be sorted by, in its order.
func Columns() []string {
	return []string{"name", "rooms", "area", "equipment", "good", "age", "cost", "lines", "trainees", "offerings", "made", "changed"}
}

// CompareAsk asks for the table of all SKA.
type CompareAsk struct {
	Sort string `json:"sort" validate:"omitempty,oneof=name rooms area equipment good age cost lines trainees offerings made changed"`
	Desc bool   `json:"desc"`
}

// Comparison is all SKA side by side, for the ministry.
type Comparison struct {
	Sort string `json:"sort"`
	Desc bool   `json:"desc"`
	Rows []Row  `json:"rows"`
	Sum  Row    `json:"sum"` // of all; its age is that of all equipment
}

// Row is one SKA in the table. What is counted of devices comes from the stock.
type Row struct {
	Centre    string    `json:"centre"`
	Name      string    `json:"name"`
	Region    string    `json:"region"`
	Known     bool      `json:"known"` // whether the SKA has told anything yet
	Rooms     int64     `json:"rooms"`
	Unused    int64     `json:"rooms_unused"`
	Area      int64     `json:"area"`      // square metres, as far as known
	Equipment int64     `json:"equipment"` // pieces
	Good      int64     `json:"good"`
	Damaged   int64     `json:"damaged"`
	Broken    int64     `json:"broken"`
	Years     int64     `json:"-"`        // of all pieces whose year is known, together
	Dated     int64     `json:"-"`        // those pieces
	Age       int64     `json:"mean_age"` // years, rounded; -1 is not known
	Cost      int64     `json:"cost"`     // of modernising, whole rupiah
	Capacity  []Line    `json:"capacity"`
	Lines     int64     `json:"lines"`
	Period    string    `json:"period,omitempty"` // that the trainees are of: 2026/1
	Trainees  int64     `json:"trainees"`
	Women     int64     `json:"women"`
	Offerings int64     `json:"offerings"` // that are published
	Made      int64     `json:"made"`      // devices that its workshop made
	Decrees   int64     `json:"decrees"`
	ChangedAt time.Time `json:"changed_at,omitzero"`
}

// Compare puts all SKA side by side, sorted by one column.
func (h *House) Compare(ctx context.Context, in CompareAsk) (Comparison, error) {
	now := h.d.Now()
	if !slices.Contains(Columns(), in.Sort) {
		in = CompareAsk{Sort: "cost", Desc: true}
	}
	return op.Read(ctx, h.d, policy.SKACompare, func(v *op.View) (Comparison, error) {
		out := Comparison{Sort: in.Sort, Desc: in.Desc, Rows: []Row{}}
		if err := v.Allow(op.Headquarters); err != nil {
			return out, err
		}
		for c, err := range network.Each(v) {
			if err != nil {
				return out, err
			}
			p, known, err := profileOf(v, c.Code)
			if err != nil {
				return out, err
			}
			if !c.SKA && !known {
				continue
			}
			row, err := rowOf(v, c, p, known, now)
			if err != nil {
				return out, err
			}
			out.Rows = append(out.Rows, row)
			out.Sum = out.Sum.plus(row)
		}
		out.Sum.Age = mean(out.Sum)
		slices.SortStableFunc(out.Rows, func(a, b Row) int {
			if in.Desc {
				a, b = b, a
			}
			return cmp.Or(a.compare(b, in.Sort), strings.Compare(a.Name, b.Name))
		})
		return out, nil
	})
}

func rowOf(r storage.Reader, c network.Centre, p Profile, known bool, now time.Time) (Row, error) {
	row := Row{
		Centre: c.Code, Name: c.Name, Region: c.Region, Known: known, Cost: costOf(p.Equipment), Capacity: p.Capacity,
		Lines: int64(len(p.Capacity)), Decrees: int64(len(p.Decrees)), ChangedAt: p.ChangedAt,
	}
	if row.Capacity == nil {
		row.Capacity = []Line{}
	}
	for _, x := range p.Rooms {
		row.Rooms++
		row.Area += x.Area
		if x.Use == NotUsed {
			row.Unused++
		}
	}
	for _, t := range p.Equipment {
		row.count(t, now)
	}
	row.Age = mean(row)
	if list := latestFirst(p.Trainees); len(list) > 0 {
		row.Period, row.Trainees, row.Women = list[0].label(), list[0].Total(), list[0].Women
	}
	for t, err := range stock.TalliesOfCentre(r, c.Code) {
		if err != nil {
			return row, err
		}
		row.Made += t.Made
	}
	for _, err := range offerings.All(r, storage.OfferingByCentre.Key().Text(c.Code).Text(string(Published))) {
		if err != nil {
			return row, err
		}
		row.Offerings++
	}
	return row, nil
}

func (r *Row) count(t Tool, now time.Time) {
	r.Equipment += t.Number
	switch t.Condition {
	case Good:
		r.Good += t.Number
	case Damaged:
		r.Damaged += t.Number
	case Broken:
		r.Broken += t.Number
	}
	if years, ok := t.Age(now); ok {
		r.Years += int64(years) * t.Number
		r.Dated += t.Number
	}
}

// mean is the age of the equipment in years, -1 when none is known.
func mean(r Row) int64 {
	if r.Dated == 0 {
		return -1
	}
	return (r.Years + r.Dated/2) / r.Dated
}

func (r Row) plus(o Row) Row {
	r.Rooms += o.Rooms
	r.Unused += o.Unused
	r.Area += o.Area
	r.Equipment += o.Equipment
	r.Good += o.Good
	r.Damaged += o.Damaged
	r.Broken += o.Broken
	r.Years += o.Years
	r.Dated += o.Dated
	r.Cost += o.Cost
	r.Lines += o.Lines
	r.Trainees += o.Trainees
	r.Women += o.Women
	r.Offerings += o.Offerings
	r.Made += o.Made
	r.Decrees += o.Decrees
	r.Capacity = []Line{}
	return r
}

func (r Row) compare(o Row, column string) int {
	switch column {
	case "rooms":
		return cmp.Compare(r.Rooms, o.Rooms)
	case "area":
		return cmp.Compare(r.Area, o.Area)
	case "equipment":
		return cmp.Compare(r.Equipment, o.Equipment)
	case "good":
		return cmp.Compare(r.Good*max(o.Equipment, 1), o.Good*max(r.Equipment, 1)) // shares
	case "age":
		return cmp.Compare(r.Age, o.Age)
	case "cost":
		return cmp.Compare(r.Cost, o.Cost)
	case "lines":
		return cmp.Compare(r.Lines, o.Lines)
	case "trainees":
		return cmp.Compare(r.Trainees, o.Trainees)
	case "offerings":
		return cmp.Compare(r.Offerings, o.Offerings)
	case "made":
		return cmp.Compare(r.Made, o.Made)
	case "changed":
		return r.ChangedAt.Compare(o.ChangedAt)
	default:
		return strings.Compare(r.Name, o.Name)
	}
}

func costOf(tools []Tool) (sum int64) {
	for _, t := range tools {
		sum += t.Cost
	}
	return sum
}
