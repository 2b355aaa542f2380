package stock

import (
	"context"
	"fmt"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// NewRule is what is said of a minimum, new or changed.
type NewRule struct {
	Rule      string `json:"id" validate:"max=40"`         // of the one to change; empty for a new one
	Model     string `json:"model" validate:"max=120"`     // slug, code or id; of a new one
	Warehouse string `json:"warehouse" validate:"max=120"` // code; empty: main warehouse of the actor's centre
	Min       int64  `json:"minimum" validate:"min=1,max=1000000"`
	Target    int64  `json:"target" validate:"min=1,max=1000000"`
	Lead      int    `json:"lead_days" validate:"min=1,max=730"`
	Window    int    `json:"window_days"` // 90, 180 or 365; 0 means 180
	Owner     string `json:"owner" validate:"max=120"`
	Version   int64  `json:"version" validate:"min=0"`
}

// Windows lists the days over which consumption can be looked at.
func Windows() []int { return []int{90, 180, 365} }

// usualWindow is the one that is taken when nobody chooses.
const usualWindow = 180

// Check finds what no tag can say.
func (in NewRule) Check() (bad []fault.Field) {
	if in.Target < in.Min {
		bad = append(bad, fault.Field{Name: "target", Key: "reorder.target_below", Args: fault.Args{"min": in.Min}})
	}
	if in.Window != 0 && !slices.Contains(Windows(), in.Window) {
		bad = append(bad, fault.Field{Name: "window_days", Key: "field.oneof"})
	}
	if in.Rule == "" && in.Model == "" {
		bad = append(bad, fault.Field{Name: "model", Key: "field.required"})
	}
	return bad
}

// SetRule sets the minimum of a model in a warehouse, or changes it. What there
// is is counted when the rule begins and moved with the stock from then on.
func (s *Stock) SetRule(ctx context.Context, in NewRule) (ReorderRule, error) {
	rule, err := op.Write(ctx, s.d, policy.ReorderSet, in, func(tx *op.Tx) (ReorderRule, error) {
		if in.Rule != "" {
			return changeRule(tx, in)
		}
		return addRule(tx, in)
	})
	if err != nil || in.Rule != "" {
		return rule, err
	}
	return s.settleRule(ctx, rule)
}

func addRule(tx *op.Tx, in NewRule) (ReorderRule, error) {
	m, err := FindModel(tx, in.Model)
	if err != nil {
		return ReorderRule{}, inField(err, "model", "receipt.model_unknown")
	}
	at, err := placeIn(tx, "warehouse", in.Warehouse, tx.By.Centre)
	if err != nil {
		return ReorderRule{}, err
	}
	if err := tx.Allow(at.Centre); err != nil {
		return ReorderRule{}, err
	}
	if at.Node.Kind != AtWarehouse {
		return ReorderRule{}, fault.InField("warehouse", "reorder.no_shelf", nil)
	}
	rule := ReorderRule{ID: tx.ID(), Model: m.ID, ModelCode: m.Code, Warehouse: at.Warehouse, Centre: at.Centre}
	_, taken, err := tx.Get(reorderKey(m.ID, at.Warehouse))
	if err != nil {
		return rule, err
	}
	if taken {
		return rule, fault.InField("model", "reorder.taken", fault.Args{"model": m.Name, "place": at.Name})
	}
	return rule, rule.set(tx, in, m)
}

func changeRule(tx *op.Tx, in NewRule) (ReorderRule, error) {
	rule, err := ruleByID(tx, in.Rule)
	if err != nil {
		return rule, err
	}
	if err := tx.Allow(rule.Centre); err != nil {
		return rule, err
	}
	if in.Version != 0 && in.Version != rule.Version {
		return rule, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Version), "now": fmt.Sprint(rule.Version)})
	}
	m, err := ModelByID(tx, rule.Model)
	if err != nil {
		return rule, err
	}
	return rule, rule.set(tx, in, m)
}

// set writes what people said into the rule and weighs it.
func (r *ReorderRule) set(tx *op.Tx, in NewRule, m Model) error {
	tx.About("reorder", r.ID, r.ModelCode)
	tx.About("model", r.Model, r.ModelCode)
	tx.Changed("minimum", fmt.Sprint(r.Min), fmt.Sprint(in.Min))
	tx.Changed("target", fmt.Sprint(r.Target), fmt.Sprint(in.Target))
	r.Min, r.Target, r.Lead, r.Window, r.Owner = in.Min, in.Target, in.Lead, in.Window, in.Owner
	if r.Window == 0 {
		r.Window = usualWindow
	}
	r.Changed = Mark{By: tx.By.Name, At: tx.At}
	r.Version++
	if r.Version > 1 {
		return r.weigh(tx)
	}
	sum, err := levelAt(tx, m, r.Centre, r.Warehouse)
	if err != nil {
		return err
	}
	r.Level, r.Expected = sum.level, sum.expected
	return r.weigh(tx)
}

// settleRule counts again after a rule has been stored. The first count rests on
// lists, so a movement that was committed meanwhile may be missing in it; every
// later one reads the rule and moves it.
func (s *Stock) settleRule(ctx context.Context, rule ReorderRule) (ReorderRule, error) {
	for {
		var sum watched
		err := s.d.Store.View(ctx, func(r storage.Reader) (err error) {
			m, err := ModelByID(r, rule.Model)
			if err != nil {
				return err
			}
			if rule, err = ruleByID(r, rule.ID.String()); err != nil {
				return err
			}
			sum, err = levelAt(r, m, rule.Centre, rule.Warehouse)
			return err
		})
		if err != nil || sum == (watched{rule.Level, rule.Expected}) {
			return rule, err
		}
		off := watched{sum.level - rule.Level, sum.expected - rule.Expected}
		_, err = op.Write(op.Afresh(ctx), s.d, policy.ReorderSet, nil, func(tx *op.Tx) (ReorderRule, error) {
			if err := tx.Allow(rule.Centre); err != nil {
				return rule, err
			}
			tx.About("reorder", rule.ID, rule.ModelCode)
			return rule, watch(tx, rule.Model, rule.Warehouse, off)
		})
		if err != nil {
			return rule, err
		}
	}
}

// RemovingRule is the wish that a minimum is no longer asked for.
type RemovingRule struct {
	Rule    string `json:"id" validate:"required,max=40"`
	Version int64  `json:"version" validate:"min=0"`
}

// RemoveRule takes a minimum away; its shortage ends with it.
func (s *Stock) RemoveRule(ctx context.Context, in RemovingRule) (ReorderRule, error) {
	return op.Write(ctx, s.d, policy.ReorderSet, in, func(tx *op.Tx) (ReorderRule, error) {
		rule, err := ruleByID(tx, in.Rule)
		if err != nil {
			return rule, err
		}
		if err := tx.Allow(rule.Centre); err != nil {
			return rule, err
		}
		if in.Version != 0 && in.Version != rule.Version {
			return rule, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Version), "now": fmt.Sprint(rule.Version)})
		}
		tx.About("reorder", rule.ID, rule.ModelCode)
		tx.Changed("minimum", fmt.Sprint(rule.Min), "")
		if !rule.Shortage.IsZero() {
			if err := rule.endShortage(tx, RuleRemoved); err != nil {
				return rule, err
			}
		}
		return rule, reorderRules.Delete(tx, reorderRules.ID(&rule))
	})
}

// Acknowledging says that somebody sees to a shortage, and how.
type Acknowledging struct {
	Shortage string `json:"id" validate:"required,max=40"`
	Doing    string `json:"doing" validate:"required,max=300"` // what is being done about it
}

// Acknowledge notes who sees to a shortage. It stays open until there is enough.
func (s *Stock) Acknowledge(ctx context.Context, in Acknowledging) (Shortage, error) {
	return op.Write(ctx, s.d, policy.ReorderSee, in, func(tx *op.Tx) (Shortage, error) {
		x, err := shortageByID(tx, in.Shortage)
		if err != nil {
			return x, err
		}
		if err := tx.Allow(x.Centre); err != nil {
			return x, err
		}
		if x.State() == ShortageEnded {
			return x, fault.New(fault.Conflict, "shortage.ended", fault.Args{"model": x.ModelCode, "since": x.Ended})
		}
		tx.About("shortage", x.ID, x.ModelCode)
		tx.Changed("doing", x.Seen.Document, in.Doing)
		x.Seen = Mark{By: tx.By.Name, At: tx.At, Document: in.Doing}
		x.Version++
		return x, shortages.Put(tx, &x)
	})
}
