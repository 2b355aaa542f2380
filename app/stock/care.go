package stock

import (
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// CareBasis is what the months of a plan are counted from before the service was
// done for the first time.
type CareBasis string

// The bases.
const (
	FromReceipt  CareBasis = "received"    // what ages on the shelf too, such as a battery
	FromHandover CareBasis = "handed_over" // what wears with use
)

// CarePlan is one service that the units of a model need. It falls due some months
// after it was last done, or once on a day.
type CarePlan struct {
	ID     op.ID     `cbor:"1,keyasint" json:"id"`
	Name   string    `cbor:"2,keyasint" json:"name"` // what is done: "Ganti baterai"
	Months int       `cbor:"3,keyasint,omitempty" json:"months"`
	Latest int       `cbor:"4,keyasint,omitempty" json:"latest_months"` // late from then on; 0: from Months on
	On     time.Time `cbor:"5,keyasint,omitzero" json:"on,omitzero"`    // instead of months
	Basis  CareBasis `cbor:"6,keyasint" json:"basis"`
	Checks []string  `cbor:"7,keyasint,omitempty" json:"checklist"`
	Since  time.Time `cbor:"8,keyasint" json:"added_at"`
}

// lastDay is after every day that a service can fall due on.
var lastDay = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// maxPlans is how many plans a model can have.
const maxPlans = 12

// PlanBook is the plans of one model in one record, so that receiving a unit and
// changing a plan meet at a key. The units that are there already follow a change
// in chunks; see stepCare.
type PlanBook struct {
	Model   op.ID      `cbor:"1,keyasint" json:"model"`
	Plans   []CarePlan `cbor:"2,keyasint" json:"plans"`
	Version int64      `cbor:"3,keyasint" json:"version"`
}

var planBooks = storage.Table[PlanBook]{
	Kind: "care plans",
	ID:   func(b *PlanBook) storage.Key { return storage.PlansByModel.Key().ID(b.Model) },
}

// PlansOf returns the plans of a model; none is no record.
func PlansOf(r storage.Reader, model op.ID) (PlanBook, error) {
	b, _, err := planBooks.Get(r, storage.PlansByModel.Key().ID(model))
	b.Model = model
	return b, err
}

// Plan returns a plan by its id, or a NotFound fault.
func (b PlanBook) Plan(id op.ID) (CarePlan, error) {
	i := slices.IndexFunc(b.Plans, func(p CarePlan) bool { return p.ID == id })
	if i < 0 {
		return CarePlan{}, fault.Missing("plan")
	}
	return b.Plans[i], nil
}

// Care is how a unit stands to one plan of its model.
type Care struct {
	Plan   op.ID     `cbor:"1,keyasint" json:"plan"`
	Done   time.Time `cbor:"2,keyasint,omitzero" json:"done_at,omitzero"`
	Handed time.Time `cbor:"3,keyasint,omitzero" json:"handed_over_at,omitzero"`
	Due    time.Time `cbor:"4,keyasint,omitzero" json:"due_at,omitzero"`  // zero: nothing falls due
	Late   time.Time `cbor:"5,keyasint,omitzero" json:"late_at,omitzero"` // from then on
}

// Where a unit with something due is: on hand or away at a workshop, or with
// whoever uses it.
const (
	CareHere = "here"
	CareOut  = "out"
)

// due is when the first service of the unit falls due and where the unit is then
// looked for; the empty place means never.
func (u *Unit) due() (at time.Time, where string) {
	if b := bucketOf(*u); b == Gone || b == Void {
		return at, ""
	}
	for _, c := range u.Care {
		if !c.Due.IsZero() && (at.IsZero() || c.Due.Before(at)) {
			at = c.Due
		}
	}
	switch {
	case at.IsZero():
		return at, ""
	case u.Node.inUse():
		return at, CareOut
	default:
		return at, CareHere
	}
}

// stand works out how a unit stands to a plan, from what was known before.
func (p CarePlan) stand(u Unit, old Care) Care {
	c := Care{Plan: p.ID, Done: old.Done, Handed: old.Handed}
	if !p.On.IsZero() {
		if c.Done.Before(p.On) {
			c.Due, c.Late = p.On, p.On
		}
		return c
	}
	from := u.ReceivedAt
	if p.Basis == FromHandover {
		from = c.Handed
	}
	if c.Done.After(from) {
		from = c.Done
	}
	if from.IsZero() {
		return c
	}
	c.Due = from.AddDate(0, p.Months, 0)
	c.Late = from.AddDate(0, max(p.Months, p.Latest), 0)
	return c
}

// care brings the services of a unit in line with the plans of its model, and
// notes a hand-over.
func (f *follower) care(c *change) error {
	book, known := f.books[c.after.Model]
	if !known {
		var err error
		if book, err = PlansOf(f.tx, c.after.Model); err != nil {
			return err
		}
		f.books[c.after.Model] = book
	}
	var handed time.Time
	if c.after.Node.inUse() && !c.before.Node.inUse() && f.m.Cause.Kind != causeRepair {
		handed = f.m.Occurred
	}
	c.after.Care = book.stand(c.after, handed)
	return nil
}

// stand lists how a unit stands to each plan of the book.
func (b PlanBook) stand(u Unit, handed time.Time) []Care {
	if len(b.Plans) == 0 {
		return nil
	}
	all := make([]Care, 0, len(b.Plans))
	for _, p := range b.Plans {
		var old Care
		if i := slices.IndexFunc(u.Care, func(c Care) bool { return c.Plan == p.ID }); i >= 0 {
			old = u.Care[i]
		} else if u.Node.inUse() {
			old.Handed = u.Moved.At
		}
		if !handed.IsZero() {
			old.Handed = handed
		}
		all = append(all, p.stand(u, old))
	}
	return all
}
