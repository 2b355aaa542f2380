package stock_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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

func TestLinesThatDifferAreCountedAgain(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made(serials("K", 2)...))
	r.padsIn(t, 10)
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	r.scan(t, c, "", true, r.unit(t, rec.Units[0]).Code)
	r.tell(t, c, 7)
	c = r.finish(t, c)
	back, err := r.Recount(as(t, judge), stock.NewRecount{Count: c.ID.String(), All: true})
	if err != nil || back.Stage != stage("counting") || back.Rounds != 1 {
		t.Fatalf("Recount: %v, %s", err, back.Stage)
	}
	lines := r.lines(t, c, stock.LineRecount)
	if len(lines) != 2 {
		t.Fatalf("%d lines to count again, want 2", len(lines))
	}
	r.verify(t)
	r.scan(t, c, "", true, r.unit(t, rec.Units[1]).Code)
	r.tell(t, c, 10)
	if c = r.finish(t, c); c.Sums.Differs != 0 {
		t.Errorf("%d lines still differ", c.Sums.Differs)
	}
	for _, l := range r.lines(t, c, "") {
		if l.Tracking == stock.Counted && !slices.Equal(l.Lots[0].Earlier, []int64{7}) {
			t.Errorf("the first number is not kept: %+v", l.Lots[0])
		}
	}
	if c = r.approve(t, c); c.Sums.Lost+c.Sums.Gained != 0 {
		t.Errorf("posted %+v of a count without differences", c.Sums)
	}
	r.verify(t)
}

func TestAWrongScanIsTakenOutAgain(t *testing.T) {
	r := newRoom(t)
	shelf := r.shelf(t, "a1")
	rec := r.receive(t, made(serials("K", 2)...))
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	code := r.unit(t, rec.Units[0]).Code
	r.scan(t, c, shelf, false, code, "SALAH")
	for _, x := range []string{code, "salah"} {
		if _, err := r.Forget(as(t, clerk), stock.Unscan{Count: c.ID.String(), Code: x}); err != nil {
			t.Fatalf("Forget(%s): %v", x, err)
		}
	}
	if _, err := r.Forget(as(t, clerk), stock.Unscan{Count: c.ID.String(), Code: code}); keys(err)["code"] != "count.not_in_list" {
		t.Errorf("forgot twice: %v", err)
	}
	r.verify(t)
	if got := words(r.scan(t, c, "", false, shelf, mainHouse, code)); !slices.Equal(got, []string{"place", "place", "found"}) {
		t.Errorf("scans: %v; the code of a place says where the next were seen", got)
	}
	r.verify(t)
}

func TestTheConditionThatWasSeenIsNoted(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made(serials("K", 1)...))
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	in := stock.NewScans{Count: c.ID.String(), Codes: []string{r.unit(t, rec.Units[0]).Code}, Condition: stock.CondBroken, Note: "rangka patah"}
	if _, err := r.Scan(as(t, clerk), in); err != nil {
		t.Fatal(err)
	}
	c = r.approve(t, r.finish(t, c))
	u := r.unit(t, rec.Units[0])
	if u.Condition != stock.CondBroken || u.Inspected.Document != c.Number || u.Bucket() != stock.Held {
		t.Errorf("condition %s by %+v", u.Condition, u.Inspected)
	}
	r.verify(t)
}

func TestPiecesWhereTheBookHasNoneJoinTheLastLot(t *testing.T) {
	r := newRoom(t)
	shelf := r.shelf(t, "a1")
	r.padsIn(t, 10)
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	n := int64(4)
	_, err := r.Tell(as(t, clerk), stock.NewTally{Count: c.ID.String(), Place: shelf, Pieces: []stock.LotPieces{{Model: r.pad.Slug, Quantity: &n}}})
	if err != nil {
		t.Fatal(err)
	}
	c = r.finish(t, c)
	r.explainAll(t, c, stock.CountFound)
	c = r.approve(t, c)
	if got := r.padsAt(t, stock.ShelfNode(mainHouse, "a1")); got != 4 || c.Sums.Value != 40_000 {
		t.Errorf("%d pieces on the shelf, worth %d", got, c.Sums.Value)
	}
	r.verify(t)
}

func TestACycleCountDrawsWhatWasNotCountedLongestAndCanBeRepeated(t *testing.T) {
	r := newRoom(t)
	var old []string
	for i := range 6 {
		shelf := r.shelf(t, fmt.Sprintf("s%d", i))
		rec := r.receive(t, made(serials(fmt.Sprintf("K%d", i), 1)...))
		if _, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Moved, Units: []string{r.unit(t, rec.Units[0]).Code}, To: shelf}); err != nil {
			t.Fatal(err)
		}
		if i < 4 { // these four are counted today
			c := r.begin(t, stock.NewCount{Kind: stock.CountShelf, Place: shelf})
			r.scan(t, c, "", true, r.unit(t, rec.Units[0]).Code)
			r.approve(t, r.finish(t, c))
		} else {
			old = append(old, "bin:"+shelf)
		}
	}
	hits := map[string]int{}
	for range 20 {
		c := r.begin(t, stock.NewCount{Kind: stock.CountCycle, Draw: 2})
		if c.Sums.Slots != 2 || c.Seed == "" {
			t.Fatalf("drew %d lines with seed %q", c.Sums.Slots, c.Seed)
		}
		for _, l := range r.lines(t, c, "") {
			hits[l.Node.String()]++
		}
	}
	if hits[old[0]] < 18 || hits[old[1]] < 18 {
		t.Errorf("of 20 draws of two: %v, want the two shelves never counted in nearly all", hits)
	}
	r.verify(t) // draws each of them again
}

func TestTheProtocolOfADrawGivesTheSameEachTime(t *testing.T) {
	d := stock.CountDraw{Seed: "undian", Draw: 3, Tokens: make([]stock.Token, 8)}
	for i := range d.Tokens {
		d.Tokens[i].Weight = int64(i + 1)
	}
	if got := fmt.Sprint(d.Drawn()); got != fmt.Sprint(d.Drawn()) || len(d.Drawn()) != 3 {
		t.Errorf("drawn %s", got)
	}
	d.Draw = 50
	if got := len(d.Drawn()); got != 8 {
		t.Errorf("a draw of 50 out of 8 gives %d", got)
	}
}

func TestTenThousandUnitsAreCounted(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	r := newRoom(t)
	var codes []string
	for i := range 10 {
		for _, u := range r.receive(t, made(serials(fmt.Sprintf("K%d", i), 1000)...)).Units {
			codes = append(codes, u.String())
		}
	}
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	if c.Sums.Booked != 10_000 {
		t.Fatalf("the snapshot has %d units", c.Sums.Booked)
	}
	for part := range slices.Chunk(codes[:9700], stock.MaxCountCodes) {
		r.scan(t, c, "", false, part...)
	}
	r.scan(t, c, "", true)
	c = r.finish(t, c)
	r.explainAll(t, c, stock.CountLost)
	if c = r.approve(t, c); c.Sums.Lost != 300 {
		t.Errorf("%d units lost, want 300", c.Sums.Lost)
	}
	r.verify(t)
}

func TestOfTwoReviewersOnePosts(t *testing.T) {
	for name, engine := range map[string]func(*testing.T) storage.Store{
		"optkv":  func(*testing.T) storage.Store { return optkv.New() },
		"boltkv": openBolt,
	} {
		t.Run(name, func(t *testing.T) {
			store := engine(t)
			defer func() { _ = store.Close() }()
			r := furnish(t, store)
			for round := range 12 {
				rec := r.receive(t, made(serials(fmt.Sprintf("R%d", round), 3)...))
				c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
				r.scan(t, c, "", true, r.unit(t, rec.Units[0]).Code, r.unit(t, rec.Units[1]).Code)
				c = r.finish(t, c)
				r.explainAll(t, c, stock.CountLost)
				before := r.tally(t, r.chair.ID, "soeharso").Gone
				var won atomic.Int32
				var wg sync.WaitGroup
				for _, who := range []policy.Actor{judge, head, judge, head} {
					wg.Go(func() {
						_, err := r.ApproveCount(as(t, who), stock.CountRef{Count: c.ID.String()})
						if err == nil {
							won.Add(1)
						} else if fault.As(err).Key != "count.stage" {
							t.Errorf("a loser is told %v", err)
						}
					})
				}
				wg.Wait()
				gone := r.tally(t, r.chair.ID, "soeharso").Gone - before
				want := r.lines(t, c, "")[0].Lost
				if won.Load() != 1 || gone != want || want == 0 {
					t.Fatalf("%d of 4 posted; %d units gone, the count says %d", won.Load(), gone, want)
				}
			}
			r.verify(t)
		})
	}
}

func TestAPostingThatWasCutOffGoesOnAndKeepsTheWarehouseMeanwhile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lumbung.db")
	bolt, err := boltkv.Open(path, boltkv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = bolt.Close() }()
	store := &cutting{Store: bolt, left: 1 << 30}
	r := furnish(t, store)
	r.receive(t, made(serials("K", 400)...))
	r.padsIn(t, 5)
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	r.scan(t, c, "", true)
	c = r.finish(t, c)
	r.explainAll(t, c, stock.CountLost)
	store.left = 4 // the approval and some steps
	if _, err := r.ApproveCount(as(t, judge), stock.CountRef{Count: c.ID.String()}); err == nil {
		t.Fatal("the posting was not cut off")
	}
	store.left = 1 << 30
	if _, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Issued, Model: r.pad.Slug, Quantity: 1, Reason: stock.ForService}); fault.As(err).Key != "stock.place_locked" {
		t.Errorf("goods move in the middle of a posting: %v", err)
	}
	r.ResumeWorks(t.Context(), func(err error) { t.Error(err) })
	sheet, err := r.Count(as(t, clerk), c.ID.String())
	if err != nil || sheet.Count.Stage != stage("posted") || sheet.Count.Sums.Lost != 400 {
		t.Fatalf("after the restart the count is %s with %+v (%v)", sheet.Count.Stage, sheet.Count.Sums, err)
	}
	r.use(t, 1)
	r.verify(t)
}

func TestWhatACountMayNotSay(t *testing.T) {
	r := newRoom(t)
	shelf := r.shelf(t, "a1")
	rec := r.receive(t, made("K-1"))
	r.padsIn(t, 5)
	opened := func(change func(*stock.NewCount)) error {
		in := stock.NewCount{Kind: stock.CountFull}
		change(&in)
		_, err := r.OpenCount(as(t, clerk), in)
		return err
	}
	for name, x := range map[string]struct {
		err  error
		want map[string]string
	}{
		"a place that is not there": {opened(func(in *stock.NewCount) { in.Place = "gudang-lain" }), map[string]string{"place": "stock.place_unknown"}},
		"a shelf as a whole":        {opened(func(in *stock.NewCount) { in.Place = shelf }), map[string]string{"place": "count.whole_warehouse"}},
		"by shelf without a shelf":  {opened(func(in *stock.NewCount) { in.Kind = stock.CountShelf }), map[string]string{"place": "field.required"}},
		"by model without a model":  {opened(func(in *stock.NewCount) { in.Kind = stock.CountModel }), map[string]string{"model": "field.required"}},
		"an unknown model":          {opened(func(in *stock.NewCount) { in.Kind, in.Model = stock.CountModel, "kursi-rod" }), map[string]string{"model": "receipt.model_unknown"}},
		"a draw of none":            {opened(func(in *stock.NewCount) { in.Kind = stock.CountCycle }), map[string]string{"draw": "count.draw"}},
		"a draw of minus one":       {opened(func(in *stock.NewCount) { in.Kind, in.Draw = stock.CountCycle, -1 }), map[string]string{"draw": "count.draw"}},
	} {
		if got := keys(x.err); fmt.Sprint(got) != fmt.Sprint(x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
	c := r.begin(t, stock.NewCount{Kind: stock.CountShelf, Place: mainHouse})
	minus, many := int64(-1), int64(2_000_000)
	tell := func(p stock.LotPieces) error {
		_, err := r.Tell(as(t, clerk), stock.NewTally{Count: c.ID.String(), Pieces: []stock.LotPieces{p}})
		return err
	}
	scan := func(in stock.NewScans) error {
		in.Count = c.ID.String()
		_, err := r.Scan(as(t, clerk), in)
		return err
	}
	one := int64(1)
	for name, x := range map[string]struct {
		err  error
		want map[string]string
	}{
		"fewer than none":        {tell(stock.LotPieces{Model: r.pad.Slug, Quantity: &minus}), map[string]string{"pieces.0.quantity": "field.min"}},
		"absurdly many":          {tell(stock.LotPieces{Model: r.pad.Slug, Quantity: &many}), map[string]string{"pieces.0.quantity": "field.max"}},
		"nothing typed":          {tell(stock.LotPieces{Model: r.pad.Slug}), map[string]string{"pieces.0.quantity": "count.nothing_counted"}},
		"a number of chairs":     {tell(stock.LotPieces{Model: r.chair.Slug, Quantity: &one}), map[string]string{"pieces.0.quantity": "count.scan_it"}},
		"a lot that is not one":  {tell(stock.LotPieces{Model: r.pad.Slug, Lot: "B/9", Quantity: &one}), map[string]string{"pieces.0.lot": "lot.unknown"}},
		"no codes":               {scan(stock.NewScans{Codes: []string{" ", "\t"}}), map[string]string{"codes": "count.nothing_scanned"}},
		"too many codes":         {scan(stock.NewScans{Codes: serials("X", stock.MaxCountCodes+1)}), map[string]string{"codes": "count.too_many"}},
		"a place not in it":      {scan(stock.NewScans{Place: shelf, Codes: []string{"x"}}), map[string]string{"place": "count.place_outside"}},
		"a condition not known":  {scan(stock.NewScans{Codes: []string{"x"}, Condition: "kinclong"}), map[string]string{"condition": "field.oneof"}},
		"a cut at no movement":   {cut(t, r, c, rec.ID.String()), map[string]string{"after": "count.movement_unknown"}},
		"a cut at what is no id": {cut(t, r, c, "kemarin"), map[string]string{"after": "field.type_id"}},
	} {
		if got := keys(x.err); fmt.Sprint(got) != fmt.Sprint(x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
	if _, err := r.FinishCount(as(t, clerk), stock.CountRef{Count: c.ID.String()}); fault.As(err).Key != "count.nothing_yet" {
		t.Errorf("finished before anything was counted: %v", err)
	}
}

func cut(t *testing.T, r *room, c stock.Count, after string) error {
	t.Helper()
	_, err := r.Cut(as(t, clerk), stock.NewCut{Count: c.ID.String(), Model: r.chair.Slug, After: after})
	return err
}

func TestACountIsOfItsOwnCentreAndOfItsStage(t *testing.T) {
	r := newRoom(t)
	r.receive(t, made("K-1"))
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	ref := stock.CountRef{Count: c.ID.String()}
	for name, err := range map[string]error{
		"scan by another centre": second(r.Scan(as(t, far), stock.NewScans{Count: c.ID.String(), Codes: []string{"x"}})),
		"open elsewhere":         second(r.OpenCount(as(t, far), stock.NewCount{Kind: stock.CountFull, Place: mainHouse})),
		"approve by an auditor":  second(r.ApproveCount(as(t, actor(9, policy.Auditor, "")), ref)),
		"open by a peksos":       second(r.OpenCount(as(t, peksos), stock.NewCount{Kind: stock.CountFull})),
	} {
		if fault.CodeOf(err) != fault.Denied {
			t.Errorf("%s: %v, want denied", name, err)
		}
	}
	for name, err := range map[string]error{
		"approve while they count": second(r.ApproveCount(as(t, judge), ref)),
		"explain while they count": second(r.ExplainCount(as(t, clerk), stock.NewReasons{Count: c.ID.String(), Rest: stock.CountLost})),
		"sign what is not posted":  second(r.SignCount(as(t, head), stock.NewSigning{Count: c.ID.String(), On: noon, Signers: "Uji"})),
	} {
		if fault.As(err).Key != "count.stage" {
			t.Errorf("%s: %v, want count.stage", name, err)
		}
	}
	if _, err := r.CancelCount(as(t, head), stock.CountCancel{Count: c.ID.String(), Reason: "salah gudang"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Scan(as(t, clerk), stock.NewScans{Count: c.ID.String(), Codes: []string{"x"}}); fault.As(err).Key != "count.stage" {
		t.Errorf("a cancelled count takes a scan: %v", err)
	}
	if _, err := r.Count(as(t, peksos), "OPN-2026-0001"); err != nil {
		t.Errorf("the number does not lead to the count: %v", err)
	}
	r.verify(t)
}

func TestThePaperIsNotedWhenItIsSignedAndCanBeProved(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made("K-1"))
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	r.scan(t, c, "", true, r.unit(t, rec.Units[0]).Code)
	c = r.approve(t, r.finish(t, c))
	sign := func(on time.Time) error {
		return second(r.SignCount(as(t, head), stock.NewSigning{Count: c.ID.String(), On: on, Signers: "Petugas, pemeriksa, kepala", Archive: "Map 3"}))
	}
	if got := keys(sign(noon.AddDate(0, 1, 0))); got["signed_on"] != "stock.future" {
		t.Errorf("signed next month: %v", got)
	}
	if got := keys(sign(noon.AddDate(0, -1, 0))); got["signed_on"] != "count.signed_early" {
		t.Errorf("signed before it was posted: %v", got)
	}
	if err := sign(noon); err != nil {
		t.Error(err)
	}
	proof, err := r.ProveCount(t.Context(), c.ID.String())
	if err != nil || proof.Number != c.Number || len(proof.Hash) != 32 {
		t.Errorf("proof %+v, %v", proof, err)
	}
	r.verify(t) // the hash does not cover the note
}
