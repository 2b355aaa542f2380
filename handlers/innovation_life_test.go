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

func TestTheEndsOfALife(t *testing.T) {
	h := newHarness(t)
	draft, public := h.drafted("Meja lipat"), h.publishedAs("Kursi roda elektrik")
	at, head, ministry := "/inovasi/"+public.Slug, as(policy.Head, soeharso), as(policy.Ministry, "")
	api := "/api/v1/innovations/" + public.Slug
	h.run([]scenario{
		{name: "a draft offers to be given up", path: "/inovasi/" + draft.Slug, actor: manager, status: 200, want: []string{"Batalkan draf"}, unwant: []string{"Tarik karena keselamatan"}},
		{name: "without a reason", method: post, path: "/inovasi/" + draft.Slug + "/batal", actor: manager, body: "reason=", status: 422},
		{name: "by a reviewer", method: post, path: "/inovasi/" + draft.Slug + "/batal", actor: judge, body: "reason=x", status: 403},
		{name: "given up", method: post, path: "/inovasi/" + draft.Slug + "/batal", actor: manager, body: "reason=Tidak jadi", status: 303, actions: []string{"innovation.cancel"}},
		{name: "and not taken up again", path: "/inovasi/" + draft.Slug + "/sunting", actor: manager, status: 303},
		{name: "what is public is not given up", method: post, path: at + "/batal", actor: manager, body: "reason=x", status: 409},
		{name: "confirmed", method: post, path: at + "/pastikan", actor: manager, body: fmt.Sprint("version=", public.Version), status: 303, actions: []string{"innovation.confirm"}},
		{name: "confirmed from an old page", method: post, path: at + "/pastikan", actor: manager, body: fmt.Sprint("version=", public.Version), status: 409},
		{name: "confirmed by another centre", method: post, path: at + "/pastikan", actor: manager2, status: 403},
		{name: "nothing to release", method: post, path: at + "/terbit", actor: manager, status: 409},
		{name: "recalled by its maker", method: post, path: at + "/tarik", actor: manager, body: "reason=x", status: 403},
		{name: "recalled by another head", method: post, path: at + "/tarik", actor: as(policy.Head, meohai), body: "reason=x", status: 403},
		{name: "recalled", method: post, path: at + "/tarik", actor: head, body: "reason=Rangka <b>patah</b>.", status: 303, actions: []string{"innovation.recall"}},
		{name: "everybody is warned", path: at, status: 200, want: []string{"Jangan dipakai", "Rangka &lt;b&gt;patah&lt;/b&gt;.", `role="alert"`}},
		{name: "and in English", path: "/en" + at, status: 200, want: []string{"Do not use"}},
		{name: "it is not offered", path: "/katalog?q=kursi", status: 200, want: []string{"0 hasil"}},
		{name: "twice", method: post, path: at + "/tarik", actor: ministry, body: "reason=x", status: 409},
		{name: "for machines", path: api, status: 200, want: []string{`"recall":{"reason":"Rangka`, `"review_by"`}, unwant: []string{`"responsible"`, `"by":{`}},
	})
	other := h.publishedAs("Tongkat adaptif")
	api = "/api/v1/innovations/" + other.Slug
	h.run([]scenario{
		{name: "confirm", method: post, path: api + "/confirm", actor: manager, body: `{}`, status: 200, want: []string{"confirmed_at"}, actions: []string{"innovation.confirm"}},
		{name: "release", method: post, path: api + "/release", actor: manager, body: `{}`, status: 409},
		{name: "cancel", method: post, path: api + "/cancel", actor: manager, body: `{"reason":"x"}`, status: 409},
		{name: "recall", method: post, path: api + "/recall", actor: ministry, body: `{"reason":"Patah."}`, status: 200, want: []string{`"state":"recalled"`}, actions: []string{"innovation.recall"}},
	})
}

func TestAReviewerSeesWhoAgreedAndVerifiesEvidence(t *testing.T) {
	h := newHarness(t)
	rec := h.handedIn("Kursi roda elektrik")
	page := "/inovasi/" + rec.Slug + "/telaah"
	verify := "/inovasi/" + rec.Slug + "/bukti/" + rec.Proof[0].ID.String()
	h.run([]scenario{
		{name: "queue", path: "/telaah", actor: judge, status: 200, want: []string{"0 dari 2 persetujuan"}},
		{name: "first", path: page, actor: judge, status: 200, want: []string{"0 dari 2 persetujuan", "24 dari 30 masih memakainya.", verify, `name="due"`}},
		{name: "verified by the maker", method: post, path: verify, actor: manager, status: 403},
		{name: "verified", method: post, path: verify, actor: judge, status: 303, want: []string{page}, actions: []string{"innovation.verify"}},
		{name: "seen", path: page, actor: judge3, status: 200, want: []string{"Diperiksa Sentra Meohai"}, unwant: []string{verify}},
		{name: "a day that is over", method: post, path: page, actor: judge, body: fmt.Sprint("decision=return&reason=Ukuran&due=2020-01-01&version=", rec.Version), status: 422, want: []string{"antara besok dan setahun lagi", `value="2020-01-01"`}},
		{name: "approved", method: post, path: page, actor: judge, body: fmt.Sprint("decision=publish&version=", rec.Version), status: 303, actions: []string{"innovation.review"}},
		{name: "one of two", path: "/telaah", actor: judge3, status: 200, want: []string{"1 dari 2 persetujuan"}},
		{name: "not offered twice", path: "/telaah", actor: judge, status: 200, want: []string{"Tidak ada yang menunggu"}},
		{name: "refused", method: post, path: page, actor: judge3, body: fmt.Sprint("decision=refuse&reason=Sudah ada&version=", rec.Version), status: 303, actions: []string{"innovation.review"}},
		{name: "why", path: "/inovasi/" + rec.Slug + "/sunting", actor: manager, status: 200, want: []string{"Ditolak oleh penelaah", "Sudah ada", "mengajukan banding"}},
		{name: "an appeal without a note", method: post, path: "/inovasi/" + rec.Slug + "/ajukan", actor: manager, body: "note=", status: 422, want: []string{"Tulis mengapa penolakan"}},
		{name: "an appeal", method: post, path: "/inovasi/" + rec.Slug + "/ajukan", actor: manager, body: "note=Belum ada yang serupa.", status: 303, actions: []string{"innovation.submit"}},
		{name: "read by another", path: page, actor: judge, status: 200, want: []string{"Alasan banding", "Belum ada yang serupa."}},
		{name: "not judged by who refused", method: post, path: page, actor: judge3, body: "decision=publish&version=99", status: 403, want: []string{"Anda yang menolak"}},
	})
}

func TestVersionsCanBeReadAndCompared(t *testing.T) {
	h := newHarness(t)
	first := h.publishedAs("Kursi roda elektrik")
	rec, err := h.app.Innovations.Change(h.ctx(manager), innovation.Edit{
		Innovation: first.Slug, Version: first.Version, Part: innovation.PartCore, Title: first.Title, Kind: first.Kind,
		Problem: first.Problem, Summary: "Kursi roda dengan baterai kuat <i>sekali</i>.", Novelty: first.Novelty,
	})
	if err != nil {
		t.Fatal(err)
	}
	at, api := "/inovasi/"+rec.Slug+"/versi", "/api/v1/innovations/"+rec.Slug+"/versions"
	old, draft := fmt.Sprint("/", first.PublishedVersion), fmt.Sprint("/", rec.Version)
	both := fmt.Sprintf("/%d..%d", first.PublishedVersion, rec.Version)
	h.run([]scenario{
		{name: "list", path: at, actor: manager, status: 200, want: []string{"Semua versi", at + both, "Apa yang berubah sejak yang terbit", "Yang berubah", "Ringkasan", "Isinya tetap"}},
		{name: "list for nobody", path: at, status: 303},
		{name: "list for another centre", path: at, actor: manager2, status: 404},
		{name: "published", path: at + old, status: 200, want: []string{"Ini versi yang terbit sekarang", "noindex"}, unwant: []string{"Contoh Penanggung Jawab"}},
		{name: "in English", path: "/en" + at + old, status: 200, want: []string{"the version that is public now"}},
		{name: "draft for everybody", path: at + draft, status: 404},
		{name: "draft for its maker", path: at + draft, actor: manager, status: 200, want: []string{"Ini versi kerja", "&lt;i&gt;sekali"}},
		{name: "difference", path: at + both, actor: manager, status: 200, want: []string{"1 jawaban berbeda", "Ringkasan", "<ins>", "<del>", "[dihapus:", "&lt;i&gt;sekali"}, unwant: []string{"<i>sekali"}},
		{name: "difference for everybody", path: at + both, status: 404},
		{name: "of itself", path: at + old + ".." + old[1:], status: 200, want: []string{"berisi sama"}},
		{name: "not a number", path: at + "/satu", status: 404},
		{name: "backwards and far", path: at + "/9..-1", status: 404},
		{name: "an endless number", path: at + "/" + strings.Repeat("9", 300), status: 404},
		{name: "api list", path: api + "?limit=2", actor: manager, status: 200, want: []string{`"number":`, `"next":"`, `"changed":["summary"]`}},
		{name: "api version", path: api + old, status: 200, want: []string{`"latest":true`, `"published":true`}, unwant: []string{"Penanggung"}},
		{name: "api draft", path: api + draft, status: 404},
		{name: "api difference", path: api + both, actor: manager, status: 200, want: []string{`"fields":[{"name":"summary"`, `"label":"Ringkasan"`, `"words":[{"label":""`}},
	})
	rec, err = h.app.Innovations.Submit(h.ctx(manager), innovation.Submission{Innovation: rec.Slug})
	if err != nil {
		t.Fatal(err)
	}
	again := h.approved(rec)
	h.run([]scenario{
		{name: "the page leads to both", path: "/inovasi/" + rec.Slug, status: 200, want: []string{"Versi yang pernah terbit", fmt.Sprintf("%s/%d..%d", at, first.PublishedVersion, again.PublishedVersion)}},
		{name: "an earlier one", path: at + old, status: 200, want: []string{"Ini versi lama"}},
		{name: "what has changed, for everybody", path: fmt.Sprintf("%s/%d..%d", at, first.PublishedVersion, again.PublishedVersion), status: 200, want: []string{"<ins>", "noindex"}},
	})
}

func TestADifferenceOfDesignAndNeedsReadsInWords(t *testing.T) {
	h := newHarness(t)
	first := h.publishedAs("Kursi roda elektrik")
	rec, err := h.app.Innovations.Design(h.ctx(manager), innovation.BlueprintEdit{
		Innovation: first.Slug, Version: first.Version,
		Sizes:  &innovation.SizesEdit{Length: 1100, Width: 625, Mass: 12_345, Fittings: []innovation.FittingEdit{{Name: "Lebar dudukan", From: 380, To: 480, Unit: "mm"}}},
		Rights: &innovation.RightsEdit{IP: "filed", IPKind: "simple_patent", Producer: "ask"},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.needed(1)
	list, err := h.app.Needs.List(h.t.Context(), need.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	group, err := h.app.Needs.One(h.t.Context(), list.Rows[0].Slug)
	if err != nil {
		t.Fatal(err)
	}
	rec, err = h.app.Innovations.ChooseNeeds(h.ctx(manager), innovation.NeedsChoice{Innovation: rec.Slug, Version: rec.Version, Needs: []op.ID{group.ID}}, need.Known)
	if err != nil {
		t.Fatal(err)
	}
	both := fmt.Sprintf("/inovasi/%s/versi/%d..%d", rec.Slug, first.PublishedVersion, rec.Version)
	h.run([]scenario{
		{name: "in words", path: both, actor: manager, status: 200, want: []string{
			"3 jawaban berbeda", "Kebutuhan yang dijawab", group.Title, "62,5", "12.345", "Penyesuaian: Lebar dudukan", "Sudah diajukan", "Paten sederhana", "Dengan izin pemegang hak",
		}, unwant: []string{"width_mm", "simple_patent", group.ID.String()}},
		{name: "in the history", path: "/inovasi/" + rec.Slug + "/versi", actor: manager, status: 200, want: []string{"Kebutuhan yang dijawab", "Ukuran, Kekayaan intelektual dan lisensi"}},
		{
			name: "for machines", path: strings.Replace(strings.Replace(both, "/inovasi/", "/api/v1/innovations/", 1), "/versi/", "/versions/", 1), actor: manager, status: 200,
			want: []string{`{"label":"","from":"","to":"` + group.Title + `"}`, `"name":"blueprint_rights"`},
		},
	})
}

func TestWhatWaitsForACentreStandsFirst(t *testing.T) {
	h := newHarness(t)
	rec := h.handedIn("Kursi roda elektrik")
	if _, err := h.app.Innovations.Review(h.ctx(judge), innovation.Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: innovation.Return, Reason: "Ukuran."}); err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "own", path: "/inovasi", actor: manager, status: 200, want: []string{"Menunggu sentra Anda", "Diharapkan kembali paling lambat 24 Desember 2026"}},
		{name: "another", path: "/inovasi", actor: manager2, status: 200, unwant: []string{"Menunggu sentra Anda"}},
		{name: "the day in the form", path: "/inovasi/" + rec.Slug + "/sunting", actor: manager, status: 200, want: []string{"24 Desember 2026"}},
	})
}
