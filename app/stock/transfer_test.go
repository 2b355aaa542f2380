package stock_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

var (
	farHead = actor(21, policy.Head, "meohai")
	third   = actor(22, policy.Warehouse, "paramita")
)

// wish is a request of meohai for chairs and pads of soeharso.
func wish(chairs, pads int64) stock.NewTransfer {
	in := stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "Antrean di Kendari"}
	if chairs > 0 {
		in.Lines = append(in.Lines, stock.TransferWish{Model: "kursi-roda-elektrik", Quantity: chairs})
	}
	if pads > 0 {
		in.Lines = append(in.Lines, stock.TransferWish{Model: "bantalan-duduk", Quantity: pads})
	}
	return in
}

// done fails the test unless a step was done.
func done(tb testing.TB) func(t stock.Transfer, err error) stock.Transfer {
	return func(t stock.Transfer, err error) stock.Transfer {
		tb.Helper()
		if err != nil {
			tb.Fatal(err, keys(err))
		}
		return t
	}
}

func step(t stock.Transfer) stock.TransferStep { return stock.TransferStep{Transfer: t.ID.String()} }

// pads brings pieces of the counted model to soeharso.
func (r *room) pads(tb testing.TB, n int64) stock.Receipt {
	tb.Helper()
	return r.receive(tb, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: n})
}

// underway is a transfer of three chairs and ten pads that has been shipped.
func (r *room) underway(tb testing.TB) (stock.Transfer, []stock.Unit) {
	tb.Helper()
	var chairs []stock.Unit
	for _, id := range r.receive(tb, made("KRE-1", "KRE-2", "KRE-3")).Units {
		chairs = append(chairs, r.unit(tb, id))
	}
	r.pads(tb, 10)
	ok := done(tb)
	t := ok(r.RequestTransfer(as(tb, far), wish(3, 10)))
	t = ok(r.ApproveTransfer(as(tb, clerk), step(t)))
	t = ok(r.PickTransfer(as(tb, clerk), stock.Picking{
		Transfer: t.ID.String(), Codes: []string{chairs[0].Code, "kre-2", chairs[2].Code}, Lines: []stock.PickedLine{{Line: 2, Quantity: 10}},
	}))
	return ok(r.ShipTransfer(as(tb, clerk), stock.Shipping{Transfer: t.ID.String(), Carrier: "Truk sentra"})), chairs
}

func TestATransferGoesFromRequestToItsLastPiece(t *testing.T) {
	r, ok := newRoom(t), done(t)
	x, chairs := r.underway(t)
	if x.Number != "KRM-2026-0001" || x.State != stock.TransferShipped || x.Sum().Shipped != 13 {
		t.Fatalf("shipped = %s %s %+v, want 13 pieces of KRM-2026-0001 in transit", x.Number, x.State, x.Sum())
	}
	if got := r.tally(t, r.chair.ID, "soeharso"); got.Away != 3 || got.Ready != 0 {
		t.Errorf("tally of the sender = %+v, want 3 away", got)
	}
	r.verify(t)
	x = ok(r.ReceiveTransfer(as(t, far), stock.Arriving{
		Transfer: x.ID.String(), Codes: []string{chairs[0].Code}, Damaged: []string{chairs[1].Serial},
		Lines: []stock.ArrivedLine{{Line: 2, Good: 6, Missing: 1}}, Reason: "Peti kedua pecah",
	}))
	if x.State != stock.TransferShipped || x.Sum().Open() != 4 {
		t.Fatalf("after the first part: %s, %d open, want 4 still in transit", x.State, x.Sum().Open())
	}
	r.verify(t)
	x = ok(r.ReceiveTransfer(as(t, far), stock.Arriving{Transfer: x.ID.String(), Missing: []string{chairs[2].Code}, Reason: "Tidak ada di truk", Lines: []stock.ArrivedLine{{Line: 2, Good: 3}}}))
	if x.State != stock.TransferClosed || len(x.Arrivals) != 2 || x.Arrivals[0].By != far.Name {
		t.Fatalf("at the end: %s with %d parts by %q, want it closed by itself", x.State, len(x.Arrivals), x.Arrivals[0].By)
	}
	if got := x.Sum(); got.Shipped != 13 || got.Good != 10 || got.Damaged != 1 || got.Lost != 2 {
		t.Errorf("sum = %+v, want what was shipped unedited: 13 = 10 good, 1 damaged, 2 lost", got)
	}
	r.verify(t)
	came, broken, lost := r.unit(t, chairs[0].ID), r.unit(t, chairs[1].ID), r.unit(t, chairs[2].ID)
	if came.Centre != "meohai" || !came.Available() || came.Fund != "APBN 2026" || came.Lot != chairs[0].Lot {
		t.Errorf("a unit that came = %+v, want it ready at meohai with its fund and lot", came)
	}
	if broken.Hold != stock.HoldQuarantine || broken.Held.Document != x.Number {
		t.Errorf("a damaged unit = %q held for %q, want quarantine under the transfer", broken.Hold, broken.Held.Document)
	}
	if lost.Node.Kind != stock.AtLoss || lost.Centre != "soeharso" {
		t.Errorf("a lost unit stands at %s of %s, want the losses of the sender", lost.Node, lost.Centre)
	}
	if got := r.tally(t, r.pad.ID, "meohai"); got.Ready != 9 || got.Gone != 0 {
		t.Errorf("pads at meohai = %+v, want 9", got)
	}
	if got := r.tally(t, r.pad.ID, "soeharso"); got.Gone != 1 || got.Away != 0 || got.Ready != 0 {
		t.Errorf("pads of soeharso = %+v, want one lost", got)
	}
}

func TestALostUnitThatTurnsUpComesInUnderItsTransfer(t *testing.T) {
	r, ok := newRoom(t), done(t)
	x, chairs := r.underway(t)
	ref := x.ID.String()
	ok(r.ReceiveTransfer(as(t, far), stock.Arriving{
		Transfer: ref, Codes: []string{chairs[0].Code, chairs[1].Code}, Missing: []string{chairs[2].Code}, Reason: "Tidak ada di truk", Lines: []stock.ArrivedLine{{Line: 2, Good: 10}},
	}))
	find := func(who policy.Actor, codes ...string) (stock.Transfer, error) {
		return r.FindLost(as(t, who), stock.Finding{Transfer: ref, Codes: codes, Reason: "Terselip di truk"})
	}
	if _, err := find(far, chairs[0].Code); keys(err)["codes.0"] != "transfer.not_lost" {
		t.Errorf("a unit that came = %v", keys(err))
	}
	if _, err := find(clerk, chairs[2].Code); fault.CodeOf(err) != fault.Denied {
		t.Errorf("found by the sender = %v, want denied", err)
	}
	x = ok(find(far, chairs[2].Serial))
	if x.State != stock.TransferClosed || x.Sum().Lost != 0 || x.Arrivals[0].Entries[2].Outcome != stock.ArrivedNot {
		t.Errorf("found = %+v, want it closed, nothing lost, and the first part as it was", x)
	}
	if u := r.unit(t, chairs[2].ID); u.Centre != "meohai" || u.Hold != stock.HoldQuarantine {
		t.Errorf("the unit = %+v, want it in quarantine at meohai", u)
	}
	if _, err := find(far, chairs[2].Code); keys(err)["codes.0"] != "transfer.not_lost" {
		t.Errorf("found twice = %v", keys(err))
	}
	r.verify(t)
}

func TestEachStepBelongsToItsSideAndItsState(t *testing.T) {
	r, ok := newRoom(t), done(t)
	r.receive(t, made("KRE-1"))
	x := ok(r.RequestTransfer(as(t, far), wish(1, 0)))
	ref := x.ID.String()
	denied := map[string]func(ctx context.Context) error{
		"approve": func(ctx context.Context) error { _, err := r.ApproveTransfer(ctx, step(x)); return err },
		"refuse": func(ctx context.Context) error {
			_, err := r.RefuseTransfer(ctx, stock.TransferRefusal{Transfer: ref, Reason: "x"})
			return err
		},
		"pick": func(ctx context.Context) error {
			_, err := r.PickTransfer(ctx, stock.Picking{Transfer: ref, Codes: []string{"KRE-1"}})
			return err
		},
		"ship": func(ctx context.Context) error {
			_, err := r.ShipTransfer(ctx, stock.Shipping{Transfer: ref})
			return err
		},
	}
	for name, do := range denied {
		for _, who := range []policy.Actor{far, third, peksos} {
			if code := fault.CodeOf(do(as(t, who))); code != fault.Denied {
				t.Errorf("%s by %s of %s = %s, want denied", name, who.Role, who.Centre, code)
			}
		}
	}
	_, err := r.CancelTransfer(as(t, third), stock.TransferRefusal{Transfer: ref, Reason: "x"})
	if fault.CodeOf(err) != fault.Denied {
		t.Errorf("cancelling by a third centre = %v, want denied", err)
	}
	_, err = r.RequestTransfer(as(t, third), wish(1, 0))
	if fault.CodeOf(err) != fault.Denied {
		t.Errorf("asking for another centre = %v, want denied", err)
	}
	for name, do := range map[string]func() error{
		"pick before approval": func() error { return denied["pick"](as(t, clerk)) },
		"ship before approval": func() error { return denied["ship"](as(t, clerk)) },
		"receive before shipping": func() error {
			_, err := r.ReceiveTransfer(as(t, farHead), stock.Arriving{Transfer: ref, Codes: []string{"KRE-1"}})
			return err
		},
	} {
		if err := do(); err == nil || fault.As(err).Key != "transfer.not_now" {
			t.Errorf("%s = %v, want it told that it is not the time", name, err)
		}
	}
	x = ok(r.RefuseTransfer(as(t, clerk), stock.TransferRefusal{Transfer: ref, Reason: "Dipakai sendiri"}))
	if x.State != stock.TransferRefused || x.Ended.Note != "Dipakai sendiri" {
		t.Errorf("refused = %+v", x)
	}
	if _, err := r.ApproveTransfer(as(t, clerk), step(x)); fault.As(err).Key != "transfer.not_now" {
		t.Errorf("approving a refused one = %v", err)
	}
}

func TestNothingIsReceivedTwiceOrBeyondWhatWasShipped(t *testing.T) {
	r, ok := newRoom(t), done(t)
	x, chairs := r.underway(t)
	ref := x.ID.String()
	ok(r.ReceiveTransfer(as(t, far), stock.Arriving{Transfer: ref, Codes: []string{chairs[0].Code}, Lines: []stock.ArrivedLine{{Line: 2, Good: 8}}}))
	tests := []struct {
		name  string
		in    stock.Arriving
		field string
		key   string
	}{
		{"the same unit", stock.Arriving{Codes: []string{chairs[0].Serial}}, "codes.0", "transfer.received_already"},
		{"one unit in two spellings", stock.Arriving{Codes: []string{chairs[1].Code, "kre-2"}}, "codes.1", "transfer.code_again"},
		{"good and damaged at once", stock.Arriving{Codes: []string{chairs[1].Code}, Damaged: []string{chairs[1].Code}, Reason: "x"}, "damaged.0", "transfer.code_again"},
		{"more pieces than are left", stock.Arriving{Lines: []stock.ArrivedLine{{Line: 2, Good: 2, Missing: 1}}, Reason: "x"}, "lines.0.good", "transfer.more_than_shipped"},
		{"pieces of a line of units", stock.Arriving{Lines: []stock.ArrivedLine{{Line: 1, Good: 1}}}, "lines.0.good", "transfer.units_scanned"},
		{"a line that is not there", stock.Arriving{Lines: []stock.ArrivedLine{{Line: 9, Good: 1}}}, "lines.0.line", "transfer.no_line"},
		{"a negative number", stock.Arriving{Lines: []stock.ArrivedLine{{Line: 2, Good: -1}}}, "lines.0.good", "field.min"},
		{"nothing", stock.Arriving{}, "codes", "transfer.nothing_scanned"},
		{"missing without a reason", stock.Arriving{Missing: []string{chairs[1].Code}}, "reason", "transfer.reason_needed"},
		{"tomorrow", stock.Arriving{Codes: []string{chairs[1].Code}, Occurred: noon.AddDate(0, 0, 2)}, "occurred_at", "stock.future"},
		{"the year 24", stock.Arriving{Codes: []string{chairs[1].Code}, Occurred: time.Date(24, 1, 2, 0, 0, 0, 0, time.UTC)}, "occurred_at", "stock.too_early"},
		{"before it was shipped", stock.Arriving{Codes: []string{chairs[1].Code}, Occurred: noon.AddDate(0, 0, -1)}, "occurred_at", "transfer.before_shipping"},
		{"into a warehouse of the sender", stock.Arriving{Codes: []string{chairs[1].Code}, Place: "soeharso-utama"}, "place", "transfer.place_elsewhere"},
		{"into a place that is not there", stock.Arriving{Codes: []string{chairs[1].Code}, Place: "kendari-99"}, "place", "stock.place_unknown"},
		{"a code that is none", stock.Arriving{Codes: []string{"6.37702E+15"}}, "codes.0", "transfer.unexpected_unknown"},
	}
	for _, tt := range tests {
		tt.in.Transfer = ref
		if _, err := r.ReceiveTransfer(as(t, far), tt.in); keys(err)[tt.field] != tt.key {
			t.Errorf("%s: %v, want %s at %s", tt.name, keys(err), tt.key, tt.field)
		}
	}
	r.verify(t)
}

func TestWhatCameUnexpectedIsALineOfItsOwn(t *testing.T) {
	r, ok := newRoom(t), done(t)
	x, chairs := r.underway(t)
	stray := r.unit(t, r.receive(t, made("KRE-9")).Units[0])
	in := stock.Arriving{Transfer: x.ID.String(), Codes: []string{chairs[0].Code, stray.Serial, "ZZZ-1"}}
	_, err := r.ReceiveTransfer(as(t, far), in)
	if got := keys(err); got["codes.1"] != "transfer.unexpected_unit" || got["codes.2"] != "transfer.unexpected_unknown" {
		t.Fatalf("not confirmed = %v, want to be told where each stands", got)
	}
	if args := fault.As(err).Fields[0].Args; args["state"] != "node_warehouse" || args["document"] != stray.Moved.Document {
		t.Errorf("told = %v, want where, since when and by which document", args)
	}
	in.Unexpected = true
	x = ok(r.ReceiveTransfer(as(t, far), in))
	got := x.Arrivals[0].Surprises
	if len(got) != 2 || got[0].Unit != stray.ID || got[0].Advice != "sender" || got[1].Advice != "unknown" {
		t.Errorf("unexpected lines = %+v, want the stray chair and the unknown label", got)
	}
	if after := r.unit(t, stray.ID); after.Node != stray.Node {
		t.Errorf("the stray unit has moved to %s: only its own document may move it", after.Node)
	}
	r.verify(t)
}

func TestWhatIsNotAcceptedGoesBackToTheSender(t *testing.T) {
	r, ok := newRoom(t), done(t)
	x, chairs := r.underway(t)
	ok(r.ReceiveTransfer(as(t, far), stock.Arriving{Transfer: x.ID.String(), Codes: []string{chairs[0].Code}, Lines: []stock.ArrivedLine{{Line: 2, Good: 4}}}))
	back := ok(r.SendBack(as(t, far), stock.SendingBack{Transfer: x.ID.String(), Reason: "Salah ukuran"}))
	if back.State != stock.TransferShipped || back.Sum().Shipped != 8 || back.To.Centre != "soeharso" || back.ReturnNo != x.Number {
		t.Fatalf("back = %+v, want 2 chairs and 6 pads on their way to soeharso", back)
	}
	sheet, err := r.Transfer(as(t, far), x.ID.String())
	if err != nil || sheet.Transfer.State != stock.TransferClosed || sheet.Transfer.Sum().Back != 8 {
		t.Fatalf("the first transfer = %+v, %v; want it closed", sheet.Transfer, err)
	}
	r.verify(t)
	if got := r.tally(t, r.chair.ID, "soeharso"); got.Away != 2 {
		t.Errorf("tally of soeharso = %+v: what never arrived stays its own", got)
	}
	back = ok(r.ReceiveTransfer(as(t, clerk), stock.Arriving{
		Transfer: back.ID.String(), Codes: []string{chairs[1].Code}, Missing: []string{chairs[2].Code}, Reason: "Hilang", Lines: []stock.ArrivedLine{{Line: 2, Good: 5, Missing: 1}},
	}))
	if back.State != stock.TransferClosed {
		t.Errorf("back = %s, want closed", back.State)
	}
	if lost := r.unit(t, chairs[2].ID); lost.Centre != "soeharso" || lost.Node.Ref != "soeharso" {
		t.Errorf("lost on the way back = %s of %s, want a loss of soeharso", lost.Node, lost.Centre)
	}
	if got := r.tally(t, r.pad.ID, "soeharso"); got.Ready != 5 || got.Gone != 1 {
		t.Errorf("pads of soeharso = %+v, want 5 back and 1 lost", got)
	}
	r.verify(t)
}

func TestWhatARequestMayNotSay(t *testing.T) {
	r := newRoom(t)
	u := r.unit(t, r.receive(t, made("KRE-1")).Units[0])
	x, chairs := r.underwayOf(t)
	_ = x
	tests := []struct {
		name  string
		in    stock.NewTransfer
		field string
		key   string
	}{
		{"nothing", wish(0, 0), "codes", "transfer.nothing_asked"},
		{"to itself", stock.NewTransfer{From: "meohai", To: "meohai-utama", Reason: "x", Codes: []string{u.Code}}, "to", "transfer.same_place"},
		{"from nowhere", stock.NewTransfer{From: "atlantis", To: "meohai", Reason: "x", Codes: []string{u.Code}}, "from", "stock.place_unknown"},
		{"an unknown model", stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "x", Lines: []stock.TransferWish{{Model: "perahu", Quantity: 1}}}, "lines.0.model", "receipt.model_unknown"},
		{"a negative number", stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "x", Lines: []stock.TransferWish{{Model: "bantalan-duduk", Quantity: -1}}}, "lines.0.quantity", "field.min"},
		{"an absurd number", stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "x", Lines: []stock.TransferWish{{Model: "bantalan-duduk", Quantity: 1e9}}}, "lines.0.quantity", "field.max"},
		{"more units than one transfer takes", wish(121, 0), "lines", "transfer.too_many_units"},
		{"a model twice", stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "x", Lines: []stock.TransferWish{{Model: "bantalan-duduk", Quantity: 1}, {Model: "bantalan-duduk", Quantity: 2}}}, "lines.1.model", "transfer.line_twice"},
		{"a unit twice", stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "x", Codes: []string{u.Code, u.Code}}, "codes.1", "transfer.code_twice"},
		{"an unknown code", stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "x", Codes: []string{"ZZZZZZZ"}}, "codes.0", "transfer.code_unknown"},
		{"a unit on its way", stock.NewTransfer{From: "soeharso", To: "meohai", Reason: "x", Codes: []string{chairs[0].Code}}, "codes.0", "transfer.not_at_sender"},
		{"no reason", stock.NewTransfer{From: "soeharso", To: "meohai", Codes: []string{u.Code}}, "reason", "field.required"},
	}
	for _, tt := range tests {
		if _, err := r.RequestTransfer(as(t, far), tt.in); keys(err)[tt.field] != tt.key {
			t.Errorf("%s: %v, want %s at %s", tt.name, keys(err), tt.key, tt.field)
		}
	}
}

func TestATransferIsOverdueAfterTwoWeeksOnTheWay(t *testing.T) {
	r := newRoom(t)
	x, _ := r.underway(t)
	if x.Overdue(x.Shipped.Occurred.AddDate(0, 0, 14)) || !x.Overdue(x.Shipped.Occurred.AddDate(0, 0, 15)) {
		t.Error("want it overdue after 14 days, and not before")
	}
}

func TestBothCentresSeeATransferInItsGroup(t *testing.T) {
	r := newRoom(t)
	x, chairs := r.underway(t)
	sees := func(who policy.Actor, group string) bool {
		list, err := r.Transfers(as(t, who), stock.TransfersAsk{Group: group})
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(list.Transfers, func(o stock.Transfer) bool { return o.ID == x.ID })
	}
	for _, who := range []policy.Actor{clerk, far} {
		if !sees(who, stock.TransfersAway) || sees(who, stock.TransfersOpen) || sees(who, stock.TransfersDone) {
			t.Errorf("%s does not see the transfer among what is away, and there alone", who.Centre)
		}
	}
	if sees(third, stock.TransfersAway) {
		t.Error("a third centre has it on its list")
	}
	done(t)(r.ReceiveTransfer(as(t, far), stock.Arriving{
		Transfer: x.ID.String(), Codes: []string{chairs[0].Code, chairs[1].Code, chairs[2].Code}, Lines: []stock.ArrivedLine{{Line: 2, Good: 10}},
	}))
	if !sees(clerk, stock.TransfersDone) || sees(clerk, stock.TransfersAway) {
		t.Error("a closed transfer is not where it belongs")
	}
}

func TestACommandSentTwiceIsDoneOnce(t *testing.T) {
	r := newRoom(t)
	x, chairs := r.underway(t)
	ctx := op.Once(as(t, far), "satu")
	in := stock.Arriving{Transfer: x.ID.String(), Codes: []string{chairs[0].Code}}
	one, err := r.ReceiveTransfer(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	two, err := r.ReceiveTransfer(ctx, in)
	if err != nil || len(two.Arrivals) != len(one.Arrivals) || two.Version != one.Version {
		t.Errorf("again = %+v, %v; want the first answer", two, err)
	}
}

func TestCheckFindsATransferThatContradictsTheLedger(t *testing.T) {
	r := newRoom(t)
	x, _ := r.underway(t)
	stock.ForgeTransfer(t, r.d.Store, x.ID, func(t *stock.Transfer) { t.Lines[0].Parcels[0].Good, t.Lines[1].Parcels[0].Lost = 1, 2 })
	var found int
	err := r.d.Store.View(t.Context(), func(rd storage.Reader) error {
		reports, err := stock.Verify(rd)
		for _, rep := range reports {
			if rep.Kind == "transfer and its transit" {
				found = len(rep.Findings)
			}
		}
		return err
	})
	if err != nil || found < 3 {
		t.Errorf("check finds %d contradictions, %v; want the unit and both balances", found, err)
	}
}
