package gs1

import "strings"

// shape is what the value of an application identifier looks like.
type shape struct {
	least, most int  // letters
	numeric     bool // digits only
	check       int  // the first so many digits end in a check digit; 0: none
	fixed       bool // of predefined length: no separator follows it
}

// shapes of the identifiers by their first digits. Those that no warehouse of
// assistive devices meets are here too: a field whose length is not known would
// swallow what follows.
var shapes = map[string]shape{
	"00": fixedCheck(18), "01": fixedCheck(14), "02": fixedCheck(14),
	"10": upTo(20), "11": fixed(6), "12": fixed(6), "13": fixed(6), "15": fixed(6), "16": fixed(6), "17": fixed(6),
	"20": fixed(2), "21": upTo(20), "22": upTo(20), "235": upTo(28), "240": upTo(30), "241": upTo(30), "242": digitsUpTo(6),
	"243": upTo(20), "250": upTo(30), "251": upTo(30), "254": upTo(20),
	"30": digitsUpTo(8), "37": digitsUpTo(8),
	"31": fixed(6), "32": fixed(6), "33": fixed(6), "34": fixed(6), "35": fixed(6), "36": fixed(6), // measures, with two more digits of identifier
	"400": upTo(30), "401": upTo(30), "403": upTo(30),
	"410": fixedCheck(13), "411": fixedCheck(13), "412": fixedCheck(13), "413": fixedCheck(13), "414": fixedCheck(13),
	"415": fixedCheck(13), "416": fixedCheck(13), "417": fixedCheck(13),
	"420": upTo(20), "421": upTo(12), "422": {3, 3, true, 0, false}, "426": {3, 3, true, 0, false},
	"710": upTo(20), "711": upTo(20), "712": upTo(20), "713": upTo(20), "714": upTo(20), "715": upTo(20),
	"7003": {10, 10, true, 0, false}, "8002": upTo(20),
	"8003": {14, 30, false, 14, false}, "8004": upTo(30), "8008": {8, 12, true, 0, false},
	"8010": upTo(30), "8012": upTo(20), "8013": upTo(25), "8020": upTo(25), "8200": upTo(70),
	"90": upTo(30), "91": upTo(90), "92": upTo(90), "93": upTo(90), "94": upTo(90),
	"95": upTo(90), "96": upTo(90), "97": upTo(90), "98": upTo(90), "99": upTo(90),
}

func fixed(n int) shape      { return shape{n, n, true, 0, true} }
func fixedCheck(n int) shape { return shape{n, n, true, n, true} }
func upTo(n int) shape       { return shape{1, n, false, 0, false} }
func digitsUpTo(n int) shape { return shape{1, n, true, 0, false} }

// shapeOf finds the shape of an identifier written out whole.
func shapeOf(ai string) (shape, bool) {
	if isMeasure(ai) {
		ai = ai[:2]
	}
	s, ok := shapes[ai]
	return s, ok
}

// isMeasure tells the identifiers of weights and lengths, of four digits of
// which the last is where the decimal point stands.
func isMeasure(ai string) bool {
	return len(ai) == 4 && ai >= "3100" && ai < "3700"
}

// begin reads the identifier that a text begins with.
func begin(text string) (ai string, ok bool) {
	for n := 2; n <= 4 && n <= len(text); n++ {
		if !digits(text[:n]) {
			return "", false
		}
		if _, known := shapeOf(text[:n]); known && (n == 4 || text[:n] < "31" || text[:n] > "36" || n == 3) {
			return text[:n], true
		}
	}
	return "", false
}

// check tells what is wrong with a value.
func check(f Field) error {
	s, known := shapeOf(f.AI)
	switch {
	case !known:
		return ErrUnknown
	case len(f.Value) < s.least:
		return ErrShort
	case len(f.Value) > s.most:
		return ErrLong
	case s.numeric && !digits(f.Value), strings.ContainsFunc(f.Value, notInSet):
		return ErrLetters
	case s.check > 0 && (!digits(f.Value[:s.check]) || !ValidCheck(f.Value[:s.check])):
		return ErrCheckDigit
	}
	return nil
}

// notInSet tells what is not in GS1's character set 82.
func notInSet(r rune) bool {
	return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && !strings.ContainsRune(`!"%&'()*+,-./:;<=>?_`, r)
}

// hides tells whether a field of variable length could hold a further field,
// whose separator was lost on the way: a known identifier with a value that
// fits, somewhere behind its first letter.
func hides(f Field) bool {
	if f.AI != "10" && f.AI != "21" && f.AI != "240" {
		return false
	}
	for i := 1; i < len(f.Value); i++ {
		ai, ok := begin(f.Value[i:])
		if !ok || !strings.Contains(" 01 10 11 17 21 240 ", " "+ai+" ") || ai == f.AI {
			continue
		}
		rest := f.Value[i+len(ai):]
		if len(rest) > 0 && check(Field{ai, rest[:min(len(rest), shapes[ai].most)]}) == nil {
			return true
		}
	}
	return false
}
