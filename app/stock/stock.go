// Package stock keeps what the centres have: device models, units, lots and the
// ledger of their movements. The ledger is double entry: each line leads from a
// node to a node, so that over all nodes every item sums to zero, and nothing in
// it is edited or deleted.
//
// Only this package posts a movement or touches a balance. Other features ask it
// to, inside their own transaction: Reserve, Release and Issue.
package stock

import (
	"sync"

	"lumbung/app/op"
	"lumbung/storage"
)

// Stock is the use cases of models, receipts and units.
type Stock struct {
	d       *op.Deps
	link    Linker
	holders Holders

	preparing *sync.Map // ids of imports that this process lays aside right now
}

// Linker finds the innovation that a text names, by id, code or slug. It lets a
// model hang on an innovation without this package knowing that feature.
type Linker func(r storage.Reader, ref string) (op.ID, error)

// New returns the use cases over d. A model can then name its innovation by id
// only; see WithInnovations.
func New(d *op.Deps) *Stock { return &Stock{d: d, preparing: &sync.Map{}} }

// WithInnovations returns a copy in which a model can name its innovation in
// every way that find understands.
func (s *Stock) WithInnovations(find Linker) *Stock {
	with := *s
	with.link = find
	return &with
}

// WithHolders returns a copy that tells h of the recalled units that people have.
func (s *Stock) WithHolders(h Holders) *Stock {
	with := *s
	with.holders = h
	return &with
}
