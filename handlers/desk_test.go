package handlers

import (
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/replication"
)

func TestTheDeskShowsWhatWaitsForWhoeverLooks(t *testing.T) {
	h := newHarness(t)
	worker := as(policy.SocialWorker, soeharso)
	h.run([]scenario{
		{name: "nobody", path: homePage, status: 303, want: []string{"/masuk"}},
		{name: "nothing yet", path: homePage, actor: manager, status: 200, want: []string{"Tidak ada yang menunggu Anda", "Permintaan replikasi", "Catat inovasi"}, unwant: []string{"<svg viewBox=\"0 0 400"}},
		{name: "whoever has no queues", path: homePage, actor: as(policy.Ministry, ""), status: 303, want: []string{"/ruang-komando"}},
		{name: "not the work of others", path: homePage, actor: worker, status: 200, want: []string{"Tindak lanjut yang jatuh tempo", "Permohonan baru"}, unwant: []string{"Permintaan replikasi", "Catat inovasi"}},
		{name: "as data", path: "/api/v1/desk", actor: worker, status: 200, want: []string{`"queue":"follow_ups","count":0`}},
		{name: "no data for nobody", path: "/api/v1/desk", status: 401},
	})
	rec := h.publishedAs("Kursi roda elektrik")
	if _, err := h.app.Replications.Ask(h.ctx(manager2), replication.NewReplication{Innovation: rec.Slug, Form: replication.Full}); err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "one thing waits", path: homePage, actor: manager, status: 200, want: []string{"1 hal menunggu Anda", `href="/replikasi?state=asked"`, "Antrean yang kosong"}},
		{name: "not for another centre", path: homePage, actor: manager2, status: 200, want: []string{"Tidak ada yang menunggu Anda"}},
		{name: "as data", path: "/api/v1/desk", actor: manager, status: 200, want: []string{`"queue":"replications","count":1`}},
	})
}

func TestTheDeskNamesNobodyWhoAsks(t *testing.T) {
	h, model := askWorld(t)
	pass := h.asked(model)
	got := h.get(as(policy.SocialWorker, soeharso), homePage)
	if !strings.Contains(got.body, `href="/permintaan/`+pass.Number+`"`) {
		t.Errorf("the oldest ask is not led to: %s", got.body)
	}
	for _, secret := range []string{pass.PIN, askerName, askerPhone} {
		if strings.Contains(got.body, secret) {
			t.Errorf("the desk tells %q", secret)
		}
	}
}
