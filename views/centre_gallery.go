package views

import (
	"time"

	"lumbung/app/network"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

// centreSpecimens shows the register, profiles and the form of a centre.
func centreSpecimens() []Specimen {
	book, err := reference.Load()
	if err != nil {
		return nil // the tests of reference say why
	}
	now := time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)
	full := network.Centre{
		Code: "contoh-satu", Name: "Sentra Contoh Satu", Type: reference.IntegratedCentre, Region: "33.72", SKA: true, Version: 3,
		Aliases: []string{"Balai Contoh Satu"}, Makes: []string{"Kursi roda elektrik", "Batik ciprat"}, Address: "Jalan Contoh 1, Surakarta", LetterCode: "9.99",
	}
	bare := network.Centre{Code: "contoh-dua", Name: "Sentra Contoh Dua", Type: reference.PlainCentre, Region: "74.71", Confidence: reference.Unverified, ValidTo: now.AddDate(-1, 0, 0)}
	list := galleryFrame(i18n.ID.T("centre.title"), "/sentra", "")
	list.Lead = list.T("centre.lead")
	profile := func(name string, x network.Centre, role string) Specimen {
		f := galleryFrame(x.Name, "/sentra/"+x.Code, role)
		p := NewCentrePage(f, book, x, now)
		p.MayEdit, p.MaySeeStock, p.MaySeeRequests = role != "", role != "", role != ""
		f.Lead = p.Place
		return Specimen{Name: name, Path: "/sentra/" + x.Code, Component: Centre(f, p)}
	}
	edit := galleryFrame(i18n.ID.T("centre.edit_title", "name", full.Name), "/sentra/contoh-satu/sunting", "Kepala sentra")
	form := CentreForm(edit.Form("/sentra/contoh-satu/sunting"), full)
	refused := form.With(form.Values, map[string]string{"name": i18n.ID.T("field.required"), "bast_template": i18n.ID.T("centre.template", "example", "{no}/BAST/{kode_unit}/{bulan}/{tahun}")})
	return []Specimen{
		{Name: "centre-register", Path: "/sentra", Component: Centres(list, NewCentresPage(list, book, []network.Centre{full, bare}, now))},
		profile("centre-profile", full, "Kepala sentra"),
		profile("centre-ended", bare, ""),
		{Name: "centre-edit", Path: "/sentra/contoh-satu/sunting", Component: CentreEdit(edit, form)},
		{Name: "centre-refused", Path: "/sentra/contoh-satu/sunting", Component: CentreEdit(edit, refused)},
	}
}

// infoSpecimens shows the pages that explain, in both languages.
func infoSpecimens() (out []Specimen) {
	for _, t := range InfoTopics() {
		for _, l := range i18n.Langs() {
			f := galleryFrame(l.T(t.Key("title")), "/"+string(t), "")
			f.Lang, f.Bilingual = l, true
			f.Lead = f.T(t.Key("lead"))
			out = append(out, Specimen{Name: "info-" + string(t) + "-" + string(l), Path: f.Href("/" + string(t)), Component: Explain(f, t)})
		}
	}
	return out
}
