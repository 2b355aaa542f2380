package op

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/storage"
)

// View is one reading: a snapshot and the actor who looks.
type View struct {
	storage.Reader
	By policy.Actor

	act     policy.Action
	decided bool
}

// Allow asks the policy whether the actor may read a record of centre. A
// reading that never asks is refused.
func (v *View) Allow(centre string) error {
	if !v.Can(centre) {
		return refusal(v.By)
	}
	return nil
}

// Hide is Allow for kinds of record whose very existence is private: what the
// actor may not read is answered as not found.
func (v *View) Hide(kind, centre string) error {
	if !v.Can(centre) {
		return fault.Missing(kind)
	}
	return nil
}

// Can tells whether the actor may read a record of centre, for lists that leave
// out what they may not.
func (v *View) Can(centre string) bool {
	v.decided = true
	return policy.May(v.By, v.act, centre)
}

// Read does one reading under the policy. It fails with NoActor or Denied when
// the role may never do this, else with what run returns.
func Read[Out any](ctx context.Context, d *Deps, act policy.Action, run func(*View) (Out, error)) (out Out, err error) {
	by := ActorOf(ctx)
	if policy.Reach(by.Role, act) == policy.Never {
		return out, refusal(by)
	}
	v := &View{By: by, act: act}
	err = d.Store.View(ctx, func(r storage.Reader) (err error) {
		v.Reader = r
		out, err = run(v)
		return err
	})
	if err == nil && !v.decided {
		err = fault.New(fault.Internal, "error.internal", fault.Args{"why": "undecided: " + string(act)})
	}
	if err != nil {
		var none Out
		return none, translate(err)
	}
	return out, nil
}
