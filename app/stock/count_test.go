package stock_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/stock"
)

func TestACountFindsMissesAndMeetsTheUnexpected(t *testing.T) {
	r := newRoom(t)
	shelf := r.shelf(t, "a1")
	rec := r.receive(t, made(serials("K", 6)...))
	code := func(i int) string { return r.unit(t, rec.Units[i]).Code }
	if _, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Moved, Units: []string{code(5)}, To: shelf}); err != nil {
		t.Fatal(err)
	}
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	if c.Number != "OPN-2026-0001" || c.Sums.Slots != 2 || c.Sums.Booked != 6 {
		t.Fatalf("opened %s with %d lines and %d pieces", c.Number, c.Sums.Slots, c.Sums.Booked)
	}
	got := r.scan(t, c, "", true, code(0), "https://lumbung.example/u/"+code(1), "k-0003", code(0), "TIDAK-ADA", code(5), "3372019901990001")
	want := []string{"found", "found", "found", "twice", "unknown", "extra", "private"}
	if !slices.Equal(words(got), want) {
		t.Fatalf("the scans are %v, want %v", words(got), want)
	}
	if x := got[5]; x.Book.String() != "bin:"+shelf || x.Since.By != clerk.Name || x.Since.At.IsZero() || x.Will != stock.OutcomeMoved {
		t.Errorf("the unexpected unit is told as %+v", x)
	}
	if strings.Contains(fmt.Sprint(got[6]), "9901990001") {
		t.Errorf("what looks like a NIK is kept: %+v", got[6])
	}
	if c = r.finish(t, c); c.Sums.Differs != 1 || c.Sums.Open != 1 {
		t.Fatalf("%d lines differ, %d without a reason; want 1 and 1", c.Sums.Differs, c.Sums.Open)
	}
	l := r.lines(t, c, stock.LineDiffers)[0]
	if l.Missing != 2 || l.Extra != 1 || l.Found != 3 || l.Difference() != -1 {
		t.Errorf("missing %d extra %d found %d difference %d", l.Missing, l.Extra, l.Found, l.Difference())
	}
	if _, err := r.ApproveCount(as(t, judge), stock.CountRef{Count: c.ID.String()}); fault.As(err).Key != "count.unexplained" {
		t.Errorf("approved without reasons: %v", err)
	}
	r.explainAll(t, c, stock.CountLost)
	if _, err := r.ApproveCount(as(t, clerk), stock.CountRef{Count: c.ID.String()}); fault.As(err).Key != "count.own_eyes" {
		t.Errorf("approved by who counted: %v", err)
	}
	c = r.approve(t, c)
	if c.Sums.Lost != 2 || c.Sums.Gained != 1 || c.Sums.Left != 0 || len(c.Hash) != 32 || c.Reviewer.Name != judge.Name {
		t.Errorf("posted %+v by %s", c.Sums, c.Reviewer.Name)
	}
	for i, node := range []string{"warehouse:" + mainHouse, "", "", "count-loss:" + c.ID.String(), "count-loss:" + c.ID.String(), "warehouse:" + mainHouse} {
		if u := r.unit(t, rec.Units[i]); node != "" && u.Node.String() != node {
			t.Errorf("unit %d is at %s, want %s", i, u.Node, node)
		}
	}
	if got := r.tally(t, r.chair.ID, "soeharso"); got.Ready != 4 || got.Gone != 2 {
		t.Errorf("tally %+v, want 4 ready and 2 gone", got)
	}
	r.verify(t)
}

func TestWhatWasLostComesBackAndWhatOthersHoldStays(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made(serials("K", 3)...))
	lost, given, ours := r.unit(t, rec.Units[0]), rec.Units[1], rec.Units[2]
	if _, err := r.Move(as(t, head), stock.NewMove{Kind: stock.WrittenOff, Units: []string{lost.Code}, Reason: stock.Lost}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.reserve(as(t, clerk), given, id(70)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.issue(as(t, clerk), stock.Issuance{Units: []op.ID{given}, Allocations: []op.ID{id(70)}, To: id(77), Document: "1/BAST"}); err != nil {
		t.Fatal(err)
	}
	far2 := made("F-1")
	far2.Warehouse = "meohai-utama"
	abroad, err := r.Receive(as(t, far), far2)
	if err != nil {
		t.Fatal(err)
	}
	c := r.begin(t, stock.NewCount{Kind: stock.CountShelf, Place: mainHouse})
	got := r.scan(t, c, "", true, lost.Code, r.unit(t, given).Code, r.unit(t, abroad.Units[0]).Code, r.unit(t, ours).Code)
	for i, want := range []stock.CountOutcome{stock.OutcomeBack, stock.OutcomeHeld, stock.OutcomeAbroad, ""} {
		if got[i].Will != want {
			t.Errorf("scan %d will be %q, want %q", i, got[i].Will, want)
		}
	}
	c = r.finish(t, c)
	r.explainAll(t, c, stock.CountFound)
	c = r.approve(t, c)
	if c.Sums.Gained != 1 || c.Sums.Left != 2 || c.Sums.Lost != 0 {
		t.Errorf("posted %+v, want one gained and two left", c.Sums)
	}
	if u := r.unit(t, lost.ID); !u.Available() || u.Node != stock.WarehouseNode(mainHouse) {
		t.Errorf("the found unit is at %s", u.Node)
	}
	if u := r.unit(t, given); u.Node.Kind != stock.AtBeneficiary {
		t.Errorf("the count took a unit from its person: %s", u.Node)
	}
	r.verify(t)
}

func TestACountSetsPiecesAgainstTheStockAtPostingTime(t *testing.T) {
	const booked, counted, out = 20, 17, 5
	for name, x := range map[string]struct {
		before, after bool   // pieces used before, after they were counted
		cut           string // what who counted says of the movement
		want          int64
	}{
		"nothing moves":                        {want: counted},
		"used after the count":                 {after: true, want: counted - out},
		"used before the count":                {before: true, want: counted},
		"used after, but said to be before":    {after: true, cut: "after", want: counted},
		"used before, but said to be after":    {before: true, cut: "before", want: counted - out},
		"used before and after":                {before: true, after: true, want: counted - out},
		"used twice, both said to be after":    {before: true, after: true, cut: "before", want: counted - 2*out},
		"used twice, the last said to be seen": {before: true, after: true, cut: "after", want: counted},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			r.padsIn(t, booked)
			c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
			var last stock.Movement
			if x.before {
				last = r.use(t, out)
			}
			r.tell(t, c, counted)
			if x.after {
				last = r.use(t, out)
			}
			if x.cut != "" {
				in := stock.NewCut{Count: c.ID.String(), Model: r.pad.Slug, After: stock.BeforeAll}
				if x.cut == "after" {
					in.After = last.ID.String()
				}
				if _, err := r.Cut(as(t, clerk), in); err != nil {
					t.Fatalf("Cut: %v", err)
				}
			}
			if c = r.finish(t, c); c.Sums.Open > 0 {
				r.explainAll(t, c, stock.CountUsed)
			}
			c = r.approve(t, c)
			if got := r.padsAt(t, stock.WarehouseNode(mainHouse)); got != x.want {
				t.Errorf("the book has %d pieces, want %d (%+v)", got, x.want, c.Sums)
			}
			r.verify(t)
		})
	}
}

func TestAReversalAnAdjustmentAndAnotherCountCarryNoGoods(t *testing.T) {
	r := newRoom(t)
	r.padsIn(t, 20)
	first := r.use(t, 5) // wrong: it never left
	c, other := r.begin(t, stock.NewCount{Kind: stock.CountFull}), r.begin(t, stock.NewCount{Kind: stock.CountFull})
	r.tell(t, c, 18)
	r.tell(t, other, 18)
	if _, err := r.Reverse(as(t, clerk), stock.Reversal{Movement: first.ID, Reason: "salah catat"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []stock.Count{c, other} {
		if c = r.finish(t, c); c.Sums.Open > 0 {
			r.explainAll(t, c, stock.CountMiswritten)
		}
		r.approve(t, c)
	}
	if got := r.padsAt(t, stock.WarehouseNode(mainHouse)); got != 18 {
		t.Errorf("the book has %d pieces, want the 18 that were counted", got)
	}
	r.verify(t)
}

func TestAMovementThatWasCountedSinceIsNotTakenBack(t *testing.T) {
	r := newRoom(t)
	r.padsIn(t, 20)
	early := r.use(t, 5)
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	r.tell(t, c, 15)
	late := r.use(t, 1)
	r.approve(t, r.finish(t, c))
	if _, err := r.Reverse(as(t, clerk), stock.Reversal{Movement: early.ID, Reason: "keliru"}); fault.As(err).Key != "count.sealed" {
		t.Errorf("took back what people have looked at since: %v", err)
	}
	if _, err := r.Reverse(as(t, clerk), stock.Reversal{Movement: late.ID, Reason: "keliru"}); err != nil {
		t.Errorf("what moved after they looked: %v", err)
	}
	if got := r.padsAt(t, stock.WarehouseNode(mainHouse)); got != 15 {
		t.Errorf("the book has %d pieces, want the 15 that were counted", got)
	}
	r.verify(t)
}

func TestUncountedLinesNeverBlockAndAreNeverChanged(t *testing.T) {
	r := newRoom(t)
	shelf := r.shelf(t, "a1")
	rec := r.receive(t, made(serials("K", 4)...))
	r.padsIn(t, 30)
	if _, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Moved, Units: []string{r.unit(t, rec.Units[0]).Code}, To: shelf}); err != nil {
		t.Fatal(err)
	}
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	r.scan(t, c, shelf, true) // nothing is on the shelf; the rest is not looked at
	r.scan(t, c, "", false, r.unit(t, rec.Units[1]).Code)
	c = r.finish(t, c)
	if got := len(r.lines(t, c, stock.LineOpen)); got != 2 {
		t.Errorf("%d lines are open, want the chairs and the pads of the floor", got)
	}
	r.explainAll(t, c, stock.CountLost)
	c = r.approve(t, c)
	if c.Sums.Lost != 1 || r.padsAt(t, stock.WarehouseNode(mainHouse)) != 30 {
		t.Errorf("posted %+v: only the chair of the shelf is lost", c.Sums)
	}
	for _, u := range rec.Units[1:] {
		if got := r.unit(t, u); !got.Available() {
			t.Errorf("a unit of an open line is %s", got.Bucket())
		}
	}
	r.verify(t)
}

func TestAUnitThatMovedMeanwhileIsNotMissing(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made(serials("K", 3)...))
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	give := func(u op.ID, n uint64) {
		if _, err := r.reserve(as(t, clerk), u, id(n)); err != nil {
			t.Fatal(err)
		}
		if _, err := r.issue(as(t, clerk), stock.Issuance{Units: []op.ID{u}, Allocations: []op.ID{id(n)}, To: id(77)}); err != nil {
			t.Fatal(err)
		}
	}
	give(rec.Units[0], 71)
	late := r.receive(t, made("LATE-1")) // came in while they counted, and nobody saw it
	r.scan(t, c, "", true, r.unit(t, rec.Units[1]).Code)
	if c = r.finish(t, c); c.Sums.Differs != 1 || r.lines(t, c, stock.LineDiffers)[0].Missing != 1 {
		t.Fatalf("missing: %+v, want the third chair alone", r.lines(t, c, ""))
	}
	give(rec.Units[2], 72) // and it goes before the count is posted
	r.explainAll(t, c, stock.CountLost)
	if c = r.approve(t, c); c.Sums.Lost != 0 {
		t.Errorf("%d units were posted as lost that others have", c.Sums.Lost)
	}
	if u := r.unit(t, late.Units[0]); !u.Available() {
		t.Errorf("what came in after the opening is %s", u.Bucket())
	}
	r.verify(t)
}

func TestAUnitThatWasAwayWhileItsPlaceWasCountedIsNotMissing(t *testing.T) {
	r := newRoom(t)
	shelf := r.shelf(t, "a1")
	rec := r.receive(t, made("K-1", "K-2"))
	code := r.unit(t, rec.Units[0]).Code
	move := func(to string) stock.Movement {
		m, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Moved, Units: []string{code}, To: to})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	r.scan(t, c, shelf, true) // nothing yet
	move(shelf)
	r.scan(t, c, mainHouse, true, "K-2") // it is on the shelf now
	back := move(mainHouse)
	if c = r.finish(t, c); c.Sums.Differs != 0 {
		t.Fatalf("%d lines differ, though each unit was where the book says", c.Sums.Differs)
	}
	if _, err := r.Cut(as(t, clerk), stock.NewCut{Count: c.ID.String(), Model: r.chair.Slug, After: back.ID.String()}); err != nil {
		t.Fatal(err)
	}
	if l := r.lines(t, c, stock.LineDiffers); len(l) != 1 || l[0].Missing != 1 {
		t.Errorf("told that it was back before the count, it is missing: %+v", l)
	}
	r.verify(t)
}

func TestAReservedUnitIsNotTakenByACount(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made(serials("K", 2)...))
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	r.scan(t, c, "", true, r.unit(t, rec.Units[0]).Code)
	c = r.finish(t, c)
	r.explainAll(t, c, stock.CountLost)
	if _, err := r.reserve(as(t, clerk), rec.Units[1], id(70)); err != nil {
		t.Fatal(err)
	}
	_, err := r.ApproveCount(as(t, judge), stock.CountRef{Count: c.ID.String()})
	if f := fault.As(err); f.Key != "count.reserved" || !strings.Contains(fmt.Sprint(f.Args["units"]), r.unit(t, rec.Units[1]).Code) {
		t.Fatalf("approved over a reservation: %v", err)
	}
	if _, err := r.release(as(t, clerk), rec.Units[1], id(70)); err != nil {
		t.Fatal(err)
	}
	if c = r.approve(t, c); c.Sums.Lost != 1 {
		t.Errorf("posted %+v", c.Sums)
	}
	r.verify(t)
}
