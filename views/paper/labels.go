package paper

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"codeberg.org/go-pdf/fpdf"
)

// Label is what goes on one unit, shelf or centre.
type Label struct {
	Content string // what the QR code says; Code if empty
	Code    string // the code for people to read and type
	Name    string // of the device model or the place; may be empty
	Owner   string // e.g. the centre; may be empty
}

// LabelSheet is the paper that labels are printed on. Skip leaves so many labels
// of the first sheet free, which were used before; a label printer has none.
type LabelSheet struct {
	Format Format
	Skip   int // 0 to LabelsOnSheet - 1
}

// Format is the paper that labels are printed on.
type Format string

// The formats.
const (
	A4Labels   Format = "a4"   // 3 by 8 labels of 63.5 by 33.9 mm on A4
	RollLabels Format = "roll" // 50 by 25 mm, one a page, for label printers
)

// Measures of the formats; lengths in mm.
const (
	rollWidth   = 50.0
	rollHeight  = 25.0
	sheetCols   = 3
	sheetRows   = 8
	sheetLabel  = 63.5 // width of a label
	sheetHeight = 33.9 // of a label
	sheetLeft   = 7.25 // from the edge of the paper
	sheetTop    = 12.9
	sheetGap    = 2.5 // between columns; rows touch

	sheetSide = 25.0 // of a QR code on A4; on a roll it is 25 with the white around it
	rollSide  = 21.0
)

// LabelsOnSheet is how many labels an A4 sheet has.
const LabelsOnSheet = sheetCols * sheetRows

// Reasons to refuse labels; test with errors.Is.
var (
	ErrNoLabels = errors.New("paper: no labels to print")
	ErrNoCode   = errors.New("paper: label without a code")
	ErrFormat   = errors.New("paper: unknown format of labels")
	ErrSkip     = errors.New("paper: more labels skipped than a sheet has")
)

// Labels writes a PDF of QR labels on the given paper. The same labels give the
// same bytes.
func Labels(w io.Writer, labels []Label, on LabelSheet) error {
	if len(labels) == 0 {
		return ErrNoLabels
	}
	if on.Skip < 0 || on.Skip >= LabelsOnSheet {
		return fmt.Errorf("%w: %d", ErrSkip, on.Skip)
	}
	size := fpdf.SizeType{Wd: pageWidth, Ht: 297}
	switch on.Format {
	case A4Labels:
	case RollLabels:
		size = fpdf.SizeType{Wd: rollWidth, Ht: rollHeight}
		on.Skip = 0
	default:
		return fmt.Errorf("%w: %q", ErrFormat, on.Format)
	}
	s := newSheet(size, time.Unix(0, 0).UTC()) // no date: a label is the same whenever it is printed
	s.addSans()
	s.pdf.SetTitle("Label", true)
	for i, l := range labels {
		if err := s.label(l, s.place(i, on), on.Format); err != nil {
			return fmt.Errorf("label %d: %w", i+1, err)
		}
	}
	if err := s.pdf.Output(w); err != nil {
		return fmt.Errorf("paper: labels: %w", err)
	}
	return nil
}

// box is a rectangle on the page in mm.
type box struct{ x, y, w, h float64 }

// place begins a page where one is due and returns where label i goes.
func (s sheet) place(i int, on LabelSheet) box {
	if on.Format == RollLabels {
		s.pdf.AddPage()
		return box{0, 0, rollWidth, rollHeight}
	}
	n := (i + on.Skip) % LabelsOnSheet
	if n == 0 || i == 0 {
		s.pdf.AddPage()
	}
	b := box{
		sheetLeft + float64(n%sheetCols)*(sheetLabel+sheetGap),
		sheetTop + float64(n/sheetCols)*sheetHeight, sheetLabel, sheetHeight,
	}
	s.pdf.SetDrawColor(200, 200, 200)
	s.pdf.SetLineWidth(0.1)
	s.pdf.Rect(b.x, b.y, b.w, b.h, "D") // where to cut plain paper
	return b
}

// label draws the QR code at the left; beside it what it is on, whose it is, and
// at the foot the code, as large as there is room.
func (s sheet) label(l Label, b box, f Format) error {
	const nameLine, codeHeight = 3.4, 4.6
	side, pad, gap, right := sheetSide, (b.h-sheetSide)/2, 3.0, 2.4 // gap keeps the QR code apart
	if f == RollLabels {
		side, pad, gap, right = rollSide, (b.h-rollSide)/2, 2.5, 1.5
	}
	if strings.TrimSpace(l.Code) == "" {
		return ErrNoCode
	}
	code, err := encode(orElse(l.Content, l.Code))
	if err != nil {
		return err
	}
	s.qr(code, b.x+pad, b.y+pad, side)

	x, w := b.x+pad+side+gap, b.w-pad-side-gap-right
	s.pdf.SetFont("label", "B", 8)
	room := int((side-codeHeight)/nameLine) - 1 // the last line is the owner's
	for i, line := range ellipsis(s.wrap(l.Name, w), room) {
		s.line(box{x, b.y + pad + float64(i)*nameLine, w, nameLine}, line)
	}
	s.pdf.SetFont("label", "", 6.5)
	if owner := s.wrap(l.Owner, w); owner[0] != "" {
		s.line(box{x, b.y + pad + side - codeHeight - nameLine, w, nameLine}, ellipsis(owner, 1)[0])
	}
	s.shrink(l.Code, w)
	s.line(box{x, b.y + pad + side - codeHeight, w, codeHeight}, clean(l.Code))
	return nil
}

func (s sheet) line(b box, words string) {
	s.pdf.SetXY(b.x, b.y)
	s.pdf.CellFormat(b.w, b.h, words, "", 0, "L", false, 0, "")
}

// shrink chooses the largest size at which a code fits: it must be read whole.
func (s sheet) shrink(code string, w float64) {
	const largest = 12
	s.pdf.SetFont("label", "B", largest)
	if got := s.pdf.GetStringWidth(clean(code)); got > w {
		s.pdf.SetFontSize(largest * w / got)
	}
}

// ellipsis cuts lines to at most n. A mark takes the place of the last word
// kept, or of the last letter where there is but one.
func ellipsis(lines []string, n int) []string {
	if len(lines) <= n {
		return lines
	}
	cut := slices.Clone(lines[:n])
	last := cut[n-1]
	if i := strings.LastIndexByte(last, ' '); i > 0 {
		last = last[:i]
	} else if _, size := utf8.DecodeLastRuneInString(last); size > 0 {
		last = last[:len(last)-size]
	}
	cut[n-1] = last + "…"
	return cut
}
