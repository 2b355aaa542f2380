// Package disclosure decides what may be told of groups of people, so that
// nobody is found in a number. It knows no record; what it is given are counts.
//
// A number from 1 to 4 is never told. Where a table tells the total of a column,
// hiding one number alone would give it away, so others are hidden with it until
// each hidden number may, for all that can be computed, be anything from 1 to 5
// at least (docs/adr/0025).
package disclosure

import "strconv"

// Smallest is the size from which a group of people is told.
const Smallest = 5

// Count is a number as everybody may know it.
type Count int64

// Few is a number that is not told: it is from 1 to 4, or it would give such a
// one away.
const Few Count = -1

// Hidden tells whether the number is not told.
func (n Count) Hidden() bool { return n == Few }

// MarshalJSON writes the number, and null for a hidden one.
func (n Count) MarshalJSON() ([]byte, error) {
	if n.Hidden() {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(n), 10), nil
}

// Small tells whether n people are too few to be told.
func Small(n int64) bool { return n > 0 && n < Smallest }

// Told is n, or Few when it is small.
func Told(n int64) Count {
	if Small(n) {
		return Few
	}
	return Count(n)
}

// Verdict says what may be told of a table whose columns are told with their
// totals.
type Verdict struct {
	Totals bool   // the totals; where they are not, no row is either
	Rows   bool   // rows at all; where they are not, not even which rows there are
	Hidden []bool // of each row, whether its numbers are hidden
}

// Tells tells whether the numbers of a row are told.
func (v Verdict) Tells(row int) bool { return v.Totals && v.Rows && !v.Hidden[row] }

// Judge decides on a table: rows of counts, each as long as the others, and rows
// that are hidden for another reason already (nil for none). Whole rows are
// hidden, so that what is left to compute is the sum of the hidden ones alone.
func Judge(rows [][]int64, also []bool) Verdict {
	v := Verdict{Totals: true, Rows: true, Hidden: make([]bool, len(rows))}
	copy(v.Hidden, also)
	for i, row := range rows {
		for _, n := range row {
			v.Hidden[i] = v.Hidden[i] || Small(n)
		}
	}
	for c := range columns(rows) {
		if Small(total(rows, c)) {
			return withhold(v, false)
		}
	}
	for c, short := exposed(rows, v.Hidden); short; c, short = exposed(rows, v.Hidden) {
		next := smallestShown(rows, v.Hidden, c)
		if next < 0 {
			return withhold(v, true)
		}
		v.Hidden[next] = true
	}
	return v
}

// withhold hides every row, and the totals unless they may be told.
func withhold(v Verdict, totals bool) Verdict {
	v.Totals, v.Rows = totals, false
	for i := range v.Hidden {
		v.Hidden[i] = true
	}
	return v
}

// exposed finds a column whose hidden numbers can be told apart by its total.
func exposed(rows [][]int64, hidden []bool) (column int, found bool) {
	for c := range columns(rows) {
		var sum, carriers int64
		for i, row := range rows {
			if hidden[i] && row[c] > 0 {
				sum += row[c]
				carriers++
			}
		}
		if carriers > 0 && (carriers < 2 || sum < carriers-1+Smallest) {
			return c, true
		}
	}
	return 0, false
}

// smallestShown is the row that says least in a column of those that are told; a
// row of nobody hides nobody. It is -1 when there is none.
func smallestShown(rows [][]int64, hidden []bool, column int) int {
	at := -1
	for i, row := range rows {
		if !hidden[i] && row[column] > 0 && (at < 0 || row[column] < rows[at][column]) {
			at = i
		}
	}
	return at
}

func columns(rows [][]int64) int {
	if len(rows) == 0 {
		return 0
	}
	return len(rows[0])
}

func total(rows [][]int64, column int) (sum int64) {
	for _, row := range rows {
		sum += row[column]
	}
	return sum
}

// Part is how much of a whole, in thirds, where the exact number is not told.
type Part string

// The parts. An untold one is not even told in words.
const (
	Untold Part = ""
	Little Part = "little" // less than a third
	Middle Part = "middle"
	Most   Part = "most" // two thirds and more
)

// Share is a number of people of a whole, both as everybody may know them.
type Share struct {
	Part  Count `json:"part"`
	Whole Count `json:"whole"`
	Words Part  `json:"words,omitempty"` // set when the part is hidden and the whole is not
}

// ShareOf tells part of whole. Those of the whole who are no part of it are a
// group as well, so a part that leaves 1 to 4 over is told in words too, and in
// none where the words would mean one number only.
func ShareOf(part, whole int64) Share {
	switch {
	case Small(whole):
		return Share{Part: Few, Whole: Few}
	case !Small(part) && !Small(whole-part):
		return Share{Part: Count(part), Whole: Count(whole)}
	case alike(part, whole) < 2:
		return Share{Part: Few, Whole: Count(whole)}
	default:
		return Share{Part: Few, Whole: Count(whole), Words: third(part, whole)}
	}
}

func third(part, whole int64) Part {
	switch {
	case part*3 < whole:
		return Little
	case part*3 < whole*2:
		return Middle
	default:
		return Most
	}
}

// alike is how many of the parts that are not told share their words with one:
// those of 1 to 4, and those that leave 1 to 4 over.
func alike(part, whole int64) (n int) {
	for few := int64(1); few < Smallest; few++ {
		if third(few, whole) == third(part, whole) {
			n++
		}
		if rest := whole - few; rest >= Smallest && third(rest, whole) == third(part, whole) {
			n++
		}
	}
	return n
}

// Halves is the mean of n scores, rounded to halves and given in halves: 9 is
// 4.5. It is 0 where n is too few to be told. So rounded, the score of the last
// who answered cannot be computed from the mean before and after.
func Halves(sum, n int64) int {
	if n < Smallest {
		return 0
	}
	return int((sum*4 + n) / (2 * n))
}
