package views

import (
	"strings"

	"lumbung/app/innovation"
	"lumbung/views/i18n"
)

func galleryBlueprint() innovation.Blueprint {
	return innovation.Blueprint{
		Sizes: innovation.Sizes{
			Length: 1100, Width: 640, Height: 925, Mass: 38_500, MaxLoad: 120, Power: "Baterai 24 V 12 Ah", User: "Tinggi 140 sampai 180 cm",
			Fittings: []innovation.Fitting{
				{Name: "Lebar dudukan", From: 380, To: 460, Unit: "mm", How: "Geser pipa dudukan, kunci dengan dua baut"},
				{Name: "Sudut sandaran", From: 90, To: 110, Unit: "deg"},
				{Name: "Ukuran bantalan", From: 2, To: 2, Unit: "size"},
			},
		},
		Releases: []innovation.Release{
			{Version: "1.1.0", Date: galleryNoon.AddDate(0, -2, 0), Note: "Rem parkir diganti, tuas dapat dipasang di kiri."},
			{Version: "1.0.0", Note: "Rancangan pertama."},
		},
		Tests: galleryTests(),
		Safety: innovation.Safety{
			Statement: "Semua tepi tajam ditutup. Motor berhenti bila tuas dilepas.",
			NotFor:    "Jangan dipakai oleh orang yang tidak dapat duduk tegak tanpa sabuk.",
		},
		Certificates: []innovation.Certificate{
			{Standard: "ISO 7176-8", Number: "LU-2025-17", Body: "Laboratorium Uji Contoh", Until: galleryNoon.AddDate(1, 0, 0), Link: "https://lab.example/17"},
			{Standard: "ISO 7176-14", Number: "LU-2021-02", Body: "Laboratorium Uji Contoh", Until: galleryNoon.AddDate(0, -5, 0)},
			{Standard: "SNI 09-4663-1998"},
		},
		Rights: innovation.Rights{
			Hardware: "CERN-OHL-S-2.0", Documents: "CC-BY-SA-4.0", IP: "granted", IPKind: "simple_patent", IPNumber: "IDS00000CONTOH",
			IPHolder: "Kementerian Sosial (contoh)", IPDate: galleryNoon.AddDate(-1, 0, 0), Producer: innovation.Anyone, Repository: "https://git.example/kursi",
		},
		Parts: innovation.PartsList{PricesOn: galleryNoon.AddDate(0, -1, 0), Rows: []innovation.Component{
			{Name: "Motor 250 W", Quantity: 2, Unit: "buah", Price: 1_850_000, Source: "Toko listrik setempat"},
			{Name: "Baterai litium 24 V", Quantity: 1, Unit: "buah", Price: 3_400_000, Source: "Pemasok contoh"},
			{Name: "Pipa besi 1 inci", Quantity: 600, Unit: "cm", Price: 450, Note: "Tebal 1,6 mm"},
			{Name: "Baut M8", Quantity: 24, Unit: "buah"},
		}},
		Files: []innovation.File{
			{Hash: strings.Repeat("0a", 32), Name: "rangka.pdf", Kind: "drawing", Title: "Gambar kerja rangka", Type: "application/pdf", Size: 1_234_567},
			{Hash: strings.Repeat("1b", 32), Name: "model.step", Kind: "source", Type: "text/plain", Size: 734},
		},
	}
}

func galleryTests() (list []innovation.SafetyTest) {
	for i, p := range innovation.TestParameters() {
		for n, batch := range []string{"SKA-2026-01", "SKA-2026-02", "SKA-2026-03"} {
			result := "pass"
			if n == 0 && i%4 == 1 || n == 2 && p == "fatigue" {
				result = "fail"
			}
			if n < 2 || i%3 != 0 {
				list = append(list, innovation.SafetyTest{
					Parameter: p, Batch: batch, Result: result, Value: "12°", Limit: "≥ 10°", Date: galleryNoon.AddDate(0, n-4, i), By: "Tim mutu sentra",
				})
			}
		}
	}
	return list
}

// galleryDesigned is an innovation with a whole design.
func galleryDesigned(state innovation.State) innovation.Innovation {
	i := galleryInnovation(state)
	i.Blueprint = galleryBlueprint()
	if i.Public != nil {
		i.Public.Blueprint = galleryBlueprint()
	}
	return i
}

func blueprintSpecimens() []Specimen {
	const path = "/inovasi/kursi-roda-elektrik"
	overview := func(name string, change func(*innovation.Innovation)) Specimen {
		p := BlueprintPage{Record: galleryDesigned(innovation.Draft), MayEdit: true}
		change(&p.Record)
		f := innovationFrame("Rancangan: "+p.Record.Title, path+"/rancangan", makerRole)
		return Specimen{Name: "blueprint-" + name, Path: path + "/rancangan", Component: BlueprintOverview(f, p)}
	}
	public := func(name string, l i18n.Lang, change func(*innovation.Blueprint)) Specimen {
		f, p := innovationFrame("Kursi roda elektrik", path, ""), galleryInnovationPage()
		f.Lang, f.Bilingual = l, true
		p.Sheet, _ = new(galleryDesigned(innovation.Published)).Sheet()
		change(&p.Sheet.Blueprint)
		p.Sheet.Blueprint = p.Sheet.Blueprint.Shown(galleryNoon)
		return Specimen{Name: "blueprint-" + name, Path: path, Component: Innovation(f, p)}
	}
	list := []Specimen{
		overview("overview", func(*innovation.Innovation) {}),
		overview("none", func(i *innovation.Innovation) { i.Blueprint = innovation.Blueprint{} }),
		overview("embargo", func(i *innovation.Innovation) { i.Blueprint.Rights.After = galleryNoon.AddDate(0, 2, 0) }),
		overview("secret", func(i *innovation.Innovation) { i.Blueprint.Rights.IP = "secret" }),
		public("public", i18n.ID, func(*innovation.Blueprint) {}),
		public("english", i18n.EN, func(b *innovation.Blueprint) { b.Sizes.Width = 950 }),
		public("withheld", i18n.ID, func(b *innovation.Blueprint) { b.Rights.IP = "secret" }),
	}
	for _, part := range designParts.order {
		list = append(list, blueprintFormSpecimen(part, part, nil, func(*BlueprintFormPage) {}))
	}
	return append(list,
		blueprintFormSpecimen("parts_refused", "parts", map[string]string{"parts.rows.1.quantity": "Wajib diisi.", "parts.paste": "Baris 2 tidak terbaca."}, func(p *BlueprintFormPage) {
			p.Drafts = []Link{{Href: path + "/rancangan/bahan?model=kursi&versi=1.2", Text: "Kursi roda elektrik SR-1, versi 1.2"}}
		}),
		blueprintFormSpecimen("files_refused", "files", map[string]string{"file": "Ini program komputer. Unggah gambar, dokumen, atau kode sumbernya."}, func(p *BlueprintFormPage) { p.Files = nil }),
	)
}

func blueprintFormSpecimen(name, part string, errors map[string]string, change func(*BlueprintFormPage)) Specimen {
	rec := galleryDesigned(innovation.Draft)
	path := blueprintPath(rec.Slug, part)
	f := innovationFrame("Bagian rancangan: "+rec.Title, path, makerRole)
	f.Failed = errors != nil
	form := f.Form(path).With(BlueprintValues(rec.Blueprint, part), errors)
	form.Version, form.Multipart = "4", part == "files"
	p := BlueprintFormPage{Record: rec, Part: part, Form: form}
	if part == "files" {
		for _, x := range rec.Blueprint.Files {
			p.Files = append(p.Files, FileForm{File: x, Form: f.Form(path+"/hapus").Set("sha256", x.Hash)})
		}
	}
	change(&p)
	return Specimen{Name: "blueprint-form_" + name, Path: path, Component: BlueprintForm(f, p)}
}
