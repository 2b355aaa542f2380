package handlers

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

var (
	pengelola = as(policy.SKA, soeharso)
	ska2      = as(policy.SKA, meohai)
)

// workshop is a harness with a wheelchair made of one frame and four wheels, and
// parts for three of them in the warehouse of soeharso.
func workshop(t *testing.T) *harness {
	t.Helper()
	h := newHarness(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range []stock.ModelDetails{
		{Name: "Kursi roda elektrik", Code: "KRE", Tracking: stock.Serialised, Class: stock.ClassFinished},
		{Name: "Rangka", Code: "RGK", Tracking: stock.Counted, Class: stock.ClassRaw},
		{Name: "Roda", Code: "RODA", Tracking: stock.Counted},
		{Name: "Paket roda", Code: "PKR", Tracking: stock.Counted, Class: stock.ClassKit},
	} {
		_, err := h.app.Stock.AddModel(h.ctx(gudang), m)
		must(err)
	}
	for model, n := range map[string]int64{"RGK": 3, "RODA": 12} {
		_, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{Model: model, Source: stock.Purchase, Fund: "APBN 2026", Quantity: n, UnitCost: 10_000})
		must(err)
	}
	_, err := h.app.Stock.SetDesign(h.ctx(pengelola), stock.NewDesign{
		Model: "KRE", Version: "1.0", Minutes: 60, HourRate: 20_000,
		Lines: []stock.PartLine{{Model: "RGK", Quantity: 1}, {Model: "RODA", Quantity: 4}},
	})
	must(err)
	return h
}

// ordered gives an order for three wheelchairs and returns its page.
func ordered(t *testing.T, h *harness) string {
	t.Helper()
	o, err := h.app.Stock.BeginOrder(h.ctx(pengelola), stock.NewOrder{Model: "KRE", Design: "1.0", Planned: 4, Fund: "APBN 2026"})
	if err != nil {
		t.Fatal(err)
	}
	return "/gudang/produksi/" + o.ID.String()
}

func TestAnOrderIsPlannedByTheSKAAndSuppliedByTheWarehouse(t *testing.T) {
	h := workshop(t)
	page := ordered(t, h)
	issue := "lines.0.model=rangka&lines.0.quantity=2&lines.1.model=roda&lines.1.quantity=8&codes=RODA\nRODA"
	h.run([]scenario{
		{name: "nobody", path: "/gudang/produksi", status: 303, want: []string{"/masuk"}},
		{name: "list", path: "/gudang/produksi", actor: auditor, status: 200},
		{name: "list of the centre", path: "/gudang/produksi", actor: gudang, status: 200, want: []string{"PRD-2026-0001", "Persediaan bernilai Rp150.000", "Barang dalam proses"}, unwant: []string{"Buat pesanan produksi"}},
		{name: "warehouse plans", path: "/gudang/produksi/baru", actor: gudang, status: 403},
		{name: "choose a model", path: "/gudang/produksi/baru", actor: pengelola, status: 200, want: []string{"Kursi roda elektrik (KRE)"}},
		{name: "model without a design", path: "/gudang/produksi/baru?model=RGK", actor: pengelola, status: 200, want: []string{"belum punya daftar bahan", "/alat/rangka/komponen"}},
		{name: "form", path: "/gudang/produksi/baru?model=KRE", actor: pengelola, status: 200, want: []string{`value="1.0"`, "Rp70.000"}},
		{name: "without a number", method: post, path: "/gudang/produksi/baru", actor: pengelola, body: "model=KRE&design=1.0&planned=0&fund=APBN", status: 422, want: []string{"Paling kecil 1", "APBN"}},
		{name: "plan", method: post, path: "/gudang/produksi/baru", actor: pengelola, body: "model=KRE&design=1.0&planned=1&fund=APBN", status: 303, actions: []string{"production.plan"}},
		{name: "shortage", path: page, actor: gudang, status: 200, want: []string{"2 bahan belum cukup", "kurang 1: terima barang", "kurang 4", "/gudang/terima?model=roda"}},
		{name: "another centre", path: page, actor: ska2, status: 200, unwant: []string{"/bahan", "/hasil"}},
		{name: "the SKA takes parts", method: post, path: page + "/bahan", actor: pengelola, body: issue, status: 403},
		{name: "another centre issues", method: post, path: page + "/bahan", actor: gudang2, body: issue, status: 403},
		{name: "too much", method: post, path: page + "/bahan", actor: gudang, body: "lines.0.model=rangka&lines.0.quantity=9", status: 409, want: []string{"hanya ada 3 Rangka", `value="9"`}},
		{name: "nothing", method: post, path: page + "/bahan", actor: gudang, body: "lines.0.model=rangka&lines.0.quantity=", status: 422, want: []string{"Isi paling sedikit satu baris"}},
		{name: "issue", method: post, path: page + "/bahan", actor: gudang, body: issue, status: 303, actions: []string{"production.issue"}},
		{name: "in work", path: page, actor: gudang, status: 200, want: []string{"dikerjakan", "Kembalikan bahan"}},
		{name: "return", method: post, path: page + "/kembali", actor: gudang, body: "lines.1.model=roda&lines.1.quantity=2", status: 303, actions: []string{"production.return"}},
		{name: "warehouse makes", method: post, path: page + "/hasil", actor: gudang, body: "quantity=1", status: 403},
		{name: "make", method: post, path: page + "/hasil", actor: pengelola, body: "quantity=1", status: 303, actions: []string{"production.make"}},
		{name: "made", path: page, actor: pengelola, status: 200, want: []string{"SKA-SOEHARSO-KRE-2026-0001", "1 dari 4", "menunggu uji", "Rp70.000"}},
		{name: "spoil", method: post, path: page + "/rusak", actor: pengelola, body: "pieces=1&reason=las retak", status: 303, actions: []string{"production.scrap"}},
		{name: "spoil without a reason", method: post, path: page + "/rusak", actor: pengelola, body: "pieces=1", status: 422, want: []string{"Wajib diisi"}},
		{name: "cancel at work", method: post, path: page + "/batal", actor: pengelola, body: "reason=x", status: 409, want: []string{"sudah masuk pengerjaan"}},
		{name: "close", method: post, path: page + "/tutup", actor: pengelola, body: "left=return", status: 303, actions: []string{"production.close"}},
		{name: "close twice", method: post, path: page + "/tutup", actor: pengelola, body: "left=return", status: 409, want: []string{"sudah diakhiri"}},
		{name: "closed", path: page, actor: pengelola, status: 200, want: []string{"selesai", "Terbuang"}, unwant: []string{"/tutup"}},
		{name: "unknown", path: "/gudang/produksi/tidak-ada", actor: gudang, status: 404},
	})
}

func TestTheTestsOfABatchAreRecordedOnItsOrder(t *testing.T) {
	h := workshop(t)
	page := ordered(t, h)
	id := strings.TrimPrefix(page, "/gudang/produksi/")
	if _, err := h.app.Stock.IssueParts(h.ctx(gudang), stock.PartsMove{Order: id, Codes: []string{"RGK", "RODA", "RODA", "RODA", "RODA"}}); err != nil {
		t.Fatal(err)
	}
	b, err := h.app.Stock.Yield(h.ctx(pengelola), stock.NewBatch{Order: id, Serials: []string{"K-1"}})
	if err != nil {
		t.Fatal(err)
	}
	form := func(result, note string) string {
		return fmt.Sprintf("batch=%s&tests.0.parameter=brakes&tests.0.result=%s&tests.0.note=%s&version=", b.ID, result, note)
	}
	h.run([]scenario{
		{name: "another centre", method: post, path: page + "/uji", actor: ska2, body: form("pass", ""), status: 403},
		{name: "a failure without words", method: post, path: page + "/uji", actor: pengelola, body: form("fail", ""), status: 422, want: []string{"Tulis apa yang tidak lulus"}},
		{name: "nothing tested", method: post, path: page + "/uji", actor: pengelola, body: form("", ""), status: 422},
		{name: "fail", method: post, path: page + "/uji", actor: pengelola, body: form("fail", "rem selip"), status: 303, actions: []string{"production.test"}},
		{name: "failed", path: page, actor: pengelola, status: 200, want: []string{"tidak lulus uji", "rem selip", "ditahan"}},
		{name: "stale", method: post, path: page + "/uji", actor: pengelola, body: form("pass", "") + "1", status: 409, want: []string{"sudah diubah orang lain"}},
		{name: "pass", method: post, path: page + "/uji", actor: pengelola, body: form("pass", ""), status: 303, actions: []string{"production.test"}},
		{name: "the warehouse takes it back", method: post, path: page + "/batal-hasil", actor: gudang, body: "batch=" + b.ID.String() + "&reason=x", status: 403},
		{name: "taken back without a reason", method: post, path: page + "/batal-hasil", actor: pengelola, body: "batch=" + b.ID.String(), status: 422, want: []string{"Wajib diisi"}},
		{name: "passed", path: page, actor: gudang, status: 200, want: []string{"lulus uji"}, unwant: []string{"rem selip"}},
		{name: "taken back", method: post, path: page + "/batal-hasil", actor: pengelola, body: "batch=" + b.ID.String() + "&reason=salah", status: 303, actions: []string{"production.undo"}},
		{name: "after", path: page, actor: pengelola, status: 200, want: []string{"dibatalkan", "0 dari 4"}},
		{name: "again by the API", method: post, path: "/api/v1/production-batches/" + b.ID.String() + "/undo", actor: pengelola, body: `{"reason":"x"}`, status: 409},
	})
}

func TestDesignsAndListsOfPartsAreWritten(t *testing.T) {
	h := workshop(t)
	h.run([]scenario{
		{name: "page", path: "/alat/KRE/komponen", actor: pengelola, status: 200, want: []string{"Versi 1.0", "Rp70.000", "Tulis versi desain"}},
		{name: "auditor", path: "/alat/KRE/komponen", actor: auditor, status: 200, unwant: []string{"Tulis versi desain"}},
		{name: "nobody", path: "/alat/KRE/komponen", status: 303},
		{name: "copy", path: "/alat/KRE/komponen?versi=1.0", actor: pengelola, status: 200, want: []string{`value="RODA"`, `value="1.0"`}},
		{name: "no parts", method: post, path: "/alat/KRE/komponen", actor: pengelola, body: "design=2.0&minutes=5", status: 422, want: []string{"paling sedikit satu bahan", `value="2.0"`}},
		{name: "unknown part", method: post, path: "/alat/KRE/komponen", actor: pengelola, body: "design=2.0&lines.0.model=XX&lines.0.quantity=1", status: 422, want: []string{"Tidak ada model XX"}},
		{name: "half a part", method: post, path: "/alat/KRE/komponen", actor: pengelola, body: "design=2.0&lines.0.model=RODA&lines.0.quantity=1,5", status: 422, want: []string{"bilangan bulat", `value="1,5"`}},
		{name: "taken", method: post, path: "/alat/KRE/komponen", actor: pengelola, body: "design=1.0&lines.0.model=RODA&lines.0.quantity=1", status: 422, want: []string{"Versi 1.0 sudah ada"}},
		{name: "version", method: post, path: "/alat/KRE/komponen", actor: pengelola, body: "design=2.0&lines.0.model=RODA&lines.0.quantity=3&lines.1.model=&lines.1.quantity=", status: 303, actions: []string{"production.design"}},
		{name: "warehouse designs", method: post, path: "/alat/KRE/komponen", actor: gudang, body: "design=3.0&lines.0.model=RODA&lines.0.quantity=3", status: 403},
		{name: "list", method: post, path: "/alat/KRE/kelengkapan", actor: gudang, body: "lines.0.model=RODA&lines.0.quantity=1&version=0", status: 303, actions: []string{"kit.change"}},
		{name: "list unseen", method: post, path: "/alat/KRE/kelengkapan", actor: gudang, body: "lines.0.model=RGK&lines.0.quantity=1&version=0", status: 409, want: []string{"sudah diubah orang lain", `value="RGK"`}},
		{name: "list of another centre", method: post, path: "/alat/KRE/kelengkapan", actor: gudang2, body: "version=1", status: 403},
	})
}

func TestAUnitIsCheckedForCompleteness(t *testing.T) {
	h := workshop(t)
	if _, err := h.app.Stock.SetPartList(h.ctx(gudang), stock.NewPartList{Model: "KRE", Lines: []stock.AccessoryLine{{PartLine: stock.PartLine{Model: "RODA", Quantity: 1}}}}); err != nil {
		t.Fatal(err)
	}
	rec, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{Model: "KRE", Source: stock.Purchase, Fund: "APBN", Serials: []string{"K-9"}})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := h.app.Stock.Unit(h.ctx(gudang), rec.Units[0].String())
	if err != nil {
		t.Fatal(err)
	}
	page := "/u/" + sheet.Unit.Code + "/kelengkapan"
	h.run([]scenario{
		{name: "form", path: page, actor: gudang, status: 200, want: []string{"1 Roda", "wajib"}},
		{name: "another centre", path: page, actor: gudang2, status: 403},
		{name: "missing", method: post, path: page, actor: gudang, body: "missing=RODA&note=hilang di jalan", status: 303, actions: []string{"unit.check_parts"}},
		{name: "unit", path: "/u/" + sheet.Unit.Code, actor: gudang, status: 200, want: []string{"belum lengkap", "Ditahan"}},
		{name: "ticked", path: page, actor: gudang, status: 200, want: []string{"checked", "1 bagian kurang"}},
		{name: "complete", method: post, path: page, actor: gudang, body: "note=lengkap", status: 303, actions: []string{"unit.check_parts"}},
		{name: "unit again", path: "/u/" + sheet.Unit.Code, actor: gudang, status: 200, unwant: []string{"belum lengkap"}},
	})
}

func TestKitsAndWhatExpires(t *testing.T) {
	h := workshop(t)
	if _, err := h.app.Stock.SetPartList(h.ctx(gudang), stock.NewPartList{Model: "PKR", Lines: []stock.AccessoryLine{{PartLine: stock.PartLine{Model: "RODA", Quantity: 2}}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{Model: "RODA", Source: stock.Purchase, Fund: "APBN", Quantity: 5, Lot: "L-1", Expiry: noon.AddDate(0, 0, -2)}); err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "page", path: "/gudang/paket", actor: gudang, status: 200, want: []string{"Paket roda (PKR)"}},
		{name: "SKA", path: "/gudang/paket", actor: pengelola, status: 403},
		{name: "assemble", method: post, path: "/gudang/paket/rakit", actor: gudang, body: "kit=PKR&quantity=3", status: 303, actions: []string{"kit.assemble"}},
		{name: "too many", method: post, path: "/gudang/paket/rakit", actor: gudang, body: "kit=PKR&quantity=30", status: 409, want: []string{"5 lagi dilewati", `value="30"`}},
		{name: "unpack", method: post, path: "/gudang/paket/bongkar", actor: gudang, body: "kit=PKR&quantity=3", status: 303, actions: []string{"kit.unpack"}},
		{name: "unpack what is not there", method: post, path: "/gudang/paket/bongkar", actor: gudang, body: "kit=PKR&quantity=1", status: 409},
		{name: "expired", path: "/gudang/kedaluwarsa", actor: gudang, status: 200, want: []string{"L-1", "kedaluwarsa"}, unwant: []string{"Hapuskan"}},
		{name: "head", path: "/gudang/kedaluwarsa", actor: kepala, status: 200, want: []string{"Hapuskan", "kind=write-off"}},
		{name: "elsewhere", path: "/gudang/kedaluwarsa", actor: gudang2, status: 200, want: []string{"Tidak ada yang akan kedaluwarsa"}},
	})
}

func TestProductionByTheAPI(t *testing.T) {
	h := workshop(t)
	api := "/api/v1/production-orders/" + strings.TrimPrefix(ordered(t, h), "/gudang/produksi/")
	h.run([]scenario{
		{name: "nobody", path: "/api/v1/production-orders", status: 401},
		{name: "list", path: "/api/v1/production-orders?stage=planned", actor: gudang, status: 200, want: []string{`"number":"PRD-2026-0001"`}},
		{name: "one", path: api, actor: gudang2, status: 200, want: []string{`"short":1`, `"results":[]`}},
		{name: "zero", method: post, path: api + "/issue", actor: gudang, body: `{"lines":[{"model":"RODA","quantity":0}]}`, status: 422, want: []string{`"lines.0.quantity"`}},
		{name: "issue", method: post, path: api + "/issue", actor: gudang, body: `{"lines":[{"model":"RODA","quantity":8},{"model":"RGK","quantity":2}]}`, status: 200, want: []string{`"stage":"running"`}, actions: []string{"production.issue"}},
		{name: "return", method: post, path: api + "/return", actor: gudang, body: `{"lines":[{"model":"RODA","quantity":0},{"model":"RGK","quantity":9}]}`, status: 422},
		{name: "yield", method: post, path: api + "/yield", actor: pengelola, body: `{"serials":["A-1"]}`, status: 200, want: []string{`"number":"PRD-2026-0001/1"`}, actions: []string{"production.make"}},
		{name: "scrap", method: post, path: api + "/scrap", actor: pengelola, body: `{"pieces":1,"reason":"retak"}`, status: 200, actions: []string{"production.scrap"}},
		{name: "cancel", method: post, path: api + "/cancel", actor: pengelola, body: `{"reason":"x"}`, status: 409},
		{name: "close", method: post, path: api + "/close", actor: pengelola, body: `{"left":"return"}`, status: 200, want: []string{`"stage":"closed"`}, actions: []string{"production.close"}},
		{name: "unknown batch", method: post, path: "/api/v1/production-batches/x/tests", actor: pengelola, body: `{"tests":[{"parameter":"brakes","result":"pass"}]}`, status: 404},
		{name: "designs", path: "/api/v1/models/KRE/designs", actor: pengelola, status: 200, want: []string{`"version":"1.0"`}},
		{name: "design", method: post, path: "/api/v1/models/KRE/designs", actor: pengelola, body: `{"design":"1.1","lines":[{"model":"RGK","quantity":1}]}`, status: 200, actions: []string{"production.design"}},
		{name: "parts", method: post, path: "/api/v1/models/PKR/parts", actor: gudang, body: `{"lines":[{"model":"RODA","quantity":2,"optional":false}]}`, status: 200, actions: []string{"kit.change"}},
		{name: "assemble", method: post, path: "/api/v1/kits/assemble", actor: gudang, body: `{"kit":"PKR","quantity":1}`, status: 200, want: []string{`"number":"PKT-2026-0001"`}, actions: []string{"kit.assemble"}},
		{name: "unpack", method: post, path: "/api/v1/kits/unpack", actor: gudang, body: `{"kit":"PKR","quantity":1}`, status: 200, actions: []string{"kit.unpack"}},
		{name: "unit", method: post, path: "/api/v1/units/A-1/parts", actor: gudang, body: `{"missing":[]}`, status: 404},
		{name: "expiring", path: "/api/v1/expiring-lots", actor: gudang, status: 200, want: []string{`"items":[]`}},
		{name: "worth", path: "/api/v1/stock-worth", actor: gudang, status: 200, want: []string{`"in_work":0`, `"raw":10000`}},
		{name: "new", method: post, path: "/api/v1/production-orders", actor: pengelola, body: `{"model":"KRE","design":"1.0","planned":2,"fund":"APBN"}`, status: 201, want: []string{"/api/v1/production-orders/"}, actions: []string{"production.plan"}},
	})
}
