package intake

import (
	"crypto/hmac"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/limit"
	"lumbung/app/op"
	"lumbung/storage"
)

// A number is PMT-2026-00042-K7: the counter of the year, and two letters that
// the key of the store makes of it, so that nobody finds the number of another
// ask by counting on, and a slip of the pen is no number. The PIN is made in the
// same way, of the id of the record, which is shown to nobody. It is kept
// nowhere: who has the file but not the key cannot try PINs against it, and a
// form that is sent twice gets the same answer twice.

// numberLetters leave out those that are misread for another.
const numberLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

const numberSeries = "PMT"

// How many wrong PINs a number bears: from one address, and from all together.
// What one address may is less than what comes back to all, so that a stranger
// who knows a number cannot shut its person out by guessing; it takes several
// addresses at once, which try 0.2 % of the PINs in a week.
var (
	perSender = limit.Allowance{Size: 5, Every: 10 * time.Minute}
	perNumber = limit.Allowance{Size: 30, Every: 5 * time.Minute}
)

// nextNumber gives out the next number of the year, over all centres.
func (n *Intake) nextNumber(tx *op.Tx) (string, error) {
	year := tx.At.In(wib).Year()
	count, err := tx.Count(op.Headquarters, numberSeries, year)
	if err != nil {
		return "", err
	}
	return n.numberOf(year, count), nil
}

func (n *Intake) numberOf(year int, count int64) string {
	base := fmt.Sprintf("%s-%d-%05d", numberSeries, year, count)
	mark := n.ring.Marks("number of an ask", base)[0]
	return fmt.Sprintf("%s-%c%c", base, numberLetters[mark[0]%32], numberLetters[mark[1]%32])
}

// pinOf is the PIN of a record under the key in use, after it was renewed so
// many times.
func (n *Intake) pinOf(id op.ID, renewed int64) string {
	return pinFrom(n.ring.Marks(pinUse, pinSeed(id, renewed))[0])
}

func pinSeed(id op.ID, renewed int64) string {
	if renewed == 0 {
		return id.String()
	}
	return fmt.Sprintf("%s/%d", id, renewed)
}

const pinUse = "pin of an ask"

func pinFrom(mark []byte) string {
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(mark)%1_000_000)
}

// isPIN compares in the same time whatever was typed. A PIN that an older key of
// the ring has made holds on.
func (n *Intake) isPIN(a Ask, typed string) (ok bool) {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, typed)
	for _, mark := range n.ring.Marks(pinUse, pinSeed(a.ID, a.Renewed)) {
		ok = hmac.Equal([]byte(pinFrom(mark)), []byte(digits)) || ok
	}
	return ok
}

// foldNumber is a number as it is looked up: people leave out the dashes.
func foldNumber(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		default:
			return -1
		}
	}, text)
}

func numberKey(number string) storage.Key { return storage.AskByNumber.Key().Text(foldNumber(number)) }

// Pass is a number with its PIN, which together open an ask to whoever has them.
type Pass struct {
	Number string `json:"number" validate:"required,max=40"`
	PIN    string `json:"pin" validate:"required,max=20"`

	from string // the address that it comes from, see ComesFrom
}

// ComesFrom says which address sent the pass, so that one sender's wrong PINs
// are not counted against another. It is kept nowhere.
func (p *Pass) ComesFrom(address string) { p.from = address }

// try spends one attempt at the PIN of a number. It fails with TooMany; for a
// number that does not exist as well.
func (n *Intake) try(p Pass) error {
	if wait := n.tries.Take(n.d.Now(), p.bySender(), p.byAll()); wait > 0 {
		return fault.New(fault.TooMany, "ask.too_many", fault.Args{"minutes": int(wait/time.Minute) + 1, "seconds": int(wait/time.Second) + 1})
	}
	return nil
}

// right takes back what try has counted, once the PIN has proved to be right.
func (n *Intake) right(p Pass) {
	n.tries.Fill(p.bySender())
	n.tries.GiveBack(n.d.Now(), p.byAll())
}

func (p Pass) bySender() limit.Use {
	return limit.Use{Key: foldNumber(p.Number) + " from " + p.from, Allowance: perSender}
}

func (p Pass) byAll() limit.Use { return limit.Use{Key: foldNumber(p.Number), Allowance: perNumber} }

// admit returns the ask that a pass opens. A wrong number and a wrong PIN are
// answered alike.
func (n *Intake) admit(r storage.Reader, p Pass) (Ask, error) {
	a, ok, err := asks.Find(r, numberKey(p.Number))
	if err != nil {
		return Ask{}, err
	}
	if right := n.isPIN(a, p.PIN); !ok || !right {
		return Ask{}, fault.New(fault.Invalid, "ask.no_match", nil)
	}
	return a, nil
}

// wib is the zone of the year in a number.
var wib = time.FixedZone("WIB", 7*60*60)
