package stock_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/storage/kv/memkv"
)

func (r *room) card(tb testing.TB, ask stock.CardAsk) stock.Card {
	tb.Helper()
	c, err := r.StockCard(as(tb, clerk), ask)
	if err != nil {
		tb.Fatalf("StockCard(%+v): %v", ask, err)
	}
	return c
}

// expected is the card that the whole ledger gives: its lines in order, with
// what it opens with.
func (b books) expected(model, lot op.ID, at stock.Node, from, to time.Time) (opening int64, lines []stock.CardLine) {
	all := slices.Clone(b.movements)
	slices.SortFunc(all, func(x, y stock.Movement) int {
		if c := x.Occurred.Compare(y.Occurred); c != 0 {
			return c
		}
		return slices.Compare(x.ID[:], y.ID[:])
	})
	balance := int64(0)
	for _, m := range all {
		in, out := m.Flow(model, lot, at)
		if m.Occurred.After(to) || in == 0 && out == 0 {
			continue
		}
		if balance += in - out; m.Occurred.Before(from) {
			opening = balance
			continue
		}
		lines = append(lines, stock.CardLine{Movement: m, In: in, Out: out, Balance: balance})
	}
	return opening, lines
}

func TestAStockCardIsTheLedgerOfOneItemAtOnePlace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := furnish(t, memkv.New())
		shelf := r.shelf(t, "A1")
		r.live(rt, t)
		for range rapid.IntRange(0, 3).Draw(rt, "put away") {
			in := stock.NewMove{Kind: stock.Moved, Model: r.pad.Slug, Quantity: rapid.Int64Range(1, 5).Draw(rt, "n"), To: shelf, Occurred: noon.AddDate(0, 0, -rapid.IntRange(0, 300).Draw(rt, "ago"))}
			if _, err := r.Move(as(t, head), in); err != nil {
				continue // not so many then
			}
		}
		all := r.books(t)
		from := noon.AddDate(0, 0, -rapid.IntRange(0, 950).Draw(rt, "from"))
		to := from.AddDate(0, 0, rapid.IntRange(0, 950).Draw(rt, "length"))
		for _, model := range []stock.Model{r.pad, r.chair} {
			ask := stock.CardAsk{Model: model.Slug, PeriodAsk: stock.PeriodAsk{From: from, To: to}}
			var lot op.ID
			if x := r.card(t, ask); len(x.Lots) > 0 && rapid.Bool().Draw(rt, "one lot") {
				lot = rapid.SampledFrom(x.Lots).Draw(rt, "lot").ID
				ask.Lot = lot.String()
			}
			node := stock.WarehouseNode("soeharso-utama")
			if rapid.Bool().Draw(rt, "shelf") {
				ask.Place, node = shelf, stock.ShelfNode("soeharso-utama", "A1")
			}
			r.compareCard(rt, t, ask, all, model.ID, lot, node)
		}
	})
}

func (r *room) compareCard(rt *rapid.T, tb testing.TB, ask stock.CardAsk, all books, model, lot op.ID, node stock.Node) {
	first := r.card(tb, ask)
	opening, want := all.expected(model, lot, node, first.Period.From, first.Period.To.AddDate(0, 0, 1).Add(-time.Millisecond))
	if first.Opening != opening {
		rt.Errorf("opens with %d, want %d", first.Opening, opening)
	}
	ask.Limit = rapid.IntRange(1, 4).Draw(rt, "page")
	var got []stock.CardLine
	for balance := opening; ; {
		page := r.card(tb, ask)
		if len(page.Lines) > 0 && page.Before != balance {
			rt.Errorf("a page begins with %d, the one before ends with %d", page.Before, balance)
		}
		if got = append(got, page.Lines...); len(page.Lines) > 0 {
			balance = page.Lines[len(page.Lines)-1].Balance
		}
		if page.Next == "" {
			break
		}
		ask.Cursor = page.Next
	}
	compareLines(rt, "forwards", got, want)
	in, out := int64(0), int64(0)
	for _, l := range want {
		in, out = in+l.In, out+l.Out
	}
	if !first.Summed || first.In != in || first.Out != out || first.Closing != opening+in-out {
		rt.Errorf("in %d out %d closing %d, want %d %d %d", first.In, first.Out, first.Closing, in, out, opening+in-out)
	}
	if len(first.Points) > 0 && first.Points[len(first.Points)-1].Balance != first.Closing {
		rt.Errorf("the picture ends with %d, the card with %d", first.Points[len(first.Points)-1].Balance, first.Closing)
	}
	var back []stock.CardLine
	for page := r.card(tb, ask); ; page = r.card(tb, ask) { // ask stands on the last page
		if back = slices.Concat(page.Lines, back); page.Prev == "" {
			break
		}
		ask.Cursor = page.Prev
	}
	compareLines(rt, "backwards", back, want)
	var written []stock.CardLine
	err := r.WriteCard(as(tb, clerk), ask, func(stock.Card) error { return nil }, func(l stock.CardLine) error {
		written = append(written, l)
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
	compareLines(rt, "written", written, want)
}

func compareLines(rt *rapid.T, how string, got, want []stock.CardLine) {
	say := func(lines []stock.CardLine) (out []string) {
		for _, l := range lines {
			out = append(out, fmt.Sprintf("%s +%d -%d =%d", l.Movement.ID, l.In, l.Out, l.Balance))
		}
		return out
	}
	if !slices.Equal(say(got), say(want)) {
		rt.Errorf("%s: got\n%v\nwant\n%v", how, say(got), say(want))
	}
}

func TestACardIsAskedForWithinReason(t *testing.T) {
	r := newRoom(t)
	r.receive(t, made("K-1"))
	for name, x := range map[string]struct {
		ask  stock.CardAsk
		want map[string]string
	}{
		"no such place":  {stock.CardAsk{Model: r.chair.Slug, Place: "bulan"}, map[string]string{"place": "stock.place_unknown"}},
		"no such lot":    {stock.CardAsk{Model: r.chair.Slug, Lot: "X/9"}, map[string]string{"lot": "lot.unknown"}},
		"made-up cursor": {stock.CardAsk{Model: r.chair.Slug, Paging: stock.Paging{Cursor: "n2026"}}, map[string]string{"cursor": "field.cursor"}},
		"other cursor":   {stock.CardAsk{Model: r.chair.Slug, Paging: stock.Paging{Cursor: "n20261123050000.000-zz"}}, map[string]string{"cursor": "field.cursor"}},
		"year 0024":      {stock.CardAsk{Model: r.chair.Slug, PeriodAsk: stock.PeriodAsk{Period: "0024"}}, map[string]string{"from": "stock.too_early"}},
	} {
		if _, err := r.StockCard(as(t, clerk), x.ask); fmt.Sprint(keys(err)) != fmt.Sprint(x.want) {
			t.Errorf("%s: %v, want %v", name, keys(err), x.want)
		}
	}
	if _, err := r.StockCard(as(t, clerk), stock.CardAsk{Model: "tidak-ada"}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a card of no model: %v", err)
	}
}

func TestANumberIsProvenFromItsMovementsAndUnits(t *testing.T) {
	r := newRoom(t)
	shelf := r.shelf(t, "A1")
	rec := r.receive(t, made(serials("K", 6)...))
	if _, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Moved, Units: []string{rec.Units[0].String()}, To: shelf}); err != nil {
		t.Fatal(err)
	}
	r.giveTo(t, rec.Units[1:], "33", "33")
	n, err := r.Prove(as(t, auditor), stock.ProofAsk{Model: r.chair.Slug, Centre: "soeharso"})
	if err != nil || !n.Holds() {
		t.Fatalf("%+v, %v", n, err)
	}
	p := n.Places[0]
	if len(n.Places) != 1 || p.Opening != 0 || p.In != 6 || p.Out != 2 || p.Reckoned != 4 || p.Stored != 4 || !p.Since.IsZero() {
		t.Errorf("place %+v", p)
	}
	for _, b := range n.Buckets {
		if want := map[stock.Bucket]int64{stock.Ready: 4, stock.InUse: 2}[b.Bucket]; b.Counted != want || b.Tallied != want {
			t.Errorf("bucket %+v, want %d", b, want)
		}
	}
	pads, err := r.Prove(as(t, clerk), stock.ProofAsk{Model: r.pad.Slug})
	if err != nil || !pads.Holds() || len(pads.Places) != 0 {
		t.Errorf("nothing at all: %+v, %v", pads, err)
	}
}

func TestMovementsAreFoundByTheColumnOfTheReport(t *testing.T) {
	r := newRoom(t)
	for i := range 7 {
		r.receive(t, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: int64(i + 1), UnitCost: 10})
	}
	if _, err := r.Move(as(t, head), stock.NewMove{Kind: stock.WrittenOff, Reason: stock.Lost, Model: r.pad.Slug, Quantity: 3}); err != nil {
		t.Fatal(err)
	}
	ask := stock.MovementsAsk{Change: stock.Bought, Fund: "apbn 2026", Model: r.pad.Slug, Paging: stock.Paging{Limit: 3}}
	var got []int64
	var pages []stock.MovementList
	for {
		list, err := r.Movements(as(t, clerk), ask)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, list)
		for _, row := range list.Rows {
			got = append(got, row.Amount.Quantity)
		}
		if ask.Cursor = list.Next; list.Next == "" {
			break
		}
	}
	if fmt.Sprint(got) != "[7 6 5 4 3 2 1]" {
		t.Errorf("bought %v", got)
	}
	ask.Cursor = pages[len(pages)-1].Prev
	back, err := r.Movements(as(t, clerk), ask)
	if err != nil || len(back.Rows) != 3 || back.Rows[2].Movement.ID != pages[1].Rows[2].Movement.ID {
		t.Errorf("the page before has %d rows, %v", len(back.Rows), err)
	}
	lost, err := r.Movements(as(t, clerk), stock.MovementsAsk{Change: stock.LostStock})
	if err != nil || len(lost.Rows) != 1 || lost.Rows[0].Amount != (stock.Amount{Quantity: 3, Value: 30}) {
		t.Errorf("lost %+v, %v", lost.Rows, err)
	}
	if _, err := r.Movements(as(t, clerk), stock.MovementsAsk{Change: "eaten"}); keys(err)["change"] == "" {
		t.Errorf("an unknown column: %v", err)
	}
	sheet, err := r.Movement(as(t, head), lost.Rows[0].Movement.ID)
	if err != nil || !sheet.MayUndo || len(sheet.Lots) == 0 {
		t.Errorf("the movement: %+v, %v", sheet, err)
	}
	if sheet, err = r.Movement(as(t, clerk), lost.Rows[0].Movement.ID); err != nil || sheet.MayUndo {
		t.Errorf("the clerk may take back what the head wrote off: %v, %v", sheet.MayUndo, err)
	}
	if _, err := r.Movement(as(t, clerk), id(4711)); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("no movement: %v", err)
	}
}
