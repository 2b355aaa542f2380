package handlers

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

var (
	gudang  = as(policy.Warehouse, soeharso)
	gudang2 = as(policy.Warehouse, meohai)
	kepala  = as(policy.Head, soeharso)
	auditor = as(policy.Auditor, "")
	ruang   = as(policy.CommandRoom, "")
)

// stocked is a harness with the model of a wheelchair at soeharso, and one unit
// of it received, called KRE-1.
func stocked(t *testing.T) (*harness, stock.Receipt, stock.Unit) {
	t.Helper()
	h := newHarness(t)
	_, err := h.app.Stock.AddModel(h.ctx(gudang), stock.ModelDetails{Name: "Kursi roda elektrik", ISO: "12 23 06", Tracking: stock.Serialised, Warnings: "Jangan dipakai di tanjakan."})
	if err != nil {
		t.Fatal(err)
	}
	rec, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{
		Model: "kursi-roda-elektrik", Source: stock.Production, Fund: "APBN 2026", Serials: []string{"KRE-1"}, UnitCost: 4_350_000,
	})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := h.app.Stock.Unit(h.ctx(gudang), rec.Units[0].String())
	if err != nil {
		t.Fatal(err)
	}
	return h, rec, sheet.Unit
}

func TestGoodsAreReceivedByTheWarehouseOfTheCentre(t *testing.T) {
	h, _, _ := stocked(t)
	form := "model=kursi-roda-elektrik&source=production&fund=APBN 2026&serials=KRE-2\r\nKRE-3\n\n&quantity="
	h.run([]scenario{
		{name: "nobody", path: "/gudang/terima", status: 303, want: []string{"/masuk"}},
		{name: "social worker", path: "/gudang/terima", actor: as(policy.SocialWorker, soeharso), status: 403},
		{name: "admin", path: "/gudang/terima", actor: as(policy.Admin, ""), status: 403},
		{name: "auditor posts", method: post, path: "/gudang/terima", actor: auditor, body: form, status: 403},
		{name: "form", path: "/gudang/terima?model=kursi-roda-elektrik", actor: gudang, status: 200, want: []string{`value="kursi-roda-elektrik" selected`, "Pindai", "idempotency_key", `value="APBN 2026"`}},
		{name: "receive", method: post, path: "/gudang/terima", actor: gudang, body: form, status: 303, want: []string{"/gudang/penerimaan/"}, actions: []string{"receipt.post"}},
		{
			name: "again", method: post, path: "/gudang/terima", actor: gudang, body: form, status: 422,
			want: []string{"Nomor 1: KRE-2 sudah tercatat sebagai unit", "Nomor 2: KRE-3 sudah tercatat", "KRE-2\r\nKRE-3", "APBN 2026"},
		},
		{name: "to another centre", method: post, path: "/gudang/terima", actor: gudang2, body: form + "&warehouse=soeharso-utama", status: 403},
		{name: "head", method: post, path: "/gudang/terima", actor: kepala, body: strings.ReplaceAll(form, "KRE", "KPL"), status: 303, actions: []string{"receipt.post"}},
		{name: "list", path: "/gudang/penerimaan", actor: gudang2, status: 200, want: []string{"Belum ada penerimaan"}},
		{name: "list of another", path: "/gudang/penerimaan?centre=soeharso", actor: gudang2, status: 200, want: []string{"TRM-2026-0001", "TRM-2026-0002"}},
	})
}

func TestADoubleClickReceivesOnce(t *testing.T) {
	h, _, _ := stocked(t)
	fields := []string{"model=kursi-roda-elektrik", "source=production", "fund=APBN", "serials=D-1", onceField + "=satu"}
	one := h.post(gudang, "/gudang/terima", fields...)
	two := h.post(gudang, "/gudang/terima", fields...)
	if got, want := two.header.Get("Location"), one.header.Get("Location"); got != want || two.status != 303 {
		t.Errorf("second click = %d %s, want the first answer, %s", two.status, got, want)
	}
}

func TestWhatAReceiptMayNotHoldIsSaidAndKept(t *testing.T) {
	h, _, _ := stocked(t)
	base := "model=kursi-roda-elektrik&source=production&fund=APBN&"
	list := []scenario{
		{name: "no model", body: "source=production&fund=APBN&serials=A", want: []string{"Wajib diisi", "Galat:"}},
		{name: "unknown field", body: base + "serials=A&colour=red", want: []string{"Isian ini tidak dikenal"}},
		{name: "quantity in words", body: base + "quantity=tiga", want: []string{"bilangan bulat", `value="tiga"`}},
		{name: "fraction", body: base + "quantity=1,5", want: []string{"bilangan bulat"}},
		{name: "negative price", body: base + "serials=A&unit_cost=-1", want: []string{"Paling kecil 0"}},
		{name: "year 24", body: base + "serials=A&occurred_at=0024-01-02", want: []string{"sebelum 2000"}},
		{name: "tomorrow", body: base + "serials=A&occurred_at=2026-11-26", want: []string{"belum tiba"}},
		{name: "not a day", body: base + "serials=A&occurred_at=kemarin", want: []string{"Harus berupa tanggal"}},
		{name: "spreadsheet", body: base + "serials=A\n6.37702E+15", want: []string{"Nomor 2: 6.37702E+15 sudah dibulatkan oleh lembar kerja"}},
		{name: "broken UTF-8", body: base + "serials=\xff\xfe", want: []string{"Ada huruf yang tidak dapat disimpan"}},
		{name: "direction mark", body: base + "serials=A\u202eB", want: []string{"Ada huruf yang tidak dapat disimpan"}},
		{name: "too many", body: base + "serials=" + strings.Join(numbered("S", 1001), "\n"), want: []string{"Ada 1.001 nomor seri; sekali terima paling banyak 1.000"}},
	}
	for i := range list {
		list[i].method, list[i].path, list[i].actor, list[i].status = post, "/gudang/terima", gudang, 422
	}
	h.run(list)
}

func numbered(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint(prefix, i)
	}
	return out
}

func TestAReceiptIsReadAndTakenBack(t *testing.T) {
	h, rec, u := stocked(t)
	page := "/gudang/penerimaan/" + rec.ID.String()
	h.run([]scenario{
		{name: "other centre reads", path: page, actor: gudang2, status: 200, want: []string{"TRM-2026-0001", u.Code, "Rp4.350.000"}, unwant: []string{"Batalkan penerimaan"}},
		{name: "command room", path: page, actor: ruang, status: 403},
		{name: "unknown", path: "/gudang/penerimaan/tidak-ada", actor: gudang, status: 404},
		{name: "other centre undoes", method: post, path: page + "/batal", actor: gudang2, body: "reason=coba", status: 403},
		{name: "without a reason", method: post, path: page + "/batal", actor: gudang, status: 422, want: []string{"Wajib diisi", "TRM-2026-0001"}},
		{name: "undo", method: post, path: page + "/batal", actor: gudang, body: "reason=salah model", status: 303, actions: []string{"receipt.post"}},
		{name: "after", path: page, actor: gudang, status: 200, want: []string{"sudah dibatalkan pada"}, unwant: []string{"/batal"}},
		{name: "twice", method: post, path: page + "/batal", actor: gudang, body: "reason=lagi", status: 409, want: []string{"sudah dibatalkan pada"}},
		{name: "card", path: "/gudang/kartu/kursi-roda-elektrik", actor: gudang, status: 200, want: []string{"Dibatalkan", "salah model", "Diterima: bengkel SKA ke gudang"}},
	})
}

func TestLabelsArePrintedForStaff(t *testing.T) {
	h, rec, u := stocked(t)
	for path, want := range map[string]int{
		"/gudang/label?receipt=" + rec.ID.String():                  200,
		"/gudang/label?format=roll&receipt=" + rec.ID.String():      200,
		"/gudang/label?unit=" + u.Code:                              200,
		"/gudang/label?unit=ZZZZZZZ":                                404,
		"/gudang/label?format=billboard&receipt=" + rec.ID.String(): 422,
	} {
		got := h.get(gudang, path)
		if got.status != want || want == 200 && (!strings.HasPrefix(got.body, "%PDF-") || got.header.Get("Content-Type") != "application/pdf") {
			t.Errorf("%s = %d %s, want %d and a PDF", path, got.status, got.header.Get("Content-Type"), want)
		}
	}
	if got := h.get(who{}, "/gudang/label?unit="+u.Code); got.status != 303 {
		t.Errorf("labels for nobody = %d, want to be asked to sign in", got.status)
	}
}

func TestReceiptsByTheAPI(t *testing.T) {
	h, rec, u := stocked(t)
	body := `{"model":"kursi-roda-elektrik","source":"purchase","fund":"APBN 2026","serials":["A-1","A-2"],"unit_cost":4000000}`
	h.run([]scenario{
		{name: "nobody", method: post, path: "/api/v1/receipts", body: body, status: 401, want: []string{`"code":"no_actor"`}},
		{name: "other role", method: post, path: "/api/v1/receipts", actor: auditor, body: body, status: 403},
		{name: "post", method: post, path: "/api/v1/receipts", actor: gudang, body: body, status: 201, want: []string{"/api/v1/receipts/", `"quantity":2`}, actions: []string{"receipt.post"}},
		{name: "taken", method: post, path: "/api/v1/receipts", actor: gudang, body: body, status: 422, want: []string{`"serials.0"`, `"receipt.serial_taken"`, `"serials.1"`}},
		{name: "wrong type", method: post, path: "/api/v1/receipts", actor: gudang, body: `{"model":7,"source":"purchase","fund":"x","serials":"A"}`, status: 422, want: []string{`"model"`, `"serials"`}},
		{name: "not JSON", method: post, path: "/api/v1/receipts", actor: gudang, body: `{"model":`, status: 422},
		{name: "list", path: "/api/v1/receipts?limit=1", actor: gudang, status: 200, want: []string{`"next":"`, "TRM-2026-0002"}, unwant: []string{"TRM-2026-0001"}},
		{name: "one", path: "/api/v1/receipts/" + rec.ID.String(), actor: auditor, status: 200, want: []string{"TRM-2026-0001"}},
		{name: "unit", path: "/api/v1/units/" + strings.ToLower(u.Code), actor: gudang2, status: 200, want: []string{`"serial":"KRE-1"`}},
		{name: "unit for nobody", path: "/api/v1/units/" + u.Code, status: 401},
		{name: "units", path: "/api/v1/units?bucket=ready", actor: gudang, status: 200, want: []string{"KRE-1", "A-2"}},
		{name: "units of no bucket", path: "/api/v1/units?centre=soeharso&model=kursi-roda-elektrik", actor: gudang, status: 422, want: []string{`"bucket"`}},
	})
}
