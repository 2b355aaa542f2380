package stock_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

var fundKeeper = actor(10, policy.Ministry, "")

func (r *room) fund(t *testing.T, in stock.FundDetails) stock.Fund {
	t.Helper()
	f, err := r.AddFund(as(t, head), in)
	if err != nil {
		t.Fatalf("AddFund(%q): %v", in.Name, err)
	}
	return f
}

func (r *room) trace(t *testing.T, ref string) stock.FundTrace {
	t.Helper()
	x, err := r.Fund(as(t, auditor), ref)
	if err != nil {
		t.Fatalf("Fund(%q): %v", ref, err)
	}
	return x
}

// giveTo hands units over to people of provinces, one each.
func (r *room) giveTo(t *testing.T, units []op.ID, provinces ...string) {
	t.Helper()
	for i, province := range provinces {
		what := id(uint64(900 + i))
		if _, err := r.reserve(as(t, clerk), units[i], what); err != nil {
			t.Fatal(err)
		}
		out := stock.Issuance{Units: []op.ID{units[i]}, Allocations: []op.ID{what}, To: id(uint64(800 + i)), Document: fmt.Sprintf("%d/BAST", i), Province: province}
		if _, err := r.issue(as(t, clerk), out); err != nil {
			t.Fatal(err)
		}
	}
}

func csr(n int) stock.NewReceipt {
	in := made(serials("CSR", n)...)
	in.Source, in.Fund, in.Donor, in.UnitCost = stock.Donation, "CSR  Contoh 2026", "PT Contoh", 1000
	return in
}

func TestAFundIsFollowedFromItsReceiptToTheProvinces(t *testing.T) {
	r := newRoom(t)
	f := r.fund(t, stock.FundDetails{Name: "Kursi dari PT Contoh", Kind: stock.Company, Donor: "PT Contoh", Year: 2026, Texts: []string{"csr contoh 2026"}})
	rec := r.receive(t, csr(10))
	r.giveTo(t, rec.Units, "33", "33", "74")
	if _, err := r.SetHold(as(t, clerk), stock.Holding{Unit: rec.Units[5].String(), Hold: stock.HoldTest}); err != nil {
		t.Fatal(err)
	}
	x := r.trace(t, f.Code)
	want := stock.FundTally{Received: 10, Ready: 6, Held: 1, InUse: 3, Value: 10_000}
	if x.Total != want {
		t.Errorf("total %+v, want %+v", x.Total, want)
	}
	if x.Total.Received != x.Total.Accounted() {
		t.Errorf("%d came in, %d are somewhere", x.Total.Received, x.Total.Accounted())
	}
	if len(x.Provinces) != 2 || x.Provinces[0].Province != "33" || x.Provinces[0].InUse != 2 {
		t.Errorf("provinces %+v", x.Provinces)
	}
	if len(x.Months) != 1 || x.Months[0].Received != 10 || x.Months[0].Handed != 3 {
		t.Errorf("months %+v", x.Months)
	}
	list, err := r.FundUnits(as(t, auditor), stock.FundUnitsAsk{Fund: "CSR CONTOH 2026", Model: r.chair.Slug})
	if err != nil || len(list.Units) != 10 || list.Units[0].Moved.Document != "0/BAST" {
		t.Errorf("units %d, %v", len(list.Units), err)
	}
	r.verify(t)
}

func TestAReturnAndAReissueStayWithTheFund(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, csr(2))
	r.giveTo(t, rec.Units, "33")
	back := made("CSR-0001")
	back.Source = stock.Return
	r.receive(t, back)
	if _, err := r.SetHold(as(t, clerk), stock.Holding{Unit: rec.Units[0].String(), Hold: stock.NoHold}); err != nil {
		t.Fatal(err)
	}
	r.giveTo(t, rec.Units, "51")
	x := r.trace(t, "csr contoh 2026") // a text that nobody registered
	if want := (stock.FundTally{Received: 2, Ready: 1, InUse: 1, Reissued: 1, Value: 2000}); x.Total != want || x.Registered {
		t.Errorf("total %+v registered %t, want %+v", x.Total, x.Registered, want)
	}
	if len(x.Provinces) != 2 || x.Provinces[0].InUse != 0 || x.Provinces[1].Province != "51" {
		t.Errorf("provinces %+v", x.Provinces)
	}
	r.verify(t)
}

func TestCountedGoodsOfAFundAreAllAccountedFor(t *testing.T) {
	r := newRoom(t)
	r.receive(t, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: 50, UnitCost: 10})
	for _, in := range []stock.NewMove{
		{Kind: stock.Issued, Reason: stock.ForService, Quantity: 20},
		{Kind: stock.WrittenOff, Reason: stock.Lost, Quantity: 5},
		{Kind: stock.Adjusted, Reason: stock.Miscounted, Quantity: 3},
	} {
		in.Model = r.pad.Slug
		if _, err := r.Move(as(t, head), in); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := r.trace(t, "APBN 2026").Total, (stock.FundTally{Received: 50, Found: 3, Ready: 28, Used: 20, Gone: 5, Value: 500}); got != want {
		t.Errorf("total %+v, want %+v", got, want)
	}
	wrong := r.receive(t, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "Hibah", Quantity: 4})
	if _, err := r.Undo(as(t, clerk), stock.Undoing{Receipt: wrong.ID, Reason: "salah"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Fund(as(t, auditor), "Hibah"); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a fund whose only receipt was taken back is still one: %v", err)
	}
	r.verify(t)
}

func TestTheRegisterOfFundsKnowsEachTextOnce(t *testing.T) {
	r := newRoom(t)
	f := r.fund(t, stock.FundDetails{Name: "APBN 2026", Kind: stock.StateBudget, Year: 2026, Activity: "5619.QDB", Texts: []string{"DIPA 2026", " "}})
	for name, x := range map[string]struct {
		in   stock.FundDetails
		want map[string]string
	}{
		"same name":   {stock.FundDetails{Name: "apbn  2026", Kind: stock.OtherFund}, map[string]string{"name": "fund.text_taken"}},
		"same text":   {stock.FundDetails{Name: "Lain", Kind: stock.OtherFund, Texts: []string{"dipa 2026"}}, map[string]string{"texts": "fund.text_taken"}},
		"no year":     {stock.FundDetails{Name: "APBN", Kind: stock.StateBudget}, map[string]string{"year": "field.required"}},
		"year 24":     {stock.FundDetails{Name: "APBN", Kind: stock.StateBudget, Year: 24}, map[string]string{"year": "stock.too_early"}},
		"no donor":    {stock.FundDetails{Name: "CSR", Kind: stock.Company}, map[string]string{"donor": "field.required"}},
		"no name":     {stock.FundDetails{Name: "???", Kind: stock.OtherFund}, map[string]string{"name": "model.name_letters"}},
		"wrong code":  {stock.FundDetails{Name: "Lain", Code: "A/B", Kind: stock.OtherFund}, map[string]string{"code": "model.slug_form"}},
		"no kind":     {stock.FundDetails{Name: "Lain"}, map[string]string{"kind": "field.required"}},
		"other kind":  {stock.FundDetails{Name: "Lain", Kind: "crypto"}, map[string]string{"kind": "field.oneof"}},
		"letter name": {stock.FundDetails{Name: "ab", Kind: stock.OtherFund}, map[string]string{"name": "field.min_letters"}},
	} {
		if _, err := r.AddFund(as(t, head), x.in); fmt.Sprint(keys(err)) != fmt.Sprint(x.want) {
			t.Errorf("%s: %v, want %v", name, keys(err), x.want)
		}
	}
	in := stock.FundDetails{Fund: f.Code, Version: f.Version, Name: "APBN 2026", Kind: stock.StateBudget, Year: 2026, Public: true}
	if _, err := r.ChangeFund(as(t, far), in); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre changes it: %v", err)
	}
	if _, err := r.ChangeFund(as(t, fundKeeper), in); err != nil {
		t.Errorf("the ministry changes it: %v", err)
	}
	if _, err := r.ChangeFund(as(t, head), in); fault.CodeOf(err) != fault.Stale {
		t.Errorf("an old form: %v, want Stale", err)
	}
	r.verify(t)
}

func TestTheListOfFundsHasThoseOfTheLotsAndThoseOfTheRegister(t *testing.T) {
	r := newRoom(t)
	r.receive(t, csr(2))
	r.receive(t, made("A-1"))
	r.fund(t, stock.FundDetails{Name: "Hibah baru", Kind: stock.Grant, Donor: "Yayasan Contoh"})
	r.fund(t, stock.FundDetails{Name: "APBN 2026", Kind: stock.StateBudget, Year: 2026})
	list, err := r.Funds(as(t, auditor), stock.FundsAsk{Limit: 1})
	if err != nil || len(list.Rows) != 2 || list.Rows[0].Fund.Code != "hibah-baru" || !list.Rows[1].Registered || list.Next != "APBN 2026" {
		t.Fatalf("first part: %+v, %v", list, err)
	}
	list, err = r.Funds(as(t, auditor), stock.FundsAsk{Limit: 1, After: list.Next})
	if err != nil || len(list.Rows) != 1 || list.Rows[0].Key != "CSR CONTOH 2026" || list.Rows[0].Registered || list.Next != "" || list.Rows[0].Total.Received != 2 {
		t.Errorf("second part: %+v, %v", list, err)
	}
}

func TestADonorIsToldNoGroupOfFewerThanFive(t *testing.T) {
	r := newRoom(t)
	f := r.fund(t, stock.FundDetails{Name: "Kursi CSR", Kind: stock.Company, Donor: "PT Contoh", Texts: []string{"CSR Contoh 2026"}})
	if _, err := r.DonorPage(t.Context(), f.Code); fault.CodeOf(err) != fault.NotFound {
		t.Fatalf("a fund that is not public: %v, want NotFound", err)
	}
	in := stock.FundDetails{Fund: f.Code, Version: 1, Name: f.Name, Kind: f.Kind, Donor: f.Donor, Texts: f.Texts, Public: true}
	if _, err := r.ChangeFund(as(t, head), in); err != nil {
		t.Fatal(err)
	}
	rec := r.receive(t, csr(30))
	r.giveTo(t, rec.Units, strings.Fields("33 33 33 33 33 33 74 74 51 51 51 51 51 51 51 51")...)
	p, err := r.DonorPage(t.Context(), f.Code)
	if err != nil {
		t.Fatal(err)
	}
	if p.Received != 30 || p.InUse != 16 || p.InStock != 14 || p.Reserved != 0 {
		t.Errorf("states: %+v", p)
	}
	// 74 has two people; 33 is the next smallest and would give them away.
	for _, x := range p.Provinces {
		if want := map[string]stock.Told{"33": stock.Few, "74": stock.Few, "51": 8}[x.Province]; x.InUse != want {
			t.Errorf("province %s: %d, want %d", x.Province, x.InUse, want)
		}
	}
}

func TestASmallFundTellsNothingThatCouldBeReckonedBack(t *testing.T) {
	r := newRoom(t)
	f := r.fund(t, stock.FundDetails{Name: "Kursi CSR", Kind: stock.Company, Donor: "PT Contoh", Texts: []string{"CSR Contoh 2026"}, Public: true})
	rec := r.receive(t, csr(9))
	r.giveTo(t, rec.Units, "33", "33")
	p, err := r.DonorPage(t.Context(), f.Code)
	if err != nil {
		t.Fatal(err)
	}
	if !p.InUse.Hidden() || !p.InStock.Hidden() {
		t.Errorf("2 of 9 with people: in use %d, in stock %d, want both hidden", p.InUse, p.InStock)
	}
	for _, m := range p.Months {
		if m.Handed != stock.Few {
			t.Errorf("the months tell %d", m.Handed)
		}
	}
	if !p.Models[0].InUse.Hidden() || !p.Provinces[0].InUse.Hidden() {
		t.Errorf("models %+v provinces %+v", p.Models, p.Provinces)
	}
}

// A fund's counts take no longer for more units: what is read are its tallies.
func TestAFundOfManyUnitsIsSummedFromFewRecords(t *testing.T) {
	r := newRoom(t)
	for i := range 5 {
		in := csr(0)
		in.Serials = serials(fmt.Sprintf("L%d", i), 100)
		r.receive(t, in)
	}
	start := time.Now()
	if x := r.trace(t, "CSR Contoh 2026"); x.Total.Received != 500 || len(x.Models) != 1 || len(x.Centres) != 1 {
		t.Errorf("%+v", x.Total)
	}
	if took := time.Since(start); took > 200*time.Millisecond {
		t.Errorf("the trace took %s", took)
	}
}
