package handlers

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"lumbung/app/policy"
)

func TestTheProofOfTheStoreStandsOnAPageAndInTheMetrics(t *testing.T) {
	h, _, _ := stocked(t)
	admin := as(policy.Admin, "")
	h.run([]scenario{
		{name: "nobody", path: proofPath, status: 303, want: []string{"/masuk"}},
		{name: "a clerk", path: proofPath, actor: gudang, status: 403},
		{name: "before the first", path: proofPath, actor: admin, status: 200, want: []string{"Belum pernah diperiksa", "Periksa sekarang"}},
		{name: "an auditor starts none", method: post, path: proofPath, actor: auditor, status: 403},
	})
	if got := h.post(admin, proofPath); got.status != 303 || got.header.Get("Location") != proofPath {
		t.Fatalf("begun = %d %s", got.status, got.header.Get("Location"))
	}
	for wait := 0; ; wait++ { // it goes on in the background
		if _, kept := h.app.LastProof(h.ctx(admin)); kept {
			break
		}
		if wait == 2000 {
			t.Fatal("no proof after ten seconds")
		}
		time.Sleep(5 * time.Millisecond)
	}
	h.journalled() // what the background wrote
	h.run([]scenario{
		{name: "after", path: proofPath, actor: auditor, status: 200, want: []string{"Semua cocok", "balance replay"}, unwant: []string{"Periksa sekarang"}},
		{name: "api", path: "/api/v1/proofs", actor: auditor, status: 200, want: []string{`"kind":"tally recount"`}},
	})
	rec := httptest.NewRecorder()
	h.server.Admin().ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
	for _, want := range []string{"lumbung_check_findings 0\n", "lumbung_check_timestamp_seconds 17"} {
		if !strings.Contains(rec.Body.String(), want) {
			t.Errorf("the metrics lack %q", want)
		}
	}
}
