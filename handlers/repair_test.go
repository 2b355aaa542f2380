package handlers

import (
	"encoding/json"
	"strings"
	"testing"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

var (
	pendamping = as(policy.SocialWorker, soeharso)
	bengkel    = as(policy.SKA, soeharso)
)

// issued is a harness whose one unit was handed to a person, whose id it gives.
func issued(t *testing.T) (*harness, stock.Unit, op.ID) {
	t.Helper()
	h, _, u := stocked(t)
	person := op.ID{0xbb, 15: 1}
	_, err := op.Write(h.ctx(gudang), h.app.Deps(), policy.HandoverPost, nil, func(tx *op.Tx) (stock.Movement, error) {
		if _, err := stock.Reserve(tx, u.ID, op.ID{7}); err != nil {
			return stock.Movement{}, err
		}
		return stock.Issue(tx, stock.Issuance{Units: []op.ID{u.ID}, Allocations: []op.ID{{7}}, To: person, Document: "1/BAST"})
	})
	if err != nil {
		t.Fatal(err)
	}
	return h, u, person
}

func TestDevicesComeBackByForm(t *testing.T) {
	h, u, person := issued(t)
	form := "reason=died&condition=good&codes=" + u.Code
	h.run([]scenario{
		{name: "nobody", path: "/gudang/kembali", status: 303, want: []string{"/masuk"}},
		{name: "auditor", path: "/gudang/kembali", actor: auditor, status: 403},
		{name: "form with the code of the link", path: "/gudang/kembali?codes=" + u.Code, actor: pendamping, status: 200, want: []string{u.Code, "Mengapa kembali", "tanpa menyalahkan"}},
		{name: "nothing", method: post, path: "/gudang/kembali", actor: gudang, status: 422, want: []string{"Wajib diisi"}},
		{name: "unknown code", method: post, path: "/gudang/kembali", actor: gudang, body: form + "\nZZZZZZZ", status: 422, want: []string{"Nomor 2: Unit ZZZZZZZ tidak ditemukan", u.Code}},
		{name: "auditor posts", method: post, path: "/gudang/kembali", actor: auditor, body: form, status: 403},
		{name: "taken back", method: post, path: "/gudang/kembali", actor: gudang, body: form, status: 303, want: []string{"/gudang/kembali/antrean"}, actions: []string{"unit.return"}},
		{name: "again", method: post, path: "/gudang/kembali", actor: gudang, body: form, status: 422, want: []string{"tidak sedang di penerima atau dipinjam: ditahan"}},
		{name: "queue", path: "/gudang/kembali/antrean", actor: gudang, status: 200, want: []string{"KMB-2026-0001", u.Code, "Sudah bersih", "1 alat kembali sedang disiapkan"}, unwant: []string{"meninggal", person.String()}},
		{name: "queue read", path: "/gudang/kembali/antrean", actor: pendamping, status: 200, want: []string{u.Code}, unwant: []string{"Sudah bersih"}},
		{name: "queue of another", path: "/gudang/kembali/antrean?centre=soeharso", actor: gudang2, status: 403},
		{name: "unit page says nothing of why", path: "/u/" + u.Code, actor: gudang2, status: 200, want: []string{"Perawatan dan garansi", "Kembali"}, unwant: []string{"meninggal", "died", "KMB-2026-0001</a>"}},
		{name: "re-use", path: "/gudang/kembali/guna-ulang?centre=soeharso", actor: gudang2, status: 200, want: []string{"Dari 1 alat yang kembali, 0 diserahkan lagi"}},
		{name: "re-use of all", path: "/gudang/kembali/guna-ulang", actor: auditor, status: 200, want: []string{"Dari 1 alat"}},
	})
}

func TestAReturnIsWorkedUpOneTapAtATime(t *testing.T) {
	h, u, _ := issued(t)
	list, err := h.app.Stock.Return(h.ctx(gudang), stock.Returning{Codes: []string{u.Code}, Reason: stock.ReturnMoved, Condition: stock.CondGood})
	if err != nil {
		t.Fatal(err)
	}
	page := "/gudang/kembali/" + list[0].ID.String()
	h.run([]scenario{
		{name: "record", path: page, actor: gudang, status: 200, want: []string{"Pindah tempat tinggal", "Sudah bersih", "APBN 2026"}},
		{name: "record for another centre", path: page, actor: gudang2, status: 404},
		{name: "no record", path: "/gudang/kembali/tidak-ada", actor: gudang, status: 404},
		{name: "inspected before it is clean", method: post, path: page + "/periksa", actor: gudang, body: "condition=good", status: 409, want: []string{"menunggu dekontaminasi"}},
		{name: "cleaned by another centre", method: post, path: page + "/bersih", actor: gudang2, status: 404},
		{name: "cleaned", method: post, path: page + "/bersih", actor: gudang, status: 303, actions: []string{"unit.refurbish"}},
		{name: "cleaned twice", method: post, path: page + "/bersih", actor: gudang, status: 409, want: []string{"menunggu pemeriksaan"}},
		{name: "queue offers the finding", path: "/gudang/kembali/antrean?state=inspect", actor: gudang, status: 200, want: []string{">Layak<", ">Rusak<"}},
		{name: "needs a repair", method: post, path: page + "/periksa", actor: gudang, body: "condition=needs_repair", status: 303, actions: []string{"unit.refurbish"}},
		{name: "queue leads to the repair", path: "/gudang/kembali/antrean?state=repair", actor: gudang, status: 200, want: []string{"/gudang/perbaikan/baru?code=" + u.Code}},
	})
}

func TestARepairIsWorkedOnByForm(t *testing.T) {
	h, _, u := stocked(t)
	if _, err := h.app.Stock.AddModel(h.ctx(gudang), stock.ModelDetails{Name: "Bantalan", Tracking: stock.Counted}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{Model: "bantalan", Source: stock.Purchase, Fund: "CSR", Quantity: 3, UnitCost: 50_000}); err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "nobody", path: "/gudang/perbaikan", status: 303, want: []string{"/masuk"}},
		{name: "command room", path: "/gudang/perbaikan", actor: ruang, status: 403},
		{name: "social worker opens", path: "/gudang/perbaikan/baru", actor: pendamping, status: 403},
		{name: "form", path: "/gudang/perbaikan/baru?code=" + u.Code, actor: bengkel, status: 200, want: []string{u.Code, "Keluhan"}},
		{name: "nothing said", method: post, path: "/gudang/perbaikan/baru", actor: gudang, body: "code=" + u.Code, status: 422, want: []string{"Wajib diisi", u.Code}},
		{name: "another centre", method: post, path: "/gudang/perbaikan/baru", actor: gudang2, body: "code=" + u.Code + "&complaint=x&where=shelf", status: 403},
		{name: "opened", method: post, path: "/gudang/perbaikan/baru", actor: gudang, body: "code=" + u.Code + "&complaint=Rem aus&where=shelf", status: 303, want: []string{"/gudang/perbaikan/"}, actions: []string{"repair.open"}},
		{name: "opened twice", method: post, path: "/gudang/perbaikan/baru", actor: gudang, body: "code=" + u.Code + "&complaint=Lagi&where=shelf", status: 409, want: []string{"PBK-2026-0001", "Lagi"}},
		{name: "list", path: "/gudang/perbaikan", actor: pendamping, status: 200, want: []string{"PBK-2026-0001", "Rem aus"}, unwant: []string{">Buka perbaikan<"}},
		{name: "unit page leads on", path: "/u/" + u.Code, actor: gudang, status: 200, want: []string{"Buka perbaikan yang berjalan", "PBK-2026-0001"}},
	})
	list, err := h.app.Stock.Repairs(h.ctx(gudang), stock.RepairsAsk{})
	if err != nil || len(list.Rows) != 1 {
		t.Fatal(list, err)
	}
	page := "/gudang/perbaikan/" + list.Rows[0].ID.String()
	work := []string{"repair.work"}
	h.run([]scenario{
		{name: "order", path: page, actor: gudang, status: 200, want: []string{"Rem aus", "Mulai kerjakan", "Bantalan (3 tersedia)", "Layak diperbaiki menurut aturan"}},
		{name: "order of another centre", path: page, actor: gudang2, status: 404},
		{name: "begin", method: post, path: page + "/langkah", actor: bengkel, body: "state=work", status: 303, actions: work},
		{name: "begin twice", method: post, path: page + "/langkah", actor: bengkel, body: "state=work", status: 409, want: []string{"sekarang dikerjakan"}},
		{name: "too many parts", method: post, path: page + "/komponen", actor: bengkel, body: "part=bantalan&quantity=4", status: 409, want: []string{`value="4"`}},
		{name: "half a part", method: post, path: page + "/komponen", actor: bengkel, body: "part=bantalan&quantity=0,5", status: 422, want: []string{"bilangan bulat", `value="0,5"`}},
		{name: "parts", method: post, path: page + "/komponen", actor: bengkel, body: "part=bantalan&quantity=2", status: 303, actions: work},
		{name: "hours without time", method: post, path: page + "/biaya", actor: bengkel, body: "kind=labour&text=Las", status: 422, want: []string{"Wajib diisi", "Las"}},
		{name: "hours", method: post, path: page + "/biaya", actor: bengkel, body: "kind=labour&text=Las&minutes=30&amount=25000", status: 303, actions: work},
		{name: "stale diagnosis", method: post, path: page + "/diagnosis", actor: bengkel, body: "diagnosis=x&version=1", status: 409},
		{name: "diagnosis", method: post, path: page + "/diagnosis", actor: bengkel, body: "diagnosis=Kampas habis&estimate=9000000", status: 303, actions: work},
		{name: "arithmetic", path: page, actor: gudang, status: 200, want: []string{"Rp125.000", "Usul hapus: biaya melewati batas", "Rp4.350.000 (harga perolehan)", "Kembalikan ke stok"}},
		{name: "test", method: post, path: page + "/langkah", actor: bengkel, body: "state=test", status: 303, actions: work},
		{name: "finished", method: post, path: page + "/selesai", actor: bengkel, body: "condition=good&note=lulus", status: 303, actions: work},
		{name: "finished twice", method: post, path: page + "/selesai", actor: bengkel, body: "condition=good", status: 409, want: []string{"sekarang selesai"}},
		{name: "unit is ready", path: "/u/" + u.Code, actor: gudang, status: 200, want: []string{"siap", "PBK-2026-0001", "Perbaikan"}},
	})
}

func TestAHeadDecidesWhatAnotherProposed(t *testing.T) {
	h, _, u := stocked(t)
	o, err := h.app.Stock.OpenRepair(h.ctx(gudang), stock.NewRepair{Unit: u.Code, Complaint: "Rangka", Where: stock.InWorkshop})
	if err != nil {
		t.Fatal(err)
	}
	page := "/gudang/perbaikan/" + o.ID.String()
	h.run([]scenario{
		{name: "proposed", method: post, path: page + "/usul-hapus", actor: gudang, body: "reason=Retak", status: 303, actions: []string{"repair.work"}},
		{name: "who proposed sees no form", path: page, actor: gudang, status: 200, want: []string{"Menunggu putusan kepala sentra", "Retak"}, unwant: []string{"/putusan"}},
		{name: "the clerk decides", method: post, path: page + "/putusan", actor: gudang, body: "scrap=yes&reason=x&document=SK", status: 403},
		{name: "without a document", method: post, path: page + "/putusan", actor: kepala, body: "scrap=yes&reason=Setuju", status: 422, want: []string{"Wajib diisi", "Setuju"}},
		{name: "decided", method: post, path: page + "/putusan", actor: kepala, body: "scrap=yes&reason=Setuju&document=SK-9/2026", status: 303, actions: []string{"repair.scrap"}},
		{name: "gone", path: "/u/" + u.Code, actor: gudang, status: 200, want: []string{"dihapus", "SK-9/2026"}},
		{name: "rule", path: "/gudang/perbaikan/aturan", actor: gudang, status: 200, want: []string{"60%", "aturan bawaan"}, unwant: []string{`name="percent"`}},
		{name: "rule by a clerk", method: post, path: "/gudang/perbaikan/aturan", actor: gudang, body: "percent=50&repairs=3&months=12", status: 403},
		{name: "rule out of range", method: post, path: "/gudang/perbaikan/aturan", actor: kepala, body: "percent=0&repairs=3&months=12", status: 422, want: []string{`value="0"`}},
		{name: "rule set", method: post, path: "/gudang/perbaikan/aturan", actor: kepala, body: "percent=50&repairs=4&months=24", status: 303, actions: []string{"repair.rule"}},
		{name: "rule now", path: "/gudang/perbaikan/aturan", actor: kepala, status: 200, want: []string{"lebih dari 50%", `value="24"`}},
	})
}

func TestServicesArePlannedAndRecorded(t *testing.T) {
	h, _, u := stocked(t)
	plan := "name=Ganti baterai&months=18&latest_months=24&basis=received&checklist=Ukur tegangan\nBersihkan kutub"
	page := "/alat/kursi-roda-elektrik/pemeliharaan"
	h.run([]scenario{
		{name: "nobody", path: page, status: 303, want: []string{"/masuk"}},
		{name: "no plan yet", path: page, actor: gudang2, status: 200, want: []string{"belum memiliki rencana"}, unwant: []string{"Tambah rencana"}},
		{name: "without a time", method: post, path: page, actor: gudang, body: "name=Servis&basis=received", status: 422, want: []string{"Isi jumlah bulan", `value="Servis"`}},
		{name: "another centre", method: post, path: page, actor: gudang2, body: plan, status: 403},
		{name: "added", method: post, path: page, actor: gudang, body: plan, status: 303, actions: []string{"maintenance.plan", "maintenance.plan"}},
		{name: "shown", path: page, actor: gudang, status: 200, want: []string{"setiap 18 sampai 24 bulan sejak alat diterima", "Ukur tegangan; Bersihkan kutub"}},
		{name: "due list", path: "/gudang/pemeliharaan", actor: pendamping, status: 200, want: []string{u.Code, "Ganti baterai", "/gudang/pemeliharaan/catat?code=" + u.Code}},
		{name: "due list of another", path: "/gudang/pemeliharaan?centre=soeharso", actor: gudang2, status: 403},
		{name: "with persons", path: "/gudang/pemeliharaan?state=out", actor: pendamping, status: 200, want: []string{"Tidak ada yang perlu dipelihara"}},
		{name: "which unit", path: "/gudang/pemeliharaan/catat", actor: gudang, status: 200, want: []string{"Lanjut"}},
		{name: "an unknown unit", path: "/gudang/pemeliharaan/catat?code=ZZZZZZZ", actor: gudang, status: 404},
		{name: "auditor", path: "/gudang/pemeliharaan/catat?code=" + u.Code, actor: auditor, status: 403},
	})
	sheet, err := h.app.Stock.Plans(h.ctx(gudang), "kursi-roda-elektrik")
	if err != nil {
		t.Fatal(err)
	}
	id := sheet.Book.Plans[0].ID.String()
	h.run([]scenario{
		{name: "form", path: "/gudang/pemeliharaan/catat?code=" + u.Code + "&plan=" + id, actor: gudang, status: 200, want: []string{"Ganti baterai", "Bersihkan kutub"}},
		{name: "tomorrow", method: post, path: "/gudang/pemeliharaan/catat", actor: gudang, body: "code=" + u.Code + "&plan=" + id + "&occurred_at=2026-11-26&findings=Lemah", status: 422, want: []string{"belum tiba", "Lemah"}},
		{name: "recorded", method: post, path: "/gudang/pemeliharaan/catat", actor: gudang, body: "code=" + u.Code + "&plan=" + id + "&checked=Ukur tegangan&findings=Lemah", status: 303, want: []string{"/u/" + u.Code}, actions: []string{"maintenance.record"}},
		{name: "found to repair", method: post, path: "/gudang/pemeliharaan/catat", actor: gudang, body: "code=" + u.Code + "&plan=" + id + "&needs_repair=1&findings=Bocor", status: 303, want: []string{"/gudang/perbaikan/baru?code=" + u.Code + "&complaint=Bocor"}, actions: []string{"maintenance.record"}},
		{name: "history", path: "/u/" + u.Code, actor: gudang2, status: 200, want: []string{"PML-2026-0001", "Lemah. Tidak dikerjakan: Bersihkan kutub", "Dipelihara"}},
		{name: "dropped", method: post, path: page + "/hapus", actor: gudang, body: "plan=" + id, status: 303, actions: []string{"maintenance.plan", "maintenance.plan"}},
		{name: "nothing due", path: "/gudang/pemeliharaan", actor: gudang, status: 200, want: []string{"Tidak ada yang perlu dipelihara"}},
		{name: "warranties", path: "/gudang/garansi", actor: gudang, status: 200, want: []string{"Tidak ada garansi yang segera habis"}},
	})
}

func TestWarrantiesAreListedBeforeTheyEnd(t *testing.T) {
	h, _, _ := stocked(t)
	if _, err := h.app.Stock.AddModel(h.ctx(gudang), stock.ModelDetails{Name: "Tongkat", Tracking: stock.Serialised, Warranty: 12}); err != nil {
		t.Fatal(err)
	}
	rec, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{
		Model: "tongkat", Source: stock.Purchase, Fund: "APBN", Serials: []string{"T-1"}, Occurred: noon.AddDate(0, -11, 0),
	})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := h.app.Stock.Unit(h.ctx(gudang), rec.Units[0].String())
	if err != nil {
		t.Fatal(err)
	}
	o, err := h.app.Stock.OpenRepair(h.ctx(gudang), stock.NewRepair{Unit: sheet.Unit.Code, Complaint: "Sensor", Where: stock.OnShelf})
	if err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "list", path: "/gudang/garansi", actor: gudang, status: 200, want: []string{rec.Number, "Tongkat", "24 Desember 2026"}},
		{name: "within ten days", path: "/gudang/garansi?days=10", actor: gudang, status: 200, want: []string{"Tidak ada garansi"}},
		{name: "unit", path: "/u/" + sheet.Unit.Code, actor: gudang2, status: 200, want: []string{"sampai 24 Desember 2026"}},
		{name: "repair warns", path: "/gudang/perbaikan/" + o.ID.String(), actor: gudang, status: 200, want: []string{"masih bergaransi sampai 24 Desember 2026"}},
		{name: "api", path: "/api/v1/warranties?days=60", actor: gudang, status: 200, want: []string{rec.Number, `"until":"2026-12-24`}},
	})
}

func TestRepairsReturnsAndServicesByTheAPI(t *testing.T) {
	h, u, _ := issued(t)
	made := func(path, body string) string {
		got := h.api(gudang, post, path, body)
		var out struct{ ID string }
		if err := json.Unmarshal([]byte(got.body), &out); err != nil || got.status >= 300 {
			t.Fatalf("%s = %d %s", path, got.status, got.body)
		}
		return out.ID
	}
	plans := "/api/v1/models/kursi-roda-elektrik/plans"
	h.run([]scenario{
		{name: "plan", method: post, path: plans, actor: gudang, body: `{"name":"Servis rem","months":6,"basis":"handed_over","checklist":["Rem"]}`, status: 200, want: []string{`"months":6`}, actions: []string{"maintenance.plan", "maintenance.plan"}},
		{name: "plans", path: plans, actor: gudang2, status: 200, want: []string{"Servis rem"}},
		{name: "due with a person", path: "/api/v1/services/due?state=out", actor: gudang, status: 200, want: []string{u.Code, `"place":"beneficiary"`}},
		{name: "nobody", path: "/api/v1/returns", status: 401},
		{name: "take back", method: post, path: "/api/v1/returns", actor: gudang, body: `{"codes":["` + u.Code + `"],"reason":"unused","condition":"good"}`, status: 201, want: []string{"KMB-2026-0001"}, actions: []string{"unit.return"}},
		{name: "take back twice", method: post, path: "/api/v1/returns", actor: gudang, body: `{"codes":["` + u.Code + `"],"reason":"unused","condition":"good"}`, status: 422, want: []string{`"codes.0"`, `"return.not_out"`}},
		{name: "re-use", path: "/api/v1/reuse", actor: gudang, status: 200, want: []string{`"came":1`, `"model":"kursi-roda-elektrik"`}},
	})
	list, err := h.app.Stock.Returns(h.ctx(gudang), stock.ReturnsAsk{})
	if err != nil {
		t.Fatal(err)
	}
	back := "/api/v1/returns/" + list.Rows[0].ID.String()
	h.run([]scenario{
		{name: "list", path: "/api/v1/returns", actor: gudang, status: 200, want: []string{`"stage":"clean"`}},
		{name: "one", path: back, actor: gudang, status: 200, want: []string{`"reason":"unused"`}},
		{name: "clean", method: post, path: back + "/clean", actor: gudang, body: `{}`, status: 200, want: []string{`"stage":"inspect"`}, actions: []string{"unit.refurbish"}},
		{name: "inspect", method: post, path: back + "/inspect", actor: gudang, body: `{"condition":"broken"}`, status: 200, want: []string{`"stage":"repair"`}, actions: []string{"unit.refurbish"}},
	})
	repair := "/api/v1/repairs/" + made("/api/v1/repairs", `{"code":"`+u.Code+`","complaint":"Rem","where":"workshop"}`)
	done := []string{"repair.work"}
	h.run([]scenario{
		{name: "orders", path: "/api/v1/repairs", actor: gudang, status: 200, want: []string{"PBK-2026-0001"}},
		{name: "order of another", path: repair, actor: gudang2, status: 404},
		{name: "diagnosis", method: post, path: repair + "/diagnosis", actor: gudang, body: `{"diagnosis":"Aus","estimate":100000}`, status: 200, actions: done},
		{name: "costs", method: post, path: repair + "/costs", actor: gudang, body: `{"kind":"outside","text":"Bengkel","amount":50000}`, status: 200, want: []string{`"amount":50000`}, actions: done},
		{name: "a part that is none", method: post, path: repair + "/parts", actor: gudang, body: `{"part":"kursi-roda-elektrik","quantity":1}`, status: 422, want: []string{"repair.part_serialised"}},
		{name: "nothing to put back", method: post, path: repair + "/parts/back", actor: gudang, body: `{"movement":"` + u.LastMove.String() + `"}`, status: 409},
		{name: "one", path: repair, actor: gudang, status: 200, want: []string{`"spent":50000`, `"share_percent":4`}},
		{name: "propose", method: post, path: repair + "/scrap-proposal", actor: gudang, body: `{"reason":"Retak"}`, status: 200, want: []string{`"state":"judged"`}, actions: done},
		{name: "decide no", method: post, path: repair + "/scrap-decision", actor: kepala, body: `{"scrap":"no","reason":"Masih kuat"}`, status: 200, want: []string{`"state":"open"`}, actions: []string{"repair.scrap"}},
		{name: "test", method: post, path: repair + "/state", actor: gudang, body: `{"state":"test"}`, status: 200, actions: done},
		{name: "finish", method: post, path: repair + "/finish", actor: gudang, body: `{"condition":"good"}`, status: 200, want: []string{`"state":"done"`}, actions: done},
		{name: "cancel what is done", method: post, path: repair + "/cancel", actor: gudang, body: `{"reason":"x"}`, status: 409, want: []string{"sekarang selesai"}},
		{name: "rule", path: "/api/v1/repair-rule", actor: gudang, status: 200, want: []string{`"percent":60`}},
		{name: "set rule", method: post, path: "/api/v1/repair-rule", actor: kepala, body: `{"percent":70,"repairs":3,"months":12}`, status: 200, actions: []string{"repair.rule"}},
		{name: "unit", path: "/api/v1/units/" + u.Code, actor: gudang, status: 200, want: []string{`"care":[`, `"return":"`}},
	})
	sheet, err := h.app.Stock.Plans(h.ctx(gudang), "kursi-roda-elektrik")
	if err != nil {
		t.Fatal(err)
	}
	plan := sheet.Book.Plans[0].ID.String()
	h.run([]scenario{
		{name: "record", method: post, path: "/api/v1/services", actor: gudang, body: `{"code":"` + u.Code + `","plan":"` + plan + `","checked":["Rem"]}`, status: 201, want: []string{"PML-2026-0001", `"skipped":null`}, actions: []string{"maintenance.record"}},
		{name: "services", path: "/api/v1/units/" + u.Code + "/services", actor: gudang2, status: 200, want: []string{"PML-2026-0001"}},
		{name: "drop", method: post, path: plans + "/" + plan + "/drop", actor: gudang, body: `{}`, status: 200, want: []string{`"items":[]`}, actions: []string{"maintenance.plan", "maintenance.plan"}},
	})
}

// TestADoubleClickFinishesARepairOnce: the same form sent twice is one command.
func TestADoubleClickFinishesARepairOnce(t *testing.T) {
	h, _, u := stocked(t)
	o, err := h.app.Stock.OpenRepair(h.ctx(gudang), stock.NewRepair{Unit: u.Code, Complaint: "Rem", Where: stock.OnShelf})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Stock.StepRepair(h.ctx(gudang), stock.RepairStep{Repair: o.ID, State: stock.RepairTest}); err != nil {
		t.Fatal(err)
	}
	page := "/gudang/perbaikan/" + o.ID.String() + "/selesai"
	one := h.post(gudang, page, "condition=good", onceField+"=satu")
	two := h.post(gudang, page, "condition=good", onceField+"=satu")
	if one.status != 303 || two.status != 303 || one.header.Get("Location") != two.header.Get("Location") {
		t.Errorf("clicks = %d and %d", one.status, two.status)
	}
	h.journalled()
	if got := h.post(gudang, page, "condition=good", onceField+"=dua"); got.status != 409 || !strings.Contains(got.body, "sekarang selesai") {
		t.Errorf("another click = %d", got.status)
	}
}
