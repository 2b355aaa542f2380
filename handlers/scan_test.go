package handlers

import (
	"net/url"
	"strings"
	"testing"

	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

const gtin = "09506000134352"

// racked is a harness with a shelf a1 at soeharso, three chairs KRE-1 to KRE-3 in
// the main warehouse, and a bought model with a GTIN.
func racked(t *testing.T) (*harness, []stock.Unit) {
	t.Helper()
	h, _, u := stocked(t)
	if _, err := h.app.Centres.AddShelf(h.ctx(gudang), network.NewShelf{Warehouse: "soeharso-utama", Code: "a1", Name: "Rak A1"}); err != nil {
		t.Fatal(err)
	}
	rec, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{Model: "kursi-roda-elektrik", Source: stock.Production, Fund: "APBN 2026", Serials: []string{"KRE-2", "KRE-3"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Stock.AddModel(h.ctx(gudang), stock.ModelDetails{Name: "Alat bantu dengar", Tracking: stock.Serialised, Maker: "PT Contoh"}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Stock.SetGTIN(h.ctx(gudang), stock.NewGTIN{Model: "alat-bantu-dengar", GTIN: gtin}); err != nil {
		t.Fatal(err)
	}
	units := []stock.Unit{u}
	for _, id := range rec.Units {
		sheet, err := h.app.Stock.Unit(h.ctx(gudang), id.String())
		if err != nil {
			t.Fatal(err)
		}
		units = append(units, sheet.Unit)
	}
	return h, units
}

func TestScansAreTakenOneByOneWithoutScripts(t *testing.T) {
	h, units := racked(t)
	h.run([]scenario{
		{name: "nobody", path: scanPath, status: 303, want: []string{"/masuk"}},
		{name: "command room", path: scanPath, actor: ruang, status: 403},
		{name: "receive first", path: scanPath, actor: gudang, status: 200, want: []string{"Pindai: terima barang", "autofocus", `value="APBN 2026"`, `name="act" value="finish"`, "Terima 0"}},
		{name: "auditor looks", path: scanPath + "?mode=terima", actor: auditor, status: 200, want: []string{"Pindai: apa ini?"}, unwant: []string{`value="finish"`}},
		{name: "social worker hands over", path: scanPath, actor: as(policy.SocialWorker, soeharso), status: 200, want: []string{"Pindai: serah terima"}},
		{name: "shelf sets the place", method: post, path: scanPath, actor: gudang, body: "mode=pindah&scan=soeharso-utama/a1", status: 200, want: []string{"Tempat diisi: Rak A1", `value="soeharso-utama/a1" selected`}},
		{
			name: "first scan", method: post, path: scanPath, actor: gudang, body: "mode=pindah&place=soeharso-utama/a1&act=add&scan=KRE-1", status: 200,
			want: []string{"Masuk.", units[0].Code + " masuk daftar", `name="codes" value="` + units[0].Code, "Pindahkan 1"},
		},
		{
			name: "the same again", method: post, path: scanPath, actor: gudang, body: "mode=pindah&place=soeharso-utama/a1&scan=" + units[0].Code + "&codes=" + units[0].Code, status: 200,
			want: []string{"Sudah ada di daftar.", "Pindahkan 1"},
		},
		{
			name: "paste of many", method: post, path: scanPath, actor: gudang, body: "mode=pindah&codes=" + units[0].Code + "&paste=KRE-2\r\nKRE-3\tapa ini\n", status: 200,
			want: []string{"Pindahkan 3", "Tidak bisa ikut: 1", "apa ini tidak dikenal"},
		},
		{name: "taken off", method: post, path: scanPath, actor: gudang, body: "mode=pindah&drop=" + units[0].Code + "&codes=" + units[0].Code + "&codes=" + units[1].Code, status: 200, want: []string{"Pindahkan 1"}, unwant: []string{units[0].Code}},
		{name: "of another centre", method: post, path: scanPath, actor: gudang2, body: "mode=pindah&scan=KRE-1", status: 200, want: []string{"tercatat di Sentra", "TRM-2026-0001", "Pindahkan 0"}},
		{name: "nowhere to", method: post, path: scanPath, actor: gudang, body: "mode=pindah&act=finish&codes=" + units[0].Code, status: 422, want: []string{"Ke tempat: Wajib diisi", units[0].Code}},
		{name: "nothing", method: post, path: scanPath, actor: gudang, body: "mode=pindah&act=finish", status: 422, want: []string{"Daftar masih kosong"}},
		{name: "refused with the last press", method: post, path: scanPath, actor: gudang, body: "mode=pindah&place=soeharso-utama/a1&act=finish&scan=apa ini&codes=" + units[0].Code, status: 200, want: []string{"Ditolak."}},
		{
			name: "moved", method: post, path: scanPath, actor: gudang, body: "mode=pindah&place=soeharso-utama/a1&act=finish&codes=" + units[0].Code + "&codes=" + units[1].Code, status: 303,
			want: []string{"/gudang/pindai?mode=pindah"}, actions: []string{"stock.move"},
		},
		{name: "moved there already", method: post, path: scanPath, actor: gudang, body: "mode=pindah&place=soeharso-utama/a1&scan=KRE-1", status: 200, want: []string{"sudah ada di soeharso-utama/a1"}},
		{name: "auditor moves", method: post, path: scanPath, actor: auditor, body: "mode=pindah&act=finish&codes=" + units[2].Code, status: 200, want: []string{"Pindai: apa ini?"}},
	})
}

func TestGoodsAreReceivedByScan(t *testing.T) {
	h, units := racked(t)
	base := "mode=terima&source=purchase&fund=APBN 2026&"
	h.run([]scenario{
		{
			name: "package", method: post, path: scanPath, actor: gudang, body: base + "scan=]d201" + gtin + "1728022910L-1\x1d21S-1", status: 200,
			want: []string{"S-1 masuk daftar: Alat bantu dengar", `value="ALAT-BANTU-DENGAR"`, `value="L-1"`, `value="2028-02-29"`, "Terima 1"},
		},
		{name: "wrong check digit", method: post, path: scanPath, actor: gudang, body: base + "scan=(01)09506000134353", status: 200, want: []string{"Ditolak.", "Angka pemeriksa"}},
		{name: "known serial", method: post, path: scanPath, actor: gudang, body: base + "model=kursi-roda-elektrik&scan=KRE-1", status: 200, want: []string{"KRE-1 sudah tercatat sebagai unit " + units[0].Code + ", dokumen TRM-2026-0001"}},
		{name: "no model", method: post, path: scanPath, actor: gudang, body: base + "act=finish&codes=S-1", status: 422, want: []string{"Model", "Wajib diisi", "S-1"}},
		{
			name: "received", method: post, path: scanPath, actor: gudang, body: base + "model=ALAT-BANTU-DENGAR&lot=L-1&expires_at=2028-02-29&place=soeharso-utama/a1&act=finish&codes=S-1&codes=S-2", status: 303,
			want: []string{"mode=terima", "model=alat-bantu-dengar", "done="}, actions: []string{"receipt.post"},
		},
		{name: "look again", path: "/gudang/cari?q=]d201" + gtin + "21S-2", actor: gudang, status: 303, want: []string{"/u/"}},
		{name: "shelf", path: "/gudang/tempat/isi?place=soeharso-utama/a1", actor: gudang2, status: 200, want: []string{"Rak A1", "Alat bantu dengar", "L-1", "29 Februari 2028"}, unwant: []string{"/gudang/pindai?mode=pindah"}},
		{name: "return of what is here", method: post, path: scanPath, actor: gudang, body: "mode=kembali&scan=KRE-1", status: 200, want: []string{"tidak sedang dipakai", "TRM-2026-0001"}},
		{name: "hand over what is free", method: post, path: scanPath, actor: gudang, body: "mode=serah&scan=KRE-1", status: 200, want: []string{"tidak dicadangkan"}},
	})
}

func TestADoubleClickOnTheLastButtonIsOneCommand(t *testing.T) {
	h, units := racked(t)
	fields := []string{"mode=pindah", "place=soeharso-utama/a1", "act=finish", "codes=" + units[0].Code, onceField + "=satu"}
	one, two := h.post(gudang, scanPath, fields...), h.post(gudang, scanPath, fields...)
	if one.status != 303 || two.status != 303 {
		t.Logf("second click = %d", two.status)
	}
	sheet, err := h.app.Stock.Unit(h.ctx(gudang), units[0].Code)
	if err != nil || len(sheet.Movements) != 2 {
		t.Errorf("%d movements of the unit, %v; want the receipt and one move", len(sheet.Movements), err)
	}
}

func TestEverythingIsFoundFromOneBox(t *testing.T) {
	h, units := racked(t)
	find := func(text, where string) scenario {
		return scenario{name: text, path: "/gudang/cari?q=" + url.QueryEscape(text), actor: auditor, status: 303, want: []string{where}}
	}
	h.run([]scenario{
		find(units[0].Code, "/u/"+units[0].Code), find("kre-1", "/u/"+units[0].Code), find("soeharso-utama/A1", "/gudang/tempat/isi?place="),
		find("meohai", "/gudang/tempat?centre=meohai"), find("kursi-roda-elektrik", "/alat/kursi-roda-elektrik"), find(gtin, "/alat/alat-bantu-dengar"),
		{name: "like", path: "/gudang/cari?q=kursi", actor: gudang, status: 200, want: []string{"/alat/kursi-roda-elektrik", "Tidak ada yang bernama"}},
		{name: "nothing typed", path: "/gudang/cari", actor: gudang, status: 200},
		{name: "nobody", path: "/gudang/cari?q=KRE-1", status: 303, want: []string{"/masuk"}},
		{name: "box", path: "/gudang", actor: gudang, status: 200, want: []string{`action="/gudang/cari"`, scanPath, "/gudang/tempat", "/gudang/label"}},
	})
}

func TestPlacesAreShownAndAdded(t *testing.T) {
	h, _ := racked(t)
	h.run([]scenario{
		{name: "own", path: "/gudang/tempat", actor: gudang, status: 200, want: []string{"Gudang utama", "Rak A1", "3 barang", "Tambah rak"}},
		{name: "of another", path: "/gudang/tempat?centre=soeharso", actor: gudang2, status: 200, want: []string{"Rak A1"}, unwant: []string{"Tambah rak"}},
		{name: "ministry chooses", path: "/gudang/tempat", actor: auditor, status: 200, want: []string{"Tampilkan"}},
		{name: "unknown centre", path: "/gudang/tempat?centre=tak-ada", actor: gudang, status: 404},
		{name: "nobody", path: "/gudang/tempat", status: 303, want: []string{"/masuk"}},
		{name: "add", method: post, path: "/gudang/tempat", actor: gudang, body: "warehouse=soeharso-utama&code=b2&name=Rak B2", status: 303, want: []string{"/gudang/tempat"}, actions: []string{"warehouse.add"}},
		{name: "twice", method: post, path: "/gudang/tempat", actor: gudang, body: "warehouse=soeharso-utama&code=B2", status: 422, want: []string{"sudah", `value="B2"`}},
		{name: "slash", method: post, path: "/gudang/tempat", actor: gudang, body: "warehouse=soeharso-utama&code=b/3", status: 422},
		{name: "elsewhere", method: post, path: "/gudang/tempat", actor: gudang2, body: "warehouse=soeharso-utama&code=b3", status: 403},
		{name: "auditor", method: post, path: "/gudang/tempat", actor: auditor, body: "warehouse=soeharso-utama&code=b3", status: 403},
		{name: "unknown place", path: "/gudang/tempat/isi?place=soeharso-utama/z9", actor: gudang, status: 404},
		{name: "no place", path: "/gudang/tempat/isi", actor: gudang, status: 404},
	})
}

func TestLabelsAreChosenAndPrinted(t *testing.T) {
	h, units := racked(t)
	for name, c := range map[string]struct {
		fields []string
		status int
		want   string
	}{
		"a shelf":          {[]string{"places=shelf soeharso-utama/a1", "format=roll"}, 200, "%PDF-"},
		"centre and main":  {[]string{"places=centre soeharso", "places=warehouse soeharso-utama", "format=a4", "skip=5"}, 200, "%PDF-"},
		"codes":            {[]string{"codes=" + units[0].Code + "\nkre-2", "format=a4"}, 200, "%PDF-"},
		"all in a house":   {[]string{"within=soeharso-utama", "format=a4"}, 200, "%PDF-"},
		"unknown code":     {[]string{"codes=KRE-1\nKRE-9", "format=a4"}, 422, "Nomor 2: Tidak ada unit dengan kode atau nomor seri KRE-9"},
		"unknown place":    {[]string{"places=shelf soeharso-utama/z9", "format=a4"}, 422, "Tempat ini tidak dikenal"},
		"nothing":          {[]string{"format=a4"}, 422, "Pilih tempat"},
		"too much skipped": {[]string{"codes=KRE-1", "format=a4", "skip=24"}, 422, "24 label"},
		"below zero":       {[]string{"codes=KRE-1", "format=a4", "skip=-1"}, 422, "24 label"},
	} {
		if got := h.post(gudang, "/gudang/label", c.fields...); got.status != c.status || !strings.Contains(got.body, c.want) {
			t.Errorf("%s: %d %s, want %d with %q", name, got.status, short(got.body), c.status, c.want)
		}
	}
	if got := h.post(gudang2, "/gudang/label", "places=shelf soeharso-utama/a1", "format=a4"); got.status != 403 {
		t.Errorf("another centre prints: %d", got.status)
	}
	h.run([]scenario{
		{name: "page", path: "/gudang/label", actor: gudang, status: 200, want: []string{"shelf soeharso-utama/a1", "Belum ada label siap tempel"}},
		{name: "page for an auditor", path: "/gudang/label", actor: auditor, status: 403},
		{name: "ahead", method: post, path: "/gudang/label/cetak", actor: gudang, body: "count=48", status: 303, want: []string{"/gudang/label"}, actions: []string{"label.print"}},
		{name: "too many", method: post, path: "/gudang/label/cetak", actor: gudang, body: "count=501", status: 422, want: []string{"Paling besar 500", `value="501"`}},
		{name: "auditor prints", method: post, path: "/gudang/label/cetak", actor: auditor, body: "count=1", status: 403},
		{name: "list", path: "/gudang/label", actor: gudang, status: 200, want: []string{"LBL-2026-0001", "/gudang/label?batch="}},
	})
	b, err := h.app.Stock.LabelBatches(h.ctx(gudang))
	if err != nil || len(b) != 1 {
		t.Fatal(b, err)
	}
	for who, want := range map[who]int{gudang: 200, gudang2: 404, auditor: 403} {
		if got := h.get(who, "/gudang/label?batch="+b[0].ID.String()); got.status != want {
			t.Errorf("batch for %s = %d, want %d", who, got.status, want)
		}
	}
}

func TestALabelOnNothingIsFriendlyToStrangersAndReadyForStaff(t *testing.T) {
	h, units := racked(t)
	b, err := h.app.Stock.PrintAhead(h.ctx(gudang), stock.NewLabels{Count: 2})
	if err != nil {
		t.Fatal(err)
	}
	_, free, err := h.app.Stock.BatchLabels(h.ctx(gudang), b.ID)
	if err != nil {
		t.Fatal(err)
	}
	label := free[0].Code
	tags, err := h.app.Stock.LabelPlaces(h.ctx(gudang), stock.NewPlaceLabels{Places: []stock.PlaceRef{{Kind: stock.LabelShelf, Code: "soeharso-utama/a1"}, {Kind: stock.LabelCentre, Code: "soeharso"}}})
	if err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "stranger", path: "/u/" + label, status: 200, want: []string{"belum dipasang pada alat apa pun", "/sentra/soeharso", "/masuk?lanjut="}, unwant: []string{"/pasang"}},
		{name: "other centre", path: "/u/" + label, actor: gudang2, status: 200, want: []string{"belum dipasang"}, unwant: []string{"/pasang"}},
		{name: "staff", path: "/u/" + strings.ToLower(label), actor: gudang, status: 200, want: []string{"/u/" + label + "/pasang", "autofocus"}},
		{name: "on an unknown unit", method: post, path: "/u/" + label + "/pasang", actor: gudang, body: "unit=KRE-9", status: 422, want: []string{"Tidak ada unit", `value="KRE-9"`}},
		{name: "other centre binds", method: post, path: "/u/" + label + "/pasang", actor: gudang2, body: "unit=KRE-1", status: 403},
		{name: "bind", method: post, path: "/u/" + label + "/pasang", actor: gudang, body: "unit=KRE-1", status: 303, want: []string{"/u/" + label}, actions: []string{"label.bind"}},
		{name: "its old code", path: "/u/" + units[0].Code, actor: gudang, status: 200, want: []string{"KRE-1", label, "Pindahkan", "Cetak label", "/gudang/tempat/isi?place=soeharso-utama"}},
		{name: "for a stranger now", path: "/u/" + label, status: 200, want: []string{"Kursi roda elektrik"}},
		{name: "again", method: post, path: "/u/" + label + "/pasang", actor: gudang, body: "unit=KRE-2", status: 404},
		{name: "shelf for a stranger", path: "/t/" + tags[0].Code, status: 200, want: []string{"Rak A1", "Kementerian Sosial"}, unwant: []string{"KRE-"}},
		{name: "shelf for staff", path: "/t/" + tags[0].Code, actor: auditor, status: 303, want: []string{"/gudang/tempat/isi?place=soeharso-utama%2Fa1"}},
		{name: "centre for a stranger", path: "/t/" + tags[1].Code, status: 303, want: []string{"/sentra/soeharso"}},
		{name: "centre for staff", path: "/t/" + tags[1].Code, actor: gudang, status: 303, want: []string{"/gudang/tempat?centre=soeharso"}},
		{name: "a unit under the path of places", path: "/t/" + units[1].Code, status: 303, want: []string{"/u/" + units[1].Code}},
		{name: "a place under the path of units", path: "/u/" + tags[0].Code, status: 303, want: []string{"/t/" + tags[0].Code}},
		{name: "never printed", path: "/u/ZZZZZZZ", status: 404},
		{name: "QR on its page", path: "/gudang/tempat/isi?place=soeharso-utama/a1", actor: gudang, status: 200, want: []string{"<svg", tags[0].Code}},
	})
}

func TestTradeNumbersOfAModel(t *testing.T) {
	h, _ := racked(t)
	page := "/alat/alat-bantu-dengar/gtin"
	h.run([]scenario{
		{name: "list", path: page, actor: gudang, status: 200, want: []string{gtin, "Tambah GTIN"}},
		{name: "other centre", path: page, actor: gudang2, status: 403},
		{name: "add", method: post, path: page, actor: gudang, body: "gtin=6291041500213", status: 303, actions: []string{"model.change"}},
		{name: "wrong", method: post, path: page, actor: gudang, body: "gtin=6291041500214", status: 422, want: []string{"Angka pemeriksa GTIN tidak cocok", `value="6291041500214"`}},
		{name: "remove", method: post, path: page, actor: gudang, body: "gtin=06291041500213&remove=1", status: 303, actions: []string{"model.change"}},
		{name: "model links", path: "/alat/alat-bantu-dengar", actor: gudang, status: 200, want: []string{page}},
	})
}

func TestScansByTheAPI(t *testing.T) {
	h, units := racked(t)
	h.run([]scenario{
		{name: "look", path: "/api/v1/look?text=kre-1", actor: auditor, status: 200, want: []string{`"kind":"unit"`, units[0].Code}},
		{name: "look at a package", path: "/api/v1/look?text=" + url.QueryEscape("(01)"+gtin+"(17)280200(10)L-1"), actor: gudang, status: 200, want: []string{`"kind":"model"`, `"expires_on":"2028-02-29"`}},
		{name: "look at a shelf", path: "/api/v1/look?text=soeharso-utama/a1", actor: gudang, status: 200, want: []string{`"kind":"shelf"`, `"fill"`}},
		{name: "look for nobody", path: "/api/v1/look?text=x", status: 401},
		{name: "judge", method: post, path: "/api/v1/scans", actor: gudang, body: `{"mode":"move","fresh":["KRE-1","KRE-1","x"]}`, status: 200, want: []string{`"added"`, `"duplicate"`, `"look.unknown"`, `"pieces":1`}},
		{name: "judge for nobody", method: post, path: "/api/v1/scans", body: `{"mode":"move"}`, status: 401},
		{name: "places", path: "/api/v1/places?centre=soeharso", actor: gudang2, status: 200, want: []string{`"soeharso-utama/a1"`, `"total":3`}},
		{name: "contents", path: "/api/v1/places/contents?place=soeharso-utama", actor: gudang, status: 200, want: []string{`"quantity":1`}},
		{name: "shelf", method: post, path: "/api/v1/shelves", actor: gudang, body: `{"warehouse":"soeharso-utama","code":"c3"}`, status: 201, want: []string{`"c3"`}, actions: []string{"warehouse.add"}},
		{name: "labels", method: post, path: "/api/v1/labels", actor: gudang, body: `{"count":3}`, status: 201, want: []string{"LBL-2026-0001"}, actions: []string{"label.print"}},
		{name: "label of a shelf", method: post, path: "/api/v1/labels/places", actor: gudang, body: `{"places":[{"kind":"shelf","code":"soeharso-utama/c3"}]}`, status: 200, want: []string{`"kind":"shelf"`}, actions: []string{"label.print"}},
		{name: "bind an unknown", method: post, path: "/api/v1/labels/bind", actor: gudang, body: `{"label":"ZZZZZZZ","unit":"KRE-1"}`, status: 422, want: []string{`"label.unknown"`}},
		{name: "GTINs", path: "/api/v1/models/alat-bantu-dengar/gtins", status: 200, want: []string{gtin}},
		{name: "GTIN of another model", method: post, path: "/api/v1/models/kursi-roda-elektrik/gtins", actor: gudang, body: `{"gtin":"6291041500213"}`, status: 200, actions: []string{"model.change"}},
	})
}

func TestAReservedUnitIsScannedToItsHandOverAndBackAgain(t *testing.T) {
	k := newKase(t)
	rec := k.reserved()
	code := k.units[0].Code
	k.run([]scenario{
		{name: "scan", method: post, path: scanPath, actor: peksos, body: "mode=serah&scan=KRE-1", status: 200, want: []string{code + " masuk daftar", "Lanjut ke serah terima"}},
		{name: "on to the hand-over", method: post, path: scanPath, actor: peksos, body: "mode=serah&act=finish&codes=" + code, status: 303, want: []string{"/serah-terima/baru?alokasi=" + rec.ID.String()}},
		{name: "not back yet", method: post, path: scanPath, actor: gudang, body: "mode=kembali&scan=" + code, status: 200, want: []string{"tidak sedang dipakai"}},
	})
	form := "allocations=" + rec.ID.String() + "&identity_checked=1&receiver=self&place=Surakarta&occurred_at=2026-11-24"
	k.run([]scenario{
		{name: "handed over", method: post, path: "/serah-terima", actor: peksos, body: form, status: 303, actions: []string{"handover.post"}},
		{name: "moved away", method: post, path: scanPath, actor: gudang, body: "mode=pindah&scan=" + code, status: 200, want: []string{"tidak ada di gudang", "1/BAST/SOEHARSO/11/2026"}, unwant: []string{"Sekar"}},
		{name: "back", method: post, path: scanPath, actor: gudang, body: "mode=kembali&scan=" + code, status: 200, want: []string{code + " masuk daftar", "Terima kembali 1"}},
		{name: "without a reason", method: post, path: scanPath, actor: gudang, body: "mode=kembali&act=finish&codes=" + code, status: 422, want: []string{"Wajib diisi", code}},
		{name: "taken back", method: post, path: scanPath, actor: gudang, body: "mode=kembali&act=finish&reason=outgrown&condition=good&codes=" + code, status: 303, want: []string{"mode=kembali"}, actions: []string{"unit.return"}},
		{name: "waits to be cleaned", path: "/gudang/kembali/antrean", actor: gudang, status: 200, want: []string{code}},
	})
}
