package gs1_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/gs1"
)

var now = time.Date(2026, time.November, 25, 3, 0, 0, 0, time.UTC)

// The vectors are computed by hand in the reference of the domain (4.4).
func TestCheckDigits(t *testing.T) {
	for body, want := range map[string]byte{
		"629104150021": '3', "899100100001": '9', "0899000000001": '3', "0950600013435": '2', "9638507": '4',
	} {
		if got, ok := gs1.CheckDigit(body); !ok || got != want {
			t.Errorf("CheckDigit(%s) = %c, want %c", body, got, want)
		}
		if !gs1.ValidCheck(body + string(want)) {
			t.Errorf("%s%c is refused", body, want)
		}
	}
	if _, ok := gs1.CheckDigit("12a"); ok {
		t.Error("letters have a check digit")
	}
}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

const gtin = "09506000134352"

func TestACodeIsReadInEveryWayThatScannersAndPeopleGiveIt(t *testing.T) {
	whole := gs1.Code{GTIN: gtin, Lot: "AB-12", Expiry: day(2028, 2, 29), Serial: "S/1"}
	for name, c := range map[string]struct {
		text string
		want gs1.Code
	}{
		"separator":            {"01" + gtin + "17280229" + "10AB-12\x1d21S/1", whole},
		"GS1-128":              {"]C101" + gtin + "17280200" + "10AB-12\x1d21S/1", whole},
		"GS1 DataMatrix":       {"]d201" + gtin + "17280229" + "10AB-12\x1d21S/1", whole},
		"GS1 QR":               {"]Q301" + gtin + "17280229" + "10AB-12\x1d21S/1", whole},
		"leading FNC1":         {"]C1\x1d01" + gtin + "17280229" + "10AB-12\x1d21S/1", whole},
		"separator at the end": {"01" + gtin + "17280229" + "10AB-12\x1d21S/1\x1d", whole},
		"after a fixed field":  {"01" + gtin + "\x1d17280229\x1d10AB-12\x1d21S/1", whole},
		"spelled <GS>":         {"01" + gtin + "1728022910AB-12<GS>21S/1", whole},
		"other order":          {"10AB-12\x1d01" + gtin + "17280229" + "21S/1", gs1.Code{}}, // not told from a plain serial number
		"other order, named":   {"]C110AB-12\x1d01" + gtin + "1728022921S/1", whole},
		"for people":           {"(01)" + gtin + "(17)280229(10)AB-12(21)S/1", whole},
		"for people, blanks":   {" (01) " + gtin + " (17) 280229 (10) AB-12 (21) S/1 ", whole},
		"separator lost, last": {"01" + gtin + "1728022921S/1", gs1.Code{GTIN: gtin, Expiry: day(2028, 2, 29), Serial: "S/1"}},
		"EAN-13":               {"6291041500213", gs1.Code{GTIN: "06291041500213"}},
		"EAN-13, named":        {"]E06291041500213", gs1.Code{GTIN: "06291041500213"}},
		"EAN-8":                {"]E496385074", gs1.Code{GTIN: "00000096385074"}},
		"Digital Link":         {"https://id.example/01/" + gtin + "/10/AB-12/21/S%2F1?17=280229&utm=x", whole},
		"link under a path":    {"https://shop.example/a/b/01/" + gtin + "/21/S%2F1", gs1.Code{GTIN: gtin, Serial: "S/1"}},
		"link, short names":    {"https://id.example/gtin/9506000134352/lot/AB-12", gs1.Code{GTIN: gtin, Lot: "AB-12"}},
		"parenthesis inside":   {"(01)" + gtin + "(10)A(B)1", gs1.Code{GTIN: gtin, Lot: "A(B)1"}},
		"weight":               {"01" + gtin + "3103001250" + "10X", gs1.Code{GTIN: gtin, Lot: "X"}},
		"pieces":               {"01" + gtin + "3012\x1d10X", gs1.Code{GTIN: gtin, Lot: "X", Count: 12}},
		"further":              {"01" + gtin + "11260101240PRO-2", gs1.Code{GTIN: gtin, Made: day(2026, 1, 1), Extra: "PRO-2"}},
		"GIAI":                 {"]C18004950600001ASSET", gs1.Code{GIAI: "950600001ASSET"}},
		"GRAI":                 {"]C180030950600013435212345", gs1.Code{GRAI: "0950600013435212345"}},
	} {
		got, err := gs1.Read(c.text, now)
		if name == "other order" {
			if !errors.Is(err, gs1.ErrNotGS1) {
				t.Errorf("%s: %+v, %v; want ErrNotGS1", name, got, err)
			}
			continue
		}
		if err != nil || got.Doubtful {
			t.Errorf("%s: %v, doubtful %v", name, err, got.Doubtful)
		}
		got.Fields = nil
		if !same(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func same(a, b gs1.Code) bool {
	return a.GTIN == b.GTIN && a.Serial == b.Serial && a.Lot == b.Lot && a.Made.Equal(b.Made) && a.Expiry.Equal(b.Expiry) &&
		a.Extra == b.Extra && a.GRAI == b.GRAI && a.GIAI == b.GIAI && a.Count == b.Count
}

func TestWhatIsWrongWithACodeIsNamed(t *testing.T) {
	for text, want := range map[string]error{
		"KRE-2026-0001":                         gs1.ErrNotGS1,
		"8F3K2QA":                               gs1.ErrNotGS1,
		"":                                      gs1.ErrNotGS1,
		"(":                                     gs1.ErrNotGS1,
		"https://lumbung.example/u/8F3K2QA":     gs1.ErrNotGS1,
		"6291041500214":                         gs1.ErrCheckDigit,
		"(01)09506000134353":                    gs1.ErrCheckDigit,
		"]C10109506000134353":                   gs1.ErrCheckDigit,
		"https://x.example/01/09506000134353":   gs1.ErrCheckDigit,
		"]C101095060001343":                     gs1.ErrShort,
		"01" + gtin + "1728":                    gs1.ErrShort,
		"01" + gtin + "17281301":                gs1.ErrDate,
		"01" + gtin + "17270229":                gs1.ErrDate,
		"01" + gtin + "18270229":                gs1.ErrUnknown,
		"01" + gtin + "10" + long(21):           gs1.ErrLong,
		"01" + gtin + "10A\x1d10B":              gs1.ErrTwice,
		"01" + gtin + "10A\x01B":                gs1.ErrLetters,
		"(01)" + gtin + "(21)ä":                 gs1.ErrLetters,
		"https://x.example/01/" + gtin + "/21/": gs1.ErrNotGS1,
	} {
		if got, err := gs1.Read(text, now); !errors.Is(err, want) {
			if errors.Is(want, gs1.ErrNotGS1) && strings.HasSuffix(text, "/21/") && err == nil && got.Serial == "" {
				continue // the trailing slash says nothing
			}
			t.Errorf("Read(%q) = %+v, %v; want %v", text, got, err, want)
		}
	}
}

func long(n int) string { return strings.Repeat("A", n) }

// A variable field runs to its separator. Where the scanner lost it, the rest is
// taken as it is and marked, never cut by guess.
func TestALostSeparatorIsDoubtedNotGuessed(t *testing.T) {
	got, err := gs1.Read("01"+gtin+"10AB1221XY", now)
	if err != nil || got.Lot != "AB1221XY" || got.Serial != "" || !got.Doubtful {
		t.Errorf("%+v, %v; want the whole rest as lot, in doubt", got, err)
	}
	kept, err := gs1.Read("01"+gtin+"10AB12\x1d21XY", now)
	if err != nil || kept.Lot != "AB12" || kept.Serial != "XY" || kept.Doubtful {
		t.Errorf("%+v, %v; want both fields without doubt", kept, err)
	}
	plain, err := gs1.Read("01"+gtin+"10LOTX", now)
	if err != nil || plain.Doubtful {
		t.Errorf("%+v, %v; nothing can hide in LOTX", plain, err)
	}
}

func TestACenturyIsTheNearest(t *testing.T) {
	for text, want := range map[string]time.Time{
		"260100": day(2026, 1, 31), "280200": day(2028, 2, 29), "270200": day(2027, 2, 28),
		"760101": day(2076, 1, 1), "770101": day(1977, 1, 1), "990101": day(1999, 1, 1), "000101": day(2000, 1, 1),
	} {
		got, err := gs1.Read("]C117"+text, now)
		if err != nil || !got.Expiry.Equal(want) {
			t.Errorf("%s = %s, %v; want %s", text, got.Expiry.Format(time.DateOnly), err, want.Format(time.DateOnly))
		}
	}
	late := time.Date(2080, 1, 1, 0, 0, 0, 0, time.UTC)
	if got, err := gs1.Read("]C117300101", late); err != nil || got.Expiry.Year() != 2130 {
		t.Errorf("year 30 seen from 2080 = %d, want 2130", got.Expiry.Year())
	}
}

func TestProductNumbersAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]string{
		"6291041500213": "06291041500213", "6 291041 500213": "06291041500213", "036000291452": "00036000291452", "96385074": "00000096385074",
	} {
		if got, err := gs1.GTIN(text); err != nil || got != want {
			t.Errorf("GTIN(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]error{"6291041500210": gs1.ErrCheckDigit, "12345": gs1.ErrNotGS1, "": gs1.ErrNotGS1, "62910415002I3": gs1.ErrNotGS1} {
		if _, err := gs1.GTIN(text); !errors.Is(err, want) {
			t.Errorf("GTIN(%q): %v, want %v", text, err, want)
		}
	}
}

// What is written down is read back, whatever the lot and the serial number are.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lot := rapid.StringMatching(`[A-Za-z0-9./_-]{1,20}`).Draw(t, "lot")
		serial := rapid.StringMatching(`[A-Za-z0-9./_-]{1,20}`).Draw(t, "serial")
		got, err := gs1.Read("]d201"+gtin+"10"+lot+"\x1d21"+serial, now)
		if err != nil || got.Lot != lot || got.Serial != serial || got.GTIN != gtin {
			t.Fatalf("lot %q serial %q: %+v, %v", lot, serial, got, err)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"]C101" + gtin + "10A\x1d21B", "(01)" + gtin + "(17)280200", "https://x.example/01/" + gtin + "/21/%2F?17=280101", "6291041500213", "(((", "]", "31"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, err := gs1.Read(text, now)
		if err != nil {
			return
		}
		if code.GTIN != "" && !gs1.ValidCheck(code.GTIN) {
			t.Errorf("Read(%q) believes the GTIN %s", text, code.GTIN)
		}
		if len(code.Lot) > 20 || len(code.Serial) > 20 {
			t.Errorf("Read(%q): a field is longer than its most", text)
		}
	})
}
