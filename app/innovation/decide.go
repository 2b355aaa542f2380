package innovation

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Submission hands the working copy in for review.
type Submission struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version    int64  `json:"version" validate:"min=0"`               // that was looked at; 0 does not ask
	Note       string `json:"note" validate:"max=1000"`               // of an appeal: why the refusal should be looked at again
}

// Submit hands the working copy in. After a refusal that is an appeal: it says
// why, and is read by others than those who refused. It fails with Invalid,
// naming what is missing, and with Conflict when it is not a draft.
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
		if rec.State == Refused {
			if in.Note == "" {
				return rec, fault.InField("note", "innovation.appeal_note", nil)
			}
			rec.Appeal = in.Note
		}
		rec.handIn(tx)
		return rec, save(tx, &rec)
	})
}

// handIn makes a draft wait for its reviewers.
func (i *Innovation) handIn(tx *op.Tx) {
	tx.Changed("state", string(i.State), string(Submitted))
	i.State, i.SubmittedBy, i.SubmittedAt, i.SubmittedVersion = Submitted, tx.By.ID, tx.At, i.Version+1 // that save gives it
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
		return rec, outdated(tx, &rec, version)
	}
	return rec, nil
}

// Judgement is a reviewer's decision on what they have read.
type Judgement struct {
	Innovation string    `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version    int64     `json:"version" validate:"required,min=1"`      // that was read
	Decision   Decision  `json:"decision" validate:"required,oneof=publish return refuse"`
	Reason     string    `json:"reason" validate:"max=2000"`
	Due        time.Time `json:"due"` // of a return; thirty days when it is left out
}

// Check asks for a reason where it is the whole of the answer.
func (in Judgement) Check() []fault.Field {
	if in.Reason == "" && in.Decision != Publish {
		return []fault.Field{{Name: "reason", Key: "innovation.reason_needed"}}
	}
	return nil
}

const (
	usualDue  = 30 * 24 * time.Hour
	latestDue = 366 * 24 * time.Hour
)

// due is until when a return is expected back.
func (in Judgement) due(now time.Time) (time.Time, error) {
	switch {
	case in.Decision != Return:
		return time.Time{}, nil
	case in.Due.IsZero():
		return now.Add(usualDue), nil
	case in.Due.Before(now) || in.Due.Sub(now) > latestDue:
		return time.Time{}, fault.InField("due", "innovation.due_range", nil)
	}
	return in.Due, nil
}

// Review decides on a submitted innovation of another centre. Two reviewers of
// two centres have to agree before it is public; one of them can return or
// refuse it. Nobody decides on what they wrote or handed in themselves. It fails
// with Stale when the record is another than was read, and with Invalid when
// something is missing that publishing asks for.
func (n *Innovations) Review(ctx context.Context, in Judgement) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationReview, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.judged(tx, in)
		if err != nil {
			return rec, err
		}
		due, err := in.due(tx.At)
		if err != nil {
			return rec, err
		}
		before := rec.State
		rec.SubmittedVersion = rec.handedIn()
		rec.Reviews = append(rec.Reviews, Review{Decision: in.Decision, Reason: in.Reason, By: tx.By, At: tx.At, Version: rec.Version, Due: due})
		switch in.Decision {
		case Publish:
			err = rec.approve(tx)
		case Return:
			rec.State = Returned
		case Refuse:
			rec.refuse()
		}
		if err != nil {
			return rec, err
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
	if key := rec.barred(tx.By); key != "" {
		return rec, fault.New(fault.Denied, key, nil)
	}
	if rec.State != Submitted {
		return rec, conflict(rec.State)
	}
	if in.Version < rec.handedIn() || in.Version > rec.Version { // since it was handed in only decisions were added
		return rec, outdated(tx, &rec, in.Version)
	}
	return rec, nil
}

// approve counts one more who agrees. With the last of them it is public, unless
// its own embargo asks to wait.
func (i *Innovation) approve(tx *op.Tx) error {
	if err := i.pass(ToPublish); err != nil {
		return err
	}
	if len(i.Approvals()) < ReviewersNeeded {
		return nil
	}
	i.ApprovedAt = tx.At
	if i.embargo().After(tx.At) {
		i.State = Approved
		return nil
	}
	return i.publish(tx)
}

// embargo is the day from which the working copy may be public; zero is at once.
func (i *Innovation) embargo() time.Time { return i.Blueprint.Rights.After }

// publish makes the working copy what everybody sees.
func (i *Innovation) publish(tx *op.Tx) error {
	shown := i.Content.clone()
	i.State, i.Public, i.RenewedAt, i.Rule = Published, &shown, tx.At, rule
	i.Recall, i.Appeal = nil, ""
	if i.PublishedAt.IsZero() {
		i.PublishedAt = tx.At
	}
	i.PublishedVersion = i.Version + 1 // that save gives it
	i.Editions = append(i.Editions, Edition{Version: i.PublishedVersion, At: tx.At})
	return countFirst(tx, i)
}

// refuse ends the life of a record that was never public; one that is stays as
// it was published.
func (i *Innovation) refuse() {
	switch {
	case i.Public == nil:
		i.State = Refused
	case i.Recall != nil:
		i.State, i.Content = Recalled, i.Public.clone()
	default:
		i.State, i.Content = Published, i.Public.clone()
	}
}
