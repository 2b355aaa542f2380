package stock

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// LoanExtension moves the due day of a loan, with a reason.
type LoanExtension struct {
	Loan    string    `json:"id" validate:"required,max=40"`
	Due     time.Time `json:"due_at" validate:"required"`
	Reason  string    `json:"reason" validate:"required,max=200"`
	Version int64     `json:"version"`
}

// ExtendLoan gives a loan a later due day. The earlier ones stay on it.
func (s *Stock) ExtendLoan(ctx context.Context, in LoanExtension) (Loan, error) {
	return op.Write(ctx, s.d, policy.LoanExtend, in, func(tx *op.Tx) (Loan, error) {
		l, err := loanAt(tx, in.Loan, in.Version)
		if err != nil {
			return l, err
		}
		due, err := dueDay(in.Due, tx.At, tx.At)
		if err != nil {
			return l, err
		}
		if !due.After(l.Due) {
			return l, fault.InField("due_at", "loan.due_earlier", fault.Args{"due": l.Due})
		}
		l.Extended = append(l.Extended, Extension{Deed: deed(tx, in.Reason), From: l.Due, To: due})
		tx.Changed("due", l.Due.In(wib).Format(time.DateOnly), due.In(wib).Format(time.DateOnly))
		tx.Changed("reason", "", in.Reason)
		l.Due = due
		return l, l.save(tx)
	})
}

// LoanReturn takes units of a loan back, or writes off those that do not come.
type LoanReturn struct {
	Loan     string    `json:"id" validate:"required,max=40"`
	Codes    []string  `json:"codes" validate:"max=50,dive,max=200"` // came back
	Missing  []string  `json:"missing" validate:"max=50,dive,max=200"`
	Place    string    `json:"place" validate:"max=120"` // empty: the main warehouse of the centre
	Reason   string    `json:"reason" validate:"max=200"`
	Occurred time.Time `json:"occurred_at"`
}

// Check finds what no tag can say.
func (in LoanReturn) Check() []fault.Field {
	switch {
	case len(in.Codes)+len(in.Missing) == 0:
		return []fault.Field{{Name: "codes", Key: "transfer.nothing_scanned"}}
	case len(in.Missing) > 0 && in.Reason == "":
		return []fault.Field{{Name: "reason", Key: "transfer.reason_needed"}}
	}
	return nil
}

// ReturnLoan takes units back into a warehouse, where they wait for
// decontamination and an inspection like any return, and writes off what does
// not come back. The loan closes by itself with its last unit.
func (s *Stock) ReturnLoan(ctx context.Context, in LoanReturn) (Loan, error) {
	in.Codes, in.Missing = trimmed(in.Codes), trimmed(in.Missing)
	return op.Write(ctx, s.d, policy.LoanReturn, in, func(tx *op.Tx) (Loan, error) {
		l, err := loanOf(tx, in.Loan)
		if err != nil {
			return l, err
		}
		if l.State != LoanOut && !l.anyLost() {
			return l, l.ended()
		}
		at, err := happened(in.Occurred, tx.At)
		if err != nil {
			return l, err
		}
		place, err := placeIn(tx, "place", in.Place, l.Centre)
		if err == nil && place.Centre != l.Centre {
			err = fault.InField("place", "transfer.place_elsewhere", nil)
		}
		if err != nil {
			return l, err
		}
		back := Deed{By: tx.By.Name, Occurred: at, Recorded: tx.At, Note: in.Reason}
		came, err := l.close(tx, "codes", in.Codes, back, func(u *Unit) {
			u.Node, u.Hold = place.Node, HoldDecontaminate
			u.Held = Mark{By: tx.By.Name, At: tx.At, Document: l.Number}
		})
		if err != nil {
			return l, err
		}
		gone, err := l.close(tx, "missing", in.Missing, back, func(u *Unit) { u.Node = Node{AtLoss, l.Centre} })
		if err != nil {
			return l, err
		}
		return l, l.returned(tx, back, came, gone)
	})
}

// returned posts what came and what did not, and closes the loan with its last
// unit.
func (l *Loan) returned(tx *op.Tx, back Deed, came, gone []change) error {
	m := Movement{Kind: Returned, Centre: l.Centre, Occurred: back.Occurred, Document: l.Number, Cause: l.cause(), Reason: back.Note}
	if len(came) > 0 {
		if _, err := post(tx, m, came); err != nil {
			return err
		}
		tx.Changed("good", "0", fmt.Sprint(len(came)))
	}
	if len(gone) > 0 {
		m.Kind = WrittenOff
		if _, err := post(tx, m, gone); err != nil {
			return err
		}
		tx.Changed("lost", "0", fmt.Sprint(len(gone)))
		tx.Changed("reason", "", back.Note)
	}
	if l.Out() == 0 && l.State == LoanOut {
		tx.Changed("state", string(l.State), string(LoanClosed))
		l.State, l.Ended = LoanClosed, back
	}
	return l.save(tx)
}

// close marks units of the loan as back or lost and returns how they move.
func (l *Loan) close(tx *op.Tx, field string, codes []string, back Deed, set func(*Unit)) ([]change, error) {
	var bad []fault.Field
	var changes []change
	for i, code := range codes {
		at := slices.IndexFunc(l.Units, func(u LentUnit) bool {
			return Parcel{Unit: u.Unit, Code: u.Code, Serial: u.Serial}.named(code)
		})
		switch name := fmt.Sprintf("%s.%d", field, i); {
		case at < 0:
			bad = append(bad, fault.Field{Name: name, Key: "loan.not_on_it", Args: fault.Args{"code": shown(code), "number": l.Number}})
			continue
		case !l.Units[at].Back.Recorded.IsZero() && (!l.Units[at].Lost || field != "codes"): // what was written off may turn up
			was := l.Units[at].Back
			bad = append(bad, fault.Field{Name: name, Key: "loan.back_already", Args: fault.Args{"code": l.Units[at].Code, "by": was.By, "since": was.Occurred}})
			continue
		}
		u, err := UnitByID(tx, l.Units[at].Unit)
		if err != nil {
			return nil, err
		}
		if u.Node != l.node() && (u.Node.Kind != AtLoss || !l.Units[at].Lost) {
			bad = append(bad, fault.Field{Name: fmt.Sprintf("%s.%d", field, i), Key: "transfer.gone_since", Args: standing(u)})
			continue
		}
		l.Units[at].Back, l.Units[at].Lost = back, field == "missing"
		after := u
		set(&after)
		changes = append(changes, change{before: u, after: after})
	}
	if len(bad) > 0 {
		return nil, fault.InFields(bad...)
	}
	return changes, nil
}

// loanAt reads a loan that is out for a step, and asks the policy about it. A
// loan of another centre is not found: it may name the file of a person.
func loanAt(tx *op.Tx, ref string, version int64) (Loan, error) {
	l, err := loanOf(tx, ref)
	if err != nil {
		return l, err
	}
	if l.State != LoanOut {
		return l, l.ended()
	}
	if version != 0 && version != l.Version {
		return l, fault.New(fault.Conflict, "transfer.stale", fault.Args{"number": l.Number, "yours": fmt.Sprint(version), "now": fmt.Sprint(l.Version)})
	}
	return l, nil
}

func loanOf(tx *op.Tx, ref string) (Loan, error) {
	l, err := findLoan(tx, ref)
	if err != nil {
		return l, err
	}
	if tx.Allow(l.Centre) != nil {
		return Loan{}, fault.Missing(loanKind)
	}
	tx.About(loanKind, l.ID, l.Number)
	return l, nil
}

func (l Loan) ended() error {
	return fault.New(fault.Conflict, "loan.closed", fault.Args{"number": l.Number, "by": l.Ended.By, "since": l.Ended.Occurred})
}

// anyLost tells whether a unit was written off, which may yet turn up.
func (l Loan) anyLost() bool {
	return slices.ContainsFunc(l.Units, func(u LentUnit) bool { return u.Lost })
}

func (l *Loan) save(tx *op.Tx) error {
	l.Version++
	return loans.Put(tx, l)
}
