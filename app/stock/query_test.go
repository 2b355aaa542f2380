package stock_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

func TestAUnitIsFoundByWhatIsPrintedTypedOrScanned(t *testing.T) {
	r := newRoom(t)
	u := r.unit(t, r.receive(t, made("KRE-1")).Units[0])
	for _, text := range []string{
		u.Code, strings.ToLower(u.Code), " " + u.Code[:3] + "-" + u.Code[3:] + " ", "https://lumbung.example/u/" + u.Code, u.ID.String(),
		strings.NewReplacer("0", "O", "1", "l").Replace(u.Code),
	} {
		got, err := r.Unit(as(t, admin), text)
		if err != nil || got.Unit.ID != u.ID {
			t.Errorf("Unit(%q) = %s, %v; want %s", text, got.Unit.Code, err, u.Code)
		}
	}
	if _, err := r.Unit(as(t, admin), "ZZZZZZZ"); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("unknown code: %v, want not found", err)
	}
}

func TestTheTimelineTellsEachEventOnce(t *testing.T) {
	r := newRoom(t)
	ctx := as(t, clerk)
	u := r.receive(t, made("KRE-1")).Units[0]
	if _, err := r.Inspect(ctx, stock.Inspection{Unit: u.String(), Condition: stock.CondGood}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.reserve(ctx, u, id(900)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.issue(ctx, stock.Issuance{Units: []op.ID{u}, Allocations: []op.ID{id(900)}, To: id(77)}); err != nil {
		t.Fatal(err)
	}
	sheet, err := r.Unit(as(t, far), u.String())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range sheet.Timeline() {
		if s.Movement != nil {
			got = append(got, string(s.Movement.Kind))
		} else {
			got = append(got, string(s.Entry.Action))
		}
	}
	want := []string{"issue", string(policy.AllocationReserve), string(policy.UnitInspect), "receive"}
	if !slices.Equal(got, want) || sheet.MayChange {
		t.Errorf("timeline = %v, may change %t; want %v and no change by another centre", got, sheet.MayChange, want)
	}
}

func TestTheStockCardRunsOnFromItsOpening(t *testing.T) {
	r := newRoom(t)
	ctx := as(t, clerk)
	for i, n := range []int{5, 3, 2} {
		in := made(serials(string(rune('A'+i)), n)...)
		in.Occurred = noon.AddDate(0, 0, []int{-400, -1, -30}[i])
		r.receive(t, in)
	}
	first, err := r.StockCard(ctx, stock.CardAsk{Model: r.chair.Slug, Paging: stock.Paging{Limit: 1}})
	if err != nil || first.Opening != 5 || first.Closing != 10 || first.In != 5 || !first.Current {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := r.StockCard(ctx, stock.CardAsk{Model: r.chair.Slug, Paging: stock.Paging{Limit: 1, Cursor: first.Next}})
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]int64
	for _, l := range append(first.Lines, second.Lines...) {
		got = append(got, [2]int64{l.In, l.Balance})
	}
	if want := [][2]int64{{2, 7}, {3, 10}}; !slices.Equal(got, want) || second.Next != "" {
		t.Errorf("in and balance = %v, want %v; next %q", got, want, second.Next)
	}
}

func TestUnitsAreListedByCentreBucketAndModel(t *testing.T) {
	r := newRoom(t)
	ctx := as(t, clerk)
	rec := r.receive(t, made(serials("KRE", 5)...))
	if _, err := r.reserve(ctx, rec.Units[2], id(900)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		ask  stock.UnitsAsk
		want int
	}{
		"own":           {stock.UnitsAsk{}, 5},
		"ready":         {stock.UnitsAsk{Bucket: stock.Ready}, 4},
		"model":         {stock.UnitsAsk{Model: r.chair.Slug, Bucket: stock.Reserved}, 1},
		"all of them":   {stock.UnitsAsk{Centre: "soeharso", Bucket: stock.Ready, Model: r.chair.Code}, 4},
		"another":       {stock.UnitsAsk{Centre: "meohai"}, 0},
		"first of them": {stock.UnitsAsk{Paging: stock.Paging{Limit: 2}}, 2},
	} {
		page, err := r.Units(ctx, c.ask)
		if err != nil || len(page.Units) != c.want {
			t.Errorf("%s: %d units, %v; want %d", name, len(page.Units), err, c.want)
		}
	}
	_, err := r.Units(ctx, stock.UnitsAsk{Centre: "soeharso", Model: r.chair.Slug})
	if got, want := keys(err), map[string]string{"bucket": "field.required"}; !maps.Equal(got, want) {
		t.Errorf("centre and model without a bucket: %v, want %v", got, want)
	}
}

func TestThePublicSeesNumbersAndNeverAPlace(t *testing.T) {
	r := newRoom(t)
	u := r.unit(t, r.receive(t, made(serials("KRE", 7)...)).Units[0])
	sheet, err := r.ModelOfUnit(t.Context(), u.Code)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := sheet.Supply, (stock.Supply{Centres: 1, Ready: 7, Made: 7}); got != want || got.Band() != stock.BandSome {
		t.Errorf("supply = %+v in band %s, want %+v in band some", got, got.Band(), want)
	}
	if len(sheet.Tallies) != 0 {
		t.Errorf("the public sees the tallies of centres: %+v", sheet.Tallies)
	}
	for name, err := range map[string]error{
		"unit": second(r.Unit(t.Context(), u.Code)), "stock": second(r.OfCentre(t.Context(), stock.CentreAsk{Centre: "soeharso"})),
		"units": second(r.Units(t.Context(), stock.UnitsAsk{})),
	} {
		if fault.CodeOf(err) != fault.NoActor {
			t.Errorf("%s: %v, want to be asked to sign in", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestTheStockOfACentreIsReadByAll(t *testing.T) {
	r := newRoom(t)
	r.receive(t, made("KRE-1"))
	for _, who := range []struct {
		by      policy.Actor
		receive bool
	}{{clerk, true}, {far, false}, {admin, false}} {
		page, err := r.OfCentre(as(t, who.by), stock.CentreAsk{Centre: "soeharso"})
		if err != nil || len(page.Rows) != 1 || page.Rows[0].Tally.Ready != 1 || page.MayReceive != who.receive {
			t.Errorf("%s: %+v, %v; want one model with one ready, may receive %t", who.by.Role, page, err, who.receive)
		}
	}
	if _, err := r.OfCentre(as(t, clerk), stock.CentreAsk{Centre: "tak-ada"}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("unknown centre: %v, want not found", err)
	}
}

func TestAModelKeepsItsSlugAndItsTracking(t *testing.T) {
	r := newRoom(t)
	ctx := as(t, clerk)
	twin := r.model(t, stock.ModelDetails{Name: "Kursi Roda Elektrik!", Tracking: stock.Serialised})
	if got, want := twin.Slug, "kursi-roda-elektrik-2"; got != want {
		t.Errorf("slug of the second = %q, want %q", got, want)
	}
	change := stock.ModelDetails{Model: twin.Slug, Version: twin.Version, Name: "Kursi lain", Tracking: stock.Counted}
	if _, err := r.ChangeModel(ctx, change); keys(err)["tracking"] != "model.tracking_fixed" {
		t.Errorf("change of tracking: %v, want model.tracking_fixed", err)
	}
	change.Tracking = stock.Serialised
	got, err := r.ChangeModel(ctx, change)
	if err != nil || got.Slug != twin.Slug || got.Name != "Kursi lain" {
		t.Errorf("ChangeModel = %+v, %v", got, err)
	}
	if _, err := r.ChangeModel(ctx, change); fault.CodeOf(err) != fault.Stale {
		t.Errorf("stale form: %v, want stale", err)
	}
	for field, in := range map[string]stock.ModelDetails{
		"slug":         {Name: "Lain", Tracking: stock.Serialised, Slug: r.chair.Slug},
		"code":         {Name: "Lain", Tracking: stock.Serialised, Code: strings.ToLower(r.chair.Code)},
		"iso":          {Name: "Lain", Tracking: stock.Serialised, ISO: "99 99 99"},
		"maker_centre": {Name: "Lain", Tracking: stock.Serialised, MakerCentre: "tak-ada"},
		"innovation":   {Name: "Lain", Tracking: stock.Serialised, Innovation: "tak-ada"},
		"bmn":          {Name: "Lain", Tracking: stock.Serialised, BMN: "3.05"},
		"name":         {Name: "!!!", Tracking: stock.Serialised},
		"tracking":     {Name: "Lain"},
		"fit.1":        {Name: "Lain", Tracking: stock.Serialised, Fit: []stock.Size{"Lebar: 42 cm", "42 cm"}},
	} {
		if _, err := r.AddModel(ctx, in); keys(err)[field] == "" {
			t.Errorf("AddModel with a bad %s: %v, want the field named", field, err)
		}
	}
	r.verify(t)
}

func TestExportEmitsEveryRecordAsJSON(t *testing.T) {
	r := newRoom(t)
	r.receive(t, made("KRE-1"))
	kinds := map[string]int{}
	err := r.d.Store.View(t.Context(), func(rd storage.Reader) error {
		return stock.Export(rd, func(kind string, record any) error {
			kinds[kind]++
			_, err := json.Marshal(record)
			return err
		})
	})
	want := map[string]int{"model": 2, "lot": 1, "receipt": 1, "movement": 1, "unit": 1, "balance": 2, "tally": 1, "fund tally": 1, "period book": 1}
	if err != nil || !maps.Equal(kinds, want) {
		t.Errorf("exported %v, %v; want %v", kinds, err, want)
	}
}

func TestNodesReadBackAsTheyWereWritten(t *testing.T) {
	for _, k := range stock.NodeKinds() {
		n := stock.Node{Kind: k, Ref: "a/b:c"}
		if got, err := stock.ParseNode(n.String()); err != nil || got != n {
			t.Errorf("ParseNode(%q) = %v, %v; want %v", n, got, err, n)
		}
	}
	for _, bad := range []string{"", "warehouse", "warehouse:", "moon:base"} {
		if _, err := stock.ParseNode(bad); err == nil {
			t.Errorf("ParseNode(%q) gives no error", bad)
		}
	}
	if got, want := (stock.Node{Kind: stock.AtBin, Ref: "soeharso-utama/A1"}).Warehouse(), "soeharso-utama"; got != want {
		t.Errorf("Warehouse = %q, want %q", got, want)
	}
}
