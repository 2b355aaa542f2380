package allocation

import (
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// complete gives the model of a world a charger that it has to have and a
// cushion that it may have, and puts n chargers into the warehouse.
func (w world) complete(t *testing.T, n int64) {
	t.Helper()
	for _, in := range []stock.ModelDetails{{Name: "Pengisi daya", Code: "CAS", Tracking: stock.Counted}, {Name: "Bantalan", Code: "BTL", Tracking: stock.Counted}} {
		if _, err := w.stock.AddModel(head(t, soeharso), in); err != nil {
			t.Fatal(err)
		}
	}
	list := []stock.AccessoryLine{{PartLine: stock.PartLine{Model: "CAS", Quantity: 1}}, {PartLine: stock.PartLine{Model: "BTL", Quantity: 1}, Optional: true}}
	if _, err := w.stock.SetPartList(head(t, soeharso), stock.NewPartList{Model: w.model.Slug, Lines: list}); err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		return
	}
	if _, err := w.stock.Receive(head(t, soeharso), stock.NewReceipt{Model: "CAS", Source: stock.Purchase, Fund: "CSR", Quantity: n, UnitCost: 250_000}); err != nil {
		t.Fatal(err)
	}
}

func TestWhatBelongsToADeviceGoesAlongOrIsExplained(t *testing.T) {
	w := newWorld(t)
	codes := w.receive(t, soeharso, 2)
	w.complete(t, 1)
	rec := w.reserve(t, w.file(t, w.person(t, soeharso, 1)), codes[0])
	table, err := w.Prepare(head(t, soeharso), rec.ID.String())
	if err != nil || len(table.Along) != 2 || table.Along[0].There != 1 || table.Along[1].There != 0 {
		t.Fatalf("what lies ready = %+v, %v", table.Along, err)
	}
	in := delivery(rec)
	if _, err := w.HandOver(optest.As(t, policy.SocialWorker, soeharso), in); fieldKey(err, "parts") != "handover.part_left" {
		t.Errorf("a charger stayed behind: %v", err)
	}
	in.Parts = []string{codes[1] + "/CAS"}
	if _, err := w.HandOver(optest.As(t, policy.SocialWorker, soeharso), in); fieldKey(err, "parts") != "handover.part_unknown" {
		t.Errorf("the charger of another unit: %v", err)
	}
	in.Parts = []string{codes[0] + "/CAS", codes[0] + "/BTL"}
	h, err := w.HandOver(optest.As(t, policy.SocialWorker, soeharso), in)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Parts) != 2 || !h.Parts[0].FromStock || h.Parts[0].Price != 250_000 || h.Parts[1].FromStock || h.Total != 7_750_000 {
		t.Errorf("parts = %+v, Rp%d", h.Parts, h.Total)
	}
	w.verify(t)
	rec = w.reserve(t, w.file(t, w.person(t, soeharso, 2)), codes[1])
	in = delivery(rec)
	in.PartsLeft = "Pengisi daya menyusul pekan depan"
	if h, err = w.HandOver(optest.As(t, policy.SocialWorker, soeharso), in); err != nil || len(h.Parts) != 0 || h.PartsLeft == "" {
		t.Errorf("a part that stays with a reason: %+v, %v", h.Parts, err)
	}
	w.verify(t)
}

func fieldKey(err error, name string) string {
	if err == nil {
		return ""
	}
	for _, f := range fault.As(err).Fields {
		if f.Name == name {
			return f.Key
		}
	}
	return ""
}
