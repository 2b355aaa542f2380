package stock

import (
	"testing"
	"time"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

// TestVerifyFindsEachKindOfDamage spoils one record at a time behind the back of
// the package, and wants the report to say so.
func TestVerifyFindsEachKindOfDamage(t *testing.T) {
	for name, damage := range map[string]struct {
		report string
		spoil  func(w storage.Writer, u Unit) error
	}{
		"balance": {"balance replay", func(w storage.Writer, u Unit) error {
			return balances.Put(w, &Balance{Node: u.Node, Model: u.Model, Lot: u.Lot, Centre: u.Centre, Quantity: 9})
		}},
		"below zero": {"balance replay", func(w storage.Writer, u Unit) error {
			return balances.Put(w, &Balance{Node: u.Node, Model: u.Model, Lot: u.Lot, Centre: u.Centre, Quantity: -1})
		}},
		"unit elsewhere": {"unit replay", func(w storage.Writer, u Unit) error {
			u.Node = Node{AtScrap, "x"}
			return units.Put(w, &u)
		}},
		"reserved and gone": {"unit replay", func(w storage.Writer, u Unit) error {
			u.Node, u.Allocation = Node{AtBeneficiary, "x"}, u.ID
			return units.Put(w, &u)
		}},
		"tally": {"tally recount", func(w storage.Writer, u Unit) error {
			return tallies.Put(w, &Tally{Model: u.Model, Centre: u.Centre, Ready: 2, Made: 1})
		}},
		"daybook": {"daybook replay", func(w storage.Writer, u Unit) error {
			return daybooks.Put(w, &daybook{Model: u.Model, Warehouse: u.Node.Warehouse(), Year: 2026, Days: dayRun{{Day: 1, In: 1}}})
		}},
		"period book": {"period book replay", func(w storage.Writer, u Unit) error {
			return periodBooks.Put(w, &periodBook{Centre: u.Centre, Model: u.Model, Fund: u.Fund, Year: 2026, Opening: Amount{1, 0}})
		}},
		"fund tally": {"fund tally recount", func(w storage.Writer, u Unit) error {
			return fundTallies.Put(w, &FundTally{Fund: FundKey(u.Fund), Model: u.Model, Centre: u.Centre, Received: 2, Ready: 1})
		}},
		"fund tally lost": {"fund tally recount", func(w storage.Writer, u Unit) error {
			return fundTallies.Delete(w, fundTallies.ID(&FundTally{Fund: FundKey(u.Fund), Model: u.Model, Centre: u.Centre}))
		}},
		"index": {"unit", func(w storage.Writer, u Unit) error {
			return w.Delete(storage.UnitByCode.Key().Text(u.Code))
		}},
		"movement lost": {"unit replay", func(w storage.Writer, u Unit) error {
			return movements.Delete(w, storage.MovementByID.Key().ID(u.LastMove))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			d, u := oneUnit(t)
			if got := findings(t, d); len(got) != 0 {
				t.Fatalf("a sound store has findings: %v", got)
			}
			if err := d.Store.Update(t.Context(), func(w storage.Writer) error { return damage.spoil(w, u) }); err != nil {
				t.Fatal(err)
			}
			if got := findings(t, d); got[damage.report] == 0 {
				t.Errorf("findings = %v, want some in %q", got, damage.report)
			}
		})
	}
}

func oneUnit(t *testing.T) (*op.Deps, Unit) {
	t.Helper()
	d := op.Frozen(memkv.New(), time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))
	if err := network.New(d).Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := New(d)
	ctx := op.As(t.Context(), policy.Actor{Name: "Petugas Contoh", Role: policy.Warehouse, Centre: "soeharso"})
	m, err := s.AddModel(ctx, ModelDetails{Name: "Kursi roda", Tracking: Serialised})
	if err != nil {
		t.Fatal(err)
	}
	rec, err := s.Receive(ctx, NewReceipt{Model: m.Slug, Source: Production, Fund: "APBN", Serials: []string{"A-1"}})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := s.Unit(ctx, rec.Units[0].String())
	if err != nil {
		t.Fatal(err)
	}
	return d, sheet.Unit
}

func findings(t *testing.T, d *op.Deps) map[string]int {
	t.Helper()
	out := map[string]int{}
	err := d.Store.View(t.Context(), func(r storage.Reader) error {
		reports, err := Verify(r)
		for _, rep := range reports {
			if len(rep.Findings) > 0 {
				out[rep.Kind] = len(rep.Findings)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestADaybookKnowsItsLowestDay(t *testing.T) {
	b := daybook{Opening: 2}
	b.add(40, 3, 0)
	b.add(10, 0, 1)
	b.add(60, 0, 4)
	for _, c := range []struct {
		day             int
		closing, lowest int64
	}{{1, 2, 0}, {10, 1, 0}, {40, 4, 0}, {60, 0, 0}, {366, 0, 0}} {
		if got := b.closing(c.day); got != c.closing {
			t.Errorf("closing(%d) = %d, want %d", c.day, got, c.closing)
		}
		if got := b.lowest(c.day); got != c.lowest {
			t.Errorf("lowest(%d) = %d, want %d", c.day, got, c.lowest)
		}
	}
	b.add(20, 0, 2)
	if got := b.lowest(1); got != -2 {
		t.Errorf("lowest(1) = %d after 2 more were taken on day 20, want -2", got)
	}
}
