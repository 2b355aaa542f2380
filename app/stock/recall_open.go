package stock

import (
	"context"
	"fmt"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// NewRecall is what is said of a recall when it is opened.
type NewRecall struct {
	Model         string      `json:"model" validate:"required,max=120"` // slug, code or id
	Scope         RecallScope `json:"scope" validate:"required,oneof=model design lot serial"`
	Design        string      `json:"design" validate:"required_if=Scope design,max=80"`
	Lot           string      `json:"lot" validate:"required_if=Scope lot,max=80"`
	From          string      `json:"from" validate:"required_if=Scope serial,max=64"`
	To            string      `json:"to" validate:"max=64"` // empty: one serial number
	Risk          Risk        `json:"risk" validate:"required,oneof=high medium low"`
	Reason        string      `json:"reason" validate:"required,max=1000"`
	Instruction   string      `json:"instruction" validate:"required,max=1000"`
	InstructionEN string      `json:"instruction_en" validate:"max=1000"`
	Contact       string      `json:"contact" validate:"required,max=200"`
	DecidedBy     string      `json:"decided_by" validate:"required,max=160"`
	DecidedOn     time.Time   `json:"decided_on"` // a day; zero for today
	Document      string      `json:"document" validate:"max=80"`
}

// Check finds what no tag can say.
func (in NewRecall) Check() []fault.Field {
	if in.Scope == RecallSerial && !in.serials().Valid() {
		return []fault.Field{{Name: "to", Key: "recall.range"}}
	}
	return nil
}

func (in NewRecall) serials() SerialRange {
	if in.To == "" {
		return SerialRange{in.From, in.From}
	}
	return SerialRange{in.From, in.To}
}

// names is the scope without what the other scopes ask.
func (in NewRecall) names() Scope {
	switch in.Scope {
	case RecallDesign:
		return Scope{Kind: RecallDesign, Design: in.Design}
	case RecallLot:
		return Scope{Kind: RecallLot, Lot: in.Lot}
	case RecallSerial:
		s := in.serials()
		return Scope{Kind: RecallSerial, From: s.From, To: s.To}
	default:
		return Scope{Kind: in.Scope}
	}
}

// recallCentre is the centre whose head may recall a model, beside the ministry:
// the one that makes it, else the one that keeps its record.
func recallCentre(m Model) string {
	if m.MakerCentre != "" {
		return m.MakerCentre
	}
	return m.Centre
}

// recalled finds the model of a recall and makes sure that the scope fits it.
func (in NewRecall) recalled(r storage.Reader) (Model, error) {
	m, err := FindModel(r, in.Model)
	if err != nil {
		return m, inField(err, "model", "receipt.model_unknown")
	}
	if m.Tracking == Counted && (in.Scope == RecallDesign || in.Scope == RecallSerial) {
		return m, fault.InField("scope", "recall.counted_scope", fault.Args{"model": m.Name})
	}
	return m, nil
}

// checkDecided refuses a day that cannot be the one of a decision.
func checkDecided(day, now time.Time) error {
	switch {
	case day.After(now):
		return fault.InField("decided_on", "recall.decided_future", nil)
	case day.In(wib).Year() < firstYear:
		return fault.InField("decided_on", "stock.too_early", fault.Args{"year": fmt.Sprint(firstYear)})
	}
	return nil
}

// OpenRecall puts a recall in force: from its commit on no piece that it names
// can be reserved, handed over, lent, shipped or used up, however many there
// are. Bringing every unit onto its list is work that follows, see MarkRecall.
func (s *Stock) OpenRecall(ctx context.Context, in NewRecall) (Recall, error) {
	rec, err := s.openRecall(ctx, in)
	if err != nil {
		return rec, err
	}
	return s.MarkRecall(ctx, rec.ID)
}

func (s *Stock) openRecall(ctx context.Context, in NewRecall) (Recall, error) {
	return op.Write(ctx, s.d, policy.RecallOpen, in, func(tx *op.Tx) (Recall, error) {
		m, err := in.recalled(tx)
		if err != nil {
			return Recall{}, err
		}
		if err := tx.Allow(recallCentre(m)); err != nil {
			return Recall{}, err
		}
		rec := Recall{
			ID: tx.ID(), Centre: recallCentre(m), Model: m.ID, Scope: in.names(), Risk: in.Risk, State: RecallOpen,
			Reason: in.Reason, Instruction: in.Instruction, InstructionEN: in.InstructionEN, Contact: in.Contact,
			DecidedBy: in.DecidedBy, DecidedOn: in.DecidedOn, Document: in.Document,
			Opened: tx.At, By: tx.By, Marked: m.Tracking == Counted, Version: 1,
		}
		if rec.DecidedOn.IsZero() {
			rec.DecidedOn = tx.At
		}
		if err := checkDecided(rec.DecidedOn, tx.At); err != nil {
			return rec, err
		}
		if err := rec.number(tx); err != nil {
			return rec, err
		}
		tx.About("recall", rec.ID, rec.Number)
		tx.About("model", m.ID, m.Code)
		tx.Changed("scope", "", rec.Scope.Text())
		tx.Changed("risk", "", string(rec.Risk))
		if err := arm(tx, rec); err != nil {
			return rec, err
		}
		if !rec.Marked {
			if err := rec.begin(tx); err != nil {
				return rec, err
			}
		}
		return rec, recalls.Put(tx, &rec)
	})
}

// number gives the recall the next number of the country and year, because its
// notice is read everywhere.
func (r *Recall) number(tx *op.Tx) error {
	year, _ := dayOf(tx.At)
	n, err := tx.Count(op.Headquarters, "recall", year)
	r.Number = fmt.Sprintf("PNR-%d-%04d", year, n)
	return err
}

// LiftingRecall says that a recall was a mistake.
type LiftingRecall struct {
	Recall  string `json:"id" validate:"required,max=80"` // number or id
	Reason  string `json:"reason" validate:"required,max=300"`
	Version int64  `json:"version" validate:"min=0"` // 0 does not ask
}

// LiftRecall takes a recall out of force. Its units are freed by work that
// follows, see MarkRecall; units that were put right are freed one by one with
// FreeUnit instead.
func (s *Stock) LiftRecall(ctx context.Context, in LiftingRecall) (Recall, error) {
	rec, err := s.liftRecall(ctx, in)
	if err != nil {
		return rec, err
	}
	return s.MarkRecall(ctx, rec.ID)
}

func (s *Stock) liftRecall(ctx context.Context, in LiftingRecall) (Recall, error) {
	return op.Write(ctx, s.d, policy.RecallLift, in, func(tx *op.Tx) (Recall, error) {
		rec, err := FindRecall(tx, in.Recall)
		if err != nil {
			return rec, err
		}
		if err := tx.Allow(rec.Centre); err != nil {
			return rec, err
		}
		if in.Version != 0 && in.Version != rec.Version {
			return rec, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Version), "now": fmt.Sprint(rec.Version)})
		}
		if !rec.InForce() {
			return rec, fault.New(fault.Conflict, "recall.lifted", fault.Args{"number": rec.Number, "since": rec.Ended})
		}
		tx.Changed("reason", "", in.Reason)
		rec.EndReason, rec.Cursor = in.Reason, ""
		if err := disarm(tx, rec); err != nil {
			return rec, err
		}
		if err := rec.begin(tx); err != nil {
			return rec, err
		}
		return rec, rec.end(tx, RecallLifted)
	})
}

// end takes the recall to its last state but one or its last.
func (r *Recall) end(tx *op.Tx, to RecallState) error {
	tx.About("recall", r.ID, r.Number)
	tx.About("model", r.Model, "")
	tx.Changed("state", "recall_"+string(r.State), "recall_"+string(to))
	r.State, r.Ended, r.EndedBy = to, tx.At, tx.By.Name
	r.Version++
	return recalls.Put(tx, r)
}

// CloseRecall closes a recall within the transaction and the action of the
// caller, who has made sure that everybody was spoken with. A recall that is not
// open, or whose list is not complete yet, stays as it is.
func CloseRecall(tx *op.Tx, id op.ID) (Recall, error) {
	rec, err := RecallByID(tx, id)
	if err != nil || rec.State != RecallOpen || !rec.Marked {
		return rec, err
	}
	return rec, rec.end(tx, RecallClosed)
}

// FreeingUnit says that a unit was put right.
type FreeingUnit struct {
	Recall string `json:"id" validate:"required,max=80"`   // number or id
	Unit   string `json:"unit" validate:"required,max=80"` // code or id
	Reason string `json:"reason" validate:"required,max=300"`
}

// FreeUnit sets a unit free from a recall after it was inspected and put right.
// The centre that answers for the unit decides it.
func (s *Stock) FreeUnit(ctx context.Context, in FreeingUnit) (RecalledUnit, error) {
	return op.Write(ctx, s.d, policy.RecallFree, in, func(tx *op.Tx) (RecalledUnit, error) {
		rec, err := FindRecall(tx, in.Recall)
		if err != nil {
			return RecalledUnit{}, err
		}
		u, err := FindUnit(tx, in.Unit)
		if err != nil {
			return RecalledUnit{}, inField(err, "unit", "recall.unit_unknown")
		}
		if err := tx.Allow(u.Centre); err != nil {
			return RecalledUnit{}, err
		}
		on, err := onList(tx, rec, u)
		if err != nil {
			return on, err
		}
		tx.About("recall", rec.ID, rec.Number)
		tx.About("unit", u.ID, u.Code)
		tx.Changed("reason", "", in.Reason)
		if err := on.free(tx, in.Reason); err != nil {
			return on, err
		}
		if _, err := putUnit(tx, u, u); err != nil {
			return on, err
		}
		return on, s.tellHolders(tx, rec, u, on)
	})
}

// onList returns the line of a unit on the list of a recall, made now when the
// work has not come to it yet.
func onList(tx *op.Tx, rec Recall, u Unit) (RecalledUnit, error) {
	named, err := rec.Scope.has(tx, u)
	if err != nil {
		return RecalledUnit{}, err
	}
	args := fault.Args{"code": u.Code, "number": rec.Number}
	switch {
	case !rec.InForce():
		return RecalledUnit{}, fault.New(fault.Conflict, "recall.lifted", fault.Args{"number": rec.Number, "since": rec.Ended})
	case u.Model != rec.Model, !named:
		return RecalledUnit{}, fault.InField("unit", "recall.not_on_list", args)
	}
	on, err := list(tx, rec.ID, u)
	if err == nil && on.Exempt() {
		args["by"], args["since"] = on.Free.By, on.Free.At
		err = fault.New(fault.Conflict, "recall.free_already", args)
	}
	return on, err
}

// free notes that the unit was put right.
func (u *RecalledUnit) free(tx *op.Tx, reason string) error {
	if err := countRecalled(tx, *u, -1); err != nil {
		return err
	}
	u.Free, u.Reason, u.Place = Mark{By: tx.By.Name, At: tx.At}, reason, PlaceFree
	if err := countRecalled(tx, *u, 1); err != nil {
		return err
	}
	return recalledUnits.Put(tx, u)
}
