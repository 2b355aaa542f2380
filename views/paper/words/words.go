// Package words writes numbers, dates and amounts as Indonesian documents have
// them: in words where fraud must be hard, and with dots between thousands.
package words

import (
	"strconv"
	"strings"
	"time"
)

func units() []string {
	return strings.Fields("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas")
}

// scales names the powers of a thousand. An int64 ends below seven of them.
func scales() []string {
	return []string{"", "ribu", "juta", "miliar", "triliun", "kuadriliun", "kuintiliun"}
}

// Terbilang returns a number in words: "seribu dua ratus sebelas".
func Terbilang(n int64) string {
	switch {
	case n == 0:
		return "nol"
	case n < 0:
		return "minus " + spell(-uint64(n)) // also right for the lowest int64
	}
	return spell(uint64(n))
}

func spell(n uint64) string {
	var groups []string // the words of each thousand, the lowest first
	for i := 0; n > 0; i, n = i+1, n/1000 {
		switch below := int(n % 1000); {
		case below == 0:
		case i == 1 && below == 1:
			groups = append(groups, "seribu")
		default:
			groups = append(groups, strings.TrimSpace(hundreds(below)+" "+scales()[i]))
		}
	}
	var b strings.Builder
	for i := len(groups) - 1; i >= 0; i-- {
		b.WriteString(groups[i])
		if i > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// hundreds spells 1 to 999.
func hundreds(n int) string {
	switch {
	case n >= 200:
		return join(units()[n/100]+" ratus", n%100)
	case n >= 100:
		return join("seratus", n-100)
	case n >= 20:
		return join(units()[n/10]+" puluh", n%10)
	case n >= 12:
		return units()[n-10] + " belas"
	}
	return units()[n]
}

func join(head string, rest int) string {
	if rest == 0 {
		return head
	}
	return head + " " + hundreds(rest)
}

// Number returns a number with a dot between thousands: "1.250.000".
func Number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return sign + s
}

// Rupiah returns an amount in whole rupiah: "Rp1.250.000", "-Rp500".
func Rupiah(n int64) string {
	s := Number(n)
	if n < 0 {
		return "-Rp" + s[1:]
	}
	return "Rp" + s
}

// RupiahInWords returns an amount in words: "dua ribu rupiah".
func RupiahInWords(n int64) string { return Terbilang(n) + " rupiah" }

// Month returns the name of a month, "" for a month that is none.
func Month(m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return strings.Fields("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember")[m-1]
}

// Weekday returns the name of a day of the week.
func Weekday(d time.Weekday) string {
	return strings.Fields("Minggu Senin Selasa Rabu Kamis Jumat Sabtu")[d%7]
}

// Date returns a date as in a letter: "25 Maret 2021".
func Date(t time.Time) string {
	return strconv.Itoa(t.Day()) + " " + Month(t.Month()) + " " + strconv.Itoa(t.Year())
}

// DateInWords returns a date as minutes open with it: "Kamis tanggal dua puluh
// lima bulan Maret tahun dua ribu dua puluh satu".
func DateInWords(t time.Time) string {
	return Weekday(t.Weekday()) + " tanggal " + Terbilang(int64(t.Day())) +
		" bulan " + Month(t.Month()) + " tahun " + Terbilang(int64(t.Year()))
}
