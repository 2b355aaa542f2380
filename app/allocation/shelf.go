package allocation

import (
	"context"
	"iter"
	"time"

	"lumbung/app/beneficiary"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// ShelfAsk is which allocations are wanted. An empty centre means the actor's,
// an empty state those that wait for their person.
type ShelfAsk struct {
	Centre string `json:"centre" validate:"max=60"`
	State  Stage  `json:"state" validate:"max=20"`
	Cursor string `json:"cursor" validate:"max=400"`
	Limit  int    `json:"limit" validate:"min=0,max=200"`
}

// Held is an allocation as a list shows it: the person by their masked name.
type Held struct {
	Allocation
	Who       string `json:"masked_name"`
	ModelName string `json:"model_name"`
	Serial    string `json:"serial"`
	Where     string `json:"where"` // node of the unit
}

// Shelf is part of a list of allocations, those reserved longest ago first.
type Shelf struct {
	Centre, CentreName string
	State              Stage
	Rows               []Held
	Next, Prev         string
	MayDeliver         bool
	MayCancel          bool
}

// Shelf pages through the allocations of a centre in one stage.
func (a *Allocations) Shelf(ctx context.Context, ask ShelfAsk) (Shelf, error) {
	return op.Read(ctx, a.d, policy.AllocationRead, func(v *op.View) (Shelf, error) {
		s := Shelf{Centre: ask.Centre, State: ask.State}
		if s.State == "" {
			s.State = Reserved
		}
		if s.Centre == "" {
			s.Centre = v.By.Centre
		}
		if err := v.Allow(s.Centre); err != nil {
			return Shelf{}, err
		}
		s.CentreName = network.NameOf(v, s.Centre)
		s.MayDeliver = policy.May(v.By, policy.HandoverPost, s.Centre)
		s.MayCancel = policy.May(v.By, policy.AllocationCancel, s.Centre)
		prefix := storage.AllocationByState.Key().Text(s.Centre).Text(string(s.State))
		page, err := allocations.Page(v, prefix, storage.Ask{Cursor: ask.Cursor, Limit: ask.Limit, Newest: s.State != Reserved})
		if err != nil {
			return Shelf{}, err
		}
		s.Next, s.Prev = page.Next, page.Prev
		for _, rec := range page.Items {
			row, err := held(v, rec)
			if err != nil {
				return Shelf{}, err
			}
			s.Rows = append(s.Rows, row)
		}
		return s, nil
	})
}

func held(r storage.Reader, rec Allocation) (Held, error) {
	person, err := beneficiary.PersonByID(r, rec.Person)
	if err != nil {
		return Held{}, err
	}
	model, err := stock.ModelByID(r, rec.Model)
	if err != nil {
		return Held{}, err
	}
	unit, err := stock.UnitByID(r, rec.Unit)
	return Held{rec, person.MaskedName, model.Name, unit.Serial, unit.Node.String()}, err
}

// Allocation returns one allocation.
func (a *Allocations) Allocation(ctx context.Context, id string) (Held, error) {
	return op.Read(ctx, a.d, policy.AllocationRead, func(v *op.View) (Held, error) {
		rec, err := FindAllocation(v, id)
		if err != nil {
			return Held{}, err
		}
		if err := v.Hide("allocation", rec.Centre); err != nil {
			return Held{}, err
		}
		return held(v, rec)
	})
}

// Table is what lies ready for one hand-over: the allocation that was chosen and
// the other ones of the same person.
type Table struct {
	Chosen  []Held
	Centre  network.Centre
	Officer string // name of the actor
	Along   []stock.Along
}

// Prepare gathers what can go with an allocation into one hand-over.
func (a *Allocations) Prepare(ctx context.Context, id string) (Table, error) {
	return op.Read(ctx, a.d, policy.HandoverPost, func(v *op.View) (Table, error) {
		rec, err := FindAllocation(v, id)
		if err != nil {
			return Table{}, err
		}
		if err := v.Hide("allocation", rec.Centre); err != nil {
			return Table{}, err
		}
		if rec.Stage != Reserved {
			return Table{}, notReserved(rec)
		}
		t := Table{Officer: v.By.Name}
		if t.Centre, err = network.CentreByCode(v, rec.Centre); err != nil {
			return Table{}, err
		}
		all, err := togetherWith(v, rec)
		for _, one := range all {
			row, err := held(v, one)
			if err != nil {
				return Table{}, err
			}
			t.Chosen = append(t.Chosen, row)
		}
		if err != nil {
			return Table{}, err
		}
		t.Along, err = alongOf(v, all, a.d.Now())
		return t, err
	})
}

// togetherWith lists the allocation and the others that wait for its person.
func togetherWith(r storage.Reader, rec Allocation) ([]Allocation, error) {
	all := []Allocation{rec}
	for q, err := range requests.All(r, storage.RequestByPerson.Key().ID(rec.Person)) {
		if err != nil {
			return nil, err
		}
		if q.State != Allocated || q.ID == rec.Request {
			continue
		}
		other, ok, err := allocations.Get(r, storage.AllocationByID.Key().ID(q.Allocation))
		if err != nil {
			return nil, err
		}
		if ok && len(all) < MaxItems {
			all = append(all, other)
		}
	}
	return all, nil
}

// Delivered is a hand-over as its page shows it.
type Delivered struct {
	Handover
	CentreName string
	Who        string // masked
	ShowPerson bool
	MayPrint   bool
}

// Handover returns a hand-over, masked, for the staff of its centre.
func (a *Allocations) Handover(ctx context.Context, number string) (Delivered, error) {
	return op.Read(ctx, a.d, policy.HandoverRead, func(v *op.View) (Delivered, error) {
		h, err := FindHandover(v, number)
		if err != nil {
			return Delivered{}, err
		}
		if err := v.Hide("handover", h.Centre); err != nil {
			return Delivered{}, err
		}
		person, err := beneficiary.PersonByID(v, h.Person)
		return Delivered{
			Handover: h, CentreName: h.Head.Centre, Who: person.MaskedName,
			ShowPerson: beneficiary.SeesPersons(v.By, h.Centre), MayPrint: policy.May(v.By, policy.HandoverPrint, h.Centre),
		}, err
	})
}

// Register is part of a centre's hand-overs, the newest first.
type Register struct {
	Centre, CentreName string
	Rows               []Delivered
	Next, Prev         string
}

// RegisterAsk is whose hand-overs are wanted. An empty centre means the actor's.
type RegisterAsk struct {
	Centre string `json:"centre" validate:"max=60"`
	Cursor string `json:"cursor" validate:"max=400"`
	Limit  int    `json:"limit" validate:"min=0,max=200"`
}

// Register pages through the hand-overs of a centre.
func (a *Allocations) Register(ctx context.Context, ask RegisterAsk) (Register, error) {
	return op.Read(ctx, a.d, policy.HandoverRead, func(v *op.View) (Register, error) {
		out := Register{Centre: ask.Centre}
		if out.Centre == "" {
			out.Centre = v.By.Centre
		}
		if err := v.Allow(out.Centre); err != nil {
			return Register{}, err
		}
		out.CentreName = network.NameOf(v, out.Centre)
		page, err := handovers.Page(v, storage.HandoverByCentre.Key().Text(out.Centre), storage.Ask{Cursor: ask.Cursor, Limit: ask.Limit, Newest: true})
		if err != nil {
			return Register{}, err
		}
		out.Next, out.Prev = page.Next, page.Prev
		for _, h := range page.Items {
			person, err := beneficiary.PersonByID(v, h.Person)
			if err != nil {
				return Register{}, err
			}
			out.Rows = append(out.Rows, Delivered{Handover: h, CentreName: out.CentreName, Who: person.MaskedName})
		}
		return out, nil
	})
}

// Proof is what everybody may know of a hand-over: that a document of this
// number exists and what its hash is. Nothing in it tells of a person.
type Proof struct {
	Number string
	At     time.Time
	Centre string
	Hash   []byte
	Items  int
}

// Verify confirms a document by its number, to anybody.
func (a *Allocations) Verify(ctx context.Context, number string) (Proof, error) {
	return op.Read(ctx, a.d, policy.HandoverVerify, func(v *op.View) (Proof, error) {
		h, err := FindHandover(v, number)
		if err != nil {
			return Proof{}, err
		}
		if err := v.Allow(h.Centre); err != nil {
			return Proof{}, err
		}
		return Proof{Number: h.Number, At: h.At, Centre: h.Head.Centre, Hash: h.Hash, Items: len(h.Lines)}, nil
	})
}

// RequestsOf yields the requests of a person, the newest first.
func RequestsOf(r storage.Reader, person op.ID) iter.Seq2[Request, error] {
	return requests.AllBack(r, storage.RequestByPerson.Key().ID(person))
}

// HandoversOf yields the hand-overs to a person, the newest first.
func HandoversOf(r storage.Reader, person op.ID) iter.Seq2[Handover, error] {
	return handovers.AllBack(r, storage.HandoverByPerson.Key().ID(person))
}
