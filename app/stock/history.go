package stock

import (
	"context"
	"slices"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// maxHistory is how many movements and how many journal entries a timeline
// shows; older ones stand on the stock card and in the audit.
const maxHistory = 100

// UnitSheet is a unit with its model and what has happened to it.
type UnitSheet struct {
	Unit      Unit
	Model     Model
	Movements []Movement // newest first
	Entries   []op.Entry // newest first
	MayChange bool       // the actor may inspect and hold it
}

// Unit returns a unit by code or id with its history, for staff.
func (s *Stock) Unit(ctx context.Context, codeOrID string) (UnitSheet, error) {
	return op.Read(ctx, s.d, policy.UnitRead, func(v *op.View) (UnitSheet, error) {
		u, err := FindUnit(v, codeOrID)
		if err != nil {
			return UnitSheet{}, err
		}
		if err := v.Hide("unit", u.Centre); err != nil {
			return UnitSheet{}, err
		}
		sheet := UnitSheet{Unit: u, MayChange: policy.May(v.By, policy.UnitInspect, u.Centre)}
		if sheet.Model, err = ModelByID(v, u.Model); err != nil {
			return sheet, err
		}
		return sheet, sheet.remember(v)
	})
}

func (sheet *UnitSheet) remember(r storage.Reader) error {
	id := sheet.Unit.ID
	for m, err := range movements.AllBack(r, storage.MovementByUnit.Key().ID(id)) {
		if err != nil {
			return err
		}
		sheet.Movements = append(sheet.Movements, m)
		if len(sheet.Movements) == maxHistory {
			break
		}
	}
	for e, err := range op.History(r, "unit", id.String()) {
		if err != nil {
			return err
		}
		sheet.Entries = append(sheet.Entries, e)
		if len(sheet.Entries) == maxHistory {
			break
		}
	}
	return nil
}

// ModelOfUnit returns the model of the unit with a code, open to everybody: it
// is what a stranger who scans a label may see.
func (s *Stock) ModelOfUnit(ctx context.Context, code string) (ModelSheet, error) {
	return op.Read(ctx, s.d, policy.ModelRead, func(v *op.View) (ModelSheet, error) {
		if err := v.Allow(""); err != nil {
			return ModelSheet{}, err
		}
		u, err := FindUnit(v, code)
		if err != nil {
			return ModelSheet{}, err
		}
		m, err := ModelByID(v, u.Model)
		if err != nil {
			return ModelSheet{}, err
		}
		return sheetOf(v, m)
	})
}

// Step is one event in the life of a unit, of the ledger or of the journal.
type Step struct {
	At       time.Time
	Recorded time.Time
	By       policy.Actor
	Movement *Movement // nil for an event that did not move it
	Entry    *op.Entry
}

// Timeline merges movements and journal entries, the newest first. An entry of
// a command that also moved the unit is told by the movement alone.
func (sheet UnitSheet) Timeline() []Step {
	steps := make([]Step, 0, len(sheet.Movements)+len(sheet.Entries))
	told := map[time.Time]bool{}
	for i := range sheet.Movements {
		m := &sheet.Movements[i]
		told[m.Recorded] = true
		steps = append(steps, Step{At: m.Occurred, Recorded: m.Recorded, By: m.By, Movement: m})
	}
	for i := range sheet.Entries {
		if e := &sheet.Entries[i]; !told[e.Recorded] {
			steps = append(steps, Step{At: e.Occurred, Recorded: e.Recorded, By: e.By, Entry: e})
		}
	}
	slices.SortStableFunc(steps, func(a, b Step) int { return b.Recorded.Compare(a.Recorded) })
	return steps
}
