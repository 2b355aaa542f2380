package handlers

import (
	"encoding/json"
	"strings"
	"testing"

	"lumbung/app/innovation"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

func TestAFamilyReadsInTheOrderOfItsQuestions(t *testing.T) {
	h := supplied(t)
	for path, questions := range map[string][]string{
		"/inovasi/kursi-roda-elektrik":    {"Apa ini?", "Untuk siapa?", "Bisakah saya mendapatkannya?", "Apakah aman?", "Apakah berguna bagi orang lain?", "Siapa yang dapat ditanya?", "Bagaimana membuatnya?", "Riwayat"},
		"/en/inovasi/kursi-roda-elektrik": {"What is this?", "For whom?", "Can I get it?", "Is it safe?", "Does it work for others?", "Whom can I ask?", "How is it made?"},
	} {
		body := h.get(public0, path).body
		at := 0
		for _, q := range questions {
			next := strings.Index(body[at:], ">"+q+"</h2>")
			if next < 0 {
				t.Fatalf("%s: %q is not asked, or too early", path, q)
			}
			at += next
		}
	}
}

func TestTheEasyTextStandsAtTheSameAddress(t *testing.T) {
	h := supplied(t)
	canonical := `<link rel="canonical" href="https://lumbung.example/inovasi/kursi-roda-elektrik">`
	h.run([]scenario{
		{name: "easy", path: "/inovasi/kursi-roda-elektrik?baca=mudah", status: 200, want: []string{"Kursi ini berjalan sendiri.", "Jangan dipakai di tangga.", canonical, `aria-current="page">Mudah dibaca`}, unwant: []string{"Riwayat", "noindex"}},
		{name: "as it was called at first", path: "/inovasi/kursi-roda-elektrik?tampilan=mudah", status: 200, want: []string{"Kursi ini berjalan sendiri.", canonical}},
		{name: "unknown ways are the whole page", path: "/inovasi/kursi-roda-elektrik?baca=cepat", status: 200, want: []string{"Riwayat"}},
		{name: "a model reads that of its innovation", path: "/alat/kursi-roda-sr-1?baca=mudah", status: 200, want: []string{"Kursi ini berjalan sendiri.", "https://lumbung.example/alat/kursi-roda-sr-1"}},
		{name: "in English it is marked", path: "/en/inovasi/kursi-roda-elektrik?baca=mudah", status: 200, want: []string{`<ol role="list" lang="id">`}},
	})
}

func TestEveryPageHasOneAddress(t *testing.T) {
	h := supplied(t)
	h.run([]scenario{
		{name: "innovation by its code", path: "/inovasi/SKA-2026-0001", status: 301, want: []string{"/inovasi/kursi-roda-elektrik"}},
		{name: "in English", path: "/en/inovasi/SKA-2026-0001", status: 301, want: []string{"/en/inovasi/kursi-roda-elektrik"}},
		{name: "model by its code", path: "/alat/KURSI-RODA-SR-1", status: 301, want: []string{"/alat/kursi-roda-sr-1"}},
		{name: "a draft by its code leads nobody anywhere", path: "/inovasi/SKA-2026-0003", status: 404},
	})
}

func TestWordsThatNobodyTranslatedAreMarked(t *testing.T) {
	h := supplied(t)
	h.run([]scenario{
		{name: "innovation", path: "/en/inovasi/kursi-roda-elektrik", status: 200, want: []string{`<h1 lang="id">Kursi roda elektrik</h1>`, `<div class="told" lang="id"><p>Jangan dipakai`}},
		{name: "model", path: "/en/alat/kursi-roda-sr-1", status: 200, want: []string{`<h1 lang="id">Kursi roda SR-1</h1>`}},
		{name: "cards", path: "/en/katalog", status: 200, want: []string{`lang="id">Kursi roda elektrik</a>`}},
		{name: "in Indonesian nothing is foreign", path: "/inovasi/kursi-roda-elektrik", status: 200, unwant: []string{` lang="id">Kursi`, `class="told" lang`}},
	})
}

func TestWhatACentreHasTranslatedIsReadInEnglish(t *testing.T) {
	h := newHarness(t)
	rec := h.drafted("Kursi roda elektrik")
	in := innovation.Edit{
		Innovation: rec.Slug, Version: rec.Version, Part: innovation.PartCore, Title: rec.Title, Problem: rec.Problem, Kind: rec.Kind,
		Summary: rec.Summary, Warnings: rec.Warnings,
	}
	in.Part = innovation.PartPeople
	in.TitleEN, in.SummaryEN, in.EasyEN = "Electric wheelchair", "A wheelchair with two motors.", "This chair moves by itself."
	if _, err := h.app.Innovations.Change(h.ctx(manager), in); err != nil {
		t.Fatal(err)
	}
	path := "/inovasi/" + rec.Slug
	h.run([]scenario{
		{name: "in English", path: "/en" + path, actor: manager, status: 200, want: []string{"<h1>Electric wheelchair</h1>", "A wheelchair with two motors.", `<div class="told" lang="id"><p>Jalan menanjak`}},
		{name: "in Indonesian", path: path, actor: manager, status: 200, want: []string{"<h1>Kursi roda elektrik</h1>"}, unwant: []string{"Electric wheelchair"}},
	})
}

func TestNobodyLearnsWhereASingleUnitIsOrHowManyWait(t *testing.T) {
	k := newKase(t)
	k.run([]scenario{
		{name: "some are ready", path: "/alat/kursi-roda-elektrik", status: 200, want: []string{"Tersedia sedikit"}, unwant: []string{"Menunggu", "KRE-1", "Soeharso"}},
	})
	for _, u := range k.units { // both are lost, so people wait and nothing was handed over of late
		if _, err := k.app.Stock.SetHold(k.ctx(as(policy.Warehouse, soeharso)), stock.Holding{Unit: u.Code, Hold: stock.HoldQuarantine, Note: "Rem lepas", Version: u.Version}); err != nil {
			t.Fatal(err)
		}
	}
	k.run([]scenario{
		{name: "none is ready", path: "/alat/kursi-roda-elektrik", status: 200, want: []string{"belum ada yang siap", "Lama menunggu belum dapat diperkirakan"}, unwant: []string{"Soeharso", "Menunggu sekitar"}},
		{name: "in English", path: "/en/alat/kursi-roda-elektrik", status: 200, want: []string{"How long the wait is cannot be told yet"}},
	})
}

func TestARecallWarnsOnEveryPageOfTheDevice(t *testing.T) {
	h := supplied(t)
	_, err := h.app.Stock.OpenRecall(h.ctx(as(policy.Ministry, "")), stock.NewRecall{
		Model: "kursi-roda-sr-1", Scope: "model", Risk: stock.RiskHigh, Reason: "Baut rem dapat lepas.",
		Instruction: "Berhenti memakai kursi ini.", Contact: "(0271) 000 000", DecidedBy: "Kepala Sentra Contoh",
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/alat/kursi-roda-sr-1", "/inovasi/kursi-roda-elektrik", "/inovasi/kursi-roda-elektrik?baca=mudah", "/en/inovasi/kursi-roda-elektrik"} {
		if got := h.get(public0, path); !strings.Contains(got.body, "Baut rem dapat lepas.") {
			t.Errorf("%s does not warn of the recall", path)
		}
	}
	if got := h.get(public0, "/katalog"); strings.Count(got.body, "Ada penarikan") < 2 {
		t.Error("the cards of the model and the innovation do not warn of the recall")
	}
}

func TestMachinesReadWhatPeopleRead(t *testing.T) {
	h := supplied(t)
	for path, want := range map[string]map[string]string{
		"/inovasi/kursi-roda-elektrik": {"@type": "Product", "name": "Kursi roda elektrik", "url": "https://lumbung.example/inovasi/kursi-roda-elektrik"},
		"/en/alat/kursi-roda-sr-1":     {"@type": "Product", "@id": "https://lumbung.example/alat/kursi-roda-sr-1", "url": "https://lumbung.example/en/alat/kursi-roda-sr-1"},
		"/sentra/soeharso":             {"@type": "GovernmentOrganization", "@id": "https://lumbung.example/sentra/soeharso"},
	} {
		body := h.get(public0, path).body
		_, rest, _ := strings.Cut(body, `<script type="application/ld+json">`)
		data, _, _ := strings.Cut(rest, "</script>")
		var told map[string]any
		if err := json.Unmarshal([]byte(data), &told); err != nil {
			t.Errorf("%s: %v in %q", path, err, data)
			continue
		}
		for name, value := range want {
			if told[name] != value {
				t.Errorf("%s: %s = %v, want %v", path, name, told[name], value)
			}
		}
		if told["offers"] != nil {
			t.Errorf("%s offers for sale what is not sold", path)
		}
		for _, tag := range []string{`property="og:url"`, `property="og:locale"`, `rel="canonical"`, `hreflang="x-default"`} {
			if !strings.Contains(body, tag) {
				t.Errorf("%s lacks %s", path, tag)
			}
		}
	}
	h.publishedAs("</script><script>alert(1)</script>")
	if got := h.get(public0, "/inovasi/script-script-alert-1-script"); got.status != 200 || strings.Contains(got.body, "<script>alert") {
		t.Errorf("a title ends the block of data: %d %s", got.status, around(got.body, "<script>alert"))
	}
}

func TestAPageIsPassedOnByCode(t *testing.T) {
	h := supplied(t)
	h.run([]scenario{
		{name: "shown", path: "/alat/kursi-roda-sr-1", status: 200, want: []string{`src="/qr/alat/kursi-roda-sr-1.svg"`, `href="/qr/alat/kursi-roda-sr-1.png"`, "wa.me"}},
		{name: "drawn", path: "/qr/alat/kursi-roda-sr-1.svg", status: 200, want: []string{"<svg"}},
		{name: "as a picture", path: "/qr/sentra/soeharso.png", status: 200, want: []string{"PNG"}},
		{name: "of a page that is not for everybody", path: "/qr/penerima/x.svg", status: 404},
		{name: "of something else", path: "/qr/alat/" + strings.Repeat("x", 400) + ".svg", status: 404},
		{name: "in a format that is none", path: "/qr/alat/x.gif", status: 404},
	})
	if got := newHarness(t).get(public0, "/qr/alat/x.svg"); got.status != 404 {
		t.Errorf("without a public address a code leads nowhere: %d", got.status)
	}
}
