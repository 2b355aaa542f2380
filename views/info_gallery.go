package views

import "lumbung/views/i18n"

// infoSpecimens shows the pages that explain, in both languages.
func infoSpecimens() (out []Specimen) {
	for _, t := range InfoTopics() {
		for _, l := range i18n.Langs() {
			f := galleryFrame(l.T(t.Key("title")), "/"+string(t), "")
			f.Lang, f.Bilingual = l, true
			f.Lead = f.T(t.Key("lead"))
			out = append(out, Specimen{Name: "info-" + string(t) + "-" + string(l), Path: f.Href("/" + string(t)), Component: Explain(f, t)})
		}
	}
	return out
}
