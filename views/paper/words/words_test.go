package words

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNumbersInWords(t *testing.T) {
	for n, want := range map[int64]string{
		0:             "nol",
		1:             "satu",
		9:             "sembilan",
		10:            "sepuluh",
		11:            "sebelas",
		12:            "dua belas",
		19:            "sembilan belas",
		20:            "dua puluh",
		21:            "dua puluh satu",
		99:            "sembilan puluh sembilan",
		100:           "seratus",
		101:           "seratus satu",
		111:           "seratus sebelas",
		200:           "dua ratus",
		999:           "sembilan ratus sembilan puluh sembilan",
		1000:          "seribu",
		1001:          "seribu satu",
		1100:          "seribu seratus",
		2000:          "dua ribu",
		11000:         "sebelas ribu",
		21000:         "dua puluh satu ribu",
		100000:        "seratus ribu",
		101000:        "seratus satu ribu",
		325000:        "tiga ratus dua puluh lima ribu",
		1000000:       "satu juta",
		1001000:       "satu juta seribu",
		1250000:       "satu juta dua ratus lima puluh ribu",
		1000000000:    "satu miliar",
		1000000000000: "satu triliun",
		2011011001011: "dua triliun sebelas miliar sebelas juta seribu sebelas",
		-5000:         "minus lima ribu",
		math.MinInt64: "minus sembilan kuintiliun dua ratus dua puluh tiga kuadriliun tiga ratus tujuh puluh dua triliun tiga puluh enam miliar delapan ratus lima puluh empat juta tujuh ratus tujuh puluh lima ribu delapan ratus delapan",
	} {
		if got := Terbilang(n); got != want {
			t.Errorf("Terbilang(%d) = %q, want %q", n, got, want)
		}
	}
}

// read is the other way, written without a look at how Terbilang goes about it:
// it adds up the words from left to right.
func read(words string) uint64 {
	var total, group, small uint64
	for _, w := range strings.Fields(words) {
		scale := slices.Index(scales(), w)
		switch {
		case w == "seribu":
			total += 1000
		case w == "seratus":
			group += 100
		case w == "ratus":
			group, small = group+small*100, 0
		case w == "puluh":
			group, small = group+small*10, 0
		case w == "belas":
			group, small = group+small+10, 0
		case scale > 0:
			unit := uint64(1)
			for range scale {
				unit *= 1000
			}
			total, group, small = total+(group+small)*unit, 0, 0
		default:
			small = uint64(slices.Index(units(), w))
		}
	}
	return total + group + small
}

func TestWordsReadBackGiveTheNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.Int64Range(0, 20_000), rapid.Int64Range(0, 1e13), rapid.Int64Min(0)).Draw(t, "n")
		words := Terbilang(n)
		if got := read(words); got != uint64(n) {
			t.Fatalf("Terbilang(%d) = %q, which reads %d", n, words, got)
		}
		if strings.Contains(words, "  ") || strings.Contains(words, "satu ratus") || strings.Contains(words, "satu puluh") {
			t.Fatalf("Terbilang(%d) = %q is not how it is said", n, words)
		}
	})
	for n := range int64(3000) {
		if got := read(Terbilang(n)); got != uint64(n) {
			t.Errorf("Terbilang(%d) = %q, which reads %d", n, Terbilang(n), got)
		}
	}
}

func TestAmounts(t *testing.T) {
	for n, want := range map[int64]string{
		0: "Rp0", 5: "Rp5", 999: "Rp999", 1000: "Rp1.000", 1250000: "Rp1.250.000",
		-1250000: "-Rp1.250.000", -999: "-Rp999", math.MinInt64: "-Rp9.223.372.036.854.775.808",
	} {
		if got := Rupiah(n); got != want {
			t.Errorf("Rupiah(%d) = %q, want %q", n, got, want)
		}
	}
	if got, want := RupiahInWords(325000), "tiga ratus dua puluh lima ribu rupiah"; got != want {
		t.Errorf("RupiahInWords = %q, want %q", got, want)
	}
}

func TestDates(t *testing.T) {
	d := time.Date(2021, time.March, 25, 23, 30, 0, 0, time.FixedZone("WIB", 7*3600))
	if got, want := DateInWords(d), "Kamis tanggal dua puluh lima bulan Maret tahun dua ribu dua puluh satu"; got != want {
		t.Errorf("DateInWords = %q, want %q", got, want)
	}
	if got, want := Date(d), "25 Maret 2021"; got != want {
		t.Errorf("Date = %q, want %q", got, want)
	}
	sunday := time.Date(2023, time.December, 31, 0, 0, 0, 0, time.UTC)
	if got, want := DateInWords(sunday), "Minggu tanggal tiga puluh satu bulan Desember tahun dua ribu dua puluh tiga"; got != want {
		t.Errorf("DateInWords = %q, want %q", got, want)
	}
	if got := Month(0) + Month(13); got != "" {
		t.Errorf("Month out of range = %q, want none", got)
	}
}
