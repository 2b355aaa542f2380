package views

import (
	"time"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func fundSpecimens() []Specimen {
	f := galleryFrame("Dana", "/gudang/dana", clerkRole)
	fund := stock.Fund{Code: "csr-contoh-2026", Name: "CSR Contoh 2026", Kind: stock.Company, Year: 2026, Activity: "5619.QDB", Donor: "PT Contoh", Texts: []string{"CSR"}, Public: true, Version: 1}
	sum := stock.FundTally{Received: 100, Ready: 24, Reserved: 6, Held: 3, InUse: 61, Away: 4, Gone: 2, Reissued: 7, Value: 435_000_000}
	list := stock.FundList{MayAdd: true, Rows: []stock.FundRow{
		{Key: "CSR CONTOH 2026", Fund: fund, Registered: true, Total: sum},
		{Key: "HIBAH", Fund: stock.Fund{Code: "HIBAH", Name: "HIBAH"}, Total: stock.FundTally{Received: 3, Ready: 3}},
	}}
	trace := stock.FundTrace{
		Fund: fund, Registered: true, MayChange: true, Total: sum, Names: map[op.ID]stock.Model{galleryID(1): galleryModel()},
		Models: []stock.FundTally{sum}, Centres: []stock.FundTally{{Centre: "contoh-satu", Received: 100, Ready: 24}},
		Provinces: []stock.FundTally{{Province: "33", InUse: 41}, {Province: "74", InUse: 20}},
	}
	trace.Models[0].Model = galleryID(1)
	for i := range 4 {
		trace.Months = append(trace.Months, stock.FundMonth{Month: time.Date(2026, time.Month(i+1), 1, 0, 0, 0, 0, i18n.WIB), Received: int64(100 * (1 - min(i, 1))), Handed: int64(i * 10)})
	}
	page := FundPage{Trace: trace, Centres: map[string]string{"contoh-satu": "Sentra Contoh Satu"}, Share: "https://lumbung.example/dana/csr-contoh-2026", Downloads: galleryDownloads("/gudang/dana/csr-contoh-2026")[2:]}
	form := galleryForm(f, "/gudang/dana/baru", "post").Set("kind", "csr")
	wrong := form.Set("name", "CSR")
	wrong.Errors = map[string]string{"name": i18n.ID.T("fund.text_taken", "text", "CSR", "fund", "CSR Contoh 2026"), "donor": i18n.ID.T("field.required")}
	failed := f
	failed.Failed = true
	units := FundUnitsPage{List: stock.UnitList{Units: []stock.Unit{galleryUnit(stock.InUse), galleryUnit(stock.Ready)}}}
	donor := stock.DonorPage{
		Code: fund.Code, Name: fund.Name, Kind: fund.Kind, Year: 2026, Donor: fund.Donor, Received: 100, InStock: 27, Reserved: 6, InUse: 61, Away: 4, Gone: 2, Reissued: 7,
		Models:    []stock.DonorModel{{Slug: "kursi-roda-elektrik", Name: "Kursi roda elektrik", Received: 100, InUse: 61}},
		Provinces: []stock.DonorProvince{{Province: "33", InUse: 41}, {Province: "74", InUse: stock.Few}, {Province: "51", InUse: stock.Few}},
		Months:    []stock.DonorMonth{{Month: "2026-01", Received: 100}, {Month: "2026-02", Handed: 58}, {Month: "2026-03", Handed: stock.Few}},
	}
	few := donor
	few.Received, few.InUse, few.InStock, few.Reserved, few.Away, few.Gone, few.Reissued = 9, stock.Few, stock.Few, 0, 0, 0, 0
	public := galleryFrame("Di mana barang dari CSR Contoh 2026?", "/dana/csr-contoh-2026", "")
	return []Specimen{
		{"fund-list", "/gudang/dana", Funds(f, FundsPage{List: list, Pager: Pager{Next: "?after=HIBAH", Shown: 2}})},
		{"fund-list-empty", "/gudang/dana", Funds(f, FundsPage{})},
		{"fund-one", "/gudang/dana/csr-contoh-2026", Fund(f.With("CSR Contoh 2026"), page)},
		{"fund-new", "/gudang/dana/baru", FundForm(f.With("Catat dana"), FundFormPage{Form: form, New: true})},
		{"fund-refused", "/gudang/dana/baru", FundForm(failed.With("Catat dana"), FundFormPage{Form: wrong, New: true})},
		{"fund-units", "/gudang/dana/unit", FundUnits(f.With("Unit dari dana CSR Contoh 2026"), units)},
		{"donor-page", "/dana/csr-contoh-2026", Donor(public, DonorPage{Page: donor, Share: "https://lumbung.example/dana/csr-contoh-2026"})},
		{"donor-few", "/dana/csr-contoh-2026", Donor(public, DonorPage{Page: few, Share: "https://lumbung.example/dana/csr-contoh-2026"})},
	}
}
