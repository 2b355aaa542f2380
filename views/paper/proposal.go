package paper

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"lumbung/views/paper/words"
)

// Proposal is a text under headings on A4, such as the form of a competition.
// The same values always print to the same bytes.
type Proposal struct {
	Title    string
	Facts    []Fact // below the title
	Sections []Section
	Date     time.Time // it is printed
	Sample   bool      // marks every page DATA CONTOH
}

// Section is one heading with its text.
type Section struct {
	Heading    string
	Note       string // about the text: its weight and length
	Warning    string // what has to be mended; "" is nothing
	Paragraphs []string
}

// Render writes the proposal as PDF. It fails with ErrIncomplete without a title,
// a date or any section.
func (p Proposal) Render(w io.Writer) error {
	if p.Title == "" || p.Date.IsZero() || len(p.Sections) == 0 {
		return fmt.Errorf("%w: proposal %q of %d sections", ErrIncomplete, p.Title, len(p.Sections))
	}
	page := proposalPage{sheet: newSheet(fpdf.SizeType{Wd: pageWidth, Ht: 297}, p.Date), doc: p}
	page.compose()
	if err := page.pdf.Output(w); err != nil {
		return fmt.Errorf("paper: proposal %s: %w", p.Title, err)
	}
	return nil
}

type proposalPage struct {
	sheet
	doc Proposal
}

func (p proposalPage) compose() {
	p.addSerif()
	p.pdf.AliasNbPages(pageCount)
	p.pdf.SetTitle(clean(p.doc.Title), true)
	p.pdf.SetHeaderFunc(p.top)
	p.pdf.SetFooterFunc(p.foot)
	p.pdf.AddPage()
	p.font("B", 14)
	p.put(full("L"), 6.5, p.doc.Title)
	p.space(1)
	p.font("", bodySize)
	for _, f := range p.doc.Facts {
		p.pair(clean(f.Label), f.Value)
	}
	for _, s := range p.doc.Sections {
		p.section(s)
	}
}

// section sets a heading, never alone at the end of a page, and its text.
func (p proposalPage) section(s Section) {
	const heading = 6.0
	p.space(3)
	p.room(heading + 3*lineHeight)
	p.font("B", 11.5)
	p.put(full("L"), heading, s.Heading)
	p.font("", 8)
	p.pdf.SetTextColor(70, 70, 70)
	p.put(full("L"), lineHeight, s.Note)
	p.pdf.SetTextColor(0, 0, 0)
	if s.Warning != "" {
		p.font("B", bodySize)
		p.put(full("L"), lineHeight, "! "+s.Warning)
	}
	p.font("", bodySize)
	for _, text := range s.Paragraphs {
		p.paragraph(text)
	}
}

func (p proposalPage) top() {
	if p.doc.Sample {
		p.pdf.SetFillColor(255, 226, 143)
		p.font("B", 8)
		p.pdf.SetXY(marginLeft, 5.5)
		p.pdf.CellFormat(bodyWidth, 6, "DATA CONTOH: bukan dokumen resmi; isinya rekaan", "", 1, "C", true, 0, "")
	}
	p.font("", bodySize)
	p.pdf.SetY(marginTop)
}

func (p proposalPage) foot() {
	p.font("", 7.5)
	p.pdf.SetTextColor(70, 70, 70)
	title := []rune(strings.TrimSpace(clean(p.doc.Title)))
	p.pdf.SetXY(marginLeft, bodyEnd+5)
	p.pdf.CellFormat(bodyWidth-28, 4, string(title[:min(len(title), 80)])+"  ·  dicetak "+words.Date(p.doc.Date), "", 0, "L", false, 0, "")
	p.pdf.CellFormat(28, 4, fmt.Sprintf("Halaman %d dari %s", p.pdf.PageNo(), pageCount), "", 0, "L", false, 0, "")
	p.pdf.SetTextColor(0, 0, 0)
}
