// Package numbering writes letter numbers such as 591/BAST/4.11/5/2024 from a
// template that each centre may choose for each type of document.
package numbering

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The templates of the letters that the field uses, as defaults.
const (
	DefaultBAST   = "{no}/BAST/{kode_unit}/{bulan}/{tahun}"
	DefaultDecree = "{no}/{kode_unit}/{klas}/{bulan}/{tahun}"         // SK
	DefaultVendor = "{no}/{kode_unit}/{klas}/{jenis}/{bulan}/{tahun}" // SPK, BAP, BAST of a vendor
)

// MaxTemplate is the longest template in bytes.
const MaxTemplate = 120

// Reasons to refuse a template or the values for it; test with errors.Is.
var (
	ErrLength    = errors.New("template is empty or too long")
	ErrBrace     = errors.New("brace without its partner")
	ErrToken     = errors.New("unknown token")
	ErrNoNumber  = errors.New("token {no} must occur once")
	ErrNoYear    = errors.New("token {tahun} is missing, and the counter starts anew each year")
	ErrAdjacent  = errors.New("token {no} touches another token or a digit, so two letters could get one number")
	ErrCharacter = errors.New("character other than a letter, a digit or one of / . - _")
	ErrValue     = errors.New("value is missing")
)

// Template is a checked letter-number template. The zero Template formats
// nothing; use Parse.
type Template struct {
	text  string
	parts []part
}

// part is a token by its name, or literal text.
type part struct {
	token, literal string
}

// Values are what a template can ask for.
type Values struct {
	No       int64     // {no}: the running number of the centre and year, from 1
	Type     string    // {jenis}: BAST, SPK, BAP …
	UnitCode string    // {kode_unit}: the centre's code in letters, e.g. 4.11
	Class    string    // {klas}: the classification of the matter, e.g. RH.00.01
	Date     time.Time // {bulan}, {bulan_romawi} and {tahun}, in its own time zone
}

// Tokens lists the names that may stand between braces.
func Tokens() []string {
	return []string{"no", "jenis", "kode_unit", "klas", "bulan", "bulan_romawi", "tahun"}
}

// Parse checks a template. The error says what is wrong and wraps one of the
// reasons above.
func Parse(template string) (Template, error) {
	if template == "" || len(template) > MaxTemplate {
		return Template{}, fmt.Errorf("numbering: %w (%d of at most %d bytes)", ErrLength, len(template), MaxTemplate)
	}
	t := Template{text: template}
	for rest := template; rest != ""; {
		p, tail, err := next(rest)
		if err != nil {
			return Template{}, fmt.Errorf("numbering: %q: %w", template, err)
		}
		t.parts, rest = append(t.parts, p), tail
	}
	if err := t.check(); err != nil {
		return Template{}, fmt.Errorf("numbering: %q: %w", template, err)
	}
	return t, nil
}

// next cuts the first token or the text up to it off a template.
func next(s string) (p part, tail string, err error) {
	if s[0] != '{' {
		end := strings.IndexByte(s, '{')
		if end < 0 {
			end = len(s)
		}
		return part{literal: s[:end]}, s[end:], checkLiteral(s[:end])
	}
	name, tail, closed := strings.Cut(s[1:], "}")
	switch {
	case !closed || strings.ContainsRune(name, '{'):
		return part{}, "", fmt.Errorf("%w: %q", ErrBrace, s)
	case !slices.Contains(Tokens(), name):
		return part{}, "", fmt.Errorf("%w: {%s}", ErrToken, name)
	}
	return part{token: name}, tail, nil
}

func checkLiteral(s string) error {
	for _, r := range s {
		switch {
		case r == '}':
			return fmt.Errorf("%w: %q", ErrBrace, s)
		case !strings.ContainsRune("/.-_", r) && !isAlphanumeric(r):
			return fmt.Errorf("%w: %q", ErrCharacter, r)
		}
	}
	return nil
}

func isAlphanumeric(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// check asks what makes numbers of one counter differ: {no} once and apart, and
// the year.
func (t Template) check() error {
	if strings.Count(t.text, "{no}") != 1 {
		return ErrNoNumber
	}
	if !t.Uses("tahun") {
		return ErrNoYear
	}
	before, after, _ := strings.Cut(t.text, "{no}")
	if strings.ContainsAny(before[max(len(before)-1, 0):], "}0123456789") ||
		strings.ContainsAny(after[:min(len(after), 1)], "{0123456789") {
		return ErrAdjacent
	}
	return nil
}

// String returns the template as it was written.
func (t Template) String() string { return t.text }

// Uses reports whether the template has a token, e.g. "klas".
func (t Template) Uses(token string) bool {
	return slices.ContainsFunc(t.parts, func(p part) bool { return p.token == token })
}

// Format writes the number. It fails with ErrValue where the template asks for
// a value that is empty: a letter must not go out as 591/BAST//5/2024.
func (t Template) Format(v Values) (string, error) {
	var b strings.Builder
	for _, p := range t.parts {
		s := p.literal
		if p.token != "" {
			if s = v.text(p.token); s == "" {
				return "", fmt.Errorf("numbering: %w: {%s}", ErrValue, p.token)
			}
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

// text returns the value of a token, "" if there is none.
func (v Values) text(token string) string {
	switch token {
	case "jenis":
		return v.Type
	case "kode_unit":
		return v.UnitCode
	case "klas":
		return v.Class
	case "no":
		if v.No < 1 {
			return ""
		}
		return strconv.FormatInt(v.No, 10)
	}
	if v.Date.IsZero() {
		return ""
	}
	return dateText(token, v.Date)
}

func dateText(token string, d time.Time) string {
	switch token {
	case "bulan":
		return strconv.Itoa(int(d.Month()))
	case "bulan_romawi":
		return RomanMonth(d.Month())
	}
	return strconv.Itoa(d.Year())
}

// RomanMonth returns the month as older letters write it, I to XII.
func RomanMonth(m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return strings.Fields("I II III IV V VI VII VIII IX X XI XII")[m-1]
}
