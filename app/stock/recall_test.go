package stock_test

import (
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

var (
	chief    = actor(5, policy.Head, "soeharso")
	farChief = actor(6, policy.Head, "meohai")
	ministry = actor(7, policy.Ministry, "")
)

// recall is a recall of chairs by a range of serial numbers.
func recall(from, to string) stock.NewRecall {
	return stock.NewRecall{
		Model: "kursi-roda-elektrik", Scope: stock.RecallSerial, From: from, To: to, Risk: stock.RiskHigh,
		Reason: "Baterai dapat terbakar saat diisi", Instruction: "Berhenti mengisi baterai dan hubungi sentra",
		Contact: "Sentra Terpadu Prof. Dr. Soeharso, (0271) 000 000", DecidedBy: "Kepala Sentra Contoh",
	}
}

func (r *room) open(tb testing.TB, in stock.NewRecall) stock.Recall {
	tb.Helper()
	rec, err := r.OpenRecall(as(tb, chief), in)
	if err != nil {
		tb.Fatalf("OpenRecall: %v", err)
	}
	return rec
}

func TestASerialNumberLiesInARangeByPrefixNumberAndSuffix(t *testing.T) {
	for _, x := range []struct {
		from, to, serial string
		has              bool
	}{
		{"KRE-0001", "KRE-0010", "KRE-0007", true},
		{"KRE-0001", "KRE-0010", "KRE-7", true},
		{"KRE-0001", "KRE-0010", "kre-0010", true},
		{"KRE-0001", "KRE-0010", "KRE-0011", false},
		{"KRE-0001", "KRE-0010", "KRE-00", false},
		{"KRE-0001", "KRE-0010", "KRF-0007", false},
		{"KRE-0001", "KRE-0010", "KRE-0007/B", false},
		{"KRE-1/B", "KRE-10/B", "KRE-0007/B", true},
		{"KRE-9", "KRE-10", "KRE-10", true},
		{"99999999999999999999998", "100000000000000000000000", "99999999999999999999999", true},
		{"TANPA", "TANPA", "tanpa", true},
		{"TANPA", "TANPA", "TANPA2", false},
	} {
		r := stock.SerialRange{From: x.from, To: x.to}
		if !r.Valid() || r.Has(x.serial) != x.has {
			t.Errorf("%s – %s: Valid %v, Has(%s) %v, want true, %v", x.from, x.to, r.Valid(), x.serial, r.Has(x.serial), x.has)
		}
	}
	for _, x := range [][2]string{{"KRE-10", "KRE-9"}, {"KRE-1", "KRF-2"}, {"KRE-1", "KRE-2/B"}, {"", ""}} {
		if (stock.SerialRange{From: x[0], To: x[1]}).Valid() {
			t.Errorf("%v is no range", x)
		}
	}
}

func TestARecallBlocksEveryUnitThatItNamesAndNoOther(t *testing.T) {
	r := newRoom(t)
	ids := r.receive(t, made(serials("KRE", 12)...)).Units
	if _, err := r.reserve(as(t, clerk), ids[1], id(900)); err != nil {
		t.Fatal(err)
	}
	rec := r.open(t, recall("KRE-0001", "KRE-0010"))
	if !rec.Marked || rec.Number != "PNR-2026-0001" || !rec.Due().Equal(rec.Opened.AddDate(0, 0, 7)) {
		t.Errorf("recall = %+v", rec)
	}
	_, err := r.reserve(as(t, clerk), ids[0], id(901))
	if f := fault.As(err); f.Key != "unit.recalled" || f.Args["number"] != rec.Number {
		t.Errorf("reserve a recalled unit: %v %v", err, f.Args)
	}
	_, err = r.issue(as(t, clerk), stock.Issuance{Units: ids[1:2], Allocations: []op.ID{id(900)}, To: id(950)})
	if fault.As(err).Key != "unit.recalled" {
		t.Errorf("hand a reserved unit over that was recalled: %v", err)
	}
	if _, err := r.reserve(as(t, clerk), ids[10], id(902)); err != nil {
		t.Errorf("a unit out of range: %v", err)
	}
	if u := r.unit(t, ids[0]); u.Bucket() != stock.Held || u.Recall != rec.ID {
		t.Errorf("unit = %s, recall %s; want held by the recall", u.Bucket(), u.Recall)
	}
	if got := r.tally(t, r.chair.ID, "soeharso"); got.Held != 10 || got.Ready != 1 || got.Reserved != 1 {
		t.Errorf("tally = %+v, want 10 held, 1 ready, 1 reserved", got)
	}
	r.verify(t)
}

func TestWhatComesInLaterIsMarkedAtReceipt(t *testing.T) {
	r := newRoom(t)
	in := recall("", "")
	in.Scope, in.From, in.To = stock.RecallAll, "", ""
	rec := r.open(t, in)
	ids := r.receive(t, made(serials("KRE", 200)...)).Units
	if u := r.unit(t, ids[199]); u.Recall != rec.ID {
		t.Errorf("unit = %+v, want it marked as it came in", u)
	}
	if got := r.tally(t, r.chair.ID, "soeharso"); got.Held != 200 || got.Ready != 0 {
		t.Errorf("tally = %+v, want all held", got)
	}
	r.verify(t)
}

func TestARecallOfALotBlocksCountedGoods(t *testing.T) {
	r := newRoom(t)
	for _, batch := range []string{"B/01", "B/02"} {
		r.receive(t, stock.NewReceipt{Model: r.pad.Slug, Source: stock.Purchase, Fund: "APBN 2026", Quantity: 10, Lot: batch})
	}
	in := recall("", "")
	in.Model, in.Scope, in.Lot = r.pad.Slug, stock.RecallLot, "b/01"
	rec := r.open(t, in)
	use := func(lot string) error {
		_, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Issued, Model: r.pad.Slug, Quantity: 2, Lot: lot, Reason: stock.ForService})
		return err
	}
	if err := use("B/01"); fault.As(err).Key != "stock.recalled" {
		t.Errorf("use a recalled lot: %v", err)
	}
	if err := use("B/02"); err != nil {
		t.Errorf("use another lot: %v", err)
	}
	sheet, err := r.Recall(as(t, far), rec.Number)
	if err != nil || len(sheet.Lots) != 1 || sheet.Lots[0].Quantity != 10 || sheet.Lots[0].Lot.Code != "B/01" {
		t.Errorf("lots = %+v, %v; want the ten of B/01", sheet.Lots, err)
	}
	in.Scope = stock.RecallDesign
	in.Design = "v2"
	if _, err := r.OpenRecall(as(t, chief), in); keys(err)["scope"] != "recall.counted_scope" {
		t.Errorf("a design of counted goods: %v", err)
	}
	r.verify(t)
}

func TestALiftedRecallFreesItsUnitsAndAFixedOneIsFreedAlone(t *testing.T) {
	r := newRoom(t)
	ids := r.receive(t, made(serials("KRE", 5)...)).Units
	wide := r.open(t, recall("KRE-0001", "KRE-0005"))
	narrow := r.open(t, recall("KRE-0002", "KRE-0002"))
	free := func(by policy.Actor, number string, unit op.ID) error {
		_, err := r.FreeUnit(as(t, by), stock.FreeingUnit{Recall: number, Unit: unit.String(), Reason: "Baterai diganti dan diuji"})
		return err
	}
	if err := free(far, wide.Number, ids[0]); fault.CodeOf(err) != fault.Denied {
		t.Errorf("freed by another centre: %v", err)
	}
	if err := free(clerk, wide.Number, ids[0]); err != nil {
		t.Fatal(err)
	}
	if err := free(clerk, wide.Number, ids[0]); fault.As(err).Key != "recall.free_already" {
		t.Errorf("freed twice: %v", err)
	}
	if err := free(clerk, narrow.Number, ids[0]); keys(err)["unit"] != "recall.not_on_list" {
		t.Errorf("freed from a recall that does not name it: %v", err)
	}
	if _, err := r.reserve(as(t, clerk), ids[0], id(900)); err != nil {
		t.Errorf("reserve what was put right: %v", err)
	}
	if err := free(clerk, wide.Number, ids[1]); err != nil {
		t.Fatal(err)
	}
	if u := r.unit(t, ids[1]); u.Recall != narrow.ID {
		t.Errorf("unit is held by %s, want the recall that still names it", u.Recall)
	}
	r.verify(t)
	lifted, err := r.LiftRecall(as(t, ministry), stock.LiftingRecall{Recall: wide.Number, Reason: "Salah batch"})
	if err != nil || !lifted.Cleared || lifted.State != stock.RecallLifted {
		t.Fatalf("LiftRecall = %+v, %v", lifted, err)
	}
	if _, err := r.LiftRecall(as(t, ministry), stock.LiftingRecall{Recall: wide.Number, Reason: "Lagi"}); fault.As(err).Key != "recall.lifted" {
		t.Errorf("lifted twice: %v", err)
	}
	if got := r.tally(t, r.chair.ID, "soeharso"); got.Held != 1 || got.Ready != 3 || got.Reserved != 1 {
		t.Errorf("tally = %+v, want one held by the other recall", got)
	}
	r.verify(t)
}

func TestOnlyTheMakerAndTheMinistryRecall(t *testing.T) {
	r := newRoom(t)
	for name, x := range map[string]struct {
		by   policy.Actor
		want fault.Code
	}{
		"head of another centre": {farChief, fault.Denied},
		"warehouse":              {clerk, fault.Denied},
		"social worker":          {peksos, fault.Denied},
		"nobody":                 {policy.Actor{}, fault.NoActor},
	} {
		if _, err := r.OpenRecall(as(t, x.by), recall("KRE-1", "KRE-2")); fault.CodeOf(err) != x.want {
			t.Errorf("%s: %v, want %s", name, err, x.want)
		}
	}
	if _, err := r.OpenRecall(as(t, ministry), recall("KRE-1", "KRE-2")); err != nil {
		t.Errorf("ministry: %v", err)
	}
}

func TestBadRecallsAreRefusedByField(t *testing.T) {
	r := newRoom(t)
	for name, x := range map[string]struct {
		change func(*stock.NewRecall)
		field  string
		key    string
	}{
		"no such model":      {func(in *stock.NewRecall) { in.Model = "tidak-ada" }, "model", "receipt.model_unknown"},
		"backward range":     {func(in *stock.NewRecall) { in.From, in.To = "KRE-9", "KRE-1" }, "to", "recall.range"},
		"two prefixes":       {func(in *stock.NewRecall) { in.To = "XYZ-9" }, "to", "recall.range"},
		"no instruction":     {func(in *stock.NewRecall) { in.Instruction = "" }, "instruction", "field.required"},
		"decided tomorrow":   {func(in *stock.NewRecall) { in.DecidedOn = noon.AddDate(0, 0, 3) }, "decided_on", "recall.decided_future"},
		"decided in year 24": {func(in *stock.NewRecall) { in.DecidedOn = time.Date(24, 1, 1, 0, 0, 0, 0, time.UTC) }, "decided_on", "stock.too_early"},
		"unknown risk":       {func(in *stock.NewRecall) { in.Risk = "huge" }, "risk", "field.oneof"},
		"no lot":             {func(in *stock.NewRecall) { in.Scope = stock.RecallLot }, "lot", "field.required"},
		"over-long reason":   {func(in *stock.NewRecall) { in.Reason = strings.Repeat("a", 1001) }, "reason", "field.max_letters"},
	} {
		in := recall("KRE-0001", "KRE-0002")
		x.change(&in)
		if _, err := r.OpenRecall(as(t, chief), in); keys(err)[x.field] != x.key {
			t.Errorf("%s: %v, want %s %s", name, err, x.field, x.key)
		}
		if x.key == "field.max_letters" {
			continue // a preview does not weigh lengths
		}
		if _, err := r.PreviewRecall(as(t, chief), in); keys(err)[x.field] != x.key {
			t.Errorf("preview of %s: %v, want %s %s", name, err, x.field, x.key)
		}
	}
}

func TestAPreviewCountsUnitsAndPeopleAndChangesNothing(t *testing.T) {
	r := newRoom(t)
	ids := r.receive(t, made(serials("KRE", 4)...)).Units
	r.give(t, ids[0])
	p, err := r.PreviewRecall(as(t, chief), recall("KRE-0001", "KRE-0003"))
	if err != nil || p.Units != 3 || p.People != 1 || p.Total.Ready != 2 || p.Looked != 4 || len(p.Places) != 1 {
		t.Errorf("preview = %+v, %v", p, err)
	}
	if got := r.tally(t, r.chair.ID, "soeharso"); got.Held != 0 {
		t.Errorf("a preview held %d units", got.Held)
	}
}

// give hands a unit over to an invented person.
func (r *room) give(tb testing.TB, unit op.ID) {
	tb.Helper()
	if _, err := r.reserve(as(tb, clerk), unit, id(800)); err != nil {
		tb.Fatal(err)
	}
	if _, err := r.issue(as(tb, clerk), stock.Issuance{Units: []op.ID{unit}, Allocations: []op.ID{id(800)}, To: id(950), Document: "1/BAST/4.11/11/2026"}); err != nil {
		tb.Fatal(err)
	}
}

func TestTheListOfARecallFollowsItsUnits(t *testing.T) {
	r := newRoom(t)
	ids := r.receive(t, made(serials("KRE", 3)...)).Units
	r.give(t, ids[0])
	rec := r.open(t, recall("KRE-0001", "KRE-0003"))
	if sheet, _ := r.Recall(as(t, far), rec.Number); sheet.Progress != (stock.RecallProgress{Units: 3, OnHand: 2, InUse: 1}) {
		t.Errorf("progress = %+v", sheet.Progress)
	}
	r.receive(t, stock.NewReceipt{Model: r.chair.Slug, Source: stock.Return, Serials: []string{"KRE-0001"}})
	if _, err := r.Move(as(t, chief), stock.NewMove{Kind: stock.WrittenOff, Units: []string{ids[1].String()}, Reason: stock.Scrapped, Document: "BA-1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.FreeUnit(as(t, clerk), stock.FreeingUnit{Recall: rec.ID.String(), Unit: ids[2].String(), Reason: "Diganti"}); err != nil {
		t.Fatal(err)
	}
	sheet, err := r.Recall(as(t, far), rec.Number)
	if err != nil || sheet.Progress != (stock.RecallProgress{Units: 3, OnHand: 1, Gone: 1, Free: 1}) {
		t.Errorf("progress = %+v, %v", sheet.Progress, err)
	}
	list, err := r.RecalledUnits(as(t, clerk), stock.RecalledAsk{Recall: rec.Number, Centre: "soeharso", Place: "soeharso-utama"})
	if err != nil || len(list.Rows) != 1 || list.Rows[0].Unit != ids[0] || !list.Rows[0].MayFree {
		t.Errorf("list = %+v, %v; want the one that came back", list.Rows, err)
	}
	n, ok, err := r.NoticeOfUnit(t.Context(), r.unit(t, ids[0]).Code)
	if err != nil || !ok || n.Number != rec.Number {
		t.Errorf("a stranger reads %+v, %v, %v", n, ok, err)
	}
	if _, ok, err := r.NoticeOfUnit(t.Context(), r.unit(t, ids[2]).Code); ok || err != nil {
		t.Errorf("a unit that was put right: %v, %v", ok, err)
	}
	r.verify(t)
}
