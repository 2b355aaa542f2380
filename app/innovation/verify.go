package innovation

import (
	"fmt"
	"slices"

	"lumbung/app/op"
	"lumbung/storage"
)

// Verify checks the tables of the registry and what holds between them: a
// record has the snapshot of its version, what is public was decided by a
// review, and each photo has been kept.
func Verify(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, verify := range []func(storage.Reader) (storage.Report, error){
		innovations.Verify, versions.Verify, films.Verify, tallies.Verify, verifyLives, verifyTallies,
	} {
		rep, err := verify(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	return reports, nil
}

func verifyLives(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "innovation life"}
	for rec, err := range innovations.All(r, storage.InnovationByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		broken, err := contradictions(r, &rec)
		if err != nil {
			return rep, err
		}
		for _, text := range broken {
			rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: rec.Code + ": " + text})
		}
	}
	return rep, nil
}

// contradictions lists what cannot be true of a record.
func contradictions(r storage.Reader, rec *Innovation) (found []string, err error) {
	last, reviewed := rec.LastReview()
	for text, broken := range map[string]bool{
		"published without public content":            rec.State == Published && rec.Public == nil,
		"public although no review published it":      rec.Public != nil && !reviewed,
		"refused although it is public":               rec.State == Refused && rec.Public != nil,
		"returned without a reason":                   rec.State == Returned && last.Reason == "",
		"reviewed by its own centre":                  slices.ContainsFunc(rec.Reviews, func(r Review) bool { return r.By.Centre == rec.Centre }),
		"public content that misses what it must say": rec.Public != nil && rec.Public.missing(ToPublish, rec.Rule) != nil,
		"public by one reviewer":                      rec.Public != nil && rec.Rule >= twoReviewers && agreed(rec) < ReviewersNeeded,
		"recalled without a reason":                   rec.State == Recalled && rec.Recall == nil,
		"recalled although it never was public":       rec.Recall != nil && rec.Public == nil,
		"cancelled although it is public":             rec.State == Cancelled && rec.Public != nil,
	} {
		if broken {
			found = append(found, text)
		}
	}
	v, ok, err := versions.Get(r, versions.ID(&Version{Innovation: rec.ID, Number: rec.Version}))
	if err != nil {
		return nil, err
	}
	if !ok || len(Differing(v.Content, rec.Content)) > 0 {
		found = append(found, fmt.Sprintf("version %d is not kept as it is", rec.Version))
	}
	for _, p := range rec.Photos {
		if _, ok, err := films.Get(r, films.ID(&film{Hash: p.Hash})); err != nil || !ok {
			return append(found, "photo "+p.Hash+" is not kept"), err
		}
	}
	return found, nil
}

// twoReviewers is the rule that brought the second reviewer.
const twoReviewers = 1

// agreed counts the different people who have ever agreed to publish a record.
func agreed(rec *Innovation) int {
	who := map[op.ID]bool{}
	for _, r := range rec.Reviews {
		if r.Decision == Publish {
			who[r.By.ID] = true
		}
	}
	return len(who)
}

// Export gives every record of the registry to emit, with its kind.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	return storage.Export(r, emit, &innovations, &versions, &films)
}
