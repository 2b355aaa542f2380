package outcome

import (
	"context"
	"slices"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// EventKind is what an event of a timeline is about.
type EventKind string

// The kinds of event.
const (
	WasRegistered EventKind = "registered"
	WasRequested  EventKind = "requested"
	WasClosed     EventKind = "closed"
	WasGiven      EventKind = "given"
	WasAsked      EventKind = "asked"  // a follow-up with its answer
	WillBeAsked   EventKind = "asking" // a follow-up that is due
	WasReferred   EventKind = "referred"
)

// Event is something that happened to a person, or will.
type Event struct {
	Kind   EventKind
	At     time.Time
	Name   string // of the device or service
	State  string // of the request, use or referral
	Number string // of the document, where it has one
	ID     string
	By     string
	Late   bool
}

// Lane is what one directorate general does for a person. Missing means that it
// serves the person with nothing: an empty place is drawn for it, because
// without connection between the directorates the goal fails.
type Lane struct {
	Directorate string
	Events      []Event // newest first
	Missing     bool
}

// Line is the timeline of a person over all directorates general.
type Line struct {
	Person     beneficiary.Person
	CentreName string
	Lanes      []Lane
	Now        time.Time
	MayReveal  bool
	MayChange  bool
	MayRequest bool
	MayRefer   bool
}

// Timeline returns what has happened around a person.
func (o *Outcomes) Timeline(ctx context.Context, ref string) (Line, error) {
	return op.Read(ctx, o.d, policy.PersonRead, func(v *op.View) (Line, error) {
		p, err := beneficiary.FindPerson(v, ref)
		if err != nil {
			return Line{}, err
		}
		if err := v.Hide("person", p.Centre); err != nil {
			return Line{}, err
		}
		may := func(act policy.Action) bool { return policy.May(v.By, act, p.Centre) }
		line := Line{
			Person: p, CentreName: network.NameOf(v, p.Centre), Now: o.d.Now().UTC(),
			MayReveal: may(policy.PersonReveal), MayChange: may(policy.PersonChange),
			MayRequest: may(policy.RequestFile), MayRefer: may(policy.ReferralSend),
		}
		own, err := o.ownEvents(v, p, line.Now)
		if err != nil {
			return Line{}, err
		}
		return line, line.fill(v, own)
	})
}

// ownEvents are those of the centre itself, which is of Ditjen Rehsos.
func (o *Outcomes) ownEvents(r storage.Reader, p beneficiary.Person, now time.Time) ([]Event, error) {
	events := []Event{{Kind: WasRegistered, At: p.Registered, ID: p.Ref}}
	for q, err := range allocation.RequestsOf(r, p.ID) {
		if err != nil {
			return nil, err
		}
		m, err := stock.ModelByID(r, q.Model)
		if err != nil {
			return nil, err
		}
		events = append(events, Event{Kind: WasRequested, At: q.Filed, Name: m.Name, State: string(q.State), Number: q.Number, By: q.FiledBy})
		if q.State == allocation.Closed {
			events = append(events, Event{Kind: WasClosed, At: q.Ended, Name: m.Name, State: q.CloseReason, Number: q.Number})
		}
	}
	for h, err := range allocation.HandoversOf(r, p.ID) {
		if err != nil {
			return nil, err
		}
		for _, line := range h.Lines {
			events = append(events, Event{Kind: WasGiven, At: h.At, Name: line.ModelName, State: line.UnitCode, Number: h.Number, By: h.By})
		}
	}
	planned := map[op.ID]bool{}
	for f, err := range followUps.All(r, storage.FollowUpByPerson.Key().ID(p.ID)) {
		switch {
		case err != nil:
			return nil, err
		case f.State == Due && !f.Overdue(now) && planned[f.Unit]:
			continue // of what is to come the next is enough
		case f.State == Done:
			events = append(events, Event{Kind: WasAsked, At: f.Met, Name: f.ModelName, State: string(f.Use), ID: f.ID.String(), By: f.By})
		case f.State == Due:
			planned[f.Unit] = true
			events = append(events, Event{Kind: WillBeAsked, At: f.Due, Name: f.ModelName, ID: f.ID.String(), Late: f.Overdue(now)})
		}
	}
	return events, nil
}

// fill makes a lane for each directorate general, with what was referred to it.
func (line *Line) fill(r storage.Reader, own []Event) error {
	served := map[string]bool{}
	sent := map[string][]Event{"rehsos": own}
	for g, err := range referrals.All(r, storage.ReferralByPerson.Key().ID(line.Person.ID)) {
		if err != nil {
			return err
		}
		served[g.To] = served[g.To] || g.Stage.Served()
		sent[g.To] = append(sent[g.To], Event{
			Kind: WasReferred, At: g.Steps[len(g.Steps)-1].At, Name: g.Service, State: string(g.Stage),
			ID: g.ID.String(), By: g.Steps[len(g.Steps)-1].By, Late: g.Overdue(line.Now),
		})
	}
	for _, code := range directorates() {
		lane := Lane{Directorate: code, Events: sent[code], Missing: !served[code] && code != "rehsos"}
		slices.SortStableFunc(lane.Events, func(a, b Event) int { return b.At.Compare(a.At) })
		line.Lanes = append(line.Lanes, lane)
	}
	return nil
}
