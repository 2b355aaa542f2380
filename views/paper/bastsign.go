package paper

import (
	"strings"

	"lumbung/views/paper/words"
)

const usualCondition = "Barang tersebut diserahkan dan diterima dalam keadaan baik dan cukup."

// clauses sets what the parties agree on.
func (p bastPage) clauses() {
	p.numbered("1.", orElse(p.doc.Condition, usualCondition))
	p.numbered("2.", "Sejak Berita Acara ini ditandatangani, tanggung jawab atas barang tersebut beralih dari PIHAK PERTAMA kepada PIHAK KEDUA.")
	p.numbered("3.", "PIHAK KEDUA menggunakan barang tersebut sesuai dengan peruntukannya.")
	p.space(1.2)
	p.room(p.signSpace() + 9*lineHeight + p.witnessSpace()) // no page has signatures and nothing that they stand for
	p.paragraph("Demikian Berita Acara Serah Terima ini dibuat dengan sebenarnya dalam rangkap 2 (dua), masing-masing mempunyai kekuatan yang sama, untuk dipergunakan sebagaimana mestinya.")
}

// Measures of the signatures in mm.
const (
	signWidth = 72.0
	signRight = pageWidth - marginRight - signWidth
)

// signSpace is the height left to sign in; a thumb needs more than a pen.
func (p bastPage) signSpace() float64 {
	if p.doc.Second.Thumbprint {
		return 28
	}
	return 19
}

// signatures sets the two parties side by side, never across a page.
func (p bastPage) signatures() {
	d := p.doc
	p.room(p.signSpace() + 6*lineHeight)
	p.at(signRight, strings.TrimPrefix(strings.TrimSpace(d.Place)+", ", ", ")+words.Date(d.Date))
	top := p.pdf.GetY()
	p.at(marginLeft, "PIHAK KEDUA,")
	p.at(marginLeft, p.secondTitle())
	left := p.signedBy(marginLeft, d.signer().Name, "")
	if d.Second.Thumbprint {
		p.thumbprint(top + 2*lineHeight + 0.8)
	}
	p.pdf.SetY(top)
	p.at(signRight, "PIHAK PERTAMA,")
	p.at(signRight, d.First.Title)
	right := p.signedBy(signRight, d.First.Name, d.First.NIP)
	p.pdf.SetY(max(left, right) + 2)
}

func (p bastPage) secondTitle() string {
	x := p.doc.Second.Proxy
	if x == nil {
		return "Penerima Manfaat"
	}
	role := []rune(orElse(x.Role, "wali"))
	return strings.ToUpper(string(role[:1])) + string(role[1:]) + " Penerima Manfaat"
}

// at sets centred lines in a column of signatures.
func (p bastPage) at(x float64, line string) {
	p.put(text{x, signWidth, "C"}, lineHeight, line)
}

// signedBy leaves the space of a signature, sets the name below it and returns
// where it ends.
func (p bastPage) signedBy(x float64, name, nip string) float64 {
	p.space(p.signSpace() - 2)
	p.font("B", bodySize)
	p.at(x, name)
	p.font("", bodySize)
	y := p.pdf.GetY()
	p.pdf.SetLineWidth(0.25)
	p.pdf.Line(x+8, y, x+signWidth-8, y)
	p.space(0.6)
	if nip != "" {
		p.at(x, "NIP "+nip)
	}
	return p.pdf.GetY()
}

// thumbprint draws the frame for the thumb of a signer who does not write.
func (p bastPage) thumbprint(y float64) {
	const w, h = 20, 24.5
	x := marginLeft + (signWidth-w)/2
	p.pdf.SetDashPattern([]float64{1, 1}, 0)
	p.pdf.Rect(x, y, w, h, "D")
	p.pdf.SetDashPattern(nil, 0)
	p.font("", 6.5)
	p.pdf.SetXY(x, y+h-4)
	p.pdf.CellFormat(w, 3.5, "cap jempol", "", 0, "C", false, 0, "")
	p.font("", bodySize)
}

// witnessSpace is the height that the witnesses take, with names of one line.
func (p bastPage) witnessSpace() float64 {
	rows := (len(p.doc.Witnesses) + 1) / 2
	if rows == 0 {
		return 0
	}
	return 2 + lineHeight + float64(rows)*(18+2*lineHeight)
}

// witnesses sets a line for each witness to sign on, two in a row.
func (p bastPage) witnesses() {
	if len(p.doc.Witnesses) == 0 {
		return
	}
	p.room(p.witnessSpace())
	p.space(2)
	p.put(full("L"), lineHeight, "Saksi-saksi:")
	for i := 0; i < len(p.doc.Witnesses); i += 2 {
		y, end := p.pdf.GetY(), 0.0
		for n, w := range p.doc.Witnesses[i:min(i+2, len(p.doc.Witnesses))] {
			p.pdf.SetY(y)
			end = max(end, p.witness(i+n, w))
		}
		p.pdf.SetY(end + 3)
	}
}

func (p bastPage) witness(i int, w Witness) float64 {
	x := marginLeft
	if i%2 == 1 {
		x = signRight
	}
	p.pdf.SetX(x)
	p.pdf.CellFormat(7, lineHeight, words.Number(int64(i+1))+".", "", 0, "L", false, 0, "")
	p.space(14)
	p.at(x, w.Name)
	p.pdf.SetLineWidth(0.25)
	p.pdf.Line(x+8, p.pdf.GetY(), x+signWidth-8, p.pdf.GetY())
	if w.Title != "" {
		p.space(0.6)
		p.at(x, w.Title)
	}
	return p.pdf.GetY()
}

// verification sets the QR code with the address in words and the hash, so
// that anybody can compare the paper with the register.
func (p bastPage) verification() {
	const side, gap = 16.0, 4.0
	if p.code == nil && p.doc.ContentHash == "" {
		return
	}
	p.room(side + 2)
	p.space(2)
	y := p.pdf.GetY()
	x := marginLeft
	if p.code != nil {
		p.qr(*p.code, x, y, side)
		x += side + gap
	}
	beside := text{x, pageWidth - marginRight - x, "L"}
	p.font("B", 8)
	p.put(beside, 3.7, "Pemeriksaan keaslian")
	p.font("", 8)
	if p.code != nil {
		p.put(beside, 3.7, "Pindai kode QR atau buka alamat ini, lalu cocokkan isinya dengan lembar ini:")
		p.put(beside, 3.7, p.doc.VerifyURL)
	}
	if p.doc.ContentHash != "" {
		p.put(beside, 3.7, "Sidik isi dokumen: "+p.doc.ContentHash)
	}
	p.pdf.SetY(max(p.pdf.GetY(), y+side))
}
