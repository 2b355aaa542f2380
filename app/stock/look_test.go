package stock_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

const gtin = "09506000134352"

// bought adds a model that is bought, with its trade number.
func (r *room) bought(tb testing.TB, name string, how stock.Tracking) stock.Model {
	tb.Helper()
	m := r.model(tb, stock.ModelDetails{Name: name, Tracking: how, Maker: "PT Contoh"})
	if _, err := r.SetGTIN(as(tb, clerk), stock.NewGTIN{Model: m.Slug, GTIN: gtin}); err != nil {
		tb.Fatal(err)
	}
	return m
}

func TestEverythingThatIsScannedAnywhereFindsTheRightThing(t *testing.T) {
	r := newRoom(t)
	r.shelved(t)
	m := r.bought(t, "Alat bantu dengar", stock.Serialised)
	rec := r.receive(t, stock.NewReceipt{Model: m.Slug, Source: stock.Purchase, Fund: "APBN", Serials: []string{"S-1"}})
	r.receive(t, made("KRE-1", "TWIN-7"))
	r.receive(t, stock.NewReceipt{Model: m.Slug, Source: stock.Purchase, Fund: "APBN", Serials: []string{"TWIN-7"}})
	_, list := r.ahead(t, 1)
	code := r.unit(t, rec.Units[0]).Code
	for text, want := range map[string]stock.FoundKind{
		code: stock.FoundUnit, " " + code + "\r\n": stock.FoundUnit, "HTTPS://LUMBUNG.EXAMPLE/u/" + code: stock.FoundUnit,
		rec.Units[0].String(): stock.FoundUnit, "KRE-1": stock.FoundUnit, "kre-1": stock.FoundUnit,
		"]d201" + gtin + "21S-1": stock.FoundUnit, "(01)" + gtin + "(10)L1(21)S-1": stock.FoundUnit,
		"]d201" + gtin + "10L1\x1d21S-9": stock.FoundModel, "https://id.example/01/" + gtin: stock.FoundModel,
		"9506000134352": stock.FoundModel, "TWIN-7": stock.FoundUnits,
		"A1": stock.FoundShelf, "soeharso-utama": stock.FoundWarehouse, "Soeharso-Utama/A1": stock.FoundShelf, "meohai": stock.FoundCentre,
		r.pad.Code: stock.FoundModel, r.pad.Slug: stock.FoundModel, list[0].Code: stock.FoundLabel,
		"tidak ada": stock.FoundNothing, "": stock.FoundNothing, "ZZZZZZZ": stock.FoundNothing, "\x00\x1b": stock.FoundNothing,
	} {
		found, err := r.Look(as(t, clerk), text)
		if err != nil || found.Kind != want {
			t.Errorf("Look(%q) = %s, %v; want %s", text, found.Kind, err, want)
		}
	}
	found, err := r.Look(as(t, clerk), "kursi elek")
	if err != nil || len(found.Models) != 1 || found.Models[0].ID != r.chair.ID {
		t.Errorf("models like 'kursi elek' = %v, %v", found.Models, err)
	}
}

func TestACodeOfAManufacturerThatIsWrongSaysWhy(t *testing.T) {
	r := newRoom(t)
	for text, want := range map[string]string{
		"]d20109506000134353": "gs1.check_digit", "(01)" + gtin: "gtin.unknown", "]C117261301": "gs1.date",
		"]C101" + gtin + "1726": "gs1.cut_off", "]C119X": "gs1.unknown_field",
	} {
		found, err := r.Look(as(t, clerk), text)
		if err != nil || found.Doubt == nil || found.Doubt.Key != want {
			t.Errorf("Look(%q): %+v, %v; want doubt %s", text, found.Doubt, err, want)
		}
	}
}

func TestWhatMayBeDoneDependsOnWhoLooksAndWhereItIs(t *testing.T) {
	r := newRoom(t)
	u := r.receive(t, made("KRE-1")).Units[0]
	ask := func(a policy.Actor) []stock.Act {
		found, err := r.Look(as(t, a), "KRE-1")
		if err != nil {
			t.Fatal(err)
		}
		return found.May
	}
	if got, want := ask(clerk), []stock.Act{stock.ActMove, stock.ActInspect, stock.ActHold, stock.ActLabel}; !slices.Equal(got, want) {
		t.Errorf("in the warehouse: %v, want %v", got, want)
	}
	for _, a := range []policy.Actor{far, peksos, admin} {
		if got := ask(a); len(got) != 0 {
			t.Errorf("%s of %s may %v", a.Role, a.Centre, got)
		}
	}
	if _, err := r.reserve(as(t, clerk), u, id(900)); err != nil {
		t.Fatal(err)
	}
	if got := ask(clerk); got[0] != stock.ActIssue {
		t.Errorf("reserved: %v, want the hand-over first", got)
	}
	if got := ask(peksos); !slices.Equal(got, []stock.Act{stock.ActIssue}) {
		t.Errorf("social worker: %v", got)
	}
	if _, err := r.Look(as(t, policy.Actor{}), "KRE-1"); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("nobody looks: %v", err)
	}
}

func TestATradeNumberIsOfOneModelAndNeverOfOnesOwnProduct(t *testing.T) {
	r := newRoom(t)
	m := r.bought(t, "Alat bantu dengar", stock.Serialised)
	for name, c := range map[string]struct {
		in   stock.NewGTIN
		want string
	}{
		"of another":  {stock.NewGTIN{Model: r.pad.Slug, GTIN: gtin}, "gtin.taken"},
		"own product": {stock.NewGTIN{Model: r.chair.Slug, GTIN: "6291041500213"}, "gtin.own_product"},
		"check digit": {stock.NewGTIN{Model: r.pad.Slug, GTIN: "6291041500214"}, "gtin.check_digit"},
		"scan, wrong": {stock.NewGTIN{Model: r.pad.Slug, GTIN: "(01)06291041500214"}, "gtin.check_digit"},
		"no number":   {stock.NewGTIN{Model: r.pad.Slug, GTIN: "KRE-1"}, "gtin.form"},
	} {
		_, err := r.SetGTIN(as(t, clerk), c.in)
		if got := keys(err); !maps.Equal(got, map[string]string{"gtin": c.want}) {
			t.Errorf("%s: %v (%v), want %s", name, got, err, c.want)
		}
	}
	n, err := r.SetGTIN(as(t, clerk), stock.NewGTIN{Model: r.pad.Slug, GTIN: "]E06291041500213"})
	if err != nil || n.Number != "06291041500213" {
		t.Errorf("scanned: %+v, %v", n, err)
	}
	if _, err := r.SetGTIN(as(t, far), stock.NewGTIN{Model: m.Slug, GTIN: "96385074"}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre: %v", err)
	}
	if _, err := r.SetGTIN(as(t, clerk), stock.NewGTIN{Model: r.pad.Slug, GTIN: gtin, Remove: true}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("taken from a model that has it not: %v", err)
	}
	if _, err := r.SetGTIN(as(t, clerk), stock.NewGTIN{Model: m.Slug, GTIN: gtin, Remove: true}); err != nil {
		t.Error(err)
	}
	if list, err := r.GTINs(as(t, clerk), m.Slug); err != nil || len(list) != 0 {
		t.Errorf("after it was taken away: %v, %v", list, err)
	}
	r.verify(t)
}

func TestPlacesRollUp(t *testing.T) {
	r := newRoom(t)
	r.shelved(t)
	in := made(serials("KRE", 3)...)
	in.Warehouse = "soeharso-utama/a1"
	r.receive(t, in)
	r.receive(t, stock.NewReceipt{Model: r.pad.Code, Source: stock.Purchase, Fund: "APBN", Quantity: 40, Expiry: noon.AddDate(1, 0, 0), Lot: "L-9"})
	tree, err := r.Places(as(t, far), "soeharso")
	if err != nil || tree.Total() != 43 || len(tree.Houses) != 1 || tree.Houses[0].Pieces != 40 || tree.Houses[0].Shelves[0].Pieces != 3 {
		t.Errorf("tree = %+v, %v", tree, err)
	}
	if tree.MayAdd || tree.MayTag {
		t.Error("another centre may change the places")
	}
	sheet, err := r.PlaceContents(as(t, clerk), stock.ContentAsk{Place: "soeharso-utama/a1"})
	if err != nil || len(sheet.Units) != 3 || len(sheet.Contents) != 1 || sheet.Contents[0].Model.ID != r.chair.ID {
		t.Errorf("shelf = %+v, %v", sheet, err)
	}
	main, err := r.PlaceContents(as(t, clerk), stock.ContentAsk{Place: "soeharso-utama"})
	if err != nil || main.Total() != 43 || len(main.Contents) != 1 || main.Contents[0].Lot.Code != "L-9" {
		t.Errorf("warehouse = %+v, %v", main, err)
	}
	for _, text := range []string{"", "tak-ada", "soeharso-utama/z9"} {
		if _, err := r.PlaceContents(as(t, clerk), stock.ContentAsk{Place: text}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("contents of %q: %v", text, err)
		}
	}
	r.verify(t)
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
