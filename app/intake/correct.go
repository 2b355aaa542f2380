package intake

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
)

// Correction is what somebody puts right in their ask before it is assessed.
// What is empty stays as it is.
type Correction struct {
	Pass
	Phone  string `json:"phone" validate:"max=40"`
	Email  string `json:"email" validate:"omitempty,email,max=120"`
	Place  string `json:"place" validate:"max=120"` // as NewAsk.Place
	Region string `json:"region" validate:"max=5"`
}

// Check tells what the tags cannot say.
func (in Correction) Check() (bad []fault.Field) {
	if in.Phone == "" && in.Email == "" && in.Place == "" && in.Region == "" {
		bad = append(bad, fault.Field{Name: "phone", Key: "ask.nothing_to_correct"})
	}
	if in.Phone != "" && normalPhone(in.Phone) == "" {
		bad = append(bad, fault.Field{Name: "phone", Key: "ask.phone"})
	}
	return bad
}

// Correct changes the contact and the place of an ask. Once it is a request the
// record of the person has them, and the centre changes them there. An ask that
// no centre has touched goes to the centre that serves the new place.
func (n *Intake) Correct(ctx context.Context, in Correction) (Followed, error) {
	in.Phone, in.Email, in.Place = plain(in.Phone), plain(in.Email), plain(in.Place)
	return n.byPass(ctx, policy.AskCorrect, in.Pass, in, func(tx *op.Tx, a *Ask) error {
		switch {
		case a.State == Taken:
			return fault.New(fault.Conflict, "ask.correct_late", nil)
		case !a.State.Open():
			return fault.New(fault.Conflict, "ask.ended", nil)
		}
		if err := n.contactOf(tx, a, in); err != nil {
			return err
		}
		if err := a.movesTo(tx, in); err != nil {
			return err
		}
		return a.move(tx, a.State, DidCorrect)
	})
}

// contactOf puts another contact into an ask. The journal says that it changed,
// and no more.
func (n *Intake) contactOf(tx *op.Tx, a *Ask, in Correction) error {
	if in.Phone == "" && in.Email == "" {
		return nil
	}
	var contact Contact
	if err := n.ring.Open(a.ID, a.Sealed, &contact); err != nil {
		return fault.Wrap(err, "ask %s", a.Number)
	}
	if in.Phone != "" {
		contact.Phone = normalPhone(in.Phone)
		tx.Changed("phone", "", "")
	}
	if in.Email != "" {
		contact.Email = in.Email
		tx.Changed("email", "", "")
	}
	var err error
	if a.Sealed, err = n.ring.Seal(a.ID, contact); err != nil {
		return fault.Wrap(err, "seal an ask")
	}
	return nil
}

// movesTo puts another place into an ask.
func (a *Ask) movesTo(tx *op.Tx, in Correction) error {
	if in.Place == "" && in.Region == "" {
		return nil
	}
	book, err := reference.Load()
	if err != nil {
		return fault.Wrap(err, "reference data")
	}
	region, err := NewAsk{Place: in.Place, Region: in.Region}.region(book)
	if err != nil || region == a.Region {
		return err
	}
	tx.Changed("region", a.Region, region)
	a.Region = region
	if !a.untouched() {
		return nil // they know each other by now; the staff can pass it on
	}
	to, why, err := route(tx, book, tx.At, region)
	if err != nil {
		return err
	}
	if a.Why = why; to != a.Centre {
		tx.Changed("centre", a.Centre, to)
		a.Centre = to
	}
	return nil
}

// untouched tells whether no centre has done anything with an ask.
func (a *Ask) untouched() bool {
	for _, s := range a.Steps {
		if !s.Kind.byPerson() {
			return false
		}
	}
	return true
}

// Renewal is the input of Renew. Checked says that whoever asks for another PIN
// proved to be who has asked: they knew the name and the contact.
type Renewal struct {
	Opened
	Checked bool `json:"checked"`
}

// Check asks for what the PIN protects.
func (in Renewal) Check() []fault.Field {
	if !in.Checked {
		return []fault.Field{{Name: "checked", Key: "ask.renew_check"}}
	}
	return nil
}

// renewed is the kept answer of Renew: it leads to the PIN, and is none.
type renewed struct {
	Receipt
	Times int64 `cbor:"9,keyasint"`
}

// Renew gives an ask another PIN, for somebody who has lost theirs and comes to
// the centre. The old one opens nothing any more. The person sees on the page of
// their ask that it was given out, and when.
func (n *Intake) Renew(ctx context.Context, in Renewal) (Receipt, error) {
	out, err := op.Write(ctx, n.d, policy.AskRenew, in, func(tx *op.Tx) (renewed, error) {
		a, err := n.opened(tx, in.Opened)
		if err != nil {
			return renewed{}, err
		}
		if a.State == Withdrawn {
			return renewed{}, fault.New(fault.Conflict, "ask.ended", nil)
		}
		a.Renewed++
		return renewed{Receipt{Number: a.Number, Centre: a.Centre, ID: a.ID}, a.Renewed}, a.move(tx, a.State, DidRenew)
	})
	if err != nil {
		return Receipt{}, err
	}
	out.PIN = n.pinOf(out.ID, out.Times)
	n.tries.Fill(Pass{Number: out.Number}.byAll())
	return out.Receipt, nil
}
