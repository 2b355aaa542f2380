// Package picture makes an uploaded photo fit to be shown: it reads it by its
// content, turns it the way it was taken, and writes it anew in a few widths.
// What is written holds the picture alone: no place, no camera, no comment, and
// nothing that a reader of pictures could trip over.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"

	"golang.org/x/image/draw"

	"lumbung/app/fault"
)

// quality is that of every JPEG that we write.
const quality = 82

// Widths are those a picture is kept in, in pixels; a smaller one is kept as
// large as it came.
func Widths() []int { return []int{320, 640, 1280} }

// Variant is one rendering of a picture.
type Variant struct {
	Width, Height int
	JPEG          []byte
	WebP          []byte // the same, smaller
}

// Variants returns a picture in the widths of Widths, the smallest first. Equal
// data gives equal variants. It fails with an Invalid fault about field when
// the data is too large or not a picture that we read.
func Variants(field string, data []byte) ([]Variant, error) {
	if len(data) > MaxBytes {
		return nil, fault.InField(field, "picture.too_many_bytes", fault.Args{"mib": MaxBytes >> 20})
	}
	img, err := decode(field, data)
	if err != nil {
		return nil, err
	}
	turn := orientation(data)
	size := img.Bounds().Size()
	if turn.swaps() {
		size.X, size.Y = size.Y, size.X
	}
	list := widths(size.X)
	variants := make([]Variant, len(list))
	for i := len(list) - 1; i >= 0; i-- { // each from the one above it, which is quicker than from the photo
		small := scale(img, turn, fit(size, list[i]))
		if variants[i], err = encode(turn.apply(small)); err != nil {
			return nil, err
		}
		img = small
	}
	return variants, nil
}

// widths are those of Widths that are smaller than the picture, and the widest
// that it fills.
func widths(own int) []int {
	var list []int
	for _, w := range Widths() {
		if w >= own {
			return append(list, own)
		}
		list = append(list, w)
	}
	return list
}

// fit is the size at a width; a very tall picture is narrowed to twice as high
// as it may be wide.
func fit(size image.Point, width int) image.Point {
	height := max(1, (size.Y*width+size.X/2)/size.X)
	if height > 2*width {
		width, height = max(1, width*2*width/height), 2*width
	}
	return image.Pt(width, height)
}

// scale draws img before it is turned, since that leaves less to turn, in the
// size it has afterwards.
func scale(img image.Image, turn turn, size image.Point) *image.RGBA {
	if turn.swaps() {
		size.X, size.Y = size.Y, size.X
	}
	return resize(img, img.Bounds(), size)
}

func encode(img *image.RGBA) (Variant, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		return Variant{}, fmt.Errorf("picture: encode: %w", err)
	}
	small, err := asWebP(img, webpQuality)
	return Variant{Width: img.Rect.Dx(), Height: img.Rect.Dy(), JPEG: b.Bytes(), WebP: small}, err
}

// WebPOf writes a variant that is kept as JPEG alone anew. It loses a little of
// what the JPEG had left.
func WebPOf(variant []byte) ([]byte, error) {
	img, err := jpeg.Decode(bytes.NewReader(variant))
	if err != nil {
		return nil, fmt.Errorf("picture: read a variant: %w", err)
	}
	plain := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(plain, plain.Rect, img, img.Bounds().Min, draw.Src)
	return asWebP(plain, webpQuality)
}
