package network_test

import (
	"slices"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/reference"
)

func TestAWorkingAreaIsTypedByNameAndKeptByCode(t *testing.T) {
	c, _ := loaded(t)
	in := unchanged(one(t, c, "soeharso"))
	in.Areas = []string{"Kota Surakarta, Jawa Tengah", "bali", "33.11", "Kab. Boyolali", "", "Bali"}
	rec, err := c.Change(by(t, admin), in)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"33.09", "33.11", "33.72", "51"}; !slices.Equal(rec.Areas, want) {
		t.Errorf("areas = %v, want %v", rec.Areas, want)
	}
	again := unchanged(rec)
	if rec, err = c.Change(by(t, admin), again); err != nil || len(rec.Areas) != 4 {
		t.Errorf("saved again it is %v, %v", rec.Areas, err)
	}
}

func TestAPlaceThatIsNotClearIsNoWorkingArea(t *testing.T) {
	c, _ := loaded(t)
	for _, name := range []string{"Bogor", "Surakata", "33.72.01", "Atlantis"} {
		in := unchanged(one(t, c, "soeharso"))
		in.Areas = []string{name}
		if _, err := c.Change(by(t, admin), in); fault.As(err).Code != fault.Invalid {
			t.Errorf("%q: %v, want it refused", name, err)
		}
	}
}

func TestAPlaceIsServedByItsAreaThenItsProvinceThenTheNearest(t *testing.T) {
	book, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 5, 4, 3, 0, 0, 0, time.UTC)
	list := []network.Centre{
		{Code: "solo", Region: "33.72"},
		{Code: "semarang", Region: "33.74"},
		{Code: "makassar", Region: "73.71", Areas: []string{"94"}},
		{Code: "ternate", Region: "82.71", Areas: []string{"94.01"}},
		{Code: "ended", Region: "94.01", ValidTo: at.AddDate(-1, 0, 0)},
	}
	for place, want := range map[string]struct {
		code string
		why  network.Why
	}{
		"33.72": {"solo", network.BySeat},         // the nearer of two in one province
		"33.22": {"semarang", network.BySeat},     // Kabupaten Semarang
		"94.01": {"ternate", network.ByRegency},   // its area names the regency, another's the province
		"94.03": {"makassar", network.ByProvince}, // nearer ones do not count
		"34.71": {"solo", network.ByDistance},     // Yogyakarta has none
		"94":    {"makassar", network.ByProvince}, // a whole province
		"92":    {"ternate", network.ByDistance},
	} {
		if c, why, ok := network.Serving(book, list, place, at); c.Code != want.code || why != want.why || !ok {
			t.Errorf("%s is served by %s, %s, %v; want %s, %s", place, c.Code, why, ok, want.code, want.why)
		}
	}
	if _, why, ok := network.Serving(book, list[4:], "94.01", at); ok || why != network.ByMinistry {
		t.Errorf("a centre that has ended serves: %s", why)
	}
}

func TestEveryRegencyOfTheSeedIsServed(t *testing.T) {
	c, _ := loaded(t)
	book, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	list, err := c.All(by(t, admin))
	if err != nil {
		t.Fatal(err)
	}
	for r := range book.Regencies() {
		got, why, ok := network.Serving(book, list, r.Code, time.Date(2026, 5, 4, 3, 0, 0, 0, time.UTC))
		if !ok || why == network.BySeat && got.Region[:2] != r.Code[:2] {
			t.Errorf("%s is served by %q, %s", r.Name, got.Code, why)
		}
		if r.Code[:2] == "94" && got.Code != "pangurangi" {
			t.Errorf("%s is served by %s, want the one that serves Papua", r.Name, got.Code)
		}
	}
}
