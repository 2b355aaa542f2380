package stock

import (
	"context"
	"time"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// How much a proof reads at the most: movements of a place, the last ones first,
// and units of a bucket.
const (
	maxReplayed = 2000
	maxCounted  = 200_000
)

// ProofAsk is which number is doubted.
type ProofAsk struct {
	Model  string `json:"model"`  // slug, code or id
	Centre string `json:"centre"` // empty: the actor's own
}

// NumberProof answers why the numbers of a model at a centre are so: each bucket
// counted anew, and each warehouse reckoned anew from its movements.
type NumberProof struct {
	Model   Model         `json:"-"`
	Centre  string        `json:"centre"`
	Tally   Tally         `json:"tally"`
	Buckets []BucketProof `json:"buckets"` // none for a model that is only counted
	Places  []PlaceProof  `json:"places"`
}

// BucketProof compares a number with the units that stand behind it.
type BucketProof struct {
	Bucket  Bucket `json:"bucket"`
	Tallied int64  `json:"tallied"`
	Counted int64  `json:"counted"`
	Capped  bool   `json:"capped"` // there were too many to count while somebody waits
}

// Holds tells whether both say the same.
func (p BucketProof) Holds() bool { return p.Capped || p.Tallied == p.Counted }

// PlaceProof reckons what a place holds from its movements: Opening + In - Out is
// Reckoned, and Stored is what its balances say.
type PlaceProof struct {
	Place     Place     `json:"-"`
	Code      string    `json:"place"`
	Since     time.Time `json:"since,omitzero"` // the day that the movements were read from; zero: from the first one
	Opening   int64     `json:"opening"`        // at the beginning of that day, by the daybooks
	In        int64     `json:"in"`
	Out       int64     `json:"out"`
	Movements int       `json:"movements"`
	Reckoned  int64     `json:"reckoned"`
	Stored    int64     `json:"stored"`
}

// Holds tells whether what was reckoned is what is stored.
func (p PlaceProof) Holds() bool { return p.Reckoned == p.Stored }

// OnHand is what all places hold together.
func (n NumberProof) OnHand() (reckoned, stored int64) {
	for _, p := range n.Places {
		reckoned, stored = reckoned+p.Reckoned, stored+p.Stored
	}
	return reckoned, stored
}

// Holds tells whether every number is proven, and what lies on hand is what the
// places hold.
func (n NumberProof) Holds() bool {
	for _, p := range n.Places {
		if !p.Holds() {
			return false
		}
	}
	for _, b := range n.Buckets {
		if !b.Holds() {
			return false
		}
	}
	_, stored := n.OnHand()
	return stored == n.Tally.OnHand()
}

// Prove counts and reckons the numbers of a model at a centre anew.
func (s *Stock) Prove(ctx context.Context, ask ProofAsk) (NumberProof, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (NumberProof, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return NumberProof{}, err
		}
		m, err := FindModel(v, ask.Model)
		if err != nil {
			return NumberProof{}, err
		}
		n := NumberProof{Model: m, Centre: centre}
		if n.Tally, err = TallyOf(v, m.ID, centre); err != nil {
			return n, err
		}
		if m.Tracking == Serialised {
			if err := n.countUnits(v); err != nil {
				return n, err
			}
		}
		return n, n.replay(v)
	})
}

// countUnits counts the units of each bucket by their keys.
func (n *NumberProof) countUnits(r storage.Reader) error {
	for _, b := range Buckets() {
		if b == Void {
			continue
		}
		p := BucketProof{Bucket: b, Tallied: n.Tally.Of(b)}
		prefix := storage.UnitByBucket.Key().Text(n.Centre).Text(string(b)).ID(n.Model.ID)
		for _, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
			if err != nil {
				return err
			}
			if p.Counted++; p.Counted == maxCounted {
				p.Capped = true
				break
			}
		}
		n.Buckets = append(n.Buckets, p)
	}
	return nil
}

func (n *NumberProof) replay(r storage.Reader) error {
	for w, err := range network.WarehousesOf(r, n.Centre) {
		if err != nil {
			return err
		}
		at := Place{Node: WarehouseNode(w.Code), Code: w.Code, Name: w.Name, Centre: w.Centre, Warehouse: w.Code}
		p, err := provePlace(r, at, n.Model.ID)
		if err != nil {
			return err
		}
		if p.Movements > 0 || p.Stored != 0 {
			n.Places = append(n.Places, p)
		}
	}
	return nil
}

// provePlace reads the last movements of a place, whole days of them, and
// reckons from the balance before what must lie there now.
func provePlace(r storage.Reader, at Place, model op.ID) (PlaceProof, error) {
	p := PlaceProof{Place: at, Code: at.Code}
	var day time.Time
	for m, err := range movements.AllBack(r, storage.MovementByItem.Key().ID(model).Text(at.Node.String())) {
		if err != nil {
			return p, err
		}
		if morning := midnightOf(m.Occurred); !morning.Equal(day) {
			if p.Movements >= maxReplayed {
				p.Since = day
				break
			}
			day = morning
		}
		in, out := m.Flow(model, op.ID{}, at.Node)
		p.In, p.Out, p.Movements = p.In+in, p.Out+out, p.Movements+1
	}
	if !p.Since.IsZero() {
		var err error
		if p.Opening, err = BalanceOn(r, at.Node, model, op.ID{}, p.Since.AddDate(0, 0, -1)); err != nil {
			return p, err
		}
	}
	p.Reckoned = p.Opening + p.In - p.Out
	stored, err := storedAt(r, at, model)
	p.Stored = stored
	return p, err
}

// storedAt sums up the balances of a model in a warehouse and on its shelves.
func storedAt(r storage.Reader, at Place, model op.ID) (sum int64, err error) {
	nodes := []Node{at.Node}
	shelves, err := network.ShelvesOf(r, at.Warehouse)
	if err != nil {
		return 0, err
	}
	for _, x := range shelves {
		nodes = append(nodes, ShelfNode(x.Warehouse, x.Code))
	}
	for _, n := range nodes {
		for b, err := range balances.All(r, storage.BalanceByKey.Key().Text(n.String()).ID(model)) {
			if err != nil {
				return 0, err
			}
			sum += b.Quantity
		}
	}
	return sum, nil
}
