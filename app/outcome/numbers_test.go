package outcome

import (
	"fmt"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/disclosure"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// give hands units of a model over to people of a kind who live in a province.
func (w world) give(t *testing.T, model stock.Model, n int, kinds []string, regency string) {
	t.Helper()
	head, shelf, a := optest.As(t, policy.Head, soeharso), stock.New(w.d), allocation.New(w.d, w.ring, w.Outcomes)
	for i := range n {
		serial := fmt.Sprintf("%s-%s-%d", regency, kinds[0], i)
		if _, err := shelf.Receive(head, stock.NewReceipt{Model: model.Slug, Source: stock.Production, Fund: "APBN", Serials: []string{serial}}); err != nil {
			t.Fatal(err)
		}
		p, err := w.people.Register(worker(t), beneficiary.Details{
			Name: "Contoh " + serial, Address: "Jalan Contoh 99", Region: regency, Disabilities: kinds, NIKAbsentReason: "belum punya", BirthDate: "1990-01-02", Sex: "female", ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-05-01",
		})
		if err != nil {
			t.Fatal(err)
		}
		q, err := a.File(head, allocation.NewRequest{Beneficiary: p.Ref, Model: model.Slug, Reason: "perlu"})
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := a.Request(head, q.Number)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := a.Reserve(head, allocation.Choice{Request: q.Number, Unit: sheet.Offers[0].Unit.Code})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.HandOver(head, allocation.Delivery{
			Allocations: []string{rec.ID.String()}, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Surakarta",
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// later is the same store in another quarter.
func (w world) later(at time.Time) *Outcomes { return New(op.Frozen(w.d.Store, at), w.ring) }

func TestNumbersOfAModelAreToldByQuarter(t *testing.T) {
	w := newWorld(t)
	model, err := stock.New(w.d).AddModel(optest.As(t, policy.Head, soeharso), stock.ModelDetails{Name: "Tongkat", Tracking: stock.Serialised, MakerCentre: soeharso})
	if err != nil {
		t.Fatal(err)
	}
	w.give(t, model, 9, []string{"netra"}, "33.72")
	w.give(t, model, 6, []string{"fisik"}, "33.72")
	w.give(t, model, 2, []string{"fisik", "netra"}, "74.71")
	w.verify(t)
	n, err := w.OfModel(t.Context(), model.Slug)
	if err != nil || n.Made != 17 || !n.Until.IsZero() || n.HandedOver != 0 || len(n.Kinds.Rows) != 0 {
		t.Errorf("in the quarter itself: %+v, %v", n, err)
	}
	n, err = w.later(time.Date(2026, 7, 2, 3, 0, 0, 0, time.UTC)).OfModel(t.Context(), model.Code)
	if err != nil {
		t.Fatal(err)
	}
	if n.HandedOver != 17 || n.Until.Format(time.DateOnly) != "2026-06-30" {
		t.Errorf("after it: %d until %s", n.HandedOver, n.Until)
	}
	want := map[string]disclosure.Count{"fisik": disclosure.Few, "netra": 9, "ganda": disclosure.Few}
	for _, row := range n.Kinds.Rows {
		if row.HandedOver != want[row.Code] {
			t.Errorf("%s: %d, want %d", row.Code, row.HandedOver, want[row.Code])
		}
	}
	for _, row := range n.Provinces.Rows {
		if row.HandedOver != disclosure.Few {
			t.Errorf("one of two provinces is told, and with it the other: %+v", n.Provinces)
		}
	}
}

func TestAModelTellsWhatItsInnovationDoes(t *testing.T) {
	w := newWorld(t)
	if _, err := w.OfInnovation(t.Context(), "tidak-ada"); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("an innovation that is none: %v", err)
	}
	if _, err := w.OfModel(t.Context(), "tidak-ada"); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a model that is none: %v", err)
	}
}
