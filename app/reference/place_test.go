package reference

import (
	"strings"
	"testing"
)

func TestAPlaceIsFoundByWhatPeopleType(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		typed, want string
		sure        bool
	}{
		{"Kota Surakarta", "Kota Surakarta", true},
		{"surakarta", "Kota Surakarta", true},
		{"kab. sukoharjo", "Kabupaten Sukoharjo", true},
		{"KODYA BOGOR", "Kota Bogor", true},
		{"Bogor", "Kabupaten Bogor|Kota Bogor", false},
		{"Surakata", "Kota Surakarta", false},
		{"Kabupaten Surakarta", "Kabupaten Purwakarta", false},
		{"x", "", false},
		{"", "", false},
		{"  ,, ", "", false},
		{"bogor, jawa timur", "", false},
		{"bogor, jawa barat", "Kabupaten Bogor|Kota Bogor", false},
	} {
		found, sure := b.FindRegencies(c.typed, 12)
		var names []string
		for _, r := range found {
			names = append(names, r.Name)
		}
		if got := strings.Join(names, "|"); got != c.want || sure != c.sure {
			t.Errorf("FindRegencies(%q) = %q, %v, want %q, %v", c.typed, got, sure, c.want, c.sure)
		}
	}
}

func TestEveryRegencyIsFoundByItsName(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for r := range b.Regencies() {
		province, _ := b.Region(r.Parent())
		if found, sure := b.FindRegencies(r.Name+", "+province.Name, 12); !sure || found[0].Code != r.Code {
			t.Errorf("%s, %s is not found by its name: %v", r.Name, province.Name, found)
		}
	}
}

func TestAProvinceNamesItsRegencies(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	found, sure := b.FindRegencies("jakarta", 12)
	if len(found) != 5 || sure {
		t.Errorf("jakarta gives %d, %v, want its five cities to choose from", len(found), sure)
	}
	if found, _ = b.FindRegencies("bali", 4); len(found) != 4 {
		t.Errorf("bali gives %d, want no more than four", len(found))
	}
}

func TestAnEndlessPlaceIsNotLookedFor(t *testing.T) {
	book, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{strings.Repeat("A", 1_000_000), "Surakarta, " + strings.Repeat("jawa tengah ", 100_000)} {
		allocs := testing.AllocsPerRun(1, func() {
			if found, sure := book.FindRegencies(text, 12); len(found) > 0 || sure {
				t.Errorf("%.20q… is %v", text, found)
			}
		})
		if allocs > 0 {
			t.Errorf("%.20q… was taken apart: %v allocations", text, allocs)
		}
	}
}
