package handlers

import (
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

func TestTheStockIsReadByAllStaff(t *testing.T) {
	h, _, u := stocked(t)
	h.run([]scenario{
		{name: "nobody", path: "/gudang", status: 303, want: []string{"/masuk"}},
		{name: "command room", path: "/gudang", actor: ruang, status: 403},
		{
			name: "own", path: "/gudang", actor: gudang, status: 200,
			want: []string{"Kursi roda elektrik", "Terima barang", "Catat model alat", "/gudang/unit?bucket=ready&amp;centre=soeharso&amp;model=kursi-roda-elektrik"},
		},
		{name: "other centre", path: "/gudang?centre=soeharso", actor: gudang2, status: 200, want: []string{"Kursi roda elektrik"}, unwant: []string{">Terima barang<"}},
		{name: "own of the other is empty", path: "/gudang", actor: gudang2, status: 200, want: []string{"Belum ada stok di sini", "Terima barang"}},
		{name: "admin chooses", path: "/gudang", actor: as(policy.Admin, ""), status: 200, want: []string{"Pilih sentra"}, unwant: []string{"Catat model alat"}},
		{name: "auditor", path: "/gudang?centre=soeharso", actor: auditor, status: 200, want: []string{"Kursi roda elektrik"}, unwant: []string{">Terima barang<"}},
		{name: "unknown centre", path: "/gudang?centre=tidak-ada", actor: gudang, status: 404},
		{name: "units", path: "/gudang/unit?bucket=ready&centre=soeharso&model=kursi-roda-elektrik", actor: gudang2, status: 200, want: []string{u.Code, "KRE-1", "siap"}},
		{name: "card", path: "/gudang/kartu/kursi-roda-elektrik?centre=soeharso", actor: auditor, status: 200, want: []string{"TRM-2026-0001", "Saldo sekarang"}},
		{name: "card of nothing", path: "/gudang/kartu/kursi-roda-elektrik", actor: gudang2, status: 200, want: []string{"Belum ada perpindahan"}},
		{name: "card of no model", path: "/gudang/kartu/tidak-ada", actor: gudang, status: 404},
		{name: "made-up cursor", path: "/gudang/unit?cursor=!!", actor: gudang, status: 422},
	})
}

func TestAModelIsPublicAndItsPlacesAreNot(t *testing.T) {
	h, _, u := stocked(t)
	h.run([]scenario{
		{name: "public", path: "/alat/kursi-roda-elektrik", status: 200, want: []string{"Tersedia sedikit", "Jangan dipakai di tanjakan."}, unwant: []string{"Soeharso", "soeharso", "Stok per sentra", "KRE-1"}},
		{name: "english", path: "/en/alat/kursi-roda-elektrik", status: 200, want: []string{"A few are available"}},
		{name: "unknown", path: "/alat/tidak-ada", status: 404},
		{name: "staff", path: "/alat/kursi-roda-elektrik", actor: gudang2, status: 200, want: []string{"Stok per sentra", "Soeharso", "Terima barang"}, unwant: []string{"/sunting"}},
		{name: "own", path: "/alat/kursi-roda-elektrik", actor: gudang, status: 200, want: []string{"/alat/kursi-roda-elektrik/sunting"}},
		{name: "scanned by nobody", path: "/u/" + u.Code, status: 200, want: []string{"Anda memindai unit " + u.Code, "Laporkan", "noindex"}, unwant: []string{"KRE-1", "soeharso", "APBN"}},
		{name: "scanned by the command room", path: "/u/" + u.Code, actor: ruang, status: 200, unwant: []string{"KRE-1"}},
		{name: "scanned unknown", path: "/u/ZZZZZZZ", status: 404},
		{name: "api", path: "/api/v1/models/kursi-roda-elektrik", status: 200, want: []string{`"slug":"kursi-roda-elektrik"`}},
		{name: "api list", path: "/api/v1/models", status: 200, want: []string{`"items":[{`}},
	})
}

func TestModelsAreAddedAndChangedByTheirCentre(t *testing.T) {
	h, _, _ := stocked(t)
	edit := "name=Kursi roda listrik&tracking=serialised&version=1"
	h.run([]scenario{
		{name: "nobody", path: "/alat/baru", status: 303, want: []string{"/masuk"}},
		{name: "auditor", path: "/alat/baru", actor: auditor, status: 403},
		{name: "form", path: "/alat/baru", actor: as(policy.SKA, soeharso), status: 200, want: []string{"Catat model alat", `value="soeharso" selected`}},
		{name: "refused", method: post, path: "/alat/baru", actor: gudang, body: "name=&tracking=serialised&iso=99 99 99&fit=Lebar 42", status: 422, want: []string{"Wajib diisi", `value="99 99 99"`}},
		{name: "refused for what it says", method: post, path: "/alat/baru", actor: gudang, body: "name=Tongkat&tracking=serialised&iso=99 99 99&fit=Lebar: 4\nTinggi", status: 422, want: []string{"tidak ada dalam daftar", "Nomor 2: Tulis nama dan nilainya"}},
		{name: "added", method: post, path: "/alat/baru", actor: gudang, body: "name=Tongkat adaptif&tracking=serialised&fit=Panjang: 90 cm\n", status: 303, want: []string{"/alat/tongkat-adaptif"}, actions: []string{"model.change"}},
		{name: "shown", path: "/alat/tongkat-adaptif", status: 200, want: []string{"Panjang", "90 cm", "Belum dibuat untuk dibagikan"}},
		{name: "edit by another centre", path: "/alat/kursi-roda-elektrik/sunting", actor: gudang2, status: 403},
		{name: "edit", path: "/alat/kursi-roda-elektrik/sunting", actor: gudang, status: 200, want: []string{`value="Kursi roda elektrik"`, `name="version" value="1"`}},
		{name: "changed", method: post, path: "/alat/kursi-roda-elektrik/sunting", actor: gudang, body: edit, status: 303, want: []string{"/alat/kursi-roda-elektrik"}, actions: []string{"model.change"}},
		{name: "stale", method: post, path: "/alat/kursi-roda-elektrik/sunting", actor: gudang, body: strings.Replace(edit, "listrik", "baru", 1), status: 409, want: []string{"Kursi roda listrik", "Kursi roda baru", `name="version" value="2"`}},
		{name: "api", method: post, path: "/api/v1/models", actor: gudang, body: `{"name":"Bantalan duduk","tracking":"counted","fit":["Lebar: 42 cm"]}`, status: 201, want: []string{"/api/v1/models/bantalan-duduk"}, actions: []string{"model.change"}},
		{name: "api taken", method: post, path: "/api/v1/models", actor: gudang, body: `{"name":"Bantalan","tracking":"counted","slug":"bantalan-duduk"}`, status: 422, want: []string{`"model.slug_taken"`}},
	})
}

func TestAUnitIsInspectedAndHeldByItsCentre(t *testing.T) {
	h, _, u := stocked(t)
	page := "/u/" + u.Code
	h.run([]scenario{
		{name: "other centre", path: page, actor: gudang2, status: 200, want: []string{"KRE-1", "Riwayat"}, unwant: []string{"Periksa kondisi"}},
		{name: "own", path: page, actor: gudang, status: 200, want: []string{"Periksa kondisi", "bebas", "baru", "Diterima: bengkel SKA ke gudang"}},
		{name: "other centre inspects", method: post, path: page + "/periksa", actor: gudang2, body: "condition=broken", status: 403},
		{name: "nothing chosen", method: post, path: page + "/tahan", actor: gudang, status: 422, want: []string{"Wajib diisi"}},
		{name: "a condition of its own", method: post, path: page + "/periksa", actor: gudang, body: "condition=shiny", status: 422, want: []string{"Pilih salah satu"}},
		{name: "inspect", method: post, path: page + "/periksa", actor: gudang, body: "condition=needs_repair&note=rem aus&version=1", status: 303, actions: []string{"unit.inspect"}},
		{name: "stale", method: post, path: page + "/periksa", actor: gudang, body: "condition=good&version=1", status: 409, want: []string{"sudah diubah orang lain", `name="version" value="2"`}},
		{name: "hold", method: post, path: page + "/tahan", actor: kepala, body: "hold=parts&version=2", status: 303, actions: []string{"unit.inspect"}},
		{name: "shown", path: page, actor: gudang, status: 200, want: []string{"menunggu komponen", "Akhiri penahanan", "Kondisi dari baru menjadi perlu perbaikan", "rem aus"}},
		{name: "end", method: post, path: page + "/tahan", actor: gudang, body: "hold=none&version=3", status: 303, actions: []string{"unit.inspect"}},
	})
	sheet, err := h.app.Stock.Unit(h.ctx(gudang), u.Code)
	if err != nil || sheet.Unit.Hold != stock.Free || sheet.Unit.Condition != stock.CondRepair {
		t.Errorf("unit = %+v, %v; want it free of holds and in need of repair", sheet.Unit, err)
	}
}
