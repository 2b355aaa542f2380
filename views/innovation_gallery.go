package views

import (
	"slices"
	"strings"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

const (
	makerRole    = "Manajer SKA"
	reviewerRole = "Penelaah"
)

func photoSample(alt string) innovation.Photo {
	return innovation.Photo{Hash: strings.Repeat("0", 32), Alt: alt, Width: 1280, Height: 960, Widths: []int{320, 640, 1280}}
}

func galleryContent() innovation.Content {
	evidence := 2
	return innovation.Content{
		Title: "Kursi roda elektrik", Kind: innovation.Device,
		Problem: "Banyak penerima manfaat tidak kuat mengayuh kursi roda di jalan menanjak.\nMereka menunggu orang lain untuk keluar rumah.",
		Summary: "Kursi roda dengan dua motor yang dikendalikan satu tangan. Baterainya dapat diisi di rumah dalam enam jam.",
		Easy:    "Kursi roda ini berjalan dengan baterai.\nAnda menggerakkannya dengan satu tuas.\nKursi berhenti bila tuas dilepas.",
		ForWhom: "Orang dewasa yang lengannya lemah", Disabilities: []string{"fisik"}, ISO: "12 23 06",
		Novelty:  "Rangka dibuat dari bahan yang ada di setiap bengkel sentra.",
		Photos:   []innovation.Photo{photoSample("Kursi roda hitam dengan tuas kendali di sebelah kanan"), photoSample("Baterai di bawah dudukan")},
		Warnings: "Jangan dipakai di tangga.\nJangan diisi saat hujan.", UnitCost: 12_500_000, Contributors: "Kelompok pengguna Sentra Contoh Satu",
		Lessons:   "Motor pertama terlalu lemah untuk tanjakan; motor 250 watt cukup.",
		Readiness: innovation.Readiness{TKT: 8, On: galleryNoon.AddDate(0, -2, 0), By: "Tim teknik sentra", Ticks: innovation.Indicators(8), Until: galleryNoon.AddDate(3, 0, 0)},
		Evidence:  &evidence,
		Clusters:  []innovation.Cluster{"disability"}, Functions: []innovation.Function{"walking"}, Atensi: []string{"aksesibilitas"},
		Outcomes: []innovation.Outcome{"self_care"}, Goals: []int{3, 10}, AppliedOn: galleryNoon.AddDate(-1, 0, 0),
		Proof: []innovation.Proof{{
			ID: galleryID(70), Kind: "follow_up", Method: "Kunjungan rumah", N: 30, From: galleryNoon.AddDate(0, -6, 0), To: galleryNoon.AddDate(0, -3, 0),
			Result: "24 dari 30 pemakai keluar rumah lebih sering.",
		}},
		Mentions: []innovation.Mention{{Kind: "award", Name: "Top 99 Contoh", Year: 2025, Link: "https://contoh.example/top99"}},
		Making: innovation.Making{
			Materials: 9_000_000, Labour: 2_000_000, Overhead: 500_000, PricedOn: galleryNoon.AddDate(0, -2, 0), Hours: 40, Days: 6, Capacity: 4,
			Tools: "Las listrik dan gerinda", Skills: "Mengelas", Fund: "apbn",
		},
		Keeping:      innovation.Keeping{Unit: "SKA Contoh", Responsible: "Contoh Penanggung Jawab", Role: "Pengelola SKA", NamesAgreed: true, Involved: []innovation.Involvement{"tester"}},
		Passing:      innovation.Passing{Prerequisites: "Bengkel las dan seorang fisioterapis.", Mentor: "SKA Contoh", Sustainability: "Anggaran tahunan sentra."},
		EvidenceNote: "24 dari 30 pemakai keluar rumah lebih sering setelah tiga bulan.", Documentation: 2, Diffusion: innovation.Developed,
	}
}

func galleryInnovation(state innovation.State) innovation.Innovation {
	i := innovation.Innovation{
		ID: galleryID(10), Code: "SKA-2026-0007", Slug: "kursi-roda-elektrik", Centre: "contoh-satu", State: state,
		Content: galleryContent(), CreatedAt: galleryNoon.AddDate(0, -3, 0), ChangedAt: galleryNoon.AddDate(0, 0, -2),
		SubmittedAt: galleryNoon.AddDate(0, 0, -2), Version: 4,
	}
	if state == innovation.Published {
		shown := galleryContent()
		i.Public, i.PublishedAt, i.RenewedAt, i.PublishedVersion = &shown, galleryNoon.AddDate(0, -2, 0), galleryNoon.AddDate(0, -1, 0), 4
	}
	return i
}

func galleryBare() innovation.Innovation {
	i := galleryInnovation(innovation.Draft)
	i.Content = innovation.Content{Title: "Kursi mandi", Kind: innovation.Device, Problem: "Kursi plastik biasa licin."}
	return i
}

func publishedSample() innovation.Sheet {
	rec := galleryInnovation(innovation.Published)
	s, _ := rec.Sheet()
	return s
}

func galleryInnovationPage() InnovationPage {
	return InnovationPage{
		Sheet: publishedSample(), CentreName: "Sentra Contoh Satu", CentreHref: "/sentra/contoh-satu",
		Entry: galleryEntry(1), Devices: galleryDevices(),
	}
}

// galleryDevices are devices in each state of supply.
func galleryDevices() []DeviceLine {
	line := func(name string, a Availability) DeviceLine {
		return DeviceLine{Link{Href: "/alat/kursi-roda-elektrik", Text: name}, a}
	}
	since := galleryNoon.AddDate(0, -6, 0)
	return []DeviceLine{
		line("Kursi roda elektrik SR-1", Availability{Supply: stock.Supply{Ready: 12, Centres: 3, InUse: 200, Made: 290}}),
		line("Kursi roda elektrik SR-2", Availability{stock.Supply{InUse: 40, Made: 40}, allocation.Wait{Weeks: 6, Since: since}}),
		line("Kursi roda elektrik anak", Availability{Supply: stock.Supply{InUse: 3, Made: 3}}),
	}
}

func galleryReviews() []ReviewRow {
	return []ReviewRow{
		{Decision: innovation.Return, Reason: "Tulis ukuran dudukan, dan uji ulang remnya.", Centre: "Sentra Contoh Dua", At: galleryNoon.AddDate(0, -2, 0)},
		{Decision: innovation.Publish, Centre: "Sentra Contoh Dua", At: galleryNoon.AddDate(0, -1, 0)},
	}
}

func innovationFrame(title, path, role string) Frame {
	f := galleryFrame(title, path, role)
	f.Now = galleryNoon
	return f
}

func innovationSpecimens() []Specimen {
	return slices.Concat(innovationPageSpecimens(), innovationFormSpecimens(), innovationPartSpecimens(), innovationLifeSpecimens(), reviewSpecimens())
}

func innovationPageSpecimens() []Specimen {
	const path = "/inovasi/kursi-roda-elektrik"
	page := func(name, role string, change func(*Frame, *InnovationPage)) Specimen {
		f, p := innovationFrame("Kursi roda elektrik", path, role), galleryInnovationPage()
		f.Bilingual = true
		change(&f, &p)
		return Specimen{Name: "innovation-" + name, Path: path, Component: Innovation(f, p)}
	}
	return []Specimen{
		page("public", "", func(*Frame, *InnovationPage) {}),
		page("english", "", func(f *Frame, p *InnovationPage) {
			f.Lang, f.Own = i18n.EN, true
			f.Structured = StructuredInnovation(*f, *p)
		}),
		page("easy", "", func(_ *Frame, p *InnovationPage) { p.Easy = true }),
		page("few", "", func(_ *Frame, p *InnovationPage) {
			p.Entry.Supply = stock.Supply{Ready: 2, InUse: 3, Centres: 1}
			p.Sheet.Photos, p.Sheet.Easy, p.Sheet.Evidence, p.Sheet.UnitCost = nil, "", nil, 0
		}),
		page("waiting", "", func(_ *Frame, p *InnovationPage) {
			p.Entry.Supply, p.Entry.Recalled = stock.Supply{InUse: 40, Made: 40}, true
			p.Devices, p.Recalls = galleryDevices()[1:2], []stock.Notice{galleryNotice()}
		}),
		page("archived", "", func(_ *Frame, p *InnovationPage) {
			p.Sheet.Archived, p.Sheet.ArchivedAt, p.Sheet.ArchiveReason = true, galleryNoon, "Diganti generasi kedua."
			p.Entry.ID = op.ID{}
		}),
		page("old", "", func(f *Frame, _ *InnovationPage) { f.Now = galleryNoon.AddDate(2, 0, 0) }),
		page("staff", makerRole, func(f *Frame, p *InnovationPage) {
			form := f.Form(path + "/arsip")
			form.ID = "arsip-"
			p.Staff = &InnovationStaff{Record: galleryInnovation(innovation.Published), MayEdit: true, Archive: &form, Reviews: galleryReviews()}
		}),
		page("draft", makerRole, func(_ *Frame, p *InnovationPage) {
			p.Preview, p.Entry.ID = true, op.ID{}
			p.Staff = &InnovationStaff{Record: galleryInnovation(innovation.Draft), MayEdit: true, MaySubmit: true}
		}),
	}
}

func innovationFormSpecimens() []Specimen {
	const path = "/inovasi/kursi-roda-elektrik"
	edit := func(name string, rec innovation.Innovation, change func(*InnovationEditPage)) Specimen {
		f := innovationFrame("Sunting: "+rec.Title, path+"/sunting", makerRole)
		p := InnovationEditPage{Record: rec}
		change(&p)
		return Specimen{Name: "innovation-" + name, Path: path + "/sunting", Component: InnovationEdit(f, p)}
	}
	begin := func(name string, errors map[string]string) Specimen {
		f := innovationFrame("Catat inovasi", "/inovasi/baru", makerRole)
		f.Failed = errors != nil
		form := f.Form("/inovasi/baru").With(map[string][]string{"problem": {"Kursi plastik biasa licin."}}, errors)
		form.Multipart = true
		return Specimen{Name: "innovation-" + name, Path: "/inovasi/baru", Component: InnovationNew(f, InnovationNewPage{form})}
	}
	list := func(name string, p InnovationsPage) Specimen {
		return Specimen{Name: "innovations-" + name, Path: "/inovasi", Component: Innovations(innovationFrame("Inovasi sentra saya", "/inovasi", makerRole), p)}
	}
	submit := func(name string, rec innovation.Innovation) Specimen {
		f := innovationFrame("Ajukan: "+rec.Title, path+"/ajukan", makerRole)
		return Specimen{Name: "innovation-" + name, Path: path + "/ajukan", Component: InnovationSubmit(f, InnovationSubmitPage{f.Form(path + "/ajukan"), rec})}
	}
	untold := galleryInnovation(innovation.Draft)
	untold.Photos[0].Alt, untold.Warnings = "", ""
	var all []innovation.Innovation
	for _, s := range innovation.States() {
		all = append(all, galleryInnovation(s))
	}
	return []Specimen{
		begin("new", nil),
		begin("new_refused", map[string]string{"title": "Wajib diisi.", "photo": "Ini bukan foto yang kami kenal. Pilih berkas JPEG, PNG, WebP, atau GIF."}),
		edit("edit", galleryBare(), func(*InnovationEditPage) {}),
		edit("edit_returned", galleryInnovation(innovation.Returned), func(p *InnovationEditPage) {
			p.Review, p.Due = &galleryReviews()[0], galleryNoon.AddDate(0, 0, 20)
			p.Similar = []Link{{Href: "/inovasi/kursi-roda-listrik", Text: "Kursi roda listrik · Sentra Contoh Dua"}}
		}),
		edit("edit_refused", galleryInnovation(innovation.Refused), func(p *InnovationEditPage) { p.Review = &galleryReviews()[0] }),
		submit("submit", untold), submit("submit_missing", galleryBare()),
		list("mine", InnovationsPage{Items: all, MayBegin: true, Pager: Pager{Next: "/inovasi?cursor=n", Shown: len(all)}}),
		list("none", InnovationsPage{MayBegin: true}),
		list("all", InnovationsPage{Items: all, Centres: map[string]string{"contoh-satu": "Sentra Contoh Satu"}}),
	}
}

func reviewSpecimens() []Specimen {
	queue := func(name string, items []innovation.Innovation) Specimen {
		f := innovationFrame("Antrean telaah", "/telaah", reviewerRole)
		return Specimen{Name: "review-" + name, Path: "/telaah", Component: ReviewQueue(f, ReviewQueuePage{Items: items, Centres: map[string]string{"contoh-satu": "Sentra Contoh Satu"}})}
	}
	decide := func(name string, rec innovation.Innovation, errors map[string]string) Specimen {
		path := "/inovasi/" + rec.Slug + "/telaah"
		f := innovationFrame("Telaah: "+rec.Title, path, reviewerRole)
		f.Failed = errors != nil
		p := galleryInnovationPage()
		p.Preview, p.Sheet.Content, p.Entry.ID = true, rec.Content, op.ID{}
		form := f.Form(path).With(map[string][]string{"decision": {"return"}}, errors)
		return Specimen{Name: "review-" + name, Path: path, Component: Review(f, ReviewPage{Form: form, Page: p, SubmittedAt: galleryNoon.Add(-48 * time.Hour), Reviews: galleryReviews()[:1]})}
	}
	waiting := galleryInnovation(innovation.Submitted)
	waiting.Author = policy.Actor{Role: policy.SKA}
	return []Specimen{
		queue("queue", []innovation.Innovation{waiting, waiting}), queue("none", nil),
		decide("decide", waiting, nil), decide("refused", waiting, map[string]string{"reason": "Tulis alasannya, supaya sentra tahu apa yang harus dilakukan."}),
		decide("missing", galleryBare(), nil),
	}
}
