package sample

import (
	"context"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

// upkeep plays what keeps devices going: plans of services, a service that was
// done, and repairs in several states.
func (p *play) upkeep() {
	p.plans()
	p.waitsForParts()
	p.inWork()
	p.broughtByAPerson()
	p.notWorthIt()
	p.outgrown()
}

func (p *play) plans() {
	for _, x := range []struct {
		model, centre string
		ago           int
		is            stock.PlanDetails
	}{
		{"kre", "soeharso", 340, stock.PlanDetails{
			Name: "Ganti baterai", Months: 18, Latest: 24, Basis: stock.FromReceipt, Checks: []string{"Ukur tegangan tanpa beban", "Bersihkan kutub", "Catat nomor baterai baru"},
		}},
		{"kre", "soeharso", 339, stock.PlanDetails{
			Name: "Servis berkala", Months: 6, Latest: 8, Basis: stock.FromHandover, Checks: []string{"Rem", "Roda dan ban", "Tuas kendali"},
		}},
		{"krm", "wirajaya", 210, stock.PlanDetails{Name: "Kencangkan baut rangka", Months: 6, Basis: stock.FromReceipt}},
	} {
		p.thread().on(x.ago, x.is.Name, func(ctx context.Context) error {
			in := x.is
			in.Model = p.models[x.model].Slug
			_, err := p.app.Stock.PutPlan(p.as(ctx, policy.SKA, x.centre), in)
			return err
		})
	}
}

// held finds a unit that is kept on the shelf for the reason of the test.
func (p *play) held(ctx context.Context, centre, model string, is func(stock.Unit) bool) (stock.Unit, error) {
	return p.one(ctx, centre, model, stock.Held, is)
}

// one finds a unit of a model at a centre.
func (p *play) one(ctx context.Context, centre, model string, b stock.Bucket, is func(stock.Unit) bool) (stock.Unit, error) {
	list, err := p.app.Stock.Units(p.as(ctx, policy.Warehouse, centre), stock.UnitsAsk{Centre: centre, Bucket: b, Model: p.models[model].Slug})
	if err != nil {
		return stock.Unit{}, err
	}
	for _, u := range list.Units {
		if is(u) {
			return u, nil
		}
	}
	return stock.Unit{}, missing("no %s of the kind wanted is %s at %s", model, b, centre)
}

// repair opens an order on a day for a unit that find looks for then.
func (p *play) repair(t *thread, ago int, in stock.NewRepair, centre string, find func(ctx context.Context) (stock.Unit, error)) *stock.RepairOrder {
	var o stock.RepairOrder
	t.on(ago, in.Complaint, func(ctx context.Context) error {
		u, err := find(ctx)
		if err != nil {
			return err
		}
		in.Unit = u.Code
		o, err = p.app.Stock.OpenRepair(p.as(ctx, policy.Warehouse, centre), in)
		return err
	})
	return &o
}

func (p *play) waitsForParts() {
	t := p.thread()
	o := p.repair(t, 95, stock.NewRepair{Complaint: "Pengendali motor tidak menyala", Where: stock.OnShelf}, "soeharso", func(ctx context.Context) (stock.Unit, error) {
		return p.held(ctx, "soeharso", "kre", func(u stock.Unit) bool { return u.Hold == stock.HoldParts })
	})
	t.on(94, "perbaikan", func(ctx context.Context) error {
		_, err := p.app.Stock.StepRepair(p.as(ctx, policy.SKA, "soeharso"), stock.RepairStep{Repair: o.ID, State: stock.RepairParts, Note: "Pengendali dipesan dari luar negeri"})
		return err
	})
}

func (p *play) inWork() {
	t := p.thread()
	o := p.repair(t, 20, stock.NewRepair{Complaint: "Soket retak saat uji", Where: stock.InWorkshop}, "soeharso", func(ctx context.Context) (stock.Unit, error) {
		return p.held(ctx, "soeharso", "prt", func(u stock.Unit) bool { return u.Condition == stock.CondRepair })
	})
	t.on(18, "perbaikan", func(ctx context.Context) error {
		by := p.as(ctx, policy.SKA, "soeharso")
		if _, err := p.app.Stock.Diagnose(by, stock.Diagnosing{Repair: o.ID, Diagnosis: "Soket dicetak ulang", Estimate: 600_000}); err != nil {
			return err
		}
		_, err := p.app.Stock.StepRepair(by, stock.RepairStep{Repair: o.ID, State: stock.RepairWork})
		return err
	})
	t.on(12, "perbaikan", func(ctx context.Context) error {
		by := p.as(ctx, policy.SKA, "soeharso")
		for _, in := range []stock.Spending{
			{Kind: stock.CostLabour, Text: "Cetak ulang soket", Minutes: 240, Amount: 200_000},
			{Kind: stock.CostOutside, Text: "Bengkel Contoh Fiber", Amount: 350_000},
		} {
			in.Repair = o.ID
			if _, err := p.app.Stock.Spend(by, in); err != nil {
				return err
			}
		}
		return nil
	})
}

// broughtByAPerson is a wheelchair that gets a battery from the shelf and goes
// back to whoever uses it, and another that is serviced at home.
func (p *play) broughtByAPerson() {
	t := p.thread()
	chair := func(skip int) func(ctx context.Context) (stock.Unit, error) {
		return func(ctx context.Context) (stock.Unit, error) {
			return p.one(ctx, "soeharso", "kre", stock.InUse, func(stock.Unit) bool { skip--; return skip < 0 })
		}
	}
	o := p.repair(t, 15, stock.NewRepair{Complaint: "Baterai tidak mengisi", Where: stock.InWorkshop}, "soeharso", chair(0))
	t.on(15, "perbaikan", func(ctx context.Context) error {
		by := p.as(ctx, policy.SKA, "soeharso")
		if _, err := p.app.Stock.UsePart(by, stock.UsingPart{Repair: o.ID, Part: p.models["bat"].Slug, Quantity: 1}); err != nil {
			return err
		}
		if _, err := p.app.Stock.StepRepair(by, stock.RepairStep{Repair: o.ID, State: stock.RepairTest}); err != nil {
			return err
		}
		_, err := p.app.Stock.FinishRepair(by, stock.Finishing{Repair: o.ID, Condition: stock.CondGood, Note: "Uji jalan 2 km", Back: true})
		return err
	})
	t.on(10, "pemeliharaan", func(ctx context.Context) error {
		u, err := chair(1)(ctx)
		if err != nil {
			return err
		}
		_, err = p.app.Stock.RecordService(p.as(ctx, policy.SocialWorker, "soeharso"), stock.Servicing{
			Unit: u.Code, Plan: u.Care[len(u.Care)-1].Plan, Checked: []string{"Rem", "Tuas kendali"}, Findings: "Ban depan mulai aus",
		})
		return err
	})
}

// notWorthIt is a unit that two people let go.
func (p *play) notWorthIt() {
	t := p.thread()
	o := p.repair(t, 28, stock.NewRepair{Complaint: "Terendam air", Where: stock.InWorkshop}, "meohai", func(ctx context.Context) (stock.Unit, error) {
		return p.held(ctx, "meohai", "ggt", func(u stock.Unit) bool { return u.Condition == stock.CondUnfit })
	})
	t.on(27, "usul hapus", func(ctx context.Context) error {
		by := p.as(ctx, policy.Warehouse, "meohai")
		if _, err := p.app.Stock.Diagnose(by, stock.Diagnosing{Repair: o.ID, Diagnosis: "Papan sirkuit berkarat", Estimate: 350_000}); err != nil {
			return err
		}
		_, err := p.app.Stock.ProposeScrap(by, stock.Proposing{Repair: o.ID, Reason: "Biaya hampir seharga alat baru"})
		return err
	})
	t.on(21, "putusan", func(ctx context.Context) error {
		_, err := p.app.Stock.DecideScrap(p.as(ctx, policy.Head, "meohai"), stock.Deciding{
			Repair: o.ID, Scrap: "yes", Reason: "Setuju dihapus", Document: "SK-CONTOH-07/2026",
		})
		return err
	})
}

// outgrown is two children's chairs that came back: one is clean and waits to be
// looked at, the other waits to be cleaned.
func (p *play) outgrown() {
	t := p.thread()
	for _, x := range []struct {
		ago   int
		clean bool
	}{{9, true}, {5, false}} {
		t.on(x.ago, "alat kembali", func(ctx context.Context) error {
			by := p.as(ctx, policy.Warehouse, "soeharso")
			u, err := p.one(ctx, "soeharso", "kra", stock.InUse, func(stock.Unit) bool { return true })
			if err != nil {
				return err
			}
			list, err := p.app.Stock.Return(by, stock.Returning{
				Codes: []string{u.Code}, Reason: stock.ReturnOutgrown, Condition: stock.CondGood, Note: "Dudukan sudah paling lebar",
			})
			if err != nil || !x.clean {
				return err
			}
			_, err = p.app.Stock.Clean(by, stock.Cleaning{Return: list[0].ID})
			return err
		})
	}
}

// workUp plays what becomes of a device that came back: it is cleaned and looked
// at, so that somebody else can get it.
func (p *play) workUp(t *thread, s *served, came func() stock.Comeback) {
	t.at(t.last.AddDate(0, 0, 2), s.name, func(ctx context.Context) error {
		_, err := p.app.Stock.Clean(p.as(ctx, policy.Warehouse, s.centre), stock.Cleaning{Return: came().ID})
		return err
	})
	t.at(t.last.AddDate(0, 0, 1), s.name, func(ctx context.Context) error {
		_, err := p.app.Stock.Examine(p.as(ctx, policy.Warehouse, s.centre), stock.Examining{Return: came().ID, Condition: stock.CondGood, Note: "Data contoh"})
		return err
	})
}
