package handlers

import (
	"testing"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// kase is a harness in which a person of soeharso asks for one of two chairs.
type kase struct {
	*harness
	units   []stock.Unit
	person  beneficiary.Person
	request allocation.Request
}

var (
	peksos  = as(policy.SocialWorker, soeharso)
	peksos2 = as(policy.SocialWorker, meohai)
)

func newKase(t *testing.T) kase {
	t.Helper()
	k := kase{harness: newHarness(t)}
	boss := k.ctx(as(policy.Head, soeharso))
	model, err := k.app.Stock.AddModel(boss, stock.ModelDetails{Name: "Kursi roda elektrik", ISO: "12 23 06", Tracking: stock.Serialised})
	if err != nil {
		t.Fatal(err)
	}
	rec, err := k.app.Stock.Receive(boss, stock.NewReceipt{
		Model: model.Slug, Source: stock.Production, Fund: "APBN 2026", UnitCost: 7_500_000, Serials: []string{"KRE-1", "KRE-2"},
	})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := k.app.Stock.Receipt(boss, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	k.units = sheet.Units
	k.person, err = k.app.People.Register(k.ctx(peksos), beneficiary.Details{
		Name: "Sekar Wulandari Contoh", NIK: "3201994101900001", Address: "Jalan Contoh 99", Disabilities: []string{"fisik"},
		ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-11-20",
	})
	if err != nil {
		t.Fatal(err)
	}
	k.request, err = k.app.Allocations.File(k.ctx(peksos), allocation.NewRequest{
		Beneficiary: k.person.Ref, Model: model.Slug, Reason: "Paraplegia rahasia", Risk: 2, Function: 3, Frequency: 3,
	})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// reserved takes the request to its reservation.
func (k kase) reserved() allocation.Allocation {
	k.t.Helper()
	rec, err := k.app.Allocations.Reserve(k.ctx(gudang), allocation.Choice{Request: k.request.Number, Unit: k.units[0].Code})
	if err != nil {
		k.t.Fatal(err)
	}
	return rec
}

// delivered takes the request to its hand-over.
func (k kase) delivered() allocation.Handover {
	k.t.Helper()
	h, err := k.app.Allocations.HandOver(k.ctx(peksos), allocation.Delivery{
		Allocations: []string{k.reserved().ID.String()}, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Surakarta",
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return h
}

// nobodyOfThese are those who must not see a person of soeharso, whatever page
// they open.
func nobodyOfThese() []who {
	return []who{
		peksos2, as(policy.Head, meohai), gudang2, as(policy.SKA, soeharso), as(policy.Reviewer, meohai),
		as(policy.CommandRoom, ""), as(policy.Admin, ""),
	}
}
