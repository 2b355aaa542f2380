package handlers

import (
	"testing"

	"lumbung/app/policy"
)

func TestNumbersSayWhereTheyComeFrom(t *testing.T) {
	h, _, _ := stocked(t)
	page := "/alat/kursi-roda-elektrik"
	h.run([]scenario{
		{name: "on the page of the model", path: page, status: 200, want: []string{"Dibuat SKA", page + "/angka#dibuat", "terbit per triwulan"}},
		{name: "where from", path: page + "/angka", status: 200, want: []string{`id="diserahkan"`, "berita acara (BAST)", "setengah"}, unwant: []string{"/gudang/mutasi", "/tindak-lanjut"}},
		{name: "in English", path: "/en" + page + "/angka", status: 200, want: []string{"denominator"}},
		{name: "for those who see movements", path: page + "/angka", actor: gudang, status: 200, want: []string{"/gudang/mutasi?change=produced", "#stok"}},
		{name: "for those who see follow-ups", path: page + "/angka", actor: as(policy.Head, soeharso), status: 200, want: []string{"/tindak-lanjut"}},
		{name: "of no model", path: "/alat/tidak-ada/angka", status: 404},
		{name: "of no innovation", path: "/inovasi/tidak-ada/angka", status: 404},
		{name: "the API", path: "/api/v1/models/kursi-roda-elektrik/numbers", status: 200, want: []string{`"handed_over":0`, `"by_province":{"withheld":false,"rows":[]}`}},
		{name: "the API of no innovation", path: "/api/v1/innovations/tidak-ada/numbers", status: 404},
	})
}
