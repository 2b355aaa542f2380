package stock

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// FundTrace is what became of one fund, from its receipts to the people: for
// staff.
type FundTrace struct {
	Fund       Fund // of a text that the register does not know: its name alone
	Registered bool
	MayChange  bool
	Total      FundTally
	Models     []FundTally // one for each model, by name
	Centres    []FundTally // what centres answer for, one for each
	Provinces  []FundTally // what is with people, one for each province they live in; "" is not known
	Names      map[op.ID]Model
	Months     []FundMonth // oldest first, without a gap
}

// FundMonth is what a month brought and gave.
type FundMonth struct {
	Month    time.Time `json:"month"` // its first day
	Received int64     `json:"received"`
	Handed   int64     `json:"handed_over"`
	Back     int64     `json:"came_back"`
}

// Fund returns the trace of a fund by its code or by any text that lots name it
// with, for staff of all centres. Its work depends on how many models, centres
// and provinces the fund has reached, not on how many units.
func (s *Stock) Fund(ctx context.Context, ref string) (FundTrace, error) {
	now := s.d.Now()
	return op.Read(ctx, s.d, policy.FundRead, func(v *op.View) (FundTrace, error) {
		if err := v.Allow(""); err != nil {
			return FundTrace{}, err
		}
		t, err := traceOf(v, ref, now)
		t.MayChange = t.Registered && policy.May(v.By, policy.FundChange, t.Fund.Centre)
		return t, err
	})
}

func traceOf(r storage.Reader, ref string, now time.Time) (FundTrace, error) {
	t := FundTrace{Names: map[op.ID]Model{}}
	f, err := FindFund(r, ref)
	t.Fund, t.Registered = f, err == nil
	if fault.CodeOf(err) == fault.NotFound {
		t.Fund, err = Fund{Code: FundKey(ref), Name: FundKey(ref)}, nil
	}
	if err != nil {
		return t, err
	}
	if err := t.sum(r); err != nil {
		return t, err
	}
	if !t.Registered && t.Total.empty() {
		return t, fault.Missing("fund")
	}
	return t, t.monthsTo(r, now)
}

// texts are the keys that the fund is counted by.
func (t *FundTrace) texts() (keys []string) {
	if !t.Registered {
		return []string{t.Fund.Code}
	}
	for _, text := range t.Fund.names() {
		keys = append(keys, FundKey(text))
	}
	return keys
}

// sum adds up the tallies of the fund, each way.
func (t *FundTrace) sum(r storage.Reader) error {
	models, centres, provinces := map[op.ID]FundTally{}, map[string]FundTally{}, map[string]FundTally{}
	for _, fund := range t.texts() {
		for x, err := range FundTallies(r, fund) {
			if err != nil {
				return err
			}
			t.Total = t.Total.Plus(x)
			models[x.Model] = FundTally{Model: x.Model}.Plus(models[x.Model]).Plus(x)
			if x.Centre != "" {
				centres[x.Centre] = FundTally{Centre: x.Centre}.Plus(centres[x.Centre]).Plus(x)
			} else {
				provinces[x.Province] = FundTally{Province: x.Province}.Plus(provinces[x.Province]).Plus(x)
			}
		}
	}
	for id := range models {
		m, err := ModelByID(r, id)
		if err != nil {
			return err
		}
		t.Names[id] = m
	}
	t.Models = slices.SortedFunc(maps.Values(models), func(a, b FundTally) int {
		return cmp.Or(cmp.Compare(t.Names[a.Model].Name, t.Names[b.Model].Name), byID(a.Model, b.Model))
	})
	t.Centres = slices.SortedFunc(maps.Values(centres), func(a, b FundTally) int { return cmp.Compare(a.Centre, b.Centre) })
	t.Provinces = slices.SortedFunc(maps.Values(provinces), func(a, b FundTally) int { return cmp.Compare(a.Province, b.Province) })
	return nil
}

// monthsTo reads the months of the fund from the period books, up to now.
func (t *FundTrace) monthsTo(r storage.Reader, now time.Time) error {
	months := map[time.Time]FundMonth{}
	for _, fund := range t.texts() {
		for b, err := range periodBooks.All(r, storage.PeriodBookByFund.Key().Text(fund)) {
			if err != nil {
				return err
			}
			for _, e := range b.Months {
				at := firstOf(b.Year, e.Month)
				m := months[at]
				m.book(e)
				months[at] = m
			}
		}
	}
	if len(months) == 0 {
		return nil
	}
	first := slices.MinFunc(slices.Collect(maps.Keys(months)), time.Time.Compare)
	for at := first; !at.After(now); at = at.AddDate(0, 1, 0) {
		m := months[at]
		m.Month = at
		t.Months = append(t.Months, m)
	}
	return nil
}

func (m *FundMonth) book(e monthly) {
	switch c, sign := e.Flow.change(); c {
	case Bought, Produced, Donated, TakenOver:
		if e.Flow.Other != AtWork { // parts that production gives back were received before
			m.Received += sign * e.Quantity
		}
	case HandedOver:
		m.Handed += e.Quantity
	case CameBack:
		m.Back += e.Quantity
	}
}

// FundsAsk is which part of the list of funds is wanted.
type FundsAsk struct {
	After string `json:"after"` // key of the fund before the first one wanted; empty from the beginning
	Limit int    `json:"limit"` // funds, up to 100; 0 means 20
}

// FundRow is one line of the list of funds.
type FundRow struct {
	Key        string    `json:"key"` // how it is counted
	Fund       Fund      `json:"fund"`
	Registered bool      `json:"registered"`
	Total      FundTally `json:"total"`
}

// FundList is part of the list of funds: those that anything was bought from,
// and those of the register.
type FundList struct {
	Rows   []FundRow
	Next   string // After of the next part; empty at the end
	MayAdd bool
}

// Funds lists the funds in the order of what lots name them, registered or not,
// for staff.
func (s *Stock) Funds(ctx context.Context, ask FundsAsk) (FundList, error) {
	limit := min(cmp.Or(max(ask.Limit, 0), 20), 100)
	return op.Read(ctx, s.d, policy.FundRead, func(v *op.View) (FundList, error) {
		list := FundList{MayAdd: policy.May(v.By, policy.FundChange, v.By.Centre)}
		if err := v.Allow(""); err != nil {
			return list, err
		}
		err := fundsAfter(v, ask.After, func(key string) (bool, error) {
			if len(list.Rows) == limit {
				list.Next = list.Rows[limit-1].Key
				return false, nil
			}
			row, err := fundRow(v, key)
			list.Rows = append(list.Rows, row)
			return true, err
		})
		if err == nil && ask.After == "" {
			err = list.unused(v)
		}
		return list, err
	})
}

func fundRow(r storage.Reader, key string) (FundRow, error) {
	row := FundRow{Key: key, Fund: Fund{Code: key, Name: key}}
	f, err := FindFund(r, key)
	if err == nil && key != "" {
		row.Fund, row.Registered = f, true
	}
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return row, err
	}
	for t, err := range FundTallies(r, key) {
		if err != nil {
			return row, err
		}
		row.Total = row.Total.Plus(t)
	}
	return row, nil
}

// unused puts the registered funds that nothing was bought from before the
// others, so that a new one is seen at once.
func (l *FundList) unused(r storage.Reader) error {
	var fresh []FundRow
	for f, err := range fundRegister.All(r, storage.FundByID.Key()) {
		if err != nil {
			return err
		}
		used := false
		for _, text := range f.names() {
			for _, err := range FundTallies(r, text) {
				if used = true; err != nil {
					return err
				}
				break
			}
		}
		if !used {
			fresh = append(fresh, FundRow{Key: FundKey(f.Code), Fund: f, Registered: true})
		}
	}
	l.Rows = append(fresh, l.Rows...)
	return nil
}

// FundUnitsAsk is which units of a fund are wanted.
type FundUnitsAsk struct {
	Fund  string `json:"fund"`
	Model string `json:"model"`
	Paging
}

// FundUnits pages through the units of one model that a fund paid for, in the
// order that they came in: each with where it is now and by which document.
func (s *Stock) FundUnits(ctx context.Context, ask FundUnitsAsk) (UnitList, error) {
	return op.Read(ctx, s.d, policy.FundRead, func(v *op.View) (UnitList, error) {
		if err := v.Allow(""); err != nil {
			return UnitList{}, err
		}
		m, err := FindModel(v, ask.Model)
		if err != nil {
			return UnitList{}, inField(err, "model", "receipt.model_unknown")
		}
		page, err := units.Page(v, storage.UnitByFund.Key().Text(FundKey(ask.Fund)).ID(m.ID), ask.ask(false))
		list := UnitList{Units: page.Items, Next: page.Next, Prev: page.Prev, Models: map[op.ID]Model{m.ID: m}}
		return list, err
	})
}
