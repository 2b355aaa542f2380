package views

import (
	"time"

	"lumbung/views/i18n"
)

// chartSpecimens shows every chart, with numbers and without.
func chartSpecimens() []Specimen {
	f := galleryFrame("Kinerja", "/kinerja", "Perencana")
	return []Specimen{
		{"chart-all", "/kinerja", inPage(f, specimenCharts(i18n.ID, specimenNumbers()))},
		{"chart-empty", "/kinerja", inPage(f, specimenCharts(i18n.ID, chartNumbers{
			Months: MonthChart{ChartText: ChartText{ID: "months", Headline: "Belum ada serah terima", Subtitle: "Unit diserahkan per bulan"}, Unit: "unit"},
			Shares: ShareChart{ChartText: ChartText{ID: "shares", Headline: "Belum ada stok", Subtitle: "Unit menurut keadaan"}, Of: "Sentra", Series: []string{"siap"}},
			Map:    ProvinceMap{ChartText: ChartText{ID: "map", Headline: "Belum ada data", Subtitle: "Unit siap per provinsi"}, Unit: "unit siap"},
			Chain:  specimenChain(),
		}))},
	}
}

// chartNumbers is what the specimens of charts show.
type chartNumbers struct {
	Months MonthChart
	Shares ShareChart
	Map    ProvinceMap
	Chain  Chain
}

func specimenNumbers() chartNumbers {
	return chartNumbers{Months: specimenMonths(), Shares: specimenShares(), Map: specimenMap(), Chain: specimenChain()}
}

func specimenMonths() MonthChart {
	c := MonthChart{
		ChartText: ChartText{
			ID: "months", Headline: "Serah terima naik sejak Oktober", Subtitle: "Unit diserahkan per bulan, April 2025 – Maret 2026",
			Note: "Dihitung dari berita acara serah terima, data per 25 Maret 2026.", CSV: "/data/serah-terima.csv",
		},
		Unit: "unit", Target: 30,
	}
	first := time.Date(2025, time.April, 1, 0, 0, 0, 0, i18n.WIB)
	for i, n := range []int64{12, 9, 14, 11, 16, 13, 19, 24, 22, 29, 34, 31} {
		month := first.AddDate(0, i, 0)
		c.Bars = append(c.Bars, Bar{Label: i18n.ID.ShortMonth(month), Long: i18n.ID.MonthYear(month), Value: n})
	}
	return c
}

func specimenShares() ShareChart {
	return ShareChart{
		ChartText: ChartText{ID: "shares", Headline: "Sentra Contoh Dua paling banyak menunggu suku cadang", Subtitle: "Unit menurut keadaan, per sentra"},
		Of:        "Sentra", Series: []string{"siap", "dipesan", "diperbaiki"},
		Rows: []Share{
			{Label: "Sentra Contoh Satu", Href: "/sentra/contoh-satu", Values: []int64{42, 12, 3}},
			{Label: "Sentra Contoh Dua", Href: "/sentra/contoh-dua", Values: []int64{18, 6, 21}},
			{Label: "Sentra Contoh Tiga", Href: "/sentra/contoh-tiga", Values: []int64{9, 0, 1}},
		},
	}
}

func specimenMap() ProvinceMap {
	m := ProvinceMap{
		ChartText: ChartText{ID: "map", Headline: "Stok siap menumpuk di Jawa", Subtitle: "Unit siap per provinsi, 25 Maret 2026"},
		Unit:      "unit siap", Values: map[string]Province{},
	}
	for i, t := range tiles() {
		if i%5 != 4 {
			m.Values[t.Code] = Province{Value: int64((i * 37) % 60), Href: "/katalog?provinsi=" + t.Code}
		}
	}
	m.Values["93"] = Province{Value: 3, Hidden: true, Href: "/katalog?provinsi=93"}
	return m
}

func specimenChain() Chain {
	return Chain{
		ChartText: ChartText{ID: "chain", Headline: "Keluaran tercapai, tujuan belum", Subtitle: "Penerima manfaat dengan paket lengkap, 2026", Note: "Data per 25 Maret 2026."},
		Outputs: []ChainLink{
			{Name: "Rehsos: alat bantu", Figure: "42 kursi roda", Href: "/kinerja/pohon", Tone: Good, Word: "sesuai target"},
			{Name: "Linjamsos: bantuan tunai", Figure: "28 orang"},
			{Name: "Dayasos: bantuan usaha", Figure: "0 dari 37", Text: "yang membutuhkan", Href: "/rujukan", Missing: true},
		},
		Outcomes: []ChainLink{{Name: "Bergerak sendiri di rumah", Figure: "26 orang"}, {Name: "Punya penghasilan", Figure: "3 orang", Tone: Bad, Word: "di bawah target"}},
		Goal:     ChainLink{Name: "Berdaya dan mandiri", Figure: "9 dari 30 orang", Text: "target 21", Tone: Bad, Word: "belum tercapai"},
	}
}
