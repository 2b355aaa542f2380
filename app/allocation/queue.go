package allocation

import (
	"context"

	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// QueueAsk is which requests are wanted. An empty centre means the actor's, an
// empty state those that wait.
type QueueAsk struct {
	Centre string `json:"centre" validate:"max=60"`
	State  State  `json:"state" validate:"max=20"`
	Cursor string `json:"cursor" validate:"max=400"`
	Limit  int    `json:"limit" validate:"min=0,max=200"`
}

// Waiting is a request as a list shows it: the person by their masked name only.
type Waiting struct {
	Request
	Who       string `json:"masked_name"`
	ModelName string `json:"model_name"`
	ModelSlug string `json:"model_slug"`
}

// QueuePage is part of a list of requests, those that wait longest first.
type QueuePage struct {
	Centre, CentreName string
	State              State
	Rows               []Waiting
	Next, Prev         string
	MayFile            bool
}

// Queue pages through the requests of a centre in one state.
func (a *Allocations) Queue(ctx context.Context, ask QueueAsk) (QueuePage, error) {
	return op.Read(ctx, a.d, policy.RequestRead, func(v *op.View) (QueuePage, error) {
		if ask.State == "" {
			ask.State = Filed
		}
		q := QueuePage{Centre: ask.Centre, State: ask.State}
		if q.Centre == "" {
			q.Centre = v.By.Centre
		}
		if err := v.Allow(q.Centre); err != nil {
			return QueuePage{}, err
		}
		q.CentreName = network.NameOf(v, q.Centre)
		q.MayFile = policy.May(v.By, policy.RequestFile, q.Centre)
		prefix := storage.RequestByState.Key().Text(q.Centre).Text(string(q.State))
		page, err := requests.Page(v, prefix, storage.Ask{Cursor: ask.Cursor, Limit: ask.Limit, Newest: !q.State.Open()})
		if err != nil {
			return QueuePage{}, err
		}
		q.Next, q.Prev = page.Next, page.Prev
		for _, rec := range page.Items {
			row, err := waiting(v, rec)
			if err != nil {
				return QueuePage{}, err
			}
			q.Rows = append(q.Rows, row)
		}
		return q, nil
	})
}

func waiting(r storage.Reader, rec Request) (Waiting, error) {
	person, err := beneficiary.PersonByID(r, rec.Person)
	if err != nil {
		return Waiting{}, err
	}
	model, err := stock.ModelByID(r, rec.Model)
	return Waiting{Request: rec, Who: person.MaskedName, ModelName: model.Name, ModelSlug: model.Slug}, err
}

// Offer is a unit that could serve a request, with the reasons why it stands
// where it does among the others.
type Offer struct {
	Unit    stock.Unit
	Reasons []Reason
}

// Reason is a message key with its values.
type Reason struct {
	Key  string
	Args fault.Args
}

// maxOffers is how many units a request is shown; a scanner finds any other.
const maxOffers = 8

// Sheet is one request with all that its page shows. Story is empty for those
// who may not read persons, such as warehouse staff.
type Sheet struct {
	Waiting
	CentreName string
	Story      Story
	ShowPerson bool
	Allocation Allocation
	Offers     []Offer
	Elsewhere  []Elsewhere // other centres that have the model ready, when this one has none
	MayReserve bool
	MayClose   bool
	MayDeliver bool
	MayCancel  bool
}

// Elsewhere is a centre that could send a unit.
type Elsewhere struct {
	Centre, Name string
	Ready        int64
}

// Request returns one request with what can be done about it.
func (a *Allocations) Request(ctx context.Context, number string) (Sheet, error) {
	return op.Read(ctx, a.d, policy.RequestRead, func(v *op.View) (Sheet, error) {
		q, err := FindRequest(v, number)
		if err != nil {
			return Sheet{}, err
		}
		if err := v.Hide("request", q.Centre); err != nil {
			return Sheet{}, err
		}
		s := Sheet{CentreName: network.NameOf(v, q.Centre), ShowPerson: beneficiary.SeesPersons(v.By, q.Centre)}
		if s.Waiting, err = waiting(v, q); err != nil {
			return Sheet{}, err
		}
		if err := a.tell(&s, q); err != nil {
			return Sheet{}, err
		}
		if !q.Allocation.IsZero() {
			if s.Allocation, _, err = allocations.Get(v, storage.AllocationByID.Key().ID(q.Allocation)); err != nil {
				return Sheet{}, err
			}
		}
		return s, s.options(v, q)
	})
}

// tell opens the story for those who may read it.
func (a *Allocations) tell(s *Sheet, q Request) error {
	if !s.ShowPerson {
		return nil
	}
	if err := a.ring.Open(q.ID, q.Sealed, &s.Story); err != nil {
		return fault.Wrap(err, "request %s", q.Number)
	}
	return nil
}

// options finds what the actor may do next, and with which units.
func (s *Sheet) options(v *op.View, q Request) error {
	s.MayReserve = q.State == Filed && policy.May(v.By, policy.AllocationReserve, q.Centre)
	s.MayClose = q.State == Filed && policy.May(v.By, policy.RequestClose, q.Centre)
	s.MayDeliver = q.State == Allocated && policy.May(v.By, policy.HandoverPost, q.Centre)
	s.MayCancel = q.State == Allocated && policy.May(v.By, policy.AllocationCancel, q.Centre)
	if q.State != Filed {
		return nil
	}
	var err error
	if s.Offers, err = offers(v, q); err != nil || len(s.Offers) > 0 {
		return err
	}
	s.Elsewhere, err = elsewhere(v, q)
	return err
}

// offers lists the units that are ready at the request's centre, the one that
// has waited longest first, so that none grows old on the shelf.
func offers(r storage.Reader, q Request) ([]Offer, error) {
	var list []Offer
	for unit, err := range stock.ReadyUnits(r, q.Model, q.Centre) {
		if err != nil {
			return nil, err
		}
		why := []Reason{{"allocation.why_model", nil}, {"allocation.why_since", fault.Args{"date": unit.ReceivedAt}}}
		if len(list) == 0 {
			why = append(why, Reason{"allocation.why_oldest", nil})
		}
		if unit.Condition == stock.CondNew {
			why = append(why, Reason{"allocation.why_new", nil})
		}
		if unit.Issues > 0 {
			why = append(why, Reason{"allocation.why_reissued", fault.Args{"n": unit.Issues}})
		}
		if list = append(list, Offer{unit, why}); len(list) == maxOffers {
			break
		}
	}
	return list, nil
}

func elsewhere(r storage.Reader, q Request) ([]Elsewhere, error) {
	var list []Elsewhere
	for t, err := range stock.TalliesOfModel(r, q.Model) {
		if err != nil {
			return nil, err
		}
		if t.Ready > 0 && t.Centre != q.Centre {
			list = append(list, Elsewhere{t.Centre, network.NameOf(r, t.Centre), t.Ready})
		}
	}
	return list, nil
}
