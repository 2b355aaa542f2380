package sample

import (
	"context"

	"lumbung/app/allocation"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// safety plays what keeps the shelves safe and full: one recall whose people are
// being spoken with, and two minimums of which one is not met.
func (p *play) safety() {
	p.minimums()
	p.recall()
}

// minimums are set by the warehouse; the second is not met from the day it is
// set, and somebody sees to it.
func (p *play) minimums() {
	const centre = "soeharso"
	t := p.thread()
	t.on(44, "stok minimum", func(ctx context.Context) error {
		_, err := p.app.Stock.SetRule(p.as(ctx, policy.Warehouse, centre), stock.NewRule{Model: p.models["kre"].Slug, Min: 1, Target: 6, Lead: 30, Window: 365})
		return err
	})
	t.on(37, "stok minimum", func(ctx context.Context) error {
		_, err := p.app.Stock.SetRule(p.as(ctx, policy.Warehouse, centre), stock.NewRule{Model: p.models["bat"].Slug, Min: 24, Target: 40, Lead: 21, Window: 180})
		return err
	})
	t.on(35, "stok minimum", func(ctx context.Context) error {
		by := p.as(ctx, policy.Warehouse, centre)
		open, err := p.app.Stock.Shortages(by, stock.ShortagesAsk{})
		if err != nil {
			return err
		}
		for _, x := range open.Rows {
			if x.ModelCode != p.models["bat"].Code {
				continue
			}
			_, err = p.app.Stock.Acknowledge(by, stock.Acknowledging{Shortage: x.ID.String(), Doing: "Pesanan 20 baterai ke PT Contoh Daya, datang dalam tiga minggu"})
			return err
		}
		return missing("no %s is short at %s", "bat", centre)
	})
}

// recall plays a recall of the first electric wheelchairs: most are with people,
// who are spoken with one after the other.
func (p *play) recall() {
	const centre = "soeharso"
	t := p.thread()
	t.on(9, "penarikan", func(ctx context.Context) error {
		_, err := p.app.Stock.OpenRecall(p.as(ctx, policy.Head, centre), stock.NewRecall{
			Model: p.models["kre"].Slug, Scope: stock.RecallSerial, From: "KRE-01-01001", To: "KRE-01-01006", Risk: stock.RiskMedium,
			Reason:        "Baterai dari pemasok pertama dapat menjadi sangat panas saat diisi.",
			Instruction:   "Berhenti mengisi baterai.\nHubungi sentra: teknisi datang mengganti baterai tanpa biaya.",
			InstructionEN: "Stop charging the battery.\nCall the centre: somebody will come and replace it free of charge.",
			Contact:       "Sentra Soeharso (contoh), telepon (0271) 000 000", DecidedBy: "Kepala Sentra Contoh", Document: "SK-CONTOH-12",
		})
		return err
	})
	for i, kind := range []allocation.ContactKind{allocation.Reached, allocation.Tried, allocation.Appointment} {
		t.on(7-2*i, "penarikan", func(ctx context.Context) error { return p.contact(ctx, centre, i, kind) })
	}
}

// contact notes what came of speaking with the n-th person who holds a recalled
// device.
func (p *play) contact(ctx context.Context, centre string, n int, kind allocation.ContactKind) error {
	by := p.as(ctx, policy.SocialWorker, centre)
	list, err := p.app.Allocations.RecallCases(by, allocation.CasesAsk{})
	if err != nil {
		return err
	}
	if len(list.Rows) == 0 {
		return missing("nobody of %s holds a recalled %s", centre, "kre")
	}
	in := allocation.NewContact{Case: list.Rows[n%len(list.Rows)].ID.String(), Kind: kind, Note: "Data contoh"}
	if kind == allocation.Appointment {
		in.Next = p.end.AddDate(0, 0, 2)
	}
	_, err = p.app.Allocations.RecordContact(by, in)
	return err
}
