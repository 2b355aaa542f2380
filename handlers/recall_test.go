package handlers

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/app/allocation"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

const recallBody = "model=kursi-roda-elektrik&scope=serial&from=KRE-1&to=KRE-9&risk=high&reason=Baterai panas&instruction=Berhenti mengisi baterai" +
	"&instruction_en=Stop charging the battery&contact=(0271) 000 000&decided_by=Kepala Sentra Contoh"

// recalled opens a recall of the model of the harness by its head.
func (h *harness) recalled(scope stock.RecallScope) stock.Recall {
	h.t.Helper()
	in := stock.NewRecall{
		Model: "kursi-roda-elektrik", Scope: scope, From: "KRE-1", To: "KRE-9", Risk: stock.RiskHigh, Reason: "Baterai panas",
		Instruction: "Berhenti mengisi baterai", InstructionEN: "Stop charging the battery", Contact: "(0271) 000 000", DecidedBy: "Kepala Sentra Contoh",
	}
	rec, err := h.app.Stock.OpenRecall(h.ctx(as(policy.Ministry, "")), in)
	if err != nil {
		h.t.Fatal(err)
	}
	return rec
}

func TestARecallIsConfirmedOnceItsPreviewWasSeen(t *testing.T) {
	h, _, u := stocked(t)
	ministry := as(policy.Ministry, "")
	h.run([]scenario{
		{name: "nobody", path: "/gudang/penarikan", status: 303, want: []string{"/masuk"}},
		{name: "command room", path: "/gudang/penarikan", actor: ruang, status: 403},
		{name: "none yet", path: "/gudang/penarikan", actor: gudang, status: 200, want: []string{"Tidak ada penarikan di sini"}, unwant: []string{"Tarik alat"}},
		{name: "form for a warehouse", path: "/gudang/penarikan/baru", actor: gudang, status: 403},
		{name: "form", path: "/gudang/penarikan/baru?model=kursi-roda-elektrik", actor: kepala, status: 200, want: []string{"Tarik alat", `value="kursi-roda-elektrik" selected`, "dalam 7 hari"}},
		{name: "nothing said", method: post, path: "/gudang/penarikan/baru", actor: kepala, body: "model=kursi-roda-elektrik", status: 422, want: []string{"Wajib diisi"}},
		{name: "backward", method: post, path: "/gudang/penarikan/baru", actor: kepala, body: strings.Replace(recallBody, "from=KRE-1&to=KRE-9", "from=KRE-9&to=KRE-1", 1), status: 422, want: []string{"awalan dan akhiran yang sama", `value="KRE-9"`}},
		{name: "preview", method: post, path: "/gudang/penarikan/baru", actor: kepala, body: recallBody, status: 200, want: []string{"Tarik Kursi roda elektrik?", "Ya, tarik sekarang", `name="from" value="KRE-1"`}},
		{name: "back", method: post, path: "/gudang/penarikan/baru", actor: kepala, body: recallBody + "&change=true", status: 200, want: []string{"Lihat akibatnya", `value="KRE-1"`}},
		{name: "still free", path: "/u/" + u.Code, actor: gudang, status: 200, unwant: []string{"Unit ini ditarik"}},
		{name: "another centre", method: post, path: "/gudang/penarikan/baru", actor: as(policy.Head, meohai), body: recallBody + "&confirmed=true", status: 403},
		{name: "confirmed", method: post, path: "/gudang/penarikan/baru", actor: kepala, body: recallBody + "&confirmed=true", status: 303, want: []string{"/gudang/penarikan/PNR-2026-0001"}, actions: []string{"recall.open", "recall.mark"}},
		{name: "shown", path: "/gudang/penarikan/PNR-2026-0001", actor: gudang2, status: 200, want: []string{"nomor seri KRE-1 sampai KRE-9", "0 dari 1 unit sudah beres", "berlangsung"}, unwant: []string{"Cabut penarikan", "Hubungi pemegang"}},
		{name: "list", path: "/gudang/penarikan", actor: auditor, status: 200, want: []string{"PNR-2026-0001", "Kursi roda elektrik"}},
		{name: "warehouse page", path: "/gudang", actor: gudang2, status: 200, want: []string{"1 penarikan sedang berlangsung", "PNR-2026-0001"}},
		{name: "units", path: "/gudang/penarikan/PNR-2026-0001/unit", actor: gudang, status: 200, want: []string{u.Code, "soeharso-utama"}},
		{name: "held", path: "/gudang/unit?bucket=held&centre=soeharso", actor: gudang, status: 200, want: []string{u.Code}},
		{name: "no such recall", path: "/gudang/penarikan/PNR-2026-0009", actor: gudang, status: 404},
		{name: "ministry", path: "/gudang/penarikan/PNR-2026-0001", actor: ministry, status: 200, want: []string{"Cabut penarikan", "Tutup penarikan"}},
	})
}

func TestThePublicIsWarnedOfARecall(t *testing.T) {
	h, _, u := stocked(t)
	if _, err := h.app.Stock.Receive(h.ctx(gudang), stock.NewReceipt{Model: "kursi-roda-elektrik", Source: stock.Production, Fund: "APBN 2026", Serials: []string{"LAIN-1"}}); err != nil {
		t.Fatal(err)
	}
	list, err := h.app.Stock.Units(h.ctx(gudang), stock.UnitsAsk{Bucket: stock.Ready})
	if err != nil {
		t.Fatal(err)
	}
	other := list.Units[len(list.Units)-1]
	h.recalled(stock.RecallSerial)
	places := []string{"soeharso", "Soeharso"}
	h.run([]scenario{
		{name: "model", path: "/alat/kursi-roda-elektrik", status: 200, want: []string{"Alat ini ditarik: nomor seri KRE-1 sampai KRE-9", "Berhenti mengisi baterai", "Hubungi: (0271) 000 000", "24 November 2026"}, unwant: places},
		{name: "english", path: "/en/alat/kursi-roda-elektrik", status: 200, want: []string{"This device is recalled", "Stop charging the battery", `lang="id">Baterai panas`}, unwant: places},
		{name: "scanned", path: "/u/" + u.Code, status: 200, want: []string{"Unit ini ditarik (" + u.Code + ")", "Hubungi: (0271) 000 000"}, unwant: append(places, "KRE-1\"")},
		{name: "scanned, not named", path: "/u/" + other.Code, status: 200, unwant: []string{"ditarik"}},
		{name: "staff", path: "/u/" + u.Code, actor: gudang, status: 200, want: []string{"Unit ini ditarik", "/gudang/penarikan/PNR-2026-0001"}},
		{name: "catalogue", path: "/katalog", status: 200, want: []string{"Ada penarikan"}},
		{name: "command room", path: "/ruang-komando", actor: as(policy.Ministry, ""), status: 200, want: []string{"Penarikan PNR-2026-0001 (Kursi roda elektrik)"}},
	})
}

func TestAUnitIsFreedAndARecallLiftedOrClosed(t *testing.T) {
	h, _, u := stocked(t)
	h.recalled(stock.RecallAll)
	page, ministry := "/gudang/penarikan/PNR-2026-0001", as(policy.Ministry, "")
	h.run([]scenario{
		{name: "no reason", method: post, path: page + "/bebas", actor: gudang, body: "unit=" + u.Code, status: 422, want: []string{"Wajib diisi"}},
		{name: "no such unit", method: post, path: page + "/bebas", actor: gudang, body: "unit=ZZZZZZZ&reason=x", status: 422, want: []string{"Unit tidak ditemukan", `value="ZZZZZZZ"`}},
		{name: "other centre frees", method: post, path: page + "/bebas", actor: gudang2, body: "unit=" + u.Code + "&reason=x", status: 403},
		{name: "free", method: post, path: page + "/bebas", actor: gudang, body: "unit=" + u.Code + "&reason=Baterai diganti", status: 303, want: []string{page}, actions: []string{"recall.free"}},
		{name: "free again", method: post, path: page + "/bebas", actor: gudang, body: "unit=" + u.Code + "&reason=Baterai diganti", status: 409, want: []string{"sudah dibebaskan"}},
		{name: "units", path: page + "/unit", actor: gudang, status: 200, want: []string{"Baterai diganti", "Diperbaiki dan bebas"}},
		{name: "warehouse lifts", method: post, path: page + "/cabut", actor: gudang, body: "reason=x", status: 403},
		{name: "closed", method: post, path: page + "/tutup", actor: ministry, status: 303, actions: []string{"recall.close"}},
		{name: "closed twice", method: post, path: page + "/tutup", actor: ministry, status: 409, want: []string{"sudah berakhir"}},
		{name: "lift without why", method: post, path: page + "/cabut", actor: ministry, status: 422, want: []string{"Wajib diisi"}},
		{name: "lifted", method: post, path: page + "/cabut", actor: ministry, body: "reason=Keliru", status: 303, actions: []string{"recall.lift", "recall.mark"}},
		{name: "list", path: "/gudang/penarikan?state=lifted", actor: gudang, status: 200, want: []string{"PNR-2026-0001"}},
		{name: "public", path: "/alat/kursi-roda-elektrik", status: 200, unwant: []string{"Alat ini ditarik"}},
	})
}

func TestPeopleWithRecalledDevicesAreContactedOneByOne(t *testing.T) {
	k := newKase(t)
	k.delivered()
	k.recalled(stock.RecallAll)
	list, err := k.app.Allocations.RecallCases(k.ctx(peksos), allocation.CasesAsk{})
	if err != nil || len(list.Rows) != 1 {
		t.Fatalf("cases = %d, %v", len(list.Rows), err)
	}
	path := casesPath + "/" + list.Rows[0].ID.String()
	k.run([]scenario{
		{name: "nobody", path: casesPath, status: 303, want: []string{"/masuk"}},
		{name: "warehouse", path: casesPath, actor: gudang, status: 403},
		{name: "list", path: casesPath, actor: peksos, status: 200, want: []string{"S•••• C.", "belum dihubungi", "PNR-2026-0001"}, unwant: []string{"Sekar"}},
		{name: "list of another centre", path: casesPath, actor: peksos2, status: 200, want: []string{"Tidak ada yang perlu dihubungi"}},
		{name: "of the recall", path: "/gudang/penarikan/PNR-2026-0001/kontak", actor: as(policy.Ministry, ""), status: 200, want: []string{"S•••• C."}},
		{name: "one", path: path, actor: peksos, status: 200, want: []string{"Berhenti mengisi baterai", "Catat kontak", k.person.Ref}, unwant: []string{"Sekar"}},
		{name: "one of another centre", path: path, actor: peksos2, status: 404},
		{name: "auditor", path: path, actor: auditor, status: 200, unwant: []string{"Simpan kontak"}},
		{name: "auditor records", method: post, path: path, actor: auditor, body: "kind=tried", status: 403},
		{name: "nothing chosen", method: post, path: path, actor: peksos, status: 422, want: []string{"Wajib diisi"}},
		{name: "refused without why", method: post, path: path, actor: peksos, body: "kind=refused", status: 422, want: []string{"Tulis alasannya"}},
		{name: "tried", method: post, path: path, actor: peksos, body: "kind=tried&note=Nomor tidak aktif rahasia", status: 303, want: []string{path}, actions: []string{"recall-case.record"}},
		{name: "log", path: path, actor: peksos, status: 200, want: []string{"dicoba, tidak terjawab", "Nomor tidak aktif rahasia"}},
		{name: "progress", path: "/gudang/penarikan/PNR-2026-0001", actor: kepala, status: 200, want: []string{"0 dari 1 orang selesai dihubungi", "Hubungi pemegang alat"}, unwant: []string{"rahasia"}},
		{name: "not back yet", method: post, path: path, actor: peksos, body: "kind=returned", status: 422, want: []string{"masih tercatat pada penerima"}},
		{name: "replaced", method: post, path: path, actor: peksos, body: "kind=replaced&note=Baterai diganti di rumah", status: 303, actions: []string{"recall-case.record"}},
		{name: "after the end", method: post, path: path, actor: peksos, body: "kind=tried", status: 409, want: []string{"sudah ditutup"}},
		{name: "closed", path: casesPath + "?state=closed", actor: peksos, status: 200, want: []string{"S•••• C.", "diganti atau diperbaiki"}},
		{name: "recall closed", path: "/gudang/penarikan?state=closed", actor: gudang, status: 200, want: []string{"PNR-2026-0001"}},
	})
	for _, e := range *k.entries {
		if strings.Contains(fmt.Sprint(e), "rahasia") {
			t.Errorf("the journal holds what was said: %+v", e)
		}
	}
}

func TestTheAPIOfRecalls(t *testing.T) {
	k := newKase(t)
	k.delivered()
	body := `{"model":"kursi-roda-elektrik","scope":"model","risk":"medium","reason":"Rem aus","instruction":"Jangan dipakai","contact":"(0271) 000 000","decided_by":"Kepala"}`
	k.run([]scenario{
		{name: "nobody", path: "/api/v1/recalls", status: 401},
		{name: "preview", method: post, path: "/api/v1/recalls/preview", actor: kepala, body: body, status: 200, want: []string{`"people":1`}},
		{name: "refused", method: post, path: "/api/v1/recalls", actor: kepala, body: `{"model":"x","scope":"model"}`, status: 422, want: []string{`"risk"`}},
		{name: "open", method: post, path: "/api/v1/recalls", actor: kepala, body: body, status: 201, want: []string{"/api/v1/recalls/PNR-2026-0001"}, actions: []string{"recall.open", "recall.mark"}},
		{name: "list", path: "/api/v1/recalls", actor: gudang2, status: 200, want: []string{`"in_use":1`}},
		{name: "one", path: "/api/v1/recalls/PNR-2026-0001", actor: gudang2, status: 200, want: []string{`"untouched":1`}},
		{name: "units", path: "/api/v1/recalls/PNR-2026-0001/units", actor: gudang2, status: 200, want: []string{`"place":"in_use"`}},
		{name: "close too soon", method: post, path: "/api/v1/recalls/PNR-2026-0001/close", actor: kepala, body: `{}`, status: 409},
		{name: "cases", path: "/api/v1/recall-cases", actor: peksos, status: 200, want: []string{`"masked_name":"S•••• C."`}, unwant: []string{"sealed"}},
		{name: "cases of a warehouse", path: "/api/v1/recall-cases", actor: gudang, status: 403},
	})
	list, err := k.app.Allocations.RecallCases(k.ctx(peksos), allocation.CasesAsk{})
	if err != nil {
		t.Fatal(err)
	}
	c := list.Rows[0]
	k.run([]scenario{
		{name: "case", path: "/api/v1/recall-cases/" + c.ID.String(), actor: peksos, status: 200, want: []string{`"stage":"untouched"`}},
		{name: "contact", method: post, path: "/api/v1/recall-cases/" + c.ID.String() + "/contacts", actor: peksos, body: `{"kind":"appointment","next_at":"2026-11-28"}`, status: 201, want: []string{`"stage":"appointment"`}, unwant: []string{"sealed"}, actions: []string{"recall-case.record"}},
		{name: "free", method: post, path: "/api/v1/recalls/PNR-2026-0001/free", actor: gudang, body: `{"unit":"` + c.UnitCode + `","reason":"Rem diganti di rumah"}`, status: 201, want: []string{`"place":"free"`}, actions: []string{"recall.free"}},
		{name: "closed with the last case", path: "/api/v1/recalls?state=closed", actor: gudang, status: 200, want: []string{"PNR-2026-0001"}},
		{name: "lift", method: post, path: "/api/v1/recalls/PNR-2026-0001/lift", actor: as(policy.Ministry, ""), body: `{"reason":"Keliru"}`, status: 201, want: []string{`"state":"lifted"`}, actions: []string{"recall.lift", "recall.mark"}},
	})
}
