package handlers

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/app/innovation"
	"lumbung/app/need"
	"lumbung/app/op"
	"lumbung/app/policy"
)

var curator = as(policy.Ministry, "")

// voiced is a program in which n sentences of the public were grouped.
func voiced(t *testing.T, n int) *harness {
	t.Helper()
	h := newHarness(t)
	h.needed(n)
	return h
}

// needed groups n sentences of the public into a need.
func (h *harness) needed(n int) {
	h.t.Helper()
	for range n {
		if _, err := h.app.Needs.Say(h.t.Context(), need.Sentence{Text: "Butuh ramp lipat untuk rumah panggung", Province: "74"}); err != nil {
			h.t.Fatal(err)
		}
	}
	ids := h.waiting()
	if _, err := h.app.Needs.Group(h.ctx(curator), need.Grouping{Voices: ids, Show: ids[:1], Title: "Ramp lipat"}); err != nil {
		h.t.Fatal(err)
	}
}

// waiting are the ids of the voices that wait for a curator.
func (h *harness) waiting() (ids []op.ID) {
	h.t.Helper()
	q, err := h.app.Needs.Queue(h.ctx(curator), need.Ask{Limit: 200})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, v := range q.Voices {
		ids = append(ids, v.ID)
	}
	return ids
}

func TestAnybodySaysOneSentence(t *testing.T) {
	h := newHarness(t)
	h.run([]scenario{
		{name: "the register is open", path: "/kebutuhan", status: 200, want: []string{"Sebutkan kebutuhan", "Belum ada kebutuhan"}, unwant: []string{"/kebutuhan/telaah"}},
		{name: "form", path: "/kebutuhan/baru", status: 200, want: []string{`name="sentence"`, `name="website"`, "Sulawesi Tenggara"}},
		{name: "from a search", path: "/kebutuhan/baru?kata=meja%20wudu", status: 200, want: []string{"Saya mencari meja wudu, tetapi belum ada."}},
		{name: "from a hostile search", path: "/kebutuhan/baru?kata=%3Cscript%3E" + strings.Repeat("x", 5000), status: 200, want: []string{"&lt;script&gt;x"}, unwant: []string{"<script>x", strings.Repeat("x", 200)}},
		{name: "in English", path: "/en/kebutuhan/baru", status: 200, want: []string{"What is needed", `action="/en/kebutuhan/baru"`}},
		{name: "nothing", method: post, path: "/kebutuhan/baru", body: "sentence=", status: 422, want: []string{"Wajib diisi"}},
		{name: "a link", method: post, path: "/kebutuhan/baru", body: "sentence=Beli di https://jual.example ya", status: 422, want: []string{"Jangan tulis tautan", "Beli di https://jual.example ya"}},
		{name: "a telephone", method: post, path: "/kebutuhan/baru", body: "sentence=Hubungi 0812 3456 7890 ya", status: 422, want: []string{"Jangan tulis nomor"}},
		{name: "a megabyte", method: post, path: "/kebutuhan/baru", body: "sentence=" + strings.Repeat("x", 900_000), status: 422, want: []string{"Paling banyak 200 huruf"}},
		{name: "an unknown province", method: post, path: "/kebutuhan/baru", body: "sentence=Butuh ramp lipat&province=99", status: 422, want: []string{"Pilih provinsi"}},
		{name: "said", method: post, path: "/kebutuhan/baru", body: "sentence=Butuh <b>ramp</b> lipat&province=74", status: 303, want: []string{"/kebutuhan"}, actions: []string{"need.say"}},
		{name: "said in English", method: post, path: "/en/kebutuhan/baru", body: "sentence=A ramp that folds", status: 303, want: []string{"/en/kebutuhan"}, actions: []string{"need.say"}},
		{name: "into the trap", method: post, path: "/kebutuhan/baru", body: "sentence=Butuh pil ajaib&website=x", status: 303, want: []string{"/kebutuhan"}},
		{name: "an auditor writes nothing", method: post, path: "/kebutuhan/baru", actor: auditor, body: "sentence=Butuh ramp lipat", status: 403},
		{name: "not shown before a curator has read it", path: "/kebutuhan", status: 200, unwant: []string{"ramp"}},
		{name: "the curator reads it as text", path: "/kebutuhan/telaah", actor: curator, status: 200, want: []string{"Butuh &lt;b&gt;ramp&lt;/b&gt; lipat"}, unwant: []string{"<b>ramp"}},
	})
	if n := len(h.waiting()); n != 2 {
		t.Errorf("%d voices wait, want 2", n)
	}
}

func TestACentreSaysWhatItLacks(t *testing.T) {
	h := newHarness(t)
	h.run([]scenario{
		{name: "nobody", path: "/kebutuhan/sentra", status: 303, want: []string{"/masuk"}},
		{name: "the ministry has no centre", path: "/kebutuhan/sentra", actor: curator, status: 403},
		{name: "form", path: "/kebutuhan/sentra", actor: manager2, status: 200, want: []string{"Sentra Meohai", `name="people"`}},
		{name: "an unknown class", method: post, path: "/kebutuhan/sentra", actor: manager2, body: "sentence=Ramp lipat belum ada&iso=99", status: 422, want: []string{"tidak ada dalam daftar"}},
		{name: "told", method: post, path: "/kebutuhan/sentra", actor: manager2, body: "sentence=Ramp lipat belum ada&words=Dua puluh rumah&iso=18&people=20", status: 303, actions: []string{"need.tell"}},
		{name: "read", path: "/kebutuhan/telaah", actor: as(policy.Reviewer, soeharso), status: 200, want: []string{"Ramp lipat belum ada", "Sentra Meohai", "20 orang", "Dua puluh rumah"}},
	})
}

func TestACuratorGroupsAndDrops(t *testing.T) {
	h := voiced(t, 6)
	for _, text := range []string{"Perlu ramp untuk nenek", "Ini bukan kebutuhan"} {
		if _, err := h.app.Needs.Say(t.Context(), need.Sentence{Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	ids := h.waiting()
	h.run([]scenario{
		{name: "nobody", path: "/kebutuhan/telaah", status: 303, want: []string{"/masuk"}},
		{name: "a centre", path: "/kebutuhan/telaah", actor: manager, status: 403},
		{name: "the nearest is offered", path: "/kebutuhan/telaah", actor: curator, status: 200, want: []string{"Perlu ramp untuk nenek", `value="ramp-lipat"`, "6 suara"}},
		{name: "nothing chosen", method: post, path: "/kebutuhan/telaah", actor: curator, body: "need=ramp-lipat", status: 422, want: []string{"Pilih sedikitnya satu"}},
		{name: "no title", method: post, path: "/kebutuhan/telaah", actor: curator, body: "need=&voices=" + ids[0].String(), status: 422, want: []string{"tulis judul", `value="` + ids[0].String() + `" checked`}},
		{name: "by a centre", method: post, path: "/kebutuhan/telaah", actor: manager, body: "need=ramp-lipat&voices=" + ids[0].String(), status: 403},
		{name: "grouped", method: post, path: "/kebutuhan/telaah", actor: curator, body: "need=ramp-lipat&voices=" + ids[0].String(), status: 303, actions: []string{"need.curate"}},
		{name: "twice", method: post, path: "/kebutuhan/telaah", actor: curator, body: "need=ramp-lipat&voices=" + ids[0].String(), status: 409, want: []string{"sudah dikelompokkan"}},
		{name: "dropping without a reason", method: post, path: "/kebutuhan/telaah/singkirkan", actor: curator, body: "voices=" + ids[1].String(), status: 422, want: []string{"Wajib diisi"}},
		{name: "dropped", method: post, path: "/kebutuhan/telaah/singkirkan", actor: curator, body: "reason=Bukan kebutuhan&voices=" + ids[1].String(), status: 303, actions: []string{"need.curate"}},
		{name: "nothing waits", path: "/kebutuhan/telaah", actor: curator, status: 200, want: []string{"Tidak ada yang menunggu"}},
		{name: "reworded by a centre", method: post, path: "/kebutuhan/ramp-lipat/sunting", actor: manager, body: "title=x&version=1", status: 403},
		{name: "reworded too short", method: post, path: "/kebutuhan/ramp-lipat/sunting", actor: curator, body: "title=x&version=2", status: 422, want: []string{"Ubah kebutuhan ini"}},
		{name: "an unknown device", method: post, path: "/kebutuhan/ramp-lipat/sunting", actor: curator, body: "title=Ramp yang dilipat&version=2&models=tidak-ada", status: 422, want: []string{"tidak-ada"}},
		{name: "a stale form", method: post, path: "/kebutuhan/ramp-lipat/sunting", actor: curator, body: "title=Ramp yang dilipat&version=1", status: 409, want: []string{"Sudah diubah orang lain"}},
		{name: "reworded", method: post, path: "/kebutuhan/ramp-lipat/sunting", actor: curator, body: "title=Ramp yang dilipat&version=2&text=Untuk rumah panggung.", status: 303, actions: []string{"need.curate"}},
		{name: "the address stays", path: "/kebutuhan/ramp-lipat", status: 200, want: []string{"Ramp yang dilipat", "Untuk rumah panggung."}, unwant: []string{"Ubah kebutuhan ini"}},
	})
}

func TestThePublicReadsNeedsWithoutSmallGroups(t *testing.T) {
	h := voiced(t, 6)
	h.run([]scenario{
		{name: "list", path: "/kebutuhan", status: 200, want: []string{"Ramp lipat", "Paling sering disebut: Ramp lipat, 6 suara", "belum terjawab"}},
		{name: "newest", path: "/kebutuhan?sort=new", status: 200, want: []string{"Ramp lipat"}},
		{name: "an unknown order", path: "/kebutuhan?sort=x", status: 422},
		{name: "a broken cursor", path: "/kebutuhan?cursor=rusak", status: 422},
		{name: "one", path: "/kebutuhan/ramp-lipat", status: 200, want: []string{"Butuh ramp lipat untuk rumah panggung", "Sulawesi Tenggara: 6 suara", "Belum ada. Sentra"}},
		{name: "in English", path: "/en/kebutuhan/ramp-lipat", status: 200, want: []string{"Nobody yet", `lang="id"`}},
		{name: "one that is not there", path: "/kebutuhan/tidak-ada", status: 404},
		{name: "csv", path: "/kebutuhan.csv", status: 200, want: []string{"slug,url,title", "ramp-lipat", "open,6,0"}},
		{name: "among the public lists", path: "/data/kebutuhan.json", status: 200, want: []string{`"voices":6`}},
	})
	few := voiced(t, 3)
	few.run([]scenario{
		{name: "few", path: "/kebutuhan", status: 200, want: []string{"kurang dari 5"}},
		{name: "few on its page", path: "/kebutuhan/ramp-lipat", status: 200, want: []string{"kurang dari 5"}, unwant: []string{"Sulawesi Tenggara: 3"}},
		{name: "few for machines", path: "/api/v1/needs", status: 200, want: []string{`"voices":null`}},
	})
}

func TestAnInnovationSaysWhichNeedsItAnswers(t *testing.T) {
	h := voiced(t, 6)
	rec := h.drafted("Ramp bambu")
	sheet, err := h.app.Needs.One(t.Context(), "ramp-lipat")
	if err != nil {
		t.Fatal(err)
	}
	page := "/inovasi/" + rec.Slug + "/kebutuhan"
	body := fmt.Sprintf("version=%d&needs=%s", rec.Version, sheet.ID)
	h.run([]scenario{
		{name: "nobody", path: page, status: 303, want: []string{"/masuk"}},
		{name: "another centre", path: page, actor: manager2, status: 404},
		{name: "the nearest by its title", path: page, actor: manager, status: 200, want: []string{"Ramp lipat", sheet.ID.String()}},
		{name: "others by a search", path: page + "?q=kapal", actor: manager, status: 200, want: []string{"Tidak ada kebutuhan yang mirip"}},
		{name: "an unknown need", method: post, path: page, actor: manager, body: fmt.Sprintf("version=%d&needs=%s", rec.Version, op.ID{9}), status: 422, want: []string{"tidak ada lagi"}},
		{name: "chosen by another centre", method: post, path: page, actor: manager2, body: body, status: 404},
		{name: "chosen", method: post, path: page, actor: manager, body: body, status: 303, want: []string{page}, actions: []string{"need.answer"}},
		{name: "a stale form", method: post, path: page, actor: manager, body: body, status: 409, want: []string{"Sudah diubah orang lain"}},
		{name: "shown as built, without a name", path: "/kebutuhan/ramp-lipat", status: 200, want: []string{"sedang dibuat", "Sebuah sentra sedang"}, unwant: []string{"Ramp bambu"}},
		{name: "on the draft", path: "/inovasi/" + rec.Slug, actor: manager, status: 200, want: []string{"Kebutuhan yang dijawab", "/kebutuhan/ramp-lipat"}},
	})
}

func TestAPublishedInnovationAnswersItsNeed(t *testing.T) {
	h := voiced(t, 6)
	sheet, err := h.app.Needs.One(t.Context(), "ramp-lipat")
	if err != nil {
		t.Fatal(err)
	}
	rec := h.drafted("Ramp bambu")
	h.run([]scenario{{name: "chosen", method: post, path: "/api/v1/innovations/" + rec.Slug + "/needs", actor: manager, body: fmt.Sprintf(`{"version":%d,"needs":["%s"]}`, rec.Version, sheet.ID), status: 200, want: []string{sheet.ID.String()}, actions: []string{"need.answer"}}})
	rec, err = h.app.Innovations.Submit(h.ctx(manager), innovation.Submission{Innovation: rec.Slug})
	if err != nil {
		t.Fatal(err)
	}
	h.approved(rec)
	h.run([]scenario{
		{name: "answered", path: "/kebutuhan/ramp-lipat", status: 200, want: []string{"terjawab", `href="/inovasi/` + rec.Slug + `"`}},
		{name: "on both pages", path: "/inovasi/" + rec.Slug, status: 200, want: []string{`href="/kebutuhan/ramp-lipat"`}},
		{name: "for machines", path: "/api/v1/needs/ramp-lipat", status: 200, want: []string{`"state":"answered"`, `"slug":"` + rec.Slug + `"`}},
	})
}

func TestTheAPIOfNeeds(t *testing.T) {
	h := newHarness(t)
	h.run([]scenario{
		{name: "said by nobody in particular", method: post, path: "/api/v1/need-voices", body: `{"sentence":"Butuh ramp lipat"}`, status: 200, want: []string{`"at"`}, actions: []string{"need.say"}},
		{name: "with more than a sentence", method: post, path: "/api/v1/need-voices", body: `{"sentence":"Butuh ramp lipat","name":"Siti"}`, status: 422},
		{name: "told", method: post, path: "/api/v1/need-statements", actor: manager, body: `{"sentence":"Ramp lipat belum ada","people":4}`, status: 200, want: []string{`"source":"centre"`}, actions: []string{"need.tell"}},
		{name: "queue of nobody", path: "/api/v1/need-voices", status: 401},
		{name: "queue of a centre", path: "/api/v1/need-voices", actor: manager, status: 403},
		{name: "queue", path: "/api/v1/need-voices", actor: curator, status: 200, want: []string{`"sentence":"Butuh ramp lipat"`, `"wanted":[]`}},
	})
	ids := h.waiting()
	h.run([]scenario{
		{name: "grouped", method: post, path: "/api/v1/needs", actor: curator, body: `{"voices":["` + ids[0].String() + `"],"title":"Ramp lipat"}`, status: 200, want: []string{`"voices":1`}, actions: []string{"need.curate"}},
		{name: "dropped", method: post, path: "/api/v1/need-voices/drop", actor: curator, body: `{"voices":["` + ids[1].String() + `"],"reason":"Sama"}`, status: 200, want: []string{`"count":1`}, actions: []string{"need.curate"}},
		{name: "reworded", method: post, path: "/api/v1/needs/ramp-lipat/edit", actor: curator, body: `{"version":1,"title":"Ramp yang dilipat"}`, status: 200, want: []string{`"slug":"ramp-lipat"`}, actions: []string{"need.curate"}},
		{name: "list", path: "/api/v1/needs?sort=new", status: 200, want: []string{"Ramp yang dilipat"}},
		{name: "one", path: "/api/v1/needs/ramp-lipat", status: 200, want: []string{`"quotes":[]`}},
	})
}
