package handlers

import (
	"encoding/hex"
	"strings"
	"testing"

	"lumbung/app/policy"
)

func TestADeviceIsHandedOverWithOneForm(t *testing.T) {
	k := newKase(t)
	rec := k.reserved()
	form := "allocations=" + rec.ID.String() + "&identity_checked=1&receiver=self&place=Surakarta&occurred_at=2026-11-24"
	begin := "/serah-terima/baru?alokasi=" + rec.ID.String()
	k.run([]scenario{
		{name: "nobody", path: begin, status: 303, want: []string{"/masuk"}},
		{name: "form", path: begin, actor: peksos, status: 200, want: []string{"Kursi roda elektrik · " + k.units[0].Code, "KRE-1", "S•••• C.", "Cap jempol dengan saksi", `value="2026-11-24"`}, unwant: []string{"Sekar"}},
		{name: "form of another centre", path: begin, actor: peksos2, status: 404},
		{name: "form for nothing", path: "/serah-terima/baru", actor: peksos, status: 404},
		{name: "identity not checked", method: post, path: "/serah-terima", actor: peksos, body: strings.Replace(form, "&identity_checked=1", "", 1), status: 422, want: []string{"Cocokkan identitas", k.units[0].Code}},
		{name: "a proxy without a name", method: post, path: "/serah-terima", actor: peksos, body: strings.Replace(form, "self", "proxy", 1), status: 422, want: []string{"Wajib diisi."}},
		{name: "tomorrow", method: post, path: "/serah-terima", actor: peksos, body: strings.Replace(form, "11-24", "11-25", 1), status: 422, want: []string{"belum tiba"}},
		{name: "auditor", method: post, path: "/serah-terima", actor: auditor, body: form, status: 403},
		{name: "other centre", method: post, path: "/serah-terima", actor: peksos2, body: form, status: 422},
		{name: "handed over", method: post, path: "/serah-terima", actor: peksos, body: form, status: 303, want: []string{"/serah-terima/1-BAST-SOEHARSO-11-2026"}, actions: []string{"handover.post"}},
		{name: "handed over twice", method: post, path: "/serah-terima", actor: peksos, body: form, status: 409, want: []string{"tidak lagi dicadangkan di sini: diserahkan"}},
		{name: "register", path: "/serah-terima", actor: gudang, status: 200, want: []string{"1/BAST/SOEHARSO/11/2026", "S•••• C.", "Rp7.500.000"}},
		{name: "register of another centre", path: "/serah-terima?centre=soeharso", actor: gudang2, status: 403},
	})
}

func TestADocumentIsProvenWithoutAWordAboutThePerson(t *testing.T) {
	k := newKase(t)
	h := k.delivered()
	path := handoverPath(h.Number)
	hash := hex.EncodeToString(h.Hash)[:8]
	k.run([]scenario{
		{name: "nobody", path: path, status: 200, want: []string{h.Number, "24 November 2026", "Soeharso", hash, "noindex"}, unwant: []string{"Sekar", "S••••", k.person.Ref, "KRE-1", "Surakarta", "7.500.000"}},
		{name: "nobody, with slashes", path: "/serah-terima/1%2FBAST%2FSOEHARSO%2F11%2F2026", status: 200, want: []string{hash}},
		{name: "no such document", path: "/serah-terima/9-BAST-SOEHARSO-11-2026", status: 404},
		{name: "own", path: path, actor: peksos, status: 200, want: []string{"S•••• C.", "KRE-1", "Cetak berita acara", "<svg", "/penerima/" + k.person.Ref}, unwant: []string{"Sekar"}},
		{name: "warehouse", path: path, actor: gudang, status: 200, want: []string{"S•••• C.", "KRE-1", "Cetak berita acara"}, unwant: []string{"Sekar", "/penerima/"}},
		{name: "auditor", path: path, actor: auditor, status: 200, want: []string{"S•••• C."}, unwant: []string{"Cetak berita acara"}},
	})
	for _, w := range nobodyOfThese() {
		if got := k.get(w, path); got.status != 200 || strings.Contains(got.body, "S••••") || strings.Contains(got.body, k.person.Ref) {
			t.Errorf("%s opens the document: %d, %s", w, got.status, short(got.body))
		}
	}
}

func TestTheMinutesArePrintedUnderTheJournal(t *testing.T) {
	k := newKase(t)
	path := handoverPath(k.delivered().Number) + "/berita-acara"
	k.run([]scenario{
		{name: "own", path: path, actor: peksos, status: 200, want: []string{"%PDF-"}, actions: []string{"handover.print"}},
		{name: "api", path: "/api/v1/handovers/1-BAST-SOEHARSO-11-2026/document", actor: peksos, status: 200, want: []string{"%PDF-"}, actions: []string{"handover.print"}},
		{name: "nobody", path: path, status: 303, want: []string{"/masuk"}},
		{name: "warehouse", path: path, actor: gudang, status: 200, want: []string{"%PDF-"}, actions: []string{"handover.print"}},
		{name: "auditor", path: path, actor: auditor, status: 403},
		{name: "other centre", path: path, actor: peksos2, status: 404},
		{name: "warehouse of another centre", path: path, actor: gudang2, status: 404},
		{name: "command room", path: path, actor: as(policy.CommandRoom, ""), status: 403},
	})
	got := k.get(peksos, path)
	if got.header.Get("Content-Type") != "application/pdf" || !strings.Contains(got.header.Get("Cache-Control"), "no-store") {
		t.Errorf("headers = %v", got.header)
	}
}

func TestTheJournalTellsChangesInWords(t *testing.T) {
	k := newKase(t)
	k.delivered()
	k.run([]scenario{{
		name: "auditor", path: "/admin/audit?centre=soeharso", actor: auditor, status: 200,
		want:   []string{"Peruntukan: siap → dicadangkan", "keadaan: menunggu unit → unit dicadangkan", "Cara mencatat: – → Satu per satu"},
		unwant: []string{"filed", "serialised", "commitment"},
	}})
}

func TestTheAPIOfHandovers(t *testing.T) {
	k := newKase(t)
	rec := k.reserved()
	body := `{"allocations":["` + rec.ID.String() + `"],"identity_checked":true,"receiver":"thumbprint","witness":"Saksi Rekaan","place":"Surakarta"}`
	k.run([]scenario{
		{name: "without a witness", method: post, path: "/api/v1/handovers", actor: gudang, body: strings.Replace(body, "Saksi Rekaan", "", 1), status: 422, want: []string{`"name":"witness"`}},
		{name: "hand over", method: post, path: "/api/v1/handovers", actor: gudang, body: body, status: 201, want: []string{"/api/v1/handovers/1-BAST-SOEHARSO-11-2026", `"number":"1/BAST/SOEHARSO/11/2026"`}, unwant: []string{"sealed", "Saksi", "Sekar"}, actions: []string{"handover.post"}},
		{name: "list", path: "/api/v1/handovers", actor: gudang, status: 200, want: []string{`"masked_name":"S•••• C."`}, unwant: []string{"sealed"}},
		{name: "one", path: "/api/v1/handovers/1-BAST-SOEHARSO-11-2026", actor: auditor, status: 200, want: []string{`"hash":"`}, unwant: []string{"sealed"}},
		{name: "one of another centre", path: "/api/v1/handovers/1-BAST-SOEHARSO-11-2026", actor: peksos2, status: 404},
		{name: "one for nobody", path: "/api/v1/handovers/1-BAST-SOEHARSO-11-2026", status: 401},
	})
}
