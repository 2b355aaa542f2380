package stock

import "lumbung/app/op"

// UseUp posts pieces of a lot as used up, within a transaction of the test.
func UseUp(tx *op.Tx, lot op.ID, from Node, quantity int64) error {
	l, err := LotByID(tx, lot)
	if err != nil {
		return err
	}
	if err := tx.Allow(l.Centre); err != nil {
		return err
	}
	lines, err := takeLots(tx, l.Model, from, Node{AtUsed, l.Centre}, quantity, lot)
	if err != nil {
		return err
	}
	_, err = post(tx, Movement{Kind: Issued, Centre: l.Centre, Occurred: tx.At, Lines: lines}, nil)
	return err
}
