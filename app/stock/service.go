package stock

import (
	"context"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Service is one service of one unit, done by a plan of its model.
type Service struct {
	ID       op.ID     `cbor:"1,keyasint" json:"id"`
	Number   string    `cbor:"2,keyasint" json:"number"` // within the centre: PML-2026-0001
	Centre   string    `cbor:"3,keyasint" json:"centre"`
	Unit     op.ID     `cbor:"4,keyasint" json:"unit"`
	Code     string    `cbor:"5,keyasint" json:"code"`
	Model    op.ID     `cbor:"6,keyasint" json:"model"`
	Plan     op.ID     `cbor:"7,keyasint" json:"plan"`
	Name     string    `cbor:"8,keyasint" json:"name"` // of the plan, as it was
	Due      time.Time `cbor:"9,keyasint,omitzero" json:"was_due_at,omitzero"`
	Done     time.Time `cbor:"10,keyasint" json:"done_at"`
	Checked  []string  `cbor:"11,keyasint,omitempty" json:"checked"` // lines of the checklist
	Skipped  []string  `cbor:"12,keyasint,omitempty" json:"skipped"`
	Findings string    `cbor:"13,keyasint,omitempty" json:"findings"`
	Repair   bool      `cbor:"14,keyasint,omitempty" json:"needs_repair"`
	By       string    `cbor:"15,keyasint" json:"by"`
	Recorded time.Time `cbor:"16,keyasint" json:"recorded_at"`
	Next     time.Time `cbor:"17,keyasint,omitzero" json:"next_due_at,omitzero"`
}

var services = storage.Table[Service]{
	Kind: "service",
	ID:   func(x *Service) storage.Key { return storage.ServiceByID.Key().ID(x.ID) },
	Index: func(x *Service) []storage.Key {
		return []storage.Key{
			storage.ServiceByUnit.Key().ID(x.Unit).Time(x.Done).ID(x.ID),
			storage.ServiceByCentre.Key().Text(x.Centre).Time(x.Done).ID(x.ID),
		}
	},
}

// Servicing records a service that was done.
type Servicing struct {
	Unit     string    `json:"code" validate:"required,max=200"`
	Plan     op.ID     `json:"plan" validate:"required"`
	Checked  []string  `json:"checked" validate:"max=12,dive,max=120"` // lines of the checklist that were done
	Findings string    `json:"findings" validate:"max=500"`
	Repair   bool      `json:"needs_repair"`
	Occurred time.Time `json:"occurred_at"` // an instant or a day; zero for now
}

// RecordService records that a service was done, at the centre or with whoever
// uses the unit, and works out when it falls due again.
func (s *Stock) RecordService(ctx context.Context, in Servicing) (Service, error) {
	return op.Write(ctx, s.d, policy.MaintenanceRecord, in, func(tx *op.Tx) (Service, error) {
		u, err := unitAt(tx, in.Unit, "")
		if err != nil {
			return Service{}, inField(err, "code", "return.code_unknown")
		}
		if err := tx.Allow(u.Centre); err != nil {
			return Service{}, err
		}
		book, err := PlansOf(tx, u.Model)
		if err != nil {
			return Service{}, err
		}
		p, err := book.Plan(in.Plan)
		if err != nil {
			return Service{}, inField(err, "plan", "care.plan_unknown")
		}
		done, err := happened(in.Occurred, tx.At)
		if err == nil {
			err = serviceable(u, done)
		}
		if err != nil {
			return Service{}, err
		}
		x := Service{
			ID: tx.ID(), Centre: u.Centre, Unit: u.ID, Code: u.Code, Model: u.Model, Plan: p.ID, Name: p.Name, Done: done.UTC(),
			Findings: in.Findings, Repair: in.Repair, By: tx.By.Name, Recorded: tx.At,
		}
		if err := x.tick(p, in.Checked); err != nil {
			return x, err
		}
		return x, x.post(tx, u, p)
	})
}

func serviceable(u Unit, done time.Time) error {
	switch b := bucketOf(u); {
	case b == Gone, b == Void:
		return refuse(u)
	case done.Before(u.ReceivedAt.AddDate(0, 0, -1)):
		return fault.InField("occurred_at", "care.before_receipt", fault.Args{"date": u.ReceivedAt})
	}
	return nil
}

// tick tells the lines of the checklist that were done from those that were not.
func (x *Service) tick(p CarePlan, checked []string) error {
	for _, c := range checked {
		if !slices.Contains(p.Checks, c) {
			return fault.InField("checked", "care.check_unknown", fault.Args{"line": c})
		}
	}
	for _, line := range p.Checks {
		if slices.Contains(checked, line) {
			x.Checked = append(x.Checked, line)
		} else {
			x.Skipped = append(x.Skipped, line)
		}
	}
	return nil
}

// post stores the service and what comes of it for the unit. A service that is
// recorded late does not undo a later one.
func (x *Service) post(tx *op.Tx, u Unit, p CarePlan) (err error) {
	after := u
	after.Care = slices.Clone(u.Care)
	i := slices.IndexFunc(after.Care, func(c Care) bool { return c.Plan == p.ID })
	if i < 0 {
		i, after.Care = len(after.Care), append(after.Care, Care{Plan: p.ID})
	}
	x.Due = after.Care[i].Due
	if x.Done.After(after.Care[i].Done) {
		after.Care[i].Done = x.Done
	}
	after, err = putUnitFor(tx, u, after, Cause{})
	if err != nil {
		return err
	}
	for _, c := range after.Care {
		if c.Plan == p.ID {
			x.Next = c.Due
		}
	}
	if x.Number, err = documentNumber(tx, x.Centre, "PML", "service"); err != nil {
		return err
	}
	tx.About("unit", x.Unit, x.Code)
	tx.About("service", x.ID, x.Number)
	tx.Occurred(x.Done)
	tx.Changed("service", "", x.Name)
	return services.Add(tx, x, nil)
}

// servicesOf lists the last services of a unit, the newest first.
func servicesOf(r storage.Reader, unit op.ID) (list []Service, err error) {
	for x, err := range services.AllBack(r, storage.ServiceByUnit.Key().ID(unit)) {
		if err != nil {
			return list, err
		}
		if list = append(list, x); len(list) == maxEarlier {
			break
		}
	}
	return list, nil
}

// DueAsk is which services are wanted.
type DueAsk struct {
	Centre string `json:"centre"` // empty: the actor's own
	Where  string `json:"state"`  // here or out; empty: here
	Paging
}

// Due is one unit with the services that its model asks for.
type Due struct {
	Unit  Unit
	Model Model
	First time.Time // when the first of them falls due
	Plans []DuePlan // those that are due by then or before today, the first first
}

// DuePlan is one service of a unit.
type DuePlan struct {
	Plan CarePlan
	Care Care
}

// DueList is part of the units of a centre by when they need a service, the first
// due first.
type DueList struct {
	Centre     string
	Where      string
	Rows       []Due
	Next, Prev string
	MayRecord  bool
}

// DueServices pages through what needs a service at a centre, or with those who
// use its devices.
func (s *Stock) DueServices(ctx context.Context, ask DueAsk) (DueList, error) {
	return op.Read(ctx, s.d, policy.MaintenanceRead, func(v *op.View) (DueList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return DueList{}, err
		}
		list := DueList{Centre: centre, Where: ask.Where, MayRecord: policy.May(v.By, policy.MaintenanceRecord, centre)}
		if list.Where != CareOut {
			list.Where = CareHere
		}
		page, err := units.Page(v, storage.UnitByDue.Key().Text(centre).Text(list.Where), ask.ask(false))
		if err != nil {
			return list, err
		}
		list.Next, list.Prev = page.Next, page.Prev
		models, err := modelsOf(v, page.Items, func(u Unit) op.ID { return u.Model })
		if err != nil {
			return list, err
		}
		books := map[op.ID]PlanBook{}
		for _, u := range page.Items {
			if _, read := books[u.Model]; !read {
				if books[u.Model], err = PlansOf(v, u.Model); err != nil {
					return list, err
				}
			}
			list.Rows = append(list.Rows, dueOf(u, models[u.Model], books[u.Model], s.d.Now()))
		}
		return list, nil
	})
}

// dueOf lists the services of a unit that are due now, or else the next.
func dueOf(u Unit, m Model, b PlanBook, now time.Time) Due {
	first, _ := u.due()
	d := Due{Unit: u, Model: m, First: first}
	for _, c := range u.Care {
		p, err := b.Plan(c.Plan)
		if err != nil || c.Due.IsZero() || c.Due.After(now) && !c.Due.Equal(first) {
			continue
		}
		d.Plans = append(d.Plans, DuePlan{Plan: p, Care: c})
	}
	slices.SortFunc(d.Plans, func(a, b DuePlan) int { return a.Care.Due.Compare(b.Care.Due) })
	return d
}
