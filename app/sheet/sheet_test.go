package sheet

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var form = []Column{{"code", true}, {"name", true}, {"quantity", false}, {"day", false}}

func known() (names []string) {
	for _, c := range form {
		names = append(names, c.Name)
	}
	return names
}

// cells returns a file as one text: row:cell|cell.
func cells(t *testing.T, data []byte) string {
	t.Helper()
	table, bad := Read(data, known())
	if !bad.Clean() {
		t.Fatalf("refused: %+v", bad.List)
	}
	var lines []string
	for _, r := range table.Rows {
		lines = append(lines, fmt.Sprintf("%d:%s", r.At, strings.Join(r.Cells, "|")))
	}
	return strings.Join(lines, "\n")
}

func TestEveryWayOfWritingACSVGivesTheSameCells(t *testing.T) {
	const want = "2:A/1|Kursi \"besar\", café|3\n5:b 2|baris\nkedua|"
	utf8 := "code,name,quantity\nA/1,\"Kursi \"\"besar\"\", café\",3\n\n,,\nb 2,\"baris\nkedua\",\n"
	semicolon := "Code;Name;Quantity\nA/1;\"Kursi \"\"besar\"\", café\";3\n\n;;\nb 2;\"baris\nkedua\";\n"
	latin, err := charmap.Windows1252.NewEncoder().String(semicolon)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(semicolon, ";", "\t"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"comma": utf8, "semicolon": semicolon, "mark": "\xef\xbb\xbf" + semicolon, "windows-1252": latin, "utf-16 with tabs": wide,
		"quoted header with a mark": "\xef\xbb\xbf\"code\";\"name\";\"quantity\"\n" + semicolon[strings.Index(semicolon, "\n")+1:],
		"sep line":                  "sep=;\n" + semicolon, "no last line break": strings.TrimSuffix(utf8, "\n"),
	} {
		if got := cells(t, []byte(text)); got != want {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, want)
		}
	}
	crlf := strings.ReplaceAll(strings.ReplaceAll(utf8, "baris\nkedua", "baris kedua"), "\n", "\r\n")
	for name, text := range map[string]string{"crlf": crlf, "cr": strings.ReplaceAll(crlf, "\r\n", "\r")} {
		if got := cells(t, []byte(text)); got != strings.ReplaceAll(want, "baris\nkedua", "baris kedua") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAQuoteWithinAWordIsALetter(t *testing.T) {
	if got := cells(t, []byte("code,name\nA,Roda 5\" kecil\n")); got != "2:A|Roda 5\" kecil" {
		t.Errorf("%q", got)
	}
}

func workbook(t *testing.T, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func set(t *testing.T, f *excelize.File, sheet, cell string, value any) {
	t.Helper()
	if err := f.SetCellValue(sheet, cell, value); err != nil {
		t.Fatal(err)
	}
}

func TestAWorkbookIsReadFromTheSheetThatKnowsTheColumns(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		set(t, f, "Sheet1", "A1", "Petunjuk")
		if _, err := f.NewSheet("Data"); err != nil {
			t.Fatal(err)
		}
		for cell, v := range map[string]any{
			"A1": "code", "B1": "name", "C1": "quantity", "D1": "day",
			"A2": "001", "B2": 637702000000123, "C2": 1250, "D2": time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC),
			"A5": "x", "B5": 1.5, "C5": "6.37702E+15",
		} {
			set(t, f, "Data", cell, v)
		}
	})
	if got := cells(t, data); got != "2:001|637702000000123|1250|46112\n5:x|1.5|6.37702E+15" {
		t.Errorf("%q", got)
	}
	table, _ := Read(data, known())
	var bad Problems
	c := table.Cells(table.Rows[0], &bad)
	if at, ok := c.Time("day", time.Now()); !ok || !at.Equal(time.Date(2026, 3, 31, 0, 0, 0, 0, Zone)) {
		t.Errorf("day number: %v, %v", at, bad.List)
	}
}

func TestWhatIsNoTableIsNamed(t *testing.T) {
	bomb := workbook(t, func(f *excelize.File) { set(t, f, "Sheet1", "A1", "code") })
	for want, data := range map[string]string{
		"sheet.empty":     "\xef\xbb\xbf \r\n",
		"sheet.xls":       "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more",
		"sheet.locked":    "\xd0\xcf\x11\xe0 E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e",
		"sheet.not_table": "<html><table>",
		"sheet.damaged":   string(bomb[:len(bomb)/2]),
		"sheet.too_large": strings.Repeat("x", MaxBytes+1),
		"sheet.rows":      "code\n" + strings.Repeat("x\n", MaxRows+1),
		"sheet.columns":   strings.Repeat("a,", MaxColumns) + "b\n",
	} {
		if _, bad := Read([]byte(data), known()); len(bad.List) != 1 || bad.List[0].Key != want || bad.List[0].Row != 1 {
			t.Errorf("want %s, got %+v", want, bad.List)
		}
	}
}

func TestTheFirstLineIsHeldAgainstTheForm(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"code,name,quantity,day\n", ""},
		{" Code ,NAME\n", ""},
		{"code,name,CODE\n", "1 CODE sheet.column_twice"},
		{"code,quantiy\n", "1 name sheet.column_missing, 1 quantiy sheet.column_near"},
		{"code,,name\nA,stray,B\n", "2  sheet.column_unnamed"},
		{"code,name,\nA,B,\n", ""},
		{"code,name\nA,B,C\nD,E,\n", "2  sheet.row_long"},
		{"code,name,quantity\nA,B\nC,D,4", ""},
		{"code,name,quantity\nA,B,3\nC,D", "3  sheet.row_cut"},
	} {
		table, bad := Read([]byte(tt.text), known())
		if bad.Clean() {
			bad = table.Match(form)
		}
		if got := said(bad); got != tt.want {
			t.Errorf("%q: %s; want %s", tt.text, got, tt.want)
		}
	}
}

func said(bad Problems) string {
	var lines []string
	for _, p := range bad.List {
		lines = append(lines, fmt.Sprintf("%d %s %s", p.Row, p.Column, p.Key))
	}
	slices.Sort(lines)
	return strings.Join(lines, ", ")
}

func TestBrokenQuotesAreNamedWithTheirRow(t *testing.T) {
	if _, bad := Read([]byte("code,name\nA,B\nC,\"D\nE,F\n"), known()); said(bad) != "3  sheet.quote_open" {
		t.Errorf("%+v", bad.List)
	}
	if _, bad := Read([]byte("code,name\nA,\"B\" C\n"), known()); said(bad) != "2  sheet.quote_inside" {
		t.Errorf("%+v", bad.List)
	}
}

func TestANumberIsTakenOnlyWhereItCanBeNothingElse(t *testing.T) {
	for _, tt := range []struct {
		text string
		want int64
		key  string
	}{
		{"5", 5, ""},
		{"0005", 5, ""},
		{"+5", 5, ""},
		{"-5", -5, ""},
		{"\u22125", -5, ""},
		{"3.0", 3, ""},
		{"3,00", 3, ""},
		{"1.250.000", 1250000, ""},
		{"1,250,000", 1250000, ""},
		{"1.250,00", 1250, ""},
		{"1,250.0", 1250, ""},
		{"1 250", 1250, ""},
		{"1234.000", 1234, ""},
		{"1.250", 0, "sheet.ambiguous"},
		{"1,250", 0, "sheet.ambiguous"},
		{"1.250,75", 0, "sheet.fraction"},
		{"0.500", 0, "sheet.fraction"},
		{"1,5", 0, "sheet.fraction"},
		{".5", 0, "sheet.fraction"},
		{"12 pcs", 0, "sheet.number"},
		{"1.2.3", 0, "sheet.number"},
		{"1.25.000", 0, "sheet.number"},
		{"lima", 0, "sheet.number"},
		{"-", 0, "sheet.number"},
		{"1E+05", 0, "sheet.scientific"},
		{"9999999999999999", 0, "sheet.number_large"},
		{"1,2,3.0", 0, "sheet.number"},
	} {
		if n, key := whole(tt.text); n != tt.want || key != tt.key {
			t.Errorf("whole(%q) = %d, %q; want %d, %q", tt.text, n, key, tt.want, tt.key)
		}
	}
}

func TestDatesAreReadInTheFormsOfPeopleAndPrograms(t *testing.T) {
	day := time.Date(2026, 3, 31, 0, 0, 0, 0, Zone)
	noon := time.Date(2026, 3, 31, 12, 30, 0, 0, Zone)
	for text, want := range map[string]any{
		"2026-03-31": day, "31/03/2026": day, "31-3-2026": day, "31.03.2026": day, "2026/03/31": day, "46112": day, "20260331": day,
		"2026-03-31T12:30:00+07:00": noon, "2026-03-31T05:30:00Z": noon, "2026-03-31 12:30": noon, "31/03/2026 12.30": noon, "46112.5208333333": noon,
		"2026-03-31T05:30:00.000Z": noon,
		"03/31/2026":               "sheet.month_first", "31/13/2026": "sheet.date", "30/02/2026": "sheet.date", "2026-02-30": "sheet.date", "31/03/26": "sheet.year_digits",
		"0024-03-31": "sheet.year", "01/01/0024": "sheet.year", "1999-12-31": "sheet.year", "besok": "sheet.date", "9999-01-01": "sheet.year",
	} {
		at, key := parseTime(text, 0)
		if w, ok := want.(time.Time); ok && (key != "" || !at.Equal(w)) || !ok && key != want {
			t.Errorf("parseTime(%q) = %v, %q; want %v", text, at, key, want)
		}
	}
}

func TestCellsAreRefusedWithRowColumnAndReason(t *testing.T) {
	table, bad := Read([]byte("Code;name;quantity;day\n#REF!;a\u200bb;x;2100-01-01\n;"+strings.Repeat("y", 9)+";;\n"), known())
	if !bad.Clean() {
		t.Fatal(bad.List)
	}
	for _, row := range table.Rows {
		c := table.Cells(row, &bad)
		c.Need("code", 8)
		c.Text("name", 8)
		c.Whole("quantity")
		c.Time("day", time.Date(2026, 1, 1, 0, 0, 0, 0, Zone))
		if !c.Wrong {
			t.Errorf("row %d passed", row.At)
		}
	}
	if got, want := said(bad), "2 Code sheet.formula, 2 day sheet.future, 2 name sheet.control, 2 quantity sheet.number, 3 Code sheet.required, 3 name sheet.long"; got != want {
		t.Errorf("%s; want %s", got, want)
	}
}

func TestMoreProblemsThanAnybodyReadsAreCounted(t *testing.T) {
	var p Problems
	for range maxWrong + 5 {
		p.Add(1, "", "sheet.empty", nil)
	}
	if len(p.List) != maxWrong || p.Count() != maxWrong+5 {
		t.Errorf("%d kept, %d counted", len(p.List), p.Count())
	}
}
