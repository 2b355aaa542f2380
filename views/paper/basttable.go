package paper

import (
	"strings"

	"lumbung/views/paper/words"
)

// column is one column of the list; the widths add up to bodyWidth.
type column struct {
	title string
	width float64
	align string
}

func columns() []column {
	return []column{
		{"No.", 8, "C"},
		{"Nama barang, merek/tipe", 45, "L"},
		{"Nomor seri", 27, "L"},
		{"Jumlah", 17, "C"},
		{"Harga satuan", 23, "R"},
		{"Nilai", 24, "R"},
		{"Sumber dana", 21, "L"},
	}
}

// Measures of a table row in mm.
const (
	rowLine = 4.0
	rowPad  = 0.9
	rowSize = 8.0 // points
)

// table sets the list of items. The heading is repeated on every page.
func (p bastPage) table() {
	p.room(3*rowLine + 6*rowPad) // the heading is not left alone
	p.tableHead()
	for i, item := range p.doc.Items {
		name := item.Name
		if item.Maker != "" {
			name += "\n" + item.Maker
		}
		p.row([]string{
			words.Number(int64(i + 1)), name, orElse(item.Serial, "-"),
			strings.TrimSpace(words.Number(item.Quantity) + " " + item.Unit),
			words.Rupiah(item.UnitPrice), words.Rupiah(item.Value()), orElse(item.Fund, "-"),
		})
	}
	p.tableFoot()
	p.font("", bodySize)
	p.space(2.5)
}

func (p bastPage) tableHead() {
	p.font("B", rowSize)
	p.pdf.SetFillColor(235, 235, 235)
	p.pdf.SetLineWidth(0.2)
	p.pdf.SetX(marginLeft)
	for _, c := range columns() {
		p.pdf.CellFormat(c.width, rowLine+2*rowPad, c.title, "1", 0, "C", true, 0, "")
	}
	p.space(rowLine + 2*rowPad)
	p.font("", rowSize)
}

// row sets one item. One that is higher than what is left of the page, such as
// a lot with many serial numbers, goes on below the heading of the next.
func (p bastPage) row(cells []string) {
	wrapped := make([][]string, len(cells))
	height := 0
	for i, c := range columns() {
		wrapped[i] = p.wrap(cells[i], c.width-2*rowPad)
		height = max(height, len(wrapped[i]))
	}
	for from := 0; from < height; {
		fit := int((bodyEnd - p.pdf.GetY() - 2*rowPad) / rowLine)
		if fit < needed(height-from) {
			p.pdf.AddPage()
			p.tableHead()
			continue
		}
		to := min(height, from+fit)
		p.rowPart(wrapped, from, to)
		from = to
	}
}

// needed is how many of a row's lines must fit for it to begin on this page:
// all of them, but only a few of a row that will be split anyhow.
func needed(lines int) int {
	const split = 20
	if lines > split {
		return 3
	}
	return lines
}

// rowPart sets the lines from up to to of every cell, with a frame.
func (p bastPage) rowPart(cells [][]string, from, to int) {
	x, y := marginLeft, p.pdf.GetY()
	h := float64(to-from)*rowLine + 2*rowPad
	for i, c := range columns() {
		p.pdf.Rect(x, y, c.width, h, "D")
		for n, line := range cells[i][min(from, len(cells[i])):min(to, len(cells[i]))] {
			p.pdf.SetXY(x+rowPad, y+rowPad+float64(n)*rowLine)
			p.pdf.CellFormat(c.width-2*rowPad, rowLine, line, "", 0, c.align, false, 0, "")
		}
		x += c.width
	}
	p.pdf.SetY(y + h)
}

// tableFoot sets the total in figures and in words, on one page.
func (p bastPage) tableFoot() {
	cols := columns()
	fund := cols[6].width
	total := cols[4].width + cols[5].width // wide enough for trillions
	p.font("B", rowSize)
	inWords := p.wrap("Terbilang: "+words.RupiahInWords(p.doc.Total()), bodyWidth-2*rowPad)
	sum := rowLine + 2*rowPad
	p.room(sum + float64(len(inWords))*rowLine + 2*rowPad)
	p.pdf.SetX(marginLeft)
	p.pdf.CellFormat(bodyWidth-total-fund, sum, "Jumlah nilai ", "LTB", 0, "R", false, 0, "")
	p.pdf.CellFormat(total-rowPad, sum, words.Rupiah(p.doc.Total()), "TB", 0, "R", false, 0, "")
	p.pdf.CellFormat(fund+rowPad, sum, "", "TRB", 1, "", false, 0, "")
	y := p.pdf.GetY()
	p.pdf.Rect(marginLeft, y, bodyWidth, float64(len(inWords))*rowLine+2*rowPad, "D")
	for i, line := range inWords {
		p.pdf.SetXY(marginLeft+rowPad, y+rowPad+float64(i)*rowLine)
		p.pdf.CellFormat(bodyWidth-2*rowPad, rowLine, line, "", 0, "L", false, 0, "")
	}
	p.pdf.SetY(y + float64(len(inWords))*rowLine + 2*rowPad)
}
