package views

import (
	"lumbung/app/innovation"
	"lumbung/app/policy"
)

func innovationPartSpecimens() []Specimen {
	const path = "/inovasi/kursi-roda-elektrik/sunting/"
	part := func(name string, rec innovation.Innovation, part innovation.Part, change func(*Frame, *InnovationPartPage)) Specimen {
		f := innovationFrame("Sunting: "+rec.Title, path+innovationParts.paths[part], makerRole)
		f.Lead = InnovationPartLead(f, part)
		form, photo := f.Form(path+innovationParts.paths[part]), f.Form("/inovasi/kursi-roda-elektrik/foto")
		form.Values, form.Version = InnovationValues(rec), "4"
		photo.ID, photo.Multipart = photoFormID, true
		p := InnovationPartPage{Form: form, Photo: photo, Record: rec, Part: part}
		change(&f, &p)
		return Specimen{Name: "innovation-part_" + name, Path: path + innovationParts.paths[part], Component: InnovationPartEdit(f, p)}
	}
	same := func(*Frame, *InnovationPartPage) {}
	var list []Specimen
	for _, x := range innovation.Parts() {
		list = append(list, part(string(x), galleryInnovation(innovation.Draft), x, same))
	}
	return append(list,
		part("photos_none", galleryBare(), innovation.PartPhotos, same),
		part("photos_refused", galleryInnovation(innovation.Draft), innovation.PartPhotos, func(f *Frame, p *InnovationPartPage) {
			f.Failed = true
			p.Form.Errors = map[string]string{"photos.0.alt": "Paling banyak 300 huruf."}
			p.Photo.Errors = map[string]string{"photo": "Foto ini rusak dan tidak dapat dibaca. Pilih foto lain."}
		}),
		part("evidence_refused", galleryBare(), innovation.PartEvidence, func(f *Frame, p *InnovationPartPage) {
			f.Failed = true
			p.Form = p.Form.With(map[string][]string{"proof.0.result": {"Semua senang."}}, map[string]string{"proof.0.kind": "Wajib diisi."})
		}),
		clashSpecimen(),
	)
}

// clashSpecimen is what the second of two editors of one part sees.
func clashSpecimen() Specimen {
	const path = "/inovasi/kursi-roda-elektrik/sunting/inti"
	base := galleryContent()
	theirs, yours := base, base
	theirs.Summary = "Kursi roda dengan dua motor yang dikendalikan satu jari. Baterainya dapat diisi di rumah dalam lima jam."
	yours.Summary = "Kursi roda ringan dengan dua motor yang dikendalikan satu tangan. Baterainya dapat diisi di rumah dalam enam jam."
	theirs.Kind, yours.Novelty = innovation.Product, "Rangka dibuat dari bahan yang ada di setiap bengkel sentra, tanpa las."
	f := innovationFrame("Gabungkan dua suntingan: Kursi roda elektrik", path, makerRole)
	rec := galleryInnovation(innovation.Draft)
	mine := rec
	mine.Content = yours
	form := f.Form(path).With(InnovationValues(mine), nil)
	form.Version = "5"
	clash := &innovation.Clash{Base: base, Theirs: theirs, Yours: yours, Version: 5, By: policy.Actor{Role: policy.Head}, At: galleryNoon}
	return Specimen{Name: "innovation-clash", Path: path, Component: InnovationClash(f, InnovationClashPage{Form: form, Record: rec, Clash: clash})}
}
