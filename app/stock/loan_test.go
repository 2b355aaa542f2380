package stock_test

import (
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

func lend(codes ...string) stock.NewLoan {
	return stock.NewLoan{Codes: codes, Borrower: stock.ToInstitution, Name: "SLB Negeri Contoh", Purpose: "Peragaan alat", Due: noon.AddDate(0, 0, 30)}
}

func (r *room) lent(tb testing.TB) (stock.Loan, []stock.Unit) {
	tb.Helper()
	var chairs []stock.Unit
	for _, id := range r.receive(tb, made("KRE-1", "KRE-2")).Units {
		chairs = append(chairs, r.unit(tb, id))
	}
	l, err := r.Lend(as(tb, clerk), lend(chairs[0].Code, chairs[1].Code))
	if err != nil {
		tb.Fatal(err, keys(err))
	}
	return l, chairs
}

func TestALoanGoesOutAndComesBackInParts(t *testing.T) {
	r := newRoom(t)
	l, chairs := r.lent(t)
	if l.Number != "PJM-2026-0001" || l.Out() != 2 {
		t.Fatalf("loan = %s with %d out", l.Number, l.Out())
	}
	if u := r.unit(t, chairs[0].ID); u.Bucket() != stock.InUse || u.Node.Kind != stock.AtLoan || u.Moved.Document != l.Number {
		t.Errorf("a lent unit = %s at %s by %s", u.Bucket(), u.Node, u.Moved.Document)
	}
	r.verify(t)
	back := func(in stock.LoanReturn) (stock.Loan, error) {
		in.Loan = l.ID.String()
		return r.ReturnLoan(as(t, clerk), in)
	}
	got, err := back(stock.LoanReturn{Codes: []string{"kre-1"}})
	if err != nil || got.State != stock.LoanOut || got.Out() != 1 {
		t.Fatalf("after one = %+v, %v", got, err)
	}
	if u := r.unit(t, chairs[0].ID); u.Hold != stock.HoldDecontaminate || u.Available() {
		t.Errorf("a unit that came back = %+v, want it to wait for decontamination", u)
	}
	if _, err := back(stock.LoanReturn{Codes: []string{chairs[0].Code, "ZZZ"}}); keys(err)["codes.0"] != "loan.back_already" || keys(err)["codes.1"] != "loan.not_on_it" {
		t.Errorf("again = %v", keys(err))
	}
	if _, err := back(stock.LoanReturn{Missing: []string{chairs[1].Code}}); keys(err)["reason"] != "transfer.reason_needed" {
		t.Errorf("lost without a reason = %v", keys(err))
	}
	got, err = back(stock.LoanReturn{Missing: []string{chairs[1].Code}, Reason: "Terbakar"})
	if err != nil || got.State != stock.LoanClosed || !got.Units[1].Lost {
		t.Fatalf("after all = %+v, %v; want it closed by itself", got, err)
	}
	if u := r.unit(t, chairs[1].ID); u.Bucket() != stock.Gone {
		t.Errorf("a lost unit = %s", u.Bucket())
	}
	if _, err := back(stock.LoanReturn{Codes: []string{chairs[0].Code}}); keys(err)["codes.0"] != "loan.back_already" {
		t.Errorf("a unit that came back before = %v", keys(err))
	}
	got, err = back(stock.LoanReturn{Codes: []string{chairs[1].Code}})
	if err != nil || got.State != stock.LoanClosed || got.Units[1].Lost {
		t.Fatalf("a lost unit that turned up = %+v, %v; want it back on the closed loan", got, err)
	}
	if u := r.unit(t, chairs[1].ID); u.Hold != stock.HoldDecontaminate {
		t.Errorf("a unit that turned up = %+v, want it to wait for decontamination", u)
	}
	if _, err := back(stock.LoanReturn{Codes: []string{chairs[1].Code}}); fault.As(err).Key != "loan.closed" {
		t.Errorf("on a closed loan = %v", err)
	}
	r.verify(t)
}

func TestALentUnitComesBackUnderItsLoanAlone(t *testing.T) {
	r := newRoom(t)
	l, chairs := r.lent(t)
	_, err := r.Receive(as(t, clerk), stock.NewReceipt{Model: r.chair.Slug, Source: stock.Return, Serials: []string{chairs[0].Serial}})
	if keys(err)["serials.0"] != "receipt.on_loan" {
		t.Errorf("a return of a lent unit = %v, want it sent to loan %s", keys(err), l.Number)
	}
	r.verify(t)
}

func TestALoanIsExtendedWithAReason(t *testing.T) {
	r := newRoom(t)
	l, _ := r.lent(t)
	extend := func(due time.Time, reason string) (stock.Loan, error) {
		return r.ExtendLoan(as(t, clerk), stock.LoanExtension{Loan: l.ID.String(), Due: due, Reason: reason})
	}
	if _, err := extend(noon.AddDate(0, 0, 20), "x"); keys(err)["due_at"] != "loan.due_earlier" {
		t.Errorf("to an earlier day = %v", keys(err))
	}
	if _, err := extend(noon.AddDate(0, 0, 60), ""); keys(err)["reason"] != "field.required" {
		t.Errorf("without a reason = %v", keys(err))
	}
	got, err := extend(noon.AddDate(0, 0, 60), "Ujian belum selesai")
	if err != nil || len(got.Extended) != 1 || !got.Extended[0].From.Equal(l.Due) {
		t.Fatalf("extended = %+v, %v", got, err)
	}
	if got.Overdue(noon.AddDate(0, 0, 60)) || !got.Overdue(noon.AddDate(0, 0, 61)) {
		t.Error("want the loan overdue after the last day, not on it")
	}
}

func TestWhatALoanMayNotSay(t *testing.T) {
	r := newRoom(t)
	u := r.unit(t, r.receive(t, made("KRE-1")).Units[0])
	for _, tt := range []struct {
		name   string
		change func(*stock.NewLoan)
		field  string
		key    string
	}{
		{"no unit", func(l *stock.NewLoan) { l.Codes = nil }, "codes", "transfer.nothing_scanned"},
		{"an unknown unit", func(l *stock.NewLoan) { l.Codes = []string{"ZZZZZZZ"} }, "codes.0", "transfer.code_unknown"},
		{"a unit twice", func(l *stock.NewLoan) { l.Codes = []string{u.Code, u.Code} }, "codes.1", "transfer.code_twice"},
		{"due yesterday", func(l *stock.NewLoan) { l.Due = noon.AddDate(0, 0, -1) }, "due_at", "loan.due_past"},
		{"due in ten years", func(l *stock.NewLoan) { l.Due = noon.AddDate(10, 0, 0) }, "due_at", "loan.due_far"},
		{"out tomorrow", func(l *stock.NewLoan) { l.Occurred = noon.AddDate(0, 0, 2) }, "occurred_at", "stock.future"},
		{"a person by name", func(l *stock.NewLoan) { l.Borrower = stock.ToPerson }, "name", "loan.name_ref"},
		{"a NIK", func(l *stock.NewLoan) { l.Name = "Ibu 3201994101900001" }, "name", "loan.no_numbers"},
		{"a telephone number", func(l *stock.NewLoan) { l.Purpose = "Hubungi 081234567890" }, "purpose", "loan.no_numbers"},
		{"a borrower of no kind", func(l *stock.NewLoan) { l.Borrower = "friend" }, "borrower", "field.oneof"},
	} {
		in := lend(u.Code)
		tt.change(&in)
		if _, err := r.Lend(as(t, clerk), in); keys(err)[tt.field] != tt.key {
			t.Errorf("%s: %v, want %s at %s", tt.name, keys(err), tt.key, tt.field)
		}
	}
	if _, err := r.Lend(as(t, far), lend(u.Code)); keys(err)["codes.0"] != "loan.other_centre" {
		t.Errorf("a unit of another centre = %v", keys(err))
	}
}

func TestALoanIsSeenByItsCentreAlone(t *testing.T) {
	r := newRoom(t)
	l, _ := r.lent(t)
	if _, err := r.Loan(as(t, far), l.ID.String()); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("another centre reads it: %v", err)
	}
	if _, err := r.ReturnLoan(as(t, far), stock.LoanReturn{Loan: l.ID.String(), Codes: []string{"KRE-1"}}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("another centre takes it back: %v", err)
	}
	if _, err := r.Loan(as(t, actor(31, policy.Auditor, "")), l.ID.String()); err != nil {
		t.Errorf("the auditor reads it: %v", err)
	}
	list, err := r.Loans(as(t, clerk), stock.LoansAsk{})
	if err != nil || len(list.Loans) != 1 || !list.MayLend {
		t.Errorf("list = %+v, %v", list, err)
	}
}
