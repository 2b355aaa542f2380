package catalogue

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// marked is the excerpt of the one entry that a query finds, with its hits in
// brackets.
func marked(t *testing.T, x *index, q string) string {
	t.Helper()
	r, err := x.search(Query{Q: q})
	if err != nil || len(r.Hits) != 1 {
		t.Fatalf("search %q: %d hits, %v", q, len(r.Hits), err)
	}
	var b strings.Builder
	for _, s := range r.Hits[0].Excerpt() {
		if s.Hit {
			b.WriteString("[" + s.Text + "]")
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func TestAnExcerptShowsWhereTheWordsStand(t *testing.T) {
	x := indexOf(entry(1, "Kereta tolak", func(e *Entry) {
		e.Summary = "Ringkas."
		e.Text = "Ringkas. Kursi-roda (beroda empat) untuk anak, dibuat dari pipa. Mengeringkan pakaian tidak perlu. " +
			strings.Repeat("Lalu ada banyak kata lain di sini yang tidak dicari. ", 8) + "Pada akhirnya, sebuah wheelchair! <b>Kuat</b> & ringan."
	}))
	rest := "Mengeringkan pakaian tidak perlu. Lalu ada banyak kata lain di sini yang tidak dicari. "
	for _, c := range []struct{ q, want string }{
		{"kursi roda", "Ringkas. [Kursi-roda] (beroda empat) untuk anak, dibuat dari pipa. Mengeringkan pakaian tidak perlu. Lalu ada banyak kata lain …"},
		{"roda empat", "Ringkas. [Kursi-roda] ([beroda empat]) untuk anak, dibuat dari pipa. Mengeringkan pakaian tidak perlu. Lalu ada banyak kata lain …"},
		{"kering", "… [Mengeringkan]" + rest[len("Mengeringkan"):] + "Lalu ada banyak kata lain di sini yang …"},
		{"pip", "… Kursi-roda (beroda empat) untuk anak, dibuat dari [pipa]. Mengeringkan pakaian tidak perlu. Lalu ada banyak kata lain di sini …"},
		{"ringn", "… <b>Kuat</b> & [ringan]."},
		{"kereta", ""},
	} {
		if got := marked(t, x, c.q); got != c.want {
			t.Errorf("excerpt of %q:\n got %s\nwant %s", c.q, got, c.want)
		}
	}
}

// TestAnExcerptIsAPartOfTheText takes the dots away and finds the rest in the
// text, however it is written.
func TestAnExcerptIsAPartOfTheText(t *testing.T) {
	parts := []string{"kursi", "roda,", "(tongkat)", "élan", "—", "“kopi”", "a-b", "x", "\u202eabc", "<script>", "3.5", "‘"}
	rapid.Check(t, func(r *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 80).Draw(r, "text"), " ")
		x := indexOf(entry(1, "lampu", func(e *Entry) { e.Text = text }))
		res, err := x.search(Query{Q: rapid.SampledFrom([]string{"kursi", "roda", "abc", "script", "elan", "b", "kursi roda", "lampu kopi"}).Draw(r, "q")})
		if err != nil {
			r.Fatal(err)
		}
		for _, h := range res.Hits {
			var all strings.Builder
			for _, s := range h.Excerpt() {
				all.WriteString(s.Text)
			}
			got := strings.TrimSuffix(strings.TrimPrefix(all.String(), "… "), " …")
			if !strings.Contains(text, got) {
				r.Fatalf("%q is no part of %q", got, text)
			}
		}
	})
}

func TestWhatIsTypedIsGoneOnWith(t *testing.T) {
	x := shelf()
	for _, c := range []struct{ q, want string }{
		{"", ""},
		{"ku", "kursi | Kursi roda elektrik"},
		{"kursi ro", "kursi roda | Kursi roda elektrik"},
		{"KURSI", "Kursi roda elektrik"},
		{"tongkat ", "Tongkat adaptif"},
		{"kopi ton", ""},
		{"zzz", ""},
	} {
		if got := strings.Join(x.suggest(c.q), " | "); got != c.want {
			t.Errorf("suggest(%q) = %s, want %s", c.q, got, c.want)
		}
	}
}
