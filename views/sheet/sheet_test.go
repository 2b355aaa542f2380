package sheet_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"lumbung/views/sheet"
)

var head = []sheet.Column{{Title: "Tanggal", Width: 18}, {Title: "Uraian"}, {Title: "Jumlah"}}

func write(t *testing.T, f sheet.Format, title string, rows ...[]any) []byte {
	t.Helper()
	var out bytes.Buffer
	table, err := sheet.New(&out, f, title, head)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := table.Row(r...); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var evening = time.Date(2026, 3, 25, 10, 42, 0, 0, time.UTC) // 17:42 WIB

func TestCSVHoldsPlainNumbersAndNoFormula(t *testing.T) {
	got := string(write(t, sheet.CSV, "", []any{evening, "=1+1", int64(-4350000)}, []any{nil, "a, \"b\"", int64(0)},
		[]any{time.Date(2026, 3, 24, 17, 0, 0, 0, time.UTC), "@x"}))
	want := "Tanggal,Uraian,Jumlah\n2026-03-25 17:42,'=1+1,-4350000\n,\"a, \"\"b\"\"\",0\n2026-03-25,'@x\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestXLSXHoldsTheSameAsCSV(t *testing.T) {
	data := write(t, sheet.XLSX, "Kartu: kursi/roda", []any{evening, "=1+1", int64(-4350000)}, []any{nil, "biasa", int64(7)})
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Kartu  kursi roda")
	if err != nil {
		t.Fatal(f.GetSheetList(), err)
	}
	want := [][]string{{"Tanggal", "Uraian", "Jumlah"}, {"2026-03-25 17:42", "=1+1", "-4350000"}, {"", "biasa", "7"}}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", rows, want)
	}
	if formula, _ := f.GetCellFormula("Kartu  kursi roda", "B2"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
	if kind, _ := f.GetCellType("Kartu  kursi roda", "C2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("the amount is of type %v, want a number", kind)
	}
}

func TestALongTitleStillNamesASheet(t *testing.T) {
	for _, title := range []string{"", "???", strings.Repeat("panjang ", 9), "'kutip'"} {
		if _, err := excelize.OpenReader(bytes.NewReader(write(t, sheet.XLSX, title))); err != nil {
			t.Errorf("%q: %v", title, err)
		}
	}
}

func TestAValueOfAnotherTypeIsRefused(t *testing.T) {
	table, err := sheet.New(&bytes.Buffer{}, sheet.CSV, "", head)
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Row(1.5); err == nil {
		t.Error("a fraction was written")
	}
}
