package stock_test

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
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

// returns, scraps and batches, and closes it; the ledger proves itself after
// each step and no rupiah is lost.
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
