package views

import (
	"lumbung/app/op"
	"lumbung/app/stock"
)

func galleryRepair(state stock.RepairState) stock.RepairOrder {
	at := galleryNoon.AddDate(0, 0, -4)
	o := stock.RepairOrder{
		ID: galleryID(31), Number: "PBK-2026-0003", Centre: "contoh-satu", Code: "8F3K2QA", Model: galleryID(1), State: state, In: state == stock.RepairWork,
		Complaint: "Motor kiri mati", Diagnosis: "Gulungan putus", Estimate: 900_000, Opened: at, Warranty: galleryNoon.AddDate(1, 0, 0), Loaner: "7QF2KXA",
		Owner: stock.Node{Kind: stock.AtBeneficiary, Ref: "x"},
		Steps: []stock.RepairLog{{State: stock.RepairOpen, At: at, By: "Contoh Petugas", Note: "Motor kiri mati"}},
		Costs: []stock.Cost{
			{Kind: stock.CostPart, Text: "Bantalan duduk", Quantity: 2, Amount: 120_000, Fund: "APBN 2026", Movement: galleryID(32), By: "Contoh Petugas", At: at},
			{Kind: stock.CostPart, Text: "Baterai", Quantity: 1, Amount: 2_100_000, Fund: "CSR", Movement: galleryID(33), By: "Contoh Petugas", At: at, Back: at},
			{Kind: stock.CostLabour, Text: "Ganti gulungan", Minutes: 90, Amount: 75_000, By: "Contoh Petugas", At: at},
		},
	}
	if state != stock.RepairOpen {
		o.Steps = append(o.Steps, stock.RepairLog{State: state, At: at.AddDate(0, 0, 2), By: "Contoh Petugas"})
	}
	if state == stock.RepairJudged || state == stock.RepairScrapped {
		o.Proposal = stock.Verdict{Scrap: true, Reason: "Rangka retak", By: "Contoh Petugas", At: at}
	}
	if state == stock.RepairScrapped {
		o.Decision, o.Document = stock.Verdict{Scrap: true, Reason: "Setuju", By: "Contoh Kepala", At: at}, "SK-12/2026"
	}
	return o
}

func galleryRepairPage(f Frame, state stock.RepairState, may bool) RepairPage {
	p := RepairPage{
		CentreName: "Sentra Contoh Satu", Forms: map[string]Form{}, Places: []Option{{Value: "a", Label: "Gudang utama"}},
		Parts: []stock.PartOffer{{Model: stock.Model{Slug: "bantalan", Name: "Bantalan duduk"}, Ready: 12}},
		Sheet: stock.RepairSheet{
			Order: galleryRepair(state), Unit: galleryUnit(stock.Held), Model: galleryModel(), MayWork: may, MayDecide: state == stock.RepairJudged,
			Judgement: stock.Judgement{Value: 1_500_000, ValueOf: "unit_cost", Spent: 195_000, Estimate: 900_000, Nth: 3, Rule: stock.HouseRule("contoh-satu")},
			Before:    []stock.RepairOrder{galleryRepair(stock.RepairDone)},
		},
	}
	for _, name := range RepairForms() {
		p.Forms[name] = galleryForm(f, "/gudang/perbaikan/x/"+name, "post")
	}
	return WithRepair(p)
}

func repairSpecimens() []Specimen {
	f := galleryFrame("Perbaikan PBK-2026-0003", "/gudang/perbaikan/x", clerkRole)
	f.Now = galleryNoon
	list := RepairsPage{
		Tabs: []Link{{Href: "?state=open", Text: f.T("state.repair_open"), Current: true}}, Pager: Pager{Shown: 1, Next: "?cursor=b"},
		List: stock.RepairList{Centre: "contoh-satu", MayOpen: true, Rows: []stock.RepairOrder{galleryRepair(stock.RepairOpen)}, Models: map[op.ID]stock.Model{galleryID(1): galleryModel()}},
	}
	form := galleryForm(f, "/gudang/perbaikan/baru", "post").Set("where", "workshop")
	wrong := form.Set("code", "8F3K2QA")
	wrong.Errors = map[string]string{"": f.T("repair.already", "code", "8F3K2QA", "number", "PBK-2026-0003", "since", galleryNoon), "complaint": f.T("field.required")}
	failed := f
	failed.Failed = true
	refused := galleryRepairPage(failed, stock.RepairWork, true)
	part := refused.Forms[FormPart]
	part.Errors = map[string]string{"quantity": f.T("field.required")}
	refused.Forms[FormPart], refused.Refused = part, FormPart
	worth := galleryRepairPage(f, stock.RepairTest, true)
	worth.Sheet.Judgement.Value, worth.Sheet.Judgement.Nth = 0, 1
	rule := RepairRulePage{Rule: stock.HouseRule("contoh-satu"), MayChange: true}
	rule.Form = RuleForm(galleryForm(f, "/gudang/perbaikan/aturan", "post"), rule.Rule)
	set := RepairRulePage{Rule: rule.Rule}
	set.Rule.By, set.Rule.Set = "Contoh Kepala", galleryNoon
	return []Specimen{
		{"repair-list", "/gudang/perbaikan", Repairs(f.With("Perbaikan"), list)},
		{"repair-list-none", "/gudang/perbaikan", Repairs(f.With("Perbaikan"), RepairsPage{List: stock.RepairList{Centre: "contoh-satu"}})},
		{"repair-new", "/gudang/perbaikan/baru", NewRepair(f.With("Buka perbaikan"), NewRepairPage{Form: form})},
		{"repair-new-refused", "/gudang/perbaikan/baru", NewRepair(failed.With("Buka perbaikan"), NewRepairPage{Form: wrong})},
		{"repair-open", "/gudang/perbaikan/x", Repair(f, galleryRepairPage(f, stock.RepairOpen, true))},
		{"repair-test", "/gudang/perbaikan/x", Repair(f, worth)},
		{"repair-judged", "/gudang/perbaikan/x", Repair(f, galleryRepairPage(f, stock.RepairJudged, true))},
		{"repair-done", "/gudang/perbaikan/x", Repair(f, galleryRepairPage(f, stock.RepairDone, false))},
		{"repair-scrapped", "/gudang/perbaikan/x", Repair(f, galleryRepairPage(f, stock.RepairScrapped, false))},
		{"repair-refused", "/gudang/perbaikan/x", Repair(failed, refused)},
		{"repair-rule", "/gudang/perbaikan/aturan", RepairRule(f.With("Aturan perbaikan"), rule)},
		{"repair-rule-set", "/gudang/perbaikan/aturan", RepairRule(f.With("Aturan perbaikan"), set)},
	}
}
