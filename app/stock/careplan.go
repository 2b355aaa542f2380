package stock

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// PlanDetails is what a form says of a plan.
type PlanDetails struct {
	Model  string    `json:"model" validate:"required,max=120"` // slug, code or id
	Plan   op.ID     `json:"plan"`                              // to change; zero for a new one
	Name   string    `json:"name" validate:"required,min=3,max=80"`
	Months int       `json:"months" validate:"min=0,max=240"`
	Latest int       `json:"latest_months" validate:"min=0,max=240"`
	On     time.Time `json:"on"`
	Basis  CareBasis `json:"basis" validate:"required,oneof=received handed_over"`
	Checks []string  `json:"checklist" validate:"max=12,dive,max=120"`
}

// Check finds what no tag can say.
func (in PlanDetails) Check() []fault.Field {
	switch {
	case in.Months == 0 && in.On.IsZero():
		return []fault.Field{{Name: "months", Key: "care.when_missing"}}
	case in.Months > 0 && !in.On.IsZero():
		return []fault.Field{{Name: "on", Key: "care.when_twice"}}
	case in.Latest > 0 && in.Latest < in.Months:
		return []fault.Field{{Name: "latest_months", Key: "care.latest_early", Args: fault.Args{"months": in.Months}}}
	case !in.On.IsZero() && (in.On.In(wib).Year() < firstYear || in.On.In(wib).Year() > 2100):
		return []fault.Field{{Name: "on", Key: "care.on_far"}}
	}
	return nil
}

// PutPlan adds a plan to a model, or changes one. The units of the model follow
// in chunks; see SpreadPlans.
func (s *Stock) PutPlan(ctx context.Context, in PlanDetails) (PlanBook, error) {
	return s.replan(ctx, in, in.Model, func(tx *op.Tx, b *PlanBook) error {
		p := CarePlan{ID: in.Plan, Name: in.Name, Months: in.Months, Latest: in.Latest, On: in.On, Basis: in.Basis, Checks: lines(in.Checks), Since: tx.At}
		if in.Plan.IsZero() {
			if len(b.Plans) >= maxPlans {
				return fault.New(fault.Conflict, "care.plans_full", fault.Args{"max": maxPlans})
			}
			p.ID = tx.ID()
			b.Plans = append(b.Plans, p)
			tx.Changed("plan", "", p.Name)
			return nil
		}
		i := slices.IndexFunc(b.Plans, func(o CarePlan) bool { return o.ID == in.Plan })
		if i < 0 {
			return fault.Missing("plan")
		}
		tx.Changed("plan", b.Plans[i].Name, p.Name)
		tx.Changed("months", fmt.Sprint(b.Plans[i].Months), fmt.Sprint(p.Months))
		p.Since = b.Plans[i].Since
		b.Plans[i] = p
		return nil
	})
}

// lines leaves out empty lines.
func lines(list []string) []string {
	return slices.DeleteFunc(trimmed(list), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// PlanGone names a plan that is not wanted any more.
type PlanGone struct {
	Model string `json:"model" validate:"required,max=120"`
	Plan  op.ID  `json:"plan" validate:"required"`
}

// DropPlan takes a plan off a model. What was done by it stays on the units'
// histories.
func (s *Stock) DropPlan(ctx context.Context, in PlanGone) (PlanBook, error) {
	return s.replan(ctx, in, in.Model, func(tx *op.Tx, b *PlanBook) error {
		p, err := b.Plan(in.Plan)
		if err != nil {
			return err
		}
		tx.Changed("plan", p.Name, "")
		b.Plans = slices.DeleteFunc(b.Plans, func(o CarePlan) bool { return o.ID == in.Plan })
		return nil
	})
}

func (s *Stock) replan(ctx context.Context, in any, model string, set func(*op.Tx, *PlanBook) error) (PlanBook, error) {
	b, err := op.Write(ctx, s.d, policy.MaintenancePlan, in, func(tx *op.Tx) (PlanBook, error) {
		m, err := FindModel(tx, model)
		if err != nil {
			return PlanBook{}, inField(err, "model", "receipt.model_unknown")
		}
		if err := tx.Allow(m.Centre); err != nil {
			return PlanBook{}, err
		}
		if m.Tracking != Serialised {
			return PlanBook{}, fault.InField("model", "care.counted", fault.Args{"model": m.Name})
		}
		b, err := PlansOf(tx, m.ID)
		if err != nil {
			return b, err
		}
		b.Plans = slices.Clone(b.Plans)
		if err := set(tx, &b); err != nil {
			return b, err
		}
		b.Version++
		tx.About("model", m.ID, m.Code)
		if err := beginWork(tx, careWork, m.ID, m.Centre, 0); err != nil {
			return b, err
		}
		return b, planBooks.Put(tx, &b)
	})
	if err != nil {
		return b, err
	}
	return b, s.RunWork(ctx, careWork, b.Model)
}

// careWork is the kind of the work that brings the units of a model in line with
// its plans; the model stands for the document.
const careWork = "care"

// stepCare does the next units. Those that move meanwhile follow the plans by
// themselves, so that none is missed.
func stepCare(tx *op.Tx, w *Work) (done bool, err error) {
	b, err := PlansOf(tx, w.ID)
	if err != nil {
		return false, err
	}
	page, err := units.Page(tx, storage.UnitByModel.Key().ID(w.ID), storage.Ask{Cursor: w.Stage, Limit: unitsAtOnce})
	if err != nil {
		return false, err
	}
	for _, seen := range page.Items {
		u, err := UnitByID(tx, seen.ID) // guarded: somebody may be moving it
		if err != nil {
			return false, err
		}
		u.Care = b.stand(u, time.Time{})
		if err := units.Put(tx, &u); err != nil {
			return false, err
		}
	}
	w.Done += int64(len(page.Items))
	w.Stage = page.Next
	return page.Next == "", nil
}
