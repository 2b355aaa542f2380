package views

import "time"

func identitySpecimens() []Specimen {
	return append(append(signInSpecimens(), accountSpecimens()...), refusalSpecimens()...)
}

func signInSpecimens() []Specimen {
	f := galleryFrame("Masuk", "/masuk", "")
	f.Session, f.Noindex, f.Bilingual = true, true, true
	form := f.Form("/masuk").Set("lanjut", "/gudang")
	failed := f
	failed.Failed = true
	wrong := form.Set("name", "gudang.satu")
	wrong.Errors = map[string]string{"password": f.T("session.refused")}
	carried := form.Set("bawa_ke", "/permohonan").Set("bawa.reason", "Kursi lama rusak")
	demo := SignInPage{Form: form, Demo: []DemoAccount{
		{Form: form.Set("name", "contoh.gudang"), Name: "Contoh Gudang", Role: f.T("role.warehouse"), Centre: "Sentra Contoh Satu"},
		{Form: form.Set("name", "contoh.auditor"), Name: "Contoh Auditor", Role: f.T("role.auditor")},
	}}
	again := galleryFrame(f.T("session.resume_title"), "/masuk", clerkRole)
	resumed := again.Form("/permohonan").Set("reason", "Kursi lama rusak").Set("model", "kursi-roda-elektrik").Set("version", "3")
	return []Specimen{
		{"signin-empty", "/masuk", SignIn(f, SignInPage{Form: form})},
		{"signin-refused", "/masuk", SignIn(failed, SignInPage{Form: wrong})},
		{"signin-carrying", "/masuk", SignIn(f, SignInPage{Form: carried, Carried: true})},
		{"signin-demo", "/masuk", SignIn(f, demo)},
		{"signin-resume", "/masuk", ResumePage(again, NewResume(resumed, "/gudang"))},
	}
}

func accountSpecimens() []Specimen {
	f := galleryFrame("Akun saya", "/akun", clerkRole)
	p := AccountPage{
		Name: "contoh.gudang", Display: "Contoh Gudang", Role: f.T("role.warehouse"), Centre: "Sentra Contoh Satu",
		Password: f.Form("/akun/sandi"), Token: f.Form("/akun/token"),
	}
	p.Password.ID, p.Token.ID = "sandi-", "token-"
	made := p
	made.NewToken = "lumbung_contoh-token-yang-tidak-berlaku-di-mana-pun"
	made.Tokens = []TokenRow{{Name: "Sambungan aplikasi", Made: time.Date(2026, 3, 25, 3, 0, 0, 0, time.UTC), Revoke: f.Form("/akun/token/1/cabut")}}
	return append([]Specimen{{"account-own", "/akun", Account(f, p)}, {"account-token", "/akun", Account(f, made)}}, adminSpecimens()...)
}

func adminSpecimens() []Specimen {
	f := galleryFrame("Pengguna", "/admin/pengguna", "Admin sistem")
	list := AccountsPage{
		MayAdd: true, Form: f.Form("/admin/pengguna"), Pager: Pager{Next: "/admin/pengguna?cursor=x", Shown: 2},
		Roles:   []Option{{Value: "warehouse", Label: f.T("role.warehouse")}},
		Centres: []Option{{Value: "contoh-satu", Label: "Sentra Contoh Satu"}},
		Accounts: []AccountRow{
			{Name: "contoh.gudang", Display: "Contoh Gudang", Role: f.T("role.warehouse"), Centre: "Sentra Contoh Satu", Active: true},
			{Name: "contoh.lama", Display: "Contoh Lama", Role: f.T("role.auditor")},
		},
	}
	added := list
	added.Added, added.Secret = "contoh.gudang", "CONTOHSANDIPERTAMA"
	j := galleryFrame("Jurnal", "/admin/audit", "Auditor")
	journal := JournalPage{Filter: j.Form("/admin/audit"), Centres: list.Centres, Entries: []JournalRow{{
		At: time.Date(2026, 3, 25, 3, 0, 0, 0, time.UTC), Action: j.T("action.account.add"), By: "Contoh Admin", Role: j.T("role.admin"),
		Centre: "Sentra Contoh Satu", Subjects: []string{"akun contoh.gudang"}, Changes: []string{"Peran: – → Petugas gudang"},
	}}}
	journal.Filter.Method = "get"
	return []Specimen{
		{"accounts-list", "/admin/pengguna", Accounts(f, list)},
		{"accounts-added", "/admin/pengguna", Accounts(f, added)},
		{"journal-list", "/admin/audit", Journal(j, journal)},
		{"journal-empty", "/admin/audit", Journal(j, JournalPage{})},
	}
}

func refusalSpecimens() []Specimen {
	f := galleryFrame("Tidak dapat dilakukan", "/gudang", clerkRole)
	f.RequestID = "7K2Q9M4D1X0A"
	stale := galleryFrame("Data ini sudah diubah orang lain", "/alat/kursi-roda-elektrik/sunting", clerkRole)
	form := stale.Form("/alat/kursi-roda-elektrik/sunting").Set("name", "Kursi roda")
	form.Version = "4"
	choice := StaleChoice{
		Form: form, Discard: "/alat/kursi-roda-elektrik",
		Changes: []Difference{{Label: "Nama", Theirs: "Kursi roda elektrik", Yours: "Kursi roda"}},
	}
	return []Specimen{
		{"refusal-conflict", "/gudang", Refusal(f, NewRefusal(f.T("error.idempotency_key"), nil))},
		{"refusal-fields", "/gudang", Refusal(f, NewRefusal(f.T("error.invalid"), []string{"cursor: " + f.T("field.cursor")}))},
		{"refusal-stale", "/alat/kursi-roda-elektrik/sunting", StalePage(stale, choice)},
	}
}
