package stock

import (
	"testing"

	"lumbung/app/op"
	"lumbung/storage"
)

// ForgeTransfer changes a stored transfer behind the back of the ledger.
func ForgeTransfer(tb testing.TB, store storage.Store, id op.ID, change func(*Transfer)) {
	tb.Helper()
	err := store.Update(tb.Context(), func(w storage.Writer) error {
		t, err := TransferByID(w, id)
		if err != nil {
			return err
		}
		change(&t)
		return transfers.Put(w, &t)
	})
	if err != nil {
		tb.Fatal(err)
	}
}
