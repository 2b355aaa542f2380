package allocation

import (
	"bytes"
	"context"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Document is a hand-over with its parties in clear, to be printed.
type Document struct {
	Handover
	Who Parties
}

// Document opens the minutes of a hand-over for printing. It shows a person in
// clear, so it is journalled as a look at them.
func (a *Allocations) Document(ctx context.Context, number string) (Document, error) {
	h, err := op.Write(ctx, a.d, policy.HandoverPrint, nil, func(tx *op.Tx) (Handover, error) {
		h, err := FindHandover(tx, number)
		if err != nil {
			return Handover{}, err
		}
		if tx.Allow(h.Centre) != nil {
			return Handover{}, fault.Missing("handover")
		}
		tx.About("handover", h.ID, h.Number)
		tx.About("person", h.Person, h.PersonRef)
		return h, nil
	})
	if err != nil {
		return Document{}, err
	}
	doc := Document{Handover: h}
	if err := a.ring.Open(h.ID, h.Sealed, &doc.Who); err != nil {
		return Document{}, fault.Wrap(err, "hand-over %s", h.Number)
	}
	if sum, err := digest(doc.Who); err != nil || !bytes.Equal(sum, h.Parties) {
		return Document{}, fault.New(fault.Unprovable, "error.internal", fault.Args{"number": h.Number})
	}
	return doc, nil
}
