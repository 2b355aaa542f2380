package handlers

import (
	"encoding/json"
	"strings"
	"testing"

	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// counted prepares a warehouse with three chairs and thirty pads, a second shelf, and who
// counts and who reviews.
func countedRoom(t *testing.T) (h *harness, codes []string) {
	t.Helper()
	h, _, u := stocked(t)
	ctx := h.ctx(gudang)
	if _, err := h.app.Centres.AddShelf(ctx, network.NewShelf{Warehouse: "soeharso-utama", Code: "A-1", Name: "Rak A-1"}); err != nil {
		t.Fatal(err)
	}
	rec, err := h.app.Stock.Receive(ctx, stock.NewReceipt{Model: "kursi-roda-elektrik", Source: stock.Production, Fund: "APBN 2026", Serials: []string{"OPN-1", "OPN-2"}, UnitCost: 4_000_000})
	if err != nil {
		t.Fatal(err)
	}
	pad, err := h.app.Stock.AddModel(ctx, stock.ModelDetails{Name: "Bantalan hitung", Code: "BTL-9", Tracking: stock.Counted})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Stock.Receive(ctx, stock.NewReceipt{Model: pad.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: 30, UnitCost: 10_000, Lot: "B-7"}); err != nil {
		t.Fatal(err)
	}
	codes = []string{u.Code}
	for _, id := range rec.Units {
		sheet, err := h.app.Stock.Unit(ctx, id.String())
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, sheet.Unit.Code)
	}
	return h, codes
}

func TestAStockCountFromOpeningToTheSignedMinutes(t *testing.T) {
	h, codes := countedRoom(t)
	head, ska := as(policy.Head, soeharso), as(policy.SKA, soeharso)
	h.run([]scenario{
		{name: "nobody", path: "/gudang/opname", status: 303, want: []string{"/masuk"}},
		{name: "the list", path: "/gudang/opname", actor: gudang, status: 200, want: []string{"Belum ada stok opname", "Buka stok opname"}},
		{name: "the list of an auditor", path: "/gudang/opname?centre=soeharso", actor: auditor, status: 200, unwant: []string{"Buka stok opname"}},
		{name: "the menu", path: "/gudang", actor: gudang, status: 200, want: []string{"/gudang/opname"}},
		{name: "the form", path: "/gudang/opname/baru", actor: gudang, status: 200, want: []string{"Gudang utama · Rak A-1", "Undian"}},
		{name: "the form for a peksos", path: "/gudang/opname/baru", actor: as(policy.SocialWorker, soeharso), status: 403},
		{name: "by model without one", method: post, path: "/gudang/opname/baru", actor: gudang, body: "kind=model", status: 422, want: []string{"Satu model"}},
		{name: "at another centre", method: post, path: "/gudang/opname/baru", actor: gudang2, body: "kind=full&place=soeharso-utama", status: 403},
		{name: "opened", method: post, path: "/gudang/opname/baru", actor: gudang, body: "kind=full&basis=ST-12", status: 303, want: []string{"/gudang/opname/"}, actions: []string{"count.open"}},
	})
	path := "/gudang/opname/" + firstCount(t, h)
	h.run([]scenario{
		{name: "the scan page counts for the one that is open", path: scanPath + "?mode=hitung", actor: gudang, status: 303, want: []string{path + "/hitung"}},
		{name: "another centre has none", path: scanPath + "?mode=hitung", actor: gudang2, status: 303, want: []string{"/gudang/opname/baru"}},
		{name: "an auditor sees the list", path: scanPath + "?mode=hitung", actor: auditor, status: 303, want: []string{"/gudang/opname"}},
		{name: "its page", path: path, actor: gudang, status: 200, want: []string{"OPN-2026-0001", "0 dari 2 baris selesai dihitung", "Belum dihitung", "ST-12"}},
		{name: "its page for another centre", path: path, actor: gudang2, status: 200, unwant: []string{"Selesai menghitung"}},
		{name: "where to count", path: path + "/hitung", actor: ska, status: 200, want: []string{"Rak A-1", "Bantalan hitung, lot B-7", "data-scan"}, unwant: []string{">30<"}},
		{name: "an auditor does not count", path: path + "/hitung", actor: auditor, status: 403},
		{name: "nothing scanned", method: post, path: path + "/hitung", actor: ska, body: "place=soeharso-utama&codes=", status: 422, want: []string{"Belum ada kode"}},
		{
			name: "scans with CR and Tab, twice and unknown", method: post, path: path + "/hitung", actor: ska,
			body: "place=soeharso-utama/A-1&codes=" + codes[0] + "\r\n" + codes[0] + "\tXYZ-9", status: 200, actions: []string{"count.record"},
			want: []string{"1 di luar catatan, 1 sudah ada di daftar, 1 tidak dikenal", "Menurut buku ada di soeharso-utama, dicatat", "buku memindahkannya ke sini", "Hapus XYZ-9 dari daftar"},
		},
		{name: "closed with the last scan", method: post, path: path + "/hitung", actor: ska, body: "place=soeharso-utama&close=1&codes=" + codes[1], status: 200, want: []string{"1 ditemukan"}, actions: []string{"count.record"}},
		{name: "a number that is none", method: post, path: path + "/jumlah", actor: ska, body: "place=soeharso-utama&pieces.0.model=BTL-9&pieces.0.lot=B-7&pieces.0.quantity=-2", status: 422, want: []string{`value="-2"`}},
		{name: "a number", method: post, path: path + "/jumlah", actor: ska, body: "place=soeharso-utama&pieces.0.model=BTL-9&pieces.0.lot=B-7&pieces.0.quantity=28", status: 303, actions: []string{"count.record"}},
		{name: "a wrong code goes", method: post, path: path + "/hapus", actor: ska, body: "code=XYZ-9", status: 303, actions: []string{"count.record"}},
		{name: "and is gone", method: post, path: path + "/hapus", actor: ska, body: "code=XYZ-9", status: 422, want: []string{"tidak ada di daftar hitungan ini"}},
		{name: "counting is done", method: post, path: path + "/selesai", actor: ska, status: 303, actions: []string{"count.record"}},
		{name: "and no more", method: post, path: path + "/hitung", actor: ska, body: "place=soeharso-utama&codes=" + codes[2], status: 409, want: []string{"menunggu telaah"}},
		{name: "the draft", path: path + "/berita-acara", actor: ska, status: 200, want: []string{"%PDF-"}},
		{name: "a line", path: path + "/baris?place=soeharso-utama&model=BTL-9", actor: ska, status: 200, want: []string{"Tidak ada gerakan sejak", "28"}},
		{name: "a line that is not there", path: path + "/baris?place=soeharso-utama&model=tidak-ada", actor: ska, status: 422},
		{name: "the review", path: path + "/telaah", actor: gudang, status: 200, want: []string{"1 tidak ditemukan, 0 di luar catatan, 1 dilihat di tempat lain", "Setujui dan bukukan", "−Rp20.000"}},
		{name: "the review by who counted", path: path + "/telaah", actor: ska, status: 200, want: []string{"Simpan alasan"}, unwant: []string{"Setujui dan bukukan", "Minta hitung ulang"}},
		{name: "approved without reasons", method: post, path: path + "/setujui", actor: gudang, status: 409, want: []string{"3 baris berselisih tanpa alasan"}},
		{name: "a reason", method: post, path: path + "/telaah", actor: ska, body: "lines.0.line=1&lines.0.reason=used&lines.0.note=&rest=lost", status: 303, want: []string{"/telaah"}, actions: []string{"count.record"}},
		{name: "approved by a role that may not", method: post, path: path + "/setujui", actor: ska, status: 403},
		{name: "approved by another centre", method: post, path: path + "/setujui", actor: gudang2, status: 403},
		{name: "approved", method: post, path: path + "/setujui", actor: gudang, status: 303, actions: []string{"count.review", "count.review", "count.review", "count.review", "count.review"}},
		{name: "approved twice", method: post, path: path + "/setujui", actor: head, status: 409, want: []string{"selesai dibukukan"}},
		{name: "posted", path: path, actor: head, status: 200, want: []string{"selesai dibukukan", "Catat tanda tangan", "Sidik"}, unwant: []string{"Batalkan hitungan"}},
		{name: "the minutes", path: path + "/berita-acara", actor: auditor, status: 200, want: []string{"%PDF-"}},
		{name: "signed before", method: post, path: path + "/tanda-tangan", actor: head, body: "signed_on=2020-01-01&signers=Semua", status: 422, want: []string{"tidak mungkin sebelum dibukukan"}},
		{name: "signed", method: post, path: path + "/tanda-tangan", actor: head, body: "signed_on=2026-11-24&signers=Petugas, pemeriksa, kepala&filed=Map 3", status: 303, actions: []string{"count.review"}},
		{name: "proof for everybody", path: strings.Replace(path, "/gudang/opname/", "/bukti-opname/", 1), status: 200, want: []string{"OPN-2026-0001", "Berita acara ini asli"}, unwant: []string{codes[0], "Warehouse"}},
		{name: "its lines as CSV", path: path + "/baris.csv", actor: auditor, status: 200, want: []string{"no,place,place_name", "Bantalan hitung,B-7,30,28,differs,-2,-20000,used", ",soeharso-utama/A-1,Rak A-1,"}},
		{name: "the history of the unit", path: "/u/" + codes[0], actor: gudang, status: 200, want: []string{"OPN-2026-0001"}},
	})
}

func firstCount(t *testing.T, h *harness) string {
	t.Helper()
	list, err := h.app.Stock.Counts(h.ctx(gudang), stock.CountsAsk{})
	if err != nil || len(list.Counts) == 0 {
		t.Fatalf("no count: %v", err)
	}
	return list.Counts[0].ID.String()
}

func TestAShelfIsCountedInScansAndTwoSteps(t *testing.T) {
	h, codes := countedRoom(t)
	if got := h.post(gudang, "/gudang/opname/baru", "kind=shelf", "place=soeharso-utama"); got.status != 303 {
		t.Fatalf("opened = %d %s", got.status, short(got.body))
	}
	id := firstCount(t, h)
	// One form: the place, N scans one to a line, and that nothing else is there.
	got := h.post(gudang, "/gudang/opname/"+id+"/hitung", "place=soeharso-utama", "codes="+strings.Join(codes, "\n"), "close=1")
	if got.status != 200 || !strings.Contains(got.body, "3 ditemukan") {
		t.Fatalf("counted = %d %s", got.status, short(got.body))
	}
}

func TestTheSameScansSentTwiceAreDoneOnce(t *testing.T) {
	h, codes := countedRoom(t)
	body := `{"codes":["` + codes[0] + `"],"place":"soeharso-utama"}`
	open := h.api(gudang, post, "/api/v1/counts", `{"kind":"full"}`)
	where := open.header.Get("Location")
	if open.status != 201 || where == "" {
		t.Fatalf("opened = %d %s", open.status, open.body)
	}
	one := h.api(gudang, post, where+"/scans", body, "Idempotency-Key", "k1")
	two := h.api(gudang, post, where+"/scans", body, "Idempotency-Key", "k1")
	if one.status != 200 || one.body != two.body || !strings.Contains(one.body, `"result":"found"`) {
		t.Errorf("first %d %s, again %d %s", one.status, one.body, two.status, two.body)
	}
}

func TestTheAPICountsReviewsAndPosts(t *testing.T) {
	h, codes := countedRoom(t)
	ska := as(policy.SKA, soeharso)
	if got := h.api(ska, post, "/api/v1/counts", `{"kind":"full"}`); got.status != 403 {
		t.Errorf("opened by SKA = %d", got.status)
	}
	if got := h.api(gudang, post, "/api/v1/counts", `{"kind":"cycle","draw":0}`); got.status != 422 || !strings.Contains(got.body, `"name":"draw"`) {
		t.Errorf("a draw of none = %d %s", got.status, got.body)
	}
	where := h.api(gudang, post, "/api/v1/counts", `{"kind":"full","note":"akhir semester"}`).header.Get("Location")
	steps := []struct {
		by         who
		path, body string
		status     int
		want       string
	}{
		{ska, "/scans", `{"codes":["` + codes[0] + `","` + codes[1] + `"],"close":true,"condition":"needs_repair"}`, 200, `"stage":"counting"`},
		{ska, "/pieces", `{"pieces":[{"model":"BTL-9","quantity":31}]}`, 200, `"seen":33`},
		{ska, "/pieces", `{"pieces":[{"model":"BTL-9","quantity":3.5}]}`, 422, `pieces.0.quantity`},
		{ska, "/forget", `{"code":"ENTAH"}`, 422, `"name":"code"`},
		{ska, "/finish", `{}`, 200, `"differing":2`},
		{ska, "/reasons", `{"lines":[{"line":1,"reason":"found"}],"rest":"lost"}`, 200, `"unexplained":0`},
		{ska, "/reasons", `{"lines":[{"line":99,"reason":"found"}]}`, 422, `lines.0.line`},
		{gudang, "/recount", `{}`, 422, `"name":"lines"`},
		{gudang, "/recount", `{"lines":[1]}`, 200, `"recounts":1`},
		{ska, "/pieces", `{"pieces":[{"model":"BTL-9","quantity":32}]}`, 200, `"stage":"counting"`},
		{ska, "/finish", `{}`, 200, `"stage":"counted"`},
		{ska, "/reasons", `{"rest":"found"}`, 200, `"unexplained":0`},
		{ska, "/approve", `{}`, 403, ``},
		{gudang, "/approve", `{"version":1}`, 409, ``},
		{gudang, "/approve", `{}`, 200, `"stage":"posted"`},
		{gudang, "/resume", `{}`, 200, `"stage":"posted"`},
		{gudang, "/cancel", `{"reason":"terlambat"}`, 409, ``},
		{gudang, "/signature", `{"signed_on":"2026-11-24","signers":"semua"}`, 200, `"signers":"semua"`},
	}
	for _, x := range steps {
		got := h.api(x.by, post, where+x.path, x.body)
		if got.status != x.status || !strings.Contains(got.body, x.want) {
			t.Errorf("%s %s = %d %s, want %d with %s", x.path, x.body, got.status, got.body, x.status, x.want)
		}
	}
	for path, want := range map[string]string{
		"":                                       `"gained":2`,
		"/lines?state=differs":                   `"difference":2`,
		"/line?place=soeharso-utama&model=BTL-9": `"earlier":[31]`,
		"/document":                              "%PDF-",
		"/lines?limit=1":                         `"next":1`,
		"/lines?place=soeharso-utama&state=other": `"items":[]`,
	} {
		if got := h.api(auditor, get, where+path, ""); got.status != 200 || !strings.Contains(got.body, want) {
			t.Errorf("%s = %d %s, want %s", path, got.status, short(got.body), want)
		}
	}
	if got := h.api(auditor, get, where+"/draw", ""); got.status != 404 {
		t.Errorf("the draw of a full count = %d", got.status)
	}
}

func TestAnybodyCanRepeatADraw(t *testing.T) {
	h, _ := countedRoom(t)
	where := h.api(gudang, post, "/api/v1/counts", `{"kind":"cycle","draw":1}`).header.Get("Location")
	var draw stock.CountDraw
	if err := json.Unmarshal([]byte(h.api(auditor, get, where+"/draw", "").body), &draw); err != nil {
		t.Fatal(err)
	}
	var lines struct {
		Items []struct{ Model string }
	}
	if err := json.Unmarshal([]byte(h.api(auditor, get, where+"/lines", "").body), &lines); err != nil {
		t.Fatal(err)
	}
	drawn := draw.Drawn()
	if len(drawn) != 1 || len(lines.Items) != 1 || draw.Tokens[drawn[0]].Model.String() != lines.Items[0].Model {
		t.Errorf("the draw gives %v of %v, the count has %v", drawn, draw.Tokens, lines.Items)
	}
}
