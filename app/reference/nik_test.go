package reference

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// Every number here is invented: district 99 exists nowhere, and the few others
// have a serial or a date that shows the rule under test.
func TestNIKRules(t *testing.T) {
	today := date(2026, 7, 1)
	for _, c := range []struct {
		rule, in string
		want     string // severity:key of the findings; ! where a reason is needed
	}{
		{"a sound sample", "3201994101900001", "info:nik.synthetic"},
		{"spaces, dots and dashes do not count", " 32.01.99-410190 0001 ", "info:nik.synthetic"},
		{"none", "", "error:nik.length"},
		{"15 digits", "320199410190001", "error:nik.length"},
		{"17 digits", "32019941019000011", "error:nik.length"},
		{"a letter", "32019941O1900001", "error:nik.digits"},
		{"digits of another script", "٣٢٠١٩٩٤١٠١٩٠٠٠٠١", "error:nik.digits"},
		{"serial 0000", "3201994101900000", "error:nik.serial info:nik.synthetic"},
		{"day 0", "3201990001900001", "warn:nik.date! info:nik.synthetic"},
		{"day 40", "3201994001900001", "warn:nik.date! info:nik.synthetic"},
		{"day 72", "3201997201900001", "warn:nik.date! info:nik.synthetic"},
		{"month 0", "3201990100900001", "warn:nik.date! info:nik.synthetic"},
		{"month 13", "3201990113900001", "warn:nik.date! info:nik.synthetic"},
		{"31 April", "3201993104900001", "warn:nik.date! info:nik.synthetic"},
		{"29 February 1991", "3201992902910001", "warn:nik.date! info:nik.synthetic"},
		{"29 February of a woman in 1992", "3201996902920001", "info:nik.synthetic"},
		{"29 February 2000, not 1900", "3201992902000001", "info:nik.synthetic"},
		{"serial and date at once", "3201990001900000", "error:nik.serial warn:nik.date! info:nik.synthetic"},
		{"unknown province", "0101990101900001", "info:nik.synthetic warn:nik.region"},
		{"unknown regency", "3269990101900001", "info:nik.synthetic warn:nik.region"},
		{"regency part 00", "3200990101900001", "info:nik.synthetic warn:nik.regency_part"},
		{"regency part 70", "3270990101900001", "info:nik.synthetic warn:nik.regency_part"},
		{"retired regency", "9271990101900001", "info:nik.synthetic info:nik.region_retired"},
		{"district of a retired regency", "9101980101900001", "info:nik.region_retired"},
		{"unknown district", "3201980101900001", "info:nik.district"},
		{"known district", "3201013202900001", "warn:nik.date!"},
	} {
		n, findings := book(t).ParseNIK(c.in, today)
		if got := describe(findings); got != c.want {
			t.Errorf("%s: ParseNIK(%q) finds %q, want %q", c.rule, c.in, got, c.want)
		}
		if Blocks(findings) != strings.Contains(c.want, "error:") || NeedsReason(findings) != strings.Contains(c.want, "!") {
			t.Errorf("%s: Blocks = %v, NeedsReason = %v", c.rule, Blocks(findings), NeedsReason(findings))
		}
		if got, want := n == (NIK{}), strings.Contains(c.want, "nik.length") || strings.Contains(c.want, "nik.digits"); got != want {
			t.Errorf("%s: zero NIK %v, want %v", c.rule, got, want)
		}
	}
}

func describe(findings []Finding) string {
	var words []string
	for _, f := range findings {
		w := string(f.Severity) + ":" + f.Key
		if f.NeedsReason {
			w += "!"
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

func TestARetiredRegionIsNamed(t *testing.T) {
	_, findings := book(t).ParseNIK("9271990101900001", date(2026, 7, 1))
	got := findings[len(findings)-1].Args
	if got["name"] != "Kota Sorong, Papua Barat" || got["year"] != 2023 || got["code"] != "92.71" {
		t.Errorf("args = %v", got)
	}
}

func TestTheCenturyOfABirthDate(t *testing.T) {
	today := date(2026, 7, 1)
	for _, c := range []struct {
		ddmmyy  string
		entered time.Time
		child   bool
		want    string // "" = ask
		dates   int
	}{
		{"010190", time.Time{}, false, "1990-01-01", 1},
		{"410190", time.Time{}, true, "1990-01-01", 1},
		{"010727", time.Time{}, true, "1927-07-01", 1},
		{"020726", time.Time{}, true, "1926-07-02", 1}, // tomorrow is not a birth date
		{"010726", time.Time{}, true, "2026-07-01", 2}, // today is
		{"010120", time.Time{}, false, "", 2},
		{"010120", time.Time{}, true, "2020-01-01", 2},
		{"010120", date(1920, 1, 1), true, "1920-01-01", 2},
		{"010120", date(2020, 1, 1), false, "2020-01-01", 2},
		{"010120", date(2011, 5, 5), false, "", 2},
		{"010708", time.Time{}, true, "", 2},           // 18 today
		{"020708", time.Time{}, true, "2008-07-02", 2}, // 18 tomorrow
		{"320190", date(1990, 1, 1), false, "", 0},
	} {
		n, _ := book(t).ParseNIK("320199"+c.ddmmyy+"0001", today)
		got, ok := n.BirthDate(c.entered, c.child, today)
		if ok != (c.want != "") || ok && got.Format(time.DateOnly) != c.want || len(n.BirthDates()) != c.dates {
			t.Errorf("BirthDate of %s (entered %v, child %v) = %v, %v of %v, want %q", c.ddmmyy, c.entered, c.child, got, ok, n.BirthDates(), c.want)
		}
	}
}

func TestComparisonWarnsOfAnotherDateOrSex(t *testing.T) {
	n, _ := book(t).ParseNIK("3201994101900001", date(2026, 7, 1))
	for _, c := range []struct {
		born time.Time
		sex  Sex
		want string
	}{
		{date(1990, 1, 1), Female, ""},
		{time.Time{}, "", ""},
		{date(1990, 1, 2), Female, "warn:nik.birth_differs"},
		{date(1990, 1, 1), Male, "warn:nik.sex_differs"},
		{date(1991, 1, 1), Male, "warn:nik.birth_differs warn:nik.sex_differs"},
		{time.Date(1990, 1, 1, 23, 0, 0, 0, time.FixedZone("WIT", 9*3600)), Female, ""},
	} {
		if got := describe(n.Compare(c.born, c.sex)); got != c.want {
			t.Errorf("Compare(%v, %s) finds %q, want %q", c.born, c.sex, got, c.want)
		}
	}
	either, _ := book(t).ParseNIK("3201990101200001", date(2026, 7, 1))
	if got := describe(either.Compare(date(2020, 1, 1), Male)); got != "" {
		t.Errorf("Compare with one of two possible dates finds %q", got)
	}
}

func TestANIKPrintsItselfMasked(t *testing.T) {
	n, _ := ParseNIK("3201994101900001")
	const want = "3201••••••••••01"
	for _, verb := range []string{"%v", "%s", "%+v", "%#v"} {
		if got := fmt.Sprintf(verb, n); !strings.Contains(got, want) || strings.Contains(got, "410190") {
			t.Errorf("Sprintf(%q) = %q, want it masked", verb, got)
		}
	}
	if got := n.Digits(); got != "3201994101900001" {
		t.Errorf("Digits() = %q", got)
	}
	if got := n.RegionCode(); got != "32.01.99" || !n.Synthetic() || n.Sex() != Female {
		t.Errorf("RegionCode, Synthetic, Sex = %q, %v, %q", got, n.Synthetic(), n.Sex())
	}
	for in, want := range map[string]string{"": "", "123": "•••", "320199410190000x": strings.Repeat("•", 16)} {
		if got := MaskNIK(in); got != want {
			t.Errorf("MaskNIK(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParseNIK(f *testing.F) {
	for _, s := range []string{"3201994101900001", "", "32.01.99", "9999999999999999", "0000000000000000", "\xff", "٣٢٠١"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, findings := ParseNIK(s)
		if n == (NIK{}) && !Blocks(findings) {
			t.Errorf("ParseNIK(%q) gives no number and does not refuse", s)
		}
		if n.Digits() != "" && strings.Contains(n.String(), n.Digits()) {
			t.Errorf("ParseNIK(%q) prints itself whole", s)
		}
		again, same := ParseNIK(n.Digits())
		if n.Digits() != "" && (again != n || !slices.EqualFunc(findings, same, func(a, b Finding) bool { return a.Key == b.Key })) {
			t.Errorf("ParseNIK(%q) differs when its own digits are read again", s)
		}
	})
}
