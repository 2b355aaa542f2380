package i18n

import (
	"testing"
	"time"
)

func TestNumbers(t *testing.T) {
	tests := []struct{ got, want string }{
		{ID.Number(0), "0"},
		{ID.Number(999), "999"},
		{ID.Number(1250), "1.250"},
		{EN.Number(1250000), "1,250,000"},
		{ID.Number(-4200), "\u22124.200"},
		{ID.Rupiah(1250000), "Rp1.250.000"},
		{ID.Rupiah(-500), "\u2212Rp500"},
		{ID.RoughRupiah(950000), "Rp950.000"},
		{ID.RoughRupiah(216000000), "Rp216 juta"},
		{EN.RoughRupiah(1260000000), "Rp1.3 billion"},
		{ID.Decimal(4.5, 1), "4,5"},
		{EN.Decimal(4.5, 1), "4.5"},
		{ID.Decimal(1234.0, 2), "1.234"},
		{ID.Decimal(-0.5, 1), "\u22120,5"},
		{ID.Percent(1, 3), "33%"},
		{ID.Percent(2, 3), "67%"},
		{ID.Percent(1, 0), "–"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestDatesAreShownInWIB(t *testing.T) {
	late := time.Date(2021, time.March, 24, 17, 42, 0, 0, time.UTC) // 00:42 the next day in Jakarta
	tests := []struct{ got, want string }{
		{ID.Date(late), "25 Maret 2021"},
		{EN.Date(late), "25 March 2021"},
		{ID.ShortDate(late), "25 Mar 2021"},
		{ID.MonthYear(late), "Maret 2021"},
		{ID.ShortMonth(late), "Mar"},
		{ID.Clock(late), "00:42 WIB"},
		{ID.Clock(late.In(WIT)), "02:42 WIT"},
		{ID.DateTime(late), "25 Maret 2021 00:42 WIB"},
		{ISODate(late), "2021-03-25"},
		{ID.Date(time.Time{}), "–"},
		{ISODate(time.Time{}), ""},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestRelativeCountsCalendarDays(t *testing.T) {
	now := time.Date(2021, time.March, 25, 9, 0, 0, 0, WIB)
	tests := []struct {
		t    time.Time
		want string
	}{
		{now.Add(-30 * time.Second), "baru saja"},
		{now.Add(-5 * time.Minute), "5 menit lalu"},
		{now.Add(-3 * time.Hour), "3 jam lalu"},
		{now.Add(-10 * time.Hour), "10 jam lalu"},
		{now.Add(-26 * time.Hour), "kemarin"},
		{now.AddDate(0, 0, -3), "3 hari lalu"},
		{now.AddDate(0, 0, -8), "17 Maret 2021"},
		{now.Add(2 * time.Hour), "hari ini"},
		{now.AddDate(0, 0, 1), "besok"},
		{now.AddDate(0, 0, 2), "27 Maret 2021"},
		{time.Time{}, "–"},
	}
	for _, tt := range tests {
		if got := ID.Relative(tt.t, now); got != tt.want {
			t.Errorf("Relative(%v) = %q, want %q", tt.t, got, tt.want)
		}
	}
}
