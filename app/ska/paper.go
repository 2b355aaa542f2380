package ska

import (
	"bytes"
	"context"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// MaxPDF is the largest file of a decree, in bytes.
const MaxPDF = 5 << 20

// isPDF looks at the first bytes alone: the file is only ever given out as a
// download, and never opened by us.
func isPDF(data []byte) bool { return bytes.HasPrefix(data, []byte("%PDF-")) }

// keepPDF stores the file of a decree before the transaction: blobs that no
// record names do no harm. No data gives "".
func (h *House) keepPDF(ctx context.Context, data []byte) (hash string, err error) {
	if len(data) == 0 || policy.Reach(op.ActorOf(ctx).Role, policy.SKAEdit) == policy.Never || !isPDF(data) {
		return "", nil // op.Write refuses the actor or the file
	}
	if len(data) > MaxPDF {
		return "", fault.InField("file", "ska.pdf_size", fault.Args{"max": MaxPDF >> 20})
	}
	hash, err = h.d.Blobs.Put(data)
	if err != nil {
		return "", fault.Wrap(err, "keep a decree")
	}
	return hash, nil
}

// Paper returns the file of a decree that the profile of a centre names now.
func (h *House) Paper(ctx context.Context, centre, item string) (Decree, []byte, error) {
	d, err := op.Read(ctx, h.d, policy.SKARead, func(v *op.View) (Decree, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return Decree{}, err
		}
		p, _, err := profileOf(v, centre)
		if err != nil {
			return Decree{}, err
		}
		i, err := find(p.Decrees, item)
		if err != nil || p.Decrees[i].File == "" {
			return Decree{}, fault.Missing("ska_item")
		}
		return p.Decrees[i], nil
	})
	if err != nil {
		return d, nil, err
	}
	data, ok, err := h.d.Blobs.Get(d.File)
	if err == nil && !ok {
		err = fault.Missing("ska_item")
	}
	return d, data, err
}
