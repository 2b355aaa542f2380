package outcome

import (
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/storage"
)

// oldAtOnce is how many follow-ups one step of CountOldGroups looks at: of each
// device it reads about ten records and writes four.
const oldAtOnce = 100

// CountOldGroups brings a store to schema 2: devices that were handed over before
// groups of people were counted get theirs. They count in the quarter of the
// migration, as if they had been recorded now, so that what was told of earlier
// quarters stays true and the rule of small steps holds for them too.
func CountOldGroups(at time.Time) storage.Migration {
	return storage.Migration{To: 2, Name: "groups of earlier hand-overs", Step: func(w storage.Writer, from string) (string, error) {
		page, err := followUps.Page(w, storage.FollowUpByID.Key(), storage.Ask{Cursor: from, Limit: oldAtOnce})
		for i := range page.Items {
			if f := &page.Items[i]; err == nil && f.ID == f.First && f.Opened.IsZero() {
				err = countOld(w, f, at)
			}
		}
		return page.Next, err
	}}
}

// countOld puts one device into its groups, with all that was answered about it.
func countOld(w storage.Writer, first *FollowUp, at time.Time) error {
	person, err := beneficiary.PersonByID(w, first.Person)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return err
	}
	h, err := allocation.FindHandover(w, first.HandoverNo)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return err
	}
	h.Recorded = at.UTC()
	first.begin(person, h)
	sum := GroupTally{Given: 1}
	for f, err := range answersOf(w, *first) {
		if err != nil {
			return err
		}
		after := first.Standing.with(f)
		sum = sum.plus(after.counts(), 1).plus(first.Standing.counts(), -1).plus(f.asked(), 1)
		first.Standing = after
	}
	if err := followUps.Put(w, first); err != nil {
		return err
	}
	return countGroups(w, *first, QuarterOf(first.Opened), sum)
}

// answersOf yields what was answered about a device, in the order of the months.
func answersOf(r storage.Reader, first FollowUp) func(yield func(FollowUp, error) bool) {
	return func(yield func(FollowUp, error) bool) {
		if first.State == Done && !yield(first, nil) {
			return
		}
		for _, id := range first.Later {
			f, ok, err := followUps.Get(r, followUpKey(id))
			if err == nil && (!ok || f.State != Done) {
				continue
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}
