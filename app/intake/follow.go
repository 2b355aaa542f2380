package intake

import (
	"cmp"
	"context"
	"slices"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/fault"
	"lumbung/app/holiday"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// Followed is an ask as whoever has its number and PIN sees it. It says nothing
// of who asked: a PIN is soon read over a shoulder.
type Followed struct {
	Number        string           `json:"number"`
	ModelName     string           `json:"model_name"`
	ModelSlug     string           `json:"model"`
	Centre        string           `json:"centre"`
	CentreName    string           `json:"centre_name"`
	CentreAddress string           `json:"centre_address"`
	Region        string           `json:"region"` // where the person lives
	Filed         time.Time        `json:"filed_at"`
	State         State            `json:"state"`
	Reason        string           `json:"close_reason,omitempty"`
	Request       allocation.State `json:"request_state,omitempty"` // of the request that it became
	RequestEnded  time.Time        `json:"request_ended_at,omitzero"`
	Moments       []Moment         `json:"moments"`
	Erased        bool             `json:"erased"`
	MayReply      bool             `json:"may_reply"`
	MayCorrect    bool             `json:"may_correct"` // contact and place
	MayWithdraw   bool             `json:"may_withdraw"`
	UsualDays     int              `json:"usual_days"`          // from here to the next step, of late; 0 where nobody can tell
	AnswerBy      string           `json:"answer_by,omitempty"` // the last day on which the centre answers in time, while it waits
	Late          bool             `json:"late"`                // that day is over
	Why           network.Why      `json:"why,omitempty"`       // why that centre answers
}

// Follow tells how far an ask has come. After a few wrong PINs a number rests
// for some minutes, whoever tries.
func (n *Intake) Follow(ctx context.Context, in Pass) (Followed, error) {
	if err := n.try(in); err != nil {
		return Followed{}, err
	}
	out, err := op.Read(ctx, n.d, policy.AskFollow, func(v *op.View) (Followed, error) {
		a, err := n.admit(v, in)
		if err != nil {
			return Followed{}, err
		}
		if err := v.Allow(a.Centre); err != nil {
			return Followed{}, err
		}
		return n.followed(v, a)
	})
	if err == nil {
		n.right(in)
	}
	return out, err
}

func (n *Intake) followed(r storage.Reader, a Ask) (Followed, error) {
	f := Followed{
		Number: a.Number, Centre: a.Centre, Filed: a.Filed, State: a.State, Reason: a.Reason, Region: a.Region, Erased: !a.Erased.IsZero(),
		MayReply: a.State.Open(), MayCorrect: a.State.Open(), MayWithdraw: a.State.Open(), Why: a.Why,
	}
	if err := f.promise(r, a, n.d.Now()); err != nil {
		return f, err
	}
	model, err := stock.ModelByID(r, a.Model)
	if err != nil {
		return f, err
	}
	f.ModelName, f.ModelSlug = model.Name, model.Slug
	if c, err := network.CentreByCode(r, a.Centre); err == nil {
		f.CentreName, f.CentreAddress = c.Name, c.Address
	}
	talk, err := n.talk(a)
	if err != nil {
		return f, err
	}
	f.Moments = moments(a, talk, false)
	if err := f.goesOn(r, a); err != nil {
		return f, err
	}
	nameCentres(r, f.Moments)
	f.UsualDays, err = usual(r, a, f.Request, n.d.Now())
	return f, err
}

// promise says by when the centre answers somebody who waits for it.
func (f *Followed) promise(r storage.Reader, a Ask, now time.Time) error {
	if a.State != Waiting {
		return nil
	}
	days, err := holiday.Read(r)
	f.AnswerBy, f.Late = answerBy(days, a.Since), a.Overdue(days, now)
	return err
}

// goesOn adds what became of the request of an ask, where there is one.
func (f *Followed) goesOn(r storage.Reader, a Ask) error {
	if a.Request.IsZero() {
		return nil
	}
	q, err := allocation.FindRequest(r, a.Request.String())
	if err != nil {
		return err
	}
	f.Request, f.RequestEnded = q.State, q.Ended
	f.MayWithdraw = a.State == Taken && q.State.Open()
	f.MayReply = f.MayWithdraw && !f.Erased
	events, err := allocation.Events(r, q)
	for _, e := range events {
		if a.State == Withdrawn && e.Kind == allocation.EventClosed {
			continue // the last step says so
		}
		f.Moments = append(f.Moments, Moment{Step: Step{Kind: StepKind(e.Kind), At: e.At, Centre: q.Centre}})
	}
	slices.SortStableFunc(f.Moments, func(x, y Moment) int { return cmp.Or(x.At.Compare(y.At), x.last()-y.last()) })
	return err
}

// last is 1 for the step that ends an ask, whatever else the same instant brings.
func (m Moment) last() int {
	if m.Kind == DidWithdraw {
		return 1
	}
	return 0
}

func nameCentres(r storage.Reader, list []Moment) {
	for i := range list {
		list[i].CentreName = centreName(r, list[i].Centre)
	}
}

// centreName is the name of a centre, its code where it is gone, and nothing for
// the ministry, which the words have a name for.
func centreName(r storage.Reader, code string) string {
	if code == "" || code == op.Headquarters {
		return ""
	}
	return network.NameOf(r, code)
}

// Reply is what a person writes who follows their ask.
type Reply struct {
	Pass
	Text string `json:"text" validate:"required,max=1000"`
}

// Reply adds the words of the person; it is the turn of the centre then. On an
// ask that became a request they are a message beside it.
func (n *Intake) Reply(ctx context.Context, in Reply) (Followed, error) {
	in.Text = plain(in.Text)
	return n.byPass(ctx, policy.AskReply, in.Pass, in, func(tx *op.Tx, a *Ask) error {
		if err := a.standing(tx); err != nil {
			return err
		}
		if !a.Erased.IsZero() {
			return fault.New(fault.Conflict, "ask.erased", nil)
		}
		if err := n.say(a, in.Text); err != nil {
			return err
		}
		if a.State != Taken {
			return a.move(tx, Waiting, DidReply)
		}
		if a.Wrote.IsZero() {
			a.Wrote = tx.At
		}
		return a.move(tx, Taken, DidReply)
	})
}

// Withdraw ends an ask by the wish of the person, and erases at once who they
// are and what was written. A request that it became ends with it, and what was
// set apart for that is free again; after the hand-over it is too late.
func (n *Intake) Withdraw(ctx context.Context, in Pass) (Followed, error) {
	return n.byPass(ctx, policy.AskWithdraw, in, in, func(tx *op.Tx, a *Ask) error {
		if a.State == Taken {
			if _, err := allocation.WithdrawIn(tx, a.Request); err != nil {
				return err
			}
		} else if !a.State.Open() {
			return fault.New(fault.Conflict, "ask.ended", nil)
		}
		a.erase(tx)
		return a.move(tx, Withdrawn, DidWithdraw)
	})
}

// standing fails with Conflict when an ask has ended, or the request that it
// became.
func (a *Ask) standing(r storage.Reader) error {
	if a.State.Open() {
		return nil
	}
	if a.State != Taken {
		return fault.New(fault.Conflict, "ask.ended", nil)
	}
	q, err := allocation.FindRequest(r, a.Request.String())
	if err != nil {
		return err
	}
	return q.Standing()
}

// byPass does a command of somebody who has the number and the PIN of an ask.
func (n *Intake) byPass(ctx context.Context, act policy.Action, pass Pass, in any, do func(*op.Tx, *Ask) error) (Followed, error) {
	if err := n.try(pass); err != nil {
		return Followed{}, err
	}
	_, err := op.Write(ctx, n.d, act, in, func(tx *op.Tx) (op.ID, error) {
		a, err := n.admit(tx, pass)
		if err != nil {
			return op.ID{}, err
		}
		if err := tx.Allow(a.Centre); err != nil {
			return op.ID{}, err
		}
		return a.ID, do(tx, &a)
	})
	if err != nil {
		return Followed{}, err
	}
	n.right(pass)
	return n.Follow(ctx, pass)
}
