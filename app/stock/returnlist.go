package stock

import (
	"context"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// ReturnsAsk is which returns are wanted.
type ReturnsAsk struct {
	Centre string      `json:"centre"` // empty: the actor's own
	Stage  ReturnStage `json:"state"`  // empty: what waits for decontamination
	Paging
}

// ReturnList is part of the devices of a centre at one stage, the one that waits
// longest first.
type ReturnList struct {
	Centre     string
	Stage      ReturnStage
	Rows       []Comeback
	Models     map[op.ID]Model
	Counts     ReturnTally // of the centre, all models
	Next, Prev string
	MayWork    bool
	MayTake    bool
}

// Returns pages through the devices that came back to a centre and wait there.
func (s *Stock) Returns(ctx context.Context, ask ReturnsAsk) (ReturnList, error) {
	return op.Read(ctx, s.d, policy.ReturnRead, func(v *op.View) (ReturnList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return ReturnList{}, err
		}
		list := ReturnList{Centre: centre, Stage: ask.Stage}
		if list.Stage == "" {
			list.Stage = StageClean
		}
		page, err := comebacks.Page(v, storage.ReturnByStage.Key().Text(centre).Text(string(list.Stage)), ask.ask(list.Stage.closed()))
		if err != nil {
			return list, err
		}
		list.Rows, list.Next, list.Prev = page.Items, page.Next, page.Prev
		list.MayWork = policy.May(v.By, policy.UnitRefurbish, centre)
		list.MayTake = policy.May(v.By, policy.UnitReturn, centre)
		if list.Counts, err = ReturnTallyOf(v, centre, op.ID{}); err != nil {
			return list, err
		}
		list.Models, err = modelsOf(v, page.Items, func(b Comeback) op.ID { return b.Model })
		return list, err
	})
}

// ReturnSheet is one return with its unit and model.
type ReturnSheet struct {
	Return  Comeback
	Unit    Unit
	Model   Model
	MayWork bool
}

// ReturnOf returns the record of a device that came back.
func (s *Stock) ReturnOf(ctx context.Context, id op.ID) (ReturnSheet, error) {
	return op.Read(ctx, s.d, policy.ReturnRead, func(v *op.View) (ReturnSheet, error) {
		b, err := ComebackByID(v, id)
		if err != nil {
			return ReturnSheet{}, err
		}
		if !v.Can(b.Centre) && !v.Can(b.At) {
			return ReturnSheet{}, v.Hide("return", b.At)
		}
		sheet := ReturnSheet{Return: b, MayWork: policy.May(v.By, policy.UnitRefurbish, b.At)}
		if sheet.Unit, err = UnitByID(v, b.Unit); err != nil {
			return sheet, err
		}
		sheet.Model, err = ModelByID(v, b.Model)
		return sheet, err
	})
}

// ReuseAsk is whose rate of re-use is wanted.
type ReuseAsk struct {
	Centre string `json:"centre"` // empty: the actor's own, or all centres for those who have none
	Paging
}

// Reused is how much of what came back was handed over again, of one model or at
// one centre.
type Reused struct {
	Model  Model // zero in a list of centres
	Centre string
	Tally  ReturnTally
}

// Reuse is the rate of re-use of a centre by model, or of all centres.
type Reuse struct {
	Centre     string
	All        ReturnTally
	Rows       []Reused
	Next, Prev string
}

// Reuse tells of how many devices that came back were handed over again. All
// staff may read it: it is a number of the ministry and names nobody.
func (s *Stock) Reuse(ctx context.Context, ask ReuseAsk) (Reuse, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (Reuse, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return Reuse{}, err
		}
		if centre == "" {
			return reuseOfAll(v)
		}
		sum := Reuse{Centre: centre}
		if sum.All, err = ReturnTallyOf(v, centre, op.ID{}); err != nil {
			return sum, err
		}
		page, err := returnTallies.Page(v, storage.ReturnTally.Key().Text(centre), ask.ask(false))
		if err != nil {
			return sum, err
		}
		sum.Next, sum.Prev = page.Next, page.Prev
		for _, t := range page.Items {
			if t.Model.IsZero() {
				continue
			}
			m, err := ModelByID(v, t.Model)
			if err != nil {
				return sum, err
			}
			sum.Rows = append(sum.Rows, Reused{Model: m, Centre: centre, Tally: t})
		}
		return sum, nil
	})
}

// reuseOfAll reads one tally for each centre.
func reuseOfAll(r storage.Reader) (Reuse, error) {
	var sum Reuse
	for t, err := range returnTallies.All(r, storage.ReturnTallyByModel.Key().ID(op.ID{})) {
		if err != nil {
			return sum, err
		}
		c, err := network.CentreByCode(r, t.Centre)
		if err != nil {
			return sum, err
		}
		sum.All = sum.All.plus(t, 1)
		sum.Rows = append(sum.Rows, Reused{Centre: c.Code, Tally: t})
	}
	return sum, nil
}

// MayReturn is refused to those who may not take devices back at their centre.
func (s *Stock) MayReturn(ctx context.Context) error { return s.mayAtHome(ctx, policy.UnitReturn) }
