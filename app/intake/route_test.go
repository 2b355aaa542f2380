package intake

import (
	"testing"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/app/stock"
	"lumbung/storage"
)

func (w world) route(t *testing.T, region string) (code string) {
	t.Helper()
	book, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	err = w.d.Store.View(t.Context(), func(r storage.Reader) (err error) {
		code, err = route(r, book, *w.now, region, w.model)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return code
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
	const papua, surakarta, semarang = "94.01", "33.72", "33.74"
	if got := w.route(t, surakarta); got != soeharso {
		t.Errorf("Surakarta goes to %s, want the centre in it", got)
	}
	if got := w.route(t, papua); got != soeharso { // no centre in its province; this one makes the model
		t.Errorf("Papua goes to %s, want the maker", got)
	}
	w.serves(t, "meohai", "94", "33.74")
	if got := w.route(t, papua); got != "meohai" {
		t.Errorf("Papua goes to %s, want the centre whose area it is", got)
	}
	if got := w.route(t, semarang); got != "meohai" {
		t.Errorf("Semarang goes to %s, want the centre whose area names it", got)
	}
	w.serves(t, jaya, "94.01")
	if got := w.route(t, papua); got != jaya {
		t.Errorf("Papua goes to %s, want the area that names the regency before one that names the province", got)
	}
	if got := w.route(t, surakarta); got != soeharso {
		t.Errorf("Surakarta goes to %s now", got)
	}
}

func TestAnAskThatNoCentreServesWaitsAtTheMinistryUntilItIsForwarded(t *testing.T) {
	w := newWorld(t)
	model, err := w.stock.AddModel(as(t, policy.Head, soeharso), stock.ModelDetails{Name: "Tongkat putih", Tracking: stock.Serialised, Maker: "Bengkel Contoh"})
	if err != nil {
		t.Fatal(err)
	}
	in := w.wish()
	in.Model, in.Place = model.Slug, "Kabupaten Nabire"
	got, err := w.File(t.Context(), in)
	if err != nil || got.Centre != op.Headquarters {
		t.Fatalf("it goes to %q, %v", got.Centre, err)
	}
	ministry := as(t, policy.Ministry, "")
	q, err := w.Queue(ministry, QueueAsk{})
	if err != nil || len(q.Rows) != 1 || q.Rows[0].ModelName != model.Name {
		t.Fatalf("the queue of the ministry has %+v, %v", q.Rows, err)
	}
	if _, err := w.Queue(worker(t, soeharso), QueueAsk{Centre: op.Headquarters}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("a centre reads the queue of the ministry: %v", err)
	}
	if f := w.follow(t, got); f.CentreName != "" || f.State != Waiting {
		t.Errorf("the person sees %+v", f)
	}
	if row, err := w.Forward(ministry, Forwarding{Opened{Ask: got.Number}, soeharso, "Terdekat"}); err != nil || row.Centre != soeharso {
		t.Errorf("forwarded it is %+v, %v", row, err)
	}
	w.verify(t)
}
