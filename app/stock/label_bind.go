package stock

import (
	"context"
	"fmt"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Binding puts a label that was printed ahead on a unit.
type Binding struct {
	Label string `json:"label" validate:"required,max=200"` // its code, or the address in its QR code
	Unit  string `json:"unit" validate:"required,max=200"`  // code, serial number, GS1 code or id
}

// Bind makes a free label the code of a unit of the same centre. The code that
// the unit had keeps leading to it. A label is bound once: there is no way back,
// since nobody can know where the printed one sticks.
func (s *Stock) Bind(ctx context.Context, in Binding) (Unit, error) {
	id, err := s.named(ctx, in.Unit)
	if err != nil {
		return Unit{}, err
	}
	return op.Write(ctx, s.d, policy.LabelBind, in, func(tx *op.Tx) (Unit, error) {
		l, ok, err := labelOf(tx, in.Label)
		if err != nil {
			return Unit{}, err
		}
		if !ok {
			return Unit{}, fault.InField("label", "label.unknown", nil)
		}
		if err := tx.Allow(l.Centre); err != nil {
			return Unit{}, err
		}
		u, err := UnitByID(tx, id)
		if err != nil {
			return u, err
		}
		if u.Centre != l.Centre {
			return u, fault.InField("unit", "label.unit_elsewhere", fault.Args{"code": u.Code})
		}
		if err := free(tx, l); err != nil {
			return u, err
		}
		return stick(tx, l, u)
	})
}

// named finds the one unit that a text names, to be read again under the rule.
func (s *Stock) named(ctx context.Context, text string) (op.ID, error) {
	found, err := s.Look(ctx, text)
	switch {
	case err != nil:
		return op.ID{}, err
	case found.Kind == FoundUnit:
		return found.Unit.ID, nil
	case found.Kind == FoundUnits:
		return op.ID{}, fault.InField("unit", "look.many_units", fault.Args{"n": len(found.Units), "serial": found.Text})
	default:
		return op.ID{}, fault.InField("unit", "label.unit_unknown", fault.Args{"code": found.Text})
	}
}

// free refuses a label that leads somewhere already, and says where.
func free(tx *op.Tx, l Label) error {
	switch {
	case l.Kind.place():
		return fault.InField("label", "label.is_place", fault.Args{"place": l.Ref})
	case l.Kind == LabelUnit:
		u, _, err := unitOfLabel(tx, l.Code)
		if err != nil {
			return err
		}
		return fault.InField("label", "label.bound", fault.Args{"code": l.Code, "unit": u.Serial, "since": l.Bound.At, "by": l.Bound.By})
	}
	return nil
}

// stick gives the unit the code of the label and keeps the former one leading to
// it.
func stick(tx *op.Tx, l Label, u Unit) (Unit, error) {
	mark := Mark{By: tx.By.Name, At: tx.At}
	former, after := u.Code, u
	after.Code = l.Code
	after, err := putUnit(tx, u, after)
	if err != nil {
		return u, err
	}
	if _, known, err := labels.Get(tx, labelKey(former)); err != nil {
		return u, err
	} else if !known {
		if err := labels.Put(tx, &Label{Code: former, Kind: LabelUnit, Ref: u.ID.String(), Centre: u.Centre, Bound: mark}); err != nil {
			return u, err
		}
	}
	tx.About("unit", u.ID, after.Code)
	tx.Changed("code", former, after.Code)
	return after, bound(tx, l, u.ID, mark)
}

// bound notes on a label, and in its batch, that it leads to a unit now.
func bound(tx *op.Tx, l Label, unit op.ID, mark Mark) error {
	l.Kind, l.Ref, l.Bound = LabelUnit, unit.String(), mark
	if err := labels.Put(tx, &l); err != nil {
		return err
	}
	b, err := batchByID(tx, l.Batch)
	if err != nil {
		return err
	}
	b.Bound++
	return labelBatches.Put(tx, &b)
}

// labelsIn finds the free labels among the serial numbers of goods that come in,
// and returns the list with their bare codes. Such a label is the unit's code
// and, as the unit has no other, its serial number. A label that leads somewhere
// already, or is of another centre, is named with its position.
func labelsIn(tx *op.Tx, serials []string, centre string) (map[string]Label, []string, error) {
	labelled, out := map[string]Label{}, slices.Clone(serials)
	var bad []fault.Field
	for i, text := range serials {
		l, ok, err := labelOf(tx, text)
		if err != nil {
			return nil, nil, err
		}
		if !ok {
			continue
		}
		why := free(tx, l)
		if l.Centre != centre {
			why = fault.InField("label", "label.other_centre", fault.Args{"code": l.Code})
		}
		if why != nil && fault.CodeOf(why) != fault.Invalid {
			return nil, nil, why
		}
		if why != nil {
			f := fault.As(why).Fields[0]
			bad = append(bad, fault.Field{Name: fmt.Sprintf("serials.%d", i), Key: f.Key, Args: f.Args})
		}
		out[i], labelled[l.Code] = l.Code, l
	}
	if len(bad) > 0 {
		return nil, nil, fault.InFields(bad...)
	}
	return labelled, out, nil
}

// codeFor is the code of a unit that comes in: of the label that it brings along,
// else a fresh one.
func codeFor(tx *op.Tx, u Unit, labelled map[string]Label, drawn map[string]bool) (string, error) {
	l, ok := labelled[u.Serial]
	if !ok {
		return newCode(tx, u.ID, drawn)
	}
	return l.Code, bound(tx, l, u.ID, Mark{By: tx.By.Name, At: tx.At})
}
