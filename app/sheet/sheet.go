// Package sheet reads the tables that people send: CSV as spreadsheets write it
// and XLSX. It guesses the separator and the encoding, never a value: whatever
// can be read in two ways is refused with its row, its column and what helps.
package sheet

import (
	"slices"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/spell"
)

// The limits of a file.
const (
	MaxBytes   = 32 << 20  // of the file
	MaxRows    = 250_000   // that hold anything
	MaxColumns = 100       // that have a name
	maxUnzip   = 256 << 20 // bytes of an XLSX once it is unzipped
	maxWrong   = 10_000    // problems that are kept; the others are counted
)

// Problem is one thing wrong with a file.
type Problem struct {
	Row    int    // as a spreadsheet shows it: the first line is 1
	Column string // its name in the first line; empty when it is about the row or the file
	Key    string // message key
	Args   fault.Args
}

// Problems are what is wrong with a file, in the order in which it was found.
type Problems struct {
	List []Problem
	More int // that were left out of List
}

// Add notes a problem.
func (p *Problems) Add(row int, column, key string, args fault.Args) {
	if len(p.List) >= maxWrong {
		p.More++
		return
	}
	p.List = append(p.List, Problem{row, column, key, args})
}

// Clean tells whether nothing is wrong.
func (p *Problems) Clean() bool { return len(p.List) == 0 }

// Count is how many problems there are.
func (p *Problems) Count() int { return len(p.List) + p.More }

// Sort puts the problems in the order of their rows.
func (p *Problems) Sort() {
	slices.SortStableFunc(p.List, func(a, b Problem) int { return a.Row - b.Row })
}

// Column is one column that a form knows.
type Column struct {
	Name     string // as in the first line: small letters and underscores
	Required bool   // the column must be there; cells say for themselves
}

// Table is a file as rows of cells.
type Table struct {
	Header []string // names as people wrote them
	Rows   []Row    // those that hold anything

	headerRow int // the row of the header
	at        map[string]int
	days      int // what is added to a day number: 1,462 where a workbook counts from 1904
	cut       int // a row that may be cut off in the middle; 0 for none
	times     map[string]parsedTime
}

// Row is one row that holds something.
type Row struct {
	At    int // as a spreadsheet shows it
	Cells []string
}

// Read reads a file. Known are all names that a column of it may have: they tell
// the separator of a CSV and the sheet of a workbook. What is wrong with the file
// as a whole ends the reading.
func Read(data []byte, known []string) (*Table, Problems) {
	var bad Problems
	key, args := refuseFile(data)
	if key != "" {
		bad.Add(1, "", key, args)
		return nil, bad
	}
	var t *Table
	if strings.HasPrefix(string(data[:min(4, len(data))]), "PK\x03\x04") {
		t, key, args = readWorkbook(data, known)
	} else {
		t, key, args = readText(data, known, &bad)
	}
	if key != "" {
		bad.Add(1, "", key, args)
	} else if t == nil && bad.Clean() {
		bad.Add(1, "", "sheet.empty", nil)
	}
	if !bad.Clean() {
		return nil, bad
	}
	t.name()
	return t, bad
}

// fold is the form in which names of columns are compared.
func fold(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '\u00a0' || r == '\ufeff' || r == '\t' || r == '\n'
	}), "_")
}

func (t *Table) name() {
	t.times = map[string]parsedTime{}
	t.at = make(map[string]int, len(t.Header))
	for i, h := range t.Header {
		name := fold(h)
		if _, twice := t.at[name]; !twice && name != "" {
			t.at[name] = i
		}
	}
}

// Has tells whether there is a column of a name.
func (t *Table) Has(name string) bool {
	_, ok := t.at[name]
	return ok
}

// Match compares the first line with the columns of a form: none may be missing
// that is required, none stand twice, none be unknown.
func (t *Table) Match(form []Column) (bad Problems) {
	seen := map[string]bool{}
	var names []string
	for _, c := range form {
		names = append(names, c.Name)
	}
	for i, h := range t.Header {
		name := fold(h)
		switch {
		case name == "":
			t.unnamed(i, &bad)
		case seen[name]:
			bad.Add(t.headerRow, h, "sheet.column_twice", nil)
		case !slices.Contains(names, name):
			key, near := "sheet.column_unknown", spell.Nearest(name, names)
			if near != "" {
				key = "sheet.column_near"
			}
			bad.Add(t.headerRow, h, key, fault.Args{"near": near, "columns": strings.Join(names, ", ")})
		}
		seen[name] = true
	}
	for _, c := range form {
		if c.Required && !seen[c.Name] {
			bad.Add(t.headerRow, c.Name, "sheet.column_missing", fault.Args{"columns": strings.Join(names, ", ")})
		}
	}
	if bad.Clean() {
		t.ragged(&bad)
	}
	return bad
}

// unnamed refuses a column without a name that holds something.
func (t *Table) unnamed(i int, bad *Problems) {
	for _, row := range t.Rows {
		if i < len(row.Cells) && strings.TrimSpace(row.Cells[i]) != "" {
			bad.Add(row.At, "", "sheet.column_unnamed", fault.Args{"n": i + 1})
			return
		}
	}
}

// ragged refuses rows with more cells than the first line has names, which a
// stray separator makes, and a last row that is cut off. Spreadsheets leave empty
// cells at the end of a row away, so a shorter row is as good.
func (t *Table) ragged(bad *Problems) {
	for _, row := range t.Rows {
		if len(row.Cells) > len(t.Header) {
			bad.Add(row.At, "", "sheet.row_long", fault.Args{"n": len(row.Cells), "want": len(t.Header)})
		}
		if row.At == t.cut && len(row.Cells) < len(t.Header) {
			bad.Add(row.At, "", "sheet.row_cut", fault.Args{"n": len(row.Cells), "want": len(t.Header)})
		}
	}
}
