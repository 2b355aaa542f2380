package intake

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/holiday"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// QueueAsk is which asks are wanted. An empty centre means the actor's, or the
// ministry's queue for those who belong to none; an empty state those that wait.
type QueueAsk struct {
	Centre string `json:"centre" validate:"max=60"`
	State  State  `json:"state" validate:"max=20"`
	Cursor string `json:"cursor" validate:"max=400"`
	Limit  int    `json:"limit" validate:"min=0,max=200"`
}

// Row is an ask as a list shows it: nobody is in it.
type Row struct {
	Ask
	ModelName string `json:"model_name"`
	ModelSlug string `json:"model_slug"`
	Overdue   bool   `json:"overdue"`

	AnswerBy string `json:"answer_by,omitempty"` // the last day on which it is answered in time, while it waits
}

// Queue is part of a list of asks, those that wait longest first.
type Queue struct {
	Centre, CentreName string
	State              State
	Rows               []Row
	Next, Prev         string
}

// Queue pages through the asks of a centre in one state.
func (n *Intake) Queue(ctx context.Context, in QueueAsk) (Queue, error) {
	return op.Read(ctx, n.d, policy.AskRead, func(v *op.View) (Queue, error) {
		q := Queue{Centre: in.Centre, State: in.State}
		if q.State == "" {
			q.State = Waiting
		}
		if q.Centre == "" {
			q.Centre = v.By.Centre
		}
		if q.Centre == "" {
			q.Centre = op.Headquarters
		}
		if err := v.Allow(q.Centre); err != nil {
			return Queue{}, err
		}
		q.CentreName = centreName(v, q.Centre)
		prefix := storage.AskByState.Key().Text(q.Centre).Text(string(q.State))
		page, err := asks.Page(v, prefix, storage.Ask{Cursor: in.Cursor, Limit: in.Limit, Newest: q.State != Waiting && q.State != Written})
		if err != nil {
			return Queue{}, err
		}
		q.Next, q.Prev = page.Next, page.Prev
		days, err := holiday.Read(v)
		if err != nil {
			return Queue{}, err
		}
		for _, a := range page.Items {
			row, err := rowOf(v, days, a, n.d.Now())
			if err != nil {
				return Queue{}, err
			}
			q.Rows = append(q.Rows, row)
		}
		return q, nil
	})
}

func rowOf(r storage.Reader, days holiday.Calendar, a Ask, now time.Time) (Row, error) {
	model, err := stock.ModelByID(r, a.Model)
	a.Sealed, a.Talk = nil, nil
	row := Row{Ask: a, ModelName: model.Name, ModelSlug: model.Slug, Overdue: a.Overdue(days, now)}
	if a.State == Waiting {
		row.AnswerBy = answerBy(days, a.Since)
	}
	return row, err
}

// AnswerWithin is in how many working days a centre answers.
const AnswerWithin = 3

// answerBy is the last day on which somebody is answered in time.
func answerBy(days holiday.Calendar, since time.Time) string {
	return days.After(since, AnswerWithin).Format(time.DateOnly)
}

// Overdue tells whether a centre has let somebody wait for more than
// AnswerWithin working days.
func (a *Ask) Overdue(days holiday.Calendar, now time.Time) bool {
	return a.State == Waiting && days.Past(a.Since, now, AnswerWithin)
}

// maxCounted is how far Pending counts.
const maxCounted = 100

// Pending is how many asks wait for an answer at the centre of the actor, up to
// a hundred, and how many of them for too long.
type Pending struct {
	Waiting, Overdue int
	Written          int // requests whose person has written
}

// Pending counts what waits for those who answer asks at a centre; nothing for
// others.
func (n *Intake) Pending(ctx context.Context) (Pending, error) {
	by := op.ActorOf(ctx)
	if by.Centre == "" || !policy.May(by, policy.AskAnswer, by.Centre) {
		return Pending{}, nil
	}
	return op.Read(ctx, n.d, policy.AskRead, func(v *op.View) (p Pending, err error) {
		if err := v.Allow(by.Centre); err != nil {
			return p, err
		}
		now := n.d.Now()
		days, err := holiday.Read(v)
		if err != nil {
			return p, err
		}
		for a, err := range asks.All(v, storage.AskByState.Key().Text(by.Centre).Text(string(Waiting))) {
			if err != nil {
				return p, err
			}
			if a.Overdue(days, now) {
				p.Overdue++
			}
			if p.Waiting++; p.Waiting == maxCounted {
				break
			}
		}
		for _, err := range asks.All(v, storage.AskByState.Key().Text(by.Centre).Text(string(Written))) {
			if err != nil {
				return p, err
			}
			if p.Written++; p.Written == maxCounted {
				break
			}
		}
		return p, nil
	})
}

// Sheet is one ask with what can be done about it. Contact and words are empty
// until they are revealed.
type Sheet struct {
	Row
	CentreName string
	Moments    []Moment
	Contact    Contact
	Revealed   bool
	Queues     []network.Centre // where it can be forwarded to

	MayReveal, MayAnswer, MayClose, MayTake, MayForward, MayRenew bool
}

// Ask returns one ask without who asks.
func (n *Intake) Ask(ctx context.Context, number string) (Sheet, error) {
	return op.Read(ctx, n.d, policy.AskRead, func(v *op.View) (Sheet, error) {
		a, err := find(v, number)
		if err != nil {
			return Sheet{}, err
		}
		if err := v.Hide("ask", a.Centre); err != nil {
			return Sheet{}, err
		}
		return n.sheet(v, v.By, a)
	})
}

// Of returns the number of the ask that a request came from, "" when it came
// from none or the actor may not know.
func (n *Intake) Of(ctx context.Context, request op.ID) (string, error) {
	if policy.Reach(op.ActorOf(ctx).Role, policy.AskRead) == policy.Never {
		return "", nil
	}
	return op.Read(ctx, n.d, policy.AskRead, func(v *op.View) (string, error) {
		a, ok, err := asks.Find(v, storage.AskByRequest.Key().ID(request))
		if may := v.Can(a.Centre); err != nil || !ok || !may {
			return "", err
		}
		return a.Number, nil
	})
}

func (n *Intake) sheet(r storage.Reader, by policy.Actor, a Ask) (s Sheet, err error) {
	days, err := holiday.Read(r)
	if err != nil {
		return s, err
	}
	if s.Row, err = rowOf(r, days, a, n.d.Now()); err != nil {
		return s, err
	}
	s.CentreName = centreName(r, a.Centre)
	s.Moments = moments(a, nil, true)
	nameCentres(r, s.Moments)
	open := a.State.Open()
	s.MayReveal = a.Erased.IsZero() && policy.May(by, policy.AskReveal, a.Centre)
	ended := a.standing(r)
	if ended != nil && fault.CodeOf(ended) != fault.Conflict {
		return s, ended
	}
	s.MayAnswer = ended == nil && a.Erased.IsZero() && policy.May(by, policy.AskAnswer, a.Centre)
	s.MayRenew = a.State != Withdrawn && policy.May(by, policy.AskRenew, a.Centre)
	s.MayClose = open && policy.May(by, policy.AskClose, a.Centre)
	s.MayTake = open && policy.May(by, policy.AskTake, a.Centre)
	s.MayForward = open && policy.May(by, policy.AskForward, a.Centre)
	if !s.MayForward {
		return s, nil
	}
	for c, err := range network.Each(r) {
		if err != nil {
			return s, err
		}
		if c.Code != a.Centre && c.Active(n.d.Now()) {
			s.Queues = append(s.Queues, c)
		}
	}
	return s, nil
}

func find(r storage.Reader, number string) (Ask, error) {
	a, ok, err := asks.Find(r, numberKey(number))
	if err == nil && !ok {
		err = fault.Missing("ask")
	}
	return a, err
}

// own is find for a command; an ask of another centre is answered as not found.
func own(tx *op.Tx, number string) (Ask, error) {
	a, err := find(tx, number)
	if err == nil && tx.Allow(a.Centre) != nil {
		return Ask{}, fault.Missing("ask")
	}
	return a, err
}
