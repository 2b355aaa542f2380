package network_test

import (
	"slices"
	"testing"

	"lumbung/app/fault"
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
	for regency, want := range map[string]int{"33.72": 2, "51.03": 1, "33.74": 0, "": 0} {
		if got := rec.Covers(regency); got != want {
			t.Errorf("Covers(%q) = %d, want %d", regency, got, want)
		}
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
