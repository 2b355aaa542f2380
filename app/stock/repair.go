package stock

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

const causeRepair = "repair"

// RepairState is how far a repair order is.
type RepairState string

// The states. The last three end an order.
const (
	RepairOpen      RepairState = "open"     // reported, nobody has begun
	RepairParts     RepairState = "parts"    // waits for parts
	RepairWork      RepairState = "work"     // is being worked on
	RepairTest      RepairState = "test"     // function test
	RepairJudged    RepairState = "judged"   // proposed for scrap, waits for the head of the centre
	RepairDone      RepairState = "done"     // repaired and inspected
	RepairScrapped  RepairState = "scrapped" // not worth a repair
	RepairCancelled RepairState = "cancelled"
)

// OpenRepairs lists the states of an order that is not ended, in order.
func OpenRepairs() []RepairState {
	return []RepairState{RepairOpen, RepairParts, RepairWork, RepairTest, RepairJudged}
}

// RepairStates lists all states.
func RepairStates() []RepairState {
	return append(OpenRepairs(), RepairDone, RepairScrapped, RepairCancelled)
}

func (s RepairState) ended() bool {
	return s == RepairDone || s == RepairScrapped || s == RepairCancelled
}

// maxCosts is how many lines of cost an order can have.
const maxCosts = 80

// RepairOrder is one repair of one unit. The unit is in the workshop (at the node
// of the order) while In is true, else on hand with a hold.
type RepairOrder struct {
	ID        op.ID       `cbor:"1,keyasint" json:"id"`
	Number    string      `cbor:"2,keyasint" json:"number"` // within the centre: PBK-2026-0001
	Centre    string      `cbor:"3,keyasint" json:"centre"`
	Unit      op.ID       `cbor:"4,keyasint" json:"unit"`
	Code      string      `cbor:"5,keyasint" json:"code"`
	Model     op.ID       `cbor:"6,keyasint" json:"model"`
	State     RepairState `cbor:"7,keyasint" json:"state"`
	In        bool        `cbor:"8,keyasint" json:"in_workshop"`
	Home      Node        `cbor:"9,keyasint" json:"home"`                     // where the unit goes when it leaves the workshop
	Owner     Node        `cbor:"10,keyasint,omitzero" json:"-"`              // who had it in use when it came in; zero for a unit of the shelf
	Loaner    string      `cbor:"11,keyasint,omitempty" json:"loaner"`        // code of the unit lent meanwhile
	Complaint string      `cbor:"12,keyasint" json:"complaint"`               // what is wrong, as it was reported
	Diagnosis string      `cbor:"13,keyasint,omitempty" json:"diagnosis"`     // what was found
	Estimate  int64       `cbor:"14,keyasint,omitempty" json:"estimate"`      // whole rupiah still to be spent
	Costs     []Cost      `cbor:"15,keyasint,omitempty" json:"costs"`         // in the order in which they were entered
	Steps     []RepairLog `cbor:"16,keyasint" json:"steps"`                   // each state with time and person
	Warranty  time.Time   `cbor:"17,keyasint,omitzero" json:"warranty_until"` // of the unit, when the order was opened
	Opened    time.Time   `cbor:"18,keyasint" json:"opened_at"`
	Ended     time.Time   `cbor:"19,keyasint,omitzero" json:"ended_at"`
	Proposal  Verdict     `cbor:"20,keyasint,omitzero" json:"proposal"`
	Decision  Verdict     `cbor:"21,keyasint,omitzero" json:"decision"`
	Document  string      `cbor:"22,keyasint,omitempty" json:"scrap_document"`
	Version   int64       `cbor:"23,keyasint" json:"version"`
}

// RepairLog is when an order reached a state, and by whom.
type RepairLog struct {
	State RepairState `cbor:"1,keyasint" json:"state"`
	At    time.Time   `cbor:"2,keyasint" json:"at"`
	By    string      `cbor:"3,keyasint" json:"by"` // name of the member of staff
	Note  string      `cbor:"4,keyasint,omitempty" json:"note,omitempty"`
}

// CostKind is what a cost was for.
type CostKind string

// The kinds of cost.
const (
	CostPart    CostKind = "part"    // taken from the stock
	CostLabour  CostKind = "labour"  // own hours
	CostOutside CostKind = "outside" // a workshop elsewhere
)

// Cost is one line of what an order cost. A part names the lot that it was taken
// from; a line that was put back stays and counts no more.
type Cost struct {
	Kind     CostKind  `cbor:"1,keyasint" json:"kind"`
	Text     string    `cbor:"2,keyasint" json:"text"` // name of the part, of the work or of the workshop
	Model    op.ID     `cbor:"3,keyasint,omitzero" json:"model"`
	Lot      op.ID     `cbor:"4,keyasint,omitzero" json:"lot"`
	Quantity int64     `cbor:"5,keyasint,omitempty" json:"quantity,omitempty"`
	Minutes  int64     `cbor:"6,keyasint,omitempty" json:"minutes,omitempty"`
	Amount   int64     `cbor:"7,keyasint" json:"amount"` // whole rupiah
	Fund     string    `cbor:"8,keyasint,omitempty" json:"fund,omitempty"`
	Movement op.ID     `cbor:"9,keyasint,omitzero" json:"movement"`
	By       string    `cbor:"10,keyasint" json:"by"`
	At       time.Time `cbor:"11,keyasint" json:"at"`
	Back     time.Time `cbor:"12,keyasint,omitzero" json:"put_back_at"` // zero: it was used
}

// Spent is what the order has cost so far, in whole rupiah.
func (o RepairOrder) Spent() int64 { return o.SpentOn("") }

// SpentOn is what was spent on one kind of cost, on all when it is empty.
func (o RepairOrder) SpentOn(kind CostKind) (sum int64) {
	for _, c := range o.Costs {
		if c.Back.IsZero() && (kind == "" || c.Kind == kind) {
			sum += c.Amount
		}
	}
	return sum
}

// Minutes is how long people of the centre worked on it.
func (o RepairOrder) Minutes() (sum int64) {
	for _, c := range o.Costs {
		sum += c.Minutes
	}
	return sum
}

// FromPerson tells whether somebody had the unit in use when it came in.
func (o RepairOrder) FromPerson() bool { return o.Owner != Node{} }

// UnderWarranty tells whether the order was opened within the warranty.
func (o RepairOrder) UnderWarranty() bool { return o.Opened.Before(o.Warranty) }

var repairs = storage.Table[RepairOrder]{
	Kind: "repair",
	ID:   func(o *RepairOrder) storage.Key { return storage.RepairByID.Key().ID(o.ID) },
	Index: func(o *RepairOrder) []storage.Key {
		return []storage.Key{
			storage.RepairByState.Key().Text(o.Centre).Text(string(o.State)).Time(o.Opened).ID(o.ID),
			storage.RepairByUnit.Key().ID(o.Unit).Time(o.Opened).ID(o.ID),
		}
	},
}

// RepairByID returns a repair order, or a NotFound fault.
func RepairByID(r storage.Reader, id op.ID) (RepairOrder, error) {
	o, ok, err := repairs.Get(r, storage.RepairByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("repair")
	}
	return o, err
}

func (o RepairOrder) cause() Cause { return Cause{Kind: causeRepair, ID: o.ID} }

// node is the workshop as the ledger knows it.
func (o RepairOrder) node() Node { return Node{AtWorkshop, o.ID.String()} }

// reach moves the order to a state and notes who did it.
func (o *RepairOrder) reach(tx *op.Tx, s RepairState, note string) {
	tx.Changed("state", "repair_"+string(o.State), "repair_"+string(s))
	o.State = s
	o.Steps = capped(o.Steps, RepairLog{State: s, At: tx.At, By: tx.By.Name, Note: note})
	if s.ended() {
		o.Ended = tx.At
	}
}

// save stores the order and names it in the journal.
func (o *RepairOrder) save(tx *op.Tx) error {
	o.Version++
	tx.About("repair", o.ID, o.Number)
	tx.About("unit", o.Unit, o.Code)
	return repairs.Put(tx, o)
}

// openRepair is the order of a command that goes on with it, with its unit. It
// asks the policy, and refuses an order that has ended meanwhile, naming who
// ended it: of two who finish it at once, one wins.
func openRepair(tx *op.Tx, id op.ID) (RepairOrder, Unit, error) {
	o, err := RepairByID(tx, id)
	if err != nil {
		return o, Unit{}, err
	}
	if tx.Allow(o.Centre) != nil {
		return o, Unit{}, fault.Missing("repair")
	}
	if o.State.ended() {
		return o, Unit{}, o.elsewhere()
	}
	u, err := UnitByID(tx, o.Unit)
	return o, u, err
}

// elsewhere says that the order is at another state than a command needs.
func (o RepairOrder) elsewhere() error {
	last := o.Steps[len(o.Steps)-1]
	return fault.New(fault.Conflict, "repair.other_state", fault.Args{
		"number": o.Number, "state": "repair_" + string(o.State), "by": last.By, "since": last.At,
	})
}

// enter takes the unit into the workshop.
func (o *RepairOrder) enter(tx *op.Tx, u Unit) error {
	if !u.Allocation.IsZero() {
		return fault.New(fault.Conflict, "repair.reserved", fault.Args{"code": u.Code, "document": u.Reserved.Document, "by": u.Reserved.By})
	}
	after := u
	after.Node, after.Repair = o.node(), o.ID
	after.Hold, after.Held = Free, Mark{}
	if u.Node.Real() {
		o.Home = u.Node
	}
	o.In = true
	return o.move(tx, Repaired, u, after)
}

// leave brings the unit out of the workshop, or changes it where it is.
func (o *RepairOrder) leave(tx *op.Tx, u, after Unit) error {
	if o.In {
		if after.Node == u.Node {
			after.Node = o.Home
		}
		o.In = false
	}
	if after.Node == u.Node {
		_, err := putUnitFor(tx, u, after, o.cause())
		return err
	}
	return o.move(tx, Repaired, u, after)
}

func (o *RepairOrder) move(tx *op.Tx, kind MovementKind, u, after Unit) error {
	m := Movement{Kind: kind, Centre: o.Centre, Occurred: tx.At, Document: o.Number, Cause: o.cause()}
	_, err := post(tx, m, []change{{before: u, after: after}})
	return err
}

// held is the mark of a hold that the order sets.
func (o RepairOrder) held(tx *op.Tx) Mark { return Mark{By: tx.By.Name, At: tx.At, Document: o.Number} }

// mayRepair tells whether an actor may work on orders of a centre.
func mayRepair(a policy.Actor, centre string) bool { return policy.May(a, policy.RepairWork, centre) }
