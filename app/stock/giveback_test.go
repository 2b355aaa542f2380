package stock_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage/kv/optkv"
)

var otherHead = actor(6, policy.Head, "soeharso")

// given is a unit of chairs in the hands of a person.
func (r *room) given(tb testing.TB, serial string) stock.Unit {
	tb.Helper()
	unit := r.receive(tb, made(serial)).Units[0]
	return r.hand(tb, unit)
}

func (r *room) hand(tb testing.TB, unit op.ID) stock.Unit {
	tb.Helper()
	if _, err := r.reserve(as(tb, clerk), unit, id(900)); err != nil {
		tb.Fatal(err)
	}
	if _, err := r.issue(as(tb, clerk), stock.Issuance{Units: []op.ID{unit}, Allocations: []op.ID{id(900)}, To: id(77), Document: "1/BAST"}); err != nil {
		tb.Fatal(err)
	}
	return r.unit(tb, unit)
}

func back(codes ...string) stock.Returning {
	return stock.Returning{Codes: codes, Reason: stock.ReturnOutgrown, Condition: stock.CondGood}
}

// came is the one record of a device that came back.
func (r *room) came(tb testing.TB, in stock.Returning) stock.Comeback {
	tb.Helper()
	list, err := r.Return(as(tb, clerk), in)
	if err != nil || len(list) != 1 {
		tb.Fatalf("Return = %v, %v", list, err)
	}
	return list[0]
}

func (r *room) reuse(tb testing.TB, centre string) stock.ReturnTally {
	tb.Helper()
	sum, err := r.Reuse(as(tb, admin), stock.ReuseAsk{Centre: centre})
	if err != nil {
		tb.Fatal(err)
	}
	return sum.All
}

func TestADeviceComesBackStepByStepAndIsHandedOverAgain(t *testing.T) {
	r := newRoom(t)
	u := r.given(t, "K-1")
	b := r.came(t, back(u.Code))
	got := r.unit(t, u.ID)
	if b.Stage != stock.StageClean || b.Number != "KMB-2026-0001" || got.Hold != stock.HoldDecontaminate || got.Fund != "APBN 2026" || got.Available() {
		t.Fatalf("after the return: %+v, unit %+v", b, got)
	}
	if _, err := r.Examine(as(t, clerk), stock.Examining{Return: b.ID, Condition: stock.CondGood}); fault.As(err).Key != "return.other_stage" {
		t.Errorf("inspected before it is clean: %v", err)
	}
	b, err := r.Clean(as(t, clerk), stock.Cleaning{Return: b.ID, Note: "disinfektan"})
	if err != nil || b.Stage != stock.StageInspect {
		t.Fatalf("Clean = %+v, %v", b, err)
	}
	if b, err = r.Examine(as(t, clerk), stock.Examining{Return: b.ID, Condition: stock.CondGood}); err != nil || b.Stage != stock.StageReady {
		t.Fatalf("Examine = %+v, %v", b, err)
	}
	if tally := r.reuse(t, "soeharso"); tally.Came != 1 || tally.Again != 0 || tally.Ready != 1 {
		t.Errorf("tally = %+v, want one that came and waits", tally)
	}
	if again := r.hand(t, u.ID); again.Issues != 2 || !again.Return.IsZero() {
		t.Errorf("handed over again: %+v", again)
	}
	if tally := r.reuse(t, "soeharso"); tally.Came != 1 || tally.Again != 1 || tally.Waiting() != 0 || tally.Share() != 100 {
		t.Errorf("tally = %+v, want all handed over again", tally)
	}
	r.verify(t)
}

func TestTheCentreThatADeviceComesToAnswersForIt(t *testing.T) {
	r := newRoom(t)
	u := r.given(t, "K-1")
	list, err := r.Return(as(t, far), back(u.Code))
	if err != nil {
		t.Fatal(err)
	}
	got := r.unit(t, u.ID)
	if got.Centre != "meohai" || got.Fund != "APBN 2026" || list[0].Giver != "soeharso" {
		t.Errorf("unit %+v, return %+v", got, list[0])
	}
	if home := r.tally(t, r.chair.ID, "soeharso"); home.Total() != 0 {
		t.Errorf("soeharso still answers for %+v", home)
	}
	if tally := r.reuse(t, "meohai"); tally.Came != 1 || tally.Clean != 1 {
		t.Errorf("tally of meohai = %+v", tally)
	}
	r.verify(t)
}

func TestALoanKnowsWhatCameBackAtTheDoor(t *testing.T) {
	r := newRoom(t)
	l, chairs := r.lent(t)
	if _, err := r.Return(as(t, far), back(chairs[0].Code)); keys(err)["codes.0"] != "return.loan_elsewhere" {
		t.Errorf("another centre ends the loan: %v", err)
	}
	if _, err := r.OpenRepair(as(t, clerk), stock.NewRepair{Unit: chairs[0].Code, Complaint: "Rem", Where: stock.InWorkshop}); fault.As(err).Key != "repair.on_loan" {
		t.Errorf("a lent unit went to the workshop: %v", err)
	}
	for i, c := range chairs {
		if b := r.came(t, back(c.Code)); b.From != stock.AtLoan {
			t.Errorf("return = %+v", b)
		}
		sheet, err := r.Loan(as(t, clerk), l.ID.String())
		if err != nil || sheet.Loan.Out() != 1-i || (sheet.Loan.State == stock.LoanClosed) != (i == 1) {
			t.Errorf("loan after %d = %+v, %v", i+1, sheet.Loan, err)
		}
	}
	r.verify(t)
}

// TestAReturnByAReceiptTakesTheSameSteps holds what Receive did before there was
// a page for returns.
func TestAReturnByAReceiptTakesTheSameSteps(t *testing.T) {
	r := newRoom(t)
	u := r.given(t, "K-1")
	rec := r.receive(t, stock.NewReceipt{Model: r.chair.Slug, Source: stock.Return, Serials: []string{"K-1"}})
	got := r.unit(t, u.ID)
	if got.Return.IsZero() || got.Hold != stock.HoldDecontaminate {
		t.Fatalf("unit = %+v", got)
	}
	if _, err := r.Undo(as(t, clerk), stock.Undoing{Receipt: rec.ID, Reason: "salah unit"}); err != nil {
		t.Fatal(err)
	}
	if tally := r.reuse(t, "soeharso"); tally.Came != 0 || tally.Again != 0 {
		t.Errorf("a return that was taken back counts: %+v", tally)
	}
	r.verify(t)
}

// TestWhyItCameBackStaysOnTheReturn: the reason can be a death, and ledger and
// journal name the unit whose last holder is known there.
func TestWhyItCameBackStaysOnTheReturn(t *testing.T) {
	r := newRoom(t)
	u := r.given(t, "K-1")
	in := back(u.Code)
	in.Reason = stock.ReturnDied
	b := r.came(t, in)
	sheet, err := r.Unit(as(t, clerk), u.Code)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range sheet.Movements {
		if m.Reason != "" || m.Note != "" {
			t.Errorf("movement says %q %q", m.Reason, m.Note)
		}
	}
	for _, e := range sheet.Entries {
		for _, c := range e.Changes {
			if c.To == string(stock.ReturnDied) {
				t.Errorf("the journal says %+v", c)
			}
		}
	}
	if _, err := r.ReturnOf(as(t, far), b.ID); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("another centre reads why: %v", err)
	}
}

func TestWhatCannotComeBackIsNamedOneByOne(t *testing.T) {
	r := newRoom(t)
	u := r.given(t, "K-1")
	shelf := r.unit(t, r.receive(t, made("K-2")).Units[0])
	_, err := r.Return(as(t, clerk), back(u.Code, "ZZZZZZZ", shelf.Code, u.Code))
	want := map[string]string{"codes.1": "return.code_unknown", "codes.2": "return.not_out", "codes.3": "return.twice"}
	if got := keys(err); len(got) != 3 || got["codes.1"] != want["codes.1"] || got["codes.2"] != want["codes.2"] || got["codes.3"] != want["codes.3"] {
		t.Errorf("fields = %v, want %v", got, want)
	}
	for name, change := range map[string]func(*stock.Returning){
		"reason":         func(in *stock.Returning) { in.Reason = "stolen" },
		"condition":      func(in *stock.Returning) { in.Condition = stock.CondNew },
		"codes":          func(in *stock.Returning) { in.Codes = nil },
		"place":          func(in *stock.Returning) { in.Place = "tidak-ada" },
		"occurred_at":    func(in *stock.Returning) { in.Occurred = noon.AddDate(0, 0, 2) },
		"codes.0":        func(in *stock.Returning) { in.Occurred = noon.AddDate(0, 0, -9) },
		"occurred_at ":   func(in *stock.Returning) { in.Occurred = time.Date(24, 1, 2, 0, 0, 0, 0, time.UTC) },
		"codes.0 blanks": func(in *stock.Returning) { in.Codes = []string{"  "} },
	} {
		in := back(u.Code)
		change(&in)
		_, err := r.Return(as(t, clerk), in)
		if len(keys(err)) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, who := range []policy.Actor{admin, actor(9, policy.Auditor, ""), actor(9, policy.SKA, "soeharso")} {
		if _, err := r.Return(as(t, who), back(u.Code)); fault.CodeOf(err) != fault.Denied {
			t.Errorf("%s takes a device back: %v", who.Role, err)
		}
	}
	r.verify(t)
}

// TestOfManyWhoCleanOneDeviceExactlyOneDoes runs on an engine that would let a
// rule on a list through.
func TestOfManyWhoCleanOneDeviceExactlyOneDoes(t *testing.T) {
	store := optkv.New()
	defer func() { _ = store.Close() }()
	r := furnish(t, store)
	b := r.came(t, back(r.given(t, "K-1").Code))
	var won atomic.Int32
	var wg sync.WaitGroup
	for range 32 {
		wg.Go(func() {
			if _, err := r.Clean(as(t, clerk), stock.Cleaning{Return: b.ID}); err == nil {
				won.Add(1)
			} else if fault.As(err).Key != "return.other_stage" {
				t.Errorf("a loser is told %v", err)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d of 32 cleaned it, want 1", won.Load())
	}
	r.verify(t)
}
