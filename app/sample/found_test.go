package sample_test

import (
	"strings"
	"testing"

	"lumbung/app"
	"lumbung/app/catalogue"
)

// peopleFind asks the catalogue as families, officers and foreigners do. The title
// of what is found first begins with first; where it is empty there is no such
// thing, and nothing else is offered in its place.
func peopleFind(t *testing.T, a *app.App) {
	t.Helper()
	if err := a.Catalogue.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ asked, first string }{
		// The words of a family, with the small words of a question.
		{"kursi roda anak", "Kursi roda adaptif"},
		{"saya butuh kursi roda untuk anak saya", "Kursi roda adaptif"},
		{"kursi-kursi roda", "Kursi roda"},
		{"cara mendapatkan kursi roda gratis", "Kursi roda"},
		{"tongkat untuk orang buta", "Tongkat adaptif"},
		{"alat bantu untuk tunanetra", "Tongkat adaptif"},
		{"alat untuk orang tuli", "Gelang getar"},
		{"kaki tiruan", "Prostesis"},
		{"kursi roda penyandang cacat fisik", "Kursi roda"},
		{"beli kopi", "Kopi"},
		{"cuci baju", "Penatu"},
		// Other forms of a word.
		{"memandikan", "Kursi roda multiguna"},
		{"gelang yang menggetarkan", "Gelang getar"},
		{"pencucian mobil", "Cuci mobil"},
		{"penjahit seragam", "Jahit seragam"},
		{"berbicara", "Gelang getar"},
		// Slips of the hand, and what is right as it stands.
		{"korsi roda", "Kursi roda"},
		{"kusri rpda", "Kursi roda"},
		{"tngkat", "Tongkat"},
		{"elektirk", "Kursi roda elektrik"},
		{"batik tulis", ""},
		{"jalan tol", ""},
		// As it is being typed.
		{"kur", "Kursi"},
		{"kursi r", "Kursi"},
		{"binat", "Penatu"},
		{"whee", "Kursi roda"},
		// Codes, classes and places.
		{"KRE-01", "Kursi roda elektrik KRE-01"},
		{"kre01", "Kursi roda elektrik KRE-01"},
		{"12 23 06", "Kursi roda elektrik"},
		{"122306", "Kursi roda elektrik"},
		{"kursi roda solo", "Kursi roda"},
		{"kopi jawa barat", ""},
		// English.
		{"wheelchairs", "Kursi roda"},
		{"an electric wheelchair", "Kursi roda elektrik"},
		{"wheelchair for children", "Kursi roda adaptif"},
		{"walking stick for blind people", "Tongkat adaptif"},
		{"prosthetic leg", "Prostesis"},
		{"laundry", "Penatu"},
		{"obstacle joystick", ""},
		{"feels ahead", "Tongkat adaptif"},
	} {
		r, err := a.Catalogue.Search(t.Context(), catalogue.Query{Q: c.asked})
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case c.first == "" && r.Total > 0:
			t.Errorf("%q finds %q, meant %q", c.asked, r.Hits[0].Entry().Title, r.Meant)
		case c.first == "":
			if r.Meant != "" {
				t.Errorf("%q is taken for %q, which finds nothing", c.asked, r.Meant)
			}
		case r.Total == 0:
			t.Errorf("%q finds nothing", c.asked)
		case !strings.HasPrefix(r.Hits[0].Entry().Title, c.first):
			t.Errorf("%q finds %q first, want %q", c.asked, r.Hits[0].Entry().Title, c.first)
		}
	}
}
