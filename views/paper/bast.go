// Package paper prints: the handover minutes (BAST), QR codes, and the labels
// that go on units. What it prints is Indonesian by law, whatever the language
// of the screen, so its words stand here and not in the word lists of the pages.
//
// It knows no record of the application: callers fill in plain values.
package paper

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"lumbung/views/paper/words"
)

// BAST is a Berita Acara Serah Terima, the minutes by which devices go from a
// centre to a beneficiary. The signed one is the accounting event, so the same
// values always print to the same bytes.
type BAST struct {
	Letterhead  Letterhead
	Number      string    // 591/BAST/4.11/5/2024; may be empty in a draft only
	Date        time.Time // of the handover, in the time zone of the place
	Place       string    // where it is signed
	Basis       []string  // decrees with number, date and subject; may be empty
	First       FirstParty
	Second      SecondParty
	Object      string // what is handed over, in a word; "Alat Bantu" if empty
	Items       []Item
	Condition   string    // replaces the usual clause on the condition of the goods
	Witnesses   []Witness // at most 4
	VerifyURL   string    // opened by the QR code; no code if empty
	ContentHash string    // of the canonical content, computed by the caller
	Draft       bool      // marks every page KONSEP
	Sample      bool      // marks every page DATA CONTOH
}

// Letterhead is the kop at the top of the first page.
type Letterhead struct {
	Ministry    string // "Kementerian Sosial Republik Indonesia" if empty
	Directorate string
	Centre      string
	Address     string
	Contact     string // telephone, mail, site; may be empty
}

// FirstParty hands over: the commitment officer (PPK) of the centre.
type FirstParty struct {
	Name     string
	NIP      string // may be empty
	Title    string // e.g. Pejabat Pembuat Komitmen
	Address  string
	Delegate *Delegate // who hands over in the field, if another
}

// Delegate is the officer appointed to hand over for the first party.
type Delegate struct {
	Name, NIP, Title string
}

// Person is somebody as the document names them. The caller decides whether
// the NIK is masked.
type Person struct {
	Name, NIK, Address string
}

// SecondParty receives: the beneficiary, or somebody for them.
type SecondParty struct {
	Person
	Proxy      *Proxy // who signs for the beneficiary, if anybody does
	Thumbprint bool   // the signer gives a thumbprint instead of a signature
}

// Proxy is a guardian or an authorised person.
type Proxy struct {
	Person
	Role     string // wali, kuasa, pengampu
	Relation string // to the beneficiary: ibu kandung, kakak, pendamping
}

// Item is one line of the list.
type Item struct {
	Name      string
	Maker     string // maker and type
	Serial    string // serial numbers; lines may be broken
	Quantity  int64
	Unit      string // buah, unit, pasang
	UnitPrice int64  // whole rupiah
	Fund      string // where the money came from
}

// Value is the price of the whole line in rupiah.
func (i Item) Value() int64 { return i.Quantity * i.UnitPrice }

// Witness signs below the parties.
type Witness struct {
	Name, Title string
}

// MaxWitnesses is how many witnesses have room on the page.
const MaxWitnesses = 4

// ErrIncomplete is returned by Render for a document that must not exist.
var ErrIncomplete = errors.New("paper: incomplete document")

// Total is the value of all items in rupiah.
func (b BAST) Total() int64 {
	var sum int64
	for _, i := range b.Items {
		sum += i.Value()
	}
	return sum
}

// Render writes the document as PDF, A4, on as many pages as it takes. It fails
// with ErrIncomplete if a value is missing without which it would not be one.
func (b BAST) Render(w io.Writer) error {
	if err := b.check(); err != nil {
		return err
	}
	p := bastPage{sheet: newSheet(fpdf.SizeType{Wd: pageWidth, Ht: 297}, b.Date), doc: b}
	if b.VerifyURL != "" {
		code, err := encode(b.VerifyURL)
		if err != nil {
			return err
		}
		p.code = &code
	}
	p.compose()
	if err := p.pdf.Output(w); err != nil {
		return fmt.Errorf("paper: BAST %s: %w", b.Number, err)
	}
	return nil
}

func (b BAST) check() error {
	for _, c := range []struct {
		missing bool
		what    string
	}{
		{b.Number == "" && !b.Draft, "number"},
		{b.Date.IsZero(), "date"},
		{strings.TrimSpace(b.First.Name) == "", "name of the first party"},
		{strings.TrimSpace(b.Second.Name) == "", "name of the second party"},
		{b.Second.Proxy != nil && strings.TrimSpace(b.Second.Proxy.Name) == "", "name of the proxy"},
		{len(b.Items) == 0, "items"},
		{b.Second.Thumbprint && len(b.Witnesses) == 0, "witness of the thumbprint"},
	} {
		if c.missing {
			return fmt.Errorf("%w: no %s", ErrIncomplete, c.what)
		}
	}
	if len(b.Witnesses) > MaxWitnesses {
		return fmt.Errorf("%w: %d witnesses, at most %d", ErrIncomplete, len(b.Witnesses), MaxWitnesses)
	}
	for i, item := range b.Items {
		if item.Quantity < 1 || item.UnitPrice < 0 {
			return fmt.Errorf("%w: item %d has quantity %d and price %d", ErrIncomplete, i+1, item.Quantity, item.UnitPrice)
		}
	}
	return nil
}

func (b BAST) object() string { return orElse(b.Object, "Alat Bantu") }

// signer is who signs as the second party.
func (b BAST) signer() Person {
	if b.Second.Proxy != nil {
		return b.Second.Proxy.Person
	}
	return b.Second.Person
}

func (b BAST) numberText() string { return orElse(b.Number, "(konsep, belum bernomor)") }

func (b BAST) amountText() string {
	return words.Rupiah(b.Total()) + " (" + words.RupiahInWords(b.Total()) + ")"
}

func orElse(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}
