package allocation

import (
	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/storage"
)

// Held opens a case for a recalled device that a person has or that is lent,
// once, within the transaction that marks the unit.
func (a *Allocations) Held(tx *op.Tx, rec stock.Recall, u stock.Unit, by stock.Holder) error {
	_, known, err := tx.Get(caseKey(rec.ID, u.ID))
	if err != nil || known {
		return err
	}
	who, err := holder(tx, by)
	if err != nil {
		return err
	}
	c := RecallCase{
		ID: tx.ID(), Recall: rec.ID, RecallNo: rec.Number, Centre: who.Centre, Person: who.ID, PersonRef: who.Ref, Loan: by.Loan, Borrower: by.Name,
		Unit: u.ID, UnitCode: u.Code, Serial: u.Serial, Model: u.Model, Risk: rec.Risk, State: CaseOpen, Stage: Untouched,
		Opened: tx.At, Due: rec.Due(), Version: 1,
	}
	if _, err := countCase(tx, c, "", Untouched); err != nil {
		return err
	}
	return recallCases.Put(tx, &c)
}

// holder is the person who has a unit, without more than their centre when nobody
// is known: an older ledger says no more than that somebody has it, and an
// institution that borrowed it is no person.
func holder(r storage.Reader, by stock.Holder) (who beneficiary.Person, err error) {
	switch {
	case by.Ref != "":
		who, err = beneficiary.FindPerson(r, by.Ref)
	case !by.Person.IsZero():
		who, err = beneficiary.PersonByID(r, by.Person)
	default:
		return beneficiary.Person{Centre: by.Centre}, nil
	}
	if fault.CodeOf(err) == fault.NotFound {
		return beneficiary.Person{ID: by.Person, Ref: by.Ref, Centre: by.Centre}, nil
	}
	return who, err
}

// with tells whether whoever the case is about has the unit still.
func (c RecallCase) with(u stock.Unit) bool {
	if c.Loan != "" {
		return u.Node.Kind == stock.AtLoan
	}
	return u.Node == stock.Node{Kind: stock.AtBeneficiary, Ref: c.Person.String()}
}

// Freed closes the case of a unit that was set free or whose recall was lifted,
// if it has one that is open.
func (a *Allocations) Freed(tx *op.Tx, rec stock.Recall, u stock.Unit) error {
	c, found, err := recallCases.Find(tx, caseKey(rec.ID, u.ID))
	if err != nil || !found || c.State == CaseClosed {
		return err
	}
	why := Freed
	if !rec.InForce() {
		why = Lifted
	}
	return a.note(tx, &c, Contact{Kind: why, At: tx.At}, "")
}
