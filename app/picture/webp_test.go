package picture

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	encoder "github.com/gen2brain/webp"
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

// read gives what a reader sees, in the brightness that pictures are kept in.
func read(t interface{ Fatal(...any) }, data []byte) *image.YCbCr {
	img, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	seen, ok := img.(*image.YCbCr)
	if !ok {
		t.Fatal("an opaque picture came out with transparency")
	}
	return seen
}

// likeness is the PSNR of the brightness that a reader sees against the picture
// that was written, in dB. Brightness runs from 16 to 235 in WebP (BT.601).
func likeness(img *image.RGBA, seen *image.YCbCr) float64 {
	var sum float64
	size := img.Rect.Size()
	for y := range size.Y {
		for x := range size.X {
			p := img.Pix[img.PixOffset(img.Rect.Min.X+x, img.Rect.Min.Y+y):]
			want := 0.299*float64(p[0]) + 0.587*float64(p[1]) + 0.114*float64(p[2])
			got := 255.0 / 219 * (float64(seen.Y[seen.YOffset(x, y)]) - 16)
			sum += (got - want) * (got - want)
		}
	}
	return 10 * math.Log10(255*255/(sum/float64(size.X*size.Y)))
}

// TestAReaderSeesWhatWasWritten holds the encoder against the decoder of another
// house, in every odd size.
func TestAReaderSeesWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 90).Draw(t, "w"), rapid.IntRange(1, 90).Draw(t, "h")
		img := painted(w, h, rapid.Uint64().Draw(t, "seed"))
		data, err := asWebP(img, webpQuality)
		if err != nil {
			t.Fatal(err)
		}
		seen := read(t, data)
		if seen.Rect.Size() != img.Rect.Size() {
			t.Fatalf("size %v, want %v", seen.Rect.Size(), img.Rect.Size())
		}
		if db := likeness(img, seen); db < 25 {
			t.Fatalf("%.1f dB from what was written", db)
		}
	})
}

func TestExtremePicturesAreWritten(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {3, 5000}, {5000, 3}, {1280, 960}} {
		img := painted(size.X, size.Y, 1)
		data, err := asWebP(img, webpQuality)
		if err != nil {
			t.Errorf("%v: %v", size, err)
			continue
		}
		if db := likeness(img, read(t, data)); db < 30 {
			t.Errorf("%v: %.1f dB from what was written", size, db)
		}
	}
	if _, err := asWebP(image.NewRGBA(image.Rect(0, 0, 1<<14, 1)), webpQuality); err == nil {
		t.Error("what is too wide for the format was written")
	}
}

func TestAPartOfAPictureIsWrittenAsThatPart(t *testing.T) {
	part := painted(200, 100, 1).SubImage(image.Rect(50, 20, 130, 90)).(*image.RGBA)
	data, err := asWebP(part, webpQuality)
	if err != nil {
		t.Fatal(err)
	}
	if db := likeness(part, read(t, data)); db < 25 {
		t.Errorf("%.1f dB from the part", db)
	}
}

// TestEqualPicturesGiveEqualBytesHoweverManyAreWrittenAtOnce: a blob is named by
// its content, so the same photo twice must be one.
func TestEqualPicturesGiveEqualBytesHoweverManyAreWrittenAtOnce(t *testing.T) {
	img := painted(320, 240, 7)
	want, err := asWebP(img, webpQuality)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := range 4 {
		wait.Go(func() {
			if _, err := asWebP(painted(50+i*40, 90, 3), 20); err != nil {
				t.Error(err)
			}
			if got, err := asWebP(img, webpQuality); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%d bytes, not the same %d: %v", len(got), len(want), err)
			}
		})
	}
	wait.Wait()
}

// TestNoSharedLibraryIsOpened: with the real purego the program would be linked
// dynamically, and write what the libwebp of the machine writes.
func TestNoSharedLibraryIsOpened(t *testing.T) {
	const module = "github.com/ebitengine/purego"
	mod, err := os.ReadFile("../../go.mod")
	if err != nil || !strings.Contains(string(mod), "replace "+module+" => ./tools/nopurego") {
		t.Errorf("go.mod does not put tools/nopurego in the place of %s: %v", module, err)
	}
	if encoder.Dynamic() == nil {
		t.Error("a shared library was opened")
	}
}
