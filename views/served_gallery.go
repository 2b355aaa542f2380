package views

import (
	"lumbung/app/replication"
	"lumbung/views/i18n"
)

func galleryServed() replication.ServedSheet {
	at := galleryNoon
	sheet := replication.ServedSheet{
		Slug: "kelas-menjahit", Title: "Kelas menjahit satu tangan", Centre: "contoh-dua", First: "2025-09", MayTell: true,
		Numbers: replication.Numbers{Served: 24, UnitCost: 185_000, ByMonth: true, LastMonth: 202602},
	}
	for i, people := range []int64{24, 19, 3, 21} {
		m := at.AddDate(0, -1-i, 0)
		entry := replication.ServedEntry{People: people, Cost: people * 185_000, At: at.AddDate(0, -i, -20), By: "Contoh Pengelola SKA"}
		x := replication.Served{Centre: sheet.Centre, Month: m.Year()*100 + int(m.Month()), People: people, Cost: entry.Cost, Entries: []replication.ServedEntry{entry}}
		if i == 1 {
			x.Entries = append([]replication.ServedEntry{{People: 91, At: entry.At, By: entry.By}}, entry)
		}
		sheet.Months = append(sheet.Months, x)
	}
	return sheet
}

func servedSpecimens() []Specimen {
	f := galleryFrame("Orang yang dilayani", ServedHref("kelas-menjahit"), makerRole)
	f.Now, f.Lead = galleryNoon, "Kelas menjahit satu tangan"
	page := func(sheet replication.ServedSheet, month string) ServedPage {
		form := galleryForm(f, f.Path, "post")
		form.Values, form.Version = ServedValues(sheet, month)
		return ServedPage{Sheet: sheet, Centre: "Sentra Contoh Dua", Form: form}
	}
	wrong := page(galleryServed(), "2026-03")
	wrong.Form = wrong.Form.Set("people", "240000")
	wrong.Form.Errors = map[string]string{"people": i18n.ID.T("served.too_many", "max", replication.MostPeople)}
	failed := f
	failed.Failed = true
	device := replication.ServedSheet{Slug: "kelas-menjahit", Title: "Kursi roda elektrik", Refusal: "served.device"}
	return []Specimen{
		{"served-month", f.Path, Served(f, page(galleryServed(), "2026-03"))},
		{"served-correct", f.Path, Served(f, page(galleryServed(), "2026-01"))},
		{"served-refused", f.Path, Served(failed, wrong)},
		{"served-closed", f.Path, Served(f, page(device, "2026-03"))},
		{"served-spread", "/inovasi/kelas-menjahit/replikasi", Spread(galleryFrame("Penyebaran: Kelas menjahit", "/inovasi/kelas-menjahit/replikasi", makerRole), galleryServedSpread())},
	}
}

// galleryServedSpread is how far a service has come.
func galleryServedSpread() SpreadPage {
	p, served := gallerySpread(), int64(24)
	p.MayServe, p.Spread.ByMonth = true, true
	p.Spread.Costs = replication.Costs{Min: 150_000, Median: 167_500, Max: 185_000, Makers: []replication.Maker{
		{Centre: "contoh-satu", Months: 7, UnitCost: 150_000}, {Centre: "contoh-dua", Months: 4, UnitCost: 185_000},
	}}
	p.Spread.Places = []replication.Place{
		{Centre: "contoh-dua", State: replication.Running, Form: replication.Full, Since: "2026-02-03", Served: &served, UnitCost: 185_000, Counts: true},
		{Centre: "contoh-tiga", State: replication.Running, Form: replication.Adapted, Since: "2025-06-30", Counts: true},
	}
	return p
}
