package allocation

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// ContactKind is what came of trying to speak with somebody who holds a recalled
// device.
type ContactKind string

// The kinds of contact. The last four close the case, with Freed and Lifted,
// which nobody notes by hand.
const (
	Untouched   ContactKind = "untouched"   // nobody has tried yet
	Tried       ContactKind = "tried"       // nobody answered
	Reached     ContactKind = "reached"     // told what to do
	Appointment ContactKind = "appointment" // somebody will come, on a day
	GivenBack   ContactKind = "returned"    // the device is back
	Replaced    ContactKind = "replaced"    // put right or exchanged where the person lives
	Refused     ContactKind = "refused"     // the person keeps it
	NotFound    ContactKind = "not_found"   // cannot be found
	Freed       ContactKind = "freed"       // the unit was put right and set free
	Lifted      ContactKind = "lifted"      // the recall was lifted
)

// ContactKinds lists the kinds that people note, in the order of the form.
func ContactKinds() []ContactKind {
	return []ContactKind{Tried, Reached, Appointment, GivenBack, Replaced, Refused, NotFound}
}

// Stages lists the stages of a case in the order of the screen: those that are
// open, then those that are closed.
func Stages() []ContactKind {
	return append([]ContactKind{Untouched}, append(ContactKinds(), Freed, Lifted)...)
}

// Closes tells whether nothing is left to do after a contact of the kind.
func (k ContactKind) Closes() bool {
	return slices.Contains([]ContactKind{GivenBack, Replaced, Refused, NotFound, Freed, Lifted}, k)
}

// CaseState is whether somebody still has to be spoken with.
type CaseState string

// The states.
const (
	CaseOpen   CaseState = "open"
	CaseClosed CaseState = "closed"
)

// RecallCase is one recalled device with the person who has it, until it is
// settled. What was said stands sealed; the rest says no more of the person than
// an allocation does.
type RecallCase struct {
	ID        op.ID       `cbor:"1,keyasint" json:"id"`
	Recall    op.ID       `cbor:"2,keyasint" json:"-"`
	RecallNo  string      `cbor:"3,keyasint" json:"recall"`
	Centre    string      `cbor:"4,keyasint" json:"centre"` // that serves the person
	Person    op.ID       `cbor:"5,keyasint" json:"person"`
	PersonRef string      `cbor:"6,keyasint" json:"beneficiary"`
	Unit      op.ID       `cbor:"7,keyasint" json:"-"`
	UnitCode  string      `cbor:"8,keyasint" json:"unit"`
	Serial    string      `cbor:"9,keyasint" json:"serial"`
	Model     op.ID       `cbor:"10,keyasint" json:"model"`
	Risk      stock.Risk  `cbor:"11,keyasint" json:"risk"`
	State     CaseState   `cbor:"12,keyasint" json:"state"`
	Stage     ContactKind `cbor:"13,keyasint" json:"stage"` // of the last contact
	Opened    time.Time   `cbor:"14,keyasint" json:"opened_at"`
	Due       time.Time   `cbor:"15,keyasint" json:"due_at"` // by when somebody should have been spoken with
	Contacts  []Contact   `cbor:"16,keyasint,omitempty" json:"contacts"`
	Sealed    []byte      `cbor:"17,keyasint,omitempty" json:"sealed,omitempty"` // notes, one for each contact
	Closed    time.Time   `cbor:"18,keyasint,omitzero" json:"closed_at,omitzero"`
	Version   int64       `cbor:"19,keyasint" json:"version"`
	Loan      string      `cbor:"20,keyasint,omitempty" json:"loan,omitempty"`     // number of the loan, for one that is lent
	Borrower  string      `cbor:"21,keyasint,omitempty" json:"borrower,omitempty"` // the institution or position that has it; then Person is zero
}

// Contact is one line of the log of a case.
type Contact struct {
	Kind     ContactKind `cbor:"1,keyasint" json:"kind"`
	At       time.Time   `cbor:"2,keyasint" json:"occurred_at"`
	Recorded time.Time   `cbor:"3,keyasint" json:"recorded_at"`
	By       string      `cbor:"4,keyasint" json:"by"`                        // name of the member of staff
	Next     time.Time   `cbor:"5,keyasint,omitzero" json:"next_at,omitzero"` // day of the appointment
}

// maxContacts is how long the log of one case can grow.
const maxContacts = 60

// caseNotes is the sealed part of a case: what was said, contact by contact.
type caseNotes struct {
	Notes []string `cbor:"1,keyasint"`
}

// Overdue tells whether somebody should have been spoken with by now.
func (c RecallCase) Overdue(now time.Time) bool { return c.State == CaseOpen && now.After(c.Due) }

var recallCases = storage.Table[RecallCase]{
	Kind: "recall case",
	ID:   func(c *RecallCase) storage.Key { return storage.RecallCaseByID.Key().ID(c.ID) },
	Claims: func(c *RecallCase) []storage.Claim {
		return []storage.Claim{{Key: caseKey(c.Recall, c.Unit), Field: "unit"}}
	},
	Index: func(c *RecallCase) []storage.Key {
		return []storage.Key{
			storage.RecallCaseDue.Key().Text(c.Centre).Text(string(c.State)).Time(c.Due).ID(c.ID),
			storage.RecallCaseOf.Key().ID(c.Recall).Text(string(c.State)).Time(c.Due).ID(c.ID),
			storage.RecallCaseAt.Key().ID(c.Recall).Text(c.Centre).Text(string(c.State)).Time(c.Due).ID(c.ID),
		}
	},
}

// caseKey is held by the one case of a unit in a recall.
func caseKey(recall, unit op.ID) storage.Key {
	return storage.RecallCaseByUnit.Key().ID(recall).ID(unit)
}

// CaseTally counts the cases of a recall at a centre by stage. That of the empty
// centre counts all of them: the recall closes when none is open any more.
type CaseTally struct {
	Recall op.ID                 `cbor:"1,keyasint" json:"-"`
	Centre string                `cbor:"2,keyasint" json:"centre"`
	Stages map[ContactKind]int64 `cbor:"3,keyasint" json:"stages"`
}

// Open is how many people still have to be spoken with.
func (t CaseTally) Open() (n int64) {
	for stage, cases := range t.Stages {
		if !stage.Closes() {
			n += cases
		}
	}
	return n
}

// Total is how many people hold or held a recalled device.
func (t CaseTally) Total() (n int64) {
	for _, cases := range t.Stages {
		n += cases
	}
	return n
}

var caseTallies = storage.Table[CaseTally]{
	Kind: "recall case tally",
	ID:   func(t *CaseTally) storage.Key { return caseTallyKey(t.Recall, t.Centre) },
}

func caseTallyKey(recall op.ID, centre string) storage.Key {
	return storage.RecallCaseTally.Key().ID(recall).Text(centre)
}

// countCase moves the tallies of a case from one stage to another; either may be
// empty. It returns the tally of all centres.
func countCase(tx *op.Tx, c RecallCase, from, to ContactKind) (all CaseTally, err error) {
	for _, centre := range []string{c.Centre, ""} {
		t, _, err := caseTallies.Get(tx, caseTallyKey(c.Recall, centre))
		if err != nil {
			return t, err
		}
		t.Recall, t.Centre = c.Recall, centre
		if t.Stages == nil {
			t.Stages = map[ContactKind]int64{}
		}
		if t.Stages[from]--; t.Stages[from] == 0 || from == "" {
			delete(t.Stages, from)
		}
		if t.Stages[to]++; to == "" {
			delete(t.Stages, to)
		}
		if err := caseTallies.Put(tx, &t); err != nil {
			return t, err
		}
		all = t
	}
	return all, nil
}

var _ stock.Holders = (*Allocations)(nil)

// note adds a line to the log of a case, takes it to its next stage, and closes
// the recall with the last case.
func (a *Allocations) note(tx *op.Tx, c *RecallCase, x Contact, words string) error {
	var said caseNotes
	if len(c.Sealed) > 0 {
		if err := a.ring.Open(c.ID, c.Sealed, &said); err != nil {
			return fault.Wrap(err, "recall case %s", c.ID)
		}
	}
	said.Notes = append(said.Notes, words)
	sealed, err := a.ring.Seal(c.ID, said)
	if err != nil {
		return fault.Wrap(err, "seal a recall case")
	}
	x.Recorded, x.By = tx.At, tx.By.Name
	all, err := countCase(tx, *c, c.Stage, x.Kind)
	if err != nil {
		return err
	}
	c.Sealed, c.Stage, c.Contacts = sealed, x.Kind, append(c.Contacts, x)
	c.Version++
	if x.Kind == Appointment {
		c.Due = x.Next.AddDate(0, 0, 1) // the whole day is theirs
	}
	if x.Kind.Closes() {
		c.State, c.Closed = CaseClosed, tx.At
	}
	if err := recallCases.Put(tx, c); err != nil || all.Open() > 0 {
		return err
	}
	_, err = stock.CloseRecall(tx, c.Recall)
	return err
}

// NewContact is the input of RecordContact. A zero OccurredAt is now.
type NewContact struct {
	Case       string      `json:"case" validate:"required,max=40"`
	Kind       ContactKind `json:"kind" validate:"required,oneof=tried reached appointment returned replaced refused not_found"`
	OccurredAt time.Time   `json:"occurred_at"`
	Next       time.Time   `json:"next_at"` // day of the appointment
	Note       string      `json:"note" validate:"max=500"`
	Version    int64       `json:"version" validate:"min=0"` // 0 does not ask
}

// Check finds what no tag can say.
func (in NewContact) Check() (bad []fault.Field) {
	if in.Kind == Appointment && in.Next.IsZero() {
		bad = append(bad, fault.Field{Name: "next_at", Key: "field.required"})
	}
	if in.Note == "" && (in.Kind == Refused || in.Kind == NotFound || in.Kind == Replaced) {
		bad = append(bad, fault.Field{Name: "note", Key: "recall_case.note_needed"})
	}
	return bad
}

// RecordContact notes who was spoken with about a recalled device and what came
// of it. The last case that closes takes the recall with it.
func (a *Allocations) RecordContact(ctx context.Context, in NewContact) (RecallCase, error) {
	return op.Write(ctx, a.d, policy.RecallContact, in, func(tx *op.Tx) (RecallCase, error) {
		c, err := findCase(tx, in.Case)
		if err != nil {
			return RecallCase{}, err
		}
		if tx.Allow(c.Centre) != nil {
			return RecallCase{}, fault.Missing("recall_case")
		}
		if in.Version != 0 && in.Version != c.Version {
			return c, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Version), "theirs": fmt.Sprint(c.Version)})
		}
		if err := c.takes(tx, &in); err != nil {
			return c, err
		}
		tx.About("recall", c.Recall, c.RecallNo)
		tx.About("recall_case", c.ID, c.UnitCode)
		tx.About("unit", c.Unit, c.UnitCode)
		if !c.Person.IsZero() {
			tx.About("person", c.Person, c.PersonRef)
		}
		tx.Changed("stage", "contact_"+string(c.Stage), "contact_"+string(in.Kind))
		tx.Occurred(in.OccurredAt)
		return c, a.note(tx, &c, Contact{Kind: in.Kind, At: in.OccurredAt.UTC(), Next: in.Next.UTC()}, in.Note)
	})
}

// takes refuses a contact that cannot be.
func (c RecallCase) takes(tx *op.Tx, in *NewContact) error {
	if in.OccurredAt.IsZero() {
		in.OccurredAt = tx.At
	}
	switch {
	case c.State == CaseClosed:
		return fault.New(fault.Conflict, "recall_case.closed", fault.Args{"code": c.UnitCode, "since": c.Closed})
	case len(c.Contacts) >= maxContacts:
		return fault.New(fault.Conflict, "recall_case.full", fault.Args{"max": maxContacts})
	case in.OccurredAt.After(tx.At), in.OccurredAt.Before(midnight(c.Opened.In(wib))):
		return fault.InField("occurred_at", "recall_case.when", fault.Args{"since": c.Opened})
	case in.Kind == Appointment && (in.Next.Before(midnight(in.OccurredAt.In(wib))) || in.Next.After(tx.At.AddDate(1, 0, 0))):
		return fault.InField("next_at", "recall_case.next", nil)
	case in.Kind != Appointment:
		in.Next = time.Time{}
	}
	if in.Kind != GivenBack {
		return nil
	}
	u, err := stock.UnitByID(tx, c.Unit)
	if err == nil && c.with(u) {
		err = fault.InField("kind", "recall_case.not_back", fault.Args{"code": c.UnitCode})
	}
	return err
}

// ClosingRecall is the input of CloseRecall.
type ClosingRecall struct {
	Recall string `json:"id" validate:"required,max=80"` // number or id
}

// CloseRecall closes a recall by hand, for one that nobody held a device of. It
// is refused while its list is not complete or somebody has to be spoken with.
func (a *Allocations) CloseRecall(ctx context.Context, in ClosingRecall) (stock.Recall, error) {
	return op.Write(ctx, a.d, policy.RecallClose, in, func(tx *op.Tx) (stock.Recall, error) {
		rec, err := stock.FindRecall(tx, in.Recall)
		if err != nil {
			return rec, err
		}
		if err := tx.Allow(rec.Centre); err != nil {
			return rec, err
		}
		all, _, err := caseTallies.Get(tx, caseTallyKey(rec.ID, ""))
		switch {
		case err != nil:
			return rec, err
		case rec.State != stock.RecallOpen:
			return rec, fault.New(fault.Conflict, "recall.not_open", fault.Args{"number": rec.Number, "since": rec.Ended})
		case !rec.Marked:
			return rec, fault.New(fault.Conflict, "recall.marking", fault.Args{"number": rec.Number})
		case all.Open() > 0:
			return rec, fault.New(fault.Conflict, "recall.cases_open", fault.Args{"number": rec.Number, "n": all.Open()})
		}
		return stock.CloseRecall(tx, rec.ID)
	})
}

func findCase(r storage.Reader, text string) (RecallCase, error) {
	id, err := op.ParseID(text)
	if err != nil || id.IsZero() {
		return RecallCase{}, fault.Missing("recall_case")
	}
	c, ok, err := recallCases.Get(r, storage.RecallCaseByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("recall_case")
	}
	return c, err
}
