package handlers

import (
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

func TestMinimumsAreSetAndShortagesShowOnce(t *testing.T) {
	h, _, _ := stocked(t)
	body := "model=kursi-roda-elektrik&minimum=3&target=6&lead_days=21&window_days=90"
	h.run([]scenario{
		{name: "nobody", path: "/gudang/minimum", status: 303, want: []string{"/masuk"}},
		{name: "command room", path: "/gudang/minimum", actor: ruang, status: 403},
		{name: "none yet", path: "/gudang/minimum", actor: gudang, status: 200, want: []string{"Belum ada stok minimum", "Atur stok minimum"}},
		{name: "form", path: "/gudang/minimum/baru", actor: gudang, status: 200, want: []string{"Waktu tunggu", "180 hari"}},
		{name: "form for a social worker", path: "/gudang/minimum/baru", actor: peksos, status: 403},
		{name: "refused", method: post, path: "/gudang/minimum/baru", actor: gudang, body: "model=kursi-roda-elektrik&minimum=5&target=2&lead_days=0", status: 422, want: []string{`value="5"`}},
		{name: "social worker sets", method: post, path: "/gudang/minimum/baru", actor: peksos, body: body, status: 403},
		{name: "set", method: post, path: "/gudang/minimum/baru", actor: gudang, body: body, status: 303, want: []string{"/gudang/minimum/"}, actions: []string{"reorder.set"}},
		{name: "twice", method: post, path: "/gudang/minimum/baru", actor: gudang, body: body, status: 422, want: []string{"sudah memiliki stok minimum"}},
		{name: "list", path: "/gudang/minimum", actor: gudang, status: 200, want: []string{"Kursi roda elektrik", "kurang sejak 24 November 2026"}},
		{name: "warehouse page", path: "/gudang", actor: gudang, status: 200, want: []string{"1 barang di bawah stok minimum", "1 dari minimum 3"}},
		{name: "command room alert", path: "/ruang-komando", actor: as(policy.Ministry, ""), status: 200, want: []string{"Kursi roda elektrik kurang 2 dari stok minimum"}},
	})
	list, err := h.app.Stock.Rules(h.ctx(gudang), stock.RulesAsk{})
	if err != nil || len(list.Rows) != 1 {
		t.Fatalf("rules = %+v, %v", list.Rows, err)
	}
	page := "/gudang/minimum/" + list.Rows[0].ID.String()
	h.run([]scenario{
		{name: "one", path: page, actor: gudang, status: 200, want: []string{"Perlu ditambah: 6 − 1 − 0 = 5", "Tidak ada pemakaian", "Tidak ada yang menganggur", "Saya tangani"}},
		{name: "one for another centre", path: page, actor: gudang2, status: 200, unwant: []string{"Saya tangani", "Ubah stok minimum"}},
		{name: "seen to without a word", method: post, path: page + "/tangani", actor: gudang, status: 422, want: []string{"Wajib diisi"}},
		{name: "seen to by another centre", method: post, path: page + "/tangani", actor: gudang2, body: "doing=x", status: 403},
		{name: "seen to", method: post, path: page + "/tangani", actor: gudang, body: "doing=Minta ke Meohai", status: 303, actions: []string{"reorder.acknowledge"}},
		{name: "shown", path: page, actor: gudang, status: 200, want: []string{"Minta ke Meohai", "ditangani warehouse of soeharso"}},
		{name: "stale", method: post, path: page, actor: gudang, body: "minimum=1&target=6&lead_days=21&version=7", status: 409, want: []string{"sudah diubah orang lain"}},
		{name: "lowered", method: post, path: page, actor: gudang, body: "minimum=1&target=6&lead_days=21&window_days=90&version=1", status: 303, actions: []string{"reorder.set"}},
		{name: "enough", path: page, actor: gudang, status: 200, want: []string{"cukup"}, unwant: []string{"Saya tangani"}},
		{name: "nothing to see to", method: post, path: page + "/tangani", actor: gudang, body: "doing=x", status: 409, want: []string{"Tidak ada kekurangan"}},
		{name: "removed by another", method: post, path: page + "/hapus", actor: gudang2, status: 403},
		{name: "removed", method: post, path: page + "/hapus", actor: gudang, status: 303, want: []string{"/gudang/minimum"}, actions: []string{"reorder.set"}},
		{name: "gone", path: page, actor: gudang, status: 404},
	})
}

func TestTheAPIOfMinimums(t *testing.T) {
	h, _, _ := stocked(t)
	h.run([]scenario{
		{name: "set", method: post, path: "/api/v1/reorder-rules", actor: gudang, body: `{"model":"kursi-roda-elektrik","minimum":2,"target":4,"lead_days":10}`, status: 201, want: []string{`"level":1`, `"window_days":180`}, actions: []string{"reorder.set"}},
		{name: "fractional", method: post, path: "/api/v1/reorder-rules", actor: gudang, body: `{"model":"kursi-roda-elektrik","minimum":2.5,"target":4,"lead_days":10}`, status: 422, want: []string{`"minimum"`}},
		{name: "list", path: "/api/v1/reorder-rules?centre=soeharso", actor: auditor, status: 200, want: []string{`"open_shortage":{`}},
		{name: "shortages", path: "/api/v1/shortages", actor: gudang, status: 200, want: []string{`"minimum":2`}},
	})
	list, err := h.app.Stock.Shortages(h.ctx(gudang), stock.ShortagesAsk{})
	if err != nil || len(list.Rows) != 1 {
		t.Fatalf("shortages = %+v, %v", list.Rows, err)
	}
	x := list.Rows[0]
	rule := "/api/v1/reorder-rules/" + x.Rule.String()
	h.run([]scenario{
		{name: "acknowledged", method: post, path: "/api/v1/shortages/" + x.ID.String() + "/acknowledge", actor: gudang, body: `{"doing":"Pesan"}`, status: 201, want: []string{`"document":"Pesan"`}, actions: []string{"reorder.acknowledge"}},
		{name: "one", path: rule, actor: gudang, status: 200, want: []string{`"wanted":3`, `"idle":[]`}},
		{name: "changed", method: post, path: rule, actor: gudang, body: `{"minimum":1,"target":4,"lead_days":10,"version":1}`, status: 201, want: []string{`"minimum":1`}, actions: []string{"reorder.set"}},
		{name: "ended", path: "/api/v1/shortages?state=ended", actor: gudang, status: 200, want: []string{`"why":"refilled"`}},
		{name: "removed", method: post, path: rule + "/remove", actor: gudang, body: `{}`, status: 201, actions: []string{"reorder.set"}},
	})
	if got := h.api(gudang, get, rule, ""); got.status != 404 || !strings.Contains(got.body, "stok minimum") {
		t.Errorf("a removed minimum: %d %s", got.status, got.body)
	}
}
