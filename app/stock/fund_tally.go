package stock

import (
	"iter"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// FundTally counts what was bought from one fund, by model and by the centre that
// answers for it; what is with people counts by the province they live in. It
// is moved in the transaction of each change, and Verify counts it anew.
// Whatever came from the fund or was found by a count is somewhere:
// Received + Found = Ready + Reserved + Held + InUse + Away + Gone + Used.
type FundTally struct {
	Fund     string `cbor:"1,keyasint" json:"fund"` // see FundKey; empty: of no fund
	Model    op.ID  `cbor:"2,keyasint" json:"model"`
	Centre   string `cbor:"3,keyasint,omitempty" json:"centre,omitempty"`   // empty for what is with people
	Province string `cbor:"4,keyasint,omitempty" json:"province,omitempty"` // two digits; empty where nobody has them, or it is not known

	Received int64 `cbor:"5,keyasint,omitempty" json:"received"`
	Found    int64 `cbor:"6,keyasint,omitempty" json:"found"` // more than came in, by counts and corrections; below zero: fewer
	Ready    int64 `cbor:"7,keyasint,omitempty" json:"ready"`
	Reserved int64 `cbor:"8,keyasint,omitempty" json:"reserved"`
	Held     int64 `cbor:"9,keyasint,omitempty" json:"held"`
	InUse    int64 `cbor:"10,keyasint,omitempty" json:"in_use"`
	Away     int64 `cbor:"11,keyasint,omitempty" json:"away"`
	Gone     int64 `cbor:"12,keyasint,omitempty" json:"gone"`
	Used     int64 `cbor:"13,keyasint,omitempty" json:"used"`
	Reissued int64 `cbor:"14,keyasint,omitempty" json:"reissued"` // hand-overs of units that somebody had before
	Value    int64 `cbor:"15,keyasint,omitempty" json:"value"`    // of what was received, whole rupiah
}

var fundTallies = storage.Table[FundTally]{
	Kind: "fund tally",
	ID: func(t *FundTally) storage.Key {
		return storage.FundTallyByKey.Key().Text(t.Fund).ID(t.Model).Text(t.Centre).Text(t.Province)
	},
}

// Plus returns the sum of two tallies, under the name of t.
func (t FundTally) Plus(o FundTally) FundTally {
	mine, others := t.slots(), o.slots()
	for i := range mine {
		*mine[i] += *others[i]
	}
	return t
}

// slots are the numbers of a tally, in one order.
func (t *FundTally) slots() []*int64 {
	return []*int64{
		&t.Received, &t.Found, &t.Ready, &t.Reserved, &t.Held, &t.InUse, &t.Away, &t.Gone, &t.Used, &t.Reissued, &t.Value,
	}
}

func (t FundTally) empty() bool {
	for _, n := range t.slots() {
		if *n != 0 {
			return false
		}
	}
	return true
}

// Accounted is where everything is, to be compared with what came in.
func (t FundTally) Accounted() int64 {
	return t.Ready + t.Reserved + t.Held + t.InUse + t.Away + t.Gone + t.Used
}

// InStock is what lies in warehouses.
func (t FundTally) InStock() int64 { return t.Ready + t.Reserved + t.Held }

// place adds n pieces at a node where they are in a bucket. Nodes that goods
// come from count what came: the pieces there are below zero.
func (t *FundTally) place(at Node, b Bucket, n, cost int64) {
	switch at.Kind {
	case AtSupplier, AtProduction, AtDonor, AtOpening:
		t.Received -= n
		t.Value -= n * cost
	case AtUsed:
		t.Used += n
	case AtCountGain, AtAdjust:
		t.Found -= n
	default:
		t.inBucket(b, n)
	}
}

func (t *FundTally) inBucket(b Bucket, n int64) {
	switch b {
	case Ready:
		t.Ready += n
	case Reserved:
		t.Reserved += n
	case Held:
		t.Held += n
	case InUse:
		t.InUse += n
	case Away:
		t.Away += n
	case Gone:
		t.Gone += n
	}
}

func (t FundTally) key() tallyKey {
	return tallyKey{ofFund: true, fund: t.Fund, model: t.Model, centre: t.Centre, province: t.Province}
}

// fundUnit counts one unit where it is, or takes it away with sign -1. A new one
// is taken away from where it came from, so that it counts as received.
func (c count) fundUnit(u Unit, sign int64) {
	k := FundTally{Fund: FundKey(u.Fund), Model: u.Model, Centre: u.Centre}
	if u.Node.Kind == AtBeneficiary {
		k.Centre, k.Province = "", u.Province
	}
	t := c[k.key()]
	if t.fund.place(u.Node, bucketOf(u), sign, u.UnitCost); u.Issues > 1 {
		t.fund.Reissued += sign * (u.Issues - 1)
	}
	c[k.key()] = t
}

// fundPieces counts pieces of a counted model at a node.
func (c count) fundPieces(lot Lot, centre string, at Node, n int64) {
	k := FundTally{Fund: FundKey(lot.Fund), Model: lot.Model, Centre: centre}
	if at.Kind == AtBeneficiary {
		k.Centre = "" // nobody wrote down where they live
	}
	t := c[k.key()]
	t.fund.place(at, at.bucket(), n, lot.UnitCost)
	c[k.key()] = t
}

// addTo adds a change to the tally of a fund as it stands.
func (t FundTally) addTo(w storage.Writer, k tallyKey) error {
	if t.empty() {
		return nil
	}
	sum := FundTally{Fund: k.fund, Model: k.model, Centre: k.centre, Province: k.province}
	old, ok, err := fundTallies.Get(w, fundTallies.ID(&sum))
	if err != nil {
		return err
	}
	if ok {
		sum = old
	}
	sum = sum.Plus(t)
	return fundTallies.Put(w, &sum)
}

// FundTallies yields the tallies of one fund, model by model.
func FundTallies(r storage.Reader, fund string) iter.Seq2[FundTally, error] {
	return fundTallies.All(r, storage.FundTallyByKey.Key().Text(FundKey(fund)))
}

// fundsAfter yields each fund that anything was bought from, in the order of
// FundKey, skipping from one to the next. It begins after the given one.
func fundsAfter(r storage.Reader, after string, yield func(fund string) (more bool, err error)) error {
	all := storage.FundTallyByKey.Key()
	from, to := all, storage.Key(kv.PrefixEnd(all))
	if after != "" {
		from = kv.PrefixEnd(all.Text(after))
	}
	for {
		fund, found := "", false
		for t, err := range fundTallies.Range(r, from, to) {
			if err != nil {
				return err
			}
			fund, found = t.Fund, true
			break
		}
		if !found {
			return nil
		}
		if more, err := yield(fund); err != nil || !more {
			return err
		}
		from = kv.PrefixEnd(all.Text(fund))
	}
}
