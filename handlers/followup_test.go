package handlers

import (
	"testing"

	"lumbung/app/outcome"
	"lumbung/app/policy"
)

// due returns the first follow-up after a hand-over.
func (k kase) due() outcome.Task {
	k.t.Helper()
	work, err := k.app.Outcomes.Work(k.ctx(peksos), outcome.WorkAsk{})
	if err != nil || len(work.Rows) == 0 {
		k.t.Fatalf("follow-ups: %d, %v", len(work.Rows), err)
	}
	return work.Rows[0]
}

func TestFollowUpsAreAskedInOneForm(t *testing.T) {
	k := newKase(t)
	k.delivered()
	path := "/tindak-lanjut/" + k.due().ID.String()
	full := "use=daily&device_score=5&service_score=4&goal=yes&problems.0.text=naik teras&problems.0.importance=5&problems.0.before=5&problems.0.after=1&problems.1.text="
	k.run([]scenario{
		{name: "nobody", path: "/tindak-lanjut", status: 303, want: []string{"/masuk"}},
		{name: "list", path: "/tindak-lanjut", actor: peksos, status: 200, want: []string{"S•••• C.", "Bulan ke-1", "24 Des 2026"}, unwant: []string{"Sekar"}},
		{name: "list of another centre", path: "/tindak-lanjut", actor: peksos2, status: 200, unwant: []string{"S••••"}},
		{name: "warehouse", path: "/tindak-lanjut", actor: gudang, status: 403},
		{name: "auditor", path: "/tindak-lanjut?centre=soeharso", actor: auditor, status: 200, want: []string{"S•••• C."}},
		{name: "form", path: path, actor: peksos, status: 200, want: []string{"Masih dipakai?", "Puas dengan alatnya?", "Alat perlu servis"}},
		{name: "form for the auditor", path: path, actor: auditor, status: 200, unwant: []string{"Simpan tindak lanjut"}},
		{name: "of another centre", path: path, actor: peksos2, status: 404},
		{name: "no such one", path: "/tindak-lanjut/x", actor: peksos, status: 404},
		{name: "half answered", method: post, path: path, actor: peksos, body: "use=daily", status: 422, want: []string{"Wajib diisi."}},
		{name: "unused without why", method: post, path: path, actor: peksos, body: "use=no&device_score=1&goal=no", status: 422, want: []string{"Wajib diisi."}},
		{name: "auditor records", method: post, path: path, actor: auditor, body: full, status: 403},
		{name: "recorded", method: post, path: path, actor: peksos, body: full, status: 303, want: []string{"/tindak-lanjut"}, actions: []string{"follow-up.record"}},
		{name: "twice", method: post, path: path, actor: peksos, body: full, status: 409, want: []string{"sudah dicatat oleh"}},
		{name: "shown", path: path, actor: peksos, status: 200, want: []string{"naik teras: sebelum 25, sesudah 5", "5 dari 5", "Tercapai"}},
		{name: "timeline", path: "/penerima/" + k.person.Ref, actor: peksos, status: 200, want: []string{"Serah terima: Kursi roda elektrik", "Tindak lanjut: Kursi roda elektrik", "Ya, setiap hari"}},
	})
}

func TestAReferralFillsTheEmptyPlace(t *testing.T) {
	k := newKase(t)
	ministry, person := as(policy.Ministry, ""), "/penerima/"+k.person.Ref
	k.run([]scenario{
		{name: "no service", method: post, path: "/rujukan", actor: peksos, body: "beneficiary=" + k.person.Ref, status: 422, want: []string{"Wajib diisi.", "S•••• C."}},
		{name: "of another centre", method: post, path: "/rujukan", actor: peksos2, body: "beneficiary=" + k.person.Ref + "&service=modal-usaha", status: 404},
		{name: "warehouse", method: post, path: "/rujukan", actor: gudang, body: "beneficiary=" + k.person.Ref + "&service=modal-usaha", status: 403},
		{name: "sent", method: post, path: "/rujukan", actor: peksos, body: "beneficiary=" + k.person.Ref + "&service=modal-usaha&note=warung rahasia", status: 303, want: []string{person}, actions: []string{"referral.send"}},
		{name: "list", path: "/rujukan", actor: peksos, status: 200, want: []string{"Modal usaha", "S•••• C."}, unwant: []string{"warung"}},
		{name: "waits at the ministry", path: "/rujukan", actor: ministry, status: 200, want: []string{"Modal usaha"}},
		{name: "still missing", path: person, actor: peksos, status: 200, want: []string{"Belum ada layanan Pemberdayaan Sosial", "terkirim, menunggu jawaban"}},
	})
	letters, err := k.app.Outcomes.Referrals(k.ctx(ministry), outcome.SentAsk{})
	if err != nil {
		t.Fatal(err)
	}
	path := "/rujukan/" + letters.Rows[0].ID.String()
	k.run([]scenario{
		{name: "opened", path: path, actor: ministry, status: 200, want: []string{"warung rahasia", "Jawab rujukan"}},
		{name: "opened by the sender", path: path, actor: peksos, status: 200, unwant: []string{"Jawab rujukan"}},
		{name: "opened elsewhere", path: path, actor: peksos2, status: 404},
		{name: "refused without a reason", method: post, path: path, actor: ministry, body: "state=refused", status: 422, want: []string{"Wajib diisi."}},
		{name: "done before begun", method: post, path: path, actor: ministry, body: "state=done", status: 409, want: []string{"terkirim, menunggu jawaban"}},
		{name: "accepted", method: post, path: path, actor: ministry, body: "state=accepted", status: 303, actions: []string{"referral.answer"}},
		{name: "started", method: post, path: path, actor: ministry, body: "state=started", status: 303, actions: []string{"referral.answer"}},
		{name: "no longer missing", path: person, actor: peksos, status: 200, want: []string{"layanan berjalan"}, unwant: []string{"Belum ada layanan Pemberdayaan Sosial"}},
		{name: "answered by a social worker", method: post, path: path, actor: peksos, body: "state=done", status: 403},
	})
}

func TestTheAPIOfOutcomes(t *testing.T) {
	k := newKase(t)
	k.delivered()
	one := "/api/v1/follow-ups/" + k.due().ID.String()
	k.run([]scenario{
		{name: "list", path: "/api/v1/follow-ups", actor: peksos, status: 200, want: []string{`"month":12`}, unwant: []string{"sealed"}},
		{name: "one", path: one, actor: auditor, status: 200, want: []string{`"state":"due"`}},
		{name: "one elsewhere", path: one, actor: peksos2, status: 404},
		{name: "six of five", method: post, path: one, actor: peksos, body: `{"use":"daily","device_score":6,"goal":"yes"}`, status: 422, want: []string{`"name":"device_score"`}},
		{name: "record", method: post, path: one, actor: peksos, body: `{"use":"daily","device_score":5,"goal":"yes","problems":[{"text":"teras","importance":5,"before":5,"after":1}]}`, status: 201, want: []string{`"before":25`}, unwant: []string{"sealed", "teras"}, actions: []string{"follow-up.record"}},
		{name: "told", path: one, actor: peksos, status: 200, want: []string{`"text":"teras"`}},
		{name: "refer", method: post, path: "/api/v1/referrals", actor: peksos, body: `{"beneficiary":"` + k.person.Ref + `","service":"pkh"}`, status: 201, want: []string{`"to":"linjamsos"`}, actions: []string{"referral.send"}},
		{name: "referrals", path: "/api/v1/referrals", actor: peksos, status: 200, want: []string{`"service":"pkh"`}, unwant: []string{"sealed"}},
		{name: "an unknown service", method: post, path: "/api/v1/referrals", actor: peksos, body: `{"beneficiary":"` + k.person.Ref + `","service":"sihir"}`, status: 422, want: []string{`"name":"service"`}},
	})
}
