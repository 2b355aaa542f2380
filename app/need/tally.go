package need

import (
	"cmp"
	"maps"
	"slices"

	"lumbung/app/disclosure"
	"lumbung/app/op"
	"lumbung/storage"
)

// Tally counts the voices of a need from one source and one province. It is
// moved in the transaction of each grouping, and Verify counts it anew.
type Tally struct {
	Need     op.ID  `cbor:"1,keyasint"`
	Source   Source `cbor:"2,keyasint"`
	Province string `cbor:"3,keyasint,omitempty"` // two digits; empty where nobody knows
	Count    int64  `cbor:"4,keyasint"`
}

var tallies = storage.Table[Tally]{
	Kind: "need tally",
	ID: func(t *Tally) storage.Key {
		return storage.NeedTally.Key().ID(t.Need).Text(string(t.Source)).Text(t.Province)
	},
}

// hear counts voices for a need.
func (n *Need) hear(tx *op.Tx, from Source, province string, by int64) error {
	t := Tally{Need: n.ID, Source: from, Province: province}
	old, _, err := tallies.Get(tx, tallies.ID(&t))
	if err != nil {
		return err
	}
	t.Count = old.Count + by
	n.Voices += by
	return tallies.Put(tx, &t)
}

// Part is one part of a count.
type Part struct {
	Name string           `json:"name"`
	N    disclosure.Count `json:"n"`
}

// guarded lists the parts of a sum that is told, the largest first, so that no
// small one can be worked out from the others. It is empty where not even the
// parts may be told. The order of hidden ones tells nothing.
func guarded(counts map[string]int64) []Part {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	rows := make([][]int64, len(names))
	for i, name := range names {
		rows[i] = []int64{counts[name]}
	}
	verdict := disclosure.Judge(rows, nil)
	told, hidden := []Part{}, []Part{}
	for i, name := range names {
		switch {
		case !verdict.Totals || !verdict.Rows:
		case verdict.Tells(i):
			told = append(told, Part{name, disclosure.Count(counts[name])})
		default:
			hidden = append(hidden, Part{name, disclosure.Few})
		}
	}
	slices.SortFunc(hidden, func(a, b Part) int { return cmp.Compare(a.Name, b.Name) })
	return append(told, hidden...)
}
