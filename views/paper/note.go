package paper

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"lumbung/views/paper/words"
)

// DeliveryNote is a surat jalan: the paper that goes with goods from one
// warehouse to another. Whoever receives scans its code to take them in.
type DeliveryNote struct {
	Letterhead Letterhead
	Number     string
	Date       time.Time // when it was shipped, in the zone of the place
	From, To   Place
	Reason     string
	Carrier    string // may be empty
	Waybill    string // may be empty
	Sender     string // name of the member of staff who ships
	Items      []NoteItem
	VerifyURL  string // of the transfer, opened by the QR code
	Draft      bool   // nothing has left yet: marks every page KONSEP
	Sample     bool
}

// Place is a warehouse with its centre.
type Place struct{ Centre, Name string }

// NoteItem is one unit, or the pieces of one lot.
type NoteItem struct {
	Name     string
	Mark     string // code and serial number, or lot
	Quantity int64
	Unit     string // unit, buah
}

// Render writes the note as PDF, A4, on as many pages as it takes. It fails with
// ErrIncomplete without a number, a date or items.
func (n DeliveryNote) Render(w io.Writer) error {
	if n.Number == "" || n.Date.IsZero() || len(n.Items) == 0 {
		return fmt.Errorf("%w: a delivery note needs a number, a date and items", ErrIncomplete)
	}
	p := notePage{sheet: newSheet(fpdf.SizeType{Wd: pageWidth, Ht: 297}, n.Date), doc: n}
	if n.VerifyURL != "" {
		code, err := encode(n.VerifyURL)
		if err != nil {
			return err
		}
		p.code = &code
	}
	p.compose()
	if err := p.pdf.Output(w); err != nil {
		return fmt.Errorf("paper: delivery note %s: %w", n.Number, err)
	}
	return nil
}

// notePage sets one note. Its letterhead and marks are those of the minutes.
type notePage struct {
	sheet
	doc  DeliveryNote
	code *symbol
}

func (p notePage) compose() {
	p.addSerif()
	p.pdf.AliasNbPages(pageCount)
	p.pdf.SetTitle("Surat Jalan "+clean(p.doc.Number), true)
	head := bastPage{sheet: p.sheet, doc: BAST{Letterhead: p.doc.Letterhead, Draft: p.doc.Draft, Sample: p.doc.Sample}}
	p.pdf.SetHeaderFunc(head.marks)
	p.pdf.SetFooterFunc(p.footer)
	p.pdf.AddPage()
	head.letterhead()
	p.title()
	p.facts()
	p.table()
	p.signatures()
}

func (p notePage) title() {
	y := p.pdf.GetY()
	if p.code != nil {
		p.qr(*p.code, pageWidth-marginRight-24, y, 24)
	}
	p.font("B", 13)
	p.put(full("L"), 6, "SURAT JALAN")
	p.font("", bodySize)
	p.put(full("L"), 5.6, "Nomor: "+p.doc.Number)
	p.put(full("L"), 5.6, "Tanggal: "+words.Date(p.doc.Date))
	p.pdf.SetY(max(p.pdf.GetY(), y+26))
}

func (p notePage) facts() {
	d := p.doc
	for _, x := range [][2]string{
		{"Dari", joined(d.From)}, {"Kepada", joined(d.To)}, {"Keperluan", d.Reason}, {"Pembawa", d.Carrier}, {"Nomor resi", d.Waybill},
	} {
		p.pair(x[0], x[1])
	}
	p.space(3)
}

func joined(at Place) string { return strings.Trim(at.Centre+", "+at.Name, ", ") }

// noteColumns are the columns of the list of goods, as wide as the body.
func noteColumns() []struct {
	title, align string
	width        float64
} {
	return []struct {
		title, align string
		width        float64
	}{{"No", "C", 10}, {"Barang", "L", 62}, {"Kode / nomor seri / lot", "L", 54}, {"Jumlah", "R", 17}, {"Diterima", "L", 22}}
}

func (p notePage) table() {
	p.tableHead()
	for i, item := range p.doc.Items {
		p.row([]string{strconv.Itoa(i + 1), item.Name, item.Mark, fmt.Sprintf("%d %s", item.Quantity, item.Unit), ""})
	}
	p.space(3)
	p.put(full("L"), lineHeight, "Barang yang rusak, kurang, atau tidak ada dalam daftar dicatat pada kolom Diterima dan pada penerimaan di aplikasi.")
	p.space(2)
}

func (p notePage) tableHead() {
	p.font("B", rowSize)
	p.pdf.SetFillColor(235, 235, 235)
	p.pdf.SetLineWidth(0.2)
	p.pdf.SetX(marginLeft)
	for _, c := range noteColumns() {
		p.pdf.CellFormat(c.width, rowLine+2*rowPad, c.title, "1", 0, "C", true, 0, "")
	}
	p.space(rowLine + 2*rowPad)
	p.font("", rowSize)
}

func (p notePage) row(cells []string) {
	cols := noteColumns()
	wrapped, height := make([][]string, len(cells)), 1
	for i, c := range cols {
		wrapped[i] = p.wrap(cells[i], c.width-2*rowPad)
		height = max(height, len(wrapped[i]))
	}
	h := float64(height)*rowLine + 2*rowPad
	if p.pdf.GetY()+h > bodyEnd {
		p.pdf.AddPage()
		p.tableHead()
	}
	x, y := marginLeft, p.pdf.GetY()
	for i, c := range cols {
		p.pdf.Rect(x, y, c.width, h, "D")
		for n, line := range wrapped[i] {
			p.pdf.SetXY(x+rowPad, y+rowPad+float64(n)*rowLine)
			p.pdf.CellFormat(c.width-2*rowPad, rowLine, line, "", 0, c.align, false, 0, "")
		}
		x += c.width
	}
	p.pdf.SetY(y + h)
	p.font("", rowSize)
}

// signatures sets who sends, who carries and who receives side by side, never
// across a page.
func (p notePage) signatures() {
	const width, tall = bodyWidth / 3, 40
	p.font("", bodySize)
	p.room(tall)
	y := p.pdf.GetY()
	for i, x := range [][2]string{{"Yang menyerahkan,", p.doc.Sender}, {"Pembawa,", p.doc.Carrier}, {"Yang menerima,", ""}} {
		left := marginLeft + float64(i)*width
		p.pdf.SetY(y)
		p.put(text{left, width, "C"}, lineHeight, x[0])
		p.space(18)
		p.put(text{left, width, "C"}, lineHeight, x[1])
		p.pdf.SetLineWidth(0.25)
		p.pdf.Line(left+6, y+18+2*lineHeight, left+width-6, y+18+2*lineHeight)
		p.pdf.SetXY(left+6, y+19+2*lineHeight)
		p.pdf.CellFormat(width-12, lineHeight, "Tanggal:", "", 0, "L", false, 0, "")
	}
	p.pdf.SetY(y + tall)
}

func (p notePage) footer() {
	p.font("", 7.5)
	p.pdf.SetTextColor(70, 70, 70)
	p.pdf.SetXY(marginLeft, bodyEnd+5)
	p.pdf.CellFormat(bodyWidth-28, 4, clean("Surat jalan "+p.doc.Number+"  ·  "+p.doc.VerifyURL), "", 0, "L", false, 0, "")
	p.pdf.CellFormat(28, 4, fmt.Sprintf("Halaman %d dari %s", p.pdf.PageNo(), pageCount), "", 0, "L", false, 0, "")
	p.pdf.SetTextColor(0, 0, 0)
}
