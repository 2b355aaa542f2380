package stock

import (
	"context"
	"slices"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// LoansAsk is whose loans are wanted, and in which state; the empty state is
// those that are out.
type LoansAsk struct {
	Centre string    `json:"centre"` // empty: the actor's own
	State  LoanState `json:"state"`
	Paging
}

// LoanList is part of a list of loans, what is due first before the rest.
type LoanList struct {
	Centre     string
	State      LoanState
	Loans      []Loan
	Models     map[op.ID]Model
	Next, Prev string
	MayLend    bool
}

// Loans pages through the loans of a centre.
func (s *Stock) Loans(ctx context.Context, ask LoansAsk) (LoanList, error) {
	return op.Read(ctx, s.d, policy.LoanRead, func(v *op.View) (LoanList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return LoanList{}, err
		}
		list := LoanList{Centre: centre, State: LoanOut, MayLend: policy.May(v.By, policy.LoanLend, v.By.Centre)}
		if ask.State == LoanClosed {
			list.State = LoanClosed
		}
		prefix := storage.LoanByCentre.Key().Text(centre).Text(string(list.State))
		page, err := loans.Page(v, prefix, ask.ask(list.State == LoanClosed))
		if err != nil {
			return list, err
		}
		list.Loans, list.Next, list.Prev = page.Items, page.Next, page.Prev
		list.Models, err = modelsOf(v, slices.Concat(unitsOfLoans(page.Items)...), func(u LentUnit) op.ID { return u.Model })
		return list, err
	})
}

func unitsOfLoans(all []Loan) (units [][]LentUnit) {
	for _, l := range all {
		units = append(units, l.Units)
	}
	return units
}

// LoanSheet is a loan with what the actor can do to it.
type LoanSheet struct {
	Loan      Loan
	Models    map[op.ID]Model
	MayReturn bool
	MayExtend bool
}

// Loan returns one loan.
func (s *Stock) Loan(ctx context.Context, id string) (LoanSheet, error) {
	return op.Read(ctx, s.d, policy.LoanRead, func(v *op.View) (LoanSheet, error) {
		l, err := findLoan(v, id)
		if err != nil {
			return LoanSheet{}, err
		}
		if err := v.Hide(loanKind, l.Centre); err != nil {
			return LoanSheet{}, err
		}
		sheet := LoanSheet{Loan: l}
		sheet.MayReturn = (l.State == LoanOut || l.anyLost()) && policy.May(v.By, policy.LoanReturn, l.Centre)
		sheet.MayExtend = l.State == LoanOut && policy.May(v.By, policy.LoanExtend, l.Centre)
		sheet.Models, err = modelsOf(v, l.Units, func(u LentUnit) op.ID { return u.Model })
		return sheet, err
	})
}

// MayLend is refused to those who may not lend at their centre.
func (s *Stock) MayLend(ctx context.Context) error {
	_, err := op.Read(ctx, s.d, policy.LoanLend, func(v *op.View) (struct{}, error) {
		return struct{}{}, v.Allow(v.By.Centre)
	})
	return err
}

// verifyLoans compares each loan with the ledger: the units that are out, and no
// others, stand at its node.
func verifyLoans(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "loan and its units"}
	at := map[Node]int{}
	for l, err := range loans.All(r, storage.LoanByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		if (l.State == LoanOut) != (l.Out() > 0) {
			find(&rep, "loan %s of %s is %s with %d units out", l.Number, l.Centre, l.State, l.Out())
		}
		for _, x := range l.Units {
			u, err := UnitByID(r, x.Unit)
			if err != nil {
				return rep, err
			}
			out := x.Back.Recorded.IsZero()
			if out != (u.Node == l.node()) {
				find(&rep, "loan %s: unit %s stands at %s, out %t", l.Number, u.Code, u.Node, out)
			}
			if out {
				at[l.node()]++
			}
		}
	}
	for b, err := range balancesOf(r, AtLoan) {
		if err != nil {
			return rep, err
		}
		at[b.Node] -= int(b.Quantity)
	}
	for n, diff := range at {
		if diff != 0 {
			find(&rep, "%s: the loan says %d units more than the ledger", n, diff)
		}
	}
	return rep, nil
}
