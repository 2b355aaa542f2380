package handlers

import (
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

func TestTheRegisterOfCentresIsOpenToAll(t *testing.T) {
	h := newHarness(t)
	h.run([]scenario{
		{name: "nobody", path: "/sentra", status: 200, want: []string{"32 sentra", "Sentra Meohai", "Jawa Tengah", "Balai Minaula"}, unwant: []string{"/sunting"}},
		{name: "English", path: "/en/sentra", status: 200, want: []string{"32 centres"}},
		{name: "CSV", path: "/sentra.csv", status: 200, want: []string{"code,name,type", "meohai,Sentra Meohai,sentra,74.71"}},
		{name: "profile", path: "/sentra/meohai", status: 200, want: []string{"Kendari", "Balai Minaula"}, unwant: []string{"/sunting", "/gudang?"}},
		{name: "profile under a former name", path: "/sentra/Balai%20Minaula", status: 301, want: []string{"/sentra/meohai"}},
		{name: "no such centre", path: "/sentra/tidak-ada", status: 404},
		{name: "its head", path: "/sentra/meohai", actor: as(policy.Head, "meohai"), status: 200, want: []string{"/sentra/meohai/sunting", "/gudang?centre=meohai"}},
		{name: "head of another", path: "/sentra/meohai", actor: as(policy.Head, "soeharso"), status: 200, unwant: []string{"/sunting"}},
	})
}

// centreForm is the form of Sentra Meohai as a browser sends it.
const centreForm = "name=Sentra Meohai&type=sentra&region=74.71&version=1&letter_code=9.74&aliases=Balai Minaula\r\nLoka Contoh"

func TestACentreIsEditedByItsHeadAndTheAdmin(t *testing.T) {
	h := newHarness(t)
	head, admin, path := as(policy.Head, meohai), as(policy.Admin, ""), "/sentra/meohai/sunting"
	h.run([]scenario{
		{name: "nobody", path: path, status: 303, want: []string{"/masuk"}},
		{name: "another centre", path: path, actor: kepala, status: 403},
		{name: "warehouse", path: path, actor: gudang2, status: 403},
		{name: "auditor", path: path, actor: auditor, status: 403},
		{name: "auditor sends", method: post, path: path, actor: auditor, body: centreForm, status: 403},
		{name: "no such centre", path: "/sentra/tidak-ada/sunting", actor: admin, status: 404},
		{
			name: "the form of the head", path: path, actor: head, status: 200,
			want: []string{"Balai Minaula", `value="74.71" selected`, "1/BAST/MEOHAI/11/2026"}, unwant: []string{`id="f-valid_to"`},
		},
		{name: "the form of the admin", path: path, actor: admin, status: 200, want: []string{`id="f-valid_to"`, `id="f-merged_into"`}},
		{name: "another centre sends", method: post, path: path, actor: kepala, body: centreForm, status: 403},
		{name: "saved", method: post, path: path, actor: head, body: centreForm, status: 303, want: []string{"/sentra/meohai"}, actions: []string{"centre.change"}},
		{name: "found by a new former name", path: "/sentra/loka-contoh", status: 301, want: []string{"/sentra/meohai"}},
		{
			name: "stale", method: post, path: path, actor: head, body: centreForm + "&address=Jalan Lain", status: 409,
			want: []string{"Jalan Lain", `name="version" value="2"`}, unwant: []string{`role="rowheader">Nama lain`},
		},
		{name: "admin", path: path, actor: admin, status: 200, want: []string{"9.74", "1/BAST/9.74/11/2026"}},
	})
}

func TestWhatACentreMayNotBeIsSaidAndKept(t *testing.T) {
	h := newHarness(t)
	list := []scenario{
		{name: "no name", body: "name=&type=sentra&region=74.71&version=1", want: []string{"Wajib diisi"}},
		{name: "unknown region", body: strings.Replace(centreForm, "74.71", "99.99", 1), want: []string{"Pilih kabupaten"}},
		{name: "name of another", body: strings.Replace(centreForm, "Sentra Meohai", "Sentra Efata", 1), want: []string{"sudah dipakai", `value="Sentra Efata"`}},
		{name: "second former name of another", body: centreForm + "\r\nSTIS", want: []string{"sudah dipakai", "STIS"}},
		{name: "template without a number", body: centreForm + "&bast_template=BAST/{tahun}", want: []string{"Pola nomor tidak dapat dipakai", `value="BAST/{tahun}"`}},
		{name: "preview of it", body: centreForm + "&bast_template=BAST/{tahun}&preview=1", want: []string{"Pola nomor tidak dapat dipakai"}},
		{name: "satker of five digits", body: centreForm + "&budget_unit=12345", want: []string{`value="12345"`}},
		{name: "unknown field", body: centreForm + "&colour=red", want: []string{"Isian ini tidak dikenal"}},
		{name: "broken UTF-8", body: centreForm + "&address=\xff", want: []string{"Ada huruf yang tidak dapat disimpan"}},
	}
	for i := range list {
		list[i].method, list[i].path, list[i].actor, list[i].status = post, "/sentra/meohai/sunting", as(policy.Head, meohai), 422
		list[i].want = append(list[i].want, `name="version" value="1"`) // else the next try would be stale
	}
	h.run(list)
}

func TestTheNextNumberIsSeenBeforeItIsKept(t *testing.T) {
	h := newHarness(t)
	head, path := as(policy.Head, meohai), "/sentra/meohai/sunting"
	h.run([]scenario{
		{
			name: "preview", method: post, path: path, actor: head, body: centreForm + "&bast_template={no}/{kode_unit}/{bulan_romawi}/{tahun}&preview=1", status: 200,
			want: []string{"1/9.74/XI/2026", `value="{no}/{kode_unit}/{bulan_romawi}/{tahun}"`, `name="version" value="1"`},
		},
		{name: "nothing was kept", path: path, actor: head, status: 200, want: []string{"1/BAST/MEOHAI/11/2026"}},
	})
}

func TestTheMinistryAloneReorganises(t *testing.T) {
	h := newHarness(t)
	path := "/sentra/meohai/sunting"
	h.run([]scenario{
		{name: "the head closes it", method: post, path: path, actor: as(policy.Head, meohai), body: centreForm + "&valid_to=2026-01-01", status: 403},
		{
			name: "an end before the beginning", method: post, path: path, actor: as(policy.Admin, ""), status: 422,
			body: centreForm + "&valid_from=2022-03-03&valid_to=2022-03-02", want: []string{"Tanggal akhir"},
		},
		{
			name: "merged", method: post, path: path, actor: as(policy.Admin, ""), status: 303,
			body: centreForm + "&valid_to=2026-01-01&merged_into=efata", actions: []string{"centre.change"},
		},
		{name: "profile", path: "/sentra/meohai", status: 200, want: []string{"Tidak berdiri lagi", `href="/sentra/efata"`, "1 Januari 2026"}},
		{name: "register", path: "/sentra", status: 200, want: []string{"31 sentra", "Tidak berdiri lagi"}},
		{name: "CSV", path: "/sentra.csv", status: 200, want: []string{",2026-01-01,efata,"}},
	})
}

func TestACentreGetsAWarehouse(t *testing.T) {
	h := newHarness(t)
	path := "/sentra/meohai/gudang"
	h.run([]scenario{
		{name: "nobody", path: path, status: 303, want: []string{"/masuk"}},
		{name: "another centre", path: path, actor: gudang, status: 403},
		{name: "social worker", path: path, actor: peksos2, status: 403},
		{name: "list", path: path, actor: gudang2, status: 200, want: []string{"meohai-utama"}},
		{name: "another centre adds", method: post, path: path, actor: gudang, body: "name=Bengkel", status: 403},
		{name: "by the name of another centre", method: post, path: path, actor: gudang2, body: "name=Bengkel&centre=soeharso", status: 303, actions: []string{"warehouse.add"}},
		{name: "it is ours", path: path, actor: gudang2, status: 200, want: []string{"meohai-bengkel"}},
		{name: "taken", method: post, path: path, actor: gudang2, body: "name=Utama", status: 422, want: []string{"sudah ada", `value="Utama"`}},
		{name: "no letters", method: post, path: path, actor: gudang2, body: "name=--", status: 422, want: []string{"huruf atau angka"}},
	})
}

func TestAProfileLeadsToWhatTheCentreHasPublished(t *testing.T) {
	h := newHarness(t)
	chair := stock.ModelDetails{Name: "Kursi roda elektrik", ISO: "12 23 06", Tracking: stock.Serialised, MakerCentre: soeharso}
	if _, err := h.app.Stock.AddModel(h.ctx(gudang), chair); err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "with a model", path: "/sentra/soeharso", status: 200, want: []string{"/alat/kursi-roda-elektrik", "Kursi roda elektrik"}},
		{name: "without any", path: "/sentra/meohai", status: 200, want: []string{"Belum ada yang terbit"}},
		{
			name: "staff", path: "/sentra/soeharso", actor: gudang, status: 200,
			want: []string{"/gudang?centre=soeharso", "/permohonan?centre=soeharso", "/sentra/soeharso/gudang"}, unwant: []string{"/sunting"},
		},
		{name: "English", path: "/en/sentra/soeharso", status: 200, want: []string{"Need a device?"}},
	})
}

func TestTheAPIOfCentres(t *testing.T) {
	h := newHarness(t)
	h.run([]scenario{
		{name: "list", path: "/api/v1/centres?limit=5", status: 200, want: []string{`"next":"`}},
		{name: "one", path: "/api/v1/centres/soeharso", status: 200, want: []string{`"region":"33.72"`}},
		{name: "none", path: "/api/v1/centres/x-y", status: 404, want: []string{`"code":"not_found"`}},
	})
}
