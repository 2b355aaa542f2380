package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
)

// MaxThumb is the most bytes of a thumb. A page of twenty-four, with its text,
// its style and what HTTP says about each, has to stay under 120 kB whatever the
// photos show (issue 4; tests/browser/weight.test.mjs).
const MaxThumb = 3300

// ThumbFrom is the narrowest width of a variant that a thumb loses nothing from.
const ThumbFrom = 640

// thumbStep is a way to write a thumb.
type thumbStep struct{ width, quality int }

// thumbSteps are tried until one keeps to MaxThumb. Drawings keep to the first.
// Under a quality of about 35 fewer pixels, which the browser stretches, look
// better than more in blocks; noise alone, and a mosaic, come to the last.
var thumbSteps = [...]thumbStep{
	{480, 75},
	{480, 60},
	{480, 45},
	{400, 45},
	{320, 50},
	{320, 40},
	{272, 40},
	{240, 36},
	{216, 34},
	{192, 34},
	{160, 32},
	{128, 30},
	{96, 30},
	{64, 30},
	{32, 20},
}

// ThumbOf cuts the middle of a variant, which is JPEG, to 4 by 3 and writes it
// as WebP of at most MaxThumb bytes, for a list of many. Equal variants give
// equal thumbs.
func ThumbOf(variant []byte) (thumb []byte, err error) {
	img, err := jpeg.Decode(bytes.NewReader(variant))
	if err != nil {
		return nil, fmt.Errorf("picture: read a variant: %w", err)
	}
	part := middle(img.Bounds())
	var small *image.RGBA
	for _, step := range thumbSteps {
		width := min(step.width, part.Dx())
		if small == nil || small.Rect.Dx() != width {
			small = resize(img, part, image.Pt(width, max(1, width*part.Dy()/part.Dx())))
		}
		if thumb, err = asWebP(small, step.quality); err != nil || len(thumb) <= MaxThumb {
			return thumb, err
		}
	}
	return thumb, nil
}

// middle is the largest part of 4 by 3 in the middle of a picture.
func middle(all image.Rectangle) image.Rectangle {
	part := all
	if w := max(1, all.Dy()*4/3); w < all.Dx() {
		part.Min.X += (all.Dx() - w) / 2
		part.Max.X = part.Min.X + w
	} else if h := max(1, all.Dx()*3/4); h < all.Dy() {
		part.Min.Y += (all.Dy() - h) / 2
		part.Max.Y = part.Min.Y + h
	}
	return part
}
