package views

import (
	"time"

	"lumbung/app/op"
	"lumbung/app/stock"
)

func galleryReturn(stage stock.ReturnStage, n byte) stock.Comeback {
	at := galleryNoon.AddDate(0, 0, -int(n))
	return stock.Comeback{
		ID: galleryID(20 + n), Number: "KMB-2026-0004", Centre: "contoh-satu", At: "contoh-satu", Code: "8F3K2QA", Model: galleryID(1),
		Reason: stock.ReturnOutgrown, Seen: stock.CondRepair, From: stock.AtBeneficiary, Giver: "contoh-dua", Note: "Bantalan aus",
		Stage: stage, Since: at, Came: at,
		Steps: []stock.ReturnStep{
			{Stage: stock.StageClean, At: at, By: "Contoh Petugas", Note: "Bantalan aus"}, {Stage: stage, At: at.Add(time.Hour), By: "Contoh Petugas"},
		},
	}
}

func giveBackSpecimens() []Specimen {
	f := galleryFrame("Catat alat kembali", "/gudang/kembali", clerkRole)
	f.Now = galleryNoon
	form := galleryForm(f, "/gudang/kembali", "post").Set("reason", "outgrown")
	wrong := form.Set("codes", "8F3K2QA\nZZZZZZZ")
	wrong.Errors = map[string]string{"codes": f.T("form.in_list", "place", 2, "text", f.T("return.code_unknown", "code", "ZZZZZZZ"))}
	failed := f
	failed.Failed = true
	places := []Option{{Value: "contoh-satu-utama", Label: "Gudang utama"}, {Value: "contoh-satu-utama/a1", Label: "Gudang utama · A1"}}
	queue := func(stage stock.ReturnStage, may bool) ReturnsPage {
		return ReturnsPage{
			Step: galleryForm(f, "", "post"), Pager: Pager{Next: "?cursor=b", Shown: 2},
			Tabs: []Link{{Href: "?state=clean", Text: f.T("state.return_clean"), Current: true}, {Href: "?state=ready", Text: f.T("state.return_ready")}},
			List: stock.ReturnList{
				Centre: "contoh-satu", Stage: stage, MayWork: may, MayTake: may, Models: map[op.ID]stock.Model{galleryID(1): galleryModel()},
				Counts: stock.ReturnTally{Came: 9, Again: 3, Clean: 3, Inspect: 1, Repair: 1, Ready: 1},
				Rows:   []stock.Comeback{galleryReturn(stage, 1), galleryReturn(stage, 6)},
			},
		}
	}
	none := queue(stock.StageClean, true)
	none.List.Rows = nil
	one := func(stage stock.ReturnStage) ReturnPage {
		return ReturnPage{
			Sheet:      stock.ReturnSheet{Return: galleryReturn(stage, 2), Unit: galleryUnit(stock.Held), Model: galleryModel(), MayWork: true},
			CentreName: "Sentra Contoh Satu", GiverName: "Sentra Contoh Dua", Step: galleryForm(f, "", "post"),
		}
	}
	reuse := ReusePage{Names: map[string]string{"contoh-satu": "Sentra Contoh Satu"}, Sum: stock.Reuse{
		Centre: "contoh-satu", All: stock.ReturnTally{Came: 9, Again: 3, Gone: 1, Clean: 5},
		Rows: []stock.Reused{{Model: galleryModel(), Tally: stock.ReturnTally{Came: 9, Again: 3, Gone: 1}}},
	}}
	return []Specimen{
		{"return-new", "/gudang/kembali", GiveBack(f, GiveBackPage{Form: form, Places: places})},
		{"return-refused", "/gudang/kembali", GiveBack(failed, GiveBackPage{Form: wrong, Places: places})},
		{"return-queue", "/gudang/kembali/antrean", Returns(f.With("Antrean alat kembali"), queue(stock.StageClean, true))},
		{"return-queue-inspect", "/gudang/kembali/antrean", Returns(f.With("Antrean alat kembali"), queue(stock.StageInspect, true))},
		{"return-queue-repair", "/gudang/kembali/antrean", Returns(f.With("Antrean alat kembali"), queue(stock.StageRepair, true))},
		{"return-queue-read", "/gudang/kembali/antrean", Returns(f.With("Antrean alat kembali"), queue(stock.StageClean, false))},
		{"return-queue-none", "/gudang/kembali/antrean", Returns(f.With("Antrean alat kembali"), none)},
		{"return-one", "/gudang/kembali/x", Return(f.With("Alat kembali KMB-2026-0004"), one(stock.StageInspect))},
		{"return-again", "/gudang/kembali/x", Return(f.With("Alat kembali KMB-2026-0004"), one(stock.StageAgain))},
		{"reuse-rate", "/gudang/kembali/guna-ulang", Reuse(f.With("Guna ulang"), reuse)},
		{"reuse-none", "/gudang/kembali/guna-ulang", Reuse(f.With("Guna ulang"), ReusePage{})},
	}
}
