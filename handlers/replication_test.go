package handlers

import (
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/replication"
	"lumbung/app/stock"
)

// replicated is a published wheelchair of soeharso for which meohai has asked.
func replicated(t *testing.T) (h *harness, base, page string) {
	t.Helper()
	h = newHarness(t)
	rec := h.publishedAs("Kursi roda elektrik")
	p, err := h.app.Replications.Ask(h.ctx(manager2), replication.NewReplication{Innovation: rec.Slug, Form: replication.Full, Note: "Untuk dua puluh orang"})
	if err != nil {
		t.Fatal(err)
	}
	return h, "/inovasi/" + rec.Slug, "/replikasi/" + p.ID.String()
}

func TestACentreAsksToReplicateByForm(t *testing.T) {
	h := newHarness(t)
	page := "/inovasi/" + h.publishedAs("Kursi roda elektrik").Slug
	h.run([]scenario{
		{name: "the public sees no button", path: page, status: 200, want: []string{"Dipakai sentra lain", "Belum ada sentra lain yang memakainya"}, unwant: []string{"Replikasi di sentra saya"}},
		{name: "the owner sees none", path: page, actor: manager, status: 200, unwant: []string{"Replikasi di sentra saya"}},
		{name: "another SKA does", path: page, actor: manager2, status: 200, want: []string{"Replikasi di sentra saya", page + "/replikasi/minta"}},
		{name: "nobody", path: page + "/replikasi/minta", status: 303, want: []string{"/masuk"}},
		{name: "warehouse staff", path: page + "/replikasi/minta", actor: gudang2, status: 403},
		{name: "form", path: page + "/replikasi/minta", actor: manager2, status: 200, want: []string{"Sentra Meohai", "Adaptasi", "Kirim permintaan"}},
		{name: "a number of a person", method: post, path: page + "/replikasi/minta", actor: manager2, body: "form=full&note=untuk 7471994101900002", status: 422, want: []string{"Jangan tulis NIK", "untuk 7471994101900002"}},
		{name: "no form", method: post, path: page + "/replikasi/minta", actor: manager2, body: "form=&note=", status: 422, want: []string{"Wajib diisi"}},
		{name: "scripts are text", method: post, path: page + "/replikasi/minta", actor: manager2, body: "form=adapted&note=<script>alert(1)</script>", status: 303, want: []string{"/replikasi/"}, actions: []string{"replication.ask"}},
		{name: "twice", method: post, path: page + "/replikasi/minta", actor: manager2, body: "form=full", status: 409, want: []string{"sudah mereplikasi inovasi ini"}},
		{name: "its own", method: post, path: page + "/replikasi/minta", actor: manager, body: "form=full", status: 409, want: []string{"sentra Anda sendiri"}},
		{name: "the owner is told", path: "/inovasi", actor: manager, status: 200, want: []string{"1 permintaan replikasi menunggu", "/replikasi?state=asked"}},
		{name: "the other is not", path: "/inovasi", actor: manager2, status: 200, unwant: []string{"menunggu jawaban"}},
		{name: "in the list of the owner", path: "/replikasi?state=asked", actor: manager, status: 200, want: []string{"Kursi roda elektrik", "sentra kami", "Minat, bukan replikasi"}},
		{name: "in that of the ministry", path: "/replikasi", actor: as(policy.Ministry, ""), status: 200, want: []string{"Kursi roda elektrik"}},
		{name: "an unknown state", path: "/replikasi?state=sulap", actor: manager, status: 422, want: []string{"Pilih salah satu"}},
		{name: "a broken cursor", path: "/replikasi?cursor=rusak", actor: manager, status: 422},
	})
	list, err := h.app.Replications.Mine(h.ctx(manager2), replication.Ask{})
	if err != nil || len(list.Rows) != 1 {
		t.Fatalf("list = %+v, %v", list, err)
	}
	h.run([]scenario{{name: "escaped", path: "/replikasi/" + list.Rows[0].ID.String(), actor: manager, status: 200, want: []string{"&lt;script&gt;"}, unwant: []string{"<script>alert"}}})
}

func TestAReplicationGoesItsWayByForm(t *testing.T) {
	h, base, page := replicated(t)
	contact := "Bengkel SKA, telepon kantor 0271-000000"
	h.run([]scenario{
		{name: "warehouse staff", path: page, actor: gudang, status: 403},
		{name: "whoever asked waits", path: page, actor: manager2, status: 200, want: []string{"Menunggu jawaban pemilik", "Untuk dua puluh orang"}, unwant: []string{"Jawab permintaan"}},
		{name: "the owner answers", path: page, actor: manager, status: 200, want: []string{"Jawab permintaan", "Kontak pendamping"}},
		{name: "each form says which answer it is", path: page, actor: manager, status: 200, want: []string{`name="decision" value="accept"`, `name="decision" value="decline"`}},
		{name: "accepting without a contact", method: post, path: page + "/jawab", actor: manager, body: "decision=accept&contact=", status: 422, want: []string{"Tulis kantor"}},
		{name: "declining without a reason", method: post, path: page + "/jawab", actor: manager, body: "decision=decline&reason=", status: 422, want: []string{"Tulis alasannya"}},
		{name: "accepting one's own question", method: post, path: page + "/jawab", actor: manager2, body: "decision=accept&contact=x", status: 403},
		{name: "accepted", method: post, path: page + "/jawab", actor: manager, body: "decision=accept&version=1&contact=" + contact, status: 303, actions: []string{"replication.answer"}},
		{name: "accepted twice", method: post, path: page + "/jawab", actor: manager, body: "decision=accept&contact=" + contact, status: 409, want: []string{"statusnya diterima pemilik"}},
		{name: "the contact", path: page, actor: manager2, status: 200, want: []string{contact, "Mulai merencanakan"}},
		{name: "not for the public", path: base + "/replikasi", status: 200, want: []string{"Minat, bukan replikasi", "Sentra Meohai"}, unwant: []string{"0271", "dua puluh orang"}},
		{name: "too far", method: post, path: page + "/langkah", actor: manager2, body: "state=running", status: 409},
		{name: "to come", method: post, path: page + "/langkah", actor: manager2, body: "state=planning&occurred_at=2026-12-01", status: 422, want: []string{"belum tiba", "2026-12-01"}},
		{name: "by the owner", method: post, path: page + "/langkah", actor: manager, body: "state=planning", status: 403},
		{name: "planning", method: post, path: page + "/langkah", actor: manager2, body: "state=planning&version=2", status: 303, actions: []string{"replication.advance"}},
		{name: "a stale page", method: post, path: page + "/langkah", actor: manager2, body: "state=trial&version=2", status: 409, want: []string{"sudah diubah orang lain"}},
		{name: "trial", method: post, path: page + "/langkah", actor: manager2, body: "state=trial", status: 303, actions: []string{"replication.advance"}},
		{name: "described", method: post, path: page + "/rincian", actor: manager2, body: "form=adapted&version=4&changes=Gagang bambu&renew=1", status: 303, actions: []string{"replication.describe"}},
		{name: "running", method: post, path: page + "/langkah", actor: manager2, body: "state=running&occurred_at=2026-11-24", status: 303, actions: []string{"replication.advance"}},
		{name: "running and idle", path: base + "/replikasi", status: 200, want: []string{"enam bulan tanpa hasil"}, unwant: []string{"Gagang bambu"}},
		{name: "stopping without a reason", method: post, path: page + "/langkah", actor: manager2, body: "state=stopped&reason=", status: 422, want: []string{"Tulis alasannya", "Hentikan replikasi"}},
		{name: "stopped", method: post, path: page + "/langkah", actor: manager2, body: "state=stopped&reason=Bahan habis", status: 303, actions: []string{"replication.advance"}},
		{name: "the end", path: page, actor: manager2, status: 200, want: []string{"Bahan habis", "Gagang bambu"}, unwant: []string{"Langkah berikutnya"}},
		{name: "in English", path: "/en" + base + "/replikasi", status: 200, want: []string{"stopped", "Centre by centre"}, unwant: []string{"Bahan habis"}},
	})
}

func TestTheSpreadIsCountedFromTheStock(t *testing.T) {
	h, base, page := replicated(t)
	heads := map[string]who{soeharso: as(policy.Head, soeharso), meohai: as(policy.Head, meohai)}
	model, err := h.app.Stock.AddModel(h.ctx(heads[soeharso]), stock.ModelDetails{Name: "KRE-01", Tracking: stock.Serialised, Innovation: strings.TrimPrefix(base, "/inovasi/")})
	if err != nil {
		t.Fatal(err)
	}
	for centre, cost := range map[string]int64{soeharso: 3_000_000, meohai: 5_000_000} {
		if _, err := h.app.Stock.Receive(h.ctx(heads[centre]), stock.NewReceipt{Model: model.Slug, Source: stock.Production, Fund: "APBN", UnitCost: cost, Serials: []string{centre}}); err != nil {
			t.Fatal(err)
		}
	}
	id := strings.TrimPrefix(page, "/replikasi/")
	h.run([]scenario{
		{name: "the costs", path: base, status: 200, want: []string{"Rp3.000.000 sampai Rp5.000.000, tengahnya Rp4.000.000", "Sentra Meohai"}},
		{name: "interest does not count", path: "/api/v1" + strings.Replace(base, "/inovasi", "/innovations", 1) + "/spread", status: 200, want: []string{`"counted":0`, `"asked":1`, `"median":4000000`}},
		{name: "answered", method: post, path: "/api/v1/replications/" + id + "/answer", actor: manager, body: `{"decision":"accept","contact":"Bengkel"}`, status: 200, want: []string{`"state":"accepted"`}, actions: []string{"replication.answer"}},
		{name: "planned", method: post, path: "/api/v1/replications/" + id + "/advance", actor: manager2, body: `{"state":"planning"}`, status: 200, actions: []string{"replication.advance"}},
		{name: "tried", method: post, path: "/api/v1/replications/" + id + "/advance", actor: manager2, body: `{"state":"trial"}`, status: 200, actions: []string{"replication.advance"}},
		{name: "runs", method: post, path: "/api/v1/replications/" + id + "/advance", actor: manager2, body: `{"state":"running"}`, status: 200, actions: []string{"replication.advance"}},
		{name: "counts", path: "/api/v1/innovations/" + strings.TrimPrefix(base, "/inovasi/") + "/spread", status: 200, want: []string{`"counted":1`, `"made":1`}, unwant: []string{"Bengkel"}},
		{name: "to both", path: page, actor: manager, status: 200, want: []string{"Dihitung sebagai replikasi", "Rp5.000.000"}},
	})
}

func TestTheAPIOfReplications(t *testing.T) {
	h := newHarness(t)
	slug := h.publishedAs("Kursi roda elektrik").Slug
	body := `{"innovation":"` + slug + `","form":"partial"}`
	h.run([]scenario{
		{name: "nobody", path: "/api/v1/replications", status: 401},
		{name: "unknown state", path: "/api/v1/replications?state=x", actor: manager, status: 422},
		{name: "unknown field", method: post, path: "/api/v1/replications", actor: manager2, body: `{"innovation":"` + slug + `","form":"full","owner":"meohai"}`, status: 422},
		{name: "asked", method: post, path: "/api/v1/replications", actor: manager2, body: body, status: 201, want: []string{`"state":"asked"`, `"owner":"soeharso"`}, actions: []string{"replication.ask"}},
		{name: "twice", method: post, path: "/api/v1/replications", actor: manager2, body: body, status: 409},
		{name: "list", path: "/api/v1/replications?state=asked", actor: auditor, status: 200, want: []string{`"form":"partial"`, `"counts":false`}},
	})
	list, err := h.app.Replications.Mine(h.ctx(manager), replication.Ask{})
	if err != nil || len(list.Rows) != 1 {
		t.Fatalf("list = %+v, %v", list, err)
	}
	one := "/api/v1/replications/" + list.Rows[0].ID.String()
	h.run([]scenario{
		{name: "one", path: one, actor: manager, status: 200, want: []string{slug}},
		{name: "one for warehouse staff", path: one, actor: gudang, status: 403},
		{name: "described", method: post, path: one + "/describe", actor: manager2, body: `{"version":1,"form":"full","obstacles":"Baja"}`, status: 200, want: []string{`"obstacles":"Baja"`}, actions: []string{"replication.describe"}},
		{name: "declined", method: post, path: one + "/answer", actor: manager, body: `{"decision":"decline","reason":"Belum siap"}`, status: 200, want: []string{`"state":"declined"`}, actions: []string{"replication.answer"}},
		{name: "public", path: "/api/v1/innovations/" + slug + "/spread", status: 200, want: []string{`"places":[]`, `"declined":1`}},
	})
}
