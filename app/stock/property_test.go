package stock_test

import (
	"cmp"
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

func (l *ledger) receives(rt *rapid.T) {
	in := made()
	_, in.Occurred = l.day(rt)
	in.Source = rapid.SampledFrom([]stock.Source{stock.Purchase, stock.Production, stock.Opening}).Draw(rt, "source")
	in.Warehouse = l.somewhere(rt)
	for range rapid.IntRange(1, 3).Draw(rt, "units") {
		l.next++
		in.Serials = append(in.Serials, fmt.Sprintf("S%d", l.next))
	}
	rec, err := l.Receive(l.clerk(), in)
	l.expect(rt, "receive", err, true)
	for _, u := range rec.Units {
		p := &piece{code: l.unit(l.tb, u).Code, receipt: len(l.posted), where: "on hand", place: in.Warehouse, condition: stock.CondNew}
		l.moved(p, in.Occurred)
		p.moves = 0
		l.ids, l.pieces = append(l.ids, u), append(l.pieces, p)
	}
	l.posted = append(l.posted, rec)
}

func (l *ledger) countsIn(rt *rapid.T) {
	l.next++
	in := stock.NewReceipt{Model: l.pad.Slug, Source: stock.Purchase, Fund: "APBN", Lot: fmt.Sprintf("L/%d", l.next), Warehouse: l.somewhere(rt)}
	in.Quantity = rapid.Int64Range(1, 50).Draw(rt, "pieces")
	ago, at := l.day(rt)
	in.Occurred = at
	if rapid.Bool().Draw(rt, "expires") {
		in.Expiry = noon.AddDate(0, rapid.IntRange(1, 9).Draw(rt, "months"), 0)
	}
	rec, err := l.Receive(l.clerk(), in)
	l.expect(rt, "count in", err, true)
	d := &drop{id: rec.Lot, code: in.Lot, expiry: in.Expiry, received: rec.Occurred}
	d.flow(in.Warehouse, ago, in.Quantity)
	l.drops = append(l.drops, d)
	l.padsOf[len(l.posted)] = d
	l.posted = append(l.posted, rec)
}

func (l *ledger) returns(rt *rapid.T) {
	u, p := l.pick(rt)
	rec, err := l.Receive(l.clerk(), stock.NewReceipt{Model: l.chair.Slug, Source: stock.Return, Serials: []string{l.unit(l.tb, u).Serial}})
	if l.expect(rt, "return", err, p.where == "with a person") {
		p.where, p.place, p.hold = "on hand", mainPlace, stock.HoldDecontaminate
		l.moved(p, time.Time{})
		l.posted = append(l.posted, rec)
		l.undone[len(l.posted)-1] = true // the model does not follow the reversal of a return
	}
}

func (l *ledger) undoes(rt *rapid.T) {
	i := rapid.IntRange(0, len(l.posted)-1).Draw(rt, "receipt")
	if l.posted[i].Source == stock.Return {
		return
	}
	ok := !l.undone[i]
	for _, p := range l.pieces {
		ok = ok && (p.receipt != i || p.moves == 0 && p.where == "on hand" && p.allocation.IsZero())
	}
	d := l.padsOf[i]
	if d != nil {
		ok = ok && d.at(d.flows[0].place) >= d.flows[0].n
	}
	_, err := l.Undo(l.clerk(), stock.Undoing{Receipt: l.posted[i].ID, Reason: "uji"})
	if !l.expect(rt, "undo", err, ok) {
		return
	}
	l.undone[i] = true
	if d != nil {
		d.flow(d.flows[0].place, 0, -d.flows[0].n)
	}
	for _, p := range l.pieces {
		if p.receipt == i {
			p.where, p.hold = "void", stock.Free
			l.moved(p, time.Time{})
		}
	}
}

func (l *ledger) reserves(rt *rapid.T) {
	u, p := l.pick(rt)
	l.next++
	_, err := l.reserve(l.clerk(), u, id(uint64(l.next)))
	if l.expect(rt, "reserve", err, p.ready()) {
		p.allocation = id(uint64(l.next))
	}
}

func (l *ledger) releases(rt *rapid.T) {
	u, p := l.pick(rt)
	_, err := l.release(l.clerk(), u, p.allocation)
	if l.expect(rt, "release", err, !p.allocation.IsZero()) {
		p.allocation = op.ID{}
	}
}

func (l *ledger) issues(rt *rapid.T) {
	u, p := l.pick(rt)
	_, err := l.issue(l.clerk(), stock.Issuance{Units: []op.ID{u}, Allocations: []op.ID{p.allocation}, To: id(77)})
	if l.expect(rt, "issue", err, p.where == "on hand" && p.bucket() == stock.Reserved) {
		p.where, p.allocation = "with a person", op.ID{}
		l.moved(p, time.Time{})
	}
}

func (l *ledger) inspects(rt *rapid.T) {
	u, p := l.pick(rt)
	if p.where == "picked" {
		return // whether it may be inspected meanwhile is for the tests of transfers
	}
	found := rapid.SampledFrom(stock.Conditions()).Draw(rt, "condition")
	_, err := l.Inspect(l.clerk(), stock.Inspection{Unit: u.String(), Condition: found})
	if l.expect(rt, "inspect", err, p.where == "on hand") {
		p.condition = found
	}
}

func (l *ledger) holds(rt *rapid.T) {
	u, p := l.pick(rt)
	if p.where == "picked" {
		return
	}
	hold := rapid.SampledFrom([]stock.Hold{stock.HoldQuarantine, stock.HoldFitting, stock.NoHold, stock.NoHold}).Draw(rt, "hold")
	_, err := l.SetHold(l.clerk(), stock.Holding{Unit: u.String(), Hold: hold})
	if l.expect(rt, "hold", err, p.where == "on hand") {
		if p.hold = hold; hold == stock.NoHold {
			p.hold = stock.Free
		}
	}
}

// act posts a movement of one unit.
func (l *ledger) act(rt *rapid.T, what string, p *piece, in stock.NewMove, ok bool, after func(*piece)) {
	in.Units = []string{p.code}
	ok = ok && !in.Occurred.Before(p.since) || ok && in.Occurred.IsZero()
	m, err := l.Move(as(l.tb, head), in)
	if !l.expect(rt, what, err, ok) {
		return
	}
	before := *p
	after(p)
	l.moved(p, in.Occurred)
	l.acts = append(l.acts, &acted{id: m.ID, unit: p, before: before, moves: p.moves})
}

func (l *ledger) putsAway(rt *rapid.T) {
	_, p := l.pick(rt)
	in := stock.NewMove{Kind: stock.Moved, To: l.somewhere(rt)}
	_, in.Occurred = l.day(rt)
	l.act(rt, "put away", p, in, p.where == "on hand" && p.place != in.To, func(p *piece) { p.place = in.To })
}

func (l *ledger) writesOff(rt *rapid.T) {
	_, p := l.pick(rt)
	in := stock.NewMove{Kind: stock.WrittenOff, Reason: stock.Scrapped, Document: "SK-1"}
	_, in.Occurred = l.day(rt)
	l.act(rt, "write off", p, in, p.where == "on hand" && p.allocation.IsZero(), func(p *piece) { p.where = "gone" })
}

// stack is pieces of one lot at one place.
type stack struct {
	*drop
	place string
}

// firstOut are the lots at places in the order in which they leave.
func (l *ledger) firstOut(places ...string) []stack {
	var there []stack
	for _, place := range places {
		for _, d := range l.drops {
			if d.at(place) > 0 {
				there = append(there, stack{d, place})
			}
		}
	}
	never := noon.AddDate(100, 0, 0)
	slices.SortStableFunc(there, func(a, b stack) int {
		x, y := a.expiry, b.expiry
		if x.IsZero() {
			x = never
		}
		if y.IsZero() {
			y = never
		}
		if c := cmp.Or(x.Compare(y), a.received.Compare(b.received)); c != 0 {
			return c
		}
		return slices.Index(l.drops, a.drop) - slices.Index(l.drops, b.drop)
	})
	return there
}

// take posts a movement of pads out of a place, of one lot or of those that
// leave first. What is used up may come from any shelf of a warehouse.
func (l *ledger) take(rt *rapid.T, what string, in stock.NewMove, to string) {
	in.Model, in.From = l.pad.Slug, l.somewhere(rt)
	in.Quantity = rapid.Int64Range(1, 30).Draw(rt, "pieces")
	ago, at := l.day(rt)
	in.Occurred = at
	lots := l.firstOut(in.From)
	if named := rapid.Bool().Draw(rt, "named lot"); named && len(lots) > 0 {
		lots = lots[:1]
		in.Lot = lots[0].id.String()
	} else if in.Kind == stock.Issued && in.From == mainPlace {
		lots = l.firstOut(mainPlace, shelfPlace)
	}
	left, ok := in.Quantity, in.From != to
	a := &acted{to: to}
	for _, d := range lots {
		if n := min(left, d.at(d.place)); n > 0 {
			a.lots, a.amounts = append(a.lots, d), append(a.amounts, n)
			left -= n
			ok = ok && d.allows(d.place, ago, n)
		}
	}
	if in.Kind == stock.Adjusted {
		in.Quantity = -in.Quantity
	}
	m, err := l.Move(as(l.tb, head), in)
	if !l.expect(rt, what, err, ok && left == 0) {
		return
	}
	for i, d := range a.lots {
		d.flow(d.place, ago, -a.amounts[i])
		if to != "" {
			d.flow(to, ago, a.amounts[i])
		}
	}
	a.id = m.ID
	l.acts = append(l.acts, a)
}

func (l *ledger) usesUp(rt *rapid.T) {
	l.take(rt, "use up", stock.NewMove{Kind: stock.Issued, Reason: stock.ForService}, "")
}

func (l *ledger) movesPads(rt *rapid.T) {
	to := l.somewhere(rt)
	l.take(rt, "move pads", stock.NewMove{Kind: stock.Moved, To: to}, to)
}

func (l *ledger) corrects(rt *rapid.T) {
	if rapid.Bool().Draw(rt, "down") {
		l.take(rt, "correct down", stock.NewMove{Kind: stock.Adjusted, Reason: stock.Miscounted}, "")
		return
	}
	place := l.somewhere(rt)
	lots := l.firstOut(place)
	if len(lots) == 0 {
		return
	}
	ago, at := l.day(rt)
	in := stock.NewMove{Kind: stock.Adjusted, Reason: stock.Miscounted, Model: l.pad.Slug, From: place, Lot: lots[0].id.String(), Quantity: 3, Occurred: at}
	m, err := l.Move(as(l.tb, head), in)
	l.expect(rt, "correct up", err, true)
	lots[0].flow(place, ago, 3)
	l.acts = append(l.acts, &acted{id: m.ID, to: place, lots: []stack{{lots[0].drop, ""}}, amounts: []int64{3}})
}

func (l *ledger) reverses(rt *rapid.T) {
	if len(l.acts) == 0 {
		return
	}
	a := rapid.SampledFrom(l.acts).Draw(rt, "movement")
	ok := !a.gone
	if a.unit != nil {
		ok = ok && a.unit.moves == a.moves && a.unit.allocation.IsZero() && a.unit.where != "picked"
	}
	for i, d := range a.lots {
		ok = ok && (a.to == "" || d.at(a.to) >= a.amounts[i])
	}
	_, err := l.Reverse(as(l.tb, head), stock.Reversal{Movement: a.id, Reason: "uji"})
	if !l.expect(rt, "reverse", err, ok) {
		return
	}
	a.gone = true
	if p := a.unit; p != nil {
		p.where, p.place = a.before.where, a.before.place
		l.moved(p, time.Time{})
	}
	for i, d := range a.lots {
		if d.place != "" {
			d.flow(d.place, 0, a.amounts[i])
		}
		if a.to != "" {
			d.flow(a.to, 0, -a.amounts[i])
		}
	}
}

// sends starts a transfer of one unit to another centre and ships it, or leaves
// it picked.
func (l *ledger) sends(rt *rapid.T) {
	_, p := l.pick(rt)
	x, err := l.RequestTransfer(l.clerk(), wish(1, 0))
	l.expect(rt, "send", err, true)
	_, err = l.PickTransfer(l.clerk(), stock.Picking{Transfer: x.ID.String(), Codes: []string{p.code}})
	free := p.where == "on hand" && p.hold == stock.Free && p.allocation.IsZero() // a broken one may go
	if !l.expect(rt, "pick", err, free) {
		return
	}
	p.transfer = x.ID.String()
	if p.where = "picked"; rapid.Bool().Draw(rt, "leave it picked") {
		return
	}
	_, err = l.ShipTransfer(l.clerk(), stock.Shipping{Transfer: p.transfer})
	l.expect(rt, "ship", err, true)
	p.where = "in transit"
	l.moved(p, time.Time{})
}

func (l *ledger) arrives(rt *rapid.T) {
	_, p := l.pick(rt)
	if p.transfer == "" {
		return
	}
	in := stock.Arriving{Transfer: p.transfer, Codes: []string{p.code}}
	lost := rapid.Bool().Draw(rt, "lost on the way")
	if lost {
		in.Codes, in.Missing, in.Reason = nil, in.Codes, "hilang di jalan"
	}
	_, err := l.ReceiveTransfer(as(l.tb, far), in)
	if !l.expect(rt, "arrive", err, p.where == "in transit") {
		return
	}
	if p.where = "away"; lost {
		p.where = "gone"
	}
	l.moved(p, time.Time{})
}

func (l *ledger) lends(rt *rapid.T) {
	_, p := l.pick(rt)
	loan, err := l.Lend(l.clerk(), lend(p.code))
	if l.expect(rt, "lend", err, p.ready()) {
		p.where, p.loan = "lent", loan.ID.String()
		l.moved(p, time.Time{})
	}
}

func (l *ledger) givesBack(rt *rapid.T) {
	_, p := l.pick(rt)
	if p.where != "lent" {
		return
	}
	_, err := l.ReturnLoan(l.clerk(), stock.LoanReturn{Loan: p.loan, Codes: []string{p.code}})
	l.expect(rt, "give back", err, true)
	p.where, p.place, p.hold = "on hand", mainPlace, stock.HoldDecontaminate
	l.moved(p, time.Time{})
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
	case stock.Away:
		t.Away = 1
	case stock.Gone:
		t.Gone = 1
	}
	return t
}
