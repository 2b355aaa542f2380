// Package spell tells how far two words are apart, and which word was meant.
package spell

import "strings"

// Edits is how many letters have to be changed, added or left out to make one
// word of the other (Levenshtein), counted in bytes. It gives up at most, which
// it then returns.
func Edits(a, b string, most int) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, low := row[0], row[0]+1
		row[0]++
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, before+1)
			low = min(low, row[j+1])
		}
		if low >= most {
			return most
		}
	}
	return min(row[len(b)], most)
}

// Nearest returns the name that fewest edits turn text into, whatever the case;
// empty when none comes near.
func Nearest(text string, names []string) string {
	best, least := "", max(2, len(text)/2)+1
	folded := strings.ToLower(text)
	for _, n := range names {
		if off := len(n) - len(text); max(off, -off) >= least {
			continue
		}
		if d := Edits(folded, strings.ToLower(n), least); d < least {
			best, least = n, d
		}
	}
	return best
}
