package stock

import (
	"context"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// WorthAsk is whose stock is to be valued.
type WorthAsk struct {
	Centre string `json:"centre"` // empty: the actor's own
}

// ClassWorth is what the goods of a class are worth, in whole rupiah.
type ClassWorth struct {
	Class  Class
	Pieces int64
	Worth  int64
}

// Worth is what the stock of a centre is worth as the books tell it apart: by
// class what lies in its warehouses, at the cost of each lot, and what is in
// work for its production orders.
type Worth struct {
	Centre  string
	Classes []ClassWorth // in the order of Classes, all of them
	InWork  int64        // barang dalam proses
	Orders  int          // that are open
}

// Total is all of it.
func (w Worth) Total() int64 {
	sum := w.InWork
	for _, c := range w.Classes {
		sum += c.Worth
	}
	return sum
}

// Worth values the stock of a centre as it is now. Its work grows with the lots
// that the centre has, not with their history.
func (s *Stock) Worth(ctx context.Context, ask WorthAsk) (Worth, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (Worth, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil || centre == "" {
			return Worth{Centre: centre}, err
		}
		w := Worth{Centre: centre}
		for _, c := range Classes() {
			w.Classes = append(w.Classes, ClassWorth{Class: c})
		}
		if err := w.count(v); err != nil {
			return w, err
		}
		for _, stage := range []OrderStage{OrderPlanned, OrderRunning} {
			for o, err := range orders.All(v, storage.OrderByStage.Key().Text(centre).Text(string(stage))) {
				if err != nil {
					return w, err
				}
				w.Orders++
				w.InWork += o.InWork()
			}
		}
		return w, nil
	})
}

// count adds up what lies at the real nodes of the centre.
func (w *Worth) count(r storage.Reader) error {
	classes := map[op.ID]Class{}
	nodes, err := nodesOfCentre(r, w.Centre)
	if err != nil {
		return err
	}
	for _, node := range nodes {
		for b, err := range balances.All(r, storage.BalanceByKey.Key().Text(node.String())) {
			if err != nil {
				return err
			}
			class, known := classes[b.Model]
			if !known {
				m, err := ModelByID(r, b.Model)
				if err != nil {
					return err
				}
				class = m.StockClass()
				classes[b.Model] = class
			}
			lot, err := LotByID(r, b.Lot)
			if err != nil {
				return err
			}
			w.add(class, b.Quantity, lot.UnitCost)
		}
	}
	return nil
}

func (w *Worth) add(class Class, pieces, price int64) {
	for i := range w.Classes {
		if w.Classes[i].Class == class {
			w.Classes[i].Pieces += pieces
			w.Classes[i].Worth += pieces * price
		}
	}
}
