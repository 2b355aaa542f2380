package views

import (
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func galleryRule(level int64, seen bool) stock.RuleLine {
	line := stock.RuleLine{
		ReorderRule: stock.ReorderRule{
			ID: galleryID(62), ModelCode: "BAT-24", Warehouse: "contoh-satu-utama", Centre: "contoh-satu", Min: 12, Target: 30, Lead: 21, Window: 180,
			Owner: "Contoh Petugas", Level: level, Expected: 2, Changed: stock.Mark{By: "Contoh Petugas", At: galleryNoon.AddDate(0, -2, 0)}, Version: 1,
		},
		ModelName: "Baterai litium 24 V", ModelSlug: "baterai-litium-24v",
	}
	if line.Short() {
		line.Shortage = galleryID(63)
		line.Open = &stock.Shortage{ID: galleryID(63), Since: galleryNoon.AddDate(0, 0, -9), Level: 9, Expected: 2, Min: 12}
		if seen {
			line.Open.Seen = stock.Mark{By: "Contoh Petugas", At: galleryNoon, Document: "Minta kiriman dari Sentra Contoh Dua"}
		}
	}
	return line
}

func reorderSpecimens() []Specimen {
	f := galleryFrame("Stok minimum", "/gudang/minimum", clerkRole)
	f.Lead = "Sentra Contoh Satu"
	one := galleryFrame("Stok minimum: Baterai litium 24 V", "/gudang/minimum/x", clerkRole)
	set := galleryFrame("Atur stok minimum", "/gudang/minimum/baru", clerkRole)
	list := stock.RuleList{Centre: "contoh-satu", MaySet: true, Rows: []stock.RuleLine{galleryRule(4, false), galleryRule(6, true), galleryRule(25, false)}}
	models := []Option{{Value: "baterai-litium-24v", Label: "Baterai litium 24 V (BAT-24)"}}
	form := set.Form("/gudang/minimum/baru").Set("window_days", "180")
	refused := form.With(map[string][]string{"minimum": {"12"}, "target": {"5"}}, map[string]string{"target": i18n.ID.T("reorder.target_below", "min", 12)})
	page := func(line stock.RuleLine) RulePage {
		return RulePage{
			Sheet: stock.RuleSheet{
				RuleLine: line, Tracking: stock.Counted, Use: stock.Use{Pieces: 36, Days: 180, Since: galleryNoon.AddDate(0, 0, -180), Movements: 24},
				Need: 5, MaySet: true, MayAck: line.Open != nil,
				Idle: []stock.Idle{{Centre: "contoh-dua", Name: "Sentra Contoh Dua", Pieces: 14, Since: galleryNoon.AddDate(0, -5, 0)}},
			},
			CentreName: "Sentra Contoh Satu", Edit: one.Form("/x").With(formValues(RuleValues(line.ReorderRule)), nil), Remove: one.Form("/x/hapus"), Ack: one.Form("/x/tangani"),
			Ask: "/gudang/kiriman/baru?model=baterai-litium-24v", Receive: "/gudang/terima?model=baterai-litium-24v",
		}
	}
	short := page(galleryRule(4, false))
	short.Sheet.Wanted, short.MakerName, short.Make = 24, "Sentra Contoh Satu", "/gudang/produksi/baru?model=baterai-litium-24v"
	low := page(galleryRule(25, false))
	low.Sheet.Need, low.Sheet.Low, low.Sheet.Idle = 17, true, nil
	unused := page(galleryRule(25, false))
	unused.Sheet.Use = stock.Use{Days: 180}
	warned := StockPage{CentreName: "Sentra Contoh Satu", Sheet: stock.Holdings{Centre: "contoh-satu"}, Short: list.Rows[:2], Recalls: []stock.RecallLine{galleryRecallSheet(stock.RecallOpen).RecallLine}}
	return []Specimen{
		{"minimum-list", f.Path, Rules(f, RulesPage{List: list})},
		{"minimum-empty", f.Path, Rules(f, RulesPage{List: stock.RuleList{Centre: "contoh-satu", MaySet: true}})},
		{"minimum-form", set.Path, MinimumForm(set, MinimumFormPage{Form: form, New: true, Models: models})},
		{"minimum-form-refused", set.Path, MinimumForm(set, MinimumFormPage{Form: refused, New: true, Models: models})},
		{"minimum-short", one.Path, Rule(one, short)},
		{"minimum-seen-to", one.Path, Rule(one, page(galleryRule(6, true)))},
		{"minimum-low", one.Path, Rule(one, low)},
		{"minimum-unused", one.Path, Rule(one, unused)},
		{"stock-warned", "/gudang", Stock(f.With("Gudang Sentra Contoh Satu"), warned)},
	}
}

// formValues are single values as a form holds them.
func formValues(values map[string]string) map[string][]string {
	all := make(map[string][]string, len(values))
	for name, value := range values {
		all[name] = []string{value}
	}
	return all
}
