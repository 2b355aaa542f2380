package sample

import (
	"context"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

// crutch is what the SKA of the play makes from parts.
const crutch = "ketiak"

// workshopModels are the crutch and what it is made of.
func workshopModels() map[string]stock.ModelDetails {
	counted := stock.Counted
	return map[string]stock.ModelDetails{
		crutch: {
			Name: "Tongkat ketiak aluminium TKK-01", Code: "TKK-01", Slug: "tongkat-ketiak-aluminium", ISO: "12 03 12", Tracking: stock.Serialised,
			Class: stock.ClassFinished, Warranty: 12, Price: 420_000, Summary: "Ringan, tinggi dapat diatur dalam sembilan langkah.",
			Fit: []stock.Size{"Tinggi badan: 145–185 cm", "Beban terbesar: 120 kg"},
		},
		"pipa":  {Name: "Pipa aluminium 22 mm (per cm)", Code: "PIPA-22", Slug: "pipa-aluminium-22", Tracking: counted, Class: stock.ClassRaw, Maker: "PT Contoh Logam", Price: 450},
		"karet": {Name: "Karet ujung tongkat", Code: "KRT-19", Slug: "karet-ujung-tongkat", Tracking: counted, Class: stock.ClassPart, Maker: "CV Contoh Karet", Price: 9_500},
		"busa":  {Name: "Bantalan ketiak", Code: "BSK-01", Slug: "bantalan-ketiak", Tracking: counted, Class: stock.ClassPart, Maker: "CV Contoh Karet", Price: 17_000},
		"paket": {Name: "Paket karet dan bantalan", Code: "PKB-01", Slug: "paket-karet-bantalan", Tracking: counted, Class: stock.ClassKit, Price: 60_000},
	}
}

// produce plays the workshop of one SKA: an order that is done, one in work with
// a batch that failed, one that waits for parts, and a few kits.
func (p *play) produce() {
	const centre = "soeharso"
	t := p.thread()
	ska := func(ctx context.Context) context.Context { return p.as(ctx, policy.SKA, centre) }
	house := func(ctx context.Context) context.Context { return p.as(ctx, policy.Warehouse, centre) }
	t.on(150, "TKK-01", func(ctx context.Context) error { return p.workshop(ska(ctx)) })
	for _, d := range []struct {
		ago      int
		model    string
		n, price int64
		expires  int // days after the end; 0 for never
	}{
		{148, "PIPA-22", 9_000, 450, 0}, {147, "KRT-19", 60, 9_500, -6}, {146, "BSK-01", 60, 17_000, 0}, {90, "KRT-19", 80, 9_800, 45},
	} {
		t.on(d.ago, d.model, func(ctx context.Context) error {
			in := stock.NewReceipt{Model: d.model, Source: stock.Purchase, Fund: "APBN 2026", Account: "521811", Quantity: d.n, UnitCost: d.price, Note: "Data contoh"}
			if d.expires != 0 {
				in.Expiry = p.end.AddDate(0, 0, d.expires)
			}
			_, err := p.app.Stock.Receive(house(ctx), in)
			return err
		})
	}
	p.finished(t, ska, house)
	p.unfinished(t, ska, house)
	t.on(20, "PKB-01", func(ctx context.Context) error {
		_, err := p.app.Stock.AssembleKits(house(ctx), stock.KitMove{Kit: "PKB-01", Quantity: 6, Note: "Cadangan untuk kunjungan rumah"})
		return err
	})
}

// workshop adds the models, their designs and their lists of parts.
func (p *play) workshop(ctx context.Context) error {
	for _, key := range []string{crutch, "pipa", "karet", "busa", "paket"} {
		m, err := p.app.Stock.AddModel(ctx, workshopModels()[key])
		if err != nil {
			return err
		}
		p.models[key] = m
	}
	line := func(model string, n int64) stock.PartLine { return stock.PartLine{Model: model, Quantity: n} }
	for _, d := range []stock.NewDesign{
		{Version: "1.0", Note: "Rancangan pertama.", Minutes: 95, Lines: []stock.PartLine{line("PIPA-22", 260), line("KRT-19", 2), line("BSK-01", 2)}},
		{Version: "1.1", Note: "Sambungan dipres, tidak dilas.", Minutes: 70, Lines: []stock.PartLine{line("PIPA-22", 245), line("KRT-19", 2), line("BSK-01", 2)}},
	} {
		d.Model, d.HourRate, d.Overhead = "TKK-01", 22_000, 12_500
		if _, err := p.app.Stock.SetDesign(ctx, d); err != nil {
			return err
		}
	}
	spare := stock.AccessoryLine{PartLine: line("KRT-19", 1), Optional: true}
	if _, err := p.app.Stock.SetPartList(ctx, stock.NewPartList{Model: "TKK-01", Lines: []stock.AccessoryLine{spare}}); err != nil {
		return err
	}
	inside := []stock.AccessoryLine{{PartLine: line("KRT-19", 2)}, {PartLine: line("BSK-01", 2)}}
	_, err := p.app.Stock.SetPartList(ctx, stock.NewPartList{Model: "PKB-01", Lines: inside})
	return err
}

// asActor turns a context into that of somebody in the play.
type asActor func(context.Context) context.Context

// finished is an order that was made, tested and closed.
func (p *play) finished(t *thread, ska, house asActor) {
	var o stock.Order
	var b stock.Batch
	t.on(140, "PRD", func(ctx context.Context) (err error) {
		o, err = p.app.Stock.BeginOrder(ska(ctx), stock.NewOrder{Model: "TKK-01", Design: "1.0", Planned: 8, Fund: "APBN 2026", Account: "526311"})
		return err
	})
	t.on(138, "PRD", func(ctx context.Context) error {
		_, err := p.app.Stock.IssueParts(house(ctx), stock.PartsMove{Order: o.ID.String(), Lines: []stock.PartLine{
			{Model: "PIPA-22", Quantity: 2_200}, {Model: "KRT-19", Quantity: 17}, {Model: "BSK-01", Quantity: 16},
		}})
		return err
	})
	t.on(133, "PRD", func(ctx context.Context) error {
		_, err := p.app.Stock.ScrapParts(ska(ctx), stock.Spoiling{Order: o.ID.String(), Lines: []stock.PartLine{{Model: "PIPA-22", Quantity: 120}}, Reason: "Salah potong"})
		return err
	})
	t.on(128, "PRD", func(ctx context.Context) (err error) {
		b, err = p.app.Stock.Yield(ska(ctx), stock.NewBatch{Order: o.ID.String(), Quantity: 8})
		return err
	})
	t.on(125, "PRD", func(ctx context.Context) error {
		_, err := p.app.Stock.TestBatch(ska(ctx), stock.Trial{Batch: b.ID.String(), Note: "Laporan uji 03/TKK", Tests: []stock.Test{
			{Parameter: "dimensions", Result: stock.TestPass}, {Parameter: "static_strength", Result: stock.TestPass}, {Parameter: "fatigue_strength", Result: stock.TestPass},
		}})
		return err
	})
	t.on(124, "PRD", func(ctx context.Context) error {
		_, err := p.app.Stock.CloseOrder(ska(ctx), stock.Closing{Order: o.ID.String(), Left: stock.LeftUsed})
		return err
	})
}

// unfinished is an order in work, whose first batch failed its test, and one
// that waits for more pipe.
func (p *play) unfinished(t *thread, ska, house asActor) {
	var o stock.Order
	var b stock.Batch
	t.on(60, "PRD", func(ctx context.Context) (err error) {
		o, err = p.app.Stock.BeginOrder(ska(ctx), stock.NewOrder{Model: "TKK-01", Design: "1.1", Planned: 12, Due: p.end.AddDate(0, 0, 14), Fund: "APBN 2026", Account: "526311"})
		return err
	})
	t.on(58, "PRD", func(ctx context.Context) error {
		_, err := p.app.Stock.IssueParts(house(ctx), stock.PartsMove{Order: o.ID.String(), Lines: []stock.PartLine{
			{Model: "PIPA-22", Quantity: 2_450}, {Model: "KRT-19", Quantity: 20}, {Model: "BSK-01", Quantity: 20},
		}})
		return err
	})
	t.on(30, "PRD", func(ctx context.Context) (err error) {
		b, err = p.app.Stock.Yield(ska(ctx), stock.NewBatch{Order: o.ID.String(), Quantity: 4})
		return err
	})
	t.on(27, "PRD", func(ctx context.Context) error {
		_, err := p.app.Stock.TestBatch(ska(ctx), stock.Trial{Batch: b.ID.String(), Tests: []stock.Test{
			{Parameter: "dimensions", Result: stock.TestPass}, {Parameter: "static_strength", Result: stock.TestFail, Note: "Sambungan bergeser pada 90 kg"},
		}})
		return err
	})
	t.on(6, "PRD", func(ctx context.Context) error {
		_, err := p.app.Stock.BeginOrder(ska(ctx), stock.NewOrder{Model: "TKK-01", Design: "1.1", Planned: 30, Due: p.end.AddDate(0, 1, 0), Fund: "CSR", Donor: "PT Contoh Sejahtera (CSR)"})
		return err
	})
}
