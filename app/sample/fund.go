package sample

import (
	"context"
	"fmt"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

// funds enters what paid for the goods of the play into the register: the budget
// of each year that it touches, and the gift of a company that everybody may
// follow.
func (p *play) funds() {
	t, known := p.thread(), 0
	budget := func(ctx context.Context) error {
		year := p.clock.Now().In(wib).Year()
		if year == known {
			return nil // the play has not come to another year
		}
		known = year
		return p.fund(ctx, stock.FundDetails{
			Name: fmt.Sprintf("APBN %d", year), Kind: stock.StateBudget, Year: year, Activity: "Alat bantu (contoh)",
		})
	}
	t.on(span-3, "APBN", budget)
	t.on(150, "CSR", func(ctx context.Context) error {
		return p.fund(ctx, stock.FundDetails{
			Name: "CSR Contoh Sejahtera", Kind: stock.Company, Donor: "PT Contoh Sejahtera (CSR)",
			Year: p.clock.Now().In(wib).Year(), Texts: []string{"CSR"}, Public: true,
		})
	})
	t.on(3, "APBN", budget)
}

func (p *play) fund(ctx context.Context, in stock.FundDetails) error {
	_, err := p.app.Stock.AddFund(p.as(ctx, policy.Head, "soeharso"), in)
	return err
}
