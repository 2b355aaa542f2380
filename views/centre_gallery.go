package views

import (
	"time"

	"lumbung/app/network"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

const headRole = "Kepala sentra"

func galleryCentre() network.Centre {
	return network.Centre{
		Code: "contoh-satu", Name: "Sentra Contoh Satu", Type: reference.IntegratedCentre, Region: "33.72", SKA: true, Version: 3,
		Aliases: []string{"Balai Contoh Satu", "Loka Contoh"}, Makes: []string{"Kursi roda elektrik", "Batik ciprat"},
		Address: "Jalan Contoh 1, Surakarta", LetterCode: "9.99", BudgetUnit: "999999",
		Head: network.Official{Title: "Kepala Sentra Contoh Satu"}, Signer: network.Official{Title: "Pejabat Pembuat Komitmen"},
	}
}

// centreSpecimens shows the register, profiles, the form of a centre and its
// warehouses.
func centreSpecimens() []Specimen {
	book, err := reference.Load()
	if err != nil {
		return nil // the tests of reference say why
	}
	now := time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)
	full := galleryCentre()
	bare := network.Centre{
		Code: "contoh-dua", Name: "Sentra Contoh Dua", Type: reference.PlainCentre, Region: "74.71", Confidence: reference.Unverified,
		ValidTo: now.AddDate(-1, 0, 0), MergedInto: full.Code,
	}
	register := func(l i18n.Lang) Specimen {
		f := galleryFrame(l.T("centre.title"), "/sentra", "")
		f.Lang, f.Bilingual, f.Lead = l, true, l.T("centre.lead")
		return Specimen{"centre-register-" + string(l), f.Href("/sentra"), Centres(f, NewCentresPage(f, book, []network.Centre{full, bare}, now))}
	}
	profile := func(name string, x network.Centre, role string) Specimen {
		f := galleryFrame(x.Name, "/sentra/"+x.Code, role)
		p := NewCentrePage(f, book, x, now)
		p.MayEdit, p.MayAddHouse, p.MaySeeStock, p.MaySeeRequests = role != "", role != "", role != "", role != ""
		if x.MergedInto != "" {
			p.Into = Link{Href: "/sentra/" + full.Code, Text: full.Name}
		}
		f.Lead = p.Place
		return Specimen{name, "/sentra/" + x.Code, Centre(f, p)}
	}
	return append(
		centreFormSpecimens(full),
		register(i18n.ID),
		register(i18n.EN),
		profile("centre-profile", full, ""),
		profile("centre-profile-head", full, headRole),
		profile("centre-ended", bare, ""),
	)
}

func centreFormSpecimens(x network.Centre) []Specimen {
	path := "/sentra/" + x.Code + "/sunting"
	f := galleryFrame(i18n.ID.T("centre.edit_title", "name", x.Name), path, headRole)
	f.Crumbs = []Link{{Href: "/sentra", Text: "Sentra"}, {Href: "/sentra/" + x.Code, Text: x.Name}}
	head := CentreEditPage{
		Form: CentreForm(f.Form(path), x), Next: "592/BAST/9.99/11/2026",
		Regions: []Option{{Value: "33.72", Label: "Kota Surakarta, Jawa Tengah"}}, Centres: galleryCentres(),
	}
	admin, refused := head, head
	admin.Decides = true
	refused.Next = ""
	refused.Form = refused.Form.Set("bast_template", "BAST/{tahun}").Set("name", "")
	refused.Form.Errors = map[string]string{"name": f.T("field.required"), "bast_template": f.T("centre.template", "example", "{no}/BAST/{kode_unit}/{bulan}/{tahun}")}
	failed := f
	failed.Failed = true
	houses := f.With(f.T("centre.houses_title", "name", x.Name), f.Crumbs...)
	houses.Lead = f.T("centre.houses_lead")
	list := HousesPage{Form: f.Form("/sentra/" + x.Code + "/gudang"), Houses: []network.Warehouse{
		{Code: "contoh-satu-utama", Name: "Gudang utama"}, {Code: "contoh-satu-bengkel-timur", Name: "Bengkel Timur"},
	}}
	taken := list
	taken.Form = taken.Form.Set("name", "Utama")
	taken.Form.Errors = map[string]string{"name": f.T("centre.warehouse_taken", "code", "contoh-satu-utama")}
	return []Specimen{
		{"centre-edit-head", path, CentreEdit(f, head)},
		{"centre-edit-admin", path, CentreEdit(f, admin)},
		{"centre-refused", path, CentreEdit(failed, refused)},
		{"centre-warehouses", "/sentra/" + x.Code + "/gudang", Houses(houses, list)},
		{"centre-warehouse-taken", "/sentra/" + x.Code + "/gudang", Houses(houses, taken)},
	}
}
