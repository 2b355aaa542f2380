package stock_test

import (
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/stock"
)

func TestARefusalNamesWhatIsInTheWay(t *testing.T) {
	r := newRoom(t)
	ctx := as(t, clerk)
	rec := r.receive(t, made(serials("KRE", 4)...))
	reserved, held, broken, gone := rec.Units[0], rec.Units[1], rec.Units[2], rec.Units[3]
	for _, u := range []op.ID{reserved, gone} {
		if _, err := r.reserve(ctx, u, id(900)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.SetHold(ctx, stock.Holding{Unit: held.String(), Hold: stock.HoldFitting}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Inspect(ctx, stock.Inspection{Unit: broken.String(), Condition: stock.CondBroken}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.issue(ctx, stock.Issuance{Units: []op.ID{gone}, Allocations: []op.ID{id(900)}, To: id(77), Document: "1/BAST"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		unit     op.ID
		key      string
		document string
	}{
		{reserved, "unit.reserved_for", "PMH-2026-0007"},
		{held, "unit.held", ""},
		{broken, "unit.unfit", ""},
		{gone, "unit.not_here", "1/BAST"},
	} {
		_, err := r.reserve(ctx, c.unit, id(901))
		f := fault.As(err)
		if f.Code != fault.Conflict || f.Key != c.key || f.Args["document"] != c.document || f.Args["by"] != clerk.Name {
			t.Errorf("reserve: %v %v, want %s by %s in %q", err, f.Args, c.key, clerk.Name, c.document)
		}
		if since, ok := f.Args["since"].(time.Time); !ok || since.IsZero() {
			t.Errorf("%s does not say since when", c.key)
		}
	}
	r.verify(t)
}

func TestAReleaseIsAlwaysAllowedButOnlyToItsAllocation(t *testing.T) {
	r := newRoom(t)
	ctx := as(t, clerk)
	u := r.receive(t, made("KRE-1")).Units[0]
	if _, err := r.reserve(ctx, u, id(900)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.SetHold(ctx, stock.Holding{Unit: u.String(), Hold: stock.HoldTest}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.release(ctx, u, id(901)); fault.As(err).Key != "unit.not_reserved" {
		t.Errorf("release by another allocation: %v, want unit.not_reserved", err)
	}
	if _, err := r.release(ctx, u, id(900)); err != nil {
		t.Errorf("release of a held unit: %v", err)
	}
	r.verify(t)
}

func TestAnIssueNeedsItsReservation(t *testing.T) {
	r := newRoom(t)
	ctx := as(t, clerk)
	rec := r.receive(t, made("KRE-1", "KRE-2"))
	free, reserved := rec.Units[0], rec.Units[1]
	if _, err := r.reserve(ctx, reserved, id(900)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		out  stock.Issuance
		want string
	}{
		"not reserved":       {stock.Issuance{Units: []op.ID{free}, Allocations: []op.ID{id(900)}}, "unit.not_reserved"},
		"another allocation": {stock.Issuance{Units: []op.ID{reserved}, Allocations: []op.ID{id(901)}}, "unit.reserved_for"},
		"twice":              {stock.Issuance{Units: []op.ID{reserved, reserved}, Allocations: []op.ID{id(900), id(900)}}, "error.invalid"},
		"none":               {stock.Issuance{}, "error.invalid"},
		"before it came":     {stock.Issuance{Units: []op.ID{reserved}, Allocations: []op.ID{id(900)}, Occurred: noon.AddDate(0, 0, -1)}, "error.invalid"},
	} {
		if _, err := r.issue(ctx, c.out); fault.As(err).Key != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if _, err := r.issue(as(t, far), stock.Issuance{Units: []op.ID{reserved}, Allocations: []op.ID{id(900)}}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("issue by another centre: %v, want denied", err)
	}
	m, err := r.issue(ctx, stock.Issuance{Units: []op.ID{reserved}, Allocations: []op.ID{id(900)}, To: id(77)})
	if err != nil || len(m.Lines) != 1 || m.Lines[0].To.Kind != stock.AtBeneficiary {
		t.Errorf("Issue = %+v, %v; want one line to a beneficiary", m, err)
	}
	r.verify(t)
}

func TestAStaleFormDoesNotInspect(t *testing.T) {
	r := newRoom(t)
	ctx := as(t, clerk)
	u := r.unit(t, r.receive(t, made("KRE-1")).Units[0])
	in := stock.Inspection{Unit: u.Code, Condition: stock.CondGood, Version: u.Version}
	if _, err := r.Inspect(ctx, in); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Inspect(ctx, in); fault.CodeOf(err) != fault.Stale {
		t.Errorf("second form: %v, want stale", err)
	}
	if _, err := r.Inspect(as(t, far), stock.Inspection{Unit: u.Code, Condition: stock.CondGood}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre: %v, want denied", err)
	}
}
