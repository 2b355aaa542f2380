package reference

import (
	"strconv"
	"strings"
	"time"
)

// Severity tells what a finding asks for.
type Severity string

// The severities.
const (
	Error Severity = "error" // refuse the input
	Warn  Severity = "warn"  // accept it, and show the warning
	Info  Severity = "info"  // worth knowing, nothing to do
)

// Finding is one thing to say about an input: a message key with its values.
type Finding struct {
	Severity    Severity
	Key         string // e.g. "nik.date"
	Args        map[string]any
	NeedsReason bool // whoever goes on in spite of it writes down why
}

// Blocks reports whether one of the findings refuses the input.
func Blocks(findings []Finding) bool {
	for _, f := range findings {
		if f.Severity == Error {
			return true
		}
	}
	return false
}

// NeedsReason reports whether one of the findings asks for a written reason.
func NeedsReason(findings []Finding) bool {
	for _, f := range findings {
		if f.NeedsReason {
			return true
		}
	}
	return false
}

// ParseNIK is the function ParseNIK against this book on a given day. The NIK
// is zero only where the input has not 16 digits.
func (b *Book) ParseNIK(s string, today time.Time) (NIK, []Finding) {
	digits := strings.NewReplacer(" ", "", ".", "", "-", "", "\u00a0", "", "\t", "").Replace(strings.TrimSpace(s))
	if !isDigits(digits) {
		return NIK{}, []Finding{{Severity: Error, Key: "nik.digits"}}
	}
	if len(digits) != 16 {
		return NIK{}, []Finding{{Severity: Error, Key: "nik.length", Args: map[string]any{"length": len(digits)}}}
	}
	n := NIK{digits: digits}
	var found []Finding
	if digits[12:] == "0000" {
		found = append(found, Finding{Severity: Error, Key: "nik.serial"})
	}
	n.readBirth(day(today))
	if len(n.BirthDates()) == 0 {
		found = append(found, Finding{
			Severity: Warn, Key: "nik.date", NeedsReason: true,
			Args: map[string]any{"date": digits[6:12]},
		})
	}
	return n, append(found, b.checkRegion(n)...)
}

// readBirth fills in the sex, and every date up to today that DDMMYY can mean.
func (n *NIK) readBirth(today time.Time) {
	dd, mm, yy := number(n.digits[6:8]), number(n.digits[8:10]), number(n.digits[10:12])
	switch {
	case dd >= 1 && dd <= 31:
		n.sex = Male
	case dd >= 41 && dd <= 71:
		n.sex, dd = Female, dd-40
	default:
		return
	}
	for i, century := range []int{1900, 2000} {
		date := time.Date(century+yy, time.Month(mm), dd, 0, 0, 0, 0, time.UTC)
		if mm <= 12 && date.Day() == dd && date.Month() == time.Month(mm) && !date.After(today) {
			n.births[i] = date
		}
	}
}

// checkRegion asks the list for the region of first registration, the widest
// level first, and stops at the first it does not find.
func (b *Book) checkRegion(n NIK) []Finding {
	district := n.RegionCode()
	regency := parentRegion(district)
	var found []Finding
	if n.Synthetic() {
		found = append(found, Finding{Severity: Info, Key: "nik.synthetic"})
		district = regency // it is in no list, and has been spoken of
	}
	if part := regency[3:]; part == "00" || part == "70" { // 01-69 is a kabupaten, 71-99 a kota
		return append(found, Finding{Severity: Warn, Key: "nik.regency_part", Args: map[string]any{"part": part}})
	}
	for _, code := range []string{parentRegion(regency), regency, district} {
		if _, known := b.Region(code); !known {
			return append(found, b.unknownRegion(code))
		}
	}
	return found
}

// unknownRegion words the finding about a code that today's list lacks.
func (b *Book) unknownRegion(code string) Finding {
	args := map[string]any{"code": code}
	if old, retired := b.Retired(code); retired {
		args["name"], args["year"] = b.RegionName(code), old.LastYear
		return Finding{Severity: Info, Key: "nik.region_retired", Args: args}
	}
	if levelOf(code) == District { // districts come and go more than lists follow
		return Finding{Severity: Info, Key: "nik.district", Args: args}
	}
	return Finding{Severity: Warn, Key: "nik.region", Args: args}
}

// number reads two digits that isDigits has passed.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
