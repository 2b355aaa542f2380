package views

import (
	"strings"

	"lumbung/app/innovation"
)

func kippSpecimens() []Specimen {
	specimen := func(name string, limit int, change func(*innovation.Content)) Specimen {
		rec := galleryDesigned(innovation.Draft)
		change(&rec.Content)
		path := "/inovasi/" + rec.Slug + "/kipp"
		f, p := innovationFrame("Formulir KIPP: "+rec.Title, path, makerRole), galleryInnovationPage()
		f.Lead, p.Sheet.Content = f.T("kipp.lead"), rec.Content
		form := f.Form(path)
		form.Method = "get"
		return Specimen{Name: "kipp-" + name, Path: path, Component: KIPP(f, KIPPPage{Slug: rec.Slug, Title: rec.Title, Form: form, Sections: KIPPSections(p, limit)})}
	}
	return []Specimen{
		specimen("fine", 0, func(c *innovation.Content) {
			c.Passing = innovation.Passing{Prerequisites: "Bengkel las dan dua teknisi.", Mentor: "SKA Contoh", Sustainability: "Masuk anggaran tahunan sentra."}
		}),
		specimen("warnings", 20, func(c *innovation.Content) { c.Summary = strings.Repeat("kata ", 203) }),
	}
}
