package paper

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func sampleReport(rows int) Report {
	r := Report{
		Letterhead: Letterhead{Directorate: "Direktorat Jenderal Rehabilitasi Sosial", Centre: "Sentra Contoh"},
		Title:      "Kartu stok", Facts: []Fact{{"Barang", "Kursi roda elektrik"}, {"Lot", ""}},
		Columns: []ReportColumn{{"Tanggal", 2, "L"}, {"Uraian", 5, "L"}, {"Saldo", 1, "R"}},
		Place:   "Kota Contoh", Date: time.Date(2026, time.March, 25, 3, 0, 0, 0, time.UTC),
		Notes:   []string{"Nilai menurut harga tiap lot."},
		Signers: []Signer{{Role: "Dibuat oleh", Title: "Petugas Gudang", Name: "Petugas Contoh"}, {Role: "Mengetahui", Title: "Kuasa Pengguna Barang"}},
	}
	for i := range rows {
		r.Rows = append(r.Rows, ReportRow{Cells: []string{"25 Maret 2026", fmt.Sprintf("Penerimaan ke-%d dari bengkel SKA", i+1), "1.250"}})
	}
	return r
}

func renderReport(t *testing.T, r Report) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := r.Render(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAReportRepeatsItsHeadingAndCountsItsPages(t *testing.T) {
	for _, wide := range []bool{false, true} {
		r := sampleReport(120)
		r.Wide = wide
		got := pages(t, renderReport(t, r))
		if len(got) < 3 {
			t.Fatalf("wide %v: %d pages, want several", wide, len(got))
		}
		for i, page := range got {
			wants(t, page, "Tanggal", "Uraian", "Saldo", fmt.Sprintf("Halaman %d dari %d", i+1, len(got)))
		}
		all := strings.Join(got, " ")
		for i := range 120 {
			if n := strings.Count(all, fmt.Sprintf("ke-%d dari", i+1)); n != 1 {
				t.Errorf("row %d stands %d times", i+1, n)
			}
		}
		wants(t, got[0], "SENTRA CONTOH", "KARTU STOK", "Kursi roda elektrik")
		wants(t, got[len(got)-1], "Petugas Contoh", "Kuasa Pengguna Barang", "Kota Contoh, 25 Maret 2026")
		if strings.Contains(all, "Lot") && strings.Contains(got[0], "Lot :") {
			t.Error("a fact without a value is printed")
		}
	}
}

func TestTheSameReportPrintsToTheSameBytes(t *testing.T) {
	if !bytes.Equal(renderReport(t, sampleReport(3)), renderReport(t, sampleReport(3))) {
		t.Error("two renderings differ")
	}
}

func TestACellWiderThanItsColumnIsBroken(t *testing.T) {
	r := sampleReport(0)
	r.Rows = []ReportRow{{Cells: []string{"hari", strings.Repeat("panjang sekali ", 40), "1"}, Strong: true}}
	wants(t, pages(t, renderReport(t, r))[0], "panjang sekali")
}

func TestAReportThatIsNoneIsRefused(t *testing.T) {
	for name, r := range map[string]Report{
		"no title":      {Columns: []ReportColumn{{"a", 1, "L"}}, Date: time.Now()},
		"no columns":    {Title: "x", Date: time.Now()},
		"no date":       {Title: "x", Columns: []ReportColumn{{"a", 1, "L"}}},
		"too many rows": sampleReport(MaxReportRows + 1),
	} {
		if err := r.Render(&bytes.Buffer{}); !errors.Is(err, ErrIncomplete) {
			t.Errorf("%s: %v, want ErrIncomplete", name, err)
		}
	}
}
