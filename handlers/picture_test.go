package handlers

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// snapshot is a JPEG with grain, as a camera gives it.
func snapshot(t *testing.T, w, h int) string {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 1))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(r.IntN(256)), uint8(255 * x / w), uint8(255 * y / h), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// withPlace puts EXIF into a JPEG: on its side, and where it was taken.
func withPlace(photo string) string {
	body := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00GPS-7.55,110.81"
	return photo[:2] + "\xff\xe1\x00" + string(rune(len(body)+2)) + body + photo[2:]
}

// odd are files that no picture can be made of, and what people are told.
func odd(t *testing.T) map[string]struct{ data, key, says string } {
	t.Helper()
	moving, err := os.ReadFile("../app/picture/testdata/moving.webp")
	if err != nil {
		t.Fatal(err)
	}
	return map[string]struct{ data, key, says string }{
		"heic":          {"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic........", "picture.heic", "WhatsApp"},
		"svg":           {`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>`, "picture.svg", "Simpan gambar itu sebagai PNG atau JPEG"},
		"moving":        {string(moving), "picture.moving", "Pilih foto yang diam"},
		"cut off":       {snapshot(t, 64, 48)[:900], "picture.broken", "Unggah lagi dari awal"},
		"a gif of 4 GP": {"GIF89a\xff\xff\xff\xff\x80\x00\x00\xff\xff\xff\x00\x00\x00,", "picture.too_many_pixels", "40 megapiksel"},
		"html":          {"<!doctype html><script>alert(1)</script>", "picture.unknown", "bukan foto yang kami kenal"},
		"nothing":       {"", "field.min_items", ""},
	}
}

func TestAnUploadThatIsNoPictureSaysWhatToDoInTheFormAndInTheAPI(t *testing.T) {
	h := supplied(t)
	h.uploadPhoto(manager, "/inovasi/baru", gif, "title=Tongkat lipat", "problem=Licin sekali", "kind=assistive_device")
	for name, c := range odd(t) {
		got := h.uploadPhoto(manager, "/inovasi/tongkat-lipat/foto", c.data, "alt=Tongkat di rumput")
		if got.status != 422 || !strings.Contains(got.body, c.says) || !strings.Contains(got.body, "Tongkat di rumput") {
			t.Errorf("%s in the form: %d, want 422 with %q and what was typed: %s", name, got.status, c.says, short(got.body))
		}
		for _, path := range []string{"/api/v1/innovations/tongkat-lipat/photos", "/api/v1/ska/" + soeharso + "/photos"} {
			body, _ := json.Marshal(map[string]string{"photo": base64.StdEncoding.EncodeToString([]byte(c.data)), "alt": "Tongkat"})
			if got := h.api(manager, post, path, string(body)); got.status != 422 || !strings.Contains(got.body, c.key) {
				t.Errorf("%s at %s: %d, want 422 with %s: %s", name, path, got.status, c.key, short(got.body))
			}
		}
	}
}

// TestAPhotoOfSeveralMegabytesArrivesWithoutItsPlace sends one by the form and by
// the API, and looks at every file that is made of it.
func TestAPhotoOfSeveralMegabytesArrivesWithoutItsPlace(t *testing.T) {
	h := supplied(t)
	photo := withPlace(snapshot(t, 1900, 1400))
	if len(photo) < 2<<20 {
		t.Fatalf("it has %d bytes only", len(photo))
	}
	got := h.uploadPhoto(manager, "/inovasi/baru", photo, "title=Tongkat lipat", "problem=Licin sekali", "kind=assistive_device", "alt=Tongkat")
	if got.status != 303 {
		t.Fatalf("by the form: %d: %s", got.status, short(got.body))
	}
	body, _ := json.Marshal(map[string]string{"photo": base64.StdEncoding.EncodeToString([]byte(photo)), "alt": "Tongkat hitam"})
	got = h.api(manager, post, "/api/v1/innovations/tongkat-lipat/photos", string(body))
	var rec struct {
		Photos []struct {
			Hash, Alt     string
			Width, Height int
		}
	}
	if err := json.Unmarshal([]byte(got.body), &rec); err != nil || got.status != 200 || len(rec.Photos) != 1 {
		t.Fatalf("by the API: %d, the same photo must be one: %s", got.status, short(got.body))
	}
	if p := rec.Photos[0]; p.Alt != "Tongkat hitam" || p.Width != 1280 || p.Height != 1737 {
		t.Errorf("it came out as %+v, want it upright", p)
	}
	for _, size := range []string{"320.jpg", "640.jpg", "1280.jpg", "320.webp", "640.webp", "1280.webp", "kartu.webp"} {
		got := h.get(public0, "/gambar/"+rec.Photos[0].Hash+"-"+size)
		if got.status != 200 || slices.ContainsFunc([]string{"Exif", "EXIF", "GPS", "110.81"}, func(word string) bool { return strings.Contains(got.body, word) }) {
			t.Errorf("%s: %d, with something beside the picture", size, got.status)
		}
	}
	if got := h.api(manager, post, "/api/v1/innovations/tongkat-lipat/edit", `{"title":"`+strings.Repeat("x", maxForm)+`"}`); got.status != 413 {
		t.Errorf("text of the size of a photo elsewhere: %d, want 413", got.status)
	}
}
