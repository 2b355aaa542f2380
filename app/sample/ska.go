package sample

import (
	"context"

	"lumbung/app/policy"
	"lumbung/app/ska"
)

// house is an SKA of the play with what it tells and offers.
type house struct {
	centre   string
	basics   ska.Description
	rooms    []ska.RoomForm
	tools    []ska.ToolForm
	lines    []ska.LineForm
	trainees []ska.IntakeForm
	decree   ska.DecreeForm
	alt      string
	draw     func(*canvas)
	offers   []offer
}

// offer is a product or a service of the play with its picture.
type offer struct {
	terms ska.TermsForm
	alt   string
	draw  func(*canvas)
	draft bool
}

// houses plays the profiles of some SKA and what they offer.
func (p *play) houses() {
	for i, x := range houses() {
		t := p.thread()
		t.on(70-i, "SKA "+x.centre, func(ctx context.Context) error { return p.describeHouse(ctx, x) })
		t.on(60-i, "SKA "+x.centre, func(ctx context.Context) error { return p.offerOf(ctx, x) })
	}
}

// allOf hands every form of a list to a command.
func allOf[In any](ctx context.Context, do func(context.Context, In) (ska.Profile, error), list ...In) error {
	for _, in := range list {
		if _, err := do(ctx, in); err != nil {
			return err
		}
	}
	return nil
}

// describeHouse fills in a profile, part by part.
func (p *play) describeHouse(ctx context.Context, x house) error {
	ctx, h, at := p.as(ctx, policy.SKA, x.centre), p.app.SKA, ska.At{Centre: x.centre}
	x.basics.Centre, x.decree.At, x.decree.Date = x.centre, at, p.day(400)
	for i := range x.rooms {
		x.rooms[i].At = at
	}
	for i := range x.tools {
		x.tools[i].At = at
	}
	for i := range x.lines {
		x.lines[i].At = at
	}
	for i := range x.trainees {
		x.trainees[i].At, x.trainees[i].Year = at, p.day(70).Year()-1-i
	}
	picture, err := illustrate(x.draw)
	if err != nil {
		return err
	}
	for _, err := range []error{
		allOf(ctx, h.Describe, x.basics), allOf(ctx, h.SetRoom, x.rooms...), allOf(ctx, h.SetTool, x.tools...), allOf(ctx, h.SetLine, x.lines...),
		allOf(ctx, h.SetIntake, x.trainees...), allOf(ctx, h.SetDecree, x.decree), allOf(ctx, h.AddPhoto, ska.NewPhoto{Centre: x.centre, Photo: picture, Alt: x.alt}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// offerOf writes the offerings of an SKA and publishes those that are ready.
func (p *play) offerOf(ctx context.Context, x house) error {
	ctx, h := p.as(ctx, policy.SKA, x.centre), p.app.SKA
	for _, o := range x.offers {
		rec, err := h.Offer(ctx, o.terms)
		if err != nil {
			return err
		}
		picture, err := illustrate(o.draw)
		if err != nil {
			return err
		}
		if _, err := h.AddOfferingPhoto(ctx, ska.NewOfferingPhoto{Offering: rec.Slug, Photo: picture, Alt: o.alt}); err != nil {
			return err
		}
		if o.draft {
			continue
		}
		if _, err := h.Publish(ctx, ska.Step{Offering: rec.Slug}); err != nil {
			return err
		}
	}
	return nil
}

func houses() []house {
	const office, hours = "(0271) 000-000", "Senin–Jumat 08.00–15.30 (contoh)"
	return []house{
		{
			centre: "soeharso", alt: "Gambar contoh: gedung bengkel dengan roda gigi di atas pintunya", draw: workshopHall,
			basics:   ska.Description{About: "Bengkel kursi roda dan pelatihan batik. Isi profil ini rekaan.", Address: "Jalan Contoh 1, Surakarta", Phone: office, Email: "ska-soeharso@contoh.example", Hours: hours},
			rooms:    []ska.RoomForm{{Building: "Gedung A", Name: "Bengkel las contoh", Area: 180, Purpose: "Rangka kursi roda", Use: ska.InUse}, {Building: "Gedung B", Name: "Ruang batik contoh", Area: 90, Purpose: "Batik ciprat", Use: ska.InUse}, {Building: "Gedung B", Name: "Gudang lama contoh", Area: 60, Use: ska.NotUsed}},
			tools:    []ska.ToolForm{{Name: "Mesin las MIG", Number: 3, Year: 2012, Condition: ska.Damaged, Needs: "Ganti dengan inverter yang hemat listrik", Cost: 54_000_000}, {Name: "Mesin jahit industri", Number: 8, Year: 2021, Condition: ska.Good}, {Name: "Mesin bubut", Number: 1, Year: 2004, Condition: ska.Broken, Needs: "Mesin bubut baru", Cost: 120_000_000}},
			lines:    []ska.LineForm{{Product: "Kursi roda elektrik", PerMonth: 12, Unit: "unit"}, {Product: "Batik ciprat", PerMonth: 80, Unit: "potong"}},
			trainees: []ska.IntakeForm{{Women: 14, Men: 17, Physical: 18, Visual: 3, Hearing: 6, Multiple: 4}, {Women: 12, Men: 13, Physical: 25}},
			decree:   ska.DecreeForm{Kind: ska.CentreDecree, Number: "CONTOH/99/SKA", Title: "Pembentukan pengelola SKA (contoh, bukan surat sebenarnya)"},
			offers: []offer{
				{ska.TermsForm{Title: "Batik ciprat contoh", Kind: ska.Product, Line: "batik", Text: "Kain batik dengan motif percikan, dua meter. Contoh.", Place: "Galeri SKA, Gedung B", PriceFrom: 150_000, PriceTo: 350_000, Per: "potong", Hours: hours, Order: "Telepon kantor; selesai dalam seminggu.", Phone: office, MadeBy: "peserta pelatihan batik", Available: true}, "Gambar contoh: kain dengan percikan warna", splashCloth, false},
				{ska.TermsForm{Title: "Jahit seragam contoh", Kind: ska.Service, Line: "sewing", Text: "Jahit seragam kantor dan sekolah. Contoh.", Place: "Ruang jahit, Gedung B", PriceFrom: 90_000, Per: "potong", Hours: hours, Order: "Datang untuk diukur.", Phone: office, MadeBy: "alumni pelatihan menjahit", Available: true}, "Gambar contoh: mesin jahit", sewingMachine, false},
			},
		},
		{
			centre: "meohai", alt: "Gambar contoh: papan simbol untuk memesan kopi", draw: symbolBoard,
			basics:   ska.Description{About: "Kafe dan penatu yang dikelola bersama peserta tuli. Isi profil ini rekaan.", Address: "Jalan Contoh 2, Kendari", Phone: "(0401) 000-000", Hours: hours},
			rooms:    []ska.RoomForm{{Name: "Kafe contoh", Area: 70, Use: ska.InUse}, {Name: "Penatu contoh", Area: 45, Use: ska.PartlyUse}},
			tools:    []ska.ToolForm{{Name: "Mesin kopi", Number: 1, Year: 2022, Condition: ska.Good}, {Name: "Mesin cuci", Number: 4, Year: 2016, Condition: ska.Damaged, Needs: "Ganti dua unit", Cost: 18_000_000}},
			lines:    []ska.LineForm{{Product: "Kopi bubuk", PerMonth: 40, Unit: "kg"}, {Product: "Cucian", PerMonth: 600, Unit: "kg"}},
			trainees: []ska.IntakeForm{{Women: 3, Men: 8, Hearing: 11}},
			decree:   ska.DecreeForm{Kind: ska.Agreement, Number: "CONTOH/12/PKS", Title: "Kerja sama kafe dengan pemerintah kota (contoh)"},
			offers: []offer{
				{ska.TermsForm{Title: "Kopi bubuk contoh", Kind: ska.Product, Line: "cafe", Text: "Kopi bubuk dari petani sekitar, disangrai di SKA. Contoh.", Place: "Kafe SKA", PriceFrom: 35_000, PriceTo: 120_000, Per: "bungkus", Hours: hours, Phone: "(0401) 000-000", MadeBy: "barista tuli peserta pelatihan", Available: true}, "Gambar contoh: secangkir kopi di samping sebungkus kopi bubuk", coffeeCup, false},
				{ska.TermsForm{Title: "Penatu kiloan contoh", Kind: ska.Service, Line: "laundry", Text: "Cuci dan setrika, selesai dua hari. Contoh.", Place: "Penatu SKA", PriceFrom: 7_000, Per: "kg", Hours: hours, Phone: "(0401) 000-000", MadeBy: "peserta pelatihan"}, "Gambar contoh: mesin cuci dan sekeranjang cucian", washingMachine, false},
			},
		},
		{
			centre: "inten-soeweno", alt: "Gambar contoh: motor roda tiga", draw: cargoTrike,
			basics:   ska.Description{About: "Bengkel motor roda tiga dan cuci kendaraan. Isi profil ini rekaan.", Address: "Jalan Contoh 3, Cibinong", Phone: "(021) 000-0000", Hours: hours},
			rooms:    []ska.RoomForm{{Name: "Bengkel motor contoh", Area: 150, Use: ska.InUse}},
			tools:    []ska.ToolForm{{Name: "Kompresor", Number: 2, Year: 2010, Condition: ska.Broken, Needs: "Dua kompresor baru", Cost: 24_000_000}},
			lines:    []ska.LineForm{{Product: "Motor roda tiga", PerMonth: 5, Unit: "unit"}},
			trainees: []ska.IntakeForm{{Women: 2, Men: 19, Physical: 16, Without: 5}},
			decree:   ska.DecreeForm{Kind: ska.BudgetDecree, Number: "CONTOH/7/KPA", Title: "Penetapan pengelola bengkel (contoh)"},
			offers: []offer{
				{ska.TermsForm{Title: "Cuci mobil contoh", Kind: ska.Service, Line: "car_wash", Text: "Cuci mobil dan motor dengan air daur ulang. Contoh.", Place: "Halaman SKA", PriceFrom: 15_000, PriceTo: 45_000, Per: "kendaraan", Hours: hours, Phone: "(021) 000-0000", MadeBy: "peserta pelatihan bengkel", Available: true}, "Gambar contoh: mobil di tempat cuci", serviceVan, false},
				{ska.TermsForm{Title: "Nasi kotak contoh", Kind: ska.Product, Line: "catering", Text: "Katering rapat, paling sedikit 20 kotak. Contoh.", Place: "Dapur SKA", PriceFrom: 25_000, Per: "kotak", Phone: "(021) 000-0000"}, "Gambar contoh: kain meja", splashCloth, true},
			},
		},
	}
}
