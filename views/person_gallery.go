package views

import (
	"lumbung/app/beneficiary"
	"lumbung/app/outcome"
	"lumbung/views/i18n"
)

const workerRole = "Pekerja sosial"

// galleryPerson is an invented person; PM-CONTOH9 is no ref that is given out.
func galleryPerson() beneficiary.Person {
	return beneficiary.Person{
		ID: galleryID(21), Ref: "PM-CONTOH9", Centre: "contoh-satu", MaskedName: "S•••• C.", MaskedNIK: "3201••••••••••01",
		Region: "32.01", Sex: "female", BirthYear: 1990, Disabilities: []string{"fisik", "wicara"},
		Consent:    beneficiary.Consent{By: "person", Mode: "isyarat", On: galleryNoon.AddDate(0, -6, 0)},
		Registered: galleryNoon.AddDate(0, -6, 0), Version: 2,
	}
}

func galleryPersonal() *beneficiary.Personal {
	return &beneficiary.Personal{
		Name: "Sekar Contoh", NIK: "3201994101900001", Birth: galleryNoon.AddDate(-36, -2, -24), Address: "Jalan Contoh 99, Desa Rekaan",
		Phone: "0800-0000-001", Guardian: beneficiary.Guardian{Name: "Wali Contoh", Relation: "kakak", Phone: "0800-0000-002"},
	}
}

func galleryLine() outcome.Line {
	ago := func(months int) outcome.Event {
		return outcome.Event{At: galleryNoon.AddDate(0, -months, 0), By: "Contoh Peksos"}
	}
	event := func(kind outcome.EventKind, months int, name, state, number string) outcome.Event {
		e := ago(months)
		e.Kind, e.Name, e.State, e.Number, e.ID = kind, name, state, number, galleryID(22).String()
		return e
	}
	late := event(outcome.WillBeAsked, 0, "Kursi roda elektrik", "", "")
	late.Late = true
	return outcome.Line{
		Person: galleryPerson(), CentreName: "Sentra Contoh Satu", Now: galleryNoon,
		MayReveal: true, MayChange: true, MayRequest: true, MayRefer: true,
		Lanes: []outcome.Lane{
			{Directorate: "rehsos", Events: []outcome.Event{
				late,
				event(outcome.WasAsked, 2, "Kursi roda elektrik", "daily", ""),
				event(outcome.WasGiven, 3, "Kursi roda elektrik", "8F3K2QA", "12/BAST/4.11/3/2026"),
				event(outcome.WasRequested, 5, "Kursi roda elektrik", "fulfilled", "31/PMH/4.11/10/2025"),
				event(outcome.WasRegistered, 6, "", "", ""),
			}},
			{Directorate: "linjamsos", Events: []outcome.Event{event(outcome.WasReferred, 1, "pkh", "started", "")}},
			{Directorate: "dayasos", Missing: true, Events: []outcome.Event{event(outcome.WasReferred, 1, "modal-usaha", "sent", "")}},
		},
	}
}

func personSpecimens() []Specimen {
	f := galleryFrame("Penerima manfaat", "/penerima", workerRole)
	one := galleryFrame("PM-CONTOH9", "/penerima/PM-CONTOH9", workerRole)
	one.Lead = "S•••• C."
	find := f.Form("/penerima/cari")
	regions := []Option{{Value: "32.01", Label: "Kabupaten Bogor, Jawa Barat"}, {Value: "33.72", Label: "Kota Surakarta, Jawa Tengah"}}
	form := f.Form("/penerima").Set("consent_on", i18n.ISODate(galleryNoon))
	refused := form.With(
		map[string][]string{"name": {"Sekar Contoh"}, "nik": {"3201994101900001"}, "sex": {"male"}, "consent_by": {"person"}},
		map[string]string{"nik": i18n.ID.T("nik.sex_differs"), "nik_reason": i18n.ID.T("person.nik_reason_needed"), "address": i18n.ID.T("field.required")})
	page := PersonPage{
		Line: galleryLine(), Region: "Kabupaten Bogor, Jawa Barat", Reveal: one.Form("/penerima/PM-CONTOH9/buka"),
		Refer: one.Form("/rujukan").Set("beneficiary", "PM-CONTOH9"),
	}
	page.Refer.ID = "rujuk-"
	open := page
	open.Clear, open.Regions, open.Change = galleryPersonal(), regions, one.Form("/penerima/PM-CONTOH9").Set("name", "Sekar Contoh")
	open.Change.ID, open.Change.Version = "ubah-", "2"
	auditor := page
	auditor.Line.MayReveal, auditor.Line.MayChange, auditor.Line.MayRequest, auditor.Line.MayRefer = false, false, false, false
	rows := []beneficiary.Person{galleryPerson(), {Ref: "PM-CONTOH8", MaskedName: "B•••• R.", Region: "33.72", Registered: galleryNoon}}
	names := map[string]string{"32.01": "Kabupaten Bogor, Jawa Barat", "33.72": "Kota Surakarta, Jawa Tengah"}
	return []Specimen{
		{"people-list", "/penerima", People(f, PeoplePage{Rows: rows, Regions: names, Find: find, MayRegister: true, Pager: Pager{Next: "?cursor=x", Shown: 2}})},
		{"people-empty", "/penerima", People(f, PeoplePage{Find: find, MayRegister: true})},
		{"person-register", "/penerima/baru", Register(f.With("Penerima baru"), RegisterPage{Form: form, Regions: regions, Then: i18n.ID.T("person.register_then")})},
		{"person-register-refused", "/penerima/baru", Register(f.With("Penerima baru"), RegisterPage{Form: refused, Regions: regions})},
		{"person-timeline", "/penerima/PM-CONTOH9", Person(one, page)},
		{"person-revealed", "/penerima/PM-CONTOH9", Person(one, open)},
		{"person-auditor", "/penerima/PM-CONTOH9", Person(one, auditor)},
	}
}
