package intake

import (
	"context"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/fault"
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
	Filed         time.Time        `json:"filed_at"`
	State         State            `json:"state"`
	Reason        string           `json:"close_reason,omitempty"`
	Request       allocation.State `json:"request_state,omitempty"` // of the request that it became
	RequestEnded  time.Time        `json:"request_ended_at,omitzero"`
	Moments       []Moment         `json:"moments"`
	Erased        bool             `json:"erased"`
	MayReply      bool             `json:"may_reply"`
	MayWithdraw   bool             `json:"may_withdraw"`
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
		n.tries.Fill(in.use())
	}
	return out, err
}

func (n *Intake) followed(r storage.Reader, a Ask) (Followed, error) {
	f := Followed{
		Number: a.Number, Centre: a.Centre, Filed: a.Filed, State: a.State, Reason: a.Reason, Erased: !a.Erased.IsZero(),
		MayReply: a.State.Open(), MayWithdraw: a.State.Open(),
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
	nameCentres(r, f.Moments)
	if a.Request.IsZero() {
		return f, nil
	}
	q, err := allocation.FindRequest(r, a.Request.String())
	f.Request, f.RequestEnded = q.State, q.Ended
	return f, err
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
	c, err := network.CentreByCode(r, code)
	if err != nil {
		return code
	}
	return c.Name
}

// Reply is what a person writes who follows their ask.
type Reply struct {
	Pass
	Text string `json:"text" validate:"required,max=1000"`
}

// Reply adds the words of the person; it is the turn of the centre then.
func (n *Intake) Reply(ctx context.Context, in Reply) (Followed, error) {
	in.Text = plain(in.Text)
	return n.byPass(ctx, policy.AskReply, in.Pass, in, func(tx *op.Tx, a *Ask) error {
		if err := n.say(a, in.Text); err != nil {
			return err
		}
		since := a.Since
		was := a.State
		if err := a.move(tx, Waiting, DidReply); err != nil || was != Waiting {
			return err
		}
		a.Since = since // who writes again keeps their place
		return asks.Put(tx, a)
	})
}

// Withdraw ends an ask by the wish of the person, and erases at once who they
// are and what was written.
func (n *Intake) Withdraw(ctx context.Context, in Pass) (Followed, error) {
	return n.byPass(ctx, policy.AskWithdraw, in, in, func(tx *op.Tx, a *Ask) error {
		a.erase(tx)
		return a.move(tx, Withdrawn, DidWithdraw)
	})
}

// byPass does a command of somebody who has the number and the PIN of an open ask.
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
		if !a.State.Open() {
			return op.ID{}, fault.New(fault.Conflict, "ask.ended", nil)
		}
		return a.ID, do(tx, &a)
	})
	if err != nil {
		return Followed{}, err
	}
	n.tries.Fill(pass.use())
	return n.Follow(ctx, pass)
}
