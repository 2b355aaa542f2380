package sheet

import (
	"archive/zip"
	"bytes"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"lumbung/app/fault"
)

// readWorkbook reads the sheet of an XLSX whose first line knows most names.
// Cells are read as they are stored: dates are day numbers, and no number is
// rounded for the eye.
func readWorkbook(data []byte, known []string) (t *Table, key string, args fault.Args) {
	if key, args := refuseZip(data); key != "" {
		return nil, key, args
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: 16 << 20,
	})
	if err != nil {
		return nil, "sheet.damaged", nil
	}
	defer func() { _ = f.Close() }() // it removes what it laid aside
	name := bestSheet(f, known)
	if name == "" {
		return nil, "", nil
	}
	t = &Table{}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil && *props.Date1904 {
		t.days = 1462
	}
	return t.fill(f, name)
}

// refuseZip names a ZIP that is no workbook, and one that would burst.
func refuseZip(data []byte) (key string, args fault.Args) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "sheet.damaged", nil
	}
	var size uint64
	for _, f := range z.File {
		if size += f.UncompressedSize64; size > maxUnzip || f.UncompressedSize64 > maxUnzip {
			return "sheet.bomb", fault.Args{"max": maxUnzip >> 20}
		}
	}
	has := func(name string) bool {
		return slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.EqualFold(f.Name, name) })
	}
	switch {
	case has("xl/workbook.xml"):
		return "", nil
	case has("xl/workbook.bin"):
		return "sheet.xlsb", nil
	case has("content.xml"):
		return "sheet.ods", nil
	}
	return "sheet.not_table", nil
}

// bestSheet is the sheet whose first line knows most names; the first of those
// that hold anything when none knows any.
func bestSheet(f *excelize.File, known []string) string {
	best, most := "", -1
	for _, name := range f.GetSheetList() {
		rows, err := f.Rows(name)
		if err != nil {
			continue // a chart
		}
		for n := 0; n < 50 && rows.Next(); n++ {
			cells, err := rows.Columns()
			if err != nil || blank(cells) {
				continue
			}
			if n := recognised(cells, known); n > most {
				best, most = name, n
			}
			break
		}
		_ = rows.Close()
	}
	return best
}

func (t *Table) fill(f *excelize.File, name string) (_ *Table, key string, args fault.Args) {
	rows, err := f.Rows(name)
	if err != nil {
		return nil, "sheet.damaged", nil
	}
	defer func() { _ = rows.Close() }()
	for at := 1; rows.Next(); at++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, "sheet.damaged", nil
		}
		if cells = trimEnd(cells); len(cells) == 0 {
			continue
		}
		switch {
		case t.Header == nil && len(cells) > MaxColumns:
			return nil, "sheet.columns", fault.Args{"n": len(cells), "max": MaxColumns}
		case t.Header == nil:
			t.Header, t.headerRow = slices.Clone(cells), at
			continue
		case len(t.Rows) == MaxRows:
			return nil, "sheet.rows", fault.Args{"max": MaxRows}
		}
		cells = cells[:min(len(cells), len(t.Header)+1)] // one more shows that the row is too long
		kept := make([]string, len(cells))
		for i, c := range cells {
			kept[i] = plain(c)
		}
		t.Rows = append(t.Rows, Row{at, kept})
	}
	if rows.Error() != nil {
		return nil, "sheet.damaged", nil
	}
	if t.Header == nil {
		return nil, "", nil
	}
	return t, "", nil
}

// power is how a workbook stores long numbers.
var power = regexp.MustCompile(`^-?\d(?:\.\d+)?[eE][+-]?\d{1,3}$`)

// plain writes a number of a workbook without its power of ten where that is
// exact: a workbook keeps fifteen digits, so a longer whole number has lost its
// end and stays as it is, to be refused.
func plain(cell string) string {
	if len(cell) < 4 || len(cell) > 30 || !strings.ContainsAny(cell, "eE") || !power.MatchString(cell) {
		return cell
	}
	n, ok := new(big.Rat).SetString(cell)
	if !ok || !n.IsInt() || len(n.Num().String()) > 15 {
		return cell
	}
	return n.Num().String()
}
