package i18n

import (
	"strconv"
	"strings"
	"time"
)

// The time zones of Indonesia. Every time is shown in WIB unless it already
// carries WITA or WIT, so that two people on the telephone read the same hour.
var (
	WIB  = time.FixedZone("WIB", 7*60*60)
	WITA = time.FixedZone("WITA", 8*60*60)
	WIT  = time.FixedZone("WIT", 9*60*60)
)

func zoned(t time.Time) time.Time {
	if loc := t.Location(); loc == WITA || loc == WIT {
		return t
	}
	return t.In(WIB)
}

// Number writes n with the thousands mark of the language: 1.250 or 1,250.
func (l Lang) Number(n int64) string {
	var room [40]byte
	digits := strconv.AppendInt(room[:0], n, 10)
	var out [40]byte
	b := out[:0]
	if n < 0 {
		b, digits = append(b, "\u2212"...), digits[1:]
	}
	for i, c := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b = append(b, l.thousands())
		}
		b = append(b, c)
	}
	return string(b)
}

func (l Lang) thousands() byte {
	if l == EN {
		return ','
	}
	return '.'
}

// Decimal writes f with the given number of places: 4,5 or 4.5. Zeros at the
// end of the fraction are left out.
func (l Lang) Decimal(f float64, places int) string {
	s := strconv.FormatFloat(f, 'f', places, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return s // beyond int64; nothing in the product is
	}
	out := l.Number(n)
	if n == 0 && f < 0 && fraction != "" {
		out = "\u22120"
	}
	if fraction == "" {
		return out
	}
	if l == EN {
		return out + "." + fraction
	}
	return out + "," + fraction
}

// Percent writes part of whole in whole per cent, rounded half up, and a dash
// when there is no whole.
func (l Lang) Percent(part, whole int64) string {
	if whole <= 0 {
		return "–"
	}
	return l.Number((part*100+whole/2)/whole) + "%"
}

// Rupiah writes an amount of whole rupiah: Rp1.250.000. The spelling without a
// space is that of the EYD.
func (l Lang) Rupiah(amount int64) string {
	if amount < 0 {
		return "\u2212Rp" + l.Number(-amount)
	}
	return "Rp" + l.Number(amount)
}

// RoughRupiah writes a large amount as people say it: Rp216 juta, Rp1,2 miliar.
// Below a million it is the amount itself.
func (l Lang) RoughRupiah(amount int64) string {
	const million, milliard = 1_000_000, 1_000_000_000
	switch {
	case amount >= milliard:
		return "Rp" + l.T("money.milliard", "n", l.Decimal(float64(amount)/milliard, 1))
	case amount >= million:
		return "Rp" + l.T("money.million", "n", l.Decimal(float64(amount)/million, 1))
	default:
		return l.Rupiah(amount)
	}
}

// Date writes the day in full: 25 Maret 2021. The zero time is a dash.
func (l Lang) Date(t time.Time) string { return l.day(t, "date.month_") }

// ShortDate writes the day with a short month: 25 Mar 2021.
func (l Lang) ShortDate(t time.Time) string { return l.day(t, "date.mon_") }

func (l Lang) day(t time.Time, family string) string {
	if t.IsZero() {
		return "–"
	}
	t = zoned(t)
	return strconv.Itoa(t.Day()) + " " + l.month(t, family) + " " + strconv.Itoa(t.Year())
}

func (l Lang) month(t time.Time, family string) string {
	return l.T(family + strconv.Itoa(int(t.Month())))
}

// MonthYear writes a month: Maret 2021.
func (l Lang) MonthYear(t time.Time) string {
	t = zoned(t)
	return l.month(t, "date.month_") + " " + strconv.Itoa(t.Year())
}

// ShortMonth writes the month alone: Mar.
func (l Lang) ShortMonth(t time.Time) string { return l.month(zoned(t), "date.mon_") }

// Clock writes the time of day with its zone: 10:42 WIB.
func (l Lang) Clock(t time.Time) string { return zoned(t).Format("15:04 MST") }

// DateTime writes day and time: 25 Maret 2021 10:42 WIB.
func (l Lang) DateTime(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return l.Date(t) + " " + l.Clock(t)
}

// Relative writes how long before now t was: baru saja, 5 menit lalu, kemarin,
// 3 hari lalu; beyond a week, and for the future beyond tomorrow, the date.
func (l Lang) Relative(t, now time.Time) string {
	if t.IsZero() {
		return "–"
	}
	t, now = zoned(t), zoned(now)
	days := dayNumber(now) - dayNumber(t)
	switch age := now.Sub(t); {
	case days == -1:
		return l.T("date.tomorrow")
	case days < 0 || days > 7:
		return l.Date(t)
	case days == 1 && age > 12*time.Hour:
		return l.T("date.yesterday")
	case days > 1:
		return l.T("date.days_ago", "n", days)
	case age < 0:
		return l.T("date.today")
	case age < time.Minute:
		return l.T("date.just_now")
	case age < time.Hour:
		return l.T("date.minutes_ago", "n", int(age.Minutes()))
	default:
		return l.T("date.hours_ago", "n", int(age.Hours()))
	}
}

// dayNumber counts days as the calendar of t's zone turns.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// ISODate writes the day for machines and for date inputs: 2021-03-25.
func ISODate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return zoned(t).Format(time.DateOnly)
}
