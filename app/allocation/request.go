// Package allocation leads a device to a person: requests, the reservation of a
// unit for one of them, and the hand-over with its minutes (BAST). It asks
// package stock for every change of a unit.
package allocation

import (
	"strings"
	"time"

	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/numbering"
	"lumbung/app/op"
	"lumbung/storage"
)

// State is how far a request has come.
type State string

// The states of a request. From Allocated a request returns to Filed when its
// allocation is cancelled.
const (
	Filed     State = "filed"     // waits for a unit
	Allocated State = "allocated" // a unit is reserved
	Fulfilled State = "fulfilled" // a unit was handed over
	Closed    State = "closed"    // ended without one
)

// States lists the states of a request.
func States() []State { return []State{Filed, Allocated, Fulfilled, Closed} }

// Open tells whether the request still waits for its device.
func (s State) Open() bool { return s == Filed || s == Allocated }

// CloseReasons lists why a request ends without a device.
func CloseReasons() []string {
	return []string{"withdrawn", "served-elsewhere", "unsuitable", "moved", "deceased", "mistake"}
}

// Request is that a person needs a device of a model. Why and in which size is
// sealed, because it tells of somebody's health.
type Request struct {
	ID          op.ID     `cbor:"1,keyasint" json:"id"`
	Number      string    `cbor:"2,keyasint" json:"number"` // 12/PMH/4.11/5/2026
	Centre      string    `cbor:"3,keyasint" json:"centre"`
	Person      op.ID     `cbor:"4,keyasint" json:"person"`
	PersonRef   string    `cbor:"5,keyasint" json:"beneficiary"`
	Model       op.ID     `cbor:"6,keyasint" json:"model"`
	Sealed      []byte    `cbor:"7,keyasint" json:"sealed,omitempty"` // a Story
	Need        Need      `cbor:"8,keyasint" json:"need"`
	State       State     `cbor:"9,keyasint" json:"state"`
	Filed       time.Time `cbor:"10,keyasint" json:"filed_at"`
	FiledBy     string    `cbor:"11,keyasint" json:"filed_by"`                   // name of the member of staff
	Allocation  op.ID     `cbor:"12,keyasint,omitzero" json:"allocation"`        // while Allocated and Fulfilled
	Handover    string    `cbor:"13,keyasint,omitempty" json:"handover"`         // number, when Fulfilled
	Ended       time.Time `cbor:"14,keyasint,omitzero" json:"ended_at,omitzero"` // when Fulfilled or Closed
	CloseReason string    `cbor:"15,keyasint,omitempty" json:"close_reason"`
	Version     int64     `cbor:"16,keyasint" json:"version"`
}

// Story is the sealed part of a request.
type Story struct {
	Reason    string `cbor:"1,keyasint" json:"reason"`
	Fit       string `cbor:"2,keyasint,omitempty" json:"fit"` // sizes: seat width, side, weight
	Emergency string `cbor:"3,keyasint,omitempty" json:"emergency_reason"`
}

// Need says how urgent a request is, by the additive form that programmes for
// assistive devices use: it makes the order explainable and is no gate. Points
// are given by a person and can be overridden by another.
type Need struct {
	Risk      int  `cbor:"1,keyasint" json:"risk"`      // 0 none to 3 high, without the device
	Function  int  `cbor:"2,keyasint" json:"function"`  // 0 no difference to 3 cannot do it at all
	Frequency int  `cbor:"3,keyasint" json:"frequency"` // 0 seldom to 3 all day
	Change    int  `cbor:"4,keyasint" json:"change"`    // 0 stable to 2 rapidly worse, or a change of school or work
	Emergency bool `cbor:"5,keyasint,omitempty" json:"emergency"`
}

// MostPoints is the highest score, that of an emergency.
const MostPoints = 12

// Points adds the score up: 0 to 11, and 12 for an emergency.
func (n Need) Points() int {
	if n.Emergency {
		return MostPoints
	}
	return n.Risk + n.Function + n.Frequency + n.Change
}

var requests = storage.Table[Request]{
	Kind: "request",
	ID:   func(q *Request) storage.Key { return storage.RequestByID.Key().ID(q.ID) },
	Claims: func(q *Request) []storage.Claim {
		claims := []storage.Claim{{Key: requestNumberKey(q.Number), Field: "number"}}
		if q.State.Open() {
			claims = append(claims, storage.Claim{Key: openKey(q.Person, q.Model), Field: "model"})
		}
		return claims
	},
	Index: func(q *Request) []storage.Key {
		return []storage.Key{
			storage.RequestByState.Key().Text(q.Centre).Text(string(q.State)).Time(q.Filed).ID(q.ID),
			storage.RequestByModel.Key().ID(q.Model).Text(string(q.State)).Time(q.Filed).ID(q.ID),
			storage.RequestByPerson.Key().ID(q.Person).Time(q.Filed).ID(q.ID),
		}
	},
}

func requestNumberKey(number string) storage.Key {
	return storage.RequestByNumber.Key().Text(strings.ToUpper(number))
}

// openKey is held by the one open request of a person for a model.
func openKey(person, model op.ID) storage.Key {
	return storage.RequestOpen.Key().ID(person).ID(model)
}

// FindRequest looks a request up by its number, the path form of it, or its id.
// It fails with NotFound.
func FindRequest(r storage.Reader, text string) (Request, error) {
	text = strings.TrimSpace(text)
	if id, err := op.ParseID(text); err == nil && !id.IsZero() {
		return requestByID(r, id)
	}
	q, ok, err := requests.Find(r, requestNumberKey(text))
	if err == nil && !ok {
		if number, bad := numbering.FromPath(text); bad == nil {
			q, ok, err = requests.Find(r, requestNumberKey(number))
		}
	}
	if err == nil && !ok {
		err = fault.Missing("request")
	}
	return q, err
}

func requestByID(r storage.Reader, id op.ID) (Request, error) {
	q, ok, err := requests.Get(r, storage.RequestByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("request")
	}
	return q, err
}

// ownRequest is FindRequest for a command; a request of another centre is
// answered as not found, because it tells that somebody is served there.
func ownRequest(tx *op.Tx, text string) (Request, error) {
	q, err := FindRequest(tx, text)
	if err == nil && tx.Allow(q.Centre) != nil {
		return Request{}, fault.Missing("request")
	}
	return q, err
}

// Allocations is the use cases of requests, reservations and hand-overs.
type Allocations struct {
	d         *op.Deps
	ring      *beneficiary.Keyring
	followers []Follower
}

// Follower is told of each hand-over within its transaction, such as the
// follow-ups that come due after it. An error undoes the hand-over.
type Follower interface {
	HandedOver(tx *op.Tx, h Handover) error
}

// New returns the use cases over d. The key ring seals what tells of a person.
func New(d *op.Deps, ring *beneficiary.Keyring, followers ...Follower) *Allocations {
	return &Allocations{d: d, ring: ring, followers: followers}
}
