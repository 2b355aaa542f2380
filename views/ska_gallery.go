package views

import (
	"time"

	"lumbung/app/innovation"
	"lumbung/app/ska"
	"lumbung/views/i18n"
)

// skaNow is the day on which the gallery of SKA stands.
func skaNow() time.Time { return time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC) }

func galleryProfile() ska.Profile {
	mark := func(n byte) ska.Mark { return ska.Mark{ID: [16]byte{15: n}, Version: 1} }
	return ska.Profile{
		Centre: "contoh-satu", Version: 9, ChangedAt: skaNow(),
		Basics: ska.Basics{
			About:   "Bengkel contoh yang membuat kursi roda dan melatih pembatik. Semua isinya rekaan.",
			Address: "Jalan Contoh 1, Surakarta", Phone: "(0271) 000-000", Email: "ska@contoh.example", Hours: "Senin–Jumat 08.00–16.00 WIB\nSabtu 08.00–12.00 WIB", BasicsVersion: 2,
		},
		Rooms: []ska.Room{
			{Mark: mark(1), Building: "Gedung A", Name: "Bengkel las", Area: 120, Purpose: "Rangka kursi roda", Use: ska.InUse},
			{Mark: mark(2), Building: "Gedung B", Name: "Ruang sablon", Area: 48, Use: ska.NotUsed},
		},
		Equipment: []ska.Tool{
			{Mark: mark(3), Name: "Mesin las MIG", Number: 2, Year: 2012, Condition: ska.Damaged, Needs: "Ganti dengan inverter yang hemat listrik", Cost: 36_000_000},
			{Mark: mark(4), Name: "Mesin jahit industri", Number: 8, Year: 2021, Condition: ska.Good},
			{Mark: mark(5), Name: "Kompresor", Number: 1, Condition: ska.Broken, Needs: "Unit baru", Cost: 9_500_000},
		},
		Capacity: []ska.Line{{Mark: mark(6), Product: "Kursi roda elektrik", PerMonth: 12, Unit: "unit"}, {Mark: mark(7), Product: "Batik ciprat", PerMonth: 80, Unit: "potong", Note: "dengan dua pelatih"}},
		Trainees: []ska.Intake{
			{Mark: mark(8), Year: 2026, Half: 1, Women: 14, Men: 17, Physical: 18, Visual: 3, Hearing: 6, Multiple: 4},
			{Mark: mark(9), Year: 2025, Women: 3, Men: 40, Physical: 43},
		},
		Decrees: []ska.Decree{{Mark: mark(10), Kind: ska.CentreDecree, Number: "99/CONTOH/9/2025", Date: skaNow().AddDate(-1, 0, 0), Title: "Pembentukan SKA Contoh (rekaan)", Link: "https://jdih.contoh.example/99"}},
		Photos:  []innovation.Photo{photoSample("Bengkel las dengan dua mesin"), photoSample("Ruang sablon")},
	}
}

func skaSheet(p ska.Profile) ska.Sheet { return ska.SheetOf("Sentra Contoh Satu", "33.72", p) }

func galleryOffering(state ska.State) ska.Offering {
	return ska.Offering{
		Slug: "batik-ciprat-contoh", Centre: "contoh-satu", State: state, Version: 4, ChangedAt: skaNow(), PublishedAt: skaNow(), ArchivedAt: skaNow(), ArchiveReason: "Berganti motif",
		Terms: ska.Terms{
			Title: "Batik ciprat contoh", Kind: ska.Product, Line: "batik", Text: "Kain batik dengan motif percikan, dua meter.", Place: "Galeri SKA, Gedung B", PriceFrom: 150_000, PriceTo: 350_000,
			Per: "potong", Hours: "Senin–Jumat 08.00–16.00 WIB", Order: "Telepon kantor sehari sebelumnya.", Phone: "(0271) 000-000", MadeBy: "peserta pelatihan batik", Available: true,
		},
		Photos: []innovation.Photo{photoSample("Kain batik ciprat biru")},
	}
}

// skaSpecimens shows the pages of SKA, of what they offer, and their table.
func skaSpecimens() []Specimen {
	profile := galleryProfile()
	public := func(name string, l i18n.Lang, x SKAPage) Specimen {
		role := ""
		if x.MayEdit {
			role = "Petugas SKA"
		}
		f := galleryFrame(l.T("ska.of", "centre", x.Sheet.Name), "/ska/"+x.Sheet.Centre, role)
		f.Lang, f.Bilingual, f.Now = l, true, skaNow()
		f.Crumbs = []Link{{Href: "/ska", Text: l.T("ska.title")}}
		return Specimen{name, f.Href("/ska/" + x.Sheet.Centre), SKA(f, x)}
	}
	sheet := skaSheet(profile)
	empty := ska.SheetOf("Sentra Contoh Dua", "74.71", ska.Profile{Centre: "contoh-dua"})
	empty.Known = false
	f := galleryFrame(i18n.ID.T("ska.title"), "/ska", "")
	list := []Specimen{
		{"ska-list", "/ska", SKAList(f, SKAListPage{Sheets: []ska.Sheet{sheet, empty}, Places: map[string]string{"33.72": "Kota Surakarta", "74.71": "Kota Kendari"}, MayCompare: true})},
		public("ska-page", i18n.ID, SKAPage{Sheet: sheet, Offerings: []ska.Offering{galleryOffering(ska.Published)}, More: "/katalog"}),
		public("ska-page-en", i18n.EN, SKAPage{Sheet: sheet}),
		public("ska-page-manager", i18n.ID, SKAPage{Sheet: sheet, MayEdit: true, MaySee: true}),
		public("ska-page-empty", i18n.ID, SKAPage{Sheet: empty}),
	}
	return append(append(append(list, skaEditSpecimens(profile)...), offeringSpecimens()...), skaTableSpecimens()...)
}

func skaEditSpecimens(p ska.Profile) (list []Specimen) {
	for _, part := range ska.Parts() {
		path := SKAEditHref(p.Centre, part)
		f := galleryFrame(i18n.ID.T("ska.edit_title", "centre", "Sentra Contoh Satu"), path, "Petugas SKA")
		f.Now = skaNow()
		x := SKAEditPage{Profile: p, Part: part, Form: f.Form(path), Photo: f.Form("/ska/" + p.Centre + "/foto"), Remove: f.Form(path + "/hapus")}
		list = append(list, Specimen{"ska-edit-" + string(part), path, SKAEdit(f, x)})
	}
	path := SKAEditHref(p.Centre, ska.PartTrainees)
	f := galleryFrame(i18n.ID.T("ska.edit_title", "centre", "Sentra Contoh Satu"), path, "Petugas SKA")
	f.Failed = true
	refused := f.Form(path).Set("item", p.Trainees[0].ID.String()).Set("women", "4").Set("men", "3").Set("fisik", "5")
	refused.Errors = map[string]string{"fisik": f.T("ska.kinds_sum", "kinds", 5, "total", 7)}
	list = append(list, Specimen{"ska-edit-refused", path, SKAEdit(f, SKAEditPage{Profile: p, Part: ska.PartTrainees, Form: refused, Item: refused.Value("item"), Remove: f.Form(path + "/hapus")})})
	h := galleryFrame(i18n.ID.T("ska.history"), "/ska/"+p.Centre+"/riwayat", "Petugas SKA")
	versions := []ska.Version{
		{Number: 2, Part: ska.PartEquipment, Name: "Kompresor", At: skaNow(), Changes: []ska.Change{{Field: "condition", From: "damaged", To: "broken"}, {Field: "needs", To: "Unit baru"}}},
		{Number: 1, Part: ska.PartRooms, Name: "Gudang lama", Removed: true, At: skaNow()},
	}
	return append(list, Specimen{"ska-history", "/ska/" + p.Centre + "/riwayat", SKAHistory(h, SKAHistoryPage{Versions: versions})},
		Specimen{"ska-history-empty", "/ska/" + p.Centre + "/riwayat", SKAHistory(h, SKAHistoryPage{})})
}

func offeringSpecimens() []Specimen {
	page := func(name string, o ska.Offering, staff bool) Specimen {
		role := ""
		if staff {
			role = "Petugas SKA"
		}
		f := galleryFrame(o.Title, OfferingHref(o.Slug), role)
		f.Crumbs = []Link{{Href: "/ska", Text: "SKA"}, {Href: "/ska/contoh-satu", Text: "SKA Sentra Contoh Satu"}}
		p := OfferingPage{Offering: o, CentreName: "Sentra Contoh Satu"}
		if staff {
			form := f.Form(OfferingHref(o.Slug) + "/terbit")
			closing := f.Form(OfferingHref(o.Slug) + "/arsip")
			closing.ID = "arsip-"
			p.Staff = &OfferingStaff{MayEdit: true, Publish: &form, Close: &closing, Toggle: &form}
		}
		return Specimen{name, OfferingHref(o.Slug), Offering(f, p)}
	}
	draft := galleryOffering(ska.Draft)
	draft.Hours, draft.Photos, draft.Available = "", nil, false
	path := OfferingHref(draft.Slug) + "/sunting"
	f := galleryFrame(i18n.ID.T("ska.edit_offering_title", "title", draft.Title), path, "Petugas SKA")
	photo := f.Form(OfferingHref(draft.Slug) + "/foto")
	photo.ID, photo.Multipart = "tambah-", true
	full := galleryOffering(ska.Published)
	edit := func(o ska.Offering) OfferingEditPage {
		form := f.Form(path)
		for name, value := range OfferingValues(o) {
			form = form.Set(name, value)
		}
		return OfferingEditPage{Form: form, Record: &o, Photo: photo, Photos: f.Form(OfferingHref(o.Slug) + "/foto/ubah")}
	}
	l := galleryFrame(i18n.ID.T("ska.own_offerings"), "/ska/contoh-satu/produk", "Petugas SKA")
	return []Specimen{
		page("offering-public", full, false),
		page("offering-archived", galleryOffering(ska.Archived), false),
		page("offering-draft", draft, true),
		page("offering-staff", full, true),
		{"offering-new", "/produk/baru", OfferingEdit(f.With(i18n.ID.T("ska.new_offering")), OfferingEditPage{Form: f.Form("/produk/baru")})},
		{"offering-edit-draft", path, OfferingEdit(f, edit(draft))},
		{"offering-edit", path, OfferingEdit(f, edit(full))},
		{"offering-list", "/ska/contoh-satu/produk", Offerings(l, OfferingsPage{Centre: "contoh-satu", Offerings: []ska.Offering{full, draft}, MayBegin: true})},
		{"offering-list-empty", "/ska/contoh-satu/produk", Offerings(l, OfferingsPage{Centre: "contoh-satu"})},
	}
}

func skaTableSpecimens() []Specimen {
	f := galleryFrame(i18n.ID.T("ska.compare_title"), "/ska/banding", "Staf Ditjen")
	rows := []ska.Row{
		{Centre: "contoh-satu", Name: "Sentra Terpadu Contoh Satu", Known: true, Rooms: 7, Unused: 1, Area: 640, Equipment: 41, Good: 29, Damaged: 9, Broken: 3, Age: 8, Cost: 145_500_000, Capacity: galleryProfile().Capacity, Lines: 2, Period: "2026/1", Trainees: 31, Women: 14, Offerings: 4, Made: 120, ChangedAt: skaNow()},
		{Centre: "contoh-tiga", Name: "Sentra Contoh Tiga", Known: true, Rooms: 3, Equipment: 6, Good: 6, Age: -1, ChangedAt: skaNow()},
		{Centre: "contoh-dua", Name: "Sentra Contoh Dua"},
	}
	sum := ska.Row{Cost: 145_500_000, Equipment: 47, Damaged: 9, Broken: 3, Trainees: 31, Women: 14, Made: 120}
	p := SKAComparePage{Comparison: ska.Comparison{Sort: "cost", Desc: true, Rows: rows, Sum: sum}, Downloads: []Link{{Href: "/ska/banding.csv", Text: "CSV"}, {Href: "/ska/banding.xlsx", Text: "XLSX"}}}
	return []Specimen{
		{"ska-compare", "/ska/banding", SKACompare(f, p)},
		{"ska-compare-empty", "/ska/banding", SKACompare(f, SKAComparePage{Comparison: ska.Comparison{Sort: "name"}})},
	}
}
