package catalogue

import (
	"cmp"
	"slices"
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
	{"member", []string{""}},
	{"pember", []string{""}},
	{"keber", []string{""}},
	{"keter", []string{""}},
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

// suffixes, the last one that of the plural in English.
var suffixes = []string{"kannya", "annya", "kan", "nya", "an", "lah", "kah", "pun", "ku", "mu", "i", "s"}

// stem brings a word back to its root, when one of the roots that we know can
// have grown into it; of several the longest: penarikan is of tarik, not of tari.
// A word of which we know no root stays whole: a stemmer that strips by rule alone
// makes a ring of pengering and a cap of kecap.
func (l *lexicon) stem(word string) string {
	if len(word) < 5 || l.roots[word] {
		return word
	}
	root := ""
	note := func(bare string) {
		if len(bare) > len(root) && l.roots[bare] {
			root = bare
		}
	}
	without := withoutSuffix(word)
	for _, bare := range without { // first, since berikan is beri-kan, not ber-ikan
		note(bare)
	}
	if root != "" {
		return root
	}
	for _, bare := range append([]string{word}, without...) {
		for _, p := range prefixes {
			if rest, ok := strings.CutPrefix(bare, p.text); ok {
				for _, letter := range p.restores {
					note(letter + rest)
				}
			}
		}
	}
	return cmp.Or(root, word)
}

func withoutSuffix(word string) (bare []string) {
	for _, s := range suffixes {
		if rest, ok := strings.CutSuffix(word, s); ok && len(rest) >= 3 {
			bare = append(bare, rest)
		}
	}
	return bare
}

// lexicon is what the search knows of the language: roots, small words, and
// phrases that mean the same.
type lexicon struct {
	roots    map[string]bool
	stops    map[string]bool
	concepts map[string]string     // phrase of stems to the token of its meaning
	longest  int                   // words in the longest phrase
	opens    map[string]int        // first stem of a phrase to the words in the longest such
	phrases  map[string][][]string // token of a meaning to its phrases
	typed    []spoken              // phrases as people type them, in order
}

// spoken is a phrase and the token of its meaning.
type spoken struct{ text, meaning string }

func newLexicon() *lexicon {
	l := &lexicon{
		roots: map[string]bool{}, stops: map[string]bool{}, concepts: map[string]string{}, opens: map[string]int{}, phrases: map[string][][]string{},
	}
	for w := range strings.FieldsSeq(roots) {
		l.roots[w] = true
	}
	for w := range strings.FieldsSeq(stops) {
		l.stops[w] = true
	}
	for line := range strings.Lines(synonyms) {
		for phrase := range strings.SplitSeq(line, "=") {
			if list := words(phrase); len(list) == 1 {
				l.roots[list[0]] = true
			}
		}
	}
	for line := range strings.Lines(synonyms) {
		phrases := strings.Split(strings.TrimSpace(line), "=")
		for _, phrase := range phrases {
			stems := l.stems(words(phrase))
			meaning := "=" + strings.TrimSpace(phrases[0])
			l.typed = append(l.typed, spoken{strings.Join(words(phrase), " "), meaning})
			l.concepts[strings.Join(stems, " ")] = meaning
			l.phrases[meaning] = append(l.phrases[meaning], stems)
			l.opens[stems[0]] = max(l.opens[stems[0]], len(stems))
			l.longest = max(l.longest, len(stems))
		}
	}
	slices.SortFunc(l.typed, func(a, b spoken) int { return strings.Compare(a.text, b.text) })
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

// clauses reads a query: the longest known phrase first, else word by word. Small
// words count only where there are no others, and a word said twice (kursi-kursi)
// counts once.
func (l *lexicon) clauses(query string) []clause {
	list := slices.Compact(words(query))
	out := l.read(list, l.stops)
	if len(out) == 0 {
		out = l.read(list, nil)
	}
	if n := len(out) - 1; n > 0 && out[n].partial && len(out[n].typed) == 1 {
		out = out[:n] // the first letter of what is to come says nothing
	}
	return out
}

func (l *lexicon) read(list []string, small map[string]bool) (out []clause) {
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
			if !small[list[i]] {
				out = append(out, l.word(list[i], stems[i], i == len(list)-1))
			}
		}
		i += n
	}
	return out
}

// word is the clause of one word; the last may become a word with a meaning.
func (l *lexicon) word(typed, stem string, last bool) clause {
	c := clause{typed: typed, tokens: distinct(typed, stem), partial: last}
	if last && len(typed) >= leastBegun {
		at, _ := slices.BinarySearchFunc(l.typed, typed, func(s spoken, typed string) int { return strings.Compare(s.text, typed) })
		for ; at < len(l.typed) && strings.HasPrefix(l.typed[at].text, typed); at++ {
			if m := l.typed[at].meaning; !slices.Contains(c.tokens, m) {
				c.tokens = append(c.tokens, m)
			}
		}
	}
	return c
}

// leastBegun is how many letters of a word with a meaning must stand there before
// what means the same is found too.
const leastBegun = 4

// known tells whether a part of a query is right as it is spelt, whether or not
// anything is found by it.
func (l *lexicon) known(c clause) bool {
	return c.tokens[0][0] == '=' || l.roots[l.stem(c.typed)] || l.stops[c.typed]
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
