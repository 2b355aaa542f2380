package views

import (
	"time"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func galleryPeriod() stock.Period {
	return stock.Period{Name: "2026", From: time.Date(2026, 1, 1, 0, 0, 0, 0, i18n.WIB), To: time.Date(2026, 3, 25, 0, 0, 0, 0, i18n.WIB)}
}

func galleryDownloads(path string) []Link {
	return []Link{{Href: path + ".pdf", Text: "PDF"}, {Href: path + ".xlsx", Text: "XLSX"}, {Href: path + ".csv", Text: "CSV"}}
}

func galleryLot() stock.Lot {
	return stock.Lot{ID: galleryID(6), Code: "B-2026/03", Fund: "APBN 2026", Account: "526311", UnitCost: 4_350_000, ReceivedAt: galleryNoon}
}

func cardSpecimens() []Specimen {
	const path = "/gudang/kartu/kursi-roda-elektrik"
	f := galleryFrame("Kartu stok Kursi roda elektrik", path, clerkRole)
	place := stock.Place{Code: "contoh-satu-utama", Name: "Gudang utama", Centre: "contoh-satu"}
	period := galleryPeriod()
	card := stock.Card{
		Model: galleryModel(), Place: place, Period: period, Opening: 4, In: 10, Out: 3, Summed: true, Closing: 11, Current: true, Before: 4,
		Lots:   []stock.Lot{galleryLot()},
		Points: []stock.CardPoint{{Day: period.From.AddDate(0, 1, 4), Balance: 2}, {Day: period.From.AddDate(0, 2, 12), Balance: 12}, {Day: period.To.AddDate(0, 0, -1), Balance: 11}},
	}
	moves := galleryMoves()
	balance := card.Opening
	for i, flow := range [][2]int64{{0, 2}, {10, 0}, {0, 1}} {
		balance += flow[0] - flow[1]
		card.Lines = append(card.Lines, stock.CardLine{Movement: moves[len(moves)-1-i], In: flow[0], Out: flow[1], Balance: balance})
	}
	form := galleryForm(f, path, "get").Set("place", place.Code).Set("period", "2026")
	page := CardPage{
		Card: card, CentreName: "Sentra Contoh Satu", Filter: form, Periods: PeriodOptions(i18n.ID, galleryNoon), Lots: LotOptions(i18n.ID, card),
		Places:    []Option{{Value: place.Code, Label: "Gudang utama"}, {Value: place.Code + "/A-1", Label: "Gudang utama · Rak A-1"}},
		Downloads: galleryDownloads(path), Pager: Pager{Next: "?cursor=b", Shown: 3},
	}
	empty := CardPage{Card: stock.Card{Model: galleryModel(), Place: place, Period: period, Summed: true}, Filter: form}
	return []Specimen{
		{"stock-card", path, StockCard(f, page)},
		{"stock-card-empty", path, StockCard(f, empty)},
		{"number-proven", "/gudang/angka/kursi-roda-elektrik", NumberProof(f.With("Mengapa angka ini? Kursi roda elektrik"), galleryNumber(11))},
		{"number-differs", "/gudang/angka/kursi-roda-elektrik", NumberProof(f.With("Mengapa angka ini? Kursi roda elektrik"), galleryNumber(9))},
	}
}

func galleryNumber(stored int64) NumberPage {
	n := stock.NumberProof{
		Model: galleryModel(), Centre: "contoh-satu", Tally: stock.Tally{Ready: 8, Reserved: 2, Held: 1, InUse: 214},
		Places: []stock.PlaceProof{
			{Place: stock.Place{Name: "Gudang utama"}, Code: "contoh-satu-utama", In: 14, Out: 3, Movements: 9, Reckoned: 11, Stored: stored},
			{Place: stock.Place{Name: "Gudang B"}, Code: "contoh-satu-b", Since: galleryNoon, Opening: 2, In: 1, Out: 3, Movements: 2000},
		},
	}
	for _, b := range []stock.Bucket{stock.Ready, stock.Reserved, stock.Held} {
		n.Buckets = append(n.Buckets, stock.BucketProof{Bucket: b, Tallied: n.Tally.Of(b), Counted: n.Tally.Of(b)})
	}
	n.Buckets = append(n.Buckets, stock.BucketProof{Bucket: stock.InUse, Tallied: 214, Counted: 214, Capped: true})
	return NumberPage{Proof: n, CentreName: "Sentra Contoh Satu"}
}

func inventorySpecimens() []Specimen {
	f := galleryFrame("Laporan persediaan", "/gudang/laporan", clerkRole)
	amount := func(n int64) stock.Amount { return stock.Amount{Quantity: n, Value: n * 4_350_000} }
	row := stock.InventoryRow{
		Model: galleryID(1), Opening: amount(4), Closing: amount(11),
		Changes: map[stock.Change]stock.Amount{stock.Bought: amount(10), stock.HandedOver: amount(1), stock.Correction: amount(-2)},
	}
	rep := stock.Inventory{
		Period: galleryPeriod(), Centre: "contoh-satu", By: stock.ByModel, Rows: []stock.InventoryRow{row}, Total: row,
		Models: map[op.ID]stock.Model{galleryID(1): galleryModel()}, Proof: &stock.InventoryProof{Closing: 11, Tallied: 11}, Apart: &stock.InventoryStages{Reserved: 2, Away: 1},
	}
	page := InventoryPage{
		Report: rep, Centres: map[string]string{"contoh-satu": "Sentra Contoh Satu"}, Periods: PeriodOptions(i18n.ID, galleryNoon), Choices: galleryCentres(),
		Filter: galleryForm(f, "/gudang/laporan", "get").Set("by", "model").Set("measure", "quantity"), Downloads: galleryDownloads("/gudang/laporan"),
	}
	value := page
	value.Value, value.Report.By, value.Report.Centre = true, stock.InDetail, ""
	value.Report.Proof = &stock.InventoryProof{Closing: 11, Tallied: 12}
	nothing := InventoryPage{Report: stock.Inventory{Period: galleryPeriod(), By: stock.ByFund}, Filter: page.Filter}
	moves := MovementsPage{
		CentreName: "Sentra Contoh Satu", Filter: galleryForm(f, "/gudang/mutasi", "get"), Tags: []FilterTag{{Text: "Pembelian", Href: "/gudang/mutasi"}},
		Downloads: galleryDownloads("/gudang/mutasi")[2:], Pager: Pager{Next: "?cursor=b", Shown: 3},
		List: stock.MovementList{Period: galleryPeriod(), Models: rep.Models},
	}
	for _, m := range galleryMoves() {
		moves.List.Rows = append(moves.List.Rows, stock.MovementRow{Movement: m, Amount: amount(1)})
	}
	moves.List.Rows[2].Movement.ReversedBy = galleryID(8)
	one := stock.MovementSheet{
		Movement: galleryMoves()[1], Models: rep.Models, Lots: map[op.ID]stock.Lot{{}: galleryLot()}, MayUndo: true,
		Units: map[op.ID]stock.Unit{galleryID(2): galleryUnit(stock.InUse)},
	}
	one.Movement.Lines[0].Units = []op.ID{galleryID(2)}
	undone := stock.MovementSheet{Movement: galleryMoves()[2], Models: rep.Models, Lots: one.Lots}
	undone.Movement.ReversedBy, undone.Movement.Reverses = galleryID(8), galleryID(7)
	undo := galleryForm(f, "/gudang/mutasi/x/batal", "post")
	return []Specimen{
		{"inventory-model", "/gudang/laporan", Inventory(f, page)},
		{"inventory-value", "/gudang/laporan", Inventory(f, value)},
		{"inventory-empty", "/gudang/laporan", Inventory(f, nothing)},
		{"movement-list", "/gudang/mutasi", Movements(f.With("Mutasi Sentra Contoh Satu"), moves)},
		{"movement-list-empty", "/gudang/mutasi", Movements(f.With("Mutasi Sentra Contoh Satu"), MovementsPage{Filter: moves.Filter, List: stock.MovementList{Period: galleryPeriod()}})},
		{"movement-one", "/gudang/mutasi/x", Movement(f.With("Mutasi TRM-2026-0007"), MovementPage{Sheet: one, CentreName: "Sentra Contoh Satu", Undo: undo})},
		{"movement-undone", "/gudang/mutasi/x", Movement(f.With("Mutasi TRM-2026-0006"), MovementPage{Sheet: undone, CentreName: "Sentra Contoh Satu"})},
	}
}
