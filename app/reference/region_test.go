package reference

import (
	"math"
	"strings"
	"testing"
)

func book(t testing.TB) *Book {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatalf("Load() = %v", err)
	}
	return b
}

func TestTheListIsComplete(t *testing.T) {
	b := book(t)
	got := map[Level]int{}
	for _, r := range b.regions {
		got[r.Level]++
	}
	for level, want := range map[Level]int{Province: 38, Regency: 514, District: 7285} {
		if got[level] != want {
			t.Errorf("regions of level %d = %d, want %d", level, got[level], want)
		}
	}
	if got, want := len(b.retired), 620; got != want {
		t.Errorf("retired codes = %d, want %d", got, want)
	}
	n := 0
	for range b.Regencies() {
		n++
	}
	if n != 514 || len(b.Provinces()) != 38 {
		t.Errorf("Regencies() yields %d, Provinces() has %d; want 514 and 38", n, len(b.Provinces()))
	}
}

func TestEveryRegionHasAParentAndEveryRegencyAPointInIndonesia(t *testing.T) {
	b := book(t)
	for _, r := range b.regions {
		if got, want := len(b.RegionPath(r.Code)), int(r.Level); got != want {
			t.Errorf("RegionPath(%s) has %d levels, want %d", r.Code, got, want)
		}
		if p := r.Point; r.Level < District && (p.Lat < -11.1 || p.Lat > 6.1 || p.Lon < 94.9 || p.Lon > 141.1) {
			t.Errorf("%s %s lies at %v, outside Indonesia", r.Code, r.Name, p)
		}
	}
	for code := range b.retired {
		if _, current := b.Region(code); current {
			t.Errorf("%s is both current and retired", code)
		}
	}
}

func TestRegionNames(t *testing.T) {
	b := book(t)
	for code, want := range map[string]string{
		"32":       "Jawa Barat",
		"32.01":    "Kabupaten Bogor, Jawa Barat",
		"32.01.01": "Kecamatan Cibinong, Kabupaten Bogor, Jawa Barat",
		"31.75":    "Kota Administrasi Jakarta Timur, Daerah Khusus Ibukota Jakarta",
		"96.71":    "Kota Sorong, Papua Barat Daya",
		"92.71":    "Kota Sorong, Papua Barat", // retired
		"91.01.01": "Kecamatan Merauke, Kabupaten Merauke, Papua",
		"32.01.99": "",
		"99":       "",
		"":         "",
		"x.y.z":    "",
	} {
		if got := b.RegionName(code); got != want {
			t.Errorf("RegionName(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestChildrenAreDirectAndInOrder(t *testing.T) {
	b := book(t)
	children := b.Children("32.01")
	if got, want := len(children), 40; got != want {
		t.Errorf("Children(32.01) has %d, want %d", got, want)
	}
	for i, r := range children {
		if r.Parent() != "32.01" || i > 0 && children[i-1].Code >= r.Code {
			t.Errorf("Children(32.01)[%d] = %s: not a child, or out of order", i, r.Code)
		}
	}
	children[0].Name = "changed"
	if b.Children("32.01")[0].Name == "changed" {
		t.Error("a caller can change the list")
	}
	if got := b.Children("32.01.01"); len(got) != 0 {
		t.Errorf("Children of a district = %v, want none", got)
	}
}

func TestDistanceIsThatOfTheGreatCircle(t *testing.T) {
	b := book(t)
	// One degree of a meridian is 111.195 km on a sphere of the mean radius.
	if got, want := (Point{0, 100}).Distance(Point{1, 100}), 111.195; math.Abs(got-want) > 0.01 {
		t.Errorf("Distance over one degree = %v, want %v", got, want)
	}
	for _, c := range []struct {
		from, to string
		want, by float64
	}{
		{"31.71", "32.73", 120, 15},   // Jakarta Pusat - Bandung
		{"11.71", "94.01", 4900, 400}, // Banda Aceh - Nabire
		{"32.01", "32.01.01", 0, 0},
	} {
		got, ok := b.Distance(c.from, c.to)
		back, _ := b.Distance(c.to, c.from)
		if !ok || math.Abs(got-c.want) > c.by || math.Abs(got-back) > 1e-9 {
			t.Errorf("Distance(%s, %s) = %v, %v (back %v), want %v", c.from, c.to, got, ok, back, c.want)
		}
	}
	if _, ok := b.Distance("32.01", "32.00"); ok {
		t.Error("Distance to an unknown region is known")
	}
}

func TestLicencesComeWithTheData(t *testing.T) {
	for source, want := range map[string]string{"wilayah": "Cahya DSN", "laravolt-indonesia": "Laravolt"} {
		text, err := License(source)
		if err != nil || !strings.Contains(text, want) || !strings.Contains(text, "Permission is hereby granted") {
			t.Errorf("License(%q) = %q, %v", source, text, err)
		}
	}
	if _, err := License("other"); err == nil {
		t.Error("License of an unknown source gives no error")
	}
}

func BenchmarkParseAll(b *testing.B) {
	for b.Loop() {
		if _, err := parse(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRegionName(b *testing.B) {
	book := book(b)
	for b.Loop() {
		book.RegionName("32.01.01")
	}
}
