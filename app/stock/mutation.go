package stock

import (
	"context"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// maxShown is how many units the page of a movement names.
const maxShown = 200

// MovementSheet is one movement with what it is made of.
type MovementSheet struct {
	Movement Movement
	Models   map[op.ID]Model
	Lots     map[op.ID]Lot
	Units    map[op.ID]Unit // the first of them, up to maxShown
	MayUndo  bool           // the actor may take it back by itself
}

// Movement returns one movement of the ledger by its id, for staff.
func (s *Stock) Movement(ctx context.Context, id op.ID) (MovementSheet, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (MovementSheet, error) {
		m, err := MovementByID(v, id)
		if err != nil {
			return MovementSheet{}, err
		}
		if err := v.Hide("movement", m.Centre); err != nil {
			return MovementSheet{}, err
		}
		sheet := MovementSheet{Movement: m, Lots: map[op.ID]Lot{}, Units: map[op.ID]Unit{}}
		sheet.MayUndo = m.Reversible() && !handedOver(m) &&
			policy.May(v.By, policy.StockMove, m.Centre) && policy.May(v.By, m.Kind.action(), m.Centre)
		if sheet.Models, err = modelsOf(v, m.Lines, func(l Line) op.ID { return l.Model }); err != nil {
			return sheet, err
		}
		return sheet, sheet.read(v)
	})
}

func (sheet *MovementSheet) read(r storage.Reader) error {
	for _, l := range sheet.Movement.Lines {
		if err := readLot(r, sheet.Lots, l.Lot); err != nil {
			return err
		}
		for _, id := range l.Units {
			if len(sheet.Units) == maxShown {
				break
			}
			u, err := UnitByID(r, id)
			if err != nil {
				return err
			}
			sheet.Units[id] = u
		}
	}
	return nil
}

// MovementsAsk is which movements of a centre are wanted: all, or those that one
// number of an inventory report is made of.
type MovementsAsk struct {
	Centre  string `json:"centre"`  // empty: the actor's own
	Model   string `json:"model"`   // slug, code or id
	Change  Change `json:"change"`  // column of the report; empty for every movement
	Fund    string `json:"fund"`    // of goods of one fund
	Account string `json:"account"` // of goods of one account code
	PeriodAsk
	Paging
}

// MovementRow is one movement with what it did to the stock in question.
type MovementRow struct {
	Movement Movement `json:"movement"`
	Amount   Amount   `json:"amount"` // in the column asked for; without one, what the stock grew by
}

// MovementList is part of the movements of a centre, the newest first.
type MovementList struct {
	Centre     string
	Period     Period
	Model      Model // zero for all
	Rows       []MovementRow
	Models     map[op.ID]Model
	Next, Prev string
}

// maxSought is how many movements are looked at for one page of those that fit.
const maxSought = 5000

// Movements pages through the movements of a centre over a period. Where few fit
// what is asked, a page may be short and still have a next one.
func (s *Stock) Movements(ctx context.Context, ask MovementsAsk) (MovementList, error) {
	now := s.d.Now()
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (MovementList, error) {
		list, err := ask.begin(v, now)
		if err != nil {
			return list, err
		}
		seek := movementSeek{ask: ask, model: list.Model.ID, lots: map[op.ID]Lot{}, limit: ask.limit()}
		if err := seek.run(v, &list); err != nil {
			return list, err
		}
		list.Models = map[op.ID]Model{}
		for _, row := range list.Rows {
			some, err := modelsOf(v, row.Movement.Lines, func(l Line) op.ID { return l.Model })
			if err != nil {
				return list, err
			}
			for id, m := range some {
				list.Models[id] = m
			}
		}
		return list, nil
	})
}

func (a MovementsAsk) begin(v *op.View, now time.Time) (list MovementList, err error) {
	if list.Centre, err = ownOr(v, a.Centre); err != nil {
		return list, err
	}
	if list.Period, err = a.PeriodAsk.resolve(now); err != nil {
		return list, err
	}
	if a.Change != "" && !slices.Contains(slices.Concat(Additions(), Reductions(), []Change{Correction}), a.Change) {
		return list, fault.InField("change", "field.oneof", nil)
	}
	if a.Model != "" {
		list.Model, err = FindModel(v, a.Model)
	}
	return list, inField(err, "model", "receipt.model_unknown")
}

// movementSeek looks for the movements that fit an ask.
type movementSeek struct {
	ask   MovementsAsk
	model op.ID
	lots  map[op.ID]Lot
	limit int
	seen  int
}

func (k *movementSeek) run(r storage.Reader, list *MovementList) error {
	at, err := readMark(k.ask.Cursor)
	if err != nil {
		return err
	}
	prefix := storage.MovementByCentre.Key().Text(list.Centre)
	from, to := prefix.Time(list.Period.From), prefix.Time(list.Period.end())
	walk := movements.RangeBack
	switch {
	case at.time.IsZero():
	case at.back:
		from, walk = prefix.Time(at.time).ID(at.id), movements.Range
	default:
		to = prefix.Time(at.time).ID(at.id)
	}
	more, last := false, Movement{}
	for m, err := range walk(r, from, to) {
		if err != nil {
			return err
		}
		if more = len(list.Rows) == k.limit || k.seen == maxSought; more {
			break
		}
		k.seen++
		last = m
		amount, fits, err := k.fits(r, &m)
		if err != nil {
			return err
		}
		if fits {
			list.Rows = append(list.Rows, MovementRow{m, amount})
		}
	}
	k.around(list, at, last, more)
	return nil
}

// around sets the cursors to what lies before and after what was looked at.
func (k *movementSeek) around(list *MovementList, at mark, last Movement, more bool) {
	here := Movement{Occurred: at.time, ID: at.id}
	switch {
	case k.seen == 0:
	case at.back:
		slices.Reverse(list.Rows)
		list.Next = markOf(here, false)
		if more {
			list.Prev = markOf(Movement{Occurred: last.Occurred, ID: last.ID.Next(1)}, true)
		}
	default:
		if more {
			list.Next = markOf(last, false)
		}
		if !at.time.IsZero() {
			list.Prev = markOf(here, true)
		}
	}
}

// fits tells whether a movement is asked for, and what it did.
func (k *movementSeek) fits(r storage.Reader, m *Movement) (sum Amount, fits bool, err error) {
	for _, l := range m.Lines {
		if !k.model.IsZero() && l.Model != k.model {
			continue
		}
		if err := readLot(r, k.lots, l.Lot); err != nil {
			return sum, false, err
		}
		lot := k.lots[l.Lot]
		if k.ask.Fund != "" && FundKey(lot.Fund) != FundKey(k.ask.Fund) || k.ask.Account != "" && lot.Account != k.ask.Account {
			continue
		}
		flow, n := m.grows(l)
		change, sign := flow.change()
		switch {
		case k.ask.Change == "":
			fits, sum = true, sum.Plus(Amount{n, n * lot.UnitCost}.times(flow.sign()))
		case n != 0 && change == k.ask.Change:
			fits, sum = true, sum.Plus(Amount{n, n * lot.UnitCost}.times(sign))
		}
	}
	return sum, fits, nil
}
