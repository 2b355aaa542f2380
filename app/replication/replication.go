// Package replication is how an innovation spreads from the centre that had it
// to others: a centre asks, the owner answers, and the centre plans, tries, runs
// and perhaps stops, each step with its day. What a centre has made and whom it
// has served is counted from the stock and the hand-overs and never typed; a
// replication counts as one only while it runs and has made or served something
// lately (registry_ux.md 1.6).
package replication

import (
	"regexp"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// State is how far a replication has come.
type State string

// The states. Asked and Accepted are interest, never replication.
const (
	Asked    State = "asked"    // waits for the owner's answer
	Accepted State = "accepted" // the owner names whom to ask
	Declined State = "declined" // with a reason
	Planning State = "planning"
	Trial    State = "trial"
	Running  State = "running"
	Stopped  State = "stopped" // with a reason
)

// States lists the states in the order of a life.
func States() []State {
	return []State{Asked, Accepted, Declined, Planning, Trial, Running, Stopped}
}

// Open tells whether the life goes on. A centre has one open replication of an
// innovation at most.
func (s State) Open() bool { return s != Declined && s != Stopped }

// Interest tells whether somebody would like to and nothing has begun.
func (s State) Interest() bool { return s == Asked || s == Accepted }

// serves tells whether persons are reached: it is tried, or runs.
func (s State) serves() bool { return s == Trial || s == Running }

// Next is the step that the replicating centre takes from a state; "" when it
// has none.
func (s State) Next() State {
	switch s {
	case Accepted:
		return Planning
	case Planning:
		return Trial
	case Trial:
		return Running
	default:
		return ""
	}
}

// Form is how much of an innovation is taken over.
type Form string

// The forms.
const (
	Full    Form = "full"    // as it is
	Adapted Form = "adapted" // changed to fit
	Partial Form = "partial" // a part of it
)

// Forms lists the forms.
func Forms() []Form { return []Form{Full, Adapted, Partial} }

// Step is one state that was reached.
type Step struct {
	State    State     `cbor:"1,keyasint" json:"state"`
	Occurred time.Time `cbor:"2,keyasint" json:"occurred_at"`
	Recorded time.Time `cbor:"3,keyasint" json:"recorded_at"`
	By       string    `cbor:"4,keyasint" json:"by"`     // name of the member of staff
	Centre   string    `cbor:"5,keyasint" json:"centre"` // theirs
	Note     string    `cbor:"6,keyasint,omitempty" json:"note"`
}

// Replication is one centre taking over an innovation of another.
type Replication struct {
	ID         op.ID  `cbor:"1,keyasint" json:"id"`
	Innovation op.ID  `cbor:"2,keyasint" json:"innovation"`
	Code       string `cbor:"3,keyasint" json:"code"`               // of the innovation
	Owner      string `cbor:"4,keyasint" json:"owner"`              // centre that owns the innovation
	Centre     string `cbor:"5,keyasint" json:"centre"`             // that replicates it
	Published  int64  `cbor:"6,keyasint" json:"innovation_version"` // that is replicated
	Form       Form   `cbor:"7,keyasint" json:"form"`
	State      State  `cbor:"8,keyasint" json:"state"`
	Steps      []Step `cbor:"9,keyasint" json:"steps"` // oldest first; the last is State

	Contact   string `cbor:"10,keyasint,omitempty" json:"contact"` // desk of the owner, for the other centre alone
	Changes   string `cbor:"11,keyasint,omitempty" json:"changes"` // of the design
	Obstacles string `cbor:"12,keyasint,omitempty" json:"obstacles"`
	Evidence  string `cbor:"13,keyasint,omitempty" json:"evidence"`

	ChangedAt time.Time `cbor:"14,keyasint" json:"changed_at"`
	Version   int64     `cbor:"15,keyasint" json:"version"`
}

// Last is the step that it stands at.
func (p *Replication) Last() Step { return p.Steps[len(p.Steps)-1] }

// Since is when it came to its state.
func (p *Replication) Since() time.Time { return p.Last().Occurred }

const kind = "replication"

// anybody stands in an index for all centres, and for all states.
const anybody = ""

var replications = storage.Table[Replication]{
	Kind: kind,
	ID:   func(p *Replication) storage.Key { return storage.ReplicationByID.Key().ID(p.ID) },
	Claims: func(p *Replication) []storage.Claim {
		if !p.State.Open() {
			return nil
		}
		return []storage.Claim{{Key: openKey(p.Innovation, p.Centre), Field: "innovation"}}
	},
	Index: func(p *Replication) []storage.Key {
		keys := []storage.Key{storage.ReplicationOf.Key().ID(p.Innovation).Time(p.Since()).ID(p.ID)}
		for _, party := range []string{anybody, p.Centre, p.Owner} {
			for _, state := range []State{anybody, p.State} {
				keys = append(keys, partyKey(party, state).Time(p.Since()).ID(p.ID))
			}
		}
		return keys
	},
}

// openKey is held by the one open replication of an innovation at a centre.
func openKey(innovation op.ID, centre string) storage.Key {
	return storage.ReplicationOpen.Key().ID(innovation).Text(centre)
}

func partyKey(party string, state State) storage.Key {
	return storage.ReplicationByParty.Key().Text(party).Text(string(state))
}

// ByID returns a replication, or a NotFound fault.
func ByID(r storage.Reader, id op.ID) (Replication, error) {
	p, ok, err := replications.Get(r, storage.ReplicationByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing(kind)
	}
	return p, err
}

func find(r storage.Reader, text string) (Replication, error) {
	id, err := op.ParseID(text)
	if err != nil || id.IsZero() {
		return Replication{}, fault.Missing(kind)
	}
	return ByID(r, id)
}

// Replications are the use cases.
type Replications struct{ d *op.Deps }

// New returns the use cases over d.
func New(d *op.Deps) *Replications { return &Replications{d} }

// A long run of digits is a NIK or, in a text that says how things go, a
// telephone number of a person: neither has a place here.
var (
	nik    = regexp.MustCompile(`\d[\d .-]{14,}\d`)
	digits = regexp.MustCompile(`\d{9,}`)
)

// nameless refuses texts that hold such a number.
func nameless(pattern *regexp.Regexp, texts map[string]string) (bad []fault.Field) {
	for _, name := range []string{"contact", "note", "reason", "changes", "obstacles", "evidence"} {
		if pattern.MatchString(texts[name]) {
			bad = append(bad, fault.Field{Name: name, Key: "replication.no_numbers"})
		}
	}
	return bad
}

var wib = time.FixedZone("WIB", 7*60*60)

// happened is when something happened that is told by its day: now if the day is
// today or missing, else the end of the day. It is neither to come nor before
// what went before.
func happened(day, before, now time.Time) (time.Time, error) {
	at := now
	if !day.IsZero() {
		y, m, d := day.In(wib).Date()
		if end := time.Date(y, m, d+1, 0, 0, 0, 0, wib).Add(-time.Second); end.Before(now) {
			at = end.UTC()
		} else if ty, tm, td := now.In(wib).Date(); time.Date(y, m, d, 0, 0, 0, 0, wib).After(time.Date(ty, tm, td, 0, 0, 0, 0, wib)) {
			return at, fault.InField("occurred_at", "replication.future", nil)
		}
	}
	if at.Before(before) {
		return at, fault.InField("occurred_at", "replication.before", fault.Args{"date": before})
	}
	return at, nil
}

// enter takes the replication to a state.
func (p *Replication) enter(tx *op.Tx, state State, at time.Time, note string) {
	from := State("")
	if len(p.Steps) > 0 {
		from = p.State
	}
	p.State = state
	p.Steps = append(slices.Clip(p.Steps), Step{State: state, Occurred: at, Recorded: tx.At, By: tx.By.Name, Centre: tx.By.Centre, Note: note})
	tx.Occurred(at)
	tx.Changed("state", string(from), string(state))
}

// save writes the record and moves the tally of its innovation from the state
// that it had.
func (p *Replication) save(tx *op.Tx, was State) error {
	p.Version++
	p.ChangedAt = tx.At
	tx.About(kind, p.ID, p.Code+" · "+p.Centre)
	if err := count(tx, p.Innovation, was, p.State); err != nil {
		return err
	}
	return replications.Put(tx, p)
}
