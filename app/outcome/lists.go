package outcome

import (
	"context"
	"time"

	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// WorkAsk is which follow-ups are wanted. An empty centre means the actor's, an
// empty state those that are due.
type WorkAsk struct {
	Centre string `json:"centre" validate:"max=60"`
	State  State  `json:"state" validate:"max=20"`
	Cursor string `json:"cursor" validate:"max=400"`
	Limit  int    `json:"limit" validate:"min=0,max=200"`
}

// Task is a follow-up as a list shows it: the person by their masked name.
type Task struct {
	FollowUp
	Who  string `json:"masked_name"`
	Late bool   `json:"overdue"`
}

// Work is part of a list of follow-ups, the longest overdue first.
type Work struct {
	Centre, CentreName string
	State              State
	Rows               []Task
	Next, Prev         string
	Now                time.Time
	MayRecord          bool
}

// Work pages through the follow-ups of a centre in one state.
func (o *Outcomes) Work(ctx context.Context, ask WorkAsk) (Work, error) {
	return op.Read(ctx, o.d, policy.FollowUpRead, func(v *op.View) (Work, error) {
		w := Work{Centre: ask.Centre, State: ask.State, Now: o.d.Now().UTC()}
		if w.State == "" {
			w.State = Due
		}
		if w.Centre == "" {
			w.Centre = v.By.Centre
		}
		if err := v.Allow(w.Centre); err != nil {
			return Work{}, err
		}
		w.CentreName = network.NameOf(v, w.Centre)
		w.MayRecord = policy.May(v.By, policy.FollowUpRecord, w.Centre)
		prefix := storage.FollowUpDue.Key().Text(w.Centre).Text(string(w.State))
		page, err := followUps.Page(v, prefix, storage.Ask{Cursor: ask.Cursor, Limit: ask.Limit, Newest: w.State != Due})
		if err != nil {
			return Work{}, err
		}
		w.Next, w.Prev = page.Next, page.Prev
		for _, f := range page.Items {
			row, err := task(v, f, w.Now)
			if err != nil {
				return Work{}, err
			}
			w.Rows = append(w.Rows, row)
		}
		return w, nil
	})
}

func task(r storage.Reader, f FollowUp, now time.Time) (Task, error) {
	person, err := beneficiary.PersonByID(r, f.Person)
	return Task{FollowUp: f, Who: person.MaskedName, Late: f.Overdue(now)}, err
}

// Question is one follow-up with what was told, for those who may read it.
type Question struct {
	Task
	Story     Story
	MayRecord bool
}

// FollowUp returns one follow-up.
func (o *Outcomes) FollowUp(ctx context.Context, id string) (Question, error) {
	return op.Read(ctx, o.d, policy.FollowUpRead, func(v *op.View) (Question, error) {
		f, err := findFollowUp(v, id)
		if err != nil {
			return Question{}, err
		}
		if err := v.Hide("follow_up", f.Centre); err != nil {
			return Question{}, err
		}
		q := Question{MayRecord: f.State == Due && policy.May(v.By, policy.FollowUpRecord, f.Centre)}
		if len(f.Sealed) > 0 {
			if err := o.ring.Open(f.ID, f.Sealed, &q.Story); err != nil {
				return Question{}, fault.Wrap(err, "follow-up %s", f.ID)
			}
		}
		q.Task, err = task(v, f, o.d.Now())
		return q, err
	})
}

// SentAsk is which referrals are wanted: those of a centre, or, for the
// ministry, those to a directorate general in one state.
type SentAsk struct {
	Centre string `json:"centre" validate:"max=60"`
	To     string `json:"to" validate:"max=20"`
	State  Stage  `json:"state" validate:"max=20"`
	Cursor string `json:"cursor" validate:"max=400"`
	Limit  int    `json:"limit" validate:"min=0,max=200"`
}

// Letter is a referral as a list shows it: the person by their masked name.
type Letter struct {
	Referral
	Who        string `json:"masked_name"`
	CentreName string `json:"centre_name"`
	Late       bool   `json:"overdue"`
}

// Letters is part of a list of referrals.
type Letters struct {
	Centre, To string
	State      Stage
	Rows       []Letter
	Next, Prev string
	MayAnswer  bool
	MaySend    bool
}

// Referrals pages through the referrals of a centre, the newest first, or
// through those to a directorate general in one state, the oldest first.
func (o *Outcomes) Referrals(ctx context.Context, ask SentAsk) (Letters, error) {
	return op.Read(ctx, o.d, policy.ReferralRead, func(v *op.View) (Letters, error) {
		l := Letters{Centre: ask.Centre, To: ask.To, State: ask.State}
		if l.Centre == "" {
			l.Centre = v.By.Centre
		}
		if err := v.Allow(l.Centre); err != nil {
			return Letters{}, err
		}
		l.MayAnswer = policy.May(v.By, policy.ReferralAnswer, l.Centre)
		l.MaySend = policy.May(v.By, policy.ReferralSend, l.Centre)
		page, err := referrals.Page(v, l.prefix(), storage.Ask{Cursor: ask.Cursor, Limit: ask.Limit, Newest: l.Centre != ""})
		if err != nil {
			return Letters{}, err
		}
		l.Next, l.Prev = page.Next, page.Prev
		for _, g := range page.Items {
			row, err := o.letter(v, g)
			if err != nil {
				return Letters{}, err
			}
			l.Rows = append(l.Rows, row)
		}
		return l, nil
	})
}

// prefix is the range of the list. Those who read all centres see one
// directorate general in one state, by default what Dayasos has to answer.
func (l *Letters) prefix() storage.Key {
	if l.Centre != "" {
		return storage.ReferralByCentre.Key().Text(l.Centre)
	}
	if l.To == "" {
		l.To = "dayasos"
	}
	if l.State == "" {
		l.State = Sent
	}
	return storage.ReferralByState.Key().Text(l.To).Text(string(l.State))
}

func (o *Outcomes) letter(r storage.Reader, g Referral) (Letter, error) {
	person, err := beneficiary.PersonByID(r, g.Person)
	return Letter{Referral: g, Who: person.MaskedName, CentreName: network.NameOf(r, g.Centre), Late: g.Overdue(o.d.Now())}, err
}

// Opened is one referral with its note.
type Opened struct {
	Letter
	Note      string
	MayAnswer bool
}

// Referral returns one referral.
func (o *Outcomes) Referral(ctx context.Context, id string) (Opened, error) {
	return op.Read(ctx, o.d, policy.ReferralRead, func(v *op.View) (Opened, error) {
		g, err := findReferral(v, id)
		if err != nil {
			return Opened{}, err
		}
		if err := v.Hide("referral", g.Centre); err != nil {
			return Opened{}, err
		}
		var story Story
		if err := o.ring.Open(g.ID, g.Sealed, &story); err != nil {
			return Opened{}, fault.Wrap(err, "referral %s", g.ID)
		}
		out := Opened{Note: story.Note, MayAnswer: len(g.Next()) > 0 && policy.May(v.By, policy.ReferralAnswer, g.Centre)}
		out.Letter, err = o.letter(v, g)
		return out, err
	})
}
