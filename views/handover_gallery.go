package views

import (
	"crypto/sha256"

	"lumbung/app/allocation"
	"lumbung/app/stock"
	"lumbung/views/i18n"
	"lumbung/views/paper"
)

func galleryHandover() allocation.Delivered {
	sum := sha256.Sum256([]byte("contoh"))
	return allocation.Delivered{
		Handover: allocation.Handover{
			Number: "12/BAST/4.11/3/2026", Centre: "contoh-satu", Head: allocation.Head{Centre: "Sentra Contoh Satu"}, PersonRef: "PM-CONTOH9",
			At: galleryNoon, Place: "Surakarta", Receiver: allocation.ToThumbprint, Basis: []string{"SK KPA 2592/4.11/RH.00.01/2/2026"},
			Lines: []allocation.Line{{UnitCode: "8F3K2QA", Serial: "KRE-2026-0007", ModelName: "Kursi roda elektrik", Fund: "APBN 2026", Value: 4_350_000}},
			Parts: []allocation.Accessory{{UnitCode: "8F3K2QA", ModelName: "Pengisi daya", Quantity: 1, Price: 250_000, FromStock: true}, {UnitCode: "8F3K2QA", ModelName: "Bantalan", Quantity: 1}},
			Total: 4_600_000, PartsLeft: "Tas alat menyusul", Hash: sum[:], By: "Contoh Peksos",
		},
		CentreName: "Sentra Contoh Satu", Who: "S•••• C.", ShowPerson: true, MayPrint: true,
	}
}

func handoverSpecimens() []Specimen {
	f := galleryFrame("Serah terima", "/serah-terima", workerRole)
	f.Lead = "Sentra Contoh Satu"
	one := galleryFrame("12/BAST/4.11/3/2026", "/serah-terima/12-BAST-4.11-3-2026", workerRole)
	second := galleryHeld(allocation.Reserved)
	second.ID, second.UnitCode, second.ModelName, second.Serial = galleryID(25), "2QA8F3K", "Bantalan dudukan", "BD-0003"
	table := allocation.Table{Chosen: []allocation.Held{galleryHeld(allocation.Reserved), second}, Officer: "Contoh Peksos", Along: []stock.Along{
		{Unit: galleryUnit(stock.Reserved), Part: galleryPart(43, "CAS", "Pengisi daya", stock.ClassPart), Quantity: 1, There: 6},
		{Unit: galleryUnit(stock.Reserved), Part: galleryPart(44, "BTL", "Bantalan", stock.ClassPart), Quantity: 1, Optional: true},
	}}
	form := f.Form("/serah-terima").Set("receiver", allocation.ToSelf).Set("place", "Sentra Contoh Satu").Set("occurred_at", i18n.ISODate(galleryNoon)).
		Set("allocations", galleryID(24).String(), galleryID(25).String())
	refused := form.With(form.Values, map[string]string{"identity_checked": i18n.ID.T("handover.identity_unchecked"), "witness": i18n.ID.T("field.required")})
	page := HandoverPage{Record: galleryHandover(), Print: one.Path + "/berita-acara", Verify: one.Origin + one.Path}
	if code, err := paper.QRSVG(page.Verify, 160); err == nil {
		page.Code = code
	}
	clerk := page
	clerk.Print, clerk.Record.ShowPerson = "", false
	proof := allocation.Proof{Number: page.Record.Number, At: galleryNoon, Centre: "Sentra Contoh Satu", Hash: page.Record.Hash, Items: 1}
	begin := f.With("Serah terima baru", Link{Href: "/alokasi", Text: "Unit dicadangkan"})
	return []Specimen{
		{"handovers-list", "/serah-terima", Handovers(f, HandoversPage{Register: allocation.Register{Rows: []allocation.Delivered{galleryHandover()}}})},
		{"handovers-empty", "/serah-terima", Handovers(f, HandoversPage{})},
		{"handover-new", "/serah-terima/baru", Deliver(begin, DeliverPage{Table: table, Form: form})},
		{"handover-new-refused", "/serah-terima/baru", Deliver(begin, DeliverPage{Table: table, Form: refused})},
		{"handover-done", one.Path, Handover(one, page)},
		{"handover-warehouse", one.Path, Handover(one, clerk)},
		{"handover-proof", one.Path, Proof(galleryFrame("Pemeriksaan berita acara", one.Path, ""), ProofPage{Proof: proof})},
	}
}
