package stock

import (
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// RecallScope is which pieces of a model a recall is about.
type RecallScope string

// The scopes.
const (
	RecallAll    RecallScope = "model"  // all pieces of the model
	RecallDesign RecallScope = "design" // units made after one version of the design
	RecallLot    RecallScope = "lot"    // what came in with one batch number
	RecallSerial RecallScope = "serial" // units whose serial number lies in a range, see SerialRange
)

// RecallScopes lists the scopes.
func RecallScopes() []RecallScope {
	return []RecallScope{RecallAll, RecallDesign, RecallLot, RecallSerial}
}

// Risk is how bad it is to go on using what is recalled.
type Risk string

// The risks. Each says within how many days everybody has to be spoken with.
const (
	RiskHigh   Risk = "high"   // danger to life or health: stop using it
	RiskMedium Risk = "medium" // may harm: have it looked at
	RiskLow    Risk = "low"    // does not harm, but must be put right
)

// Risks lists the risks, the worst first.
func Risks() []Risk { return []Risk{RiskHigh, RiskMedium, RiskLow} }

// Days is within how many days of the recall everybody should have been reached.
func (r Risk) Days() int {
	switch r {
	case RiskHigh:
		return 7
	case RiskMedium:
		return 14
	default:
		return 30
	}
}

// RecallState is how far a recall has come. Whatever the state, what it names
// may not be handed over until the recall is lifted or the unit is set free.
type RecallState string

// The states.
const (
	RecallOpen   RecallState = "open"   // people are being spoken with
	RecallClosed RecallState = "closed" // everybody has been; units that were not put right stay blocked
	RecallLifted RecallState = "lifted" // it was a mistake
)

// RecallStates lists the states.
func RecallStates() []RecallState { return []RecallState{RecallOpen, RecallClosed, RecallLifted} }

// Scope is what a recall names, in the form that the guard reads: as little as
// matching needs.
type Scope struct {
	Kind   RecallScope `cbor:"1,keyasint" json:"scope"`
	Design string      `cbor:"2,keyasint,omitempty" json:"design,omitempty"`
	Lot    string      `cbor:"3,keyasint,omitempty" json:"lot,omitempty"` // batch number as people gave it
	From   string      `cbor:"4,keyasint,omitempty" json:"from,omitempty"`
	To     string      `cbor:"5,keyasint,omitempty" json:"to,omitempty"`
}

// Text is the scope as one line of signs, for the journal.
func (s Scope) Text() string {
	switch s.Kind {
	case RecallDesign:
		return s.Design
	case RecallLot:
		return s.Lot
	case RecallSerial:
		return s.From + " – " + s.To
	default:
		return string(s.Kind)
	}
}

// Recall (penarikan) takes pieces of a model out of circulation at every centre.
type Recall struct {
	ID     op.ID       `cbor:"1,keyasint" json:"id"`
	Number string      `cbor:"2,keyasint" json:"number"` // PNR-2026-0001, one series for the whole country
	Centre string      `cbor:"3,keyasint" json:"centre"` // that makes the model, or keeps its record
	Model  op.ID       `cbor:"4,keyasint" json:"model"`
	Scope  Scope       `cbor:"5,keyasint" json:"names"`
	Risk   Risk        `cbor:"6,keyasint" json:"risk"`
	State  RecallState `cbor:"7,keyasint" json:"state"`

	Reason        string       `cbor:"8,keyasint" json:"reason"`
	Instruction   string       `cbor:"9,keyasint" json:"instruction"`                         // to users, in plain Indonesian
	InstructionEN string       `cbor:"10,keyasint,omitempty" json:"instruction_en,omitempty"` // the same in English
	Contact       string       `cbor:"11,keyasint" json:"contact"`                            // whom users call
	DecidedBy     string       `cbor:"12,keyasint" json:"decided_by"`                         // name and office of who decided
	DecidedOn     time.Time    `cbor:"13,keyasint" json:"decided_on"`                         // a day
	Document      string       `cbor:"14,keyasint,omitempty" json:"document,omitempty"`       // number of the decision
	Opened        time.Time    `cbor:"15,keyasint" json:"opened_at"`                          // from then on nothing of it is handed over
	By            policy.Actor `cbor:"16,keyasint" json:"by"`                                 // as they were
	Ended         time.Time    `cbor:"17,keyasint,omitzero" json:"ended_at,omitzero"`         // closed or lifted
	EndedBy       string       `cbor:"18,keyasint,omitempty" json:"ended_by,omitempty"`       // name
	EndReason     string       `cbor:"19,keyasint,omitempty" json:"end_reason,omitempty"`     // why it was lifted
	Marked        bool         `cbor:"20,keyasint,omitempty" json:"marked"`                   // every unit that it names is on its list
	Cleared       bool         `cbor:"21,keyasint,omitempty" json:"cleared,omitempty"`        // lifted, and no unit is marked by it any more
	Cursor        string       `cbor:"22,keyasint,omitempty" json:"-"`                        // serial number up to which the units were looked at
	Version       int64        `cbor:"23,keyasint" json:"version"`
}

// Due is the day by which everybody should have been reached.
func (r Recall) Due() time.Time { return r.Opened.AddDate(0, 0, r.Risk.Days()) }

// InForce tells whether the recall still forbids to hand anything over.
func (r Recall) InForce() bool { return r.State != RecallLifted }

var recalls = storage.Table[Recall]{
	Kind: "recall",
	ID:   func(r *Recall) storage.Key { return storage.RecallByID.Key().ID(r.ID) },
	Claims: func(r *Recall) []storage.Claim {
		return []storage.Claim{{Key: recallNumberKey(r.Number), Field: "number"}}
	},
	Index: func(r *Recall) []storage.Key {
		return []storage.Key{
			storage.RecallByState.Key().Text(string(r.State)).Time(r.Opened).ID(r.ID),
			storage.RecallByModel.Key().ID(r.Model).ID(r.ID),
		}
	},
}

func recallNumberKey(number string) storage.Key {
	return storage.RecallByNumber.Key().Text(strings.ToUpper(strings.TrimSpace(number)))
}

// RecallByID returns a recall, or a NotFound fault.
func RecallByID(r storage.Reader, id op.ID) (Recall, error) {
	rec, ok, err := recalls.Get(r, storage.RecallByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("recall")
	}
	return rec, err
}

// FindRecall returns the recall that a text names by its number or id.
func FindRecall(r storage.Reader, numberOrID string) (Recall, error) {
	if id, err := op.ParseID(numberOrID); err == nil && !id.IsZero() {
		return RecallByID(r, id)
	}
	rec, ok, err := recalls.Find(r, recallNumberKey(numberOrID))
	if err == nil && !ok {
		err = fault.Missing("recall")
	}
	return rec, err
}

// RecalledUnit is one unit on the list of a recall, with where it counts. It is
// the memory of the recall: whether the unit was marked, and whether it was set
// free.
type RecalledUnit struct {
	Recall op.ID     `cbor:"1,keyasint" json:"-"`
	Unit   op.ID     `cbor:"2,keyasint" json:"id"`
	Code   string    `cbor:"3,keyasint" json:"code"`
	Serial string    `cbor:"4,keyasint" json:"serial"`
	Centre string    `cbor:"5,keyasint" json:"centre"`
	Place  string    `cbor:"6,keyasint" json:"place"` // see recallPlace
	Since  time.Time `cbor:"7,keyasint" json:"since"` // when it came onto the list
	Free   Mark      `cbor:"8,keyasint,omitzero" json:"free,omitzero"`
	Reason string    `cbor:"9,keyasint,omitempty" json:"reason,omitempty"` // why it was set free
}

// Exempt tells whether the unit was put right and set free.
func (u RecalledUnit) Exempt() bool { return !u.Free.At.IsZero() }

// PlaceFree is the place of units that were set free; the other places of a list
// are the code of a warehouse, or the bucket of what lies in none.
const PlaceFree = "free"

func (u RecalledUnit) place(at Unit) string {
	switch {
	case u.Exempt():
		return PlaceFree
	case at.Node.Real():
		return at.Node.Warehouse()
	default:
		return string(bucketOf(at))
	}
}

var recalledUnits = storage.Table[RecalledUnit]{
	Kind: "recalled unit",
	ID:   func(u *RecalledUnit) storage.Key { return recalledKey(u.Recall, u.Unit) },
	Index: func(u *RecalledUnit) []storage.Key {
		return []storage.Key{storage.RecalledByPlace.Key().ID(u.Recall).Text(u.Centre).Text(u.Place).ID(u.Unit)}
	},
}

func recalledKey(recall, unit op.ID) storage.Key {
	return storage.RecalledByUnit.Key().ID(recall).ID(unit)
}

// RecallTally counts the units on the list of a recall by centre and place.
type RecallTally struct {
	Recall op.ID  `cbor:"1,keyasint" json:"-"`
	Centre string `cbor:"2,keyasint" json:"centre"`
	Place  string `cbor:"3,keyasint" json:"place"`
	Units  int64  `cbor:"4,keyasint" json:"units"`
}

var recallTallies = storage.Table[RecallTally]{
	Kind: "recall tally",
	ID: func(t *RecallTally) storage.Key {
		return storage.RecallTally.Key().ID(t.Recall).Text(t.Centre).Text(t.Place)
	},
}

// countRecalled moves a tally by delta; at zero its record goes.
func countRecalled(tx *op.Tx, u RecalledUnit, delta int64) error {
	t := RecallTally{Recall: u.Recall, Centre: u.Centre, Place: u.Place}
	old, _, err := recallTallies.Get(tx, recallTallies.ID(&t))
	if err != nil {
		return err
	}
	if t.Units = old.Units + delta; t.Units == 0 {
		return recallTallies.Delete(tx, recallTallies.ID(&t))
	}
	return recallTallies.Put(tx, &t)
}
