package stock

import (
	"context"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// CareSheet is a unit with all that is done to keep it going: services, repairs,
// returns and its warranty.
type CareSheet struct {
	Unit     Unit
	Model    Model
	Book     PlanBook
	Services []Service     // the newest first
	Repairs  []RepairOrder // the newest first
	Returns  []Comeback    // the newest first; only for those who may read them
	Warranty UnitWarranty

	MayRepair  bool
	MayService bool
	MayReturn  bool
}

// CareOf returns what was and is to be done to a unit, for all staff who may read
// the unit. Why it came back is told at its own centre only.
func (s *Stock) CareOf(ctx context.Context, code string) (CareSheet, error) {
	return op.Read(ctx, s.d, policy.UnitRead, func(v *op.View) (CareSheet, error) {
		u, err := FindUnit(v, code)
		if err != nil {
			return CareSheet{}, err
		}
		if err := v.Hide("unit", u.Centre); err != nil {
			return CareSheet{}, err
		}
		sheet := CareSheet{
			Unit: u, MayRepair: policy.May(v.By, policy.RepairOpen, u.Centre), MayService: policy.May(v.By, policy.MaintenanceRecord, u.Centre),
			MayReturn: policy.May(v.By, policy.UnitReturn, v.By.Centre),
		}
		if sheet.Model, err = ModelByID(v, u.Model); err != nil {
			return sheet, err
		}
		if sheet.Book, err = PlansOf(v, u.Model); err != nil {
			return sheet, err
		}
		return sheet, sheet.remember(v, s)
	})
}

func (c *CareSheet) remember(v *op.View, s *Stock) (err error) {
	if c.Services, err = servicesOf(v, c.Unit.ID); err != nil {
		return err
	}
	if c.Repairs, err = repairsOf(v, c.Unit.ID); err != nil {
		return err
	}
	if c.Warranty.Until, err = WarrantyOf(v, c.Unit); err != nil {
		return err
	}
	c.Warranty.Over = !s.d.Now().Before(c.Warranty.Until)
	for b, err := range comebacks.AllBack(v, storage.ReturnByUnit.Key().ID(c.Unit.ID)) {
		if err != nil {
			return err
		}
		if policy.May(v.By, policy.ReturnRead, b.Centre) || policy.May(v.By, policy.ReturnRead, b.At) {
			c.Returns = append(c.Returns, b)
		}
		if len(c.Returns) == maxEarlier {
			break
		}
	}
	return nil
}

// Due lists the services that the unit needs, the first due first; none when no
// plan asks for one.
func (c CareSheet) Due() []DuePlan {
	d := dueOf(c.Unit, c.Model, c.Book, lastDay)
	return d.Plans
}

// PlanSheet is a model with its plans.
type PlanSheet struct {
	Model     Model
	Book      PlanBook
	Work      Work // of the units that still have to follow; zero for none
	MayChange bool
}

// Plans returns the plans of a model, for staff.
func (s *Stock) Plans(ctx context.Context, model string) (PlanSheet, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (PlanSheet, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return PlanSheet{}, err
		}
		m, err := FindModel(v, model)
		if err != nil {
			return PlanSheet{}, err
		}
		sheet := PlanSheet{Model: m, MayChange: m.Tracking == Serialised && policy.May(v.By, policy.MaintenancePlan, m.Centre)}
		if sheet.Book, err = PlansOf(v, m.ID); err != nil {
			return sheet, err
		}
		sheet.Work, _, err = works.Get(v, works.ID(&Work{Kind: careWork, ID: m.ID}))
		return sheet, err
	})
}

// MayService is refused to those who may not record services at their centre.
func (s *Stock) MayService(ctx context.Context) error {
	return s.mayAtHome(ctx, policy.MaintenanceRecord)
}
