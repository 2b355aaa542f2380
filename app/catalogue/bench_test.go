package catalogue

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/op"
)

// invention makes up entries, with words as unevenly spread as in a language:
// half of a text are two hundred words, and there are sixty thousand others.
type invention struct {
	r    *rand.Rand
	rare *rand.Zipf
}

func newInvention() invention {
	r := rand.New(rand.NewPCG(7, 7))
	return invention{r, rand.NewZipf(r, 1.1, 4, 60_000)}
}

var (
	things    = strings.Fields("kursi_roda tongkat kruk walker prostesis kopi batik lampu meja sepatu kasur alat_bantu_dengar motor_roda_tiga papan_huruf")
	ways      = strings.Fields("elektrik lipat ringan adaptif multiguna murah hemat untuk_anak")
	syllables = strings.Fields("ba be bi bo bu ca da di du ga gi ha hi ja ka ki ku la li lu ma mi mu na ni pa pi pu ra ri ru sa si su ta ti tu wa ya")
)

// word is the n-th invented word; the first of them are those of the field.
func (v invention) word(n uint64) string {
	if n < uint64(len(things)) {
		return strings.ReplaceAll(things[n], "_", " ")
	}
	var b strings.Builder
	for k := n + 41; k > 0; k /= uint64(len(syllables)) {
		b.WriteString(syllables[k%uint64(len(syllables))])
	}
	return b.String() + []string{"", "", "n", "kan", "an"}[n%5]
}

func (v invention) text(words int) string {
	var b strings.Builder
	for range words {
		b.WriteString(v.word(v.rare.Uint64()))
		b.WriteString([]string{" ", " ", " ", " ", ", ", ". "}[v.r.IntN(6)])
	}
	return strings.TrimSpace(b.String())
}

func (v invention) entry(i int) Entry {
	at := v.r.IntN(31)
	kinds := Kinds()
	title := strings.ReplaceAll(fmt.Sprintf("%s %s %s %d", things[v.r.IntN(len(things))], ways[v.r.IntN(len(ways))], v.word(v.rare.Uint64()), i%97), "_", " ")
	text := v.text(110)
	e := Entry{
		ID:   op.ID{0: 1, 12: byte(i >> 24), 13: byte(i >> 16), 14: byte(i >> 8), 15: byte(i)},
		Type: OfInnovation, Slug: fmt.Sprintf("%s-%d", strings.ReplaceAll(title, " ", "-"), i), Code: fmt.Sprintf("SKA-%d-%04d", 2015+i%12, i/12),
		Title: title, Summary: firstSentence(text), Text: text, Words: v.text(6), Kind: kinds[v.r.IntN(len(kinds))],
		Disabilities: [][]string{{"fisik"}, {"netra"}, {"rungu", "wicara"}, nil}[v.r.IntN(4)],
		Centre:       fmt.Sprint("sentra-", at), CentreName: fmt.Sprintf("Sentra Terpadu Contoh %d di Kota %d", at, at), Province: fmt.Sprint(11 + at*2/3),
		TKT: v.r.IntN(10), ISO: []string{"12 23 06", "12 03 03", "22 06", "06 24 09", "09 33", "04 33 03", "18 12", ""}[v.r.IntN(8)], Open: v.r.IntN(5) == 0,
		Photo:       innovation.Photo{Hash: fmt.Sprintf("%032x", i), Alt: v.text(6), Width: 1280, Height: 960, Widths: []int{320, 640, 1280}},
		PublishedAt: day.Add(time.Duration(i) * time.Minute), ChangedAt: day.Add(time.Duration(i) * time.Minute),
	}
	if i%3 == 0 {
		e.Type, e.Kind = OfModel, KindModel
	}
	e.Supply.Ready = int64(v.r.IntN(3))
	return e
}

// crowd is a catalogue of n invented entries.
func crowd(n int) *index {
	v, x := newInvention(), newIndex()
	for i := range n {
		x.put(v.entry(i))
	}
	x.settle()
	return x
}

// mix is what people search for; each stands for as many of a hundred searches.
var mix = []struct {
	name  string
	share int
	q     Query
}{
	{"everything", 6, Query{}},
	{"by title", 2, Query{Sort: ByTitle}},
	{"synonym phrase", 14, Query{Q: "wheelchair"}},
	{"phrase and word", 12, Query{Q: "kursi roda lipat"}},
	{"one word", 16, Query{Q: "tongkat"}},
	{"two words", 12, Query{Q: "batik murah"}},
	{"rare word", 8, Query{Q: "dudika"}},
	{"beginning", 8, Query{Q: "wal"}},
	{"long beginning", 4, Query{Q: "prost"}},
	{"misspelt", 6, Query{Q: "prostessis"}},
	{"misspelt among others", 2, Query{Q: "kusri roda lipta"}},
	{"filters", 4, Query{Kind: []string{"model"}, Province: []string{"33"}, Ready: true}},
	{"word and filter", 4, Query{Q: "tongkat", Disabilities: []string{"netra"}, ISO: []string{"12"}}},
	{"nothing", 2, Query{Q: "kopi zzzzqqq"}},
}

// BenchmarkSearch is one query at a size; ns/op is the CPU of it.
func BenchmarkSearch(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		x, room := weighed(size)
		for _, c := range mix {
			b.Run(fmt.Sprintf("%d/%s", size, strings.ReplaceAll(c.name, " ", "-")), func(b *testing.B) {
				b.ReportAllocs()
				loop(b, func(int) {
					if _, err := x.search(c.q); err != nil {
						b.Fatal(err)
					}
				})
			})
		}
		b.Run(fmt.Sprint(size, "/mix"), func(b *testing.B) {
			var list []Query
			for _, c := range mix {
				for range c.share {
					list = append(list, c.q)
				}
			}
			loop(b, func(i int) {
				if _, err := x.search(list[i%len(list)]); err != nil {
					b.Fatal(err)
				}
			})
			b.ReportMetric(room, "index-MiB")
		})
		for name, q := range map[string]string{"suggest": "ku", "suggest-second": "kursi roda li"} {
			b.Run(fmt.Sprint(size, "/", name), func(b *testing.B) {
				loop(b, func(int) { x.suggest(q) })
			})
		}
		runtime.KeepAlive(x)
	}
}

// weighed is a catalogue with the memory it takes, in MiB.
func weighed(size int) (*index, float64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := crowd(size)
	runtime.GC()
	runtime.ReadMemStats(&after)
	return x, float64(after.HeapAlloc-before.HeapAlloc) / (1 << 20)
}

// BenchmarkBuild is the work of a new catalogue; ns/op is that of one entry.
func BenchmarkBuild(b *testing.B) {
	v := newInvention()
	entries := make([]Entry, 20_000)
	for i := range entries {
		entries[i] = v.entry(i)
	}
	for b.Loop() {
		x := newIndex()
		for _, e := range entries {
			x.put(e)
		}
		x.settle()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(entries)), "ns/entry")
}

// BenchmarkPut is one changed entry at a size.
func BenchmarkPut(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		x := crowd(size)
		e := x.docs[size/2].entry()
		b.Run(fmt.Sprint(size, "/supply"), func(b *testing.B) {
			for b.Loop() {
				e.Supply.Ready++
				x.resupply(e)
			}
		})
		b.Run(fmt.Sprint(size, "/text"), func(b *testing.B) {
			for b.Loop() {
				e.Summary = "sebuah ringkasan yang baru"
				x.put(e)
			}
		})
	}
}

// spent is the processor's time of this process.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// loop is a benchmark that also reports the processor's time, which others on the
// machine do not lengthen.
func loop(b *testing.B, do func(i int)) {
	began, n := spent(), 0
	for ; b.Loop(); n++ {
		do(n)
	}
	b.ReportMetric(float64(spent()-began)/float64(n), "cpu-ns/op")
}
