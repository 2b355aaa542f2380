package stock_test

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/boltkv"
	"lumbung/storage/kv/optkv"
)

// minimum sets a rule at a warehouse of soeharso, the main one when it is empty.
func (r *room) minimum(tb testing.TB, m stock.Model, warehouse string, least, target int64) stock.ReorderRule {
	tb.Helper()
	rule, err := r.SetRule(as(tb, clerk), stock.NewRule{Model: m.Slug, Warehouse: warehouse, Min: least, Target: target, Lead: 21, Window: 90})
	if err != nil {
		tb.Fatalf("SetRule: %v %v", err, keys(err))
	}
	return rule
}

func (r *room) rule(tb testing.TB, rule stock.ReorderRule) stock.RuleSheet {
	tb.Helper()
	sheet, err := r.Rule(as(tb, clerk), rule.ID.String())
	if err != nil {
		tb.Fatal(err)
	}
	return sheet
}

func (r *room) shortages(tb testing.TB, state stock.ShortageState) []stock.Shortage {
	tb.Helper()
	list, err := r.Shortages(as(tb, clerk), stock.ShortagesAsk{State: state})
	if err != nil {
		tb.Fatal(err)
	}
	return list.Rows
}

func (r *room) useUp(tb testing.TB, n int64) {
	tb.Helper()
	if _, err := r.Move(as(tb, clerk), stock.NewMove{Kind: stock.Issued, Model: r.pad.Slug, Quantity: n, Reason: stock.ForService}); err != nil {
		tb.Fatal(err)
	}
}

func TestAShortageIsOneFromWhenItBeginsUntilItEnds(t *testing.T) {
	r := newRoom(t)
	r.pads(t, 20)
	rule := r.minimum(t, r.pad, "", 10, 30)
	if rule.Level != 20 || rule.Short() || len(r.shortages(t, "")) != 0 {
		t.Fatalf("rule = %+v, want 20 and no shortage", rule)
	}
	r.useUp(t, 10)
	if got := r.shortages(t, ""); len(got) != 0 {
		t.Errorf("at the minimum there is no shortage: %+v", got)
	}
	r.useUp(t, 1)
	r.useUp(t, 2)
	open := r.shortages(t, "")
	if len(open) != 1 || open[0].Level != 9 || open[0].Min != 10 || !open[0].Ended.IsZero() {
		t.Fatalf("shortages = %+v, want one that began at 9", open)
	}
	if sheet := r.rule(t, rule); sheet.Level != 7 || sheet.Wanted != 23 || sheet.Open == nil || !sheet.MayAck {
		t.Errorf("rule = %+v", sheet)
	}
	seen, err := r.Acknowledge(as(t, clerk), stock.Acknowledging{Shortage: open[0].ID.String(), Doing: "Pesanan 12 sudah dikirim"})
	if err != nil || seen.Seen.By == "" || seen.Seen.Document != "Pesanan 12 sudah dikirim" {
		t.Errorf("Acknowledge = %+v, %v", seen, err)
	}
	r.verify(t)
	r.pads(t, 3)
	if len(r.shortages(t, "")) != 0 || len(r.shortages(t, stock.ShortageEnded)) != 1 {
		t.Errorf("at the minimum again the shortage has ended")
	}
	if _, err := r.Acknowledge(as(t, clerk), stock.Acknowledging{Shortage: open[0].ID.String(), Doing: "x"}); fault.As(err).Key != "shortage.ended" {
		t.Errorf("acknowledged after its end: %v", err)
	}
	r.useUp(t, 1)
	if got := r.shortages(t, ""); len(got) != 1 || got[0].ID == open[0].ID {
		t.Errorf("the next shortage = %+v, want a new one", got)
	}
	r.verify(t)
}

func TestAMinimumCountsReadyUnitsOnly(t *testing.T) {
	r := newRoom(t)
	ids := r.receive(t, made(serials("KRE", 4)...)).Units
	rule := r.minimum(t, r.chair, "", 2, 4)
	if _, err := r.SetHold(as(t, clerk), stock.Holding{Unit: ids[0].String(), Hold: stock.HoldParts}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.reserve(as(t, clerk), ids[1], id(900)); err != nil {
		t.Fatal(err)
	}
	if got := r.rule(t, rule); got.Level != 2 || got.Short() {
		t.Errorf("rule = %+v, want two ready and no shortage", got)
	}
	r.open(t, recall("KRE-0003", "KRE-0003"))
	if got := r.rule(t, rule); got.Level != 1 || !got.Short() {
		t.Errorf("rule = %+v, want a shortage when one is recalled", got)
	}
	r.verify(t)
	if _, err := r.release(as(t, clerk), ids[1], id(900)); err != nil {
		t.Fatal(err)
	}
	if got := r.rule(t, rule); got.Level != 2 || got.Short() {
		t.Errorf("rule = %+v, want the released one back", got)
	}
	r.verify(t)
}

func TestWhatIsOnItsWayCountsAsExpected(t *testing.T) {
	r, ok := newRoom(t), done(t)
	rule, err := r.SetRule(as(t, far), stock.NewRule{Model: r.pad.Slug, Min: 5, Target: 10, Lead: 7})
	if err != nil {
		t.Fatal(err)
	}
	home := r.minimum(t, r.pad, "", 3, 10)
	x, chairs := r.underway(t)
	at := func(rule stock.ReorderRule) stock.ReorderRule { return r.rule(t, rule).ReorderRule }
	if got := at(rule); got.Level != 0 || got.Expected != 10 || got.Short() {
		t.Errorf("with ten on their way: %+v", got)
	}
	ok(r.ReceiveTransfer(as(t, far), stock.Arriving{Transfer: x.ID.String(), Codes: []string{chairs[0].Code}, Lines: []stock.ArrivedLine{{Line: 2, Good: 4}}}))
	if got := at(rule); got.Level != 4 || got.Expected != 6 {
		t.Errorf("with four received: %+v", got)
	}
	back := ok(r.SendBack(as(t, far), stock.SendingBack{Transfer: x.ID.String(), Reason: "Salah ukuran"}))
	if got, sent := at(rule), at(home); got.Expected != 0 || !got.Short() || sent.Expected != 6 || sent.Short() {
		t.Errorf("sent back: %+v and %+v", got, sent)
	}
	r.verify(t)
	late, err := r.SetRule(as(t, clerk), stock.NewRule{Model: r.chair.Slug, Min: 1, Target: 2, Lead: 7})
	if err != nil || late.Expected != 2 {
		t.Errorf("a rule set while two are on their way = %+v, %v", late, err)
	}
	ok(r.ReceiveTransfer(as(t, clerk), stock.Arriving{
		Transfer: back.ID.String(), Codes: []string{chairs[1].Code}, Missing: []string{chairs[2].Code}, Reason: "Hilang", Lines: []stock.ArrivedLine{{Line: 2, Good: 5, Missing: 1}},
	}))
	if got := at(home); got.Level != 5 || got.Expected != 0 || got.Short() {
		t.Errorf("back home: %+v", got)
	}
	r.verify(t)
}

func TestTheSuggestionRestsOnRealConsumption(t *testing.T) {
	r := newRoom(t)
	day := noon.AddDate(0, 0, -60)
	r.d.Now = func() time.Time { return day }
	r.pads(t, 100)
	if _, err := r.Receive(as(t, far), stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: 40}); err != nil {
		t.Fatal(err)
	}
	rule := r.minimum(t, r.pad, "", 5, 20)
	for _, ago := range []int{40, 30, 20} {
		day = noon.AddDate(0, 0, -ago)
		r.useUp(t, 10)
	}
	day = noon.AddDate(0, 0, -10)
	wrong, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Issued, Model: r.pad.Slug, Quantity: 50, Reason: stock.ForService})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Reverse(as(t, clerk), stock.Reversal{Movement: wrong.ID, Reason: "Salah jumlah"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Move(as(t, chief), stock.NewMove{Kind: stock.WrittenOff, Model: r.pad.Slug, Quantity: 4, Reason: stock.Lost}); err != nil {
		t.Fatal(err)
	}
	day = noon
	sheet := r.rule(t, rule)
	if u := sheet.Use; u.Pieces != 30 || u.Days != 60 || u.Tenths(7) != 35 || sheet.Need != 11 || !sheet.Low {
		t.Errorf("use = %+v, need %d, low %v; want 30 in 60 days, 3.5 a week, 11 in 21 days", u, sheet.Need, sheet.Low)
	}
	if days, ok := sheet.Use.Lasts(sheet.Level); !ok || days != 132 {
		t.Errorf("%d pieces last %d days, %v; want 132", sheet.Level, days, ok)
	}
	if len(sheet.Idle) != 0 {
		t.Errorf("idle after 60 days: %+v", sheet.Idle)
	}
	day = noon.AddDate(0, 0, 40)
	if sheet := r.rule(t, rule); len(sheet.Idle) != 1 || sheet.Idle[0].Centre != "meohai" || sheet.Idle[0].Pieces != 40 {
		t.Errorf("idle after 100 days: %+v, want the forty of meohai", sheet.Idle)
	}
	if _, err := r.SetRule(as(t, far), stock.NewRule{Model: r.pad.Slug, Min: 15, Target: 20, Lead: 7}); err != nil {
		t.Fatal(err)
	}
	if sheet := r.rule(t, rule); sheet.Idle[0].Pieces != 25 {
		t.Errorf("idle = %+v, want what meohai does not need itself", sheet.Idle)
	}
}

func TestBadMinimumsAreRefusedByField(t *testing.T) {
	r := newRoom(t)
	rule := r.minimum(t, r.pad, "", 5, 10)
	good := stock.NewRule{Model: r.chair.Slug, Min: 2, Target: 4, Lead: 10}
	for name, x := range map[string]struct {
		change func(*stock.NewRule)
		field  string
		key    string
	}{
		"zero":             {func(in *stock.NewRule) { in.Min = 0 }, "minimum", "field.min"},
		"negative":         {func(in *stock.NewRule) { in.Min = -3 }, "minimum", "field.min"},
		"absurd":           {func(in *stock.NewRule) { in.Target = 2_000_000 }, "target", "field.max"},
		"target below":     {func(in *stock.NewRule) { in.Target = 1 }, "target", "reorder.target_below"},
		"no lead time":     {func(in *stock.NewRule) { in.Lead = 0 }, "lead_days", "field.min"},
		"made-up window":   {func(in *stock.NewRule) { in.Window = 100 }, "window_days", "field.oneof"},
		"no such model":    {func(in *stock.NewRule) { in.Model = "tidak-ada" }, "model", "receipt.model_unknown"},
		"no such place":    {func(in *stock.NewRule) { in.Warehouse = "tidak-ada" }, "warehouse", "stock.place_unknown"},
		"a second minimum": {func(in *stock.NewRule) { in.Model = r.pad.Slug }, "model", "reorder.taken"},
	} {
		in := good
		x.change(&in)
		if _, err := r.SetRule(as(t, clerk), in); keys(err)[x.field] != x.key {
			t.Errorf("%s: %v %v, want %s %s", name, err, keys(err), x.field, x.key)
		}
	}
	if _, err := r.SetRule(as(t, far), stock.NewRule{Rule: rule.ID.String(), Min: 1, Target: 2, Lead: 3}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("changed by another centre: %v", err)
	}
	if _, err := r.SetRule(as(t, clerk), stock.NewRule{Rule: rule.ID.String(), Min: 1, Target: 2, Lead: 3, Version: 9}); fault.CodeOf(err) != fault.Stale {
		t.Errorf("changed from an old form: %v", err)
	}
	if _, err := r.SetRule(as(t, peksos), good); fault.CodeOf(err) != fault.Denied {
		t.Errorf("set by a social worker: %v", err)
	}
}

func TestAMinimumThatIsChangedOrRemovedTakesItsShortageAlong(t *testing.T) {
	r := newRoom(t)
	r.pads(t, 6)
	rule := r.minimum(t, r.pad, "", 5, 10)
	rule, err := r.SetRule(as(t, clerk), stock.NewRule{Rule: rule.ID.String(), Min: 8, Target: 10, Lead: 3, Version: rule.Version})
	if err != nil || rule.Shortage.IsZero() || rule.Level != 6 {
		t.Fatalf("raised: %+v, %v; want a shortage", rule, err)
	}
	if _, err := r.RemoveRule(as(t, clerk), stock.RemovingRule{Rule: rule.ID.String(), Version: rule.Version}); err != nil {
		t.Fatal(err)
	}
	if got := r.shortages(t, stock.ShortageEnded); len(got) != 1 || got[0].Why != stock.RuleRemoved {
		t.Errorf("shortages = %+v", got)
	}
	r.useUp(t, 3)
	r.minimum(t, r.pad, "", 5, 10)
	r.verify(t)
}

// TestManyAtOnceOpenOneShortage lets 64 officers use one piece each, and others
// set the rule meanwhile: the level is moved by each, and one shortage is open.
func TestManyAtOnceOpenOneShortage(t *testing.T) {
	const officers = 64
	for name, engine := range map[string]func(*testing.T) storage.Store{
		"optkv": func(*testing.T) storage.Store { return optkv.New() },
		"boltkv": func(t *testing.T) storage.Store {
			store, err := boltkv.Open(filepath.Join(t.TempDir(), "lumbung.db"), boltkv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return store
		},
	} {
		t.Run(name, func(t *testing.T) {
			store := engine(t)
			defer func() { _ = store.Close() }()
			r := furnish(t, store)
			var lots []op.ID
			for range 8 {
				lots = append(lots, r.pads(t, 10).Lot)
			}
			var wg sync.WaitGroup
			for n := range officers {
				wg.Go(func() {
					_, err := op.Write(as(t, clerk), r.d, policy.StockMove, nil, func(tx *op.Tx) (int, error) {
						return 0, stock.UseUp(tx, lots[n%8], stock.WarehouseNode("soeharso-utama"), 1)
					})
					if err != nil {
						t.Error(err)
					}
				})
				if n == officers/2 {
					wg.Go(func() { r.minimum(t, r.pad, "", 40, 80) })
				}
			}
			wg.Wait()
			if open := r.shortages(t, ""); len(open) != 1 {
				t.Errorf("%d shortages are open, want one", len(open))
			}
			r.verify(t)
		})
	}
}
