package stock_test

import (
	"fmt"
	"testing"

	"lumbung/app/stock"
)

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
