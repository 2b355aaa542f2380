package paper

import (
	"fmt"
	"strings"

	"lumbung/views/paper/words"
)

// bastPage sets one BAST, from the top to the bottom.
type bastPage struct {
	sheet
	doc  BAST
	code *symbol // nil without an address to verify at
}

// pageCount stands for the number of pages until it is known. Control
// characters cannot come from a value, because clean drops them.
const pageCount = "\x01n\x01"

func (p bastPage) compose() {
	p.addSerif()
	p.pdf.AliasNbPages(pageCount)
	p.pdf.SetTitle("Berita Acara Serah Terima "+clean(p.doc.numberText()), true)
	p.pdf.SetHeaderFunc(p.marks)
	p.pdf.SetFooterFunc(p.footer)
	p.pdf.AddPage()
	p.letterhead()
	p.title()
	p.parties()
	p.handover()
	p.table()
	p.clauses()
	p.signatures()
	p.witnesses()
	p.verification()
}

// marks draws what lies under the text of every page.
func (p bastPage) marks() {
	var marks []string
	if p.doc.Draft {
		marks = append(marks, "KONSEP")
	}
	if p.doc.Sample {
		marks = append(marks, "DATA CONTOH")
	}
	p.pdf.SetTextColor(226, 226, 226)
	p.font("B", 58)
	for i, mark := range marks {
		x, y := pageWidth/2, 160+36*(float64(i)-float64(len(marks)-1)/2)
		p.pdf.TransformBegin()
		p.pdf.TransformRotate(38, x, y)
		p.pdf.Text(x-p.pdf.GetStringWidth(mark)/2, y, mark)
		p.pdf.TransformEnd()
	}
	if p.doc.Sample {
		p.banner()
	}
	p.pdf.SetTextColor(0, 0, 0)
	p.font("", bodySize)
	p.pdf.SetY(marginTop)
}

func (p bastPage) banner() {
	p.pdf.SetFillColor(255, 226, 143)
	p.pdf.SetTextColor(60, 40, 0)
	p.font("B", 8)
	p.pdf.SetXY(marginLeft, 5.5)
	p.pdf.CellFormat(bodyWidth, 6, "DATA CONTOH: bukan dokumen resmi; orang dan barang di dalamnya rekaan", "", 1, "C", true, 0, "")
}

func (p bastPage) footer() {
	p.font("", 7.5)
	p.pdf.SetTextColor(70, 70, 70)
	p.pdf.SetDrawColor(150, 150, 150)
	p.pdf.SetLineWidth(0.2)
	y := bodyEnd + 4.0
	p.pdf.Line(marginLeft, y, pageWidth-marginRight, y)
	left := "BAST " + p.doc.numberText()
	if hash := p.doc.ContentHash; hash != "" {
		left += "  ·  Sidik " + hash[:min(len(hash), 16)]
	}
	p.pdf.SetXY(marginLeft, y+1)
	p.pdf.CellFormat(bodyWidth-28, 4, clean(left), "", 0, "L", false, 0, "")
	// To the left, because the width of the number of pages is not known yet.
	p.pdf.CellFormat(28, 4, fmt.Sprintf("Halaman %d dari %s", p.pdf.PageNo(), pageCount), "", 0, "L", false, 0, "")
	p.pdf.SetTextColor(0, 0, 0)
	p.pdf.SetDrawColor(0, 0, 0)
}

func (p bastPage) letterhead() {
	k := p.doc.Letterhead
	p.font("B", 13)
	p.put(full("C"), 5.6, strings.ToUpper(orElse(k.Ministry, "Kementerian Sosial Republik Indonesia")))
	p.font("", 11)
	p.put(full("C"), 5.2, strings.ToUpper(k.Directorate))
	p.font("B", 13)
	p.put(full("C"), 6, strings.ToUpper(k.Centre))
	p.font("", 8.5)
	for _, line := range []string{k.Address, k.Contact} {
		if strings.TrimSpace(line) != "" {
			p.put(full("C"), 4.2, line)
		}
	}
	y := p.pdf.GetY() + 1.5
	p.pdf.SetLineWidth(0.9)
	p.pdf.Line(marginLeft, y, pageWidth-marginRight, y)
	p.pdf.SetLineWidth(0.25)
	p.pdf.Line(marginLeft, y+1.1, pageWidth-marginRight, y+1.1)
	p.pdf.SetY(y + 5)
}

func (p bastPage) title() {
	p.font("B", 13)
	p.put(full("C"), 6, "BERITA ACARA SERAH TERIMA")
	p.font("B", 11)
	p.put(full("C"), 5.4, strings.ToUpper(p.doc.object()))
	p.font("", bodySize)
	p.put(full("C"), 5.6, "Nomor: "+p.doc.numberText())
	p.space(3)
}

func (p bastPage) parties() {
	d := p.doc
	place := ""
	if strings.TrimSpace(d.Place) != "" {
		place = " bertempat di " + d.Place + ","
	}
	p.paragraph(fmt.Sprintf("Pada hari ini, %s (%s),%s yang bertanda tangan di bawah ini:",
		words.DateInWords(d.Date), d.Date.Format("02-01-2006"), place))
	p.party("1.", "Nama", d.First.Name)
	p.pair("NIP", d.First.NIP)
	p.pair("Jabatan", d.First.Title)
	p.pair("Alamat", d.First.Address)
	p.standing("bertindak untuk dan atas nama " + orElse(d.Letterhead.Centre, "sentra") + delegateText(d.First.Delegate) +
		", selanjutnya disebut PIHAK PERTAMA;")
	p.party("2.", "Nama", d.Second.Name)
	p.pair("NIK", d.Second.NIK)
	p.pair("Alamat", d.Second.Address)
	if x := d.Second.Proxy; x != nil {
		p.standing("sebagai penerima manfaat, dalam hal ini diwakili oleh " + orElse(x.Role, "wali") + ":")
		p.pair("Nama", x.Name)
		p.pair("NIK", x.NIK)
		p.pair("Hubungan", x.Relation)
		p.pair("Alamat", x.Address)
		p.standing("selanjutnya disebut PIHAK KEDUA.")
		return
	}
	p.standing("sebagai penerima manfaat, selanjutnya disebut PIHAK KEDUA.")
}

// party sets the first line of a party with its number in the margin.
func (p bastPage) party(mark, label, value string) {
	p.room(4 * lineHeight) // a party does not begin at the foot of a page
	p.pdf.SetX(marginLeft)
	p.pdf.CellFormat(7, lineHeight, mark, "", 0, "L", false, 0, "")
	p.styledPair("B", label, value)
}

// standing sets the clause that says in which capacity a party acts.
func (p bastPage) standing(clause string) {
	p.space(0.4)
	p.put(text{marginLeft + 7, bodyWidth - 7, "J"}, lineHeight, clause)
	p.space(1.2)
}

func delegateText(d *Delegate) string {
	if d == nil || strings.TrimSpace(d.Name) == "" {
		return ""
	}
	var more []string
	if d.NIP != "" {
		more = append(more, "NIP "+d.NIP)
	}
	if d.Title != "" {
		more = append(more, d.Title)
	}
	s := ", melalui petugas yang ditunjuk, " + d.Name
	if len(more) > 0 {
		s += " (" + strings.Join(more, ", ") + ")"
	}
	return s
}

func (p bastPage) handover() {
	var basis []string
	for _, b := range p.doc.Basis {
		if strings.TrimSpace(b) != "" {
			basis = append(basis, b)
		}
	}
	act := fmt.Sprintf("PIHAK PERTAMA menyerahkan kepada PIHAK KEDUA, dan PIHAK KEDUA menerima dari PIHAK PERTAMA, %s dengan nilai seluruhnya %s, dengan rincian sebagai berikut:",
		p.doc.object(), p.doc.amountText())
	switch len(basis) {
	case 0:
	case 1:
		act = "Berdasarkan " + basis[0] + ", " + act
	default:
		p.put(full("L"), lineHeight, "Berdasarkan:")
		for i, b := range basis {
			p.numbered(string(rune('a'+i%26))+".", b+";")
		}
		p.space(1.2)
	}
	p.paragraph(act)
}
