package views

import (
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

func unitSpecimens() []Specimen {
	f := galleryFrame("Kursi roda elektrik, unit 8F3K2QA", "/u/8F3K2QA", clerkRole)
	specimen := func(b stock.Bucket, may bool) UnitPage {
		p := UnitPage{Care: galleryCare(b), CentreName: "Sentra Contoh Satu", Sheet: stock.UnitSheet{Unit: galleryUnit(b), Model: galleryModel(), MayChange: may, Movements: galleryMoves()[:2]}}
		p.Sheet.Entries = []op.Entry{{
			Action: policy.UnitInspect, By: policy.Actor{Name: "Contoh Petugas"}, Recorded: galleryNoon, Occurred: galleryNoon,
			Changes: []op.Change{{Field: "condition", From: "unit_new", To: "unit_needs_repair"}, {Field: "hold", To: "unit_parts"}},
		}, {Action: policy.AllocationReserve, By: policy.Actor{Name: "Contoh Peksos"}, Recorded: galleryNoon.AddDate(0, 0, -2), Occurred: galleryNoon.AddDate(0, 0, -2)}}
		if may {
			p.Acts = []Link{{Href: "/gudang/pindai?mode=pindah&scan=8F3K2QA", Text: "Pindahkan"}, {Href: "/gudang/label?unit=8F3K2QA", Text: "Cetak label"}}
			p.PlaceHref = "/gudang/tempat/isi?place=contoh-satu-utama"
		}
		p.Inspect, p.Hold = UnitForms(p.Sheet.Unit, galleryForm(f, "/u/8F3K2QA/periksa", "post"), galleryForm(f, "/u/8F3K2QA/tahan", "post"))
		return p
	}
	refused := specimen(stock.Ready, true)
	refused.Inspect.Errors = map[string]string{"condition": f.T("field.oneof")}
	failed := f
	failed.Failed = true
	return []Specimen{
		{"unit-ready", "/u/8F3K2QA", Unit(f, specimen(stock.Ready, true))},
		{"unit-reserved", "/u/8F3K2QA", Unit(f, specimen(stock.Reserved, true))},
		{"unit-held", "/u/8F3K2QA", Unit(f, specimen(stock.Held, true))},
		{"unit-in-use", "/u/8F3K2QA", Unit(f, specimen(stock.InUse, true))},
		{"unit-other-centre", "/u/8F3K2QA", Unit(f, specimen(stock.Ready, false))},
		{"unit-refused", "/u/8F3K2QA", Unit(failed, refused)},
	}
}
