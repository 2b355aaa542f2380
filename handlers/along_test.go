package handlers

import (
	"testing"

	"lumbung/app/stock"
)

func TestTheFormOfAHandOverListsWhatBelongsToTheDevice(t *testing.T) {
	k := newKase(t)
	if _, err := k.app.Stock.AddModel(k.ctx(gudang), stock.ModelDetails{Name: "Pengisi daya", Code: "CAS", Tracking: stock.Counted}); err != nil {
		t.Fatal(err)
	}
	if _, err := k.app.Stock.Receive(k.ctx(gudang), stock.NewReceipt{Model: "CAS", Source: stock.Purchase, Fund: "CSR", Quantity: 3, UnitCost: 250_000}); err != nil {
		t.Fatal(err)
	}
	list := stock.NewPartList{Model: "kursi-roda-elektrik", Lines: []stock.AccessoryLine{{PartLine: stock.PartLine{Model: "CAS", Quantity: 1}}}}
	if _, err := k.app.Stock.SetPartList(k.ctx(gudang), list); err != nil {
		t.Fatal(err)
	}
	rec := k.reserved()
	part := k.units[0].Code + "/CAS"
	form := "allocations=" + rec.ID.String() + "&identity_checked=1&receiver=self&place=Surakarta"
	k.run([]scenario{
		{name: "form", path: "/serah-terima/baru?alokasi=" + rec.ID.String(), actor: peksos, status: 200, want: []string{"1 Pengisi daya untuk unit " + k.units[0].Code, `value="` + part + `"`, "ada 3 di gudang"}},
		{name: "left behind", method: post, path: "/serah-terima", actor: peksos, body: form, status: 422, want: []string{"Pengisi daya wajib ikut unit"}},
		{name: "unknown", method: post, path: "/serah-terima", actor: peksos, body: form + "&parts=X/Y", status: 422, want: []string{"X/Y bukan bagian"}},
		{name: "goes along", method: post, path: "/serah-terima", actor: peksos, body: form + "&parts=" + part, status: 303, actions: []string{"handover.post"}},
		{name: "shown", path: "/serah-terima/1-BAST-SOEHARSO-11-2026", actor: gudang, status: 200, want: []string{"Pengisi daya", "Rp7.750.000"}},
		{name: "by the API", path: "/api/v1/handovers/1-BAST-SOEHARSO-11-2026", actor: gudang, status: 200, want: []string{`"from_stock":true`}},
		{name: "printed", path: "/serah-terima/1-BAST-SOEHARSO-11-2026/berita-acara", actor: gudang, status: 200, want: []string{"%PDF-"}, actions: []string{"handover.print"}},
		{name: "left in the warehouse", path: "/gudang/kartu/pengisi-daya", actor: gudang, status: 200, want: []string{"1/BAST/SOEHARSO/11/2026"}},
	})
}
