package stock_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

var (
	maker    = actor(11, policy.SKA, "soeharso")
	farMaker = actor(12, policy.SKA, "meohai")
)

// workshop is a room with a wheelchair that is made of a frame and four wheels,
// thirty minutes of labour at Rp20.000 an hour and Rp1.000 of overhead.
type workshop struct {
	*room
	frame, wheel stock.Model
}

func newWorkshop(tb testing.TB, store storage.Store) *workshop {
	tb.Helper()
	w := &workshop{room: furnish(tb, store)}
	w.frame = w.model(tb, stock.ModelDetails{Name: "Rangka", Code: "RGK", Tracking: stock.Counted, Class: stock.ClassRaw})
	w.wheel = w.model(tb, stock.ModelDetails{Name: "Roda", Code: "RODA", Tracking: stock.Counted, Class: stock.ClassPart})
	w.design(tb, stock.NewDesign{
		Model: w.chair.Slug, Version: "1.0", Lines: lines("RGK", 1, "RODA", 4), Minutes: 30, HourRate: 20_000, Overhead: 1_000,
	})
	return w
}

func lines(pairs ...any) (list []stock.PartLine) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, stock.PartLine{Model: pairs[i].(string), Quantity: int64(pairs[i+1].(int))})
	}
	return list
}

func (w *workshop) design(tb testing.TB, in stock.NewDesign) stock.Design {
	tb.Helper()
	d, err := w.SetDesign(as(tb, maker), in)
	if err != nil {
		tb.Fatalf("SetDesign: %v", err)
	}
	return d
}

// buy receives counted goods.
func (w *workshop) buy(tb testing.TB, model string, n, price int64) {
	tb.Helper()
	w.receive(tb, stock.NewReceipt{Model: model, Source: stock.Purchase, Fund: "CSR Contoh", Quantity: n, UnitCost: price})
}

func (w *workshop) order(tb testing.TB, planned int64) stock.Order {
	tb.Helper()
	o, err := w.BeginOrder(as(tb, maker), stock.NewOrder{Model: w.chair.Slug, Design: "1.0", Planned: planned, Fund: "APBN 2026", Account: "526311"})
	if err != nil {
		tb.Fatalf("BeginOrder: %v", err)
	}
	return o
}

func (w *workshop) put(tb testing.TB, o stock.Order, list []stock.PartLine) stock.Order {
	tb.Helper()
	got, err := w.IssueParts(as(tb, clerk), stock.PartsMove{Order: o.ID.String(), Lines: list})
	if err != nil {
		tb.Fatalf("IssueParts: %v", err)
	}
	return got
}

func (w *workshop) yield(tb testing.TB, in stock.NewBatch) stock.Batch {
	tb.Helper()
	b, err := w.Yield(as(tb, maker), in)
	if err != nil {
		tb.Fatalf("Yield: %v", err)
	}
	return b
}

func (w *workshop) sheet(tb testing.TB, o stock.Order) stock.OrderSheet {
	tb.Helper()
	sheet, err := w.Order(as(tb, admin), o.ID.String())
	if err != nil {
		tb.Fatalf("Order: %v", err)
	}
	return sheet
}

func TestAnOrderTurnsPartsIntoUnitsThatBearTheirCostToTheRupiah(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	w.buy(t, "RGK", 10, 100_000)
	w.buy(t, "RODA", 6, 10_001) // the older lot goes first
	w.buy(t, "RODA", 40, 20_000)
	o := w.order(t, 3)
	if o.Number != "PRD-2026-0001" || o.Stage != stock.OrderPlanned {
		t.Fatalf("a new order is %s, %s", o.Number, o.Stage)
	}
	o = w.put(t, o, lines("RGK", 3, "RODA", 13))
	b := w.yield(t, stock.NewBatch{Order: o.ID.String(), Quantity: 3})
	// 3 frames 300.000, 6 wheels of 10.001 and 6 of 20.000, 90 minutes, 3 times overhead.
	want := stock.OrderCost{Parts: 300_000 + 60_006 + 120_000, Labour: 30_000, Overhead: 3_000}
	if b.Cost != want || b.Cost.Total() != 513_006 {
		t.Errorf("cost = %+v, want %+v", b.Cost, want)
	}
	sum := int64(0)
	for i, id := range b.Units {
		u := w.unit(t, id)
		sum += u.UnitCost
		if u.Design != "1.0" || u.Fund != "APBN 2026" || u.Account != "526311" || u.Hold != stock.HoldTest || u.Node != stock.WarehouseNode("soeharso-utama") {
			t.Errorf("unit = %+v", u)
		}
		if serial := fmt.Sprintf("SKA-SOEHARSO-KURSI-RODA-ELEKTRIK-2026-%04d", i+1); u.Serial != serial {
			t.Errorf("serial = %s, want %s", u.Serial, serial)
		}
	}
	if sum != b.Cost.Total() {
		t.Errorf("the units bear %d, want %d", sum, b.Cost.Total())
	}
	if tally := w.tally(t, w.chair.ID, "soeharso"); tally.Made != 3 || tally.Held != 3 {
		t.Errorf("tally = %+v", tally)
	}
	closed, err := w.CloseOrder(as(t, maker), stock.Closing{Order: o.ID.String(), Left: stock.LeftReturned})
	if err != nil || closed.Stage != stock.OrderClosed || closed.Waste != 0 || closed.InWork() != 0 {
		t.Errorf("closed = %+v, %v", closed, err)
	}
	if tally := w.tally(t, w.wheel.ID, "soeharso"); tally.Ready != 34 || tally.Away != 0 {
		t.Errorf("wheels after the return = %+v, want 34 ready", tally)
	}
	w.verify(t)
}

func TestWhatIsUsedAtTheEndIsWasteUnlessTheLastBatchTakesIt(t *testing.T) {
	for name, final := range map[string]bool{"closed with a rest": false, "final batch": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, memkv.New())
			w.buy(t, "RGK", 5, 1_000)
			w.buy(t, "RODA", 20, 10)
			o := w.put(t, w.order(t, 2), lines("RGK", 3, "RODA", 9))
			b := w.yield(t, stock.NewBatch{Order: o.ID.String(), Quantity: 2, Final: final})
			closed, err := w.CloseOrder(as(t, maker), stock.Closing{Order: o.ID.String(), Left: stock.LeftUsed})
			if err != nil {
				t.Fatal(err)
			}
			parts, waste := int64(2_080), int64(1_010)
			if final {
				parts, waste = 3_090, 0
			}
			if b.Cost.Parts != parts || closed.Waste != waste {
				t.Errorf("pieces bear %d and %d are wasted, want %d and %d", b.Cost.Parts, closed.Waste, parts, waste)
			}
			w.verify(t)
		})
	}
}

func TestSpoiledPartsAreBorneByTheNextBatch(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	w.buy(t, "RGK", 5, 1_000)
	w.buy(t, "RODA", 20, 10)
	o := w.put(t, w.order(t, 2), lines("RGK", 2, "RODA", 8))
	o, err := w.ScrapParts(as(t, maker), stock.Spoiling{Order: o.ID.String(), Pieces: 1, Reason: "las retak"})
	if err != nil || o.Carried != 1_040 || o.Spoiled != 1 {
		t.Fatalf("after the scrap: %+v, %v", o, err)
	}
	b := w.yield(t, stock.NewBatch{Order: o.ID.String(), Serials: []string{"A-1"}})
	if b.Cost.Parts != 2_080 {
		t.Errorf("the good piece bears %d of parts, want those of the spoiled one too: 2080", b.Cost.Parts)
	}
	if tally := w.tally(t, w.wheel.ID, "soeharso"); tally.Gone != 4 {
		t.Errorf("wheels = %+v, want 4 scrapped", tally)
	}
	w.verify(t)
}

func TestTheTestsOfABatchDecideWhetherItsUnitsCanGo(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	w.buy(t, "RGK", 5, 1_000)
	w.buy(t, "RODA", 20, 10)
	o := w.put(t, w.order(t, 2), lines("RGK", 2, "RODA", 8))
	b := w.yield(t, stock.NewBatch{Order: o.ID.String(), Quantity: 2})
	other, err := w.SetHold(as(t, clerk), stock.Holding{Unit: b.Units[1].String(), Hold: stock.HoldFitting})
	if err != nil {
		t.Fatal(err)
	}
	judged := func(result, note string) stock.Unit {
		t.Helper()
		_, err := w.TestBatch(as(t, maker), stock.Trial{Batch: b.ID.String(), Tests: []stock.Test{
			{Parameter: "brakes", Result: result, Note: note}, {Parameter: "dimensions", Result: stock.TestPass}, {Parameter: "ignition"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		return w.unit(t, b.Units[0])
	}
	if u := judged(stock.TestFail, "rem kanan selip"); u.Hold != stock.HoldQuarantine || u.Available() {
		t.Errorf("a unit of a failed batch is %+v", u)
	}
	if u := judged(stock.TestPass, ""); u.Hold != stock.Free || !u.Available() {
		t.Errorf("a unit of a batch that passed is %+v", u)
	}
	if u := w.unit(t, other.ID); u.Hold != stock.HoldFitting {
		t.Errorf("a hold for another reason became %s", u.Hold)
	}
	w.verify(t)
}

func TestPartsInWorkAreTakenAndReturnedWholeOrNotAtAll(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	w.buy(t, "RGK", 2, 1_000)
	w.buy(t, "RODA", 7, 10)
	o := w.order(t, 2)
	_, err := w.IssueParts(as(t, clerk), stock.PartsMove{Order: o.ID.String(), Lines: lines("RGK", 2, "RODA", 8)})
	if f := fault.As(err); f.Key != "part.short" || f.Args["n"] != int64(7) {
		t.Errorf("too few wheels: %v", err)
	}
	o = w.put(t, o, lines("RGK", 2, "RODA", 4))
	_, err = w.Yield(as(t, maker), stock.NewBatch{Order: o.ID.String(), Quantity: 2})
	if f := fault.As(err); f.Key != "production.not_in_work" {
		t.Errorf("two chairs of four wheels: %v", err)
	}
	o, err = w.IssueParts(as(t, clerk), stock.PartsMove{Order: o.ID.String(), Codes: []string{"RODA", "roda", "RODA"}})
	if err != nil || o.LeftOf(w.wheel.ID) != 7 {
		t.Errorf("three scans: %d wheels in work, %v", o.LeftOf(w.wheel.ID), err)
	}
	o, err = w.ReturnParts(as(t, clerk), stock.PartsMove{Order: o.ID.String(), Lines: lines("RODA", 3)})
	if err != nil || o.LeftOf(w.wheel.ID) != 4 {
		t.Errorf("after the return %d wheels in work, %v", o.LeftOf(w.wheel.ID), err)
	}
	if _, err := w.ReturnParts(as(t, clerk), stock.PartsMove{Order: o.ID.String(), Lines: lines("RODA", 5)}); err == nil {
		t.Error("more wheels came back than were in work")
	}
	w.verify(t)
}

func TestExpiredLotsAreNotIssuedAndSaidToBePassedOver(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	w.buy(t, "RGK", 2, 1_000)
	w.receive(t, stock.NewReceipt{Model: "RODA", Source: stock.Purchase, Fund: "APBN", Quantity: 5, Expiry: noon.AddDate(0, 0, -3), Occurred: noon.AddDate(0, -2, 0)})
	w.receive(t, stock.NewReceipt{Model: "RODA", Source: stock.Purchase, Fund: "APBN", Quantity: 4, Expiry: noon.AddDate(0, 2, 0)})
	o := w.order(t, 1)
	_, err := w.IssueParts(as(t, clerk), stock.PartsMove{Order: o.ID.String(), Lines: lines("RODA", 5)})
	if f := fault.As(err); f.Key != "part.short_expired" || f.Args["expired"] != int64(5) || f.Args["n"] != int64(4) {
		t.Errorf("issue past what is fresh: %v", err)
	}
	need := w.sheet(t, o).Needs[1]
	if need.There != 4 || need.Expired != 5 || need.Short() != 0 {
		t.Errorf("need = %+v", need)
	}
	w.put(t, o, lines("RODA", 4))
	list, err := w.Expiries(as(t, clerk), stock.ExpiriesAsk{})
	if err != nil || len(list.Rows) != 1 || !list.Rows[0].Expired || list.Rows[0].Balance.Quantity != 5 || list.Rows[0].Days != -3 {
		t.Errorf("what expires = %+v, %v", list.Rows, err)
	}
	w.verify(t)
}

func TestOnlyTheRightPeopleOfTheCentreMake(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	w.buy(t, "RGK", 2, 1_000)
	w.buy(t, "RODA", 8, 10)
	o := w.order(t, 2)
	id := o.ID.String()
	for name, do := range map[string]func(context.Context) error{
		"plan": func(c context.Context) error {
			_, err := w.BeginOrder(c, stock.NewOrder{Model: w.chair.Slug, Design: "1.0", Planned: 1, Fund: "x"})
			return err
		},
		"make": func(c context.Context) error {
			_, err := w.Yield(c, stock.NewBatch{Order: id, Quantity: 1})
			return err
		},
		"close": func(c context.Context) error {
			_, err := w.CloseOrder(c, stock.Closing{Order: id, Left: "use"})
			return err
		},
		"cancel": func(c context.Context) error {
			_, err := w.CancelOrder(c, stock.Cancelling{Order: id, Reason: "x"})
			return err
		},
	} {
		if err := do(as(t, clerk)); fault.CodeOf(err) != fault.Denied {
			t.Errorf("the warehouse may %s: %v", name, err)
		}
		if err := do(as(t, farMaker)); name != "plan" && fault.CodeOf(err) != fault.Denied {
			t.Errorf("the SKA of another centre may %s: %v", name, err)
		}
	}
	if _, err := w.IssueParts(as(t, maker), stock.PartsMove{Order: id, Lines: lines("RGK", 1)}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("the SKA takes parts by itself: %v", err)
	}
	if _, err := w.IssueParts(as(t, clerk), stock.PartsMove{Order: id, Lines: lines("RGK", 1), Place: "meohai-utama"}); keys(err)["place"] != "stock.place_unknown" {
		t.Errorf("parts of another centre: %v", err)
	}
}

func TestADesignThatWasUsedIsNeverEdited(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	again := stock.NewDesign{Model: w.chair.Slug, Version: "1.0", Lines: lines("RGK", 2), Stamp: 1}
	d := w.design(t, again)
	if len(d.Parts) != 1 || d.Parts[0].Quantity != 2 {
		t.Errorf("an unused version was not changed: %+v", d)
	}
	w.order(t, 1)
	again.Stamp = 2
	if _, err := w.SetDesign(as(t, maker), again); fault.As(err).Key != "design.used" {
		t.Errorf("a used version was changed: %v", err)
	}
	again.Stamp = 0
	if _, err := w.SetDesign(as(t, maker), again); keys(err)["design"] != "design.version_taken" {
		t.Errorf("a version was added twice: %v", err)
	}
	again.Version, again.Lines = "1.1", lines("RGK", 1, "RGK", 2)
	if _, err := w.SetDesign(as(t, maker), again); keys(err)["lines.1.model"] != "part.twice" {
		t.Errorf("a part twice: %v", err)
	}
	again.Lines = lines(w.chair.Slug, 1)
	if _, err := w.SetDesign(as(t, maker), again); keys(err)["lines.0.model"] != "part.itself" {
		t.Errorf("a chair made of chairs: %v", err)
	}
}

func TestBadOrdersAreNamed(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	good := stock.NewOrder{Model: w.chair.Slug, Design: "1.0", Planned: 1, Fund: "APBN"}
	for field, spoil := range map[string]func(*stock.NewOrder){
		"model":   func(in *stock.NewOrder) { in.Model = "tidak-ada" },
		"design":  func(in *stock.NewOrder) { in.Design = "9" },
		"planned": func(in *stock.NewOrder) { in.Planned = -1 },
		"due":     func(in *stock.NewOrder) { in.Due = noon.AddDate(0, 0, -2) },
		"fund":    func(in *stock.NewOrder) { in.Fund = "" },
		"account": func(in *stock.NewOrder) { in.Account = "12" },
	} {
		in := good
		spoil(&in)
		if _, err := w.BeginOrder(as(t, maker), in); keys(err)[field] == "" {
			t.Errorf("a bad %s gives %v", field, err)
		}
	}
	o := w.order(t, 1)
	w.buy(t, "RGK", 5, 1)
	o = w.put(t, o, lines("RGK", 1))
	if _, err := w.CancelOrder(as(t, maker), stock.Cancelling{Order: o.ID.String(), Reason: "x"}); fault.As(err).Key != "production.running" {
		t.Errorf("an order at work was cancelled: %v", err)
	}
	if _, err := w.IssueParts(as(t, clerk), stock.PartsMove{Order: o.ID.String(), Lines: lines("RGK", 1), Occurred: noon.AddDate(0, 0, -9)}); keys(err)["occurred_at"] == "" {
		t.Errorf("parts went in before the last movement: %v", err)
	}
}

func TestOfManyAtOnceExactlyOneGetsTheLastPart(t *testing.T) {
	const orders = 32
	for name, open := range map[string]func(*testing.T) storage.Store{
		"optkv": func(*testing.T) storage.Store { return optkv.New() }, "boltkv": openBolt,
	} {
		t.Run(name, func(t *testing.T) {
			store := open(t)
			defer func() { _ = store.Close() }()
			w := newWorkshop(t, store)
			w.buy(t, "RGK", 1, 1_000)
			var list []stock.Order
			for range orders {
				list = append(list, w.order(t, 1))
			}
			var won atomic.Int32
			var wg sync.WaitGroup
			for _, o := range list {
				wg.Go(func() {
					_, err := w.IssueParts(as(t, clerk), stock.PartsMove{Order: o.ID.String(), Lines: lines("RGK", 1)})
					if err == nil {
						won.Add(1)
					} else if key := fault.As(err).Key; key != "part.short" && key != "stock.not_enough" {
						t.Errorf("a loser is told %v", err)
					}
				})
			}
			wg.Wait()
			if won.Load() != 1 {
				t.Errorf("%d of %d orders got the last frame, want 1", won.Load(), orders)
			}
			w.verify(t)
		})
	}
}

// TestRandomProductionKeepsEveryInvariant drives an order with random issues,
// returns, scraps and batches, and closes it; the ledger proves itself after
// each step and no rupiah is lost.
func TestRandomProductionKeepsEveryInvariant(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorkshop(t, memkv.New())
		for range 3 {
			w.buy(t, "RGK", 20, rapid.Int64Range(0, 999_999).Draw(rt, "frame price"))
			w.buy(t, "RODA", 60, rapid.Int64Range(0, 99_999).Draw(rt, "wheel price"))
		}
		id := w.order(t, 50).ID.String()
		some := func(most int) []stock.PartLine {
			return lines("RGK", rapid.IntRange(1, most).Draw(rt, "frames"), "RODA", rapid.IntRange(1, 4*most).Draw(rt, "wheels"))
		}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			var err error
			switch rapid.IntRange(0, 4).Draw(rt, "step") {
			case 0, 1:
				_, err = w.IssueParts(as(t, clerk), stock.PartsMove{Order: id, Lines: some(6)})
			case 2:
				_, err = w.ReturnParts(as(t, clerk), stock.PartsMove{Order: id, Lines: some(2)})
			case 3:
				_, err = w.ScrapParts(as(t, maker), stock.Spoiling{Order: id, Lines: some(2), Reason: "cacat"})
			default:
				_, err = w.Yield(as(t, maker), stock.NewBatch{Order: id, Quantity: rapid.Int64Range(1, 4).Draw(rt, "pieces"), Final: rapid.Bool().Draw(rt, "final")})
			}
			if code := fault.CodeOf(err); err != nil && code != fault.Conflict {
				rt.Fatalf("%v", err)
			}
			w.verify(t)
		}
		left := rapid.SampledFrom([]string{stock.LeftReturned, stock.LeftUsed}).Draw(rt, "left")
		o, err := w.CloseOrder(as(t, maker), stock.Closing{Order: id, Left: left})
		if err != nil || o.InWork() != 0 {
			rt.Fatalf("closing: %+v, %v", o, err)
		}
		spent, borne := int64(0), o.Waste+o.Cost.Labour+o.Cost.Overhead
		for _, p := range o.Parts {
			spent += (p.Used + p.Scrapped) * p.Price
		}
		for _, b := range w.sheet(t, o).Batches {
			for _, u := range b.Units {
				borne += w.unit(t, u).UnitCost
			}
		}
		if want := spent + 2*(o.Cost.Labour+o.Cost.Overhead); borne != want {
			rt.Fatalf("units bear and waste takes %d, spent were %d", borne, want)
		}
		w.verify(t)
	})
}

func TestCountedGoodsAreMadeToo(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	w.buy(t, "RGK", 7, 1_000)
	w.design(t, stock.NewDesign{Model: w.pad.Slug, Version: "A", Lines: lines("RGK", 1)})
	o, err := w.BeginOrder(as(t, maker), stock.NewOrder{Model: w.pad.Slug, Design: "A", Planned: 3, Fund: "APBN"})
	if err != nil {
		t.Fatal(err)
	}
	w.put(t, o, lines("RGK", 7))
	b := w.yield(t, stock.NewBatch{Order: o.ID.String(), Quantity: 3, Final: true, Expiry: noon.AddDate(1, 0, 0)})
	if len(b.Lots) != 2 || b.Lots[0] != (stock.BatchLot{Lot: b.Lots[0].Lot, Quantity: 1, UnitCost: 2_334}) || b.Lots[1].UnitCost != 2_333 {
		t.Errorf("7.000 over 3 pieces = %+v", b.Lots)
	}
	if tally := w.tally(t, w.pad.ID, "soeharso"); tally.Ready != 3 || tally.Made != 3 {
		t.Errorf("tally = %+v", tally)
	}
	if _, err := w.Yield(as(t, maker), stock.NewBatch{Order: o.ID.String(), Serials: []string{"X"}}); keys(err)["serials"] == "" {
		t.Errorf("counted goods took a serial number: %v", err)
	}
	w.verify(t)
}

func TestASerialThatSomebodyTypedIsPassedOverWhenCounting(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	w.receive(t, made("SKA-SOEHARSO-KURSI-RODA-ELEKTRIK-2026-0001"))
	o := w.order(t, 1)
	b := w.yield(t, stock.NewBatch{Order: o.ID.String(), Quantity: 1, Lines: nil, Final: true})
	if u := w.unit(t, b.Units[0]); !strings.HasSuffix(u.Serial, "-0002") {
		t.Errorf("serial = %s", u.Serial)
	}
	_, err := w.Yield(as(t, maker), stock.NewBatch{Order: o.ID.String(), Serials: []string{"B", "SKA-SOEHARSO-KURSI-RODA-ELEKTRIK-2026-0002"}, Final: true})
	if keys(err)["serials.1"] != "receipt.serial_taken" {
		t.Errorf("a serial that exists: %v", err)
	}
}

func TestTheWorthOfAStockTellsRawWorkAndFinishedApart(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	w.buy(t, "RGK", 5, 1_000)
	w.buy(t, "RODA", 20, 10)
	o := w.put(t, w.order(t, 2), lines("RGK", 2, "RODA", 8))
	w.yield(t, stock.NewBatch{Order: o.ID.String(), Quantity: 1})
	got, err := w.Worth(as(t, clerk), stock.WorthAsk{})
	if err != nil {
		t.Fatal(err)
	}
	by := map[stock.Class]int64{}
	for _, c := range got.Classes {
		by[c.Class] = c.Worth
	}
	if by[stock.ClassRaw] != 3_000 || by[stock.ClassPart] != 120 || by[stock.ClassDevice] != 1_040+11_000 || got.InWork != 1_040 || got.Orders != 1 {
		t.Errorf("worth = %+v", got)
	}
}

func TestABatchThatWasAMistakeIsTakenBack(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	w.buy(t, "RGK", 5, 1_000)
	w.buy(t, "RODA", 20, 10)
	o := w.put(t, w.order(t, 3), lines("RGK", 3, "RODA", 12))
	before, err := w.ScrapParts(as(t, maker), stock.Spoiling{Order: o.ID.String(), Pieces: 1, Reason: "retak"})
	if err != nil {
		t.Fatal(err)
	}
	b := w.yield(t, stock.NewBatch{Order: o.ID.String(), Serials: []string{"A-1", "A-2"}})
	wish := stock.BatchUndo{Batch: b.ID.String(), Reason: "salah jumlah"}
	if _, err := w.UndoBatch(as(t, clerk), wish); fault.CodeOf(err) != fault.Denied {
		t.Errorf("the warehouse took a batch back: %v", err)
	}
	if _, err := w.UndoBatch(as(t, maker), wish); err != nil {
		t.Fatal(err)
	}
	w.verify(t)
	after := w.sheet(t, o).Order
	if after.Good != 0 || after.InWork() != before.InWork() || after.Carried != before.Carried || after.Cost != (stock.OrderCost{}) {
		t.Errorf("after the undo %+v, want as before %+v", after, before)
	}
	if _, err := w.UndoBatch(as(t, maker), wish); fault.As(err).Key != "production.undone_already" {
		t.Errorf("taken back twice: %v", err)
	}
	again := w.yield(t, stock.NewBatch{Order: o.ID.String(), Serials: []string{"A-1"}})
	if _, err := w.SetHold(as(t, clerk), stock.Holding{Unit: again.Units[0].String(), Hold: stock.NoHold}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.reserve(as(t, clerk), again.Units[0], w.d.NewID(noon)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.UndoBatch(as(t, maker), stock.BatchUndo{Batch: again.ID.String(), Reason: "x"}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("a batch with a reserved unit was taken back: %v", err)
	}
	w.verify(t)
}

func TestAnOrderOfAnotherCentreIsReadButItsTimeIsKept(t *testing.T) {
	w := newWorkshop(t, memkv.New())
	o := w.order(t, 1)
	sheet, err := w.Order(as(t, far), o.ID.String())
	if err != nil || sheet.MayIssue || sheet.MayMake || sheet.MayTest {
		t.Errorf("another centre sees %+v, %v", sheet, err)
	}
	if _, err := w.Order(op.As(t.Context(), policy.Actor{}), o.ID.String()); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("nobody reads an order: %v", err)
	}
	if list, err := w.Orders(as(t, maker), stock.OrdersAsk{Stage: stock.OrderPlanned}); err != nil || len(list.Orders) != 1 || !list.MayPlan {
		t.Errorf("list = %+v, %v", list, err)
	}
}
