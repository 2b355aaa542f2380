package reference

import (
	"slices"
	"strings"
	"time"
)

// Sex is what the day of birth in a NIK tells of a person.
type Sex string

// The sexes as a NIK has them.
const (
	Male   Sex = "male"
	Female Sex = "female"
)

// NIK is a population number (nomor induk kependudukan): six digits of the
// region of first registration, six of the birth date (day + 40 for women) and
// a serial number. The zero NIK stands for "none".
//
// It prints itself masked, so that it can reach a log or a page by mistake
// without harm; only Digits gives the number away.
type NIK struct {
	digits string
	sex    Sex
	births [2]time.Time // as 19YY and as 20YY; zero where that is no date up to today
}

// ParseNIK reads a NIK as people type it, with spaces, dots or dashes, and
// returns what is to be said about it. A finding of severity Error means that
// no NIK has this form; anything less must not keep a person from service,
// because numbers were issued with mistakes and stay valid for life.
func ParseNIK(s string) (NIK, []Finding) {
	b, err := Load()
	if err != nil {
		b = &Book{} // the form can still be checked; every region is unknown
	}
	easternmost := time.FixedZone("WIT", 9*60*60) // where the day begins first
	return b.ParseNIK(s, time.Now().In(easternmost))
}

// Digits returns the 16 digits, "" for the zero NIK. It is personal data.
func (n NIK) Digits() string { return n.digits }

// String returns the masked number.
func (n NIK) String() string { return MaskNIK(n.digits) }

// GoString returns the masked number too, for %#v.
func (n NIK) GoString() string { return "reference.NIK(" + n.String() + ")" }

// MaskNIK shows the province, the regency and the last two digits of a NIK:
// "3201••••••••••01". Anything that is not 16 digits is masked whole, "" stays.
func MaskNIK(digits string) string {
	const dot = "•"
	if len(digits) != 16 || !isDigits(digits) {
		return strings.Repeat(dot, len([]rune(digits)))
	}
	return digits[:4] + strings.Repeat(dot, 10) + digits[14:]
}

// RegionCode returns the dotted code of the district of first registration,
// which need not be where the person lives: "32.01.99".
func (n NIK) RegionCode() string {
	if n.digits == "" {
		return ""
	}
	return n.digits[:2] + "." + n.digits[2:4] + "." + n.digits[4:6]
}

// Synthetic reports whether the number is a sample: district 99 exists nowhere.
func (n NIK) Synthetic() bool { return n.digits != "" && n.digits[4:6] == "99" }

// Sex returns the sex that the day tells, "" if the day is none.
func (n NIK) Sex() Sex { return n.sex }

// BirthDates returns the dates the number can mean, the earlier first: none,
// one, or two where the two digits of the year fit both centuries.
func (n NIK) BirthDates() []time.Time {
	var dates []time.Time
	for _, d := range n.births {
		if !d.IsZero() {
			dates = append(dates, d)
		}
	}
	return dates
}

// BirthDate settles on one of BirthDates: the only one, else the one equal to
// the date that was entered (zero if none), else the later one if the context
// is that of a child of at most 17 on the day today. False means: ask.
func (n NIK) BirthDate(entered time.Time, child bool, today time.Time) (time.Time, bool) {
	dates := n.BirthDates()
	if len(dates) == 1 {
		return dates[0], true
	}
	for _, d := range dates {
		if d.Equal(day(entered)) {
			return d, true
		}
	}
	if child && len(dates) == 2 && dates[1].AddDate(18, 0, 0).After(day(today)) {
		return dates[1], true
	}
	return time.Time{}, false
}

// Compare returns warnings where the number tells another birth date or sex
// than was entered. Both are kept: a NIK does not change when the date is
// corrected. A zero date or an empty sex is not compared.
func (n NIK) Compare(born time.Time, sex Sex) []Finding {
	var found []Finding
	if dates := n.BirthDates(); !born.IsZero() && len(dates) > 0 {
		if !slices.ContainsFunc(dates, day(born).Equal) {
			found = append(found, Finding{
				Severity: Warn, Key: "nik.birth_differs",
				Args: map[string]any{"date": dates[0].Format(time.DateOnly)},
			})
		}
	}
	if sex != "" && n.sex != "" && sex != n.sex {
		found = append(found, Finding{Severity: Warn, Key: "nik.sex_differs", Args: map[string]any{"sex": string(n.sex)}})
	}
	return found
}

// day strips the time of day, keeping the date as its own zone has it.
func day(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
