package innovation

import (
	"time"

	"lumbung/app/policy"
)

// Decision is what a reviewer decides.
type Decision string

// The decisions.
const (
	Publish Decision = "publish" // as far as this reviewer goes
	Return  Decision = "return"
	Refuse  Decision = "refuse"
)

// Decisions lists the decisions.
func Decisions() []Decision { return []Decision{Publish, Return, Refuse} }

// ReviewersNeeded is how many have to agree before anything is public: people of
// different centres, none of them that of the innovation.
const ReviewersNeeded = 2

// Review is one decision with its reason.
type Review struct {
	Decision Decision     `cbor:"1,keyasint" json:"decision"`
	Reason   string       `cbor:"2,keyasint,omitempty" json:"reason,omitempty"`
	By       policy.Actor `cbor:"3,keyasint" json:"by"`
	At       time.Time    `cbor:"4,keyasint" json:"at"`
	Version  int64        `cbor:"5,keyasint" json:"version"`               // of the record that was judged
	Due      time.Time    `cbor:"6,keyasint,omitzero" json:"due,omitzero"` // until when what was returned is expected back
}

// LastReview returns the last decision; ok is false when there was none.
func (i *Innovation) LastReview() (last Review, ok bool) {
	if len(i.Reviews) == 0 {
		return Review{}, false
	}
	return i.Reviews[len(i.Reviews)-1], true
}

// handedIn is the version that was submitted. Records that were submitted under
// the rule of one reviewer do not tell it: nobody has decided on them yet.
func (i *Innovation) handedIn() int64 {
	if i.SubmittedVersion == 0 {
		return i.Version
	}
	return i.SubmittedVersion
}

// Approvals are the reviewers who have agreed to what is submitted now.
func (i *Innovation) Approvals() (list []Review) {
	if i.State != Submitted && i.State != Approved {
		return nil
	}
	for _, r := range i.Reviews {
		if r.Decision == Publish && r.Version >= i.handedIn() {
			list = append(list, r)
		}
	}
	return list
}

// Due is until when a returned innovation is expected back; zero in every other
// state and where no day was set.
func (i *Innovation) Due() time.Time {
	if last, ok := i.LastReview(); ok && i.State == Returned {
		return last.Due
	}
	return time.Time{}
}

// Editable tells whether the working copy may be changed as things stand.
func (i *Innovation) Editable() bool {
	switch i.State {
	case Draft, Returned, Approved, Published, Refused, Recalled:
		return true
	default:
		return false
	}
}

// Submittable tells whether the working copy may be handed in as things stand.
func (i *Innovation) Submittable() bool {
	return i.State == Draft || i.State == Returned || i.State == Refused
}

// reopen says that the working copy is no longer what was judged. What was
// returned or refused stays so until it is handed in again, with its reason.
func (i *Innovation) reopen() {
	if i.State != Returned && i.State != Refused {
		i.State = Draft
	}
}

// barred tells why an actor may not decide on what is submitted now: a message
// key, or "".
func (i *Innovation) barred(by policy.Actor) string {
	if by.ID == i.Author.ID || by.ID == i.SubmittedBy {
		return "innovation.own_work"
	}
	for _, r := range i.Reviews {
		if i.Appeal != "" && r.Decision == Refuse && r.By.ID == by.ID {
			return "innovation.refused_before"
		}
	}
	for _, r := range i.Approvals() {
		switch {
		case r.By.ID == by.ID:
			return "innovation.already_decided"
		case r.By.Centre == by.Centre:
			return "innovation.same_centre"
		}
	}
	return ""
}
