package app

import (
	"context"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/innovation"
	"lumbung/app/intake"
	"lumbung/app/need"
	"lumbung/app/op"
	"lumbung/app/outcome"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// deskLooks is how many records of one queue a desk looks at; beyond that it
// says that there are more.
const deskLooks = 50

// Waits is a queue of work that waits for the actor. It never names a person.
type Waits struct {
	Queue string    `json:"queue"`          // name, see deskQueues
	Count int       `json:"count"`          // up to deskLooks
	More  bool      `json:"more"`           // there are more than Count
	Late  int       `json:"overdue"`        // of Count, those whose day is past
	Since time.Time `json:"since,omitzero"` // when the oldest began to wait, or was due; zero where that is not kept
	First string    `json:"first"`          // what the oldest is called: a title or a number; empty for none
	Ref   string    `json:"reference"`      // of the oldest in addresses
}

// add counts one record of a queue. They come the oldest first.
func (w *Waits) add(since time.Time, late bool, name, ref string) {
	if w.Count == 0 {
		w.Since, w.First, w.Ref = since, name, ref
	}
	w.Count++
	if late {
		w.Late++
	}
}

// deskQueue is one kind of work: who does it, and how to see what waits. A far
// one belongs to the ministry or to all centres; every other to one centre.
type deskQueue struct {
	name string
	act  policy.Action // that the work is done with
	far  bool
	see  func(context.Context, *Waits) error
}

func (a *App) deskQueues() []deskQueue {
	return []deskQueue{
		{"asks", policy.AskAnswer, false, a.deskAsks},
		{"returned", policy.InnovationSubmit, false, a.deskReturned},
		{"approved", policy.InnovationRelease, false, a.deskApproved},
		{"outdated", policy.InnovationConfirm, false, a.deskOutdated},
		{"reviews", policy.InnovationReview, true, a.deskReviews},
		{"voices", policy.NeedCurate, true, a.deskVoices},
		{"replications", policy.ReplicationAnswer, false, a.deskReplications},
		{"questions", policy.QuestionAnswer, false, a.deskQuestions},
		{"follow_ups", policy.FollowUpRecord, false, a.deskFollowUps},
		{"recall_cases", policy.RecallContact, false, a.deskRecallCases},
		{"requests", policy.AllocationReserve, false, a.deskRequests},
		{"handovers", policy.HandoverPost, false, a.deskHandovers},
		{"arrivals", policy.TransferReceive, false, a.deskArrivals},
		{"returns", policy.UnitRefurbish, false, a.deskReturns},
		{"shortages", policy.ReorderSee, false, a.deskShortages},
		{"drafts", policy.InnovationDraft, false, a.deskDrafts},
	}
}

// Desk is what waits for the actor, a line for each kind of work that they do,
// also where nothing waits. Somebody with no such work has an empty one. Each
// line costs one short reading, and what it shows is what the page of the queue
// shows.
func (a *App) Desk(ctx context.Context) ([]Waits, error) {
	by := op.ActorOf(ctx)
	var desk []Waits
	for _, q := range a.deskQueues() {
		if policy.Reach(by.Role, q.act) == policy.Never || !q.far && (by.Centre == "" || !policy.May(by, q.act, by.Centre)) {
			continue
		}
		w := Waits{Queue: q.name}
		if err := q.see(ctx, &w); err != nil {
			return nil, err
		}
		desk = append(desk, w)
	}
	return desk, nil
}

func (a *App) deskAsks(ctx context.Context, w *Waits) error {
	q, err := a.Intake.Queue(ctx, intake.QueueAsk{Limit: deskLooks})
	for _, x := range q.Rows {
		w.add(x.Since, x.Overdue, x.Number, x.Number)
	}
	w.More = q.Next != ""
	return err
}

func (a *App) deskReturned(ctx context.Context, w *Waits) error {
	d, err := a.Innovations.Duties(ctx)
	for _, x := range d.Returned {
		due := x.Due()
		w.add(due, !due.IsZero() && due.Before(a.Now()), x.Title, x.Slug)
	}
	return err
}

func (a *App) deskApproved(ctx context.Context, w *Waits) error {
	d, err := a.Innovations.Duties(ctx)
	for _, x := range d.Approved {
		w.add(time.Time{}, false, x.Title, x.Slug)
	}
	return err
}

func (a *App) deskOutdated(ctx context.Context, w *Waits) error {
	d, err := a.Innovations.Duties(ctx)
	for _, x := range d.Outdated {
		w.add(x.RenewedAt, true, x.Title, x.Slug)
	}
	return err
}

func (a *App) deskReviews(ctx context.Context, w *Waits) error {
	page, err := a.Innovations.Queue(ctx, innovation.List{Limit: deskLooks})
	for _, x := range page.Items {
		w.add(x.SubmittedAt, false, x.Title, x.Slug)
	}
	w.More = page.Next != ""
	return err
}

func (a *App) deskVoices(ctx context.Context, w *Waits) error {
	q, err := a.Needs.Queue(ctx, need.Ask{Limit: deskLooks})
	for _, x := range q.Voices {
		w.add(x.At, false, "", "")
	}
	w.More = q.Next != ""
	return err
}

func (a *App) deskReplications(ctx context.Context, w *Waits) error {
	n, err := a.Replications.Waiting(ctx)
	for range min(n, deskLooks) {
		w.add(time.Time{}, false, "", "")
	}
	w.More = n > deskLooks
	return err
}

func (a *App) deskQuestions(ctx context.Context, w *Waits) error {
	page, err := a.Intake.QuestionQueue(ctx, intake.QuestionsAsk{Limit: deskLooks})
	for _, x := range page.Items {
		w.add(x.Asked, false, x.Title, x.ID.String())
	}
	w.More = page.Next != ""
	return err
}

// deskFollowUps are those whose day has come; the list goes on with those of
// later days.
func (a *App) deskFollowUps(ctx context.Context, w *Waits) error {
	work, err := a.Outcomes.Work(ctx, outcome.WorkAsk{Limit: deskLooks})
	for _, x := range work.Rows {
		if !x.Late {
			return err
		}
		w.add(x.Due, true, x.ModelName, x.ID.String())
	}
	w.More = work.Next != ""
	return err
}

func (a *App) deskRecallCases(ctx context.Context, w *Waits) error {
	list, err := a.Allocations.RecallCases(ctx, allocation.CasesAsk{State: allocation.CaseOpen, Limit: deskLooks})
	for _, x := range list.Rows {
		w.add(x.Due, x.Overdue(a.Now()), x.ModelName, x.ID.String())
	}
	w.More = list.Next != ""
	return err
}

func (a *App) deskRequests(ctx context.Context, w *Waits) error {
	q, err := a.Allocations.Queue(ctx, allocation.QueueAsk{Limit: deskLooks})
	for _, x := range q.Rows {
		w.add(x.Filed, false, x.Number, x.ID.String())
	}
	w.More = q.Next != ""
	return err
}

func (a *App) deskHandovers(ctx context.Context, w *Waits) error {
	s, err := a.Allocations.Shelf(ctx, allocation.ShelfAsk{Limit: deskLooks})
	for _, x := range s.Rows {
		w.add(x.Reserved, false, x.ModelName, "")
	}
	w.More = s.Next != ""
	return err
}

// deskArrivals are the transfers under way to the actor's centre; the list also
// has those that it sends.
func (a *App) deskArrivals(ctx context.Context, w *Waits) error {
	list, err := a.Stock.Transfers(ctx, stock.TransfersAsk{Paging: stock.Paging{Limit: deskLooks}})
	for _, x := range list.Transfers {
		if x.To.Centre == list.Centre {
			w.add(x.Shipped.Occurred, x.Overdue(a.Now()), x.Number, x.ID.String())
		}
	}
	w.More = list.Next != ""
	return err
}

func (a *App) deskReturns(ctx context.Context, w *Waits) error {
	list, err := a.Stock.Returns(ctx, stock.ReturnsAsk{Paging: stock.Paging{Limit: 1}})
	n := int(list.Counts.Waiting())
	for range min(n, deskLooks) {
		w.add(time.Time{}, false, "", "")
	}
	w.More = n > deskLooks
	return err
}

func (a *App) deskShortages(ctx context.Context, w *Waits) error {
	list, err := a.Stock.Shortages(ctx, stock.ShortagesAsk{Paging: stock.Paging{Limit: deskLooks}})
	for _, x := range list.Rows {
		w.add(x.Since, false, "", "")
	}
	w.More = list.Next != ""
	return err
}

// deskDrafts are the drafts among the records that the centre changed last; it
// says nothing of older ones.
func (a *App) deskDrafts(ctx context.Context, w *Waits) error {
	page, err := a.Innovations.Mine(ctx, innovation.List{Limit: deskLooks})
	for _, x := range page.Items {
		if x.State == innovation.Draft {
			w.add(time.Time{}, false, x.Title, x.Slug)
		}
	}
	return err
}
