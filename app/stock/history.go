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

// CardAsk is which stock card is wanted.
type CardAsk struct {
	Model     string `json:"model"`
	Warehouse string `json:"warehouse"` // code; empty: the main one of Centre
	Centre    string `json:"centre"`    // empty: the actor's own
	Paging
}

// CardLine is one movement on a stock card.
type CardLine struct {
	Movement Movement
	In, Out  int64
	Balance  int64 // after it, in the order of the card
}

// Card is part of a stock card (kartu stok), the newest movement first.
type Card struct {
	Model      Model
	Warehouse  string
	Centre     string
	Lines      []CardLine
	Next, Prev string
}

// StockCard returns part of the stock card of a model in a warehouse.
func (s *Stock) StockCard(ctx context.Context, ask CardAsk) (Card, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (Card, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return Card{}, err
		}
		at, err := placeIn(v, "warehouse", ask.Warehouse, centre)
		if err != nil {
			return Card{}, err
		}
		if err := v.Allow(at.Centre); err != nil {
			return Card{}, err
		}
		m, err := FindModel(v, ask.Model)
		if err != nil {
			return Card{}, err
		}
		return cardOf(v, m, at, ask.Paging)
	})
}

func cardOf(r storage.Reader, m Model, at Place, ask Paging) (Card, error) {
	card := Card{Model: m, Warehouse: at.Warehouse, Centre: at.Centre}
	prefix := storage.MovementByItem.Key().ID(m.ID).Text(at.Node.String())
	page, err := movements.Page(r, prefix, ask.ask(true))
	if err != nil || len(page.Items) == 0 {
		return card, err
	}
	card.Next, card.Prev = page.Next, page.Prev
	balance, err := balanceAfter(r, page.Items[0], m.ID, at.Node)
	if err != nil {
		return card, err
	}
	for _, moved := range page.Items {
		line := CardLine{Movement: moved, Balance: balance}
		line.In, line.Out = moved.Flow(m.ID, op.ID{}, at.Node)
		balance -= line.In - line.Out
		card.Lines = append(card.Lines, line)
	}
	return card, nil
}

// balanceAfter is the balance of an item at a place just after a movement: that
// of the end of its day less what came later on that day.
func balanceAfter(r storage.Reader, m Movement, model op.ID, at Node) (int64, error) {
	balance, err := BalanceOn(r, at, model, op.ID{}, m.Occurred)
	if err != nil {
		return 0, err
	}
	prefix := storage.MovementByItem.Key().ID(model).Text(at.String())
	here := m.Occurred.In(wib)
	midnight := time.Date(here.Year(), here.Month(), here.Day()+1, 0, 0, 0, 0, wib)
	for later, err := range movements.Range(r, prefix.Time(m.Occurred).ID(m.ID.Next(1)), prefix.Time(midnight)) {
		if err != nil {
			return 0, err
		}
		in, out := later.Flow(model, op.ID{}, at)
		balance -= in - out
	}
	return balance, nil
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
