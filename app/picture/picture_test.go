package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/image/webp"

	"lumbung/app/fault"
)

// quarters is a picture whose four quarters have each their own colour.
func quarters(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{A: 255}
			if x < w/2 {
				c.R = 255
			}
			if y < h/2 {
				c.B = 255
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func asJPEG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asGIF(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withEXIF puts an EXIF segment with an orientation and a place into a JPEG.
func withEXIF(data []byte, orientation uint16, order binary.ByteOrder) []byte {
	tiff := []byte("II*\x00")
	if order == binary.BigEndian {
		tiff = []byte("MM\x00*")
	}
	var b bytes.Buffer
	put := func(v any) { _ = binary.Write(&b, order, v) }
	put(uint32(8))
	put(uint16(2))
	for _, e := range [][2]uint16{{0x0100, 7}, {0x0112, orientation}} {
		put(e[0])
		put(uint16(3))
		put(uint32(1))
		put(e[1])
		put(uint16(0))
	}
	body := slices.Concat([]byte("Exif\x00\x00"), tiff, b.Bytes(), []byte("GPS -7.5 110.8"))
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return slices.Concat(data[:2], head, body, data[2:])
}

func TestEveryFormatComesOutAsJPEGInEachWidth(t *testing.T) {
	big, small := quarters(1600, 800), quarters(100, 50)
	webp1, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want []image.Point
	}{
		{"jpeg", asJPEG(t, big), []image.Point{{320, 160}, {640, 320}, {1280, 640}}},
		{"png", asPNG(t, big), []image.Point{{320, 160}, {640, 320}, {1280, 640}}},
		{"gif", asGIF(t, big), []image.Point{{320, 160}, {640, 320}, {1280, 640}}},
		{"small", asPNG(t, small), []image.Point{{100, 50}}},
		{"in between", asPNG(t, quarters(500, 250)), []image.Point{{320, 160}, {500, 250}}},
		{"just a width", asPNG(t, quarters(640, 10)), []image.Point{{320, 5}, {640, 10}}},
		{"one pixel of webp", webp1, []image.Point{{1, 1}}},
		{"a strip", asPNG(t, quarters(4, 4000)), []image.Point{{1, 8}}},
	} {
		got, err := Variants("picture", c.data)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for i, v := range got {
			img, err := jpeg.Decode(bytes.NewReader(v.JPEG))
			if err != nil {
				t.Fatalf("%s: variant %d: %v", c.name, i, err)
			}
			if i >= len(c.want) || img.Bounds().Size() != c.want[i] || image.Pt(v.Width, v.Height) != c.want[i] {
				t.Errorf("%s: variant %d is %v and says %dx%d, want %v", c.name, i, img.Bounds().Size(), v.Width, v.Height, c.want)
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %d variants, want %d", c.name, len(got), len(c.want))
		}
	}
}

// near tells whether the pixel in the middle of the given quarter has the colour.
func near(t *testing.T, data []byte, right, bottom bool, want color.RGBA) bool {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	size := img.Bounds().Size()
	x, y := size.X/4, size.Y/4
	if right {
		x = size.X * 3 / 4
	}
	if bottom {
		y = size.Y * 3 / 4
	}
	got, ok := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
	apart := func(a, b uint8) bool { return max(a, b)-min(a, b) > 40 }
	return ok && !apart(got.R, want.R) && !apart(got.G, want.G) && !apart(got.B, want.B)
}

func TestAPictureStandsAsItWasTaken(t *testing.T) {
	topLeft := color.RGBA{255, 0, 255, 255} // of the picture as it is stored
	for orientation, want := range map[uint16]struct{ right, bottom, swapped bool }{
		1: {false, false, false}, 2: {true, false, false}, 3: {true, true, false}, 4: {false, true, false},
		5: {false, false, true}, 6: {true, false, true}, 7: {true, true, true}, 8: {false, true, true},
		0: {false, false, false}, 9: {false, false, false},
	} {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			got, err := Variants("picture", withEXIF(asJPEG(t, quarters(300, 200)), orientation, order))
			if err != nil {
				t.Fatal(err)
			}
			v := got[0]
			if swapped := v.Width < v.Height; swapped != want.swapped {
				t.Errorf("orientation %d: %dx%d, swapped want %v", orientation, v.Width, v.Height, want.swapped)
			}
			if !near(t, v.JPEG, want.right, want.bottom, topLeft) {
				t.Errorf("orientation %d (%v): the top left went elsewhere than right %v, bottom %v", orientation, order, want.right, want.bottom)
			}
		}
	}
}

func TestEveryVariantIsThereAsWebPOfTheSamePicture(t *testing.T) {
	got, err := Variants("picture", withEXIF(asJPEG(t, quarters(900, 500)), 6, binary.LittleEndian))
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range got {
		img, err := webp.Decode(bytes.NewReader(v.WebP))
		if err != nil || img.Bounds().Size() != image.Pt(v.Width, v.Height) {
			t.Fatalf("variant %d as WebP: %v, %v", i, img, err)
		}
		for _, word := range []string{"Exif", "EXIF", "GPS", "XMP"} {
			if bytes.Contains(v.WebP, []byte(word)) {
				t.Errorf("variant %d as WebP still holds %s", i, word)
			}
		}
		if len(v.WebP) >= len(v.JPEG) {
			t.Errorf("variant %d takes %d bytes as WebP and %d as JPEG", i, len(v.WebP), len(v.JPEG))
		}
		late, err := WebPOf(v.JPEG)
		if err != nil || len(late) == 0 {
			t.Errorf("variant %d from its JPEG: %d bytes, %v", i, len(late), err)
		}
	}
	if _, err := WebPOf([]byte("no picture")); err == nil {
		t.Error("what is no picture was written anew")
	}
}

func TestNothingButThePictureIsKept(t *testing.T) {
	data := withEXIF(asJPEG(t, quarters(400, 300)), 6, binary.LittleEndian)
	got, err := Variants("picture", data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Variants("picture", data)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range got {
		if bytes.Contains(v.JPEG, []byte("Exif")) || bytes.Contains(v.JPEG, []byte("GPS")) {
			t.Errorf("variant %d still holds EXIF", i)
		}
		if !bytes.Equal(v.JPEG, again[i].JPEG) || !bytes.Equal(v.WebP, again[i].WebP) {
			t.Errorf("variant %d differs from run to run", i)
		}
	}
}

func TestTransparencyBecomesWhite(t *testing.T) {
	got, err := Variants("picture", asPNG(t, image.NewNRGBA(image.Rect(0, 0, 40, 40))))
	if err != nil {
		t.Fatal(err)
	}
	if !near(t, got[0].JPEG, false, false, color.RGBA{255, 255, 255, 255}) {
		t.Error("a transparent picture is not white")
	}
}

// bomb is a PNG of a few bytes that claims w by h pixels.
func bomb(t *testing.T, w, h uint32) []byte {
	t.Helper()
	data := asPNG(t, quarters(2, 2))
	head := data[12:29] // IHDR and its 13 bytes
	binary.BigEndian.PutUint32(head[4:], w)
	binary.BigEndian.PutUint32(head[8:], h)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(head))
	return data
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	photo := asJPEG(t, quarters(300, 200))
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "picture.unknown"},
		{"text", []byte("hello"), "picture.unknown"},
		{"svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "picture.svg"},
		{"html that begins like a gif", []byte("GIF89a<script>alert(1)</script>"), "picture.too_many_pixels"},
		{"half a photo", photo[:len(photo)/2], "picture.broken"},
		{"a head alone", photo[:20], "picture.broken"},
		{"a bomb", bomb(t, 30_000, 30_000), "picture.too_many_pixels"},
		{"a long bomb", bomb(t, 30_000, 1), "picture.too_many_pixels"},
		{"a bomb over 31 bits", bomb(t, 1<<31-1, 1<<31-1), "picture.broken"},
		{"too many bytes", make([]byte, MaxBytes+1), "picture.too_many_bytes"},
	} {
		_, err := Variants("photo", c.data)
		f := fault.As(err)
		if err == nil || f.Code != fault.Invalid || f.Fields[0].Key != c.want || f.Fields[0].Name != "photo" {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestDamageNeverPanics(t *testing.T) {
	source := withEXIF(asJPEG(t, quarters(64, 48)), 6, binary.BigEndian)
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		data := slices.Clone(source)
		for range 1 + r.IntN(20) {
			data[r.IntN(min(len(data), 400))] = byte(r.Uint32())
		}
		if got, err := Variants("picture", data); err == nil && len(got) == 0 {
			t.Fatalf("seed %d: no variants and no error", seed)
		}
	}
}

func BenchmarkVariantsOfAPhoneCamera(b *testing.B) {
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, quarters(4000, 3000), nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Variants("picture", buf.Bytes()); err != nil {
			b.Fatal(err)
		}
	}
}
