package stock_test

import (
	"fmt"
	"testing"

	"lumbung/app/stock"
	"lumbung/storage/kv/optkv"
)

// TestTheLargestTransferFitsIntoEachTransaction carries as many units as one
// transfer may, of one lot more than an arrival may: that is what comes nearest
// to the limits of the weakest engine.
func TestTheLargestTransferFitsIntoEachTransaction(t *testing.T) {
	store := optkv.New()
	defer func() { _ = store.Close() }()
	r := furnish(t, store)
	ok := done(t)
	var codes []string
	left := stock.MaxTransferUnits
	for lot := range stock.MaxArrivalLots + 1 {
		n := left / (stock.MaxArrivalLots + 1 - lot)
		left -= n
		for _, id := range r.receive(t, made(serials(fmt.Sprintf("KRE-%02d", lot), n)...)).Units {
			codes = append(codes, r.unit(t, id).Code)
		}
	}
	x := ok(r.RequestTransfer(as(t, clerk), stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "Pindah gudang", Codes: codes}))
	if x.Picked() != stock.MaxTransferUnits {
		t.Fatalf("picked = %d, want all", x.Picked())
	}
	x = ok(r.ShipTransfer(as(t, clerk), stock.Shipping{Transfer: x.ID.String()}))
	in := stock.Arriving{Transfer: x.ID.String(), Codes: codes}
	if _, err := r.ReceiveTransfer(as(t, far), in); keys(err)["codes"] != "transfer.too_many_lots" {
		t.Errorf("units of more lots than one arrival takes = %v", err)
	}
	rest := stock.MaxTransferUnits / (stock.MaxArrivalLots + 1) // units of the lot that is one too many
	came, missing := codes[rest:], codes[:rest]
	half := len(came) / 2
	ok(r.ReceiveTransfer(as(t, far), stock.Arriving{Transfer: x.ID.String(), Codes: came[:half], Damaged: came[half:], Reason: "Basah"}))
	x = ok(r.ReceiveTransfer(as(t, far), stock.Arriving{Transfer: x.ID.String(), Missing: missing, Reason: "Hilang"}))
	if x.State != stock.TransferClosed {
		t.Errorf("received = %s with %d open", x.State, x.Sum().Open())
	}
	r.verify(t)
	y := ok(r.RequestTransfer(as(t, clerk), stock.NewTransfer{From: "meohai", To: "soeharso", Reason: "Minta kembali", Lines: []stock.TransferWish{{Model: r.chair.Slug, Quantity: int64(half)}}}))
	ok(r.ApproveTransfer(as(t, far), step(y)))
	ok(r.PickTransfer(as(t, far), stock.Picking{Transfer: y.ID.String(), Codes: came[:half]}))
	ok(r.ShipTransfer(as(t, far), stock.Shipping{Transfer: y.ID.String()}))
	ok(r.SendBack(as(t, clerk), stock.SendingBack{Transfer: y.ID.String(), Reason: "Tidak jadi"}))
	r.verify(t)
}
