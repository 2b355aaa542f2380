package stock

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Verdict is what somebody said about scrapping a unit, with the arithmetic of
// that day.
type Verdict struct {
	Scrap     bool      `cbor:"1,keyasint" json:"scrap"`
	Reason    string    `cbor:"2,keyasint" json:"reason"`
	ByID      op.ID     `cbor:"3,keyasint" json:"by_id"`
	By        string    `cbor:"4,keyasint" json:"by"`
	At        time.Time `cbor:"5,keyasint" json:"at"`
	Judgement Judgement `cbor:"6,keyasint" json:"judgement"`
}

// Given tells whether there is a verdict.
func (v Verdict) Given() bool { return !v.At.IsZero() }

// Proposing is the wish to scrap the unit of an order.
type Proposing struct {
	Repair op.ID  `json:"id" validate:"required"`
	Reason string `json:"reason" validate:"required,max=500"`
}

// ProposeScrap asks the head of the centre to let the unit go. The rule of the
// centre stands beside it, whether it says so or not.
func (s *Stock) ProposeScrap(ctx context.Context, in Proposing) (RepairOrder, error) {
	return op.Write(ctx, s.d, policy.RepairWork, in, func(tx *op.Tx) (RepairOrder, error) {
		o, err := spendableOrFull(tx, in.Repair)
		if err != nil {
			return o, err
		}
		if o.Proposal, err = verdict(tx, o, true, in.Reason); err != nil {
			return o, err
		}
		o.Decision = Verdict{}
		o.reach(tx, RepairJudged, in.Reason)
		return o, o.save(tx)
	})
}

func spendableOrFull(tx *op.Tx, id op.ID) (RepairOrder, error) {
	o, err := spendable(tx, id)
	if err != nil && fault.As(err).Key == "repair.costs_full" {
		err = nil
	}
	return o, err
}

func verdict(tx *op.Tx, o RepairOrder, scrap bool, reason string) (Verdict, error) {
	j, err := judge(tx, o)
	return Verdict{Scrap: scrap, Reason: reason, ByID: tx.By.ID, By: tx.By.Name, At: tx.At, Judgement: j}, err
}

// Deciding is the answer to a proposal.
type Deciding struct {
	Repair   op.ID  `json:"id" validate:"required"`
	Scrap    string `json:"scrap" validate:"required,oneof=yes no"`
	Reason   string `json:"reason" validate:"required,max=500"`
	Document string `json:"document" validate:"required_if=Scrap yes,max=80"` // number of the decree
}

// DecideScrap answers a proposal. Four eyes: whoever proposed cannot decide. Yes
// scraps the unit under the number of the decree and ends the order; no sends it
// back to be repaired.
func (s *Stock) DecideScrap(ctx context.Context, in Deciding) (RepairOrder, error) {
	return op.Write(ctx, s.d, policy.RepairScrap, in, func(tx *op.Tx) (RepairOrder, error) {
		o, u, err := openRepair(tx, in.Repair)
		if err != nil {
			return o, err
		}
		if o.State != RepairJudged {
			return o, o.elsewhere()
		}
		if o.Proposal.ByID == tx.By.ID {
			return o, fault.New(fault.Denied, "repair.four_eyes", fault.Args{"by": o.Proposal.By})
		}
		if o.Decision, err = verdict(tx, o, in.Scrap == "yes", in.Reason); err != nil {
			return o, err
		}
		if !o.Decision.Scrap {
			o.reach(tx, o.before(), in.Reason)
			return o, o.save(tx)
		}
		if err := o.scrap(tx, u, in); err != nil {
			return o, err
		}
		o.reach(tx, RepairScrapped, in.Reason)
		return o, o.save(tx)
	})
}

// before is the state that the order had when it was proposed for scrap. What was
// being tested goes on with it, all else is reported anew.
func (o RepairOrder) before() RepairState {
	for i := len(o.Steps) - 1; i >= 0; i-- {
		if s := o.Steps[i].State; s != RepairJudged {
			return s
		}
	}
	return RepairOpen
}

func (o *RepairOrder) scrap(tx *op.Tx, u Unit, in Deciding) error {
	if !u.Allocation.IsZero() {
		return fault.New(fault.Conflict, "repair.reserved", fault.Args{"code": u.Code, "document": u.Reserved.Document, "by": u.Reserved.By})
	}
	after := u
	after.Node, after.Repair = Node{AtScrap, o.Centre}, op.ID{}
	after.Hold, after.Held = Free, Mark{}
	after.Condition, after.Inspected = CondUnfit, Mark{By: tx.By.Name, At: tx.At, Document: in.Document}
	o.In, o.Document = false, in.Document
	m := Movement{
		Kind: WrittenOff, Centre: o.Centre, Occurred: tx.At, Document: in.Document, Reason: in.Reason, Cause: o.cause(),
	}
	_, err := post(tx, m, []change{{before: u, after: after}})
	return err
}
