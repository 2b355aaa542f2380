package stock_test

import (
	"context"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

// piece is a unit as the model of the test knows it.
type piece struct {
	receipt    int // index of the receipt that brought it
	where      stock.NodeKind
	condition  stock.Condition
	hold       stock.Hold
	allocation op.ID
	touched    bool // moved since its receipt
}

func (p piece) bucket() stock.Bucket {
	switch {
	case p.where == stock.AtBeneficiary:
		return stock.InUse
	case p.where != stock.AtWarehouse:
		return stock.Void
	case p.hold != stock.Free, p.condition != stock.CondNew && p.condition != stock.CondGood:
		return stock.Held
	case !p.allocation.IsZero():
		return stock.Reserved
	default:
		return stock.Ready
	}
}

// ledger drives the stock with random commands beside a model of it that is
// small enough to be believed.
type ledger struct {
	*room
	tb     testing.TB
	ctx    context.Context
	pieces map[op.ID]*piece
	order  []op.ID
	posted []stock.Receipt
	undone map[int]bool
	pads   map[int]int64 // pieces of counted stock by receipt
	next   int
}

// TestRandomCommandsKeepEveryInvariant runs random receipts, reservations,
// releases, issues, reversals, inspections and holds, also back-dated ones.
// After each step the stock proves itself and agrees with the model.
func TestRandomCommandsKeepEveryInvariant(t *testing.T) {
	for name, engine := range map[string]func() storage.Store{
		"memkv": func() storage.Store { return memkv.New() },
		"optkv": func() storage.Store { return optkv.New() },
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				store := engine()
				defer func() { _ = store.Close() }()
				l := &ledger{
					room: furnish(t, store), tb: t, ctx: as(t, clerk), pieces: map[op.ID]*piece{},
					undone: map[int]bool{}, pads: map[int]int64{},
				}
				l.minimum(t, l.chair, "", 2, 4) // so that check proves the levels after each step too
				l.minimum(t, l.pad, "", 30, 60)
				rt.Repeat(map[string]func(*rapid.T){
					"receive": l.receives, "count in": l.countsIn, "return": l.returns, "undo": l.undoes,
					"reserve": l.reserves, "release": l.releases, "issue": l.issues,
					"inspect": l.inspects, "hold": l.holds, "": l.agrees,
				})
			})
		})
	}
}

// expect compares the outcome of a command with what the model foresaw.
func (l *ledger) expect(rt *rapid.T, what string, err error, ok bool) bool {
	if (err == nil) != ok {
		rt.Fatalf("%s: %v, want success %t", what, err, ok)
	}
	if code := fault.CodeOf(err); err != nil && code != fault.Conflict && code != fault.Invalid {
		rt.Fatalf("%s: refused as %s: %v", what, code, err)
	}
	return err == nil
}

func (l *ledger) pick(rt *rapid.T) (op.ID, *piece) {
	if len(l.order) == 0 {
		rt.Skip("no unit yet")
	}
	u := rapid.SampledFrom(l.order).Draw(rt, "unit")
	return u, l.pieces[u]
}

func (l *ledger) receives(rt *rapid.T) {
	in := made()
	in.Occurred = noon.AddDate(0, 0, -rapid.IntRange(0, 800).Draw(rt, "days ago"))
	in.Source = rapid.SampledFrom([]stock.Source{stock.Purchase, stock.Production}).Draw(rt, "source")
	for range rapid.IntRange(1, 4).Draw(rt, "units") {
		l.next++
		in.Serials = append(in.Serials, fmt.Sprintf("S%d", l.next))
	}
	rec, err := l.Receive(l.ctx, in)
	l.expect(rt, "receive", err, true)
	for _, u := range rec.Units {
		l.order = append(l.order, u)
		l.pieces[u] = &piece{receipt: len(l.posted), where: stock.AtWarehouse, condition: stock.CondNew}
	}
	l.posted = append(l.posted, rec)
}

func (l *ledger) countsIn(rt *rapid.T) {
	n := rapid.Int64Range(1, 500).Draw(rt, "pieces")
	at := noon.AddDate(0, 0, -rapid.IntRange(0, 800).Draw(rt, "days ago"))
	rec, err := l.Receive(l.ctx, stock.NewReceipt{Model: l.pad.Slug, Source: stock.Purchase, Fund: "APBN", Quantity: n, Occurred: at})
	l.expect(rt, "count in", err, true)
	l.pads[len(l.posted)] = n
	l.posted = append(l.posted, rec)
}

func (l *ledger) returns(rt *rapid.T) {
	u, p := l.pick(rt)
	unit := l.unit(l.tb, u)
	rec, err := l.Receive(l.ctx, stock.NewReceipt{Model: l.chair.Slug, Source: stock.Return, Serials: []string{unit.Serial}})
	if l.expect(rt, "return", err, p.where == stock.AtBeneficiary) {
		p.where, p.hold, p.touched = stock.AtWarehouse, stock.HoldDecontaminate, true
		l.posted = append(l.posted, rec)
		l.undone[len(l.posted)-1] = true // the model does not follow the reversal of a return
	}
}

func (l *ledger) undoes(rt *rapid.T) {
	if len(l.posted) == 0 {
		rt.Skip("no receipt yet")
	}
	i := rapid.IntRange(0, len(l.posted)-1).Draw(rt, "receipt")
	if l.posted[i].Source == stock.Return {
		rt.Skip("a return")
	}
	ok := !l.undone[i]
	for _, p := range l.pieces {
		ok = ok && (p.receipt != i || !p.touched && p.allocation.IsZero())
	}
	_, err := l.Undo(l.ctx, stock.Undoing{Receipt: l.posted[i].ID, Reason: "uji"})
	if !l.expect(rt, "undo", err, ok) {
		return
	}
	l.undone[i] = true
	delete(l.pads, i)
	for _, p := range l.pieces {
		if p.receipt == i {
			p.where, p.hold, p.touched = stock.AtSupplier, stock.Free, true
		}
	}
}

func (l *ledger) reserves(rt *rapid.T) {
	u, p := l.pick(rt)
	l.next++
	_, err := l.reserve(l.ctx, u, id(uint64(l.next)))
	if l.expect(rt, "reserve", err, p.bucket() == stock.Ready) {
		p.allocation = id(uint64(l.next))
	}
}

func (l *ledger) releases(rt *rapid.T) {
	u, p := l.pick(rt)
	_, err := l.release(l.ctx, u, p.allocation)
	if l.expect(rt, "release", err, !p.allocation.IsZero()) {
		p.allocation = op.ID{}
	}
}

func (l *ledger) issues(rt *rapid.T) {
	u, p := l.pick(rt)
	_, err := l.issue(l.ctx, stock.Issuance{Units: []op.ID{u}, Allocations: []op.ID{p.allocation}, To: id(77)})
	if l.expect(rt, "issue", err, p.bucket() == stock.Reserved) {
		p.where, p.allocation, p.touched = stock.AtBeneficiary, op.ID{}, true
	}
}

func (l *ledger) inspects(rt *rapid.T) {
	u, p := l.pick(rt)
	found := rapid.SampledFrom(stock.Conditions()).Draw(rt, "condition")
	_, err := l.Inspect(l.ctx, stock.Inspection{Unit: u.String(), Condition: found})
	if l.expect(rt, "inspect", err, p.where == stock.AtWarehouse) {
		p.condition = found
	}
}

func (l *ledger) holds(rt *rapid.T) {
	u, p := l.pick(rt)
	hold := rapid.SampledFrom(append(stock.Holds(), stock.NoHold)).Draw(rt, "hold")
	_, err := l.SetHold(l.ctx, stock.Holding{Unit: u.String(), Hold: hold})
	if l.expect(rt, "hold", err, p.where == stock.AtWarehouse) {
		p.hold = hold
		if hold == stock.NoHold {
			p.hold = stock.Free
		}
	}
}

// agrees compares the store with the model and lets it prove itself.
func (l *ledger) agrees(rt *rapid.T) {
	want := stock.Tally{Model: l.chair.ID, Centre: "soeharso"}
	for _, p := range l.pieces {
		want = want.Plus(one(p.bucket()))
		if p.where != stock.AtSupplier && l.posted[p.receipt].Source == stock.Production {
			want.Made++
		}
	}
	got := l.tally(l.tb, l.chair.ID, "soeharso")
	if got != want {
		rt.Fatalf("tally = %+v, want %+v", got, want)
	}
	var pads int64
	for _, n := range l.pads {
		pads += n
	}
	if got := l.tally(l.tb, l.pad.ID, "soeharso").Ready; got != pads {
		rt.Fatalf("counted stock = %d, want %d", got, pads)
	}
	err := l.d.Store.View(l.ctx, func(r storage.Reader) error {
		reports, err := stock.Verify(r)
		for _, rep := range reports {
			for _, f := range rep.Findings {
				rt.Errorf("%s: %s", f.Kind, f.Text)
			}
		}
		return err
	})
	if err != nil {
		rt.Fatal(err)
	}
}

func one(b stock.Bucket) (t stock.Tally) {
	switch b {
	case stock.Ready:
		t.Ready = 1
	case stock.Reserved:
		t.Reserved = 1
	case stock.Held:
		t.Held = 1
	case stock.InUse:
		t.InUse = 1
	}
	return t
}
