package stock

import (
	"context"
	"slices"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// RepairsAsk is which repair orders are wanted.
type RepairsAsk struct {
	Centre string      `json:"centre"` // empty: the actor's own
	State  RepairState `json:"state"`  // empty: open
	Paging
}

// RepairList is part of the orders of a centre in one state, the oldest first;
// ended ones the newest first.
type RepairList struct {
	Centre     string
	State      RepairState
	Rows       []RepairOrder
	Models     map[op.ID]Model
	Next, Prev string
	MayOpen    bool
}

// Repairs pages through the repair orders of a centre.
func (s *Stock) Repairs(ctx context.Context, ask RepairsAsk) (RepairList, error) {
	return op.Read(ctx, s.d, policy.RepairRead, func(v *op.View) (RepairList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return RepairList{}, err
		}
		list := RepairList{Centre: centre, State: ask.State, MayOpen: policy.May(v.By, policy.RepairOpen, centre)}
		if list.State == "" {
			list.State = RepairOpen
		}
		page, err := repairs.Page(v, storage.RepairByState.Key().Text(centre).Text(string(list.State)), ask.ask(list.State.ended()))
		if err != nil {
			return list, err
		}
		list.Rows, list.Next, list.Prev = page.Items, page.Next, page.Prev
		list.Models, err = modelsOf(v, page.Items, func(o RepairOrder) op.ID { return o.Model })
		return list, err
	})
}

// RepairSheet is one order with its unit, the rule worked out for it, and the
// other orders of the unit.
type RepairSheet struct {
	Order     RepairOrder
	Unit      Unit
	Model     Model
	Judgement Judgement
	Before    []RepairOrder // other orders of the unit, the newest first
	MayWork   bool
	MayDecide bool // is a head and did not propose it
}

// maxEarlier is how many orders of a unit its pages show.
const maxEarlier = 20

// Repair returns a repair order.
func (s *Stock) Repair(ctx context.Context, id op.ID) (RepairSheet, error) {
	return op.Read(ctx, s.d, policy.RepairRead, func(v *op.View) (RepairSheet, error) {
		o, err := RepairByID(v, id)
		if err != nil {
			return RepairSheet{}, err
		}
		if err := v.Hide("repair", o.Centre); err != nil {
			return RepairSheet{}, err
		}
		sheet := RepairSheet{Order: o, MayWork: mayRepair(v.By, o.Centre) && !o.State.ended()}
		sheet.MayDecide = o.State == RepairJudged && o.Proposal.ByID != v.By.ID && policy.May(v.By, policy.RepairScrap, o.Centre)
		if sheet.Unit, err = UnitByID(v, o.Unit); err != nil {
			return sheet, err
		}
		if sheet.Model, err = ModelByID(v, o.Model); err != nil {
			return sheet, err
		}
		if sheet.Judgement, err = judge(v, o); err != nil {
			return sheet, err
		}
		if o.Decision.Given() { // the arithmetic of that day
			sheet.Judgement = o.Decision.Judgement
		}
		sheet.Before, err = repairsOf(v, o.Unit)
		sheet.Before = slices.DeleteFunc(sheet.Before, func(x RepairOrder) bool { return x.ID == o.ID })
		return sheet, err
	})
}

// repairsOf lists the last orders of a unit, the newest first.
func repairsOf(r storage.Reader, unit op.ID) (list []RepairOrder, err error) {
	for o, err := range repairs.AllBack(r, storage.RepairByUnit.Key().ID(unit)) {
		if err != nil {
			return list, err
		}
		if list = append(list, o); len(list) == maxEarlier {
			break
		}
	}
	return list, nil
}

// PartOffer is a counted model that a repair can take from.
type PartOffer struct {
	Model Model
	Ready int64
}

// PartOffers lists the counted models that a centre has pieces of, to choose
// parts from. It reads one tally for each model that the centre has or had.
func (s *Stock) PartOffers(ctx context.Context, centre string) ([]PartOffer, error) {
	return op.Read(ctx, s.d, policy.RepairRead, func(v *op.View) ([]PartOffer, error) {
		if err := v.Allow(centre); err != nil {
			return nil, err
		}
		var offers []PartOffer
		for t, err := range TalliesOfCentre(v, centre) {
			if err != nil {
				return nil, err
			}
			if t.Ready <= 0 {
				continue
			}
			m, err := ModelByID(v, t.Model)
			if err != nil {
				return nil, err
			}
			if m.Tracking == Counted {
				offers = append(offers, PartOffer{Model: m, Ready: t.Ready})
			}
		}
		return offers, nil
	})
}

// MayOpenRepair is refused to those who may not open an order at their centre.
func (s *Stock) MayOpenRepair(ctx context.Context) error { return s.mayAtHome(ctx, policy.RepairOpen) }

// MaySetRule is refused to those who may not set the rule of their centre.
func (s *Stock) MaySetRule(ctx context.Context) error { return s.mayAtHome(ctx, policy.RepairRule) }

// mayAtHome asks the policy about the actor's own centre.
func (s *Stock) mayAtHome(ctx context.Context, act policy.Action) error {
	_, err := op.Read(ctx, s.d, act, func(v *op.View) (struct{}, error) {
		return struct{}{}, v.Allow(v.By.Centre)
	})
	return err
}
