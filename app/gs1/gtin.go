package gs1

import (
	"strings"
	"time"
)

// CheckDigit is the digit that ends a GS1 number whose other digits are body:
// from the right they weigh 3, 1, 3, 1 and so on, and the sum with the check
// digit is a multiple of ten. ok is false for what is not digits.
func CheckDigit(body string) (digit byte, ok bool) {
	if !digits(body) {
		return 0, false
	}
	sum := 0
	for i := range len(body) {
		n := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			n *= 3
		}
		sum += n
	}
	return byte('0' + (10-sum%10)%10), true
}

// ValidCheck tells whether the last digit of a number is its check digit.
func ValidCheck(number string) bool {
	if len(number) < 2 {
		return false
	}
	want, ok := CheckDigit(number[:len(number)-1])
	return ok && number[len(number)-1] == want
}

// isProductLength tells the lengths of GTIN-8, UPC-A, GTIN-13 and GTIN-14.
func isProductLength(n int) bool { return n == 8 || n == 12 || n == 13 || n == 14 }

// GTIN reads the number of a product in any of its lengths, with blanks or
// dashes as people type it, and returns its 14 digits.
func GTIN(text string) (string, error) {
	number := strings.NewReplacer(" ", "", "-", "").Replace(text)
	switch {
	case !digits(number) || !isProductLength(len(number)):
		return "", ErrNotGS1
	case !ValidCheck(number):
		return "", ErrCheckDigit
	}
	return strings.Repeat("0", 14-len(number)) + number, nil
}

// product reads a code that is a product number and nothing else.
func product(body string) ([]Field, error) {
	gtin, err := GTIN(body)
	if err != nil {
		return nil, &FieldError{"01", err}
	}
	return []Field{{"01", gtin}}, nil
}

// date reads YYMMDD. Day 00 is the last of the month. A year is of the century
// that brings it nearest to now: not 51 or more years ahead, not 50 or more back.
func date(text string, now time.Time) (time.Time, error) {
	yy, month, day := int(number(text[:2])), time.Month(number(text[2:4])), int(number(text[4:6]))
	year := now.Year() - now.Year()%100 + yy
	switch ahead := yy - now.Year()%100; {
	case ahead >= 51:
		year -= 100
	case ahead <= -50:
		year += 100
	}
	if month < time.January || month > time.December {
		return time.Time{}, ErrDate
	}
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
	if day == 0 {
		return last, nil
	}
	if day > last.Day() {
		return time.Time{}, ErrDate
	}
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC), nil
}
