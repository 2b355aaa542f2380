package views

import "lumbung/views/i18n"

func moveSpecimens() []Specimen {
	f := galleryFrame("Catat mutasi", "/gudang/mutasi/baru", clerkRole)
	form := galleryForm(f, "/gudang/mutasi/baru", "post").Set("kind", "move")
	places := []Option{{Value: "contoh-satu-utama", Label: "Gudang utama"}, {Value: "contoh-satu-utama/A-1", Label: "Gudang utama · Rak A-1"}}
	models := []Option{{Value: "kursi-roda-elektrik", Label: "Kursi roda elektrik (KRE-01)"}}
	wrong := form.Set("units", "8F3K2QA\nZZZZZZZ").Set("quantity", "-2")
	wrong.Errors = map[string]string{
		"units":    i18n.ID.T("form.in_list", "place", 2, "text", i18n.ID.T("move.unit_unknown", "code", "ZZZZZZZ")),
		"to":       i18n.ID.T("field.required"),
		"quantity": i18n.ID.T("receipt.quantity"),
	}
	failed := f
	failed.Failed = true
	return []Specimen{
		{"move-clerk", "/gudang/mutasi/baru", Move(f, MovePage{Form: form, Models: models, Places: places})},
		{"move-head", "/gudang/mutasi/baru", Move(f, MovePage{Form: form, Models: models, Places: places, MayWriteOff: true})},
		{"move-refused", "/gudang/mutasi/baru", Move(failed, MovePage{Form: wrong, Models: models, Places: places})},
	}
}
