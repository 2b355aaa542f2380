package webp

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/webp"
	"pgregory.net/rapid"
)

// painted is a picture with edges, slopes and grain.
func painted(w, h int, seed uint64) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 1))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(255 * x / w), uint8(255 * y / h), uint8(128 + 100*math.Sin(float64(x*y)/900)), 255}
			if (x/23+y/17)%3 == 0 {
				c.R, c.G = 255-c.R, uint8(r.IntN(256))
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func decoded(t interface{ Fatal(...any) }, data []byte) *image.YCbCr {
	img, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img.(*image.YCbCr)
}

// TestAReaderSeesWhatTheWriterReckonedWith is the whole of the promise: every
// prediction rests on what a reader will have put together before.
func TestAReaderSeesWhatTheWriterReckonedWith(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 70).Draw(t, "w"), rapid.IntRange(1, 70).Draw(t, "h")
		img := painted(w, h, rapid.Uint64().Draw(t, "seed"))
		e := newEncoder(img, rapid.IntRange(0, 127).Draw(t, "index"))
		e.unfiltered = true
		e.code()
		got := decoded(t, container(e.frame()))
		if got.Rect.Size() != img.Rect.Size() {
			t.Fatalf("size %v, want %v", got.Rect.Size(), img.Rect.Size())
		}
		for y := range h {
			for x := range w {
				if a, b := got.Y[got.YOffset(x, y)], e.got[0].pix[y*e.got[0].stride+x]; a != b {
					t.Fatalf("luma at %d,%d is read as %d, reckoned with %d", x, y, a, b)
				}
				if a, b := got.Cb[got.COffset(x, y)], e.got[1].pix[y/2*e.got[1].stride+x/2]; a != b {
					t.Fatalf("blue at %d,%d is read as %d, reckoned with %d", x, y, a, b)
				}
			}
		}
	})
}
