package outcome

import (
	"iter"

	"lumbung/app/op"
	"lumbung/storage"
)

// Fate is what became of a device by the latest answer about it.
type Fate string

// The fates. A device that nobody was reached about has none.
const (
	Unasked Fate = ""
	Helped  Fate = "fate_helped" // it is used, and the person reached their goal with it
	Used    Fate = "fate_used"   // it is used
	Ended   Fate = "fate_ended"  // it is not used any more, came back, or the person died
)

// Fates lists the fates that are counted.
func Fates() []Fate { return []Fate{Helped, Used, Ended} }

// fate is what an answer says; Unasked for somebody who could not be found.
func (f FollowUp) fate() Fate {
	switch inUse := f.Use == Daily || f.Use == Sometimes; {
	case f.Use == Unreachable:
		return Unasked
	case inUse && f.Goal == "yes":
		return Helped
	case inUse:
		return Used
	default:
		return Ended
	}
}

// see counts an answer where its question belongs: "reached" in the month in
// which the follow-up was due, so that it can stand beside "due"; and the fate
// of the device in the month in which it was given, each device once, so that
// what the fates lack of what was handed over is what nobody ever asked after.
// An answer to an earlier question does not undo that to a later one.
func see(tx *op.Tx, f FollowUp) error {
	fate := f.fate()
	if fate == Unasked {
		return nil
	}
	if err := count(tx, f.Centre, f.Due, "reached", 1); err != nil {
		return err
	}
	first, ok, err := followUps.Get(tx, followUpKey(f.First))
	if err != nil || !ok || f.Month < first.FateMonth {
		return err
	}
	if first.Fate != Unasked {
		if err := count(tx, f.Centre, f.Given, string(first.Fate), -1); err != nil {
			return err
		}
	}
	first.Fate, first.FateMonth = fate, f.Month
	if err := followUps.Put(tx, &first); err != nil {
		return err
	}
	return count(tx, f.Centre, f.Given, string(fate), 1)
}

// devices keep the latest answer about each device, by its first follow-up.
type devices map[op.ID]FollowUp

// add counts that somebody was reached, and remembers the answer.
func (d devices) add(f FollowUp, want sums) {
	if f.fate() == Unasked {
		return
	}
	want.add(f.Centre, f.Due, "reached")
	if f.Month >= d[f.First].Month {
		d[f.First] = f
	}
}

// fates counts what became of the devices.
func (d devices) fates(want sums) {
	for _, f := range d {
		want.add(f.Centre, f.Given, string(f.fate()))
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
