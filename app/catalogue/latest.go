package catalogue

// Latest returns up to n entries that keep lets through, the last changed first.
// It fails with Unready until the catalogue is built.
func (c *Catalogue) Latest(n int, keep func(*Entry) bool) ([]Hit, error) {
	x, err := c.index()
	if err != nil {
		return nil, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	var top []Hit
	for _, slot := range x.orders.lists[lastChanged] {
		if len(top) == n {
			break
		}
		h := Hit{d: x.docs[slot], room: &x.cards}
		if e := h.Entry(); keep(&e) {
			top = append(top, h)
		}
	}
	return top, nil
}
