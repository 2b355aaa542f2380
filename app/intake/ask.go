// Package intake takes in what people outside ask of the centres: for a device,
// without an account, followed with a number and a PIN; and about a published
// innovation. Who asks stands sealed in the record and is erased when it is no
// longer needed (law 27/2022, articles 16 and 43).
package intake

import (
	"time"

	"lumbung/app/beneficiary"
	"lumbung/app/limit"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/storage"
)

// State is whose turn it is with an ask.
type State string

// The states of an ask. From Answered it returns to Waiting when the person
// writes again.
const (
	Waiting   State = "waiting"   // for the centre
	Answered  State = "answered"  // the centre has written
	Taken     State = "taken"     // it became a request, which says how it goes on
	Closed    State = "closed"    // ended by the centre, with a reason
	Withdrawn State = "withdrawn" // by the person; nothing of them is left
)

// States lists the states in the order of a life.
func States() []State { return []State{Waiting, Answered, Taken, Closed, Withdrawn} }

// Open tells whether somebody still has to do something about it.
func (s State) Open() bool { return s == Waiting || s == Answered }

// ForWhom lists for whom somebody asks.
func ForWhom() []string { return []string{"self", "family", "other"} }

// CloseReasons lists why a centre ends an ask that does not become a request.
// Silent is said by the program alone, of asks that nobody touched.
func CloseReasons() []string {
	return []string{"unsuitable", "unavailable", "served-elsewhere", "unreachable", "duplicate", "misuse"}
}

const silent = "silent"

// ForwardReasons lists why an ask is passed on to another centre. The person is
// told which it was.
func ForwardReasons() []string { return []string{"area", "moved", "device", "service", "known"} }

// Terms names the wording of the consent that the form shows, so that an old
// consent is known for what it was.
const Terms = "2026-1"

// How long the contact is kept: after the end, and when nothing happens at all.
const (
	keptMonths   = 6
	silentMonths = 24
)

// Ask is that somebody asks for a device. Everything but Sealed and Talk may be
// shown to the staff of its centre and to the ministry.
type Ask struct {
	ID        op.ID     `cbor:"1,keyasint" json:"id"`
	Number    string    `cbor:"2,keyasint" json:"number"` // PMT-2026-00042-K7
	Centre    string    `cbor:"3,keyasint" json:"centre"` // in whose queue it is; op.Headquarters where none serves the place
	Model     op.ID     `cbor:"4,keyasint" json:"model"`
	Region    string    `cbor:"5,keyasint" json:"region"` // regency
	ForWhom   string    `cbor:"6,keyasint" json:"for_whom"`
	Sealed    []byte    `cbor:"7,keyasint,omitempty" json:"sealed,omitempty"` // a Contact; gone once erased
	Talk      []byte    `cbor:"8,keyasint,omitempty" json:"talk,omitempty"`   // sealed as well, a list of Said
	Terms     string    `cbor:"9,keyasint" json:"consent_terms"`
	State     State     `cbor:"10,keyasint" json:"state"`
	Filed     time.Time `cbor:"11,keyasint" json:"filed_at"`
	Since     time.Time `cbor:"12,keyasint" json:"since"` // in this state, in this queue
	Steps     []Step    `cbor:"13,keyasint" json:"steps"`
	Request   op.ID     `cbor:"14,keyasint,omitzero" json:"-"`
	RequestNo string    `cbor:"15,keyasint,omitempty" json:"request,omitempty"`
	Reason    string    `cbor:"16,keyasint,omitempty" json:"close_reason,omitempty"`
	Erased    time.Time `cbor:"17,keyasint,omitzero" json:"erased_at,omitzero"`
	Version   int64     `cbor:"18,keyasint" json:"version"`
	Wrote     time.Time `cbor:"19,keyasint,omitzero" json:"wrote_at,omitzero"` // the person, since it is a request, and has no answer yet
	Kept      time.Time `cbor:"20,keyasint,omitzero" json:"-"`                 // not erased before, because its request is open
	Renewed   int64     `cbor:"21,keyasint,omitempty" json:"-"`                // how often it was given another PIN

	Why network.Why `cbor:"22,keyasint,omitempty" json:"why,omitempty"` // why it is in this queue; unknown of older ones
}

// Contact is who asks, sealed.
type Contact struct {
	Name         string   `cbor:"1,keyasint" json:"name"`
	Phone        string   `cbor:"2,keyasint,omitempty" json:"phone"` // +62…, digits only
	Email        string   `cbor:"3,keyasint,omitempty" json:"email"`
	Disabilities []string `cbor:"4,keyasint,omitempty" json:"disabilities"`
}

// Step is one thing that happened to an ask, without its words.
type Step struct {
	Kind   StepKind  `cbor:"1,keyasint" json:"kind"`
	At     time.Time `cbor:"2,keyasint" json:"at"`
	Centre string    `cbor:"3,keyasint,omitempty" json:"centre,omitempty"` // that did it or, when forwarded, got it
	By     string    `cbor:"4,keyasint,omitempty" json:"by,omitempty"`     // name of the member of staff
	Reason string    `cbor:"5,keyasint,omitempty" json:"reason,omitempty"` // of passing it on, see ForwardReasons
}

// StepKind is what happened.
type StepKind string

// The kinds of steps.
const (
	DidFile     StepKind = "filed"
	DidForward  StepKind = "forwarded"
	DidAnswer   StepKind = "answered"
	DidQuestion StepKind = "asked" // the centre needs to know more
	DidReply    StepKind = "replied"
	DidTake     StepKind = "taken"
	DidClose    StepKind = "closed"
	DidWithdraw StepKind = "withdrawn"
	DidCorrect  StepKind = "corrected" // the person, contact or place
	DidRenew    StepKind = "pin"       // the centre gave out another PIN
)

// byPerson tells of a step that whoever holds the PIN makes.
func (k StepKind) byPerson() bool {
	return k == DidFile || k == DidReply || k == DidWithdraw || k == DidCorrect
}

// talks tells of a step that can be made again and again.
func (k StepKind) talks() bool {
	return k == DidAnswer || k == DidQuestion || k == DidReply || k == DidCorrect || k == DidForward
}

// maxSteps keeps a record, and the talk in it, small.
const maxSteps = 60

// Said is what was written at one of the steps, sealed.
type Said struct {
	Step int    `cbor:"1,keyasint"` // index into Steps
	Text string `cbor:"2,keyasint"`
}

// due is when the contact is to be erased; the zero time when it has been.
func (a *Ask) due() time.Time {
	switch {
	case !a.Erased.IsZero():
		return time.Time{}
	case a.State.Open():
		return a.Since.AddDate(0, silentMonths, 0)
	case a.Kept.After(a.Since.AddDate(0, keptMonths, 0)):
		return a.Kept
	default:
		return a.Since.AddDate(0, keptMonths, 0)
	}
}

// Written is no state but a queue: the asks that became a request, whose person
// has written since and waits for an answer.
const Written State = "written"

// Queues lists the queues of a centre: one for each state, and Written.
func Queues() []State { return []State{Waiting, Written, Answered, Taken, Closed, Withdrawn} }

var asks = storage.Table[Ask]{
	Kind: "ask",
	ID:   func(a *Ask) storage.Key { return storage.AskByID.Key().ID(a.ID) },
	Claims: func(a *Ask) []storage.Claim {
		claims := []storage.Claim{{Key: numberKey(a.Number), Field: "number"}}
		if !a.Request.IsZero() {
			claims = append(claims, storage.Claim{Key: storage.AskByRequest.Key().ID(a.Request), Field: "request"})
		}
		return claims
	},
	Index: func(a *Ask) []storage.Key {
		keys := []storage.Key{storage.AskByState.Key().Text(a.Centre).Text(string(a.State)).Time(a.Since).ID(a.ID)}
		if !a.Wrote.IsZero() {
			keys = append(keys, storage.AskByState.Key().Text(a.Centre).Text(string(Written)).Time(a.Wrote).ID(a.ID))
		}
		if due := a.due(); !due.IsZero() {
			keys = append(keys, storage.AskByDue.Key().Time(due).ID(a.ID))
		}
		return keys
	},
}

// Intake is the use cases around what people ask.
type Intake struct {
	d     *op.Deps
	ring  *beneficiary.Keyring
	tries *limit.Buckets // of PINs, by number
}

// New returns the use cases over d. The key ring seals who asks, and makes the
// PINs.
func New(d *op.Deps, ring *beneficiary.Keyring) *Intake {
	return &Intake{d: d, ring: ring, tries: limit.New()}
}
