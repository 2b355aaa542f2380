package handlers

import (
	"archive/zip"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"lumbung/app/innovation"
)

func TestTheFormOfTheCompetition(t *testing.T) {
	h := newHarness(t)
	rec := h.designed(h.drafted("Kursi roda elektrik"))
	bare, err := h.app.Innovations.Begin(h.ctx(manager), innovation.NewInnovation{Title: "Meja lipat", Problem: "Sempit <b>sekali</b>.", Kind: innovation.Device})
	if err != nil {
		t.Fatal(err)
	}
	page := "/inovasi/" + rec.Slug + "/kipp"
	h.run([]scenario{
		{name: "nobody", path: page, status: 303},
		{name: "other centre", path: page, actor: manager2, status: 404},
		{name: "other centre's file", path: page + ".docx", actor: manager2, status: 404},
		{name: "auditor", path: page, actor: auditor, status: 200, want: []string{"1. Ringkasan", "5. Signifikansi", "Bobot 30%", "8. Strategi keberlanjutan"}},
		{name: "own", path: page, actor: manager, status: 200, want: []string{"dari paling banyak 200 kata", "Rancangan versi 1.2.0", page + ".docx"}},
		{name: "over the limit", path: page + "?batas=3", actor: manager, status: 200, want: []string{"paling banyak 3: kurangi", "bagian perlu diperbaiki", page + ".docx?batas=3"}},
		{name: "an absurd limit", path: page + "?batas=-5", actor: manager, status: 200},
		{name: "a limit of words", path: page + "?batas=banyak", actor: manager, status: 422},
		{name: "empty", path: "/inovasi/" + bare.Slug + "/kipp", actor: manager, status: 200, want: []string{"Bagian ini kosong", "Sempit &lt;b&gt;sekali&lt;/b&gt;."}},
	})
	doc := h.get(manager, page+".docx?batas=3")
	text := documentText(t, doc.body)
	for _, want := range []string{"Kursi roda elektrik", "1. Ringkasan", "kurangi", "Bobot 30%"} {
		if !strings.Contains(text, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	if got := documentText(t, h.get(manager, "/inovasi/"+bare.Slug+"/kipp.docx").body); !strings.Contains(got, "Sempit &lt;b&gt;sekali&lt;/b&gt;.") {
		t.Error("what was typed is not text in the document")
	}
	if pdf := h.get(manager, page+".pdf"); pdf.status != 200 || !strings.HasPrefix(pdf.body, "%PDF") || pdf.header.Get("Content-Type") != "application/pdf" {
		t.Errorf("pdf: %d %s", pdf.status, pdf.header.Get("Content-Type"))
	}
}

// documentText is the XML of the text of a DOCX.
func documentText(t *testing.T, data string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestOneInnovationInOtherForms(t *testing.T) {
	h, rec := openDesign(t)
	page := "/inovasi/" + rec.Slug
	h.run([]scenario{
		{name: "block", path: page, status: 200, want: []string{"Unduh", page + ".jsonld", page + ".csv", "/api/v1/innovations/" + rec.Slug}, unwant: []string{page + "/kipp"}},
		{name: "block of staff", path: page, actor: manager, status: 200, want: []string{page + "/kipp"}},
		{name: "no such", path: "/inovasi/tidak-ada.csv", status: 404},
		{name: "no such linked", path: "/inovasi/tidak-ada.jsonld", status: 404},
		{name: "open in the catalogue", path: "/api/v1/catalogue", status: 200, want: []string{`"open":1`}},
	})
	linked := h.get(public0, page+".jsonld")
	var told map[string]any
	if err := json.Unmarshal([]byte(linked.body), &told); err != nil || told["name"] != "Kursi roda elektrik" || !strings.HasPrefix(linked.header.Get("Content-Type"), "application/ld+json") {
		t.Errorf("linked data: %v %s", err, short(linked.body))
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(h.get(public0, page+".csv").body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 2 || !slices.Equal(rows[0], dataSets()[0].columns) || rows[1][0] != rec.Code || rows[1][2] != rec.Title {
		t.Errorf("csv = %v, %v", rows, err)
	}
}
