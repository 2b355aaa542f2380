package webp

import "image"

// plane is one channel, in whole macroblocks.
type plane struct {
	pix    []uint8
	stride int
}

func newPlane(w, h int) plane { return plane{make([]uint8, w*h), w} }

func (p plane) row(x, y, n int) []uint8 { return p.pix[y*p.stride+x:][:n] }

// convert gives the luma and, at half the size, the chroma of a picture (BT.601,
// 16 to 235). What lies beyond its edges repeats them.
func convert(img *image.RGBA, mbw, mbh int) (y, u, v plane) {
	y, u, v = newPlane(16*mbw, 16*mbh), newPlane(8*mbw, 8*mbh), newPlane(8*mbw, 8*mbh)
	size := img.Rect.Size()
	at := func(x, y int) (r, g, b int32) {
		i := min(y, size.Y-1)*img.Stride + 4*min(x, size.X-1)
		return int32(img.Pix[i]), int32(img.Pix[i+1]), int32(img.Pix[i+2])
	}
	for cy := range 8 * mbh {
		for cx := range 8 * mbw {
			var r, g, b int32
			for k := range 4 {
				px, py := 2*cx+k&1, 2*cy+k>>1
				r1, g1, b1 := at(px, py)
				y.pix[py*y.stride+px] = uint8((16839*r1 + 33059*g1 + 6420*b1 + 16<<16 + 1<<15) >> 16)
				r, g, b = r+r1, g+g1, b+b1
			}
			u.pix[cy*u.stride+cx] = clip((-9719*r - 19081*g + 28800*b + 128<<18 + 1<<17) >> 18)
			v.pix[cy*v.stride+cx] = clip((28800*r - 24116*g - 4684*b + 128<<18 + 1<<17) >> 18)
		}
	}
	return y, u, v
}

func clip(n int32) uint8 {
	if n&^255 == 0 {
		return uint8(n)
	}
	return uint8(^n >> 31)
}
