package innovation

import (
	"context"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Closing takes an innovation out of use, or gives a draft up.
type Closing struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version    int64  `json:"version" validate:"min=0"`               // that was looked at; 0 does not ask
	Reason     string `json:"reason" validate:"required,max=500"`
}

// Archive ends the work on an innovation. A page that was public stays, marked
// with the reason, because links to it are out in the world.
func (n *Innovations) Archive(ctx context.Context, in Closing) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationArchive, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.owned(tx, in.Innovation, in.Version)
		if err != nil {
			return rec, err
		}
		if rec.State == Archived || rec.State == Submitted || rec.State == Cancelled {
			return rec, conflict(rec.State)
		}
		tx.Changed("state", string(rec.State), string(Archived))
		rec.State, rec.ArchivedAt, rec.ArchiveReason = Archived, tx.At, in.Reason
		return rec, save(tx, &rec)
	})
}

// Cancellable tells whether the record may be given up: only while nobody but
// its centre and its reviewers has seen it.
func (i *Innovation) Cancellable() bool {
	return i.Public == nil && (i.State == Draft || i.State == Returned || i.State == Refused || i.State == Approved)
}

// Cancel gives a draft up that never was public. It stays in the list of its
// centre, with the reason, and cannot be taken up again.
func (n *Innovations) Cancel(ctx context.Context, in Closing) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationCancel, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.owned(tx, in.Innovation, in.Version)
		if err != nil {
			return rec, err
		}
		if !rec.Cancellable() {
			return rec, conflict(rec.State)
		}
		tx.Changed("state", string(rec.State), string(Cancelled))
		rec.State, rec.ArchivedAt, rec.ArchiveReason = Cancelled, tx.At, in.Reason
		return rec, save(tx, &rec)
	})
}

// Recall says that an innovation is not safe.
type Recall struct {
	Reason string       `cbor:"1,keyasint" json:"reason"`
	At     time.Time    `cbor:"2,keyasint" json:"at"`
	By     policy.Actor `cbor:"3,keyasint" json:"by"`
}

// RecallOrder withdraws an innovation for the sake of safety.
type RecallOrder struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Reason     string `json:"reason" validate:"required,max=1000"`    // everybody reads it
}

// Withdraw warns everybody of a published innovation. Its page stays, under a
// warning, until another version has been reviewed and published; a record under
// review is withdrawn too and goes on being reviewed. Units that were handed out
// are called back by the recall of their model in the stock.
func (n *Innovations) Withdraw(ctx context.Context, in RecallOrder) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationRecall, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := Find(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		if err := tx.Allow(rec.Centre); err != nil {
			return rec, hidden(&rec, err)
		}
		if rec.Public == nil || rec.Recall != nil {
			return rec, conflict(rec.State)
		}
		rec.Recall = &Recall{Reason: in.Reason, At: tx.At, By: tx.By}
		if rec.State == Published || rec.State == Archived {
			tx.Changed("state", string(rec.State), string(Recalled))
			rec.State = Recalled
		}
		return rec, save(tx, &rec)
	})
}

// Decided names a record on which something is decided that needs no words.
type Decided struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version    int64  `json:"version" validate:"min=0"`               // that was looked at; 0 does not ask
}

// Release publishes what both reviewers have approved, once the day of its
// embargo has come. No clock does it: a centre may have a reason to wait longer.
func (n *Innovations) Release(ctx context.Context, in Decided) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationRelease, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.owned(tx, in.Innovation, in.Version)
		if err != nil {
			return rec, err
		}
		if rec.State != Approved {
			return rec, conflict(rec.State)
		}
		if day := rec.embargo(); day.After(tx.At) {
			return rec, fault.New(fault.Conflict, "innovation.embargoed", fault.Args{"date": day})
		}
		if err := rec.pass(ToPublish); err != nil {
			return rec, err
		}
		tx.Changed("state", string(Approved), string(Published))
		if err := rec.publish(tx); err != nil {
			return rec, err
		}
		return rec, save(tx, &rec)
	})
}

// Confirm says that the centre has read its page again and that it still holds.
// It moves the day on which it has to be read next, and nothing else.
func (n *Innovations) Confirm(ctx context.Context, in Decided) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationConfirm, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.owned(tx, in.Innovation, in.Version)
		if err != nil {
			return rec, err
		}
		if rec.State != Published {
			return rec, conflict(rec.State)
		}
		rec.ConfirmedAt = tx.At
		tx.Changed("confirmed", "", day(tx.At))
		return rec, save(tx, &rec)
	})
}

// ReviewBy is the day by which the page has to be read again, a year after it
// was published, renewed or confirmed; zero for what is not public. It is worked
// out whenever it is asked for, so that no job in the night can be missed.
func (i *Innovation) ReviewBy() time.Time {
	if i.Public == nil || i.State == Archived {
		return time.Time{}
	}
	last := i.RenewedAt
	if i.ConfirmedAt.After(last) {
		last = i.ConfirmedAt
	}
	return last.AddDate(1, 0, 0)
}

// Outdated tells whether that day has passed.
func (i *Innovation) Outdated(now time.Time) bool {
	by := i.ReviewBy()
	return !by.IsZero() && now.After(by)
}

// Verification says that somebody of another centre has looked at a piece of
// evidence and found it as it is told.
type Verification struct {
	Proof op.ID        `cbor:"1,keyasint" json:"proof"`
	By    policy.Actor `cbor:"2,keyasint" json:"by"`
	At    time.Time    `cbor:"3,keyasint" json:"at"`
}

// ProofCheck verifies one piece of evidence.
type ProofCheck struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Proof      op.ID  `json:"proof" validate:"required"`
}

// VerifyProof records that a reviewer of another centre has looked at a piece of
// evidence of what is submitted or published; once for each piece.
func (n *Innovations) VerifyProof(ctx context.Context, in ProofCheck) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationVerify, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := Find(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		if err := tx.Allow(rec.Centre); err != nil {
			return rec, err
		}
		at := slices.IndexFunc(rec.Proof, func(p Proof) bool { return p.ID == in.Proof })
		switch {
		case rec.State != Submitted && rec.State != Published:
			return rec, conflict(rec.State)
		case at < 0:
			return rec, fault.Missing("proof")
		case tx.By.ID == rec.Author.ID || tx.By.ID == rec.Proof[at].By.ID:
			return rec, fault.New(fault.Denied, "innovation.own_work", nil)
		case rec.VerifiedBy(in.Proof) != nil:
			return rec, fault.New(fault.Conflict, "innovation.verified_already", nil)
		}
		rec.Verified = append(rec.Verified, Verification{Proof: in.Proof, By: tx.By, At: tx.At})
		return rec, saveAs(tx, &rec, rec.ChangedAt) // what the page says has not changed
	})
}

// VerifiedBy returns who has verified a piece of evidence; nil is nobody.
func (i *Innovation) VerifiedBy(proof op.ID) *Verification {
	at := slices.IndexFunc(i.Verified, func(v Verification) bool { return v.Proof == proof })
	if at < 0 {
		return nil
	}
	return &i.Verified[at]
}
