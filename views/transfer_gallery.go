package views

import (
	"time"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func galleryDeed(by string, days int) stock.Deed {
	at := galleryNoon.AddDate(0, 0, -days)
	return stock.Deed{By: by, Occurred: at, Recorded: at}
}

func galleryPad() stock.Model {
	return stock.Model{ID: galleryID(9), Slug: "bantalan-duduk", Name: "Bantalan duduk", Tracking: stock.Counted}
}

// galleryTransfer is a transfer of three chairs and forty pads in a state.
func galleryTransfer(state stock.TransferState) stock.Transfer {
	t := stock.Transfer{
		ID: galleryID(40), Number: "KRM-2026-0003", State: state, Reason: "Tiga orang menunggu kursi roda", Request: "PMH-2026-0031",
		From:  stock.TransferEnd{Centre: "contoh-satu", Node: stock.WarehouseNode("contoh-satu-utama"), Name: "Gudang utama"},
		To:    stock.TransferEnd{Centre: "contoh-dua", Node: stock.WarehouseNode("contoh-dua-utama"), Name: "Gudang utama"},
		Asked: galleryDeed("Contoh Petugas Dua", 9), Owner: "contoh-satu", Version: 4,
		Lines: []stock.TransferLine{{Model: galleryID(1), Asked: 3}, {Model: galleryID(9), Asked: 40}},
	}
	if state == stock.TransferAsked {
		return t
	}
	t.Approved = galleryDeed("Contoh Petugas", 8)
	for i, code := range []string{"8F3K2QA", "2QA8F3K", "7K2QX9M"} {
		t.Lines[0].Parcels = append(t.Lines[0].Parcels, stock.Parcel{Unit: galleryID(byte(41 + i)), Code: code, Serial: "KRE-2026-000" + code[:1], Lot: galleryID(50)})
	}
	t.Lines[0].Parcels, t.Lines[0].Picked = t.Lines[0].Parcels[:2], 2
	if state == stock.TransferApproved {
		return t
	}
	t.Lines[1].Picked, t.Lines[1].Parcels = 40, []stock.Parcel{{Lot: galleryID(51), Shipped: 40}}
	for i := range t.Lines[0].Parcels {
		t.Lines[0].Parcels[i].Shipped = 1
	}
	t.Shipped, t.Carrier, t.Waybill = galleryDeed("Contoh Petugas", 7), "Truk sentra", "RESI-77"
	return t
}

// received takes some of a shipped transfer in, with all that can go wrong.
func received(t stock.Transfer) stock.Transfer {
	chairs, pads := t.Lines[0].Parcels, t.Lines[1].Parcels
	chairs[0].Good, chairs[1].Damaged, pads[0].Good, pads[0].Lost = 1, 1, 30, 2
	a := stock.Arrival{Deed: galleryDeed("Contoh Petugas Dua", 2), Place: t.To}
	a.Note = "Peti kedua basah"
	a.Entries = []stock.ArrivalEntry{
		{Line: 1, Unit: chairs[0].Unit, Code: chairs[0].Code, Outcome: stock.ArrivedGood, Quantity: 1},
		{Line: 1, Unit: chairs[1].Unit, Code: chairs[1].Code, Outcome: stock.ArrivedDamaged, Quantity: 1},
		{Line: 2, Outcome: stock.ArrivedGood, Quantity: 30},
		{Line: 2, Outcome: stock.ArrivedNot, Quantity: 2},
	}
	a.Surprises = []stock.Surprise{
		{Text: "9ZX8F3K", Code: "9ZX8F3K", Unit: galleryID(60), Node: stock.WarehouseNode("contoh-satu-utama"), Since: galleryNoon.AddDate(0, -2, 0), Document: "TRM-2026-0002", Advice: "sender"},
		{Text: "LABEL-KOTOR", Advice: "unknown"},
	}
	t.Arrivals = []stock.Arrival{a}
	return t
}

func galleryConvoy(t stock.Transfer) stock.TransferSheet {
	return stock.TransferSheet{
		Transfer: t, Models: map[op.ID]stock.Model{galleryID(1): galleryModel(), galleryID(9): galleryPad()},
		Lots: map[op.ID]stock.Lot{galleryID(51): {ID: galleryID(51), Code: "LOT-7", Expiry: galleryNoon.AddDate(1, 0, 0)}},
	}
}

func galleryTransferPage(f Frame, sheet stock.TransferSheet) TransferPage {
	form := galleryForm(f, f.Path, "post")
	p := TransferPage{Sheet: sheet, From: "Sentra Contoh Satu", To: "Sentra Contoh Dua", Places: []Option{{Value: "contoh-dua-utama", Label: "Gudang utama"}}}
	for _, x := range []*Form{&p.Approve, &p.Refuse, &p.Pick, &p.Offer, &p.Count, &p.Unpick, &p.Ship, &p.Receive, &p.All, &p.Back, &p.Find, &p.Cancel} {
		*x = form
	}
	if sheet.Transfer.Picked() > 0 {
		p.Document = f.Path + "/surat-jalan"
	}
	return TransferForms(p)
}

func transferSpecimens() []Specimen {
	f := galleryFrame("Kiriman", "/gudang/kiriman", clerkRole)
	f.Now = galleryNoon
	one := f
	one.Title, one.Path = "Kiriman KRM-2026-0003", TransferHref("x")
	page := func(state stock.TransferState, set func(*stock.TransferSheet)) TransferPage {
		sheet := galleryConvoy(galleryTransfer(state))
		set(&sheet)
		return galleryTransferPage(one, sheet)
	}
	asked := page(stock.TransferAsked, func(s *stock.TransferSheet) { s.MayDecide, s.MayCancel = true, true })
	picking := page(stock.TransferApproved, func(s *stock.TransferSheet) {
		s.MayPick, s.MayCancel = true, true
		s.Ready = [][]stock.Unit{{galleryUnit(stock.Ready)}, nil}
		s.Stacked = [][]stock.HeldLot{nil, {{Lot: s.Lots[galleryID(51)], Quantity: 120}, {Lot: stock.Lot{ID: galleryID(52), ReceivedAt: galleryNoon}, Quantity: 8}}}
	})
	refused := picking
	refused.Pick = refused.Pick.Set("codes", "8F3K2QA\nZZZ").With(map[string][]string{"codes": {"8F3K2QA\nZZZ"}}, map[string]string{
		"codes": i18n.ID.T("form.in_list", "place", 2, "text", i18n.ID.T("transfer.code_unknown", "code", "ZZZ")),
	})
	away := page(stock.TransferShipped, func(s *stock.TransferSheet) { s.MayReceive = true })
	away.Back.ID = "kembali-"
	part := page(stock.TransferShipped, func(s *stock.TransferSheet) {
		s.Transfer, s.MayReceive = received(s.Transfer), true
		s.Transfer.Shipped = galleryDeed("Contoh Petugas", 17)
	})
	closed := page(stock.TransferShipped, func(s *stock.TransferSheet) {
		s.Transfer, s.MayFind = received(s.Transfer), true
		s.Transfer.State, s.Transfer.Ended = stock.TransferClosed, galleryDeed("Contoh Petugas Dua", 2)
		s.Transfer.Lines[0].Parcels[1].Damaged, s.Transfer.Lines[0].Parcels[1].Lost = 0, 1
		s.Transfer.Lines[1].Parcels[0].Lost = 10
		s.Transfer.Arrivals[0].Entries[1].Outcome = stock.ArrivedNot
	})
	ended := page(stock.TransferRefused, func(s *stock.TransferSheet) {
		s.Transfer.Ended = galleryDeed("Contoh Petugas", 1)
		s.Transfer.Ended.Note = "Dipakai sendiri"
	})
	late := galleryTransfer(stock.TransferShipped)
	late.Shipped.Occurred = late.Shipped.Occurred.Add(-20 * 24 * time.Hour)
	list := TransfersPage{
		List: stock.TransferList{
			Centre: "contoh-satu", Group: stock.TransfersAway, MayRequest: true, Models: asked.Sheet.Models,
			Transfers: []stock.Transfer{late, galleryTransfer(stock.TransferShipped)},
		},
		Centres: map[string]string{"contoh-satu": "Sentra Contoh Satu", "contoh-dua": "Sentra Contoh Dua"},
		Tabs:    []Link{{Href: "?group=away", Text: "Dalam perjalanan", Current: true}, {Href: "?group=open", Text: "Diminta dan disiapkan"}},
		Pager:   Pager{Next: "?cursor=b", Shown: 2},
	}
	form := galleryForm(f, "/gudang/kiriman", "post").Set("from", "contoh-satu").Set("to", "contoh-dua")
	wrong := form.Set("lines.0.quantity", "1,5")
	wrong.Errors = map[string]string{"lines.0.quantity": i18n.ID.T("field.type_int"), "reason": i18n.ID.T("field.required")}
	models := []Option{{Value: "kursi-roda-elektrik", Label: "Kursi roda elektrik (KRE-01)"}}
	fresh := f.With("Minta atau kirim barang", Link{Href: "/gudang/kiriman", Text: "Kiriman"})
	return []Specimen{
		{"transfer-list", "/gudang/kiriman", Transfers(f, list)},
		{"transfer-list-empty", "/gudang/kiriman", Transfers(f, TransfersPage{})},
		{"transfer-new", "/gudang/kiriman/baru", NewTransfer(fresh, NewTransferPage{Form: form, Places: galleryCentres(), Models: models})},
		{"transfer-new-refused", "/gudang/kiriman/baru", NewTransfer(fresh, NewTransferPage{Form: wrong, Places: galleryCentres(), Models: models})},
		{"transfer-asked", one.Path, Transfer(one, asked)},
		{"transfer-picking", one.Path, Transfer(one, picking)},
		{"transfer-picking-refused", one.Path, Transfer(one, refused)},
		{"transfer-away", one.Path, Transfer(one, away)},
		{"transfer-overdue", one.Path, Transfer(one, part)},
		{"transfer-closed", one.Path, Transfer(one, closed)},
		{"transfer-refused", one.Path, Transfer(one, ended)},
	}
}
