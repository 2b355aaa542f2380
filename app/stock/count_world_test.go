package stock_test

import (
	"testing"

	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// judge is another person of the warehouse, who may judge what clerk counted.
var judge = policy.Actor{ID: id(5), Name: "Uji Pemeriksa", Role: policy.Warehouse, Centre: "soeharso"}

const mainHouse = "soeharso-utama"

func (r *room) begin(tb testing.TB, in stock.NewCount) stock.Count {
	tb.Helper()
	c, err := r.OpenCount(as(tb, head), in)
	if err != nil {
		tb.Fatalf("OpenCount: %v", err)
	}
	return c
}

func (r *room) scan(tb testing.TB, c stock.Count, place string, close bool, codes ...string) []stock.Scanned {
	tb.Helper()
	got, err := r.Scan(as(tb, clerk), stock.NewScans{Count: c.ID.String(), Place: place, Codes: codes, Close: close})
	if err != nil {
		tb.Fatalf("Scan: %v", err)
	}
	return got.Results
}

func words(list []stock.Scanned) (out []string) {
	for _, x := range list {
		out = append(out, string(x.Word))
	}
	return out
}

func (r *room) finish(tb testing.TB, c stock.Count) stock.Count {
	tb.Helper()
	c, err := r.FinishCount(as(tb, clerk), stock.CountRef{Count: c.ID.String()})
	if err != nil {
		tb.Fatalf("FinishCount: %v", err)
	}
	return c
}

func (r *room) explainAll(tb testing.TB, c stock.Count, why stock.CountReason) {
	tb.Helper()
	if _, err := r.ExplainCount(as(tb, clerk), stock.NewReasons{Count: c.ID.String(), Rest: why}); err != nil {
		tb.Fatalf("ExplainCount: %v", err)
	}
}

func (r *room) approve(tb testing.TB, c stock.Count) stock.Count {
	tb.Helper()
	c, err := r.ApproveCount(as(tb, judge), stock.CountRef{Count: c.ID.String()})
	if err != nil {
		tb.Fatalf("ApproveCount: %v", err)
	}
	if c.Stage != stage("posted") {
		tb.Fatalf("the count is %s, want posted", c.Stage)
	}
	return c
}

func stage(s string) stock.CountStage { return stock.CountStage(s) }

func (r *room) lines(tb testing.TB, c stock.Count, state stock.LineState) []stock.CountLine {
	tb.Helper()
	list, err := r.CountLines(as(tb, clerk), stock.CountLinesAsk{Count: c.ID.String(), State: state, Limit: 200})
	if err != nil {
		tb.Fatal(err)
	}
	return list.Lines
}

func (r *room) padsIn(t testing.TB, n int64) stock.Receipt {
	return r.receive(t, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: n, UnitCost: 10_000})
}

func (r *room) tell(t testing.TB, c stock.Count, n int64) {
	t.Helper()
	if _, err := r.Tell(as(t, clerk), stock.NewTally{Count: c.ID.String(), Pieces: []stock.LotPieces{{Model: r.pad.Slug, Quantity: &n}}}); err != nil {
		t.Fatalf("Tell(%d): %v", n, err)
	}
}

func (r *room) use(t testing.TB, n int64) stock.Movement {
	t.Helper()
	m, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Issued, Model: r.pad.Slug, Quantity: n, Reason: stock.ForService})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (r *room) padsAt(t testing.TB, node stock.Node) (n int64) {
	t.Helper()
	err := r.d.Store.View(t.Context(), func(v storage.Reader) error {
		held, err := stock.LotsAt(v, node, r.pad.ID)
		for _, l := range held {
			n += l.Quantity
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
