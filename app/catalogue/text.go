package catalogue

import (
	"strings"

	"lumbung/app/innovation"
)

// words splits a text as the index has it: lower case, no diacritics.
func words(text string) []string { return innovation.PlainWords(text) }

// prefixes of Indonesian verbs and nouns with the letters that they can have
// swallowed from the root: memakai comes from pakai, menyapu from sapu.
var prefixes = []struct {
	text     string
	restores []string
}{
	{"memper", []string{""}},
	{"meng", []string{"", "k"}},
	{"meny", []string{"s"}},
	{"mem", []string{"", "p"}},
	{"men", []string{"", "t"}},
	{"me", []string{""}},
	{"peng", []string{"", "k"}},
	{"peny", []string{"s"}},
	{"pem", []string{"", "p"}},
	{"pen", []string{"", "t"}},
	{"per", []string{""}},
	{"pe", []string{""}},
	{"diper", []string{""}},
	{"ber", []string{""}},
	{"ter", []string{""}},
	{"se", []string{""}},
	{"ke", []string{""}},
	{"di", []string{""}},
	{"be", []string{""}},
}

var suffixes = []string{"kannya", "annya", "kan", "nya", "an", "lah", "kah", "pun", "ku", "mu", "i"}

// stem brings a word back to its root, when one of the roots of the field can
// have grown into it. A word of which we know no root stays whole: a stemmer
// that strips by rule alone makes a ring of pengering and a cap of kecap.
func (l *lexicon) stem(word string) string {
	if len(word) < 5 || l.roots[word] {
		return word
	}
	for _, bare := range append([]string{word}, withoutSuffix(word)...) {
		if l.roots[bare] {
			return bare
		}
		for _, p := range prefixes {
			rest, ok := strings.CutPrefix(bare, p.text)
			if !ok {
				continue
			}
			for _, letter := range p.restores {
				if l.roots[letter+rest] {
					return letter + rest
				}
			}
		}
	}
	return word
}

func withoutSuffix(word string) (bare []string) {
	for _, s := range suffixes {
		if rest, ok := strings.CutSuffix(word, s); ok && len(rest) >= 3 {
			bare = append(bare, rest)
		}
	}
	return bare
}

// lexicon is what the search knows of the language: roots, and phrases that mean
// the same.
type lexicon struct {
	roots    map[string]bool
	concepts map[string]string     // phrase of stems to the token of its meaning
	longest  int                   // words in the longest phrase
	opens    map[string]int        // first stem of a phrase to the words in the longest such
	phrases  map[string][][]string // token of a meaning to its phrases
}

func newLexicon() *lexicon {
	l := &lexicon{roots: map[string]bool{}, concepts: map[string]string{}, opens: map[string]int{}, phrases: map[string][][]string{}}
	for w := range strings.FieldsSeq(roots) {
		l.roots[w] = true
	}
	for line := range strings.Lines(synonyms) {
		phrases := strings.Split(strings.TrimSpace(line), "=")
		for _, phrase := range phrases {
			stems := l.stems(words(phrase))
			meaning := "=" + strings.TrimSpace(phrases[0])
			l.concepts[strings.Join(stems, " ")] = meaning
			l.phrases[meaning] = append(l.phrases[meaning], stems)
			l.opens[stems[0]] = max(l.opens[stems[0]], len(stems))
			l.longest = max(l.longest, len(stems))
		}
	}
	return l
}

func (l *lexicon) stems(list []string) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = l.stem(w)
	}
	return out
}

// clause is one thing a query asks for.
type clause struct {
	typed   string   // as it stands in the query
	tokens  []string // any of them will do
	partial bool     // still being typed: a beginning will do
}

// maxClauses is how many words of a query are looked at.
const maxClauses = 8

// clauses reads a query: the longest known phrase first, else word by word.
func (l *lexicon) clauses(query string) (out []clause) {
	list := words(query)
	stems := l.stems(list)
	for i := 0; i < len(list) && len(out) < maxClauses; {
		n := min(l.longest, len(list)-i)
		for ; n > 0; n-- {
			if c, ok := l.concepts[strings.Join(stems[i:i+n], " ")]; ok {
				out = append(out, clause{typed: strings.Join(list[i:i+n], " "), tokens: []string{c}})
				break
			}
		}
		if n == 0 {
			n = 1
			out = append(out, clause{typed: list[i], tokens: distinct(list[i], stems[i]), partial: i == len(list)-1})
		}
		i += n
	}
	return out
}

func distinct(a, b string) []string {
	if a == b {
		return []string{a}
	}
	return []string{a, b}
}

// distance is the number of letters to add, drop, change or swap with their
// neighbour to get from a to b, or limit+1 as soon as it is more than limit. Both
// are short and in lower case.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || len(b) >= maxTypo {
		return limit + 1
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if limit == 1 { // what most words are compared for
		switch {
		case len(a) == 0 && len(b) == 0:
			return 0
		case len(a) <= 1 && len(b) <= 1, len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]:
			return 1
		}
		return 2
	}
	var rows [3][maxTypo + 1]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above, two := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, above[j]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
	}
	return min(rows[len(a)%3][len(b)], limit+1)
}

// maxTypo is the longest word whose misspelling is looked for, in bytes.
const maxTypo = 24
