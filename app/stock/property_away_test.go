package stock_test

import (
	"time"

	"pgregory.net/rapid"

	"lumbung/app/stock"
)

// sends starts a transfer of one unit to another centre and ships it, or leaves
// it picked.
func (l *ledger) sends(rt *rapid.T) {
	_, p := l.pick(rt)
	x, err := l.RequestTransfer(l.clerk(), wish(1, 0))
	l.expect(rt, "send", err, true)
	_, err = l.PickTransfer(l.clerk(), stock.Picking{Transfer: x.ID.String(), Codes: []string{p.code}})
	free := p.where == "on hand" && p.hold == stock.Free && p.allocation.IsZero() // a broken one may go
	if !l.expect(rt, "pick", err, free) {
		return
	}
	p.transfer = x.ID.String()
	if p.where = "picked"; rapid.Bool().Draw(rt, "leave it picked") {
		return
	}
	_, err = l.ShipTransfer(l.clerk(), stock.Shipping{Transfer: p.transfer})
	l.expect(rt, "ship", err, true)
	p.where = "in transit"
	l.moved(p, time.Time{})
}

func (l *ledger) arrives(rt *rapid.T) {
	_, p := l.pick(rt)
	if p.transfer == "" {
		return
	}
	in := stock.Arriving{Transfer: p.transfer, Codes: []string{p.code}}
	lost := rapid.Bool().Draw(rt, "lost on the way")
	if lost {
		in.Codes, in.Missing, in.Reason = nil, in.Codes, "hilang di jalan"
	}
	_, err := l.ReceiveTransfer(as(l.tb, far), in)
	if !l.expect(rt, "arrive", err, p.where == "in transit") {
		return
	}
	if p.where = "away"; lost {
		p.where = "gone"
	}
	l.moved(p, time.Time{})
}

func (l *ledger) lends(rt *rapid.T) {
	_, p := l.pick(rt)
	loan, err := l.Lend(l.clerk(), lend(p.code))
	if l.expect(rt, "lend", err, p.ready()) {
		p.where, p.loan = "lent", loan.ID.String()
		l.moved(p, time.Time{})
	}
}

func (l *ledger) givesBack(rt *rapid.T) {
	_, p := l.pick(rt)
	if p.where != "lent" {
		return
	}
	_, err := l.ReturnLoan(l.clerk(), stock.LoanReturn{Loan: p.loan, Codes: []string{p.code}})
	l.expect(rt, "give back", err, true)
	p.where, p.place, p.hold = "on hand", mainPlace, stock.HoldDecontaminate
	l.moved(p, time.Time{})
}
