package views

import "lumbung/app/stock"

func galleryPlan() stock.CarePlan {
	return stock.CarePlan{ID: galleryID(41), Name: "Ganti baterai", Months: 18, Latest: 24, Basis: stock.FromReceipt, Checks: []string{"Ukur tegangan", "Bersihkan kutub"}}
}

func galleryCare(b stock.Bucket) stock.CareSheet {
	p := galleryPlan()
	u := galleryUnit(b)
	u.Care = []stock.Care{{Plan: p.ID, Due: galleryNoon.AddDate(0, 0, -5), Late: galleryNoon.AddDate(0, 6, 0)}}
	return stock.CareSheet{
		Unit: u, Model: galleryModel(), Book: stock.PlanBook{Plans: []stock.CarePlan{p}}, MayRepair: true, MayService: true, MayReturn: true,
		Services: []stock.Service{{Number: "PML-2026-0002", Name: p.Name, Done: galleryNoon, By: "Contoh Petugas", Findings: "Lemah", Skipped: p.Checks[1:]}},
		Repairs:  []stock.RepairOrder{galleryRepair(stock.RepairDone)}, Returns: []stock.Comeback{galleryReturn(stock.StageAgain, 3)},
		Warranty: stock.UnitWarranty{Until: galleryNoon.AddDate(1, 0, 0)},
	}
}

func careSpecimens() []Specimen {
	f := galleryFrame("Pemeliharaan", "/gudang/pemeliharaan", clerkRole)
	f.Now = galleryNoon
	p, out := galleryPlan(), galleryUnit(stock.InUse)
	due := func(u stock.Unit, days int) stock.Due {
		at := galleryNoon.AddDate(0, 0, days)
		return stock.Due{Unit: u, Model: galleryModel(), First: at, Plans: []stock.DuePlan{{Plan: p, Care: stock.Care{Plan: p.ID, Due: at, Late: at.AddDate(0, 0, 60)}}}}
	}
	tabs := []Link{{Href: "?state=here", Text: f.T("state.care_here"), Current: true}, {Href: "?state=out", Text: f.T("state.care_out")}}
	list := DuePage{
		Tabs: tabs, Refs: map[string]string{out.ID.String(): "PM-7KQ2"}, Pager: Pager{Shown: 4, Next: "?cursor=b"},
		List: stock.DueList{Centre: "contoh-satu", MayRecord: true, Rows: []stock.Due{due(out, -90), due(galleryUnit(stock.Ready), -3), due(galleryUnit(stock.Held), 9), due(galleryUnit(stock.Ready), 90)}},
	}
	form := galleryForm(f, "/gudang/pemeliharaan/catat", "post").Set("code", "8F3K2QA").Set("plan", p.ID.String())
	plans := PlansPage{
		Sheet: stock.PlanSheet{Model: galleryModel(), Book: stock.PlanBook{Plans: []stock.CarePlan{p, {Name: "Ganti kabel", On: galleryNoon}, {Name: "Servis rem", Months: 6, Basis: stock.FromHandover}}}, MayChange: true},
		Form:  galleryForm(f, "/alat/kursi-roda-elektrik/pemeliharaan", "post").Set("basis", "received"), Drop: galleryForm(f, "/alat/kursi-roda-elektrik/pemeliharaan/hapus", "post"),
	}
	wrong := plans
	wrong.Form = plans.Form.Set("name", "Servis")
	wrong.Form.Errors = map[string]string{"months": f.T("care.when_missing")}
	wrong.Sheet.Work = stock.Work{Kind: "care", Done: 400}
	failed := f
	failed.Failed = true
	ends := WarrantiesPage{List: stock.Warranties{Centre: "contoh-satu", Days: 90, Until: galleryNoon.AddDate(0, 0, 90), Rows: []stock.Covered{{
		Lot: stock.Lot{Source: stock.Purchase, ReceivedAt: galleryNoon, Warranty: galleryNoon.AddDate(0, 0, 40), Receipt: galleryID(3)}, Model: galleryModel(), Receipt: stock.Receipt{Number: "TRM-2025-0002", Quantity: 5},
	}}}}
	ends.Filter = DaysForm(galleryForm(f, "/gudang/garansi", "get"), ends.List)
	bare := WarrantiesPage{Filter: ends.Filter}
	return []Specimen{
		{"care-due", "/gudang/pemeliharaan", DueServices(f, list)},
		{"care-due-none", "/gudang/pemeliharaan", DueServices(f, DuePage{Tabs: tabs})},
		{"care-look-up", "/gudang/pemeliharaan/catat", RecordService(f.With("Catat pemeliharaan"), ServicePage{Form: galleryForm(f, "/gudang/pemeliharaan/catat", "post")})},
		{"care-record", "/gudang/pemeliharaan/catat", RecordService(f.With("Catat pemeliharaan"), ServicePage{Form: form, Sheet: galleryCare(stock.Ready)})},
		{"care-no-plan", "/gudang/pemeliharaan/catat", RecordService(f.With("Catat pemeliharaan"), ServicePage{Form: form, Sheet: stock.CareSheet{Unit: galleryUnit(stock.Ready), Model: galleryModel()}})},
		{"care-plans", "/alat/kursi-roda-elektrik/pemeliharaan", Plans(f.With("Rencana pemeliharaan"), plans)},
		{"care-plans-refused", "/alat/kursi-roda-elektrik/pemeliharaan", Plans(failed.With("Rencana pemeliharaan"), wrong)},
		{"warranty-list", "/gudang/garansi", Warranties(f.With("Garansi yang segera habis"), ends)},
		{"warranty-none", "/gudang/garansi", Warranties(f.With("Garansi yang segera habis"), bare)},
	}
}
