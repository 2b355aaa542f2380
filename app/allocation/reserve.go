package allocation

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// Stage is how far an allocation has come.
type Stage string

// The stages.
const (
	Reserved   Stage = "reserved"    // the unit waits for its person
	HandedOver Stage = "handed_over" // see Handover
	Cancelled  Stage = "cancelled"   // the unit is free again
)

// CancelReasons lists why a reserved unit is let go.
func CancelReasons() []string {
	return []string{"wrong-fit", "unit-broken", "declined", "unreachable", "deceased", "mistake"}
}

// Allocation is one unit set apart for one request.
type Allocation struct {
	ID           op.ID     `cbor:"1,keyasint" json:"id"`
	Centre       string    `cbor:"2,keyasint" json:"centre"`
	Request      op.ID     `cbor:"3,keyasint" json:"-"`
	RequestNo    string    `cbor:"4,keyasint" json:"request"`
	Person       op.ID     `cbor:"5,keyasint" json:"person"`
	PersonRef    string    `cbor:"6,keyasint" json:"beneficiary"`
	Unit         op.ID     `cbor:"7,keyasint" json:"-"`
	UnitCode     string    `cbor:"8,keyasint" json:"unit"`
	Model        op.ID     `cbor:"9,keyasint" json:"model"`
	Stage        Stage     `cbor:"10,keyasint" json:"state"`
	Reserved     time.Time `cbor:"11,keyasint" json:"reserved_at"`
	By           string    `cbor:"12,keyasint" json:"reserved_by"` // name of the member of staff
	Handover     op.ID     `cbor:"13,keyasint,omitzero" json:"-"`
	HandoverNo   string    `cbor:"14,keyasint,omitempty" json:"handover"`
	Ended        time.Time `cbor:"15,keyasint,omitzero" json:"ended_at,omitzero"`
	CancelReason string    `cbor:"16,keyasint,omitempty" json:"cancel_reason"`
	Version      int64     `cbor:"17,keyasint" json:"version"`
}

var allocations = storage.Table[Allocation]{
	Kind: "allocation",
	ID:   func(a *Allocation) storage.Key { return storage.AllocationByID.Key().ID(a.ID) },
	Claims: func(a *Allocation) []storage.Claim {
		if a.Stage != Reserved {
			return nil
		}
		return []storage.Claim{{Key: storage.AllocationByUnit.Key().ID(a.Unit), Field: "unit"}}
	},
	Index: func(a *Allocation) []storage.Key {
		return []storage.Key{
			storage.AllocationByRequest.Key().ID(a.Request).ID(a.ID),
			storage.AllocationByState.Key().Text(a.Centre).Text(string(a.Stage)).Time(a.Reserved).ID(a.ID),
		}
	},
}

// Choice is the input of Reserve: a request by number or id, a unit by its code,
// the address of its QR code or its id.
type Choice struct {
	Request string `json:"request" validate:"required,max=140"`
	Unit    string `json:"unit" validate:"required,max=200"`
}

// Reserve sets a unit apart for a request. Of several officers who want the same
// unit one wins; the others are told who has it, since when and for which
// request. A unit of another centre has to be transferred first.
func (a *Allocations) Reserve(ctx context.Context, in Choice) (Allocation, error) {
	return op.Write(ctx, a.d, policy.AllocationReserve, in, func(tx *op.Tx) (Allocation, error) {
		q, err := ownRequest(tx, in.Request)
		if err != nil {
			return Allocation{}, inField("request", err)
		}
		if q.State != Filed {
			return Allocation{}, notFiled(q)
		}
		unit, err := fittingUnit(tx, q, in.Unit)
		if err != nil {
			return Allocation{}, err
		}
		rec := Allocation{
			ID: tx.ID(), Centre: q.Centre, Request: q.ID, RequestNo: q.Number, Person: q.Person, PersonRef: q.PersonRef,
			Unit: unit.ID, UnitCode: unit.Code, Model: q.Model, Stage: Reserved, Reserved: tx.At, By: tx.By.Name, Version: 1,
		}
		tx.About("allocation", rec.ID, q.Number)
		if _, err := stock.ReserveFor(tx, unit.ID, rec.ID, q.Number); err != nil {
			return Allocation{}, atUnit(err)
		}
		q.Allocation = rec.ID
		if err := moveRequest(tx, &q, Allocated); err != nil {
			return Allocation{}, err
		}
		return rec, allocations.Put(tx, &rec)
	})
}

// atUnit shows a refusal of the stock beside the field of the unit too.
func atUnit(err error) error {
	f := fault.As(err)
	if f.Code == fault.Conflict && len(f.Fields) == 0 {
		f.Fields = []fault.Field{{Name: "unit", Key: f.Key, Args: f.Args}}
	}
	return f
}

// fittingUnit finds the unit and asks whether it can serve the request at all.
func fittingUnit(tx *op.Tx, q Request, text string) (stock.Unit, error) {
	unit, err := stock.FindUnit(tx, text)
	switch {
	case err != nil:
		return stock.Unit{}, inField("unit", err)
	case unit.Centre != q.Centre:
		return stock.Unit{}, fault.InField("unit", "allocation.other_centre", fault.Args{"code": unit.Code, "centre": network.NameOf(tx, unit.Centre)})
	case unit.Model != q.Model:
		return stock.Unit{}, fault.InField("unit", "allocation.other_model", fault.Args{"code": unit.Code})
	}
	return unit, nil
}

// Cancellation is the input of Cancel.
type Cancellation struct {
	Allocation string `json:"allocation" validate:"required,max=200"`
	Reason     string `json:"reason" validate:"required,oneof=wrong-fit unit-broken declined unreachable deceased mistake"`
}

// Cancel frees a reserved unit; its request waits again.
func (a *Allocations) Cancel(ctx context.Context, in Cancellation) (Allocation, error) {
	return op.Write(ctx, a.d, policy.AllocationCancel, in, func(tx *op.Tx) (Allocation, error) {
		rec, err := ownAllocation(tx, in.Allocation)
		if err != nil {
			return Allocation{}, err
		}
		q, err := requestByID(tx, rec.Request)
		if err != nil {
			return Allocation{}, err
		}
		err = letGo(tx, &rec, &q, in.Reason)
		return rec, err
	})
}

// letGo frees the unit of an allocation; its request waits again.
func letGo(tx *op.Tx, rec *Allocation, q *Request, reason string) error {
	if rec.Stage != Reserved {
		return notReserved(*rec)
	}
	if _, err := stock.Release(tx, rec.Unit, rec.ID); err != nil {
		return err
	}
	q.Allocation = op.ID{}
	if err := moveRequest(tx, q, Filed); err != nil {
		return err
	}
	tx.About("allocation", rec.ID, rec.RequestNo)
	tx.Changed("cancel_reason", "", reason)
	rec.Stage, rec.CancelReason, rec.Ended = Cancelled, reason, tx.At
	rec.Version++
	return allocations.Put(tx, rec)
}

func notReserved(rec Allocation) error {
	return fault.New(fault.Conflict, "allocation.not_reserved", fault.Args{"code": rec.UnitCode, "state": "allocation_" + string(rec.Stage)})
}

// FindAllocation looks an allocation up by its id, or the one that holds a unit
// by the code of the unit.
func FindAllocation(r storage.Reader, text string) (Allocation, error) {
	if id, err := op.ParseID(text); err == nil && !id.IsZero() {
		rec, ok, err := allocations.Get(r, storage.AllocationByID.Key().ID(id))
		if err != nil || ok {
			return rec, err
		}
	}
	unit, err := stock.FindUnit(r, text)
	if err != nil {
		return Allocation{}, missingAllocation(err)
	}
	rec, ok, err := allocations.Find(r, storage.AllocationByUnit.Key().ID(unit.ID))
	if err == nil && !ok {
		err = fault.Missing("allocation")
	}
	return rec, err
}

func missingAllocation(err error) error {
	if fault.CodeOf(err) == fault.NotFound {
		return fault.Missing("allocation")
	}
	return err
}

func ownAllocation(tx *op.Tx, text string) (Allocation, error) {
	rec, err := FindAllocation(tx, text)
	if err == nil && tx.Allow(rec.Centre) != nil {
		return Allocation{}, fault.Missing("allocation")
	}
	return rec, err
}
