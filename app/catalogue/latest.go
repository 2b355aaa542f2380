package catalogue

import "slices"

// Latest returns up to n entries that keep lets through, the last changed first.
// It fails with Unready until the catalogue is built.
func (c *Catalogue) Latest(n int, keep func(*Entry) bool) ([]Hit, error) {
	x, err := c.index()
	if err != nil {
		return nil, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	var top []Hit // never more than n, in order
	for _, slot := range x.slots {
		d := x.docs[slot]
		if !keep(&d.entry) {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, d, func(h Hit, d *doc) int { return lastFirst(h.d, d) })
		if at < n {
			top = slices.Insert(top[:min(len(top), n-1)], at, Hit{d})
		}
	}
	return top, nil
}

// lastFirst orders by the last change; the id makes it the same each time.
func lastFirst(a, b *doc) int {
	if c := b.entry.ChangedAt.Compare(a.entry.ChangedAt); c != 0 {
		return c
	}
	return slices.Compare(a.entry.ID[:], b.entry.ID[:])
}
