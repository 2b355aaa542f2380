package sample_test

import (
	"strconv"
	"strings"
	"testing"

	"lumbung/app"
	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/identity"
	"lumbung/app/innovation"
	"lumbung/app/need"
	"lumbung/app/op"
	"lumbung/app/outcome"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/app/replication"
	"lumbung/app/stock"
)

// counts is how many records of a kind are in a state.
type counts map[string]map[string]int

func (c counts) add(kind, state string) {
	if c[kind] == nil {
		c[kind] = map[string]int{}
	}
	c[kind][state]++
}

func (c counts) total(kind string) (n int) {
	for _, k := range c[kind] {
		n += k
	}
	return n
}

// count looks at every record that Export gives, and at the persons in clear.
func count(t *testing.T, a *app.App) counts {
	t.Helper()
	c := counts{}
	centres := map[string]bool{}
	err := a.Export(t.Context(), func(_ string, record any) error {
		switch r := record.(type) {
		case beneficiary.Person:
			centres[r.Centre] = true
			c.addPerson(t, a, r)
		case *beneficiary.Person:
			centres[r.Centre] = true
			c.addPerson(t, a, *r)
		default:
			c.addRecord(a, deref(record))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for code := range centres {
		c.add("centre", code)
	}
	return c
}

// deref turns the pointers that some features emit into records.
func deref(record any) any {
	switch r := record.(type) {
	case *innovation.Innovation:
		return *r
	case *stock.Unit:
		return *r
	case *allocation.Request:
		return *r
	case *outcome.FollowUp:
		return *r
	case *outcome.Referral:
		return *r
	default:
		return record
	}
}

func (c counts) addRecord(a *app.App, record any) {
	switch r := record.(type) {
	case identity.Account:
		c.add("name", r.Display)
	case innovation.Innovation:
		c.add("innovation", string(r.State))
		c.add("innovation kind", string(r.Kind))
		for _, p := range r.Photos {
			if p.Alt != "" {
				c.add("picture", p.Hash)
			}
		}
	case stock.Model:
		c.add("model", r.Code)
		c.add("tracking", string(r.Tracking))
	case stock.Receipt:
		c.add("source", string(r.Source))
	case stock.Unit:
		c.add("unit", string(r.Bucket()))
		c.add("condition", string(r.Condition))
		c.add("hold", string(r.Hold))
	case stock.RepairOrder:
		c.add("repair", string(r.State))
	case stock.Comeback:
		c.add("return", string(r.Stage))
	case stock.Transfer:
		c.add("transfer", string(r.State))
		c.add("transfer overdue", strconv.FormatBool(r.Overdue(a.Now())))
	case stock.Loan:
		c.add("loan", string(r.State))
		c.add("loan overdue", strconv.FormatBool(r.Overdue(a.Now())))
	case stock.Recall:
		c.add("recall", string(r.State))
	case stock.ReorderRule:
		c.add("minimum short", strconv.FormatBool(r.Short()))
	case allocation.RecallCase:
		c.add("recall case", string(r.Stage))
	case stock.Count:
		c.add("count", string(r.Stage))
	case allocation.Request:
		c.add("request", string(r.State))
	case allocation.Allocation:
		c.add("allocation", string(r.Stage))
	case allocation.Handover:
		c.add("handover", strconv.Itoa(allocation.MonthOf(r.At)))
		c.add("receiver", r.Receiver)
	case need.Need:
		c.add("need", r.Slug)
	case need.Voice:
		c.add("need voice", string(r.Stage))
	case replication.Replication:
		c.add("replication", string(r.State))
	case outcome.FollowUp:
		c.add("follow-up", string(r.State))
		c.add("use", string(r.Use))
	case outcome.Referral:
		c.add("referral", string(r.Stage))
		if r.Overdue(a.Now()) {
			c.add("referral overdue", r.To)
		}
	}
	if r, ok := record.(outcome.Referral); ok && c["directorate"][r.To] == 0 {
		c.add("directorate", r.To)
	}
}

func (c counts) addPerson(t *testing.T, a *app.App, p beneficiary.Person) {
	t.Helper()
	head := op.As(t.Context(), policy.Actor{Name: "Kepala", Role: policy.Head, Centre: p.Centre})
	seen, err := a.People.Reveal(head, beneficiary.Naming{Person: p.Ref})
	if err != nil {
		t.Fatal(err)
	}
	c.add("person", p.Centre)
	c.add("name", seen.Personal.Name)
	c.add("guardian", strconv.FormatBool(p.Guarded))
	if p.Guarded {
		c.add("name", seen.Personal.Guardian.Name)
	}
	c.add("consent", p.Consent.Mode)
	for _, kind := range p.Disabilities {
		c.add("disability", kind)
	}
	nik, found := reference.ParseNIK(seen.Personal.NIK)
	switch {
	case seen.Personal.NIK == "":
		c.add("nik", "none")
	case nik.Synthetic() && !reference.Blocks(found):
		c.add("nik", "synthetic")
	default:
		t.Errorf("%s has a NIK that could be somebody's", p.Ref)
	}
	if !strings.Contains(seen.Personal.Address, "Contoh") {
		t.Errorf("%s lives at %q", p.Ref, seen.Personal.Address)
	}
}
