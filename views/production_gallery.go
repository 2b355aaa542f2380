package views

import (
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func galleryPart(n byte, code, name string, class stock.Class) stock.Model {
	return stock.Model{ID: galleryID(n), Slug: slugLike(code), Code: code, Name: name, Tracking: stock.Counted, Class: class}
}

func slugLike(code string) string { return "bahan-" + code }

func galleryOrder(stage stock.OrderStage) stock.Order {
	mark := stock.Mark{By: "Contoh Pengelola", At: galleryNoon.AddDate(0, 0, -9)}
	o := stock.Order{
		ID: galleryID(40), Number: "PRD-2026-0007", Centre: "contoh-satu", Model: galleryID(1), Design: "1.2", Planned: 10, Due: galleryNoon.AddDate(0, 0, 20),
		Fund: "APBN 2026", Account: "526311", Stage: stage, Begun: mark, Version: 3, Note: "Untuk penyaluran April.",
	}
	if stage != stock.OrderPlanned {
		o.Parts = []stock.WorkPart{
			{Model: galleryID(41), Lot: galleryID(51), Price: 450_000, In: 6, Used: 4},
			{Model: galleryID(42), Lot: galleryID(52), Price: 85_000, In: 24, Used: 16, Back: 2, Scrapped: 1},
		}
		o.Good, o.Spoiled, o.Batches = 4, 1, 2
		o.Cost = stock.OrderCost{Parts: 3_160_000, Labour: 480_000, Overhead: 100_000}
		o.Carried = 85_000
	}
	if stage == stock.OrderClosed {
		o.Good, o.Carried, o.Waste, o.Ended = 10, 0, 170_000, mark
	}
	return o
}

func galleryOrderSheet(stage stock.OrderStage) stock.OrderSheet {
	frame, wheel := galleryPart(41, "RGK", "Rangka", stock.ClassRaw), galleryPart(42, "RODA", "Roda 24 inci", stock.ClassPart)
	o := galleryOrder(stage)
	sheet := stock.OrderSheet{
		Order: o, Model: galleryModel(), Design: galleryDesign("1.2", true),
		Needs: []stock.Need{
			{Model: frame, Each: 1, Wanted: 6, Left: 2, There: 12},
			{Model: wheel, Each: 4, Wanted: 24, Left: 5, There: 8, Expired: 2, Away: 10},
		},
		Parts: map[op.ID]stock.Model{frame.ID: frame, wheel.ID: wheel},
		Lots:  map[op.ID]stock.Lot{galleryID(51): {ReceivedAt: galleryNoon, Fund: "APBN 2026"}, galleryID(52): {Code: "R24-07", ReceivedAt: galleryNoon}},
		Units: map[op.ID][]stock.Unit{},
	}
	if stage == stock.OrderPlanned {
		sheet.MayIssue, sheet.MayMake, sheet.MayCancel = true, true, true
		return sheet
	}
	sheet.MayTest = true
	sheet.Batches = []stock.Batch{galleryBatch(2, ""), galleryBatch(1, stock.BatchFailed)}
	for _, b := range sheet.Batches {
		sheet.Units[b.ID] = []stock.Unit{galleryUnit(stock.Held), galleryUnit(stock.Ready)}
	}
	if stage == stock.OrderRunning {
		sheet.MayIssue, sheet.MayReturn, sheet.MayMake, sheet.MayScrap, sheet.MayClose = true, true, true, true, true
		sheet.MayUndo = true
	}
	return sheet
}

func galleryBatch(n byte, verdict stock.BatchVerdict) stock.Batch {
	b := stock.Batch{
		ID: galleryID(60 + n), Number: "PRD-2026-0007/" + string('0'+rune(n)), Quantity: 2, Units: []op.ID{galleryID(2)}, Verdict: verdict, Version: 1,
		Cost: stock.OrderCost{Parts: 1_580_001, Labour: 240_000, Overhead: 50_000}, Occurred: galleryNoon, Recorded: galleryNoon, By: policy.Actor{Name: "Contoh Pengelola"},
		Lots: []stock.BatchLot{{Quantity: 1, UnitCost: 935_001}, {Quantity: 1, UnitCost: 935_000}},
	}
	if verdict != "" {
		b.Tests = []stock.Test{{Parameter: "brakes", Result: stock.TestFail, Note: "Rem kanan selip pada 5 derajat"}, {Parameter: "dimensions", Result: stock.TestPass}}
		b.Tested = stock.Mark{By: "Contoh Pengelola", At: galleryNoon}
	}
	return b
}

func galleryDesign(version string, used bool) stock.Design {
	return stock.Design{
		Model: galleryID(1), Version: version, Centre: "contoh-satu", Date: galleryNoon.AddDate(0, -2, 0), Note: "Roda lebih besar.", Minutes: 360, HourRate: 20_000, Overhead: 25_000,
		Parts: []stock.Part{{Model: galleryID(41), Quantity: 1}, {Model: galleryID(42), Quantity: 4}}, Used: used, Added: stock.Mark{By: "Contoh Pengelola", At: galleryNoon}, Stamp: 1,
	}
}

func galleryOrderPage(f Frame, stage stock.OrderStage) OrderPage {
	p := OrderPage{Sheet: galleryOrderSheet(stage), CentreName: "Sentra Contoh Satu", Now: galleryNoon, Places: []Option{{Value: "a", Label: "Gudang utama"}, {Value: "b", Label: "Rak B"}}}
	for _, name := range []string{"issue", "return", "yield", "scrap", "test", "undo", "close", "cancel"} {
		p.Forms = p.Forms.Named(name, galleryForm(f, "/gudang/produksi/x/"+name, "post"))
	}
	return p
}

func productionSpecimens() []Specimen {
	f := galleryFrame("Produksi", "/gudang/produksi", makerRole)
	one := f.With("Pesanan produksi PRD-2026-0007")
	late := galleryOrder(stock.OrderRunning)
	late.Due = galleryNoon.AddDate(0, 0, -3)
	list := OrdersPage{
		List: stock.OrderList{
			Centre: "contoh-satu", MayPlan: true, Models: map[op.ID]stock.Model{galleryID(1): galleryModel()},
			Orders: []stock.Order{late, galleryOrder(stock.OrderPlanned), galleryOrder(stock.OrderClosed)},
		},
		Worth: stock.Worth{Centre: "contoh-satu", InWork: 1_410_000, Orders: 2, Classes: []stock.ClassWorth{
			{Class: stock.ClassDevice, Pieces: 12, Worth: 54_000_000},
			{Class: stock.ClassFinished, Pieces: 9, Worth: 39_150_000},
			{Class: stock.ClassPart, Pieces: 80, Worth: 6_800_000},
			{Class: stock.ClassRaw, Pieces: 12, Worth: 5_400_000},
			{Class: stock.ClassConsumable},
			{Class: stock.ClassKit},
		}},
		Tabs: []Link{{Href: "/gudang/produksi", Text: "Semua", Current: true}, {Href: "/gudang/produksi?stage=running", Text: "dikerjakan"}}, Now: galleryNoon,
	}
	empty := list
	empty.List.Orders, empty.Worth = nil, stock.Worth{Centre: "contoh-satu"}
	refused := galleryOrderPage(one, stock.OrderRunning)
	bad := galleryForm(one, "/gudang/produksi/x/bahan", "post").Set("lines.0.quantity", "90")
	bad.Errors = map[string]string{"": i18n.ID.T("part.short", "place", "Gudang utama", "n", 12, "model", "Rangka", "wanted", 90)}
	refused.Forms = refused.Forms.Named("issue", bad)
	form := galleryForm(f, "/gudang/produksi/baru", "post").Set("model", "kursi-roda-elektrik").Set("design", "1.2")
	return append(designSpecimens(),
		Specimen{"production-list", "/gudang/produksi", Orders(f, list)},
		Specimen{"production-empty", "/gudang/produksi", Orders(f, empty)},
		Specimen{"production-new", "/gudang/produksi/baru", NewOrder(f.With("Buat pesanan produksi"), NewOrderPage{Form: form, Models: []Option{{Value: "KRE-01", Label: "Kursi roda elektrik"}}})},
		Specimen{"production-new-model", "/gudang/produksi/baru", NewOrder(f.With("Buat pesanan produksi"), NewOrderPage{Form: form, Model: galleryModel(), Designs: []Option{{Value: "1.2", Label: "1.2", Hint: "Sejak 25 Januari 2026"}}})},
		Specimen{"production-no-design", "/gudang/produksi/baru", NewOrder(f.With("Buat pesanan produksi"), NewOrderPage{Form: form, Model: galleryModel()})},
		Specimen{"production-planned", "/gudang/produksi/x", Order(one, galleryOrderPage(one, stock.OrderPlanned))},
		Specimen{"production-running", "/gudang/produksi/x", Order(one, galleryOrderPage(one, stock.OrderRunning))},
		Specimen{"production-closed", "/gudang/produksi/x", Order(one, galleryOrderPage(one, stock.OrderClosed))},
		Specimen{"production-refused", "/gudang/produksi/x", Order(one, refused)},
	)
}

func designSpecimens() []Specimen {
	f := galleryFrame("Komponen Kursi roda elektrik", "/alat/kursi-roda-elektrik/komponen", makerRole)
	frame, wheel := galleryPart(41, "RGK", "Rangka", stock.ClassRaw), galleryPart(42, "RODA", "Roda 24 inci", stock.ClassPart)
	sheet := stock.DesignSheet{
		Model: galleryModel(), Designs: []stock.Design{galleryDesign("1.2", false), galleryDesign("1.1", true)}, MayDesign: true, MayChange: true,
		Parts: map[op.ID]stock.Model{frame.ID: frame, wheel.ID: wheel},
		Costs: map[string]stock.OrderCost{"1.2": {Parts: 790_000, Labour: 120_000, Overhead: 25_000}, "1.1": {Parts: 720_000, Labour: 150_000, Overhead: 25_000}},
		List:  stock.PartList{Version: 1, Parts: []stock.Accessory{{Part: stock.Part{Model: frame.ID, Quantity: 1}}, {Part: stock.Part{Model: wheel.ID, Quantity: 2}, Optional: true}}},
	}
	options := []Option{{Value: "RGK", Label: "Rangka"}, {Value: "RODA", Label: "Roda 24 inci"}}
	design, list := galleryForm(f, "/alat/x/komponen", "post"), galleryForm(f, "/alat/x/kelengkapan", "post")
	design.ID, list.ID = "desain-", "daftar-"
	page := DesignPage{Sheet: sheet, Parts: options, Design: design, List: ListValues(list, sheet)}
	reads := page
	reads.Sheet.MayDesign, reads.Sheet.MayChange = false, false
	none := DesignPage{Sheet: stock.DesignSheet{Model: galleryModel(), MayDesign: true}, Design: design, List: list}
	unit := stock.UnitPartsSheet{Unit: galleryUnit(stock.Held), Model: galleryModel(), List: sheet.List, Parts: sheet.Parts, MayCheck: true}
	unit.Lacking = stock.Lacking{Parts: []op.ID{wheel.ID}, Found: stock.Mark{By: "Contoh Petugas", At: galleryNoon}}
	u := galleryFrame("Kelengkapan unit 8F3K2QA", "/u/8F3K2QA/kelengkapan", clerkRole)
	kit := KitsPage{Kits: []Option{{Value: "PKB", Label: "Paket kebersihan"}}, May: true, Assemble: galleryForm(f, "/gudang/paket/rakit", "post"), Unpack: galleryForm(f, "/gudang/paket/bongkar", "post")}
	kit.Assemble.ID, kit.Unpack.ID = "rakit-", "bongkar-"
	lot := stock.Lot{ID: galleryID(70), Code: "BAT-11", Expiry: galleryNoon.AddDate(0, 0, -4), ReceivedAt: galleryNoon}
	soon := stock.Lot{ID: galleryID(71), Expiry: galleryNoon.AddDate(0, 2, 0), ReceivedAt: galleryNoon, Fund: "CSR"}
	at := stock.Balance{Node: stock.WarehouseNode("contoh-satu-utama"), Quantity: 12}
	expiry := ExpiryPage{List: stock.ExpiryList{Centre: "contoh-satu", MayWriteOff: true, Rows: []stock.Expiring{
		{Balance: at, Lot: lot, Model: wheel, Expired: true, Days: -4}, {Balance: at, Lot: soon, Model: wheel, Days: 61},
	}}}
	x := galleryFrame("Kedaluwarsa", "/gudang/kedaluwarsa", clerkRole)
	return []Specimen{
		{"design-list", "/alat/kursi-roda-elektrik/komponen", Designs(f, page)},
		{"design-reading", "/alat/kursi-roda-elektrik/komponen", Designs(f, reads)},
		{"design-none", "/alat/kursi-roda-elektrik/komponen", Designs(f, none)},
		{"unit-parts", "/u/8F3K2QA/kelengkapan", UnitParts(u, NewUnitParts(unit, galleryForm(u, "/u/8F3K2QA/kelengkapan", "post")))},
		{"unit-parts-none", "/u/8F3K2QA/kelengkapan", UnitParts(u, NewUnitParts(stock.UnitPartsSheet{Unit: galleryUnit(stock.Ready), Model: galleryModel(), MayCheck: true}, galleryForm(u, "/u/8F3K2QA/kelengkapan", "post")))},
		{"kit-forms", "/gudang/paket", Kits(x.With("Paket"), kit)},
		{"kit-none", "/gudang/paket", Kits(x.With("Paket"), KitsPage{})},
		{"expiry-list", "/gudang/kedaluwarsa", Expiries(x, expiry)},
		{"expiry-none", "/gudang/kedaluwarsa", Expiries(x, ExpiryPage{List: stock.ExpiryList{Centre: "contoh-satu"}})},
	}
}
