package numbering

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var may2024 = time.Date(2024, time.May, 7, 0, 0, 0, 0, time.UTC)

func TestNumbersOfTheField(t *testing.T) {
	for _, c := range []struct {
		template string
		values   Values
		want     string
	}{
		{DefaultBAST, Values{No: 591, UnitCode: "4.11"}, "591/BAST/4.11/5/2024"},
		{DefaultDecree, Values{No: 2592, UnitCode: "4.11", Class: "RH.00.01"}, "2592/4.11/RH.00.01/5/2024"},
		{DefaultVendor, Values{No: 80, UnitCode: "4.11", Class: "PL.01.02", Type: "SPK"}, "80/4.11/PL.01.02/SPK/5/2024"},
		{"{no}/HUK/{tahun}", Values{No: 126}, "126/HUK/2024"},
		{"BA-{no}/{bulan_romawi}/{tahun}", Values{No: 1}, "BA-1/V/2024"},
	} {
		tpl, err := Parse(c.template)
		if err != nil {
			t.Errorf("Parse(%q) = %v", c.template, err)
			continue
		}
		c.values.Date = may2024
		if got, err := tpl.Format(c.values); err != nil || got != c.want {
			t.Errorf("%q.Format(%+v) = %q, %v, want %q", c.template, c.values, got, err, c.want)
		}
		if got := tpl.String(); got != c.template {
			t.Errorf("String() = %q, want %q", got, c.template)
		}
	}
}

func TestAFaultyTemplateIsRefusedWithItsReason(t *testing.T) {
	for template, want := range map[string]error{
		"":                                ErrLength,
		strings.Repeat("A", 121):          ErrLength,
		"BAST/{tahun}":                    ErrNoNumber,
		"{no}/{no}/{tahun}":               ErrNoNumber,
		"{no}/BAST":                       ErrNoYear,
		"{nomor}/{tahun}":                 ErrToken,
		"{No}/{tahun}":                    ErrToken,
		"{}/{no}/{tahun}":                 ErrToken,
		"{no/{tahun}":                     ErrBrace,
		"{no}/{tahun":                     ErrBrace,
		"no}/{tahun}":                     ErrBrace,
		"{{no}}/{tahun}":                  ErrBrace,
		"{no}{tahun}":                     ErrAdjacent,
		"{tahun}{no}":                     ErrAdjacent,
		"4{no}/{tahun}":                   ErrAdjacent,
		"{no}5/{tahun}":                   ErrAdjacent,
		"{no}/BAST SENTRA/{tahun}":        ErrCharacter,
		"{no}/<b>/{tahun}":                ErrCharacter,
		"{no}/BAST\n/{kode_unit}/{tahun}": ErrCharacter,
	} {
		if _, err := Parse(template); !errors.Is(err, want) {
			t.Errorf("Parse(%q) = %v, want %v", template, err, want)
		}
	}
}

func TestANumberNeverHasAHole(t *testing.T) {
	tpl, err := Parse(DefaultVendor)
	if err != nil {
		t.Fatal(err)
	}
	whole := Values{No: 1, Type: "SPK", UnitCode: "4.11", Class: "PL.01.02", Date: may2024}
	for name, hole := range map[string]func(*Values){
		"no":        func(v *Values) { v.No = 0 },
		"negative":  func(v *Values) { v.No = -1 },
		"jenis":     func(v *Values) { v.Type = "" },
		"kode_unit": func(v *Values) { v.UnitCode = "" },
		"klas":      func(v *Values) { v.Class = "" },
		"date":      func(v *Values) { v.Date = time.Time{} },
	} {
		v := whole
		hole(&v)
		if got, err := tpl.Format(v); !errors.Is(err, ErrValue) {
			t.Errorf("Format without %s = %q, %v, want ErrValue", name, got, err)
		}
	}
	if !tpl.Uses("klas") || tpl.Uses("bulan_romawi") {
		t.Error("Uses does not tell the tokens of the template")
	}
}

func TestRomanMonths(t *testing.T) {
	for m, want := range map[time.Month]string{0: "", 1: "I", 4: "IV", 9: "IX", 12: "XII", 13: ""} {
		if got := RomanMonth(m); got != want {
			t.Errorf("RomanMonth(%d) = %q, want %q", int(m), got, want)
		}
	}
}

func TestPathForm(t *testing.T) {
	for number, want := range map[string]string{
		"591/BAST/4.11/5/2024": "591-BAST-4.11-5-2024",
		"BA-1/2024":            "BA~-1-2024",
		"a~b":                  "a~~b",
		"":                     "",
	} {
		if got := Path(number); got != want {
			t.Errorf("Path(%q) = %q, want %q", number, got, want)
		}
	}
	for _, path := range []string{"a~", "a~b", "a/b", "~~~"} {
		if got, err := FromPath(path); !errors.Is(err, ErrPath) {
			t.Errorf("FromPath(%q) = %q, %v, want ErrPath", path, got, err)
		}
	}
}

func TestPathFindsTheWayBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringOf(rapid.SampledFrom([]rune("19aZ/-~._ é"))).Draw(t, "number")
		path := Path(number)
		if strings.ContainsRune(path, '/') {
			t.Fatalf("Path(%q) = %q has a slash", number, path)
		}
		if got, err := FromPath(path); err != nil || got != number {
			t.Fatalf("FromPath(Path(%q)) = %q, %v", number, got, err)
		}
	})
}

func TestTwoNumbersOfOneYearDiffer(t *testing.T) {
	tpl, err := Parse(DefaultBAST)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		no, month := rapid.Int64Range(1, 1<<40), rapid.IntRange(1, 12)
		draw := func() (int64, string) {
			n := no.Draw(t, "no")
			d := time.Date(2024, time.Month(month.Draw(t, "month")), 1, 0, 0, 0, 0, time.UTC)
			s, err := tpl.Format(Values{No: n, UnitCode: "4.11", Date: d})
			if err != nil {
				t.Fatal(err)
			}
			return n, s
		}
		a, first := draw()
		b, second := draw()
		if a != b && first == second {
			t.Fatalf("numbers %d and %d both give %q", a, b, first)
		}
	})
}
