package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

type csvTable struct {
	w   *csv.Writer
	row []string
}

func newCSV(out io.Writer, head []Column) (*csvTable, error) {
	t := &csvTable{w: csv.NewWriter(out)}
	for _, c := range head {
		t.row = append(t.row, Plain(c.Title))
	}
	return t, t.w.Write(t.row)
}

func (t *csvTable) Row(values ...any) error {
	t.row = t.row[:0]
	for _, v := range values {
		text, err := cellText(v)
		if err != nil {
			return err
		}
		t.row = append(t.row, text)
	}
	return t.w.Write(t.row)
}

func (t *csvTable) Close() error {
	t.w.Flush()
	return t.w.Error()
}

func cellText(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return Plain(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case time.Time:
		return dateText(v), nil
	}
	return "", fmt.Errorf("sheet: no cell for %T", v)
}

// dateText is a day, with the hour in WIB unless it is midnight.
func dateText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if t = t.In(wib); t.Hour() == 0 && t.Minute() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}

// Plain keeps a text from being read as a formula by a spreadsheet: one that
// begins like a formula gets an apostrophe before it.
func Plain(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
