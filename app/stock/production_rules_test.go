package stock_test

import (
	"context"
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
