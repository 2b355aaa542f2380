package handlers

import (
	"encoding/json"
	"strings"
	"testing"

	"lumbung/app/policy"
)

func TestAReaderAsksAndTheCentreDecidesWhatIsShown(t *testing.T) {
	h := newHarness(t)
	rec := h.publishedAs("Kursi roda elektrik")
	page, owner := "/inovasi/"+rec.Slug, as(policy.SKA, soeharso)
	h.run([]scenario{
		{name: "the page leads to the form", path: page, status: 200, want: []string{page + "/tanya", "Belum ada pertanyaan"}},
		{name: "the form", path: page + "/tanya", status: 200, want: []string{`name="website"`, `name="contact"`}},
		{name: "one word", method: post, path: page + "/tanya", body: "text=Harga", status: 422, want: []string{"dalam satu kalimat"}},
		{name: "a contact without consent", method: post, path: page + "/tanya", body: "text=Berapa lama baterainya?&contact=0812 0000 9999", status: 422, want: []string{"kosongkan nama dan kontak", "0812 0000 9999"}},
		{name: "in the trap", method: post, path: page + "/tanya", body: "text=Buy pills at javascript:alert(1)&website=x", status: 303, want: []string{page}},
		{name: "asked", method: post, path: page + "/tanya", body: "text=Berapa lama <b>baterainya</b>?&name=" + askerName + "&contact=0812 0000 9999&consent=1", status: 303, want: []string{page}, actions: []string{"question.ask"}},
		{name: "nobody reads it yet", path: page, status: 200, unwant: []string{"baterainya</b>", "&lt;b&gt;baterainya", askerName}},
		{name: "nor on the page of all", path: page + "/tanya-jawab", status: 200, unwant: []string{"&lt;b&gt;baterainya"}},
		{name: "another centre neither", path: page + "/tanya-jawab", actor: as(policy.SKA, meohai), status: 200, unwant: []string{"&lt;b&gt;baterainya"}},
		{name: "nor by its queue", path: "/pertanyaan", actor: as(policy.SKA, meohai), status: 200, want: []string{"Tidak ada pertanyaan"}},
		{name: "the owner does", path: "/pertanyaan", actor: owner, status: 200, want: []string{"&lt;b&gt;baterainya", "Seorang pembaca"}, unwant: []string{askerName, "pills"}},
	})
	one := h.onlyQuestion(owner)
	h.run([]scenario{
		{name: "without who asks", path: one, actor: owner, status: 200, want: []string{"Buka kontak penanya"}, unwant: []string{askerName}},
		{name: "opened", method: post, path: one + "/buka", actor: owner, status: 200, want: []string{askerName, "+6281200009999"}, actions: []string{"question.reveal"}},
		{name: "no answer", method: post, path: one + "/jawab", body: "answer=&text=x&publish=1", actor: owner, status: 422, want: []string{"jawab-f-answer"}},
		{name: "no words", method: post, path: one + "/jawab", body: "answer=Enam jam.&text=&publish=1", actor: owner, status: 422, want: []string{"seperti yang akan tampil", "Enam jam."}},
		{name: "overtaken", method: post, path: one + "/jawab", body: "answer=Enam jam.&version=9", actor: owner, status: 409},
		{name: "of another centre", path: one, actor: as(policy.SKA, meohai), status: 404},
		{name: "answered and shown", method: post, path: one + "/jawab", body: "answer=Enam jam. Lihat javascript:alert(1) <script>x</script>&text=Berapa lama baterainya?&publish=1", actor: owner, status: 303, want: []string{one}, actions: []string{"question.answer"}},
		{name: "everybody reads it", path: page, status: 200, want: []string{"Berapa lama baterainya?", "Enam jam."}, unwant: []string{askerName, `href="javascript`, "<script>x"}},
		{name: "in English too", path: "/en" + page + "/tanya-jawab", status: 200, want: []string{"Berapa lama baterainya?", "A reader"}},
		{name: "put aside", method: post, path: one + "/tolak", body: "reason=off-topic", actor: owner, status: 303, actions: []string{"question.reject"}},
		{name: "gone from the page", path: page, status: 200, unwant: []string{"Enam jam."}},
		{name: "an unknown innovation", path: "/inovasi/tidak-ada/tanya", status: 404},
	})
	for _, secret := range []string{askerName, "81200009999"} {
		if strings.Contains(h.log.String(), secret) {
			t.Errorf("%q stands in the log", secret)
		}
	}
}

// onlyQuestion is the path of the one question that waits at a centre.
func (h *harness) onlyQuestion(owner who) string {
	h.t.Helper()
	var list struct{ Items []struct{ ID string } }
	got := h.api(owner, get, "/api/v1/questions", "")
	if err := json.Unmarshal([]byte(got.body), &list); err != nil || len(list.Items) != 1 {
		h.t.Fatalf("the queue is %s, %v", got.body, err)
	}
	return "/pertanyaan/" + list.Items[0].ID
}

func TestStaffAskStaffOfAnotherCentre(t *testing.T) {
	h := newHarness(t)
	rec := h.publishedAs("Kursi roda elektrik")
	page, asker, owner := "/inovasi/"+rec.Slug, as(policy.SKA, meohai), as(policy.SKA, soeharso)
	h.run([]scenario{
		{name: "the form asks for no contact", path: page + "/tanya", actor: asker, status: 200, want: []string{"antarsentra"}, unwant: []string{`name="contact"`}},
		{name: "nothing asked", method: post, path: page + "/tanya", body: "text=", actor: asker, status: 422},
		{name: "asked", method: post, path: page + "/tanya", body: "text=Motor mana yang dipakai?", actor: asker, status: 303, want: []string{"/tanya-jawab"}, actions: []string{"question.peer"}},
		{name: "staff read it at once", path: page, actor: as(policy.Warehouse, meohai), status: 200, want: []string{"Motor mana", "Hanya terlihat oleh petugas"}},
		{name: "everybody does not", path: page, status: 200, unwant: []string{"Motor mana"}},
	})
	one := strings.Replace(h.onlyQuestion(owner), "/pertanyaan/", "/api/v1/questions/", 1)
	h.run([]scenario{
		{name: "one", path: one, actor: owner, status: 200, want: []string{`"words":"Motor mana yang dipakai?"`}},
		{name: "answered by program", method: post, path: one + "/answer", body: `{"answer":"250 watt"}`, actor: owner, status: 200, want: []string{`"state":"answered"`}, actions: []string{"question.answer"}},
		{name: "staff by program", path: "/api/v1/innovations/" + rec.Slug + "/questions", actor: asker, status: 200, want: []string{"250 watt"}},
		{name: "everybody by program", path: "/api/v1/innovations/" + rec.Slug + "/questions", status: 200, unwant: []string{"250 watt"}},
		{name: "asked by program", method: post, path: "/api/v1/questions", body: `{"innovation":"` + rec.Slug + `","text":"Berapa beratnya semua?"}`, actor: asker, status: 201, actions: []string{"question.peer"}},
		{name: "by anybody", method: post, path: "/api/v1/questions", body: `{"innovation":"` + rec.Slug + `","text":"Berapa harganya sekarang?","contact":"a@contoh.id","consent":true}`, status: 201, unwant: []string{"a@contoh.id"}, actions: []string{"question.ask"}},
		{name: "badly", method: post, path: "/api/v1/questions", body: `{"innovation":"` + rec.Slug + `","text":"x"}`, status: 422, want: []string{"text"}},
		{name: "the auditor only reads", method: post, path: page + "/tanya", body: "text=Apakah ini benar?", actor: as(policy.Auditor, ""), status: 403},
		{name: "a reason that is none", method: post, path: one + "/reject", body: `{"reason":"x"}`, actor: owner, status: 422},
		{name: "rejected by program", method: post, path: one + "/reject", body: `{"reason":"duplicate"}`, actor: owner, status: 200, actions: []string{"question.reject"}},
		{name: "revealed by program", method: post, path: one + "/reveal", actor: owner, status: 200, actions: []string{"question.reveal"}},
	})
}
