package views

import (
	"lumbung/app/disclosure"
	"lumbung/app/need"
	"lumbung/views/i18n"
)

func galleryNeed(i int, title string, voices int64, state need.State) need.Row {
	return need.Row{Slug: "kebutuhan-contoh", Title: title, Text: "Rumah panggung tidak dapat dimasuki dengan kursi roda.", State: state, Voices: disclosure.Told(voices), People: disclosure.Told(voices / 2), At: galleryNoon.AddDate(0, -i, 0), ChangedAt: galleryNoon}
}

func galleryNeeds() []need.Row {
	return []need.Row{
		galleryNeed(3, "Ramp lipat untuk rumah panggung", 48, need.Open),
		galleryNeed(5, "Tempat wudu untuk pengguna kursi roda", 31, need.Building),
		galleryNeed(1, "Jam dinding bicara berbahasa daerah", 12, need.Answered),
		galleryNeed(2, "Sarung tangan pelindung untuk mengayuh kursi roda di jalan berbatu dan berlumpur", 3, need.Open),
	}
}

func needSpecimens() []Specimen {
	f := galleryFrame("Kebutuhan yang belum terjawab", "/kebutuhan", "")
	f.Now, f.Bilingual, f.Lead = galleryNoon, true, i18n.ID.T("need.lead")
	one := f.With("Ramp lipat untuk rumah panggung", Link{Href: "/kebutuhan", Text: "Kebutuhan"})
	one.Path, one.Lead = "/kebutuhan/ramp-lipat", ""
	sheet := need.Sheet{
		Row: galleryNeeds()[0], Unmet: 7, Quotes: []string{"Nenek saya tidak bisa turun dari rumah panggung."},
		BySource:   []need.Part{{Name: "public", N: 30}, {Name: "search", N: 12}, {Name: "centre", N: 6}},
		ByProvince: []need.Part{{Name: "74", N: 21}, {Name: "12", N: disclosure.Told(1)}, {Name: "64", N: disclosure.Told(1)}},
		Models:     []need.Model{{Slug: "ramp", Name: "Ramp aluminium RMP-01"}},
	}
	sheet.ISO = "18"
	answered := sheet
	answered.Row, answered.Answers, answered.BySource, answered.ByProvince = galleryNeeds()[2], []need.Answer{{Slug: "jam-bicara", Title: "Jam bicara", Centre: "Sentra Contoh Satu"}}, nil, nil
	answered.MayCurate = true
	built := sheet
	built.Row = galleryNeeds()[1]
	form := func(f Frame, id, path string) Form {
		form := galleryForm(f, path, "post")
		form.ID = id
		return form
	}
	say := f.With("Sebutkan kebutuhan", Link{Href: "/kebutuhan", Text: "Kebutuhan"})
	say.Path, say.Lead = "/kebutuhan/baru", i18n.ID.T("need.say_lead")
	wrong := form(say, "", "/kebutuhan/baru").Set("sentence", "Beli di toko.com")
	wrong.Errors = map[string]string{"sentence": i18n.ID.T("need.no_links")}
	staff := galleryFrame("Kebutuhan dari sentra", "/kebutuhan/sentra", makerRole)
	curator := galleryFrame("Telaah kebutuhan", "/kebutuhan/telaah", "Kementerian")
	voice := need.Voice{ID: galleryID(95), Source: need.FromPublic, Sentence: "Butuh ramp yang bisa dilipat untuk rumah panggung", Province: "74", At: galleryNoon}
	centre := need.Voice{ID: galleryID(96), Source: need.FromCentre, Sentence: "Ramp lipat belum ada", Words: "Dua puluh rumah di pesisir.", Centre: "contoh-satu", Province: "33", People: 20, ISO: "18", At: galleryNoon}
	queue := need.Queue{
		Voices: []need.RawVoice{{Voice: voice}, {Voice: centre}}, Words: []need.Words{{Roots: "meja wudu", Text: "meja wudu", Count: 9, Last: galleryNoon}},
		Wanted: []need.Wanted{{Model: need.Model{Slug: "ramp", Name: "Ramp aluminium RMP-01"}, Long: 6, Unfit: 1}},
		Near:   []need.Need{{Slug: "ramp-lipat", Title: "Ramp lipat untuk rumah panggung", Voices: 48}},
	}
	curate := func(change func(*CuratePage)) CuratePage {
		p := CuratePage{Queue: queue, Centres: galleryNames(), Group: form(curator, "kelompok-", "/kebutuhan/telaah").Set("need", ""), Drop: form(curator, "singkir-", "/kebutuhan/telaah/singkirkan")}
		change(&p)
		return p
	}
	choose := galleryFrame("Kebutuhan yang dijawab", "/inovasi/kursi-roda-elektrik/kebutuhan", makerRole)
	find := form(choose, "cari-", choose.Path)
	find.Method = "get"
	choices := InnovationNeedsPage{Record: galleryInnovation("draft"), Choices: []need.Need{{ID: galleryID(97), Title: "Ramp lipat untuk rumah panggung", Text: "Rumah panggung tidak dapat dimasuki."}}, Form: form(choose, "", choose.Path).Set("needs", galleryID(97).String()), Find: find}
	return []Specimen{
		{"need-list", "/kebutuhan", Needs(f, NeedsPage{List: need.List{Rows: galleryNeeds()}})},
		{"need-list-empty", "/kebutuhan", Needs(f, NeedsPage{MayTell: true, MayCurate: true})},
		{"need-open", one.Path, NeedSheet(one, NeedPage{Sheet: sheet})},
		{"need-building", one.Path, NeedSheet(one, NeedPage{Sheet: built})},
		{"need-answered-curator", one.Path, NeedSheet(one, NeedPage{Sheet: answered, Edit: form(one, "", one.Path+"/sunting").Set("title", "Jam bicara")})},
		{"need-say", say.Path, Say(say, SayPage{Form: form(say, "", say.Path)})},
		{"need-say-refused", say.Path, Say(say, SayPage{Form: wrong})},
		{"need-tell", staff.Path, Tell(staff, TellPage{Form: form(staff, "", staff.Path), Centre: "Sentra Contoh Satu"})},
		{"need-curate", curator.Path, Curate(curator, curate(func(*CuratePage) {}))},
		{"need-curate-refused", curator.Path, Curate(curator, curate(func(p *CuratePage) {
			p.Drop.Errors = map[string]string{"reason": i18n.ID.T("field.required")}
		}))},
		{"need-curate-empty", curator.Path, Curate(curator, CuratePage{})},
		{"need-choose", choose.Path, InnovationNeeds(choose, choices)},
		{"need-choose-none", choose.Path, InnovationNeeds(choose, InnovationNeedsPage{Record: galleryInnovation("draft"), Find: find})},
	}
}
