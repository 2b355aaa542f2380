package allocation

import (
	"context"

	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// NewRequest is the input of File. The beneficiary is named by ref, id or NIK,
// the model by slug, code or id.
type NewRequest struct {
	Beneficiary     string `json:"beneficiary" validate:"required,max=40"`
	Model           string `json:"model" validate:"required,max=120"`
	Reason          string `json:"reason" validate:"required,max=1000"`
	Fit             string `json:"fit" validate:"max=300"`
	Risk            int    `json:"risk" validate:"min=0,max=3"`
	Function        int    `json:"function" validate:"min=0,max=3"`
	Frequency       int    `json:"frequency" validate:"min=0,max=3"`
	Change          int    `json:"change" validate:"min=0,max=2"`
	Emergency       bool   `json:"emergency"`
	EmergencyReason string `json:"emergency_reason" validate:"required_if=Emergency true,max=300"`
}

func (in NewRequest) need() Need {
	return Need{Risk: in.Risk, Function: in.Function, Frequency: in.Frequency, Change: in.Change, Emergency: in.Emergency}
}

// File records that a person needs a device. A person has one open request for
// a model; a second one is refused with the number of the first.
func (a *Allocations) File(ctx context.Context, in NewRequest) (Request, error) {
	return op.Write(ctx, a.d, policy.RequestFile, in, func(tx *op.Tx) (Request, error) {
		return FileIn(tx, a.ring, in)
	})
}

// FileIn is File within the command of a room above, whose action the policy is
// asked for with the centre of the person.
func FileIn(tx *op.Tx, ring *beneficiary.Keyring, in NewRequest) (Request, error) {
	person, err := beneficiary.Served(tx, ring, in.Beneficiary)
	if err != nil {
		return Request{}, inField("beneficiary", err)
	}
	model, err := stock.FindModel(tx, in.Model)
	if err != nil {
		return Request{}, inField("model", err)
	}
	if err := noneOpen(tx, person.ID, model); err != nil {
		return Request{}, err
	}
	q := Request{
		ID: tx.ID(), Centre: person.Centre, Person: person.ID, PersonRef: person.Ref, Model: model.ID,
		Need: in.need(), State: Filed, Filed: tx.At, FiledBy: tx.By.Name, Version: 1,
	}
	story := Story{Reason: in.Reason, Fit: in.Fit, Emergency: in.EmergencyReason}
	if q.Sealed, err = ring.Seal(q.ID, story); err != nil {
		return Request{}, fault.Wrap(err, "seal a request")
	}
	if q.Number, err = letterNumber(tx, q.Centre, requestLetter, tx.At); err != nil {
		return Request{}, err
	}
	tx.About("request", q.ID, q.Number)
	tx.About("person", person.ID, person.Ref)
	tx.About("model", model.ID, model.Code)
	return q, saveRequest(tx, &q)
}

// Begin asks whether the actor may file requests at their centre, before a form
// is opened.
func (a *Allocations) Begin(ctx context.Context) error {
	_, err := op.Read(ctx, a.d, policy.RequestFile, func(v *op.View) (struct{}, error) {
		return struct{}{}, v.Allow(v.By.Centre)
	})
	return err
}

// inField turns "not found" about something that an input names into an error of
// that field, so that a form can show it there.
func inField(name string, err error) error {
	f := fault.As(err)
	if f.Code == fault.NotFound {
		return fault.InField(name, "error.not_found", f.Args)
	}
	if f.Code == fault.Conflict && len(f.Fields) > 0 {
		return &fault.Error{Code: f.Code, Key: f.Key, Args: f.Args, Fields: []fault.Field{{Name: name, Key: f.Key, Args: f.Args}}}
	}
	return err
}

func noneOpen(tx *op.Tx, person op.ID, model stock.Model) error {
	old, found, err := requests.Find(tx, openKey(person, model.ID))
	if err != nil || !found {
		return err
	}
	args := fault.Args{"number": old.Number, "model": model.Name}
	f := fault.New(fault.Conflict, "request.open_already", args)
	f.Fields = []fault.Field{{Name: "model", Key: f.Key, Args: args}}
	return f
}

// Closing is the input of Close.
type Closing struct {
	Request string `json:"request" validate:"required,max=140"`
	Reason  string `json:"reason" validate:"required,oneof=withdrawn served-elsewhere unsuitable moved deceased mistake"`
	Version int64  `json:"version" validate:"min=0"` // of the record that was opened; 0 skips the question
}

// Close ends a request that waits for a unit. One with a reserved unit has to
// have its allocation cancelled first.
func (a *Allocations) Close(ctx context.Context, in Closing) (Request, error) {
	return op.Write(ctx, a.d, policy.RequestClose, in, func(tx *op.Tx) (Request, error) {
		q, err := ownRequest(tx, in.Request)
		if err != nil {
			return Request{}, err
		}
		if in.Version != 0 && in.Version != q.Version {
			return Request{}, fault.New(fault.Stale, "error.stale", fault.Args{"yours": in.Version, "theirs": q.Version})
		}
		if q.State != Filed {
			return Request{}, notFiled(q)
		}
		q.CloseReason = in.Reason
		return q, moveRequest(tx, &q, Closed)
	})
}

func notFiled(q Request) error {
	return fault.New(fault.Conflict, "request.not_filed", fault.Args{"number": q.Number, "state": "request_" + string(q.State)})
}

// moveRequest takes a request to another state and journals it.
func moveRequest(tx *op.Tx, q *Request, to State) error {
	tx.About("request", q.ID, q.Number)
	tx.About("person", q.Person, q.PersonRef)
	tx.Changed("state", string(q.State), string(to))
	q.State = to
	if !to.Open() {
		q.Ended = tx.At
	}
	q.Version++
	return saveRequest(tx, q)
}
