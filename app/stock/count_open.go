package stock

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// NewCount is what a stock-taking is to cover.
type NewCount struct {
	Kind  CountKind `json:"kind" validate:"required,oneof=full shelf model cycle"`
	Place string    `json:"place" validate:"max=120"` // code of a warehouse, or of a shelf; empty: the main warehouse
	Model string    `json:"model" validate:"max=120"` // slug, code or id; of a count by model
	Draw  int64     `json:"draw"`                     // how many places and models a cycle count draws
	Basis string    `json:"basis" validate:"max=200"` // letter that orders it
	Note  string    `json:"note" validate:"max=500"`
}

// Check finds what no tag can say.
func (in NewCount) Check() (bad []fault.Field) {
	if in.Kind == CountModel && in.Model == "" {
		bad = append(bad, fault.Field{Name: "model", Key: "field.required"})
	}
	if in.Kind == CountShelf && in.Place == "" {
		bad = append(bad, fault.Field{Name: "place", Key: "field.required"})
	}
	if in.Kind == CountCycle && (in.Draw < 1 || in.Draw > MaxCountDraw) {
		bad = append(bad, fault.Field{Name: "draw", Key: "count.draw", Args: fault.Args{"max": MaxCountDraw}})
	}
	return bad
}

// OpenCount opens a stock-taking with a snapshot of what the book has in its
// scope. Nothing is frozen: goods may move while it is counted. It fails with
// Invalid when the scope is larger than one transaction can hold.
func (s *Stock) OpenCount(ctx context.Context, in NewCount) (Count, error) {
	return op.Write(ctx, s.d, policy.CountOpen, in, func(tx *op.Tx) (Count, error) {
		at, err := placeIn(tx, "place", in.Place, tx.By.Centre)
		if err != nil {
			return Count{}, err
		}
		if err := tx.Allow(at.Centre); err != nil {
			return Count{}, err
		}
		c := Count{
			ID: tx.ID(), Centre: at.Centre, Warehouse: at.Warehouse, Kind: in.Kind, Scope: at.Name,
			Stage: StageCounting, Opened: tx.At, By: tx.By, Basis: in.Basis, Note: in.Note,
		}
		held, err := c.scope(tx, in, at)
		if err != nil {
			return c, err
		}
		if err := c.number(tx); err != nil {
			return c, err
		}
		tx.About("count", c.ID, c.Number)
		tx.Changed("stage", "", "count_"+string(c.Stage))
		if err := c.snapshot(tx, held); err != nil {
			return c, err
		}
		return c, c.save(tx)
	})
}

// number gives the count the next number of its centre and year.
func (c *Count) number(tx *op.Tx) error {
	year, _ := dayOf(tx.At)
	n, err := tx.Count(c.Centre, "count", year)
	c.Number = fmt.Sprintf("OPN-%d-%04d", year, n)
	return err
}

// scope reads what the book has where the count is to look.
func (c *Count) scope(tx *op.Tx, in NewCount, at Place) ([]holding, error) {
	places, err := placesOf(tx, at.Warehouse)
	if err != nil {
		return nil, err
	}
	switch in.Kind {
	case CountShelf:
		c.Place, places = at.Node, []Place{at}
	case CountModel:
		m, err := FindModel(tx, in.Model)
		if err != nil {
			return nil, inField(err, "model", "receipt.model_unknown")
		}
		c.Model, c.Scope = m.ID, m.Name+" · "+at.Name
	}
	if in.Kind != CountShelf && at.Node.Kind == AtBin {
		return nil, fault.InField("place", "count.whole_warehouse", nil)
	}
	held, err := bookOf(tx, c.Centre, places, c.Model)
	if err != nil || in.Kind != CountCycle {
		return held, err
	}
	return c.draw(tx, held, int(in.Draw))
}

// snapshot writes the lines of the count and, of serialised models, which units
// the book had in each.
func (c *Count) snapshot(tx *op.Tx, held []holding) error {
	pieces := 0
	for _, h := range held {
		pieces += len(h.units)
	}
	if len(held) > MaxCountLines || pieces > MaxCountUnits {
		return tooLargeToCount(len(held), pieces)
	}
	lines, err := linesFor(tx, c.ID, held)
	if err != nil {
		return err
	}
	all := make([]numbered, 0, pieces)
	for _, l := range lines {
		for _, u := range l.units {
			all = append(all, numbered{u, l.No})
		}
		c.Sums.Slots++
		c.Sums.Booked += l.Booked
		if err := countLines.Add(tx, &l.CountLine, nil); err != nil {
			return err
		}
	}
	slices.SortFunc(all, func(a, b numbered) int { return byID(a.unit, b.unit) })
	for part := range slices.Chunk(all, snapPageUnits) {
		p := snapPage{Count: c.ID, First: part[0].unit}
		for _, x := range part {
			p.add(x.unit, x.line)
		}
		if err := snapPages.Add(tx, &p, nil); err != nil {
			return err
		}
	}
	return nil
}

func tooLargeToCount(lines, units int) error {
	return fault.InField("kind", "count.too_large", fault.Args{
		"lines": lines, "units": units, "max_lines": MaxCountLines, "max_units": MaxCountUnits,
	})
}

// lineUnits is a line with the units that the book has in it.
type lineUnits struct {
	CountLine
	units []op.ID
}

// linesFor makes the lines of a count, numbered by place and then by the name of
// the model, as people walk and read.
func linesFor(r storage.Reader, count op.ID, held []holding) ([]lineUnits, error) {
	lines := make([]lineUnits, 0, len(held))
	for _, h := range held {
		l, err := h.line(r, count)
		if err != nil {
			return nil, err
		}
		lines = append(lines, lineUnits{l, h.units})
	}
	slices.SortStableFunc(lines, func(a, b lineUnits) int {
		return cmp.Or(cmp.Compare(a.Node.Shelf(), b.Node.Shelf()), cmp.Compare(a.ModelName, b.ModelName))
	})
	for i := range lines {
		lines[i].No = int64(i + 1)
	}
	return lines, nil
}

// numbered is a unit with the number of the line that the book has it in.
type numbered struct {
	unit op.ID
	line int64
}

// holding is what the book has of a model at a place.
type holding struct {
	place Place
	model op.ID
	units []op.ID
	lots  []Balance
}

func (h holding) line(r storage.Reader, count op.ID) (CountLine, error) {
	m, err := peek(r, &models, storage.ModelByID.Key().ID(h.model))
	if err != nil {
		return CountLine{}, err
	}
	l := newLine(count, h.place, m, 0)
	l.Booked = int64(len(h.units))
	for _, b := range h.lots {
		lot, err := peek(r, &lots, storage.LotByID.Key().ID(b.Lot))
		if err != nil {
			return l, err
		}
		l.Booked += b.Quantity
		l.Lots = append(l.Lots, CountedLot{Lot: lot.ID, Code: lot.Code, Expiry: lot.Expiry, UnitCost: lot.UnitCost, Booked: b.Quantity})
	}
	return l, nil
}

func newLine(count op.ID, at Place, m Model, no int64) CountLine {
	return CountLine{
		Count: count, Node: at.Node, Model: m.ID, No: no, PlaceName: at.Name,
		ModelCode: m.Code, ModelName: m.Name, Tracking: m.Tracking,
	}
}

// placesOf are a warehouse, for what stands on no shelf, and its shelves.
func placesOf(r storage.Reader, warehouse string) ([]Place, error) {
	house, err := FindPlace(r, warehouse, "")
	if err != nil {
		return nil, err
	}
	places := []Place{house}
	shelves, err := network.ShelvesOf(r, house.Warehouse)
	for _, s := range shelves {
		n := ShelfNode(s.Warehouse, s.Code)
		places = append(places, Place{Node: n, Code: n.Ref, Name: s.Name, Centre: s.Centre, Warehouse: s.Warehouse})
	}
	return places, err
}

// bookOf reads what the book has at some places of a centre, of one model unless
// that is zero, in the order of place and model. It reads index keys and records
// in their own order only, which no engine counts against a transaction: a scope
// of ten thousand units is one walk. What it says is shown and never a rule.
func bookOf(r storage.Reader, centre string, places []Place, model op.ID) ([]holding, error) {
	kinds, err := modelsOnHand(r, centre)
	if err != nil {
		return nil, err
	}
	var all []holding
	for _, p := range places {
		at := map[op.ID]*holding{}
		if err := unitsInto(r, at, p, kinds); err != nil {
			return nil, err
		}
		if err := lotsInto(r, at, p); err != nil {
			return nil, err
		}
		for _, id := range slices.SortedFunc(maps.Keys(at), byID) {
			if model.IsZero() || model == id {
				all = append(all, *at[id])
			}
		}
	}
	slices.SortStableFunc(all, func(a, b holding) int { return cmp.Compare(a.place.Node.String(), b.place.Node.String()) })
	return all, nil
}

// modelsOnHand tells of which model each unit is that a centre has on hand.
func modelsOnHand(r storage.Reader, centre string) (map[op.ID]op.ID, error) {
	kinds := map[op.ID]op.ID{}
	for _, b := range []Bucket{Ready, Reserved, Held} {
		prefix := storage.UnitByBucket.Key().Text(centre).Text(string(b))
		for e, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
			if err != nil {
				return nil, err
			}
			rest := e.Key[len(prefix):]
			kinds[op.ID(rest[len(rest)-16:])] = op.ID(rest[:16])
		}
	}
	return kinds, nil
}

func unitsInto(r storage.Reader, at map[op.ID]*holding, p Place, kinds map[op.ID]op.ID) error {
	prefix := storage.UnitByNode.Key().Text(p.Node.String())
	for e, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
		if err != nil {
			return err
		}
		unit := op.ID(e.Key[len(e.Key)-16:])
		model, known := kinds[unit]
		if !known { // another centre answers for it
			u, err := peek(r, &units, storage.UnitByID.Key().ID(unit))
			if err != nil {
				return err
			}
			model = u.Model
		}
		h := holdingAt(at, p, model)
		h.units = append(h.units, unit)
	}
	return nil
}

// lotsInto adds the lots of counted models. The balances of a serialised model
// say no more than its units.
func lotsInto(r storage.Reader, at map[op.ID]*holding, p Place) error {
	tracking := map[op.ID]Tracking{}
	for b, err := range balances.All(r, storage.BalanceByKey.Key().Text(p.Node.String())) {
		if err != nil {
			return err
		}
		if _, read := tracking[b.Model]; !read {
			m, err := peek(r, &models, storage.ModelByID.Key().ID(b.Model))
			if err != nil {
				return err
			}
			tracking[b.Model] = m.Tracking
		}
		if tracking[b.Model] == Counted {
			h := holdingAt(at, p, b.Model)
			h.lots = append(h.lots, b)
		}
	}
	return nil
}

func holdingAt(at map[op.ID]*holding, p Place, model op.ID) *holding {
	h, known := at[model]
	if !known {
		h = &holding{place: p, model: model}
		at[model] = h
	}
	return h
}

// peek reads the record at a primary key as a list would: what is only shown
// needs no guard, and a document with ten thousand lines could not afford one.
func peek[T any](r storage.Reader, t *storage.Table[T], key storage.Key) (rec T, err error) {
	for rec, err = range t.Range(r, key, append(bytes.Clone(key), 0)) {
		return rec, err
	}
	return rec, fault.Missing(t.Kind)
}

// daysSince is how many whole days lie between two instants, at least 0.
func daysSince(at, now time.Time) int64 { return max(0, int64(now.Sub(at)/(24*time.Hour))) }
