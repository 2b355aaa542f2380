package sample

import (
	"context"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

// counting plays two stock-takings at one centre: one that is posted, in which a
// wheelchair was missing and a battery had been used, and one that is under way.
func (p *play) counting() {
	const centre, ago = "soeharso", 26
	p.countAll(p.thread(), centre, ago)
	p.countSome(p.thread(), centre)
}

// countAll has everything counted by one person, judged by another, and posted.
func (p *play) countAll(t *thread, centre string, ago int) {
	var c stock.Count
	step := func(what string, role policy.Role, do func(ctx context.Context) error) {
		t.on(ago, what, func(ctx context.Context) error { return do(p.as(ctx, role, centre)) })
	}
	step("stok opname", policy.Warehouse, func(ctx context.Context) (err error) {
		c, err = p.app.Stock.OpenCount(ctx, stock.NewCount{Kind: stock.CountFull, Basis: "Surat Tugas Contoh 12/2026", Note: "Data contoh"})
		return err
	})
	step("pindai", policy.SKA, func(ctx context.Context) error {
		lost, err := p.ready(ctx, "kre", centre)
		if err != nil {
			return err
		}
		return p.scanAll(ctx, c, lost[len(lost)-1].Code, 1)
	})
	step("hitungan selesai", policy.SKA, func(ctx context.Context) error {
		_, err := p.app.Stock.FinishCount(ctx, stock.CountRef{Count: c.ID.String()})
		return err
	})
	step("alasan", policy.SKA, func(ctx context.Context) error {
		_, err := p.app.Stock.ExplainCount(ctx, stock.NewReasons{Count: c.ID.String(), Rest: stock.CountLost})
		return err
	})
	step("setujui", policy.Warehouse, func(ctx context.Context) error {
		_, err := p.app.Stock.ApproveCount(ctx, stock.CountRef{Count: c.ID.String()})
		return err
	})
	step("tanda tangan", policy.Warehouse, func(ctx context.Context) error {
		_, err := p.app.Stock.SignCount(ctx, stock.NewSigning{
			Count: c.ID.String(), On: p.clock.Now(), Signers: "Petugas, pemeriksa, dan kepala sentra (contoh)", Archive: "Map Contoh 3",
		})
		return err
	})
}

// scanAll sees every unit that the book has, but for one, and finds so many
// pieces fewer of whatever is counted by number.
func (p *play) scanAll(ctx context.Context, c stock.Count, missing string, fewer int64) error {
	list, err := p.app.Stock.CountLines(ctx, stock.CountLinesAsk{Count: c.ID.String(), Limit: 200})
	if err != nil {
		return err
	}
	for _, l := range list.Lines {
		codes, pieces, err := p.here(ctx, c, l, missing, fewer)
		if err != nil {
			return err
		}
		if len(codes) > 0 {
			if _, err := p.app.Stock.Scan(ctx, stock.NewScans{Count: c.ID.String(), Place: l.Node.Ref, Codes: codes}); err != nil {
				return err
			}
		}
		if len(pieces) > 0 {
			if _, err := p.app.Stock.Tell(ctx, stock.NewTally{Count: c.ID.String(), Place: l.Node.Ref, Pieces: pieces}); err != nil {
				return err
			}
		}
	}
	for _, place := range placesOf(list.Lines) {
		if _, err := p.app.Stock.Scan(ctx, stock.NewScans{Count: c.ID.String(), Place: place, Close: true}); err != nil {
			return err
		}
	}
	return nil
}

// here is what somebody finds who looks for one line.
func (p *play) here(ctx context.Context, c stock.Count, l stock.CountLine, missing string, fewer int64) (codes []string, pieces []stock.LotPieces, err error) {
	sheet, err := p.app.Stock.CountLine(ctx, stock.CountLineAsk{Count: c.ID.String(), Place: l.Node.Ref, Model: l.ModelCode})
	if err != nil {
		return nil, nil, err
	}
	for _, u := range sheet.Unseen {
		if u.Code != missing {
			codes = append(codes, u.Code)
		}
	}
	for _, lot := range l.Lots {
		n := max(0, lot.Booked-fewer)
		pieces = append(pieces, stock.LotPieces{Model: l.ModelCode, Lot: lot.Lot.String(), Quantity: &n})
	}
	return codes, pieces, nil
}

func placesOf(lines []stock.CountLine) (places []string) {
	seen := map[string]bool{}
	for _, l := range lines {
		if !seen[l.Node.Ref] {
			seen[l.Node.Ref], places = true, append(places, l.Node.Ref)
		}
	}
	return places
}

// countSome leaves a count under way: some units are seen, and a code that
// nobody knows.
func (p *play) countSome(t *thread, centre string) {
	t.on(1, "stok opname", func(ctx context.Context) error {
		ctx = p.as(ctx, policy.Warehouse, centre)
		c, err := p.app.Stock.OpenCount(ctx, stock.NewCount{Kind: stock.CountFull, Note: "Data contoh"})
		if err != nil {
			return err
		}
		ready, err := p.ready(ctx, "kre", centre)
		if err != nil {
			return err
		}
		codes := append(codesOf(ready, 6), "LABEL-LAMA-17")
		_, err = p.app.Stock.Scan(p.as(ctx, policy.SKA, centre), stock.NewScans{Count: c.ID.String(), Codes: codes})
		return err
	})
}
