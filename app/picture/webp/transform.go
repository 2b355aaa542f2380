package webp

// block is 4 by 4 values, row by row.
type block [16]int32

// forward is the transform of a residual (as libwebp has it: the inverse of
// section 14.3, scaled so that steps of the quantiser mean the same).
func forward(d *block) {
	var t block
	for i := range 4 {
		a0, a1 := d[4*i]+d[4*i+3], d[4*i+1]+d[4*i+2]
		a2, a3 := d[4*i+1]-d[4*i+2], d[4*i]-d[4*i+3]
		t[4*i] = (a0 + a1) * 8
		t[4*i+1] = (a2*2217 + a3*5352 + 1812) >> 9
		t[4*i+2] = (a0 - a1) * 8
		t[4*i+3] = (a3*2217 - a2*5352 + 937) >> 9
	}
	for i := range 4 {
		a0, a1 := t[i]+t[12+i], t[4+i]+t[8+i]
		a2, a3 := t[4+i]-t[8+i], t[i]-t[12+i]
		d[i] = (a0 + a1 + 7) >> 4
		d[4+i] = (a2*2217 + a3*5352 + 12000) >> 16
		if a3 != 0 {
			d[4+i]++
		}
		d[8+i] = (a0 - a1 + 7) >> 4
		d[12+i] = (a3*2217 - a2*5352 + 51000) >> 16
	}
}

// inverse adds a transformed residual to what was predicted (section 14.3).
func inverse(c *block, to plane, x, y int) {
	const c1, c2 = 85627, 35468
	var m block
	for i := range 4 {
		a, b := c[i]+c[8+i], c[i]-c[8+i]
		p, q := c[4+i]*c2>>16-c[12+i]*c1>>16, c[4+i]*c1>>16+c[12+i]*c2>>16
		m[4*i], m[4*i+1], m[4*i+2], m[4*i+3] = a+q, b+p, b-p, a-q
	}
	for j := range 4 {
		dc := m[j] + 4
		a, b := dc+m[8+j], dc-m[8+j]
		p, q := m[4+j]*c2>>16-m[12+j]*c1>>16, m[4+j]*c1>>16+m[12+j]*c2>>16
		row := to.row(x, y+j, 4)
		row[0] = clip(int32(row[0]) + (a+q)>>3)
		row[1] = clip(int32(row[1]) + (b+p)>>3)
		row[2] = clip(int32(row[2]) + (b-p)>>3)
		row[3] = clip(int32(row[3]) + (a-q)>>3)
	}
}

// forwardDC is the second transform, of the means of the 16 luma blocks.
func forwardDC(d *block) {
	var t block
	for i := range 4 {
		a0, a1 := d[4*i]+d[4*i+2], d[4*i+1]+d[4*i+3]
		a2, a3 := d[4*i+1]-d[4*i+3], d[4*i]-d[4*i+2]
		t[4*i], t[4*i+1], t[4*i+2], t[4*i+3] = a0+a1, a3+a2, a3-a2, a0-a1
	}
	for i := range 4 {
		a0, a1 := t[i]+t[8+i], t[4+i]+t[12+i]
		a2, a3 := t[4+i]-t[12+i], t[i]-t[8+i]
		d[i], d[4+i], d[8+i], d[12+i] = (a0+a1)>>1, (a3+a2)>>1, (a3-a2)>>1, (a0-a1)>>1
	}
}

// inverseDC gives back the means (section 14.4).
func inverseDC(c *block) {
	var m block
	for i := range 4 {
		a0, a1 := c[i]+c[12+i], c[4+i]+c[8+i]
		a2, a3 := c[4+i]-c[8+i], c[i]-c[12+i]
		m[i], m[8+i], m[4+i], m[12+i] = a0+a1, a0-a1, a3+a2, a3-a2
	}
	for i := range 4 {
		dc := m[4*i] + 3
		a0, a1 := dc+m[4*i+3], m[4*i+1]+m[4*i+2]
		a2, a3 := m[4*i+1]-m[4*i+2], dc-m[4*i+3]
		c[4*i], c[4*i+1], c[4*i+2], c[4*i+3] = (a0+a1)>>3, (a3+a2)>>3, (a0-a1)>>3, (a3-a2)>>3
	}
}

// zigzag is the order in which coefficients are written (section 13).
var zigzag = [16]uint8{0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15}

// steps are those of one kind of block: of its mean, and of the others.
type steps struct{ dc, ac int32 }

func (s steps) of(i int) int32 {
	if i == 0 {
		return s.dc
	}
	return s.ac
}

// levels are the quantised coefficients of a block in the order of zigzag.
type levels [16]int16

// maxLevel is the largest that a token can hold.
const maxLevel = 2047

// quantise turns coefficients from first on into levels, and puts in the place
// of each what a reader will make of it. A value is rounded up from six tenths
// of a step on, which loses little and saves many bits. any tells whether one is
// not zero.
func quantise(c *block, s steps, first int, to *levels) (any bool) {
	for n := first; n < 16; n++ {
		i := zigzag[n]
		step, v := s.of(int(i)), c[i]
		negative := v < 0
		if negative {
			v = -v
		}
		l := min((v+step*roundUp/100)/step, maxLevel)
		if l == 0 {
			to[n], c[i] = 0, 0
			continue
		}
		any = true
		if negative {
			l = -l
		}
		to[n], c[i] = int16(l), l*step
	}
	return any
}

const roundUp = 40
