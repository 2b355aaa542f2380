package stock

import (
	"fmt"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// OrderStage is how far a production order has come.
type OrderStage string

// The stages.
const (
	OrderPlanned   OrderStage = "planned"
	OrderRunning   OrderStage = "running" // parts are in work, or some came out of it
	OrderClosed    OrderStage = "closed"
	OrderCancelled OrderStage = "cancelled" // before anything went into work
)

// OrderStages lists the stages in order.
func OrderStages() []OrderStage {
	return []OrderStage{OrderPlanned, OrderRunning, OrderClosed, OrderCancelled}
}

// Open tells whether something can still be done for the order.
func (s OrderStage) Open() bool { return s == OrderPlanned || s == OrderRunning }

// Order is the order to an SKA to make pieces of a model after one version of
// its design. What it does to the stock stands in the ledger; the order sums it
// up, so that a rule needs one Get.
type Order struct {
	ID      op.ID      `cbor:"1,keyasint" json:"id"`
	Number  string     `cbor:"2,keyasint" json:"number"` // within the centre: PRD-2026-0001
	Centre  string     `cbor:"3,keyasint" json:"centre"`
	Model   op.ID      `cbor:"4,keyasint" json:"model"`
	Design  string     `cbor:"5,keyasint" json:"design"`  // version
	Planned int64      `cbor:"6,keyasint" json:"planned"` // pieces
	Due     time.Time  `cbor:"7,keyasint,omitzero" json:"due,omitzero"`
	Fund    string     `cbor:"8,keyasint" json:"fund"` // of what is made
	Donor   string     `cbor:"9,keyasint,omitempty" json:"donor,omitempty"`
	Account string     `cbor:"10,keyasint,omitempty" json:"account,omitempty"`
	Note    string     `cbor:"11,keyasint,omitempty" json:"note,omitempty"`
	Stage   OrderStage `cbor:"12,keyasint" json:"stage"`
	Parts   []WorkPart `cbor:"13,keyasint,omitempty" json:"parts"` // by model and lot
	Good    int64      `cbor:"14,keyasint,omitempty" json:"good"`  // pieces that came out
	Spoiled int64      `cbor:"15,keyasint,omitempty" json:"spoiled"`
	Batches int64      `cbor:"16,keyasint,omitempty" json:"batches"`
	Cost    OrderCost  `cbor:"17,keyasint,omitzero" json:"cost"`     // of what came out
	Carried int64      `cbor:"18,keyasint,omitempty" json:"carried"` // cost of scrapped parts that the next batch bears, whole rupiah
	Waste   int64      `cbor:"19,keyasint,omitempty" json:"waste"`   // cost that no good piece bears, whole rupiah
	Begun   Mark       `cbor:"20,keyasint" json:"begun"`
	Ended   Mark       `cbor:"21,keyasint,omitzero" json:"ended,omitzero"`
	Version int64      `cbor:"22,keyasint" json:"version"`
	Last    time.Time  `cbor:"23,keyasint,omitzero" json:"last_move,omitzero"` // when its last movement happened
}

// WorkPart is what of one lot went into work, and what became of it.
type WorkPart struct {
	Model    op.ID `cbor:"1,keyasint" json:"model"`
	Lot      op.ID `cbor:"2,keyasint" json:"lot"`
	Price    int64 `cbor:"3,keyasint,omitempty" json:"price"` // unit cost of the lot, whole rupiah
	In       int64 `cbor:"4,keyasint" json:"in"`
	Back     int64 `cbor:"5,keyasint,omitempty" json:"back"`
	Used     int64 `cbor:"6,keyasint,omitempty" json:"used"`
	Scrapped int64 `cbor:"7,keyasint,omitempty" json:"scrapped"`
}

// Left is what is in work.
func (p WorkPart) Left() int64 { return p.In - p.Back - p.Used - p.Scrapped }

// OrderCost is what good pieces cost, in whole rupiah.
type OrderCost struct {
	Parts    int64 `cbor:"1,keyasint,omitempty" json:"parts"`
	Labour   int64 `cbor:"2,keyasint,omitempty" json:"labour"`
	Overhead int64 `cbor:"3,keyasint,omitempty" json:"overhead"`
}

// Total is all of it.
func (c OrderCost) Total() int64 { return c.Parts + c.Labour + c.Overhead }

func (c OrderCost) plus(o OrderCost) OrderCost {
	return OrderCost{c.Parts + o.Parts, c.Labour + o.Labour, c.Overhead + o.Overhead}
}

var orders = storage.Table[Order]{
	Kind: "production order",
	ID:   func(o *Order) storage.Key { return storage.OrderByID.Key().ID(o.ID) },
	Index: func(o *Order) []storage.Key {
		return []storage.Key{
			storage.OrderByStage.Key().Text(o.Centre).Text(string(o.Stage)).Time(o.Begun.At).ID(o.ID),
			storage.OrderByCentre.Key().Text(o.Centre).Time(o.Begun.At).ID(o.ID),
		}
	},
}

// OrderByID returns a production order, or a NotFound fault.
func OrderByID(r storage.Reader, id op.ID) (Order, error) {
	o, ok, err := orders.Get(r, storage.OrderByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("order")
	}
	return o, err
}

// work is the node where the parts of the order are.
func (o Order) work() Node { return Node{AtWork, o.ID.String()} }

// cause is the order as the document behind a movement.
func (o Order) cause() Cause { return Cause{Kind: "production", ID: o.ID} }

// InWork is the worth of the parts in work and of what the next batch has to
// bear, in whole rupiah.
func (o Order) InWork() int64 {
	sum := o.Carried
	for _, p := range o.Parts {
		sum += p.Left() * p.Price
	}
	return sum
}

// LeftOf is how much of a model is in work.
func (o Order) LeftOf(model op.ID) (n int64) {
	for _, p := range o.Parts {
		if p.Model == model {
			n += p.Left()
		}
	}
	return n
}

// openOrder reads an order that something is to be done for, and asks the policy
// about its centre.
func openOrder(tx *op.Tx, id string) (Order, error) {
	o, err := orderOf(tx, id)
	if err != nil {
		return o, err
	}
	if err := tx.Allow(o.Centre); err != nil {
		return o, err
	}
	if !o.Stage.Open() {
		return o, fault.New(fault.Conflict, "production.ended", fault.Args{"number": o.Number, "since": o.Ended.At, "by": o.Ended.By})
	}
	tx.About("order", o.ID, o.Number)
	return o, nil
}

// orderOf finds the order that a text in an address names.
func orderOf(r storage.Reader, ref string) (Order, error) {
	id, err := op.ParseID(ref)
	if err != nil {
		id = op.ID{}
	}
	return OrderByID(r, id)
}

// keep stores the order after something was done for it.
func (o *Order) keep(tx *op.Tx) error {
	o.Version++
	return orders.Put(tx, o)
}

// when is the instant at which something happened; zero is now. A day alone
// means now if it is today, else the end of that day: what went before on it was
// before.
func when(at time.Time, tx *op.Tx) (time.Time, error) {
	if at.IsZero() {
		return tx.At, nil
	}
	y, m, d := at.In(wib).Date()
	if day := time.Date(y, m, d, 0, 0, 0, 0, wib); day.Equal(at) {
		at = day.AddDate(0, 0, 1).Add(-time.Second)
		if daysBetween(day, tx.At) == 0 {
			at = tx.At
		}
	}
	return at.UTC(), checkOccurred(at, tx.At)
}

// orderNumber is the next number of a centre: PRD-2026-0001.
func orderNumber(tx *op.Tx, centre string) (string, error) {
	year, _ := dayOf(tx.At)
	n, err := tx.Count(centre, "production", year)
	return fmt.Sprintf("PRD-%d-%04d", year, n), err
}

// mayAt tells whether an actor may do an action for the order as it stands.
func (o Order) mayAt(by policy.Actor, act policy.Action) bool {
	return o.Stage.Open() && policy.May(by, act, o.Centre)
}
