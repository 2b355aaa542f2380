package handlers

import (
	"strings"
	"testing"

	"lumbung/app/innovation"
	"lumbung/app/innovation/innovationtest"
	"lumbung/app/policy"
	"lumbung/app/replication"
)

// classAt is a published method of soeharso that meohai tries.
func classAt(t *testing.T) (h *harness, slug, page string) {
	t.Helper()
	h = newHarness(t)
	rec := h.drafted("Kelas menjahit satu tangan")
	in := innovationtest.Whole(rec)
	in.Kind, in.TKTOn = innovation.Method, noon.AddDate(0, -1, 0)
	if _, err := h.app.Innovations.Change(h.ctx(manager), in); err != nil {
		t.Fatal(err)
	}
	rec, err := h.app.Innovations.Submit(h.ctx(manager), innovation.Submission{Innovation: rec.Slug})
	if err != nil {
		t.Fatal(err)
	}
	rec = h.approved(rec)
	p, err := h.app.Replications.Ask(h.ctx(manager2), replication.NewReplication{Innovation: rec.Slug, Form: replication.Full})
	if err != nil {
		t.Fatal(err)
	}
	return h, rec.Slug, "/replikasi/" + p.ID.String()
}

func TestACentreRecordsWhomItHasReachedByForm(t *testing.T) {
	h, slug, page := classAt(t)
	at, base := "/inovasi/"+slug+"/layanan", "/inovasi/"+slug
	h.run([]scenario{
		{name: "nobody", path: at, status: 303, want: []string{"/masuk"}},
		{name: "warehouse staff", path: at, actor: gudang, status: 403},
		{name: "whoever only asks", path: at, actor: manager2, status: 200, want: []string{"belum mencoba atau menjalankan"}, unwant: []string{"Simpan bulan ini"}},
		{name: "or tells all the same", method: post, path: at, actor: manager2, body: "month=2026-11&people=4", status: 409, want: []string{"belum mencoba atau menjalankan"}},
		{name: "accepted", method: post, path: page + "/jawab", actor: manager, body: "decision=accept&contact=Bengkel", status: 303, actions: []string{"replication.answer"}},
		{name: "planning", method: post, path: page + "/langkah", actor: manager2, body: "state=planning", status: 303, actions: []string{"replication.advance"}},
		{name: "trial", method: post, path: page + "/langkah", actor: manager2, body: "state=trial", status: 303, actions: []string{"replication.advance"}},
		{name: "running", method: post, path: page + "/langkah", actor: manager2, body: "state=running", status: 303, actions: []string{"replication.advance"}},
		{name: "the way there", path: page, actor: manager2, status: 200, want: []string{at, "Biaya per orang", "tidak dihitung"}, unwant: []string{"Unit dibuat"}},
		{name: "not for the owner, from there", path: page, actor: manager, status: 200, unwant: []string{at}},
		{name: "but from its own page", path: base, actor: manager, status: 200, want: []string{at}},
		{name: "the form", path: at, actor: manager2, status: 200, want: []string{"Catat bulan November 2026", `value="2026-11"`, "belum dicatat"}},
		{name: "no month", path: at + "?bulan=sulap", actor: manager2, status: 404},
		{name: "an endless month", path: at + "?bulan=" + strings.Repeat("9", 5000), actor: manager2, status: 404},
		{name: "nothing", method: post, path: at, actor: manager2, body: "month=2026-11&people=", status: 422, want: []string{"Wajib diisi", "Catat bulan November 2026"}},
		{name: "fewer than nobody", method: post, path: at, actor: manager2, body: "month=2026-11&people=-3", status: 422, want: []string{"tidak boleh kurang dari 0", `value="-3"`}},
		{name: "beyond belief", method: post, path: at, actor: manager2, body: "month=2026-11&people=240000&note=Buku tamu", status: 422, want: []string{"tidak masuk akal", `value="240000"`, "Buku tamu"}},
		{name: "a month to come", method: post, path: at, actor: manager2, body: "month=2026-12&people=4", status: 422, want: []string{"2026-11 sampai 2026-11"}},
		{name: "a name", method: post, path: at, actor: manager2, body: "month=2026-11&people=4&note=7471994101900002", status: 422, want: []string{"Jangan tulis NIK"}},
		{name: "recorded", method: post, path: at, actor: manager2, body: "month=2026-11&people=4&cost=800000&note=<script>x</script>&version=0", status: 303, actions: []string{"replication.serve"}},
		{name: "it counts", path: page, actor: manager2, status: 200, want: []string{"Dihitung sebagai replikasi", "November 2026"}},
		{name: "the public is not told of four", path: base + "/replikasi", status: 200, want: []string{"kurang dari 5", "Orang dilayani, bulan terbanyak", "Dihitung sebagai replikasi"}, unwant: []string{"Unit dibuat", "200.000", "script&gt;x", at}},
		{name: "recorded by another at once", method: post, path: at, actor: as(policy.Head, meohai), body: "month=2026-11&people=40&cost=800000&note=&version=0", status: 409, want: []string{"sudah diubah orang lain", "Orang yang dilayani bulan itu"}},
		{name: "corrected", method: post, path: at, actor: manager2, body: "month=2026-11&people=40&cost=8000000&version=1", status: 303, actions: []string{"replication.serve"}},
		{name: "both are kept", path: at, actor: manager2, status: 200, want: []string{"dibetulkan 1 kali", "Betulkan"}},
		{name: "the public is told of forty", path: base + "/replikasi", status: 200, want: []string{">40<", "Biaya per orang Rp200.000"}},
		{name: "in English", path: "/en" + base + "/replikasi", status: 200, want: []string{"People reached, in the fullest month", "Cost per person"}},
		{name: "the owner tells its own", method: post, path: at, actor: manager, body: "month=2026-10&people=10&cost=1000000&version=0", status: 303, actions: []string{"replication.serve"}},
		{name: "and both are compared", path: base + "/replikasi", status: 200, want: []string{"Rp100.000 sampai Rp200.000, tengahnya Rp150.000"}},
	})
}

func TestTheMonthsThroughTheAPI(t *testing.T) {
	h, slug, _ := classAt(t)
	at := "/api/v1/innovations/" + slug + "/served"
	chair := h.publishedAs("Kursi roda elektrik").Slug
	h.run([]scenario{
		{name: "nobody", path: at, status: 401},
		{name: "nobody tells", method: post, path: at, body: `{"month":"2026-11","people":5}`, status: 401},
		{name: "warehouse staff", method: post, path: at, actor: gudang, body: `{"month":"2026-11","people":5}`, status: 403},
		{name: "no replication", method: post, path: at, actor: manager2, body: `{"month":"2026-11","people":5}`, status: 409, want: []string{`"code":"conflict"`, "belum mencoba"}},
		{name: "a device", method: post, path: "/api/v1/innovations/" + chair + "/served", actor: manager, body: `{"month":"2026-11","people":5}`, status: 409, want: []string{`"code":"conflict"`, "Inovasi ini alat"}},
		{name: "a name", method: post, path: at, actor: manager, body: `{"month":"2026-11","people":5,"names":["x"]}`, status: 422, want: []string{"field.unknown"}},
		{name: "a fraction", method: post, path: at, actor: manager, body: `{"month":"2026-11","people":5.5}`, status: 422, want: []string{`"name":"people"`}},
		{name: "told", method: post, path: at, actor: manager, body: `{"month":"2026-11","people":7,"cost":700000}`, status: 200, want: []string{`"month":202611`, `"people":7`}, actions: []string{"replication.serve"}},
		{name: "told by another at once", method: post, path: at, actor: manager, body: `{"month":"2026-11","people":9}`, status: 409, want: []string{`"clash":{"version":1`, `"name":"people","yours":9,"theirs":7`}},
		{name: "corrected", method: post, path: at, actor: manager, body: `{"month":"2026-11","people":9,"version":1}`, status: 200, want: []string{`"people":9`}, actions: []string{"replication.serve"}},
		{name: "read", path: at, actor: manager, status: 200, want: []string{`"may_tell":true`, `"last_month":202611`, `"served":9`}},
		{name: "of another centre", path: at + "?centre=soeharso", actor: manager2, status: 403},
		{name: "by an auditor", path: at + "?centre=soeharso", actor: auditor, status: 200, want: []string{`"may_tell":false`, `"people":7`}},
		{name: "the spread", path: "/api/v1/innovations/" + slug + "/spread", status: 200, want: []string{`"by_month":true`}},
	})
}
