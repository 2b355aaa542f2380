package innovation

import (
	"context"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Exposure is an upload that has been made a picture for a record of another
// feature. It is made before the transaction, and kept in it. The zero Exposure
// is of no data.
type Exposure struct{ film *film }

// Expose makes an upload a picture for those who may do act. It fails with
// Invalid about field when the data is none.
func (n *Innovations) Expose(ctx context.Context, act policy.Action, field string, data []byte) (Exposure, error) {
	f, err := n.develop(ctx, act, field, data)
	return Exposure{f}, err
}

// Keep stores the picture with the command and returns how a record refers to it.
func (e Exposure) Keep(tx *op.Tx, alt string) (Photo, error) {
	if e.film == nil {
		return Photo{}, nil
	}
	return e.film.photo(alt), e.film.keep(tx)
}

// Kept tells whether a picture has been stored.
func Kept(r storage.Reader, hash string) (bool, error) {
	_, ok, err := films.Get(r, films.ID(&film{Hash: hash}))
	return ok, err
}
