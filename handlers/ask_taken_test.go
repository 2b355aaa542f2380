package handlers

import (
	"strings"
	"testing"

	"lumbung/app/allocation"
	"lumbung/app/intake"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// takenAsk is an ask that became a request, with the number of that.
func takenAsk(t *testing.T) (h *harness, model stock.Model, pass intake.Pass, request string) {
	t.Helper()
	h, model = askWorld(t)
	pass = h.asked(model)
	row, err := h.app.Intake.Take(h.ctx(as(policy.SocialWorker, soeharso)), intake.Taking{
		Opened:     intake.Opened{Ask: pass.Number},
		NewRequest: allocation.NewRequest{Beneficiary: h.knownPerson(), Model: model.Slug, Reason: "Tidak dapat berjalan", Risk: 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.journalled()
	return h, model, pass, row.RequestNo
}

func TestOnTheWaitingListTheyWriteAndWithdraw(t *testing.T) {
	h, _, pass, number := takenAsk(t)
	worker := as(policy.SocialWorker, soeharso)
	got := h.post(who{}, "/lacak/tulis", append(passFields(pass), "text=Kami pindah ke Boyolali")...)
	if got.status != 200 || !strings.Contains(got.body, "Kami pindah ke Boyolali") || !strings.Contains(got.body, "belum dapat dikatakan") {
		t.Errorf("the message = %d %s", got.status, short(got.body))
	}
	path := "/permintaan/" + pass.Number
	h.run([]scenario{
		{name: "staff hear of it", path: "/permohonan", actor: worker, status: 200, want: []string{"1 orang menulis tentang permohonannya", "/permintaan?state=written"}},
		{name: "in a queue of its own", path: "/permintaan?state=written", actor: worker, status: 200, want: []string{pass.Number}},
		{name: "it can be answered", path: path, actor: worker, status: 200, want: []string{`id="jawab"`, "ada pesan baru"}, unwant: []string{"Boyolali", `id="jadikan"`}},
		{name: "and is", method: post, path: path + "/jawab", body: "text=Sudah kami catat", actor: worker, status: 303, actions: []string{"ask.answer"}},
		{name: "then nobody waits", path: "/permintaan?state=written", actor: worker, status: 200, unwant: []string{pass.Number}},
	})
	late := h.post(who{}, "/lacak/perbaiki", append(passFields(pass), "phone=0813 0000 1234")...)
	if late.status != 409 || !strings.Contains(late.body, "Tulis perubahannya kepada sentra") || !strings.Contains(late.body, "Sudah kami catat") {
		t.Errorf("correcting = %d %s", late.status, short(late.body))
	}
	h.journalled()
	gone := h.post(who{}, "/lacak/tarik", passFields(pass)...)
	if gone.status != 200 || !strings.Contains(gone.body, "Permintaan sudah ditarik") || !strings.Contains(gone.body, "catatan pendaftaran") {
		t.Errorf("withdrawing = %d %s", gone.status, short(gone.body))
	}
	if done := strings.Join(h.journalled(), " "); done != "ask.withdraw" {
		t.Errorf("journalled %s", done)
	}
	h.run([]scenario{
		{name: "the request is closed", path: requestPath(number), actor: worker, status: 200, want: []string{pass.Number}, unwant: []string{`/tetapkan"`}},
		{name: "and the ask", path: "/permintaan?state=withdrawn", actor: worker, status: 200, want: []string{pass.Number}},
	})
	h.nothingOfTheAsker(pass)
}

func TestAfterTheHandOverItIsTooLateToWithdraw(t *testing.T) {
	h, model, pass, number := takenAsk(t)
	h.deliverTo(model, number, func() {})
	got := h.post(who{}, "/lacak/tarik", passFields(pass)...)
	if got.status != 409 || !strings.Contains(got.body, "Alat sudah diserahterimakan pada") || !strings.Contains(got.body, "hubungi sentra") {
		t.Errorf("withdrawing = %d %s", got.status, short(got.body))
	}
	if page := h.post(who{}, "/lacak", passFields(pass)...); strings.Contains(page.body, "/lacak/tarik") || strings.Contains(page.body, "/lacak/tulis") {
		t.Error("the page offers what would be refused")
	}
}

func TestContactAndPlaceArePutRightOnThePage(t *testing.T) {
	h, model := askWorld(t)
	pass := h.asked(model)
	form := passFields(pass)
	for name, x := range map[string]struct {
		fields []string
		status int
		want   []string
	}{
		"nothing":    {nil, 422, []string{"Belum ada yang diisi", `name="number" value="` + pass.Number}},
		"no number":  {[]string{"phone=besok saja"}, 422, []string{"bukan nomor telepon", `value="besok saja"`}},
		"two places": {[]string{"place=bogor", "phone=0813 0000 1234"}, 422, []string{"Kota Bogor, Jawa Barat", `name="region"`, `value="0813 0000 1234"`}},
		"right":      {[]string{"place=bogor", "region=32.71", "phone=0813 0000 1234"}, 200, []string{"Pemohon mengganti kontak atau tempat"}},
	} {
		got := h.post(who{}, "/lacak/perbaiki", append(form, x.fields...)...)
		if got.status != x.status || strings.Contains(got.body, askerName) {
			t.Errorf("%s = %d, want %d: %s", name, got.status, x.status, short(got.body))
		}
		for _, want := range x.want {
			if !strings.Contains(got.body, want) {
				t.Errorf("%s says no %q: %s", name, want, around(got.body, "perbaiki"))
			}
		}
	}
	if strings.Contains(h.log.String(), "1300001234") || strings.Contains(h.log.String(), "0813 0000 1234") {
		t.Error("the number stands in the log")
	}
}

func TestALostPINIsReplacedByTheStaffAndNotToldByAnybody(t *testing.T) {
	h, model := askWorld(t)
	pass := h.asked(model)
	h.journalled()
	path, worker := "/permintaan/"+pass.Number+"/pin", as(policy.SocialWorker, soeharso)
	if got := h.get(who{}, "/lacak"); !strings.Contains(got.body, "Petugas mencocokkannya lalu memberi PIN baru") {
		t.Error("the page does not say what to do about a lost PIN")
	}
	h.run([]scenario{
		{name: "unchecked", method: post, path: path, actor: worker, status: 422, want: []string{"Cocokkan dahulu nama dan kontaknya"}},
		{name: "another centre", method: post, path: path, body: "checked=1", actor: as(policy.SocialWorker, meohai), status: 404},
		{name: "the ministry", method: post, path: path, body: "checked=1", actor: as(policy.Ministry, ""), status: 403},
		{name: "nobody", method: post, path: path, body: "checked=1", status: 401},
	})
	h.journalled()
	one := h.post(worker, path, "checked=1", onceField+"=click")
	two := h.post(worker, path, "checked=1", onceField+"=click")
	found, again := secretText.FindAllStringSubmatch(one.body, -1), secretText.FindAllStringSubmatch(two.body, -1)
	if one.status != 200 || len(found) != 2 || len(again) != 2 || found[1][1] != again[1][1] || !strings.Contains(one.header.Get("Cache-Control"), "no-store") {
		t.Fatalf("renewing = %d and %d: %s", one.status, two.status, short(one.body))
	}
	if got := h.post(who{}, "/lacak", passFields(pass)...); got.status != 422 {
		t.Errorf("the old PIN = %d", got.status)
	}
	fresh := intake.Pass{Number: pass.Number, PIN: found[1][1]}
	if got := h.post(who{}, "/lacak", passFields(fresh)...); got.status != 200 || !strings.Contains(got.body, "memberi PIN baru") {
		t.Errorf("the new PIN = %d %s", got.status, short(got.body))
	}
	if done := h.journalled(); strings.Join(done, " ") != "ask.renew" {
		t.Errorf("journalled %v", done)
	}
	h.nothingOfTheAsker(fresh)
}

func TestByProgramTooAfterItIsARequest(t *testing.T) {
	h, _, pass, _ := takenAsk(t)
	body := `"number":"` + pass.Number + `","pin":"` + pass.PIN + `"`
	h.run([]scenario{
		{name: "correct", method: post, path: "/api/v1/asks/correct", body: `{` + body + `,"phone":"0813 0000 1234"}`, status: 409, want: []string{"Tulis perubahannya kepada sentra"}},
		{name: "reply", method: post, path: "/api/v1/asks/reply", body: `{` + body + `,"text":"Halo"}`, status: 200, want: []string{`"may_withdraw":true`, `"usual_days":0`}, actions: []string{"ask.reply"}},
		{name: "the queue", path: "/api/v1/asks?state=written", actor: as(policy.SocialWorker, soeharso), status: 200, want: []string{pass.Number, "wrote_at"}},
		{name: "renew", method: post, path: "/api/v1/asks/" + pass.Number + "/pin", body: `{"checked":true}`, actor: as(policy.SocialWorker, soeharso), status: 200, want: []string{`"pin":"`}, actions: []string{"ask.renew"}},
		{name: "the old PIN", method: post, path: "/api/v1/asks/withdraw", body: "{" + body + "}", status: 422},
	})
}

func TestAStrangersGuessesDoNotShutOutWhoAsked(t *testing.T) {
	h := newHarnessWith(t, Options{TrustProxy: true}, nil)
	model, err := h.app.Stock.AddModel(h.ctx(as(policy.Head, soeharso)), stock.ModelDetails{Name: "Kursi roda elektrik", Tracking: stock.Serialised, MakerCentre: soeharso})
	if err != nil {
		t.Fatal(err)
	}
	pass := h.asked(model)
	try := func(address, pin string) answer {
		return h.send(post, "/api/v1/asks/status", `{"number":"`+pass.Number+`","pin":"`+pin+`"}`, "Content-Type", "application/json", "X-Forwarded-For", "10.9.9.9, "+address)
	}
	for range 6 {
		try("192.0.2.1", "x")
	}
	if got := try("192.0.2.1", pass.PIN); got.status != 429 || got.header.Get("Retry-After") == "" {
		t.Errorf("the stranger goes on: %d %s", got.status, got.body)
	}
	if got := try("192.0.2.2", pass.PIN); got.status != 200 {
		t.Errorf("who asked = %d %s", got.status, got.body)
	}
}
