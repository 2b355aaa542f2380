package allocation

import (
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// recallWorld is a world with two chairs handed over and one on the shelf, whose
// stock tells the allocations of recalled units.
func recallWorld(t *testing.T) (w world, codes []string) {
	t.Helper()
	w = newWorld(t)
	w.stock = w.stock.WithHolders(w.Allocations)
	codes = w.receive(t, soeharso, 3)
	for i := range 2 {
		rec := w.reserve(t, w.file(t, w.person(t, soeharso, i+1)), codes[i])
		if _, err := w.HandOver(head(t, soeharso), delivery(rec)); err != nil {
			t.Fatal(err)
		}
	}
	return w, codes
}

func (w world) recall(t *testing.T) stock.Recall {
	t.Helper()
	rec, err := w.stock.OpenRecall(head(t, soeharso), stock.NewRecall{
		Model: w.model.Slug, Scope: stock.RecallAll, Risk: stock.RiskHigh, Reason: "Rem tidak menahan", Instruction: "Jangan dipakai di tanjakan",
		Contact: "(0271) 000 000", DecidedBy: "Kepala Sentra Contoh",
	})
	if err != nil {
		t.Fatalf("OpenRecall = %v", err)
	}
	return rec
}

func (w world) cases(t *testing.T, rec stock.Recall) []CaseRow {
	t.Helper()
	list, err := w.RecallCases(optest.As(t, policy.SocialWorker, soeharso), CasesAsk{Recall: rec.Number})
	if err != nil {
		t.Fatal(err)
	}
	return list.Rows
}

func (w world) contact(t *testing.T, c CaseRow, kind ContactKind, note string) (RecallCase, error) {
	t.Helper()
	in := NewContact{Case: c.ID.String(), Kind: kind, Note: note}
	if kind == Appointment {
		in.Next = w.d.Now().AddDate(0, 0, 3)
	}
	return w.RecordContact(optest.As(t, policy.SocialWorker, soeharso), in)
}

func TestARecallListsWhoHoldsItsUnitsUntilEachCaseIsClosed(t *testing.T) {
	w, codes := recallWorld(t)
	rec := w.recall(t)
	rows := w.cases(t, rec)
	if len(rows) != 2 || rows[0].Stage != Untouched || rows[0].Who == "" || rows[0].Back || !rows[0].Due.Equal(rec.Due()) {
		t.Fatalf("cases = %+v, want the two who hold one", rows)
	}
	for _, kind := range []ContactKind{Tried, Reached, Appointment} {
		c, err := w.contact(t, rows[0], kind, "Ibunya yang menjawab")
		if err != nil || c.State != CaseOpen || c.Stage != kind {
			t.Errorf("%s: %+v, %v", kind, c, err)
		}
	}
	_, err := w.contact(t, rows[0], GivenBack, "")
	optest.WantKey(t, "returned while the person has it", err, fault.Invalid, "recall_case.not_back")
	if _, err := w.contact(t, rows[1], Refused, "Tetap ingin memakai"); err != nil {
		t.Fatal(err)
	}
	w.verify(t)
	_, err = w.contact(t, rows[1], Tried, "")
	optest.WantKey(t, "a contact after the case was closed", err, fault.Conflict, "recall_case.closed")
	_, err = w.CloseRecall(head(t, soeharso), ClosingRecall{Recall: rec.Number})
	optest.WantKey(t, "closed with a case open", err, fault.Conflict, "recall.cases_open")

	if _, err := w.stock.Receive(head(t, soeharso), stock.NewReceipt{Model: w.model.Slug, Source: stock.Return, Serials: []string{rows[0].Serial}}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.contact(t, rows[0], GivenBack, ""); err != nil {
		t.Fatal(err)
	}
	sheet, err := w.stock.Recall(head(t, soeharso), rec.Number)
	if err != nil || sheet.State != stock.RecallClosed {
		t.Errorf("recall is %s, %v; want it closed with the last case", sheet.State, err)
	}
	_, err = w.Reserve(head(t, soeharso), Choice{Request: w.file(t, w.person(t, soeharso, 9)).Number, Unit: codes[2]})
	optest.WantKey(t, "reserve under a closed recall", err, fault.Conflict, "unit.recalled")
	w.verify(t)
}

func TestAUnitThatIsSetFreeAndARecallThatIsLiftedCloseTheirCases(t *testing.T) {
	w, codes := recallWorld(t)
	rec := w.recall(t)
	if _, err := w.stock.FreeUnit(head(t, soeharso), stock.FreeingUnit{Recall: rec.Number, Unit: codes[0], Reason: "Rem diganti di rumah"}); err != nil {
		t.Fatal(err)
	}
	counts, err := w.CaseCounts(head(t, jaya), rec.ID)
	if err != nil || counts.All.Open() != 1 || counts.All.Stages[Freed] != 1 || counts.All.Total() != 2 || len(counts.Centres) != 1 {
		t.Errorf("counts = %+v, %v", counts, err)
	}
	if _, err := w.stock.LiftRecall(head(t, soeharso), stock.LiftingRecall{Recall: rec.Number, Reason: "Keliru"}); err != nil {
		t.Fatal(err)
	}
	if rows := w.cases(t, rec); len(rows) != 0 {
		t.Errorf("%d cases are open after the recall was lifted", len(rows))
	}
	w.verify(t)
}

func TestCasesOfAnotherCentreAndOfWarehousesAreHidden(t *testing.T) {
	w, _ := recallWorld(t)
	rec := w.recall(t)
	c := w.cases(t, rec)[0]
	if _, err := w.RecallCases(optest.As(t, policy.Warehouse, soeharso), CasesAsk{Recall: rec.Number}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("warehouse reads who holds them: %v", err)
	}
	if _, err := w.RecallCases(optest.As(t, policy.SocialWorker, jaya), CasesAsk{Recall: rec.Number, Centre: soeharso}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre reads who holds them: %v", err)
	}
	if _, err := w.RecallCase(optest.As(t, policy.SocialWorker, jaya), c.ID.String()); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a case of another centre: %v", err)
	}
	in := NewContact{Case: c.ID.String(), Kind: Tried}
	if _, err := w.RecordContact(optest.As(t, policy.SocialWorker, jaya), in); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a contact from another centre: %v", err)
	}
	if _, err := w.RecordContact(optest.As(t, policy.Auditor, ""), in); fault.CodeOf(err) != fault.Denied {
		t.Errorf("a contact by an auditor: %v", err)
	}
	list, err := w.RecallCases(optest.As(t, policy.Ministry, ""), CasesAsk{Recall: rec.Number})
	if err != nil || len(list.Rows) != 2 {
		t.Errorf("the ministry reads %d cases, %v", len(list.Rows), err)
	}
}

func TestAContactIsRefusedByField(t *testing.T) {
	w, _ := recallWorld(t)
	c := w.cases(t, w.recall(t))[0]
	for name, x := range map[string]struct {
		in    NewContact
		field string
		key   string
	}{
		"no kind":             {NewContact{}, "kind", "field.required"},
		"made-up kind":        {NewContact{Kind: "freed"}, "kind", "field.oneof"},
		"refused, no reason":  {NewContact{Kind: Refused}, "note", "recall_case.note_needed"},
		"appointment, no day": {NewContact{Kind: Appointment}, "next_at", "field.required"},
		"appointment, past":   {NewContact{Kind: Appointment, Next: today.AddDate(0, 0, -3)}, "next_at", "recall_case.next"},
		"tomorrow":            {NewContact{Kind: Tried, OccurredAt: today.AddDate(0, 0, 2)}, "occurred_at", "recall_case.when"},
		"before the recall":   {NewContact{Kind: Tried, OccurredAt: today.AddDate(0, 0, -2)}, "occurred_at", "recall_case.when"},
	} {
		x.in.Case = c.ID.String()
		_, err := w.RecordContact(optest.As(t, policy.SocialWorker, soeharso), x.in)
		f := fault.As(err)
		if len(f.Fields) != 1 || f.Fields[0].Name != x.field || f.Fields[0].Key != x.key {
			t.Errorf("%s: %v %+v, want %s %s", name, err, f.Fields, x.field, x.key)
		}
	}
	_, err := w.RecordContact(optest.As(t, policy.SocialWorker, soeharso), NewContact{Case: c.ID.String(), Kind: Tried, Version: 7})
	if fault.CodeOf(err) != fault.Stale {
		t.Errorf("an old form: %v, want stale", err)
	}
}

func TestWhatIsSaidOfAPersonStandsSealedAndCasesComeDue(t *testing.T) {
	w, _ := recallWorld(t)
	rec := w.recall(t)
	c := w.cases(t, rec)[0]
	const secret = "rahasia pindah ke rumah anaknya"
	if _, err := w.contact(t, c, Tried, secret); err != nil {
		t.Fatal(err)
	}
	err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
		for e, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			if strings.Contains(string(e.Value), "rahasia") {
				t.Errorf("the note stands in clear under %q", e.Key[:3])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := w.RecallCase(optest.As(t, policy.SocialWorker, soeharso), c.ID.String())
	if err != nil || len(sheet.Notes) != 1 || sheet.Notes[0] != secret || !sheet.MayRecord {
		t.Errorf("sheet = %+v, %v", sheet, err)
	}
	w.d.Now = func() time.Time { return today.AddDate(0, 0, 9) }
	counts, err := w.CaseCounts(head(t, soeharso), rec.ID)
	if err != nil || counts.Overdue != 2 {
		t.Errorf("overdue = %d, %v; want both after nine days", counts.Overdue, err)
	}
}

func TestARecallThatNobodyHoldsIsClosedByHand(t *testing.T) {
	w := newWorld(t)
	w.receive(t, soeharso, 1)
	rec := w.recall(t)
	if _, err := w.CloseRecall(head(t, jaya), ClosingRecall{Recall: rec.Number}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("closed by another centre: %v", err)
	}
	done, err := w.CloseRecall(head(t, soeharso), ClosingRecall{Recall: rec.Number})
	if err != nil || done.State != stock.RecallClosed {
		t.Errorf("CloseRecall = %+v, %v", done, err)
	}
	_, err = w.CloseRecall(head(t, soeharso), ClosingRecall{Recall: rec.Number})
	optest.WantKey(t, "closed twice", err, fault.Conflict, "recall.not_open")
}

func TestARecalledDeviceThatIsLentHasACaseToo(t *testing.T) {
	w := newWorld(t)
	w.stock = w.stock.WithHolders(w.Allocations)
	codes := w.receive(t, soeharso, 2)
	who := w.person(t, soeharso, 1)
	lend := func(kind stock.Borrower, name, code string) stock.Loan {
		l, err := w.stock.Lend(head(t, soeharso), stock.NewLoan{
			Codes: []string{code}, Borrower: kind, Name: name, Purpose: "Uji", Due: w.d.Now().AddDate(0, 1, 0),
		})
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	school := lend(stock.ToInstitution, "SLB Contoh", codes[0])
	own := lend(stock.ToPerson, who.Ref, codes[1])
	rec := w.recall(t)
	rows := w.cases(t, rec)
	if len(rows) != 2 {
		t.Fatalf("cases = %+v", rows)
	}
	for _, c := range rows {
		switch c.Loan {
		case school.Number:
			if c.Who != "SLB Contoh" || !c.Person.IsZero() || c.Centre != soeharso {
				t.Errorf("of the school: %+v", c)
			}
		case own.Number:
			if c.Person != who.ID || c.PersonRef != who.Ref || c.Borrower != "" {
				t.Errorf("of the person: %+v", c)
			}
		default:
			t.Errorf("of nobody: %+v", c)
		}
	}
	_, err := w.contact(t, rows[0], GivenBack, "")
	optest.WantKey(t, "returned while it is lent", err, fault.Invalid, "recall_case.not_back")
	for _, l := range []stock.Loan{school, own} {
		if _, err := w.stock.ReturnLoan(head(t, soeharso), stock.LoanReturn{Loan: l.ID.String(), Codes: []string{l.Units[0].Code}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range rows {
		if _, err := w.contact(t, c, GivenBack, ""); err != nil {
			t.Error(err)
		}
	}
	w.verify(t)
}
