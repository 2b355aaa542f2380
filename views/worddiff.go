package views

import (
	"strings"
	"unicode"
)

// stretch is a run of words that two texts share, or that one of them has alone.
type stretch struct {
	Text  string
	Added bool // only the later text has it
	Gone  bool // only the earlier text had it
}

// most words that are compared one by one; longer texts are replaced as a whole,
// which no field of a record reaches.
const mostWords = 1500

// wordDiff tells in which words two texts differ: what both have in the order of
// both, what is gone before what was added.
func wordDiff(from, to string) []stretch {
	return between(from, to, wordsAndGaps(from), wordsAndGaps(to))
}

// lineDiff tells in which lines two lists differ.
func lineDiff(from, to string) []stretch {
	return between(from, to, strings.SplitAfter(ended(from), "\n"), strings.SplitAfter(ended(to), "\n"))
}

// ended closes the last line of a text as the others are.
func ended(text string) string {
	if text == "" {
		return ""
	}
	return strings.TrimRight(text, "\n") + "\n"
}

func between(from, to string, a, b []string) []stretch {
	if len(a) > mostWords || len(b) > mostWords {
		return joined([]stretch{{Text: from, Gone: true}, {Text: to, Added: true}})
	}
	common := commonTails(a, b)
	var list []stretch
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			list = append(list, stretch{Text: a[i]})
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			list = append(list, stretch{Text: a[i], Gone: true})
			i++
		default:
			list = append(list, stretch{Text: b[j], Added: true})
			j++
		}
	}
	return joined(list)
}

// commonTails is, for each pair of places, how many words the rests share.
func commonTails(a, b []string) [][]uint16 {
	table := make([][]uint16, len(a)+1)
	cells := make([]uint16, (len(a)+1)*(len(b)+1))
	for i := range table {
		table[i], cells = cells[:len(b)+1], cells[len(b)+1:]
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	return table
}

// wordsAndGaps splits a text into words, each with the blanks that follow it.
func wordsAndGaps(text string) (list []string) {
	from, blank := 0, false
	for at, r := range text {
		if now := unicode.IsSpace(r); blank && !now {
			list, from = append(list, text[from:at]), at
			blank = now
		} else {
			blank = now
		}
	}
	if from < len(text) {
		list = append(list, text[from:])
	}
	return list
}

// joined puts stretches of one sort together, and swaps so that what is gone
// comes before what replaces it.
func joined(list []stretch) (out []stretch) {
	var gone, added strings.Builder
	flush := func() {
		if gone.Len() > 0 {
			out = append(out, stretch{Text: gone.String(), Gone: true})
		}
		if added.Len() > 0 {
			out = append(out, stretch{Text: added.String(), Added: true})
		}
		gone.Reset()
		added.Reset()
	}
	for _, s := range list {
		switch {
		case s.Gone:
			gone.WriteString(s.Text)
		case s.Added:
			added.WriteString(s.Text)
		default:
			flush()
			if n := len(out); n > 0 && !out[n-1].Gone && !out[n-1].Added {
				out[n-1].Text += s.Text
			} else {
				out = append(out, s)
			}
		}
	}
	flush()
	return out
}
