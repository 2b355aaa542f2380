package stock_test

import (
	"slices"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

func (r *room) judge(tb testing.TB, a policy.Actor, in stock.Scanning) stock.ScanList {
	tb.Helper()
	list, err := r.Judge(as(tb, a), in)
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

// heard lists what became of each scan, and for those refused why.
func heard(list stock.ScanList) (out []string) {
	for _, x := range list.Results {
		text := string(x.Heard)
		if x.Heard == stock.HeardRefused {
			text = x.Say.Key
		}
		out = append(out, text)
	}
	return out
}

func TestScansOfGoodsThatComeInFillTheFieldsAndTheList(t *testing.T) {
	r := newRoom(t)
	r.shelved(t)
	m := r.bought(t, "Alat bantu dengar", stock.Serialised)
	list := r.judge(t, clerk, stock.Scanning{Mode: stock.ScanReceive, Fresh: []string{
		"soeharso-utama/a1", "]d201" + gtin + "1728022910L-1\x1d21S-1", "(01)" + gtin + "(17)280229(10)L-1(21)S-2", "s-2", "S-3", "",
	}})
	if got, want := heard(list), []string{"filled", "added", "added", "duplicate", "added"}; !slices.Equal(got, want) {
		t.Errorf("heard %v, want %v", got, want)
	}
	if list.Model.ID != m.ID || list.Lot != "L-1" || !list.Expiry.Equal(day(2028, 2, 29)) || list.Place.Code != "soeharso-utama/a1" {
		t.Errorf("fields = %s %s %s %s", list.Model.Name, list.Lot, list.Expiry, list.Place.Code)
	}
	if got, want := list.Codes(), []string{"S-1", "S-2", "S-3"}; !slices.Equal(got, want) {
		t.Errorf("codes = %v, want %v", got, want)
	}
	rec := r.receive(t, stock.NewReceipt{
		Model: m.Slug, Source: stock.Purchase, Fund: "APBN", Serials: list.Codes(), Lot: list.Lot, Expiry: list.Expiry, Warehouse: list.Place.Code,
	})
	after := r.judge(t, clerk, stock.Scanning{Mode: stock.ScanReceive, Model: m.Slug, Codes: []string{"S-1", "S-4"}, Fresh: []string{"S-2", r.unit(t, rec.Units[2]).Code}})
	if got, want := heard(after), []string{"receipt.serial_taken", "receipt.serial_taken"}; !slices.Equal(got, want) {
		t.Errorf("after the receipt: heard %v, want %v", got, want)
	}
	if len(after.Lines) != 1 || len(after.Blocked) != 3 || after.Blocked[0].Why.Args["document"] != "TRM-2026-0001" {
		t.Errorf("lines %v, blocked %v; want S-1 to have become one that cannot go, by its document", after.Lines, after.Blocked)
	}
}

func TestWhatCannotComeInTogetherIsRefusedAtTheScan(t *testing.T) {
	r := newRoom(t)
	r.bought(t, "Alat bantu dengar", stock.Serialised)
	_, labels := r.ahead(t, 1)
	first := "(01)" + gtin + "(17)280229(10)L-1(21)S-1"
	for name, c := range map[string]struct{ scan, want string }{
		"another lot":      {"(01)" + gtin + "(17)280229(10)L-2(21)S-2", "scan.other_lot"},
		"another expiry":   {"(01)" + gtin + "(17)280329(10)L-1(21)S-2", "scan.other_expiry"},
		"another model":    {r.chair.Code, "scan.other_model"},
		"expired":          {"(01)" + gtin + "(17)251031(10)L-1(21)S-2", "scan.other_expiry"},
		"wrong digit":      {"(01)09506000134353(21)S-2", "gs1.check_digit"},
		"unknown product":  {"(01)06291041500213", "gtin.unknown"},
		"unknown, bare":    {"6291041500213", "gtin.unknown"},
		"a centre":         {"meohai", "scan.is_centre"},
		"another's place":  {"meohai-utama", "scan.place_elsewhere"},
		"by a spreadsheet": {"6.37702E+15", "receipt.serial_rounded"},
	} {
		got := heard(r.judge(t, clerk, stock.Scanning{Mode: stock.ScanReceive, Fresh: []string{first, c.scan}}))
		if want := []string{"added", c.want}; !slices.Equal(got, want) {
			t.Errorf("%s: heard %v, want %v", name, got, want)
		}
	}
	got := heard(r.judge(t, clerk, stock.Scanning{Mode: stock.ScanReceive, Fresh: []string{"(01)" + gtin + "(17)251031(10)L-1(21)S-2", "6291041500214", "12345678", labels[0].Code}}))
	if want := []string{"scan.expired", "added", "added", "added"}; !slices.Equal(got, want) {
		t.Errorf("heard %v, want %v: numbers that are no product are serial numbers", got, want)
	}
	got = heard(r.judge(t, far, stock.Scanning{Mode: stock.ScanReceive, Fresh: []string{labels[0].Code}}))
	if want := []string{"label.other_centre"}; !slices.Equal(got, want) {
		t.Errorf("a label of another centre: %v", got)
	}
}

func TestEachPackageOfACountedModelIsOneMore(t *testing.T) {
	r := newRoom(t)
	m := r.bought(t, "Baterai", stock.Counted)
	list := r.judge(t, clerk, stock.Scanning{Mode: stock.ScanReceive, Fresh: []string{gtin, gtin, "(01)" + gtin + "(10)L-1(30)12", "B-1"}})
	if got, want := heard(list), []string{"added", "added", "added", "receipt.serials_refused"}; !slices.Equal(got, want) || list.Pieces() != 14 {
		t.Errorf("heard %v with %d pieces, want %v with 14", got, list.Pieces(), want)
	}
	again := r.judge(t, clerk, stock.Scanning{Mode: stock.ScanReceive, Model: m.Slug, Codes: list.Codes(), Lot: list.Lot})
	if again.Pieces() != 14 || again.Lot != "L-1" {
		t.Errorf("judged again: %d pieces of lot %s", again.Pieces(), again.Lot)
	}
}

func TestUnitsAreMovedFromScanToScan(t *testing.T) {
	r := newRoom(t)
	r.shelved(t)
	rec := r.receive(t, made(serials("KRE", 3)...))
	_, labels := r.ahead(t, 1)
	list := r.judge(t, clerk, stock.Scanning{Mode: stock.ScanMove, Fresh: []string{"soeharso-utama/a1", "KRE-0001", r.unit(t, rec.Units[0]).Code, "KRE-0002", labels[0].Code, r.chair.Code, "apa ini"}})
	want := []string{"filled", "added", "duplicate", "added", "scan.label_free", "scan.model_only", "look.unknown"}
	if got := heard(list); !slices.Equal(got, want) {
		t.Errorf("heard %v, want %v", got, want)
	}
	codes := make([]string, len(list.Lines))
	for i, x := range list.Lines {
		codes[i] = x.Code
	}
	if _, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Moved, Units: codes, To: list.Place.Code}); err != nil {
		t.Fatal(err)
	}
	again := r.judge(t, clerk, stock.Scanning{Mode: stock.ScanMove, Place: "soeharso-utama/a1", Codes: codes})
	if len(again.Blocked) != 2 || again.Blocked[0].Why.Key != "move.unit_there" {
		t.Errorf("after the move: %+v", again.Blocked)
	}
	if got := heard(r.judge(t, far, stock.Scanning{Mode: stock.ScanMove, Fresh: codes[:1]})); !slices.Equal(got, []string{"scan.unit_elsewhere"}) {
		t.Errorf("another centre: %v", got)
	}
	r.verify(t)
}

func TestAUnitIsScannedForItsHandOverAndForItsReturn(t *testing.T) {
	r := newRoom(t)
	u := r.receive(t, made("KRE-1", "KRE-2")).Units[0]
	ask := func(mode stock.ScanMode) string {
		return heard(r.judge(t, clerk, stock.Scanning{Mode: mode, Fresh: []string{"KRE-1"}}))[0]
	}
	if got := ask(stock.ScanIssue); got != "unit.not_reserved" {
		t.Errorf("hand-over of a free unit: %s", got)
	}
	if got := ask(stock.ScanReturn); got != "scan.not_in_use" {
		t.Errorf("return of a unit on the shelf: %s", got)
	}
	if _, err := r.reserve(as(t, clerk), u, id(900)); err != nil {
		t.Fatal(err)
	}
	if got := ask(stock.ScanIssue); got != "added" {
		t.Errorf("hand-over of a reserved unit: %s", got)
	}
	if _, err := r.issue(as(t, clerk), stock.Issuance{Units: []op.ID{u}, Allocations: []op.ID{id(900)}, To: id(77), Document: "1/BAST"}); err != nil {
		t.Fatal(err)
	}
	if got := ask(stock.ScanIssue); got != "unit.not_here" {
		t.Errorf("hand-over of what was handed over: %s", got)
	}
	if got := ask(stock.ScanReturn); got != "added" {
		t.Errorf("return: %s", got)
	}
}

func TestOnlyThoseScanWhoMayDoItInTheEnd(t *testing.T) {
	r := newRoom(t)
	if _, err := r.Judge(as(t, peksos), stock.Scanning{Mode: stock.ScanMove}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("a social worker moves: %v", err)
	}
	if _, err := r.Judge(as(t, peksos), stock.Scanning{Mode: stock.ScanIssue}); err != nil {
		t.Errorf("a social worker hands over: %v", err)
	}
	if got, want := stock.MayScan(peksos), []stock.ScanMode{stock.ScanIssue, stock.ScanReturn, stock.ScanLook}; !slices.Equal(got, want) {
		t.Errorf("modes of a social worker: %v, want %v", got, want)
	}
	list := r.judge(t, clerk, stock.Scanning{Mode: stock.ScanMove, Fresh: serials("X", stock.MaxMove+1)})
	if len(list.Blocked) != stock.MaxMove+1 {
		t.Errorf("%d unknown codes are blocked", len(list.Blocked))
	}
	r.receive(t, made(serials("KRE", stock.MaxMove+1)...))
	full := r.judge(t, clerk, stock.Scanning{Mode: stock.ScanMove, Fresh: serials("KRE", stock.MaxMove+1)})
	if got := full.Results[stock.MaxMove].Say.Key; got != "scan.full" {
		t.Errorf("the hundred and first: %s", got)
	}
}
