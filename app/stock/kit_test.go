package stock_test

import (
	"testing"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

// kitchen is a room with a hygiene kit of two soaps and one towel.
type kitchen struct {
	*room
	kit, soap, towel stock.Model
}

func newKitchen(tb testing.TB, store storage.Store) *kitchen {
	tb.Helper()
	k := &kitchen{room: furnish(tb, store)}
	k.soap = k.model(tb, stock.ModelDetails{Name: "Sabun", Code: "SBN", Tracking: stock.Counted, Price: 3_000})
	k.towel = k.model(tb, stock.ModelDetails{Name: "Handuk", Code: "HDK", Tracking: stock.Counted, Price: 20_000})
	k.kit = k.model(tb, stock.ModelDetails{Name: "Paket kebersihan", Code: "PKB", Tracking: stock.Counted, Class: stock.ClassKit})
	k.list(tb, k.kit, stock.AccessoryLine{PartLine: stock.PartLine{Model: "SBN", Quantity: 2}}, stock.AccessoryLine{PartLine: stock.PartLine{Model: "HDK", Quantity: 1}})
	return k
}

func (r *room) list(tb testing.TB, m stock.Model, list ...stock.AccessoryLine) stock.PartList {
	tb.Helper()
	got, err := r.SetPartList(as(tb, clerk), stock.NewPartList{Model: m.Slug, Lines: list})
	if err != nil {
		tb.Fatalf("SetPartList: %v", err)
	}
	return got
}

func (k *kitchen) buy(tb testing.TB, model, fund string, n, price int64) {
	tb.Helper()
	k.receive(tb, stock.NewReceipt{Model: model, Source: stock.Purchase, Fund: fund, Quantity: n, UnitCost: price})
}

func (k *kitchen) ready(tb testing.TB, m stock.Model) int64 {
	tb.Helper()
	return k.tally(tb, m.ID, "soeharso").Ready
}

func TestKitsAreMadeOfTheirPartsAndGiveThemBack(t *testing.T) {
	k := newKitchen(t, memkv.New())
	k.receive(t, stock.NewReceipt{Model: "SBN", Source: stock.Purchase, Fund: "APBN", Quantity: 5, UnitCost: 3_001, Expiry: noon.AddDate(0, 3, 0)})
	k.buy(t, "SBN", "APBN", 10, 2_000)
	k.buy(t, "HDK", "APBN", 10, 20_000)
	a, err := k.AssembleKits(as(t, clerk), stock.KitMove{Kit: "PKB", Quantity: 4})
	if err != nil {
		t.Fatal(err)
	}
	worth := int64(0)
	for _, l := range a.Lots {
		worth += l.Quantity * l.UnitCost
	}
	if worth != 5*3_001+3*2_000+4*20_000 || a.Number != "PKT-2026-0001" {
		t.Errorf("four kits %s are worth %d", a.Number, worth)
	}
	if k.ready(t, k.kit) != 4 || k.ready(t, k.soap) != 7 || k.ready(t, k.towel) != 6 {
		t.Errorf("kits %d, soaps %d, towels %d; want 4, 7, 6", k.ready(t, k.kit), k.ready(t, k.soap), k.ready(t, k.towel))
	}
	list, err := k.Expiries(as(t, clerk), stock.ExpiriesAsk{})
	if err != nil || len(list.Rows) != len(a.Lots) || list.Rows[0].Model.ID != k.kit.ID {
		t.Errorf("the kits expire with their soap: %+v, %v", list.Rows, err)
	}
	k.verify(t)
	if _, err := k.UnpackKits(as(t, clerk), stock.KitMove{Kit: "PKB", Quantity: 3}); err != nil {
		t.Fatal(err)
	}
	k.verify(t)
	if k.ready(t, k.kit) != 1 || k.ready(t, k.soap) != 13 || k.ready(t, k.towel) != 9 {
		t.Errorf("after unpacking kits %d, soaps %d, towels %d; want 1, 13, 9", k.ready(t, k.kit), k.ready(t, k.soap), k.ready(t, k.towel))
	}
	if _, err := k.UnpackKits(as(t, clerk), stock.KitMove{Kit: "PKB", Quantity: 2}); fault.As(err).Key != "part.short" {
		t.Errorf("two kits of one: %v", err)
	}
}

func TestBoughtKitsGivePartsThatAreWorthTheKit(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := newKitchen(t, memkv.New())
		n, price := rapid.Int64Range(1, 50).Draw(rt, "kits"), rapid.Int64Range(0, 1_000_000).Draw(rt, "price")
		k.buy(t, "PKB", "CSR", n, price)
		out := rapid.Int64Range(1, n).Draw(rt, "unpacked")
		if _, err := k.UnpackKits(as(t, clerk), stock.KitMove{Kit: "PKB", Quantity: out}); err != nil {
			rt.Fatal(err)
		}
		worth, err := k.Worth(as(t, clerk), stock.WorthAsk{})
		if err != nil || worth.Total() != n*price {
			rt.Fatalf("the stock is worth %d, want %d, %v", worth.Total(), n*price, err)
		}
		if k.ready(t, k.soap) != 2*out || k.ready(t, k.towel) != out {
			rt.Fatalf("%d soaps and %d towels out of %d kits", k.ready(t, k.soap), k.ready(t, k.towel), out)
		}
		k.verify(t)
	})
}

func TestKitsOfSeveralFundsAskForTheirOwn(t *testing.T) {
	k := newKitchen(t, memkv.New())
	k.buy(t, "SBN", "APBN", 10, 2_000)
	k.buy(t, "HDK", "CSR", 10, 20_000)
	if _, err := k.AssembleKits(as(t, clerk), stock.KitMove{Kit: "PKB", Quantity: 1}); keys(err)["fund"] != "kit.fund_mixed" {
		t.Errorf("parts of two funds: %v", err)
	}
	if _, err := k.AssembleKits(as(t, clerk), stock.KitMove{Kit: "PKB", Quantity: 1, Fund: "APBN dan CSR"}); err != nil {
		t.Error(err)
	}
	k.verify(t)
}

func TestBadKitsAreNamed(t *testing.T) {
	k := newKitchen(t, memkv.New())
	for name, x := range map[string]struct {
		in    stock.KitMove
		field string
	}{
		"no kit":        {stock.KitMove{Kit: "SBN", Quantity: 1}, "kit"},
		"unknown":       {stock.KitMove{Kit: "tidak-ada", Quantity: 1}, "kit"},
		"none":          {stock.KitMove{Kit: "PKB"}, "quantity"},
		"negative":      {stock.KitMove{Kit: "PKB", Quantity: -3}, "quantity"},
		"unknown place": {stock.KitMove{Kit: "PKB", Quantity: 1, Place: "antah"}, "place"},
		"future":        {stock.KitMove{Kit: "PKB", Quantity: 1, Occurred: noon.AddDate(1, 0, 0)}, "occurred_at"},
	} {
		if _, err := k.AssembleKits(as(t, clerk), x.in); keys(err)[x.field] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := k.AssembleKits(as(t, far), stock.KitMove{Kit: "PKB", Quantity: 1, Place: "soeharso-utama"}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre's warehouse: %v", err)
	}
	if _, err := k.AssembleKits(as(t, clerk), stock.KitMove{Kit: "PKB", Quantity: 1}); fault.As(err).Key != "part.short" {
		t.Errorf("kits of nothing: %v", err)
	}
}

func TestAUnitThatLacksARequiredPartIsNotReadyUntilItIsThere(t *testing.T) {
	r := newRoom(t)
	r.model(t, stock.ModelDetails{Name: "Pengisi daya", Code: "CAS", Tracking: stock.Counted})
	r.list(t, r.chair, stock.AccessoryLine{PartLine: stock.PartLine{Model: "CAS", Quantity: 1}},
		stock.AccessoryLine{PartLine: stock.PartLine{Model: r.pad.Slug, Quantity: 1}, Optional: true})
	id := r.receive(t, made("A-1")).Units[0]
	look := func(missing ...string) stock.Unit {
		t.Helper()
		u, err := r.CheckParts(as(t, clerk), stock.PartsCheck{Unit: id.String(), Missing: missing})
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	if u := look(r.pad.Slug); !u.Available() {
		t.Errorf("without an optional part the unit is %+v", u)
	}
	if u := look("CAS"); u.Available() || u.Hold != stock.HoldParts || u.Bucket() != stock.Held {
		t.Errorf("without its charger the unit is %+v", u)
	}
	if u, err := r.SetHold(as(t, clerk), stock.Holding{Unit: id.String(), Hold: stock.NoHold}); err != nil || u.Available() {
		t.Errorf("ending the hold made an incomplete unit ready: %+v, %v", u, err)
	}
	if _, err := r.reserve(as(t, clerk), id, r.d.NewID(noon)); fault.As(err).Key != "unit.lacks" {
		t.Errorf("an incomplete unit was reserved: %v", err)
	}
	if _, err := r.CheckParts(as(t, clerk), stock.PartsCheck{Unit: id.String(), Missing: []string{"kursi-roda-elektrik"}}); keys(err)["missing.0"] != "kit.not_on_list" {
		t.Errorf("what is not on the list was missing: %v", err)
	}
	if _, err := r.CheckParts(as(t, far), stock.PartsCheck{Unit: id.String()}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre looked: %v", err)
	}
	if u := look(); !u.Available() {
		t.Errorf("a complete unit is %+v", u)
	}
	r.verify(t)
}

func TestAListOfPartsIsNotOverwrittenUnseen(t *testing.T) {
	r := newRoom(t)
	r.model(t, stock.ModelDetails{Name: "Pengisi daya", Code: "CAS", Tracking: stock.Counted})
	r.list(t, r.chair, stock.AccessoryLine{PartLine: stock.PartLine{Model: "CAS", Quantity: 1}})
	if _, err := r.SetPartList(as(t, clerk), stock.NewPartList{Model: r.chair.Slug}); fault.CodeOf(err) != fault.Stale {
		t.Errorf("a list was overwritten: %v", err)
	}
	if _, err := r.SetPartList(as(t, far), stock.NewPartList{Model: r.chair.Slug, Version: 1}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre wrote the list: %v", err)
	}
	bad := stock.NewPartList{Model: r.chair.Slug, Version: 1, Lines: []stock.AccessoryLine{{}, {PartLine: stock.PartLine{Model: "CAS", Quantity: -1}}}}
	if _, err := r.SetPartList(as(t, clerk), bad); keys(err)["lines.1.quantity"] != "part.quantity" {
		t.Errorf("a negative quantity: %v", err)
	}
}
