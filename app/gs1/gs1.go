// Package gs1 reads what manufacturers print on goods: GS1 element strings, as
// scanners send them or as people read them under the bars, and GS1 Digital Link
// addresses. It knows the grammar and no record. The rules are those of the GS1
// General Specifications; what the ministry makes itself carries no such number,
// and none is ever made here.
package gs1

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Separator ends a field of variable length (FNC1 as a scanner sends it).
const Separator = '\x1d'

// Reasons why a text is no GS1 code that can be believed; test with errors.Is.
var (
	ErrNotGS1     = errors.New("gs1: not a GS1 code")
	ErrCheckDigit = errors.New("gs1: check digit does not fit")
	ErrUnknown    = errors.New("gs1: unknown application identifier")
	ErrShort      = errors.New("gs1: field is cut off")
	ErrLong       = errors.New("gs1: field is too long, a separator is missing")
	ErrLetters    = errors.New("gs1: field holds what it may not hold")
	ErrDate       = errors.New("gs1: no such date")
	ErrTwice      = errors.New("gs1: one field with two values")
)

// FieldError tells which field is at fault; Unwrap gives the reason.
type FieldError struct {
	AI  string // application identifier, may be empty
	Err error
}

// Error names the field and the reason.
func (e *FieldError) Error() string { return fmt.Sprintf("%v: (%s)", e.Err, e.AI) }

// Unwrap gives the reason.
func (e *FieldError) Unwrap() error { return e.Err }

// Field is one application identifier with its value, as printed.
type Field struct{ AI, Value string }

// Code is what a GS1 code says. Only what it says is set.
type Code struct {
	GTIN   string    // (01), always 14 digits
	Serial string    // (21)
	Lot    string    // (10)
	Made   time.Time // (11), midnight UTC of that day
	Expiry time.Time // (17), the last day of use
	Extra  string    // (240)
	GRAI   string    // (8003)
	GIAI   string    // (8004)
	Count  int64     // (30) or (37), pieces; 0 when it is not said
	Fields []Field   // all of them, in the order of the code

	// Doubtful says that the scanner sent no separator and the last field could
	// hide a further one: (10) of "10AB21XY" is read as "AB21XY", which somebody
	// has to look at.
	Doubtful bool
}

// Read reads a GS1 code: an element string with or without its symbology
// identifier, with separators or without; the form for people, (01)…(10)…; a
// Digital Link; or the bare number of a product. now decides the century of a
// date. It fails with ErrNotGS1 for everything else, and with another reason
// for a code that is GS1 and wrong.
func Read(text string, now time.Time) (Code, error) {
	text = strings.TrimSpace(text)
	fields, err := split(text)
	if err != nil {
		return Code{}, err
	}
	return assemble(fields, now, !strings.ContainsRune(spelled(text), Separator))
}

// split chooses the grammar by how the text begins.
func split(text string) ([]Field, error) {
	body, symbology := cutSymbology(spelled(text))
	switch {
	case strings.HasPrefix(body, "("):
		return splitPrinted(body)
	case strings.HasPrefix(body, "http://"), strings.HasPrefix(body, "https://"):
		return splitLink(body)
	case symbology == productOnly, symbology == "" && digits(body) && isProductLength(len(body)):
		return product(body)
	case symbology == elements, strings.HasPrefix(body, "01") && len(body) >= 16 && digits(body[:16]):
		return splitElements(strings.TrimLeft(body, string(Separator)))
	}
	return nil, ErrNotGS1
}

// The kinds of symbology identifier.
const (
	elements    = "elements"
	productOnly = "product"
)

// cutSymbology takes a symbology identifier (ISO/IEC 15424) off: ]C1 GS1-128,
// ]d2 GS1 DataMatrix, ]Q3 GS1 QR, ]J1 GS1 DotCode, ]e0 GS1 DataBar, ]E0 EAN-13,
// ]E4 EAN-8.
func cutSymbology(text string) (body, kind string) {
	if len(text) < 3 || text[0] != ']' {
		return text, ""
	}
	switch text[:3] {
	case "]C1", "]d2", "]Q3", "]J1", "]e0", "]e1":
		return text[3:], elements
	case "]E0", "]E4":
		return text[3:], productOnly
	}
	return text[3:], "" // ]C0, ]Q1 and others: plain content
}

// spelled turns the ways in which scanners spell FNC1 into the separator.
func spelled(text string) string {
	return strings.NewReplacer("<GS>", "\x1d", "{GS}", "\x1d", "<gs>", "\x1d", "␝", "\x1d", "^]", "\x1d").Replace(text)
}

func digits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// assemble checks each field and takes its value to its place.
func assemble(fields []Field, now time.Time, unseparated bool) (Code, error) {
	code := Code{Fields: fields}
	seen := map[string]string{}
	for _, f := range fields {
		if old, twice := seen[f.AI]; twice && old != f.Value {
			return Code{}, &FieldError{f.AI, ErrTwice}
		}
		seen[f.AI] = f.Value
		if err := code.take(f, now); err != nil {
			return Code{}, &FieldError{f.AI, err}
		}
	}
	if n := len(fields); n > 0 && unseparated {
		code.Doubtful = hides(fields[n-1])
	}
	return code, nil
}

func (c *Code) take(f Field, now time.Time) (err error) {
	if err := check(f); err != nil {
		return err
	}
	switch f.AI {
	case "01":
		c.GTIN = f.Value
	case "10":
		c.Lot = f.Value
	case "11":
		c.Made, err = date(f.Value, now)
	case "17":
		c.Expiry, err = date(f.Value, now)
	case "21":
		c.Serial = f.Value
	case "30", "37":
		c.Count = number(f.Value)
	case "240":
		c.Extra = f.Value
	case "8003":
		c.GRAI = f.Value
	case "8004":
		c.GIAI = f.Value
	}
	return err
}

func number(s string) (n int64) {
	for _, r := range s { // eight digits at the most
		n = n*10 + int64(r-'0')
	}
	return n
}
