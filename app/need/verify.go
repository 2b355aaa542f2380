package need

import (
	"fmt"
	"strings"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// Verify checks the tables of the register, counts the voices of each need anew,
// and looks that what was dropped or waits belongs to no need.
func Verify(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, verify := range []func(storage.Reader) (storage.Report, error){
		needs.Verify, voices.Verify, heard.Verify, tallies.Verify, verifyTallies, verifyHeard,
	} {
		rep, err := verify(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	return reports, nil
}

// sums is the voices counted anew, and the people.
type sums struct {
	tallies map[string]Tally
	voices  map[op.ID]int64
	people  map[op.ID]int64
}

func (s sums) add(t Tally, n, people int64) {
	key := string(tallies.ID(&t))
	t.Count = s.tallies[key].Count + n
	s.tallies[key] = t
	s.voices[t.Need] += n
	s.people[t.Need] += people
}

func recount(r storage.Reader) (sums, error) {
	s := sums{map[string]Tally{}, map[op.ID]int64{}, map[op.ID]int64{}}
	for v, err := range voices.All(r, storage.NeedVoiceByID.Key()) {
		if err != nil {
			return s, err
		}
		if !v.Need.IsZero() {
			s.add(Tally{Need: v.Need, Source: v.Source, Province: v.Province}, 1, v.People)
		}
	}
	for w, err := range heard.All(r, storage.NeedHeardByWords.Key()) {
		if err != nil {
			return s, err
		}
		if !w.Need.IsZero() {
			s.add(Tally{Need: w.Need, Source: FromSearch}, w.Count, 0)
		}
	}
	return s, nil
}

func verifyTallies(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "need tally"}
	counted, err := recount(r)
	if err != nil {
		return rep, err
	}
	for t, err := range tallies.Range(r, storage.NeedTally.Key(), kv.PrefixEnd(storage.NeedTally.Key())) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		key := string(tallies.ID(&t))
		if want := counted.tallies[key]; t != want {
			finding(&rep, "stored %+v, counted %+v", t, want)
		}
		delete(counted.tallies, key)
	}
	for _, t := range counted.tallies {
		finding(&rep, "%+v is missing", t)
	}
	for n, err := range needs.All(r, storage.NeedByID.Key()) {
		if err != nil {
			return rep, err
		}
		if n.Voices != counted.voices[n.ID] || n.People != counted.people[n.ID] {
			finding(&rep, "%s: %d voices and %d people stored, %d and %d counted", n.Slug, n.Voices, n.People, counted.voices[n.ID], counted.people[n.ID])
		}
	}
	return rep, nil
}

// verifyHeard counts the rows of what was heard, and looks at the stage of each
// voice.
func verifyHeard(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "heard rows"}
	n := int64(0)
	for w, err := range heard.All(r, storage.NeedHeardByWords.Key()) {
		if err != nil {
			return rep, err
		}
		if strings.HasPrefix(w.Roots, veil) && (w.Text != "" || w.Count >= LeastHeard || !w.Need.IsZero()) {
			finding(&rep, "words that were heard %d times stand under a veil, and can be read: %t", w.Count, w.Text != "")
		}
		n++
	}
	rep.Records = int(n)
	count, _, err := heardRows.Get(r, storage.NeedHeardRows.Key())
	if err != nil {
		return rep, err
	}
	if count.Heard != n {
		finding(&rep, "%d rows of words stored, %d counted", count.Heard, n)
	}
	for v, err := range voices.All(r, storage.NeedVoiceByID.Key()) {
		if err != nil {
			return rep, err
		}
		if (v.Stage == Grouped) != !v.Need.IsZero() || v.Shown && v.Stage != Grouped {
			finding(&rep, "voice %s is %s, of need %s, shown %t", v.ID, v.Stage, v.Need, v.Shown)
		}
	}
	return rep, nil
}

func finding(rep *storage.Report, format string, args ...any) {
	rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf(format, args...)})
}

// Export gives every record of the register to emit.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	return storage.Export(r, emit, &needs, &voices, &heard)
}
