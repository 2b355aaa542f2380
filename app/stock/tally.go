package stock

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"lumbung/app/op"
	"lumbung/storage"
)

// Tally counts the pieces of a model that a centre answers for, by bucket. It
// is moved in the transaction of each change, and Verify counts it anew.
type Tally struct {
	Model    op.ID  `cbor:"1,keyasint" json:"model"`
	Centre   string `cbor:"2,keyasint" json:"centre"`
	Ready    int64  `cbor:"3,keyasint,omitempty" json:"ready"`
	Reserved int64  `cbor:"4,keyasint,omitempty" json:"reserved"`
	Held     int64  `cbor:"5,keyasint,omitempty" json:"held"`
	InUse    int64  `cbor:"6,keyasint,omitempty" json:"in_use"`
	Away     int64  `cbor:"7,keyasint,omitempty" json:"away"`
	Gone     int64  `cbor:"8,keyasint,omitempty" json:"gone"`
	Made     int64  `cbor:"9,keyasint,omitempty" json:"made"` // by this centre's own SKA, wherever they are now
}

// OnHand is what lies in the centre's warehouses.
func (t Tally) OnHand() int64 { return t.Ready + t.Reserved + t.Held }

// Total is all that the centre answers for: what is lost or scrapped is not.
func (t Tally) Total() int64 { return t.OnHand() + t.InUse + t.Away }

// Of returns the count of one bucket.
func (t Tally) Of(b Bucket) int64 {
	if n := t.slot(b); n != nil {
		return *n
	}
	return 0
}

// Plus returns the sum of two tallies, under the name of t.
func (t Tally) Plus(o Tally) Tally {
	for _, b := range Buckets() {
		if n := t.slot(b); n != nil {
			*n += o.Of(b)
		}
	}
	t.Made += o.Made
	return t
}

func (t *Tally) slot(b Bucket) *int64 {
	switch b {
	case Ready:
		return &t.Ready
	case Reserved:
		return &t.Reserved
	case Held:
		return &t.Held
	case InUse:
		return &t.InUse
	case Away:
		return &t.Away
	case Gone:
		return &t.Gone
	default:
		return nil // what was never there is not counted
	}
}

var tallies = storage.Table[Tally]{
	Kind: "tally",
	ID:   func(t *Tally) storage.Key { return storage.TallyByKey.Key().ID(t.Model).Text(t.Centre) },
	Index: func(t *Tally) []storage.Key {
		return []storage.Key{storage.TallyByCentre.Key().Text(t.Centre).ID(t.Model)}
	},
}

// TallyOf returns the tally of a model at a centre; all zero when there is none.
func TallyOf(r storage.Reader, model op.ID, centre string) (Tally, error) {
	t := Tally{Model: model, Centre: centre}
	old, ok, err := tallies.Get(r, tallies.ID(&t))
	if ok {
		t = old
	}
	return t, err
}

// TalliesOfModel yields the tally of each centre that has or had the model.
func TalliesOfModel(r storage.Reader, model op.ID) iter.Seq2[Tally, error] {
	return tallies.All(r, storage.TallyByKey.Key().ID(model))
}

// TalliesOfCentre yields the tally of each model that the centre has or had.
func TalliesOfCentre(r storage.Reader, centre string) iter.Seq2[Tally, error] {
	return tallies.All(r, storage.TallyByCentre.Key().Text(centre))
}

// count gathers the changes of tallies in one command, those of funds among
// them, so that each tally is written once however many units moved.
type count map[tallyKey]counted

// tallyKey is a tally of a model at a centre, or a tally of a fund, or with a
// place what the minimum of a model watches there.
type tallyKey struct {
	model          op.ID
	centre         string
	ofFund         bool
	fund, province string
	place          Node
}

// countKey is a model at a centre.
type countKey struct {
	model  op.ID
	centre string
}

// counted is a change of the tally that its key is of.
type counted struct {
	Tally
	fund FundTally
}

func (c count) add(model op.ID, centre string, b Bucket, n int64) {
	k := tallyKey{model: model, centre: centre}
	t := c[k]
	if slot := t.slot(b); slot != nil {
		*slot += n
	}
	c[k] = t
}

func (c count) made(model op.ID, centre string, n int64) {
	k := tallyKey{model: model, centre: centre}
	t := c[k]
	t.Made += n
	c[k] = t
}

// shift moves one unit from the bucket it was in to the one it is in now.
func (c count) shift(before, after Unit) {
	c.add(before.Model, before.Centre, bucketOf(before), -1)
	c.add(after.Model, after.Centre, bucketOf(after), 1)
	c.fundUnit(before, -1)
	c.fundUnit(after, 1)
	if bucketOf(before) == Ready {
		c.watch(before.Model, before.Node, -1)
	}
	if bucketOf(after) == Ready {
		c.watch(after.Model, after.Node, 1)
	}
}

// watch notes what the rule of a minimum has to follow: n more of a model in a
// warehouse, whatever the shelf, or in the transit of a transfer to one.
func (c count) watch(model op.ID, at Node, n int64) {
	switch {
	case at.Real():
		at = WarehouseNode(at.Warehouse())
	case at.Kind != AtTransit:
		return
	}
	k := tallyKey{model: model, place: at}
	t := c[k]
	t.Ready += n
	c[k] = t
}

// apply writes the gathered changes in a fixed order.
func (c count) apply(tx *op.Tx) error {
	for _, k := range slices.SortedFunc(maps.Keys(c), countOrder) {
		if err := c.applyTo(tx, k); err != nil {
			return err
		}
	}
	return nil
}

func countOrder(a, b tallyKey) int {
	order := cmp.Or(cmp.Compare(a.fund, b.fund), byID(a.model, b.model), cmp.Compare(a.centre, b.centre), cmp.Compare(a.province, b.province),
		cmp.Compare(a.place.Kind, b.place.Kind), cmp.Compare(a.place.Ref, b.place.Ref))
	if order == 0 && a.ofFund != b.ofFund {
		if a.ofFund {
			return 1
		}
		return -1
	}
	return order
}

func (c count) applyTo(tx *op.Tx, k tallyKey) error {
	switch x := c[k]; {
	case k.ofFund:
		return x.fund.addTo(tx, k)
	case x.Tally == Tally{}:
		return nil
	case k.place != Node{}:
		return watchAt(tx, k.model, k.place, x.Ready)
	default:
		t, err := TallyOf(tx, k.model, k.centre)
		if err != nil {
			return err
		}
		t = t.Plus(x.Tally)
		return tallies.Put(tx, &t)
	}
}
