package views

import (
	"lumbung/app/catalogue"
	"lumbung/app/innovation"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// galleryEntry is the n-th invented entry, each with another supply.
func galleryEntry(n int) catalogue.Entry {
	e := catalogue.Entry{
		ID: galleryID(byte(20 + n)), Type: catalogue.OfInnovation, Slug: "kursi-roda-elektrik", Title: "Kursi roda elektrik",
		Summary: "Kursi roda dengan dua motor yang dikendalikan satu tangan.", Kind: string(innovation.Device), Disabilities: []string{"fisik"},
		Centre: "contoh-satu", CentreName: "Sentra Contoh Satu", TKT: 8, Photo: photoSample("Kursi roda hitam dengan tuas kendali di sebelah kanan"),
		Supply: stock.Supply{Ready: 12, Centres: 3, InUse: 214, Made: 300}, PublishedAt: galleryNoon,
	}
	switch n % 4 {
	case 2:
		e.Title, e.Slug, e.Disabilities = "Tongkat adaptif dengan getar dan suara untuk jalan yang ramai", "tongkat-adaptif", []string{"netra", "rungu"}
		e.Supply, e.Photo = stock.Supply{Ready: 2, Centres: 1, InUse: 3}, innovation.Photo{}
	case 3:
		e.Type, e.Kind, e.Title, e.Slug, e.TKT, e.Summary = catalogue.OfModel, catalogue.KindModel, "Kursi roda elektrik SR-1", "kursi-roda-sr-1", 0, ""
		e.Supply = stock.Supply{InUse: 40}
	case 0:
		e.Kind, e.Title, e.Slug, e.TKT, e.Disabilities = string(innovation.Product), "Batik ciprat", "batik-ciprat", 9, nil
		e.Summary, e.Supply = "Kain batik buatan penerima manfaat di Sentra Kreasi ATENSI.", stock.Supply{}
	}
	return e
}

func galleryCards(l i18n.Lang, n int) FoundCards {
	cards := make(FoundCards, n)
	for i := range cards {
		if card, err := FinishCard(l, galleryEntry(i+1)); err == nil {
			cards[i] = FoundCard{Card: card, Lang: l}
		}
	}
	return cards
}

func galleryCounts(values ...string) []catalogue.Count {
	counts := make([]catalogue.Count, len(values))
	for i, v := range values {
		counts[i] = catalogue.Count{Value: v, N: 40 - 3*i, Label: "Sentra " + v}
	}
	return counts
}

func galleryResult() catalogue.Result {
	return catalogue.Result{
		Total: 57, Kinds: galleryCounts(catalogue.Kinds()...), Disabilities: galleryCounts("fisik", "netra", "rungu"),
		Centres:   galleryCounts("contoh-satu", "contoh-dua", "contoh-tiga", "contoh-empat", "contoh-lima", "contoh-enam", "contoh-tujuh", "contoh-delapan", "contoh-sembilan", "contoh-sepuluh"),
		Provinces: galleryCounts("33", "32", "74"), Ready: catalogue.Count{Value: "1", N: 12},
		ISO: galleryCounts("12", "22", "09"), Stages: galleryCounts("usable", "prototype", "research"), Open: catalogue.Count{Value: "1", N: 9},
	}
}

func catalogueSpecimens() []Specimen {
	page := func(name, query string, change func(*Frame, *CataloguePage)) Specimen {
		f := galleryFrame("Katalog", "/katalog", "")
		f.Lead, f.Bilingual = f.T("catalogue.lead"), true
		p := CataloguePage{Result: galleryResult(), Cards: galleryCards(f.Lang, 8), Pager: Pager{Next: "/katalog?cursor=n", Shown: 8}}
		change(&f, &p)
		return Specimen{Name: "catalogue-" + name, Path: "/katalog" + query, Component: Catalogue(f, p)}
	}
	nothing := func(_ *Frame, p *CataloguePage) {
		p.Ask = CatalogueAsk{Q: "kursi terbang", Whom: []string{"netra"}, Ready: true}
		p.Result, p.Cards, p.Pager = catalogue.Result{}, nil, Pager{}
		p.Ways = []catalogue.Way{{Part: "word", Word: "terbang", Q: "kursi", N: 3}, {Part: "ready", N: 1}, {Part: "q", N: 4}}
		p.Needs = true
	}
	return []Specimen{
		page("all", "", func(*Frame, *CataloguePage) {}),
		page("english", "", func(f *Frame, p *CataloguePage) {
			f.Lang, f.Title = i18n.EN, "Catalogue"
			f.Lead, p.Cards = f.T("catalogue.lead"), galleryCards(i18n.EN, 8)
		}),
		page("filtered", "?q=kursi&untuk=fisik&siap=1", func(_ *Frame, p *CataloguePage) {
			p.Ask = CatalogueAsk{Q: "kursi", Whom: []string{"fisik"}, Centre: []string{"contoh-satu"}, Kind: []string{"alat-bantu"}, ISO: []string{"12"}, Stage: []string{"siap-pakai"}, Ready: true, Open: true, Sort: "siap"}
			p.Result.Disabilities[0].On, p.Result.Centres[0].On, p.Result.Ready.On = true, true, true
			p.Result.ISO[0].On, p.Result.Stages[0].On, p.Result.Open.On = true, true, true
			p.Pager = Pager{Prev: "/katalog?cursor=p", Next: "/katalog?cursor=n", Shown: 8}
		}),
		page("unfolded", "?buka=sentra", func(_ *Frame, p *CataloguePage) { p.Ask.Unfold = "sentra" }),
		page("corrected", "?q=kusri", func(_ *Frame, p *CataloguePage) {
			p.Ask.Q = "kusri"
			p.Result.Corrections, p.Result.Meant = []catalogue.Correction{{Typed: "kusri", Taken: []string{"kursi"}}}, "kursi"
			p.Cards[0].Excerpt = []catalogue.Span{{Text: "… rangka lipat. "}, {Text: "Kursi roda", Hit: true}, {Text: " ini dikendalikan satu tangan, juga di tanjakan …"}}
		}),
		page("nothing", "?q=kursi+terbang", nothing),
		page("empty", "", func(_ *Frame, p *CataloguePage) {
			p.Result, p.Cards, p.Pager = catalogue.Result{}, nil, Pager{}
		}),
		page("wrong", "?jenis=sulap", func(_ *Frame, p *CataloguePage) {
			p.Ask.Kind, p.Wrong = []string{"sulap"}, []string{"Jenis: Saringan ini tidak ada. Hapus saringannya."}
		}),
	}
}

func homeSpecimens() []Specimen {
	home := func(name string, l i18n.Lang, p HomePage) Specimen {
		f := galleryFrame("", "/", "")
		f.Lang, f.OwnHeading, f.Bilingual = l, true, true
		f.Title = f.T("home.title")
		return Specimen{Name: "home-" + name, Path: localPath(l, "/"), Component: Home(f, p)}
	}
	totals := catalogue.Totals{Innovations: 128, Models: 34, Centres: 31, Ready: 412, InUse: 2_906}
	return []Specimen{
		home("full", i18n.ID, HomePage{Totals: totals, Known: true, Cards: galleryCards(i18n.ID, 6), Door: "/masuk"}),
		home("english", i18n.EN, HomePage{Totals: totals, Known: true, Cards: galleryCards(i18n.EN, 3), Door: "/masuk"}),
		home("starting", i18n.ID, HomePage{Door: "/masuk"}),
	}
}
