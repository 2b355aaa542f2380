package sheet

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"lumbung/app/fault"
)

// Cells reads the cells of one row and notes what is wrong with them.
type Cells struct {
	At    int  // row of the spreadsheet
	Wrong bool // something was refused

	t   *Table
	row []string
	bad *Problems
}

// Cells begins to read a row.
func (t *Table) Cells(row Row, bad *Problems) *Cells {
	return &Cells{At: row.At, t: t, row: row.Cells, bad: bad}
}

// Refuse notes that a cell is wrong.
func (c *Cells) Refuse(column, key string, args fault.Args) {
	c.Wrong = true
	if i, ok := c.t.at[column]; ok {
		column = c.t.Header[i]
	}
	c.bad.Add(c.At, column, key, args)
}

func (c *Cells) raw(column string) string {
	i, ok := c.t.at[column]
	if !ok || i >= len(c.row) {
		return ""
	}
	return strings.TrimSpace(strings.TrimPrefix(c.row[i], "\ufeff"))
}

// Has tells whether a cell holds anything.
func (c *Cells) Has(column string) bool { return c.raw(column) != "" }

// Is tells whether a cell holds a word, in whatever case.
func (c *Cells) Is(column, word string) bool { return fold(c.raw(column)) == fold(word) }

// spoilt are what spreadsheets show where a formula has failed.
var spoilt = regexp.MustCompile(`^#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$`)

// Text returns a cell without blanks around it: one line of at most so many
// letters. Empty is no error; see Need.
func (c *Cells) Text(column string, letters int) string {
	s := c.raw(column)
	switch {
	case s == "":
	case len(s) > letters && utf8.RuneCountInString(s) > letters:
		c.Refuse(column, "sheet.long", fault.Args{"max": letters})
	case strings.ContainsFunc(s, forbidden):
		c.Refuse(column, "sheet.control", nil)
	case s[0] == '#' && spoilt.MatchString(s):
		c.Refuse(column, "sheet.formula", fault.Args{"text": s})
	default:
		return s
	}
	return ""
}

// Note returns a longer text, its line breaks as blanks.
func (c *Cells) Note(column string, letters int) string {
	s := c.raw(column)
	if strings.ContainsAny(s, "\r\n\t") {
		s = strings.Join(strings.Fields(s), " ")
	}
	switch {
	case len(s) > letters && utf8.RuneCountInString(s) > letters:
		c.Refuse(column, "sheet.long", fault.Args{"max": letters})
		return ""
	case strings.ContainsFunc(s, forbidden):
		c.Refuse(column, "sheet.control", nil)
		return ""
	}
	return s
}

// Prose is Note that keeps line breaks.
func (c *Cells) Prose(column string, letters int) string {
	s := strings.ReplaceAll(c.raw(column), "\r\n", "\n")
	switch {
	case len(s) > letters && utf8.RuneCountInString(s) > letters:
		c.Refuse(column, "sheet.long", fault.Args{"max": letters})
		return ""
	case strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && r != '\t' && forbidden(r) }):
		c.Refuse(column, "sheet.control", nil)
		return ""
	}
	return s
}

// forbidden tells characters that nobody sees or that turn a text around.
func forbidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == utf8.RuneError ||
		r >= 0x200b && r <= 0x200f || r == 0xfeff
}

// Need is Text of a cell that must hold something.
func (c *Cells) Need(column string, letters int) string {
	if !c.Has(column) {
		c.Refuse(column, "sheet.required", nil)
		return ""
	}
	return c.Text(column, letters)
}

// Choice returns the one of some words that a cell holds, in whatever case; empty
// when the cell is.
func (c *Cells) Choice(column string, words ...string) string {
	s := fold(c.raw(column))
	if s == "" {
		return ""
	}
	for _, w := range words {
		if s == fold(w) {
			return w
		}
	}
	c.Refuse(column, "sheet.choice", fault.Args{"text": c.raw(column), "choices": strings.Join(words, ", ")})
	return ""
}

// Whole returns a whole number; given is false for an empty or a refused cell.
func (c *Cells) Whole(column string) (n int64, given bool) {
	s := c.raw(column)
	if s == "" {
		return 0, false
	}
	n, key := whole(s)
	if key != "" {
		c.Refuse(column, key, fault.Args{"text": s})
		return 0, false
	}
	return n, true
}

// Rupiah returns an amount of money in whole rupiah, with or without "Rp".
func (c *Cells) Rupiah(column string) (n int64, given bool) {
	s := c.raw(column)
	if s == "" {
		return 0, false
	}
	bare := strings.TrimSpace(strings.TrimSuffix(s, ",-"))
	for _, sign := range []string{"Rp.", "Rp", "IDR"} {
		if len(bare) > len(sign) && strings.EqualFold(bare[:len(sign)], sign) {
			bare = strings.TrimSpace(bare[len(sign):])
			break
		}
	}
	n, key := whole(bare)
	if key != "" {
		c.Refuse(column, key, fault.Args{"text": s})
		return 0, false
	}
	return n, true
}

// whole reads a whole number. Separators of thousands are taken where they can
// be nothing else: "1.250" may be one and a quarter, "1.250.000" may not.
func whole(s string) (n int64, key string) {
	if digits(s) {
		return number(s)
	}
	s = strings.NewReplacer("\u2212", "-", "\u00a0", " ", "\u202f", " ").Replace(s)
	sign := int64(1)
	if s[0] == '-' || s[0] == '+' {
		if s[0] == '-' {
			sign = -1
		}
		s = strings.TrimSpace(s[1:])
	}
	s, key = ungroup(s)
	if key != "" {
		return 0, key
	}
	n, key = number(s)
	return sign * n, key
}

func number(s string) (n int64, key string) {
	if s = strings.TrimLeft(s, "0"); len(s) > 15 {
		return 0, "sheet.number_large"
	}
	if s == "" {
		return 0, ""
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, "sheet.number"
	}
	return n, ""
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// ungroup takes separators of thousands and decimals that are all zero away.
func ungroup(s string) (plain, key string) {
	if digits(s) {
		return s, ""
	}
	if scientific.MatchString(s) {
		return "", "sheet.scientific"
	}
	if strings.Contains(s, " ") {
		if !grouped(s, " ") {
			return "", "sheet.number"
		}
		return strings.ReplaceAll(s, " ", ""), ""
	}
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	group, point := ".", ","
	if strings.LastIndex(s, ".") > strings.LastIndex(s, ",") {
		group, point = ",", "."
	}
	switch {
	case dots+commas == 0:
		return "", "sheet.number"
	case dots > 0 && commas > 0:
		before, after, _ := strings.Cut(s, point)
		if strings.Contains(after, point) || !grouped(before, group) {
			return "", "sheet.number"
		}
		return decimal(strings.ReplaceAll(before, group, ""), after)
	case dots+commas > 1:
		if !grouped(s, point) {
			return "", "sheet.number"
		}
		return strings.ReplaceAll(s, point, ""), ""
	}
	before, after, _ := strings.Cut(s, point)
	if len(after) == 3 && len(before) <= 3 && digits(after) && digits(before) && strings.TrimLeft(before, "0") != "" {
		return "", "sheet.ambiguous"
	}
	return decimal(before, after)
}

var scientific = regexp.MustCompile(`^\d+(?:[.,]\d+)?[eE][+-]?\d+$`)

// grouped tells whether all groups but the first have three digits.
func grouped(s, by string) bool {
	for i, g := range strings.Split(s, by) {
		if !digits(g) || i > 0 && len(g) != 3 || i == 0 && len(g) > 3 {
			return false
		}
	}
	return true
}

func decimal(before, after string) (plain, key string) {
	switch {
	case !digits(before) && before != "" || !digits(after):
		return "", "sheet.number"
	case strings.Trim(after, "0") != "" || before == "":
		return "", "sheet.fraction"
	}
	return before, ""
}

// Zone is that of dates and times without one: western Indonesian time.
var Zone = time.FixedZone("WIB", 7*60*60)

// firstYear is the first that a date may have. One before it is a slip of the
// pen, such as the year 0024.
const firstYear = 2000

// Time returns a date or a time that has come already: ISO with or without a
// time and a zone, day/month/year, or the day number of a spreadsheet. A date
// alone is its midnight.
func (c *Cells) Time(column string, now time.Time) (at time.Time, given bool) {
	at, given = c.Day(column)
	if given && at.After(now) {
		c.Refuse(column, "sheet.future", fault.Args{"text": c.raw(column)})
		return at, false
	}
	return at, given
}

// Day is Time that may lie ahead, for days of expiry.
func (c *Cells) Day(column string) (at time.Time, given bool) {
	s := c.raw(column)
	if s == "" {
		return at, false
	}
	p, known := c.t.times[s]
	if !known {
		p.at, p.key = parseTime(s, c.t.days)
		if len(c.t.times) < 100_000 {
			c.t.times[s] = p
		}
	}
	if p.key != "" {
		c.Refuse(column, p.key, fault.Args{"text": s, "year": strconv.Itoa(firstYear)})
		return at, false
	}
	return p.at, true
}

type parsedTime struct {
	at  time.Time
	key string
}

// isoForms are the forms of ISO 8601 that people and programs write.
var isoForms = []string{
	time.DateOnly, "2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04",
	"2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05 Z07:00",
	"2006/01/02", "2006/01/02 15:04:05", "2006/01/02 15:04", "20060102",
}

var (
	dayFirst  = regexp.MustCompile(`^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d+)(?:,?[ T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?$`)
	dayNumber = regexp.MustCompile(`^\d{5}(?:\.\d+)?$`)
)

func parseTime(s string, shift int) (at time.Time, key string) {
	if dayNumber.MatchString(s) {
		at = ofDayNumber(s, shift)
	} else if m := dayFirst.FindStringSubmatch(s); m != nil {
		at, key = ofDayFirst(m)
	} else {
		at, key = ofISO(s)
	}
	if key == "" && (at.In(Zone).Year() < firstYear || at.In(Zone).Year() > 2199) {
		key = "sheet.year"
	}
	return at, key
}

func ofISO(s string) (time.Time, string) {
	for _, form := range isoForms {
		if at, err := time.ParseInLocation(form, s, Zone); err == nil {
			return at, ""
		}
	}
	return time.Time{}, "sheet.date"
}

// ofDayNumber reads the number of days since the end of 1899, with the part of
// the day behind the point.
func ofDayNumber(s string, shift int) time.Time {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return time.Time{}
	}
	days := int(n)
	seconds := int((n-float64(days))*86400 + 0.5)
	return time.Date(1899, 12, 30+days+shift, 0, 0, seconds, 0, Zone)
}

func ofDayFirst(m []string) (time.Time, string) {
	var n [6]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // digits, or empty for zero
	}
	day, month, year := n[0], n[1], n[2]
	switch {
	case len(m[3]) != 4:
		return time.Time{}, "sheet.year_digits"
	case month > 12 && day <= 12:
		return time.Time{}, "sheet.month_first"
	}
	at := time.Date(year, time.Month(month), day, n[3], n[4], n[5], 0, Zone)
	if at.Day() != day || int(at.Month()) != month || n[3] > 23 || n[4] > 59 || n[5] > 59 {
		return time.Time{}, "sheet.date"
	}
	return at, ""
}
