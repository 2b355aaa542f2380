package reference

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Level tells how deep a region lies: the number of groups in its code.
type Level int

// The levels of the region list. Villages are not included.
const (
	Province Level = iota + 1
	Regency        // kabupaten or kota
	District       // kecamatan
)

// Region is one area of the list of the Ministry of Home Affairs
// (Kepmendagri 300.2.2-2138/2025).
type Region struct {
	Code  string // dotted: "32", "32.01", "32.01.01"
	Name  string // with its kind for a regency: "Kabupaten Bogor"; bare for the others
	Level Level
	Point Point // of a province or regency; the zero Point for a district
}

// Point is a place on the globe in degrees.
type Point struct{ Lat, Lon float64 }

// Parent returns the code one level up, "" for a province.
func (r Region) Parent() string { return parentRegion(r.Code) }

// Title returns the name with its kind where the list has it bare:
// "Kecamatan Cibinong", "Kabupaten Bogor", "Jawa Barat".
func (r Region) Title() string {
	if r.Level == District {
		return "Kecamatan " + r.Name
	}
	return r.Name
}

// RetiredRegion is a code that older lists had and today's lacks. A NIK keeps
// the code of its first registration for life, so these still occur.
type RetiredRegion struct {
	Code     string
	Name     string // as Region.Name
	LastYear int    // the last year whose list had it
}

// Region looks up a dotted code.
func (b *Book) Region(code string) (Region, bool) {
	r, ok := b.regions[code]
	return r, ok
}

// Retired looks up a dotted code that today's list lacks.
func (b *Book) Retired(code string) (RetiredRegion, bool) {
	r, ok := b.retired[code]
	return r, ok
}

// RegionPath returns the region and those above it, the widest first. It is
// empty for an unknown code.
func (b *Book) RegionPath(code string) []Region {
	var path []Region
	for ; code != ""; code = parentRegion(code) {
		r, ok := b.regions[code]
		if !ok {
			return nil
		}
		path = append(path, r)
	}
	slices.Reverse(path)
	return path
}

// RegionName returns the title of a region followed by those above it:
// "Kecamatan Cibinong, Kabupaten Bogor, Jawa Barat". A retired code gives its
// last known names, an unknown one "".
func (b *Book) RegionName(code string) string {
	var names []string
	for ; code != ""; code = parentRegion(code) {
		if name := b.title(code); name != "" {
			names = append(names, name)
		} else if len(names) == 0 {
			return ""
		}
	}
	return strings.Join(names, ", ")
}

func (b *Book) title(code string) string {
	if r, ok := b.regions[code]; ok {
		return r.Title()
	}
	if old, ok := b.retired[code]; ok {
		return Region{Name: old.Name, Level: levelOf(code)}.Title()
	}
	return ""
}

// Children returns the regions directly below a code in the order of their
// codes; Children("") returns the provinces.
func (b *Book) Children(code string) []Region { return slices.Clone(b.children[code]) }

// Provinces returns the 38 provinces in the order of their codes.
func (b *Book) Provinces() []Region { return b.Children("") }

// Regencies yields all kabupaten and kota in the order of their codes.
func (b *Book) Regencies() iter.Seq[Region] {
	return func(yield func(Region) bool) {
		for _, p := range b.children[""] {
			for _, r := range b.children[p.Code] {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// Point returns where a region lies. A district has the point of its regency,
// which is near enough for choosing a stock to send from.
func (b *Book) Point(code string) (Point, bool) {
	r, ok := b.regions[code]
	if ok && r.Level == District {
		r, ok = b.regions[r.Parent()]
	}
	return r.Point, ok
}

// Distance returns the length in km of the great circle between two regions;
// false if one of them is unknown. It is 0 within one regency.
func (b *Book) Distance(from, to string) (float64, bool) {
	p, ok := b.Point(from)
	q, found := b.Point(to)
	if !ok || !found {
		return 0, false
	}
	return p.Distance(q), true
}

// Distance returns the length in km of the great circle to q (haversine).
func (p Point) Distance(q Point) float64 {
	const meanRadius, degree = 6371.0088, math.Pi / 180
	sin := func(d float64) float64 { s := math.Sin(d * degree / 2); return s * s }
	h := sin(q.Lat-p.Lat) + math.Cos(p.Lat*degree)*math.Cos(q.Lat*degree)*sin(q.Lon-p.Lon)
	return 2 * meanRadius * math.Asin(math.Sqrt(min(1, h)))
}

func (b *Book) addRegion(row []string) error {
	r := Region{Code: row[0], Name: row[1], Level: levelOf(row[0])}
	if r.Level < District {
		lat, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			return fmt.Errorf("latitude of %s: %w", r.Code, err)
		}
		lon, err := strconv.ParseFloat(row[3], 64)
		if err != nil {
			return fmt.Errorf("longitude of %s: %w", r.Code, err)
		}
		r.Point = Point{lat, lon}
	}
	b.regions[r.Code] = r
	b.children[r.Parent()] = append(b.children[r.Parent()], r)
	return nil
}

func (b *Book) addRetired(row []string) error {
	year, err := strconv.Atoi(row[2])
	if err != nil {
		return fmt.Errorf("year of %s: %w", row[0], err)
	}
	b.retired[row[0]] = RetiredRegion{Code: row[0], Name: properName(row[1]), LastYear: year}
	return nil
}

// properName turns the older lists' "KAB. MERAUKE" into "Kabupaten Merauke".
func properName(s string) string {
	if s != strings.ToUpper(s) {
		return s
	}
	words := strings.Fields(strings.Replace(s, "KAB.", "KABUPATEN", 1))
	for i, w := range words {
		words[i] = w[:1] + strings.ToLower(w[1:])
	}
	return strings.Join(words, " ")
}

func levelOf(code string) Level { return Level(strings.Count(code, ".") + 1) }

func parentRegion(code string) string {
	i := strings.LastIndexByte(code, '.')
	return code[:max(i, 0)]
}
