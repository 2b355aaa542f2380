package handlers

import (
	"context"
	"strconv"

	"lumbung/app/ska"
)

// The profiles of SKA as lists: one of the SKA themselves, and one for each kind
// of thing that they list. A column of theirs means the same in all.

func skaSet() dataSet {
	return dataSet{"ska", "/ska", []string{
		"centre", "url", "name", "region_code", "region", "about", "address", "phone", "email", "hours", "open", "rooms", "rooms_area", "rooms_unused",
		"tools", "tools_broken", "modernising_cost", "decrees", "changed_at",
	}, eachSKASheet(func(s *Server, x ska.Sheet, row func(...any) error) error {
		var area, unused, tools, broken int64
		for _, r := range x.Rooms {
			area += r.Area
			if r.Use == ska.NotUsed {
				unused++
			}
		}
		for _, t := range x.Equipment {
			tools += t.Number
			if t.Condition == ska.Broken {
				broken += t.Number
			}
		}
		return row(x.Centre, s.opt.Origin+"/ska/"+x.Centre, x.Name, x.Region, regionName(x.Region), x.About, x.Address, x.Phone, x.Email, x.Hours,
			strconv.FormatBool(!x.Closed), int64(len(x.Rooms)), known(area), unused, tools, broken, known(x.Cost()), int64(len(x.Decrees)), instant(x.ChangedAt))
	})}
}

func skaRoomSet() dataSet {
	return dataSet{
		"ska-ruang", "/ska",
		[]string{"centre", "building", "name", "area", "purpose", "use", "changed_at"},
		eachSKASheet(func(_ *Server, x ska.Sheet, row func(...any) error) error {
			for _, r := range x.Rooms {
				if err := row(x.Centre, r.Building, r.Name, known(r.Area), r.Purpose, string(r.Use), instant(x.ChangedAt)); err != nil {
					return err
				}
			}
			return nil
		}),
	}
}

func skaToolSet() dataSet {
	return dataSet{
		"ska-peralatan", "/ska",
		[]string{"centre", "name", "number", "year", "condition", "needs", "cost", "changed_at"},
		eachSKASheet(func(_ *Server, x ska.Sheet, row func(...any) error) error {
			for _, t := range x.Equipment {
				if err := row(x.Centre, t.Name, t.Number, known(int64(t.Year)), string(t.Condition), t.Needs, known(t.Cost), instant(x.ChangedAt)); err != nil {
					return err
				}
			}
			return nil
		}),
	}
}

func skaCapacitySet() dataSet {
	return dataSet{
		"ska-kapasitas", "/ska",
		[]string{"centre", "product", "per_month", "unit", "note", "changed_at"},
		eachSKASheet(func(_ *Server, x ska.Sheet, row func(...any) error) error {
			for _, c := range x.Capacity {
				if err := row(x.Centre, c.Product, c.PerMonth, c.Unit, c.Note, instant(x.ChangedAt)); err != nil {
					return err
				}
			}
			return nil
		}),
	}
}

// skaTraineeSet tells how many were trained as the pages do: without small
// groups, see package disclosure.
func skaTraineeSet() dataSet {
	columns := []string{"centre", "year", "half", "total", "women", "men"}
	for _, code := range ska.KindCodes() {
		columns = append(columns, "trained_"+code)
	}
	return dataSet{"ska-peserta", "/ska", append(columns, "changed_at"), eachSKASheet(func(_ *Server, x ska.Sheet, row func(...any) error) error {
		for _, t := range x.Trainees {
			cells := []any{x.Centre, int64(t.Year), known(int64(t.Half)), tellable(t.Total), tellable(t.Women), tellable(t.Men)}
			for _, n := range t.Kinds {
				cells = append(cells, tellable(n))
			}
			if err := row(append(cells, instant(x.ChangedAt))...); err != nil {
				return err
			}
		}
		return nil
	})}
}

// eachSKASheet gives the rows of every SKA that has told something.
func eachSKASheet(rows func(*Server, ska.Sheet, func(...any) error) error) func(context.Context, *Server, func(...any) error) error {
	return func(ctx context.Context, s *Server, row func(...any) error) error {
		list, err := s.app.SKA.All(ctx)
		if err != nil {
			return err
		}
		for _, x := range list {
			if !x.Known {
				continue
			}
			if err := rows(s, x, row); err != nil {
				return err
			}
		}
		return nil
	}
}
