package stock_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

// shelfWorld is a warehouse as it truly is, beside what the book says of it.
// Things get lost, stolen and misplaced between counts; goods are moved and used
// by the book at any time, also in the middle of a count.
type shelfWorld struct {
	*room
	tb     testing.TB
	ctx    context.Context
	places []string
	chairs map[op.ID]string // where each chair truly is; "" for gone
	order  []op.ID
	lots   []op.ID
	pads   map[op.ID]int64 // pieces that are truly there
	count  *stock.Count
	told   bool
	seen   map[string]bool // places that were looked through
	next   int
}

// TestACompleteCountMakesTheBookTrue lets a warehouse drift from its book, counts
// it while goods move, and posts: whatever came in between, the book then says
// what is truly there, and the stock proves itself after each step.
func TestACompleteCountMakesTheBookTrue(t *testing.T) {
	for name, engine := range map[string]func() storage.Store{
		"memkv": func() storage.Store { return memkv.New() },
		"optkv": func() storage.Store { return optkv.New() },
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				store := engine()
				defer func() { _ = store.Close() }()
				w := &shelfWorld{room: furnish(t, store), tb: t, ctx: as(t, clerk), chairs: map[op.ID]string{}, pads: map[op.ID]int64{}}
				w.places = []string{mainHouse, w.shelf(t, "s1"), w.shelf(t, "s2")}
				rt.Repeat(patient(map[string]func(*rapid.T){
					"chairs come": w.chairsCome, "chair moves": w.chairMoves, "chair is lost": w.chairIsLost, "chair strays": w.chairStrays,
					"pads come": w.padsCome, "pads are used": w.padsAreUsed, "pads vanish": w.padsVanish, "pads turn up": w.padsTurnUp,
					"begin": w.begins, "look": w.looks, "tell": w.tells, "post": w.posts, "": func(*rapid.T) { w.verify(t) },
				}))
			})
		})
	}
}

func (w *shelfWorld) must(rt *rapid.T, what string, err error) {
	if err != nil {
		rt.Fatalf("%s: %v", what, err)
	}
}

// book is where the book has a chair.
func (w *shelfWorld) book(u op.ID) string {
	if n := w.unit(w.tb, u).Node; n.Real() {
		return n.Ref
	}
	return ""
}

// chair draws one that fits; the step is left out when none does.
func (w *shelfWorld) chair(rt *rapid.T, fits func(op.ID) bool) op.ID {
	var some []op.ID
	for _, u := range w.order {
		if fits(u) {
			some = append(some, u)
		}
	}
	if len(some) == 0 {
		leaveOut("no such chair")
	}
	return rapid.SampledFrom(some).Draw(rt, "chair")
}

func (w *shelfWorld) true(u op.ID) bool { return w.chairs[u] != "" && w.chairs[u] == w.book(u) }

func (w *shelfWorld) between(rt *rapid.T) {
	if w.count != nil {
		leaveOut("they count")
	}
}

func (w *shelfWorld) place(rt *rapid.T) string { return rapid.SampledFrom(w.places).Draw(rt, "place") }

func (w *shelfWorld) chairsCome(rt *rapid.T) {
	in := made()
	for range rapid.IntRange(1, 3).Draw(rt, "chairs") {
		w.next++
		in.Serials = append(in.Serials, fmt.Sprintf("S%d", w.next))
	}
	rec, err := w.Receive(w.ctx, in)
	w.must(rt, "receive", err)
	for _, u := range rec.Units {
		w.order, w.chairs[u] = append(w.order, u), mainHouse
	}
}

func (w *shelfWorld) chairMoves(rt *rapid.T) {
	u, to := w.chair(rt, w.true), w.place(rt)
	if to == w.chairs[u] {
		leaveOut("it is there")
	}
	_, err := w.Move(w.ctx, stock.NewMove{Kind: stock.Moved, Units: []string{u.String()}, To: to})
	w.must(rt, "move", err)
	w.chairs[u] = to
}

func (w *shelfWorld) chairIsLost(rt *rapid.T) {
	w.between(rt)
	w.chairs[w.chair(rt, func(u op.ID) bool { return w.chairs[u] != "" })] = ""
}

func (w *shelfWorld) chairStrays(rt *rapid.T) { // also one that was given up for lost
	w.between(rt)
	u := w.chair(rt, func(op.ID) bool { return true })
	w.chairs[u] = w.place(rt)
}

func (w *shelfWorld) padsCome(rt *rapid.T) {
	n := rapid.Int64Range(1, 40).Draw(rt, "pads")
	rec := w.room.padsIn(w.tb, n)
	w.lots, w.pads[rec.Lot] = append(w.lots, rec.Lot), n
}

func (w *shelfWorld) lot(rt *rapid.T) op.ID {
	if len(w.lots) == 0 {
		leaveOut("no lot yet")
	}
	return rapid.SampledFrom(w.lots).Draw(rt, "lot")
}

// held is what the book has of a lot.
func (w *shelfWorld) held(lot op.ID) (n int64) {
	err := w.d.Store.View(w.ctx, func(r storage.Reader) error {
		held, err := stock.LotsAt(r, stock.WarehouseNode(mainHouse), w.pad.ID)
		for _, l := range held {
			if l.ID == lot {
				n = l.Quantity
			}
		}
		return err
	})
	if err != nil {
		w.tb.Fatal(err)
	}
	return n
}

func (w *shelfWorld) padsAreUsed(rt *rapid.T) {
	lot := w.lot(rt)
	most := min(w.pads[lot], w.held(lot))
	if most == 0 {
		leaveOut("none left")
	}
	n := rapid.Int64Range(1, most).Draw(rt, "used")
	_, err := w.Move(w.ctx, stock.NewMove{Kind: stock.Issued, Model: w.pad.Slug, Lot: lot.String(), Quantity: n, Reason: stock.ForService})
	w.must(rt, "use", err)
	w.pads[lot] -= n
}

func (w *shelfWorld) padsVanish(rt *rapid.T) {
	w.between(rt)
	lot := w.lot(rt)
	w.pads[lot] -= rapid.Int64Range(0, w.pads[lot]).Draw(rt, "stolen")
}

func (w *shelfWorld) padsTurnUp(rt *rapid.T) {
	w.between(rt)
	w.pads[w.lot(rt)] += rapid.Int64Range(1, 9).Draw(rt, "found")
}

func (w *shelfWorld) begins(rt *rapid.T) {
	w.between(rt)
	if len(w.order)+len(w.lots) == 0 {
		leaveOut("nothing to count")
	}
	c, err := w.OpenCount(as(w.tb, head), stock.NewCount{Kind: stock.CountFull})
	w.must(rt, "open", err)
	w.count, w.told, w.seen = &c, false, map[string]bool{}
}

func (w *shelfWorld) counting(rt *rapid.T) {
	if w.count == nil {
		leaveOut("nobody counts")
	}
}

func (w *shelfWorld) looks(rt *rapid.T) {
	w.counting(rt)
	w.look(rt, w.place(rt))
}

// look scans all that is truly at a place, and closes it.
func (w *shelfWorld) look(rt *rapid.T, place string) {
	in := stock.NewScans{Count: w.count.ID.String(), Place: place, Close: true}
	for _, u := range w.order {
		if w.chairs[u] == place {
			in.Codes = append(in.Codes, u.String())
		}
	}
	_, err := w.Scan(w.ctx, in)
	w.must(rt, "scan", err)
	w.seen[place] = true
}

// tells says how many pieces are truly there of each lot.
func (w *shelfWorld) tells(rt *rapid.T) {
	w.counting(rt)
	in := stock.NewTally{Count: w.count.ID.String()}
	for _, lot := range w.lots {
		n := w.pads[lot]
		in.Pieces = append(in.Pieces, stock.LotPieces{Model: w.pad.Slug, Lot: lot.String(), Quantity: &n})
	}
	if len(in.Pieces) == 0 {
		return
	}
	_, err := w.Tell(w.ctx, in)
	w.must(rt, "tell", err)
	w.told = true
}

// posts ends the count: whatever was not looked at yet is looked at, sometimes
// one more thing moves before the reviewer comes, and then the book is true.
func (w *shelfWorld) posts(rt *rapid.T) {
	w.counting(rt)
	for _, p := range w.places {
		if !w.seen[p] {
			w.look(rt, p)
		}
	}
	if !w.told || rapid.Bool().Draw(rt, "tell again") {
		w.tells(rt)
	}
	ref := stock.CountRef{Count: w.count.ID.String()}
	c, err := w.FinishCount(w.ctx, ref)
	w.must(rt, "finish", err)
	if c.Sums.Open > 0 {
		_, err = w.ExplainCount(w.ctx, stock.NewReasons{Count: ref.Count, Rest: stock.CountMiswritten})
		w.must(rt, "explain", err)
	}
	if moved := w.sure(w.order); len(moved) > 0 && rapid.Bool().Draw(rt, "one more moves") {
		u := moved[0]
		to := w.places[(slices.Index(w.places, w.chairs[u])+1)%len(w.places)]
		_, err := w.Move(w.ctx, stock.NewMove{Kind: stock.Moved, Units: []string{u.String()}, To: to})
		w.must(rt, "move", err)
		w.chairs[u] = to
	}
	c, err = w.ApproveCount(as(w.tb, judge), ref)
	w.must(rt, "approve", err)
	w.count = nil
	for _, u := range w.order {
		if got := w.book(u); got != w.chairs[u] {
			rt.Fatalf("after %s the book has a chair at %q, truly it is at %q", c.Number, got, w.chairs[u])
		}
	}
	for _, lot := range w.lots {
		if got := w.held(lot); got != w.pads[lot] {
			rt.Fatalf("after %s the book has %d pads of a lot, truly there are %d (%+v)", c.Number, got, w.pads[lot], c.Sums)
		}
	}
}

// sure are the chairs of which book and truth agree.
func (w *shelfWorld) sure(units []op.ID) (some []op.ID) {
	for _, u := range units {
		if w.true(u) {
			some = append(some, u)
		}
	}
	return some
}
