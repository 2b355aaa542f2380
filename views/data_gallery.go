package views

import "lumbung/views/i18n"

func dataSpecimens() []Specimen {
	page := func(l i18n.Lang) Specimen {
		f := galleryFrame("", "/data", "")
		f.Lang, f.Bilingual = l, true
		f.Title, f.Lead = f.T("data.title"), f.T("data.lead")
		p := DataPage{Licence: DataLicences()[0]}
		for _, name := range []string{"inovasi", "alat", "sentra", "angka"} {
			p.Sets = append(p.Sets, DataSet{Name: name, Page: "/katalog", Columns: []string{"code", "url", "title", "availability", "centres_ready", "changed_at"}, Changed: galleryNoon})
		}
		return Specimen{Name: "data-" + string(l), Path: localPath(l, "/data"), Component: Data(f, p)}
	}
	return []Specimen{page(i18n.ID), page(i18n.EN)}
}
