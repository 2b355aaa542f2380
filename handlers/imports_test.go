package handlers

import (
	"bytes"
	"encoding/base64"
	"mime/multipart"
	"regexp"
	"strings"
	"testing"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

// sendFile sends a file through the form of imports.
func (h *harness) sendFile(w who, kind, content string) answer {
	h.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name, value := range map[string]string{csrfField: maskToken(tokenOf(w.secret())), "kind": kind} {
		if err := m.WriteField(name, value); err != nil {
			h.t.Fatal(err)
		}
	}
	part, err := m.CreateFormFile("file", "berkas.csv")
	if err != nil {
		h.t.Fatal(err)
	}
	_, _ = part.Write([]byte(content)) // into memory
	if err := m.Close(); err != nil {
		h.t.Fatal(err)
	}
	return h.send(post, "/gudang/impor", body.String(), "Accept", "text/html", "Content-Type", m.FormDataContentType(), "Cookie", cookieOf(w))
}

var draftOf = regexp.MustCompile(`draft(?:=|" value=")([^"&]+)`)

// drafted is the draft that a page of a checked file names.
func drafted(t *testing.T, got answer) string {
	t.Helper()
	m := draftOf.FindStringSubmatch(got.body)
	if m == nil {
		t.Fatalf("no draft in %d %s", got.status, short(got.body))
	}
	return m[1]
}

func TestAFileIsCheckedAndThenImported(t *testing.T) {
	h, _, _ := stocked(t)
	got := h.sendFile(gudang, "places", "code,kind,parent\nGD/2,,\nRAK 1,shelf,GD/2\n")
	if got.status != 200 || !strings.Contains(got.body, "belum ada yang ditulis") {
		t.Fatalf("places: %d %s", got.status, short(got.body))
	}
	draft := drafted(t, got)
	h.run([]scenario{
		{name: "of somebody else", method: post, path: "/gudang/impor/tulis", actor: gudang2, body: "draft=" + draft, status: 303, want: []string{"/gudang/impor"}},
		{name: "places", method: post, path: "/gudang/impor/tulis", actor: gudang, body: "draft=" + draft, status: 303, want: []string{"/gudang/impor"}, actions: []string{"warehouse.add"}},
		{name: "twice", method: post, path: "/gudang/impor/tulis", actor: gudang, body: "draft=" + draft, status: 303, want: []string{"/gudang/impor"}},
	})
	bad := h.sendFile(gudang, "stock", "place,model,quantity,serial\nRAK 2,kursi-roda-elektrik,1,X-1\nRAK 1,kursi-roda-elektrik,1,6.37702E+15\n")
	if bad.status != 422 || !strings.Contains(bad.body, "2 hal harus diperbaiki") || !strings.Contains(bad.body, "RAK 1?") {
		t.Errorf("errors: %d %s", bad.status, short(bad.body))
	}
	errors := "/gudang/impor/kesalahan?draft=" + drafted(t, bad)
	h.run([]scenario{
		{name: "errors as a file", path: errors, actor: gudang, status: 200, want: []string{"row,column,message", "2,place,", "3,serial,"}},
		{name: "errors of somebody else", path: errors, actor: gudang2, status: 404},
	})
	good := h.sendFile(gudang, "stock", "place;model;quantity;serial\nRAK 1;kursi-roda-elektrik;1;X-1\n")
	if good.status != 200 || !strings.Contains(good.body, "Impor sekarang") {
		t.Fatalf("stock: %d %s", good.status, short(good.body))
	}
	done := h.send(post, "/gudang/impor/tulis", "csrf="+maskToken(tokenOf(gudang.secret()))+"&draft="+drafted(t, good), "Content-Type", "application/x-www-form-urlencoded", "Cookie", cookieOf(gudang))
	at := done.header.Get("Location")
	if done.status != 303 || !strings.HasPrefix(at, "/gudang/impor/") {
		t.Fatalf("commit: %d %s", done.status, at)
	}
	h.journalled()
	h.run([]scenario{
		{name: "shown", path: at, actor: gudang, status: 200, want: []string{"selesai", "IMP-2026-0001", "Batalkan impor"}},
		{name: "of another centre", path: at, actor: gudang2, status: 404},
		{name: "auditor", path: at, actor: auditor, status: 200, unwant: []string{"Batalkan impor"}},
		{name: "list", path: "/gudang/impor", actor: gudang, status: 200, want: []string{"IMP-2026-0001", "Periksa berkas"}},
		{name: "undo without a reason", method: post, path: at + "/batal", actor: gudang, body: "reason=", status: 422, want: []string{"Wajib diisi"}},
		{name: "undo", method: post, path: at + "/batal", actor: gudang, body: "reason=Salah berkas", status: 303, actions: []string{"stock.import", "stock.import", "stock.import"}},
		{name: "undone", path: at, actor: gudang, status: 200, want: []string{"dibatalkan", "Salah berkas"}, unwant: []string{"Batalkan impor<"}},
	})
}

func TestWhoMayImport(t *testing.T) {
	h, _, _ := stocked(t)
	h.run([]scenario{
		{name: "nobody", path: "/gudang/impor", status: 303, want: []string{"/masuk"}},
		{name: "social worker", path: "/gudang/impor", actor: as(policy.SocialWorker, soeharso), status: 403},
		{name: "auditor reads", path: "/gudang/impor", actor: auditor, status: 200, unwant: []string{"Periksa berkas"}},
		{name: "template", path: "/gudang/impor/contoh/buku-lama", actor: gudang, status: 200, want: []string{"occurred_at,recorded_at,place,model,lot,serial,kind,quantity,from,to,reason,document,fund,unit_cost"}},
		{name: "no such template", path: "/gudang/impor/contoh/lain", actor: gudang, status: 404},
		{name: "no file", method: post, path: "/gudang/impor", actor: gudang, body: "kind=stock", status: 422, want: []string{"Wajib diisi"}},
		{name: "unknown", path: "/gudang/impor/tidak-ada", actor: gudang, status: 404},
	})
	if got := h.sendFile(auditor, "stock", "place,model,quantity\n"); got.status != 403 {
		t.Errorf("auditor: %d", got.status)
	}
	if got := h.sendFile(gudang, "stock", strings.Repeat("x", maxBody+1)); got.status != 413 {
		t.Errorf("over the limit: %d", got.status)
	}
}

func TestImportsByTheAPI(t *testing.T) {
	h, _, _ := stocked(t)
	file := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	ask := func(kind, text string, commit string) string {
		return `{"kind":"` + kind + `","file":"` + file(text) + `","commit":` + commit + `}`
	}
	h.run([]scenario{
		{name: "check", method: post, path: "/api/v1/imports", actor: gudang, body: ask("models", "code,name\nPOPOK,Popok\n", "false"), status: 200, want: []string{`"clean":true`, `"added":1`}},
		{name: "models", method: post, path: "/api/v1/imports", actor: gudang, body: ask("models", "code,name\nPOPOK,Popok\n", "true"), status: 200, want: []string{`"added":1`}, actions: []string{"model.import"}},
		{name: "problems", method: post, path: "/api/v1/imports", actor: gudang, body: ask("stock", "place,model,quantity\nsoeharso-utama,POPOX,3\n", "true"), status: 200, want: []string{`"clean":false`, `"row":2,"column":"model"`, "POPOK"}},
		{name: "no kind", method: post, path: "/api/v1/imports", actor: gudang, body: ask("lain", "code\n", "true"), status: 422},
		{name: "auditor", method: post, path: "/api/v1/imports", actor: auditor, body: ask("stock", "place,model,quantity\nsoeharso-utama,POPOK,3\n", "true"), status: 403},
		{name: "list", path: "/api/v1/imports", actor: gudang, status: 200, want: []string{`"items":[]`}},
	})
}

func TestAPageOfTheWarehouseSaysThatAnImportIsNotComplete(t *testing.T) {
	h, _, _ := stocked(t)
	text := "place,model,quantity,serial\nsoeharso-utama,kursi-roda-elektrik,1,X-1\n"
	begun, err := h.app.Stock.BeginImport(h.ctx(gudang), stock.StockFile{Data: []byte(text)})
	if err != nil || begun.Import.State != stock.ImportPosting {
		t.Fatalf("%+v, %v", begun, err)
	}
	const said = "dokumen besar sedang dibukukan"
	at := "/gudang/impor/" + begun.Import.ID.String()
	h.run([]scenario{
		{name: "the stock", path: "/gudang", actor: gudang, status: 200, want: []string{"soeharso-utama", said}},
		{name: "a card", path: "/gudang/kartu/kursi-roda-elektrik", actor: gudang, status: 200, want: []string{said}},
		{name: "no page of the warehouse", path: "/katalog", actor: gudang, status: 200, unwant: []string{said}},
		{name: "it can be stopped", path: at, actor: gudang, status: 200, want: []string{"menghentikannya di sini"}},
		{name: "stopped", method: post, path: at + "/batal", actor: gudang, body: "reason=Salah berkas", status: 303, actions: []string{"stock.import", "stock.import", "stock.import"}},
		{name: "and free again", path: "/gudang", actor: gudang, status: 200, unwant: []string{said}},
		{name: "undone", path: at, actor: gudang, status: 200, want: []string{"dibatalkan", "Salah berkas"}},
	})
}
