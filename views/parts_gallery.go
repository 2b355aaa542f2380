package views

import "lumbung/views/i18n"

// partSpecimens shows every component in every state.
func partSpecimens() []Specimen {
	filled := galleryFrame("Catat inovasi", "/inovasi/baru", "Pengelola SKA")
	filled.Crumbs = []Link{{Href: "/katalog", Text: "Katalog"}}
	filled.Flashes = []Flash{{Good, "Draf tersimpan."}}
	refused := filled
	refused.Flashes, refused.Failed = nil, true

	public := galleryFrame("Katalog", "/katalog", "")
	public.Lead, public.Bilingual = "Alat bantu dan inovasi dari semua sentra.", true
	public.Description = "Katalog alat bantu dan inovasi sentra."
	english := public
	english.Lang, english.Title = i18n.EN, "Catalogue"

	f := filled.Form("/inovasi/baru")
	f.Keep, f.Idempotency, f.Version, f.Multipart = "innovation-new", "contoh-1", "7", true
	return []Specimen{
		{"part-form-empty", "/inovasi/baru", inPage(filled, specimenForm(f))},
		{"part-form-refused", "/inovasi/baru", inPage(refused, specimenForm(refusedForm(f)))},
		{"part-form-stale", "/inovasi/baru", inPage(refused, StaleForm(f.Set("title", "Kursi roda"), []Difference{
			{Label: "Nama inovasi", Theirs: "Kursi roda elektrik 2", Yours: "Kursi roda"},
		}, "/inovasi/kursi-roda"))},
		{"part-notices", "/contoh", inPage(galleryFrame("Pemberitahuan", "/contoh", "Petugas"), specimenNotices(i18n.ID))},
		{"part-lists", "/gudang", inPage(galleryFrame("Gudang", "/gudang", "Petugas gudang"), specimenLists(i18n.ID))},
		{"part-cards", "/katalog", inPage(public, specimenCards(i18n.ID))},
		{"part-cards-english", "/en/katalog", inPage(english, specimenCards(i18n.EN))},
		{"part-scan", "/gudang/pindai", inPage(galleryFrame("Terima unit", "/gudang/pindai", "Petugas gudang"), specimenScan(filled.Form("/gudang/pindai")), PrintButton(i18n.ID), CopyButton(i18n.ID))},
		{"part-live", "/ruang-komando", inPage(galleryFrame("Ruang komando", "/ruang-komando", ""), specimenLive(i18n.ID))},
		{"part-tv", "/ruang-komando/tv", withChildren(TV(galleryFrame("Apakah keluaran menjadi hasil?", "/ruang-komando/tv", "")), specimenLive(i18n.ID))},
	}
}

func refusedForm(f Form) Form {
	return f.With(map[string][]string{
		"title": {`Kursi <roda> "elektrik"`}, "kind": {"12"}, "open": {"ya"}, "for": {"fisik", "rungu"}, "width": {"enam puluh"},
	}, map[string]string{
		"problem": "Wajib diisi.", "width": "Tulis dengan angka, misalnya 60.", "open": "Pilih salah satu dari daftar.",
		"for": "Pilih paling banyak satu.", "kind": "Pilih yang lain.", "photo": "Berkas terlalu besar.", "agree": "Wajib diisi.",
		"": "Draf ini sudah diajukan.",
	})
}

// errorSpecimens shows what people see when a request fails.
func errorSpecimens() []Specimen {
	var all []Specimen
	for _, kind := range []string{"403", "404", "500", "expired", "offline"} {
		f := galleryFrame("", "/inovasi/baru", "")
		f.RequestID = "LB-7Q4M-2K"
		all = append(all, Specimen{Name: "error-" + kind, Path: f.Path, Component: ErrorPage(f, kind)})
	}
	return all
}
