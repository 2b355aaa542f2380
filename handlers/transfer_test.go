package handlers

import (
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

// convoy is a harness in which soeharso has two chairs and twenty pads, and
// meohai has asked for both chairs and ten pads.
type convoy struct {
	*harness
	chairs   []stock.Unit
	transfer stock.Transfer
	page     string
}

func newConvoy(t *testing.T) convoy {
	t.Helper()
	h, _, first := stocked(t)
	k := convoy{harness: h, chairs: []stock.Unit{first}}
	rec, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{Model: "kursi-roda-elektrik", Source: stock.Production, Fund: "APBN 2026", Serials: []string{"KRE-2"}})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := h.app.Stock.Unit(h.ctx(gudang), rec.Units[0].String())
	if err != nil {
		t.Fatal(err)
	}
	k.chairs = append(k.chairs, sheet.Unit)
	if _, err := h.app.Stock.AddModel(h.ctx(gudang), stock.ModelDetails{Name: "Bantalan duduk", Tracking: stock.Counted}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{Model: "bantalan-duduk", Source: stock.Purchase, Fund: "APBN 2026", Quantity: 20}); err != nil {
		t.Fatal(err)
	}
	k.transfer, err = h.app.Stock.RequestTransfer(h.ctx(gudang2), stock.NewTransfer{
		From: soeharso, To: meohai, Reason: "Antrean di Kendari",
		Lines: []stock.TransferWish{{Model: "kursi-roda-elektrik", Quantity: 2}, {Model: "bantalan-duduk", Quantity: 10}},
	})
	if err != nil {
		t.Fatal(err)
	}
	k.page = "/gudang/kiriman/" + k.transfer.ID.String()
	return k
}

// shipped takes the transfer onto the road.
func (k convoy) shipped() {
	k.t.Helper()
	id := k.transfer.ID.String()
	for _, step := range []func() error{
		func() error {
			_, err := k.app.Stock.ApproveTransfer(k.ctx(gudang), stock.TransferStep{Transfer: id})
			return err
		},
		func() error {
			_, err := k.app.Stock.PickTransfer(k.ctx(gudang), stock.Picking{Transfer: id, Codes: []string{"KRE-1", "KRE-2"}, Lines: []stock.PickedLine{{Line: 2, Quantity: 10}}})
			return err
		},
		func() error {
			_, err := k.app.Stock.ShipTransfer(k.ctx(gudang), stock.Shipping{Transfer: id, Carrier: "Truk sentra"})
			return err
		},
	} {
		if err := step(); err != nil {
			k.t.Fatal(err)
		}
	}
}

func TestATransferIsAskedForByForm(t *testing.T) {
	h, _, u := stocked(t)
	form := "from=soeharso&to=meohai&reason=Antrean&lines.0.model=kursi-roda-elektrik&lines.0.quantity=1&lines.1.model=&lines.1.quantity=&codes="
	h.run([]scenario{
		{name: "nobody", path: "/gudang/kiriman/baru", status: 303, want: []string{"/masuk"}},
		{name: "auditor", path: "/gudang/kiriman/baru", actor: auditor, status: 403},
		{name: "social worker", path: "/gudang/kiriman/baru", actor: as(policy.SocialWorker, meohai), status: 403},
		{
			name: "form with what the link knows", path: "/gudang/kiriman/baru?from=soeharso&model=kursi-roda-elektrik&request=PMH-2026-0001", actor: gudang2, status: 200,
			want: []string{`value="soeharso" selected`, `value="meohai" selected`, `value="kursi-roda-elektrik" selected`, "Untuk permohonan PMH-2026-0001"},
		},
		{name: "by a third hand", method: post, path: "/gudang/kiriman", actor: auditor, body: form, status: 403},
		{name: "nothing", method: post, path: "/gudang/kiriman", actor: gudang2, body: strings.Replace(form, "lines.0.model=kursi-roda-elektrik&lines.0.quantity=1", "lines.0.model=&lines.0.quantity=", 1), status: 422, want: []string{"Sebutkan barangnya", `value="soeharso" selected`, "Antrean"}},
		{name: "a fraction", method: post, path: "/gudang/kiriman", actor: gudang2, body: strings.Replace(form, "quantity=1", "quantity=1,5", 1), status: 422, want: []string{"bilangan bulat", `value="1,5"`}},
		{name: "to itself", method: post, path: "/gudang/kiriman", actor: gudang2, body: strings.Replace(form, "from=soeharso", "from=meohai", 1), status: 422, want: []string{"gudang yang sama"}},
		{name: "an unknown code", method: post, path: "/gudang/kiriman", actor: gudang2, body: form + "ZZZ-1", status: 422, want: []string{"Nomor 1: ZZZ-1 tidak dikenal"}},
		{name: "asked", method: post, path: "/gudang/kiriman", actor: gudang2, body: form, status: 303, want: []string{"/gudang/kiriman/"}, actions: []string{"transfer.request"}},
		{name: "started by the sender", method: post, path: "/gudang/kiriman", actor: gudang, body: form + u.Code, status: 303, actions: []string{"transfer.request"}},
		{name: "seen by the sender", path: "/gudang/kiriman?group=open", actor: gudang, status: 200, want: []string{"KRM-2026-0001", "Keluar ke Sentra Meohai", "menunggu persetujuan", "KRM-2026-0002", "sedang disiapkan"}},
		{name: "seen by the receiver", path: "/gudang/kiriman?group=open", actor: gudang2, status: 200, want: []string{"KRM-2026-0001", "Masuk dari"}},
		{name: "not on the list of a third centre", path: "/gudang/kiriman?group=open&centre=paramita", actor: auditor, status: 200, want: []string{"Tidak ada kiriman"}, unwant: []string{"KRM-2026-0001"}},
		{name: "command room", path: "/gudang/kiriman", actor: ruang, status: 403},
	})
}

func TestATransferTravelsWithForms(t *testing.T) {
	k := newConvoy(t)
	code := k.chairs[0].Code
	k.run([]scenario{
		{name: "receiver looks", path: k.page, actor: gudang2, status: 200, want: []string{"menunggu persetujuan", "Antrean di Kendari", "Batalkan kiriman"}, unwant: []string{"/setuju"}},
		{name: "receiver approves", method: post, path: k.page + "/setuju", actor: gudang2, status: 403},
		{name: "approve", method: post, path: k.page + "/setuju", actor: gudang, body: "version=1", status: 303, actions: []string{"transfer.decide"}},
		{name: "approve again", method: post, path: k.page + "/setuju", actor: gudang, body: "version=1", status: 409, want: []string{"adalah sedang disiapkan"}},
		{name: "pick form", path: k.page, actor: gudang, status: 200, want: []string{"Pilih dari unit yang siap", code, "Jumlah Bantalan duduk", "Belum lengkap"}},
		{name: "pick a stranger", method: post, path: k.page + "/ambil", actor: gudang, body: "codes=" + code + "\nXYZ", status: 422, want: []string{"Nomor 2: XYZ tidak dikenal", code + "\nXYZ"}},
		{name: "pick many at once", method: post, path: k.page + "/ambil", actor: gudang, body: "codes=" + code + "\r\nkre-2\r\n", status: 303, actions: []string{"transfer.pick"}},
		{name: "too many pieces", method: post, path: k.page + "/ambil", actor: gudang, body: "lines.0.line=2&lines.0.quantity=11", status: 422, want: []string{"Lebih dari yang diminta", `value="11"`}},
		{name: "pieces", method: post, path: k.page + "/ambil", actor: gudang, body: "lines.0.line=2&lines.0.quantity=10&lines.0.lot=", status: 303, actions: []string{"transfer.pick"}},
		{name: "let one go", method: post, path: k.page + "/lepas", actor: gudang, body: "codes=" + code, status: 303, actions: []string{"transfer.pick"}},
		{name: "and again", method: post, path: k.page + "/ambil", actor: gudang, body: "codes=" + code, status: 303, actions: []string{"transfer.pick"}},
		{name: "held", path: "/u/" + code, actor: gudang, status: 200, want: []string{"KRM-2026-0001"}},
		{name: "a stale page", method: post, path: k.page + "/kirim", actor: gudang, body: "version=2", status: 409, want: []string{"sudah diubah orang lain"}},
		{name: "ship tomorrow", method: post, path: k.page + "/kirim", actor: gudang, body: "carrier=Truk&occurred_at=2026-11-26", status: 422, want: []string{"belum tiba", `value="Truk"`}},
		{name: "ship", method: post, path: k.page + "/kirim", actor: gudang, body: "carrier=Truk", status: 303, actions: []string{"transfer.ship"}},
		{name: "ship twice", method: post, path: k.page + "/kirim", actor: gudang, body: "carrier=Truk", status: 409, want: []string{"dalam perjalanan"}},
		{name: "sender receives", method: post, path: k.page + "/terima", actor: gudang, body: "codes=" + code, status: 403},
		{name: "receive form", path: k.page, actor: gudang2, status: 200, want: []string{"Semua datang baik", "12 dari 12 masih di jalan", "Unit yang ditunggu", "KRE-2"}},
		{name: "unexpected", method: post, path: k.page + "/terima", actor: gudang2, body: "codes=" + code + "\nASING-7", status: 422, want: []string{"Nomor 2: ASING-7 tidak ada dalam kiriman dan tidak dikenal", "Catat juga yang tidak terduga"}},
		{name: "a part", method: post, path: k.page + "/terima", actor: gudang2, body: "codes=" + code + "\nASING-7&unexpected=1&lines.0.line=2&lines.0.good=9&lines.0.damaged=&lines.0.missing=", status: 303, actions: []string{"transfer.receive"}},
		{name: "twice", method: post, path: k.page + "/terima", actor: gudang2, body: "codes=" + code, status: 422, want: []string{"sudah diterima baik"}},
		{name: "more than shipped", method: post, path: k.page + "/terima", actor: gudang2, body: "lines.0.line=2&lines.0.good=2", status: 422, want: []string{"masih di perjalanan 1 dari 10", `value="2"`}},
		{name: "loss without a reason", method: post, path: k.page + "/terima", actor: gudang2, body: "missing=KRE-2", status: 422, want: []string{"Tulis sebab"}},
		{name: "loss", method: post, path: k.page + "/terima", actor: gudang2, body: "missing=KRE-2&reason=Jatuh di laut&lines.0.line=2&lines.0.good=1", status: 303, actions: []string{"transfer.receive"}},
		{name: "closed", path: k.page, actor: gudang, status: 200, want: []string{"selesai", "Jatuh di laut", "ASING-7", "kiriman susulan", "hilang di perjalanan"}, unwant: []string{"/terima", "/batal"}},
		{name: "found by the sender", method: post, path: k.page + "/temuan", actor: gudang, body: "codes=KRE-2&reason=Terselip", status: 403},
		{name: "found", method: post, path: k.page + "/temuan", actor: gudang2, body: "codes=KRE-2&reason=Terselip", status: 303, actions: []string{"transfer.receive"}},
		{name: "found twice", method: post, path: k.page + "/temuan", actor: gudang2, body: "codes=KRE-2&reason=Terselip", status: 422, want: []string{"tidak tercatat hilang"}},
		{name: "the unit belongs to the receiver", path: "/u/" + code, actor: gudang2, status: 200, want: []string{"Sentra Meohai", "APBN 2026", k.page}},
		{name: "the card leads to the document", path: "/gudang/kartu/kursi-roda-elektrik", actor: gudang, status: 200, want: []string{"Dikirim", k.page}},
		{name: "the journal in words", path: "/admin/audit?centre=soeharso", actor: auditor, status: 200, want: []string{"sedang disiapkan → dalam perjalanan", "Menyiapkan kiriman"}},
	})
}

func TestWhatIsNotAcceptedIsSentBackByForm(t *testing.T) {
	k := newConvoy(t)
	k.shipped()
	k.run([]scenario{
		{name: "without a reason", method: post, path: k.page + "/kembalikan", actor: gudang2, body: "codes=", status: 422, want: []string{"Wajib diisi"}},
		{name: "what is not there", method: post, path: k.page + "/kembalikan", actor: gudang2, body: "codes=ZZZ&reason=Salah", status: 422, want: []string{"tidak sedang dalam perjalanan"}},
		{name: "all of it", method: post, path: k.page + "/kembalikan", actor: gudang2, body: "codes=&reason=Salah ukuran", status: 303, want: []string{"/gudang/kiriman/"}, actions: []string{"transfer.receive"}},
		{name: "closed", path: k.page, actor: gudang2, status: 200, want: []string{"selesai", "dikirim kembali", "Dikirim kembali dengan KRM-2026-0001"}},
		{name: "on the list of the sender", path: "/gudang/kiriman", actor: gudang, status: 200, want: []string{"Masuk dari Sentra Meohai"}},
	})
}

func TestATransferIsRefusedOrCancelledWithAReason(t *testing.T) {
	k := newConvoy(t)
	k.run([]scenario{
		{name: "without a reason", method: post, path: k.page + "/tolak", actor: gudang, status: 422, want: []string{"Wajib diisi"}},
		{name: "cancelled by a third centre", method: post, path: k.page + "/batal", actor: as(policy.Admin, ""), body: "reason=x", status: 403},
		{name: "cancelled by the receiver", method: post, path: k.page + "/batal", actor: gudang2, body: "reason=Sudah ada", status: 303, actions: []string{"transfer.cancel"}},
		{name: "refused afterwards", method: post, path: k.page + "/tolak", actor: gudang, body: "reason=Lagi", status: 409, want: []string{"dibatalkan"}},
		{name: "among what is done", path: "/gudang/kiriman?group=done", actor: gudang, status: 200, want: []string{"KRM-2026-0001", "dibatalkan"}},
		{name: "no such transfer", path: "/gudang/kiriman/0000", actor: gudang, status: 404},
	})
}

func TestTheDeliveryNoteIsPrinted(t *testing.T) {
	k := newConvoy(t)
	k.run([]scenario{{name: "nothing picked", path: k.page + "/surat-jalan", actor: gudang, status: 409}})
	k.shipped()
	for path, who := range map[string]who{k.page + "/surat-jalan": gudang2, "/api/v1/transfers/" + k.transfer.ID.String() + "/document": auditor} {
		got := k.get(who, path)
		if isAPI(path) {
			got = k.api(who, get, path, "")
		}
		if got.status != 200 || !strings.HasPrefix(got.body, "%PDF-") || got.header.Get("Content-Type") != "application/pdf" {
			t.Errorf("%s = %d %s", path, got.status, got.header.Get("Content-Type"))
		}
	}
	k.run([]scenario{{name: "nobody", path: k.page + "/surat-jalan", status: 303, want: []string{"/masuk"}}})
}

func TestOtherCentresOfferATransfer(t *testing.T) {
	k := newKase(t)
	if _, err := k.app.People.Register(k.ctx(peksos2), personOf("Contoh Kendari")); err != nil {
		t.Fatal(err)
	}
	k.run([]scenario{
		{name: "the stock of another centre", path: "/gudang?centre=soeharso", actor: gudang2, status: 200, want: []string{"Minta kiriman dari sini", "/gudang/kiriman/baru?from=soeharso"}},
		{name: "one's own", path: "/gudang", actor: gudang, status: 200, want: []string{"/gudang/kiriman", "/gudang/pinjaman"}, unwant: []string{"Minta kiriman dari sini"}},
		{name: "an auditor", path: "/gudang?centre=soeharso", actor: auditor, status: 200, unwant: []string{"Minta kiriman"}},
	})
}

func TestTheAPIOfTransfers(t *testing.T) {
	k := newConvoy(t)
	at := "/api/v1/transfers/" + k.transfer.ID.String()
	k.run([]scenario{
		{name: "ask", method: post, path: "/api/v1/transfers", actor: gudang2, body: `{"from":"soeharso","to":"meohai-utama","reason":"x","lines":[{"model":"bantalan-duduk","quantity":3}]}`, status: 201, want: []string{"/api/v1/transfers/", `"state":"asked"`, "KRM-2026-0002"}, actions: []string{"transfer.request"}},
		{name: "a negative number", method: post, path: "/api/v1/transfers", actor: gudang2, body: `{"from":"soeharso","to":"meohai","reason":"x","lines":[{"model":"bantalan-duduk","quantity":-3}]}`, status: 422, want: []string{`"lines.0.quantity"`}},
		{name: "list", path: "/api/v1/transfers?group=open&limit=1", actor: gudang, status: 200, want: []string{`"next":"`, "KRM-2026-0001"}},
		{name: "a group that is none", path: "/api/v1/transfers?group=lost", actor: gudang, status: 200},
		{name: "one", path: at, actor: auditor, status: 200, want: []string{`"number":"KRM-2026-0001"`, `"overdue":false`}},
		{name: "one for nobody", path: at, status: 401},
		{name: "approve", method: post, path: at + "/approve", actor: gudang, body: `{}`, status: 200, want: []string{`"state":"approved"`}, actions: []string{"transfer.decide"}},
		{name: "pick", method: post, path: at + "/pick", actor: gudang, body: `{"codes":["KRE-1","KRE-2"],"lines":[{"line":2,"quantity":10}]}`, status: 200, want: []string{`"picked":10`}, actions: []string{"transfer.pick"}},
		{name: "unpick", method: post, path: at + "/unpick", actor: gudang, body: `{"codes":["KRE-2"]}`, status: 200, actions: []string{"transfer.pick"}},
		{name: "ship", method: post, path: at + "/ship", actor: gudang, body: `{"carrier":"Truk"}`, status: 200, want: []string{`"state":"shipped"`}, actions: []string{"transfer.ship"}},
		{name: "receive", method: post, path: at + "/receive", actor: gudang2, body: `{"damaged":["KRE-1"],"reason":"penyok","lines":[{"line":2,"good":4}],"codes":["LAIN"],"unexpected":true}`, status: 200, want: []string{`"advice":"unknown"`, `"outcome":"damaged"`}, actions: []string{"transfer.receive"}},
		{name: "receive twice", method: post, path: at + "/receive", actor: gudang2, body: `{"codes":["KRE-1"]}`, status: 422, want: []string{`"transfer.received_already"`}},
		{name: "send back", method: post, path: at + "/send-back", actor: gudang2, body: `{"reason":"lebih"}`, status: 200, want: []string{`"returns_number":"KRM-2026-0001"`}, actions: []string{"transfer.receive"}},
		{name: "cancel what is closed", method: post, path: at + "/cancel", actor: gudang2, body: `{"reason":"x"}`, status: 409, want: []string{"adalah selesai"}},
		{name: "refuse what is closed", method: post, path: at + "/refuse", actor: gudang, body: `{"reason":"x"}`, status: 409},
	})
}
