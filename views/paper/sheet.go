package paper

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	"github.com/go-fonts/dejavu/dejavuserifcondensed"
	"github.com/go-fonts/dejavu/dejavuserifcondensedbold"
)

// Measures of an A4 page in mm. The left margin leaves room for a punch.
const (
	pageWidth    = 210.0
	marginLeft   = 25.0
	marginRight  = 20.0
	marginTop    = 14.0
	marginBottom = 18.0
	bodyWidth    = pageWidth - marginLeft - marginRight
	bodyEnd      = 297 - marginBottom
	bodySize     = 9.5  // points
	loose        = 0.86 // a line shorter than this part of the width is not stretched
	lineHeight   = 4.55 // of bodySize
)

// sheet is a document under construction. fpdf keeps the first error until the
// output, so the drawing methods return none.
type sheet struct {
	pdf *fpdf.Fpdf
}

// newSheet starts a document whose bytes depend on nothing but what is drawn:
// its dates are the given one.
func newSheet(size fpdf.SizeType, date time.Time) sheet {
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: size})
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(date)
	pdf.SetModificationDate(date)
	pdf.SetProducer("Lumbung", true)
	pdf.SetLang("id-ID")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(marginLeft, marginTop, marginRight)
	pdf.SetCellMargin(0)
	return sheet{pdf}
}

func (s sheet) addSerif() {
	s.pdf.AddUTF8FontFromBytes("body", "", dejavuserifcondensed.TTF)
	s.pdf.AddUTF8FontFromBytes("body", "B", dejavuserifcondensedbold.TTF)
}

func (s sheet) addSans() {
	s.pdf.AddUTF8FontFromBytes("label", "", dejavusanscondensed.TTF)
	s.pdf.AddUTF8FontFromBytes("label", "B", dejavusanscondensedbold.TTF)
}

func (s sheet) font(style string, size float64) { s.pdf.SetFont("body", style, size) }

// room begins a new page unless h mm are left on this one.
func (s sheet) room(h float64) {
	if s.pdf.GetY()+h > bodyEnd {
		s.pdf.AddPage()
	}
}

func (s sheet) space(h float64) { s.pdf.SetY(s.pdf.GetY() + h) }

// text is a block to set: at x from the left edge, w wide.
type text struct {
	x, w  float64
	align string // L, C, R, or J for both edges
}

// full is the whole width between the margins.
func full(align string) text { return text{marginLeft, bodyWidth, align} }

// put sets words in lines of h mm, going over to the next page where needed.
func (s sheet) put(t text, h float64, words string) {
	lines := s.wrap(words, t.w)
	for i, line := range lines {
		align := t.align
		if align == "J" && (i == len(lines)-1 || s.pdf.GetStringWidth(line) < loose*t.w) {
			align = "L"
		}
		s.room(h)
		s.pdf.SetX(t.x)
		s.pdf.CellFormat(t.w, h, line, "", 1, align, false, 0, "")
	}
}

// paragraph sets justified text and leaves a little space after it.
func (s sheet) paragraph(words string) {
	s.put(full("J"), lineHeight, words)
	s.space(1.2)
}

// numbered sets a paragraph with a hanging mark such as "1.".
func (s sheet) numbered(mark, words string) {
	const hang = 7
	s.room(lineHeight)
	s.pdf.SetX(marginLeft)
	s.pdf.CellFormat(hang, lineHeight, mark, "", 0, "L", false, 0, "")
	s.put(text{marginLeft + hang, bodyWidth - hang, "J"}, lineHeight, words)
}

// pair sets "label : value" with the value hanging; nothing for no value.
func (s sheet) pair(label, value string) { s.styledPair("", label, value) }

// styledPair is pair with the value in a style of its own, such as "B".
func (s sheet) styledPair(style, label, value string) {
	const indent, labelWidth, colon = 7, 28, 4
	if strings.TrimSpace(value) == "" {
		return
	}
	s.room(lineHeight)
	s.pdf.SetX(marginLeft + indent)
	s.pdf.CellFormat(labelWidth, lineHeight, label, "", 0, "L", false, 0, "")
	s.pdf.CellFormat(colon, lineHeight, ":", "", 0, "L", false, 0, "")
	x := marginLeft + indent + labelWidth + colon
	s.font(style, bodySize)
	s.put(text{x, pageWidth - marginRight - x, "L"}, lineHeight, value)
	s.font("", bodySize)
}

// qr draws a symbol, without its quiet zone, as vectors: sharp at any zoom.
func (s sheet) qr(code symbol, x, y, side float64) {
	module := side / float64(code.side)
	s.pdf.SetFillColor(0, 0, 0)
	code.runs(func(mx, my, length int) {
		s.pdf.Rect(x+float64(mx)*module, y+float64(my)*module, float64(length)*module, module, "F")
	})
}

// wrap breaks text into lines of at most w mm in the current font, between
// words where it can and within a word where it must.
func (s sheet) wrap(words string, w float64) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(clean(words), "\n") {
		line := ""
		for word := range strings.FieldsSeq(paragraph) {
			if joined := strings.TrimSpace(line + " " + word); s.pdf.GetStringWidth(joined) <= w {
				line = joined
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			pieces := s.pieces(word, w)
			lines = append(lines, pieces[:len(pieces)-1]...)
			line = pieces[len(pieces)-1]
		}
		lines = append(lines, line)
	}
	return lines
}

// pieces cuts a word into parts of at most w mm, one letter at the least.
func (s sheet) pieces(word string, w float64) []string {
	var cut []string
	from := 0
	for i := range word {
		_, size := utf8.DecodeRuneInString(word[i:])
		if i > from && s.pdf.GetStringWidth(word[from:i+size]) > w {
			cut, from = append(cut, word[from:i]), i
		}
	}
	return append(cut, word[from:])
}

// clean drops what must not reach a document (control characters, and marks
// that turn the direction of writing so that text reads other than it is) and
// replaces what the font format cannot hold. Line breaks stay.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		case r >= 0xFFF0:
			return '\uFFFD'
		}
		return r
	}, s)
}
