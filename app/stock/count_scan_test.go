package stock_test

import (
	"fmt"
	"slices"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/stock"
)

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
