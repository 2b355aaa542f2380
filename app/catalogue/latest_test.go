package catalogue

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/op"
)

func TestTheLatestAreTheFirstOfAllInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := newIndex()
		count, n := rapid.IntRange(0, 40).Draw(t, "entries"), rapid.IntRange(1, 10).Draw(t, "wanted")
		var want []string
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		type dated struct {
			at   time.Time
			id   op.ID
			name string
		}
		var all []dated
		for i := range count {
			e := Entry{ID: op.ID{15: byte(i)}, Type: OfModel, Title: fmt.Sprint("alat ", i), ChangedAt: day.AddDate(0, 0, rapid.IntRange(0, 5).Draw(t, "day")), Recalled: i%2 == 0}
			x.put(e)
			if e.Recalled {
				all = append(all, dated{e.ChangedAt, e.ID, e.Title})
			}
		}
		slices.SortFunc(all, func(a, b dated) int {
			if c := b.at.Compare(a.at); c != 0 {
				return c
			}
			return slices.Compare(a.id[:], b.id[:])
		})
		for _, d := range all[:min(n, len(all))] {
			want = append(want, d.name)
		}
		x.settle()
		c := &Catalogue{}
		c.now.Store(x)
		hits, err := c.Latest(n, func(e *Entry) bool { return e.Recalled })
		var got []string
		for _, h := range hits {
			got = append(got, h.Entry().Title)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("Latest(%d) = %v, %v, want %v", n, got, err, want)
		}
	})
}
