package stock

import (
	"maps"
	"slices"
	"strings"

	"lumbung/app/op"
	"lumbung/storage"
)

// PlaceTotal is how many pieces of all models are at one real node, so that the
// list of places need not add them up. Zero is no record.
type PlaceTotal struct {
	Node   Node  `cbor:"1,keyasint" json:"node"`
	Pieces int64 `cbor:"2,keyasint" json:"pieces"`
}

var placeTotals = storage.Table[PlaceTotal]{
	Kind: "place total",
	ID:   func(t *PlaceTotal) storage.Key { return placeTotalKey(t.Node) },
}

func placeTotalKey(n Node) storage.Key { return storage.PlaceTotal.Key().Text(n.String()) }

// piecesAt is how many pieces are at a node itself; those on the shelves of a
// warehouse count there.
func piecesAt(r storage.Reader, n Node) (int64, error) {
	t, _, err := placeTotals.Get(r, placeTotalKey(n))
	return t.Pieces, err
}

// total moves the totals of the real nodes that the lines touch.
func (f flows) total(tx *op.Tx) error {
	sums := map[Node]int64{}
	for s, x := range f {
		if s.node.Real() {
			sums[s.node] += x.in - x.out
		}
	}
	return addToTotals(tx, sums)
}

// addToTotals moves the totals of real nodes in the order of their keys.
func addToTotals(tx *op.Tx, sums map[Node]int64) error {
	order := func(a, b Node) int { return strings.Compare(a.String(), b.String()) }
	for _, n := range slices.SortedFunc(maps.Keys(sums), order) {
		was, err := piecesAt(tx, n)
		if err != nil {
			return err
		}
		t := PlaceTotal{n, was + sums[n]}
		if t.Pieces == 0 {
			err = placeTotals.Delete(tx, placeTotalKey(n))
		} else {
			err = placeTotals.Put(tx, &t)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// verifyPlaceTotals compares the total of each place with its balances, which are
// themselves proved against the replay of the ledger.
func verifyPlaceTotals(r storage.Reader) (rep storage.Report, err error) {
	rep.Kind = "place total with its balances"
	want := map[Node]int64{}
	for b, err := range balances.All(r, storage.BalanceByKey.Key()) {
		if err != nil {
			return rep, err
		}
		if b.Node.Real() {
			want[b.Node] += b.Quantity
		}
	}
	for t, err := range placeTotals.All(r, storage.PlaceTotal.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		if want[t.Node] != t.Pieces {
			find(&rep, "%s holds %d pieces, its balances %d", t.Node, t.Pieces, want[t.Node])
		}
		delete(want, t.Node)
	}
	for n, pieces := range want {
		if pieces != 0 {
			find(&rep, "%s has no total, its balances %d pieces", n, pieces)
		}
	}
	return rep, nil
}
