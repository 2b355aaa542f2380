package handlers

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"lumbung/app/innovation"
	"lumbung/app/policy"
	"lumbung/views"
)

// upload sends a form with a photo as w.
func (h *harness) uploadPhoto(w who, path, photo string, fields ...string) answer {
	h.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	put := func(name, value string) {
		if err := m.WriteField(name, value); err != nil {
			h.t.Fatal(err)
		}
	}
	put(csrfField, maskToken(tokenOf(w.secret())))
	for _, f := range fields {
		name, value, _ := strings.Cut(f, "=")
		put(name, value)
	}
	part, err := m.CreateFormFile("photo", "../../foto.jpg")
	if err != nil {
		h.t.Fatal(err)
	}
	_, _ = part.Write([]byte(photo)) // into memory
	if err := m.Close(); err != nil {
		h.t.Fatal(err)
	}
	return h.send(post, path, body.String(), "Accept", "text/html", "Content-Type", m.FormDataContentType(), "Cookie", cookieOf(w))
}

func TestWhoSeesADraft(t *testing.T) {
	h := newHarness(t)
	rec := h.drafted("Kursi roda elektrik")
	page := "/inovasi/" + rec.Slug
	h.run([]scenario{
		{name: "public", path: page, status: 404, unwant: []string{"Kursi roda"}},
		{name: "other centre", path: page, actor: manager2, status: 404},
		{name: "other centre edits", path: page + "/sunting", actor: manager2, status: 404},
		{name: "public edits", path: page + "/sunting", status: 303, want: []string{"/masuk"}},
		{name: "auditor reads", path: page, actor: auditor, status: 200, want: []string{"Ini salinan kerja", "noindex"}, unwant: []string{page + "/sunting"}},
		{name: "auditor edits", path: page + "/sunting", actor: auditor, status: 403},
		{name: "admin edits", path: page + "/sunting", actor: as(policy.Admin, ""), status: 403},
		{name: "own", path: page, actor: manager, status: 200, want: []string{"Ini salinan kerja", page + "/sunting", page + "/ajukan"}},
		{name: "own list", path: "/inovasi", actor: manager, status: 200, want: []string{"Kursi roda elektrik", "38 dari 38", "Catat inovasi"}},
		{name: "list of another", path: "/inovasi", actor: manager2, status: 200, want: []string{"Belum ada inovasi"}, unwant: []string{"Kursi roda"}},
		{name: "list of all", path: "/inovasi", actor: auditor, status: 200, want: []string{"Kursi roda elektrik", "Prof. Dr. Soeharso"}, unwant: []string{"Catat inovasi", "/sunting"}},
		{name: "warehouse", path: "/inovasi", actor: as(policy.Warehouse, soeharso), status: 403},
		{name: "nobody", path: "/inovasi", status: 303},
		{name: "api public", path: "/api/v1/innovations/" + rec.Slug, status: 404},
		{name: "api own", path: "/api/v1/innovations/" + rec.ID.String(), actor: manager, status: 200, want: []string{`"state":"draft"`}},
	})
}

func TestADraftTakesFourAnswers(t *testing.T) {
	h := newHarness(t)
	h.run([]scenario{
		{name: "form", path: "/inovasi/baru", actor: manager, status: 200, want: []string{`name="title"`, `name="problem"`, `name="kind"`, `type="file"`}},
		{name: "nobody", path: "/inovasi/baru", status: 303, want: []string{"/masuk"}},
		{name: "auditor", path: "/inovasi/baru", actor: auditor, status: 403},
		{name: "no title", method: post, path: "/inovasi/baru", actor: manager, body: "title=&problem=Licin&kind=service", status: 422, want: []string{"Wajib diisi", ">Licin<"}},
		{name: "a title of a megabyte", method: post, path: "/inovasi/baru", actor: manager, body: "title=" + strings.Repeat("x", 900_000) + "&problem=Licin&kind=service", status: 422, want: []string{"Paling banyak 120 huruf"}},
		{name: "a title that runs backwards", method: post, path: "/inovasi/baru", actor: manager, body: "title=Kursi \u202eador&problem=Licin&kind=service", status: 422, want: []string{"tidak dapat disimpan"}},
		{name: "unknown kind", method: post, path: "/inovasi/baru", actor: manager, body: "title=Kursi&problem=Licin&kind=sulap", status: 422, want: []string{"Pilih salah satu"}},
		{name: "saved without a photo", method: post, path: "/inovasi/baru", actor: manager, body: "title=Kursi mandi&problem=Licin&kind=assistive_device", status: 303, want: []string{"/inovasi/kursi-mandi/sunting"}, actions: []string{"innovation.draft"}},
		{name: "auditor saves", method: post, path: "/inovasi/baru", actor: auditor, body: "title=Kursi mandi&problem=Licin&kind=service", status: 403},
	})
	four := []string{"title=Tongkat", "problem=Licin sekali", "kind=assistive_device"}
	for _, c := range []struct {
		name, photo, want string
		status            int
	}{
		{"svg", `<svg onload="alert(1)">`, "bukan foto yang kami kenal", 422},
		{"half a photo", gif[:30], "rusak", 422},
		{"a script with the head of a picture", "\xff\xd8\xff<script>", "rusak", 422},
		{"photo", gif, "/inovasi/tongkat/sunting", 303},
	} {
		got := h.uploadPhoto(manager, "/inovasi/baru", c.photo, four...)
		if text := got.header.Get("Location") + got.body; got.status != c.status || !strings.Contains(text, c.want) {
			t.Errorf("%s: %d, want %d with %q: %s", c.name, got.status, c.status, c.want, short(text))
		}
	}
	got := h.uploadPhoto(manager, "/inovasi/baru", strings.Repeat("x", maxBody+1), four...)
	if got.status != 413 {
		t.Errorf("a photo over the limit: %d", got.status)
	}
}

// bathChair is each part of the form of a bathing chair, by its address.
var bathChair = [][2]string{
	{"inti", "title=Kursi mandi&problem=Licin&kind=assistive_device&summary=Kursi yang tidak licin.&novelty=Alasnya karet."},
	{"sasaran", "clusters=disability&disabilities=fisik&functions=self_care&easy=Kursi ini tidak licin.&iso=09 12 03&atensi=aksesibilitas&outcomes=self_care&goals=10&goals=3"},
	{"kesiapan", "tkt=7&tkt_ticks=7.1&tkt_ticks=7.2&tkt_ticks=7.3&tkt_ticks=7.4&tkt_on=2026-01-15&tkt_by=Tim teknik&tkt_until=&documentation=2&diffusion=developed&applied_on=2025-01-15"},
	{"bukti", "evidence=1&proof.0.kind=trial&proof.0.n=10&proof.0.from=2025-02-01&proof.0.to=&proof.0.result=Delapan dari sepuluh memakainya.&proof.1.kind=&proof.1.n=&proof.1.result=&lessons=Karet pertama lepas.&warnings=Awas."},
	{"biaya", "unit_cost=275000&priced_on=2026-01-15&days=2&tools=Las&fund=apbn&hours="},
	{"sebaran", "prerequisites=Bengkel.&mentor=SKA&sustainability=Anggaran tahunan.&mentions.0.kind=partner&mentions.0.name=Politeknik Contoh&mentions.0.year=2025&mentions.0.link=https://contoh.example&mentions.1.kind=&mentions.1.name=&mentions.1.year="},
	{"orang", "unit=SKA&responsible=Contoh Penanggung Jawab&responsible_role=Kepala SKA&contributors=Kelompok pengguna&names_agreed=1&involved=tester"},
}

// bathDesign is the design of the bathing chair, all parts at once.
const bathDesign = "sizes.length_mm=520&sizes.width_mm=480&sizes.height_mm=850&sizes.mass_g=3200&sizes.max_load_kg=110&sizes.power=Tanpa listrik&sizes.user=Sampai 110 kg" +
	"&sizes.fittings.0.name=Tinggi kaki&sizes.fittings.0.unit=mm&sizes.fittings.0.from=400&sizes.fittings.0.to=500" +
	"&tests.rows.0.parameter=static&tests.rows.0.batch=B-1&tests.rows.0.result=pass&rights.ip=none&rights.producer=centres" +
	"&releases.rows.0.version=1.0.0&releases.rows.0.note=Rancangan pertama"

func TestTheWholeWayOfAnInnovation(t *testing.T) {
	h := newHarness(t)
	page := "/inovasi/kursi-mandi"
	fields := bathChair[0][1]
	h.run([]scenario{
		{name: "begin", method: post, path: "/inovasi/baru", actor: manager, body: "title=Kursi mandi&problem=Licin&kind=assistive_device", status: 303, actions: []string{"innovation.draft"}},
		{name: "meter", path: page + "/sunting", actor: manager, status: 200, want: []string{"Kelengkapan: 5 dari 38.", page + "/sunting/kesiapan#f-tkt", "Pilih tingkat kesiapan (TKT)."}},
		{name: "a part", path: page + "/sunting/inti", actor: manager, status: 200, want: []string{"Bagian 1 dari 8: Inti", `name="version" value="1"`, ">Licin<"}},
		{name: "no such part", path: page + "/sunting/rahasia", actor: manager, status: 404},
		{name: "a part by another centre", path: page + "/sunting/inti", actor: manager2, status: 404},
		{name: "too early", path: page + "/ajukan", actor: manager, status: 200, want: []string{"Lengkapi ini dahulu", "paling sedikit satu foto"}},
		{name: "submitting too early", method: post, path: page + "/ajukan", actor: manager, body: "version=1", status: 422, want: []string{"paling sedikit satu foto"}},
	})
	if got := h.uploadPhoto(manager, page+"/foto", "<svg>", "alt=x"); got.status != 422 || !strings.Contains(got.body, "bukan foto") || !strings.Contains(got.body, "Kursi mandi") {
		t.Errorf("a bad photo: %d", got.status)
	}
	if got := h.uploadPhoto(manager, page+"/foto", gif, "alt=Kursi putih"); got.status != 303 {
		t.Errorf("a photo: %d %s", got.status, short(got.body))
	}
	if got := h.uploadPhoto(manager2, page+"/foto", gif, "alt=Kursi putih"); got.status != 404 {
		t.Errorf("a photo of another centre: %d", got.status)
	}
	h.run([]scenario{
		{name: "bad edit keeps what was typed", method: post, path: page + "/sunting/sasaran", actor: manager, body: "version=2&iso=99 99&for_whom=Lansia", status: 422, want: []string{"tidak ada dalam daftar", `value="99 99"`, `value="Lansia"`}},
		{name: "a script for a link", method: post, path: page + "/sunting/sebaran", actor: manager, body: "version=2&mentions.0.kind=press&mentions.0.name=x&mentions.0.link=javascript:alert(1)", status: 422, want: []string{"diawali https://", `value="javascript:alert(1)"`}, unwant: []string{`href="javascript`}},
		{name: "edit of another centre", method: post, path: page + "/sunting/inti", actor: manager2, body: fields + "&version=2", status: 404},
		{name: "a part that is none", method: post, path: page + "/sunting/rahasia", actor: manager, body: fields + "&version=2", status: 404},
	})
	for at, part := range bathChair { // each from the page as it was at first: they do not touch each other
		next := views.NextInnovationPart("kursi-mandi", innovation.Parts()[max(at, 0)])
		if at > 0 {
			next = views.NextInnovationPart("kursi-mandi", innovation.Parts()[at+1])
		}
		h.run([]scenario{{name: part[0], method: post, path: page + "/sunting/" + part[0], actor: manager, body: part[1] + "&version=2", status: 303, want: []string{next}, actions: []string{"innovation.draft"}}})
	}
	h.run([]scenario{
		{name: "saving stays when asked", method: post, path: page + "/sunting/orang?tetap=1", actor: manager, body: bathChair[6][1] + "&version=9", status: 303, want: []string{"/sunting/orang"}, actions: []string{"innovation.draft"}},
		{name: "what was saved", path: page + "/sunting/bukti", actor: manager, status: 200, want: []string{"Delapan dari sepuluh memakainya.", `value="2025-02-01"`, "Bukti 3"}},
		{name: "what its design still needs", path: page + "/sunting", actor: manager, status: 200, want: []string{page + "/rancangan/ukuran#f-sizes-length_mm", page + "/rancangan/hak#f-rights-ip", "Catat paling sedikit satu uji"}},
		{name: "its design", method: post, path: page + "/rancangan/ukuran", actor: manager, body: bathDesign + "&version=9", status: 303, want: []string{page + "/rancangan"}, actions: []string{"innovation.design"}},
		{name: "ready", path: page + "/ajukan", actor: manager, status: 200, want: []string{"Semua yang diperlukan sudah ada"}},
		{name: "submit", method: post, path: page + "/ajukan", actor: manager, body: "version=10", status: 303, want: []string{page}, actions: []string{"innovation.submit"}},
		{name: "twice", method: post, path: page + "/ajukan", actor: manager, status: 409, want: []string{"sedang menunggu telaah"}},
		{name: "edit under review leads back", path: page + "/sunting", actor: manager, status: 303, want: []string{page}},
		{name: "queue", path: "/telaah", actor: judge, status: 200, want: []string{"Kursi mandi", page + "/telaah"}},
		{name: "queue of the own centre", path: "/telaah", actor: judge2, status: 200, want: []string{"Tidak ada yang menunggu"}},
		{name: "queue of the maker", path: "/telaah", actor: manager, status: 403},
		{name: "queue of nobody", path: "/telaah", status: 303},
		{name: "page of the decision", path: page + "/telaah", actor: judge, status: 200, want: []string{"Setujui", "Kursi yang tidak licin.", `name="version" value="11"`}},
		{name: "decision by the own centre", path: page + "/telaah", actor: judge2, status: 403},
		{name: "decision by the maker", method: post, path: page + "/telaah", actor: manager, body: "version=11&decision=publish", status: 403},
		{name: "return without a reason", method: post, path: page + "/telaah", actor: judge, body: "version=11&decision=return", status: 422, want: []string{"Tulis alasannya"}},
		{name: "return", method: post, path: page + "/telaah", actor: judge, body: "version=11&decision=return&reason=Tulis <b>ukurannya</b>", status: 303, want: []string{"/telaah"}, actions: []string{"innovation.review"}},
		{name: "the reason is read", path: page + "/sunting", actor: manager, status: 200, want: []string{"Dikembalikan oleh penelaah", "Tulis &lt;b&gt;ukurannya&lt;/b&gt;"}},
		{name: "again", method: post, path: page + "/ajukan", actor: manager, body: "version=12", status: 303, actions: []string{"innovation.submit"}},
		{name: "approve", method: post, path: page + "/telaah", actor: judge, body: "version=13&decision=publish", status: 303, want: []string{"/telaah"}, actions: []string{"innovation.review"}},
		{name: "one is not enough", path: page, status: 404},
		{name: "nor the same twice", method: post, path: page + "/telaah", actor: judge, body: "version=14&decision=publish", status: 403, want: []string{"sudah menyetujuinya"}},
		{name: "publish", method: post, path: page + "/telaah", actor: judge3, body: "version=13&decision=publish", status: 303, want: []string{"/telaah"}, actions: []string{"innovation.review"}},
		{name: "public", path: page, status: 200, want: []string{"Kursi mandi", "Apa ini?", "TKT 7: prototipe diuji di lingkungan sebenarnya", "Mengapa tingkat ini?", "Pemakai diukur"}, unwant: []string{"ukurannya", "Untuk petugas", "Contoh Penanggung Jawab"}},
		{name: "archive", method: post, path: page + "/arsip", actor: manager, body: "reason=Diganti", status: 303, actions: []string{"innovation.archive"}},
		{name: "the page stays", path: page, status: 200, want: []string{"sudah diarsipkan", "Diganti", "noindex"}},
		{name: "and is not found", path: "/katalog?q=kursi", status: 200, want: []string{"0 hasil"}},
	})
}

func TestTheNextOneOpensAfterADecision(t *testing.T) {
	h := newHarness(t)
	a, b := h.handedIn("Lampu baca"), h.handedIn("Meja lipat")
	h.run([]scenario{
		{name: "first", method: post, path: "/inovasi/" + a.Slug + "/telaah", actor: judge, body: fmt.Sprint("decision=publish&version=", a.Version), status: 303, want: []string{"/inovasi/meja-lipat/telaah"}, actions: []string{"innovation.review"}},
		{name: "last", method: post, path: "/inovasi/" + b.Slug + "/telaah", actor: judge, body: fmt.Sprint("decision=refuse&reason=Sudah ada&version=", b.Version), status: 303, want: []string{"/telaah"}, actions: []string{"innovation.review"}},
		{name: "refused", path: "/inovasi/" + b.Slug, actor: manager, status: 200, want: []string{"Ditolak", "Sudah ada"}},
	})
}

func TestAPublishedPageAnswersAFamily(t *testing.T) {
	h := supplied(t)
	h.run([]scenario{
		{
			name: "public", path: "/inovasi/kursi-roda-elektrik", status: 200,
			want: []string{
				"Apa ini?", "Bisakah saya mendapatkannya?", "Tersedia di 1 sentra", "Kursi roda SR-1", "Jangan dipakai di tangga.", "Rp12.500.000", "Diukur 24 Oktober 2026 oleh Tim teknik",
				"Jalan menanjak &amp; licin &lt;b&gt;sekali&lt;/b&gt;.", "wa.me", "?baca=mudah", `hreflang="en"`,
			},
			unwant: []string{"<b>sekali", "A1", "noindex"},
		},
		{name: "easy", path: "/inovasi/kursi-roda-elektrik?tampilan=mudah", status: 200, want: []string{"Kursi ini berjalan sendiri.", "Cara mendapatkan"}, unwant: []string{"Riwayat"}},
		{name: "english", path: "/en/inovasi/kursi-roda-elektrik", status: 200, want: []string{"What is this?", "Assistive device", "TRL 8", "/en/sentra"}},
		{name: "maker", path: "/inovasi/kursi-roda-elektrik", actor: manager, status: 200, want: []string{"/inovasi/kursi-roda-elektrik/sunting", "Arsipkan"}},
		{name: "other centre", path: "/inovasi/kursi-roda-elektrik", actor: manager2, status: 200, unwant: []string{"/sunting", "Arsipkan"}},
		{name: "unknown", path: "/inovasi/tidak-ada", status: 404},
		{name: "api", path: "/api/v1/innovations/SKA-2026-0001", status: 200, want: []string{`"slug":"kursi-roda-elektrik"`}, unwant: []string{`"author"`}},
		{name: "api list", path: "/api/v1/innovations?limit=1", status: 200, want: []string{`"items":[{`, "tongkat-adaptif"}},
		{name: "similar", path: "/inovasi/rencana-rahasia/sunting", actor: manager, status: 200, unwant: []string{"mirip dengan yang sudah ada"}},
	})
	again := h.drafted("Kursi roda Elektrik")
	h.run([]scenario{{name: "similar", path: "/inovasi/" + again.Slug + "/sunting", actor: manager, status: 200, want: []string{"mirip dengan yang sudah ada", `href="/inovasi/kursi-roda-elektrik"`}}})
}

func TestTheWholeWayThroughTheAPI(t *testing.T) {
	h := newHarness(t)
	photo := base64.StdEncoding.EncodeToString([]byte(gif))
	body := func(v map[string]any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	base := "/api/v1/innovations/kursi-mandi"
	edit := map[string]any{
		"version": 1, "title": "Kursi mandi", "problem": "Licin", "kind": "service", "summary": "Tidak licin.", "novelty": "Alasnya karet.",
		"clusters": []string{"elderly"}, "atensi": []string{"perawatan"}, "goals": []int{3}, "tkt": 3, "tkt_ticks": []string{"3.1", "3.2", "3.3", "3.4"},
		"tkt_on": "2026-01-15", "tkt_by": "Tim", "diffusion": "created", "evidence": 0, "lessons": "Belum ada.",
		"proof":         []map[string]any{{"kind": "statement", "result": "Tiga orang menginginkannya."}},
		"prerequisites": "Air.", "mentor": "SKA", "sustainability": "Anggaran.", "easy": "Alat ini mudah dipakai.", "responsible": "Contoh", "contributors": "Tim",
	}
	h.run([]scenario{
		{name: "nobody", method: post, path: "/api/v1/innovations", body: `{"title":"Kursi","problem":"Licin","kind":"service"}`, status: 401},
		{name: "missing", method: post, path: "/api/v1/innovations", actor: manager, body: `{"title":"Kursi"}`, status: 422, want: []string{`"name":"problem"`, `"name":"kind"`}},
		{name: "unknown field", method: post, path: "/api/v1/innovations", actor: manager, body: `{"title":"Kursi","problem":"Licin","kind":"service","state":"published"}`, status: 422, want: []string{"field.unknown"}},
		{name: "begin", method: post, path: "/api/v1/innovations", actor: manager, body: `{"title":"Kursi mandi","problem":"Licin","kind":"service","photo":"` + photo + `","alt":"Kursi"}`, status: 201, want: []string{"/api/v1/innovations/", `"state":"draft"`}, actions: []string{"innovation.draft"}},
		{name: "edit", method: post, path: base + "/edit", actor: manager, body: body(edit), status: 200, want: []string{`"version":2`}, actions: []string{"innovation.draft"}},
		{name: "stale", method: post, path: base + "/edit", actor: manager, body: body(edit), status: 409, want: []string{`"code":"stale"`, `"fields":[]`}},
		{
			name: "two editors", method: post, path: base + "/edit", actor: manager, body: strings.Replace(body(edit), "Belum ada.", "Terlalu licin.", 1), status: 409,
			want: []string{`"clash":{"version":2,"saved_by":"ska","saved_at":"`, `{"name":"lessons","base":null,"yours":"Terlalu licin.","theirs":"Belum ada.","both":true}`},
		},
		{
			name: "submitted from an old page", method: post, path: base + "/submit", actor: manager, body: `{"version":1}`, status: 409,
			want: []string{`{"name":"clusters","base":null,"yours":null,"theirs":["elderly"],"both":false}`},
		},
		{name: "two editors of another centre", method: post, path: base + "/edit", actor: manager2, body: body(edit), status: 404, unwant: []string{"clash"}},
		{name: "photo", method: post, path: base + "/photos", actor: manager, body: `{"photo":"` + photo + `","alt":"Kursi putih"}`, status: 200, want: []string{"Kursi putih"}, actions: []string{"innovation.picture"}},
		{name: "no photo", method: post, path: base + "/photos", actor: manager, body: `{"photo":"PHN2Zz4="}`, status: 422, want: []string{"picture.unknown"}},
		{name: "submit without rights", method: post, path: base + "/submit", actor: manager, body: `{}`, status: 422, want: []string{`"name":"ip"`}},
		{name: "rights", method: post, path: base + "/blueprint", actor: manager, body: `{"version":3,"rights":{"ip":"none","producer":"centres"}}`, status: 200, want: []string{`"version":4`}, actions: []string{"innovation.design"}},
		{name: "submit", method: post, path: base + "/submit", actor: manager, body: `{}`, status: 200, want: []string{`"state":"submitted"`}, actions: []string{"innovation.submit"}},
		{name: "own review", method: post, path: base + "/review", actor: manager, body: `{"version":5,"decision":"publish"}`, status: 403},
		{name: "review", method: post, path: base + "/review", actor: judge, body: `{"version":5,"decision":"publish"}`, status: 200, want: []string{`"state":"submitted"`}, actions: []string{"innovation.review"}},
		{name: "second review", method: post, path: base + "/review", actor: judge3, body: `{"version":5,"decision":"publish"}`, status: 200, want: []string{`"state":"published"`}, actions: []string{"innovation.review"}},
		{name: "found", path: "/api/v1/catalogue?q=kursi", status: 200, want: []string{`"total":1`}},
		{name: "archive", method: post, path: base + "/archive", actor: manager, body: `{"reason":"usang"}`, status: 200, want: []string{`"state":"archived"`}, actions: []string{"innovation.archive"}},
	})
}

func TestTwoEditorsOfOnePartPutTheirsTogether(t *testing.T) {
	h := newHarness(t)
	rec := h.drafted("Kursi roda elektrik")
	page, head := "/inovasi/"+rec.Slug+"/sunting/sebaran", as(policy.Head, soeharso)
	v := func(n int64) string { return fmt.Sprint("&version=", rec.Version+n) }
	h.run([]scenario{
		{name: "the first", method: post, path: page, actor: head, body: "prerequisites=Bengkel dan gudang.&mentor=Kantor&sustainability=Anggaran tahunan sentra." + v(0), status: 303, actions: []string{"innovation.draft"}},
		{
			name: "the second", method: post, path: page, actor: manager, body: "prerequisites=Bengkel dan fisioterapis.&mentor=SKA pemilik&sustainability=Dana sendiri." + v(0), status: 409,
			want: []string{
				"Gabungkan dua suntingan", "Kepala sentra dari sentra Anda menyimpan bagian ini", "Keduanya diubah", "gudang.", "fisioterapis.", "[ditambah:", "Keduanya, satu setelah yang lain",
				`name="picks.0.field" value="prerequisites"`, `name="version" value="` + fmt.Sprint(rec.Version+1) + `"`, `name="sustainability" value="Dana sendiri."`,
			},
		},
		{
			name: "together", method: post, path: page, actor: manager, status: 303, actions: []string{"innovation.draft"},
			body: "prerequisites=Bengkel dan fisioterapis.&mentor=SKA pemilik&sustainability=Dana sendiri." + v(1) +
				"&picks.0.field=prerequisites&picks.0.take=both&picks.1.field=mentor&picks.1.take=theirs&picks.2.field=sustainability&picks.2.take=yours",
		},
		{name: "nothing is lost", path: page, actor: head, status: 200, want: []string{"Bengkel dan gudang.", "Bengkel dan fisioterapis.", `value="Kantor"`, "Dana sendiri."}},
		{name: "a tampered choice", method: post, path: page, actor: manager, body: "mentor=x" + v(2) + "&picks.0.field=state&picks.0.take=yours", status: 422, want: []string{"Pilihan ini tidak ada"}},
	})
}

func TestAScriptThatSavesIsToldTheVersion(t *testing.T) {
	h := newHarness(t)
	rec := h.drafted("Kursi roda elektrik")
	save := func(body string) answer {
		return h.send(post, "/inovasi/"+rec.Slug+"/sunting/sebaran", body+"&csrf="+url.QueryEscape(maskToken(tokenOf(manager.secret()))),
			"Accept", "application/json", "X-Lumbung-Autosave", "1", "Content-Type", "application/x-www-form-urlencoded", "Cookie", cookieOf(manager))
	}
	if got := save(fmt.Sprint("mentor=Kantor&version=", rec.Version)); got.status != 200 || got.body != fmt.Sprintf(`{"version":%d}`, rec.Version+1) {
		t.Errorf("saved: %d %s", got.status, short(got.body))
	}
	if got := save(fmt.Sprint("mentor=Lain&version=", rec.Version)); got.status != 409 || !strings.Contains(got.body, `"code":"stale"`) {
		t.Errorf("stale: %d %s", got.status, short(got.body))
	}
	if got := save("mentor=" + strings.Repeat("x", 301) + fmt.Sprint("&version=", rec.Version+1)); got.status != 422 {
		t.Errorf("too long: %d %s", got.status, short(got.body))
	}
}
