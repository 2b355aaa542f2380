package handlers

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image"
	"image/png"
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/ska"
)

var (
	skaManager  = as(policy.SKA, soeharso)
	skaManager2 = as(policy.SKA, meohai)
	ministry    = as(policy.Ministry, "")
)

func TestAProfileIsEditedStepByStep(t *testing.T) {
	h := newHarness(t)
	const step = "/ska/soeharso/sunting/"
	h.run([]scenario{
		{name: "before anything is told", path: "/ska/soeharso", status: 200, want: []string{"belum menulis profilnya"}},
		{name: "in English", path: "/en/ska/soeharso", status: 200, want: []string{"has not written its profile"}},
		{name: "no such SKA", path: "/ska/rahasia", status: 404},
		{name: "a former name", path: "/ska/BBRSPDF%20Prof.%20Dr.%20Soeharso%20Surakarta", status: 301, want: []string{"/ska/soeharso"}},
		{name: "nobody edits", path: step + "ruang", status: 303, want: []string{"/masuk"}},
		{name: "another centre", path: step + "ruang", actor: skaManager2, status: 404},
		{name: "the ministry reads only", path: step + "ruang", actor: ministry, status: 403},
		{name: "no such step", path: step + "rahasia", actor: skaManager, status: 404},
		{name: "the first step", path: "/ska/soeharso/sunting", actor: skaManager, status: 303, want: []string{step + "dasar"}},
		{name: "basics", method: post, path: step + "dasar", actor: skaManager, body: "version=0&phone=(0271) 000-000&hours=Senin–Jumat&about=<script>alert(1)</script>", status: 303, want: []string{step + "dasar"}, actions: []string{"ska.edit"}},
		{name: "basics again by an old form", method: post, path: step + "dasar", actor: skaManager, body: "version=0&phone=(0271) 111-111", status: 409, want: []string{"(0271) 000-000", "(0271) 111-111"}},
		{name: "a room without a name", method: post, path: step + "ruang", actor: skaManager, body: "purpose=Melatih pembatik&use=in_use", status: 422, want: []string{"Melatih pembatik"}},
		{name: "a room", method: post, path: step + "ruang", actor: skaManager, body: "name=Ruang batik&area=60&use=in_use", status: 303, actions: []string{"ska.edit"}},
		{name: "a tool", method: post, path: step + "peralatan", actor: skaManager, body: "name=Mesin las&number=2&year=2012&condition=damaged&needs=Ganti&cost=36000000", status: 303, actions: []string{"ska.edit"}},
		{name: "capacity", method: post, path: step + "kapasitas", actor: skaManager, body: "product=Batik&per_month=80&unit=potong", status: 303, actions: []string{"ska.edit"}},
		{name: "trainees that do not add up", method: post, path: step + "peserta", actor: skaManager, body: "year=2026&half=1&women=7&men=20&fisik=26", status: 422, want: []string{"tidak sama"}},
		{name: "trainees", method: post, path: step + "peserta", actor: skaManager, body: "year=2026&half=1&women=3&men=24&fisik=24&netra=3", status: 303, actions: []string{"ska.edit"}},
		{name: "a decree with a script for a link", method: post, path: step + "keputusan", actor: skaManager, body: "kind=centre_decree&number=9&date=2026-01-02&title=Contoh&link=javascript:alert(1)", status: 422, want: []string{"https://"}},
		{name: "a decree", method: post, path: step + "keputusan", actor: skaManager, body: "kind=centre_decree&number=99/CONTOH&date=2026-01-02&title=Contoh", status: 303, actions: []string{"ska.edit"}},
		{
			name: "the page of everybody", path: "/ska/soeharso", status: 200,
			want:   []string{"Ruang batik", "36.000.000", "80 potong", "99/CONTOH", "&lt;script&gt;", "disembunyikan", "tel:0271000000"},
			unwant: []string{"<script>alert", "sunting", "csrf"},
		},
		{name: "history", path: "/ska/soeharso/riwayat", actor: skaManager, status: 200, want: []string{"Ruang batik", "Mesin las"}},
		{name: "history of another centre", path: "/ska/soeharso/riwayat", actor: skaManager2, status: 404},
		{name: "all of them", path: "/ska", status: 200, want: []string{"/ska/soeharso", "1 jenis kapasitas"}},
		{name: "the centre leads to it", path: "/sentra/soeharso", status: 200, want: []string{"/ska/soeharso"}},
	})
	p, err := h.app.SKA.Edit(h.ctx(skaManager), soeharso)
	if err != nil {
		t.Fatal(err)
	}
	room := p.Rooms[0].ID.String()
	h.run([]scenario{
		{name: "the form of an item", path: step + "ruang?item=" + room, actor: skaManager, status: 200, want: []string{`value="Ruang batik"`, `name="version" value="1"`}},
		{name: "an item that is not there", path: step + "ruang?item=x", actor: skaManager, status: 404},
		{name: "change it", method: post, path: step + "ruang", actor: skaManager, body: "item=" + room + "&version=1&name=Ruang gambar&use=unused", status: 303, actions: []string{"ska.edit"}},
		{name: "change it by an old form", method: post, path: step + "ruang", actor: skaManager, body: "item=" + room + "&version=1&name=Ruang lain&use=in_use", status: 409, want: []string{"Ruang gambar", "Ruang lain"}},
		{name: "remove it by an old page", method: post, path: step + "ruang/hapus", actor: skaManager, body: "item=" + room + "&version=1", status: 409},
		{name: "another centre removes", method: post, path: step + "ruang/hapus", actor: skaManager2, body: "item=" + room + "&version=2", status: 403},
		{name: "remove it", method: post, path: step + "ruang/hapus", actor: skaManager, body: "item=" + room + "&version=2", status: 303, actions: []string{"ska.edit"}},
	})
}

func TestTheMinistryComparesSKA(t *testing.T) {
	h := newHarness(t)
	if _, err := h.app.SKA.SetTool(h.ctx(skaManager), ska.ToolForm{At: ska.At{Centre: soeharso}, Name: "=Mesin", Number: 2, Condition: ska.Broken, Needs: "ganti", Cost: 36_000_000}); err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "nobody", path: "/ska/banding", status: 303},
		{name: "a manager", path: "/ska/banding", actor: skaManager, status: 403},
		{name: "the ministry", path: "/ska/banding", actor: ministry, status: 200, want: []string{"Rp36.000.000", `aria-sort="descending"`, "/ska/banding?sort=name"}},
		{name: "by name", path: "/ska/banding?sort=name", actor: as(policy.Auditor, ""), status: 200, want: []string{`aria-sort="ascending"`}},
		{name: "a column that is not there", path: "/ska/banding?sort=secret", actor: ministry, status: 200},
		{name: "CSV", path: "/ska/banding.csv?sort=cost&desc=1", actor: ministry, status: 200, want: []string{"soeharso", "36000000"}},
		{name: "XLSX", path: "/ska/banding.xlsx", actor: ministry, status: 200, want: []string{"PK"}},
		{name: "XLSX for a manager", path: "/ska/banding.xlsx", actor: skaManager, status: 403},
		{name: "the API", path: "/api/v1/ska-comparison?sort=cost&desc=true", actor: ministry, status: 200, want: []string{`"cost":36000000`}},
		{name: "the API for a manager", path: "/api/v1/ska-comparison", actor: skaManager, status: 403},
	})
}

func TestAnOfferingIsWrittenPublishedAndFound(t *testing.T) {
	h := newHarness(t)
	form := "title=Batik ciprat contoh&kind=product&line=batik&text=Kain&place=Galeri&hours=Senin&phone=0271 000&price_from=150000&price_to=350000&per=potong&available=1"
	const page = "/produk/batik-ciprat-contoh"
	h.run([]scenario{
		{name: "nobody begins", path: "/produk/baru", status: 303},
		{name: "the form", path: "/produk/baru", actor: skaManager, status: 200, want: []string{"Bidang usaha"}},
		{name: "refused", method: post, path: "/produk/baru", actor: skaManager, body: strings.Replace(form, "price_to=350000", "price_to=1", 1), status: 422, want: []string{"lebih kecil", "Galeri"}},
		{name: "begin", method: post, path: "/produk/baru", actor: skaManager, body: form, status: 303, want: []string{page + "/sunting"}, actions: []string{"offering.draft"}},
		{name: "everybody reads a draft", path: page, status: 404},
		{name: "another centre reads a draft", path: page, actor: skaManager2, status: 404},
		{name: "its manager does", path: page, actor: skaManager, status: 200, want: []string{"Sebelum terbit", "Tambahkan satu foto"}},
		{name: "publish without a photo", method: post, path: page + "/terbit", actor: skaManager, body: "version=1", status: 422},
	})
	body, err := json.Marshal(map[string]string{"photo": base64.StdEncoding.EncodeToString(pngOf(t)), "alt": "Kain biru"})
	if err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "a photo", method: post, path: "/api/v1/offerings/batik-ciprat-contoh/photos", actor: skaManager, body: string(body), status: 200, want: []string{"Kain biru"}, actions: []string{"offering.draft"}},
		{name: "publish", method: post, path: page + "/terbit", actor: skaManager, body: "version=2", status: 303, want: []string{page}, actions: []string{"offering.publish"}},
		{name: "everybody reads it", path: page, status: 200, want: []string{"Rp150.000", "bukan penjualan", "Tersedia sekarang", "Kain biru"}, unwant: []string{"csrf", "Arsipkan"}},
		{name: "in English", path: "/en" + page, status: 200, want: []string{"nothing is sold here"}},
		{name: "the catalogue finds it", path: "/katalog?q=batik", status: 200, want: []string{page}},
		{name: "the API of the catalogue", path: "/api/v1/catalogue?q=ciprat", status: 200, want: []string{`"href":"` + page + `"`}},
		{name: "the SKA shows it", path: "/ska/soeharso", status: 200, want: []string{page}},
		{name: "the map of the site", path: "/sitemap.xml", status: 200, want: []string{}},
		{name: "not available", method: post, path: page + "/tersedia", actor: skaManager, status: 303, actions: []string{"offering.draft"}},
		{name: "an old form", method: post, path: page + "/sunting", actor: skaManager, body: form + "&version=1", status: 409, want: []string{"Batik ciprat contoh"}},
		{name: "list of the centre", path: "/ska/soeharso/produk", actor: skaManager, status: 200, want: []string{page, "Sedang tidak tersedia"}},
		{name: "list of another", path: "/ska/soeharso/produk", actor: skaManager2, status: 404},
		{name: "archive without a reason", method: post, path: page + "/arsip", actor: skaManager, body: "version=4", status: 422, want: []string{"Arsipkan"}},
		{name: "archive", method: post, path: page + "/arsip", actor: skaManager, body: "version=4&reason=Berganti motif", status: 303, actions: []string{"offering.publish"}},
		{name: "its page stays", path: page, status: 200, want: []string{"Berganti motif", "noindex"}},
		{name: "the catalogue does not", path: "/katalog?q=ciprat", status: 200, unwant: []string{page}},
		{name: "history", path: page + "/riwayat", actor: skaManager, status: 200, want: []string{"archived"}},
		{name: "history for everybody", path: page + "/riwayat", status: 303},
	})
}

func TestTheAPIOfSKA(t *testing.T) {
	h := newHarness(t)
	room := `{"name":"Ruang las","use":"in_use","area":40}`
	h.run([]scenario{
		{name: "all", path: "/api/v1/ska", status: 200, want: []string{`"centre":"soeharso"`}},
		{name: "nobody writes", method: post, path: "/api/v1/ska/soeharso/rooms", body: room, status: 401},
		{name: "another centre", method: post, path: "/api/v1/ska/soeharso/rooms", actor: skaManager2, body: room, status: 403},
		{name: "an unknown field", method: post, path: "/api/v1/ska/soeharso/rooms", actor: skaManager, body: `{"nama":"x"}`, status: 422},
		{name: "a room", method: post, path: "/api/v1/ska/soeharso/rooms", actor: skaManager, body: room, status: 200, want: []string{`"name":"Ruang las"`, `"version":1`}, actions: []string{"ska.edit"}},
		{name: "a file that is no PDF", method: post, path: "/api/v1/ska/soeharso/decrees", actor: skaManager, body: `{"kind":"agreement","number":"1","date":"2026-01-02T00:00:00Z","title":"x","file":"PGh0bWw+"}`, status: 422},
		{name: "a decree", method: post, path: "/api/v1/ska/soeharso/decrees", actor: skaManager, body: `{"kind":"agreement","number":"1/PKS","date":"2026-01-02T00:00:00Z","title":"x","file":"JVBERi0xLjQ="}`, status: 200, actions: []string{"ska.edit"}},
		{name: "trainees", method: post, path: "/api/v1/ska/soeharso/trainees", actor: skaManager, body: `{"year":2026,"women":2,"men":2,"fisik":4}`, status: 200, actions: []string{"ska.edit"}},
		{name: "small groups are null", path: "/api/v1/ska/soeharso", status: 200, want: []string{`"total":null`, `"kinds_withheld":true`}},
		{name: "but not for those who keep them", path: "/api/v1/ska/soeharso/profile", actor: skaManager, status: 200, want: []string{`"women":2`}},
		{name: "others", path: "/api/v1/ska/soeharso/profile", actor: skaManager2, status: 404},
		{name: "versions", path: "/api/v1/ska/soeharso/versions?limit=2", actor: skaManager, status: 200, want: []string{`"part":"trainees"`}},
		{name: "a cursor that was made up", path: "/api/v1/ska/soeharso/versions?cursor=AAAA", actor: skaManager, status: 422},
		{name: "an offering", method: post, path: "/api/v1/offerings", actor: skaManager, body: `{"title":"Cuci mobil","kind":"service","line":"car_wash"}`, status: 201, actions: []string{"offering.draft"}},
		{name: "is not public", path: "/api/v1/offerings", status: 200, unwant: []string{"Cuci mobil"}},
		{name: "is read by its centre", path: "/api/v1/offerings/cuci-mobil", actor: skaManager, status: 200, want: []string{`"state":"draft"`}},
		{name: "by nobody else", path: "/api/v1/offerings/cuci-mobil", status: 404},
	})
	p, err := h.app.SKA.Edit(h.ctx(skaManager), soeharso)
	if err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "the paper", path: "/ska/soeharso/keputusan/" + p.Decrees[0].ID.String(), status: 200, want: []string{"%PDF-1.4"}},
		{name: "no paper", path: "/ska/soeharso/keputusan/x", status: 404},
		{
			name: "two editors", method: post, path: "/api/v1/ska/soeharso/rooms", actor: skaManager,
			body: `{"item":"` + p.Rooms[0].ID.String() + `","version":7,"name":"Ruang bubut","use":"in_use","area":40}`, status: 409,
			want: []string{`"clash":{"version":1,"fields":[{"name":"name","yours":"Ruang bubut","theirs":"Ruang las","both":false}]}`},
		},
		{
			name: "two editors of an offering", method: post, path: "/api/v1/offerings/cuci-mobil/edit", actor: skaManager,
			body: `{"version":9,"title":"Cuci motor","kind":"service","line":"car_wash"}`, status: 409, want: []string{`{"name":"title","yours":"Cuci motor","theirs":"Cuci mobil","both":false}`},
		},
		{name: "remove", method: post, path: "/api/v1/ska/soeharso/rooms/remove", actor: skaManager, body: `{"item":"` + p.Rooms[0].ID.String() + `","version":1}`, status: 200, want: []string{`"rooms":[]`}, actions: []string{"ska.edit"}},
	})
}

// pngOf is an invented photo.
func pngOf(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// offers publishes a product of an SKA.
func (h *harness) offers(title string) {
	h.t.Helper()
	ctx := h.ctx(skaManager)
	o, err := h.app.SKA.Offer(ctx, ska.TermsForm{Title: title, Kind: ska.Product, Line: "cafe", Text: "Kopi", Place: "Galeri", Hours: "Senin", Phone: "0271 000"})
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.app.SKA.AddOfferingPhoto(ctx, ska.NewOfferingPhoto{Offering: o.Slug, Photo: pngOf(h.t), Alt: "Secangkir kopi"}); err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.app.SKA.Publish(ctx, ska.Step{Offering: o.Slug}); err != nil {
		h.t.Fatal(err)
	}
}
