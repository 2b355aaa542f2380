package allocation

import (
	"context"
	"maps"
	"time"

	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// CasesAsk is which cases are wanted: those of one recall, or of a centre over
// all recalls. An empty state means those that are open.
type CasesAsk struct {
	Recall string    `json:"recall" validate:"max=80"` // number or id
	Centre string    `json:"centre" validate:"max=60"` // empty: the actor's own; with a recall, people of the ministry see all
	State  CaseState `json:"state" validate:"max=20"`
	Cursor string    `json:"cursor" validate:"max=400"`
	Limit  int       `json:"limit" validate:"min=0,max=200"`
}

// CaseRow is a case as a list shows it: the person by their masked name.
type CaseRow struct {
	RecallCase
	Who       string `json:"masked_name"`
	ModelName string `json:"model_name"`
	Back      bool   `json:"back"` // the device is no longer with the person
	Late      bool   `json:"overdue"`
}

// CaseList is part of a list of cases, those that are due first before the others.
type CaseList struct {
	Recall             stock.Recall // zero for those of all recalls
	Centre, CentreName string
	State              CaseState
	Rows               []CaseRow
	Next, Prev         string
	Now                time.Time
}

// RecallCases pages through the people who hold recalled devices.
func (a *Allocations) RecallCases(ctx context.Context, ask CasesAsk) (CaseList, error) {
	return op.Read(ctx, a.d, policy.RecallCases, func(v *op.View) (CaseList, error) {
		list := CaseList{Centre: ask.Centre, State: ask.State, Now: a.d.Now().UTC()}
		if list.State == "" {
			list.State = CaseOpen
		}
		if list.Centre == "" {
			list.Centre = v.By.Centre
		}
		if err := v.Allow(list.Centre); err != nil {
			return CaseList{}, err
		}
		if list.Centre != "" {
			list.CentreName = network.NameOf(v, list.Centre)
		}
		prefix, err := list.prefix(v, ask.Recall)
		if err != nil {
			return CaseList{}, err
		}
		page, err := recallCases.Page(v, prefix, storage.Ask{Cursor: ask.Cursor, Limit: ask.Limit, Newest: list.State == CaseClosed})
		if err != nil {
			return CaseList{}, err
		}
		list.Next, list.Prev = page.Next, page.Prev
		for _, c := range page.Items {
			row, err := caseRow(v, c, list.Now)
			if err != nil {
				return CaseList{}, err
			}
			list.Rows = append(list.Rows, row)
		}
		return list, nil
	})
}

func (l *CaseList) prefix(r storage.Reader, recall string) (storage.Key, error) {
	if recall == "" {
		return storage.RecallCaseDue.Key().Text(l.Centre).Text(string(l.State)), nil
	}
	rec, err := stock.FindRecall(r, recall)
	if err != nil {
		return nil, err
	}
	l.Recall = rec
	if l.Centre == "" {
		return storage.RecallCaseOf.Key().ID(rec.ID).Text(string(l.State)), nil
	}
	return storage.RecallCaseAt.Key().ID(rec.ID).Text(l.Centre).Text(string(l.State)), nil
}

func caseRow(r storage.Reader, c RecallCase, now time.Time) (CaseRow, error) {
	row := CaseRow{RecallCase: c, Late: c.Overdue(now)}
	row.Sealed = nil
	person, err := beneficiary.PersonByID(r, c.Person)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return row, err
	}
	if row.Who = person.MaskedName; c.Borrower != "" {
		row.Who = c.Borrower
	}
	model, err := stock.ModelByID(r, c.Model)
	if err != nil {
		return row, err
	}
	row.ModelName = model.Name
	u, err := stock.UnitByID(r, c.Unit)
	row.Back = !c.with(u)
	return row, err
}

// CaseSheet is one case with what was said.
type CaseSheet struct {
	CaseRow
	Recall    stock.Recall
	Notes     []string // one for each contact
	Unit      stock.Unit
	MayRecord bool
}

// RecallCase returns one case.
func (a *Allocations) RecallCase(ctx context.Context, id string) (CaseSheet, error) {
	return op.Read(ctx, a.d, policy.RecallCases, func(v *op.View) (CaseSheet, error) {
		c, err := findCase(v, id)
		if err != nil {
			return CaseSheet{}, err
		}
		if err := v.Hide("recall_case", c.Centre); err != nil {
			return CaseSheet{}, err
		}
		sheet := CaseSheet{MayRecord: c.State == CaseOpen && policy.May(v.By, policy.RecallContact, c.Centre)}
		if sheet.CaseRow, err = caseRow(v, c, a.d.Now()); err != nil {
			return CaseSheet{}, err
		}
		if sheet.Recall, err = stock.RecallByID(v, c.Recall); err != nil {
			return CaseSheet{}, err
		}
		if sheet.Unit, err = stock.UnitByID(v, c.Unit); err != nil {
			return CaseSheet{}, err
		}
		if len(c.Sealed) == 0 {
			return sheet, nil
		}
		var said caseNotes
		if err := a.ring.Open(c.ID, c.Sealed, &said); err != nil {
			return CaseSheet{}, fault.Wrap(err, "recall case %s", c.ID)
		}
		sheet.Notes = said.Notes
		return sheet, nil
	})
}

// CaseCount is the cases of a recall at one centre, without naming anybody.
type CaseCount struct {
	CaseTally
	Name string `json:"name"` // of the centre
}

// CaseCounts is how far a recall has come with the people: all centres together,
// then each.
type CaseCounts struct {
	All      CaseTally
	Centres  []CaseCount
	Overdue  int  // open cases past their day, up to maxOverdue
	More     bool // there are more
	MayClose bool // by hand: nobody is left to be spoken with
}

// maxOverdue is how many overdue cases are counted.
const maxOverdue = 500

// CaseCounts counts the cases of a recall, for all staff who may read recalls.
func (a *Allocations) CaseCounts(ctx context.Context, recall op.ID) (CaseCounts, error) {
	return op.Read(ctx, a.d, policy.RecallRead, func(v *op.View) (CaseCounts, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return CaseCounts{}, err
		}
		rec, err := stock.RecallByID(v, recall)
		if err != nil {
			return CaseCounts{}, err
		}
		counts, err := CaseCountsOf(v, rec, a.d.Now())
		counts.MayClose = rec.State == stock.RecallOpen && rec.Marked && counts.All.Open() == 0 && policy.May(v.By, policy.RecallClose, rec.Centre)
		return counts, err
	})
}

// CaseCountsOf is CaseCounts within another reading.
func CaseCountsOf(r storage.Reader, rec stock.Recall, now time.Time) (CaseCounts, error) {
	var counts CaseCounts
	for t, err := range caseTallies.All(r, storage.RecallCaseTally.Key().ID(rec.ID)) {
		if err != nil {
			return counts, err
		}
		if t.Centre == "" {
			counts.All = t
			continue
		}
		counts.Centres = append(counts.Centres, CaseCount{CaseTally: t, Name: network.NameOf(r, t.Centre)})
	}
	open := storage.RecallCaseOf.Key().ID(rec.ID).Text(string(CaseOpen))
	for c, err := range recallCases.Range(r, open, open.Time(now)) {
		if err != nil {
			return counts, err
		}
		if counts.More = counts.Overdue == maxOverdue; counts.More {
			break
		}
		if c.Overdue(now) {
			counts.Overdue++
		}
	}
	return counts, nil
}

// verifyCases proves that every recalled device that somebody has, on the list
// of a recall in force, has its case, and that the tallies count the cases.
func verifyCases(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "recall case"}
	counted := map[string]map[ContactKind]int64{}
	for c, err := range recallCases.All(r, storage.RecallCaseByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		if (c.State == CaseClosed) != c.Stage.Closes() || len(c.Contacts) > 0 && c.Contacts[len(c.Contacts)-1].Kind != c.Stage {
			find(&rep, "recall case of unit %s: %s at stage %s", c.UnitCode, c.State, c.Stage)
		}
		for _, centre := range []string{c.Centre, ""} {
			key := string(caseTallyKey(c.Recall, centre))
			if counted[key] == nil {
				counted[key] = map[ContactKind]int64{}
			}
			counted[key][c.Stage]++
		}
	}
	for t, err := range caseTallies.All(r, storage.RecallCaseTally.Key()) {
		if err != nil {
			return rep, err
		}
		key := string(caseTallyKey(t.Recall, t.Centre))
		if !maps.Equal(t.Stages, counted[key]) && len(t.Stages)+len(counted[key]) > 0 {
			find(&rep, "recall %s at %s: cases %v, counted %v", t.Recall, t.Centre, t.Stages, counted[key])
		}
		delete(counted, key)
	}
	for range counted {
		find(&rep, "cases of a recall are not tallied")
	}
	return rep, stock.EachHeld(r, func(rec stock.Recall, u stock.RecalledUnit) error {
		_, known, err := r.Get(caseKey(rec.ID, u.Unit))
		if err == nil && !known {
			find(&rep, "unit %s is recalled by %s and with somebody, without a case", u.Code, rec.Number)
		}
		return err
	})
}
