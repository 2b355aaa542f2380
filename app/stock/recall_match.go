package stock

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"lumbung/app/op"
	"lumbung/storage"
)

// SerialRange is the units from one serial number to another. A serial number
// is read as a prefix, the last run of digits in it, and what comes after:
// KRE-01007/B is "KRE-", 1007, "/B". A number lies in the range when prefix and
// suffix are those of both ends, whatever the case, and its digits count from
// the one to the other; zeros in front do not matter, so KRE-7 lies between
// KRE-0001 and KRE-0010 and KRF-7 does not. A number without digits is a range
// of its own.
type SerialRange struct{ From, To string }

// Valid tells whether the ends have one prefix and suffix, and come in order.
func (s SerialRange) Valid() bool {
	from, to := cutSerial(s.From), cutSerial(s.To)
	return s.From != "" && from.prefix == to.prefix && from.suffix == to.suffix && from.compare(to) <= 0
}

// Has tells whether a serial number lies in the range.
func (s SerialRange) Has(serial string) bool {
	from, to, at := cutSerial(s.From), cutSerial(s.To), cutSerial(serial)
	return at.prefix == from.prefix && at.suffix == from.suffix && from.compare(at) <= 0 && at.compare(to) <= 0
}

// serialParts is a serial number ready to be compared: digits have no zeros in
// front, so that the longer is the larger. A fifty-digit number is no number of
// any type, hence a text.
type serialParts struct{ prefix, digits, suffix string }

func cutSerial(serial string) serialParts {
	s := strings.ToUpper(strings.TrimSpace(serial))
	digit := func(r rune) bool { return r >= '0' && r <= '9' }
	last := strings.LastIndexFunc(s, digit)
	if last < 0 {
		return serialParts{prefix: s}
	}
	first := last
	for first > 0 && digit(rune(s[first-1])) {
		first--
	}
	return serialParts{s[:first], strings.TrimLeft(s[first:last+1], "0"), s[last+1:]}
}

func (p serialParts) compare(o serialParts) int {
	return cmp.Or(cmp.Compare(len(p.digits), len(o.digits)), cmp.Compare(p.digits, o.digits))
}

// fold is a text in the form in which designs and batch numbers are compared.
func fold(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

// has tells whether the scope names a unit. The record of its lot is read when
// the scope goes by batch numbers.
func (s Scope) has(r storage.Reader, u Unit) (bool, error) {
	switch s.Kind {
	case RecallAll:
		return true, nil
	case RecallDesign:
		return fold(u.Design) == fold(s.Design), nil
	case RecallLot:
		return s.hasLot(r, u.Lot)
	case RecallSerial:
		return SerialRange{s.From, s.To}.Has(u.Serial), nil
	default:
		return false, nil
	}
}

// hasLot tells whether the scope names a lot of the model that it is about.
// Designs and serial numbers are of units alone.
func (s Scope) hasLot(r storage.Reader, lot op.ID) (bool, error) {
	if s.Kind != RecallLot {
		return s.Kind == RecallAll, nil
	}
	l, ok, err := lots.Get(r, storage.LotByID.Key().ID(lot))
	return ok && fold(l.Code) == fold(s.Lot), err
}

// serialOfKey reads the serial number out of a key of UnitBySerial, in capitals,
// so that units out of range are passed over without being read.
func serialOfKey(key []byte, prefix storage.Key) string {
	text := strings.TrimSuffix(string(key[min(len(prefix), len(key)):]), "\x00\x01")
	if !utf8.ValidString(text) {
		text = strings.ReplaceAll(text, "\x00\xff", "\x00")
	}
	return text
}
