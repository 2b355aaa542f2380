package innovation

import (
	"slices"
	"testing"

	"lumbung/storage"
)

func TestAFirstPublicationIsCountedOnce(t *testing.T) {
	b := newBench(t)
	rec := b.published()
	rec = b.must(b.Change(b.as(maker), filled(rec)))
	if rec.Submittable() { // a renewal of what is public already
		rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
		rec = b.must(b.Review(b.as(reviewer), Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: Publish}))
	}
	got, newest := b.told()
	if want := []Tally{{Month: 202603, Centre: "soeharso", Published: 1}}; !slices.Equal(got, want) {
		t.Errorf("Tallies = %+v, want %+v", got, want)
	}
	if !slices.Equal(newest, []string{rec.Slug}) {
		t.Errorf("Newest = %v, want %s", newest, rec.Slug)
	}
	b.sound()
	b.must(b.Archive(b.as(head), Closing{Innovation: rec.Slug, Reason: "Diganti"}))
	if _, newest := b.told(); len(newest) != 0 {
		t.Errorf("Newest with an archived one = %v, want none", newest)
	}
}

// told is what the command room reads of the registry.
func (b bench) told() (counts []Tally, newest []string) {
	b.Helper()
	err := b.deps.Store.View(b.Context(), func(r storage.Reader) error {
		for t, err := range Tallies(r) {
			if err != nil {
				return err
			}
			counts = append(counts, t)
		}
		for s, err := range Newest(r) {
			if err != nil {
				return err
			}
			newest = append(newest, s.Slug)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return counts, newest
}
