package sample

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// rack is a shelf of a main warehouse.
type rack struct{ centre, code, name string }

func racks() []rack {
	return []rack{
		{"soeharso", "a1", "Rak A1 kursi roda"},
		{"soeharso", "b1", "Rak B1 prostesis"},
		{"meohai", "a1", "Rak A1"},
	}
}

// shelve plays the day on which shelves were put up, labelled, and filled from
// the floor, and the one on which labels were printed ahead.
func (p *play) shelve() {
	const ago = 15
	t := p.thread()
	for _, x := range racks() {
		t.on(ago, x.name, func(ctx context.Context) error {
			by := p.as(ctx, policy.Warehouse, x.centre)
			_, err := p.app.Centres.AddShelf(by, network.NewShelf{Warehouse: network.MainWarehouse(x.centre), Code: x.code, Name: x.name})
			if fault.CodeOf(err) == fault.Invalid { // it stands since an earlier sample
				err = nil
			}
			if err != nil {
				return err
			}
			_, err = p.app.Stock.LabelPlaces(by, stock.NewPlaceLabels{Places: []stock.PlaceRef{{Kind: stock.LabelShelf, Code: network.MainWarehouse(x.centre) + "/" + x.code}}})
			return err
		})
	}
	t.on(ago, "a1", func(ctx context.Context) error { return p.fill(ctx, "kre", "soeharso", "a1", 4) })
	t.on(ago, "b1", func(ctx context.Context) error { return p.fill(ctx, "prt", "soeharso", "b1", 1) })
	t.on(ago-1, "label", func(ctx context.Context) error {
		_, err := p.app.Stock.PrintAhead(p.as(ctx, policy.Warehouse, "soeharso"), stock.NewLabels{Count: 24})
		return err
	})
	t.on(ago-1, "gtin", func(ctx context.Context) error {
		_, err := p.app.Stock.SetGTIN(p.as(ctx, policy.Warehouse, "soeharso"), stock.NewGTIN{Model: "BAT-24", GTIN: "8991001000019"})
		return err
	})
}

// fill moves the first n ready units of a model onto a shelf.
func (p *play) fill(ctx context.Context, model, centre, shelf string, n int) error {
	ready, err := p.ready(ctx, model, centre)
	if err != nil {
		return err
	}
	move := stock.NewMove{Kind: stock.Moved, To: network.MainWarehouse(centre) + "/" + shelf, Note: "Ditata ke rak"}
	for _, u := range ready[:min(n, len(ready))] {
		move.Units = append(move.Units, u.Code)
	}
	_, err = p.app.Stock.Move(p.as(ctx, policy.Warehouse, centre), move)
	return err
}
