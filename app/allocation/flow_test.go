package allocation

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

func TestADeviceGoesFromRequestToPerson(t *testing.T) {
	w := newWorld(t)
	codes, p := w.receive(t, soeharso, 2), w.person(t, soeharso, 1)
	q := w.file(t, p)
	if q.Number != "1/PMH/SOEHARSO/5/2026" || q.State != Filed || q.Need.Points() != 9 {
		t.Errorf("request = %s, %s, %d points", q.Number, q.State, q.Need.Points())
	}
	rec := w.reserve(t, q, codes[0])
	h, err := w.HandOver(optest.As(t, policy.SocialWorker, soeharso), delivery(rec))
	if err != nil {
		t.Fatalf("HandOver = %v", err)
	}
	if h.Number != "1/BAST/SOEHARSO/5/2026" || h.Total != 7_500_000 || len(h.Lines) != 1 || h.Lines[0].Maker == "" {
		t.Errorf("hand-over = %s, Rp%d, %v", h.Number, h.Total, h.Lines)
	}
	sheet, err := w.Request(head(t, soeharso), "1-PMH-SOEHARSO-5-2026")
	if err != nil || sheet.State != Fulfilled || sheet.Handover != h.Number || sheet.Story.Fit != "dudukan 42 cm" {
		t.Errorf("request after = %s, %s, %v", sheet.State, sheet.Handover, err)
	}
	unit, err := w.stock.Unit(head(t, soeharso), codes[0])
	if err != nil || unit.Unit.Bucket() != stock.InUse || unit.Unit.Node.Ref != p.ID.String() {
		t.Errorf("unit after = %s at %s, %v", unit.Unit.Bucket(), unit.Unit.Node, err)
	}
	if len(*w.told) == 0 || (*w.told)[0] != h.Number {
		t.Errorf("the follower heard of %v", *w.told)
	}
	w.verify(t)
}

func TestAPersonHasOneOpenRequestForAModel(t *testing.T) {
	w := newWorld(t)
	codes, p := w.receive(t, soeharso, 2), w.person(t, soeharso, 1)
	q := w.file(t, p)
	_, err := w.File(head(t, soeharso), w.wish("3201994101900001"))
	optest.WantKey(t, "a second request", err, fault.Conflict, "request.open_already")
	if fault.As(err).Args["number"] != q.Number {
		t.Errorf("the refusal names %v, want %s", fault.As(err).Args, q.Number)
	}
	rec := w.reserve(t, q, codes[0])
	if _, err := w.File(head(t, soeharso), w.wish(p.Ref)); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("a second request beside an allocated one: %v", err)
	}
	if _, err := w.HandOver(head(t, soeharso), delivery(rec)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.File(head(t, soeharso), w.wish(p.Ref)); err != nil {
		t.Errorf("a request after the first was fulfilled: %v", err)
	}
}

func TestAFormIsRefused(t *testing.T) {
	w := newWorld(t)
	p := w.person(t, soeharso, 1)
	for name, c := range map[string]struct {
		change func(*NewRequest)
		want   string
	}{
		"nobody of that ref": {func(in *NewRequest) { in.Beneficiary = "PM-2222222" }, "error.not_found"},
		"no such model":      {func(in *NewRequest) { in.Model = "sapu-terbang" }, "error.not_found"},
		"no reason":          {func(in *NewRequest) { in.Reason = "" }, "field.required"},
		"too many points":    {func(in *NewRequest) { in.Risk = 4 }, "field.max"},
		"less than none":     {func(in *NewRequest) { in.Function = -1 }, "field.min"},
		"a silent emergency": {func(in *NewRequest) { in.Emergency = true }, "field.required"},
		"a long reason":      {func(in *NewRequest) { in.Reason = strings.Repeat("x", 1001) }, "field.max_letters"},
	} {
		in := w.wish(p.Ref)
		c.change(&in)
		_, err := w.File(head(t, soeharso), in)
		optest.WantKey(t, name, err, fault.Invalid, c.want)
	}
}

func TestReserveRefusesWhatDoesNotFit(t *testing.T) {
	w := newWorld(t)
	here, there := w.receive(t, soeharso, 1), w.receive(t, jaya, 1)
	other, err := w.stock.AddModel(head(t, soeharso), stock.ModelDetails{Name: "Tongkat adaptif", Tracking: stock.Serialised})
	if err != nil {
		t.Fatal(err)
	}
	p := w.person(t, soeharso, 1)
	q := w.file(t, p)
	wish := w.wish(p.Ref)
	wish.Model = other.Slug
	stick, err := w.File(head(t, soeharso), wish)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		request, unit string
		code          fault.Code
		key           string
	}{
		"a unit of another centre": {q.Number, there[0], fault.Invalid, "allocation.other_centre"},
		"a unit of another model":  {stick.Number, here[0], fault.Invalid, "allocation.other_model"},
		"no such unit":             {q.Number, "ZZZZZZZ", fault.Invalid, "error.not_found"},
		"no such request":          {"9/PMH/SOEHARSO/5/2026", here[0], fault.Invalid, "error.not_found"},
	} {
		_, err := w.Reserve(head(t, soeharso), Choice{Request: c.request, Unit: c.unit})
		optest.WantKey(t, name, err, c.code, c.key)
	}
	w.reserve(t, q, here[0])
	_, err = w.Reserve(head(t, soeharso), Choice{Request: q.Number, Unit: here[0]})
	optest.WantKey(t, "a double click", err, fault.Conflict, "request.not_filed")
	second := w.file(t, w.person(t, soeharso, 2))
	_, err = w.Reserve(head(t, soeharso), Choice{Request: second.Number, Unit: here[0]})
	optest.WantKey(t, "a unit that is taken", err, fault.Conflict, "unit.reserved_for")
	if args := fault.As(err).Args; args["by"] != "Petugas head" || args["document"] != q.Number || args["since"].(time.Time).IsZero() {
		t.Errorf("the loser reads %v, want who, since when and for which request", args)
	}
	w.verify(t)
}

func TestCancelFreesTheUnitAndTheRequestWaitsAgain(t *testing.T) {
	w := newWorld(t)
	codes := w.receive(t, soeharso, 1)
	q := w.file(t, w.person(t, soeharso, 1))
	rec := w.reserve(t, q, codes[0])
	_, err := w.Close(head(t, soeharso), Closing{Request: q.Number, Reason: "withdrawn"})
	optest.WantKey(t, "closing while a unit waits", err, fault.Conflict, "request.not_filed")
	if _, err := w.Cancel(head(t, soeharso), Cancellation{Allocation: rec.ID.String(), Reason: "wrong-fit"}); err != nil {
		t.Fatal(err)
	}
	_, err = w.Cancel(head(t, soeharso), Cancellation{Allocation: rec.ID.String(), Reason: "wrong-fit"})
	optest.WantKey(t, "cancelling twice", err, fault.Conflict, "allocation.not_reserved")
	_, err = w.HandOver(head(t, soeharso), delivery(rec))
	optest.WantKey(t, "handing over what was cancelled", err, fault.Conflict, "allocation.not_reserved")
	w.verify(t)
	again := w.reserve(t, q, codes[0])
	if again.ID == rec.ID {
		t.Error("the second allocation is the first one")
	}
	w.verify(t)
}

func TestCloseEndsARequestOnce(t *testing.T) {
	w := newWorld(t)
	q := w.file(t, w.person(t, soeharso, 1))
	_, err := w.Close(head(t, soeharso), Closing{Request: q.Number, Reason: "moved", Version: 9})
	optest.WantKey(t, "a stale form", err, fault.Stale, "error.stale")
	if got, err := w.Close(head(t, soeharso), Closing{Request: q.Number, Reason: "moved", Version: 1}); err != nil || got.State != Closed {
		t.Errorf("Close = %s, %v", got.State, err)
	}
	_, err = w.Close(head(t, soeharso), Closing{Request: q.Number, Reason: "moved"})
	optest.WantKey(t, "closing twice", err, fault.Conflict, "request.not_filed")
}

func TestOneDocumentForSeveralDevicesOfOnePerson(t *testing.T) {
	w := newWorld(t)
	other, err := w.stock.AddModel(head(t, soeharso), stock.ModelDetails{Name: "Bantalan dudukan", Tracking: stock.Serialised})
	if err != nil {
		t.Fatal(err)
	}
	codes, p := w.receive(t, soeharso, 2), w.person(t, soeharso, 1)
	a := w.reserve(t, w.file(t, p), codes[0])
	stranger := w.reserve(t, w.file(t, w.person(t, soeharso, 2)), codes[1])
	wish := w.wish(p.Ref)
	wish.Model = other.Slug
	q, err := w.File(head(t, soeharso), wish)
	if err != nil {
		t.Fatal(err)
	}
	w.model = other
	b := w.reserve(t, q, w.receive(t, soeharso, 1)[0])
	table, err := w.Prepare(head(t, soeharso), codes[0])
	if err != nil || len(table.Chosen) != 2 {
		t.Errorf("Prepare offers %d allocations, %v; want both of the person", len(table.Chosen), err)
	}
	_, err = w.HandOver(head(t, soeharso), delivery(a, a))
	optest.WantKey(t, "the same twice", err, fault.Invalid, "handover.twice")
	_, err = w.HandOver(head(t, soeharso), delivery(a, stranger))
	optest.WantKey(t, "two persons", err, fault.Invalid, "handover.two_persons")
	h, err := w.HandOver(head(t, soeharso), delivery(a, b))
	if err != nil || len(h.Lines) != 2 || h.Total != 15_000_000 {
		t.Errorf("HandOver = %d lines, Rp%d, %v", len(h.Lines), h.Total, err)
	}
	w.verify(t)
}

func TestADeliveryIsRefused(t *testing.T) {
	w := newWorld(t)
	rec := w.reserve(t, w.file(t, w.person(t, soeharso, 1)), w.receive(t, soeharso, 1)[0])
	for name, c := range map[string]struct {
		change func(*Delivery)
		want   string
	}{
		"identity not checked":        {func(in *Delivery) { in.IdentityChecked = false }, "handover.identity_unchecked"},
		"nothing":                     {func(in *Delivery) { in.Allocations = nil }, "field.required"},
		"an unknown receiver":         {func(in *Delivery) { in.Receiver = "kurir" }, "field.oneof"},
		"a proxy without a name":      {func(in *Delivery) { in.Receiver, in.ProxyRelation = ToProxy, "ibu" }, "field.required"},
		"a thumbprint with no one by": {func(in *Delivery) { in.Receiver = ToThumbprint }, "field.required"},
		"no place":                    {func(in *Delivery) { in.Place = "" }, "field.required"},
		"tomorrow":                    {func(in *Delivery) { in.OccurredAt = today.AddDate(0, 0, 1) }, "handover.future"},
		"before it came in":           {func(in *Delivery) { in.OccurredAt = today.AddDate(0, 0, -9) }, "unit.before_last_move"},
		"an unknown allocation":       {func(in *Delivery) { in.Allocations = []string{op.ID{1}.String()} }, "error.not_found"},
	} {
		in := delivery(rec)
		c.change(&in)
		_, err := w.HandOver(head(t, soeharso), in)
		optest.WantKey(t, name, err, fault.Invalid, c.want)
	}
	if h, err := w.HandOver(head(t, soeharso), delivery(rec)); err != nil || !strings.HasPrefix(h.Number, "1/") {
		t.Errorf("after %s, %v; want number 1: a refused document leaves no gap", h.Number, err)
	}
	w.verify(t)
}

func TestTheDocumentIsFrozen(t *testing.T) {
	w := newWorld(t)
	p := w.person(t, soeharso, 1)
	rec := w.reserve(t, w.file(t, p), w.receive(t, soeharso, 1)[0])
	in := delivery(rec)
	in.Receiver, in.ProxyName, in.ProxyRelation, in.Basis = ToProxy, "Wali Contoh", "ibu", []string{}
	h, err := w.HandOver(head(t, soeharso), in)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := w.Document(head(t, soeharso), h.Number)
	if err != nil || doc.Who.Second.Name != "Sekar Wulandari Contoh" || doc.Who.Proxy.Name != "Wali Contoh" || doc.Who.First.Name != "Petugas head" {
		t.Errorf("Document = %+v, %v", doc.Who, err)
	}
	proof, err := w.Verify(optest.As(t, policy.Public, ""), "1-BAST-SOEHARSO-5-2026")
	if err != nil || proof.Items != 1 || !bytes.Equal(proof.Hash, h.Hash) || proof.Number != h.Number {
		t.Errorf("Verify = %+v, %v", proof, err)
	}
	h.Lines[0].Serial = "lain"
	if sum, err := h.ContentHash(); err != nil || bytes.Equal(sum, proof.Hash) {
		t.Errorf("the hash does not tell a changed serial number, %v", err)
	}
	w.verify(t)
}

func TestNothingOfAPersonStandsInClear(t *testing.T) {
	w := newWorld(t)
	rec := w.reserve(t, w.file(t, w.person(t, soeharso, 1)), w.receive(t, soeharso, 1)[0])
	in := delivery(rec)
	in.Receiver, in.Witness = ToThumbprint, "Saksi Tersembunyi"
	if _, err := w.HandOver(op.Once(head(t, soeharso), "kunci"), in); err != nil {
		t.Fatal(err)
	}
	err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
		for e, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			for _, secret := range []string{"Sekar", "Wulandari", "3201994101900001", "Paraplegia", "Jalan Contoh", "Saksi Tersembunyi"} {
				if bytes.Contains(e.Key, []byte(secret)) || bytes.Contains(e.Value, []byte(secret)) {
					t.Errorf("%q stands in the store under %q", secret, e.Key)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOffersAreTheOldestFirstAndElsewhereIsSaid(t *testing.T) {
	w := newWorld(t)
	q := w.file(t, w.person(t, soeharso, 1))
	w.receive(t, jaya, 3)
	sheet, err := w.Request(head(t, soeharso), q.ID.String())
	if err != nil || len(sheet.Offers) != 0 || len(sheet.Elsewhere) != 1 || sheet.Elsewhere[0].Ready != 3 {
		t.Errorf("without stock: %d offers, elsewhere %v, %v", len(sheet.Offers), sheet.Elsewhere, err)
	}
	codes := w.receive(t, soeharso, 2)
	sheet, err = w.Request(head(t, soeharso), q.Number)
	if err != nil || len(sheet.Offers) != 2 || sheet.Offers[0].Unit.Code != codes[0] {
		t.Fatalf("with stock: %d offers, %v; want the first that came in first", len(sheet.Offers), err)
	}
	if got := len(sheet.Offers[0].Reasons); got < 3 {
		t.Errorf("the first offer has %d reasons, want why it is first", got)
	}
	other, err := w.Request(optest.As(t, policy.Warehouse, soeharso), q.Number)
	if err != nil || other.ShowPerson || other.Story != (Story{}) || other.Who != "S•••• C." || !other.MayReserve {
		t.Errorf("warehouse staff see %+v, %v; want the masked name alone", other.Story, err)
	}
}

func TestTwoCentresWithOneLetterCodeAreTold(t *testing.T) {
	w := newWorld(t)
	for _, code := range []string{soeharso, jaya} {
		c, err := w.centres.One(optest.As(t, policy.Admin, ""), code)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.centres.Change(optest.As(t, policy.Admin, ""), network.Details{
			Code: c.Code, Version: c.Version, Name: c.Name, Type: string(c.Type), Region: c.Region, LetterCode: "4.11",
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	w.file(t, w.person(t, soeharso, 1))
	_, err := w.File(head(t, jaya), w.wish(w.person(t, jaya, 2).Ref))
	optest.WantKey(t, "the second centre", err, fault.Conflict, "request.number_taken")
}
