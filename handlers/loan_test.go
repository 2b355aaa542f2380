package handlers

import (
	"strings"
	"testing"

	"lumbung/app/beneficiary"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// personOf is an invented person.
func personOf(name string) beneficiary.Details {
	return beneficiary.Details{
		Name: name, Address: "Jalan Contoh 99", Disabilities: []string{"fisik"}, ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-11-20",
		NIK: "7471994101900002",
	}
}

func TestUnitsAreLentAndComeBackByForm(t *testing.T) {
	h, _, u := stocked(t)
	form := "codes=" + u.Code + "&borrower=institution&name=SLB Contoh&purpose=Peragaan&due_at=2026-12-20&occurred_at="
	h.run([]scenario{
		{name: "nobody", path: "/gudang/pinjaman/baru", status: 303, want: []string{"/masuk"}},
		{name: "auditor", path: "/gudang/pinjaman/baru", actor: auditor, status: 403},
		{name: "form", path: "/gudang/pinjaman/baru?code=" + u.Code, actor: gudang, status: 200, want: []string{u.Code, "Jangan tulis nama orang"}},
		{name: "a NIK", method: post, path: "/gudang/pinjaman", actor: gudang, body: strings.Replace(form, "SLB Contoh", "Ibu 3201994101900001", 1), status: 422, want: []string{"Jangan tulis NIK", "Peragaan"}},
		{name: "due yesterday", method: post, path: "/gudang/pinjaman", actor: gudang, body: strings.Replace(form, "2026-12-20", "2026-11-20", 1), status: 422, want: []string{"harus sesudah hari ini"}},
		{name: "a unit of another centre", method: post, path: "/gudang/pinjaman", actor: gudang2, body: form, status: 422, want: []string{"milik sentra lain"}},
		{name: "lend", method: post, path: "/gudang/pinjaman", actor: gudang, body: form, status: 303, want: []string{"/gudang/pinjaman/"}, actions: []string{"loan.lend"}},
		{name: "lend it again", method: post, path: "/gudang/pinjaman", actor: gudang, body: form, status: 422, want: []string{"tidak ada di gudang", "PJM-2026-0001"}},
		{name: "list", path: "/gudang/pinjaman", actor: gudang, status: 200, want: []string{"PJM-2026-0001", "SLB Contoh", "20 Des 2026"}},
		{name: "list of another centre", path: "/gudang/pinjaman?centre=soeharso", actor: gudang2, status: 403},
		{name: "a return past the loan", method: post, path: "/gudang/terima", actor: gudang, body: "model=kursi-roda-elektrik&source=return&serials=KRE-1", status: 422, want: []string{"Terima kembali lewat pinjaman PJM-2026-0001"}},
	})
	list, err := h.app.Stock.Loans(h.ctx(gudang), stock.LoansAsk{})
	if err != nil || len(list.Loans) != 1 {
		t.Fatalf("loans = %+v, %v", list, err)
	}
	page := "/gudang/pinjaman/" + list.Loans[0].ID.String()
	h.run([]scenario{
		{name: "one", path: page, actor: gudang, status: 200, want: []string{"dipinjam", "Peragaan", "KRE-1", "Perpanjang"}},
		{name: "one of another centre", path: page, actor: gudang2, status: 404},
		{name: "the unit leads to it", path: "/u/" + u.Code, actor: gudang, status: 200, want: []string{page, "peminjam"}},
		{name: "extend to an earlier day", method: post, path: page + "/perpanjang", actor: gudang, body: "due_at=2026-12-01&reason=x", status: 422, want: []string{"harus sesudah 20 Desember 2026"}},
		{name: "extend", method: post, path: page + "/perpanjang", actor: gudang, body: "due_at=2027-01-10&reason=Ujian&version=1", status: 303, actions: []string{"loan.extend"}},
		{name: "a stale page", method: post, path: page + "/perpanjang", actor: gudang, body: "due_at=2027-02-10&reason=Ujian&version=1", status: 409, want: []string{"diubah orang lain"}},
		{name: "nothing comes back", method: post, path: page + "/kembali", actor: gudang, body: "missing=", status: 422, want: []string{"Pindai atau tempel"}},
		{name: "lost without a reason", method: post, path: page + "/kembali", actor: gudang, body: "missing=" + u.Code, status: 422, want: []string{"Tulis sebab", u.Code}},
		{name: "back", method: post, path: page + "/kembali", actor: gudang, body: "codes=" + u.Code, status: 303, actions: []string{"loan.return"}},
		{name: "back twice", method: post, path: page + "/kembali", actor: gudang, body: "codes=" + u.Code, status: 409, want: []string{"sudah selesai"}},
		{name: "among what is back", path: "/gudang/pinjaman?state=closed", actor: gudang, status: 200, want: []string{"PJM-2026-0001"}},
		{name: "the unit waits", path: "/u/" + u.Code, actor: gudang, status: 200, want: []string{"dekontaminasi"}},
	})
}

func TestTheAPIOfLoans(t *testing.T) {
	h, _, u := stocked(t)
	body := `{"codes":["` + u.Code + `"],"borrower":"staff","name":"Pelatih keterampilan","purpose":"Latihan","due_at":"2026-12-20T00:00:00+07:00"}`
	got := h.api(gudang, post, "/api/v1/loans", body)
	if got.status != 201 {
		t.Fatalf("lend = %d %s", got.status, got.body)
	}
	at := got.header.Get("Location")
	h.run([]scenario{
		{name: "nobody", path: "/api/v1/loans", status: 401},
		{name: "list", path: "/api/v1/loans", actor: gudang, status: 200, want: []string{`"overdue":false`, "PJM-2026-0001"}},
		{name: "one", path: at, actor: auditor, status: 200, want: []string{`"state":"out"`}},
		{name: "one of another centre", path: at, actor: gudang2, status: 404},
		{name: "one for the admin", path: at, actor: as(policy.Admin, ""), status: 403},
		{name: "extend", method: post, path: at + "/extend", actor: gudang, body: `{"due_at":"2026-12-30T00:00:00+07:00","reason":"x"}`, status: 200, want: []string{`"extensions":[{`}, actions: []string{"loan.extend"}},
		{name: "return", method: post, path: at + "/return", actor: gudang, body: `{"codes":["KRE-1"]}`, status: 200, want: []string{`"state":"closed"`}, actions: []string{"loan.return"}},
	})
}
