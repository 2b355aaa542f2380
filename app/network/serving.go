package network

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"lumbung/app/reference"
)

// Why tells why a centre answers for a place.
type Why string

// The reasons, the surest first. Passed is not found out here: somebody of the
// staff has passed it on.
const (
	ByRegency  Why = "area_regency"  // its working area names the regency
	ByProvince Why = "area_province" // its working area names the province
	BySeat     Why = "own_province"  // it stands in the province
	ByDistance Why = "nearest"       // no centre has the province; this one is the nearest
	ByMinistry Why = "ministry"      // no centre is at work
	Passed     Why = "passed"
)

// candidate is a centre with what speaks for it.
type candidate struct {
	Centre
	rank int     // 3: its area names the regency … 0: nothing but its distance
	far  float64 // km
}

// Serving finds who answers for a place, a regency or a whole province: the
// centre whose working area names it, else one whose area names the province,
// else one in the province, else the nearest of all; of several the nearest. It
// is false when no centre is at work on the day of at.
func Serving(book *reference.Book, centres []Centre, place string, at time.Time) (Centre, Why, bool) {
	var best []candidate
	for _, c := range centres {
		if !c.Active(at) {
			continue
		}
		x := candidate{Centre: c, rank: c.rank(place)}
		if len(best) > 0 && x.rank < best[0].rank {
			continue
		}
		if len(best) > 0 && x.rank > best[0].rank {
			best = best[:0]
		}
		x.far, _ = book.Distance(place, c.Region)
		best = append(best, x)
	}
	if len(best) == 0 {
		return Centre{}, ByMinistry, false
	}
	found := slices.MinFunc(best, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.Code, b.Code))
	})
	return found.Centre, []Why{ByDistance, BySeat, ByProvince, ByRegency}[found.rank], true
}

// rank tells how closely a centre serves a place.
func (c Centre) rank(place string) int {
	province, _, regency := strings.Cut(place, ".")
	seat, _, _ := strings.Cut(c.Region, ".")
	switch {
	case regency && slices.Contains(c.Areas, place):
		return 3
	case slices.Contains(c.Areas, province):
		return 2
	case seat == province:
		return 1
	default:
		return 0
	}
}
