package sheet

import (
	"errors"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// maxRows is how many rows a sheet of a workbook holds.
const maxRows = 1_048_576

// ErrTooLong says that a table does not fit a sheet.
var ErrTooLong = errors.New("sheet: too many rows for a workbook")

const (
	sheetName  = "Sheet1"
	usualWidth = 14
)

// xlsxTable streams rows to a workbook. What it has written lies in a temporary
// file when it is long, which Close removes.
type xlsxTable struct {
	out  io.Writer
	file *excelize.File
	rows *excelize.StreamWriter
	next int
	day  int // style of a day
}

func newXLSX(out io.Writer, title string, head []Column) (*xlsxTable, error) {
	t := &xlsxTable{out: out, file: excelize.NewFile(), next: 1}
	if err := t.begin(title, head); err != nil {
		return nil, errors.Join(err, t.file.Close())
	}
	return t, nil
}

func (t *xlsxTable) begin(title string, head []Column) (err error) {
	name := tabName(title)
	if err := t.file.SetSheetName(sheetName, name); err != nil {
		return err
	}
	bold, err := t.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	format := "yyyy-mm-dd hh:mm" // the usual style would print 12/22/26
	if t.day, err = t.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return err
	}
	if t.rows, err = t.file.NewStreamWriter(name); err != nil {
		return err
	}
	for i, c := range head {
		width := c.Width
		if width == 0 {
			width = usualWidth
		}
		if err := t.rows.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := t.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	titles := make([]any, len(head))
	for i, c := range head {
		titles[i] = excelize.Cell{StyleID: bold, Value: c.Title}
	}
	return t.put(titles)
}

// Row writes texts as texts, so that none is a formula, and days as numbers that
// a spreadsheet can reckon with.
func (t *xlsxTable) Row(values ...any) error {
	cells := make([]any, len(values))
	for i, v := range values {
		if at, ok := v.(time.Time); ok {
			v = t.dayCell(at)
		}
		cells[i] = v
	}
	return t.put(cells)
}

func (t *xlsxTable) dayCell(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	// A workbook knows no zones: it is given the clock of WIB.
	at = at.In(wib)
	clock := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
	return excelize.Cell{StyleID: t.day, Value: clock}
}

func (t *xlsxTable) put(cells []any) error {
	if t.next > maxRows {
		return ErrTooLong
	}
	at, err := excelize.CoordinatesToCellName(1, t.next)
	if err != nil {
		return err
	}
	t.next++
	return t.rows.SetRow(at, cells)
}

func (t *xlsxTable) Close() error {
	err := t.rows.Flush()
	if err == nil {
		_, err = t.file.WriteTo(t.out)
	}
	return errors.Join(err, t.file.Close())
}

// tabName is a title as the tab of a sheet can hold it: 31 letters, some of
// them forbidden.
func tabName(title string) string {
	title = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, title), "' ")
	if letters := []rune(title); len(letters) > 31 {
		title = strings.TrimRight(string(letters[:31]), "' ")
	}
	if title == "" {
		return sheetName
	}
	return title
}
