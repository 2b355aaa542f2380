package intake

import (
	"testing"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

func (w world) route(t *testing.T, region string) (code string, why network.Why) {
	t.Helper()
	book, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	err = w.d.Store.View(t.Context(), func(r storage.Reader) (err error) {
		code, why, err = route(r, book, *w.now, region)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return code, why
}

// serves gives a centre a working area.
func (w world) serves(t *testing.T, centre string, areas ...string) {
	t.Helper()
	c, err := w.centres.One(t.Context(), centre)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.centres.Change(as(t, policy.Admin, ""), network.Details{
		Code: c.Code, Version: c.Version, Name: c.Name, Type: string(c.Type), Region: c.Region, Aliases: c.Aliases, Areas: areas,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnAskGoesToTheCentreThatServesThePlace(t *testing.T) {
	w := newWorld(t)
	const papua, surakarta, semarang, maluku = "94.01", "33.72", "33.74", "81.71"
	want := func(region, code string, why network.Why) {
		t.Helper()
		if got, because := w.route(t, region); got != code || because != why {
			t.Errorf("%s goes to %s, %s; want %s, %s", region, got, because, code, why)
		}
	}
	want(surakarta, soeharso, network.BySeat)
	want(papua, "pangurangi", network.ByProvince) // the seed knows that
	want(maluku, "wasana-bahagia", network.ByDistance)
	w.serves(t, "meohai", "81", semarang)
	want(maluku, "meohai", network.ByProvince)
	want(semarang, "meohai", network.ByRegency)
	want(surakarta, soeharso, network.BySeat)
}

func TestAnAskThatNoCentreServesWaitsAtTheMinistryUntilItIsForwarded(t *testing.T) {
	w := newWorld(t)
	w.endsAll(t)
	got, err := w.File(t.Context(), w.wish())
	if err != nil || got.Centre != op.Headquarters || got.Why != network.ByMinistry {
		t.Fatalf("it goes to %q, %s, %v", got.Centre, got.Why, err)
	}
	ministry := as(t, policy.Ministry, "")
	q, err := w.Queue(ministry, QueueAsk{})
	if err != nil || len(q.Rows) != 1 || q.Rows[0].ModelName != w.model.Name {
		t.Fatalf("the queue of the ministry has %+v, %v", q.Rows, err)
	}
	if _, err := w.Queue(worker(t, soeharso), QueueAsk{Centre: op.Headquarters}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("a centre reads the queue of the ministry: %v", err)
	}
	if f := w.follow(t, got); f.CentreName != "" || f.State != Waiting || f.Why != network.ByMinistry {
		t.Errorf("the person sees %+v", f)
	}
	w.works(t, soeharso, "")
	if row, err := w.Forward(ministry, Forwarding{Opened{Ask: got.Number}, soeharso, "area", "Terdekat"}); err != nil || row.Centre != soeharso || row.Why != network.Passed {
		t.Errorf("forwarded it is %+v, %v", row, err)
	}
	w.verify(t)
}

// endsAll lets every centre end last year.
func (w world) endsAll(t *testing.T) {
	t.Helper()
	all, err := w.centres.All(t.Context())
	w.check(t, err)
	for _, c := range all {
		w.works(t, c.Code, "2025-12-31")
	}
}

// works lets a centre work until a day, "" for ever.
func (w world) works(t *testing.T, centre, until string) {
	t.Helper()
	c, err := w.centres.One(t.Context(), centre)
	w.check(t, err)
	_, err = w.centres.Change(as(t, policy.Admin, ""), network.Details{
		Code: c.Code, Version: c.Version, Name: c.Name, Type: string(c.Type), Region: c.Region, Aliases: c.Aliases, Areas: c.Areas, ValidTo: until,
	})
	w.check(t, err)
}
