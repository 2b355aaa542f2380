package webp

import "encoding/binary"

// frame writes the whole of what was worked out.
func (e *encoder) frame() []byte {
	var counts tally
	e.tokens(&sink{counts: &counts})
	probs, changed := counts.fit()
	second := newCoder()
	e.tokens(&sink{out: second, probs: &probs})
	first, rest := e.head(&probs, changed), second.bytes()

	out := make([]byte, 10, 10+len(first)+len(rest))
	tag := uint32(len(first))<<5 | 1<<4 // a key frame that is shown
	out[0], out[1], out[2] = byte(tag), byte(tag>>8), byte(tag>>16)
	copy(out[3:], "\x9d\x01\x2a")
	binary.LittleEndian.PutUint16(out[6:], uint16(e.size.X))
	binary.LittleEndian.PutUint16(out[8:], uint16(e.size.Y))
	return append(append(out, first...), rest...)
}

// head is the first partition: what holds for the frame, and the modes.
func (e *encoder) head(probs *probs, changed [4][8][3][11]bool) []byte {
	c := newCoder()
	c.number(0, 2) // colour space; readers clip
	c.number(0, 1) // no segments
	c.number(0, 1) // the normal filter
	c.number(uint32(e.filter()), 6)
	c.number(0, 3) // sharpness
	c.number(0, 1) // the same filter everywhere
	c.number(0, 2) // one partition of tokens
	c.number(uint32(e.index), 7)
	c.number(0, 5) // no other steps for any kind
	c.number(0, 1) // the probabilities hold for this frame
	for i := range probs {
		for j := range probs[i] {
			for k := range probs[i][j] {
				for l, p := range probs[i][j][k] {
					is := changed[i][j][k][l]
					c.bit(is, updateProbs[i][j][k][l])
					if is {
						c.number(uint32(p), 8)
					}
				}
			}
		}
	}
	filled := 0
	for i := range e.blocks {
		if !e.blocks[i].empty {
			filled++
		}
	}
	skip := uint8(min(max(filled*256/len(e.blocks), 1), 255))
	c.number(1, 1) // empty macroblocks are marked
	c.number(uint32(skip), 8)
	for i := range e.blocks {
		mb := &e.blocks[i]
		c.bit(mb.empty, skip)
		mb.luma.writeLuma(c)
		mb.chroma.writeChroma(c)
	}
	return c.bytes()
}

// filter is how strongly readers smooth the edges of blocks, 0 to 63.
func (e *encoder) filter() int {
	if e.unfiltered {
		return 0
	}
	return min(e.index*filterShare/100, 63)
}

const filterShare = 40

// writeLuma writes a mode (section 11.2, of key frames).
func (m mode) writeLuma(c *coder) {
	c.bit(true, 145) // the whole macroblock has one mode
	c.bit(m == fromLeft || m == byMotion, 156)
	if m == fromLeft || m == byMotion {
		c.bit(m == byMotion, 128)
	} else {
		c.bit(m == fromAbove, 163)
	}
}

func (m mode) writeChroma(c *coder) {
	c.bit(m != byMean, 142)
	if m != byMean {
		c.bit(m != fromAbove, 114)
		if m != fromAbove {
			c.bit(m == byMotion, 183)
		}
	}
}

// tokens sends the levels of every macroblock to a sink. The context of a block
// is how many of those to its left and above have levels.
func (e *encoder) tokens(s *sink) {
	above := make([][9]uint8, e.mbw)
	for y := range e.mbh {
		var left [9]uint8 // luma 0 to 3, chroma 4 to 7, means 8
		for x := range e.mbw {
			e.blocks[y*e.mbw+x].tokens(s, &left, &above[x])
		}
	}
}

func (mb *macroblock) tokens(s *sink, left, above *[9]uint8) {
	if mb.empty {
		*left, *above = [9]uint8{}, [9]uint8{}
		return
	}
	n := s.block(&mb.levels[means], ofMeans, left[8]+above[8], 0)
	left[8], above[8] = n, n
	for b := range 16 {
		l, a := &left[b>>2], &above[b&3]
		n = s.block(&mb.levels[b], afterMeans, *l+*a, 1)
		*l, *a = n, n
	}
	for b := range 8 {
		plane := 4 + b>>2*2
		l, a := &left[plane+b>>1&1], &above[plane+b&1]
		n = s.block(&mb.levels[16+b], ofChroma, *l+*a, 0)
		*l, *a = n, n
	}
}
