package handlers

import (
	"strings"
	"testing"

	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

func TestGoodsMoveWithinTheirCentre(t *testing.T) {
	h, _, u := stocked(t)
	if _, err := h.app.Centres.AddShelf(h.ctx(gudang), network.NewShelf{Warehouse: "soeharso-utama", Code: "A-1", Name: "Rak A-1"}); err != nil {
		t.Fatal(err)
	}
	page := "/gudang/mutasi/baru"
	head := as(policy.Head, soeharso)
	h.run([]scenario{
		{name: "nobody", path: page, status: 303, want: []string{"/masuk"}},
		{name: "auditor", path: page, actor: auditor, status: 403},
		{name: "form", path: page, actor: gudang, status: 200, want: []string{"Gudang utama · Rak A-1", "Pindah tempat"}, unwant: []string{"Hapuskan"}},
		{name: "form of the head", path: page, actor: head, status: 200, want: []string{"Hapuskan", "Koreksi buku", "salah hitung"}},
		{name: "menu", path: "/gudang", actor: gudang, status: 200, want: []string{"Catat mutasi"}},
		{name: "menu of a reader", path: "/gudang?centre=soeharso", actor: auditor, status: 200, unwant: []string{"Catat mutasi"}},
		{name: "other centre", method: post, path: page, actor: gudang2, body: "kind=move&units=" + u.Code + "&to=meohai-utama", status: 403},
		{name: "unknown code", method: post, path: page, actor: gudang, body: "kind=move&units=" + u.Code + "\nZZ9&to=soeharso-utama/A-1", status: 422, want: []string{"Nomor 2: Kode ZZ9 tidak dikenal", u.Code}},
		{name: "put away", method: post, path: page, actor: gudang, body: "kind=move&units=" + u.Code + "&to=soeharso-utama/a-1", status: 303, want: []string{page}, actions: []string{"stock.move"}},
		{name: "again", method: post, path: page, actor: gudang, body: "kind=move&units=" + u.Code + "&to=soeharso-utama/A-1", status: 422, want: []string{"sudah ada di soeharso-utama/A-1 sejak"}},
		{name: "written off by the clerk", method: post, path: page, actor: gudang, body: "kind=write-off&reason=lost&units=" + u.Code, status: 403},
		{name: "written off without a paper", method: post, path: page, actor: head, body: "kind=write-off&reason=scrapped&units=" + u.Code, status: 422, want: []string{"Tulis nomor surat keputusan penghapusan"}},
		{name: "written off", method: post, path: page, actor: head, body: "kind=write-off&reason=scrapped&document=SK-9&units=" + u.Code, status: 303, actions: []string{"stock.write-off"}},
		{name: "its history", path: "/u/" + u.Code, actor: gudang, status: 200, want: []string{"Dihapuskan: rak ke dihapus", "rusak berat"}},
	})
}

func TestTheAPIMovesAndReverses(t *testing.T) {
	h, _, u := stocked(t)
	head := as(policy.Head, soeharso)
	got := h.api(head, post, "/api/v1/movements", `{"kind":"write-off","units":["`+u.Code+`"],"reason":"lost"}`)
	if got.status != 201 || !strings.Contains(got.body, `"to":"loss:soeharso"`) {
		t.Fatalf("write-off = %d %s", got.status, got.body)
	}
	if again := h.api(head, post, "/api/v1/movements", `{"kind":"write-off","units":["`+u.Code+`"],"reason":"lost"}`); again.status != 422 || !strings.Contains(again.body, "units.0") {
		t.Errorf("again = %d %s", again.status, again.body)
	}
	where := got.header.Get("Location")
	if back := h.api(head, post, where+"/reverse", `{"reason":"ditemukan"}`); back.status != 201 || !strings.Contains(back.body, `"kind":"reverse"`) {
		t.Errorf("reverse = %d %s", back.status, back.body)
	}
	if twice := h.api(head, post, where+"/reverse", `{"reason":"ditemukan"}`); twice.status != 409 {
		t.Errorf("reversed twice = %d %s", twice.status, twice.body)
	}
	sheet, err := h.app.Stock.Unit(h.ctx(gudang), u.Code)
	if err != nil || sheet.Unit.Bucket() != stock.Ready {
		t.Errorf("the unit is %s, %v", sheet.Unit.Bucket(), err)
	}
}
