package handlers

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

func TestTheStockCardIsShownPrintedAndExported(t *testing.T) {
	h, rec, _ := stocked(t)
	card := "/gudang/kartu/kursi-roda-elektrik"
	h.run([]scenario{
		{name: "nobody", path: card, status: 303, want: []string{"/masuk"}},
		{name: "nobody's file", path: card + ".pdf", status: 303, want: []string{"/masuk"}},
		{name: "command room", path: card, actor: ruang, status: 403},
		{name: "own", path: card, actor: gudang, status: 200, want: []string{"Saldo awal", "Saldo sekarang", "TRM-2026-0001", "Diterima: bengkel SKA ke gudang", "/gudang/penerimaan/" + rec.ID.String(), "/gudang/mutasi/" + rec.Movement.String(), card + ".pdf", "<path class=\"line\""}},
		{name: "a period before", path: card + "?period=2025", actor: gudang, status: 200, want: []string{"Belum ada perpindahan", "Tahun 2025"}, unwant: []string{"TRM-2026-0001"}},
		{name: "no such period", path: card + "?period=2026-14", actor: gudang, status: 422, want: []string{"Periode tidak dikenal"}},
		{name: "backwards", path: card + "?from=2026-03-02&to=2026-03-01", actor: gudang, status: 422, want: []string{"Tukar keduanya"}},
		{name: "no such place", path: card + "?place=bulan", actor: gudang, status: 422},
		{name: "csv", path: card + ".csv", actor: gudang2, status: 200, want: []string{"Saldo awal"}},
		{name: "api", path: "/api/v1/stock-cards/kursi-roda-elektrik?centre=soeharso", actor: auditor, status: 200, want: []string{`"opening":0`, `"items":[{"movement"`}},
		{name: "api of nobody", path: "/api/v1/stock-cards/kursi-roda-elektrik", status: 401},
	})
	pdf := h.get(gudang, card+".pdf")
	if pdf.status != 200 || !strings.HasPrefix(pdf.body, "%PDF-") || pdf.header.Get("Content-Type") != "application/pdf" {
		t.Errorf("pdf: %d %s", pdf.status, short(pdf.body))
	}
	rows, err := csv.NewReader(strings.NewReader(h.get(gudang, card+".csv").body)).ReadAll()
	if err != nil || len(rows) < 3 || rows[0][6] != "Saldo" || rows[1][6] != "0" {
		t.Fatalf("csv: %v, %v", rows, err)
	}
	book, err := excelize.OpenReader(bytes.NewReader([]byte(h.get(gudang, card+".xlsx").body)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	cells, err := book.GetRows("Kartu stok")
	if err != nil || len(cells) != len(rows) || cells[len(cells)-1][6] != rows[len(rows)-1][6] {
		t.Errorf("xlsx and csv differ: %v, %v, %v", cells, rows, err)
	}
}

func TestEveryNumberOpensWhatStandsBehindIt(t *testing.T) {
	h, _, _ := stocked(t)
	h.run([]scenario{
		{name: "warehouse", path: "/gudang", actor: gudang, status: 200, want: []string{"/gudang/angka/kursi-roda-elektrik?centre=soeharso"}},
		{name: "model", path: "/alat/kursi-roda-elektrik", actor: gudang2, status: 200, want: []string{"/gudang/angka/kursi-roda-elektrik?centre=soeharso", "/gudang/unit?bucket=ready&amp;centre=soeharso"}},
		{name: "model for the public", path: "/alat/kursi-roda-elektrik", status: 200, unwant: []string{"/gudang/angka"}},
		{name: "units", path: "/gudang/unit?bucket=ready&centre=soeharso&model=kursi-roda-elektrik", actor: gudang2, status: 200, want: []string{"Mengapa angka ini?", "/gudang/angka/kursi-roda-elektrik?centre=soeharso"}},
		{name: "proof", path: "/gudang/angka/kursi-roda-elektrik?centre=soeharso", actor: auditor, status: 200, want: []string{"Semua angka cocok", "sejak mutasi pertama", "/gudang/kartu/kursi-roda-elektrik?centre=soeharso&amp;place=soeharso-utama"}},
		{name: "proof for nobody", path: "/gudang/angka/kursi-roda-elektrik", status: 303},
		{name: "of no model", path: "/gudang/angka/tidak-ada", actor: auditor, status: 404},
		{name: "api", path: "/api/v1/reckonings/kursi-roda-elektrik?centre=soeharso", actor: auditor, status: 200, want: []string{`"holds":true`}},
	})
}

func TestAnInventoryReportIsShownSignedAndExported(t *testing.T) {
	h, _, _ := stocked(t)
	page := "/gudang/laporan"
	h.run([]scenario{
		{name: "nobody", path: page, status: 303},
		{name: "command room", path: page, actor: ruang, status: 403},
		{name: "own", path: page, actor: gudang, status: 200, want: []string{"Kursi roda elektrik", "Produksi", "Saldo akhir sama dengan hitungan stok terpisah", "/gudang/mutasi?centre=soeharso&amp;change=produced", page + ".xlsx"}},
		{name: "by fund in rupiah", path: page + "?by=fund&measure=value&period=2026-S2", actor: gudang, status: 200, want: []string{"Semester II 2026", "Rp"}},
		{name: "all centres", path: page + "?centre=semua&by=centre", actor: gudang2, status: 200, want: []string{"Semua sentra", "Soeharso"}},
		{name: "ministry sees all", path: page, actor: as(policy.Ministry, ""), status: 200, want: []string{"Semua sentra"}},
		{name: "no such grouping", path: page + "?by=warna", actor: gudang, status: 422},
		{name: "next year", path: page + "?period=2027", actor: gudang, status: 422, want: []string{"belum mulai"}},
		{name: "csv", path: page + ".csv?by=detail", actor: gudang, status: 200, want: []string{"Kursi roda elektrik", "Saldo akhir Nilai (Rp)"}},
		{name: "api", path: "/api/v1/inventory?centre=soeharso", actor: auditor, status: 200, want: []string{`"closing":{"quantity":`, `"produced"`}},
		{name: "movements behind it", path: "/gudang/mutasi?centre=soeharso&change=produced&model=kursi-roda-elektrik", actor: auditor, status: 200, want: []string{"TRM-2026-0001", "Produksi"}},
		{name: "none", path: "/gudang/mutasi?centre=soeharso&change=lost", actor: auditor, status: 200, want: []string{"Tidak ada mutasi yang cocok"}},
		{name: "movements as a file", path: "/gudang/mutasi.csv?centre=soeharso", actor: auditor, status: 200, want: []string{"TRM-2026-0001"}},
		{name: "movements api", path: "/api/v1/movements?centre=soeharso", actor: auditor, status: 200, want: []string{`"amount":{"quantity":`}},
	})
	if pdf := h.get(gudang, page+".pdf"); pdf.status != 200 || !strings.HasPrefix(pdf.body, "%PDF-") {
		t.Errorf("pdf: %d %s", pdf.status, short(pdf.body))
	}
	if got := h.get(gudang, page+".xlsx"); got.status != 200 || !strings.HasPrefix(got.body, "PK") {
		t.Errorf("xlsx: %d", got.status)
	}
}

func TestAMovementIsShownAndTakenBackByThoseWhoMay(t *testing.T) {
	h, rec, _ := stocked(t)
	pads, err := h.app.Stock.AddModel(h.ctx(gudang), stock.ModelDetails{Name: "Bantalan duduk", Tracking: stock.Counted})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{Model: pads.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: 10}); err != nil {
		t.Fatal(err)
	}
	m, err := h.app.Stock.Move(h.ctx(gudang), stock.NewMove{Kind: stock.Issued, Reason: stock.ForService, Model: pads.Slug, Quantity: 4})
	if err != nil {
		t.Fatal(err)
	}
	page := "/gudang/mutasi/" + m.ID.String()
	h.run([]scenario{
		{name: "nobody", path: page, status: 303},
		{name: "other centre", path: page, actor: gudang2, status: 200, want: []string{"Bantalan duduk", "gudang soeharso-utama"}, unwant: []string{"Batalkan mutasi ini"}},
		{name: "own", path: page, actor: gudang, status: 200, want: []string{"Batalkan mutasi ini"}},
		{name: "a receipt goes back by its own page", path: "/gudang/mutasi/" + rec.Movement.String(), actor: gudang, status: 200, want: []string{"KRE-1", "/gudang/penerimaan/"}, unwant: []string{"Batalkan mutasi ini"}},
		{name: "no reason", method: post, path: page + "/batal", actor: gudang, status: 422, want: []string{"Wajib diisi", "Bantalan duduk"}},
		{name: "by another centre", method: post, path: page + "/batal", actor: gudang2, body: "reason=salah", status: 403},
		{name: "taken back", method: post, path: page + "/batal", actor: gudang, body: "reason=salah catat", status: 303, want: []string{"/gudang/mutasi/"}, actions: []string{"stock.move"}},
		{name: "shown as such", path: page, actor: gudang, status: 200, want: []string{"sudah dibatalkan"}, unwant: []string{"Batalkan mutasi ini"}},
		{name: "twice", method: post, path: page + "/batal", actor: gudang, body: "reason=salah catat", status: 409},
		{name: "none", path: "/gudang/mutasi/tidak-ada", actor: gudang, status: 404},
		{name: "api", path: "/api/v1/movements/" + m.ID.String(), actor: auditor, status: 200, want: []string{`"kind":"issue"`}},
	})
}

func TestFundsAreRecordedTracedAndShownToDonors(t *testing.T) {
	h, _, u := stocked(t)
	fund := "name=APBN 2026&kind=apbn&year=2026&texts=DIPA 2026\n"
	h.run([]scenario{
		{name: "nobody", path: "/gudang/dana", status: 303},
		{name: "not recorded yet", path: "/gudang/dana", actor: gudang2, status: 200, want: []string{"APBN 2026", "/gudang/dana/sebutan?fund=APBN+2026", "Catat dana"}},
		{name: "by its text", path: "/gudang/dana/sebutan?fund=apbn%202026", actor: auditor, status: 200, want: []string{"Kursi roda elektrik"}, unwant: []string{"Ubah dana"}},
		{name: "no such text", path: "/gudang/dana/sebutan?fund=Hantu", actor: auditor, status: 404},
		{name: "auditor records none", path: "/gudang/dana/baru", actor: auditor, status: 403},
		{name: "form", path: "/gudang/dana/baru", actor: gudang, status: 200, want: []string{"Sebutan lain"}},
		{name: "refused", method: post, path: "/gudang/dana/baru", actor: gudang, body: "name=APBN 2026&kind=apbn", status: 422, want: []string{"Wajib diisi", `value="APBN 2026"`}},
		{name: "recorded", method: post, path: "/gudang/dana/baru", actor: gudang, body: fund, status: 303, want: []string{"/gudang/dana/apbn-2026"}, actions: []string{"fund.change"}},
		{name: "taken", method: post, path: "/gudang/dana/baru", actor: gudang2, body: "name=dipa  2026&kind=other", status: 422, want: []string{"sudah milik dana APBN 2026"}},
		{name: "traced", path: "/gudang/dana/apbn-2026", actor: auditor, status: 200, want: []string{"Kursi roda elektrik", "Diketahui keberadaannya", "/gudang/dana/unit?fund=APBN+2026&amp;model=kursi-roda-elektrik"}, unwant: []string{"Halaman untuk pemberi"}},
		{name: "its units", path: "/gudang/dana/unit?fund=APBN+2026&model=kursi-roda-elektrik", actor: auditor, status: 200, want: []string{u.Code, "TRM-2026-0001"}},
		{name: "as a file", path: "/gudang/dana/apbn-2026.csv", actor: auditor, status: 200, want: []string{"Kursi roda elektrik"}},
		{name: "units as a file", path: "/gudang/dana/unit.csv?fund=APBN+2026&model=kursi-roda-elektrik", actor: auditor, status: 200, want: []string{u.Code, "TRM-2026-0001"}},
		{name: "all as a file", path: "/gudang/dana.csv", actor: auditor, status: 200, want: []string{"APBN 2026"}},
		{name: "not public", path: "/dana/apbn-2026", status: 404},
		{name: "edited by another", path: "/gudang/dana/apbn-2026/sunting", actor: gudang2, status: 403},
		{name: "edit", path: "/gudang/dana/apbn-2026/sunting", actor: gudang, status: 200, want: []string{"DIPA 2026", `name="version" value="1"`}},
		{name: "made public", method: post, path: "/gudang/dana/apbn-2026/sunting", actor: gudang, body: fund + "&version=1&public=true", status: 303, actions: []string{"fund.change"}},
		{name: "stale", method: post, path: "/gudang/dana/apbn-2026/sunting", actor: gudang, body: fund + "&version=1", status: 409, want: []string{`name="version" value="2"`}},
		{name: "share", path: "/gudang/dana/apbn-2026", actor: gudang2, status: 200, want: []string{"Halaman untuk pemberi", "/dana/apbn-2026"}},
		{name: "donor's page", path: "/dana/apbn-2026", status: 200, want: []string{"Di mana barang dari APBN 2026?", "Kursi roda elektrik"}, unwant: []string{"soeharso", "Soeharso", "KRE-1", u.Code, "noindex"}},
		{name: "in English", path: "/en/dana/apbn-2026", status: 200, want: []string{"Where are the goods from APBN 2026?"}},
		{name: "donor's file", path: "/dana/apbn-2026.csv", status: 200, want: []string{"Kursi roda elektrik"}, unwant: []string{"KRE-1"}},
		{name: "donor's api", path: "/api/v1/donors/apbn-2026", status: 200, want: []string{`"received":`, `"models":[{`}},
		{name: "api list", path: "/api/v1/funds", actor: auditor, status: 200, want: []string{`"code":"apbn-2026"`}},
		{name: "api one", path: "/api/v1/funds/apbn-2026", actor: auditor, status: 200, want: []string{`"centres":[{`}},
		{name: "api units", path: "/api/v1/fund-units?fund=APBN+2026&model=kursi-roda-elektrik", actor: auditor, status: 200, want: []string{u.Code}},
		{name: "api add", method: post, path: "/api/v1/funds", actor: kepala, body: `{"name":"Hibah Contoh","kind":"grant","donor":"Yayasan Contoh"}`, status: 201, want: []string{"/api/v1/funds/hibah-contoh"}, actions: []string{"fund.change"}},
		{name: "api change", method: post, path: "/api/v1/funds/hibah-contoh", actor: kepala, body: `{"name":"Hibah Contoh","kind":"grant","donor":"Yayasan Contoh","version":1,"public":true}`, status: 200, want: []string{`"public":true`}, actions: []string{"fund.change"}},
	})
}
