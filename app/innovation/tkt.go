package innovation

import (
	"slices"
	"strconv"
)

// indicators is how many things each level of readiness asks for, condensed from
// the annex of Permenristekdikti 42/2016; their words are choice.tick_7_1 and
// so on. A level is claimed when each of its own is met.
var indicators = [MaxTKT + 1]int{1: 3, 2: 3, 3: 4, 4: 4, 5: 4, 6: 4, 7: 4, 8: 4, 9: 4}

// Indicators are the codes of what a level asks for, "7.1" first; none for a
// level that does not exist.
func Indicators(level int) (codes []string) {
	if level < 1 || level > MaxTKT {
		return nil
	}
	for n := 1; n <= indicators[level]; n++ {
		codes = append(codes, strconv.Itoa(level)+"."+strconv.Itoa(n))
	}
	return codes
}

// Ticked tells whether everything is ticked that the level asks for.
func (r Readiness) Ticked() bool {
	for _, code := range Indicators(r.TKT) {
		if !slices.Contains(r.Ticks, code) {
			return false
		}
	}
	return r.TKT > 0
}

// ticksOf keeps, of what was ticked, that which belongs to the level, in order.
func ticksOf(level int, ticked []string) (kept []string) {
	for _, code := range Indicators(level) {
		if slices.Contains(ticked, code) {
			kept = append(kept, code)
		}
	}
	return kept
}
