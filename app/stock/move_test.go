package stock_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// head leads the centre of the clerk.
var head = policy.Actor{ID: id(3), Name: "Uji Kepala", Role: policy.Head, Centre: "soeharso"}

func (r *room) shelf(t *testing.T, code string) string {
	t.Helper()
	s, err := network.New(r.d).AddShelf(as(t, clerk), network.NewShelf{Warehouse: "soeharso-utama", Code: code})
	if err != nil {
		t.Fatal(err)
	}
	return s.Warehouse + "/" + s.Code
}

func (r *room) on(t *testing.T, at stock.Node, model op.ID, day time.Time) (n int64) {
	t.Helper()
	err := r.d.Store.View(t.Context(), func(v storage.Reader) (err error) {
		n, err = stock.BalanceOn(v, at, model, op.ID{}, day)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestUnitsArePutAwayAndTheWarehouseCountsItsShelves(t *testing.T) {
	r := newRoom(t)
	shelf := r.shelf(t, "A-1")
	rec := r.receive(t, made("K-1", "K-2", "K-3"))
	code := r.unit(t, rec.Units[0]).Code
	m, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Moved, Units: []string{"https://lumbung.example/u/" + code, "k-2"}, Model: r.chair.Slug, To: shelf})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.unit(t, rec.Units[1]); got.Node.String() != "bin:soeharso-utama/A-1" || !got.Available() {
		t.Errorf("unit stands at %s, available %t", got.Node, got.Available())
	}
	for at, want := range map[stock.Node]int64{stock.WarehouseNode("soeharso-utama"): 3, stock.ShelfNode("soeharso-utama", "A-1"): 2} {
		if got := r.on(t, at, r.chair.ID, noon); got != want {
			t.Errorf("%s holds %d, want %d", at, got, want)
		}
	}
	if in, out := m.Flow(r.chair.ID, op.ID{}, stock.WarehouseNode("soeharso-utama")); in != 0 || out != 0 {
		t.Errorf("putting away is a flow of the warehouse: %d in, %d out", in, out)
	}
	r.verify(t)
}

func TestCountedGoodsLeaveByExpiryThenByAge(t *testing.T) {
	r := newRoom(t)
	get := func(code string, n int64, expiry time.Time) op.ID {
		return r.receive(t, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN", Quantity: n, Lot: code, Expiry: expiry}).Lot
	}
	old := get("LAMA", 5, time.Time{})
	late := get("B/02", 5, noon.AddDate(1, 0, 0))
	soon := get("B/01", 5, noon.AddDate(0, 1, 0))
	m, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Issued, Model: r.pad.Slug, Quantity: 12, Reason: stock.ForService})
	if err != nil {
		t.Fatal(err)
	}
	var got []op.ID
	for _, l := range m.Lines {
		got = append(got, l.Lot)
	}
	if !slices.Equal(got, []op.ID{soon, late, old}) || m.Quantity() != 12 {
		t.Errorf("lots left in the order %v, %d pieces", got, m.Quantity())
	}
	r.verify(t)
}

func TestAnExpiredLotIsNotIssuedButCanBeWrittenOff(t *testing.T) {
	r := newRoom(t)
	r.receive(t, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN", Quantity: 5, Lot: "X", Expiry: noon.AddDate(0, 0, -1)})
	_, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Issued, Model: r.pad.Slug, Quantity: 1, Reason: stock.ForService})
	if fault.As(err).Key != "part.short_expired" {
		t.Errorf("issue of an expired lot: %v", err)
	}
	_, err = r.Move(as(t, head), stock.NewMove{Kind: stock.WrittenOff, Model: r.pad.Slug, Quantity: 5, Reason: stock.Expired, Document: "SK-1/2026"})
	if err != nil {
		t.Error(err)
	}
	r.verify(t)
}

func TestWhatAMovementMayNotSay(t *testing.T) {
	r := newRoom(t)
	shelf := r.shelf(t, "a1")
	rec := r.receive(t, made("K-1", "K-2"))
	r.receive(t, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN", Quantity: 5})
	one := r.unit(t, rec.Units[0]).Code
	move := func(change func(*stock.NewMove)) stock.NewMove {
		in := stock.NewMove{Kind: stock.Moved, Units: []string{one}, To: shelf}
		change(&in)
		return in
	}
	use := func(change func(*stock.NewMove)) stock.NewMove {
		in := stock.NewMove{Kind: stock.Issued, Model: r.pad.Slug, Quantity: 1, Reason: stock.ForService}
		change(&in)
		return in
	}
	for name, c := range map[string]struct {
		in   stock.NewMove
		want map[string]string
	}{
		"nothing":      {move(func(in *stock.NewMove) { in.Units = nil }), map[string]string{"units": "move.nothing"}},
		"nowhere":      {move(func(in *stock.NewMove) { in.To = "" }), map[string]string{"to": "field.required"}},
		"no such rack": {move(func(in *stock.NewMove) { in.To = "soeharso-utama/z9" }), map[string]string{"to": "stock.place_unknown"}},
		"unknown":      {move(func(in *stock.NewMove) { in.Units = []string{one, "ZZZ"} }), map[string]string{"units.1": "move.unit_unknown"}},
		"twice":        {move(func(in *stock.NewMove) { in.Units = []string{one, one} }), map[string]string{"units.1": "move.unit_twice"}},
		"there":        {move(func(in *stock.NewMove) { in.To = "soeharso-utama" }), map[string]string{"units.0": "move.unit_there"}},
		"elsewhere":    {move(func(in *stock.NewMove) { in.To = "meohai-utama" }), map[string]string{"units.0": "move.other_centre"}},
		"two counts":   {move(func(in *stock.NewMove) { in.Quantity = 3 }), map[string]string{"quantity": "receipt.quantity_differs"}},
		"too many":     {move(func(in *stock.NewMove) { in.Units = serials("K", stock.MaxMove+1) }), map[string]string{"units": "move.too_many"}},
		"zero":         {use(func(in *stock.NewMove) { in.Quantity = 0 }), map[string]string{"quantity": "receipt.quantity"}},
		"negative":     {use(func(in *stock.NewMove) { in.Quantity = -1 }), map[string]string{"quantity": "receipt.quantity"}},
		"absurd":       {use(func(in *stock.NewMove) { in.Quantity = 1e9 }), map[string]string{"quantity": "field.max"}},
		"no reason":    {use(func(in *stock.NewMove) { in.Reason = "" }), map[string]string{"reason": "move.reason"}},
		"wrong reason": {use(func(in *stock.NewMove) { in.Reason = stock.Lost }), map[string]string{"reason": "move.reason"}},
		"units used":   {use(func(in *stock.NewMove) { in.Units, in.Quantity = []string{one}, 0 }), map[string]string{"units": "move.units_refused"}},
		"no such lot":  {use(func(in *stock.NewMove) { in.Lot = "L-9" }), map[string]string{"lot": "lot.unknown"}},
		"future":       {use(func(in *stock.NewMove) { in.Occurred = noon.AddDate(0, 0, 1) }), map[string]string{"occurred_at": "stock.future"}},
		"year 0024":    {use(func(in *stock.NewMove) { in.Occurred = time.Date(24, 1, 2, 0, 0, 0, 0, time.UTC) }), map[string]string{"occurred_at": "stock.too_early"}},
		"before":       {use(func(in *stock.NewMove) { in.Occurred = noon.AddDate(0, 0, -3) }), map[string]string{"occurred_at": "stock.not_enough_then"}},
		"serialised":   {use(func(in *stock.NewMove) { in.Model = r.chair.Slug }), map[string]string{"units": "receipt.serials_needed"}},
	} {
		if _, err := r.Move(as(t, clerk), c.in); !maps.Equal(keys(err), c.want) {
			t.Errorf("%s: fields = %v (%v), want %v", name, keys(err), err, c.want)
		}
	}
	if _, err := r.Move(as(t, clerk), use(func(in *stock.NewMove) { in.Quantity = 6 })); fault.As(err).Key != "part.short" {
		t.Errorf("more than there is: %v", err)
	}
	r.verify(t)
}

func TestWritingOffIsForTheHeadAndNamesItsPaper(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made("K-1"))
	off := stock.NewMove{Kind: stock.WrittenOff, Units: []string{rec.Units[0].String()}, Reason: stock.Scrapped}
	if _, err := r.Move(as(t, clerk), off); fault.CodeOf(err) != fault.Denied {
		t.Errorf("by a clerk: %v", err)
	}
	if _, err := r.Move(as(t, head), off); keys(err)["document"] != "move.document" {
		t.Errorf("without a paper: %v", err)
	}
	off.Document = "SK-7/2026"
	m, err := r.Move(as(t, head), off)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.unit(t, rec.Units[0]); got.Bucket() != stock.Gone {
		t.Errorf("bucket = %s", got.Bucket())
	}
	if _, err := r.Reverse(as(t, clerk), stock.Reversal{Movement: m.ID, Reason: "salah"}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("reversed by a clerk: %v", err)
	}
	if _, err := r.Reverse(as(t, head), stock.Reversal{Movement: m.ID, Reason: "ditemukan"}); err != nil {
		t.Error(err)
	}
	if _, err := r.Reverse(as(t, head), stock.Reversal{Movement: m.ID, Reason: "lagi"}); fault.As(err).Key != "move.reversed" {
		t.Errorf("reversed twice: %v", err)
	}
	if got := r.unit(t, rec.Units[0]); !got.Available() {
		t.Errorf("unit after the reversal: %+v", got)
	}
	r.verify(t)
}

func TestTheBookIsCorrectedBothWays(t *testing.T) {
	r := newRoom(t)
	r.receive(t, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN", Quantity: 5})
	for _, n := range []int64{3, -7} {
		if _, err := r.Move(as(t, head), stock.NewMove{Kind: stock.Adjusted, Model: r.pad.Slug, Quantity: n, Reason: stock.Miscounted}); err != nil {
			t.Fatal(err)
		}
	}
	if got := r.tally(t, r.pad.ID, "soeharso").Ready; got != 1 {
		t.Errorf("ready = %d, want 1", got)
	}
	r.verify(t)
}

// TestALargeReceiptThatWasCutOffIsHeldUntilItGoesOn ends the work after its
// first transactions, as a crash would.
func TestALargeReceiptThatWasCutOffIsHeldUntilItGoesOn(t *testing.T) {
	r := newRoom(t)
	broken := &cutting{Store: r.d.Store, left: 3}
	d := *r.d
	d.Store = broken
	_, err := stock.New(&d).Receive(as(t, clerk), made(serials("KRE", 700)...))
	if !errors.Is(err, errCut) {
		t.Fatalf("Receive = %v, want the crash", err)
	}
	if got := r.tally(t, r.chair.ID, "soeharso"); got.Ready != 0 || got.Held != 360 {
		t.Errorf("after the crash %d are ready and %d held, want 0 and 360", got.Ready, got.Held)
	}
	r.verify(t)
	if _, err := r.Receive(as(t, clerk), made("KRE-0650")); keys(err)["serials.0"] != "receipt.serial_expected" {
		t.Errorf("a serial number that is on its way: %v", err)
	}
	r.ResumeWorks(t.Context(), func(err error) { t.Error(err) })
	if got := r.tally(t, r.chair.ID, "soeharso"); got.Ready != 700 || got.Held != 0 {
		t.Errorf("in the end %d are ready and %d held, want 700 and 0", got.Ready, got.Held)
	}
	r.verify(t)
}

var errCut = errors.New("cut off")

// cutting is a store that fails after so many updates.
type cutting struct {
	storage.Store
	left int
}

func (c *cutting) Update(ctx context.Context, fn func(storage.Writer) error) error {
	if c.left--; c.left < 0 {
		return errCut
	}
	return c.Store.Update(ctx, fn)
}
