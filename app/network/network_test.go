package network_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

var (
	noon  = time.Date(2026, 3, 25, 5, 0, 0, 0, time.UTC)
	admin = policy.Actor{ID: storage.CountedID(noon, 1), Name: "Admin Contoh", Role: policy.Admin}
	head  = policy.Actor{ID: storage.CountedID(noon, 2), Name: "Kepala Contoh", Role: policy.Head, Centre: "meohai"}
)

func loaded(t *testing.T) (*network.Centres, *op.Deps) {
	t.Helper()
	d := op.Frozen(memkv.New(), noon)
	c := network.New(d)
	if err := c.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c, d
}

func by(t *testing.T, a policy.Actor) context.Context { return op.As(t.Context(), a) }

// unchanged is the input that leaves a centre as it is.
func unchanged(c network.Centre) network.Details {
	return network.Details{
		Code: c.Code, Version: c.Version,
		Name: c.Name, Type: string(c.Type), Region: c.Region, Aliases: c.Aliases, MergedInto: c.MergedInto,
		LetterCode: c.LetterCode, BudgetUnit: c.BudgetUnit, Address: c.Address, BAST: c.BAST, SKA: c.SKA, Makes: c.Makes, Areas: c.Areas,
		HeadTitle: c.Head.Title, HeadName: c.Head.Name, SignerTitle: c.Signer.Title, SignerName: c.Signer.Name,
	}
}

func one(t *testing.T, c *network.Centres, code string) network.Centre {
	t.Helper()
	rec, err := c.One(t.Context(), code)
	if err != nil {
		t.Fatalf("One(%q): %v", code, err)
	}
	return rec
}

func verify(t *testing.T, d *op.Deps) {
	t.Helper()
	optest.Sound(t, d, network.Verify)
}

func TestANewStoreGetsTheSeedWithAWarehouseEach(t *testing.T) {
	c, d := loaded(t)
	book, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	all, err := c.All(t.Context())
	if err != nil || len(all) != len(book.Centres()) {
		t.Fatalf("All() = %d centres, %v; want %d", len(all), err, len(book.Centres()))
	}
	for _, rec := range all {
		houses, err := c.Warehouses(t.Context(), rec.Code)
		if err != nil || len(houses) != 1 || houses[0].Code != rec.Code+"-utama" {
			t.Errorf("warehouses of %s = %v, %v", rec.Code, houses, err)
		}
		if !rec.Active(noon) {
			t.Errorf("%s is not active", rec.Code)
		}
	}
	verify(t, d)
}

func TestACentreIsFoundByCodeNameAndFormerName(t *testing.T) {
	c, _ := loaded(t)
	for _, text := range []string{"soeharso", " SOEHARSO ", "Sentra Terpadu Prof. Dr. Soeharso", "bbrspdf prof dr soeharso surakarta"} {
		if got := one(t, c, text).Code; got != "soeharso" {
			t.Errorf("One(%q) = %s, want soeharso", text, got)
		}
	}
	for _, text := range []string{"", "soehars", "../soeharso2", "\x00"} {
		if _, err := c.One(t.Context(), text); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("One(%q): %v, want not found", text, err)
		}
	}
}

func TestLoadingAgainNeverOverwritesAnEdit(t *testing.T) {
	c, _ := loaded(t)
	in := unchanged(one(t, c, "meohai"))
	in.Address = "Jalan Contoh 1"
	if _, err := c.Change(by(t, head), in); err != nil {
		t.Fatal(err)
	}
	if err := c.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := one(t, c, "meohai")
	if got.Address != "Jalan Contoh 1" || got.Version != 2 || got.Confidence != "" {
		t.Errorf("after loading again: %+v", got)
	}
}

func TestAStaleFormIsRefused(t *testing.T) {
	c, _ := loaded(t)
	in := unchanged(one(t, c, "meohai"))
	for i, want := range []fault.Code{"", fault.Stale} {
		if _, err := c.Change(by(t, head), in); fault.CodeOf(err) != want {
			t.Errorf("attempt %d: %v, want %q", i, err, want)
		}
	}
}

func TestAFormerNameLeadsToTheCentre(t *testing.T) {
	c, d := loaded(t)
	in := unchanged(one(t, c, "meohai"))
	in.Aliases = append(in.Aliases, "Loka Contoh", "loka  contoh", " ")
	rec, err := c.Change(by(t, head), in)
	if err != nil {
		t.Fatal(err)
	}
	if len(rec.Aliases) != len(in.Aliases)-2 {
		t.Errorf("aliases = %q: the same twice, or an empty one", rec.Aliases)
	}
	if got := one(t, c, "LOKA CONTOH").Code; got != "meohai" {
		t.Errorf("found %s by the former name", got)
	}
	verify(t, d)
}

func TestWhatAChangeMayNotSay(t *testing.T) {
	c, _ := loaded(t)
	tests := []struct {
		name  string
		spoil func(*network.Details)
		field string
	}{
		{"no name", func(in *network.Details) { in.Name = "" }, "name"},
		{"name of another", func(in *network.Details) { in.Name = "Sentra Efata" }, "name"},
		{"code of another as former name", func(in *network.Details) { in.Aliases = []string{"Efata"} }, "aliases"},
		{"former name of another", func(in *network.Details) { in.Aliases = []string{"STIS"} }, "aliases"},
		{"unknown region", func(in *network.Details) { in.Region = "99.99" }, "region"},
		{"a province", func(in *network.Details) { in.Region = "74" }, "region"},
		{"unknown type", func(in *network.Details) { in.Type = "loka" }, "type"},
		{"a template without number", func(in *network.Details) { in.BAST = "BAST/{tahun}" }, "bast_template"},
		{"a letter code with a slash", func(in *network.Details) { in.LetterCode = "4/11" }, "letter_code"},
		{"a satker of five digits", func(in *network.Details) { in.BudgetUnit = "12345" }, "budget_unit"},
		{"an end before the beginning", func(in *network.Details) { in.ValidFrom, in.ValidTo = "2022-03-03", "2022-03-02" }, "valid_to"},
		{"a day that is none", func(in *network.Details) { in.ValidFrom = "2022-02-30" }, "valid_from"},
		{"merged into itself", func(in *network.Details) { in.MergedInto = "meohai" }, "merged_into"},
		{"merged into nothing", func(in *network.Details) { in.MergedInto = "tidak-ada" }, "merged_into"},
	}
	for _, tt := range tests {
		in := unchanged(one(t, c, "meohai"))
		tt.spoil(&in)
		_, err := c.Change(by(t, admin), in)
		if f := fault.As(err); err == nil || len(f.Fields) == 0 || f.Fields[0].Name != tt.field {
			t.Errorf("%s: %v, want a fault of %s", tt.name, err, tt.field)
		}
	}
	if got := one(t, c, "meohai").Version; got != 1 {
		t.Errorf("refused changes left version %d", got)
	}
}

func TestMergersDoNotGoRoundInCircles(t *testing.T) {
	c, d := loaded(t)
	merge := func(code, into string) error {
		in := unchanged(one(t, c, code))
		in.MergedInto = into
		_, err := c.Change(by(t, admin), in)
		return err
	}
	for code, into := range map[string]string{"toddopuli": "wirajaya", "wirajaya": "gau-mabaji"} {
		if err := merge(code, into); err != nil {
			t.Fatal(err)
		}
	}
	if err := merge("gau-mabaji", "Sentra Toddopuli"); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("a circle: %v, want invalid", err)
	}
	if one(t, c, "toddopuli").Active(noon) {
		t.Error("a merged centre is active")
	}
	verify(t, d)
}

func TestWhoMayChangeACentre(t *testing.T) {
	c, _ := loaded(t)
	merge := func(in *network.Details) { in.MergedInto = "kartini" }
	tests := []struct {
		name  string
		who   policy.Actor
		code  string
		spoil func(*network.Details)
		want  fault.Code
	}{
		{"nobody", policy.Actor{}, "meohai", nil, fault.NoActor},
		{"an auditor", policy.Actor{Role: policy.Auditor}, "meohai", nil, fault.Denied},
		{"the head of another centre", head, "efata", nil, fault.Denied},
		{"the head, a merger", head, "meohai", merge, fault.Denied},
		{"the head", head, "meohai", nil, ""},
		{"an admin, a merger", admin, "meohai", merge, ""},
	}
	for _, tt := range tests {
		in := unchanged(one(t, c, tt.code))
		if tt.spoil != nil {
			tt.spoil(&in)
		}
		if _, err := c.Change(by(t, tt.who), in); fault.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestACentreCanBeAdded(t *testing.T) {
	c, d := loaded(t)
	in := network.Details{Code: "contoh", Name: "Sentra Contoh", Type: "sentra"}
	in.Region = one(t, c, "meohai").Region
	if _, err := c.Add(by(t, head), in); fault.CodeOf(err) != fault.Denied {
		t.Errorf("by a head: %v, want denied", err)
	}
	rec, err := c.Add(by(t, admin), in)
	if err != nil || rec.Version != 1 || rec.UnitCode() != "CONTOH" {
		t.Fatalf("Add = %+v, %v", rec, err)
	}
	for _, code := range []string{"contoh", "Contoh", "pusat", "a b", "meohai"} {
		in.Code, in.Name = code, "Sentra Lain"
		if _, err := c.Add(by(t, admin), in); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("code %q: %v, want invalid", code, err)
		}
	}
	verify(t, d)
}

func TestACentreGetsMoreWarehouses(t *testing.T) {
	c, d := loaded(t)
	in := network.NewWarehouse{Centre: "meohai", Name: "Bengkel Timur"}
	w, err := c.AddWarehouse(by(t, head), in)
	if err != nil || w.Code != "meohai-bengkel-timur" {
		t.Fatalf("AddWarehouse = %+v, %v", w, err)
	}
	for _, bad := range []network.NewWarehouse{in, {Centre: "meohai", Name: "Utama"}, {Centre: "meohai", Name: "--"}} {
		if _, err := c.AddWarehouse(by(t, head), bad); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%+v: %v, want invalid", bad, err)
		}
	}
	in.Centre = "efata"
	if _, err := c.AddWarehouse(by(t, head), in); fault.CodeOf(err) != fault.Denied {
		t.Errorf("of another centre: %v, want denied", err)
	}
	houses, err := c.Warehouses(t.Context(), "Sentra Meohai")
	if err != nil || len(houses) != 2 {
		t.Errorf("warehouses = %v, %v", houses, err)
	}
	verify(t, d)
}

func TestTheListPagesAndEveryPersonMaySeeIt(t *testing.T) {
	c, _ := loaded(t)
	seen := 0
	for ask := (network.List{Limit: 10}); ; {
		page, err := c.List(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		seen += len(page.Items)
		if ask.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	if seen != 32 {
		t.Errorf("paged through %d centres, want 32", seen)
	}
}

func TestTheNumberTemplateOfEachSeedWorks(t *testing.T) {
	c, _ := loaded(t)
	rec := one(t, c, "mulya-jaya")
	if tpl, err := rec.NumberTemplate(); err != nil || tpl.String() == "" || rec.UnitCode() != "4.11" {
		t.Errorf("template %v, %v, unit code %q", tpl, err, rec.UnitCode())
	}
}

func TestExportEmitsAll(t *testing.T) {
	_, d := loaded(t)
	n := map[string]int{}
	err := d.Store.View(t.Context(), func(r storage.Reader) error {
		return network.Export(r, func(kind string, _ any) error { n[kind]++; return nil })
	})
	if err != nil || n["centre"] != 32 || n["warehouse"] != 32 {
		t.Errorf("exported %v, %v", n, err)
	}
}

func TestTheJournalNamesNoOfficial(t *testing.T) {
	c, d := loaded(t)
	in := unchanged(one(t, c, "meohai"))
	in.HeadName, in.SignerName = "Nama Kepala", "Nama Penanda"
	if _, err := c.Change(by(t, head), in); err != nil {
		t.Fatal(err)
	}
	err := d.Store.View(t.Context(), func(r storage.Reader) error {
		page, err := op.Journal(r, "meohai", storage.Ask{})
		for _, e := range page.Items {
			for _, ch := range e.Changes {
				if strings.Contains(ch.From+ch.To, "Nama") {
					t.Errorf("the journal says %+v", ch)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
