package stock

import (
	"errors"
	"strings"
)

// NodeKind is the kind of place that a movement leads from or to.
type NodeKind string

// The kinds of node. Warehouses and bins are real; the others are where goods
// come from and go to, so that the world sums to zero.
const (
	AtWarehouse   NodeKind = "warehouse"   // ref: code of the warehouse
	AtBin         NodeKind = "bin"         // ref: warehouse/shelf
	AtSupplier    NodeKind = "supplier"    // ref: the centre that bought
	AtProduction  NodeKind = "production"  // ref: the centre that made it
	AtDonor       NodeKind = "donor"       // ref: the centre that was given it
	AtTransit     NodeKind = "transit"     // ref: id of the transfer
	AtBeneficiary NodeKind = "beneficiary" // ref: id of the person, never a name
	AtWorkshop    NodeKind = "workshop"    // ref: id of the repair order
	AtLoss        NodeKind = "loss"
	AtScrap       NodeKind = "scrap"
	AtCountGain   NodeKind = "count-gain" // ref of this and the next: id of the count
	AtCountLoss   NodeKind = "count-loss"
	AtOpening     NodeKind = "opening" // ref: the centre whose stock an older system kept
	AtUsed        NodeKind = "used"    // ref: the centre that used it up, in service or built into something
	AtWork        NodeKind = "work"    // ref: id of the production order whose parts these are
	AtLoan        NodeKind = "loan"    // ref: id of the loan
	AtAdjust      NodeKind = "adjust"  // ref: the centre that corrected its book, with a reason
)

// NodeKinds lists the kinds.
func NodeKinds() []NodeKind {
	return []NodeKind{
		AtWarehouse, AtBin, AtSupplier, AtProduction, AtDonor, AtTransit, AtBeneficiary, AtWorkshop,
		AtLoss, AtScrap, AtCountGain, AtCountLoss, AtOpening, AtUsed, AtWork, AtLoan, AtAdjust,
	}
}

// Node is one place. Its text form, in records and keys, is kind:ref.
type Node struct {
	Kind NodeKind
	Ref  string
}

// ErrNode says that a text is not a node.
var ErrNode = errors.New("stock: not a node")

// WarehouseNode is the node of a warehouse.
func WarehouseNode(code string) Node { return Node{AtWarehouse, code} }

// ParseNode reads what String wrote.
func ParseNode(text string) (Node, error) {
	kind, ref, ok := strings.Cut(text, ":")
	for _, k := range NodeKinds() {
		if ok && string(k) == kind && ref != "" {
			return Node{k, ref}, nil
		}
	}
	return Node{}, ErrNode
}

// String is the text form.
func (n Node) String() string { return string(n.Kind) + ":" + n.Ref }

// Real tells whether the node is a place on earth that can be counted: its
// balance is never below zero. At a virtual node it may have either sign.
func (n Node) Real() bool { return n.Kind == AtWarehouse || n.Kind == AtBin }

// Warehouse is the code of the warehouse that a real node is or stands in, and
// empty for a virtual one.
func (n Node) Warehouse() string {
	if !n.Real() {
		return ""
	}
	if n.Kind == AtWarehouse {
		return n.Ref
	}
	return n.Ref[:max(0, strings.LastIndexByte(n.Ref, '/'))]
}

// Shelf is the code of the shelf within its warehouse, and empty for any other
// node. It holds no slash; that of the warehouse may.
func (n Node) Shelf() string {
	if n.Kind != AtBin {
		return ""
	}
	return n.Ref[strings.LastIndexByte(n.Ref, '/')+1:]
}

// ShelfNode is the node of a shelf of a warehouse.
func ShelfNode(warehouse, shelf string) Node { return Node{AtBin, warehouse + "/" + shelf} }

// traced tells whether the movements at the node are listed by it: those at real
// nodes, and at virtual ones whose number people ask the reason of.
func (n Node) traced() bool {
	switch n.Kind {
	case AtLoss, AtScrap, AtCountGain, AtCountLoss, AtTransit, AtWorkshop, AtWork, AtLoan, AtAdjust:
		return true
	default:
		return n.Real()
	}
}

// MarshalText writes the text form, for JSON.
func (n Node) MarshalText() ([]byte, error) {
	if n == (Node{}) {
		return nil, nil
	}
	return []byte(n.String()), nil
}

// UnmarshalText reads the text form.
func (n *Node) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*n = Node{}
		return nil
	}
	*n, err = ParseNode(string(text))
	return err
}

// MarshalBinary writes the text form, for records.
func (n Node) MarshalBinary() ([]byte, error) { return n.MarshalText() }

// UnmarshalBinary reads the text form.
func (n *Node) UnmarshalBinary(data []byte) error { return n.UnmarshalText(data) }

// bucket is where goods at the node count in a tally; units at a real node are
// told apart further by bucketOf.
func (n Node) bucket() Bucket {
	switch n.Kind {
	case AtWarehouse, AtBin:
		return Ready
	case AtBeneficiary, AtLoan:
		return InUse
	case AtTransit, AtWorkshop, AtWork:
		return Away
	case AtLoss, AtScrap, AtCountLoss:
		return Gone
	default:
		return Void
	}
}
