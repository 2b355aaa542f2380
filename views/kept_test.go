package views

import (
	"bytes"
	"testing"

	"lumbung/views/i18n"
)

// TestKeptPartsLookAsIfTheyWereMadeForThePage renders every sort of frame with
// and without keeping parts, twice, in an order that would show a part of one on
// another.
func TestKeptPartsLookAsIfTheyWereMadeForThePage(t *testing.T) {
	assets, err := NewAssets()
	if err != nil {
		t.Fatal(err)
	}
	bare := assets
	bare.kept = nil
	draw := func(f Frame) string {
		var b bytes.Buffer
		if err := Page(f).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for range 2 {
		for _, l := range i18n.Langs() {
			for _, demo := range []bool{false, true} {
				for _, user := range []*User{nil, {Ref: "x", Name: "Sari"}} {
					for _, path := range []string{"/", "/katalog", "/katalog/x", "/sentra/a", "/cara-mendapatkan", "/ruang-komando", "/lacak"} {
						for _, style := range []string{"", "catalogue.css"} {
							f := Frame{Lang: l, Demo: demo, User: user, Path: path, Style: style, Bilingual: path != "/lacak", Title: "Judul", Assets: assets}
							kept := draw(f)
							f.Assets = bare
							if want := draw(f); kept != want {
								t.Fatalf("%s %s demo=%v style=%q:\n got %s\nwant %s", l, path, demo, style, kept, want)
							}
						}
					}
				}
			}
		}
	}
}
