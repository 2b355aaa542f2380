package views

import (
	"lumbung/app/allocation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func galleryRecall(state stock.RecallState) stock.Recall {
	r := stock.Recall{
		ID: galleryID(60), Number: "PNR-2026-0001", Centre: "contoh-satu", Model: galleryID(1),
		Scope: stock.Scope{Kind: stock.RecallSerial, From: "KRE-2026-0001", To: "KRE-2026-0040"}, Risk: stock.RiskHigh, State: state,
		Reason:      "Baterai dapat menjadi sangat panas saat diisi.",
		Instruction: "Berhenti mengisi baterai.\nHubungi sentra; petugas akan datang mengganti baterai tanpa biaya.", InstructionEN: "Stop charging the battery.\nCall the centre; somebody will come and replace it free of charge.",
		Contact: "Sentra Contoh Satu, (0271) 000 000", DecidedBy: "Kepala Sentra Contoh Satu", DecidedOn: galleryNoon.AddDate(0, 0, -10), Document: "SK-12/2026",
		Opened: galleryNoon.AddDate(0, 0, -9), By: policy.Actor{Name: "Contoh Kepala", Role: policy.Head}, Marked: true, Version: 3,
	}
	if state != stock.RecallOpen {
		r.Ended, r.EndedBy = galleryNoon, "Contoh Kepala"
	}
	if state == stock.RecallLifted {
		r.EndReason = "Batch keliru: baterainya dari pemasok lain."
	}
	return r
}

func galleryNotice() stock.Notice {
	r := galleryRecall(stock.RecallOpen)
	return stock.Notice{
		Number: r.Number, Names: r.Scope, Risk: r.Risk, Reason: r.Reason, Instruction: r.Instruction, InstructionEN: r.InstructionEN,
		Contact: r.Contact, Since: r.Opened, State: r.State,
	}
}

func galleryRecallSheet(state stock.RecallState) stock.RecallSheet {
	tally := func(centre, place string, n int64) stock.RecallTally {
		return stock.RecallTally{Recall: galleryID(60), Centre: centre, Place: place, Units: n}
	}
	return stock.RecallSheet{
		RecallLine: stock.RecallLine{
			Recall: galleryRecall(state), ModelName: "Kursi roda elektrik", ModelSlug: "kursi-roda-elektrik",
			Progress: stock.RecallProgress{Units: 38, OnHand: 9, Away: 2, InUse: 19, Gone: 1, Free: 7},
		},
		Tallies: []stock.RecallTally{
			tally("contoh-dua", "contoh-dua-utama", 3), tally("contoh-dua", string(stock.InUse), 6), tally("contoh-dua", string(stock.Away), 2),
			tally("contoh-satu", "contoh-satu-utama", 6), tally("contoh-satu", string(stock.InUse), 13), tally("contoh-satu", stock.PlaceFree, 7), tally("contoh-satu", string(stock.Gone), 1),
		},
		MayLift: state != stock.RecallLifted,
	}
}

func galleryCaseCounts() allocation.CaseCounts {
	count := func(centre, name string, stages map[allocation.ContactKind]int64) allocation.CaseCount {
		return allocation.CaseCount{CaseTally: allocation.CaseTally{Centre: centre, Stages: stages}, Name: name}
	}
	return allocation.CaseCounts{
		Overdue: 4,
		All:     allocation.CaseTally{Stages: map[allocation.ContactKind]int64{allocation.Untouched: 5, allocation.Tried: 4, allocation.Reached: 6, allocation.Replaced: 7, allocation.Refused: 1, allocation.NotFound: 1}},
		Centres: []allocation.CaseCount{
			count("contoh-dua", "Sentra Contoh Dua", map[allocation.ContactKind]int64{allocation.Untouched: 3, allocation.Tried: 2, allocation.Reached: 1, allocation.NotFound: 1}),
			count("contoh-satu", "Sentra Contoh Satu", map[allocation.ContactKind]int64{allocation.Untouched: 2, allocation.Tried: 2, allocation.Reached: 5, allocation.Replaced: 7, allocation.Refused: 1}),
		},
	}
}

func galleryCase(stage allocation.ContactKind) allocation.CaseRow {
	c := allocation.RecallCase{
		ID: galleryID(61), RecallNo: "PNR-2026-0001", Centre: "contoh-satu", PersonRef: "PM-CONTOH9", UnitCode: "8F3K2QA", Serial: "KRE-2026-0007",
		Risk: stock.RiskHigh, State: allocation.CaseOpen, Stage: stage, Opened: galleryNoon.AddDate(0, 0, -9), Due: galleryNoon.AddDate(0, 0, -2), Version: 3,
		Contacts: []allocation.Contact{
			{Kind: allocation.Tried, At: galleryNoon.AddDate(0, 0, -8), By: "Contoh Peksos"},
			{Kind: allocation.Appointment, At: galleryNoon.AddDate(0, 0, -3), By: "Contoh Peksos", Next: galleryNoon.AddDate(0, 0, 1)},
		},
	}
	if stage.Closes() {
		c.State = allocation.CaseClosed
	}
	return allocation.CaseRow{RecallCase: c, Who: "S•••• C.", ModelName: "Kursi roda elektrik", Late: !stage.Closes()}
}

func recallSpecimens() []Specimen {
	f := galleryFrame("Penarikan alat", "/gudang/penarikan", "Kepala")
	one := galleryFrame("Penarikan PNR-2026-0001: Kursi roda elektrik", "/gudang/penarikan/PNR-2026-0001", "Kepala")
	open := galleryFrame("Tarik alat", "/gudang/penarikan/baru", "Kepala")
	tabs := []Link{{Href: "?state=open", Text: "berlangsung", Current: true}, {Href: "?state=closed", Text: "selesai"}, {Href: "?state=lifted", Text: "dicabut"}}
	names := map[string]string{"contoh-satu": "Sentra Contoh Satu", "contoh-dua": "Sentra Contoh Dua"}
	models := []Option{{Value: "kursi-roda-elektrik", Label: "Kursi roda elektrik (KRE-01)"}}
	lot := galleryRecall(stock.RecallOpen)
	lot.Number, lot.Scope, lot.Risk = "PNR-2026-0002", stock.Scope{Kind: stock.RecallLot, Lot: "B/0426"}, stock.RiskLow
	list := stock.RecallList{State: stock.RecallOpen, MayOpen: true, Rows: []stock.RecallLine{
		galleryRecallSheet(stock.RecallOpen).RecallLine,
		{Recall: lot, ModelName: "Bantalan duduk", ModelSlug: "bantalan-duduk"},
	}}
	form := open.Form("/gudang/penarikan/baru").Set("model", "kursi-roda-elektrik").Set("scope", "serial").Set("from", "KRE-2026-0040").Set("to", "KRE-2026-0001")
	refused := form.With(form.Values, map[string]string{"to": i18n.ID.T("recall.range"), "risk": i18n.ID.T("field.required")})
	preview := stock.RecallPreview{
		Model: galleryModel(), Names: galleryRecall(stock.RecallOpen).Scope, Units: 38, People: 26, Looked: 240,
		Total: stock.Tally{Ready: 10, InUse: 26, Away: 2}, Places: []stock.Tally{{Centre: "contoh-dua", Ready: 3, InUse: 8, Away: 2}, {Centre: "contoh-satu", Ready: 7, InUse: 18}},
	}
	page := func(state stock.RecallState) RecallPage {
		free, lift := one.Form("/x/bebas"), one.Form("/x/cabut")
		free.ID, lift.ID = "b-", "c-"
		return RecallPage{
			Sheet: galleryRecallSheet(state), Counts: galleryCaseCounts(), Centres: names, MayCases: true, MayFree: state != stock.RecallLifted,
			Free: free, Lift: lift, Close: one.Form("/x/tutup"), Mark: one.Form("/x/lanjut"),
		}
	}
	working := page(stock.RecallOpen)
	working.Work, working.Sheet.MayMark = &stock.Work{Total: 21_400, Done: 8_600}, true
	lots := page(stock.RecallOpen)
	lots.Sheet = stock.RecallSheet{RecallLine: stock.RecallLine{Recall: lot, ModelName: "Bantalan duduk", ModelSlug: "bantalan-duduk"}, Counted: true, Lots: []stock.LotAt{
		{Lot: stock.Lot{Code: "B/0426"}, Node: stock.WarehouseNode("contoh-satu-utama"), Centre: "contoh-satu", Quantity: 120},
	}}
	lots.Counts = allocation.CaseCounts{}
	return append([]Specimen{
		{"recalls-list", f.Path, Recalls(f, RecallsPage{List: list, Tabs: tabs, MayCases: true})},
		{"recalls-empty", f.Path, Recalls(f, RecallsPage{Tabs: tabs})},
		{"recall-form", open.Path, RecallForm(open, RecallFormPage{Form: form, Models: models})},
		{"recall-form-refused", open.Path, RecallForm(open, RecallFormPage{Form: refused, Models: models})},
		{"recall-preview", open.Path, RecallForm(open, RecallFormPage{Form: form, Models: models, Preview: &preview, Centres: names})},
		{"recall-open", one.Path, Recall(one, page(stock.RecallOpen))},
		{"recall-working", one.Path, Recall(one, working)},
		{"recall-closed", one.Path, Recall(one, page(stock.RecallClosed))},
		{"recall-lifted", one.Path, Recall(one, page(stock.RecallLifted))},
		{"recall-lots", one.Path, Recall(one, lots)},
	}, recallListSpecimens(one, names)...)
}

// recallListSpecimens are the lists under a recall, and what the public sees.
func recallListSpecimens(one Frame, names map[string]string) []Specimen {
	units := stock.RecalledList{Recall: galleryRecall(stock.RecallOpen), Rows: []stock.RecalledRow{
		{RecalledUnit: stock.RecalledUnit{Code: "8F3K2QA", Serial: "KRE-2026-0007", Centre: "contoh-satu", Place: string(stock.InUse), Since: galleryNoon}},
		{RecalledUnit: stock.RecalledUnit{
			Code: "2M9X4TB", Serial: "KRE-2026-0008", Centre: "contoh-satu", Place: stock.PlaceFree, Since: galleryNoon,
			Free: stock.Mark{By: "Contoh Petugas", At: galleryNoon}, Reason: "Baterai diganti dan diuji",
		}},
	}}
	cases := one.With("Pemegang alat yang ditarik")
	list := allocation.CaseList{Rows: []allocation.CaseRow{galleryCase(allocation.Untouched), galleryCase(allocation.Appointment), galleryCase(allocation.Refused)}}
	tabs := []Link{{Href: "?state=open", Text: "belum selesai", Current: true}, {Href: "?state=closed", Text: "selesai"}}
	sheet := allocation.CaseSheet{CaseRow: galleryCase(allocation.Appointment), Recall: galleryRecall(stock.RecallOpen), Notes: []string{"Tidak diangkat.", "Datang bersama teknisi."}, MayRecord: true}
	done := sheet
	done.CaseRow, done.MayRecord = galleryCase(allocation.Replaced), false
	form := one.Form("/gudang/penarikan/kontak/x")
	wrong := form.With(map[string][]string{"kind": {"refused"}}, map[string]string{"note": i18n.ID.T("recall_case.note_needed")})
	public := galleryFrame("Kursi roda elektrik", "/alat/kursi-roda-elektrik", "")
	warned := ModelPage{Sheet: stock.ModelSheet{Model: galleryModel(), Supply: stock.Supply{Centres: 2, Ready: 4}}, Recalls: []stock.Notice{galleryNotice()}}
	english := public
	english.Lang, english.Title = i18n.EN, "Kursi roda elektrik"
	scanned := warned
	scanned.Code = "8F3K2QA"
	staff := galleryFrame("Kursi roda elektrik 8F3K2QA", "/u/8F3K2QA", clerkRole)
	notice := galleryNotice()
	unit := galleryUnit(stock.Ready)
	unit.Recall = op.ID{15: 60}
	return []Specimen{
		{"recall-units", one.Path + "/unit", RecalledUnits(one.With("Unit yang ditarik"), RecalledPage{List: units, Centres: names})},
		{"recall-cases-list", "/gudang/penarikan/kontak", RecallCases(cases, RecallCasesPage{List: list, Tabs: tabs})},
		{"recall-cases-empty", "/gudang/penarikan/kontak", RecallCases(cases, RecallCasesPage{Tabs: tabs})},
		{"recall-case", "/gudang/penarikan/kontak/x", RecallCase(one.With("Kasus unit 8F3K2QA"), RecallCasePage{Sheet: sheet, CentreName: "Sentra Contoh Satu", Form: form})},
		{"recall-case-refused", "/gudang/penarikan/kontak/x", RecallCase(one.With("Kasus unit 8F3K2QA"), RecallCasePage{Sheet: sheet, CentreName: "Sentra Contoh Satu", Form: wrong})},
		{"recall-case-closed", "/gudang/penarikan/kontak/x", RecallCase(one.With("Kasus unit 8F3K2QA"), RecallCasePage{Sheet: done, CentreName: "Sentra Contoh Satu", Form: form})},
		{"model-recalled", public.Path, Model(public, warned)},
		{"model-recalled-english", public.Path, Model(english, warned)},
		{"unit-recalled-scanned", "/u/8F3K2QA", Model(public, scanned)},
		{"unit-recalled", staff.Path, Unit(staff, UnitPage{Sheet: stock.UnitSheet{Unit: unit, Model: galleryModel()}, CentreName: "Sentra Contoh Satu", Recall: &notice})},
	}
}
