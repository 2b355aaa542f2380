package outcome

import (
	"iter"

	"lumbung/app/op"
	"lumbung/storage"
)

// see counts an answer where its question belongs: "reached" in the month in
// which the follow-up was due, so that it can stand beside "due", and "seen"
// once for each device in the month in which it was given, so that what is
// missing from what was handed over is what nobody ever asked after. Somebody
// who could not be found counts as neither.
func see(tx *op.Tx, f FollowUp) error {
	if f.Use == Unreachable {
		return nil
	}
	if err := count(tx, f.Centre, f.Due, "reached", 1); err != nil {
		return err
	}
	first, ok, err := followUps.Get(tx, followUpKey(f.First))
	if err != nil || !ok || first.Seen {
		return err
	}
	first.Seen = true
	if err := followUps.Put(tx, &first); err != nil {
		return err
	}
	return count(tx, f.Centre, f.Given, "seen", 1)
}

// devices are those that somebody was reached about, by their first follow-up.
type devices map[op.ID]bool

// add counts what see counts.
func (d devices) add(f FollowUp, want sums) {
	if f.Use == Unreachable {
		return
	}
	want.add(f.Centre, f.Due, "reached")
	if !d[f.First] {
		d[f.First] = true
		want.add(f.Centre, f.Given, "seen")
	}
}

// countReferral counts a referral under name, of all directorates general and of
// the one that it went to: "referral_sent" and "referral_sent_dayasos".
func countReferral(tx *op.Tx, g Referral, name string) error {
	for _, name := range []string{name, name + "_" + g.To} {
		if err := count(tx, g.Centre, g.Sent, name, 1); err != nil {
			return err
		}
	}
	return nil
}

// counts are the names that a referral counts under as it stands.
func (g Referral) counts() []string {
	names := []string{"referral_sent", "referral_sent_" + g.To}
	if g.Stage.Served() {
		names = append(names, "referral_served", "referral_served_"+g.To)
	}
	return names
}

// TalliesOf yields one count of a centre from a month (202605) on, in the order
// of months. Its work does not grow with the years before.
func TalliesOf(r storage.Reader, centre, name string, from int) iter.Seq2[Tally, error] {
	prefix := storage.OutcomeTally.Key().Text(centre).Text(name)
	return tallies.Range(r, prefix.Int(int64(from)), prefix.Int(lastMonth))
}

// DueAt yields the follow-ups that wait to be asked at a centre, the first due
// first. It is for showing who is late, never for counting.
func DueAt(r storage.Reader, centre string) iter.Seq2[FollowUp, error] {
	return followUps.All(r, storage.FollowUpDue.Key().Text(centre).Text(string(Due)))
}

// SentTo yields the referrals that a directorate general has not answered, the
// oldest first.
func SentTo(r storage.Reader, directorate string) iter.Seq2[Referral, error] {
	return referrals.All(r, storage.ReferralByState.Key().Text(directorate).Text(string(Sent)))
}

// lastMonth is after every month that a tally can name.
const lastMonth = 999999
