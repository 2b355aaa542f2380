package views

import (
	"time"

	"lumbung/app/holiday"
	"lumbung/app/sheet"
)

func holidaySpecimens() []Specimen {
	const path = "/admin/hari-libur"
	f := galleryFrame("Hari libur", path, "Admin sistem")
	f.Lead = f.T("holiday.lead")
	fixed := holiday.Day{Holiday: holiday.Holiday{Day: "--08-17", Name: "Hari Kemerdekaan"}, On: time.Date(2026, 8, 17, 0, 0, 0, 0, time.UTC)}
	moved := holiday.Day{Holiday: holiday.Holiday{Day: "2026-05-14", Name: "Contoh hari raya"}, On: time.Date(2026, 5, 14, 0, 0, 0, 0, time.UTC)}
	p := HolidaysPage{
		Listed: holiday.Listed{Year: 2026, Days: []holiday.Day{moved, fixed}, MayChange: true},
		Add:    galleryForm(f, path, "post"), Remove: galleryForm(f, path+"/hapus", "post"), Import: galleryForm(f, path+"/impor", "post"),
	}
	p.Import.ID, p.Import.Multipart = "berkas-", true
	bare := p
	bare.Days = []holiday.Day{fixed}
	bare.Add = bare.Add.Set("day", "2026-08-17").Set("yearly", "1")
	bare.Add.Errors = map[string]string{"day": f.T("holiday.taken", "name", fixed.Name), "name": f.T("field.required")}
	var bad sheet.Problems
	bad.Add(3, "tanggal", "holiday.twice", map[string]any{"first": 2})
	wrong := p
	wrong.Problems = bad
	return []Specimen{
		{"holidays-list", path, Holidays(f, p)},
		{"holidays-refused", path, Holidays(f, bare)},
		{"holidays-file-refused", path, Holidays(f, wrong)},
		{"holidays-read-only", path, Holidays(f, HolidaysPage{Listed: holiday.Listed{Year: 2027}})},
	}
}
