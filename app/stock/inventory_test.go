package stock_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

var auditor = actor(8, policy.Auditor, "")

func (r *room) inventory(tb testing.TB, ask stock.InventoryAsk) stock.Inventory {
	tb.Helper()
	rep, err := r.Inventory(as(tb, auditor), ask)
	if err != nil {
		tb.Fatalf("Inventory(%+v): %v", ask, err)
	}
	return rep
}

// books is the whole ledger read anew, line by line.
type books struct {
	movements []stock.Movement
	lots      map[op.ID]stock.Lot
}

func (r *room) books(tb testing.TB) books {
	tb.Helper()
	b := books{lots: map[op.ID]stock.Lot{}}
	err := r.d.Store.View(tb.Context(), func(v storage.Reader) error {
		return stock.Export(v, func(_ string, rec any) error {
			switch x := rec.(type) {
			case stock.Movement:
				b.movements = append(b.movements, x)
			case stock.Lot:
				b.lots[x.ID] = x
			}
			return nil
		})
	})
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// at is what real nodes of a centre hold before an instant, at cost.
func (b books) at(centre string, before time.Time, of func(stock.Lot) bool) (sum stock.Amount) {
	for _, m := range b.movements {
		if m.Centre != centre || !m.Occurred.Before(before) {
			continue
		}
		for _, l := range m.Lines {
			lot := b.lots[l.Lot]
			if !of(lot) {
				continue
			}
			n := int64(0)
			if l.To.Real() {
				n += l.Quantity
			}
			if l.From.Real() {
				n -= l.Quantity
			}
			sum = sum.Plus(stock.Amount{Quantity: n, Value: n * lot.UnitCost})
		}
	}
	return sum
}

// live plays random receipts, uses, losses, corrections and reversals, many of
// them back-dated.
func (r *room) live(rt *rapid.T, tb testing.TB) {
	ago := func() time.Time {
		return noon.AddDate(0, 0, -rapid.IntRange(0, 900).Draw(rt, "days ago"))
	}
	for i := range rapid.IntRange(1, 6).Draw(rt, "receipts") {
		in := stock.NewReceipt{
			Source: rapid.SampledFrom([]stock.Source{stock.Purchase, stock.Production, stock.Donation}).Draw(rt, "source"), Donor: "PT Contoh",
			Fund: rapid.SampledFrom([]string{"APBN 2025", "APBN 2026", "CSR"}).Draw(rt, "fund"), Account: rapid.SampledFrom([]string{"", "526311", "521811"}).Draw(rt, "account"),
			UnitCost: rapid.Int64Range(0, 5000).Draw(rt, "cost"), Occurred: ago(),
		}
		if in.Model, in.Quantity = r.pad.Slug, rapid.Int64Range(1, 40).Draw(rt, "pieces"); rapid.Bool().Draw(rt, "chairs") {
			in.Model, in.Quantity, in.Serials = r.chair.Slug, 0, serials(fmt.Sprintf("R%d", i), rapid.IntRange(1, 3).Draw(rt, "chairs"))
		}
		r.receive(tb, in)
	}
	var done []stock.Movement
	for range rapid.IntRange(0, 8).Draw(rt, "moves") {
		in := stock.NewMove{Model: r.pad.Slug, Quantity: rapid.Int64Range(1, 12).Draw(rt, "n"), Occurred: ago()}
		switch rapid.IntRange(0, 3).Draw(rt, "kind") {
		case 0:
			in.Kind, in.Reason = stock.Issued, stock.ForService
		case 1:
			in.Kind, in.Reason = stock.WrittenOff, stock.Lost
		case 2:
			in.Kind, in.Reason, in.Quantity = stock.Adjusted, stock.Miscounted, -in.Quantity
		default:
			in.Kind, in.Reason = stock.Adjusted, stock.Miscounted
		}
		if m, err := r.Move(as(tb, head), in); err == nil {
			done = append(done, m)
		}
	}
	for _, m := range done {
		if rapid.Bool().Draw(rt, "reverse") {
			if _, err := r.Reverse(as(tb, head), stock.Reversal{Movement: m.ID, Reason: "salah"}); err != nil {
				continue // what it brought is gone already
			}
		}
	}
}

func TestInventoryReportsAgreeWithTheLedgerInEveryGroupingAndPeriod(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := furnish(t, memkv.New())
		r.live(rt, t)
		all := r.books(t)
		first := noon.AddDate(0, 0, -rapid.IntRange(0, 950).Draw(rt, "from"))
		last := first.AddDate(0, 0, rapid.IntRange(0, 500).Draw(rt, "length"))
		ask := stock.InventoryAsk{Centre: "soeharso", By: stock.InDetail, PeriodAsk: stock.PeriodAsk{From: first, To: last}}
		rep := r.inventory(t, ask)
		end := rep.Period.To.AddDate(0, 0, 1)
		for _, row := range rep.Rows {
			of := func(l stock.Lot) bool { return l.Model == row.Model && l.Fund == row.Fund && l.Account == row.Account }
			if want := all.at("soeharso", rep.Period.From, of); row.Opening != want {
				rt.Errorf("%+v opens with %+v, want %+v", row, row.Opening, want)
			}
			if want := all.at("soeharso", end, of); row.Closing != want {
				rt.Errorf("%+v closes with %+v, want %+v", row, row.Closing, want)
			}
			if sum := row.Opening.Plus(row.In()).Minus(row.Out()).Plus(row.Of(stock.Correction)); sum != row.Closing {
				rt.Errorf("%+v: opening, changes and closing do not add up: %+v", row, sum)
			}
		}
		everything := func(stock.Lot) bool { return true }
		for _, by := range stock.Groupings() {
			ask.By = by
			got := r.inventory(t, ask)
			var sum stock.Amount
			for _, row := range got.Rows {
				sum = sum.Plus(row.Closing)
			}
			if want := all.at("soeharso", end, everything); sum != want || got.Total.Closing != want {
				rt.Errorf("by %s: rows sum to %+v, total %+v, the ledger holds %+v", by, sum, got.Total.Closing, want)
			}
		}
		if end.Before(noon) { // what a period leaves the next one finds
			ask.PeriodAsk = stock.PeriodAsk{From: end, To: end}
			if next := r.inventory(t, ask); next.Total.Opening != rep.Total.Closing {
				rt.Errorf("%s closes with %+v, the next day opens with %+v", rep.Period.To, rep.Total.Closing, next.Total.Opening)
			}
		}
		now := r.inventory(t, stock.InventoryAsk{Centre: "soeharso"})
		if now.Proof == nil || !now.Proof.Holds() {
			rt.Errorf("the closing of today is not proven: %+v", now.Proof)
		}
		r.verify(t)
	})
}

func TestAnInventoryReportTellsHowStockGrewAndShrank(t *testing.T) {
	r := newRoom(t)
	day := func(month time.Month, d int) time.Time { return time.Date(2026, month, d, 3, 0, 0, 0, time.UTC) }
	bring := func(source stock.Source, n int64, at time.Time) stock.Receipt {
		return r.receive(t, stock.NewReceipt{
			Model: r.pad.Slug, Source: source, Donor: "PT Contoh", Fund: "APBN 2026", Account: "526311", Quantity: n, UnitCost: 1000, Occurred: at,
		})
	}
	bring(stock.Purchase, 30, day(1, 10))
	bring(stock.Donation, 20, day(3, 25))
	wrong := bring(stock.Purchase, 7, day(4, 2))
	if _, err := r.Undo(as(t, clerk), stock.Undoing{Receipt: wrong.ID, Reason: "salah"}); err != nil { // in November
		t.Fatal(err)
	}
	for _, in := range []stock.NewMove{
		{Kind: stock.Issued, Reason: stock.ForService, Quantity: 5, Occurred: day(3, 26)},
		{Kind: stock.WrittenOff, Reason: stock.Lost, Quantity: 2, Occurred: day(5, 1)},
		{Kind: stock.Adjusted, Reason: stock.Miscounted, Quantity: -3, Occurred: day(6, 30)},
	} {
		in.Model = r.pad.Slug
		if _, err := r.Move(as(t, head), in); err != nil {
			t.Fatal(err)
		}
	}
	amount := func(n int64) stock.Amount { return stock.Amount{Quantity: n, Value: n * 1000} }
	for period, want := range map[string][]int64{ // opening, bought, donated, used, lost, correction, closing
		"2026-T1": {0, 30, 20, 5, 0, 0, 45},
		"2026-03": {30, 0, 20, 5, 0, 0, 45},
		"2026-S1": {0, 37, 20, 5, 2, -3, 47},
		"2026-S2": {47, -7, 0, 0, 0, 0, 40},
		"2026":    {0, 30, 20, 5, 2, -3, 40},
		"2025":    {0, 0, 0, 0, 0, 0, 0},
	} {
		rep := r.inventory(t, stock.InventoryAsk{Centre: "soeharso", PeriodAsk: stock.PeriodAsk{Period: period}})
		row := rep.Total
		for i, got := range []stock.Amount{row.Opening, row.Of(stock.Bought), row.Of(stock.Donated), row.Of(stock.UsedUp), row.Of(stock.LostStock), row.Of(stock.Correction), row.Closing} {
			if got != amount(want[i]) {
				t.Errorf("%s column %d: %+v, want %+v", period, i, got, amount(want[i]))
			}
		}
	}
	r.verify(t)
}

func TestAReportIsAskedForWithinReason(t *testing.T) {
	r := newRoom(t)
	r.receive(t, made("K-1"))
	for name, x := range map[string]struct {
		ask  stock.InventoryAsk
		want map[string]string
	}{
		"no such period":   {stock.InventoryAsk{PeriodAsk: stock.PeriodAsk{Period: "2026-13"}}, map[string]string{"period": "period.unknown"}},
		"year 0024":        {stock.InventoryAsk{PeriodAsk: stock.PeriodAsk{Period: "0024"}}, map[string]string{"from": "stock.too_early"}},
		"a later year":     {stock.InventoryAsk{PeriodAsk: stock.PeriodAsk{Period: "2027"}}, map[string]string{"from": "period.future"}},
		"backwards":        {stock.InventoryAsk{PeriodAsk: stock.PeriodAsk{From: noon, To: noon.AddDate(0, 0, -1)}}, map[string]string{"to": "period.backwards"}},
		"no such grouping": {stock.InventoryAsk{By: "colour"}, map[string]string{"by": "field.oneof"}},
		"no such model":    {stock.InventoryAsk{Model: "tidak-ada"}, map[string]string{"model": "receipt.model_unknown"}},
	} {
		_, err := r.Inventory(as(t, auditor), x.ask)
		if got := keys(err); fmt.Sprint(got) != fmt.Sprint(x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
	if rep, err := r.Inventory(as(t, clerk), stock.InventoryAsk{}); err != nil || rep.Centre != "soeharso" || rep.Total.Closing.Quantity != 1 {
		t.Errorf("the clerk's own: %+v, %v", rep.Total, err)
	}
	if rep, err := r.Inventory(as(t, clerk), stock.InventoryAsk{Centre: stock.AllCentres, By: stock.ByCentre}); err != nil || len(rep.Rows) != 1 || rep.Rows[0].Centre != "soeharso" {
		t.Errorf("over all centres: %+v, %v", rep.Rows, err)
	}
	if _, err := r.Inventory(as(t, actor(9, policy.CommandRoom, "")), stock.InventoryAsk{}); err == nil {
		t.Error("the command room reads the stock")
	}
}

func TestPeriodsHaveNamesPeopleUse(t *testing.T) {
	names := stock.Periods(2026, noon)
	if names[0] != "2026" || names[1] != "2026-S1" || names[len(names)-1] != "2026-11" {
		t.Errorf("periods of the year: %v", names)
	}
}
