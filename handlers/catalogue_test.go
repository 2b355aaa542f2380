package handlers

import (
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"

	"github.com/valyala/fasthttp"
	"github.com/valyala/fasthttp/fasthttputil"

	"lumbung/app/innovation"
	"lumbung/app/innovation/innovationtest"
	"lumbung/app/picture"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

var (
	manager  = as(policy.SKA, soeharso)
	manager2 = as(policy.SKA, meohai)
	judge    = as(policy.Reviewer, meohai)
	judge2   = as(policy.Reviewer, soeharso)
	judge3   = as(policy.Reviewer, "kartini")
	public0  = who{}
)

// gif is one white pixel.
const gif = "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

// drafted is a draft of soeharso in which nothing is missing.
func (h *harness) drafted(title string) innovation.Innovation {
	h.t.Helper()
	ctx, registry := h.ctx(manager), h.app.Innovations
	rec, err := registry.Begin(ctx, innovation.NewInnovation{Title: title, Problem: "Jalan menanjak & licin <b>sekali</b>.", Kind: innovation.Device, Photo: []byte(gif), Alt: "Kursi roda hitam"})
	if err != nil {
		h.t.Fatal(err)
	}
	in := innovationtest.Whole(rec)
	in.Easy, in.TKTOn = "Kursi ini berjalan sendiri.\nAnda memegang tuas.", noon.AddDate(0, -1, 0)
	if !strings.HasPrefix(title, "Kursi") {
		in.ISO = "04 19 04"
	}
	if rec, err = registry.Change(ctx, in); err != nil {
		h.t.Fatal(err)
	}
	if rec, err = registry.Design(ctx, innovationtest.Drawn(rec)); err != nil {
		h.t.Fatal(err)
	}
	return rec
}

func (h *harness) handedIn(title string) innovation.Innovation {
	h.t.Helper()
	rec := h.drafted(title)
	rec, err := h.app.Innovations.Submit(h.ctx(manager), innovation.Submission{Innovation: rec.Slug})
	if err != nil {
		h.t.Fatal(err)
	}
	return rec
}

func (h *harness) publishedAs(title string) innovation.Innovation {
	h.t.Helper()
	return h.approved(h.handedIn(title))
}

// approved has both reviewers agree to what is handed in.
func (h *harness) approved(rec innovation.Innovation) innovation.Innovation {
	h.t.Helper()
	for _, by := range []who{judge, judge3} {
		var err error
		rec, err = h.app.Innovations.Review(h.ctx(by), innovation.Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: innovation.Publish})
		if err != nil {
			h.t.Fatal(err)
		}
	}
	return rec
}

// supplied is a program with a published wheelchair of which six are ready, a
// published cane and a secret draft.
func supplied(t *testing.T) *harness {
	t.Helper()
	h := newHarnessWith(t, Options{Origin: "https://lumbung.example"}, nil)
	rec := h.publishedAs("Kursi roda elektrik")
	h.publishedAs("Tongkat adaptif")
	h.drafted("Rencana rahasia")
	m, err := h.app.Stock.AddModel(h.ctx(manager), stock.ModelDetails{Name: "Kursi roda SR-1", Tracking: stock.Serialised, Innovation: rec.Slug})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.app.Stock.Receive(h.ctx(as(policy.Warehouse, soeharso)), stock.NewReceipt{
		Model: m.Slug, Source: stock.Production, Fund: "APBN", Serials: strings.Fields("A1 A2 A3 A4 A5 A6"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestTheFrontPageLeadsEverywhere(t *testing.T) {
	h := supplied(t)
	h.run([]scenario{
		{name: "public", path: "/", status: 200, want: []string{`action="/katalog"`, "Kursi roda elektrik", "Saya butuh alat", "Alat siap diserahkan", ">6<", `href="/masuk"`}, unwant: []string{"Rencana rahasia"}},
		{name: "english", path: "/en", status: 200, want: []string{`action="/en/katalog"`, "I need a device", `lang="en"`}},
		{name: "staff", path: "/", actor: manager, status: 200, want: []string{`href="/beranda-saya"`}},
	})
}

func TestTheCatalogueFindsAndNarrows(t *testing.T) {
	h := supplied(t)
	h.run([]scenario{
		{
			name: "all", path: "/katalog", status: 200,
			want:   []string{"3 hasil", "Kursi roda elektrik", "Tongkat adaptif", "Kursi roda SR-1", `role="status"`, "Tersedia di 1 sentra", "TKT 8: sistem lengkap", `src="/gambar/`, `alt="Kursi roda hitam"`},
			unwant: []string{"Rencana rahasia", "A1"},
		},
		{name: "english", path: "/en/katalog?q=wheelchair", status: 200, want: []string{"2 results", "Available at 1 centre", "TRL 8"}},
		{name: "synonym", path: "/katalog?q=wheelchair", status: 200, want: []string{"2 hasil untuk “wheelchair”", "Kursi roda elektrik"}, unwant: []string{">Tongkat adaptif<"}},
		{name: "misspelt", path: "/katalog?q=tongkta", status: 200, want: []string{"Ini hasil untuk “tongkat”", "Cari dengan ejaan ini:", `<a href="/katalog?q=tongkat" rel="nofollow">tongkat</a>`, ">Tongkat adaptif<"}},
		{name: "filters", path: "/katalog?jenis=alat&siap=1", status: 200, want: []string{"1 hasil", ">Kursi roda SR-1<", "Hapus saringan: Siap sekarang"}, unwant: []string{">Tongkat adaptif<"}},
		{name: "what for, how ready", path: "/katalog?fungsi=12&tkt=siap-pakai", status: 200, want: []string{"2 hasil", "Berjalan dan bepergian · ISO 12 (2)", "Hapus saringan: Siap pakai"}, unwant: []string{">Tongkat adaptif<"}},
		{name: "open designs", path: "/katalog?terbuka=1", status: 200, want: []string{"0 hasil", "Juga yang desainnya tertutup: 3 hasil"}},
		{name: "unknown class", path: "/katalog?fungsi=99", status: 422, want: []string{"Kegunaan: Saringan ini tidak ada"}},
		{name: "unknown stage", path: "/katalog?tkt=9", status: 422, want: []string{"Kesiapan: Saringan ini tidak ada"}},
		{name: "two centres", path: "/katalog?sentra=soeharso", status: 200, want: []string{"3 hasil", "Prof. Dr. Soeharso"}},
		{name: "nothing", path: "/katalog?q=tongkat&siap=1", status: 200, want: []string{"Belum ada yang cocok", "Juga yang belum siap: 1 hasil", "Tanpa kata “tongkat”"}},
		{name: "two words that do not meet", path: "/katalog?q=tongkat+elektrik", status: 200, want: []string{"Tanpa kata “tongkat”: 2 hasil", `href="/katalog?q=elektrik"`}},
		{name: "where the words stand", path: "/katalog?q=wheelchair", status: 200, want: []string{"<mark>Kursi roda</mark>"}},
		{name: "what people wrote is escaped", path: "/katalog?q=menanjak", status: 200, want: []string{"<mark>menanjak</mark> &amp; licin &lt;b&gt;sekali&lt;/b&gt;"}},
		{name: "from right to left", path: "/katalog?q=%E2%80%AEtongkat", status: 200, want: []string{">Tongkat adaptif<"}},
		{name: "script in the query", path: "/katalog?q=%3Cscript%3Ealert(1)%3C/script%3E", status: 200, unwant: []string{"<script>alert"}},
		{name: "trackers are overlooked", path: "/katalog?utm_source=x&fbclid=y", status: 200, want: []string{"3 hasil"}},
		{name: "unknown kind", path: "/katalog?jenis=sulap", status: 422, want: []string{"tidak dapat dijalankan", "Saringan ini tidak ada", "Hapus saringan: sulap"}},
		{name: "unknown centre", path: "/katalog?sentra=atlantis", status: 422, want: []string{"Saringan ini tidak ada"}},
		{name: "unknown order", path: "/katalog?urut=harga", status: 422, want: []string{"Pilih salah satu"}},
		{name: "tampered cursor", path: "/katalog?cursor=AAAA", status: 422, want: []string{"Halaman ini tidak ada lagi"}},
		{name: "ready perhaps", path: "/katalog?siap=mungkin", status: 422},
		{name: "an endless query", path: "/katalog?q=" + strings.Repeat("x", 10_000), status: 422, want: []string{"Paling banyak 120 huruf"}},
	})
}

func TestPagesOfTheCatalogueFollowEachOther(t *testing.T) {
	h := newHarness(t)
	for range 30 {
		h.publishedAs("Lampu meja")
	}
	first := h.get(public0, "/katalog?q=lampu")
	if strings.Count(first.body, `class="card"`) != 24 {
		t.Fatalf("first page: %d cards", strings.Count(first.body, `class="card"`))
	}
	_, rest, _ := strings.Cut(first.body, `rel="next" href="`)
	next, _, _ := strings.Cut(rest, `"`)
	second := h.get(public0, strings.ReplaceAll(next, "&amp;", "&"))
	if n := strings.Count(second.body, `class="card"`); n != 6 || !strings.Contains(second.body, `rel="prev"`) || !strings.Contains(second.body, "30 hasil") {
		t.Errorf("second page at %s: %d cards", next, n)
	}
}

func TestTheCatalogueOfTheAPITellsTheSame(t *testing.T) {
	h := supplied(t)
	h.run([]scenario{
		{name: "search", path: "/api/v1/catalogue?q=wheelchair", status: 200, want: []string{`"total":2`, `"availability":"available"`, `"centres":1`}, unwant: []string{`"A1"`, `"users"`}},
		{name: "several kinds", path: "/api/v1/catalogue?kind=model&kind=assistive_device&limit=1", status: 200, want: []string{`"total":3`, `"next":"b`}},
		{name: "class and stage", path: "/api/v1/catalogue?iso=12&readiness=usable", status: 200, want: []string{`"total":2`, `"iso":"12 23 06"`, `"readiness":"usable"`, `"open":false`}},
		{name: "unknown class", path: "/api/v1/catalogue?iso=99", status: 422, want: []string{`"name":"iso"`}},
		{name: "where the words stand", path: "/api/v1/catalogue?q=kursi+elektrk", status: 200, want: []string{`"did_you_mean":"kursi elektrik"`, `{"text":"Kursi","hit":true}`}},
		{name: "going on", path: "/api/v1/catalogue/suggest?q=kur", status: 200, want: []string{`"kursi"`, `"Kursi roda elektrik"`}},
		{name: "going on from nothing", path: "/api/v1/catalogue/suggest", status: 200, want: []string{`{"items":[]}`}},
		{name: "going on for ever", path: "/api/v1/catalogue/suggest?q=" + strings.Repeat("x", 10_000), status: 422, want: []string{`"name":"q"`}},
		{name: "unknown kind", path: "/api/v1/catalogue?kind=magic", status: 422, want: []string{`"name":"kind"`}},
		{name: "unknown field", path: "/api/v1/catalogue?jenis=alat", status: 422, want: []string{"field.unknown"}},
		{name: "too many", path: "/api/v1/catalogue?limit=1000", status: 422, want: []string{`"name":"limit"`}},
	})
}

func TestAPictureIsServedByItsHashForGood(t *testing.T) {
	h := supplied(t)
	page := h.get(public0, "/inovasi/kursi-roda-elektrik").body
	_, rest, _ := strings.Cut(page, `src="/gambar/`)
	name, _, _ := strings.Cut(rest, `"`)
	got := h.get(public0, "/gambar/"+name)
	if got.status != 200 || got.header.Get("Content-Type") != "image/jpeg" || !strings.Contains(got.header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(got.body, "\xff\xd8") {
		t.Errorf("/gambar/%s = %d %v", name, got.status, got.header)
	}
	small := h.get(public0, "/gambar/"+strings.TrimSuffix(name, "jpg")+"webp")
	if small.status != 200 || small.header.Get("Content-Type") != "image/webp" || !strings.Contains(small.header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(small.body, "RIFF") {
		t.Errorf("as WebP = %d %v", small.status, small.header)
	}
	hash, _, _ := strings.Cut(name, "-")
	card := h.get(public0, "/gambar/"+hash+"-kartu.webp")
	if card.status != 200 || card.header.Get("Content-Type") != "image/webp" || !strings.Contains(card.header.Get("Cache-Control"), "immutable") || len(card.body) > picture.MaxThumb {
		t.Errorf("on a card = %d %v, %d bytes", card.status, card.header, len(card.body))
	}
	if list := h.get(public0, "/katalog").body; !strings.Contains(list, `src="/gambar/`+hash+`-kartu.webp"`) || strings.Contains(list, "srcset") {
		t.Error("the list shows other pictures than those for lists")
	}
	for _, bad := range []string{"x.jpg", "x-kartu.webp", hash + "-kartu.jpg", hash + "-kartu", strings.TrimSuffix(name, "jpg") + "svg", "x-320.jpg", strings.Replace(name, "-1.", "-2.", 1), strings.TrimSuffix(name, ".jpg"), "..%2f..%2fetc-1.jpg", "-.jpg"} {
		if got := h.get(public0, "/gambar/"+bad); got.status != 404 {
			t.Errorf("/gambar/%s = %d, want 404", bad, got.status)
		}
	}
}

// BenchmarkCataloguePage is the work of a page of 24 cards with all its filters
// that is not on the shelf, without the network, and of the same page from it.
func BenchmarkCataloguePage(b *testing.B) {
	h := newHarness(b)
	h.server.log = slog.New(slog.DiscardHandler)
	for i := range 60 {
		h.publishedAs(fmt.Sprintf("Kursi roda ukur %d", i))
	}
	if err := h.app.Catalogue.Sync(b.Context()); err != nil {
		b.Fatal(err)
	}
	ln := fasthttputil.NewInmemoryListener()
	defer func() { _ = ln.Close() }()
	h.server.web.Handler() // readies the routes
	go func() { _ = h.server.web.Server().Serve(ln) }()
	client := &fasthttp.Client{Dial: func(string) (net.Conn, error) { return ln.Dial() }}
	for name, path := range map[string]func(int) string{
		"not kept": func(i int) string { return fmt.Sprint("/katalog?pelacak=", i) },
		"searched": func(i int) string { return fmt.Sprint("/katalog?q=kursi+roda+ukur&pelacak=", i) },
		"kept":     func(int) string { return "/katalog" },
	} {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				var req fasthttp.Request
				var res fasthttp.Response
				req.SetRequestURI("http://lumbung" + path(i))
				if err := client.Do(&req, &res); err != nil || res.StatusCode() != 200 {
					b.Fatal(res.StatusCode(), err)
				}
				b.ReportMetric(float64(len(res.Body())), "bytes")
			}
		})
	}
}
