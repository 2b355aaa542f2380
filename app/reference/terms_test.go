package reference

import (
	"slices"
	"testing"
)

func TestISOCodesInAnyForm(t *testing.T) {
	for in, want := range map[string]string{
		"12 23 06":              "12 23 06",
		"122306":                "12 23 06",
		"12.23.06":              "12 23 06",
		"12-23-6":               "12 23 06",
		" 12/23/06 ":            "12 23 06",
		"ISO 9999:2022 12 23 6": "12 23 06",
		"iso9999 122306":        "12 23 06",
		"4 33":                  "04 33",
		"1236":                  "12 36",
		"12":                    "12",
	} {
		if got, ok := ParseISO9999(in); !ok || got != want {
			t.Errorf("ParseISO9999(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "1", "123", "12 23 06 09", "12 23 x", "kursi", "12223064"} {
		if got, ok := ParseISO9999(in); ok {
			t.Errorf("ParseISO9999(%q) = %q, want none", in, got)
		}
	}
}

func TestAnUnverifiedISOCodeIsNotShown(t *testing.T) {
	b := book(t)
	for code, want := range map[string]string{"12 23 06": "12 23 06", "12 06 06": "12 06 06", "22 27 18": ""} {
		e, ok := b.ISO9999(code)
		if got := e.DisplayCode(); !ok || got != want {
			t.Errorf("DisplayCode of %s = %q (known %v), want %q", code, got, ok, want)
		}
	}
	if _, ok := b.ISO9999("05"); ok {
		t.Error("class 05 was dropped in 2022, but the list has it")
	}
}

func TestEveryISOEntryIsReachedFromAClassOnce(t *testing.T) {
	b := book(t)
	if got, want := len(b.ISOChildren("")), 11; got != want {
		t.Errorf("classes = %d, want %d", got, want)
	}
	seen := map[string]int{}
	var walk func(string)
	walk = func(code string) {
		for _, e := range b.ISOChildren(code) {
			seen[e.Code]++
			walk(e.Code)
		}
	}
	walk("")
	for _, e := range b.ISOEntries() {
		if seen[e.Code] != 1 {
			t.Errorf("%s is reached %d times, want once", e.Code, seen[e.Code])
		}
		if e.NameID == "" || e.NameEN == "" || !slices.Contains([]Confidence{Verified, Partial, Unverified}, e.Confidence) {
			t.Errorf("%+v lacks a name or has an unknown confidence", e)
		}
	}
	path := b.ISOPath("12 23 06")
	if len(path) != 2 || path[0].Code != "12" || path[1].Code != "12 23 06" {
		t.Errorf("ISOPath(12 23 06) = %v", path)
	}
}

func TestCentresLieInKnownRegencies(t *testing.T) {
	b := book(t)
	seen := map[string]bool{}
	for _, c := range b.Centres() {
		if r, ok := b.Region(c.RegionCode); !ok || r.Level != Regency {
			t.Errorf("%s lies in %q, which is no regency", c.Code, c.RegionCode)
		}
		if seen[c.Code] {
			t.Errorf("%s is listed twice", c.Code)
		}
		seen[c.Code] = true
	}
	if got, want := len(seen), 32; got != want {
		t.Errorf("centres = %d, want %d", got, want)
	}
	list := b.Centres()
	if want := []string{"STIS", "BBRVPD Cibinong", "Balai Ciungwanara"}; !slices.Equal(list[0].Aliases, want) {
		t.Errorf("aliases = %q, want %q", list[0].Aliases, want)
	}
	list[0].Aliases[0] = "changed"
	if b.Centres()[0].Aliases[0] == "changed" {
		t.Error("a caller can change the aliases")
	}
}

func TestTwoDifferentKindsMakeAMultipleDisability(t *testing.T) {
	for _, c := range []struct {
		kinds []string
		want  bool
	}{
		{nil, false},
		{[]string{"rungu"}, false},
		{[]string{"rungu", "rungu"}, false},
		{[]string{"rungu", "unknown"}, false},
		{[]string{"rungu", "wicara"}, true},
		{[]string{"fisik", "intelektual", "mental"}, true},
	} {
		if got := IsMultiple(c.kinds); got != c.want {
			t.Errorf("IsMultiple(%v) = %v, want %v", c.kinds, got, c.want)
		}
	}
	if _, ok := DisabilityByCode(MultipleDisability); ok {
		t.Error("ganda can be chosen, but it is derived")
	}
	if d, ok := DisabilityByCode("netra"); !ok || d.Group != "sensorik" {
		t.Errorf("DisabilityByCode(netra) = %v, %v", d, ok)
	}
}

func TestClosedListsHaveTheirSize(t *testing.T) {
	for name, c := range map[string]struct{ got, want int }{
		"components":   {len(Components()), 7},
		"directorates": {len(Directorates()), 3},
		"disabilities": {len(Disabilities()), 6},
	} {
		if c.got != c.want {
			t.Errorf("%s = %d, want %d", name, c.got, c.want)
		}
	}
}

func TestOnlyGoodsOf526311LeaveTheBooksOnHandover(t *testing.T) {
	for code, want := range map[string]bool{"526311": true, "521811": false} {
		a, ok := AccountByCode(code)
		if !ok || a.LeavesOnHandover != want {
			t.Errorf("AccountByCode(%s) = %+v, %v, want LeavesOnHandover %v", code, a, ok, want)
		}
	}
	for code, want := range map[string]bool{"526115": true, "571111": true, "425111": false, "52631": false, "52631x": false, "": false} {
		if got := ValidAccountCode(code); got != want {
			t.Errorf("ValidAccountCode(%q) = %v, want %v", code, got, want)
		}
	}
}
