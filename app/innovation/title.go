package innovation

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// PlainWords splits a text into its words in lower case without diacritics:
// "Kursi-Roda Élektrik" gives kursi, roda, elektrik.
func PlainWords(text string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '`':
			// the accent of é, and the mark in Darussa'adah, divide nothing
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// TitleSlug turns a title into the last part of an address: its words as far as
// they fit into sixty letters; "" for a title of none.
func TitleSlug(title string) string {
	const longest = 60
	var slug string
	for _, w := range PlainWords(title) {
		w = strings.Map(func(r rune) rune {
			if r > unicode.MaxASCII {
				return -1
			}
			return r
		}, w)
		if w != "" && len(slug)+len(w) < longest {
			slug = strings.TrimPrefix(slug+"-"+w, "-")
		}
	}
	return slug
}

// reserved are last parts of addresses that are pages of their own.
var reserved = []string{"", "baru"}

// newName gives a new record its code and its slug. The slug is the title; one
// that has been taken gets the year and number of the code as well.
func newName(tx *op.Tx, title string) (code, slug string, err error) {
	year := tx.At.In(time.FixedZone("WIB", 7*60*60)).Year()
	n, err := tx.Count(op.Headquarters, "innovation", year)
	if err != nil {
		return "", "", err
	}
	code, slug = fmt.Sprintf("SKA-%d-%04d", year, n), TitleSlug(title)
	_, taken, err := tx.Get(slugKey(slug))
	if err != nil {
		return "", "", err
	}
	if taken || slices.Contains(reserved, slug) {
		slug = strings.TrimPrefix(fmt.Sprintf("%s-%d-%04d", slug, year, n), "-")
	}
	return code, slug, nil
}

// fillers say nothing about what a title is about.
var fillers = []string{"bagi", "dan", "dari", "dengan", "di", "ke", "oleh", "pada", "serta", "untuk", "yang", "the", "of", "for", "and"}

// titleWords are the words that tell titles apart, without order, at most eight.
func titleWords(title string) []string {
	words := slices.DeleteFunc(PlainWords(title), func(w string) bool { return slices.Contains(fillers, w) })
	slices.Sort(words)
	words = slices.Compact(words)
	return words[:min(len(words), 8)]
}

// likeness is the share of common words among all words of two titles.
func likeness(a, b []string) float64 {
	common := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			common++
		}
	}
	if all := len(a) + len(b) - common; all > 0 {
		return float64(common) / float64(all)
	}
	return 0
}

// alike is the likeness from which a title is worth a warning.
const alike = 0.6

// lookalikes returns the records with nearly the same title, the most alike
// first, at most three of those that see lets through. It reads lists: it warns
// and must never forbid.
func lookalikes(r storage.Reader, title string, see func(*Innovation) bool) ([]Innovation, error) {
	words := titleWords(title)
	keys, err := candidates(r, words)
	if err != nil {
		return nil, err
	}
	var found []Innovation
	for _, key := range keys {
		i, ok, err := innovations.Get(r, storage.Key(key))
		if err != nil {
			return nil, err
		}
		if ok && likeness(words, titleWords(i.Title)) >= alike && see(&i) {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b Innovation) int {
		return cmp.Compare(likeness(words, titleWords(b.Title)), likeness(words, titleWords(a.Title)))
	})
	return found[:min(len(found), 3)], nil
}

// candidates are the primary keys of the records that share most words with a
// title, at most twenty.
func candidates(r storage.Reader, words []string) ([]string, error) {
	const perWord, most = 300, 20
	shared := map[string]int{}
	for _, w := range words {
		prefix, n := storage.InnovationByWord.Key().Text(w), 0
		for e, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
			if err != nil {
				return nil, err
			}
			shared[string(bytes.Clone(e.Value))]++
			if n++; n == perWord {
				break
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(shared), func(a, b string) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b))
	})
	return keys[:min(len(keys), most)], nil
}
