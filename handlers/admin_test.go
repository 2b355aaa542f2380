package handlers

import (
	"testing"

	"lumbung/app/policy"
)

func TestAccountsAndJournalByRole(t *testing.T) {
	h := newHarness(t)
	admin, head, auditor, gudang := as(policy.Admin, ""), as(policy.Head, soeharso), as(policy.Auditor, ""), as(policy.Warehouse, soeharso)
	h.run([]scenario{
		{name: "admin lists", path: "/admin/pengguna", actor: admin, status: 200, want: []string{"Akun baru"}},
		{name: "auditor lists and adds nothing", path: "/admin/pengguna", actor: auditor, status: 200, unwant: []string{"Akun baru"}},
		{name: "warehouse may not list", path: "/admin/pengguna", actor: gudang, status: 403, want: []string{"Anda tidak berwenang"}},
		{name: "head may not list another centre", path: "/admin/pengguna?centre=meohai", actor: head, status: 403},
		{
			name: "admin adds", method: post, path: "/admin/pengguna", actor: admin, body: "name=gudang.dua&role=warehouse&centre=soeharso", status: 200,
			want: []string{"Akun gudang.dua dibuat", "tidak akan ditampilkan lagi"}, actions: []string{"account.add"},
		},
		{
			name: "a name that is taken", method: post, path: "/admin/pengguna", actor: admin, body: "name=gudang.dua&role=warehouse&centre=soeharso", status: 422,
			want: []string{"sudah dipakai", `value="gudang.dua"`},
		},
		{name: "a role without its centre", method: post, path: "/admin/pengguna", actor: admin, body: "name=x.y.z&role=warehouse", status: 422, want: []string{"Galat"}},
		{name: "an unknown field", method: post, path: "/admin/pengguna", actor: admin, body: "name=x.y.z&role=auditor&sample=1", status: 422, want: []string{"tidak dikenal"}},
		{name: "auditor may not add", method: post, path: "/admin/pengguna", actor: auditor, body: "name=x.y.z&role=auditor", status: 403},
		{name: "head sees the accounts of the centre", path: "/admin/pengguna", actor: head, status: 200, want: []string{"gudang.dua"}},
		{name: "admin reads the journal", path: "/admin/audit", actor: admin, status: 200, want: []string{"Menambah akun", "akun gudang.dua", "Peran: – → Petugas gudang"}},
		{name: "head reads that of the centre", path: "/admin/audit", actor: head, status: 200, want: []string{"gudang.dua"}, unwant: []string{"Pusat</option>"}},
		{name: "head of another reads their own", path: "/admin/audit", actor: as(policy.Head, meohai), status: 200, unwant: []string{"gudang.dua"}},
		{name: "a cursor that was made up", path: "/admin/audit?cursor=zzz", actor: admin, status: 422},
		{name: "landing of the admin", path: "/beranda-saya", actor: admin, status: 303, want: []string{"/admin/pengguna"}},
		{name: "landing of nobody", path: "/beranda-saya", status: 303, want: []string{"/masuk"}},
	})
}
