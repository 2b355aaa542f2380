package stock_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/boltkv"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

const (
	mainPlace  = "soeharso-utama"
	shelfPlace = "soeharso-utama/a1"
)

// piece is a unit as the model of the test knows it.
type piece struct {
	code       string
	receipt    int    // index of the receipt that brought it
	where      string // "on hand", "with a person", "void", "picked", "in transit", "lent", "away": the other centre has it, "gone"
	place      string // when on hand
	condition  stock.Condition
	hold       stock.Hold
	allocation op.ID
	since      time.Time // its last movement
	moves      int       // movements since its receipt
	transfer   string    // id of the last one that took it
	loan       string    // id of the last one
}

func (p *piece) ready() bool {
	return p.where == "on hand" && p.hold == stock.Free && p.allocation.IsZero() &&
		(p.condition == stock.CondNew || p.condition == stock.CondGood)
}

func (p *piece) bucket() stock.Bucket {
	switch {
	case p.where == "with a person", p.where == "lent":
		return stock.InUse
	case p.where == "in transit":
		return stock.Away
	case p.where == "gone":
		return stock.Gone
	case p.where == "void", p.where == "away":
		return stock.Void
	case p.where == "picked" && p.hold == stock.Free && (p.condition == stock.CondNew || p.condition == stock.CondGood):
		return stock.Reserved
	case p.hold != stock.Free, p.condition != stock.CondNew && p.condition != stock.CondGood:
		return stock.Held
	case !p.allocation.IsZero():
		return stock.Reserved
	default:
		return stock.Ready
	}
}

// drop is a lot of the counted model with all that ever went in and out of it,
// by place and day: what back-dating is judged by.
type drop struct {
	id       op.ID
	code     string
	expiry   time.Time
	received time.Time
	flows    []flowing
}

type flowing struct {
	place string
	day   int // days before noon
	n     int64
}

func (d *drop) at(place string) (n int64) {
	for _, f := range d.flows {
		if f.place == place {
			n += f.n
		}
	}
	return n
}

// allows tells whether taking n on a day leaves every balance from then on at or
// above zero.
func (d *drop) allows(place string, day int, n int64) bool {
	for back := day; back >= 0; back-- {
		sum := -n
		for _, f := range d.flows {
			if f.place == place && f.day >= back {
				sum += f.n
			}
		}
		if sum < 0 {
			return false
		}
	}
	return true
}

func (d *drop) flow(place string, day int, n int64) {
	d.flows = append(d.flows, flowing{place, day, n})
}

// done is a movement of staff that can be taken back.
type acted struct {
	id      op.ID
	unit    *piece
	before  piece
	moves   int     // of the unit, after it
	lots    []stack // as they were taken; of a correction upwards without a place
	amounts []int64
	to      string // empty for a virtual node
	gone    bool   // reversed
}

// ledger drives the stock with random commands beside a model of it that is
// small enough to be believed.
type ledger struct {
	*room
	tb     testing.TB
	pieces []*piece
	ids    []op.ID
	posted []stock.Receipt
	undone map[int]bool
	padsOf map[int]*drop // by receipt
	drops  []*drop
	acts   []*acted
	next   int
}

// TestRandomCommandsKeepEveryInvariant runs random commands of every kind that
// moves goods, also back-dated ones and reversals. After each the stock proves
// itself and agrees with the model.
func TestRandomCommandsKeepEveryInvariant(t *testing.T) {
	const want = 10_000
	var steps atomic.Int64
	least, most := 30, 45
	if testing.Short() {
		least, most = 2, 4
	}
	dir := t.TempDir()
	for name, engine := range map[string]func(n int64) (storage.Store, error){
		"memkv": func(int64) (storage.Store, error) { return memkv.New(), nil },
		"optkv": func(int64) (storage.Store, error) { return optkv.New(), nil },
		"boltkv": func(n int64) (storage.Store, error) {
			return boltkv.Open(filepath.Join(dir, fmt.Sprint(n)), boltkv.Options{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				store, err := engine(steps.Add(1))
				if err != nil {
					rt.Fatal(err)
				}
				defer func() { _ = store.Close() }()
				l := &ledger{room: furnish(t, store), tb: t, undone: map[int]bool{}, padsOf: map[int]*drop{}}
				if _, err := network.New(l.d).AddShelf(as(t, clerk), network.NewShelf{Warehouse: mainPlace, Code: "a1"}); err != nil {
					rt.Fatal(err)
				}
				l.minimum(t, l.chair, "", 2, 4) // so that check proves the levels after each step too
				l.minimum(t, l.pad, "", 30, 60)
				l.receives(rt)
				l.countsIn(rt)
				commands := l.commands()
				for range rapid.IntRange(least, most).Draw(rt, "steps") {
					commands[rapid.SampledFrom(names(commands)).Draw(rt, "command")](rt)
					l.agrees(rt)
					steps.Add(1)
				}
			})
		})
	}
	if n := steps.Load(); n < want && !testing.Short() && !t.Failed() {
		t.Errorf("%d steps, want %d", n, want)
	}
}

func (l *ledger) commands() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"receive": l.receives, "count in": l.countsIn, "return": l.returns, "undo": l.undoes,
		"reserve": l.reserves, "release": l.releases, "issue": l.issues,
		"inspect": l.inspects, "hold": l.holds, "put away": l.putsAway, "write off": l.writesOff,
		"use up": l.usesUp, "move pads": l.movesPads, "correct": l.corrects, "reverse": l.reverses,
		"send": l.sends, "arrive": l.arrives, "lend": l.lends, "give back": l.givesBack,
	}
}

func names(commands map[string]func(*rapid.T)) (list []string) {
	for name := range commands {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func (l *ledger) clerk() context.Context { return as(l.tb, clerk) }

// expect compares the outcome of a command with what the model foresaw.
func (l *ledger) expect(rt *rapid.T, what string, err error, ok bool) bool {
	if (err == nil) != ok {
		rt.Fatalf("%s: %v %v, want success %t", what, err, keys(err), ok)
	}
	if code := fault.CodeOf(err); err != nil && code != fault.Conflict && code != fault.Invalid {
		rt.Fatalf("%s: refused as %s: %v", what, code, err)
	}
	return err == nil
}

// pick draws a unit that the centre still answers for; there is always one.
func (l *ledger) pick(rt *rapid.T) (op.ID, *piece) {
	own := func(p *piece) bool { return p.where != "away" }
	if !slices.ContainsFunc(l.pieces, own) {
		l.receives(rt)
	}
	i := rapid.IntRange(0, len(l.pieces)-1).Draw(rt, "unit")
	for !own(l.pieces[i]) {
		i = (i + 1) % len(l.pieces)
	}
	return l.ids[i], l.pieces[i]
}

func (l *ledger) day(rt *rapid.T) (ago int, at time.Time) {
	ago = rapid.SampledFrom([]int{0, 0, 0, 1, 3, 40, 500}).Draw(rt, "days ago")
	if ago == 0 {
		return 0, time.Time{}
	}
	return ago, noon.AddDate(0, 0, -ago)
}

func (l *ledger) somewhere(rt *rapid.T) string {
	return rapid.SampledFrom([]string{mainPlace, shelfPlace}).Draw(rt, "place")
}

func (l *ledger) moved(p *piece, at time.Time) {
	p.moves++
	if p.since = at; at.IsZero() {
		p.since = noon.Add(time.Hour) // later than any that is back-dated
	}
}

// agrees compares the store with the model and lets it prove itself.
func (l *ledger) agrees(rt *rapid.T) {
	want := stock.Tally{Model: l.chair.ID, Centre: "soeharso"}
	for _, p := range l.pieces {
		want = want.Plus(one(p.bucket()))
		if p.where != "void" && l.posted[p.receipt].Source == stock.Production {
			want.Made++
		}
	}
	if got := l.tally(l.tb, l.chair.ID, "soeharso"); got != want {
		rt.Fatalf("tally = %+v, want %+v", got, want)
	}
	err := l.d.Store.View(l.tb.Context(), func(r storage.Reader) error {
		for _, d := range l.drops {
			for place, node := range map[string]stock.Node{mainPlace: stock.WarehouseNode(mainPlace), shelfPlace: stock.ShelfNode(mainPlace, "a1")} {
				n := d.at(place)
				if place == mainPlace { // a warehouse counts with its shelves
					n += d.at(shelfPlace)
				}
				if got, err := stock.BalanceOn(r, node, l.pad.ID, d.id, noon); err != nil || got != n {
					rt.Fatalf("lot %s at %s: %d, %v, want %d", d.code, place, got, err, n)
				}
			}
		}
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
	optest.Sound(rt, l.d, stock.Verify)
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
	case stock.Away:
		t.Away = 1
	case stock.Gone:
		t.Gone = 1
	}
	return t
}
