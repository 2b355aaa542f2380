package webp

import "image"

// macroblock is what is written of 16 by 16 pixels: luma 0 to 15, chroma 16 to
// 23, and the means of the luma last.
type macroblock struct {
	luma, chroma mode
	empty        bool // every level is zero
	levels       [25]levels
}

const means = 24 // the block of the means

// encoder holds a picture, what a reader will see of it, and what is written.
type encoder struct {
	size       image.Point
	mbw, mbh   int
	index      int  // of the quantiser
	unfiltered bool // for tests: readers smooth nothing
	want, got  [3]plane
	blocks     []macroblock

	y, y2, uv steps
}

func newEncoder(img *image.RGBA, index int) *encoder {
	e := &encoder{size: img.Rect.Size(), index: index}
	e.mbw, e.mbh = (e.size.X+15)/16, (e.size.Y+15)/16
	e.want[0], e.want[1], e.want[2] = convert(img, e.mbw, e.mbh)
	for i, p := range e.want {
		e.got[i] = plane{make([]uint8, len(p.pix)), p.stride}
	}
	e.blocks = make([]macroblock, e.mbw*e.mbh)
	e.y = steps{stepsDC[index], stepsAC[index]}
	e.y2 = steps{2 * stepsDC[index], max(8, stepsAC[index]*155/100)}
	e.uv = steps{min(132, stepsDC[index]), stepsAC[index]}
	return e
}

// code works out every macroblock, from those that stand before it.
func (e *encoder) code() {
	for y := range e.mbh {
		for x := range e.mbw {
			mb := &e.blocks[y*e.mbw+x]
			luma := e.codeLuma(mb, 16*x, 16*y)
			chroma := e.codeChroma(mb, 8*x, 8*y)
			mb.empty = !luma && !chroma
		}
	}
}

// residual is a block of what is wanted, less what is predicted.
func residual(want plane, x, y int, pred []uint8) (d block) {
	for j := range 4 {
		row := want.row(x, y+j, 4)
		for i := range 4 {
			d[4*j+i] = int32(row[i]) - int32(pred[16*j+i])
		}
	}
	return d
}

// sixteen are the transformed blocks of a macroblock, and their means.
type sixteen struct {
	blocks [16]block
	means  block
}

// transform gives the coefficients of the luma under a prediction, and how much
// there is of them.
func (t *sixteen) transform(want plane, x, y int, pred *[256]uint8) (cost int32) {
	for n := range t.blocks {
		bx, by := n&3*4, n>>2*4
		t.blocks[n] = residual(want, x+bx, y+by, pred[16*by+bx:])
		forward(&t.blocks[n])
		for _, v := range t.blocks[n][1:] {
			cost += max(v, -v)
		}
		t.means[n] = t.blocks[n][0]
	}
	forwardDC(&t.means)
	for _, v := range t.means {
		cost += max(v, -v) / 2
	}
	return cost
}

// modeCost leans a little towards the modes that take fewer bits.
var modeCost = [modes]int32{0, 2, 2, 2}

func (e *encoder) codeLuma(mb *macroblock, x, y int) (any bool) {
	around := edgeOf(e.got[0], x, y, 16)
	var best, t sixteen
	var chosen, pred [256]uint8
	least := int32(-1)
	for m := range modes {
		around.predict(m, 16, &pred)
		cost := t.transform(e.want[0], x, y, &pred) + modeCost[m]*e.y.ac
		if least < 0 || cost < least {
			least, best, chosen, mb.luma = cost, t, pred, m
		}
	}
	any = quantise(&best.means, e.y2, 0, &mb.levels[means])
	inverseDC(&best.means)
	put(e.got[0], x, y, 16, &chosen)
	for n := range best.blocks {
		b := &best.blocks[n]
		some := quantise(b, e.y, 1, &mb.levels[n])
		any = any || some
		b[0] = best.means[n]
		inverse(b, e.got[0], x+n&3*4, y+n>>2*4)
	}
	return any
}

// put copies a square of side n to its place.
func put(to plane, x, y, n int, pred *[256]uint8) {
	for j := range n {
		copy(to.row(x, y+j, n), pred[16*j:])
	}
}

func (e *encoder) codeChroma(mb *macroblock, x, y int) (any bool) {
	var best [8]block
	var chosen [2][256]uint8
	around := [2]edge{edgeOf(e.got[1], x, y, 8), edgeOf(e.got[2], x, y, 8)}
	least := int32(-1)
	for m := range modes {
		var t [8]block
		var pred [2][256]uint8
		cost := modeCost[m] * e.uv.ac
		for c := range around {
			around[c].predict(m, 8, &pred[c])
			for n := range 4 {
				bx, by := n&1*4, n>>1*4
				b := &t[4*c+n]
				*b = residual(e.want[1+c], x+bx, y+by, pred[c][16*by+bx:])
				forward(b)
				for _, v := range b {
					cost += max(v, -v)
				}
			}
		}
		if least < 0 || cost < least {
			least, best, chosen, mb.chroma = cost, t, pred, m
		}
	}
	for c := range around {
		put(e.got[1+c], x, y, 8, &chosen[c])
		for n := range 4 {
			b := &best[4*c+n]
			some := quantise(b, e.uv, 0, &mb.levels[16+4*c+n])
			any = any || some
			inverse(b, e.got[1+c], x+n&1*4, y+n>>1*4)
		}
	}
	return any
}
