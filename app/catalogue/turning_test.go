package catalogue

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestWhatStaysIsSeenOnceWhilePagesAreTurned changes the catalogue between one
// page and the next: whoever reads a list to its end has seen every entry that
// stayed as it was once, and never twice.
func TestWhatStaysIsSeenOnceWhilePagesAreTurned(t *testing.T) {
	vocabulary := []string{"kursi", "roda", "batik", "kopi", "lampu"}
	rapid.Check(t, func(r *rapid.T) {
		next := 0
		fresh := func() Entry {
			e := entry(next, strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 3).Draw(r, "title"), " "), ready(rapid.Int64Range(0, 3).Draw(r, "ready")))
			e.Words = rapid.SampledFrom(vocabulary).Draw(r, "text")
			e.PublishedAt = day.Add(time.Duration(rapid.IntRange(0, 5).Draw(r, "age")) * time.Hour)
			next++
			return e
		}
		x, stays := newIndex(), map[string]Entry{}
		for range rapid.IntRange(1, 80).Draw(r, "entries") {
			e := fresh()
			x.put(e)
			stays[e.Slug] = e
		}
		x.settle()
		q := Query{
			Q:    rapid.SampledFrom([]string{"", "kursi", "batik kopi"}).Draw(r, "q"),
			Sort: rapid.SampledFrom(Sorts()).Draw(r, "sort"), Limit: rapid.IntRange(1, 9).Draw(r, "limit"),
		}
		var seen []string
		for {
			page, err := x.search(q)
			if err != nil {
				r.Fatal(err)
			}
			for _, h := range page.Hits {
				seen = append(seen, h.Entry().Slug)
			}
			if page.Next == "" {
				break
			}
			q.Cursor = page.Next
			for range rapid.IntRange(0, 3).Draw(r, "changes") {
				if rapid.Bool().Draw(r, "new") {
					x.put(fresh())
					continue
				}
				slug := rapid.SampledFrom(slugsOf(stays)).Draw(r, "which")
				if e := stays[slug]; rapid.Bool().Draw(r, "moved") {
					moved := fresh()
					moved.ID, moved.Slug = e.ID, e.Slug
					x.put(moved)
				} else {
					x.remove(e.ID)
				}
				if delete(stays, slug); len(stays) == 0 {
					return
				}
			}
		}
		q.Cursor, q.Limit = "", maxPage
		found, _ := walk(r, x, q)
		for _, e := range stays {
			matches := slices.Contains(found, e.Slug)
			if n := len(seen) - len(slices.DeleteFunc(slices.Clone(seen), func(s string) bool { return s == e.Slug })); n != btoi(matches) {
				r.Fatalf("%s was seen %d times in %v", e.Slug, n, seen)
			}
		}
	})
}

func slugsOf(list map[string]Entry) (slugs []string) {
	for slug := range list {
		slugs = append(slugs, slug)
	}
	slices.Sort(slugs)
	return slugs
}
