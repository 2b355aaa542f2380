package stock

import (
	"context"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Kept is a warehouse that one document keeps while it is posted in more than one
// transaction. Until then what the warehouse seems to hold is not complete.
type Kept struct {
	Warehouse string `json:"warehouse"` // its code
	Cause     Cause  `json:"cause"`
	Done      int64  `json:"done"` // of Total, in whatever the document counts
	Total     int64  `json:"total"`
}

// Kept lists the warehouses that documents keep now, by their codes; nearly always
// there is none.
func (s *Stock) Kept(ctx context.Context) ([]Kept, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (list []Kept, err error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return nil, err
		}
		for l, err := range placeLocks.All(v, storage.PlaceLock.Key()) {
			if err != nil {
				return nil, err
			}
			k := Kept{Warehouse: l.Warehouse, Cause: l.Cause}
			w, _, err := works.Get(v, works.ID(&Work{Kind: l.Cause.Kind, ID: l.Cause.ID}))
			if err != nil {
				return nil, err
			}
			k.Done, k.Total = w.Done, w.Total
			list = append(list, k)
		}
		return list, nil
	})
}

// unitUnkept refuses to bind a unit in a warehouse that a document keeps: whether
// the unit stays there is known only once the document is complete.
func unitUnkept(r storage.Reader, u Unit) error {
	if !u.Node.Real() {
		return nil
	}
	return unlocked(r, u.Node.Warehouse(), Cause{})
}
