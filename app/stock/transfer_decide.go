package stock

import (
	"context"
	"fmt"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// TransferStep names a transfer for a step that says nothing else.
type TransferStep struct {
	Transfer string `json:"id" validate:"required,max=40"`
	Version  int64  `json:"version"` // of the transfer on the form; 0 does not ask
}

// TransferRefusal is a step that needs a reason.
type TransferRefusal struct {
	Transfer string `json:"id" validate:"required,max=40"`
	Reason   string `json:"reason" validate:"required,max=200"`
	Version  int64  `json:"version"`
}

// ApproveTransfer agrees to send. Units that were asked for by code and are
// still free are picked at once.
func (s *Stock) ApproveTransfer(ctx context.Context, in TransferStep) (Transfer, error) {
	return op.Write(ctx, s.d, policy.TransferDecide, in, func(tx *op.Tx) (Transfer, error) {
		t, err := transferAt(tx, in.Transfer, in.Version, sender, TransferAsked)
		if err != nil {
			return t, err
		}
		if err := t.approve(tx); err != nil {
			return t, err
		}
		return t, t.save(tx)
	})
}

func (t *Transfer) approve(tx *op.Tx) error {
	t.enter(tx, TransferApproved)
	t.Approved = deed(tx, "")
	for i := range t.Lines {
		for _, id := range t.Lines[i].Wanted {
			u, err := UnitByID(tx, id)
			if err != nil {
				return err
			}
			if t.reachable(u) != nil {
				continue // somebody else has it by now; another can be picked
			}
			if err := t.pick(tx, i, u); err != nil {
				return err
			}
		}
	}
	return nil
}

// RefuseTransfer declines to send, with a reason.
func (s *Stock) RefuseTransfer(ctx context.Context, in TransferRefusal) (Transfer, error) {
	return op.Write(ctx, s.d, policy.TransferDecide, in, func(tx *op.Tx) (Transfer, error) {
		t, err := transferAt(tx, in.Transfer, in.Version, sender, TransferAsked)
		if err != nil {
			return t, err
		}
		return t, t.end(tx, TransferRefused, in.Reason)
	})
}

// CancelTransfer calls a transfer off before it is shipped; either side may.
// Whatever was picked is free again.
func (s *Stock) CancelTransfer(ctx context.Context, in TransferRefusal) (Transfer, error) {
	return op.Write(ctx, s.d, policy.TransferCancel, in, func(tx *op.Tx) (Transfer, error) {
		t, err := transferAt(tx, in.Transfer, in.Version, either, TransferAsked, TransferApproved)
		if err != nil {
			return t, err
		}
		for i := range t.Lines {
			if err := t.letGo(tx, i, func(Parcel) bool { return true }); err != nil {
				return t, err
			}
			t.Lines[i].Picked = 0
		}
		return t, t.end(tx, TransferCancelled, in.Reason)
	})
}

// end closes a transfer before anything was shipped.
func (t *Transfer) end(tx *op.Tx, state TransferState, reason string) error {
	t.enter(tx, state)
	t.Ended = deed(tx, reason)
	tx.Changed("reason", "", reason)
	return t.save(tx)
}

// enter moves the transfer to a state, for the journal too.
func (t *Transfer) enter(tx *op.Tx, state TransferState) {
	tx.Changed("state", string(t.State), string(state))
	t.State = state
}

func (t *Transfer) save(tx *op.Tx) error {
	t.Version++
	return transfers.Put(tx, t)
}

// The sides that a step belongs to.
const (
	sender   = "sender"
	receiver = "receiver"
	either   = "either"
)

// transferAt reads a transfer for a step: it asks the policy about the centre
// whose step it is, and refuses a stale form and a state that has passed.
func transferAt(tx *op.Tx, ref string, version int64, side string, states ...TransferState) (Transfer, error) {
	t, err := findTransfer(tx, ref)
	if err != nil {
		return t, err
	}
	centre := t.From.Centre
	if side == receiver || side == either && tx.By.Centre == t.To.Centre {
		centre = t.To.Centre
	}
	if err := tx.Allow(centre); err != nil {
		return t, err
	}
	tx.About(transferKind, t.ID, t.Number)
	for _, s := range states {
		if t.State == s && (version == 0 || version == t.Version) {
			return t, nil
		}
		if t.State == s {
			return t, fault.New(fault.Conflict, "transfer.stale", fault.Args{"number": t.Number, "yours": fmt.Sprint(version), "now": fmt.Sprint(t.Version)})
		}
	}
	return t, fault.New(fault.Conflict, "transfer.not_now", fault.Args{"number": t.Number, "state": "transfer_" + string(t.State), "by": t.last().By, "since": t.last().Recorded})
}

// last is the step that brought the transfer where it is.
func (t Transfer) last() Deed {
	switch t.State {
	case TransferAsked:
		return t.Asked
	case TransferApproved:
		return t.Approved
	case TransferShipped:
		return t.Shipped
	default:
		return t.Ended
	}
}
