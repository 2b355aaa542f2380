package stock

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Borrower is what kind of borrower a loan for use (pinjam pakai) has.
type Borrower string

// The kinds of borrower. None is a person by name: a person is the reference of
// their file, a member of staff their position.
const (
	ToInstitution Borrower = "institution" // a school, a hospital, another office
	ToStaff       Borrower = "staff"       // by position, for work
	ToPerson      Borrower = "person"      // by the reference of the beneficiary, e.g. while their own is repaired
)

// Borrowers lists the kinds.
func Borrowers() []Borrower { return []Borrower{ToInstitution, ToStaff, ToPerson} }

// MaxLoan is the most units that one loan can name.
const MaxLoan = 50

// maxLoanDays is the longest time of one loan or extension: longer is a hand-over.
const maxLoanDays = 366

// LoanState is whether units are still out.
type LoanState string

// The states.
const (
	LoanOut    LoanState = "out"
	LoanClosed LoanState = "closed" // each unit came back or is written off
)

// Loan is units that are lent for a time. They stay the property of the centre
// and under the document of the loan.
type Loan struct {
	ID       op.ID       `cbor:"1,keyasint" json:"id"`
	Number   string      `cbor:"2,keyasint" json:"number"` // of the centre and year: PJM-2026-0001
	Centre   string      `cbor:"3,keyasint" json:"centre"`
	Borrower Borrower    `cbor:"4,keyasint" json:"borrower"`
	Name     string      `cbor:"5,keyasint" json:"name"` // of the institution or position, or the reference of the person
	Purpose  string      `cbor:"6,keyasint" json:"purpose"`
	Due      time.Time   `cbor:"7,keyasint" json:"due_at"` // end of the last day
	State    LoanState   `cbor:"8,keyasint" json:"state"`
	Units    []LentUnit  `cbor:"9,keyasint" json:"units"`
	Lent     Deed        `cbor:"10,keyasint" json:"lent"`
	Ended    Deed        `cbor:"11,keyasint,omitzero" json:"ended,omitzero"`
	Extended []Extension `cbor:"12,keyasint,omitempty" json:"extensions"`
	Movement op.ID       `cbor:"13,keyasint" json:"movement"`
	Version  int64       `cbor:"14,keyasint" json:"version"`
}

// LentUnit is one unit of a loan and whether it came back.
type LentUnit struct {
	Unit   op.ID  `cbor:"1,keyasint" json:"unit"`
	Code   string `cbor:"2,keyasint" json:"code"`
	Serial string `cbor:"3,keyasint" json:"serial"`
	Model  op.ID  `cbor:"4,keyasint" json:"model"`
	Back   Deed   `cbor:"5,keyasint,omitzero" json:"back,omitzero"`
	Lost   bool   `cbor:"6,keyasint,omitempty" json:"lost"` // it did not come back and is written off
}

// Extension is a later due day with its reason.
type Extension struct {
	Deed `cbor:"1,keyasint"`
	From time.Time `cbor:"2,keyasint" json:"from"`
	To   time.Time `cbor:"3,keyasint" json:"to"`
}

// Out is how many units are still lent.
func (l Loan) Out() (n int) {
	for _, u := range l.Units {
		if u.Back.Recorded.IsZero() {
			n++
		}
	}
	return n
}

// Overdue tells whether units should have come back before an instant.
func (l Loan) Overdue(now time.Time) bool { return l.State == LoanOut && now.After(l.Due) }

func (l Loan) node() Node   { return Node{AtLoan, l.ID.String()} }
func (l Loan) cause() Cause { return Cause{Kind: loanKind, ID: l.ID} }

const loanKind = "loan"

var loans = storage.Table[Loan]{
	Kind: loanKind,
	ID:   func(l *Loan) storage.Key { return storage.LoanByID.Key().ID(l.ID) },
	Claims: func(l *Loan) []storage.Claim {
		return []storage.Claim{{Key: storage.LoanByNumber.Key().Text(l.Centre).Text(l.Number), Field: "number"}}
	},
	Index: func(l *Loan) []storage.Key {
		return []storage.Key{storage.LoanByCentre.Key().Text(l.Centre).Text(string(l.State)).Time(l.Due).ID(l.ID)}
	},
}

// LoanByID returns a loan, or a NotFound fault.
func LoanByID(r storage.Reader, id op.ID) (Loan, error) {
	l, ok, err := loans.Get(r, storage.LoanByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing(loanKind)
	}
	return l, err
}

func findLoan(r storage.Reader, text string) (Loan, error) {
	id, err := op.ParseID(text)
	if err != nil || id.IsZero() {
		return Loan{}, fault.Missing(loanKind)
	}
	return LoanByID(r, id)
}

// NewLoan is units that go out for a time.
type NewLoan struct {
	Codes    []string  `json:"codes" validate:"max=50,dive,max=200"`
	Borrower Borrower  `json:"borrower" validate:"required,oneof=institution staff person"`
	Name     string    `json:"name" validate:"required,max=120"`
	Purpose  string    `json:"purpose" validate:"required,max=200"`
	Due      time.Time `json:"due_at" validate:"required"` // last day
	Occurred time.Time `json:"occurred_at"`                // zero for now
}

// personRef is the reference of a beneficiary's file.
var personRef = regexp.MustCompile(`^PM-[0-9A-Z]{4,20}$`)

// nameless is a long run of digits: a NIK or a telephone number has no place in
// a text that many may read.
var nameless = regexp.MustCompile(`\d{9,}`)

// Check finds what no tag can say.
func (in NewLoan) Check() (bad []fault.Field) {
	if len(in.Codes) == 0 {
		bad = append(bad, fault.Field{Name: "codes", Key: "transfer.nothing_scanned"})
	}
	switch {
	case in.Borrower == ToPerson && !personRef.MatchString(in.Name):
		bad = append(bad, fault.Field{Name: "name", Key: "loan.name_ref"})
	case nameless.MatchString(in.Name):
		bad = append(bad, fault.Field{Name: "name", Key: "loan.no_numbers"})
	}
	if nameless.MatchString(in.Purpose) {
		bad = append(bad, fault.Field{Name: "purpose", Key: "loan.no_numbers"})
	}
	return bad
}

// Lend hands units out for a time. Each must be ready, as for a hand-over; of
// several officers who lend the same unit one wins.
func (s *Stock) Lend(ctx context.Context, in NewLoan) (Loan, error) {
	in.Codes = heard(in.Codes)
	return op.Write(ctx, s.d, policy.LoanLend, in, func(tx *op.Tx) (Loan, error) {
		at, err := happened(in.Occurred, tx.At)
		if err != nil {
			return Loan{}, err
		}
		due, err := dueDay(in.Due, at, tx.At)
		if err != nil {
			return Loan{}, err
		}
		l := Loan{
			ID: tx.ID(), Centre: tx.By.Centre, Borrower: in.Borrower, Name: in.Name, Purpose: in.Purpose, Due: due, State: LoanOut,
			Lent: Deed{By: tx.By.Name, Occurred: at, Recorded: tx.At}, Version: 1,
		}
		if err := tx.Allow(l.Centre); err != nil {
			return l, err
		}
		changes, err := l.take(tx, in.Codes)
		if err != nil {
			return l, err
		}
		year, _ := dayOf(tx.At)
		n, err := tx.Count(l.Centre, loanKind, year)
		if err != nil {
			return l, err
		}
		l.Number = fmt.Sprintf("PJM-%d-%04d", year, n)
		tx.About(loanKind, l.ID, l.Number)
		tx.Changed("state", "", string(LoanOut))
		tx.Changed("quantity", "0", fmt.Sprint(len(changes)))
		moved, err := post(tx, Movement{Kind: LoanedOut, Centre: l.Centre, Occurred: at, Document: l.Number, Cause: l.cause()}, changes)
		if err != nil {
			return l, err
		}
		l.Movement = moved.ID
		return l, loans.Add(tx, &l, nil)
	})
}

// dueDay is the end of the day on which a loan ends.
func dueDay(due, from, now time.Time) (time.Time, error) {
	y, m, d := due.In(wib).Date()
	end := time.Date(y, m, d+1, 0, 0, 0, 0, wib).Add(-time.Second).UTC()
	switch {
	case !end.After(now):
		return end, fault.InField("due_at", "loan.due_past", nil)
	case end.Sub(from) > (maxLoanDays+1)*24*time.Hour:
		return end, fault.InField("due_at", "loan.due_far", fault.Args{"max": maxLoanDays})
	}
	return end, nil
}

// take finds the units and leads them out, each code with what is in its way.
func (l *Loan) take(tx *op.Tx, codes []string) ([]change, error) {
	var bad []fault.Field
	var changes []change
	seen := map[op.ID]int{}
	for i, code := range codes {
		u, err := heardUnit(tx, code, nil, tx.At)
		if first, twice := seen[u.ID]; twice && err == nil {
			err = fault.New(fault.Conflict, "transfer.code_twice", fault.Args{"code": u.Code, "first": first + 1})
		}
		if err == nil {
			seen[u.ID] = i
			err = l.lendable(tx, u)
		}
		switch code := fault.CodeOf(err); {
		case err == nil:
			l.Units = append(l.Units, LentUnit{Unit: u.ID, Code: u.Code, Serial: u.Serial, Model: u.Model})
			after := u
			after.Node = l.node()
			changes = append(changes, change{before: u, after: after})
			tx.About("unit", u.ID, u.Code)
		case code == fault.NotFound:
			bad = append(bad, fault.Field{Name: fmt.Sprintf("codes.%d", i), Key: "transfer.code_unknown", Args: fault.Args{"code": shown(codes[i])}})
		case code == fault.Conflict:
			bad = append(bad, fault.Field{Name: fmt.Sprintf("codes.%d", i), Key: fault.As(err).Key, Args: fault.As(err).Args})
		default:
			return nil, err
		}
	}
	if len(bad) > 0 {
		return nil, fault.InFields(bad...)
	}
	return changes, nil
}

// lendable tells whether a unit may go out: it is the centre's, ready, and its
// lot passes the gate.
func (l Loan) lendable(tx *op.Tx, u Unit) error {
	if u.Centre != l.Centre {
		return fault.New(fault.Conflict, "loan.other_centre", standing(u))
	}
	if !u.Available() {
		return refuse(u)
	}
	return unitMayLeave(tx, u, l.Lent.Occurred)
}
