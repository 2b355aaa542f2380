package stock_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

func TestAReceiptMakesAUnitForEachSerialNumber(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made(serials("KRE", 10)...))
	if got, want := rec.Number, "TRM-2026-0001"; got != want {
		t.Errorf("Number = %q, want %q", got, want)
	}
	if got, want := r.tally(t, r.chair.ID, "soeharso"), (stock.Tally{Model: r.chair.ID, Centre: "soeharso", Ready: 10, Made: 10}); got != want {
		t.Errorf("tally = %+v, want %+v", got, want)
	}
	codes := map[string]bool{}
	for _, id := range rec.Units {
		u := r.unit(t, id)
		codes[u.Code] = true
		if !u.Available() || u.Fund != "APBN 2026" || u.Node != stock.WarehouseNode("soeharso-utama") {
			t.Errorf("unit %+v is not ready in the main warehouse with its fund", u)
		}
		if len(u.Code) != 7 || strings.ContainsAny(u.Code, "ILOU") {
			t.Errorf("code %q is not seven letters of Crockford's alphabet", u.Code)
		}
	}
	if len(codes) != 10 {
		t.Errorf("%d codes for 10 units", len(codes))
	}
	r.verify(t)
}

func TestACountedModelIsReceivedByQuantity(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, stock.NewReceipt{Model: r.pad.Code, Source: stock.Donation, Fund: "CSR", Donor: "PT Contoh", Quantity: 400})
	if got, want := r.tally(t, r.pad.ID, "soeharso").Ready, int64(400); got != want || len(rec.Units) != 0 {
		t.Errorf("ready = %d, want %d; %d units, want none", got, want, len(rec.Units))
	}
	r.verify(t)
}

func TestWhatAReceiptMayNotSay(t *testing.T) {
	r := newRoom(t)
	r.receive(t, made("KRE-9"))
	long := strings.Repeat("x", 65)
	with := func(change func(*stock.NewReceipt)) stock.NewReceipt {
		in := made("A-1")
		change(&in)
		return in
	}
	for name, c := range map[string]struct {
		in   stock.NewReceipt
		want map[string]string
	}{
		"model":         {with(func(in *stock.NewReceipt) { in.Model = "tak-ada" }), map[string]string{"model": "receipt.model_unknown"}},
		"source":        {with(func(in *stock.NewReceipt) { in.Source = "theft" }), map[string]string{"source": "field.oneof"}},
		"fund":          {with(func(in *stock.NewReceipt) { in.Fund = "" }), map[string]string{"fund": "field.required"}},
		"donor":         {with(func(in *stock.NewReceipt) { in.Source = stock.Donation }), map[string]string{"donor": "field.required"}},
		"account":       {with(func(in *stock.NewReceipt) { in.Account = "12345" }), map[string]string{"account": "receipt.account"}},
		"warehouse":     {with(func(in *stock.NewReceipt) { in.Warehouse = "tak-ada" }), map[string]string{"warehouse": "stock.place_unknown"}},
		"negative cost": {with(func(in *stock.NewReceipt) { in.UnitCost = -1 }), map[string]string{"unit_cost": "field.min"}},
		"future":        {with(func(in *stock.NewReceipt) { in.Occurred = noon.AddDate(0, 0, 1) }), map[string]string{"occurred_at": "stock.future"}},
		"year 0024":     {with(func(in *stock.NewReceipt) { in.Occurred = time.Date(24, 1, 2, 0, 0, 0, 0, time.UTC) }), map[string]string{"occurred_at": "stock.too_early"}},
		"no serials":    {with(func(in *stock.NewReceipt) { in.Serials, in.Quantity = nil, 3 }), map[string]string{"serials": "receipt.serials_needed"}},
		"nothing":       {with(func(in *stock.NewReceipt) { in.Serials = nil }), map[string]string{"quantity": "receipt.quantity"}},
		"negative":      {with(func(in *stock.NewReceipt) { in.Serials, in.Quantity = nil, -3 }), map[string]string{"quantity": "receipt.quantity"}},
		"absurd":        {with(func(in *stock.NewReceipt) { in.Serials, in.Quantity = nil, 1e9 }), map[string]string{"quantity": "field.max"}},
		"two counts":    {with(func(in *stock.NewReceipt) { in.Quantity = 2 }), map[string]string{"quantity": "receipt.quantity_differs"}},
		"counted":       {with(func(in *stock.NewReceipt) { in.Model = r.pad.Slug }), map[string]string{"serials": "receipt.serials_refused"}},
		"twice":         {made("A-1", "B-1", " a-1 "), map[string]string{"serials.2": "receipt.serial_twice"}},
		"taken":         {made("A-1", "kre-9"), map[string]string{"serials.1": "receipt.serial_taken"}},
		"long":          {made(long), map[string]string{"serials.0": "receipt.serial_long"}},
		"tab":           {made("A\t1"), map[string]string{"serials.0": "receipt.serial_control"}},
		"bell":          {made("A\a1"), map[string]string{"serials.0": "field.text"}},
		"empty":         {made("A-1", "  "), map[string]string{"serials.1": "field.required"}},
		"spreadsheet":   {made("6.37702E+15", "6,37702e+15"), map[string]string{"serials.0": "receipt.serial_rounded", "serials.1": "receipt.serial_rounded"}},
		"too many":      {made(serials("Z", stock.MaxSerials+1)...), map[string]string{"serials": "receipt.too_many"}},
		"not in use":    {with(func(in *stock.NewReceipt) { in.Source, in.Serials = stock.Return, []string{"KRE-9"} }), map[string]string{"serials.0": "receipt.not_in_use"}},
		"never seen":    {with(func(in *stock.NewReceipt) { in.Source = stock.Return }), map[string]string{"serials.0": "receipt.serial_unknown"}},
	} {
		_, err := r.Receive(as(t, clerk), c.in)
		if got := keys(err); !maps.Equal(got, c.want) || fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%s: fields = %v (%v), want %v", name, got, err, c.want)
		}
	}
	if got, want := r.tally(t, r.chair.ID, "soeharso").Ready, int64(1); got != want {
		t.Errorf("ready = %d after refusals, want %d", got, want)
	}
	r.verify(t)
}

func TestTheLargestReceiptFitsATransactionBothWays(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made(serials("KRE", stock.MaxSerials)...))
	if _, err := r.Undo(as(t, clerk), stock.Undoing{Receipt: rec.ID, Reason: "salah model"}); err != nil {
		t.Fatalf("Undo of %d units: %v", stock.MaxSerials, err)
	}
	if got, want := r.tally(t, r.chair.ID, "soeharso"), (stock.Tally{Model: r.chair.ID, Centre: "soeharso"}); got != want {
		t.Errorf("tally = %+v, want %+v", got, want)
	}
	r.receive(t, made(serials("KRE", stock.MaxSerials)...)) // the serial numbers are free again
	r.verify(t)
}

func TestAReceiptIsTakenBackOnlyWhileNothingIsBuiltUponIt(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made("KRE-1", "KRE-2"))
	undo := stock.Undoing{Receipt: rec.ID, Reason: "salah ketik"}
	if _, err := r.reserve(as(t, clerk), rec.Units[1], id(900)); err != nil {
		t.Fatal(err)
	}
	_, err := r.Undo(as(t, clerk), undo)
	if f := fault.As(err); f.Key != "receipt.built_upon" || f.Args["document"] != "PMH-2026-0007" {
		t.Errorf("Undo with a reserved unit: %v %v, want receipt.built_upon by PMH-2026-0007", err, f.Args)
	}
	if _, err := r.release(as(t, clerk), rec.Units[1], id(900)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Undo(as(t, clerk), undo); err != nil {
		t.Errorf("Undo after the release: %v", err)
	}
	if _, err := r.Undo(as(t, clerk), undo); fault.As(err).Key != "receipt.reversed" {
		t.Errorf("Undo twice: %v, want receipt.reversed", err)
	}
	r.verify(t)
}

func TestAnIssuedUnitComesBackToBeCleanedAndKeepsItsFund(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made("KRE-1"))
	u := rec.Units[0]
	if _, err := r.reserve(as(t, clerk), u, id(900)); err != nil {
		t.Fatal(err)
	}
	out := stock.Issuance{Units: []op.ID{u}, Allocations: []op.ID{id(900)}, To: id(77), Document: "1/BAST/4.11/11/2026"}
	if _, err := r.issue(as(t, clerk), out); err != nil {
		t.Fatal(err)
	}
	back := r.receive(t, stock.NewReceipt{Model: r.chair.Slug, Source: stock.Return, Serials: []string{"kre-1"}})
	got := r.unit(t, u)
	if got.Hold != stock.HoldDecontaminate || got.Fund != "APBN 2026" || got.Issues != 1 || got.Available() {
		t.Errorf("returned unit = %+v, want it held for decontamination with its fund", got)
	}
	if _, err := r.Undo(as(t, clerk), stock.Undoing{Receipt: back.ID, Reason: "orang lain"}); err != nil {
		t.Fatal(err)
	}
	if got := r.unit(t, u).Bucket(); got != stock.InUse {
		t.Errorf("bucket = %s after the return was taken back, want %s", got, stock.InUse)
	}
	r.verify(t)
}

func TestARepeatedReceiptWithOneKeyIsPostedOnce(t *testing.T) {
	r := newRoom(t)
	ctx := op.Once(as(t, clerk), "kunci-1")
	first, err := r.Receive(ctx, made("KRE-1"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Receive(ctx, made("KRE-1"))
	if err != nil || again.ID != first.ID {
		t.Errorf("second = %s, %v; want the first again, %s", again.ID, err, first.ID)
	}
}

func TestOnlyTheOwnCentreReceives(t *testing.T) {
	r := newRoom(t)
	for name, c := range map[string]struct {
		by   policy.Actor
		want fault.Code
	}{
		"other centre": {far, fault.Denied}, "social worker": {peksos, fault.Denied}, "admin": {admin, fault.Denied},
		"nobody": {policy.Actor{}, fault.NoActor}, "own": {clerk, ""},
	} {
		in := made("KRE-" + name)
		in.Warehouse = "soeharso-utama"
		if _, err := r.Receive(as(t, c.by), in); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
