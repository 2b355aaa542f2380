package views

import (
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

const clerkRole = "Petugas gudang"

var galleryNoon = time.Date(2026, time.March, 25, 3, 42, 0, 0, time.UTC)

// galleryID is the n-th id of the specimens.
func galleryID(n byte) (id op.ID) {
	id[5], id[15] = 1, n
	return id
}

func galleryModel() stock.Model {
	return stock.Model{
		ID: galleryID(1), Slug: "kursi-roda-elektrik", Code: "KRE-01", Name: "Kursi roda elektrik", ISO: "12 23 06",
		Summary: "Untuk orang yang tidak dapat mendorong kursi roda sendiri. Dikendalikan dengan satu tangan.", Tracking: stock.Serialised,
		MakerCentre: "contoh-satu", Warranty: 12, Price: 4_500_000, BMN: "1010501001",
		Warnings: "Jangan dipakai pada tanjakan lebih dari 8 derajat.\nIsi baterai paling lama 8 jam.",
		Fit:      []stock.Size{"Lebar dudukan: 42 cm", "Beban terberat: 100 kg"}, Version: 2,
	}
}

func galleryUnit(b stock.Bucket) stock.Unit {
	mark := stock.Mark{By: "Contoh Petugas", At: galleryNoon.AddDate(0, 0, -12), Document: "TRM-2026-0007"}
	u := stock.Unit{
		ID: galleryID(2), Code: "8F3K2QA", Serial: "KRE-2026-0007", Model: galleryID(1), Centre: "contoh-satu",
		Node: stock.WarehouseNode("contoh-satu-utama"), Condition: stock.CondNew, Fund: "APBN 2026", Account: "526311", UnitCost: 4_350_000,
		Receipt: galleryID(3), ReceivedAt: mark.At, Moved: mark, Version: 3,
	}
	switch b {
	case stock.Reserved:
		u.Allocation = galleryID(4)
		u.Reserved = stock.Mark{By: "Contoh Peksos", At: galleryNoon.AddDate(0, 0, -2), Document: "PMH-2026-0031"}
	case stock.Held:
		u.Hold, u.Condition = stock.HoldParts, stock.CondRepair
		u.Held, u.Inspected = mark, mark
	case stock.InUse:
		u.Node = stock.Node{Kind: stock.AtBeneficiary, Ref: galleryID(5).String()}
		u.Moved.Document, u.Issues = "12/BAST/4.11/3/2026", 1
	}
	return u
}

func galleryMoves() []stock.Movement {
	by := policy.Actor{Name: "Contoh Petugas", Role: policy.Warehouse}
	shop, home := stock.Node{Kind: stock.AtProduction, Ref: "contoh-satu"}, stock.WarehouseNode("contoh-satu-utama")
	person := stock.Node{Kind: stock.AtBeneficiary, Ref: "x"}
	move := func(kind stock.MovementKind, days int, document string, from, to stock.Node, n int64) stock.Movement {
		at := galleryNoon.AddDate(0, 0, -days)
		return stock.Movement{Kind: kind, Occurred: at, Recorded: at, By: by, Document: document, Lines: []stock.Line{{Model: galleryID(1), From: from, To: to, Quantity: n}}}
	}
	received := move(stock.Receive, 12, "TRM-2026-0007", shop, home, 10)
	received.Receipt = galleryID(3)
	wrong := move(stock.Reverse, 20, "TRM-2026-0006", home, shop, 2)
	wrong.Reason, wrong.Recorded = "salah model", galleryNoon.AddDate(0, 0, -18)
	return []stock.Movement{move(stock.Issued, 1, "12/BAST/4.11/3/2026", home, person, 1), received, wrong}
}

func stockSpecimens() []Specimen {
	f := galleryFrame("Gudang Sentra Contoh Satu", "/gudang", clerkRole)
	m, pad := galleryModel(), stock.Model{ID: galleryID(9), Slug: "bantalan-duduk", Name: "Bantalan duduk", Tracking: stock.Counted}
	page := StockPage{
		CentreName: "Sentra Contoh Satu", Filter: galleryForm(f, "/gudang", "get"), Centres: galleryCentres(), MayModel: true,
		Sheet: stock.Holdings{Centre: "contoh-satu", MayReceive: true, Rows: []stock.Stocked{
			{Model: m, Tally: stock.Tally{Ready: 7, Reserved: 2, Held: 1, InUse: 214}},
			{Model: pad, Tally: stock.Tally{Ready: 1250}},
		}},
	}
	empty := StockPage{CentreName: "Sentra Contoh Dua", Filter: page.Filter, Centres: galleryCentres(), Sheet: stock.Holdings{Centre: "contoh-dua"}}
	list := UnitsPage{CentreName: "Sentra Contoh Satu", Tags: []FilterTag{{Text: "siap", Href: "/gudang/unit"}}, Pager: Pager{Next: "?cursor=b", Shown: 3}}
	list.Model, list.List.Centre = m.Slug, "contoh-satu"
	list.List.Models = map[op.ID]stock.Model{m.ID: m}
	for _, b := range []stock.Bucket{stock.Ready, stock.Reserved, stock.Held} {
		list.List.Units = append(list.List.Units, galleryUnit(b))
	}
	return []Specimen{
		{"stock-own", "/gudang", Stock(f, page)},
		{"stock-empty", "/gudang", Stock(f.With("Gudang Sentra Contoh Dua"), empty)},
		{"stock-units", "/gudang/unit", Units(f.With("Unit"), list)},
		{"stock-units-none", "/gudang/unit", Units(f.With("Unit"), UnitsPage{})},
	}
}

func receiptSpecimens() []Specimen {
	f := galleryFrame("Terima barang", "/gudang/terima", clerkRole)
	models := []Option{{Value: "kursi-roda-elektrik", Label: "Kursi roda elektrik (KRE-01)"}, {Value: "bantalan-duduk", Label: "Bantalan duduk (BANTALAN)"}}
	form := galleryForm(f, "/gudang/terima", "post").Set("source", "production")
	wrong := form.Set("serials", "KRE-1\nKRE-1").Set("occurred_at", "0024-01-02")
	wrong.Errors = map[string]string{
		"serials":     i18n.ID.T("form.in_list", "place", 2, "text", i18n.ID.T("receipt.serial_twice", "serial", "KRE-1", "first", 1)),
		"fund":        i18n.ID.T("field.required"),
		"occurred_at": i18n.ID.T("stock.too_early", "year", "2000"),
	}
	failed := f
	failed.Failed = true
	rec := stock.Receipt{
		ID: galleryID(3), Number: "TRM-2026-0007", Centre: "contoh-satu", Source: stock.Production, Fund: "APBN 2026", Account: "526311",
		UnitCost: 4_350_000, Quantity: 2, Occurred: galleryNoon, Recorded: galleryNoon, By: policy.Actor{Name: "Contoh Petugas"}, Note: "Batch pertama.",
	}
	sheet := stock.ReceiptSheet{Receipt: rec, Model: galleryModel(), Units: []stock.Unit{galleryUnit(stock.Ready), galleryUnit(stock.Reserved)}, MayUndo: true}
	undone := sheet
	undone.MayUndo, undone.Units = false, nil
	undone.Receipt.ReversedBy, undone.Receipt.ReversedAt = galleryID(8), galleryNoon
	list := ReceiptsPage{List: stock.ReceiptList{Receipts: []stock.Receipt{rec, undone.Receipt}, Models: map[op.ID]stock.Model{{}: galleryModel()}}}
	undo := galleryForm(f, "/gudang/penerimaan/x/batal", "post")
	return []Specimen{
		{"receipt-new", "/gudang/terima", Receive(f, ReceivePage{Form: form, Models: models})},
		{"receipt-refused", "/gudang/terima", Receive(failed, ReceivePage{Form: wrong, Models: models, Warehouses: []Option{{Value: "a", Label: "Gudang utama"}, {Value: "b", Label: "Gudang B"}}})},
		{"receipt-no-model", "/gudang/terima", Receive(f, ReceivePage{Form: form})},
		{"receipt-one", "/gudang/penerimaan/x", Receipt(f.With("Penerimaan TRM-2026-0007"), ReceiptPage{Sheet: sheet, CentreName: "Sentra Contoh Satu", Undo: undo})},
		{"receipt-undone", "/gudang/penerimaan/x", Receipt(f.With("Penerimaan TRM-2026-0007"), ReceiptPage{Sheet: undone, CentreName: "Sentra Contoh Satu"})},
		{"receipt-list", "/gudang/penerimaan", Receipts(f.With("Penerimaan Sentra Contoh Satu"), list)},
		{"receipt-list-empty", "/gudang/penerimaan", Receipts(f.With("Penerimaan Sentra Contoh Satu"), ReceiptsPage{})},
	}
}

func galleryForm(f Frame, action, method string) Form {
	form := f.Form(action)
	form.Method, form.Idempotency = method, "contoh-1"
	return form
}

func galleryCentres() []Option {
	return []Option{{Value: "contoh-satu", Label: "Sentra Contoh Satu"}, {Value: "contoh-dua", Label: "Sentra Contoh Dua"}}
}
