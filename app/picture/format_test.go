package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"os"
	"slices"
	"testing"

	"lumbung/app/fault"
)

// kept reads a file of the tests: four quarters, red and green over blue and
// yellow, of 20 by 15 pixels each.
func kept(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestEveryKindOfFileThatCamerasAndScannersWriteIsRead(t *testing.T) {
	colours := [4][3]int{{200, 30, 40}, {30, 160, 60}, {40, 60, 190}, {240, 220, 60}}
	for _, c := range []struct {
		name string
		gray bool
	}{{"progressive.jpg", false}, {"cmyk.jpg", false}, {"gray.jpg", true}, {"deep.png", false}} {
		got, err := Variants("photo", kept(t, c.name))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		img, err := jpeg.Decode(bytes.NewReader(got[0].JPEG))
		if err != nil || img.Bounds().Size() != image.Pt(40, 30) {
			t.Fatalf("%s: %v, %v", c.name, img.Bounds(), err)
		}
		for i, want := range colours {
			r, g, b, _ := img.At(10+i%2*20, 7+i/2*15).RGBA()
			seen := [3]int{int(r >> 8), int(g >> 8), int(b >> 8)}
			for k := range seen {
				if c.gray {
					want[k] = (299*colours[i][0] + 587*colours[i][1] + 114*colours[i][2]) / 1000
				}
				if d := seen[k] - want[k]; d < -60 || d > 60 { // CMYK goes through another space
					t.Errorf("%s: quarter %d is %v, want about %v", c.name, i, seen, want)
					break
				}
			}
		}
	}
}

func TestAMovingPictureIsItsFirstFrameOrSaysWhatToDo(t *testing.T) {
	got, err := Variants("photo", kept(t, "moving.gif"))
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(got[0].JPEG))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, _, _ := img.At(5, 5).RGBA(); r < 0xa000 || g > 0x6000 {
		t.Errorf("it shows %v, not its first frame, which is red", img.At(5, 5))
	}
	refused(t, "a moving WebP", kept(t, "moving.webp"), "picture.moving")
}

// refused fails unless an upload is refused with a message.
func refused(t *testing.T, name string, data []byte, want string) {
	t.Helper()
	_, err := Variants("photo", data)
	if f := fault.As(err); err == nil || f.Code != fault.Invalid || f.Fields[0].Key != want {
		t.Errorf("%s: %v, want %s", name, err, want)
	}
}

func TestWhatPeopleHaveAndWeDoNotReadSaysWhatToDo(t *testing.T) {
	box := func(brand string) []byte {
		return []byte("\x00\x00\x00\x18ftyp" + brand + "\x00\x00\x00\x00mif1" + brand + "........")
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"heic of an iPhone":   {box("heic"), "picture.heic"},
		"heic of ten bits":    {box("heix"), "picture.heic"},
		"heif":                {box("mif1"), "picture.heic"},
		"avif":                {box("avif"), "picture.heic"},
		"svg":                 {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "picture.svg"},
		"svg after a comment": {[]byte("<?xml version=\"1.0\"?>\n<!-- a -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "picture.svg"},
		"pdf":                 {[]byte("%PDF-1.7\n"), "picture.unknown"},
		"a program":           {[]byte("MZ\x90\x00"), "picture.unknown"},
		"half a webp":         {kept(t, "moving.webp")[:18], "picture.broken"},
		"half a gif":          {kept(t, "moving.gif")[:30], "picture.broken"},
		"half a deep png":     {kept(t, "deep.png")[:90], "picture.broken"},
	} {
		refused(t, name, c.data, c.want)
	}
}

// claims is a file whose head says it is w by h.
func claims(t *testing.T, name string, w, h uint16) []byte {
	t.Helper()
	data := slices.Clone(kept(t, name))
	switch {
	case bytes.HasPrefix(data, []byte(pngMagic)):
		binary.BigEndian.PutUint32(data[16:], uint32(w))
		binary.BigEndian.PutUint32(data[20:], uint32(h))
		binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	default:
		for marker, body := range segments(data) {
			if marker >= 0xc0 && marker <= 0xc2 {
				binary.BigEndian.PutUint16(body[1:], h)
				binary.BigEndian.PutUint16(body[3:], w)
			}
		}
	}
	return data
}

// TestWhatTakesMuchMemoryMayHaveFewerPixels: the same number of pixels takes from
// one to thirty-two bytes each, by how they are stored.
func TestWhatTakesMuchMemoryMayHaveFewerPixels(t *testing.T) {
	for _, c := range []struct {
		name string
		w, h uint16
		mega int // that are allowed
	}{
		{"gray.jpg", 6600, 6100, 40},
		{"cmyk.jpg", 6000, 5700, 33},
		{"progressive.jpg", 4600, 4000, 17},
		{"deep.png", 4200, 4100, 8},
	} {
		_, err := Variants("photo", claims(t, c.name, c.w, c.h))
		f := fault.As(err)
		if err == nil || f.Fields[0].Key != "picture.too_many_pixels" || f.Fields[0].Args["mega"] != c.mega {
			t.Errorf("%s of %dx%d: %v, want a limit of %d", c.name, c.w, c.h, err, c.mega)
		}
	}
}

func TestAPNGAndAWebPStandAsTheyWereTakenToo(t *testing.T) {
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00")
	data := asPNG(t, quarters(300, 200))
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(tiff)))
	chunk = append(append(chunk, "eXIf"...), tiff...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	turned := slices.Concat(data[:33], chunk, data[33:])

	small, err := asWebP(quarters(300, 200), 90)
	if err != nil {
		t.Fatal(err)
	}
	head := []byte("VP8X\x0a\x00\x00\x00\x08\x00\x00\x00\x2b\x01\x00\xc7\x00\x00")
	exif := append(append([]byte("EXIF"), byte(len(tiff)), 0, 0, 0), tiff...)
	turnedWebP := slices.Concat(small[:12], head, small[12:], exif)
	binary.LittleEndian.PutUint32(turnedWebP[4:], uint32(len(turnedWebP)-8))

	for name, data := range map[string][]byte{"png": turned, "webp": turnedWebP} {
		got, err := Variants("photo", data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if v := got[0]; v.Width != 200 || v.Height != 300 {
			t.Errorf("%s: %dx%d, want it turned", name, v.Width, v.Height)
		}
		for _, v := range got {
			if bytes.Contains(v.JPEG, tiff) || bytes.Contains(v.WebP, tiff) {
				t.Errorf("%s: its EXIF was kept", name)
			}
		}
	}
}
