package views

import "lumbung/app/innovation"

// fillSpecimens are a draft with nothing but its four answers, one that lacks
// little, and one that was refused for what it still lacks.
func fillSpecimens() []Specimen {
	page := func(name string, rec innovation.Innovation, errors map[string]string) Specimen {
		path := InnovationFillHref(rec.Slug)
		f := innovationFrame("Lengkapi: "+rec.Title, path, makerRole)
		f.Failed = errors != nil
		form := f.Form(path).With(InnovationValues(rec), errors)
		form.Version, form.Multipart = "4", len(rec.Photos) == 0
		return Specimen{Name: "innovation-" + name, Path: path, Component: InnovationFill(f, InnovationFillPage{
			Form: form, Record: rec, Names: rec.ToFill(), MaySubmit: rec.State == innovation.Draft,
		})}
	}
	few := galleryInnovation(innovation.Draft)
	few.Novelty, few.Readiness, few.Blueprint.Rights.IP = "", innovation.Readiness{}, "none"
	refused := galleryInnovation(innovation.Refused)
	refused.Novelty = ""
	return []Specimen{
		page("fill", galleryBare(), nil),
		page("fill_few", few, nil),
		page("fill_refused", few, map[string]string{"novelty": "Jelaskan apa yang baru.", "tkt_ticks": "Centang semua butir."}),
		page("fill_appeal", refused, nil),
	}
}
