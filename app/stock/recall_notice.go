package stock

import (
	"context"
	"slices"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Notice is what everybody may know of a recall. It names no person and no
// place.
type Notice struct {
	Number        string      `json:"number"`
	Names         Scope       `json:"names"`
	Risk          Risk        `json:"risk"`
	Reason        string      `json:"reason"`
	Instruction   string      `json:"instruction"`
	InstructionEN string      `json:"instruction_en,omitempty"`
	Contact       string      `json:"contact"`
	Since         time.Time   `json:"since"`
	State         RecallState `json:"state"`
}

func (r Recall) notice() Notice {
	return Notice{
		Number: r.Number, Names: r.Scope, Risk: r.Risk, Reason: r.Reason, Instruction: r.Instruction,
		InstructionEN: r.InstructionEN, Contact: r.Contact, Since: r.Opened, State: r.State,
	}
}

// Notices returns the recalls in force of a model, open to everybody, those of
// the worst risk first.
func (s *Stock) Notices(ctx context.Context, model op.ID) ([]Notice, error) {
	return op.Read(ctx, s.d, policy.ModelRead, func(v *op.View) ([]Notice, error) {
		if err := v.Allow(""); err != nil {
			return nil, err
		}
		return NoticesOf(v, model)
	})
}

// NoticesOf is Notices within another reading.
func NoticesOf(r storage.Reader, model op.ID) ([]Notice, error) {
	g, err := guardOf(r, model)
	if err != nil {
		return nil, err
	}
	var list []Notice
	for _, f := range g.Force {
		rec, err := RecallByID(r, f.Recall)
		if err != nil {
			return nil, err
		}
		list = append(list, rec.notice())
	}
	slices.SortStableFunc(list, func(a, b Notice) int {
		return slices.Index(Risks(), a.Risk) - slices.Index(Risks(), b.Risk)
	})
	return list, nil
}

// NoticeOfUnit returns the recall that a unit is under, open to everybody who
// has its code; ok is false when it is under none.
func (s *Stock) NoticeOfUnit(ctx context.Context, code string) (n Notice, ok bool, err error) {
	found, err := op.Read(ctx, s.d, policy.ModelRead, func(v *op.View) ([]Notice, error) {
		if err := v.Allow(""); err != nil {
			return nil, err
		}
		u, err := FindUnit(v, code)
		if err != nil {
			return nil, err
		}
		g, err := guardOf(v, u.Model)
		if err != nil {
			return nil, err
		}
		f, err := g.names(v, u)
		if err != nil || f.Recall.IsZero() {
			return nil, err
		}
		rec, err := RecallByID(v, f.Recall)
		return []Notice{rec.notice()}, err
	})
	if err != nil || len(found) == 0 {
		return n, false, err
	}
	return found[0], true, nil
}
