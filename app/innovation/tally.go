package innovation

import (
	"fmt"
	"iter"
	"time"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// Tally counts the innovations that a centre published for the first time in a
// month. It is moved in the transaction of the review, and Verify counts anew.
type Tally struct {
	Month     int    `cbor:"1,keyasint" json:"month"` // 202605, in WIB
	Centre    string `cbor:"2,keyasint" json:"centre"`
	Published int64  `cbor:"3,keyasint" json:"published"`
}

var tallies = storage.Table[Tally]{
	Kind: "innovation tally",
	ID:   func(t *Tally) storage.Key { return storage.InnovationTally.Key().Int(int64(t.Month)).Text(t.Centre) },
}

var wib = time.FixedZone("WIB", 7*60*60)

// MonthOf returns the month of an instant as tallies name it, 202605, in WIB.
func MonthOf(at time.Time) int {
	at = at.In(wib)
	return at.Year()*100 + int(at.Month())
}

// Tallies yields the tallies of all months and centres, the oldest month first.
func Tallies(r storage.Reader) iter.Seq2[Tally, error] {
	return tallies.All(r, storage.InnovationTally.Key())
}

// Newest yields what the public may read, what was published last first. Those
// that are archived or recalled are left out.
func Newest(r storage.Reader) iter.Seq2[Sheet, error] {
	return func(yield func(Sheet, error) bool) {
		for rec, err := range innovations.AllBack(r, storage.InnovationPublished.Key()) {
			sheet, ok := rec.Sheet()
			if err == nil && (!ok || !sheet.Offered()) {
				continue
			}
			if !yield(sheet, err) || err != nil {
				return
			}
		}
	}
}

// countFirst counts the publication of a record if it is its first.
func countFirst(tx *op.Tx, rec *Innovation) error {
	if !rec.PublishedAt.Equal(rec.RenewedAt) {
		return nil
	}
	t := Tally{Month: MonthOf(rec.PublishedAt), Centre: rec.Centre}
	old, _, err := tallies.Get(tx, tallies.ID(&t))
	if err != nil {
		return err
	}
	t.Published = old.Published + 1
	return tallies.Put(tx, &t)
}

func verifyTallies(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "innovation tally"}
	counted := map[Tally]int64{}
	for rec, err := range innovations.All(r, storage.InnovationPublished.Key()) {
		if err != nil {
			return rep, err
		}
		counted[Tally{Month: MonthOf(rec.PublishedAt), Centre: rec.Centre}]++
	}
	for t, err := range tallies.Range(r, storage.InnovationTally.Key(), kv.PrefixEnd(storage.InnovationTally.Key())) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		key := Tally{Month: t.Month, Centre: t.Centre}
		if counted[key] != t.Published {
			rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf("%s %d: stored %d, counted %d", t.Centre, t.Month, t.Published, counted[key])})
		}
		delete(counted, key)
	}
	for key := range counted {
		rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf("%s %d is missing", key.Centre, key.Month)})
	}
	return rep, nil
}
