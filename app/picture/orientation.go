package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"iter"
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

// orientation finds the turn that a picture asks for, 1 where it asks for none or
// its EXIF cannot be read: a picture that lies on its side is still a picture.
func orientation(data []byte) turn {
	switch {
	case isWebP(data):
		return firstOrientation(chunks(data[12:], binary.LittleEndian, false), "EXIF")
	case bytes.HasPrefix(data, []byte(pngMagic)):
		return firstOrientation(chunks(data[len(pngMagic):], binary.BigEndian, true), "eXIf")
	}
	for marker, body := range segments(data) {
		if tiff, ok := bytes.CutPrefix(body, exifHead); ok && marker == 0xe1 {
			return tiffOrientation(tiff)
		}
	}
	return 1
}

var exifHead = []byte("Exif\x00\x00")

// segments yields the segments of a JPEG that stand before its pixels, with
// their markers.
func segments(data []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		if !bytes.HasPrefix(data, []byte{0xff, 0xd8}) {
			return
		}
		for data = data[2:]; len(data) >= 4 && data[0] == 0xff; {
			marker := data[1]
			if marker == 0xff { // a byte that fills
				data = data[1:]
				continue
			}
			length := int(binary.BigEndian.Uint16(data[2:]))
			if marker == 0xda || length < 2 || len(data) < 2+length || !yield(marker, data[4:2+length]) {
				return
			}
			data = data[2+length:]
		}
	}
}

// chunks yields the parts of a WebP or a PNG: length, name and content, in the
// order of the format, filled up to even lengths or followed by a checksum.
func chunks(data []byte, order binary.ByteOrder, png bool) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for len(data) >= 8 {
			name, length := data[:4], order.Uint32(data[4:])
			if png {
				name, length = data[4:8], order.Uint32(data)
			}
			rest := data[8:]
			if uint64(length) > uint64(len(rest)) || !yield(string(name), rest[:length]) {
				return
			}
			after := int(length) + int(length)&1
			if png {
				after = int(length) + crc32.Size
			}
			data = rest[min(after, len(rest)):]
		}
	}
}

func firstOrientation(parts iter.Seq2[string, []byte], name string) turn {
	for part, body := range parts {
		if part == name {
			return tiffOrientation(bytes.TrimPrefix(body, exifHead))
		}
	}
	return 1
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
