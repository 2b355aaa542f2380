package disclosure

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// drawTable draws a table as it occurs: most groups are small.
func drawTable(t *rapid.T) [][]int64 {
	count := rapid.OneOf(rapid.Int64Range(0, 6), rapid.Int64Range(0, 40))
	width := rapid.IntRange(1, 3).Draw(t, "columns")
	rows := make([][]int64, rapid.IntRange(0, 9).Draw(t, "rows"))
	for i := range rows {
		for range width {
			rows[i] = append(rows[i], count.Draw(t, "count"))
		}
	}
	return rows
}

// bounds are the least and the most that a hidden number can be for somebody who
// knows the total, every number that is told, and which rows are hidden: they
// solve the one equation of the column, in whole numbers from low up. low is 1
// where a hidden row is known to have somebody in it.
func bounds(rows [][]int64, v Verdict, column int, low int64) (least, most int64) {
	var rest, unknown int64
	for i, row := range rows {
		switch {
		case v.Tells(i):
		case low == 0 || row[column] > 0:
			rest += row[column]
			unknown++
		}
	}
	least, most = low, rest-(unknown-1)*low
	if unknown == 1 {
		least = rest
	}
	return least, most
}

func TestNoHiddenNumberCanBeComputed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawTable(t)
		v := Judge(rows, nil)
		for i, row := range rows {
			for c, n := range row {
				if v.Tells(i) {
					if Small(n) {
						t.Fatalf("row %d tells %d: %v", i, n, rows)
					}
					continue
				}
				if n == 0 || !v.Totals || !v.Rows {
					continue
				}
				for _, low := range []int64{0, 1} {
					least, most := bounds(rows, v, c, low)
					if least > low || most < Smallest {
						t.Fatalf("row %d column %d is between %d and %d: %v hidden %v", i, c, least, most, rows, v.Hidden)
					}
				}
			}
		}
	})
}

func TestATotalIsNeverSmall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawTable(t)
		v := Judge(rows, nil)
		for c := range columns(rows) {
			if v.Totals && Small(total(rows, c)) {
				t.Fatalf("the total of column %d is told: %v", c, rows)
			}
		}
	})
}

func TestNothingIsHiddenWhereNoNumberIsSmall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		large := rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(Smallest, 60))
		rows := make([][]int64, rapid.IntRange(0, 9).Draw(t, "rows"))
		for i := range rows {
			rows[i] = []int64{large.Draw(t, "a"), large.Draw(t, "b")}
		}
		v := Judge(rows, nil)
		for i := range rows {
			if !v.Tells(i) {
				t.Fatalf("row %d is hidden: %v", i, rows)
			}
		}
	})
}

func TestWhatIsHiddenAlreadyCannotBeComputedEither(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawTable(t)
		also := make([]bool, len(rows))
		for i := range also {
			also[i] = rapid.Bool().Draw(t, "also")
		}
		v := Judge(rows, also)
		for i, row := range rows {
			if also[i] && v.Tells(i) {
				t.Fatalf("row %d is told although it was hidden", i)
			}
			for c, n := range row {
				if v.Tells(i) || n == 0 || !v.Totals || !v.Rows {
					continue
				}
				if least, most := bounds(rows, v, c, 1); least > 1 || most < Smallest {
					t.Fatalf("row %d column %d is between %d and %d: %v hidden %v", i, c, least, most, rows, v.Hidden)
				}
			}
		}
	})
}

func TestTablesAsTheyOccur(t *testing.T) {
	for name, tt := range map[string]struct {
		rows         [][]int64
		totals, told bool
		hidden       []bool
	}{
		"no row":                  {nil, true, true, []bool{}},
		"nobody":                  {[][]int64{{0}}, true, true, []bool{false}},
		"all large":               {[][]int64{{12}, {7}}, true, true, []bool{false, false}},
		"one small":               {[][]int64{{12}, {3}, {7}}, true, true, []bool{false, true, true}},
		"a row of nobody":         {[][]int64{{12}, {3}, {0}}, true, true, []bool{true, true, false}},
		"two that are too few":    {[][]int64{{12}, {3}, {2}}, true, true, []bool{true, true, true}},
		"two that are enough":     {[][]int64{{12}, {4}, {2}}, true, true, []bool{false, true, true}},
		"five of one each":        {[][]int64{{1}, {1}, {1}, {1}, {1}}, true, false, []bool{true, true, true, true, true}},
		"a small total":           {[][]int64{{2}, {2}}, false, false, []bool{true, true}},
		"a second column small":   {[][]int64{{12, 9}, {9, 1}, {8, 6}}, true, true, []bool{false, true, true}},
		"a second total is small": {[][]int64{{12, 2}, {9, 1}}, false, false, []bool{true, true}},
	} {
		v := Judge(tt.rows, nil)
		same := v.Totals == tt.totals && v.Rows == tt.told && len(v.Hidden) == len(tt.hidden)
		for i := range tt.hidden {
			same = same && v.Hidden[i] == tt.hidden[i]
		}
		if !same {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

func TestAShareNeverLeavesAFewOver(t *testing.T) {
	for name, tt := range map[string]struct {
		part, whole int64
		want        Share
	}{
		"nobody":              {0, 0, Share{}},
		"few of few":          {2, 4, Share{Few, Few, Untold}},
		"all of five":         {5, 5, Share{5, 5, Untold}},
		"few of many":         {3, 30, Share{Few, 30, Little}},
		"all but few":         {28, 30, Share{Few, 30, Most}},
		"half of five":        {3, 5, Share{Few, 5, Middle}},
		"all but one of five": {4, 5, Share{Few, 5, Untold}},
		"many of many":        {20, 30, Share{20, 30, Untold}},
	} {
		if got := ShareOf(tt.part, tt.whole); got != tt.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestAShareInWordsIsAtLeastTwoNumbers(t *testing.T) {
	words := func(part, whole int64) Part { return ShareOf(part, whole).Words }
	for whole := int64(Smallest); whole < 60; whole++ {
		alike := map[Part]int{}
		for part := range whole + 1 {
			if w := words(part, whole); w != Untold {
				alike[w]++
			}
		}
		for w, n := range alike {
			if n < 2 {
				t.Errorf("of %d, %q is one number", whole, w)
			}
		}
	}
}

func TestAMeanIsRoundedToHalves(t *testing.T) {
	for _, tt := range []struct {
		sum, n int64
		want   int
	}{{0, 0, 0}, {20, 4, 0}, {25, 5, 10}, {21, 5, 8}, {22, 5, 9}, {5, 5, 2}, {106, 25, 8}, {107, 25, 9}} {
		if got := Halves(tt.sum, tt.n); got != tt.want {
			t.Errorf("Halves(%d, %d) = %d, want %d", tt.sum, tt.n, got, tt.want)
		}
	}
}

func TestAHiddenNumberIsNull(t *testing.T) {
	data, err := json.Marshal([]Count{Told(3), Told(0), Told(12)})
	if err != nil || string(data) != "[null,0,12]" {
		t.Errorf("%s, %v", data, err)
	}
}
