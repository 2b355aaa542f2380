package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	scaler "golang.org/x/image/draw"
)

// crowded is a picture of so many little things in so many colours that nothing
// can be left out, each side pixels wide: 1 is noise.
func crowded(w, h, side int, seed uint64) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 2))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := 0; y < h; y += side {
		for x := 0; x < w; x += side {
			c := color.RGBA{uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32()), 255}
			draw.Draw(img, image.Rect(x, y, x+side, y+side), image.NewUniform(c), image.Point{}, draw.Src)
		}
	}
	return img
}

// TestAThumbKeepsToItsBytesWhateverItShows: twenty-four of the worst still have
// to fit into a page.
func TestAThumbKeepsToItsBytesWhateverItShows(t *testing.T) {
	for _, side := range []int{1, 2, 3, 4, 6, 8, 12, 16, 24, 40} {
		thumb, err := ThumbOf(asJPEG(t, crowded(640, 480, side, 1)))
		if err != nil {
			t.Fatal(err)
		}
		seen := read(t, thumb)
		if len(thumb) > MaxThumb {
			t.Errorf("things of %d pixels: %d bytes at %v", side, len(thumb), seen.Rect.Size())
		}
		if seen.Rect.Dx() < 96 {
			t.Errorf("things of %d pixels: no more than %v is left of it", side, seen.Rect.Size())
		}
	}
}

func TestAThumbIsTheMiddleOfThePicture(t *testing.T) {
	for _, c := range []struct{ from, want image.Point }{
		{image.Pt(640, 480), image.Pt(480, 360)},
		{image.Pt(640, 360), image.Pt(480, 360)},
		{image.Pt(640, 1280), image.Pt(480, 360)},
		{image.Pt(320, 240), image.Pt(320, 240)}, // never larger than it came
		{image.Pt(1, 8), image.Pt(1, 1)},
		{image.Pt(640, 1), image.Pt(1, 1)},
	} {
		img := image.NewRGBA(image.Rectangle{Max: c.from})
		draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
		part := middle(img.Rect)
		draw.Draw(img, part, image.NewUniform(color.RGBA{0, 0, 80, 255}), image.Point{}, draw.Src)
		variant := asJPEG(t, img)
		thumb, err := ThumbOf(variant)
		if err != nil {
			t.Fatal(err)
		}
		seen := read(t, thumb)
		if seen.Rect.Size() != c.want {
			t.Errorf("of %v came %v, want %v", c.from, seen.Rect.Size(), c.want)
		}
		for _, corner := range []image.Point{{0, 0}, seen.Rect.Max.Sub(image.Pt(1, 1))} {
			if y := seen.Y[seen.YOffset(corner.X, corner.Y)]; c.want.X > 1 && y > 90 {
				t.Errorf("of %v: the corner %v is brightness %d, not that of the middle", c.from, corner, y)
			}
		}
		if again, err := ThumbOf(variant); err != nil || !bytes.Equal(again, thumb) {
			t.Errorf("%v: another thumb of the same picture, %v", c.from, err)
		}
	}
	if _, err := ThumbOf([]byte("no picture")); err == nil {
		t.Error("what is no picture got a thumb")
	}
}

func TestAPictureIsScaledAlikeInStripsAndAtOnce(t *testing.T) {
	big := painted(700, 500, 4)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, big, nil); err != nil {
		t.Fatal(err)
	}
	photo, err := jpeg.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, img := range []image.Image{big, photo} {
		for _, size := range []image.Point{{320, 229}, {131, 94}, {1, 1}, {700, 500}} {
			got, want := resize(img, img.Bounds(), size), image.NewRGBA(image.Rectangle{Max: size})
			scaler.CatmullRom.Scale(want, want.Rect, img, img.Bounds(), scaler.Src, nil)
			apart := 0
			for i := range want.Pix {
				apart += max(int(got.Pix[i])-int(want.Pix[i]), int(want.Pix[i])-int(got.Pix[i]))
			}
			if mean := float64(apart) / float64(len(want.Pix)); mean > 0.5 {
				t.Errorf("%v: %.2f apart on the average", size, mean)
			}
		}
	}
}
