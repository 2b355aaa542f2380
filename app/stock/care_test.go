package stock_test

import (
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

func (r *room) plan(tb testing.TB, in stock.PlanDetails) stock.CarePlan {
	tb.Helper()
	if in.Model == "" {
		in.Model = r.chair.Slug
	}
	b, err := r.PutPlan(as(tb, clerk), in)
	if err != nil {
		tb.Fatalf("PutPlan(%q): %v", in.Name, err)
	}
	return b.Plans[len(b.Plans)-1]
}

func battery() stock.PlanDetails {
	return stock.PlanDetails{Name: "Ganti baterai", Months: 18, Latest: 24, Basis: stock.FromReceipt, Checks: []string{"Ukur tegangan", "", "Bersihkan kutub"}}
}

func (r *room) due(tb testing.TB, where string) []stock.Due {
	tb.Helper()
	list, err := r.DueServices(as(tb, clerk), stock.DueAsk{Where: where})
	if err != nil {
		tb.Fatal(err)
	}
	return list.Rows
}

func TestAServiceFallsDueByItsPlan(t *testing.T) {
	r := newRoom(t)
	in := made("OLD-1")
	in.Occurred = noon.AddDate(-2, 0, 0)
	old := r.unit(t, r.receive(t, in).Units[0])
	p := r.plan(t, battery())
	fresh := r.unit(t, r.receive(t, made("NEW-1")).Units[0]) // received after the plan
	rows := r.due(t, stock.CareHere)
	if len(rows) != 2 || rows[0].Unit.ID != old.ID || rows[1].Unit.ID != fresh.ID {
		t.Fatalf("due = %+v, want the old one first", rows)
	}
	care := rows[0].Plans[0].Care
	if !care.Due.Equal(in.Occurred.AddDate(0, 18, 0)) || !care.Late.Equal(in.Occurred.AddDate(0, 24, 0)) {
		t.Errorf("care = %+v", care)
	}
	done, err := r.RecordService(as(t, peksos), stock.Servicing{Unit: old.Code, Plan: p.ID, Checked: []string{"Ukur tegangan"}, Findings: "Lemah"})
	if err != nil || done.Number != "PML-2026-0001" || len(done.Skipped) != 1 || done.Skipped[0] != "Bersihkan kutub" {
		t.Fatalf("RecordService = %+v, %v", done, err)
	}
	if !done.Next.Equal(done.Done.AddDate(0, 18, 0)) || !done.Due.Equal(care.Due) {
		t.Errorf("next = %v after %v", done.Next, done.Done)
	}
	if rows := r.due(t, stock.CareHere); rows[0].Unit.ID != fresh.ID {
		t.Error("what was done is still the first in the list")
	}
	r.verify(t)
}

func TestWhatWearsWithUseIsCountedFromTheHandover(t *testing.T) {
	r := newRoom(t)
	r.plan(t, stock.PlanDetails{Name: "Servis rem", Months: 6, Basis: stock.FromHandover})
	u := r.unit(t, r.receive(t, made("K-1")).Units[0])
	if rows := r.due(t, stock.CareHere); len(rows) != 0 {
		t.Errorf("due on the shelf: %+v", rows)
	}
	u = r.hand(t, u.ID)
	rows := r.due(t, stock.CareOut)
	if len(rows) != 1 || !rows[0].First.Equal(u.Moved.At.AddDate(0, 6, 0)) {
		t.Errorf("due with the person = %+v", rows)
	}
	if len(r.due(t, stock.CareHere)) != 0 {
		t.Error("it is listed as if it were on the shelf")
	}
	r.came(t, back(u.Code))
	if len(r.due(t, stock.CareHere)) != 1 {
		t.Error("what came back is not listed where it is")
	}
	r.verify(t)
}

func TestAPlanCanBeForOneDayAndCanGo(t *testing.T) {
	r := newRoom(t)
	u := r.unit(t, r.receive(t, made("K-1")).Units[0])
	day := time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC)
	p := r.plan(t, stock.PlanDetails{Name: "Ganti kabel penarikan", On: day, Basis: stock.FromReceipt})
	if rows := r.due(t, ""); len(rows) != 1 || !rows[0].First.Equal(day) {
		t.Fatalf("due = %+v", rows)
	}
	if _, err := r.DropPlan(as(t, clerk), stock.PlanGone{Model: r.chair.Slug, Plan: p.ID}); err != nil {
		t.Fatal(err)
	}
	if rows := r.due(t, ""); len(rows) != 0 {
		t.Errorf("due after the plan went: %+v", rows)
	}
	if _, err := r.RecordService(as(t, clerk), stock.Servicing{Unit: u.Code, Plan: p.ID}); keys(err)["plan"] == "" {
		t.Errorf("a service by a plan that went: %v", err)
	}
	r.verify(t)
}

// TestPlansReachEveryUnitOfAModel spreads over more units than one transaction
// takes.
func TestPlansReachEveryUnitOfAModel(t *testing.T) {
	r := newRoom(t)
	r.receive(t, made(serials("A", 150)...))
	r.receive(t, made(serials("B", 150)...))
	r.plan(t, battery())
	r.verify(t)
	n := 0
	for ask := (stock.DueAsk{Paging: stock.Paging{Limit: 100}}); ; {
		list, err := r.DueServices(as(t, clerk), ask)
		if err != nil {
			t.Fatal(err)
		}
		n += len(list.Rows)
		if ask.Cursor = list.Next; list.Next == "" {
			break
		}
	}
	if n != 300 {
		t.Errorf("%d of 300 units are in the list", n)
	}
}

func TestWhatAPlanAndAServiceMayNotBe(t *testing.T) {
	r := newRoom(t)
	u := r.unit(t, r.receive(t, made("K-1")).Units[0])
	p := r.plan(t, battery())
	for field, change := range map[string]func(*stock.PlanDetails){
		"months":        func(in *stock.PlanDetails) { in.Months, in.Latest = 0, 0 },
		"on":            func(in *stock.PlanDetails) { in.On = noon },
		"latest_months": func(in *stock.PlanDetails) { in.Latest = 3 },
		"model":         func(in *stock.PlanDetails) { in.Model = r.pad.Slug },
		"name":          func(in *stock.PlanDetails) { in.Name = "" },
		"basis":         func(in *stock.PlanDetails) { in.Basis = "birth" },
	} {
		in := battery()
		in.Model = r.chair.Slug
		change(&in)
		if _, err := r.PutPlan(as(t, clerk), in); keys(err)[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	for field, in := range map[string]stock.Servicing{
		"occurred_at": {Unit: u.Code, Plan: p.ID, Occurred: noon.AddDate(0, 0, 3)},
		"checked":     {Unit: u.Code, Plan: p.ID, Checked: []string{"Terbang"}},
		"plan":        {Unit: u.Code, Plan: op.ID{9}},
		"code":        {Unit: "ZZZZZZZ", Plan: p.ID},
	} {
		if _, err := r.RecordService(as(t, clerk), in); keys(err)[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := r.RecordService(as(t, far), stock.Servicing{Unit: u.Code, Plan: p.ID}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre records a service: %v", err)
	}
	if _, err := r.PutPlan(as(t, actor(9, policy.Auditor, "")), battery()); fault.CodeOf(err) != fault.Denied {
		t.Errorf("an auditor plans: %v", err)
	}
}

func TestAWarrantyRunsFromTheReceipt(t *testing.T) {
	r := newRoom(t)
	m := r.model(t, stock.ModelDetails{Name: "Tongkat", Tracking: stock.Serialised, Warranty: 12})
	bought := func(serial string, monthsAgo int) stock.Unit {
		in := stock.NewReceipt{Model: m.Slug, Source: stock.Purchase, Fund: "APBN", Serials: []string{serial}, Occurred: noon.AddDate(0, -monthsAgo, 0)}
		return r.unit(t, r.receive(t, in).Units[0])
	}
	over, soon, late := bought("T-1", 13), bought("T-2", 11), bought("T-3", 2)
	list, err := r.Warranties(as(t, clerk), stock.WarrantiesAsk{Days: 60})
	if err != nil || len(list.Rows) != 1 || list.Rows[0].Lot.ID != soon.Lot || list.Rows[0].Receipt.Number == "" {
		t.Fatalf("Warranties(60) = %+v, %v", list.Rows, err)
	}
	list, err = r.Warranties(as(t, clerk), stock.WarrantiesAsk{Days: 400, Paging: stock.Paging{Limit: 1}})
	if err != nil || len(list.Rows) != 1 || list.Next == "" {
		t.Fatalf("first page = %+v, %v", list, err)
	}
	list, err = r.Warranties(as(t, clerk), stock.WarrantiesAsk{Days: 400, Paging: stock.Paging{Limit: 1, Cursor: list.Next}})
	if err != nil || len(list.Rows) != 1 || list.Rows[0].Lot.ID != late.Lot || list.Next != "" {
		t.Fatalf("second page = %+v, %v", list, err)
	}
	if _, err := r.Warranties(as(t, clerk), stock.WarrantiesAsk{Paging: stock.Paging{Cursor: "x"}}); keys(err)["cursor"] == "" {
		t.Errorf("a made-up cursor: %v", err)
	}
	for u, want := range map[string]bool{over.Code: false, soon.Code: true} {
		if o := r.repair(t, u, stock.OnShelf); o.UnderWarranty() != want {
			t.Errorf("unit %s under warranty until %v: %t", u, o.Warranty, !want)
		}
	}
	r.verify(t)
}
