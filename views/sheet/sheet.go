// Package sheet writes tables for machines: CSV and XLSX from the same rows, so
// that both hold the same numbers. Rows go out one after the other; neither
// keeps a long table in memory.
package sheet

import (
	"io"
	"time"
)

// Table is where rows go. A value is a string, an int64, a time.Time or nil for
// none; a row may be shorter than the head.
type Table interface {
	Row(values ...any) error
	// Close writes what is left. Nothing is readable before it.
	Close() error
}

// Format is the ending of a file name that a Table is written for.
type Format string

// The formats.
const (
	CSV  Format = "csv"
	XLSX Format = "xlsx"
)

// ContentType is the media type of the format.
func (f Format) ContentType() string {
	if f == XLSX {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "text/csv; charset=utf-8"
}

// Column is the head of a column; Width is in letters, 0 for the usual.
type Column struct {
	Title string
	Width float64
}

// New starts a table in out with its head. Title names the sheet of a workbook;
// a CSV file has none.
func New(out io.Writer, f Format, title string, head []Column) (Table, error) {
	if f == XLSX {
		return newXLSX(out, title, head)
	}
	return newCSV(out, head)
}

// wib is the zone that days and hours are written in.
var wib = time.FixedZone("WIB", 7*60*60)
