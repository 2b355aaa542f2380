package innovation

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Submission hands the working copy in for review.
type Submission struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version    int64  `json:"version" validate:"min=0"`               // that was looked at; 0 does not ask
}

// Submit hands the working copy in. It fails with Invalid, naming what is
// missing, and with Conflict when it is not a draft.
func (n *Innovations) Submit(ctx context.Context, in Submission) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationSubmit, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.owned(tx, in.Innovation, in.Version)
		if err != nil {
			return rec, err
		}
		if !rec.Submittable() {
			return rec, conflict(rec.State)
		}
		if err := rec.pass(ToSubmit); err != nil {
			return rec, err
		}
		tx.Changed("state", string(rec.State), string(Submitted))
		rec.State, rec.SubmittedBy, rec.SubmittedAt = Submitted, tx.By.ID, tx.At
		return rec, save(tx, &rec)
	})
}

// owned finds a record for a command of its own centre, at the version that the
// actor looked at.
func (n *Innovations) owned(tx *op.Tx, ref string, version int64) (Innovation, error) {
	rec, err := Find(tx, ref)
	if err != nil {
		return rec, err
	}
	if err := tx.Allow(rec.Centre); err != nil {
		return rec, hidden(&rec, err)
	}
	if version != 0 && version != rec.Version {
		return rec, stale(tx, &rec, version, rec.Content)
	}
	return rec, nil
}

// Judgement is a reviewer's decision on what they have read.
type Judgement struct {
	Innovation string   `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version    int64    `json:"version" validate:"required,min=1"`      // that was read
	Decision   Decision `json:"decision" validate:"required,oneof=publish return refuse"`
	Reason     string   `json:"reason" validate:"max=2000"`
}

// Check asks for a reason where it is the whole of the answer.
func (in Judgement) Check() []fault.Field {
	if in.Reason == "" && in.Decision != Publish {
		return []fault.Field{{Name: "reason", Key: "innovation.reason_needed"}}
	}
	return nil
}

// Review decides on a submitted innovation of another centre. Nobody decides on
// what they wrote or handed in themselves. It fails with Stale when the record
// is another than was read, and with Invalid when something is missing that
// publishing asks for.
func (n *Innovations) Review(ctx context.Context, in Judgement) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationReview, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.judged(tx, in)
		if err != nil {
			return rec, err
		}
		before := rec.State
		rec.Reviews = append(rec.Reviews, Review{Decision: in.Decision, Reason: in.Reason, By: tx.By, At: tx.At, Version: rec.Version})
		switch in.Decision {
		case Publish:
			if err := rec.pass(ToPublish); err != nil {
				return rec, err
			}
			rec.publish(tx)
			if err := countFirst(tx, &rec); err != nil {
				return rec, err
			}
		case Return:
			rec.State = Returned
		case Refuse:
			rec.refuse()
		}
		tx.Changed("state", string(before), string(rec.State))
		tx.Changed("decision", "", string(in.Decision))
		return rec, save(tx, &rec)
	})
}

func (n *Innovations) judged(tx *op.Tx, in Judgement) (Innovation, error) {
	rec, err := Find(tx, in.Innovation)
	if err != nil {
		return rec, err
	}
	if err := tx.Allow(rec.Centre); err != nil {
		return rec, err
	}
	if tx.By.ID == rec.Author.ID || tx.By.ID == rec.SubmittedBy {
		return rec, fault.New(fault.Denied, "innovation.own_work", nil)
	}
	if rec.State != Submitted {
		return rec, conflict(rec.State)
	}
	if in.Version != rec.Version {
		return rec, stale(tx, &rec, in.Version, rec.Content)
	}
	return rec, nil
}

// publish makes the working copy what everybody sees.
func (i *Innovation) publish(tx *op.Tx) {
	shown := i.Content.clone()
	i.State, i.Public, i.RenewedAt = Published, &shown, tx.At
	if i.PublishedAt.IsZero() {
		i.PublishedAt = tx.At
	}
	i.PublishedVersion = i.Version + 1 // that save gives it
}

// refuse ends the life of a record that was never public; one that is stays as
// it was published.
func (i *Innovation) refuse() {
	if i.Public == nil {
		i.State = Refused
		return
	}
	i.State, i.Content = Published, i.Public.clone()
}

// Closing takes an innovation out of use.
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
		if rec.State == Archived || rec.State == Submitted {
			return rec, conflict(rec.State)
		}
		tx.Changed("state", string(rec.State), string(Archived))
		rec.State, rec.ArchivedAt, rec.ArchiveReason = Archived, tx.At, in.Reason
		return rec, save(tx, &rec)
	})
}
