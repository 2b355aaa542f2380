package picture

import (
	"bytes"
	"image"
	"image/jpeg"
	"strings"
	"testing"
)

func TestACardHasItsSizeWhateverItSays(t *testing.T) {
	photo := asJPEG(t, quarters(300, 900))
	for name, c := range map[string]Card{
		"plain":         {Title: "Kursi roda elektrik", Line: "Sentra Contoh", Site: "Lumbung"},
		"with a photo":  {Title: "Kursi roda elektrik", Photo: photo},
		"nothing":       {},
		"endless":       {Title: strings.Repeat("kursi roda ", 90_000), Line: strings.Repeat("x", 100_000)},
		"one long word": {Title: strings.Repeat("x", 100_000), Photo: photo},
		"other scripts": {Title: "Kürsi ⠃⠗ عربى 漢字"},
	} {
		data, err := c.Draw()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		img, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil || img.Bounds().Size() != image.Pt(CardWidth, CardHeight) || len(data) > 300<<10 {
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
		}
	}
	if _, err := (Card{Photo: []byte("no photo")}).Draw(); err == nil {
		t.Error("what is no photo was drawn")
	}
}

func TestALongTitleEndsInDots(t *testing.T) {
	faces, err := cardFaces()
	if err != nil {
		t.Fatal(err)
	}
	lines := wrapped(faces.title, strings.Repeat("kursi roda ", 100), 400, 6)
	if len(lines) != 6 || !strings.HasSuffix(lines[5], "…") {
		t.Errorf("lines = %q", lines)
	}
	for _, l := range lines {
		if wide(faces.title, l) > 400 {
			t.Errorf("%q is wider than its room", l)
		}
	}
}
