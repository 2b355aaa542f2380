package webp

import "math"

// probs are the probabilities of tokens by kind of block, band and context
// (section 13).
type probs [4][8][3][11]uint8

// The kinds of blocks.
const (
	afterMeans = 0 // luma without its mean
	ofMeans    = 1
	ofChroma   = 2
)

// bands are the bands of coefficients; that of the end is never used.
var bands = [17]uint8{0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0}

// categories are the probabilities of the bits of large levels.
var categories = [4][]uint8{
	{173, 148, 140},
	{176, 155, 140, 135},
	{180, 157, 141, 134, 130},
	{254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129},
}

// tally counts the zeros and ones that are written with each probability.
type tally [4][8][3][11][2]uint32

// sink is where tokens go: they are counted first and written then.
type sink struct {
	counts *tally // nil once they are written
	out    *coder
	probs  *probs
}

// at is the row of probabilities that hold at a place.
type at struct{ kind, band, context uint8 }

func (s *sink) bit(b bool, p at, n int) bool {
	if s.counts != nil {
		i := 0
		if b {
			i = 1
		}
		s.counts[p.kind][p.band][p.context][n][i]++
		return b
	}
	s.out.bit(b, s.probs[p.kind][p.band][p.context][n])
	return b
}

// raw is a bit whose probability is fixed.
func (s *sink) raw(b bool, prob uint8) {
	if s.counts == nil {
		s.out.bit(b, prob)
	}
}

// block writes the levels of a block from first on, and tells whether there are
// any.
func (s *sink) block(l *levels, kind, context uint8, first int) uint8 {
	last := 15
	for last >= first && l[last] == 0 {
		last--
	}
	p := at{kind, bands[first], context}
	if !s.bit(last >= first, p, 0) {
		return 0
	}
	for n := first; n <= last; n++ {
		v := int32(l[n])
		if !s.bit(v != 0, p, 1) {
			p = at{kind, bands[n+1], 0}
			continue // after a zero there is no end
		}
		next := s.level(max(v, -v), p)
		s.raw(v < 0, 128)
		p = at{kind, bands[n+1], next}
		if n < 15 {
			s.bit(n < last, p, 0)
		}
	}
	return 1
}

// level writes a level that is not zero, without its sign, and gives the context
// of what comes after it.
func (s *sink) level(v int32, p at) uint8 {
	if !s.bit(v > 1, p, 2) {
		return 1
	}
	switch {
	case !s.bit(v > 4, p, 3):
		if s.bit(v > 2, p, 4) {
			s.bit(v == 4, p, 5)
		}
	case !s.bit(v > 10, p, 6):
		if !s.bit(v > 6, p, 7) {
			s.raw(v == 6, 159)
		} else {
			s.raw(v >= 9, 165)
			s.raw(v&1 == 0, 145)
		}
	default:
		c := 0
		for c < 3 && v >= 3+8<<(c+1) {
			c++
		}
		s.bit(c >= 2, p, 8)
		s.bit(c&1 != 0, p, 9+c>>1)
		rest, list := v-(3+8<<c), categories[c]
		for i, prob := range list {
			s.raw(rest>>(len(list)-1-i)&1 != 0, prob)
		}
	}
	return 2
}

// fit gives the probabilities of what was counted, where they save more than it
// costs to say so, and tells which were changed.
func (t *tally) fit() (p probs, changed [4][8][3][11]bool) {
	p = defaultProbs
	for i := range p {
		for j := range p[i] {
			for k := range p[i][j] {
				for l := range p[i][j][k] {
					zeros, ones := t[i][j][k][l][0], t[i][j][k][l][1]
					if zeros+ones == 0 {
						continue
					}
					old, update := p[i][j][k][l], updateProbs[i][j][k][l]
					fresh := uint8(max(1, 255-uint64(ones)*255/uint64(zeros+ones)))
					saved := price(zeros, ones, old) - price(zeros, ones, fresh)
					if saved > 8+price(0, 1, update)-price(1, 0, update) {
						p[i][j][k][l], changed[i][j][k][l] = fresh, true
					}
				}
			}
		}
	}
	return p, changed
}

// price is how many bits so many zeros and ones take.
func price(zeros, ones uint32, prob uint8) float64 {
	p := max(float64(prob), 0.5) / 256
	return -float64(zeros)*math.Log2(p) - float64(ones)*math.Log2(1-p)
}
