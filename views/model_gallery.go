package views

import (
	"lumbung/app/allocation"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func modelSpecimens() []Specimen {
	public := galleryFrame("Kursi roda elektrik", "/alat/kursi-roda-elektrik", "")
	public.Lead, public.Bilingual = galleryModel().Summary, true
	page := ModelPage{
		Sheet: stock.ModelSheet{Model: galleryModel(), Supply: stock.Supply{Centres: 3, Ready: 12, InUse: 214}}, ISO: "12 23 06 Kursi roda bertenaga listrik, kemudi elektronik",
		Maker: "SKA Sentra Contoh Satu", MakerHref: "/sentra/contoh-satu", Innovation: Link{Href: "/inovasi/kursi-roda-elektrik", Text: "Kursi roda elektrik"},
		Centres: map[string]string{"contoh-satu": "Sentra Contoh Satu"},
	}
	none := page
	none.Sheet.Supply, none.Innovation = stock.Supply{}, Link{}
	waiting := page
	waiting.Sheet.Supply, waiting.Wait = stock.Supply{InUse: 40, Made: 40}, allocation.Wait{Weeks: 200, Since: galleryNoon.AddDate(0, -6, 0)}
	waiting.Cover, waiting.EasyText = photoSample("Kursi roda hitam"), galleryContent().Easy
	easy := waiting
	easy.Easy = true
	scanned := none
	scanned.Code = "8F3K2QA"
	staff := page
	staff.MayReceive, staff.Sheet.Staff, staff.Sheet.MayChange = true, true, true
	staff.Sheet.Tallies = []stock.Tally{{Centre: "contoh-satu", Ready: 7, Reserved: 2, Held: 1, InUse: 214, Made: 224}, {Centre: "contoh-dua", Ready: 5}}
	english := public
	english.Lang, english.Own = i18n.EN, true
	inside := galleryFrame("Kursi roda elektrik", "/alat/kursi-roda-elektrik", clerkRole)
	return append(modelFormSpecimens(),
		Specimen{"model-public", "/alat/kursi-roda-elektrik", Model(public, page)},
		Specimen{"model-english", "/en/alat/kursi-roda-elektrik", Model(english, page)},
		Specimen{"model-none-ready", "/alat/kursi-roda-elektrik", Model(public, none)},
		Specimen{"model-waiting", "/alat/kursi-roda-elektrik", Model(public, waiting)},
		Specimen{"model-easy", "/alat/kursi-roda-elektrik", Model(public, easy)},
		Specimen{"model-scanned", "/u/8F3K2QA", Model(public, scanned)},
		Specimen{"model-staff", "/alat/kursi-roda-elektrik", Model(inside, staff)},
	)
}

func modelFormSpecimens() []Specimen {
	f := galleryFrame("Catat model alat", "/alat/baru", clerkRole)
	form := galleryForm(f, "/alat/baru", "post")
	form.Keep = "model-new"
	edit := form
	edit.Version = "2"
	for name, value := range ModelValues(galleryModel()) {
		edit = edit.Set(name, value)
	}
	wrong := form.Set("iso", "99 99 99").Set("fit", "42 cm")
	wrong.Errors = map[string]string{"name": f.T("field.required"), "iso": f.T("model.iso_unknown"), "fit": f.T("form.in_list", "place", 1, "text", f.T("model.size_form"))}
	failed := f
	failed.Failed = true
	return []Specimen{
		{"model-new", "/alat/baru", ModelForm(f, ModelFormPage{Form: form, New: true, Centres: galleryCentres()})},
		{"model-refused", "/alat/baru", ModelForm(failed, ModelFormPage{Form: wrong, New: true, Centres: galleryCentres()})},
		{"model-edit", "/alat/kursi-roda-elektrik/sunting", ModelForm(f.With("Sunting Kursi roda elektrik"), ModelFormPage{Form: edit, Centres: galleryCentres()})},
	}
}
