package handlers

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lumbung/app"
	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/intake"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// The words of somebody who asks, which stand nowhere but where they belong.
const (
	askerName  = "Kenanga Rahasia Contoh"
	askerPhone = "0812-0000-9999"
)

// askWorld has a model whose maker is soeharso, in Surakarta.
func askWorld(t *testing.T) (h *harness, model stock.Model) {
	t.Helper()
	h = newHarness(t)
	model, err := h.app.Stock.AddModel(h.ctx(as(policy.Head, soeharso)), stock.ModelDetails{Name: "Kursi roda elektrik", Tracking: stock.Serialised, MakerCentre: soeharso})
	if err != nil {
		t.Fatal(err)
	}
	return h, model
}

func askFields() []string {
	return []string{"name=" + askerName, "phone=" + askerPhone, "place=surakarta", "for_whom=family", "disabilities=fisik", "consent=1"}
}

var secretText = regexp.MustCompile(`class="secret">([^<]+)<`)

// asked sends the form and reads number and PIN off the answer.
func (h *harness) asked(model stock.Model, more ...string) intake.Pass {
	h.t.Helper()
	got := h.post(who{}, "/alat/"+model.Slug+"/minta", append(askFields(), more...)...)
	found := secretText.FindAllStringSubmatch(got.body, -1)
	if got.status != 200 || len(found) != 2 {
		h.t.Fatalf("asking = %d %s", got.status, short(got.body))
	}
	return intake.Pass{Number: found[0][1], PIN: found[1][1]}
}

func passFields(p intake.Pass) []string { return []string{"number=" + p.Number, "pin=" + p.PIN} }

func TestAFamilyAsksAndFollowsToTheHandOver(t *testing.T) {
	h, model := askWorld(t)
	worker := as(policy.SocialWorker, soeharso)
	if got := h.get(who{}, "/alat/"+model.Slug+"/minta"); got.status != 200 || !strings.Contains(got.body, `name="website"`) || strings.Contains(got.body, "⟦") {
		t.Fatalf("the form = %d %s", got.status, short(got.body))
	}
	pass := h.asked(model)
	track := func(want string) {
		t.Helper()
		got := h.post(who{}, "/lacak", passFields(pass)...)
		if got.status != 200 || !strings.Contains(got.body, want) || strings.Contains(got.body, askerName) || strings.Contains(got.body, "⟦") {
			t.Errorf("tracking = %d, want %q: %s", got.status, want, short(got.body))
		}
	}
	track("Menunggu jawaban sentra")
	path := "/permintaan/" + pass.Number
	h.run([]scenario{
		{name: "the queue says it waits", path: "/permohonan", actor: worker, status: 200, want: []string{"1 permintaan dari masyarakat menunggu jawaban"}},
		{name: "the queue names nobody", path: "/permintaan", actor: worker, status: 200, want: []string{pass.Number, "Kota Surakarta"}, unwant: []string{askerName}},
		{name: "closed it names nobody", path: path, actor: worker, status: 200, want: []string{"Buka kontak"}, unwant: []string{askerName, "81200009999"}},
		{name: "opened it does", method: post, path: path + "/buka", actor: worker, status: 200, want: []string{askerName, "+6281200009999", "fisik"}, actions: []string{"ask.reveal"}},
		{name: "a sentence to begin with", path: path + "?kalimat=4", actor: worker, status: 200, want: []string{">Kapan petugas kami"}},
		{name: "an empty answer", method: post, path: path + "/jawab", actor: worker, status: 422, want: []string{"jawab-f-text"}},
		{name: "the centre asks back", method: post, path: path + "/jawab", body: "text=Kapan kami boleh datang?&question=1", actor: worker, status: 303, want: []string{path}, actions: []string{"ask.answer"}},
	})
	track("Kapan kami boleh datang?")
	got := h.post(who{}, "/lacak/tulis", append(passFields(pass), "text=Selasa pagi")...)
	if got.status != 200 || !strings.Contains(got.body, "Selasa pagi") {
		t.Errorf("the reply = %d %s", got.status, short(got.body))
	}
	ref := h.registerAsker(path, worker)
	h.journalled()
	taken := h.post(worker, path+"/jadikan", "beneficiary="+ref, "model="+model.Slug, "reason=Tidak dapat berjalan", "risk=2", "function=3", "frequency=3", "change=0")
	to := taken.header.Get("Location")
	if taken.status != 303 || !strings.HasPrefix(to, "/permohonan/") {
		t.Fatalf("taking = %d %s %s", taken.status, to, short(taken.body))
	}
	if got := h.get(worker, to); !strings.Contains(got.body, pass.Number) {
		t.Errorf("the request does not say where it came from: %s", short(got.body))
	}
	track("Masuk daftar tunggu")
	h.deliverTo(model, strings.TrimPrefix(to, "/permohonan/"), func() { track("Alat sudah disiapkan untuk Anda") })
	track("Alat sudah diserahterimakan")
	h.nothingOfTheAsker(pass)
}

// registerAsker registers whoever asks by the form that the ask fills in, and
// returns the reference of the person.
func (h *harness) registerAsker(path string, worker who) string {
	h.t.Helper()
	form := h.post(worker, path+"/daftar")
	if form.status != 200 || !strings.Contains(form.body, askerName) || !strings.Contains(form.body, "permintaan=PMT") {
		h.t.Fatalf("the form of a person = %d %s", form.status, short(form.body))
	}
	number := strings.TrimPrefix(path, "/permintaan/")
	got := h.post(worker, "/penerima?permintaan="+number, "name=Sekar Contoh", "nik=3372995010900001", "address=Jalan Contoh 99",
		"consent_by=person", "consent_mode=lisan", "consent_on=2026-11-01")
	to, err := url.Parse(got.header.Get("Location"))
	if err != nil || got.status != 303 || to.Path != path {
		h.t.Fatalf("registering = %d %s %s", got.status, to, short(got.body))
	}
	return to.Query().Get("beneficiary")
}

// deliverTo sets a unit apart for a request and hands it over.
func (h *harness) deliverTo(model stock.Model, request string, reserved func()) {
	h.t.Helper()
	ctx := h.ctx(as(policy.Head, soeharso))
	rec, err := h.app.Stock.Receive(ctx, stock.NewReceipt{Model: model.Slug, Source: stock.Production, Fund: "APBN 2026", UnitCost: 1, Serials: []string{"S-1"}})
	if err != nil {
		h.t.Fatal(err)
	}
	sheet, err := h.app.Stock.Receipt(ctx, rec.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	set, err := h.app.Allocations.Reserve(ctx, allocation.Choice{Request: request, Unit: sheet.Units[0].Code})
	if err != nil {
		h.t.Fatal(err)
	}
	reserved()
	_, err = h.app.Allocations.HandOver(ctx, allocation.Delivery{
		Allocations: []string{set.ID.String()}, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Surakarta", Basis: []string{"SK KPA 1/2026"},
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// nothingOfTheAsker fails where a name, a telephone number, a PIN or what was
// written stands in the log or in the journal.
func (h *harness) nothingOfTheAsker(pass intake.Pass) {
	h.t.Helper()
	entries, err := h.app.Journal(h.ctx(as(policy.Admin, "")), app.JournalList{Limit: 200})
	if err != nil {
		h.t.Fatal(err)
	}
	journal, err := json.Marshal(entries.Items)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, secret := range []string{askerName, "81200009999", askerPhone, pass.PIN, "Selasa pagi"} {
		if strings.Contains(h.log.String(), secret) {
			h.t.Errorf("%q stands in the log", secret)
		}
		if strings.Contains(string(journal), secret) {
			h.t.Errorf("%q stands in the journal", secret)
		}
	}
	if strings.Contains(h.log.String(), pass.Number) {
		h.t.Error("the log says which ask was followed")
	}
}

func TestAFormThatIsWrongLosesNothingOfWhatWasTyped(t *testing.T) {
	h, model := askWorld(t)
	path := "/alat/" + model.Slug + "/minta"
	h.run([]scenario{
		{name: "nothing", method: post, path: path, status: 422, want: []string{"Isi nomor telepon atau surel", "Tanpa persetujuan"}},
		{
			name: "a name of two places", method: post, path: path, body: "name=Kenanga Contoh&phone=0812 3456 789&place=bogor&for_whom=self&consent=1", status: 422,
			want: []string{"Kenanga Contoh", "Kota Bogor, Jawa Barat", "Kabupaten Bogor, Jawa Barat", `name="region"`},
		},
		{
			name: "chosen", method: post, path: path, body: "name=Kenanga Contoh&phone=0812 3456 789&place=bogor&region=32.71&for_whom=self&consent=1", status: 200,
			want: []string{"PMT-2026-00001-"}, actions: []string{"ask.file"},
		},
		{
			name: "scripts and marks", method: post, path: path, body: "name=<script>alert(1)</script>\u202e&phone=x&place=surakarta&for_whom=self&consent=1", status: 422,
			want: []string{"&lt;script&gt;"}, unwant: []string{"<script>alert"},
		},
		{name: "an unknown device", path: "/alat/tidak-ada/minta", status: 404},
		{name: "in English", path: "/en" + path, status: 200, want: []string{"Send the request", `action="/en` + path}},
	})
}

func TestADoubleClickIsOneAskWithOnePIN(t *testing.T) {
	h, model := askWorld(t)
	one, two := h.asked(model, onceField+"=form-1"), h.asked(model, onceField+"=form-1")
	if one != two {
		t.Errorf("a double click gives %v and %v", one, two)
	}
	if done := h.journalled(); strings.Count(strings.Join(done, " "), "ask.file") != 1 {
		t.Errorf("journalled %v", done)
	}
}

func TestAnAskInTheTrapIsNotKept(t *testing.T) {
	h, model := askWorld(t)
	h.journalled()
	pass := h.asked(model, trapField+"=https://pills.example")
	if done := h.journalled(); len(done) > 0 {
		t.Errorf("journalled %v", done)
	}
	if got := h.post(who{}, "/lacak", passFields(pass)...); got.status != 422 {
		t.Errorf("what fell into the trap can be followed: %d", got.status)
	}
}

func TestAWrongPINIsAnsweredLikeAWrongNumberAndSoonRests(t *testing.T) {
	h, model := askWorld(t)
	pass := h.asked(model)
	wrong := intake.Pass{Number: pass.Number, PIN: "x"}
	one := h.post(who{}, "/lacak", passFields(wrong)...)
	two := h.post(who{}, "/lacak", "number=PMT-2026-00009-AA", "pin=x")
	if one.status != 422 || two.status != 422 || !strings.Contains(one.body, "Nomor dan PIN tidak cocok") || !strings.Contains(two.body, "Nomor dan PIN tidak cocok") {
		t.Errorf("wrong PIN = %d, wrong number = %d: %s", one.status, two.status, short(two.body))
	}
	if strings.Contains(one.body, `value="x"`) {
		t.Error("the PIN stands in the page that refuses it")
	}
	for range 4 {
		h.post(who{}, "/lacak", passFields(wrong)...)
	}
	if got := h.post(who{}, "/lacak", passFields(pass)...); got.status != 429 || !strings.Contains(got.body, "Terlalu banyak percobaan") {
		t.Errorf("after five wrong ones = %d %s", got.status, short(got.body))
	}
}

func TestWithdrawingErases(t *testing.T) {
	h, model := askWorld(t)
	pass := h.asked(model)
	got := h.post(who{}, "/lacak/tarik", passFields(pass)...)
	if got.status != 200 || !strings.Contains(got.body, "Permintaan sudah ditarik") {
		t.Fatalf("withdrawing = %d %s", got.status, short(got.body))
	}
	h.run([]scenario{
		{name: "nothing is left to open", method: post, path: "/permintaan/" + pass.Number + "/buka", actor: as(policy.SocialWorker, soeharso), status: 409},
		{name: "nor to answer", method: post, path: "/permintaan/" + pass.Number + "/jawab", body: "text=Halo", actor: as(policy.SocialWorker, soeharso), status: 409},
	})
	if got := h.post(who{}, "/lacak/tulis", append(passFields(pass), "text=Halo")...); got.status != 409 || !strings.Contains(got.body, "sudah berakhir") {
		t.Errorf("writing after it = %d %s", got.status, short(got.body))
	}
}

func TestAnAskIsNobodysBusinessButItsCentres(t *testing.T) {
	h, model := askWorld(t)
	pass := h.asked(model)
	path, api := "/permintaan/"+pass.Number, "/api/v1/asks/"+pass.Number
	foreign, clerk := as(policy.SocialWorker, meohai), as(policy.Warehouse, soeharso)
	var list []scenario
	for _, x := range []struct {
		actor  who
		status int
	}{{foreign, 404}, {clerk, 403}, {as(policy.CommandRoom, ""), 403}} {
		name := x.actor.String()
		list = append(list,
			scenario{name: name + " reads", path: path, actor: x.actor, status: x.status, unwant: []string{askerName}},
			scenario{name: name + " opens", method: post, path: path + "/buka", actor: x.actor, status: x.status, unwant: []string{askerName}},
			scenario{name: name + " answers", method: post, path: path + "/jawab", body: "text=Halo", actor: x.actor, status: x.status},
			scenario{name: name + " forwards", method: post, path: path + "/teruskan", body: "to=meohai&reason=moved&why=x", actor: x.actor, status: x.status},
			scenario{name: name + " closes", method: post, path: path + "/tutup", body: "reason=misuse", actor: x.actor, status: x.status},
			scenario{name: name + " reads by program", path: api, actor: x.actor, status: x.status},
			scenario{name: name + " opens by program", method: post, path: api + "/reveal", actor: x.actor, status: x.status},
		)
	}
	list = append(list,
		scenario{name: "nobody reads", path: path, status: 303, want: []string{"/masuk"}},
		scenario{name: "nobody by program", path: api, status: 401},
		scenario{name: "the auditor reads", path: path, actor: as(policy.Auditor, ""), status: 200, unwant: []string{askerName, "Buka kontak"}},
		scenario{name: "forwarded it is gone from here", method: post, path: path + "/teruskan", body: "to=meohai&reason=moved&why=Pindah rumah", actor: as(policy.SocialWorker, soeharso), status: 303, want: []string{"/permintaan"}, actions: []string{"ask.forward"}},
		scenario{name: "and there", path: path, actor: foreign, status: 200, want: []string{"Diteruskan ke"}},
	)
	h.run(list)
}

func TestAsksByProgram(t *testing.T) {
	h, model := askWorld(t)
	worker := as(policy.SocialWorker, soeharso)
	got := h.api(who{}, post, "/api/v1/asks", `{"model":"`+model.Slug+`","name":"`+askerName+`","email":"contoh@contoh.id","region":"33.72","for_whom":"self","consent":true}`, "Idempotency-Key", "program-1")
	var receipt intake.Receipt
	if err := json.Unmarshal([]byte(got.body), &receipt); err != nil || got.status != 201 || receipt.Centre != soeharso || receipt.PIN == "" {
		t.Fatalf("asking = %d %s", got.status, got.body)
	}
	pass := `"number":"` + receipt.Number + `","pin":"` + receipt.PIN + `"`
	ref := h.knownPerson()
	one := "/api/v1/asks/" + receipt.Number
	h.run([]scenario{
		{name: "bad input", method: post, path: "/api/v1/asks", body: `{"model":"` + model.Slug + `","name":"x","for_whom":"self"}`, status: 422, want: []string{"consent", "phone"}},
		{name: "unknown field", method: post, path: "/api/v1/asks", body: `{"nik":"3372"}`, status: 422, want: []string{"nik"}},
		{name: "status", method: post, path: "/api/v1/asks/status", body: "{" + pass + "}", status: 200, want: []string{`"state":"waiting"`}, unwant: []string{askerName}},
		{name: "wrong PIN", method: post, path: "/api/v1/asks/status", body: `{"number":"` + receipt.Number + `","pin":"x"}`, status: 422, want: []string{"Nomor dan PIN"}},
		{name: "the queue", path: "/api/v1/asks", actor: worker, status: 200, want: []string{receipt.Number}, unwant: []string{askerName, "sealed"}},
		{name: "a cursor that was tampered with", path: "/api/v1/asks?cursor=xx", actor: worker, status: 422},
		{name: "one", path: one, actor: worker, status: 200, want: []string{`"overdue":false`}, unwant: []string{"sealed"}},
		{name: "reveal", method: post, path: one + "/reveal", actor: worker, status: 200, want: []string{askerName}, actions: []string{"ask.reveal"}},
		{name: "answer", method: post, path: one + "/answer", body: `{"text":"Kapan?","question":true}`, actor: worker, status: 200, want: []string{`"state":"answered"`}, actions: []string{"ask.answer"}},
		{name: "reply", method: post, path: "/api/v1/asks/reply", body: `{` + pass + `,"text":"Besok"}`, status: 200, want: []string{"Besok"}, actions: []string{"ask.reply"}},
		{name: "stale", method: post, path: one + "/close", body: `{"reason":"misuse","version":1}`, actor: worker, status: 409},
		{name: "take", method: post, path: one + "/take", body: `{"beneficiary":"` + ref + `","model":"` + model.Slug + `","reason":"Perlu"}`, actor: worker, status: 200, want: []string{`"state":"taken"`, "/PMH/"}, actions: []string{"ask.take"}},
		{name: "withdraw", method: post, path: "/api/v1/asks/withdraw", body: "{" + pass + "}", status: 200, want: []string{`"request_state":"closed"`}, actions: []string{"ask.withdraw"}},
		{name: "too late", method: post, path: "/api/v1/asks/withdraw", body: "{" + pass + "}", status: 409},
		{name: "close", method: post, path: one + "/close", body: `{"reason":"misuse"}`, actor: worker, status: 409},
		{name: "forward", method: post, path: one + "/forward", body: `{"to":"meohai","reason":"moved","why":"x"}`, actor: worker, status: 409},
		{name: "the ministry has an empty queue", path: "/api/v1/asks", actor: as(policy.Ministry, ""), status: 200, want: []string{`"items":[]`}},
	})
}

func (h *harness) knownPerson() string {
	h.t.Helper()
	p, err := h.app.People.Register(h.ctx(as(policy.SocialWorker, soeharso)), beneficiary.Details{
		Name: "Sekar Contoh", NIK: "3372995010900001", Address: "Jalan Contoh 99", ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-11-01",
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return p.Ref
}
