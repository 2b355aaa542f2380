package webp

// mode is how a macroblock is predicted from its neighbours.
type mode uint8

// The modes (section 12).
const (
	byMean mode = iota
	fromAbove
	fromLeft
	byMotion // TM: above and left, less the corner
	modes
)

// edge are the neighbours of a macroblock that are written already.
type edge struct {
	above, left [16]int32
	corner      int32
	x, y        bool // there is something to the left, above
}

// The values of neighbours that are not there.
const (
	noAbove = 127
	noLeft  = 129
)

// edgeOf looks at what is around the square of side n at x, y.
func edgeOf(p plane, x, y, n int) (e edge) {
	e.x, e.y = x > 0, y > 0
	for i := range n {
		e.above[i], e.left[i] = noAbove, noLeft
		if e.y {
			e.above[i] = int32(p.pix[(y-1)*p.stride+x+i])
		}
		if e.x {
			e.left[i] = int32(p.pix[(y+i)*p.stride+x-1])
		}
	}
	switch {
	case !e.y:
		e.corner = noAbove
	case !e.x:
		e.corner = noLeft
	default:
		e.corner = int32(p.pix[(y-1)*p.stride+x-1])
	}
	return e
}

// mean is the value of byMean for a square of side n.
func (e *edge) mean(n int) int32 {
	var sum, count int32
	for i := range n {
		if e.y {
			sum, count = sum+e.above[i], count+1
		}
		if e.x {
			sum, count = sum+e.left[i], count+1
		}
	}
	if count == 0 {
		return 128
	}
	return (sum + count/2) / count
}

// predict fills the square of side n, with a stride of 16.
func (e *edge) predict(m mode, n int, to *[256]uint8) {
	mean := uint8(e.mean(n))
	for y := range n {
		row := to[16*y:][:n]
		switch m {
		case byMean:
			for x := range row {
				row[x] = mean
			}
		case fromAbove:
			for x := range row {
				row[x] = uint8(e.above[x])
			}
		case fromLeft:
			for x := range row {
				row[x] = uint8(e.left[y])
			}
		case byMotion:
			d := e.left[y] - e.corner
			for x := range row {
				row[x] = clip(e.above[x] + d)
			}
		}
	}
}
