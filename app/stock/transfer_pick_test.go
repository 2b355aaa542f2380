package stock_test

import (
	"testing"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

func TestAPickedUnitIsHeldForItsTransfer(t *testing.T) {
	r, ok := newRoom(t), done(t)
	u := r.unit(t, r.receive(t, made("KRE-1", "KRE-2")).Units[0])
	x := ok(r.RequestTransfer(as(t, clerk), stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "Kirim", Codes: []string{u.Code}}))
	if x.State != stock.TransferApproved || x.Picked() != 1 {
		t.Fatalf("what the sender starts = %s with %d picked, want it approved and the unit picked", x.State, x.Picked())
	}
	_, err := r.reserve(as(t, clerk), u.ID, id(900))
	if f := fault.As(err); err == nil || f.Key != "unit.reserved_for" || f.Args["document"] != x.Number {
		t.Errorf("reserving a picked unit = %v, want it refused in the name of %s", err, x.Number)
	}
	other := ok(r.RequestTransfer(as(t, clerk), stock.NewTransfer{From: "soeharso", To: "paramita", Reason: "Kirim", Lines: []stock.TransferWish{{Model: r.chair.Slug, Quantity: 2}}}))
	_, err = r.PickTransfer(as(t, clerk), stock.Picking{Transfer: other.ID.String(), Codes: []string{u.Code}})
	if keys(err)["codes.0"] != "unit.reserved_for" {
		t.Errorf("picking it for another transfer = %v", keys(err))
	}
	for _, kind := range []stock.MovementKind{stock.Moved, stock.WrittenOff} {
		in := stock.NewMove{Kind: kind, Units: []string{u.Code}, To: "soeharso-utama"}
		if kind == stock.WrittenOff {
			in.To, in.Reason = "", stock.Lost
		}
		if _, err := r.Move(as(t, actor(23, policy.Head, "soeharso")), in); keys(err)["units.0"] != "unit.reserved_for" {
			t.Errorf("%s of a picked unit = %v", kind, keys(err))
		}
	}
	_, err = r.Lend(as(t, clerk), lend(u.Code))
	if keys(err)["codes.0"] != "unit.reserved_for" {
		t.Errorf("lending it = %v", keys(err))
	}
	ok(r.UnpickTransfer(as(t, clerk), stock.LettingGo{Transfer: x.ID.String(), Codes: []string{u.Serial}}))
	if got := r.unit(t, u.ID); !got.Available() {
		t.Errorf("a unit let go = %+v, want it free", got)
	}
	ok(r.PickTransfer(as(t, clerk), stock.Picking{Transfer: x.ID.String(), Codes: []string{u.Code}}))
	ok(r.CancelTransfer(as(t, far), stock.TransferRefusal{Transfer: x.ID.String(), Reason: "Tidak jadi"}))
	if got := r.unit(t, u.ID); !got.Available() {
		t.Errorf("a unit of a cancelled transfer = %+v, want it free", got)
	}
	r.verify(t)
}

func TestWhatIsOnlyAskedForHoldsNothing(t *testing.T) {
	r, ok := newRoom(t), done(t)
	units := r.receive(t, made("KRE-1", "KRE-2")).Units
	first, second := r.unit(t, units[0]), r.unit(t, units[1])
	in := wish(0, 0)
	in.Codes = []string{first.Code, second.Code}
	x := ok(r.RequestTransfer(as(t, far), in))
	if _, err := r.reserve(as(t, clerk), first.ID, id(900)); err != nil {
		t.Fatalf("reserving a unit that is only asked for: %v", err)
	}
	x = ok(r.ApproveTransfer(as(t, clerk), step(x)))
	if x.Picked() != 1 || x.Lines[0].Parcels[0].Unit != second.ID {
		t.Errorf("approved = %+v, want the unit picked that is still free, and the other left to its person", x.Lines)
	}
	r.verify(t)
}

// underwayOf is underway with other serial numbers.
func (r *room) underwayOf(tb testing.TB) (stock.Transfer, []stock.Unit) {
	tb.Helper()
	u := r.unit(tb, r.receive(tb, made("LAIN-1")).Units[0])
	ok := done(tb)
	t := ok(r.RequestTransfer(as(tb, clerk), stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "Kirim", Codes: []string{u.Code}}))
	return ok(r.ShipTransfer(as(tb, clerk), stock.Shipping{Transfer: t.ID.String()})), []stock.Unit{u}
}

func TestWhatPickingMayNotDo(t *testing.T) {
	r, ok := newRoom(t), done(t)
	units := r.receive(t, made("KRE-1", "KRE-2", "KRE-3")).Units
	held := r.unit(t, units[2])
	if _, err := r.SetHold(as(t, clerk), stock.Holding{Unit: held.Code, Hold: stock.HoldTest}); err != nil {
		t.Fatal(err)
	}
	r.pads(t, 5)
	x := ok(r.RequestTransfer(as(t, clerk), wish(1, 9)))
	first := r.unit(t, units[0])
	pick := func(in stock.Picking) error {
		in.Transfer = x.ID.String()
		_, err := r.PickTransfer(as(t, clerk), in)
		return err
	}
	for _, tt := range []struct {
		name  string
		in    stock.Picking
		field string
		key   string
	}{
		{"nothing", stock.Picking{}, "codes", "transfer.nothing_scanned"},
		{"more units than are asked for", stock.Picking{Codes: []string{"KRE-1", "KRE-2"}}, "codes.1", "transfer.line_full"},
		{"the same twice", stock.Picking{Codes: []string{"KRE-1", first.Code}}, "codes.1", "transfer.code_twice"},
		{"a held unit", stock.Picking{Codes: []string{"KRE-3"}}, "codes.0", "unit.held"},
		{"an unknown code", stock.Picking{Codes: []string{"KRE-77"}}, "codes.0", "transfer.code_unknown"},
		{"more pieces than are asked for", stock.Picking{Lines: []stock.PickedLine{{Line: 2, Quantity: 10}}}, "lines.0.quantity", "transfer.more_than_asked"},
		{"more pieces than there are", stock.Picking{Lines: []stock.PickedLine{{Line: 2, Quantity: 6}}}, "lines.0.quantity", "stock.not_enough"},
		{"units by number", stock.Picking{Lines: []stock.PickedLine{{Line: 1, Quantity: 1}}}, "lines.0.quantity", "transfer.units_by_code"},
		{"a line that is not there", stock.Picking{Lines: []stock.PickedLine{{Line: 5, Quantity: 1}}}, "lines.0.line", "transfer.no_line"},
	} {
		if got := keys(pick(tt.in)); got[tt.field] != tt.key {
			t.Errorf("%s: %v, want %s at %s", tt.name, got, tt.key, tt.field)
		}
	}
	if _, err := r.ShipTransfer(as(t, clerk), stock.Shipping{Transfer: x.ID.String()}); keys(err)["codes"] != "transfer.nothing_picked" {
		t.Errorf("shipping nothing = %v", err)
	}
	if err := pick(stock.Picking{Codes: []string{first.Code}, Lines: []stock.PickedLine{{Line: 2, Quantity: 5}}}); err != nil {
		t.Fatal(err, keys(err))
	}
	if _, err := r.SetHold(as(t, clerk), stock.Holding{Unit: first.Code, Hold: stock.HoldQuarantine}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.ShipTransfer(as(t, clerk), stock.Shipping{Transfer: x.ID.String()}); err == nil || fault.As(err).Key != "unit.held" {
		t.Errorf("shipping a unit that was held since = %v, want it kept back", err)
	}
	r.verify(t)
}

func TestLotsLeaveInTheOrderInWhichTheyExpire(t *testing.T) {
	r, ok := newRoom(t), done(t)
	late, early := r.pads(t, 4), r.pads(t, 4)
	x := ok(r.RequestTransfer(as(t, clerk), stock.NewTransfer{
		From: "soeharso", To: "meohai", Reason: "Kirim", Lines: []stock.TransferWish{{Model: r.pad.Slug, Quantity: 6}},
	}))
	ok(r.PickTransfer(as(t, clerk), stock.Picking{Transfer: x.ID.String(), Lines: []stock.PickedLine{{Line: 1, Quantity: 6}}}))
	x = ok(r.ShipTransfer(as(t, clerk), stock.Shipping{Transfer: x.ID.String()}))
	parcels := x.Lines[0].Parcels
	if len(parcels) != 2 || parcels[0].Lot != late.Lot || parcels[0].Shipped != 4 || parcels[1].Lot != early.Lot || parcels[1].Shipped != 2 {
		t.Errorf("parcels = %+v, want all of the lot that was received first and two of the other", parcels)
	}
	one := ok(r.RequestTransfer(as(t, clerk), stock.NewTransfer{
		From: "soeharso", To: "meohai", Reason: "Kirim", Lines: []stock.TransferWish{{Model: r.pad.Slug, Quantity: 2, Lot: early.Lot}},
	}))
	ok(r.PickTransfer(as(t, clerk), stock.Picking{Transfer: one.ID.String(), Lines: []stock.PickedLine{{Line: 1, Quantity: 2}}}))
	one = ok(r.ShipTransfer(as(t, clerk), stock.Shipping{Transfer: one.ID.String()}))
	if got := one.Lines[0].Parcels; len(got) != 1 || got[0].Lot != early.Lot {
		t.Errorf("parcels = %+v, want the lot that was asked for", got)
	}
	r.verify(t)
}
