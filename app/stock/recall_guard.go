package stock

import (
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// maxRecalls is how many recalls of one model can be in force at a time.
const maxRecalls = 20

// recallGuard is the recalls of a model that are in force. Every command that
// lets something out of the hands of a centre reads it by its key, so that none
// commits after a recall that it did not see: the recall writes the same record.
type recallGuard struct {
	Model op.ID    `cbor:"1,keyasint"`
	Force []forced `cbor:"2,keyasint"`
}

// forced is as much of a recall as the guard needs.
type forced struct {
	Recall op.ID     `cbor:"1,keyasint"`
	Number string    `cbor:"2,keyasint"`
	Scope  Scope     `cbor:"3,keyasint"`
	Since  time.Time `cbor:"4,keyasint"`
}

var recallGuards = storage.Table[recallGuard]{
	Kind: "recall guard",
	ID:   func(g *recallGuard) storage.Key { return storage.RecallGuard.Key().ID(g.Model) },
}

func guardOf(r storage.Reader, model op.ID) (recallGuard, error) {
	g := recallGuard{Model: model}
	old, ok, err := recallGuards.Get(r, recallGuards.ID(&g))
	if ok {
		g = old
	}
	return g, err
}

// arm puts a recall in force.
func arm(tx *op.Tx, rec Recall) error {
	g, err := guardOf(tx, rec.Model)
	if err != nil {
		return err
	}
	if len(g.Force) == maxRecalls {
		return fault.New(fault.Conflict, "recall.too_many", fault.Args{"max": maxRecalls})
	}
	g.Force = append(g.Force, forced{rec.ID, rec.Number, rec.Scope, rec.Opened})
	return recallGuards.Put(tx, &g)
}

// disarm takes a recall out of force.
func disarm(tx *op.Tx, rec Recall) error {
	g, err := guardOf(tx, rec.Model)
	if err != nil {
		return err
	}
	g.Force = slices.DeleteFunc(g.Force, func(f forced) bool { return f.Recall == rec.ID })
	if len(g.Force) == 0 {
		return recallGuards.Delete(tx, recallGuards.ID(&g))
	}
	return recallGuards.Put(tx, &g)
}

// guards reads the guards of the models that a command touches, each once.
type guards map[op.ID]recallGuard

func (gs guards) of(r storage.Reader, model op.ID) (recallGuard, error) {
	if g, read := gs[model]; read {
		return g, nil
	}
	g, err := guardOf(r, model)
	gs[model] = g
	return g, err
}

// names finds the first recall in force that names the unit and from which it
// was not set free; zero when there is none.
func (g recallGuard) names(r storage.Reader, u Unit) (forced, error) {
	for _, f := range g.Force {
		named, err := f.Scope.has(r, u)
		if err != nil {
			return forced{}, err
		}
		if !named {
			continue
		}
		on, ok, err := recalledUnits.Get(r, recalledKey(f.Recall, u.ID))
		if err != nil {
			return forced{}, err
		}
		if !ok || !on.Exempt() {
			return f, nil
		}
	}
	return forced{}, nil
}

// notRecalled refuses a unit that a recall names.
func (g recallGuard) notRecalled(r storage.Reader, u Unit) error {
	f, err := g.names(r, u)
	if err != nil || f.Recall.IsZero() {
		return err
	}
	return fault.New(fault.Conflict, "unit.recalled", fault.Args{"code": u.Code, "number": f.Number, "since": f.Since})
}

// lotNotRecalled refuses a lot of a counted model that a recall names.
func (g recallGuard) lotNotRecalled(r storage.Reader, lot op.ID) error {
	for _, f := range g.Force {
		named, err := f.Scope.hasLot(r, lot)
		if err != nil {
			return err
		}
		if named {
			return fault.New(fault.Conflict, "stock.recalled", fault.Args{"number": f.Number, "since": f.Since})
		}
	}
	return nil
}

// unrecalled refuses to reserve or hand over a unit that a recall names,
// whether or not it has been marked yet.
func unrecalled(r storage.Reader, u Unit) error {
	g, err := guardOf(r, u.Model)
	if err != nil {
		return err
	}
	return g.notRecalled(r, u)
}

// leaves tells whether a movement lets goods out of the hands of a centre: to a
// person, on loan, to another centre, into use or into something that is made.
// What turns around on its way does not leave anybody's hands, nor does an
// arrival that is taken back.
func leaves(m Movement, from, to Node) bool {
	switch to.Kind {
	case AtBeneficiary, AtLoan, AtUsed, AtWork:
		return true
	case AtTransit:
		return m.Kind != Reverse && from.Real()
	default:
		return false
	}
}

// heedRecalls refuses a movement that lets out what is recalled, and marks the
// units of the others that a recall names. It changes the units in changes.
func heedRecalls(tx *op.Tx, m Movement, changes []change) error {
	gs := guards{}
	for _, l := range m.Lines {
		g, err := gs.of(tx, l.Model)
		if err != nil {
			return err
		}
		if len(l.Units) > 0 || !leaves(m, l.From, l.To) {
			continue
		}
		if err := g.lotNotRecalled(tx, l.Lot); err != nil {
			return err
		}
	}
	for i := range changes {
		c := &changes[i]
		g, err := gs.of(tx, c.after.Model)
		if err != nil {
			return err
		}
		if leaves(m, c.before.Node, c.after.Node) {
			if err := g.notRecalled(tx, c.before); err != nil {
				return err
			}
		}
		if err := g.mark(tx, &c.after); err != nil {
			return err
		}
	}
	return nil
}

// heedRecall is heedRecalls for a unit that changes without moving.
func heedRecall(tx *op.Tx, u *Unit) error {
	g, err := guardOf(tx, u.Model)
	if err != nil {
		return err
	}
	return g.mark(tx, u)
}

// mark brings a unit onto the lists of the recalls that name it, keeps those
// lists on where it is, and sets Unit.Recall to the first that it is not free
// from.
func (g recallGuard) mark(tx *op.Tx, u *Unit) error {
	u.Recall = op.ID{}
	for _, f := range g.Force {
		named, err := f.Scope.has(tx, *u)
		if err != nil {
			return err
		}
		if !named {
			continue
		}
		on, err := list(tx, f.Recall, *u)
		if err != nil {
			return err
		}
		if u.Recall.IsZero() && !on.Exempt() {
			u.Recall = f.Recall
		}
	}
	return nil
}

// list puts a unit on the list of a recall, or brings its line up to date.
func list(tx *op.Tx, recall op.ID, u Unit) (RecalledUnit, error) {
	on, ok, err := recalledUnits.Get(tx, recalledKey(recall, u.ID))
	if err != nil {
		return on, err
	}
	was := on
	if !ok {
		on = RecalledUnit{Recall: recall, Unit: u.ID, Code: u.Code, Serial: u.Serial, Since: tx.At}
	}
	on.Centre, on.Place = u.Centre, on.place(u)
	if ok && on == was {
		return on, nil
	}
	if ok {
		if err := countRecalled(tx, was, -1); err != nil {
			return on, err
		}
	}
	if err := countRecalled(tx, on, 1); err != nil {
		return on, err
	}
	return on, recalledUnits.Put(tx, &on)
}
