package outcome

import (
	"fmt"
	"time"

	"lumbung/app/allocation"
	"lumbung/storage"
)

// Verify recomputes the keys of every table and counts every tally anew.
func Verify(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, verify := range []func(storage.Reader) (storage.Report, error){
		followUps.Verify, referrals.Verify, tallies.Verify, groupTallies.Verify, recount, recountGroups,
	} {
		rep, err := verify(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	return reports, nil
}

// sums counts tallies anew.
type sums map[Tally]int64

func (s sums) add(centre string, at time.Time, name string) {
	s[Tally{Centre: centre, Name: name, Month: allocation.MonthOf(at)}]++
}

func recount(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "outcome tally counted"}
	want, reached := sums{}, devices{}
	for f, err := range followUps.All(r, storage.FollowUpByID.Key()) {
		if err != nil {
			return rep, err
		}
		if f.State != Dropped {
			want.add(f.Centre, f.Due, "due")
		}
		if f.State == Done {
			for _, name := range f.counts() {
				want.add(f.Centre, f.Met, name)
			}
			reached.add(f, want)
		}
	}
	reached.fates(want)
	for g, err := range referrals.All(r, storage.ReferralByID.Key()) {
		if err != nil {
			return rep, err
		}
		for _, name := range g.counts() {
			want.add(g.Centre, g.Sent, name)
		}
	}
	return want.compare(r, rep)
}

func (s sums) compare(r storage.Reader, rep storage.Report) (storage.Report, error) {
	find := func(t Tally, stored, counted int64) {
		text := fmt.Sprintf("%s %s %d: stored %d, counted %d", t.Centre, t.Name, t.Month, stored, counted)
		rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: text})
	}
	for t, err := range Tallies(r, "") {
		if err != nil {
			return rep, err
		}
		rep.Records++
		stored := t.Count
		t.Count = 0
		if s[t] != stored {
			find(t, stored, s[t])
		}
		delete(s, t)
	}
	for t, n := range s {
		find(t, 0, n)
	}
	return rep, nil
}

// Export emits every record of the feature; what is sealed stays sealed.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	return storage.Export(r, emit, &followUps, &referrals)
}
