package allocation

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// WithdrawIn ends an open request because its person wishes so, within the
// command of a room above, whose action the policy is asked for with the centre
// of the request. A unit that was set apart is free again. After the hand-over
// it fails with Conflict: a device that somebody has is given back, not
// withdrawn.
func WithdrawIn(tx *op.Tx, id op.ID) (Request, error) {
	q, err := requestByID(tx, id)
	if err != nil {
		return q, err
	}
	if err := tx.Allow(q.Centre); err != nil {
		return q, err
	}
	if err := q.Standing(); err != nil {
		return q, err
	}
	if q.State == Allocated {
		rec, err := ownAllocation(tx, q.Allocation.String())
		if err != nil {
			return q, err
		}
		if err := letGo(tx, &rec, &q, "declined"); err != nil {
			return q, err
		}
	}
	q.CloseReason = "withdrawn"
	tx.Changed("close_reason", "", q.CloseReason)
	return q, moveRequest(tx, &q, Closed)
}

// Standing fails with Conflict when a request has ended, and says how.
func (q Request) Standing() error {
	switch q.State {
	case Fulfilled:
		return fault.New(fault.Conflict, "request.handed_over", fault.Args{"date": q.Ended})
	case Closed:
		return fault.New(fault.Conflict, "request.ended", nil)
	default:
		return nil
	}
}

// Event is something that happened to a request, as its person may know it: no
// unit and nobody is named.
type Event struct {
	Kind EventKind
	At   time.Time
}

// EventKind is what happened to a request.
type EventKind string

// The kinds of events.
const (
	EventReserved EventKind = "reserved"    // a unit was set apart
	EventReleased EventKind = "released"    // and let go again
	EventHanded   EventKind = "handed_over" // the person has it
	EventClosed   EventKind = "request_closed"
)

// maxEvents is how many allocations of a request Events looks at.
const maxEvents = 50

// Events are what happened to a request after it was filed, in order.
func Events(r storage.Reader, q Request) ([]Event, error) {
	var list []Event
	for rec, err := range allocations.All(r, storage.AllocationByRequest.Key().ID(q.ID)) {
		if err != nil {
			return nil, err
		}
		list = append(list, Event{EventReserved, rec.Reserved})
		switch rec.Stage {
		case Cancelled:
			list = append(list, Event{EventReleased, rec.Ended})
		case HandedOver:
			list = append(list, Event{EventHanded, rec.Ended})
		}
		if len(list) >= maxEvents {
			break
		}
	}
	if q.State == Closed {
		list = append(list, Event{EventClosed, q.Ended})
	}
	return list, nil
}
