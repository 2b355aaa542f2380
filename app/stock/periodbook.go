package stock

import (
	"cmp"
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"lumbung/app/op"
	"lumbung/storage"
)

// Amount is a number of pieces and what they cost, in whole rupiah at the cost
// of their lots.
type Amount struct {
	Quantity int64 `cbor:"1,keyasint,omitempty" json:"quantity"`
	Value    int64 `cbor:"2,keyasint,omitempty" json:"value"`
}

// Plus is the sum of two amounts.
func (a Amount) Plus(b Amount) Amount { return Amount{a.Quantity + b.Quantity, a.Value + b.Value} }

// Minus is the difference of two amounts.
func (a Amount) Minus(b Amount) Amount { return Amount{a.Quantity - b.Quantity, a.Value - b.Value} }

// Flow is one way in which stock of a centre grows or shrinks: what is at the
// other end, and whether goods go there or come from there.
type Flow struct {
	Other NodeKind `json:"other"`
	Out   bool     `json:"out"`
}

// flowCodes are the kinds of node as period books store them. A code is never
// given to another kind.
func flowCodes() []NodeKind {
	return []NodeKind{
		AtSupplier, AtProduction, AtDonor, AtOpening, AtBeneficiary, AtTransit, AtWorkshop, AtWork, AtLoan,
		AtUsed, AtLoss, AtScrap, AtCountGain, AtCountLoss, AtAdjust, AtWarehouse,
	}
}

func (f Flow) code() uint64 {
	out := uint64(0)
	if f.Out {
		out = 1
	}
	return uint64(slices.Index(flowCodes(), f.Other))<<1 | out
}

func flowOf(code uint64) (Flow, bool) {
	kinds := flowCodes()
	if code>>1 >= uint64(len(kinds)) {
		return Flow{}, false
	}
	return Flow{kinds[code>>1], code&1 == 1}, true
}

// account names the goods that a period book is of: those of one model in the
// warehouses of one centre, of one fund and one account code.
type account struct {
	centre  string
	model   op.ID
	fund    string
	account string
}

func accountOrder(a, b account) int {
	return cmp.Or(cmp.Compare(a.centre, b.centre), byID(a.model, b.model), cmp.Compare(a.fund, b.fund), cmp.Compare(a.account, b.account))
}

// periodBook holds how the goods of an account grew and shrank in one year,
// month by month and by the way they went, so that a report of any months reads
// a record or two of each account however long the ledger is. It is moved in the
// transaction of each movement, and Verify counts it anew.
type periodBook struct {
	Centre  string    `cbor:"1,keyasint"`
	Model   op.ID     `cbor:"2,keyasint"`
	Fund    string    `cbor:"3,keyasint,omitempty"` // as written on the lots
	Account string    `cbor:"4,keyasint,omitempty"`
	Year    int       `cbor:"5,keyasint"`
	Opening Amount    `cbor:"6,keyasint"`
	Months  periodRun `cbor:"7,keyasint"`
}

func (a account) year(y int) periodBook {
	return periodBook{Centre: a.centre, Model: a.model, Fund: a.fund, Account: a.account, Year: y}
}

func (b *periodBook) of() account { return account{b.Centre, b.Model, b.Fund, b.Account} }

var periodBooks = storage.Table[periodBook]{
	Kind: "period book",
	ID:   func(b *periodBook) storage.Key { return b.of().key().Int(int64(b.Year)) },
	Index: func(b *periodBook) []storage.Key {
		return []storage.Key{storage.PeriodBookByFund.Key().Text(FundKey(b.Fund)).Text(b.Centre).ID(b.Model).Text(b.Account).Text(b.Fund).Int(int64(b.Year))}
	},
}

func (a account) key() storage.Key {
	return storage.PeriodBookByYear.Key().Text(a.centre).ID(a.model).Text(a.fund).Text(a.account)
}

// monthly is what went one way in one month. A movement that takes another back
// counts below zero the way the first one went.
type monthly struct {
	Month int // 1 to 12
	Flow  Flow
	Amount
}

// periodRun is stored as varints, three for each entry.
type periodRun []monthly

var errPeriod = errors.New("stock: months of a period book cannot be read")

// MarshalBinary writes the entries.
func (r periodRun) MarshalBinary() ([]byte, error) {
	out := make([]byte, 0, 8*len(r))
	for _, e := range r {
		out = binary.AppendUvarint(out, uint64(e.Month)<<6|e.Flow.code())
		out = binary.AppendVarint(out, e.Quantity)
		out = binary.AppendVarint(out, e.Value)
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (r *periodRun) UnmarshalBinary(data []byte) error {
	*r = make(periodRun, 0, len(data)/6+1)
	for len(data) > 0 {
		head, n := binary.Uvarint(data)
		flow, known := flowOf(head & 63)
		if n <= 0 || !known {
			return errPeriod
		}
		data = data[n:]
		quantity, n := binary.Varint(data)
		if n <= 0 {
			return errPeriod
		}
		data = data[n:]
		value, n := binary.Varint(data)
		if n <= 0 {
			return errPeriod
		}
		data = data[n:]
		*r = append(*r, monthly{int(head >> 6), flow, Amount{quantity, value}})
	}
	return nil
}

// add books an amount, and leaves out what has come to nothing.
func (b *periodBook) add(e monthly) {
	i, found := slices.BinarySearchFunc(b.Months, e, func(a, x monthly) int {
		return cmp.Or(cmp.Compare(a.Month, x.Month), cmp.Compare(a.Flow.code(), x.Flow.code()))
	})
	if !found {
		b.Months = slices.Insert(b.Months, i, monthly{Month: e.Month, Flow: e.Flow})
	}
	if b.Months[i].Amount = b.Months[i].Plus(e.Amount); b.Months[i].Amount == (Amount{}) {
		b.Months = slices.Delete(b.Months, i, i+1)
	}
}

// signed is what the entry adds to the stock.
func (e monthly) signed() Amount {
	if e.Flow.Out {
		return Amount{}.Minus(e.Amount)
	}
	return e.Amount
}

// closing is the stock at the end of a month; of month 0 it is the opening.
func (b *periodBook) closing(month int) Amount {
	sum := b.Opening
	for _, e := range b.Months {
		if e.Month <= month {
			sum = sum.Plus(e.signed())
		}
	}
	return sum
}

// entries are what a movement adds to period books. Goods that stay within the
// warehouses of a centre are no entry.
type entries map[entryKey]Amount

type entryKey struct {
	account
	flow Flow
}

// add notes a line of goods.
func (x entries) add(m *Movement, l Line, g goods) {
	if flow, n := m.grows(l); n != 0 {
		k := entryKey{account{m.Centre, l.Model, g.fund, g.account}, flow}
		x[k] = x[k].Plus(Amount{n, n * g.cost})
	}
}

// grows is the way in which a line makes the stock of its centre grow or shrink,
// and by how many pieces; none when it stays within the warehouses or without.
func (m *Movement) grows(l Line) (flow Flow, n int64) {
	in, out := l.To.Real(), l.From.Real()
	switch {
	case in == out:
		return flow, 0
	case in:
		flow, n = Flow{Other: l.From.Kind}, l.Quantity
	default:
		flow, n = Flow{Other: l.To.Kind, Out: true}, l.Quantity
	}
	if m.Kind == Reverse { // the first movement shrinks; this one is no way of its own
		flow.Out, n = !flow.Out, -n
	}
	return flow, n
}

// goods is what period books and fund tallies ask of a lot.
type goods struct {
	fund, account string
	cost          int64
}

func (l Lot) goods() goods { return goods{l.Fund, l.Account, l.UnitCost} }

// lot is a lot of a model of which no more is known.
func (g goods) lot(model op.ID) Lot {
	return Lot{Model: model, Fund: g.fund, Account: g.account, UnitCost: g.cost}
}

// post books the entries into the year of the movement, and carries them into
// the openings of the years after it.
func (x entries) post(tx *op.Tx, at time.Time) error {
	keys := slices.SortedFunc(maps.Keys(x), func(a, b entryKey) int {
		return cmp.Or(accountOrder(a.account, b.account), cmp.Compare(a.flow.code(), b.flow.code()))
	})
	for len(keys) > 0 {
		n := 1
		for n < len(keys) && keys[n].account == keys[0].account {
			n++
		}
		if err := x.postAccount(tx, keys[:n], at); err != nil {
			return err
		}
		keys = keys[n:]
	}
	return nil
}

func (x entries) postAccount(tx *op.Tx, keys []entryKey, at time.Time) error {
	of := keys[0].account
	day := at.In(wib)
	b, err := openPeriod(tx, of, day.Year())
	if err != nil {
		return err
	}
	var net Amount
	for _, k := range keys {
		e := monthly{int(day.Month()), k.flow, x[k]}
		b.add(e)
		net = net.Plus(e.signed())
	}
	if err := periodBooks.Put(tx, &b); err != nil {
		return err
	}
	last, _ := dayOf(tx.At)
	for y := day.Year() + 1; y <= last; y++ {
		later, ok, err := periodBooks.Get(tx, of.key().Int(int64(y)))
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		later.Opening = later.Opening.Plus(net)
		if err := periodBooks.Put(tx, &later); err != nil {
			return err
		}
	}
	return nil
}

// openPeriod returns the book of a year, a new one that opens with the closing
// of the last year that has one.
func openPeriod(r storage.Reader, of account, year int) (periodBook, error) {
	fresh := of.year(year)
	for y := year; y >= firstYear; y-- {
		b, ok, err := periodBooks.Get(r, of.key().Int(int64(y)))
		if err != nil {
			return fresh, err
		}
		if ok && y == year {
			return b, nil
		}
		if ok {
			fresh.Opening = b.closing(12)
			break
		}
	}
	return fresh, nil
}

// FundKey is a fund as it is compared and counted by: people write one in more
// than one way.
func FundKey(text string) string { return strings.ToUpper(strings.Join(strings.Fields(text), " ")) }
