package picture

import (
	"image"

	"golang.org/x/image/draw"
)

// strip is how many rows or columns are scaled at once.
const strip = 128

// resize draws a part of a picture in another size. What is transparent becomes
// white. Rows first and columns after, a strip at a time: at once, the scaler
// would keep 32 bytes for each row of the source times each column of the result,
// which is 120 MB for the photo of a telephone.
func resize(img image.Image, part image.Rectangle, size image.Point) *image.RGBA {
	narrow := image.NewRGBA(image.Rect(0, 0, size.X, part.Dy()))
	for y := 0; y < part.Dy(); y += strip {
		to := image.Rect(0, y, size.X, min(y+strip, part.Dy()))
		from := image.Rect(part.Min.X, part.Min.Y+to.Min.Y, part.Max.X, part.Min.Y+to.Max.Y)
		draw.CatmullRom.Scale(narrow, to, img, from, draw.Src, nil)
	}
	small := image.NewRGBA(image.Rectangle{Max: size})
	for x := 0; x < size.X; x += strip {
		to := image.Rect(x, 0, min(x+strip, size.X), size.Y)
		draw.CatmullRom.Scale(small, to, narrow, image.Rect(to.Min.X, 0, to.Max.X, part.Dy()), draw.Src, nil)
	}
	onWhite(small)
	return small
}

// onWhite makes every pixel opaque.
func onWhite(img *image.RGBA) {
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		if rest := 255 - p[3]; rest > 0 {
			p[0], p[1], p[2], p[3] = p[0]+rest, p[1]+rest, p[2]+rest, 255
		}
	}
}
