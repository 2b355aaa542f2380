package outcome

import (
	"fmt"
	"iter"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/op"
	"lumbung/storage"
)

// Tally is one count of a centre in a month. A rate is always shown as two of
// them: "in_use" of "followed", "followed" of "due". See counts for the names.
type Tally struct {
	Centre string `cbor:"1,keyasint" json:"centre"`
	Name   string `cbor:"2,keyasint" json:"name"`
	Month  int    `cbor:"3,keyasint" json:"month"` // 202605, in WIB
	Count  int64  `cbor:"4,keyasint" json:"count"`
}

var tallies = storage.Table[Tally]{
	Kind: "outcome tally",
	ID: func(t *Tally) storage.Key {
		return storage.OutcomeTally.Key().Text(t.Centre).Text(t.Name).Int(int64(t.Month))
	},
}

// Tallies yields the tallies of a centre by name and month, those of all centres
// when it is empty.
func Tallies(r storage.Reader, centre string) iter.Seq2[Tally, error] {
	prefix := storage.OutcomeTally.Key()
	if centre != "" {
		prefix = prefix.Text(centre)
	}
	return tallies.All(r, prefix)
}

// counts are the names that an answered follow-up counts under: "recorded" all,
// "followed" those that were reached, "in_use" those of them who use the device,
// and so on. "followed_3" and "in_use_3" are the same at three months. "due"
// stands in the month in which a follow-up is due, not in that of the answer.
func (f FollowUp) counts() []string {
	names := []string{"recorded"}
	add := func(is bool, name string) {
		if is {
			names = append(names, name)
		}
	}
	reached := f.Use != Unreachable
	inUse := f.Use == Daily || f.Use == Sometimes
	add(reached, "followed")
	add(reached, fmt.Sprintf("followed_%d", f.Month))
	add(!reached, "unreachable")
	add(inUse, "in_use")
	add(inUse, fmt.Sprintf("in_use_%d", f.Month))
	add(f.Use == Daily, "daily")
	add(f.Use == Unused, "unused")
	add(f.Use == Returned, "returned")
	add(f.Use == Deceased, "deceased")
	add(f.Repair, "needs_repair")
	add(f.Device > 0, "rated")
	add(f.Device >= 4, "satisfied")
	add(f.Service > 0, "service_rated")
	add(f.Service >= 4, "service_satisfied")
	add(f.Goal != "", "goal_asked")
	add(f.Goal == "yes", "goal_reached")
	add(f.Goal == "partly", "goal_partly")
	return names
}

// count moves one tally.
func count(tx *op.Tx, centre string, at time.Time, name string, by int64) error {
	t := Tally{Centre: centre, Name: name, Month: allocation.MonthOf(at)}
	old, ok, err := tallies.Get(tx, tallies.ID(&t))
	if err != nil {
		return err
	}
	if ok {
		t = old
	}
	t.Count += by
	if t.Count == 0 {
		return tallies.Delete(tx, tallies.ID(&t))
	}
	return tallies.Put(tx, &t)
}
