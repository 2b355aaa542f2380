package stock

import (
	"context"
	"fmt"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// RepairRule is when a centre proposes to scrap a unit rather than to repair it:
// what the order costs, spent and still to be spent, is more than Percent of the
// value of the unit, or it is at least the Repairs-th repair within Months. It
// proposes; people decide. The house rule holds where a centre has set none.
type RepairRule struct {
	Centre  string    `cbor:"1,keyasint" json:"centre"`
	Percent int64     `cbor:"2,keyasint" json:"percent"`
	Repairs int       `cbor:"3,keyasint" json:"repairs"`
	Months  int       `cbor:"4,keyasint" json:"months"`
	By      string    `cbor:"5,keyasint,omitempty" json:"by,omitempty"` // empty: the house rule
	Set     time.Time `cbor:"6,keyasint,omitzero" json:"set_at,omitzero"`
}

// HouseRule is the rule of a centre that has set none: a repair that costs more
// than three fifths of the unit, or the third within a year, is looked at twice.
func HouseRule(centre string) RepairRule {
	return RepairRule{Centre: centre, Percent: 60, Repairs: 3, Months: 12}
}

var repairRules = storage.Table[RepairRule]{
	Kind: "repair rule",
	ID:   func(r *RepairRule) storage.Key { return storage.RepairRuleByCentre.Key().Text(r.Centre) },
}

// RuleOf returns the rule of a centre.
func RuleOf(r storage.Reader, centre string) (RepairRule, error) {
	rule, ok, err := repairRules.Get(r, storage.RepairRuleByCentre.Key().Text(centre))
	if err == nil && !ok {
		rule = HouseRule(centre)
	}
	return rule, err
}

// SettingRule is the rule that a centre wants.
type SettingRule struct {
	Percent int64 `json:"percent" validate:"required,min=10,max=200"`
	Repairs int   `json:"repairs" validate:"required,min=2,max=20"`
	Months  int   `json:"months" validate:"required,min=1,max=60"`
}

// SetRepairRule sets the rule of the actor's centre. What was decided before
// keeps the arithmetic of its day.
func (s *Stock) SetRepairRule(ctx context.Context, in SettingRule) (RepairRule, error) {
	return op.Write(ctx, s.d, policy.RepairRule, in, func(tx *op.Tx) (RepairRule, error) {
		if err := tx.Allow(tx.By.Centre); err != nil {
			return RepairRule{}, err
		}
		old, err := RuleOf(tx, tx.By.Centre)
		if err != nil {
			return old, err
		}
		rule := RepairRule{
			Centre: tx.By.Centre, Percent: in.Percent, Repairs: in.Repairs, Months: in.Months, By: tx.By.Name, Set: tx.At,
		}
		tx.Changed("percent", fmt.Sprint(old.Percent), fmt.Sprint(rule.Percent))
		tx.Changed("repairs", fmt.Sprint(old.Repairs), fmt.Sprint(rule.Repairs))
		tx.Changed("months", fmt.Sprint(old.Months), fmt.Sprint(rule.Months))
		return rule, repairRules.Put(tx, &rule)
	})
}

// RepairRule returns the rule of a centre, the actor's own when it is empty.
func (s *Stock) RepairRule(ctx context.Context, centre string) (RepairRule, error) {
	return op.Read(ctx, s.d, policy.RepairRead, func(v *op.View) (RepairRule, error) {
		centre, err := ownOr(v, centre)
		if err != nil {
			return RepairRule{}, err
		}
		return RuleOf(v, centre)
	})
}

// Judgement is the arithmetic of the rule for one order.
type Judgement struct {
	Value    int64      `cbor:"1,keyasint" json:"value"`      // of the unit, whole rupiah; 0 when nobody knows
	ValueOf  string     `cbor:"2,keyasint" json:"value_of"`   // unit_cost, price or nothing
	Spent    int64      `cbor:"3,keyasint" json:"spent"`      // on this order
	Estimate int64      `cbor:"4,keyasint" json:"estimate"`   // still to be spent on it
	Nth      int        `cbor:"5,keyasint" json:"nth_repair"` // which repair within the months of the rule this is
	Rule     RepairRule `cbor:"6,keyasint" json:"rule"`       // that was asked
}

// Total is what the repair costs in the end.
func (j Judgement) Total() int64 { return j.Spent + j.Estimate }

// Share is the cost in per cent of the value, rounded up; 0 without a value.
func (j Judgement) Share() int64 {
	if j.Value == 0 {
		return 0
	}
	return (j.Total()*100 + j.Value - 1) / j.Value
}

// Dear tells whether the repair costs more than the rule allows.
func (j Judgement) Dear() bool { return j.Value > 0 && j.Total()*100 > j.Value*j.Rule.Percent }

// Often tells whether the unit breaks more often than the rule allows.
func (j Judgement) Often() bool { return j.Nth >= j.Rule.Repairs }

// Scrap tells whether the rule proposes to scrap the unit.
func (j Judgement) Scrap() bool { return j.Dear() || j.Often() }

// judge works the rule out for an order. The repairs before are read from a list:
// what comes of it is a proposal and guards nothing.
func judge(r storage.Reader, o RepairOrder) (Judgement, error) {
	j := Judgement{Spent: o.Spent(), Estimate: o.Estimate, Nth: 1}
	u, err := UnitByID(r, o.Unit)
	if err != nil {
		return j, err
	}
	m, err := ModelByID(r, o.Model)
	if err != nil {
		return j, err
	}
	switch {
	case u.UnitCost > 0:
		j.Value, j.ValueOf = u.UnitCost, "unit_cost"
	case m.Price > 0:
		j.Value, j.ValueOf = m.Price, "price"
	}
	if j.Rule, err = RuleOf(r, o.Centre); err != nil {
		return j, err
	}
	from := o.Opened.AddDate(0, -j.Rule.Months, 0)
	prefix := storage.RepairByUnit.Key().ID(o.Unit)
	for other, err := range repairs.Range(r, prefix.Time(from), prefix.Time(o.Opened)) {
		if err != nil {
			return j, err
		}
		if other.ID != o.ID && other.State == RepairDone {
			j.Nth++
		}
	}
	return j, nil
}
