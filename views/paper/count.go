package paper

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"lumbung/views/paper/words"
)

// CountMinutes is a Berita Acara Stok Opname: what the book said, what was
// counted, why they differ, and who answers for it. The same values always print
// to the same bytes.
type CountMinutes struct {
	Letterhead  Letterhead
	Number      string // OPN-2026-0001
	Date        time.Time
	Place       string // where it is signed
	Basis       string // letter that ordered it; may be empty
	Scope       string // what was counted, in words
	Facts       []Fact // when, how, and the like
	Team        []CountMember
	Reviewer    CountMember
	Head        CountMember // mengetahui
	Rows        []CountRow
	Units       []CountUnit // that were missing or seen elsewhere
	Notes       []string
	VerifyURL   string // opened by the QR code; no code if empty
	ContentHash string
	Draft       bool // marks every page KONSEP
	Sample      bool // marks every page DATA CONTOH
}

// CountMember is somebody who signs.
type CountMember struct{ Name, Title string }

// CountRow is one line of the table: a model, or a lot of it, at a place.
type CountRow struct {
	Place, Item string
	Book        int64
	Counted     int64
	Uncounted   bool // nobody counted it; the book stays
	Difference  int64
	Value       int64 // whole rupiah of the difference
	Reason      string
}

// CountUnit is one device of the annex.
type CountUnit struct {
	Code, Serial, Item, What, Outcome string
}

// Render writes the minutes as PDF, A4, on as many pages as it takes. It fails
// with ErrIncomplete when they lack a number, a date, a place counted, whoever
// counted, or, unless they are a draft, a reviewer.
func (m CountMinutes) Render(w io.Writer) error {
	if m.Number == "" || m.Date.IsZero() || m.Scope == "" || !m.Draft && (m.Reviewer.Name == "" || len(m.Team) == 0) {
		return fmt.Errorf("%w: minutes of count %q", ErrIncomplete, m.Number)
	}
	if len(m.Rows)+len(m.Units) > MaxReportRows {
		return fmt.Errorf("%w: %d rows", ErrIncomplete, len(m.Rows)+len(m.Units))
	}
	p := countPage{
		reportPage: reportPage{sheet: newSheet(fpdf.SizeType{Wd: pageWidth, Ht: 297}, m.Date), doc: m.report(), width: bodyWidth, end: bodyEnd},
		minutes:    m,
	}
	if m.VerifyURL != "" {
		code, err := encode(m.VerifyURL)
		if err != nil {
			return err
		}
		p.code = &code
	}
	p.compose()
	if err := p.pdf.Output(w); err != nil {
		return fmt.Errorf("paper: minutes of count %s: %w", m.Number, err)
	}
	return nil
}

// report is what the minutes have in common with any table on paper.
func (m CountMinutes) report() Report {
	return Report{
		Letterhead: m.Letterhead, Title: "Berita Acara Stok Opname", Facts: append([]Fact{{"Nomor", m.Number}}, m.Facts...),
		Columns: []ReportColumn{
			{"No.", 8, "C"},
			{"Tempat", 24, "L"},
			{"Barang", 42, "L"},
			{"Buku", 14, "R"},
			{"Fisik", 14, "R"},
			{"Selisih", 14, "R"},
			{"Nilai selisih", 24, "R"},
			{"Alasan", 25, "L"},
		},
		Notes: m.Notes, Place: m.Place, Date: m.Date, Sample: m.Sample,
		Signers: []Signer{
			{Role: "Petugas penghitung", Title: m.first().Title, Name: m.first().Name},
			{Role: "Pemeriksa", Title: m.Reviewer.Title, Name: m.Reviewer.Name},
			{Role: "Mengetahui", Title: orElse(m.Head.Title, "Kepala Sentra"), Name: m.Head.Name},
		},
	}
}

func (m CountMinutes) first() CountMember {
	if len(m.Team) == 0 {
		return CountMember{}
	}
	return m.Team[0]
}

// countPage sets the minutes of one count.
type countPage struct {
	reportPage
	minutes CountMinutes
	code    *symbol
}

func (p countPage) compose() {
	p.addSerif()
	p.pdf.AliasNbPages(pageCount)
	p.pdf.SetTitle("Berita Acara Stok Opname "+clean(p.minutes.Number), true)
	p.pdf.SetHeaderFunc(p.frame().marks)
	p.pdf.SetFooterFunc(p.foot)
	p.pdf.AddPage()
	p.heading()
	p.opening()
	p.table()
	p.annex()
	p.notes()
	p.team()
	p.signatures()
	p.space(4)
	p.frame().verification()
}

// frame is what a hand-over has too: the marks under the text, and the code that
// proves the paper.
func (p countPage) frame() bastPage {
	m := p.minutes
	return bastPage{
		sheet: p.sheet, code: p.code,
		doc: BAST{Draft: m.Draft, Sample: m.Sample, VerifyURL: m.VerifyURL, ContentHash: m.ContentHash},
	}
}

func (p countPage) foot() {
	p.font("", 7.5)
	p.pdf.SetTextColor(70, 70, 70)
	p.pdf.SetLineWidth(0.2)
	y := p.end + 4
	p.pdf.Line(marginLeft, y, marginLeft+p.width, y)
	left := "Stok opname " + p.minutes.Number
	if hash := p.minutes.ContentHash; hash != "" {
		left += "  ·  Sidik " + hash[:min(len(hash), 16)]
	}
	p.pdf.SetXY(marginLeft, y+1)
	p.pdf.CellFormat(p.width-28, 4, clean(left), "", 0, "L", false, 0, "")
	p.pdf.CellFormat(28, 4, fmt.Sprintf("Halaman %d dari %s", p.pdf.PageNo(), pageCount), "", 0, "L", false, 0, "")
	p.pdf.SetTextColor(0, 0, 0)
}

// opening says who counted what, when, and on whose order.
func (p countPage) opening() {
	m := p.minutes
	var names []string
	for _, t := range m.Team {
		names = append(names, t.Name)
	}
	basis := ""
	if m.Basis != "" {
		basis = " berdasarkan " + m.Basis + ","
	}
	who := ""
	if len(names) > 0 {
		who = " oleh " + strings.Join(names, ", ")
	}
	p.paragraph(fmt.Sprintf("Pada hari ini, %s (%s),%s telah dilakukan penghitungan fisik persediaan %s%s, dengan hasil sebagai berikut:",
		words.DateInWords(m.Date), m.Date.Format("02-01-2006"), basis, m.Scope, who))
}

func (p countPage) table() {
	p.head()
	var book, counted, difference, value int64
	for i, r := range p.minutes.Rows {
		cells := []string{words.Number(int64(i + 1)), r.Place, r.Item, words.Number(r.Book)}
		if r.Uncounted {
			cells = append(cells, "-", "-", "-", "belum dihitung")
		} else {
			cells = append(cells, words.Number(r.Counted), signed(r.Difference), rupiahOf(r.Value), r.Reason)
			book, counted, difference, value = book+r.Book, counted+r.Counted, difference+r.Difference, value+r.Value
		}
		p.row(ReportRow{Cells: cells})
	}
	p.row(ReportRow{Strong: true, Cells: []string{
		"", "", "Jumlah yang dihitung", words.Number(book), words.Number(counted), signed(difference), rupiahOf(value), "",
	}})
	p.space(2.5)
}

// annex lists the devices by name: a number alone finds nobody's wheelchair.
func (p countPage) annex() {
	if len(p.minutes.Units) == 0 {
		return
	}
	a := p.reportPage
	a.doc.Columns = []ReportColumn{
		{"No.", 8, "C"}, {"Kode", 18, "L"}, {"Nomor seri", 30, "L"}, {"Barang", 42, "L"}, {"Keadaan saat dihitung", 38, "L"}, {"Hasil", 29, "L"},
	}
	a.fits(22)
	p.font("B", bodySize)
	p.put(full("L"), lineHeight, "Rincian unit yang tidak ditemukan atau berada di luar catatan:")
	p.space(1)
	a.head()
	for i, u := range p.minutes.Units {
		a.row(ReportRow{Cells: []string{words.Number(int64(i + 1)), u.Code, u.Serial, u.Item, u.What, u.Outcome}})
	}
	p.space(2.5)
}

// team gives each counter but the first a line to sign on; the first signs
// beside the reviewer.
func (p countPage) team() {
	if len(p.minutes.Team) < 2 {
		return
	}
	p.font("", bodySize)
	p.space(2)
	p.fits(3 * lineHeight)
	p.put(full("L"), lineHeight, "Anggota tim penghitung:")
	for i, t := range p.minutes.Team[1:] {
		p.fits(9)
		p.space(3)
		p.pdf.SetX(marginLeft)
		p.pdf.CellFormat(100, lineHeight, clean(fmt.Sprintf("%d. %s (%s)", i+1, t.Name, t.Title)), "", 0, "L", false, 0, "")
		p.pdf.CellFormat(p.width-100, lineHeight, strings.Repeat(".", 44), "", 1, "L", false, 0, "")
	}
}

// signed writes a difference with its sign; none is a dash.
func signed(n int64) string {
	switch {
	case n > 0:
		return "+" + words.Number(n)
	case n < 0:
		return "-" + words.Number(-n)
	default:
		return "-"
	}
}

func rupiahOf(n int64) string {
	switch {
	case n < 0:
		return "-" + words.Rupiah(-n)
	case n == 0:
		return "-"
	default:
		return words.Rupiah(n)
	}
}
