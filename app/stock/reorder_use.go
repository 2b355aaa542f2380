package stock

import (
	"cmp"
	"slices"
	"time"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/storage"
)

const (
	// maxUse is how many movements a look at consumption reads, the newest
	// first; beyond that it looks at fewer days and says so.
	maxUse = 3_000
	// idleAfter is how long something lies before another centre may ask for it.
	idleAfter = 90 * 24 * time.Hour
	// maxIdle is how many units of one centre are looked at.
	maxIdle = 50
)

// Use is what a warehouse really gave out of a model: to people, used up, and
// built into something. What is lent comes back and is not counted, nor is what
// moves between warehouses.
type Use struct {
	Pieces    int64     `json:"pieces"`
	Days      int       `json:"days"` // over which they were given out, at least 1
	Since     time.Time `json:"since"`
	Movements int       `json:"movements"`     // that were looked at
	Cut       bool      `json:"cut,omitempty"` // there were too many, so that fewer days were looked at
}

// Tenths is the average of a number of days, in tenths of a piece.
func (u Use) Tenths(days int) int64 {
	return (u.Pieces*int64(days)*10 + int64(u.Days)/2) / int64(u.Days)
}

// Need is how many pieces are given out in so many days, rounded up.
func (u Use) Need(days int) int64 { return (u.Pieces*int64(days) + int64(u.Days) - 1) / int64(u.Days) }

// Lasts is for how many days a number of pieces is enough; ok is false when
// nothing is given out.
func (u Use) Lasts(pieces int64) (days int64, ok bool) {
	if u.Pieces <= 0 {
		return 0, false
	}
	return max(pieces, 0) * int64(u.Days) / u.Pieces, true
}

// useOf looks at what a warehouse gave out of a model over the last days. Where
// the model came in later than that, it looks at the days since.
func useOf(r storage.Reader, model op.ID, warehouse string, days int, now time.Time) (Use, error) {
	u := Use{Since: now}
	from := now.AddDate(0, 0, -days)
	at := WarehouseNode(warehouse)
	for m, err := range movements.AllBack(r, storage.MovementByItem.Key().ID(model).Text(at.String())) {
		if err != nil {
			return u, err
		}
		if m.Occurred.Before(from) {
			u.Since = from
			break
		}
		if u.Cut = u.Movements == maxUse; u.Cut {
			break
		}
		u.Movements++
		u.Since = m.Occurred
		u.Pieces += m.givenOut(model, warehouse)
	}
	u.Days = max(1, int(now.Sub(u.Since).Hours()/24+0.5))
	u.Pieces = max(u.Pieces, 0)
	return u, nil
}

// givenOut is how many pieces of a model a movement took out of a warehouse for
// good; below zero when it took such a movement back.
func (m Movement) givenOut(model op.ID, warehouse string) (n int64) {
	for _, l := range m.Lines {
		switch {
		case l.Model != model:
		case l.From.Warehouse() == warehouse && l.From.Real() && l.To.uses():
			n += l.Quantity
		case m.Kind == Reverse && l.To.Warehouse() == warehouse && l.To.Real() && l.From.uses():
			n -= l.Quantity
		}
	}
	return n
}

// uses tells whether what goes to the node is consumed.
func (n Node) uses() bool {
	return n.Kind == AtBeneficiary || n.Kind == AtUsed || n.Kind == AtWork
}

// Idle is pieces that lie at another centre and that nobody has touched for
// ninety days.
type Idle struct {
	Centre string    `json:"centre"`
	Name   string    `json:"name"`
	Pieces int64     `json:"pieces"`
	Since  time.Time `json:"since"` // of the one that has lain longest
}

// idleElsewhere finds what other centres could send, most first. A centre keeps
// what its own minimum asks for.
func idleElsewhere(r storage.Reader, m Model, rule ReorderRule, now time.Time) ([]Idle, error) {
	var list []Idle
	for t, err := range TalliesOfModel(r, m.ID) {
		if err != nil {
			return nil, err
		}
		if t.Ready == 0 || t.Centre == rule.Centre {
			continue
		}
		x, err := idleAt(r, m, t.Centre, now)
		if err != nil {
			return nil, err
		}
		own, found, err := reorderRules.Find(r, reorderKey(m.ID, network.MainWarehouse(t.Centre)))
		if err != nil {
			return nil, err
		}
		if found {
			x.Pieces = min(x.Pieces, max(own.Level-own.Min, 0))
		}
		if x.Pieces > 0 {
			list = append(list, x)
		}
	}
	slices.SortStableFunc(list, func(a, b Idle) int { return cmp.Compare(b.Pieces, a.Pieces) })
	return list, nil
}

func idleAt(r storage.Reader, m Model, centre string, now time.Time) (Idle, error) {
	x := Idle{Centre: centre, Name: centre}
	if c, err := network.CentreByCode(r, centre); err == nil {
		x.Name = c.Name
	}
	if m.Tracking == Counted {
		return x, x.pieces(r, m.ID, now)
	}
	looked := 0
	for u, err := range ReadyUnits(r, m.ID, centre) {
		if err != nil {
			return x, err
		}
		if looked++; looked > maxIdle {
			break
		}
		if now.Sub(u.Moved.At) < idleAfter {
			continue
		}
		x.Pieces++
		if x.Since.IsZero() || u.Moved.At.Before(x.Since) {
			x.Since = u.Moved.At
		}
	}
	return x, nil
}

// pieces counts what lies in the main warehouse when nothing of it has moved for
// ninety days.
func (x *Idle) pieces(r storage.Reader, model op.ID, now time.Time) error {
	at := WarehouseNode(network.MainWarehouse(x.Centre))
	for m, err := range movements.AllBack(r, storage.MovementByItem.Key().ID(model).Text(at.String())) {
		if err != nil || now.Sub(m.Occurred) < idleAfter {
			return err
		}
		x.Since = m.Occurred
		break
	}
	nodes, err := nodesOf(r, at)
	if err != nil {
		return err
	}
	x.Pieces, err = piecesOf(r, model, nodes)
	return err
}
