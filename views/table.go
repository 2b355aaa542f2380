package views

import (
	"github.com/a-h/templ"

	"lumbung/views/i18n"
)

// Table is rows of records. On a narrow screen every row becomes a card, with
// the label of the column before each value.
type Table struct {
	Caption     string // required: what the rows are
	HideCaption bool   // a heading right above says the same
	Columns     []Column
	Rows        []Row
	Empty       string // said when there are no rows
}

// Column is the head of one column. SortHref makes it a link; Sorted is
// "ascending", "descending" or "".
type Column struct {
	Label    string
	Numeric  bool // aligned to the right
	SortHref string
	Sorted   string
}

// Row is one record; its first cell names it.
type Row struct {
	ID    string // target for links, may be empty
	Tone  Tone   // marks a row that needs attention; a badge in a cell has to say why
	Cells []Cell
}

// Cell is one value: text, a link, or a component.
type Cell struct {
	Text    string
	Href    string
	Content templ.Component
	Own     bool // the text is what somebody typed in Indonesian, whatever the language of the page
}

// typedCell is a cell of what somebody typed.
func typedCell(text string) Cell { return Cell{Text: text, Own: true} }

// Cells makes a row of plain texts.
func Cells(texts ...string) []Cell {
	cells := make([]Cell, len(texts))
	for i, t := range texts {
		cells[i] = Cell{Text: t}
	}
	return cells
}

// wide tells whether the table has so many columns that it may need more room
// than a page has: then it scrolls by itself, also by the keyboard.
func (t Table) wide() bool {
	const most = 9
	return len(t.Columns) > most
}

// column returns the head of cell i; rows longer than the head have none.
func (t Table) column(i int) Column {
	if i < len(t.Columns) {
		return t.Columns[i]
	}
	return Column{}
}

// Pager leads to the pages before and after by cursor. There is no total: it is
// not counted.
type Pager struct {
	First, Prev, Next string // addresses; "" where there is no such page
	Shown             int    // rows on this page
}

// Definition is a term with its value; Content is used when set.
type Definition struct {
	Term, Text, Href string
	Content          templ.Component
	Own              bool // as of a Cell
}

// FilterTag is one filter in force; Href is the list without it.
type FilterTag struct {
	Text, Href string
}

// Picture is an image with what it shows in words; a decorative one has no Alt.
// Width and height are those of the file, so that the page does not jump.
type Picture struct {
	Src, Alt      string
	Width, Height int
	Caption       string
	Eager         bool // in sight when the page opens
}

// Moment is one entry of a timeline.
type Moment struct {
	When    string // as written for people
	ISO     string // for machines
	Tone    Tone
	Title   string
	Href    string
	Text    string
	Actor   string
	Missing bool // something that should be here and is not, such as a Ditjen
}

// Stat is a number with its meaning; Href says why it is so.
type Stat struct {
	Label, Value, Note string
	Href, Why          string // link and its text
	Tone               Tone   // "" when the number is neither good nor bad
	ToneWord           string // e.g. "sesuai target"; shown with the icon of Tone
}

// Step is one part of something to be completed.
type Step struct {
	Label, Href string
	Done        bool
	Current     bool
}

// Difference is a field that somebody else has changed since the form was opened.
type Difference struct {
	Label, Theirs, Yours string
}

// Card is what a card shows of a record. Level is the rank of its heading: 2
// unless it is 3.
type Card struct {
	Title, Href, Text string
	Own               bool // the title is what somebody typed in Indonesian
	Picture           Picture
	Level             int
	Facts             []string // short lines such as "12 siap di 3 sentra"
}

func doneSteps(steps []Step) (n int) {
	for _, s := range steps {
		if s.Done {
			n++
		}
	}
	return n
}

func (s Step) icon() string {
	switch {
	case s.Done:
		return "good"
	case s.Current:
		return "next"
	}
	return "neutral"
}

// word is the key of what the step's icon says.
func (s Step) word() string {
	switch {
	case s.Done:
		return "steps.done"
	case s.Current:
		return "steps.current"
	}
	return "steps.todo"
}

func staleTable(l i18n.Lang, changes []Difference) Table {
	t := Table{
		Caption: l.T("stale.caption"),
		Columns: []Column{{Label: l.T("stale.field")}, {Label: l.T("stale.theirs")}, {Label: l.T("stale.yours")}},
	}
	for _, c := range changes {
		t.Rows = append(t.Rows, Row{Cells: Cells(c.Label, c.Theirs, c.Yours)})
	}
	return t
}
