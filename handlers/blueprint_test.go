package handlers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"lumbung/app/innovation"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage/blob"
	"lumbung/views/okh"
)

// designOf is a design in which each part is said.
func designOf(rec innovation.Innovation) innovation.BlueprintEdit {
	return innovation.BlueprintEdit{
		Innovation: rec.Slug, Version: rec.Version,
		Sizes: &innovation.SizesEdit{
			Length: 1100, Width: 640, Height: 925, Mass: 38_500, MaxLoad: 120, Power: "Baterai 24 V", User: "Tinggi 140 sampai 180 cm",
			Fittings: []innovation.FittingEdit{{Name: "Lebar dudukan", From: 380, To: 460, Unit: "mm"}},
		},
		Releases: &innovation.ReleasesEdit{Rows: []innovation.ReleaseEdit{{Version: "1.2.0", Note: "Rem parkir diganti"}}},
		Tests:    &innovation.TestsEdit{Rows: []innovation.TestEdit{{Parameter: "braking", Batch: "B-7", Result: "pass", Value: "12°"}}},
		Safety:   &innovation.SafetyEdit{Statement: "Tepi tajam ditutup.", NotFor: "Bukan untuk tangga <b>."},
		Certificates: &innovation.CertificatesEdit{Rows: []innovation.CertificateEdit{
			{Standard: "ISO 7176-8", Until: noon.AddDate(0, -1, 0)}, {Standard: "ISO 7176-1", Link: "https://lab.example/1", Until: noon.AddDate(1, 0, 0)},
		}},
		Rights: &innovation.RightsEdit{Hardware: "CERN-OHL-S-2.0", Documents: "CC-BY-4.0", IP: "none", Producer: innovation.Anyone},
		Parts: &innovation.PartsEdit{Rows: []innovation.ComponentEdit{
			{Name: "Motor 250 W", Quantity: 2, Unit: "buah", Price: 1_850_000}, {Name: `=cmd|"x"`, Quantity: 1, Price: 1},
		}},
	}
}

func (h *harness) designed(rec innovation.Innovation) innovation.Innovation {
	h.t.Helper()
	rec, err := h.app.Innovations.Design(h.ctx(manager), designOf(rec))
	if err != nil {
		h.t.Fatal(err)
	}
	return rec
}

// uploadTo sends a form with a file that has a name at the sender's.
func (h *harness) uploadTo(w who, path, name, data string, fields ...string) answer {
	h.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for _, f := range append(fields, csrfField+"="+maskToken(tokenOf(w.secret()))) {
		key, value, _ := strings.Cut(f, "=")
		if err := m.WriteField(key, value); err != nil {
			h.t.Fatal(err)
		}
	}
	part, err := m.CreateFormFile("file", name)
	if err != nil {
		h.t.Fatal(err)
	}
	_, _ = part.Write([]byte(data)) // into memory
	if err := m.Close(); err != nil {
		h.t.Fatal(err)
	}
	return h.send(post, path, body.String(), "Accept", "text/html", "Content-Type", m.FormDataContentType(), "Cookie", cookieOf(w))
}

func TestADesignIsFilledInPartByPart(t *testing.T) {
	h := newHarness(t)
	rec := h.drafted("Kursi roda elektrik")
	page := "/inovasi/" + rec.Slug + "/rancangan"
	body := func(fields string, version int64) string { return fmt.Sprintf("%s&version=%d", fields, version) }
	h.run([]scenario{
		{name: "nobody", path: page, status: 303, want: []string{"/masuk"}},
		{name: "other centre", path: page, actor: manager2, status: 404},
		{name: "auditor reads", path: page, actor: auditor, status: 200, want: []string{"Bagian rancangan", "4 dari 8"}, unwant: []string{"/rancangan/ukuran"}},
		{name: "auditor edits", path: page + "/ukuran", actor: auditor, status: 403},
		{name: "overview", path: page, actor: manager, status: 200, want: []string{"4 dari 8", page + "/ukuran", page + "/berkas"}},
		{name: "unknown part", path: page + "/sulap", actor: manager, status: 404},
		{name: "unknown part sent", method: post, path: page + "/sulap", actor: manager, body: body("safety.statement=x", rec.Version), status: 404},
		{name: "form", path: page + "/ukuran", actor: manager, status: 200, want: []string{`name="sizes.length_mm"`, `name="sizes.fittings.2.name"`, "Bagian berikutnya: Versi rancangan"}},
		{
			name: "a wrong size keeps what was typed", method: post, path: page + "/ukuran", actor: manager, status: 422,
			body: body("sizes.length_mm=-5&sizes.power=Baterai <24> V&sizes.fittings.0.name=Lebar&sizes.fittings.0.unit=mm&sizes.fittings.0.from=5&sizes.fittings.0.to=9", rec.Version),
			want: []string{"Paling kecil 0", `value="-5"`, "Baterai &lt;24&gt; V", `value="Lebar"`, `href="#f-sizes-length_mm"`, `name="version" value="` + versionText(rec.Version)},
		},
		{name: "sizes", method: post, path: page + "/ukuran", actor: manager, body: body("sizes.length_mm=1.100&sizes.width_mm=640&sizes.height_mm=925&sizes.power=Baterai", rec.Version), status: 303, want: []string{page}, actions: []string{"innovation.design"}},
		{name: "another part with the older form", method: post, path: page + "/keselamatan", actor: as(policy.Head, soeharso), body: body("safety.statement=Tepi ditutup.", rec.Version), status: 303, actions: []string{"innovation.design"}},
		{
			name: "the same part with the older form", method: post, path: page + "/keselamatan", actor: manager, body: body("safety.statement=Tepi dibulatkan.", rec.Version), status: 409,
			want: []string{"Tepi ditutup.", "Tepi dibulatkan.", "Mengapa alat ini aman", `name="version" value="` + versionText(rec.Version+2)},
		},
		{name: "mine over theirs", method: post, path: page + "/keselamatan", actor: manager, body: body("safety.statement=Tepi dibulatkan.", rec.Version+2), status: 303, actions: []string{"innovation.design"}},
		{name: "a script as a link", method: post, path: page + "/sertifikat", actor: manager, body: body("certificates.rows.0.standard=ISO&certificates.rows.0.link=javascript:alert(1)", rec.Version+3), status: 422, want: []string{"alamat web lengkap"}},
		{name: "unknown licence", method: post, path: page + "/hak", actor: manager, body: body("rights.hardware=Bebas", rec.Version+3), status: 422, want: []string{"CERN-OHL-P-2.0"}},
		{name: "a pasted line without sense", method: post, path: page + "/bahan", actor: manager, body: body("parts.paste=Motor;2\nBaut;banyak", rec.Version+3), status: 422, want: []string{"Baris 2 tidak terbaca", "Baut;banyak"}},
		{name: "pasted", method: post, path: page + "/bahan", actor: manager, body: body("parts.paste=Motor;2;buah;Rp1.850.000\nBaut\t24", rec.Version+3), status: 303, actions: []string{"innovation.design"}},
		{name: "it is there", path: page + "/bahan", actor: manager, status: 200, want: []string{`value="1850000"`, `value="Baut"`}},
		{name: "overview again", path: page, actor: manager, status: 200, want: []string{"6 dari 8", "Rp3.700.000", "lewat pintu 80 cm", "/bahan.csv?salinan=kerja"}},
		{name: "its parts list", path: "/inovasi/" + rec.Slug + "/bahan.csv?salinan=kerja", actor: manager, status: 200, want: []string{"Motor,2,buah"}},
		{name: "not for the public", path: "/inovasi/" + rec.Slug + "/bahan.csv", status: 404},
		{name: "nor for another centre", path: "/inovasi/" + rec.Slug + "/bahan.csv?salinan=kerja", actor: manager2, status: 404},
	})
	if _, err := h.app.Innovations.Submit(h.ctx(manager), innovation.Submission{Innovation: rec.Slug}); err != nil {
		t.Fatal(err)
	}
	h.run([]scenario{
		{name: "under review it leads back", path: page + "/ukuran", actor: manager, status: 303, want: []string{page}},
		{name: "under review nothing is saved", method: post, path: page + "/keselamatan", actor: manager, body: body("safety.statement=x", rec.Version+5), status: 409},
	})
}

func TestFilesOfADesign(t *testing.T) {
	h := newHarness(t)
	rec := h.designed(h.drafted("Kursi roda elektrik"))
	page := "/inovasi/" + rec.Slug + "/rancangan/berkas"
	for _, x := range []struct {
		name, file, data, kind, want string
		status                       int
	}{
		{"drawing", "../../Rangka depan.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "drawing", page, 303},
		{"a program", "setup.exe", "MZ" + strings.Repeat("\x00", 300), "other", "program komputer", 422},
		{"over the limit", "besar.zip", strings.Repeat("x", innovation.MaxFileBytes+1), "source", "lebih dari 7 MiB", 422},
		{"over the limit of a form", "besar.zip", strings.Repeat("x", maxBody+1), "source", "", 413},
		{"without a kind", "a.txt", "isi", "", "Wajib diisi", 422},
	} {
		got := h.uploadTo(manager, page, x.file, x.data, "kind="+x.kind, "title=Gambar <rangka>")
		if text := got.header.Get("Location") + got.body; got.status != x.status || !strings.Contains(text, x.want) {
			t.Errorf("%s: %d, want %d with %q: %s", x.name, got.status, x.status, x.want, short(text))
		}
	}
	if got := h.uploadTo(manager2, page, "a.txt", "isi", "kind=other"); got.status != 404 {
		t.Errorf("a file of another centre: %d", got.status)
	}
	hash := blob.Hash([]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`))
	href := "/inovasi/" + rec.Slug + "/berkas/" + hash
	h.run([]scenario{
		{name: "listed", path: page, actor: manager, status: 200, want: []string{"Gambar &lt;rangka&gt;", hash, "Berkas yang ada (1 dari 30)", page + "/hapus"}},
		{name: "not yet for everybody", path: href, status: 404},
		{name: "nor for another centre", path: href, actor: manager2, status: 404},
		{name: "unknown", path: "/inovasi/" + rec.Slug + "/berkas/..%2f..%2fetc", actor: manager, status: 404},
	})
	got := h.get(manager, href)
	for name, want := range map[string]string{
		"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
		"Content-Disposition": `attachment; filename="Rangka_depan.svg"`,
	} {
		if got.header.Get(name) != want {
			t.Errorf("%s = %q, want %q", name, got.header.Get(name), want)
		}
	}
	if !strings.HasPrefix(got.header.Get("Repr-Digest"), "sha-256=:") {
		t.Errorf("digest = %q", got.header.Get("Repr-Digest"))
	}
	h.run([]scenario{
		{name: "another centre removes it", method: post, path: page + "/hapus", actor: manager2, body: "sha256=" + hash, status: 404},
		{name: "removed", method: post, path: page + "/hapus", actor: manager, body: "sha256=" + hash, status: 303, want: []string{page}, actions: []string{"innovation.file"}},
		{name: "removed twice", method: post, path: page + "/hapus", actor: manager, body: "sha256=" + hash, status: 404},
		{name: "gone", path: href, actor: manager, status: 404},
	})
}

// openDesign is a published innovation whose design is free, with two files.
func openDesign(t *testing.T) (*harness, innovation.Innovation) {
	t.Helper()
	h := newHarnessWith(t, Options{Origin: "https://lumbung.example"}, nil)
	rec := h.designed(h.drafted("Kursi roda elektrik"))
	for _, kind := range []string{"drawing", "assembly"} {
		_, err := h.app.Innovations.AddFile(h.ctx(manager), innovation.NewFile{Innovation: rec.Slug, Kind: kind, Name: kind + ".pdf", File: []byte("%PDF-1.7 " + kind)})
		if err != nil {
			t.Fatal(err)
		}
	}
	return h, h.reviewed(rec.Slug)
}

// reviewed hands a draft in and publishes it.
func (h *harness) reviewed(slug string) innovation.Innovation {
	h.t.Helper()
	rec, err := h.app.Innovations.Submit(h.ctx(manager), innovation.Submission{Innovation: slug})
	if err != nil {
		h.t.Fatal(err)
	}
	return h.approved(rec)
}

func TestAnOpenDesignIsForEverybody(t *testing.T) {
	h, rec := openDesign(t)
	page := "/inovasi/" + rec.Slug
	h.run([]scenario{
		{name: "page", path: page, status: 200, want: []string{
			"Lebar 64 cm: lewat pintu 80 cm", "Lebar dudukan", "Semua 1 uji terakhir lulus", "kedaluwarsa 24 Oktober 2026", "desain terbuka", "CERN-OHL-S-2.0",
			"Rp3.700.001", "Rem parkir diganti", "/berkas/", page + "/okh.toml", "Bukan untuk tangga &lt;b&gt;.",
		}},
		{name: "english", path: "/en" + page, status: 200, want: []string{"64 cm wide: it passes", "open design", "Parts list"}},
		{name: "parts", path: page + "/bahan.csv", status: 200, want: []string{"Motor 250 W,2,buah,1850000,3700000"}, unwant: []string{"\n=cmd"}},
		{name: "file", path: page + "/berkas/" + rec.Blueprint.Files[0].Hash, status: 200, want: []string{"%PDF-1.7 drawing"}},
		{name: "api", path: "/api/v1/innovations/" + rec.Slug, status: 200, want: []string{`"hardware":"CERN-OHL-S-2.0"`, `"sha256"`}},
	})
	got := h.get(public0, page+"/okh.toml")
	var m okh.Manifest
	if _, err := toml.Decode(got.body, &m); err != nil || got.status != 200 || !strings.HasPrefix(got.header.Get("Content-Type"), "application/toml") {
		t.Fatalf("manifest: %d %v: %s", got.status, err, got.body)
	}
	here := "https://lumbung.example" + page
	if m.Name != "Kursi roda elektrik" || m.Repo != here || m.License != "CERN-OHL-S-2.0 AND CC-BY-4.0" || m.Release != "1.2.0" || m.Readiness != "OTRL-5" || m.Mass != 38_500 {
		t.Errorf("manifest = %+v", m)
	}
	if len(m.Source) != 1 || len(m.Instructions) != 1 || m.BOM != here+"/bahan.csv" || len(m.Attestation) != 1 || len(m.Images) != 1 || m.Outer.Depth != 1100 {
		t.Errorf("what it links to = %+v", m)
	}
}

func TestADesignThatIsWithheldStaysInside(t *testing.T) {
	h := newHarness(t)
	rec := h.designed(h.drafted("Kursi roda elektrik"))
	in := designOf(rec)
	in = innovation.BlueprintEdit{Innovation: rec.Slug, Version: rec.Version, Rights: in.Rights}
	in.Rights.IP = "secret"
	if _, err := h.app.Innovations.Design(h.ctx(manager), in); err != nil {
		t.Fatal(err)
	}
	rec, err := h.app.Innovations.AddFile(h.ctx(manager), innovation.NewFile{Innovation: rec.Slug, Kind: "drawing", Name: "rangka.pdf", File: []byte("%PDF-1.7")})
	if err != nil {
		t.Fatal(err)
	}
	h.reviewed(rec.Slug)
	page := "/inovasi/" + rec.Slug
	h.run([]scenario{
		{name: "page", path: page, status: 200, want: []string{"Lebar dudukan", "Rahasia"}, unwant: []string{"Motor 250 W", "Rem parkir diganti", "/berkas/", "okh.toml"}},
		{name: "api", path: "/api/v1/innovations/" + rec.Slug, status: 200, unwant: []string{"Motor 250 W", `"sha256"`}},
		{name: "api list", path: "/api/v1/innovations", status: 200, unwant: []string{"Motor 250 W", `"sha256"`}},
		{name: "parts", path: page + "/bahan.csv", status: 404},
		{name: "manifest", path: page + "/okh.toml", status: 404},
		{name: "file", path: page + "/berkas/" + rec.Blueprint.Files[0].Hash, status: 404},
		{name: "file for its makers", path: page + "/berkas/" + rec.Blueprint.Files[0].Hash, actor: manager, status: 200},
		{name: "design for a reviewer", path: page + "/rancangan", actor: judge, status: 200, want: []string{"dirahasiakan", "Motor 250 W"}},
	})
}

func TestAPartsListBeginsWithADesignOfTheStock(t *testing.T) {
	h := newHarness(t)
	rec := h.drafted("Kursi roda elektrik")
	for _, m := range []stock.ModelDetails{
		{Name: "Kursi roda SR-1", Tracking: stock.Serialised, Innovation: rec.Slug}, {Name: "Motor 250 W", Tracking: stock.Counted, Price: 1_850_000}, {Name: "Kursi lain", Tracking: stock.Serialised},
	} {
		if _, err := h.app.Stock.AddModel(h.ctx(manager), m); err != nil {
			t.Fatal(err)
		}
	}
	for _, model := range []string{"kursi-roda-sr-1", "kursi-lain"} {
		_, err := h.app.Stock.SetDesign(h.ctx(manager), stock.NewDesign{Model: model, Version: "1.2", Lines: []stock.PartLine{{Model: "motor-250-w", Quantity: 2}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	page := "/inovasi/" + rec.Slug + "/rancangan/bahan"
	h.run([]scenario{
		{name: "offered", path: page, actor: manager, status: 200, want: []string{"Kursi roda SR-1, versi 1.2", "?model=kursi-roda-sr-1&amp;versi=1.2"}, unwant: []string{"Kursi lain"}},
		{name: "taken over into the form", path: page + "?model=kursi-roda-sr-1&versi=1.2", actor: manager, status: 200, want: []string{"Periksa, lalu simpan", `value="Motor 250 W"`, `value="1850000"`, `name="parts.rows.0.quantity" type="text" value="2"`}},
		{name: "of another innovation", path: page + "?model=kursi-lain&versi=1.2", actor: manager, status: 404},
		{name: "of a version that is not", path: page + "?model=kursi-roda-sr-1&versi=9", actor: manager, status: 404},
		{name: "nothing was saved", path: page, actor: manager, status: 200, unwant: []string{`value="Motor 250 W"`}},
	})
}

func TestADesignThroughTheAPI(t *testing.T) {
	h := newHarness(t)
	rec := h.drafted("Kursi roda elektrik")
	in := designOf(rec)
	body := func(v any) string {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Replace(string(data), `"innovation":"`+rec.Slug+`",`, "", 1)
	}
	base := "/api/v1/innovations/" + rec.Slug
	hash := blob.Hash([]byte("%PDF-1.7"))
	h.run([]scenario{
		{name: "nobody", method: post, path: base + "/blueprint", body: body(in), status: 401},
		{name: "other centre", method: post, path: base + "/blueprint", actor: manager2, body: body(in), status: 404},
		{name: "unknown field", method: post, path: base + "/blueprint", actor: manager, body: `{"version":2,"files":[]}`, status: 422, want: []string{"field.unknown"}},
		{name: "saved", method: post, path: base + "/blueprint", actor: manager, body: body(in), status: 200, want: []string{`"length_mm":1100`, `"version":"1.2.0"`}, actions: []string{"innovation.design"}},
		{name: "stale", method: post, path: base + "/blueprint", actor: manager, body: fmt.Sprintf(`{"version":%d,"safety":{"statement":"x"}}`, rec.Version), status: 409, want: []string{`"code":"stale"`, `{"name":"safety.statement","base":null,"yours":"x","theirs":"`}},
		{name: "a wrong row", method: post, path: base + "/blueprint", actor: manager, body: fmt.Sprintf(`{"version":%d,"releases":{"rows":[{"version":"dua","note":"x"}]}}`, rec.Version+1), status: 422, want: []string{`"name":"releases.rows.0.version"`}},
		{name: "file", method: post, path: base + "/files", actor: manager, body: `{"kind":"drawing","name":"a.pdf","file":"JVBERi0xLjc="}`, status: 200, want: []string{hash}, actions: []string{"innovation.file"}},
		{name: "file of nobody", method: post, path: base + "/files", body: `{"kind":"drawing","file":"JVBERi0xLjc="}`, status: 401},
		{name: "removed", method: post, path: base + "/files/remove", actor: manager, body: `{"sha256":"` + hash + `"}`, status: 200, unwant: []string{hash}, actions: []string{"innovation.file"}},
		{name: "no hash", method: post, path: base + "/files/remove", actor: manager, body: `{"sha256":"../x"}`, status: 422},
	})
}
