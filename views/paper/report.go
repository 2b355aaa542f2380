package paper

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"lumbung/views/paper/words"
)

// Report is a table on paper, such as a stock card: A4, on as many pages as it
// takes, with the heading of the table on each. The same values always print to
// the same bytes.
type Report struct {
	Letterhead Letterhead
	Title      string
	Facts      []Fact // what the table is about, above it
	Wide       bool   // the page lies on its side
	Columns    []ReportColumn
	Rows       []ReportRow
	Notes      []string  // below the table
	Place      string    // where it is signed
	Date       time.Time // of the report
	Signers    []Signer  // side by side below the table, at most 3; none leaves the place out
	Sample     bool      // marks every page DATA CONTOH
}

// Fact is one line of what a report is about.
type Fact struct{ Label, Value string }

// ReportColumn is one column; the widths are shares of the page.
type ReportColumn struct {
	Title string
	Share float64
	Align string // L, C or R
}

// ReportRow is one row; a strong one is an opening, a sum or a closing.
type ReportRow struct {
	Cells  []string
	Strong bool
}

// Signer signs a report: first what they are to it, then who they are.
type Signer struct {
	Role  string // "Dibuat oleh"
	Title string // "Petugas Gudang"
	Name  string // dots when empty
}

// MaxReportRows is the most rows that are printed: at some forty rows a page it
// is a book of 125 leaves, and nobody reads a longer one on paper.
const MaxReportRows = 5000

// Render writes the report as PDF. It fails with ErrIncomplete without a title
// or columns, or with more rows than a report can have.
func (r Report) Render(w io.Writer) error {
	if r.Title == "" || len(r.Columns) == 0 || r.Date.IsZero() || len(r.Rows) > MaxReportRows || len(r.Signers) > 3 {
		return fmt.Errorf("%w: report %q of %d columns and %d rows", ErrIncomplete, r.Title, len(r.Columns), len(r.Rows))
	}
	size, width, end := fpdf.SizeType{Wd: pageWidth, Ht: 297}, bodyWidth, 297-marginBottom
	if r.Wide {
		size, width, end = fpdf.SizeType{Wd: 297, Ht: pageWidth}, 297-marginLeft-marginRight, pageWidth-marginBottom
	}
	p := reportPage{sheet: newSheet(size, r.Date), doc: r, width: width, end: end}
	p.compose()
	if err := p.pdf.Output(w); err != nil {
		return fmt.Errorf("paper: report %s: %w", r.Title, err)
	}
	return nil
}

// reportPage sets one report. Its pages may lie on their side, so it measures
// them by itself.
type reportPage struct {
	sheet
	doc        Report
	width, end float64
}

func (p reportPage) compose() {
	p.addSerif()
	p.pdf.AliasNbPages(pageCount)
	p.pdf.SetTitle(clean(p.doc.Title), true)
	p.pdf.SetHeaderFunc(p.top)
	p.pdf.SetFooterFunc(p.foot)
	p.pdf.AddPage()
	p.heading()
	p.head()
	for i, r := range p.doc.Rows {
		if i == len(p.doc.Rows)-2 && p.pdf.GetY()+p.ending() > p.end {
			p.pdf.AddPage() // no page has signatures and nothing that they stand for
			p.head()
		}
		p.row(r)
	}
	p.notes()
	p.signatures()
}

// ending is about the height of the last two rows and all below them.
func (p reportPage) ending() float64 {
	const rows, note = 2 * (2*rowLine + 2*rowPad), 8
	h := rows + note*float64(len(p.doc.Notes))
	if len(p.doc.Signers) > 0 {
		h += signHeight
	}
	return h
}

func (p reportPage) top() {
	p.pdf.SetTextColor(0, 0, 0)
	if p.doc.Sample {
		p.pdf.SetFillColor(255, 226, 143)
		p.font("B", 8)
		p.pdf.SetXY(marginLeft, 5.5)
		p.pdf.CellFormat(p.width, 6, "DATA CONTOH: bukan dokumen resmi; barang di dalamnya rekaan", "", 1, "C", true, 0, "")
	}
	p.font("", bodySize)
	p.pdf.SetY(marginTop)
}

func (p reportPage) foot() {
	p.font("", 7.5)
	p.pdf.SetTextColor(70, 70, 70)
	y := p.end + 4
	p.pdf.Line(marginLeft, y, marginLeft+p.width, y)
	p.pdf.SetXY(marginLeft, y+1)
	p.pdf.CellFormat(p.width-28, 4, clean(p.doc.Title+"  ·  dicetak "+words.Date(p.doc.Date)), "", 0, "L", false, 0, "")
	p.pdf.CellFormat(28, 4, fmt.Sprintf("Halaman %d dari %s", p.pdf.PageNo(), pageCount), "", 0, "L", false, 0, "")
	p.pdf.SetTextColor(0, 0, 0)
}

// heading sets the letterhead, the title and the facts.
func (p reportPage) heading() {
	k := p.doc.Letterhead
	centred := func(style string, size, h float64, line string) {
		if strings.TrimSpace(line) == "" {
			return
		}
		p.font(style, size)
		p.pdf.SetX(marginLeft)
		p.pdf.CellFormat(p.width, h, clean(line), "", 1, "C", false, 0, "")
	}
	centred("B", 12, 5.4, strings.ToUpper(orElse(k.Ministry, "Kementerian Sosial Republik Indonesia")))
	centred("", 10, 5, strings.ToUpper(k.Directorate))
	centred("B", 12, 5.6, strings.ToUpper(k.Centre))
	centred("", 8.5, 4.2, k.Address)
	y := p.pdf.GetY() + 1.2
	p.pdf.SetLineWidth(0.6)
	p.pdf.Line(marginLeft, y, marginLeft+p.width, y)
	p.pdf.SetLineWidth(0.2)
	p.pdf.SetY(y + 4)
	centred("B", 13, 6.5, strings.ToUpper(p.doc.Title))
	p.space(1)
	p.font("", bodySize)
	for _, f := range p.doc.Facts {
		if f.Value == "" {
			continue
		}
		p.pdf.SetX(marginLeft)
		p.pdf.CellFormat(34, lineHeight, clean(f.Label), "", 0, "L", false, 0, "")
		p.pdf.CellFormat(3, lineHeight, ":", "", 0, "L", false, 0, "")
		for _, line := range p.wrap(f.Value, p.width-37) {
			p.pdf.SetX(marginLeft + 37)
			p.pdf.CellFormat(p.width-37, lineHeight, line, "", 1, "L", false, 0, "")
		}
	}
	p.space(2.5)
}

// widths are those of the columns in mm.
func (p reportPage) widths() []float64 {
	sum := 0.0
	for _, c := range p.doc.Columns {
		sum += c.Share
	}
	widths := make([]float64, len(p.doc.Columns))
	for i, c := range p.doc.Columns {
		widths[i] = c.Share / sum * p.width
	}
	return widths
}

// head sets the heading of the table.
func (p reportPage) head() {
	p.font("B", rowSize)
	titles := make([][]string, len(p.doc.Columns))
	height := 1
	for i, w := range p.widths() {
		titles[i] = p.wrap(p.doc.Columns[i].Title, w-2*rowPad)
		height = max(height, len(titles[i]))
	}
	p.boxes(titles, height, true)
	p.font("", rowSize)
}

// row sets one row, whole, on the next page when this one is full.
func (p reportPage) row(r ReportRow) {
	p.font("", rowSize)
	if r.Strong {
		p.font("B", rowSize)
	}
	cells := make([][]string, len(p.doc.Columns))
	height := 1
	for i, w := range p.widths() {
		if i < len(r.Cells) {
			cells[i] = p.wrap(r.Cells[i], w-2*rowPad)
		}
		height = max(height, len(cells[i]))
	}
	height = min(height, int((p.end-marginTop)/rowLine)-6)
	if p.pdf.GetY()+float64(height)*rowLine+2*rowPad > p.end {
		p.pdf.AddPage()
		p.head()
		if r.Strong {
			p.font("B", rowSize)
		}
	}
	p.boxes(cells, height, false)
}

// boxes draws a row of cells of so many lines.
func (p reportPage) boxes(cells [][]string, lines int, head bool) {
	x, y := marginLeft, p.pdf.GetY()
	h := float64(lines)*rowLine + 2*rowPad
	style := "D"
	if head {
		p.pdf.SetFillColor(235, 235, 235)
		style = "FD"
	}
	for i, w := range p.widths() {
		align := p.doc.Columns[i].Align
		if head {
			align = "C"
		}
		p.pdf.Rect(x, y, w, h, style)
		for n, line := range cells[i][:min(len(cells[i]), lines)] {
			p.pdf.SetXY(x+rowPad, y+rowPad+float64(n)*rowLine)
			p.pdf.CellFormat(w-2*rowPad, rowLine, line, "", 0, orElse(align, "L"), false, 0, "")
		}
		x += w
	}
	p.pdf.SetY(y + h)
}

func (p reportPage) notes() {
	p.font("", 8)
	p.space(1.5)
	for _, note := range p.doc.Notes {
		for _, line := range p.wrap(note, p.width) {
			p.fits(4)
			p.pdf.SetX(marginLeft)
			p.pdf.CellFormat(p.width, 4, line, "", 1, "L", false, 0, "")
		}
	}
}

// fits begins a new page unless h mm are left on this one.
func (p reportPage) fits(h float64) {
	if p.pdf.GetY()+h > p.end {
		p.pdf.AddPage()
	}
}

// signHeight is what signatures take in mm, with the room to sign.
const signHeight = 6*lineHeight + 20

// signatures sets the signers side by side, never across a page.
func (p reportPage) signatures() {
	if len(p.doc.Signers) == 0 {
		return
	}
	p.fits(signHeight)
	p.font("", bodySize)
	p.space(3)
	each := p.width / float64(len(p.doc.Signers))
	top := p.pdf.GetY()
	for i, s := range p.doc.Signers {
		x := marginLeft + float64(i)*each
		place := ""
		if i == len(p.doc.Signers)-1 {
			place = strings.TrimPrefix(strings.TrimSpace(p.doc.Place)+", ", ", ") + words.Date(p.doc.Date)
		}
		p.pdf.SetY(top)
		for _, line := range []string{place, s.Role + ",", s.Title} {
			p.pdf.SetX(x)
			p.pdf.CellFormat(each, lineHeight, clean(line), "", 1, "C", false, 0, "")
		}
		p.space(18)
		p.pdf.SetX(x)
		p.pdf.CellFormat(each, lineHeight, clean(orElse(s.Name, strings.Repeat(".", 36))), "", 1, "C", false, 0, "")
	}
}
