package stock

import (
	"context"
	"slices"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// RecallsAsk is which recalls are wanted.
type RecallsAsk struct {
	State RecallState `json:"state"` // empty: those that are open
	Paging
}

// RecallLine is a recall as a list shows it.
type RecallLine struct {
	Recall
	ModelName string         `json:"model_name"`
	ModelSlug string         `json:"model_slug"`
	Progress  RecallProgress `json:"progress"`
}

// RecallProgress adds up the list of a recall.
type RecallProgress struct {
	Units  int64 `json:"units"`
	OnHand int64 `json:"on_hand"` // held in a warehouse
	Away   int64 `json:"away"`    // in transit or in a workshop
	InUse  int64 `json:"in_use"`  // with people
	Gone   int64 `json:"gone"`    // lost or scrapped
	Free   int64 `json:"free"`    // put right and set free
}

func (p RecallProgress) with(t RecallTally) RecallProgress {
	switch t.Place {
	case PlaceFree:
		p.Free += t.Units
	case string(Away):
		p.Away += t.Units
	case string(InUse):
		p.InUse += t.Units
	case string(Gone):
		p.Gone += t.Units
	case string(Void):
		return p
	default:
		p.OnHand += t.Units
	}
	p.Units += t.Units
	return p
}

// ProgressOf adds up the list of a recall over all centres.
func ProgressOf(r storage.Reader, recall op.ID) (p RecallProgress, err error) {
	for t, err := range recallTallies.All(r, storage.RecallTally.Key().ID(recall)) {
		if err != nil {
			return p, err
		}
		p = p.with(t)
	}
	return p, nil
}

// RecallList is part of a list of recalls, the newest first.
type RecallList struct {
	State      RecallState
	Rows       []RecallLine
	Next, Prev string
	MayOpen    bool
}

// Recalls pages through the recalls in one state.
func (s *Stock) Recalls(ctx context.Context, ask RecallsAsk) (RecallList, error) {
	return op.Read(ctx, s.d, policy.RecallRead, func(v *op.View) (RecallList, error) {
		list := RecallList{State: ask.State, MayOpen: policy.Reach(v.By.Role, policy.RecallOpen) != policy.Never}
		if list.State == "" {
			list.State = RecallOpen
		}
		if err := v.Allow(v.By.Centre); err != nil {
			return list, err
		}
		page, err := recalls.Page(v, storage.RecallByState.Key().Text(string(list.State)), ask.ask(true))
		if err != nil {
			return list, err
		}
		list.Next, list.Prev = page.Next, page.Prev
		for _, rec := range page.Items {
			m, err := ModelByID(v, rec.Model)
			if err != nil {
				return list, err
			}
			line := RecallLine{Recall: rec, ModelName: m.Name, ModelSlug: m.Slug}
			if line.Progress, err = ProgressOf(v, rec.ID); err != nil {
				return list, err
			}
			list.Rows = append(list.Rows, line)
		}
		return list, nil
	})
}

// LotAt is a lot of a counted model at a real place.
type LotAt struct {
	Lot      Lot
	Node     Node
	Centre   string
	Quantity int64
}

// recalledLots finds the lots of a counted model that a recall names, wherever
// they are: the daybooks of the model name every place where it has ever been.
func recalledLots(r storage.Reader, m Model, names Scope) ([]LotAt, error) {
	var rows []LotAt
	seen := map[shelfBook]bool{}
	for b, err := range daybooks.All(r, storage.DaybookByYear.Key().ID(m.ID)) {
		if err != nil {
			return nil, err
		}
		if b.Lot.IsZero() || seen[b.shelf()] {
			continue
		}
		seen[b.shelf()] = true
		named, err := names.hasLot(r, b.Lot)
		if err != nil {
			return nil, err
		}
		if !named {
			continue
		}
		row, err := lotAt(r, m, b.shelf())
		if err != nil {
			return nil, err
		}
		if row.Quantity > 0 {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

func lotAt(r storage.Reader, m Model, at shelfBook) (LotAt, error) {
	row := LotAt{Node: at.node()}
	b := Balance{Node: row.Node, Model: m.ID, Lot: at.Lot}
	b, _, err := balances.Get(r, balances.ID(&b))
	if err != nil || b.Quantity == 0 {
		return row, err
	}
	row.Quantity, row.Centre = b.Quantity, b.Centre
	row.Lot, err = LotByID(r, at.Lot)
	return row, err
}

// RecallSheet is one recall with what it stops and what may be done about it.
type RecallSheet struct {
	RecallLine
	Tallies []RecallTally // by centre and place
	Lots    []LotAt       // of a counted model
	Counted bool

	MayLift bool // the actor may take it out of force
	MayMark bool // the actor may go on with work that was cut off
}

// Recall returns one recall by number or id.
func (s *Stock) Recall(ctx context.Context, numberOrID string) (RecallSheet, error) {
	return op.Read(ctx, s.d, policy.RecallRead, func(v *op.View) (RecallSheet, error) {
		rec, err := FindRecall(v, numberOrID)
		if err != nil {
			return RecallSheet{}, err
		}
		if err := v.Allow(v.By.Centre); err != nil {
			return RecallSheet{}, err
		}
		m, err := ModelByID(v, rec.Model)
		if err != nil {
			return RecallSheet{}, err
		}
		sheet := RecallSheet{
			RecallLine: RecallLine{Recall: rec, ModelName: m.Name, ModelSlug: m.Slug}, Counted: m.Tracking == Counted,
			MayLift: rec.InForce() && policy.May(v.By, policy.RecallLift, rec.Centre),
			MayMark: !rec.settled() && policy.May(v.By, policy.RecallMark, rec.Centre),
		}
		for t, err := range recallTallies.All(v, storage.RecallTally.Key().ID(rec.ID)) {
			if err != nil {
				return sheet, err
			}
			if t.Place != string(Void) {
				sheet.Tallies = append(sheet.Tallies, t)
			}
			sheet.Progress = sheet.Progress.with(t)
		}
		if sheet.Counted {
			sheet.Lots, err = recalledLots(v, m, rec.Scope)
		}
		return sheet, err
	})
}

// RecalledAsk is which units of a recall are wanted.
type RecalledAsk struct {
	Recall string `json:"id"`     // number or id
	Centre string `json:"centre"` // empty: all
	Place  string `json:"place"`  // only with a centre; code of a warehouse, bucket, or free
	Paging
}

// RecalledRow is one line of the list of a recall.
type RecalledRow struct {
	RecalledUnit
	Where   Node `json:"where"`
	MayFree bool `json:"-"` // the actor may set it free
}

// RecalledList is part of the list of a recall.
type RecalledList struct {
	Recall     Recall
	Rows       []RecalledRow
	Next, Prev string
}

// RecalledUnits pages through the list of a recall by centre and place.
func (s *Stock) RecalledUnits(ctx context.Context, ask RecalledAsk) (RecalledList, error) {
	return op.Read(ctx, s.d, policy.RecallRead, func(v *op.View) (RecalledList, error) {
		rec, err := FindRecall(v, ask.Recall)
		if err != nil {
			return RecalledList{}, err
		}
		if err := v.Allow(v.By.Centre); err != nil {
			return RecalledList{}, err
		}
		list := RecalledList{Recall: rec}
		prefix := storage.RecalledByPlace.Key().ID(rec.ID)
		if ask.Centre != "" {
			prefix = prefix.Text(ask.Centre)
			if ask.Place != "" {
				prefix = prefix.Text(ask.Place)
			}
		}
		page, err := recalledUnits.Page(v, prefix, ask.ask(false))
		if err != nil {
			return list, err
		}
		list.Next, list.Prev = page.Next, page.Prev
		for _, on := range page.Items {
			u, err := UnitByID(v, on.Unit)
			if err != nil {
				return list, err
			}
			row := RecalledRow{RecalledUnit: on, Where: u.Node}
			row.MayFree = rec.InForce() && !on.Exempt() && u.Node.Real() && policy.May(v.By, policy.RecallFree, u.Centre)
			list.Rows = append(list.Rows, row)
		}
		return list, nil
	})
}

// OpenRecalls yields the recalls that are open, the oldest first, for readers
// within another reading.
func OpenRecalls(r storage.Reader) ([]Recall, error) {
	var open []Recall
	prefix := storage.RecallByState.Key().Text(string(RecallOpen))
	for rec, err := range recalls.Range(r, prefix, kv.PrefixEnd(prefix)) {
		if err != nil {
			return nil, err
		}
		open = append(open, rec)
	}
	return open, nil
}

// Recallable returns the models to choose from when a recall is opened, the
// first 200 by name. It is refused to those who may open none.
func (s *Stock) Recallable(ctx context.Context) ([]Model, error) {
	return op.Read(ctx, s.d, policy.RecallOpen, func(v *op.View) ([]Model, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return nil, err
		}
		page, err := models.Page(v, storage.ModelByName.Key(), storage.Ask{Limit: storage.MaxPage})
		return slices.DeleteFunc(page.Items, func(m Model) bool { return !policy.May(v.By, policy.RecallOpen, recallCentre(m)) }), err
	})
}

// RecallWork tells how far the work on a recall is; false when it is done.
func (s *Stock) RecallWork(ctx context.Context, id op.ID) (Work, bool, error) {
	return s.WorkOf(ctx, recallWork, id)
}
