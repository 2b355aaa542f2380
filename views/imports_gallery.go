package views

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/sheet"
	"lumbung/app/stock"
)

func importSpecimens() []Specimen {
	f := galleryFrame("Impor", "/gudang/impor", clerkRole)
	form := galleryForm(f, "/gudang/impor", "post").Set("kind", "stock")
	form.Multipart = true
	at := time.Date(2026, 3, 25, 3, 0, 0, 0, time.UTC)
	done := stock.Import{
		Number: "IMP-2026-0001", State: stock.ImportDone, Rows: 1250, Movements: 1244, Units: 18, At: at,
		First: at.AddDate(-2, 0, 0), Last: at.AddDate(0, 0, -1), By: policy.Actor{Name: "Petugas Contoh"},
	}
	running, undone := done, done
	running.State, running.Number = stock.ImportPosting, "IMP-2026-0003"
	undone.State, undone.Number, undone.Reason, undone.UndoneAt = stock.ImportUndone, "IMP-2026-0002", "Salah berkas", at
	var bad sheet.Problems
	bad.Add(14, "place", "import.place_near", fault.Args{"text": "GD-O1", "near": "GD-01"})
	bad.Add(27, "quantity", "import.not_enough", fault.Args{"place": "GD-01", "date": at, "n": 3, "wanted": 5})
	bad.Add(31, "serial", "receipt.serial_rounded", fault.Args{"serial": "6.37702E+15"})
	checked := galleryForm(f, "/gudang/impor/tulis", "post").Set("draft", "contoh")
	wrong := form
	wrong.Errors = map[string]string{"file": f.T("field.required")}
	failed := f
	failed.Failed = true
	clean := stock.Imported{Import: done, Pieces: 5400, FEFO: 3, Outside: 120, Nothing: 4, Onto: 1}
	undo := galleryForm(f, "/gudang/impor/contoh/batal", "post")
	return []Specimen{
		{"import-list", "/gudang/impor", Imports(f, ImportsPage{Form: form, MayImport: true, MaxMB: 8, Imports: []stock.Import{running, undone, done}})},
		{"import-empty", "/gudang/impor", Imports(f, ImportsPage{Form: form, MayImport: true, MaxMB: 8})},
		{"import-read", "/gudang/impor", Imports(f, ImportsPage{Imports: []stock.Import{done}})},
		{"import-no-file", "/gudang/impor", Imports(failed, ImportsPage{Form: wrong, MayImport: true, MaxMB: 8})},
		{"import-wrong", "/gudang/impor", ImportChecked(failed, ImportCheckedPage{Form: checked, Result: ImportResult{Kind: "stock", Draft: "contoh", Problems: bad}})},
		{"import-clean", "/gudang/impor", ImportChecked(f, ImportCheckedPage{Form: checked, Result: ImportResult{Kind: "stock", Draft: "contoh", Stock: clean}})},
		{"import-clean-places", "/gudang/impor", ImportChecked(f, ImportCheckedPage{Form: checked, Result: ImportResult{Kind: "places", Draft: "contoh", Added: 12, Same: 3}})},
		{"import-known", "/gudang/impor", ImportChecked(f, ImportCheckedPage{Form: checked, Result: ImportResult{Kind: "stock", Stock: stock.Imported{Import: done, Known: true}}})},
		{"import-running", "/gudang/impor/contoh", Import(f, ImportPage{Sheet: stock.ImportSheet{Import: running, Work: stock.Work{Done: 400, Total: 1250}}})},
		{"import-done", "/gudang/impor/contoh", Import(f, ImportPage{Sheet: stock.ImportSheet{Import: done, MayUndo: true}, Undo: undo})},
		{"import-undone", "/gudang/impor/contoh", Import(f, ImportPage{Sheet: stock.ImportSheet{Import: undone}})},
	}
}
