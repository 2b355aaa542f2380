package catalogue

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAStemIsARootOrTheWordItself(t *testing.T) {
	l := newLexicon()
	for word, want := range map[string]string{
		"pengering": "kering", "mengeringkan": "kering", "pakaian": "pakai", "memakai": "pakai", "dipakainya": "pakai",
		"penyaring": "saring", "menyandar": "sandar", "sandaran": "sandar", "penopang": "topang", "memotong": "potong",
		"berjalan": "jalan", "perawatan": "rawat", "pelatihan": "latih", "pengantin": "pengantin", "kecap": "kecap",
		"kecambah": "kecambah", "kursi": "kursi", "roda": "roda", "beroda": "roda", "makanan": "makan", "kerajinan": "kerajinan",
		"penarikan": "tarik", "tarikan": "tarik", "berikan": "beri", "pemberdayaan": "daya", "ketersediaan": "sedia", "pergelangan": "pergelangan",
		"peserta": "peserta", "berbicara": "bicara", "permintaannya": "minta", "wheelchairs": "wheelchair", "menulis": "tulis", "prostesis": "prostesis",
		"pemutar": "putar", "ketahanan": "tahan", "bantuan": "bantu", "membantu": "bantu", "xylofon": "xylofon", "di": "di",
	} {
		if got := l.stem(word); got != want {
			t.Errorf("stem(%s) = %s, want %s", word, got, want)
		}
	}
}

func TestPhrasesOfOneMeaningShareAToken(t *testing.T) {
	l := newLexicon()
	for _, group := range [][]string{
		{"kursi roda", "wheelchair", "Kursi-Roda"},
		{"tunanetra", "netra", "buta", "tuna netra"},
		{"tuli", "rungu", "tunarungu", "tuna rungu"},
		{"kaki palsu", "prostesis"},
		{"elektrik", "listrik", "bertenaga listrik"},
	} {
		var shared []string
		for i, phrase := range group {
			tokens := slices.DeleteFunc(l.tokens(phrase), func(s string) bool { return s[0] != '=' })
			if i == 0 {
				shared = tokens
			}
			shared = slices.DeleteFunc(shared, func(s string) bool { return !slices.Contains(tokens, s) })
		}
		if len(shared) == 0 {
			t.Errorf("%v share no meaning", group)
		}
	}
}

func TestAQueryIsReadByItsLongestPhrases(t *testing.T) {
	l := newLexicon()
	for _, c := range []struct {
		query string
		want  [][]string
	}{
		{"kursi roda elektrik", [][]string{{"=kursi roda"}, {"=elektrik"}}},
		{"kursi lipat", [][]string{{"=kursi"}, {"lipat"}}},
		{"kursi-kursi roda", [][]string{{"=kursi roda"}}},
		{"kursi roda untuk anak saya", [][]string{{"=kursi roda"}, {"=anak"}}},
		{"a wheelchair for children", [][]string{{"=kursi roda"}, {"=anak"}}},
		{"untuk yang", [][]string{{"untuk"}, {"yang"}}}, // nothing but small words
		{"meja k", [][]string{{"meja"}}},
		{"k", [][]string{{"k"}}},
		{"binat", [][]string{{"binat", "=laundry"}}},
		{"pengering rambut", [][]string{{"pengering", "kering"}, {"rambut"}}},
		{"alat bantu dengar", [][]string{{"=alat bantu dengar"}}},
		{"  !! ", nil},
		{"p b c d e f g h j k", [][]string{{"p"}, {"b"}, {"c"}, {"d"}, {"e"}, {"f"}, {"g"}, {"h"}}},
	} {
		var got [][]string
		for _, x := range l.clauses(c.query) {
			got = append(got, x.tokens)
		}
		if !slices.EqualFunc(got, c.want, slices.Equal) {
			t.Errorf("clauses(%q) = %v, want %v", c.query, got, c.want)
		}
	}
}

// TestDistanceIsThatOfTheTextbook compares with the full table of optimal string
// alignment.
func TestDistanceIsThatOfTheTextbook(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"kursi", "kursi", 0}, {"kusri", "kursi", 1}, {"krusi", "kursi", 1}, {"kurs", "kursi", 1}, {"kursii", "kursi", 1}, {"tongkat", "tingkit", 2}, {"a", "abcd", 3}} {
		if got := distance(c.a, c.b, 2); got != min(c.want, 3) {
			t.Errorf("distance(%s, %s) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		word := rapid.StringMatching(`[abc]{0,7}`)
		a, b := word.Draw(r, "a"), word.Draw(r, "b")
		for limit := 1; limit <= 2; limit++ {
			if got, want := distance(a, b, limit), min(textbook(a, b), limit+1); got != want {
				r.Fatalf("distance(%q, %q) within %d = %d, want %d", a, b, limit, got, want)
			}
		}
	})
}

func textbook(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0:
				d[i][j] = j
			case j == 0:
				d[i][j] = i
			default:
				cost := 1
				if a[i-1] == b[j-1] {
					cost = 0
				}
				d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(a)][len(b)]
}

// tokens are what a text is found by: its words, their stems, and the meanings
// of its phrases. Each stands once, in alphabetical order.
func (l *lexicon) tokens(text string) []string {
	list := words(text)
	stems := l.stems(list)
	out := append(list, stems...)
	for i := range stems {
		for n := 1; n <= l.longest && i+n <= len(stems); n++ {
			if c, ok := l.concepts[strings.Join(stems[i:i+n], " ")]; ok {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
