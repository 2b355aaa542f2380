package intake

import (
	"context"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/fault"
	"lumbung/app/holiday"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// Naming is the input of commands that need no more than an ask.
type Naming struct {
	Ask string `json:"ask" validate:"required,max=40"` // its number
}

// Reveal returns an ask with who asks and what was written, and journals who
// looked. It ignores idempotency keys: each look is a line of the journal, and
// what was seen is never kept as an answer.
func (n *Intake) Reveal(ctx context.Context, in Naming) (Sheet, error) {
	a, err := op.Write(op.Afresh(ctx), n.d, policy.AskReveal, in, func(tx *op.Tx) (Ask, error) {
		a, err := own(tx, in.Ask)
		if err != nil {
			return Ask{}, err
		}
		if !a.Erased.IsZero() {
			return Ask{}, fault.New(fault.Conflict, "ask.erased", nil)
		}
		tx.About("ask", a.ID, a.Number)
		return a, nil
	})
	if err != nil {
		return Sheet{}, err
	}
	s, err := n.Ask(ctx, a.Number)
	if err != nil {
		return Sheet{}, err
	}
	if err := n.ring.Open(a.ID, a.Sealed, &s.Contact); err != nil {
		return Sheet{}, fault.Wrap(err, "ask %s", a.Number)
	}
	talk, err := n.talk(a)
	if err != nil {
		return Sheet{}, err
	}
	names := s.Moments
	s.Moments, s.Revealed = moments(a, talk, true), true
	for i := range s.Moments {
		s.Moments[i].CentreName = names[i].CentreName
	}
	return s, nil
}

// act changes an ask of the actor's centre that stands and that nobody has
// changed since it was opened. One that became a request can be answered alone.
func (n *Intake) act(ctx context.Context, act policy.Action, in any, name Opened, do func(*op.Tx, *Ask) error) (Row, error) {
	return op.Write(ctx, n.d, act, in, func(tx *op.Tx) (Row, error) {
		a, err := n.opened(tx, name)
		if err != nil {
			return Row{}, err
		}
		if err := a.standing(tx); err != nil {
			return Row{}, err
		}
		if a.State == Taken && act != policy.AskAnswer {
			return Row{}, fault.New(fault.Conflict, "ask.ended", nil)
		}
		if err := do(tx, &a); err != nil {
			return Row{}, err
		}
		days, err := holiday.Read(tx)
		if err != nil {
			return Row{}, err
		}
		return rowOf(tx, days, a, tx.At)
	})
}

// opened reads an ask of the actor's centre as it was when it was opened.
func (n *Intake) opened(tx *op.Tx, name Opened) (Ask, error) {
	a, err := own(tx, name.Ask)
	if err == nil && name.Version != 0 && name.Version != a.Version {
		err = fault.New(fault.Stale, "error.stale", fault.Args{"yours": name.Version, "theirs": a.Version})
	}
	return a, err
}

// Opened names an ask as it was when it was opened; 0 skips the question.
type Opened struct {
	Ask     string `json:"ask" validate:"required,max=40"`
	Version int64  `json:"version" validate:"min=0"`
}

// Answer is what a centre writes to somebody. With Question it asks back.
type Answer struct {
	Opened
	Text     string `json:"text" validate:"required,max=1000"`
	Question bool   `json:"question"`
}

// Answer writes to the person; it stands where they follow their ask.
func (n *Intake) Answer(ctx context.Context, in Answer) (Row, error) {
	return n.act(ctx, policy.AskAnswer, in, in.Opened, func(tx *op.Tx, a *Ask) error {
		if !a.Erased.IsZero() {
			return fault.New(fault.Conflict, "ask.erased", nil)
		}
		if err := n.say(a, in.Text); err != nil {
			return err
		}
		kind := DidAnswer
		if in.Question {
			kind = DidQuestion
		}
		a.Wrote = time.Time{}
		if a.State == Taken {
			return a.move(tx, Taken, kind)
		}
		return a.move(tx, Answered, kind)
	})
}

// Closing ends an ask that does not become a request. Text is for the person.
type Closing struct {
	Opened
	Reason string `json:"reason" validate:"required,oneof=unsuitable unavailable served-elsewhere unreachable duplicate misuse"`
	Text   string `json:"text" validate:"max=1000"`
}

// Close ends an ask with a reason. The contact is erased six months later.
func (n *Intake) Close(ctx context.Context, in Closing) (Row, error) {
	return n.act(ctx, policy.AskClose, in, in.Opened, func(tx *op.Tx, a *Ask) error {
		if err := n.say(a, in.Text); err != nil {
			return err
		}
		a.Reason = in.Reason
		return a.move(tx, Closed, DidClose)
	})
}

// Forwarding gives an ask to the queue of another centre. The person sees the
// reason; Why is a note that the staff of both read, not the person.
type Forwarding struct {
	Opened
	To     string `json:"to" validate:"required,max=60"`
	Reason string `json:"reason" validate:"required,oneof=area moved device service known"`
	Why    string `json:"why" validate:"max=300"`
}

// Forward gives an ask to another centre, where it waits anew.
func (n *Intake) Forward(ctx context.Context, in Forwarding) (Row, error) {
	return n.act(ctx, policy.AskForward, in, in.Opened, func(tx *op.Tx, a *Ask) error {
		to, err := network.CentreByCode(tx, in.To)
		switch {
		case fault.CodeOf(err) == fault.NotFound:
			return fault.InField("to", "error.not_found", fault.Args{"kind": "centre"})
		case err != nil:
			return err
		case to.Code == a.Centre:
			return fault.InField("to", "ask.here_already", nil)
		case !to.Active(tx.At):
			return fault.InField("to", "ask.centre_ended", fault.Args{"centre": to.Name})
		}
		if err := n.say(a, in.Why); err != nil {
			return err
		}
		tx.Changed("centre", a.Centre, to.Code)
		tx.Changed("reason", "", in.Reason)
		a.Centre, a.Why = to.Code, network.Passed
		if err := a.move(tx, Waiting, DidForward); err != nil {
			return err
		}
		a.Steps[len(a.Steps)-1].Reason = in.Reason
		return asks.Put(tx, a)
	})
}

// Taking turns an ask into a request: for a person who is registered, with the
// model that was asked for or one that fits better.
type Taking struct {
	Opened
	allocation.NewRequest
}

// Take files the request of an ask in one command with it, so that neither is
// there without the other. How it goes on the person sees by the request.
func (n *Intake) Take(ctx context.Context, in Taking) (Row, error) {
	return n.act(ctx, policy.AskTake, in, in.Opened, func(tx *op.Tx, a *Ask) error {
		q, err := allocation.FileIn(tx, n.ring, in.NewRequest)
		if err != nil {
			return err
		}
		if q.Centre != a.Centre {
			return fault.InField("beneficiary", "error.not_found", fault.Args{"kind": "person"})
		}
		model, err := stock.ModelByID(tx, a.Model)
		if err != nil {
			return err
		}
		if q.Model != model.ID {
			tx.Changed("model", model.Code, in.Model)
		}
		a.Request, a.RequestNo = q.ID, q.Number
		return a.move(tx, Taken, DidTake)
	})
}
