package stock_test

import (
	"maps"
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage/kv/optkv"
)

// shelved gives the main warehouse of soeharso a shelf a1 and one b2.
func (r *room) shelved(tb testing.TB) {
	tb.Helper()
	for _, code := range []string{"a1", "b2"} {
		if _, err := network.New(r.d).AddShelf(as(tb, clerk), network.NewShelf{Warehouse: "soeharso-utama", Code: code, Name: "Rak " + code}); err != nil {
			tb.Fatal(err)
		}
	}
}

func (r *room) ahead(tb testing.TB, n int) (stock.LabelBatch, []stock.Label) {
	tb.Helper()
	b, err := r.PrintAhead(as(tb, clerk), stock.NewLabels{Count: n})
	if err != nil {
		tb.Fatal(err)
	}
	b, list, err := r.BatchLabels(as(tb, clerk), b.ID)
	if err != nil {
		tb.Fatal(err)
	}
	return b, list
}

func TestLabelsPrintedAheadAreNeverTheSameTwice(t *testing.T) {
	r := newRoom(t)
	seen := map[string]bool{}
	for _, id := range r.receive(t, made(serials("KRE", 20)...)).Units {
		seen[r.unit(t, id).Code] = true
	}
	for range 2 {
		b, list := r.ahead(t, stock.MaxBatch)
		if len(list) != b.Count || b.Bound != 0 {
			t.Errorf("batch %+v has %d labels", b, len(list))
		}
		for _, l := range list {
			if seen[l.Code] || l.Kind != stock.LabelFree {
				t.Errorf("label %+v is not fresh", l)
			}
			seen[l.Code] = true
		}
	}
	r.verify(t)
}

func TestHowManyLabelsCanBePrintedAhead(t *testing.T) {
	r := newRoom(t)
	for n, want := range map[int]string{0: "field.required", -1: "field.min", stock.MaxBatch + 1: "field.max"} {
		_, err := r.PrintAhead(as(t, clerk), stock.NewLabels{Count: n})
		if got := keys(err); !maps.Equal(got, map[string]string{"count": want}) {
			t.Errorf("%d labels: %v, want %s", n, got, want)
		}
	}
	for name, a := range map[string]policy.Actor{"social worker": peksos, "admin": admin} {
		if _, err := r.PrintAhead(as(t, a), stock.NewLabels{Count: 1}); fault.CodeOf(err) != fault.Denied {
			t.Errorf("%s prints labels: %v", name, err)
		}
	}
}

func TestALabelIsBoundAtItsFirstScanAndTheOldCodeKeepsLeadingToTheUnit(t *testing.T) {
	r := newRoom(t)
	u := r.unit(t, r.receive(t, made("KRE-1")).Units[0])
	_, list := r.ahead(t, 2)
	label := list[0].Code
	got, err := r.Bind(as(t, clerk), stock.Binding{Label: "https://lumbung.example/u/" + label, Unit: "kre-1"})
	if err != nil || got.Code != label {
		t.Fatalf("Bind: %+v, %v", got, err)
	}
	for _, text := range []string{label, u.Code, strings.ToLower(u.Code), "https://x.example/u/" + u.Code, "KRE-1"} {
		found, err := r.Look(as(t, clerk), text)
		if err != nil || found.Kind != stock.FoundUnit || found.Unit.ID != u.ID {
			t.Errorf("Look(%s) = %s %s, %v; want the unit", text, found.Kind, found.Unit.Code, err)
		}
	}
	again, err := r.Bind(as(t, clerk), stock.Binding{Label: list[1].Code, Unit: u.Code})
	if err != nil || again.Code != list[1].Code {
		t.Errorf("a second label: %+v, %v", again, err)
	}
	sheet, err := r.Unit(as(t, clerk), u.Code)
	if err != nil || sheet.Unit.Code != list[1].Code || sheet.Unit.Version != 3 {
		t.Errorf("unit by its first code = %+v, %v", sheet.Unit, err)
	}
	b, _, err := r.BatchLabels(as(t, clerk), list[0].Batch)
	if err != nil || b.Bound != 2 {
		t.Errorf("batch = %+v, %v; want two on units", b, err)
	}
	r.verify(t)
}

func TestWhatALabelIsNotBoundTo(t *testing.T) {
	r := newRoom(t)
	r.shelved(t)
	rec := r.receive(t, made("KRE-1", "KRE-2"))
	_, list := r.ahead(t, 3)
	if _, err := r.Bind(as(t, clerk), stock.Binding{Label: list[0].Code, Unit: "KRE-1"}); err != nil {
		t.Fatal(err)
	}
	shelf, err := r.LabelPlaces(as(t, clerk), stock.NewPlaceLabels{Places: []stock.PlaceRef{{Kind: stock.LabelShelf, Code: "soeharso-utama/a1"}}})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		in   stock.Binding
		want map[string]string
	}{
		"bound":         {stock.Binding{Label: list[0].Code, Unit: "KRE-2"}, map[string]string{"label": "label.bound"}},
		"no label":      {stock.Binding{Label: "ZZZZZZZ", Unit: "KRE-2"}, map[string]string{"label": "label.unknown"}},
		"a unit's code": {stock.Binding{Label: r.unit(t, rec.Units[1]).Code, Unit: "KRE-2"}, map[string]string{"label": "label.unknown"}},
		"a shelf":       {stock.Binding{Label: shelf[0].Code, Unit: "KRE-2"}, map[string]string{"label": "label.is_place"}},
		"no unit":       {stock.Binding{Label: list[1].Code, Unit: "KRE-9"}, map[string]string{"unit": "label.unit_unknown"}},
		"another label": {stock.Binding{Label: list[1].Code, Unit: list[2].Code}, map[string]string{"unit": "label.unit_unknown"}},
		"nothing":       {stock.Binding{}, map[string]string{"unit": "label.unit_unknown"}},
	} {
		_, err := r.Bind(as(t, clerk), c.in)
		if got := keys(err); !maps.Equal(got, c.want) {
			t.Errorf("%s: %v (%v), want %v", name, got, err, c.want)
		}
	}
	if _, err := r.Bind(as(t, far), stock.Binding{Label: list[1].Code, Unit: "KRE-2"}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre binds: %v", err)
	}
	r.verify(t)
}

func TestALabelStandsForTheSerialNumberOfADeviceThatHasNone(t *testing.T) {
	r := newRoom(t)
	_, list := r.ahead(t, 3)
	rec := r.receive(t, made("KRE-1", "https://lumbung.example/u/"+list[0].Code, strings.ToLower(list[1].Code)))
	for i, want := range []string{"", list[0].Code, list[1].Code} {
		u := r.unit(t, rec.Units[i])
		if want != "" && (u.Code != want || u.Serial != want) {
			t.Errorf("unit %d = code %s serial %s, want the label %s as both", i, u.Code, u.Serial, want)
		}
	}
	_, err := r.Receive(as(t, clerk), made("KRE-2", list[0].Code))
	if got := keys(err); !maps.Equal(got, map[string]string{"serials.1": "label.bound"}) {
		t.Errorf("a label for the second time: %v", got)
	}
	in := made(list[2].Code)
	_, err = r.Receive(as(t, far), in)
	if got := keys(err); !maps.Equal(got, map[string]string{"serials.0": "label.other_centre"}) {
		t.Errorf("a label of another centre: %v", got)
	}
	r.verify(t)
}

func TestALabelIsBoundToOneOfTwoUnitsAtOnce(t *testing.T) {
	for round := range 50 {
		r := furnish(t, optkv.New())
		rec := r.receive(t, made("KRE-1", "KRE-2"))
		_, list := r.ahead(t, 1)
		done := make(chan error)
		for _, u := range rec.Units {
			go func(u op.ID) {
				_, err := r.Bind(as(t, clerk), stock.Binding{Label: list[0].Code, Unit: u.String()})
				done <- err
			}(u)
		}
		first, second := <-done, <-done
		if (first == nil) == (second == nil) {
			t.Fatalf("round %d: %v and %v, want one to win", round, first, second)
		}
		r.verify(t)
	}
}

func TestAPlaceKeepsTheCodeOfItsLabel(t *testing.T) {
	r := newRoom(t)
	r.shelved(t)
	in := stock.NewPlaceLabels{Places: []stock.PlaceRef{
		{Kind: stock.LabelShelf, Code: "soeharso-utama/a1"}, {Kind: stock.LabelWarehouse, Code: "soeharso-utama"}, {Kind: stock.LabelCentre, Code: "soeharso"},
	}}
	first, err := r.LabelPlaces(as(t, clerk), in)
	if err != nil {
		t.Fatal(err)
	}
	second, err := r.LabelPlaces(as(t, clerk), in)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []stock.FoundKind{stock.FoundShelf, stock.FoundWarehouse, stock.FoundCentre} {
		found, err := r.Look(as(t, far), "https://lumbung.example/t/"+first[i].Code)
		if err != nil || found.Kind != want || first[i].Code != second[i].Code || len(first[i].Code) != 7 {
			t.Errorf("%s, then %s, leads to %s, %v; want %s", first[i].Code, second[i].Code, found.Kind, err, want)
		}
	}
	for name, ref := range map[string]stock.PlaceRef{
		"unknown": {Kind: stock.LabelShelf, Code: "soeharso-utama/z9"}, "a warehouse as a shelf": {Kind: stock.LabelShelf, Code: "soeharso-utama"},
		"unknown centre": {Kind: stock.LabelCentre, Code: "tak-ada"},
	} {
		_, err := r.LabelPlaces(as(t, clerk), stock.NewPlaceLabels{Places: []stock.PlaceRef{ref}})
		if got := keys(err); !maps.Equal(got, map[string]string{"places.0.code": "stock.place_unknown"}) {
			t.Errorf("%s: %v (%v)", name, got, err)
		}
	}
	if _, err := r.LabelPlaces(as(t, far), in); fault.CodeOf(err) != fault.Denied {
		t.Errorf("another centre prints: %v", err)
	}
	r.verify(t)
}
