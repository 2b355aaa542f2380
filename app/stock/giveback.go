package stock

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// MaxReturn is the most devices that one return can name.
const MaxReturn = 50

const causeReturn = "return"

// Returning is what is said of devices that come back: once for all of them,
// then one code after the other.
type Returning struct {
	Codes     []string     `json:"codes" validate:"required,min=1,max=50,dive,max=200"`
	Reason    ReturnReason `json:"reason" validate:"required,oneof=outgrown moved died unused broken other"`
	Condition Condition    `json:"condition" validate:"required,oneof=good needs_repair broken unfit"` // as seen at the door
	Place     string       `json:"place" validate:"max=120"`                                           // code; empty for the main warehouse of the actor's centre
	Note      string       `json:"note" validate:"max=300"`                                            // about the device, never about the person
	Occurred  time.Time    `json:"occurred_at"`                                                        // an instant or a day; zero for now
}

// Return takes devices back from persons or from loans: they keep their fund and
// lot, wait for decontamination and an inspection, and the centre that takes
// them answers for them from then on, whoever handed them over. It fails with
// Invalid naming the place of each code that cannot come back.
func (s *Stock) Return(ctx context.Context, in Returning) ([]Comeback, error) {
	in.Codes = trimmed(in.Codes)
	return op.Write(ctx, s.d, policy.UnitReturn, in, func(tx *op.Tx) ([]Comeback, error) {
		place, err := placeIn(tx, "place", in.Place, tx.By.Centre)
		if err != nil {
			return nil, err
		}
		if err := tx.Allow(place.Centre); err != nil {
			return nil, err
		}
		at, err := happened(in.Occurred, tx.At)
		if err != nil {
			return nil, err
		}
		found, err := returnables(tx, in.Codes, at)
		if err != nil {
			return nil, err
		}
		if err := offLoans(tx, found, at, place.Centre); err != nil {
			return nil, err
		}
		number, err := documentNumber(tx, place.Centre, "KMB", "return")
		if err != nil {
			return nil, err
		}
		return takeBack(tx, in, found, Comeback{Number: number, Came: at}, place)
	})
}

func takeBack(tx *op.Tx, in Returning, found []Unit, like Comeback, place Place) ([]Comeback, error) {
	like.Reason, like.Seen, like.Note = in.Reason, in.Condition, in.Note
	mark := Mark{By: tx.By.Name, At: tx.At, Document: like.Number}
	changes := make([]change, len(found))
	for i, u := range found {
		c := change{before: u, after: u}
		c.after.Node, c.after.Centre = place.Node, place.Centre
		c.after.Hold, c.after.Held = HoldDecontaminate, mark
		c.after.Condition, c.after.Inspected = in.Condition, mark
		b := like
		b.ID = tx.ID()
		if err := b.open(tx, &c); err != nil {
			return nil, err
		}
		tx.About("unit", u.ID, u.Code)
		changes[i] = c
	}
	tx.About("return", changes[0].after.Return, like.Number)
	tx.Changed("hold", "", Word(HoldDecontaminate))
	cause := Cause{Kind: causeReturn, ID: changes[0].after.Return}
	m := Movement{Kind: Returned, Centre: place.Centre, Occurred: like.Came, Document: like.Number, Cause: cause}
	if _, err := post(tx, m, changes); err != nil {
		return nil, err
	}
	made := make([]Comeback, len(changes))
	for i, c := range changes {
		b, err := ComebackByID(tx, c.after.Return)
		if err != nil {
			return nil, err
		}
		made[i] = b
	}
	return made, nil
}

// returnables finds the units and names every code that cannot come back.
func returnables(tx *op.Tx, codes []string, at time.Time) ([]Unit, error) {
	var bad []fault.Field
	found := make([]Unit, 0, len(codes))
	seen := map[op.ID]int{}
	for i, code := range codes {
		no := func(key string, args fault.Args) {
			bad = append(bad, fault.Field{Name: fmt.Sprintf("codes.%d", i), Key: key, Args: args})
		}
		u, err := unitAt(tx, code, "")
		if fault.CodeOf(err) == fault.NotFound {
			no("return.code_unknown", fault.Args{"code": code})
			continue
		}
		if err != nil {
			return nil, err
		}
		first, twice := seen[u.ID]
		switch {
		case twice:
			no("return.twice", fault.Args{"code": u.Code, "first": first + 1})
		case !u.Node.inUse():
			no("return.not_out", fault.Args{"code": u.Code, "state": Word(bucketOf(u)), "since": u.Moved.At, "document": u.Moved.Document})
		case at.Before(u.Moved.At):
			no("unit.before_last_move", fault.Args{"code": u.Code, "since": u.Moved.At})
		default:
			seen[u.ID] = i
			found = append(found, u)
		}
	}
	if len(bad) > 0 {
		return nil, fault.InFields(bad...)
	}
	return found, nil
}

// offLoans notes on the loans of the units that these came back, and closes what
// has come back whole. The loan of another centre ends there.
func offLoans(tx *op.Tx, found []Unit, at time.Time, centre string) error {
	back := Deed{By: tx.By.Name, Occurred: at, Recorded: tx.At}
	open := map[op.ID]*Loan{}
	var order []*Loan
	for i, u := range found {
		if u.Node.Kind != AtLoan {
			continue
		}
		id, err := op.ParseID(u.Node.Ref)
		if err != nil {
			return fault.Wrap(err, "loan of unit %s", u.Code)
		}
		if open[id] == nil {
			l, err := LoanByID(tx, id)
			if err != nil {
				return err
			}
			open[id], order = &l, append(order, &l)
		}
		l := open[id]
		if l.Centre != centre {
			return fault.InField(fmt.Sprintf("codes.%d", i), "return.loan_elsewhere", fault.Args{"code": u.Code, "number": l.Number})
		}
		if _, err := l.close(tx, "codes", []string{u.Code}, back, func(*Unit) {}); err != nil {
			return err
		}
	}
	for _, l := range order {
		tx.About(loanKind, l.ID, l.Number)
		if l.Out() == 0 {
			l.State, l.Ended = LoanClosed, back
		}
		if err := l.save(tx); err != nil {
			return err
		}
	}
	return nil
}

// documentNumber gives out the next number of a series of a centre, such as
// KMB-2026-0001.
func documentNumber(tx *op.Tx, centre, letters, series string) (string, error) {
	year, _ := dayOf(tx.At)
	n, err := tx.Count(centre, series, year)
	return fmt.Sprintf("%s-%d-%04d", strings.ToUpper(letters), year, n), err
}

// Cleaning says that a device that came back is clean.
type Cleaning struct {
	Return op.ID  `json:"id" validate:"required"`
	Note   string `json:"note" validate:"max=300"`
}

// Clean ends the decontamination of a device that came back; it waits for an
// inspection then.
func (s *Stock) Clean(ctx context.Context, in Cleaning) (Comeback, error) {
	return s.workUp(ctx, in, in.Return, StageClean, func(tx *op.Tx, u *Unit) {
		tx.Changed("hold", Word(u.Hold), Word(HoldTest))
		u.Hold, u.Held = HoldTest, Mark{By: tx.By.Name, At: tx.At, Document: in.Note}
	})
}

// Examining says what the inspection after the decontamination found.
type Examining struct {
	Return    op.ID     `json:"id" validate:"required"`
	Condition Condition `json:"condition" validate:"required,oneof=new good needs_repair broken unfit"`
	Note      string    `json:"note" validate:"max=300"`
}

// Examine sets the condition of a clean device and ends its hold: a good one can
// be handed over again, another one waits for a repair order.
func (s *Stock) Examine(ctx context.Context, in Examining) (Comeback, error) {
	return s.workUp(ctx, in, in.Return, StageInspect, func(tx *op.Tx, u *Unit) {
		tx.Changed("condition", Word(u.Condition), Word(in.Condition))
		tx.Changed("hold", Word(u.Hold), Word(Free))
		u.Condition, u.Inspected = in.Condition, Mark{By: tx.By.Name, At: tx.At, Document: in.Note}
		u.Hold, u.Held = Free, Mark{}
	})
}

// workUp does one step with a device that waits at a stage. Of two who do it at
// once the second is told who did it.
func (s *Stock) workUp(ctx context.Context, in any, id op.ID, at ReturnStage, set func(*op.Tx, *Unit)) (Comeback, error) {
	return op.Write(ctx, s.d, policy.UnitRefurbish, in, func(tx *op.Tx) (Comeback, error) {
		b, err := ComebackByID(tx, id)
		if err != nil {
			return b, err
		}
		if tx.Allow(b.At) != nil {
			return b, fault.Missing("return")
		}
		if b.Stage != at {
			last := b.Steps[len(b.Steps)-1]
			return b, fault.New(fault.Conflict, "return.other_stage", fault.Args{
				"code": b.Code, "state": "return_" + string(b.Stage), "by": last.By, "since": last.At,
			})
		}
		u, err := UnitByID(tx, b.Unit)
		if err != nil {
			return b, err
		}
		if !u.Node.Real() {
			return b, refuse(u)
		}
		after := u
		set(tx, &after)
		tx.About("unit", u.ID, u.Code)
		tx.About("return", b.ID, b.Number)
		if _, err := putUnit(tx, u, after); err != nil {
			return b, err
		}
		return ComebackByID(tx, id)
	})
}
