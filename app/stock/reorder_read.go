package stock

import (
	"context"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// RulesAsk is whose minimums are wanted.
type RulesAsk struct {
	Centre string `json:"centre"` // empty: the actor's own
	Paging
}

// RuleLine is a minimum as a list shows it.
type RuleLine struct {
	ReorderRule
	ModelName string    `json:"model_name"`
	ModelSlug string    `json:"model_slug"`
	Open      *Shortage `json:"open_shortage,omitempty"` // nil when there is enough
}

// RuleList is part of the minimums of a centre.
type RuleList struct {
	Centre     string
	Rows       []RuleLine
	Next, Prev string
	MaySet     bool
}

// Rules pages through the minimums of a centre, in the order in which they were
// set.
func (s *Stock) Rules(ctx context.Context, ask RulesAsk) (RuleList, error) {
	return op.Read(ctx, s.d, policy.ReorderRead, func(v *op.View) (RuleList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return RuleList{}, err
		}
		list := RuleList{Centre: centre, MaySet: policy.May(v.By, policy.ReorderSet, centre)}
		page, err := reorderRules.Page(v, storage.ReorderByCentre.Key().Text(centre), ask.ask(false))
		if err != nil {
			return list, err
		}
		list.Next, list.Prev = page.Next, page.Prev
		for _, rule := range page.Items {
			line, err := ruleLine(v, rule)
			if err != nil {
				return list, err
			}
			list.Rows = append(list.Rows, line)
		}
		return list, nil
	})
}

func ruleLine(r storage.Reader, rule ReorderRule) (RuleLine, error) {
	m, err := ModelByID(r, rule.Model)
	if err != nil {
		return RuleLine{}, err
	}
	line := RuleLine{ReorderRule: rule, ModelName: m.Name, ModelSlug: m.Slug}
	if !rule.Shortage.IsZero() {
		open, err := shortageByID(r, rule.Shortage.String())
		if err != nil {
			return line, err
		}
		line.Open = &open
	}
	return line, nil
}

// RuleSheet is one minimum with what real consumption says of it and where what
// is missing could come from.
type RuleSheet struct {
	RuleLine
	Tracking Tracking `json:"tracking"`
	Use      Use      `json:"use"`
	Need     int64    `json:"need"`   // pieces given out in the lead time
	Wanted   int64    `json:"wanted"` // pieces to fill up to the target; none while there is enough
	Idle     []Idle   `json:"idle"`   // at other centres, most first
	Maker    string   `json:"maker"`  // code of the centre that makes the model; empty for one outside
	Low      bool     `json:"low"`    // the minimum is below what is given out in the lead time
	MaySet   bool     `json:"-"`
	MayAck   bool     `json:"-"`
}

// Rule returns one minimum by its id.
func (s *Stock) Rule(ctx context.Context, id string) (RuleSheet, error) {
	return op.Read(ctx, s.d, policy.ReorderRead, func(v *op.View) (RuleSheet, error) {
		rule, err := ruleByID(v, id)
		if err != nil {
			return RuleSheet{}, err
		}
		if err := v.Hide("reorder", rule.Centre); err != nil {
			return RuleSheet{}, err
		}
		m, err := ModelByID(v, rule.Model)
		if err != nil {
			return RuleSheet{}, err
		}
		sheet := RuleSheet{
			Tracking: m.Tracking, Maker: m.MakerCentre, MaySet: policy.May(v.By, policy.ReorderSet, rule.Centre),
			MayAck: !rule.Shortage.IsZero() && policy.May(v.By, policy.ReorderSee, rule.Centre),
		}
		if sheet.RuleLine, err = ruleLine(v, rule); err != nil {
			return sheet, err
		}
		now := s.d.Now()
		if sheet.Use, err = useOf(v, rule.Model, rule.Warehouse, rule.Window, now); err != nil {
			return sheet, err
		}
		sheet.Need = sheet.Use.Need(rule.Lead)
		sheet.Low = sheet.Need > rule.Min
		if rule.Short() {
			sheet.Wanted = rule.Wanted()
		}
		sheet.Idle, err = idleElsewhere(v, m, rule, now)
		return sheet, err
	})
}

// ShortagesAsk is which shortages are wanted.
type ShortagesAsk struct {
	Centre string        `json:"centre"` // empty: the actor's own
	State  ShortageState `json:"state"`  // empty: those that are open
	Paging
}

// ShortageList is part of the shortages of a centre, the oldest first.
type ShortageList struct {
	Centre     string
	State      ShortageState
	Rows       []Shortage
	Next, Prev string
}

// Shortages pages through the shortages of a centre.
func (s *Stock) Shortages(ctx context.Context, ask ShortagesAsk) (ShortageList, error) {
	return op.Read(ctx, s.d, policy.ReorderRead, func(v *op.View) (ShortageList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return ShortageList{}, err
		}
		list := ShortageList{Centre: centre, State: ask.State}
		if list.State == "" {
			list.State = ShortageOpen
		}
		page, err := shortages.Page(v, shortagePrefix(centre, list.State), ask.ask(list.State == ShortageEnded))
		list.Rows, list.Next, list.Prev = page.Items, page.Next, page.Prev
		return list, err
	})
}

func shortagePrefix(centre string, state ShortageState) storage.Key {
	return storage.ShortageByCentre.Key().Text(centre).Text(string(state))
}

// OpenShortages returns the shortages of a centre that are open, the oldest
// first and at most limit of them, for readers within another reading.
func OpenShortages(r storage.Reader, centre string, limit int) (open []Shortage, err error) {
	for s, err := range shortages.All(r, shortagePrefix(centre, ShortageOpen)) {
		if err != nil || len(open) == limit {
			return open, err
		}
		open = append(open, s)
	}
	return open, nil
}

// maxShort is how many shortages of a centre stand on the page of its warehouse.
const maxShort = 50

// ShortRules returns the minimums of a centre that are not met, the shortage that
// has lasted longest first.
func (s *Stock) ShortRules(ctx context.Context, centre string) ([]RuleLine, error) {
	return op.Read(ctx, s.d, policy.ReorderRead, func(v *op.View) ([]RuleLine, error) {
		if err := v.Allow(centre); err != nil {
			return nil, err
		}
		open, err := OpenShortages(v, centre, maxShort)
		if err != nil {
			return nil, err
		}
		var lines []RuleLine
		for _, x := range open {
			rule, err := ruleByID(v, x.Rule.String())
			if err != nil {
				return nil, err
			}
			line, err := ruleLine(v, rule)
			if err != nil {
				return nil, err
			}
			lines = append(lines, line)
		}
		return lines, nil
	})
}
