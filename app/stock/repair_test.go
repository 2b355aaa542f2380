package stock_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/optkv"
)

var ska = actor(8, policy.SKA, "soeharso")

func (r *room) repair(tb testing.TB, code, where string) stock.RepairOrder {
	tb.Helper()
	o, err := r.OpenRepair(as(tb, clerk), stock.NewRepair{Unit: code, Complaint: "Rem aus", Where: where})
	if err != nil {
		tb.Fatalf("OpenRepair(%s): %v", code, err)
	}
	return o
}

func (r *room) step(tb testing.TB, o stock.RepairOrder, states ...stock.RepairState) stock.RepairOrder {
	tb.Helper()
	for _, s := range states {
		var err error
		if o, err = r.StepRepair(as(tb, ska), stock.RepairStep{Repair: o.ID, State: s}); err != nil {
			tb.Fatalf("StepRepair(%s): %v", s, err)
		}
	}
	return o
}

// pads brings pieces of the counted model in, at a price each.
func (r *room) buyPads(tb testing.TB, n, price int64, fund string) {
	tb.Helper()
	r.receive(tb, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: fund, Quantity: n, UnitCost: price})
}

func TestARepairLeadsAUnitThroughTheWorkshopAndBack(t *testing.T) {
	r := newRoom(t)
	u := r.unit(t, r.receive(t, made("K-1")).Units[0])
	o := r.repair(t, u.Code, stock.OnShelf)
	if got := r.unit(t, u.ID); o.Number != "PBK-2026-0001" || got.Hold != stock.HoldParts || got.Node != u.Node || got.Available() {
		t.Fatalf("opened: %+v, unit %+v", o, got)
	}
	o = r.step(t, o, stock.RepairWork)
	if got := r.unit(t, u.ID); got.Node.Kind != stock.AtWorkshop || got.Bucket() != stock.Away {
		t.Fatalf("in work: unit at %s", got.Node)
	}
	if _, err := r.FinishRepair(as(t, ska), stock.Finishing{Repair: o.ID, Condition: stock.CondGood}); fault.As(err).Key != "repair.other_state" {
		t.Errorf("finished without a function test: %v", err)
	}
	o = r.step(t, o, stock.RepairTest)
	if got := r.unit(t, u.ID); got.Node != u.Node || got.Hold != stock.HoldTest {
		t.Fatalf("function test: %+v", got)
	}
	o, err := r.FinishRepair(as(t, ska), stock.Finishing{Repair: o.ID, Condition: stock.CondGood, Note: "lulus"})
	if err != nil || o.State != stock.RepairDone || len(o.Steps) != 4 || o.Ended.IsZero() {
		t.Fatalf("FinishRepair = %+v, %v", o, err)
	}
	if got := r.unit(t, u.ID); !got.Available() || got.Condition != stock.CondGood || !got.Repair.IsZero() {
		t.Errorf("done: %+v", got)
	}
	r.verify(t)
}

func TestPartsComeFromTheStockWithTheirCost(t *testing.T) {
	r := newRoom(t)
	r.buyPads(t, 2, 10_000, "APBN 2025")
	r.buyPads(t, 10, 15_000, "APBN 2026")
	o := r.repair(t, r.unit(t, r.receive(t, made("K-1")).Units[0]).Code, stock.InWorkshop)
	use := func(n int64) error {
		var err error
		o, err = r.UsePart(as(t, ska), stock.UsingPart{Repair: o.ID, Part: r.pad.Slug, Quantity: n})
		return err
	}
	if err := use(5); err != nil {
		t.Fatal(err)
	}
	if o.Spent() != 2*10_000+3*15_000 || len(o.Costs) != 2 || o.Costs[0].Fund != "APBN 2025" {
		t.Errorf("costs = %+v", o.Costs)
	}
	if got := r.tally(t, r.pad.ID, "soeharso").Ready; got != 7 {
		t.Errorf("%d pads are left, want 7", got)
	}
	o2 := o
	if err := use(8); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("8 of 7 pads were used: %v", err)
	}
	o = o2
	if err := use(1); err != nil {
		t.Fatal(err)
	}
	o, err := r.PutBack(as(t, ska), stock.PuttingBack{Repair: o.ID, Movement: o.Costs[0].Movement})
	if err != nil || o.Spent() != 15_000 || len(o.Costs) != 3 {
		t.Errorf("put back: %+v, %v", o.Costs, err)
	}
	if _, err := r.PutBack(as(t, ska), stock.PuttingBack{Repair: o.ID, Movement: o.Costs[0].Movement}); fault.As(err).Key != "repair.part_back" {
		t.Errorf("put back twice: %v", err)
	}
	if got := r.tally(t, r.pad.ID, "soeharso").Ready; got != 11 {
		t.Errorf("%d pads are there, want 11", got)
	}
	for _, in := range []stock.Spending{
		{Kind: stock.CostLabour, Text: "Las rangka", Minutes: 90, Amount: 75_000},
		{Kind: stock.CostOutside, Text: "Bengkel Contoh", Amount: 200_000},
	} {
		in.Repair = o.ID
		if o, err = r.Spend(as(t, ska), in); err != nil {
			t.Fatal(err)
		}
	}
	if o.Spent() != 290_000 || o.Minutes() != 90 || o.SpentOn(stock.CostPart) != 15_000 {
		t.Errorf("spent %d, of which on parts %d, in %d minutes", o.Spent(), o.SpentOn(stock.CostPart), o.Minutes())
	}
	r.verify(t)
}

func TestTheRuleShowsItsArithmetic(t *testing.T) {
	r := newRoom(t)
	in := made("K-1")
	in.UnitCost = 1_000_000
	u := r.unit(t, r.receive(t, in).Units[0])
	judge := func(o stock.RepairOrder) stock.Judgement {
		sheet, err := r.Repair(as(t, clerk), o.ID)
		if err != nil {
			t.Fatal(err)
		}
		return sheet.Judgement
	}
	o := r.repair(t, u.Code, stock.InWorkshop)
	for _, c := range []struct {
		estimate, share int64
		scrap           bool
	}{{600_000, 60, false}, {600_001, 61, true}, {0, 0, false}} {
		var err error
		if o, err = r.Diagnose(as(t, ska), stock.Diagnosing{Repair: o.ID, Diagnosis: "Motor", Estimate: c.estimate}); err != nil {
			t.Fatal(err)
		}
		if j := judge(o); j.Scrap() != c.scrap || j.Share() != c.share || j.Value != 1_000_000 || j.ValueOf != "unit_cost" {
			t.Errorf("estimate %d: %+v", c.estimate, j)
		}
	}
	for n := 1; n <= 3; n++ {
		if j := judge(o); j.Nth != n || j.Often() != (n == 3) {
			t.Errorf("repair %d: %+v", n, j)
		}
		o = r.step(t, o, stock.RepairTest)
		if _, err := r.FinishRepair(as(t, ska), stock.Finishing{Repair: o.ID, Condition: stock.CondGood}); err != nil {
			t.Fatal(err)
		}
		o = r.repair(t, u.Code, stock.OnShelf)
	}
	if _, err := r.SetRepairRule(as(t, head), stock.SettingRule{Percent: 80, Repairs: 5, Months: 12}); err != nil {
		t.Fatal(err)
	}
	if j := judge(o); j.Scrap() || j.Rule.Percent != 80 || j.Nth != 4 {
		t.Errorf("by the rule of the centre: %+v", j)
	}
	if _, err := r.SetRepairRule(as(t, clerk), stock.SettingRule{Percent: 80, Repairs: 5, Months: 12}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("a clerk sets the rule: %v", err)
	}
}

func TestTwoPeopleScrapAUnit(t *testing.T) {
	r := newRoom(t)
	u := r.unit(t, r.receive(t, made("K-1")).Units[0])
	o := r.repair(t, u.Code, stock.InWorkshop)
	decide := func(by policy.Actor, scrap, document string) error {
		_, err := r.DecideScrap(as(t, by), stock.Deciding{Repair: o.ID, Scrap: scrap, Reason: "Rangka patah", Document: document})
		return err
	}
	propose := func(by policy.Actor) {
		if _, err := r.ProposeScrap(as(t, by), stock.Proposing{Repair: o.ID, Reason: "Rangka patah"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := decide(head, "yes", "SK-1"); fault.As(err).Key != "repair.other_state" {
		t.Errorf("decided without a proposal: %v", err)
	}
	propose(head)
	if err := decide(head, "yes", "SK-1"); fault.As(err).Key != "repair.four_eyes" {
		t.Errorf("who proposed decides: %v", err)
	}
	if err := decide(clerk, "yes", "SK-1"); fault.CodeOf(err) != fault.Denied {
		t.Errorf("a clerk decides: %v", err)
	}
	if err := decide(otherHead, "yes", ""); keys(err)["document"] == "" {
		t.Errorf("scrapped without a document: %v", err)
	}
	if err := decide(otherHead, "no", ""); err != nil {
		t.Fatal(err)
	}
	if sheet, err := r.Repair(as(t, clerk), o.ID); err != nil || sheet.Order.State != stock.RepairOpen {
		t.Errorf("refused: %+v, %v", sheet.Order, err)
	}
	propose(ska)
	if err := decide(head, "yes", "SK-2/2026"); err != nil {
		t.Fatal(err)
	}
	got := r.unit(t, u.ID)
	if got.Node.Kind != stock.AtScrap || got.Condition != stock.CondUnfit || got.Moved.Document != "SK-2/2026" || got.Bucket() != stock.Gone {
		t.Errorf("scrapped: %+v", got)
	}
	r.verify(t)
}

func TestAUnitThatAPersonBroughtGoesBackOrStays(t *testing.T) {
	for _, goesBack := range []bool{true, false} {
		r := newRoom(t)
		u, loaner := r.given(t, "K-1"), r.unit(t, r.receive(t, made("K-2")).Units[0])
		o, err := r.OpenRepair(as(t, clerk), stock.NewRepair{Unit: u.Code, Complaint: "Baterai", Where: stock.OnShelf, Loaner: loaner.Code})
		if err != nil || o.Loaner != loaner.Code || !o.FromPerson() {
			t.Fatalf("OpenRepair = %+v, %v", o, err)
		}
		if got := r.unit(t, u.ID); got.Node.Kind != stock.AtWorkshop || !got.Return.IsZero() {
			t.Errorf("a repair is no return: %+v", got)
		}
		o = r.step(t, o, stock.RepairTest)
		if _, err := r.FinishRepair(as(t, ska), stock.Finishing{Repair: o.ID, Condition: stock.CondGood, Back: goesBack}); err != nil {
			t.Fatal(err)
		}
		got := r.unit(t, u.ID)
		if goesBack && (got.Node != u.Node || got.Issues != 1) {
			t.Errorf("back to the person: %+v", got)
		}
		if !goesBack && (got.Hold != stock.HoldDecontaminate || got.Return.IsZero()) {
			t.Errorf("stays: %+v", got)
		}
		r.verify(t)
	}
}

func TestOthersCannotTakeAUnitOutOfARepair(t *testing.T) {
	r := newRoom(t)
	shelf := r.shelf(t, "A1")
	u := r.unit(t, r.receive(t, made("K-1")).Units[0])
	o := r.repair(t, u.Code, stock.OnShelf)
	if _, err := r.SetHold(as(t, clerk), stock.Holding{Unit: u.Code, Hold: stock.NoHold}); fault.As(err).Key != "repair.unit_busy" {
		t.Errorf("the hold was ended: %v", err)
	}
	if _, err := r.Move(as(t, head), stock.NewMove{Kind: stock.WrittenOff, Units: []string{u.Code}, Reason: stock.Lost}); fault.As(err).Key != "repair.unit_busy" {
		t.Errorf("written off: %v", err)
	}
	if _, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Moved, Units: []string{u.Code}, To: shelf}); err != nil {
		t.Errorf("it may change its shelf: %v", err)
	}
	if _, err := r.OpenRepair(as(t, clerk), stock.NewRepair{Unit: u.Code, Complaint: "Lagi", Where: stock.OnShelf}); fault.As(err).Key != "repair.already" {
		t.Errorf("opened twice: %v", err)
	}
	o = r.step(t, o, stock.RepairWork)
	if _, err := r.CancelRepair(as(t, ska), stock.Stopping{Repair: o.ID, Reason: "Salah unit"}); err != nil {
		t.Fatal(err)
	}
	if got := r.unit(t, u.ID); got.Node.String() != "bin:soeharso-utama/A1" && got.Node.Ref != shelf {
		t.Errorf("it came back to %s, want the shelf that it was taken from", got.Node)
	}
	r.verify(t)
}

func TestWhatARepairMayNotBe(t *testing.T) {
	r := newRoom(t)
	u := r.given(t, "K-1")
	r.came(t, back(u.Code))
	open := func(by policy.Actor, change func(*stock.NewRepair)) error {
		in := stock.NewRepair{Unit: u.Code, Complaint: "Rem", Where: stock.InWorkshop}
		change(&in)
		_, err := r.OpenRepair(as(t, by), in)
		return err
	}
	same := func(*stock.NewRepair) {}
	if err := open(clerk, same); fault.As(err).Key != "repair.unclean" {
		t.Errorf("opened before the decontamination: %v", err)
	}
	if err := open(far, same); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre opens: %v", err)
	}
	for field, change := range map[string]func(*stock.NewRepair){
		"code":      func(in *stock.NewRepair) { in.Unit = "ZZZZZZZ" },
		"complaint": func(in *stock.NewRepair) { in.Complaint = "" },
		"where":     func(in *stock.NewRepair) { in.Where = "moon" },
	} {
		if err := open(clerk, change); keys(err)[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	free := r.unit(t, r.receive(t, made("K-2")).Units[0])
	if err := open(clerk, func(in *stock.NewRepair) { in.Unit, in.Loaner = free.Code, free.Code }); keys(err)["loaner"] == "" {
		t.Errorf("a unit stands in for itself: %v", err)
	}
	if _, err := r.reserve(as(t, clerk), free.ID, id(900)); err != nil {
		t.Fatal(err)
	}
	if err := open(clerk, func(in *stock.NewRepair) { in.Unit = free.Code }); fault.As(err).Key != "repair.reserved" {
		t.Errorf("a reserved unit went to the workshop: %v", err)
	}
	o := r.repair(t, free.Code, stock.OnShelf)
	for field, in := range map[string]stock.UsingPart{
		"quantity": {Repair: o.ID, Part: r.pad.Slug, Quantity: -1},
		"part":     {Repair: o.ID, Part: r.chair.Slug, Quantity: 1},
		"place":    {Repair: o.ID, Part: r.pad.Slug, Quantity: 1, Place: "meohai-utama"},
	} {
		if _, err := r.UsePart(as(t, ska), in); keys(err)[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := r.Diagnose(as(t, ska), stock.Diagnosing{Repair: o.ID, Diagnosis: "x", Estimate: -5}); keys(err)["estimate"] == "" {
		t.Errorf("a negative estimate: %v", err)
	}
	if _, err := r.Diagnose(as(t, ska), stock.Diagnosing{Repair: o.ID, Diagnosis: "x", Version: 99}); fault.CodeOf(err) != fault.Stale {
		t.Errorf("a stale diagnosis: %v", err)
	}
	r.verify(t)
}

// TestOfManyWhoFinishOneOrderExactlyOneDoes: two people stand at the same bench.
func TestOfManyWhoFinishOneOrderExactlyOneDoes(t *testing.T) {
	for name, engine := range map[string]func(*testing.T) storage.Store{
		"optkv":  func(*testing.T) storage.Store { return optkv.New() },
		"boltkv": openBolt,
	} {
		t.Run(name, func(t *testing.T) {
			store := engine(t)
			defer func() { _ = store.Close() }()
			r := furnish(t, store)
			u := r.given(t, "K-1")
			o := r.step(t, r.repair(t, u.Code, stock.InWorkshop), stock.RepairTest)
			var won atomic.Int32
			var wg sync.WaitGroup
			for n := range 32 {
				wg.Go(func() {
					_, err := finishOrStop(r, t, n, o.ID)
					if err == nil {
						won.Add(1)
					} else if fault.As(err).Key != "repair.other_state" {
						t.Errorf("a loser is told %v", err)
					}
				})
			}
			wg.Wait()
			if won.Load() != 1 {
				t.Errorf("%d of 32 ended the order, want 1", won.Load())
			}
			r.verify(t)
		})
	}
}

func finishOrStop(r *room, t *testing.T, n int, o op.ID) (stock.RepairOrder, error) {
	if n%2 == 0 {
		return r.FinishRepair(as(t, ska), stock.Finishing{Repair: o, Condition: stock.CondGood, Back: true})
	}
	return r.CancelRepair(as(t, clerk), stock.Stopping{Repair: o, Reason: "Tidak jadi"})
}
