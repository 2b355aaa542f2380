package stock_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

// cargo is a chair as the model of the test knows it: whose it is, and the
// document that holds it, if any.
type cargo struct {
	centre string
	way    string // home, picked, transit, loan, quarantine, dirty or lost
	doc    op.ID
}

// road drives transfers and loans between two centres with random commands
// beside a model that is small enough to be believed.
type road struct {
	*room
	tb        testing.TB
	chairs    map[string]*cargo // by code
	order     []string
	transfers []op.ID
	loans     []op.ID
	pads      map[string]int64 // pieces in the hands of each centre, those on the way with who answers
	next      int
}

func (d *road) clerk(centre string) policy.Actor {
	if centre == "meohai" {
		return far
	}
	return clerk
}

func other(centre string) string {
	if centre == "meohai" {
		return "soeharso"
	}
	return "meohai"
}

// TestRandomTransfersAndLoansKeepEveryInvariant sends, receives in parts, loses,
// breaks, turns around, lends and takes back. After each step the stock proves
// itself, and nobody has a unit more or less than the model.
func TestRandomTransfersAndLoansKeepEveryInvariant(t *testing.T) {
	for name, engine := range map[string]func() storage.Store{
		"memkv": func() storage.Store { return memkv.New() },
		"optkv": func() storage.Store { return optkv.New() },
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name == "optkv" {
				t.Skip("one engine is enough for a quick look")
			}
			rapid.Check(t, func(rt *rapid.T) {
				store := engine()
				defer func() { _ = store.Close() }()
				d := &road{room: furnish(t, store), tb: t, chairs: map[string]*cargo{}, pads: map[string]int64{}}
				rt.Repeat(patient(map[string]func(*rapid.T){
					"receive": d.receives, "send": d.sends, "pick": d.picks, "let go": d.letsGo, "cancel": d.cancels, "ship": d.ships,
					"arrive": d.arrives, "arrive again": d.arrives, "turn around": d.turnsAround, "lend": d.lends, "return": d.returnsLoan, "": d.proves,
				}))
			})
		})
	}
}

func (d *road) receives(rt *rapid.T) {
	centre := rapid.SampledFrom([]string{"soeharso", "meohai"}).Draw(rt, "centre")
	d.next++
	rec, err := d.Receive(as(d.tb, d.clerk(centre)), made(fmt.Sprintf("S%d", d.next)))
	if err != nil {
		rt.Fatal(err)
	}
	code := d.unit(d.tb, rec.Units[0]).Code
	d.chairs[code], d.order = &cargo{centre: centre, way: "home"}, append(d.order, code)
	n := rapid.Int64Range(1, 20).Draw(rt, "pads")
	if _, err := d.Receive(as(d.tb, d.clerk(centre)), stock.NewReceipt{Model: d.pad.Slug, Source: stock.Purchase, Fund: "APBN", Quantity: n}); err != nil {
		rt.Fatal(err)
	}
	d.pads[centre] += n
}

func (d *road) one(rt *rapid.T) (string, *cargo) {
	if len(d.order) == 0 {
		leaveOut("no chair yet")
	}
	code := rapid.SampledFrom(d.order).Draw(rt, "chair")
	return code, d.chairs[code]
}

// sheet is a random transfer as it stands.
func (d *road) sheet(rt *rapid.T) stock.Transfer {
	if len(d.transfers) == 0 {
		leaveOut("no transfer yet")
	}
	s, err := d.Transfer(as(d.tb, admin), rapid.SampledFrom(d.transfers).Draw(rt, "transfer").String())
	if err != nil {
		rt.Fatal(err)
	}
	return s.Transfer
}

// expect compares the outcome of a command with what the model foresaw.
func (d *road) expect(rt *rapid.T, what string, err error, ok bool) bool {
	if (err == nil) != ok {
		rt.Fatalf("%s: %v, want success %t", what, err, ok)
	}
	if code := fault.CodeOf(err); err != nil && code != fault.Conflict && code != fault.Invalid {
		rt.Fatalf("%s: refused as %s: %v", what, code, err)
	}
	return err == nil
}

func (d *road) sends(rt *rapid.T) {
	code, c := d.one(rt)
	from := c.centre
	x, err := d.RequestTransfer(as(d.tb, d.clerk(from)), stock.NewTransfer{
		From: from, To: other(from), Reason: "uji", Codes: []string{code}, Lines: []stock.TransferWish{{Model: d.pad.Slug, Quantity: 5}, {Model: d.room.chair.Slug, Quantity: 2}},
	})
	here := c.way == "home" || c.way == "picked" || c.way == "quarantine" || c.way == "dirty"
	if d.expect(rt, "send", err, here) {
		d.transfers = append(d.transfers, x.ID)
		if c.way == "home" {
			c.way, c.doc = "picked", x.ID
		}
	}
}

func (d *road) picks(rt *rapid.T) {
	x := d.sheet(rt)
	code, c := d.one(rt)
	var line stock.TransferLine
	for _, l := range x.Lines { // what comes back may be pads alone
		if l.Model == d.room.chair.ID {
			line = l
		}
	}
	_, err := d.PickTransfer(as(d.tb, d.clerk(x.From.Centre)), stock.Picking{Transfer: x.ID.String(), Codes: []string{code}})
	ok := x.State == stock.TransferApproved && c.way == "home" && c.centre == x.From.Centre && line.Picked < line.Asked
	if d.expect(rt, "pick", err, ok) {
		c.way, c.doc = "picked", x.ID
	}
}

func (d *road) letsGo(rt *rapid.T) {
	x := d.sheet(rt)
	code, c := d.one(rt)
	_, err := d.UnpickTransfer(as(d.tb, d.clerk(x.From.Centre)), stock.LettingGo{Transfer: x.ID.String(), Codes: []string{code}})
	if d.expect(rt, "let go", err, c.way == "picked" && c.doc == x.ID) {
		c.way, c.doc = "home", op.ID{}
	}
}

func (d *road) cancels(rt *rapid.T) {
	x := d.sheet(rt)
	_, err := d.CancelTransfer(as(d.tb, d.clerk(x.To.Centre)), stock.TransferRefusal{Transfer: x.ID.String(), Reason: "uji"})
	if d.expect(rt, "cancel", err, x.State == stock.TransferApproved) {
		d.each(x.ID, "picked", func(c *cargo) { c.way, c.doc = "home", op.ID{} })
	}
}

func (d *road) each(doc op.ID, way string, do func(*cargo)) (n int) {
	for _, c := range d.chairs {
		if c.doc == doc && c.way == way {
			do(c)
			n++
		}
	}
	return n
}

func (d *road) ships(rt *rapid.T) {
	x := d.sheet(rt)
	by := as(d.tb, d.clerk(x.From.Centre))
	n := rapid.Int64Range(0, 5).Draw(rt, "pads")
	if x.State == stock.TransferApproved && n > 0 { // the form names pads too
		line := slices.IndexFunc(x.Lines, func(l stock.TransferLine) bool { return l.Model == d.pad.ID }) + 1
		if _, err := d.PickTransfer(by, stock.Picking{Transfer: x.ID.String(), Lines: []stock.PickedLine{{Line: line, Quantity: n}}}); err != nil && fault.CodeOf(err) != fault.Invalid {
			rt.Fatal(err)
		}
	}
	before, err := d.Transfer(by, x.ID.String())
	if err != nil {
		rt.Fatal(err)
	}
	_, err = d.ShipTransfer(by, stock.Shipping{Transfer: x.ID.String()})
	if err != nil && fault.As(err).Key == "stock.not_enough" { // the pads went with another transfer meanwhile
		return
	}
	if d.expect(rt, "ship", err, x.State == stock.TransferApproved && before.Transfer.Picked() > 0) {
		d.each(x.ID, "picked", func(c *cargo) { c.way = "transit" })
	}
}

// arrives takes some of what is on the way in: chairs in any state, pads in any
// number.
func (d *road) arrives(rt *rapid.T) {
	x := d.sheet(rt)
	in := stock.Arriving{Transfer: x.ID.String(), Reason: "uji"}
	became := map[string]string{}
	ok := x.State == stock.TransferShipped
	for range rapid.IntRange(0, 2).Draw(rt, "chairs") {
		code, c := d.one(rt)
		ok = ok && c.way == "transit" && c.doc == x.ID && became[code] == ""
		became[code] = rapid.SampledFrom([]string{"home", "quarantine", "lost"}).Draw(rt, "became")
		switch became[code] {
		case "home":
			in.Codes = append(in.Codes, code)
		case "quarantine":
			in.Damaged = append(in.Damaged, code)
		default:
			in.Missing = append(in.Missing, code)
		}
	}
	line := slices.IndexFunc(x.Lines, func(l stock.TransferLine) bool { return l.Model == d.pad.ID })
	good, gone := rapid.Int64Range(0, 5).Draw(rt, "good"), rapid.Int64Range(0, 2).Draw(rt, "gone")
	if line >= 0 && good+gone > 0 {
		in.Lines = []stock.ArrivedLine{{Line: line + 1, Good: good, Damaged: gone / 2, Missing: gone - gone/2}}
		ok = ok && good+gone <= x.Lines[line].Sum().Open()
	} else {
		good, gone = 0, 0
	}
	ok = ok && (len(became) > 0 || good+gone > 0)
	if _, err := d.ReceiveTransfer(as(d.tb, d.clerk(x.To.Centre)), in); !d.expect(rt, "arrive", err, ok) {
		return
	}
	for code, way := range became {
		c := d.chairs[code]
		c.way, c.doc = way, op.ID{}
		if way != "lost" {
			c.centre = x.To.Centre
		}
	}
	d.pads[x.Owner] -= good + gone
	d.pads[x.To.Centre] += good
}

func (d *road) turnsAround(rt *rapid.T) {
	x := d.sheet(rt)
	back, err := d.SendBack(as(d.tb, d.clerk(x.To.Centre)), stock.SendingBack{Transfer: x.ID.String(), Reason: "uji"})
	if d.expect(rt, "turn around", err, x.State == stock.TransferShipped) {
		d.transfers = append(d.transfers, back.ID)
		d.each(x.ID, "transit", func(c *cargo) { c.doc = back.ID })
	}
}

func (d *road) lends(rt *rapid.T) {
	code, c := d.one(rt)
	l, err := d.Lend(as(d.tb, d.clerk(c.centre)), lend(code))
	if d.expect(rt, "lend", err, c.way == "home") {
		c.way, c.doc = "loan", l.ID
		d.loans = append(d.loans, l.ID)
	}
}

func (d *road) returnsLoan(rt *rapid.T) {
	code, c := d.one(rt)
	if len(d.loans) == 0 {
		d.lends(rt)
		return
	}
	l := rapid.SampledFrom(d.loans).Draw(rt, "loan")
	centre := c.centre
	if c.doc != l {
		for _, o := range d.chairs {
			if o.doc == l {
				centre = o.centre
			}
		}
	}
	_, err := d.ReturnLoan(as(d.tb, d.clerk(centre)), stock.LoanReturn{Loan: l.String(), Codes: []string{code}})
	if fault.CodeOf(err) == fault.NotFound {
		return // a closed loan of the other centre
	}
	if d.expect(rt, "return", err, c.way == "loan" && c.doc == l) {
		c.way, c.doc = "dirty", op.ID{}
	}
}

// proves compares the tallies with the model and lets the store prove itself.
func (d *road) proves(rt *rapid.T) {
	for _, centre := range []string{"soeharso", "meohai"} {
		want := stock.Tally{Model: d.room.chair.ID, Centre: centre}
		for _, c := range d.chairs {
			if c.centre != centre {
				continue
			}
			want = want.Plus(map[string]stock.Tally{
				"home": {Ready: 1}, "picked": {Reserved: 1}, "transit": {Away: 1}, "loan": {InUse: 1}, "quarantine": {Held: 1}, "dirty": {Held: 1}, "lost": {Gone: 1},
			}[c.way])
		}
		got := d.tally(d.tb, d.room.chair.ID, centre)
		if got.Made = 0; got != want {
			rt.Fatalf("chairs of %s = %+v, want %+v", centre, got, want)
		}
		if pads := d.tally(d.tb, d.pad.ID, centre); pads.Ready+pads.Away != d.pads[centre] {
			rt.Fatalf("pads of %s = %+v, want %d in its hands and on the way", centre, pads, d.pads[centre])
		}
	}
	optest.Sound(rt, d.d, stock.Verify)
}
