package views

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/stock"
)

func galleryPlaces() []Option {
	return []Option{{Value: "contoh-satu-utama", Label: "Gudang utama"}, {Value: "contoh-satu-utama/a1", Label: "Gudang utama · Rak A1"}}
}

func galleryShelf() stock.Place {
	return stock.Place{Node: stock.ShelfNode("contoh-satu-utama", "a1"), Code: "contoh-satu-utama/a1", Name: "Rak A1", Centre: "contoh-satu", Warehouse: "contoh-satu-utama"}
}

func scanSpecimens() []Specimen {
	f := galleryFrame("Pindai: terima barang", "/gudang/pindai", clerkRole)
	page := func(mode stock.ScanMode, word string, list stock.ScanList) ScanPage {
		list.Mode = mode
		p := ScanPage{Form: galleryForm(f, "/gudang/pindai", "post"), List: list, Word: word, Places: galleryPlaces()}
		for _, m := range stock.ScanModes() {
			p.Modes = append(p.Modes, Link{Href: "/gudang/pindai?mode=" + string(m), Text: f.T("choice.scan_mode_" + string(m)), Current: m == mode})
		}
		p.Models = []Option{{Value: "KRE-01", Label: "Kursi roda elektrik"}}
		return p.Filled()
	}
	empty := page(stock.ScanReceive, "terima", stock.ScanList{})
	m, unit := galleryModel(), galleryUnit(stock.Ready)
	taken := fault.Field{Key: "receipt.serial_taken", Args: fault.Args{"serial": "KRE-2026-0007", "code": "8F3K2QA", "document": "TRM-2026-0007", "since": galleryNoon}}
	busy := page(stock.ScanReceive, "terima", stock.ScanList{
		Model: m, Place: galleryShelf(), Lot: "L-2026-11", Expiry: time.Date(2028, time.February, 29, 0, 0, 0, 0, time.UTC),
		Lines:   []stock.ScanLine{{Code: "KRE-2026-0008", Model: m, Pieces: 1}, {Code: "7Q2M4TR", Label: true, Pieces: 1}},
		Blocked: []stock.ScanLine{{Code: "KRE-2026-0007", Why: &taken, Pieces: 1}},
		Results: []stock.ScanResult{
			{Text: "KRE-2026-0008", Heard: stock.HeardAdded, Say: fault.Field{Key: "scan.said_added_model", Args: fault.Args{"code": "KRE-2026-0008", "model": m.Name}}},
			{Text: "KRE-2026-0008", Heard: stock.HeardTwice, Say: fault.Field{Key: "scan.said_duplicate", Args: fault.Args{"code": "KRE-2026-0008"}}},
			{Text: "KRE-2026-0007", Heard: stock.HeardRefused, Say: taken},
		},
	})
	busy.Form = busy.Form.Set("done", galleryID(3).String())
	moved := page(stock.ScanMove, "pindah", stock.ScanList{
		Place: galleryShelf(), Lines: []stock.ScanLine{{Code: unit.Code, Unit: unit, Model: m, Pieces: 1}},
		Results: []stock.ScanResult{{Heard: stock.HeardFilled, Say: fault.Field{Key: "scan.said_place", Args: fault.Args{"place": "contoh-satu-utama/a1", "name": "Rak A1"}}}},
	})
	looked := page(stock.ScanLook, "cari", stock.ScanList{Lines: []stock.ScanLine{{Code: unit.Code, Unit: unit, Model: m, Pieces: 1, Found: stock.Found{Kind: stock.FoundUnit}}}})
	looked.Hrefs = []string{"/u/" + unit.Code}
	failed := empty
	failed.Form.Errors = map[string]string{"scan": f.T("scan.empty"), "fund": f.T("field.required")}
	g := f
	g.Failed = true
	return []Specimen{
		{"scan-empty", "/gudang/pindai", Scan(f, empty)},
		{"scan-receive", "/gudang/pindai", Scan(f, busy)},
		{"scan-move", "/gudang/pindai", Scan(f.With("Pindai: pindahkan"), moved)},
		{"scan-issue", "/gudang/pindai", Scan(f.With("Pindai: serah terima"), page(stock.ScanIssue, "serah", stock.ScanList{}))},
		{"scan-return", "/gudang/pindai", Scan(f.With("Pindai: terima kembali"), page(stock.ScanReturn, "kembali", stock.ScanList{}))},
		{"scan-look", "/gudang/pindai", Scan(f.With("Pindai: apa ini?"), looked)},
		{"scan-refused", "/gudang/pindai", Scan(g, failed)},
	}
}

func placeSpecimens() []Specimen {
	f := galleryFrame("Tempat di Sentra Contoh Satu", "/gudang/tempat", clerkRole)
	house := stock.Place{Node: stock.WarehouseNode("contoh-satu-utama"), Code: "contoh-satu-utama", Name: "Gudang utama", Centre: "contoh-satu", Warehouse: "contoh-satu-utama"}
	a1 := stock.PlaceRow{Place: galleryShelf(), Pieces: 38, Label: "4T7XQ2M"}
	b2 := stock.PlaceRow{Place: stock.Place{Node: stock.ShelfNode("contoh-satu-utama", "b2"), Code: "contoh-satu-utama/b2", Name: "Rak B2", Centre: "contoh-satu"}}
	centre := network.Centre{Code: "contoh-satu", Name: "Sentra Contoh Satu"}
	tree := stock.PlaceTree{
		Centre: centre, MayAdd: true, MayTag: true,
		Houses: []stock.House{{PlaceRow: stock.PlaceRow{Place: house, Pieces: 12}, Shelves: []stock.PlaceRow{a1, b2}}},
	}
	shelf := galleryForm(f, "/gudang/tempat", "post").Set("warehouse", "contoh-satu-utama")
	wrong := shelf.Set("code", "a/1")
	wrong.Errors = map[string]string{"code": f.T("centre.shelf_form")}
	places := PlacesPage{Tree: tree, Shelf: shelf, Filter: galleryForm(f, "/gudang/tempat", "get"), Centres: galleryCentres()}
	refused := places
	refused.Shelf = wrong
	one := PlacePage{
		Tag: galleryForm(f, "/gudang/label", "post"), Sheet: stock.PlaceSheet{
			PlaceRow: a1, Centre: centre, May: []stock.Act{stock.ActReceive, stock.ActFill, stock.ActLabel},
			Contents: []stock.Content{{Model: galleryModel(), Lot: stock.Lot{Code: "L-2026-11", Expiry: galleryNoon}, Quantity: 38}},
			Units:    []stock.Unit{galleryUnit(stock.Ready), galleryUnit(stock.Reserved)},
		},
		QR: `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="160" viewBox="0 0 8 8" aria-hidden="true"><path d="M1 1h3v3h-3z"/></svg>`,
	}
	bare := PlacePage{Tag: one.Tag, Sheet: stock.PlaceSheet{PlaceRow: b2, Centre: centre}}
	wall := PlacePage{Tag: one.Tag, Sheet: stock.PlaceSheet{PlaceRow: stock.PlaceRow{Place: house, Pieces: 12}, Shelves: []stock.PlaceRow{a1, b2}, Centre: centre}}
	form := galleryForm(f, "/gudang/cari", "get")
	twins := LookPage{Form: form, Found: stock.Found{Kind: stock.FoundUnits, Text: "7", Units: []stock.Unit{galleryUnit(stock.Ready)}}, Models: map[string]string{galleryID(2).String(): "Kursi roda elektrik"}}
	like := LookPage{Form: form, Found: stock.Found{Kind: stock.FoundNothing, Text: "kursi", Models: []stock.Model{galleryModel()}}}
	doubt := LookPage{Form: form, Found: stock.Found{Kind: stock.FoundNothing, Text: "6291041500214", Doubt: &fault.Field{Key: "gs1.check_digit"}}}
	return []Specimen{
		{"place-tree", "/gudang/tempat", Places(f, places)},
		{"place-choose", "/gudang/tempat", Places(f.With("Tempat dan rak"), PlacesPage{Filter: places.Filter, Centres: galleryCentres()})},
		{"place-refused", "/gudang/tempat", Places(f, refused)},
		{"place-shelf", "/gudang/tempat/isi", Place(f.With("Rak A1"), one)},
		{"place-bare", "/gudang/tempat/isi", Place(f.With("Rak B2"), bare)},
		{"place-house", "/gudang/tempat/isi", Place(f.With("Gudang utama"), wall)},
		{"look-several", "/gudang/cari", Look(f.With("Cari di gudang"), twins)},
		{"look-like", "/gudang/cari", Look(f.With("Cari di gudang"), like)},
		{"look-doubt", "/gudang/cari", Look(f.With("Cari di gudang"), doubt)},
	}
}

func labelSpecimens() []Specimen {
	f := galleryFrame("Label", "/gudang/label", clerkRole)
	centre := network.Centre{Code: "contoh-satu", Name: "Sentra Contoh Satu"}
	house := stock.Place{Code: "contoh-satu-utama", Name: "Gudang utama"}
	choose, ahead := galleryForm(f, "/gudang/label", "post").Set("format", "a4"), galleryForm(f, "/gudang/label/cetak", "post")
	choose.ID, ahead.ID = "p-", "b-"
	page := LabelsPage{
		Choose: choose, Ahead: ahead,
		Tree:    stock.PlaceTree{Centre: centre, Label: "9K2Q7TX", Houses: []stock.House{{PlaceRow: stock.PlaceRow{Place: house}, Shelves: []stock.PlaceRow{{Place: galleryShelf()}}}}},
		Batches: []stock.LabelBatch{{ID: galleryID(8), Number: "LBL-2026-0001", Count: 240, Bound: 37, Printed: galleryNoon}},
	}
	wrong := page
	wrong.Choose = choose.Set("codes", "ZZZ").Set("skip", "99")
	wrong.Choose.Errors = map[string]string{"codes": f.T("label.unit_unknown", "code", "ZZZ"), "skip": f.T("label.skip", "max", 23)}
	failed := f
	failed.Failed = true
	free := stock.Stuck{Label: stock.Label{Code: "7Q2M4TR", Kind: stock.LabelFree, Centre: "contoh-satu"}, Centre: centre}
	shelf := stock.Stuck{Label: stock.Label{Code: "4T7XQ2M", Kind: stock.LabelShelf}, Name: "Rak A1", Centre: centre}
	guest := galleryFrame("Anda menemukan label kami", "/t/4T7XQ2M", "")
	stick := galleryForm(f, "/u/7Q2M4TR/pasang", "post")
	bad := stick.Set("unit", "KRE-9")
	bad.Errors = map[string]string{"unit": f.T("label.unit_unknown", "code", "KRE-9")}
	own, bought := galleryModel(), galleryModel()
	bought.MakerCentre = ""
	gtin := galleryForm(f, "/alat/kursi-roda-elektrik/gtin", "post")
	return []Specimen{
		{"label-choose", "/gudang/label", Labels(f, page)},
		{"label-refused", "/gudang/label", Labels(failed, wrong)},
		{"label-found-free", "/u/7Q2M4TR", FoundLabel(guest, FoundLabelPage{Stuck: free, SignIn: "/masuk"})},
		{"label-found-shelf", "/t/4T7XQ2M", FoundLabel(guest, FoundLabelPage{Stuck: shelf, SignIn: "/masuk"})},
		{"label-stick", "/u/7Q2M4TR", StickLabel(f.With("Label 7Q2M4TR belum dipasang"), StickPage{Stuck: free, Form: stick})},
		{"label-stick-refused", "/u/7Q2M4TR", StickLabel(failed.With("Label 7Q2M4TR belum dipasang"), StickPage{Stuck: free, Form: bad})},
		{"gtin-bought", "/alat/kursi-roda-elektrik/gtin", GTINs(f.With("GTIN"), GTINPage{Model: bought, List: []stock.TradeNumber{{Number: "09506000134352"}}, Form: gtin})},
		{"gtin-own", "/alat/kursi-roda-elektrik/gtin", GTINs(f.With("GTIN"), GTINPage{Model: own, Form: gtin})},
	}
}
