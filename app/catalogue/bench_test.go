package catalogue

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"lumbung/app/op"
)

// crowd is a catalogue of n invented entries, with words as unevenly spread as
// in a language.
func crowd(n int) *index {
	r := rand.New(rand.NewPCG(7, 7))
	rare := rand.NewZipf(r, 1.2, 8, 30_000)
	things := []string{"kursi roda", "tongkat", "kruk", "walker", "prostesis", "kopi", "batik", "lampu", "meja", "sepatu"}
	centres := []string{"soeharso", "meohai", "kartini", "wirajaya", "abiseka", "handayani", "satria", "antasena"}
	provinces := []string{"33", "74", "32", "73", "14", "31", "35", "51"}
	kinds := Kinds()
	x := newIndex()
	for i := range n {
		var text strings.Builder
		for range 30 {
			fmt.Fprintf(&text, "kata%d ", rare.Uint64())
		}
		at := r.IntN(len(centres))
		e := Entry{
			ID: op.ID{0: 1, 12: byte(i >> 24), 13: byte(i >> 16), 14: byte(i >> 8), 15: byte(i)}, Type: OfInnovation,
			Slug: fmt.Sprint("s-", i), Title: fmt.Sprintf("%s %s kata%d", things[r.IntN(len(things))], []string{"elektrik", "lipat", "ringan"}[r.IntN(3)], rare.Uint64()),
			Summary: text.String(), Kind: kinds[r.IntN(len(kinds))], Disabilities: []string{[]string{"fisik", "netra", "rungu"}[r.IntN(3)]},
			Centre: centres[at], CentreName: "Sentra " + centres[at], Province: provinces[at],
			PublishedAt: day.Add(time.Duration(i) * time.Minute),
		}
		e.Supply.Ready = int64(r.IntN(3))
		x.put(e)
	}
	x.settle()
	return x
}

// BenchmarkSearch is one query at a size; ns/op is the CPU of it.
func BenchmarkSearch(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		x := crowd(size)
		runtime.GC()
		runtime.ReadMemStats(&after)
		first, err := x.search(Query{})
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range []struct {
			name string
			q    Query
		}{
			{"all", Query{}},
			{"second page", Query{Cursor: first.Next}},
			{"by title", Query{Sort: ByTitle}},
			{"common word", Query{Q: "kursi roda"}},
			{"two words", Query{Q: "kursi roda lipat"}},
			{"rare word", Query{Q: "kata900"}},
			{"beginning", Query{Q: "wal"}},
			{"misspelt", Query{Q: "prostessis"}},
			{"filters", Query{Kind: []string{"model"}, Province: []string{"33"}, Ready: true}},
			{"word and filter", Query{Q: "tongkat", Ready: true}},
			{"nothing", Query{Q: "kopi tongkat"}},
		} {
			b.Run(fmt.Sprintf("%d/%s", size, strings.ReplaceAll(c.name, " ", "-")), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := x.search(c.q); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "index-MiB")
			})
		}
		runtime.KeepAlive(x)
	}
}

// BenchmarkPut is one changed entry at a size.
func BenchmarkPut(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		x := crowd(size)
		e := x.docs[size/2].entry
		b.Run(fmt.Sprint(size, "/supply"), func(b *testing.B) {
			for b.Loop() {
				e.Supply.Ready++
				x.resupply(e)
			}
		})
		b.Run(fmt.Sprint(size, "/text"), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				e.Summary = "sebuah ringkasan yang baru"
				x.put(e)
			}
		})
	}
}
