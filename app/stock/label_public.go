package stock

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Stuck is what everybody may know of a label that is not the present code of a
// unit: what kind of thing it hangs on, and whose it is.
type Stuck struct {
	Label
	Name   string // of the place; empty for a label on nothing
	Centre network.Centre
}

// LabelOf returns the label with a code, open to everybody: it is what a stranger
// who scans it may see. It fails with NotFound for the code of a unit, which
// ModelOfUnit knows, and for a code that was never printed.
func (s *Stock) LabelOf(ctx context.Context, code string) (Stuck, error) {
	return op.Read(ctx, s.d, policy.ModelRead, func(v *op.View) (Stuck, error) {
		if err := v.Allow(""); err != nil {
			return Stuck{}, err
		}
		l, ok, err := labelOf(v, code)
		if err == nil && (!ok || l.Kind == LabelUnit) {
			err = fault.Missing("label")
		}
		if err != nil {
			return Stuck{}, err
		}
		stuck := Stuck{Label: l}
		if stuck.Centre, err = network.CentreByCode(v, l.Centre); err != nil {
			return stuck, err
		}
		if l.Kind.place() {
			p, err := namePlace(v, PlaceRef{Kind: l.Kind, Code: l.Ref})
			stuck.Name = p.Name
			return stuck, err
		}
		return stuck, nil
	})
}

// ActsOn are what the actor of ctx may do with a unit where it is now.
func ActsOn(ctx context.Context, u Unit) []Act { return actsOn(u, op.ActorOf(ctx)) }
