package picture

import (
	"bytes"
	"encoding/binary"
	"image"
)

// turn is the EXIF orientation, 1 to 8: how the picture has to be turned and
// mirrored to stand as it was taken. 1 leaves it.
type turn int

// swaps tells whether width and height change places.
func (t turn) swaps() bool { return t >= 5 }

// apply returns img as it was taken.
func (t turn) apply(img *image.RGBA) *image.RGBA {
	if t <= 1 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	size := image.Pt(w, h)
	if t.swaps() {
		size = image.Pt(h, w)
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	for y := range h {
		for x := range w {
			to := t.place(x, y, w, h)
			copy(out.Pix[out.PixOffset(to.X, to.Y):][:4], img.Pix[img.PixOffset(x, y):][:4])
		}
	}
	return out
}

// place is where the pixel at x, y of a picture of w by h goes (EXIF 2.3, tag
// 0x0112).
func (t turn) place(x, y, w, h int) image.Point {
	right, bottom := w-1-x, h-1-y
	switch t {
	case 2:
		return image.Pt(right, y)
	case 3:
		return image.Pt(right, bottom)
	case 4:
		return image.Pt(x, bottom)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(bottom, x)
	case 7:
		return image.Pt(bottom, right)
	case 8:
		return image.Pt(y, right)
	default:
		return image.Pt(x, y)
	}
}

// orientation finds the turn that a JPEG asks for, 1 where it asks for none or
// its EXIF cannot be read: a picture that lies on its side is still a picture.
func orientation(data []byte) turn {
	for body := range segments(data) {
		if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok {
			return tiffOrientation(tiff)
		}
	}
	return 1
}

// segments yields the APP1 segments of a JPEG that stand before its pixels.
func segments(data []byte) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		if !bytes.HasPrefix(data, []byte{0xff, 0xd8}) {
			return
		}
		for data = data[2:]; len(data) >= 4 && data[0] == 0xff; {
			marker, length := data[1], int(binary.BigEndian.Uint16(data[2:]))
			if marker == 0xda || length < 2 || len(data) < 2+length {
				return
			}
			if marker == 0xe1 && !yield(data[4:2+length]) {
				return
			}
			data = data[2+length:]
		}
	}
}

// tiffOrientation reads the tag from the first directory of a TIFF header.
func tiffOrientation(tiff []byte) turn {
	const tag, entry = 0x0112, 12
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(tiff, []byte("II*\x00")):
		order = binary.LittleEndian
	case bytes.HasPrefix(tiff, []byte("MM\x00*")):
		order = binary.BigEndian
	default:
		return 1
	}
	if len(tiff) < 8 {
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	list := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(list) < entry {
			return 1
		}
		if order.Uint16(list) == tag {
			if t := turn(order.Uint16(list[8:])); t >= 1 && t <= 8 {
				return t
			}
			return 1
		}
		list = list[entry:]
	}
	return 1
}
