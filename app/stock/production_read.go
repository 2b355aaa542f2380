package stock

import (
	"context"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// OrdersAsk is which production orders are wanted.
type OrdersAsk struct {
	Centre string     `json:"centre"` // empty: the actor's own
	Stage  OrderStage `json:"stage"`  // empty: all of them
	Paging
}

// OrderList is part of the production orders of a centre, the newest first.
type OrderList struct {
	Centre     string
	Stage      OrderStage
	Orders     []Order
	Models     map[op.ID]Model
	Next, Prev string
	MayPlan    bool // the actor may give an order here
}

// Orders pages through the production orders of a centre.
func (s *Stock) Orders(ctx context.Context, ask OrdersAsk) (OrderList, error) {
	return op.Read(ctx, s.d, policy.ProductionRead, func(v *op.View) (OrderList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return OrderList{}, err
		}
		list := OrderList{Centre: centre, Stage: ask.Stage, MayPlan: policy.May(v.By, policy.ProductionPlan, centre)}
		prefix := storage.OrderByCentre.Key().Text(centre)
		if ask.Stage != "" {
			prefix = storage.OrderByStage.Key().Text(centre).Text(string(ask.Stage))
		}
		page, err := orders.Page(v, prefix, ask.ask(true))
		if err != nil {
			return list, err
		}
		list.Orders, list.Next, list.Prev = page.Items, page.Next, page.Prev
		list.Models, err = modelsOf(v, page.Items, func(o Order) op.ID { return o.Model })
		return list, err
	})
}

// Need is a part of the design of an order: what it takes, what is in work, and
// what lies ready for it in the warehouses of the centre.
type Need struct {
	Model   Model
	Each    int64 // for one piece
	Wanted  int64 // for the pieces that are still to be made
	Left    int64 // in work
	There   int64 // in the main warehouse and its shelves, what has expired not counted
	Expired int64 // there too, but past its day
	Away    int64 // ready in all of the centre's warehouses; of other centres nothing is said
}

// Short is how many pieces are missing before the rest can be made.
func (n Need) Short() int64 { return max(0, n.Wanted-n.Left-n.There) }

// OrderSheet is a production order with all that belongs to it.
type OrderSheet struct {
	Order   Order
	Model   Model
	Design  Design
	Needs   []Need
	Batches []Batch          // newest first
	Parts   map[op.ID]Model  // models of the parts
	Lots    map[op.ID]Lot    // of the parts in work
	Units   map[op.ID][]Unit // of each batch

	MayIssue, MayReturn, MayMake, MayScrap, MayTest, MayUndo, MayClose, MayCancel bool
}

// Order returns a production order with its parts, its batches, and what is
// missing to make the rest.
func (s *Stock) Order(ctx context.Context, ref string) (OrderSheet, error) {
	return op.Read(ctx, s.d, policy.ProductionRead, func(v *op.View) (OrderSheet, error) {
		o, err := orderOf(v, ref)
		if err != nil {
			return OrderSheet{}, err
		}
		if err := v.Hide("order", o.Centre); err != nil {
			return OrderSheet{}, err
		}
		sheet := OrderSheet{Order: o, Parts: map[op.ID]Model{}, Lots: map[op.ID]Lot{}, Units: map[op.ID][]Unit{}}
		sheet.MayIssue, sheet.MayReturn = o.mayAt(v.By, policy.ProductionIssue), o.Stage == OrderRunning && o.mayAt(v.By, policy.ProductionReturn)
		sheet.MayMake, sheet.MayScrap = o.mayAt(v.By, policy.ProductionMake), o.Stage == OrderRunning && o.mayAt(v.By, policy.ProductionScrap)
		sheet.MayClose, sheet.MayCancel = o.Stage == OrderRunning && o.mayAt(v.By, policy.ProductionClose), o.Stage == OrderPlanned && o.mayAt(v.By, policy.ProductionCancel)
		sheet.MayUndo = o.mayAt(v.By, policy.ProductionUndo)
		sheet.MayTest = policy.May(v.By, policy.ProductionTest, o.Centre)
		return sheet, sheet.fill(v, s.d.Now())
	})
}

// fill reads what stands around the order.
func (sheet *OrderSheet) fill(r storage.Reader, now time.Time) (err error) {
	o := sheet.Order
	if sheet.Model, err = ModelByID(r, o.Model); err != nil {
		return err
	}
	if sheet.Design, err = DesignOf(r, o.Model, o.Design); err != nil {
		return err
	}
	at, err := FindPlace(r, "", o.Centre)
	if err != nil {
		return err
	}
	rest := max(0, o.Planned-o.Good)
	for _, p := range sheet.Design.Parts {
		need, err := needOf(r, p, rest, at, now)
		if err != nil {
			return err
		}
		need.Left = o.LeftOf(p.Model)
		sheet.Needs = append(sheet.Needs, need)
	}
	for _, w := range o.Parts {
		if sheet.Lots[w.Lot], err = LotByID(r, w.Lot); err != nil {
			return err
		}
		if sheet.Parts[w.Model], err = ModelByID(r, w.Model); err != nil {
			return err
		}
	}
	return sheet.gather(r)
}

// gather reads the batches with their units.
func (sheet *OrderSheet) gather(r storage.Reader) error {
	for b, err := range batches.AllBack(r, storage.BatchByOrder.Key().ID(sheet.Order.ID)) {
		if err != nil {
			return err
		}
		sheet.Batches = append(sheet.Batches, b)
		for _, id := range b.Units {
			u, err := UnitByID(r, id)
			if err != nil {
				return err
			}
			sheet.Units[b.ID] = append(sheet.Units[b.ID], u)
		}
	}
	return nil
}

// needOf says what a part of a design takes for so many pieces, beside what lies
// ready at a place.
func needOf(r storage.Reader, p Part, pieces int64, at Place, now time.Time) (n Need, err error) {
	n.Each, n.Wanted = p.Quantity, p.Quantity*pieces
	if n.Model, err = ModelByID(r, p.Model); err != nil {
		return n, err
	}
	found, err := lookFor(r, p.Model, at, now)
	if err != nil {
		return n, err
	}
	n.There = found.There
	for _, h := range found.Passed {
		n.Expired += h.Quantity
	}
	t, err := TallyOf(r, p.Model, at.Centre)
	n.Away = max(0, t.Ready-n.There-n.Expired)
	return n, err
}

// DesignSheet is a model with the versions of its design and what it is to be
// complete with.
type DesignSheet struct {
	Model     Model
	Designs   []Design // newest first
	Parts     map[op.ID]Model
	Costs     map[string]OrderCost // of one piece by version, at the prices that are known
	List      PartList
	MayDesign bool // the actor may add a version
	MayChange bool // the actor may change the list of parts
}

// Designs returns the versions of the design of a model with what one piece
// costs after each: parts at the cost of the newest lot of the actor's centre,
// else at the estimate of their model.
func (s *Stock) Designs(ctx context.Context, model string) (DesignSheet, error) {
	return op.Read(ctx, s.d, policy.ProductionRead, func(v *op.View) (DesignSheet, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return DesignSheet{}, err
		}
		m, err := FindModel(v, model)
		if err != nil {
			return DesignSheet{}, err
		}
		sheet := DesignSheet{
			Model: m, Parts: map[op.ID]Model{}, Costs: map[string]OrderCost{},
			MayDesign: policy.May(v.By, policy.ProductionDesign, v.By.Centre), MayChange: policy.May(v.By, policy.KitChange, m.Centre),
		}
		for d, err := range designs.All(v, storage.DesignByModel.Key().ID(m.ID)) {
			if err != nil {
				return sheet, err
			}
			sheet.Designs = append([]Design{d}, sheet.Designs...)
			if sheet.Costs[d.Version], err = sheet.price(v, d, v.By.Centre); err != nil {
				return sheet, err
			}
		}
		if sheet.List, err = PartListOf(v, m.ID); err != nil {
			return sheet, err
		}
		for _, p := range sheet.List.Parts {
			if sheet.Parts[p.Model], err = ModelByID(v, p.Model); err != nil {
				return sheet, err
			}
		}
		return sheet, nil
	})
}

// price is what one piece is likely to cost.
func (sheet *DesignSheet) price(r storage.Reader, d Design, centre string) (c OrderCost, err error) {
	c = OrderCost{Labour: d.Labour(), Overhead: d.Overhead}
	for _, p := range d.Parts {
		m, err := ModelByID(r, p.Model)
		if err != nil {
			return c, err
		}
		sheet.Parts[p.Model] = m
		price := m.Price
		for l, err := range lots.AllBack(r, storage.LotByModel.Key().ID(p.Model).Text(centre)) {
			if err != nil {
				return c, err
			}
			price = l.UnitCost
			break
		}
		c.Parts += p.Quantity * price
	}
	return c, nil
}
